"""Why an item stands where it stands, in plain words: what it counts from, the time added, and what staff decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from asi_tui.core.follow_up_clock import COUNTED_FROM
from asi_tui.core.happenings import (
    Commissioned,
    ContactAttempted,
    DroppedOut,
    Ending,
    FollowedUpOtherwise,
    HandedOver,
    Happening,
    Item,
    PlanChanged,
    Postponed,
    Step,
)
from asi_tui.core.item_decisions import Decision
from asi_tui.core.outcomes import CHANNEL_LABELS, CONTACT_RESULT_LABELS, DROPOUTS, MEANS_LABELS, Means
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import in_order
from asi_tui.core.working_days import next_working_day
from asi_tui.message import Message, say

NOBODY: Mapping[str, str] = MappingProxyType({})


def reasons(item: Item, happenings: Iterable[Happening], names: Mapping[str, str] = NOBODY) -> tuple[Message, ...]:
    """Why an item stands where it stands, one sentence per step, oldest first.

    `happenings` are the client's, or those about this item; `names` are the names of staff and units by their ids.
    """
    return tuple(_Story(item, in_order(happenings), names).told())


def suggestion(item: Item, is_red: Callable[[date], bool]) -> Message | None:
    """The day that is suggested instead when an item falls due on a day on which the office is closed."""
    day = next_working_day(item.due_on, is_red)
    if day == item.due_on:
        return None
    return say("suggested: {day}, since {due} is no working day", day=day.isoformat(), due=item.due_on.isoformat())


class _Story:
    """The steps of one item, matched with the happenings that tell more about them."""

    def __init__(self, item: Item, happenings: list[Happening], names: Mapping[str, str]) -> None:
        self.item = item
        self.names = names
        self.plans = [one for one in happenings if isinstance(one, PlanChanged) and one.reason]
        self.decisions = [one for one in happenings if isinstance(one, Decision) and self.concerns(one)]
        self.handovers = iter([one for one in self.decisions if isinstance(one, HandedOver)])
        self.commissions = iter([one for one in self.decisions if isinstance(one, Commissioned)])

    def concerns(self, decision: Decision) -> bool:
        """Whether a decision is about this item, or about one before it on the same clock."""
        if isinstance(decision, HandedOver) and self.item.kind is ItemKind.SIGNATURE:
            return decision.item.partition("/")[2] == self.item.key.partition("/")[2]
        if isinstance(decision, Postponed | DroppedOut | FollowedUpOtherwise):
            return _root(decision.item) == _root(self.item.key)
        return decision.item == self.item.key

    def told(self) -> Iterator[Message]:
        counted = self.item.anchor_on
        for name, day in self.item.because:
            step = Step(name)
            sentence = self.sentence(step, counted, day)
            if sentence is not None:
                yield sentence
            if step in COUNTED_FROM or step in (Step.COMPLETED, Step.RATED):
                counted = day
        yield from self.attempts()
        if self.item.ending is not None and self.item.ended_on is not None:
            yield self.ending(self.item.ending, self.item.ended_on)

    def sentence(self, step: Step, counted: date, on: date) -> Message | None:
        day = on.isoformat()
        match step:
            case Step.BASE:
                return say("base interview {day}", day=day)
            case Step.FOLLOW_UP:
                return say("follow-up interview {day}", day=day)
            case Step.INTERVENTION_END:
                return say("intervention ended {day}", day=day)
            case Step.ORDERED:
                return say("base interview ordered {day}", day=day)
            case Step.COMPLETED:
                return say("interview completed {day}", day=day)
            case Step.RATED:
                return say("ratings given {day}", day=day)
            case Step.INTERVAL:
                return say("+ {months} months (the unit's interval) = {day}", months=_months(counted, on), day=day)
            case Step.OWN_INTERVAL:
                return self.own_interval(_months(counted, on), day)
            case Step.CLAMPED:
                return say("the month has no such day: its last one, {day}", day=day)
            case Step.DAYS:
                return say("+ {count} days = {day}", count=(on - counted).days, day=day)
            case Step.DUE:
                return say("to be held by {day}", day=day)
            case Step.ENDED_BEFORE:
                return self.ended_before(on)
            case Step.MOVED:
                return say("moved to count from an intervention that ended {day}", day=day)
            case Step.NOT_MOVED:
                return say("an intervention ended {day}: its follow-up would fall due near, so this one stays", day=day)
            case Step.CASE_CLOSED:
                return say("the case was closed {day}: the item stays", day=day)
            case Step.REOPENED:
                return say("the case was taken up again {day}", day=day)
            case Step.POSTPONED:
                return self.postponed(on)
            case Step.HANDED_OVER:
                return self.handed_over(day)
            case Step.COMMISSIONED:
                return self.commissioned(day)
            case Step.ATTEMPT:
                return None

    def name(self, someone: str) -> object:
        """The name of a member of staff or a unit."""
        return self.names.get(someone) or say("a colleague")

    def own_interval(self, months: int, day: str) -> Message:
        if not self.plans:
            return say("+ {months} months (the client's own interval) = {day}", months=months, day=day)
        return say(
            "+ {months} months (the client's own interval: {reason}) = {day}",
            months=months,
            reason=self.plans[-1].reason,
            day=day,
        )

    def postponed(self, until: date) -> Message:
        day = until.isoformat()
        for one in reversed(self.decisions):
            if isinstance(one, Postponed) and one.until == until:
                return say("postponed to {day} by {name}: {reason}", day=day, name=self.name(one.by), reason=one.reason)
        return say("postponed to {day}", day=day)

    def handed_over(self, day: str) -> Message:
        one = next(self.handovers, None)
        if one is None:
            return say("handed over {day}", day=day)
        return say("handed over to {to} by {name} {day}", to=self.name(one.to_staff), name=self.name(one.by), day=day)

    def commissioned(self, day: str) -> Message:
        one = next(self.commissions, None)
        to = None if one is None else one.to_staff or one.to_unit
        if one is None:
            return say("commissioned {day}", day=day)
        if to is None:
            return say("commission taken back by {name} {day}", name=self.name(one.by), day=day)
        return say("commissioned to {to} by {name} {day}", to=self.name(to), name=self.name(one.by), day=day)

    def attempts(self) -> Iterator[Message]:
        """One sentence about all attempts to reach the client."""
        if not self.item.attempts:
            return
        last = max(day for step, day in self.item.because if step == Step.ATTEMPT).isoformat()
        made = [one for one in self.decisions if isinstance(one, ContactAttempted) and one.on.isoformat() == last]
        count = self.item.attempts
        if not made:
            yield say("attempts to reach the client: {count}, the last {day}", count=count, day=last)
            return
        yield say(
            "attempts to reach the client: {count}, the last {day} ({channel}: {result})",
            count=count,
            day=last,
            channel=CHANNEL_LABELS[made[-1].channel],
            result=CONTACT_RESULT_LABELS[made[-1].result],
        )

    def ended_before(self, on: date) -> Message:
        """How the item before this one on the clock ended."""
        for one in reversed(self.decisions):
            if isinstance(one, DroppedOut) and one.at.date() == on:
                return _dropout(one.reason, on)
            if isinstance(one, FollowedUpOtherwise) and one.on == on:
                return _other_means(one.means, on)
        return say("the follow-up before it was closed {day}", day=on.isoformat())

    def ending(self, ending: Ending, on: date) -> Message:
        day = on.isoformat()
        match ending:
            case Ending.DONE:
                return say("done {day}", day=day)
            case Ending.RE_ANCHORED:
                return say("another interview or intervention counts instead, since {day}", day=day)
            case Ending.DROPOUT:
                return _dropout(self.item.reason or "", on)
            case Ending.OTHER_MEANS:
                return _other_means(Means(self.item.reason or ""), on)
            case Ending.DECEASED:
                return say("the client died, registered for {day}", day=day)
            case Ending.MOVED:
                return say("the client moved from the municipality {day}", day=day)
            case Ending.CASE_CLOSED:
                return say("ended with the case {day}", day=day)
            case Ending.WITHDRAWN if self.item.kind in (ItemKind.FOLLOW_UP, ItemKind.FEEDBACK):
                return say("the unit's plan no longer has it, since {day}", day=day)
            case Ending.WITHDRAWN:
                return say("taken back: the interview was reopened")


def _dropout(code: str, on: date) -> Message:
    known = DROPOUTS.get(code)
    return say("lost {day}: {reason}", day=on.isoformat(), reason=known.label if known else code)


def _other_means(means: Means, on: date) -> Message:
    return say("followed up by other means {day}: {means}", day=on.isoformat(), means=MEANS_LABELS[means])


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _root(key: str) -> str:
    """What an item counts from, the same for all items of one clock: the first three parts of its key."""
    return "/".join(key.split("/")[:3])
