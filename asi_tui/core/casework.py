"""What the casebook keeps: units, staff, clients, interviews and their follow-up items, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from asi_tui.core.annotations import Acceptance, Correction, Remark, Signature
from asi_tui.core.given import GivenAnswer
from asi_tui.core.given import StoredAnswer as StoredAnswer


class Sex(StrEnum):
    """Sex as the client states it; never read from a personal number."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Whether the answers are keyed while the client talks, or from a filled-in paper form."""

    LIVE = "live"
    PAPER = "paper"


class InterviewState(StrEnum):
    """How far an interview has come."""

    DRAFT = "draft"
    COMPLETE = "complete"
    RATED = "rated"
    SIGNED = "signed"


class Scope(StrEnum):
    """Whose work a list shows."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


class Show(StrEnum):
    """Which work a list shows."""

    DUE = "due"
    DRAFTS = "drafts"
    UNRATED = "unrated"
    UNSIGNED = "unsigned"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the social services, and how long it waits before a follow-up (whole months, 6 unless told)."""

    id: str
    name: str
    interval_months: int = 6


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff: the account they log in with and the name that colleagues see."""

    id: str
    account: str
    name: str
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """What is asked when a client is added. Nothing but the code is required.

    `born` is a year ("1984") or a date ("1984-05-17"), or empty.
    """

    name: str = ""
    born: str = ""
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client as lists and headings show them; `code` is the eight symbols without a hyphen.

    `protected` clients are shown by code alone, with the word "skyddad", and only to the staff named in their file.
    """

    id: str
    code: str
    name: str
    born: str
    sex: Sex
    unit: str
    interviews: int = 0
    protected: bool = False


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


class ItemKind(StrEnum):
    """What a follow-up item asks for."""

    BASE = "base"
    FOLLOW_UP = "follow_up"
    FEEDBACK = "feedback"
    RATING = "rating"
    SIGNATURE = "signature"
    INTERVENTION = "intervention"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A line of the start screen: an item that is due, or an interview that waits for somebody.

    `item_id` is set on due items; `interview_id` on drafts, unrated and unsigned interviews, and on a due item whose
    follow-up is already begun. `anchor` is the day the item counts from and `anchor_form` the form of that interview;
    for interviews they are the interview's own date and form. A found or not yet interviewed client has neither.
    `initials` is what the screen shows instead of the name.

    Of a due item, `version` is what an action on it must name, `attempts` how often the client was sought, `postponed`
    whether its day was moved, `commissioned_to` the name of the colleague or unit that is to do it, and `intervention`
    the id of the ended intervention it is about. An item about an interview that is held has it as `interview_id`.
    """

    client: Client
    initials: str
    responsible: str
    item_id: int | None = None
    kind: ItemKind | None = None
    due_on: date | None = None
    interview_id: str | None = None
    state: InterviewState | None = None
    form: str | None = None
    anchor: date | None = None
    anchor_form: str | None = None
    answered: int = 0
    version: int = 1
    attempts: int = 0
    postponed: bool = False
    commissioned_to: str = ""
    intervention: str = ""
    responsible_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuery:
    """Which page of which list: whose, what, on which day, and after which row (`after` is a page's `next_key`).

    `kind` narrows the due items, and their counts, to one kind. Mine are also the items that are commissioned to me;
    the unit's are also those commissioned to it. `unit` is the id of the unit that is meant; empty: my own.
    """

    today: date
    scope: Scope = Scope.UNIT
    show: Show = Show.DUE
    kind: ItemKind | None = None
    unit: str = ""
    search: str = ""
    after: str | None = None
    size: int = 50


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list, most overdue first, and the key of the next page (None: no more)."""

    rows: tuple[QueueRow, ...]
    next_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """How much waits, in the scope asked for: due items by state, and interviews by what they lack."""

    long_overdue: int = 0
    overdue: int = 0
    in_window: int = 0
    coming: int = 0
    drafts: int = 0
    unrated: int = 0
    unsigned: int = 0
    clients: int = 0


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
