"""Which form is right on a new application: a new base interview, or a follow-up that stands in for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asi_tui.core.followup import add_months
from asi_tui.message import Message, say

STANDS_IN_MONTHS = 24
"""A follow-up may stand in for a new base interview while the last one is younger than this."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Which form to hold, and why: a follow-up, or a base interview. `base_on` is the base interview it rests on."""

    follow_up: bool
    why: Message
    base_on: date | None = None


def right_form(bases: Iterable[date], on: date) -> Advice:
    """The form to hold on that day when the client applies anew, from the days of the base interviews so far."""
    last = max((day for day in bases if day <= on), default=None)
    if last is None:
        return Advice(False, say("No base interview has been held: hold one"))
    if stands_in(last, on):
        why = say(
            "The base interview of {day} is younger than two years: a follow-up may stand in for a new one",
            day=last.isoformat(),
        )
        return Advice(True, why, last)
    return Advice(
        False, say("The base interview of {day} is two years old: hold a new one", day=last.isoformat()), last
    )


def stands_in(base_on: date, on: date) -> bool:
    """Whether a follow-up on that day may stand in for a new base interview, given the last one."""
    return base_on <= on < add_months(base_on, STANDS_IN_MONTHS)
