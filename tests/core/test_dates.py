"""Dates as they are keyed at the head of an interview."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.keying import read_date
from asi_tui.message import Message

TODAY = date(2026, 11, 21)

READ = [
    ("1120", date(2026, 11, 20)),
    ("1121", date(2026, 11, 21)),
    ("1122", date(2025, 11, 22)),
    ("0105", date(2026, 1, 5)),
    ("1231", date(2025, 12, 31)),
    ("261120", date(2026, 11, 20)),
    ("20261120", date(2026, 11, 20)),
    ("2026-11-20", date(2026, 11, 20)),
    ("2026-1-5", date(2026, 1, 5)),
    (" 2026-11-20 ", date(2026, 11, 20)),
    ("20240229", date(2024, 2, 29)),
    ("-2", date(2026, 11, 19)),
    ("-0", date(2026, 11, 21)),
    ("-31", date(2026, 10, 21)),
    ("i", date(2026, 11, 21)),
    ("I", date(2026, 11, 21)),
]

IMPOSSIBLE = ["1131", "1301", "0000", "20260229", "2026-02-30", "20261301", "0000-01-01"]
NO_DATE = ["", "x", "5", "112", "11205", "2026", "2026-11", "20-11-2026", "-", "--2", "2026/11/20", "igår", "-99999"]


@pytest.mark.parametrize(("typed", "day"), READ)
def test_a_date_is_read_as_it_is_keyed(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_an_impossible_day_is_told(typed: str) -> None:
    assert str(read_date(typed, TODAY)) == f"there is no such day: {typed}"


@pytest.mark.parametrize("typed", NO_DATE)
def test_what_is_no_date_is_told_with_what_to_write(typed: str) -> None:
    said = read_date(typed, TODAY)
    if typed == "2026":
        assert str(said) == "there is no such day: 2026"
    else:
        assert str(said) == f"{typed} is not a date: write 2026-11-20, 1120, -2 or i"


@given(day=st.dates(date(1950, 1, 1), date(2026, 12, 31)), age=st.integers(0, 9999))
def test_typing_and_showing_a_day_are_inverse(day: date, age: int) -> None:
    assert read_date(day.isoformat(), TODAY) == day
    assert read_date(f"{day:%Y%m%d}", TODAY) == day
    assert read_date(f"-{age}", TODAY) == TODAY - timedelta(days=age)


@given(typed=st.text("0123456789-i x", max_size=10), today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_is_a_day_or_a_message(typed: str, today: date) -> None:
    assert isinstance(read_date(typed, today), date | Message)


@given(month_and_day=st.dates(date(2025, 1, 1), date(2025, 12, 31)), today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_four_digits_are_the_latest_such_day_that_has_come(month_and_day: date, today: date) -> None:
    found = read_date(f"{month_and_day:%m%d}", today)
    assert isinstance(found, date)
    assert found <= today
    assert found + timedelta(days=366) > today
    assert (found.month, found.day) == (month_and_day.month, month_and_day.day)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 1, 15), date(2024, 2, 29)),
        (date(2027, 6, 1), date(2024, 2, 29)),
    ],
)
def test_the_leap_day_is_the_latest_there_was(today: date, day: date) -> None:
    assert read_date("0229", today) == day
