"""The tables of the casebook, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import JSON, CheckConstraint, Column, Index, Row, Table
from sqlmodel import Field

from asi_tui.store.kept import CODE, NEVER_INTERVIEWED, NOT_CLOSED, NOT_SIGNED, Kept, UtcDateTime, partial

SCHEMA_VERSION = 2
"""The version of the tables below: the number of the last migration."""

METADATA = Kept.metadata
"""All the tables below."""

# What the counts read of each open item: with these in its indexes they never touch the table.
_COUNTED = ("opens_on", "overdue_on", "long_overdue_on", "closed_at")


class UnitRow(Kept, table=True):
    """A unit of the social services."""

    __tablename__ = "unit"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    interval_months: int = 6
    version: int = 1


class StaffRow(Kept, table=True):
    """A member of staff; one who leaves is no longer active, and is never deleted."""

    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    account: str = Field(unique=True)
    name: str
    unit_id: str = Field(foreign_key="unit.id")
    active: bool = True
    version: int = 1


class SettingRow(Kept, table=True):
    """How one member of staff likes to work; what is null is as the configuration has it."""

    __tablename__ = "setting"

    staff_id: str = Field(primary_key=True, foreign_key="staff.id")
    quick_keying: bool | None = None
    lock_ms: int | None = None
    earlier: str | None = None
    theme: str | None = None
    language: str | None = None


class ClientRow(Kept, table=True):
    """A client. `name_key` and `name_folded` are what search compares; `interviews` counts the rows of interview."""

    __tablename__ = "client"
    __table_args__ = (
        # Search compares the key and the code too: here, so that the table is read for those found only.
        Index("client_unit_name", "unit_id", "name_folded", "id", "name_key", "code"),
        Index("client_name", "name_folded", "id", "name_key", "code"),
        Index("client_created_by", "created_by"),
        partial("client_new_unit", "unit_id", "created_at", "id", where=NEVER_INTERVIEWED),
        partial("client_new_creator", "created_by", "created_at", "id", where=NEVER_INTERVIEWED),
        partial("client_new", "created_at", "id", where=NEVER_INTERVIEWED),
    )

    id: str = Field(primary_key=True)
    code: str = Field(sa_column=Column("code", CODE, nullable=False, unique=True))
    name: str
    name_key: str
    name_folded: str
    born: str
    sex: str
    unit_id: str = Field(foreign_key="unit.id")
    interviews: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(foreign_key="staff.id")
    version: int = 1


class InstrumentRow(Kept, table=True):
    """A copy of each instrument that an interview was made with."""

    __tablename__ = "instrument"

    content_hash: str = Field(primary_key=True)
    structure_hash: str
    version: str
    document: str


class InterviewRow(Kept, table=True):
    """An interview: its head, its state, and who keyed it."""

    __tablename__ = "interview"
    __table_args__ = (
        Index("interview_client", "client_id", "interview_date", "id"),
        partial("interview_open_unit", "unit_id", "state", "keyed_at", "id", where=NOT_SIGNED),
        partial("interview_open_interviewer", "interviewer_id", "state", "keyed_at", "id", where=NOT_SIGNED),
        partial("interview_open_keyer", "keyed_by", "state", "keyed_at", "id", "interviewer_id", where=NOT_SIGNED),
        partial("interview_open", "state", "keyed_at", "id", where=NOT_SIGNED),
    )

    id: str = Field(primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    unit_id: str = Field(foreign_key="unit.id")
    form: str
    interview_date: date
    interviewer_id: str = Field(foreign_key="staff.id")
    source: str
    interpreter: bool
    refers_to: str | None = Field(default=None, foreign_key="interview.id")
    children: bool | None = None
    state: str
    instrument_hash: str = Field(foreign_key="instrument.content_hash")
    keyed_by: str = Field(foreign_key="staff.id")
    keyed_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_early: int | None = None
    version: int = 1


class AnswerRow(Kept, table=True):
    """One answer as it was given. Rows are only ever added; the highest id of a question is the one that counts.

    `reason` tells why an answer of a signed interview was corrected; other answers have none.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index("answer_newest", "interview_id", "question", "id"),
        CheckConstraint("code IN ('X', 'N')", name="code"),
        CheckConstraint("value IS NULL OR code IS NULL", name="value_or_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    question: str
    value: str | None = None
    code: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")
    reason: str | None = None


class RemarkRow(Kept, table=True):
    """A remark on a question or the comment of an area. Rows are only ever added; an empty text takes it away."""

    __tablename__ = "remark"
    __table_args__ = (Index("remark_newest", "interview_id", "about", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    about: str
    text: str
    to_coordinator: bool
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class CheckReviewRow(Kept, table=True):
    """That a check which fired on certain values, told by the digest, has been dealt with. Rows are only ever added."""

    __tablename__ = "check_review"
    __table_args__ = (Index("check_review_newest", "interview_id", "check_id", "digest", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    check_id: str
    digest: str
    reason: int | None = None
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class SignatureRow(Kept, table=True):
    """The signature of an interview. The name and role stay as they were, whatever becomes of the member of staff."""

    __tablename__ = "signature"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    name: str
    role: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class HoldRow(Kept, table=True):
    """The session that has an interview open for keying: whose it is, and the process it runs in."""

    __tablename__ = "hold"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    session: str
    staff_id: str = Field(foreign_key="staff.id")
    host: str
    process: int
    started: str
    terminal: str
    since: datetime = Field(sa_type=UtcDateTime)


class InterviewValueRow(Kept, table=True):
    """The effective values and scores of a completed interview, for figures and exports."""

    __tablename__ = "interview_value"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    effective: dict[str, Any] = Field(sa_type=JSON)
    scores: dict[str, Any] = Field(sa_type=JSON)
    money_term: str
    currency_divisor: float


class FollowUpRow(Kept, table=True):
    """An item of the queue. Its due day and window are stored, so that lists and counts read an index and no more."""

    __tablename__ = "follow_up"
    __table_args__ = (
        partial("follow_up_open_unit", "unit_id", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        partial("follow_up_open_staff", "staff_id", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        partial("follow_up_open", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        partial("follow_up_open_client", "client_id", "due_on", "id", where=NOT_CLOSED),
    )

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    kind: str
    anchor_interview_id: str = Field(foreign_key="interview.id")
    anchor_on: date
    due_on: date
    opens_on: date
    overdue_on: date
    long_overdue_on: date
    unit_id: str = Field(foreign_key="unit.id")
    staff_id: str = Field(foreign_key="staff.id")
    interview_id: str | None = Field(default=None, foreign_key="interview.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = None
    version: int = 1


class ReadLogRow(Kept, table=True):
    """Who opened which client or interview, when and what for."""

    __tablename__ = "read_log"
    __table_args__ = (Index("read_log_recent", "staff_id", "client_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    staff_id: str = Field(foreign_key="staff.id")
    client_id: str = Field(foreign_key="client.id")
    interview_id: str | None = Field(default=None, foreign_key="interview.id")
    purpose: str


AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of any query: the query says what it holds."""


def _table(name: str) -> Table:
    return METADATA.tables[name]


UNIT = _table("unit")
STAFF = _table("staff")
SETTING = _table("setting")
CLIENT = _table("client")
INSTRUMENT = _table("instrument")
INTERVIEW = _table("interview")
ANSWER = _table("answer")
REMARK = _table("remark")
CHECK_REVIEW = _table("check_review")
SIGNATURE = _table("signature")
HOLD = _table("hold")
INTERVIEW_VALUE = _table("interview_value")
FOLLOW_UP = _table("follow_up")
READ_LOG = _table("read_log")
