"""The red days of Sweden and the eves that are kept like them, on which nobody is asked to come to an interview."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


def is_red_day(day: date) -> bool:
    """Whether offices are closed that day, Sundays and Saturdays as such apart."""
    return day in _calendar()


@cache
def _calendar() -> HolidayBase:
    # Loaded when a day is first suggested: it takes longer than the queue takes to be shown.
    from holidays import country_holidays

    # The eves of Midsummer, Christmas and New Year are no public holidays by law, but no office is open.
    return country_holidays("SE", categories=("public", "de_facto"))
