"""What all tables of the casebook share: one collection with predictable names, moments in UTC, partial indexes."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import DateTime, Dialect, Index, MetaData, Row, String, Table, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from asi_tui.core.identity import clean_text

SCHEMA_VERSION = 4
"""The version of the tables: the number of the last migration."""

_COLLECTION = MetaData(
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


MOST_WORDS = 10_000
"""More than anybody can write in one place."""


class Words(TypeDecorator[str]):
    """What people have written, such as a name: plain words when it is read, whatever another program put there."""

    impl = String
    cache_ok = True
    keeps_lines = False

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Disk to Python: cleaned as at the keyboard, since it may be shown anywhere."""
        return None if value is None else clean_text(value, MOST_WORDS, lines=self.keeps_lines)


class Lines(Words):
    """The same with lines of its own, such as a remark."""

    cache_ok = True
    keeps_lines = True


class Born(TypeDecorator[str]):
    """A year or day of birth, or nothing; what is neither is not stated when it is read."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """Disk to Python."""
        born = value or ""
        day = f"{born}-01-01" if len(born) == len("1984") else born
        with suppress(ValueError):
            if date.fromisoformat(day).isoformat() == day:
                return born
        return ""


# Compared byte by byte on both databases, so that what begins alike lies side by side, and lists are in one order.
BYTEWISE = String().with_variant(String(collation="C"), "postgresql")

# The conditions of the partial indexes. A query that says the same words in the same way is served by them. What is
# guarded belongs to a client with a protected identity: it stands in no index that lists and counts are read from.
NOT_CLOSED = text("closed_at IS NULL")
OPEN_ITEM = text("closed_at IS NULL AND NOT guarded")
NOT_SIGNED = text("state <> 'signed'")
UNSIGNED = text("state <> 'signed' AND NOT guarded")
NOT_PROTECTED = text("protection = 'none'")
NEVER_INTERVIEWED = text("interviews = 0 AND protection = 'none'")


def partial(name: str, *columns: str, where: Any) -> Index:
    """An index over the few rows that are still open, so that lists cost what they show, not what is stored."""
    return Index(name, *columns, sqlite_where=where, info={"where": where})


def say_where_to_postgresql(metadata: MetaData) -> None:
    """Make the partial indexes partial on PostgreSQL too.

    To name it in `partial` would load its dialect everywhere: 4 MB and 45 ms of a start on SQLite.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if "where" in index.info:
                index.dialect_options["postgresql"]["where"] = index.info["where"]


class Kept(SQLModel):
    """What all tables share: one collection, with predictable names of keys and indexes."""

    metadata: ClassVar[MetaData] = _COLLECTION
    # Rows are read and written by queries, never checked by Pydantic: to prepare that would double the cost of a table.
    model_config = {"defer_build": True}


AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of any query: the query says what it holds."""


def table(name: str) -> Table:
    """The table of that name, as queries write it."""
    return Kept.metadata.tables[name]
