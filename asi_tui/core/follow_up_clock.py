"""The follow-up clock: what starts it, sets it anew and lets it run on, and when an ended intervention has its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from asi_tui.core.case_queue import CaseQueue, ended, stepped
from asi_tui.core.followup import due_after, is_follow_up, window_dates
from asi_tui.core.happenings import (
    CaseChanged,
    ClockRestarted,
    Ending,
    InterventionEnded,
    InterviewHeld,
    Item,
    Rules,
    Step,
)
from asi_tui.core.queue import ItemKind

NEAR_DAYS = 60
"""An ended intervention whose follow-up would fall due no farther than this from an open one starts no clock."""

_INTERVALS = (Step.INTERVAL, Step.OWN_INTERVAL)

COUNTED_FROM = (Step.BASE, Step.FOLLOW_UP, Step.INTERVENTION_END, Step.MOVED, Step.POSTPONED, *_INTERVALS)
"""Steps whose day the next interval is added to."""

_ASIDE = (Step.HANDED_OVER, Step.COMMISSIONED, Step.ATTEMPT, Step.NOT_MOVED, Step.CASE_CLOSED)
"""Steps that did not move the due day, and so say nothing about the item after."""

_RUNS_ON_AFTER = (Ending.DROPOUT, Ending.OTHER_MEANS)
_TAKEN_UP_AFTER = (Ending.CASE_CLOSED, Ending.MOVED, Ending.DECEASED)


def clock_of(item: Item) -> str:
    """Which clock a follow-up belongs to: the one that all interviews share, or that of an ended intervention."""
    return "interview" if item.anchor_interview is not None else f"intervention/{item.intervention}"


def ending_by(held: InterviewHeld) -> Ending:
    """How an interview ends the follow-ups that count from before it: a follow-up does them, a base sets them anew."""
    return Ending.DONE if is_follow_up(held.form) else Ending.RE_ANCHORED


def after_interview(queue: CaseQueue, held: InterviewHeld, responsible: str, unit: str) -> CaseQueue:
    """The clock after an interview that has ended the items it answers: the next follow-up counts from it.

    An old form keyed afterwards does not turn the clock back: its follow-up has been answered by the interview after
    it, so that forms give the same items in whatever order they are keyed.
    """
    anchor = Step.FOLLOW_UP if is_follow_up(held.form) else Step.BASE
    due_on, steps = _an_interval_after(held.interview_date, queue.rules)
    item = Item(
        key=f"follow_up/interview/{held.interview_id}",
        kind=ItemKind.FOLLOW_UP,
        anchor_on=held.interview_date,
        due_on=due_on,
        responsible=responsible,
        unit=unit,
        anchor_interview=held.interview_id,
        because=((anchor, held.interview_date), *steps),
    )
    later = (other for other in queue.held if other.interview_date > held.interview_date)
    return queue.born(answered_already(queue, item, later))


def after_intervention(queue: CaseQueue, end: InterventionEnded) -> CaseQueue:
    """The clock after the end of an intervention: a follow-up of its own, when no open one falls due near it.

    An open one that does is moved to count from here when the handler says so, never silently.
    """
    if end.days is not None:
        queue = replace(queue, lasted={**queue.lasted, end.intervention_id: end.days})
    if end.exempt or queue.is_exempt(end.intervention_id):
        return queue
    due_on, steps = _an_interval_after(end.ended_on, queue.rules)
    because = ((Step.INTERVENTION_END, end.ended_on), *steps)
    item = Item(
        key=f"follow_up/intervention/{end.intervention_id}",
        kind=ItemKind.FOLLOW_UP,
        anchor_on=end.ended_on,
        due_on=due_on,
        responsible=end.responsible,
        unit=end.unit,
        intervention=end.intervention_id,
        because=because,
    )
    item = answered_already(queue, item, (held for held in queue.held if held.interview_date >= end.ended_on))
    near = near_item(queue.items.values(), end.ended_on, queue.rules)
    if item.ending is not None or near is None:
        return queue.born(item)
    if not end.move_item:
        return queue.put(stepped(near, Step.NOT_MOVED, end.ended_on))
    moved = replace(
        near,
        anchor_on=end.ended_on,
        due_on=due_on,
        intervention=end.intervention_id,
        paused=False,
        because=(*near.because, (Step.MOVED, end.ended_on), *steps),
    )
    return queue.put(moved)


def near_item(items: Iterable[Item], ended_on: date, rules: Rules) -> Item | None:
    """The open follow-up that falls due near the one an intervention ended on that day would start; None: it starts.

    Whoever registers the end is asked whether this item is to be moved.
    """
    due_on = due_after(ended_on, rules.interval_months)
    waiting = [item for item in items if item.kind is ItemKind.FOLLOW_UP and item.ending is None]
    nearest = min(waiting, key=lambda item: abs((item.due_on - due_on).days), default=None)
    return nearest if nearest is not None and abs((nearest.due_on - due_on).days) <= NEAR_DAYS else None


def run_on(queue: CaseQueue, restarted: ClockRestarted) -> CaseQueue:
    """The clock after a dropout or other means: the next follow-up falls due an interval after the closed one.

    Where that time is over already, the clock goes on to the first interval that is not, so that nobody who clears old
    items is handed new overdue ones.
    """
    item = queue.items.get(restarted.item)
    if item is None or item.ending not in _RUNS_ON_AFTER or item.ended_on is None:
        return queue
    steps = ((Step.ENDED_BEFORE, item.ended_on), *_intervals_on(item.due_on, restarted.at.date(), queue.rules))
    return _going_on(queue, item, f"after/{restarted.id}", steps)


def taken_up(queue: CaseQueue, change: CaseChanged) -> CaseQueue:
    """The clocks of a case that is taken up again: they stopped with it, and go on from where they stood."""
    for item in tuple(queue.items.values()):
        if item.ending in _TAKEN_UP_AFTER:
            steps: tuple[tuple[Step, date], ...] = ((Step.REOPENED, change.on),)
            if _over(item.due_on, change.on):
                steps += _intervals_on(item.due_on, change.on, queue.rules)
            queue = _going_on(queue, item, f"reopened/{change.id}", steps)
    return queue


def _an_interval_after(day: date, rules: Rules) -> tuple[date, tuple[tuple[Step, date], ...]]:
    due_on = due_after(day, rules.interval_months)
    steps = ((Step.OWN_INTERVAL if rules.own_interval else Step.INTERVAL, due_on),)
    return due_on, steps if due_on.day == day.day else (*steps, (Step.CLAMPED, due_on))


def _over(due_on: date, today: date) -> bool:
    return window_dates(due_on, ItemKind.FOLLOW_UP).overdue_on <= today


def _intervals_on(due_on: date, today: date, rules: Rules) -> tuple[tuple[Step, date], ...]:
    due_on, steps = _an_interval_after(due_on, rules)
    while _over(due_on, today):
        due_on, more = _an_interval_after(due_on, rules)
        steps += more
    return steps


def _ended_by(item: Item, held: InterviewHeld) -> Item:
    return ended(item, ending_by(held), held.interview_date, interview=held.interview_id)


def answered_already(queue: CaseQueue, item: Item, later: Iterable[InterviewHeld]) -> Item:
    """A new follow-up, ended at once when a later interview has answered it or its clock counts from a later day."""
    first = min(later, key=lambda held: (held.interview_date, held.id), default=None)
    if first is not None:
        return _ended_by(item, first)
    counted = [
        other.anchor_on
        for other in queue.items.values()
        if other.kind is ItemKind.FOLLOW_UP and other.anchor_on > item.anchor_on and clock_of(other) == clock_of(item)
    ]
    return ended(item, Ending.RE_ANCHORED, min(counted)) if counted else item


def _going_on(queue: CaseQueue, item: Item, after: str, steps: tuple[tuple[Step, date], ...]) -> CaseQueue:
    """The queue with the item that comes after a closed one on its clock, unless the clock is set anew by now."""
    if item.kind is not ItemKind.FOLLOW_UP or _superseded(queue, item):
        return queue
    root = f"interview/{item.anchor_interview}" if item.anchor_interview else f"intervention/{item.intervention}"
    due_on = next((day for step, day in reversed(steps) if step in _INTERVALS), None)
    following = Item(
        key=f"follow_up/{root}/{after}",
        kind=ItemKind.FOLLOW_UP,
        anchor_on=item.anchor_on,
        due_on=due_on or item.due_on,
        responsible=item.responsible,
        unit=item.unit,
        anchor_interview=item.anchor_interview,
        intervention=item.intervention,
        paused=item.paused and due_on is None,
        because=(*(step for step in item.because if step[0] not in _ASIDE), *steps),
    )
    return queue.born(following)


def _superseded(queue: CaseQueue, item: Item) -> bool:
    """Whether an item is no longer the last on its clock: another counts from the same, or an interview came after."""
    follow_ups = [other for other in queue.items.values() if other.kind is ItemKind.FOLLOW_UP]
    return any(
        (other.anchor_interview, other.intervention) == (item.anchor_interview, item.intervention)
        or (other.anchor_interview is not None and other.anchor_on >= item.anchor_on)
        for other in follow_ups[follow_ups.index(item) + 1 :]
    )


def reckoned_anew(item: Item, rules: Rules) -> Item:
    """The item with its last interval reckoned by other rules, from the day that interval was counted from."""
    last = max(place for place, (step, _) in enumerate(item.because) if step in _INTERVALS)
    before = item.because[:last]
    counted_from = next(day for step, day in reversed(before) if step in COUNTED_FROM)
    due_on, steps = _an_interval_after(counted_from, rules)
    after = tuple(step for step in item.because[last + 1 :] if step[0] != Step.CLAMPED)
    return replace(item, due_on=due_on, because=(*before, *steps, *after))
