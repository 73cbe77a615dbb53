"""The tables of the casebook, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import JSON, CheckConstraint, Column, DateTime, Dialect, Index, MetaData, Row, String, Table, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = 1
"""The version of the tables below: the number of the last migration."""

METADATA = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC on disk, whichever database keeps it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Python to disk. A moment without a zone is a fault of the program, not something to guess about."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Disk to Python: SQLite gives the UTC time back without its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Compared byte by byte on both databases, so that the codes that begin alike lie side by side in the index.
_CODE = String().with_variant(String(collation="C"), "postgresql")

# The conditions of the partial indexes. A query that says the same words in the same way is served by them.
NOT_CLOSED = text("closed_at IS NULL")
NOT_SIGNED = text("state <> 'signed'")
NEVER_INTERVIEWED = text("interviews = 0")


# What the counts read of each open item: with these in its indexes they never touch the table.
_COUNTED = ("opens_on", "overdue_on", "long_overdue_on", "closed_at")


def _partial(name: str, *columns: str, where: Any) -> Index:
    """An index over the few rows that are still open, so that lists cost what they show, not what is stored."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class _Kept(SQLModel):
    """What all tables share: one collection, with predictable names of keys and indexes."""

    metadata: ClassVar[MetaData] = METADATA


class UnitRow(_Kept, table=True):
    """A unit of the social services."""

    __tablename__ = "unit"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    interval_months: int = 6
    version: int = 1


class StaffRow(_Kept, table=True):
    """A member of staff; one who leaves is no longer active, and is never deleted."""

    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    account: str = Field(unique=True)
    name: str
    unit_id: str = Field(foreign_key="unit.id")
    active: bool = True
    version: int = 1


class ClientRow(_Kept, table=True):
    """A client. `name_key` and `name_folded` are what search compares; `interviews` counts the rows of interview."""

    __tablename__ = "client"
    __table_args__ = (
        # Search compares the key and the code too: here, so that the table is read for those found only.
        Index("client_unit_name", "unit_id", "name_folded", "id", "name_key", "code"),
        Index("client_name", "name_folded", "id", "name_key", "code"),
        Index("client_created_by", "created_by"),
        _partial("client_new_unit", "unit_id", "created_at", "id", where=NEVER_INTERVIEWED),
        _partial("client_new_creator", "created_by", "created_at", "id", where=NEVER_INTERVIEWED),
        _partial("client_new", "created_at", "id", where=NEVER_INTERVIEWED),
    )

    id: str = Field(primary_key=True)
    code: str = Field(sa_column=Column("code", _CODE, nullable=False, unique=True))
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


class InstrumentRow(_Kept, table=True):
    """A copy of each instrument that an interview was made with."""

    __tablename__ = "instrument"

    content_hash: str = Field(primary_key=True)
    structure_hash: str
    version: str
    document: str


class InterviewRow(_Kept, table=True):
    """An interview: its head, its state, and who keyed it."""

    __tablename__ = "interview"
    __table_args__ = (
        Index("interview_client", "client_id", "interview_date", "id"),
        _partial("interview_open_unit", "unit_id", "state", "keyed_at", "id", where=NOT_SIGNED),
        _partial("interview_open_interviewer", "interviewer_id", "state", "keyed_at", "id", where=NOT_SIGNED),
        _partial("interview_open_keyer", "keyed_by", "state", "keyed_at", "id", "interviewer_id", where=NOT_SIGNED),
        _partial("interview_open", "state", "keyed_at", "id", where=NOT_SIGNED),
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


class AnswerRow(_Kept, table=True):
    """One answer as it was given. Rows are only ever added; the highest id of a question is the one that counts."""

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


class InterviewValueRow(_Kept, table=True):
    """The effective values and scores of a completed interview, for figures and exports."""

    __tablename__ = "interview_value"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    effective: dict[str, Any] = Field(sa_type=JSON)
    scores: dict[str, Any] = Field(sa_type=JSON)
    money_term: str
    currency_divisor: float


class FollowUpRow(_Kept, table=True):
    """An item of the queue. Its due day and window are stored, so that lists and counts read an index and no more."""

    __tablename__ = "follow_up"
    __table_args__ = (
        _partial("follow_up_open_unit", "unit_id", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        _partial("follow_up_open_staff", "staff_id", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        _partial("follow_up_open", "due_on", "id", *_COUNTED, where=NOT_CLOSED),
        _partial("follow_up_open_client", "client_id", "due_on", "id", where=NOT_CLOSED),
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


class ReadLogRow(_Kept, table=True):
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
CLIENT = _table("client")
INSTRUMENT = _table("instrument")
INTERVIEW = _table("interview")
ANSWER = _table("answer")
INTERVIEW_VALUE = _table("interview_value")
FOLLOW_UP = _table("follow_up")
READ_LOG = _table("read_log")
