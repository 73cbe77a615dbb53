"""A client's queue under a new plan: what is open follows it, what has ended or been postponed stays as it is."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core.case_queue import CaseQueue, ended
from asi_tui.core.follow_up_clock import answered_already, reckoned_anew
from asi_tui.core.happenings import Ending, Item, PlanChanged
from asi_tui.core.queue import ItemKind


def under_new_plan(queue: CaseQueue, changed: PlanChanged) -> CaseQueue:
    """The queue under other rules: follow-ups move to their new day, items of a kind that the plan no longer has are
    withdrawn, and those that a plan had withdrawn come back when it has them again."""
    queue = replace(queue, rules=changed.rules)
    for item in tuple(queue.items.values()):
        if item.paused:
            # Somebody has promised that day.
            continue
        if item.ending is Ending.WITHDRAWN and _is_withdrawn_by_plan(item) and _is_wanted(queue, item):
            item = _back(queue, item)
            queue = queue.put(item)
        if item.ending is not None:
            continue
        if not _is_wanted(queue, item):
            queue = queue.put(ended(item, Ending.WITHDRAWN, changed.at.date()))
        elif item.kind is ItemKind.FOLLOW_UP:
            queue = queue.put(reckoned_anew(item, changed.rules))
    return queue


def _is_withdrawn_by_plan(item: Item) -> bool:
    """Whether nothing but a plan can have withdrawn such an item: a reopened interview withdraws its rating."""
    return item.kind in (ItemKind.FOLLOW_UP, ItemKind.FEEDBACK)


def _is_wanted(queue: CaseQueue, item: Item) -> bool:
    """Whether the plan in force has such items; a follow-up that an interview started is wanted by every plan."""
    if item.kind is ItemKind.FEEDBACK:
        return queue.rules.feedback
    if item.kind is ItemKind.FOLLOW_UP and item.anchor_interview is None:
        return not queue.is_exempt(item.intervention)
    return True


def _back(queue: CaseQueue, item: Item) -> Item:
    """A withdrawn item in the queue again, unless it has been answered meanwhile or the case has ended."""
    again = replace(item, ending=None, ended_on=None, reason=None, done_by_interview=None)
    if item.kind is ItemKind.FOLLOW_UP:
        later = [held for held in queue.held if held.interview_date >= item.anchor_on]
        again = answered_already(queue, again, later)
    elif (given_on := queue.fed.get(item.anchor_interview or "")) is not None:
        again = ended(again, Ending.DONE, given_on)
    return queue.under_the_end(again)
