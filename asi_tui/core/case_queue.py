"""The queue of one client while the rules are applied: its items, and what the rules must remember beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from asi_tui.core.happenings import Ending, InterviewHeld, Item, Rules, Step
from asi_tui.core.queue import ItemKind

NEEDS_CLIENT = frozenset({ItemKind.BASE, ItemKind.FOLLOW_UP, ItemKind.FEEDBACK})
"""Kinds of item that end with the case. Ratings, signatures and records the office owes whatever becomes of it."""

ENDLESS = 10**9
"""More days than any intervention lasts."""


@dataclass(frozen=True, slots=True)
class Gone:
    """That the case ended with its items: how, on which day, and the code or words for it."""

    ending: Ending
    on: date
    reason: str | None = None

    def covers(self, item: Item) -> bool:
        """Whether an item that is only now registered counts from a time before the end; no item outlives a client."""
        if item.kind not in NEEDS_CLIENT:
            return False
        return self.ending is Ending.DECEASED or (item.kind is not ItemKind.BASE and item.anchor_on <= self.on)


@dataclass(frozen=True, slots=True)
class CaseQueue:
    """A client's items by key, in the order they came into being, and what the rules remember beside them.

    `held` are the interviews so far, `fed` the day on which feedback was given on them, `lasted` how many days each
    ended intervention lasted; `gone` is set while the case has ended with its items.
    """

    rules: Rules = field(default_factory=Rules)
    items: Mapping[str, Item] = field(default_factory=dict)
    held: tuple[InterviewHeld, ...] = ()
    fed: Mapping[str, date] = field(default_factory=dict)
    lasted: Mapping[str, int] = field(default_factory=dict)
    gone: Gone | None = None

    def open(self, *kinds: ItemKind) -> tuple[Item, ...]:
        """The items of these kinds that have not ended, the oldest first."""
        return tuple(item for item in self.items.values() if item.ending is None and item.kind in kinds)

    def standing(self, key: str) -> Item | None:
        """The open item with that key; None when there is none, or it has ended."""
        item = self.items.get(key)
        return item if item is not None and item.ending is None else None

    def answered_by(self, held: InterviewHeld, kind: ItemKind) -> tuple[Item, ...]:
        """The items of a kind that an interview can answer: open ones that count from its day or earlier.

        So can those that a still later interview ended: its form was keyed first.
        """
        later = {other.interview_id for other in self.held if other.interview_date > held.interview_date}
        return tuple(
            item
            for item in self.items.values()
            if item.kind is kind
            and item.anchor_on <= held.interview_date
            and (item.ending is None or item.done_by_interview in later)
        )

    def put(self, *items: Item) -> CaseQueue:
        """The queue with these items added, or changed where it holds them."""
        return replace(self, items={**self.items, **{item.key: item for item in items}})

    def born(self, *items: Item) -> CaseQueue:
        """The queue with new items; those that count from before the end of the case end with it at once."""
        return self.put(*(self.under_the_end(item) for item in items if item.key not in self.items))

    def is_exempt(self, intervention: str | None) -> bool:
        """Whether the plan does not follow up interventions as short as this one."""
        return intervention is not None and self.lasted.get(intervention, ENDLESS) <= self.rules.short_interventions

    def under_the_end(self, item: Item) -> Item:
        """An open item as it stands in a case that may have ended."""
        gone = self.gone
        if gone is None or item.ending is not None or not gone.covers(item):
            return item
        return ended(item, gone.ending, gone.on, reason=gone.reason)


def ended(item: Item, ending: Ending, on: date, *, interview: str | None = None, reason: str | None = None) -> Item:
    """The item, gone from the queue on that day."""
    return replace(item, ending=ending, ended_on=on, done_by_interview=interview, reason=reason)


def stepped(item: Item, step: Step, day: date) -> Item:
    """The item with one more step in the story of why it stands where it stands."""
    return replace(item, because=(*item.because, (step, day)))
