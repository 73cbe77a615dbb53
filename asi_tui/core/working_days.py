"""The day that is suggested for an interview: the first working day from the day it falls due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

_SATURDAY = 5


def next_working_day(day: date, is_red: Callable[[date], bool]) -> date:
    """That day, or the first after it that is no Saturday, Sunday or red day; the due day itself stays what it is."""
    while day.weekday() >= _SATURDAY or is_red(day):
        day += timedelta(days=1)
    return day
