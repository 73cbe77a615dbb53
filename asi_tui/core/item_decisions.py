"""What staff decide about an item: to wait, to hand it on, to note an attempt, or to end it without an interview."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from asi_tui.core.case_queue import NEEDS_CLIENT, CaseQueue, Gone, ended, stepped
from asi_tui.core.happenings import (
    Commissioned,
    ContactAttempted,
    DroppedOut,
    Ending,
    FollowedUpOtherwise,
    HandedOver,
    Item,
    Postponed,
    Step,
)
from asi_tui.core.queue import ItemKind

ENDS_CASE = {"AVLID": Ending.DECEASED, "FLYTT": Ending.MOVED}
"""Dropout reasons after which no later follow-up can be held, and how the items of the case end then."""

Decision: TypeAlias = Postponed | Commissioned | HandedOver | ContactAttempted | DroppedOut | FollowedUpOtherwise
"""What names the item that it is about."""


def decided(queue: CaseQueue, decision: Decision) -> CaseQueue:
    """The queue after a decision about one of its items; an item that has ended stays as it ended."""
    if isinstance(decision, HandedOver):
        return _handed_over(queue, decision)
    item = queue.standing(decision.item)
    if item is None:
        return queue
    match decision:
        case Postponed(until=until):
            return queue.put(stepped(replace(item, due_on=until, paused=True), Step.POSTPONED, until))
        case Commissioned():
            return queue.put(_commissioned(item, decision))
        case ContactAttempted(on=on):
            return queue.put(stepped(replace(item, attempts=item.attempts + 1), Step.ATTEMPT, on))
        case FollowedUpOtherwise(on=on, means=means):
            return queue.put(ended(item, Ending.OTHER_MEANS, on, reason=means.value))
        case DroppedOut(reason=reason):
            return _dropped_out(queue, item, reason, decision)


def case_ended(queue: CaseQueue, gone: Gone) -> CaseQueue:
    """The queue of a case that ended with its items; what the office itself owes is still to be done."""
    queue = replace(queue, gone=gone)
    return queue.put(*(ended(item, gone.ending, gone.on, reason=gone.reason) for item in queue.open(*NEEDS_CLIENT)))


def _commissioned(item: Item, commission: Commissioned) -> Item:
    """The item, to be held by somebody else or by nobody else any more; who is responsible stays so."""
    taken_back = commission.to_staff is None and commission.to_unit is None
    may_read = None if taken_back else commission.may_read
    item = replace(item, to_staff=commission.to_staff, to_unit=commission.to_unit, may_read=may_read)
    return stepped(item, Step.COMMISSIONED, commission.at.date())


def _handed_over(queue: CaseQueue, handover: HandedOver) -> CaseQueue:
    """The queue with another responsible colleague.

    Who takes over the ratings of an interview takes over its signature, which comes when they are given.
    """
    keys = [handover.item]
    kind, _, about = handover.item.partition("/")
    if kind == ItemKind.RATING:
        keys.append(f"{ItemKind.SIGNATURE}/{about}")
    for item in filter(None, map(queue.standing, keys)):
        item = replace(item, responsible=handover.to_staff, unit=handover.to_unit or item.unit)
        queue = queue.put(stepped(item, Step.HANDED_OVER, handover.at.date()))
    return queue


def _dropped_out(queue: CaseQueue, item: Item, reason: str, dropout: DroppedOut) -> CaseQueue:
    """The queue without a lost item. A client who died or moved takes along what else needs them."""
    on = dropout.at.date()
    ending = ENDS_CASE.get(reason)
    queue = queue.put(ended(item, ending or Ending.DROPOUT, on, reason=reason))
    return queue if ending is None else case_ended(queue, Gone(ending, on, reason))
