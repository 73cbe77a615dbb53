"""Days to come as they are typed: until when something waits, on which day something is due."""

from __future__ import annotations

import re
from datetime import date, timedelta

from asi_tui.core.keying import read_date
from asi_tui.message import Message, say

FURTHEST_YEARS = 5
"""No later day than this many years on: a longer one is mistyped."""

_DAYS_ON = re.compile(r"\+(\d{1,4})", re.ASCII)
_WEEKS_ON = re.compile(r"\+?(\d{1,2})[vw]", re.ASCII)
_MONTH_AND_DAY = re.compile(r"(\d{2})(\d{2})", re.ASCII)


def read_coming_date(typed: str, today: date) -> date | Message:
    """A day from today on: 1120 (the next one), 20261120, 2026-11-20, +14 (days on), 2v (weeks on), i (today).

    A Message says what is wrong.
    """
    words = typed.strip().casefold()
    ahead = _ahead(words, today)
    day = read_date(words, today) if ahead is None else ahead
    if isinstance(day, Message):
        return day
    if day < today:
        return say("{day} has passed: a day from today on is wanted", day=day)
    if day > today.replace(year=today.year + FURTHEST_YEARS, day=min(today.day, 28)):
        return say("{day} is more than {years} years ahead", day=day, years=FURTHEST_YEARS)
    return day


def _ahead(words: str, today: date) -> date | Message | None:
    """The day, when it is typed in a way that means one to come."""
    if match := _DAYS_ON.fullmatch(words):
        return today + timedelta(days=int(match[1]))
    if match := _WEEKS_ON.fullmatch(words):
        return today + timedelta(weeks=int(match[1]))
    if match := _MONTH_AND_DAY.fullmatch(words):
        month, day = int(match[1]), int(match[2])
        # Nine years, since the day may be a leap day, which 2100 does not have.
        coming = (_day(year, month, day) for year in range(today.year, today.year + 9))
        found = next((one for one in coming if one and one >= today), None)
        return found or say("there is no such day: {typed}", typed=words)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
