"""What the lists and the hot path cost: which indexes they read, how many statements and transactions they are."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from asi_tui.core.queue import ItemKind, QueueQuery, Scope, Show
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Site, added, begun, completed, interviewed, me, value

Statement = tuple[str, Any]


@contextmanager
def listening(book: SqlCasebook) -> Iterator[list[Statement]]:
    """The statements that are sent to the database meanwhile, without those that only frame a transaction."""
    heard: list[Statement] = []
    connection = book._database._connection

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            # Of rows written together the first tells the plan.
            heard.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(connection, "before_cursor_execute", hear)


@pytest.fixture
def sqlite_book(sqlite_site: Site) -> SqlCasebook:
    """A casebook with something in each list, so that every statement is sent."""
    book = sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    client = added(book)
    interviewed(book, client, on=TODAY.replace(month=5))
    begun(book, client, "uppf")
    added(book)
    return book


def plan(site: Site, statements: list[Statement]) -> list[str]:
    """How SQLite would run them: a line per table read."""
    connection = sqlite3.connect(site.location)
    try:
        return [
            line
            for statement, parameters in statements
            for *_, line in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    finally:
        connection.close()


NEEDLESS = re.compile(r"TEMP B-TREE|SCAN (?!\w+ USING (COVERING )?INDEX)|AUTOMATIC")


def queries() -> list[tuple[str, Callable[[SqlCasebook], object]]]:
    lists: list[tuple[str, Callable[[SqlCasebook], object]]] = [
        (
            f"{show} {scope}{' next' if after else ''}",
            lambda book, show=show, scope=scope, after=after: book.queue(  # type: ignore[misc]
                QueueQuery(today=TODAY, scope=scope, show=show, after=after)
            ),
        )
        for show, place in [
            (Show.DUE, "2026-01-01|1"),
            (Show.DRAFTS, "draft|2030-01-01T00:00:00+00:00|x"),
            (Show.UNRATED, "2030-01-01T00:00:00+00:00|x"),
            (Show.UNSIGNED, "2030-01-01T00:00:00+00:00|x"),
        ]
        for scope in Scope
        for after in (None, place)
    ]
    of_a_kind: list[tuple[str, Callable[[SqlCasebook], object]]] = [
        (
            f"{kind} {scope}{' next' if after else ''}",
            lambda book, scope=scope, kind=kind, after=after: book.queue(  # type: ignore[misc]
                QueueQuery(today=TODAY, scope=scope, kind=kind, after=after)
            ),
        )
        for kind in (ItemKind.FOLLOW_UP, ItemKind.BASE)
        for scope in Scope
        for after in (None, "2026-01-01|1")
    ]
    numbers: list[tuple[str, Callable[[SqlCasebook], object]]] = [
        (
            f"counts {scope} {kind}",
            lambda book, scope=scope, kind=kind: book.counts(QueueQuery(today=TODAY, scope=scope, kind=kind)),  # type: ignore[misc]
        )
        for scope in Scope
        for kind in (None, ItemKind.RATING)
    ]
    return [
        *lists,
        *of_a_kind,
        *numbers,
        ("the open items of a colleague", lambda book: book.work.open_items(me(book).id)),
        ("a client by code", lambda book: book.client(next(book.clients()).code, "casework")),
        ("an interview", lambda book: book.open_interview(draft_of(book), "keying")),
        ("an answer", lambda book: book.record(draft_of(book), "D1", value("1"), 0)),
    ]


def draft_of(book: SqlCasebook) -> str:
    row = book.queue(QueueQuery(today=TODAY, show=Show.DRAFTS)).rows[0]
    assert row.interview_id is not None
    return row.interview_id


@pytest.mark.parametrize(("name", "ask"), queries(), ids=lambda part: part if isinstance(part, str) else "")
def test_no_table_is_scanned_and_nothing_is_sorted(
    sqlite_site: Site, sqlite_book: SqlCasebook, name: str, ask: Callable[[SqlCasebook], object]
) -> None:
    with listening(sqlite_book) as heard:
        ask(sqlite_book)
    lines = plan(sqlite_site, heard)
    assert len(lines) > 1
    assert [line for line in lines if NEEDLESS.search(line)] == []


@pytest.mark.parametrize("line", ["SCAN client", "USE TEMP B-TREE FOR ORDER BY", "SCAN (subquery-1)"])
def test_a_needless_step_is_recognised(line: str) -> None:
    assert NEEDLESS.search(line)


@pytest.mark.parametrize("kind", [None, ItemKind.BASE])
@pytest.mark.parametrize("scope", list(Scope))
def test_the_counts_and_places_of_due_items_read_nothing_but_their_index(
    sqlite_site: Site, sqlite_book: SqlCasebook, scope: Scope, kind: ItemKind | None
) -> None:
    query = QueueQuery(today=TODAY, scope=scope, kind=kind)
    for ask in (sqlite_book.counts, sqlite_book.queue):
        with listening(sqlite_book) as heard:
            ask(query)
        lines = [line for line in plan(sqlite_site, [heard[1]]) if "follow_up" in line]
        # What is one's own, and what is commissioned to one.
        assert len(lines) == (1 if scope is Scope.ALL else 2)
        assert all("USING COVERING INDEX follow_up_" in line for line in lines), lines


def test_a_search_reads_clients_in_the_order_it_shows_them(sqlite_site: Site, sqlite_book: SqlCasebook) -> None:
    with listening(sqlite_book) as heard:
        sqlite_book.queue(QueueQuery(today=TODAY, show=Show.FOUND, search="maj"))
    lines = plan(sqlite_site, [heard[1]])
    assert lines[0].startswith("SEARCH client USING INDEX client_unit_name (unit_id=?")
    assert not any("TEMP B-TREE" in line for line in lines)


@pytest.mark.parametrize(
    ("most", "ask"),
    [
        (4, lambda book: book.counts(QueueQuery(today=TODAY))),
        (4, lambda book: book.queue(QueueQuery(today=TODAY))),
        (5, lambda book: book.queue(QueueQuery(today=TODAY, show=Show.DRAFTS))),
        (7, lambda book: book.queue(QueueQuery(today=TODAY, show=Show.FOUND))),
    ],
)
def test_a_list_is_a_few_statements_however_long_it_is(
    sqlite_book: SqlCasebook, most: int, ask: Callable[[SqlCasebook], object]
) -> None:
    for _ in range(10):
        client = added(sqlite_book)
        interviewed(sqlite_book, client, on=TODAY.replace(month=5))
        begun(sqlite_book, client)
        added(sqlite_book)
    with listening(sqlite_book) as heard:
        ask(sqlite_book)
    assert len(heard) <= most


def test_an_answer_is_one_transaction_of_two_statements(sqlite_book: SqlCasebook) -> None:
    draft = draft_of(sqlite_book)
    sqlite_book.open_interview(draft, "keying")
    driver: Any = sqlite_book._database._connection.connection.dbapi_connection
    sqlite_book._database._connection.rollback()
    heard: list[str] = []
    last = 0
    driver.set_trace_callback(heard.append)
    for question in ("D1", "D2", "D3"):
        last = sqlite_book.record(draft, question, value("1"), last)
    driver.set_trace_callback(None)
    assert [statement.split()[0] for statement in heard] == ["BEGIN", "SELECT", "INSERT", "COMMIT"] * 3
    assert heard[0] == "BEGIN IMMEDIATE"


def test_opening_an_interview_prepares_its_answers_without_storing_any(
    sqlite_site: Site, sqlite_book: SqlCasebook
) -> None:
    draft = draft_of(sqlite_book)
    with listening(sqlite_book) as opening:
        sqlite_book.open_interview(draft, "keying")
    with listening(sqlite_book) as answering:
        sqlite_book.record(draft, "D1", value("1"), 0)
    assert {statement for statement, _ in answering} <= {statement for statement, _ in opening}
    assert sqlite_site.rows("SELECT count(*) FROM answer") == [(1,)]


def test_completing_is_one_transaction(sqlite_book: SqlCasebook) -> None:
    draft = draft_of(sqlite_book)
    driver: Any = sqlite_book._database._connection.connection.dbapi_connection
    sqlite_book._database._connection.rollback()
    heard: list[str] = []
    driver.set_trace_callback(heard.append)
    completed(sqlite_book, draft)
    driver.set_trace_callback(None)
    assert (heard[0], heard[-1]) == ("BEGIN IMMEDIATE", "COMMIT")
    assert [statement for statement in heard if statement.startswith(("BEGIN", "COMMIT"))] == [heard[0], heard[-1]]
