"""What happens in a case and moves the queue: interviews, endings, deaths, and what staff decide about an item.

The items of a client are a fold over these in the order they were registered (`core.queue_rules`). Nothing else moves
the queue, so what `asi doctor` finds from all of them is what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import Channel, ContactResult, Means
from asi_tui.core.queue import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """When something was registered and by whom (a staff id).

    `id` numbers what happens with a client in the order it is registered. The clock does not: it can be set back.
    """

    id: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHeld(Registered):
    """An interview as it stands now: completed at least once, or reopened since (state DRAFT).

    `id` and `at` are those of its first completion, whatever has been done with it since. There is one of these per
    interview.
    """

    interview_id: str
    form: str
    interview_date: date
    state: InterviewState
    interviewer: str
    unit: str
    rated_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseOrdered(Registered):
    """A base interview was ordered: due on that day, by that member of staff."""

    due_on: date
    responsible: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionEnded(Registered):
    """An intervention ended, as its record stands now: the record is to be filled, and a follow-up may count from here.

    `recorded` is true when the record of its end is complete, since `recorded_on`. `days` is how long it lasted, where
    that is known: the unit's plan may not follow up interventions that short; `exempt` ones it never does. `move_item`
    is true when the handler chose to move the open item to count from here. There is one of these per intervention.
    """

    intervention_id: str
    ended_on: date
    responsible: str
    unit: str
    recorded: bool
    recorded_on: date | None = None
    exempt: bool = False
    move_item: bool = False
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Registered):
    """The client was given feedback on an interview."""

    interview_id: str
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed(Registered):
    """An item waits until another day, for a reason."""

    item: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commissioned(Registered):
    """An item was commissioned to a member of staff or a unit; both None takes the commission back.

    `may_read` tells on what ground they may read the earlier interview: "consent", "decision", or None (they may not).
    """

    item: str
    to_staff: str | None
    to_unit: str | None
    may_read: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Registered):
    """An item got another responsible member of staff; `to_unit` when it goes to another unit with them."""

    item: str
    to_staff: str
    to_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAttempted(Registered):
    """Somebody tried to reach the client about an item."""

    item: str
    on: date
    channel: Channel
    result: ContactResult
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedOut(Registered):
    """No interview will be held: the code of `core.outcomes.DROPOUTS`, with words where it wants them."""

    item: str
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUpOtherwise(Registered):
    """The client was followed up by other means than an interview."""

    item: str
    means: Means
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRestarted(Registered):
    """After a dropout or other means the follow-up clock runs on: the next item falls due an interval later.

    `item` is the follow-up that was closed. Without this, the clock has stopped with it.
    """

    item: str


class CaseChange(StrEnum):
    """What can become of the whole case."""

    CLOSED_ITEMS_STAY = "closed_items_stay"
    CLOSED_ITEMS_END = "closed_items_end"
    REOPENED = "reopened"
    DECEASED = "deceased"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged(Registered):
    """The case was closed (are its items to stay? asked once), taken up again, or the client died or moved."""

    change: CaseChange
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the unit's plan and the client's own record say of the clock.

    `interval_months` is the unit's (6 or 12) or the client's own, given with a reason. `feedback` tells whether
    feedback items are made; `short_interventions` is the length in days up to which an ended intervention starts no
    clock.
    """

    interval_months: int = 6
    own_interval: bool = False
    feedback: bool = True
    short_interventions: int = 7

    def __post_init__(self) -> None:
        """A clock that does not move would make items for ever."""
        if self.interval_months < 1:
            raise ValueError(f"{self.interval_months} months is no interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Registered):
    """From now on other rules hold for this client: open items follow them, what has ended keeps its day."""

    rules: Rules
    reason: str = ""


Happening: TypeAlias = (
    InterviewHeld
    | BaseOrdered
    | InterventionEnded
    | FeedbackGiven
    | Postponed
    | Commissioned
    | HandedOver
    | ContactAttempted
    | DroppedOut
    | FollowedUpOtherwise
    | ClockRestarted
    | CaseChanged
    | PlanChanged
)


class Ending(StrEnum):
    """How an item left the queue.

    RE_ANCHORED: another interview counts instead. WITHDRAWN: what made it was taken back, as when an interview that
    waited for its ratings was reopened.
    """

    DONE = "done"
    RE_ANCHORED = "re_anchored"
    DROPOUT = "dropout"
    OTHER_MEANS = "other_means"
    DECEASED = "deceased"
    MOVED = "moved"
    CASE_CLOSED = "case_closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What brought an item to where it stands; each step has its day.

    First what it counts from, then the time added (the day is the one it gives), then what staff decided about it.
    """

    BASE = "base"
    FOLLOW_UP = "follow_up"
    INTERVENTION_END = "intervention_end"
    ORDERED = "ordered"
    COMPLETED = "completed"
    RATED = "rated"
    INTERVAL = "interval"
    OWN_INTERVAL = "own_interval"
    CLAMPED = "clamped"
    DAYS = "days"
    DUE = "due"
    ENDED_BEFORE = "ended_before"
    POSTPONED = "postponed"
    HANDED_OVER = "handed_over"
    COMMISSIONED = "commissioned"
    ATTEMPT = "attempt"
    MOVED = "moved"
    NOT_MOVED = "not_moved"
    CASE_CLOSED = "case_closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the queue as the rules have it.

    `key` tells what it is for and is unique within the client: the kind and what it counts from, such as
    "follow_up/interview/<id>", "feedback/interview/<id>", "base/order/<id>", "intervention/intervention/<id>"; a clock
    that runs on adds the happening that let it, "follow_up/interview/<id>/after/<id>". `anchor_on` is the day it
    counts from, also when its clock has run on. `due_on` is the day by the rule, or the day it was postponed to, and
    then `paused` is true. `because` are the steps that brought it here, as (Step, day). `reason` is the code of a
    dropout or of the other means. `done_by_interview` is the interview that ended it.
    """

    key: str
    kind: ItemKind
    anchor_on: date
    due_on: date
    responsible: str
    unit: str
    anchor_interview: str | None = None
    intervention: str | None = None
    paused: bool = False
    to_staff: str | None = None
    to_unit: str | None = None
    may_read: str | None = None
    attempts: int = 0
    ending: Ending | None = None
    ended_on: date | None = None
    done_by_interview: str | None = None
    reason: str | None = None
    because: tuple[tuple[str, date], ...] = ()
