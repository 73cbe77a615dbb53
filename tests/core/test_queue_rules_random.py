"""Whatever happens in a case, in whatever order: no item goes away without an ending, and no client is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core.case_queue import NEEDS_CLIENT, CaseQueue
from asi_tui.core.follow_up_clock import clock_of
from asi_tui.core.followup import window_dates
from asi_tui.core.happenings import (
    BaseOrdered,
    CaseChange,
    CaseChanged,
    ClockRestarted,
    Commissioned,
    ContactAttempted,
    DroppedOut,
    Ending,
    FeedbackGiven,
    FollowedUpOtherwise,
    HandedOver,
    Happening,
    InterventionEnded,
    InterviewHeld,
    Item,
    PlanChanged,
    Postponed,
    Rules,
)
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.item_reasons import reasons
from asi_tui.core.outcomes import DROPOUT_REASONS, Channel, ContactResult, Means
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import after, items_of

STAFF = st.sampled_from(["anna", "bo", "cilla"])
UNITS = st.sampled_from(["norr", "ankaret"])
NOBODY = st.none()
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PLANS = st.sampled_from(
    [
        Rules(),
        Rules(interval_months=12),
        Rules(interval_months=3, own_interval=True),
        Rules(feedback=False),
        Rules(short_interventions=30),
        Rules(interval_months=1, feedback=False, short_interventions=20),
    ]
)
EITHER = st.booleans()

BY_INTERVIEW = {Ending.DONE, Ending.RE_ANCHORED}

Make: TypeAlias = Callable[[st.DrawFn, int, datetime, str], list[Happening]]
"""Makes what happens next: with the number and the moment it is registered under, about the item with that key."""


def held(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [
        InterviewHeld(
            id=number,
            at=at,
            by="anna",
            interview_id=f"i{number}",
            form=draw(st.sampled_from(["grund", "grund-kort", "uppf", "uppf-kort"])),
            interview_date=draw(DAYS),
            state=draw(st.sampled_from(InterviewState)),
            interviewer=draw(STAFF),
            unit=draw(UNITS),
        )
    ]


def intervention(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [
        InterventionEnded(
            id=number,
            at=at,
            by="anna",
            intervention_id=f"v{number}",
            ended_on=draw(DAYS),
            responsible=draw(STAFF),
            unit=draw(UNITS),
            recorded=draw(EITHER),
            exempt=draw(EITHER),
            move_item=draw(EITHER),
            days=draw(NOBODY | st.integers(0, 40)),
        )
    ]


def ordered(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [BaseOrdered(id=number, at=at, by="anna", due_on=draw(DAYS), responsible=draw(STAFF), unit=draw(UNITS))]


def feedback(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [FeedbackGiven(id=number, at=at, by="anna", interview_id=key.split("/")[2], given_on=draw(DAYS))]


def postponed(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [Postponed(id=number, at=at, by="anna", item=key, until=draw(DAYS), reason="väntar på svar")]


def commissioned(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    to_staff, to_unit = draw(st.tuples(STAFF, NOBODY) | st.tuples(NOBODY, UNITS) | st.tuples(NOBODY, NOBODY))
    return [Commissioned(id=number, at=at, by="anna", item=key, to_staff=to_staff, to_unit=to_unit)]


def handed_over(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [HandedOver(id=number, at=at, by="anna", item=key, to_staff=draw(STAFF), to_unit=draw(NOBODY | UNITS))]


def attempted(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [
        ContactAttempted(
            id=number,
            at=at,
            by="anna",
            item=key,
            on=draw(DAYS),
            channel=draw(st.sampled_from(Channel)),
            result=draw(st.sampled_from(ContactResult)),
        )
    ]


def dropped_out(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    reason = draw(st.sampled_from(DROPOUT_REASONS)).code
    return [
        DroppedOut(id=number, at=at, by="anna", item=key, reason=reason),
        ClockRestarted(id=number + 1, at=at, by="anna", item=key),
    ]


def otherwise(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    means, on = draw(st.sampled_from(Means)), draw(DAYS)
    return [
        FollowedUpOtherwise(id=number, at=at, by="anna", item=key, means=means, on=on),
        ClockRestarted(id=number + 1, at=at, by="anna", item=key),
    ]


def changed(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [CaseChanged(id=number, at=at, by="anna", change=draw(st.sampled_from(CaseChange)), on=draw(DAYS))]


def planned(draw: st.DrawFn, number: int, at: datetime, key: str) -> list[Happening]:
    return [PlanChanged(id=number, at=at, by="anna", rules=draw(PLANS))]


CAUSES: list[Make] = [held, intervention, ordered, changed, planned]
DECISIONS: list[Make] = [postponed, commissioned, handed_over, attempted, dropped_out, otherwise, feedback]


@st.composite
def cases(draw: st.DrawFn) -> list[Happening]:
    """What happens in a case, in the order it is registered; the clock always runs on, as the store lets it."""
    happenings: list[Happening] = []
    queue = CaseQueue()
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for number in range(1, 2 * draw(st.integers(1, 18)), 2):
        at += timedelta(days=draw(st.integers(0, 60)))
        keys = list(queue.items)
        make = draw(st.sampled_from(CAUSES + DECISIONS if keys else CAUSES))
        for happening in make(draw, number, at, draw(st.sampled_from(keys)) if keys else ""):
            happenings.append(happening)
            queue = after(queue, happening)
    return happenings


def steps(happenings: list[Happening]) -> list[CaseQueue]:
    """The queue after each happening, beginning with the empty one."""
    queues = [CaseQueue()]
    for happening in happenings:
        queues.append(after(queues[-1], happening))
    return queues


def open_clocks(items: Mapping[str, Item]) -> Counter[str]:
    follow_ups = [item for item in items.values() if item.kind is ItemKind.FOLLOW_UP and item.ending is None]
    return Counter(map(clock_of, follow_ups))


def no_item_goes_away_without_an_ending(happenings: list[Happening]) -> None:
    for before, now in pairwise(steps(happenings)):
        for key, item in before.items.items():
            later = now.items[key]
            assert later.kind is item.kind
            # Of what has ended, only the interview that did it may turn out to be another, whose form came late; and
            # what a plan has taken away comes back with another.
            by_plan = item.ending is Ending.WITHDRAWN and item.kind in (ItemKind.FOLLOW_UP, ItemKind.FEEDBACK)
            assert by_plan or item.ending in (None, later.ending) or {item.ending, later.ending} <= BY_INTERVIEW
        for key, item in now.items.items():
            assert key == item.key
            assert (item.ending is None) == (item.ended_on is None)
            assert window_dates(item.due_on, item.kind).overdue_on > item.due_on


def no_clock_has_two_open_items(happenings: list[Happening]) -> None:
    for queue in steps(happenings):
        assert set(open_clocks(queue.items).values()) <= {1}


def nobody_who_was_interviewed_is_lost(happenings: list[Happening]) -> None:
    """While the case lives there is always a next follow-up; when it has ended, nothing is asked of the client."""
    for queue, following in zip(steps(happenings), [*happenings, None], strict=True):
        if isinstance(following, ClockRestarted):
            continue  # in the midst of one action
        if queue.gone is None:
            assert open_clocks(queue.items)["interview"] == bool(queue.held)
        elif queue.gone.ending is Ending.DECEASED:
            assert queue.open(*NEEDS_CLIENT) == ()


def from_scratch_is_step_by_step(happenings: list[Happening]) -> None:
    from_scratch = items_of(happenings)
    assert from_scratch == steps(happenings)[-1].items
    assert list(items_of(reversed(happenings)).items()) == list(from_scratch.items())


def every_item_can_say_why(happenings: list[Happening]) -> None:
    for item in items_of(happenings).values():
        told = [str(message) for message in reasons(item, happenings)]
        assert told
        assert item.due_on.isoformat() in " ".join(told)


RULES = [
    no_item_goes_away_without_an_ending,
    no_clock_has_two_open_items,
    nobody_who_was_interviewed_is_lost,
    from_scratch_is_step_by_step,
    every_item_can_say_why,
]


@given(cases())
@settings(max_examples=80, deadline=None)
def test_whatever_happens_the_queue_stays_whole(happenings: list[Happening]) -> None:
    for rule in RULES:
        rule(happenings)


@pytest.mark.soak
@given(cases())
@settings(max_examples=5_000, deadline=None)
def test_whatever_happens_ever_so_often_the_queue_stays_whole(happenings: list[Happening]) -> None:
    for rule in RULES:
        rule(happenings)


@given(cases(), st.data())
@settings(max_examples=80, deadline=None)
def test_an_attempt_taken_back_changes_nothing_but_its_own_item(
    happenings: list[Happening], data: st.DataObject
) -> None:
    attempts = [one for one in happenings if isinstance(one, ContactAttempted)]
    if not attempts:
        return
    undone = data.draw(st.sampled_from(attempts))
    before, now = items_of(happenings), items_of(one for one in happenings if one is not undone)
    assert {key for key in before if before[key] != now[key]} <= {undone.item}
    assert before.keys() == now.keys()
    assert before[undone.item].attempts - now[undone.item].attempts in (0, 1)
