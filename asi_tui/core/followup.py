"""Follow-up items: when they fall due, how long their window is open, and which of them come first."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from asi_tui.core.queue import ItemKind


class DueState(StrEnum):
    """How an open item stands on a certain day, the most urgent first."""

    LONG_OVERDUE = "long_overdue"
    OVERDUE = "overdue"
    IN_WINDOW = "in_window"
    COMING = "coming"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Window:
    """The window of a kind of item, in whole days from the due day.

    `opens` is the first day of the window, `overdue` the first day after it, `long_overdue` the day from which the
    item is much too late.
    """

    opens: int
    overdue: int
    long_overdue: int


@dataclass(frozen=True, slots=True)
class WindowDates:
    """The same window as days of the calendar, as they are stored with the item."""

    opens_on: date
    overdue_on: date
    long_overdue_on: date


# A follow-up may be held from 30 days before to 60 days after the due day; past 90 days it is long overdue. What the
# office itself owes has shorter windows.
WINDOWS: Mapping[ItemKind, Window] = MappingProxyType(
    {
        ItemKind.FOLLOW_UP: Window(-30, 61, 91),
        ItemKind.BASE: Window(0, 14, 30),
        ItemKind.FEEDBACK: Window(-14, 1, 14),
        ItemKind.RATING: Window(-7, 1, 14),
        ItemKind.SIGNATURE: Window(-7, 1, 14),
        ItemKind.INTERVENTION: Window(0, 14, 30),
    }
)

FEEDBACK_DAYS = 14
"""Feedback is due within this many days of the interview."""

RATING_DAYS = 7
"""The interviewer's ratings are due this many days after completion, the signature as many after the ratings."""

COMING_DAYS = 30
"""An item is shown as coming during this many days before its window opens; earlier it is not shown at all."""


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months on; a day that the month lacks becomes its last day.

    Rule: due = anchor + N calendar months, held back to the end of the month (31 August + 6 = 28 or 29 February).
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_follow_up(form: str) -> bool:
    """Whether a form follows up an earlier interview, in full or short."""
    return form.startswith("uppf")


def due_after(anchor: date, interval_months: int) -> date:
    """The day a follow-up falls due when its interview was held on `anchor`.

    Rule: the clock starts with a base interview, a follow-up or the end of an intervention and runs for the unit's
    interval, 6 or 12 months, or the client's own. A due day on a Saturday, Sunday or red day is kept as it is; only
    the day that is suggested is a working day (`core.working_days`).
    """
    return add_months(anchor, interval_months)


def window_dates(due_on: date, kind: ItemKind) -> WindowDates:
    """The days on which an item's window opens, closes and is long past."""
    window = WINDOWS[kind]
    return WindowDates(
        opens_on=due_on + timedelta(days=window.opens),
        overdue_on=due_on + timedelta(days=window.overdue),
        long_overdue_on=due_on + timedelta(days=window.long_overdue),
    )


def state_on(due_on: date, today: date, kind: ItemKind = ItemKind.FOLLOW_UP) -> DueState:
    """How an open item stands today.

    Rule for follow-ups: in the window from 30 days before to 60 days after the due day, overdue from the 61st, long
    overdue when more than 90 days late, coming during the 30 days before the window opens.
    """
    dates = window_dates(due_on, kind)
    if today >= dates.long_overdue_on:
        return DueState.LONG_OVERDUE
    if today >= dates.overdue_on:
        return DueState.OVERDUE
    if today >= dates.opens_on:
        return DueState.IN_WINDOW
    if today >= dates.opens_on - timedelta(days=COMING_DAYS):
        return DueState.COMING
    return DueState.LATER


def last_opening_shown(today: date) -> date:
    """The last opening day an item can have and still be shown today, as coming."""
    return today + timedelta(days=COMING_DAYS)


def last_due_shown(today: date) -> date:
    """The last due day an item of any kind can have and still be shown today: where a list may stop reading."""
    return last_opening_shown(today) - timedelta(days=min(window.opens for window in WINDOWS.values()))


def days_over(due_on: date, today: date) -> int:
    """How many days past its due day an item is; negative before it."""
    return (today - due_on).days


def queue_order(due_on: date, item_id: int) -> tuple[date, int]:
    """The sorting key of the queue: the most overdue first, that is the earliest due day; then the older item."""
    return due_on, item_id
