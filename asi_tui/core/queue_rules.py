"""The rules of the queue: what becomes of a client's items with everything that happens, in the order it is registered.

The queue is never kept by hand. Its items follow from the happenings alone, so they can be reckoned from scratch at any
time, an action is taken back by leaving it out, and no item goes away without an ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from asi_tui.core import follow_up_clock
from asi_tui.core.case_queue import NEEDS_CLIENT, CaseQueue, Gone, ended, stepped
from asi_tui.core.followup import FEEDBACK_DAYS, RATING_DAYS, is_follow_up
from asi_tui.core.form_choice import stands_in
from asi_tui.core.happenings import (
    BaseOrdered,
    CaseChange,
    CaseChanged,
    ClockRestarted,
    Ending,
    FeedbackGiven,
    Happening,
    InterventionEnded,
    InterviewHeld,
    Item,
    PlanChanged,
    Rules,
    Step,
)
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.item_decisions import case_ended, decided
from asi_tui.core.new_plan import under_new_plan
from asi_tui.core.queue import ItemKind

OUTSIDE_THE_DENOMINATOR = frozenset({Ending.DECEASED, Ending.MOVED, Ending.WITHDRAWN})
"""Endings that are not counted among what was due: nobody could have held these interviews."""

_DUPLICATE = "DUBB"


def items_of(happenings: Iterable[Happening], rules: Rules | None = None) -> Mapping[str, Item]:
    """All items a client has ever had, by key, the oldest first: the rules applied from scratch.

    `rules` are those in force before any change of plan among the happenings.
    """
    queue = CaseQueue(rules=rules or Rules())
    for happening in in_order(happenings):
        queue = after(queue, happening)
    return queue.items


def in_order(happenings: Iterable[Happening]) -> list[Happening]:
    """As they were registered."""
    return sorted(happenings, key=lambda one: one.id)


def after(queue: CaseQueue, happening: Happening) -> CaseQueue:
    """A client's queue after one more happening."""
    match happening:
        case InterviewHeld():
            return _interview_held(queue, happening)
        case BaseOrdered():
            return queue.born(_ordered(happening))
        case InterventionEnded():
            return follow_up_clock.after_intervention(queue.born(_record(happening)), happening)
        case FeedbackGiven():
            return _feedback_given(queue, happening)
        case ClockRestarted():
            return follow_up_clock.run_on(queue, happening)
        case CaseChanged():
            return _case_changed(queue, happening)
        case PlanChanged():
            return under_new_plan(queue, happening)
        case _:
            return decided(queue, happening)


def counts_as_due(item: Item) -> bool:
    """Whether an item belongs in the denominator of a rate once it has fallen due."""
    return item.ending not in OUTSIDE_THE_DENOMINATOR and item.reason != _DUPLICATE


def _interview_held(queue: CaseQueue, held: InterviewHeld) -> CaseQueue:
    """The queue after an interview: what it answers ends, what it asks for is born, and the clock counts from it.

    When it was held on commission, the next follow-up is the commissioner's again.
    """
    orders = _orders_answered(queue, held)
    follow_ups = queue.answered_by(held, ItemKind.FOLLOW_UP)
    principal = next((item for item in (*follow_ups, *orders) if item.to_staff or item.to_unit), None)
    on, by = held.interview_date, held.interview_id
    queue = queue.put(
        *(ended(item, Ending.DONE, on, interview=by) for item in orders),
        *(ended(item, follow_up_clock.ending_by(held), on, interview=by) for item in follow_ups),
    )
    responsible, unit = (principal.responsible, principal.unit) if principal else (held.interviewer, held.unit)
    queue = follow_up_clock.after_interview(queue, held, responsible, unit)
    if queue.rules.feedback:
        queue = queue.born(_feedback(queue, held))
    queue = queue.born(*_owed_by_the_interviewer(held))
    return replace(queue, held=(*queue.held, held))


def _orders_answered(queue: CaseQueue, held: InterviewHeld) -> tuple[Item, ...]:
    """The ordered base interviews that an interview does, be it a follow-up that may stand in for a base interview."""
    bases = [other.interview_date for other in queue.held if not is_follow_up(other.form)]
    last = max((day for day in bases if day <= held.interview_date), default=None)
    if is_follow_up(held.form) and (last is None or not stands_in(last, held.interview_date)):
        return ()
    return queue.answered_by(held, ItemKind.BASE)


def _about(held: InterviewHeld, kind: ItemKind, anchor: Step, anchor_on: date, days: int) -> Item:
    """An item about an interview itself, due so many days later."""
    due_on = anchor_on + timedelta(days=days)
    return Item(
        key=f"{kind}/interview/{held.interview_id}",
        kind=kind,
        anchor_on=anchor_on,
        due_on=due_on,
        responsible=held.interviewer,
        unit=held.unit,
        anchor_interview=held.interview_id,
        because=((anchor, anchor_on), (Step.DAYS, due_on)),
    )


def _feedback(queue: CaseQueue, held: InterviewHeld) -> Item:
    anchor = Step.FOLLOW_UP if is_follow_up(held.form) else Step.BASE
    item = _about(held, ItemKind.FEEDBACK, anchor, held.interview_date, FEEDBACK_DAYS)
    given_on = queue.fed.get(held.interview_id)
    return item if given_on is None else ended(item, Ending.DONE, given_on)


def _owed_by_the_interviewer(held: InterviewHeld) -> tuple[Item, ...]:
    """The rating of a complete interview and the signature of a rated one, as the interview stands now."""
    completed_on = held.at.date()
    rating = _about(held, ItemKind.RATING, Step.COMPLETED, completed_on, RATING_DAYS)
    if held.state is InterviewState.COMPLETE:
        return (rating,)
    if held.state is InterviewState.DRAFT:
        return (ended(rating, Ending.WITHDRAWN, completed_on),)
    rated_on = held.rated_on or completed_on
    rating = ended(rating, Ending.DONE, rated_on)
    signature = _about(held, ItemKind.SIGNATURE, Step.RATED, rated_on, RATING_DAYS)
    if held.state is InterviewState.SIGNED:
        signature = ended(signature, Ending.DONE, held.signed_on or rated_on)
    return rating, signature


def _ordered(order: BaseOrdered) -> Item:
    ordered_on = order.at.date()
    return Item(
        key=f"base/order/{order.id}",
        kind=ItemKind.BASE,
        anchor_on=ordered_on,
        due_on=order.due_on,
        responsible=order.responsible,
        unit=order.unit,
        because=((Step.ORDERED, ordered_on), (Step.DUE, order.due_on)),
    )


def _record(end: InterventionEnded) -> Item:
    """The record of an ended intervention, which is wanted even where no follow-up is."""
    item = Item(
        key=f"intervention/intervention/{end.intervention_id}",
        kind=ItemKind.INTERVENTION,
        anchor_on=end.ended_on,
        due_on=end.ended_on,
        responsible=end.responsible,
        unit=end.unit,
        intervention=end.intervention_id,
        because=((Step.INTERVENTION_END, end.ended_on),),
    )
    return ended(item, Ending.DONE, end.recorded_on or end.at.date()) if end.recorded else item


def _feedback_given(queue: CaseQueue, given: FeedbackGiven) -> CaseQueue:
    queue = replace(queue, fed={**queue.fed, given.interview_id: given.given_on})
    item = queue.standing(f"{ItemKind.FEEDBACK}/interview/{given.interview_id}")
    return queue if item is None else queue.put(ended(item, Ending.DONE, given.given_on))


def _case_changed(queue: CaseQueue, changed: CaseChanged) -> CaseQueue:
    match changed.change:
        case CaseChange.CLOSED_ITEMS_STAY:
            return queue.put(*(stepped(item, Step.CASE_CLOSED, changed.on) for item in queue.open(*NEEDS_CLIENT)))
        case CaseChange.CLOSED_ITEMS_END:
            return case_ended(queue, Gone(Ending.CASE_CLOSED, changed.on, changed.reason or None))
        case CaseChange.DECEASED:
            return case_ended(queue, Gone(Ending.DECEASED, changed.on, "AVLID"))
        case CaseChange.MOVED:
            return case_ended(queue, Gone(Ending.MOVED, changed.on, "FLYTT"))
        case CaseChange.REOPENED:
            return follow_up_clock.taken_up(replace(queue, gone=None), changed)
