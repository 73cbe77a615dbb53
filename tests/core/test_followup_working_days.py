"""The day that is suggested when an item falls due on a day on which the office is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.working_days import next_working_day

EASTER = {date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6)}

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "suggested"),
    [
        (date(2026, 4, 2), date(2026, 4, 2)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 4), date(2026, 4, 7)),
        (date(2026, 4, 5), date(2026, 4, 7)),
        (date(2026, 4, 6), date(2026, 4, 7)),
        (date(2026, 4, 11), date(2026, 4, 13)),
        (date(2026, 4, 12), date(2026, 4, 13)),
    ],
)
def test_the_next_working_day_is_suggested(day: date, suggested: date) -> None:
    assert next_working_day(day, EASTER.__contains__) == suggested


@given(DAYS, st.sets(DAYS))
def test_the_suggested_day_is_the_first_working_day_from_the_due_day(day: date, red: set[date]) -> None:
    def works(one: date) -> bool:
        return one.weekday() < 5 and one not in red

    suggested = next_working_day(day, red.__contains__)
    assert works(suggested)
    assert not any(works(day + timedelta(days=passed)) for passed in range((suggested - day).days))
