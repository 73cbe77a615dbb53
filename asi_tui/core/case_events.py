"""The time line of a case: the closed list of significant events, and one event as it was registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from asi_tui.message import Message, say


class EventKind(StrEnum):
    """The significant events of a case; the value is the code that is stored and exported."""

    APPLICATION = "APPL"
    NOTIFICATION = "NOTI"
    OTHER_START = "OTHR"
    PRELIMINARY_DONE = "PREA"
    INVESTIGATION_BEGUN = "INVS"
    INVESTIGATION_ENDED = "INVE"
    BASE_HELD = "ASIB"
    BASE_NOT_HELD = "ASIR"
    FEEDBACK = "FEED"
    CONSENT = "CONS"
    DECISION = "DECI"
    CARE_PLAN = "PLAN"
    ORDER = "ORDR"
    INTERVENTION_BEGUN = "INTS"
    INTERVENTION_CHANGED = "INTC"
    INTERVENTION_ENDED = "INTE"
    IMPLEMENTATION_PLAN = "IMPL"
    FOLLOW_UP_PLANNED = "FUDU"
    FOLLOW_UP_HELD = "FUIV"
    FOLLOW_UP_DROPOUT = "FUNO"
    NETWORK_MEETING = "MEET"
    COMPULSORY_INVESTIGATION = "LVMU"
    COMPULSORY_BEGUN = "LVMS"
    COMPULSORY_ENDED = "LVMF"
    RELAPSE = "RELP"
    MOVED = "MOVE"
    DECEASED = "DEAD"
    TRANSFERRED = "TRAN"
    CLOSED = "CLOS"
    REOPENED = "REOP"


EVENT_LABELS: Mapping[EventKind, Message] = MappingProxyType(
    {
        EventKind.APPLICATION: say("application"),
        EventKind.NOTIFICATION: say("notification of concern"),
        EventKind.OTHER_START: say("other beginning of the case"),
        EventKind.PRELIMINARY_DONE: say("preliminary assessment done"),
        EventKind.INVESTIGATION_BEGUN: say("investigation begun"),
        EventKind.INVESTIGATION_ENDED: say("investigation ended"),
        EventKind.BASE_HELD: say("base interview held"),
        EventKind.BASE_NOT_HELD: say("base interview not held"),
        EventKind.FEEDBACK: say("feedback given"),
        EventKind.CONSENT: say("consent"),
        EventKind.DECISION: say("decision"),
        EventKind.CARE_PLAN: say("care plan drawn up"),
        EventKind.ORDER: say("order to a provider"),
        EventKind.INTERVENTION_BEGUN: say("intervention begun"),
        EventKind.INTERVENTION_CHANGED: say("intervention changed"),
        EventKind.INTERVENTION_ENDED: say("intervention ended"),
        EventKind.IMPLEMENTATION_PLAN: say("implementation plan drawn up"),
        EventKind.FOLLOW_UP_PLANNED: say("follow-up planned"),
        EventKind.FOLLOW_UP_HELD: say("follow-up interview held"),
        EventKind.FOLLOW_UP_DROPOUT: say("follow-up lost"),
        EventKind.NETWORK_MEETING: say("network meeting or SIP"),
        EventKind.COMPULSORY_INVESTIGATION: say("LVM investigation"),
        EventKind.COMPULSORY_BEGUN: say("LVM care begun"),
        EventKind.COMPULSORY_ENDED: say("LVM care ended"),
        EventKind.RELAPSE: say("relapse known"),
        EventKind.MOVED: say("moved from the municipality"),
        EventKind.DECEASED: say("deceased"),
        EventKind.TRANSFERRED: say("transferred to another unit or handler"),
        EventKind.CLOSED: say("case closed"),
        EventKind.REOPENED: say("case taken up again"),
    }
)

KEPT_BY_THE_PROGRAM = frozenset(
    {
        EventKind.BASE_HELD,
        EventKind.FOLLOW_UP_HELD,
        EventKind.FOLLOW_UP_DROPOUT,
        EventKind.FOLLOW_UP_PLANNED,
        EventKind.INTERVENTION_BEGUN,
        EventKind.INTERVENTION_CHANGED,
        EventKind.INTERVENTION_ENDED,
        EventKind.CONSENT,
    }
)
"""Events that follow from what is done elsewhere: nobody registers them by hand."""

NOTE_LIMIT = 500
"""Symbols that the note of an event can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One event of the time line. `on` is when it happened, `at` when it was registered and `by` by whom (a name).

    A corrected event has `corrects`, the id of the one it stands in for, and the reason; the original is kept.
    `reason` is the code of a base interview that was not held (`core.outcomes`), or why a decision had none; of a
    consent its kind and what became of it, as in "research/given" or "taking_part/withdrawn". `taken_back`: the event
    that this one corrects never was. What the program keeps itself has the id 0, and cannot be corrected.
    """

    id: int
    kind: EventKind
    on: date
    at: datetime
    by: str
    note: str = ""
    reason: str = ""
    interview_id: str | None = None
    intervention_id: str | None = None
    corrects: int | None = None
    corrected: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is asked when an event is registered; `corrects` with a reason when it stands in for an earlier one.

    `taken_back`: the event that it corrects never happened; kind and day are then of no matter.
    Of a base interview that was not held the reason is its code: there the note tells why it is corrected.
    """

    kind: EventKind
    on: date
    note: str = ""
    reason: str = ""
    interview_id: str | None = None
    corrects: int | None = None
    taken_back: bool = False
