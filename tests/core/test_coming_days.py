"""Days to come as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.core.coming_days import read_coming_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("i", TODAY),
        ("1122", TODAY),
        ("1123", date(2026, 11, 23)),
        ("1121", date(2027, 11, 21)),
        ("0229", date(2028, 2, 29)),
        ("20261205", date(2026, 12, 5)),
        ("261205", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("+0", TODAY),
        ("+14", date(2026, 12, 6)),
        ("2v", date(2026, 12, 6)),
        ("+2V", date(2026, 12, 6)),
        (" 3w ", date(2026, 12, 13)),
        ("2031-11-22", date(2031, 11, 22)),
    ],
)
def test_a_day_from_today_on_is_read_in_every_way_it_is_typed(typed: str, day: date) -> None:
    assert read_coming_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-2", "2026-11-20 has passed"),
        ("20261121", "2026-11-21 has passed"),
        ("2031-11-23", "more than 5 years ahead"),
        ("+9999", "more than 5 years ahead"),
        ("0231", "no such day"),
        ("2027-02-29", "no such day"),
        ("", "is not a date"),
        ("nästa vecka", "is not a date"),
        ("+", "is not a date"),
        ("+12345", "is not a date"),
    ],
)
def test_anything_else_is_told_apart(typed: str, words: str) -> None:
    assert words in str(read_coming_date(typed, TODAY))


def test_five_years_on_from_a_leap_day_is_a_day_all_the_same() -> None:
    leap_day = date(2028, 2, 29)
    assert read_coming_date("+365", leap_day) == date(2029, 2, 28)
    assert "years ahead" in str(read_coming_date("2033-03-01", leap_day))
