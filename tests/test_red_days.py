"""The red days of Sweden, and the eves that are kept like them."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.core.working_days import next_working_day
from asi_tui.red_days import is_red_day


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2025, 6, 6),
        date(2026, 6, 19),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
        date(2027, 3, 26),
    ],
)
def test_holidays_and_the_eves_kept_like_them_are_red(day: date) -> None:
    assert is_red_day(day)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 4, 30), date(2026, 6, 18), date(2026, 12, 23)])
def test_an_ordinary_day_and_a_half_day_are_not_red(day: date) -> None:
    assert not is_red_day(day)


@pytest.mark.parametrize(
    ("due", "suggested"),
    [
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 6, 19), date(2026, 6, 22)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_a_swedish_working_day_is_suggested(due: date, suggested: date) -> None:
    assert next_working_day(due, is_red_day) == suggested
