"""When follow-ups fall due, and how they stand on a day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.followup import (
    WINDOWS,
    DueState,
    add_months,
    days_over,
    due_after,
    is_follow_up,
    last_due_shown,
    last_opening_shown,
    queue_order,
    state_on,
    window_dates,
)
from asi_tui.core.queue import ItemKind

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("anchor", "months", "due"),
    [
        (date(2026, 2, 14), 6, date(2026, 8, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 8, 29), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_a_follow_up_falls_due_whole_months_later_held_back_to_the_end_of_the_month(
    anchor: date, months: int, due: date
) -> None:
    assert due_after(anchor, months) == due


@given(DAYS, st.integers(0, 60))
def test_adding_months_lands_in_the_right_month_and_never_on_a_later_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-61, DueState.LATER),
        (-60, DueState.COMING),
        (-31, DueState.COMING),
        (-30, DueState.IN_WINDOW),
        (0, DueState.IN_WINDOW),
        (60, DueState.IN_WINDOW),
        (61, DueState.OVERDUE),
        (90, DueState.OVERDUE),
        (91, DueState.LONG_OVERDUE),
        (2_000, DueState.LONG_OVERDUE),
    ],
)
def test_the_state_of_a_follow_up_follows_its_window(days: int, state: DueState) -> None:
    due = date(2026, 8, 14)
    today = due + timedelta(days=days)
    assert state_on(due, today, ItemKind.FOLLOW_UP) is state
    assert days_over(due, today) == days


# The day before each of the four days on which an item of the kind moves on, counted from the due day: it is coming, it
# may be done, it is overdue, it is long overdue.
@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (ItemKind.FOLLOW_UP, (-61, -31, 60, 90)),
        (ItemKind.BASE, (-31, -1, 13, 29)),
        (ItemKind.FEEDBACK, (-45, -15, 0, 13)),
        (ItemKind.RATING, (-38, -8, 0, 13)),
        (ItemKind.SIGNATURE, (-38, -8, 0, 13)),
        (ItemKind.INTERVENTION, (-31, -1, 13, 29)),
    ],
)
def test_each_kind_has_its_own_window(kind: ItemKind, days: tuple[int, int, int, int]) -> None:
    due = date(2026, 8, 14)
    urgency = list(reversed(DueState))
    for last, before, after in zip(days, urgency, urgency[1:], strict=False):
        assert state_on(due, due + timedelta(days=last), kind) is before
        assert state_on(due, due + timedelta(days=last + 1), kind) is after


def test_every_kind_has_a_window() -> None:
    assert set(WINDOWS) == set(ItemKind)


@pytest.mark.parametrize(
    ("form", "follows_up"), [("grund", False), ("grund-kort", False), ("uppf", True), ("uppf-kort", True)]
)
def test_a_form_tells_whether_it_follows_up(form: str, follows_up: bool) -> None:
    assert is_follow_up(form) is follows_up


@given(due=DAYS, today=DAYS, kind=st.sampled_from(ItemKind))
def test_the_stored_dates_say_the_same_as_the_state(due: date, today: date, kind: ItemKind) -> None:
    dates = window_dates(due, kind)
    state = state_on(due, today, kind)
    assert (state is DueState.LONG_OVERDUE) == (dates.long_overdue_on <= today)
    assert (state is DueState.OVERDUE) == (dates.overdue_on <= today < dates.long_overdue_on)
    assert (state is DueState.IN_WINDOW) == (dates.opens_on <= today < dates.overdue_on)
    assert (state is not DueState.LATER) == (dates.opens_on <= last_opening_shown(today))
    assert state is DueState.LATER or due <= last_due_shown(today)


@given(DAYS, st.sampled_from(ItemKind))
def test_an_item_only_ever_becomes_more_urgent(due: date, kind: ItemKind) -> None:
    order = list(DueState)
    states = [state_on(due, due + timedelta(days=days), kind) for days in range(-70, 100)]
    assert all(order.index(after) <= order.index(before) for before, after in pairwise(states))


def test_the_most_overdue_comes_first_then_the_older_item() -> None:
    items = [(date(2026, 9, 1), 1), (date(2026, 8, 1), 7), (date(2026, 8, 1), 3)]
    assert sorted(items, key=lambda item: queue_order(*item)) == [items[2], items[1], items[0]]
