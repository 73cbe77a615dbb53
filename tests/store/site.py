"""A site as the store tests see it: a place for a casebook, the people who open it, and a look behind the scenes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, text

from asi_tui.core.casework import Completed, Completion, Head, InstrumentCopy, NewClient, StoredAnswer
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, StaffMember
from asi_tui.core.queue import ItemKind, QueueCounts, QueueQuery, QueueRow, Scope, Show
from asi_tui.store.casebook import SqlCasebook, open_casebook

TODAY = date(2026, 11, 21)
INSTRUMENT = InstrumentCopy("structure", "content", "1.0", '{"title": "ASI"}')


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Site:
    """A place for one casebook. What is opened here is closed after the test."""

    location: str
    clock: Clock
    closing: ExitStack
    random: Random = field(default_factory=lambda: Random(20261121))

    @property
    def on_sqlite(self) -> bool:
        return "://" not in self.location

    def open(self, account: str = "anna", *, practice: bool = True) -> SqlCasebook:
        book = open_casebook(self.location, practice=practice, account=account, clock=self.clock, random=self.random)
        self.closing.callback(book.close)
        return book

    def staffed(self, account: str, name: str, unit: str) -> SqlCasebook:
        book = self.open(account)
        book.register_me(name, unit)
        return book

    @contextmanager
    def behind(self) -> Iterator[Connection]:
        """A connection of another program, in a transaction that is taken back at the end unless committed."""
        url = f"sqlite:///{self.location}" if self.on_sqlite else self.location
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            yield connection
            connection.rollback()

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """What lies on disk."""
        with self.behind() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def change(self, sql: str, **values: Any) -> None:
        """Change what lies on disk behind the casebook's back."""
        with self.behind() as connection:
            connection.execute(text(sql), values)
            connection.commit()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Another program writes, and does not come to an end: nobody else can write meanwhile."""
        with self.behind() as connection:
            if self.on_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                tables = "interview, client, staff, unit, follow_up, read_log, answer, hold"
                connection.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            yield


def me(book: SqlCasebook) -> StaffMember:
    member = book.me()
    assert member is not None
    return member


def head(book: SqlCasebook, form: str = "grund", on: date = TODAY, **changed: Any) -> Head:
    return Head(interview_date=on, form=form, **({"interviewer": me(book).id} | changed))


def added(book: SqlCasebook, name: str = "Maj-Britt Åström") -> Client:
    return book.add_client(NewClient(name=name))


def begun(book: SqlCasebook, client: Client, form: str = "grund", on: date = TODAY, **changed: Any) -> str:
    return book.begin_interview(client.id, head(book, form, on, **changed), INSTRUMENT)


def completed(book: SqlCasebook, interview_id: str, today: date = TODAY) -> Completed:
    return book.complete(interview_id, Completion(ended_early=None, values={"D1": "3"}), today)


def interviewed(book: SqlCasebook, client: Client, form: str = "grund", on: date = TODAY, **changed: Any) -> str:
    interview_id = begun(book, client, form, on, **changed)
    completed(book, interview_id)
    return interview_id


def rated(book: SqlCasebook, interview_id: str) -> None:
    """Give a complete interview its ratings."""
    book.settle(interview_id, InterviewState.RATED, Completion(ended_early=None, values={"D1": "3", "M9": "4"}))


def signed(book: SqlCasebook, client: Client) -> str:
    """A whole interview of the client, up to the signature."""
    interview_id = interviewed(book, client)
    rated(book, interview_id)
    book.sign(interview_id, "intervjuare")
    return interview_id


def value(digits: str) -> StoredAnswer:
    return StoredAnswer(digits, None)


def queue(
    book: SqlCasebook,
    show: Show = Show.DUE,
    scope: Scope = Scope.UNIT,
    *,
    today: date = TODAY,
    search: str = "",
    kind: ItemKind | None = ItemKind.FOLLOW_UP,
    unit: str = "",
) -> list[QueueRow]:
    """The whole list, read in pages of two; of the due items the follow-ups, unless another kind (None: all) is asked
    for."""
    rows: list[QueueRow] = []
    query = QueueQuery(today=today, scope=scope, show=show, search=search, kind=kind, unit=unit, size=2)
    while True:
        page = book.queue(query)
        rows += page.rows
        if page.next_key is None:
            return rows
        assert len(page.rows) == 2
        query = replace(query, after=page.next_key)


def counts(
    book: SqlCasebook,
    scope: Scope = Scope.UNIT,
    today: date = TODAY,
    kind: ItemKind | None = ItemKind.FOLLOW_UP,
) -> QueueCounts:
    return book.counts(QueueQuery(today=today, scope=scope, kind=kind))
