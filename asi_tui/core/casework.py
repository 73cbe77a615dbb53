"""What the casebook keeps: units, staff, clients, interviews and their follow-up items, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asi_tui.core.annotations import Acceptance, Correction, Remark, Signature
from asi_tui.core.given import GivenAnswer
from asi_tui.core.given import StoredAnswer as StoredAnswer
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, Sex


class Source(StrEnum):
    """Whether the answers are keyed while the client talks, or from a filled-in paper form."""

    LIVE = "live"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """What is asked when a client is added. Nothing but the code is required.

    `born` is a year ("1984") or a date ("1984-05-17"), or empty.
    """

    name: str = ""
    born: str = ""
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of an interview: what is settled once, before the first question.

    `interviewer` is a staff id; `refers_to` the id of the earlier interview that a follow-up is asked since;
    `children` whether children live in the home or are met regularly (None: not stated).
    """

    interview_date: date
    interviewer: str
    form: str
    source: Source = Source.LIVE
    interpreter: bool = False
    refers_to: str | None = None
    children: bool | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an interview open in another session: the name, since when, and the terminal."""

    name: str
    since: datetime
    terminal: str


@dataclass(frozen=True, slots=True)
class InstrumentCopy:
    """The instrument an interview was made with: its two fingerprints, version and whole text as canonical JSON."""

    structure_hash: str
    content_hash: str
    version: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSummary:
    """An interview as a list shows it."""

    id: str
    client: Client
    form: str
    interview_date: date
    state: InterviewState
    interviewer_name: str
    answered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInterview:
    """A whole interview as read from the casebook.

    `answers` holds the newest answer per question code. `last_answer_id` is the id of the newest answer row of the
    interview (0: none): the next `record` must name it. `last_question` is the question that row belongs to.
    `ended_early` is the code of G12 (1-3), or None. `keyed_by` is the name of the staff member that began it.
    `completed_at` stays when a completed interview becomes a draft again. `given` is every answer ever given, oldest
    first.
    """

    id: str
    client: Client
    head: Head
    state: InterviewState
    instrument: InstrumentCopy
    answers: Mapping[str, StoredAnswer]
    last_answer_id: int = 0
    last_question: str | None = None
    ended_early: int | None = None
    keyed_by: str = ""
    keyed_at: datetime | None = None
    version: int = 1
    refers_to_date: date | None = None
    remarks: tuple[Remark, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    signature: Signature | None = None
    corrections: tuple[Correction, ...] = ()
    completed_at: datetime | None = None
    given: tuple[GivenAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What is written when an interview is completed.

    `ended_early` is G12 as coded (1-3), or None when the form is complete. `values` holds the effective value of every
    question of the form as text ("X", "N", digits, words), `scores` the composite score per area (None: no score).
    `anchors` tells whether this interview starts the clock of the next follow-up (base and follow-up interviews do).
    """

    ended_early: int | None
    values: Mapping[str, str | None]
    scores: Mapping[str, float | None] = field(default_factory=dict)
    money_term: str = "capped"
    currency_divisor: float = 10.0


@dataclass(frozen=True, slots=True)
class Settled:
    """How far a completed interview is once it has been changed, and what it then counts as; nothing as a draft."""

    state: InterviewState
    completion: Completion | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """What completing an interview led to: the day the next follow-up falls due."""

    next_due: date
