"""What the program costs as the casebook grows: the same work among few and many clients."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import event

from asi_tui.core.casework import Completion, Head
from asi_tui.core.queue import QueueQuery, Scope, Show
from asi_tui.instruments.shelf import Shelf
from asi_tui.program import account
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.bench import budgets
from tests.bench.budgets import Unit
from tests.bench.figures import Figure, Spread, Table, median, spread
from tests.bench.large_casebook import copy_of
from tests.bench.line import NotMeasured
from tests.bench.programs import Program, asi

SIZES = (1_000, 10_000, 200_000)
LARGEST = SIZES[-1]

_MS = Unit.MILLISECONDS


@dataclass(frozen=True, slots=True)
class Grown:
    """A casebook with so many clients, and what each kind of work costs in it."""

    clients: int
    megabytes: float
    work: dict[str, Spread]


WORK = {
    "start, first paint": "start, första bilden",
    "start, queue filled": "start, kön framme",
    "search by name (screen)": "söka på namn, till sista byten",
    "open a client (screen)": "öppna en klient, till sista byten",
    "open the casebook": "öppna databasen",
    "page of the queue and counts": "en sida av kön med antal",
    "its statement alone": "köns egen fråga",
    "all units, page and counts": "alla enheter, sida och antal",
    "search by name": "söka på namn",
    "search by code": "söka på kod",
    "client's page": "klientens sida",
    "open an interview": "öppna en intervju",
    "complete an interview": "avsluta en intervju",
}
"""The kinds of work, in English and Swedish: first through the terminal, then in the store."""


def grown(place: Path, clients: int, *, starts: int, rounds: int, today: date) -> Grown:
    """Work in a copy of the casebook of that size: at the terminal and in the store."""
    database = copy_of(clients, place, today)
    size = database.stat().st_size
    if clients == SIZES[0]:
        _agrees(database)
    work = _at_the_terminal(asi(place, database=database), starts)
    work |= _in_the_store(database, rounds, today)
    database.unlink()
    return Grown(clients, size / 1e6, work)


def _at_the_terminal(program: Program, rounds: int) -> dict[str, Spread]:
    painted, filled, searched, opened = [], [], [], []
    for _ in range(rounds):
        with program.start() as line:
            painted.append(line.until(program.painted) - line.began)
            filled.append(line.until(program.filled) - line.began)
            line.idles(1.0)
            line.types(b"/")
            line.idles(0.2)
            searched.append(line.strike(b"karin", quiet=0.3).seconds)
            line.types(b"\r")
            line.idles(0.3)
            opened.append(line.strike(b"v", quiet=0.3).seconds)
    named = zip(list(WORK)[:4], (painted, filled, searched, opened), strict=True)
    return {name: spread(values) for name, values in named}


def _in_the_store(database: Path, rounds: int, today: date) -> dict[str, Spread]:
    work = {"open the casebook": _timed(lambda: _opened(database).close(), rounds)}
    with closing(_opened(database)) as book:
        mine = QueueQuery(today=today)
        everybody = QueueQuery(today=today, scope=Scope.ALL)
        client = book.queue(mine).rows[0].client

        def show(query: QueueQuery) -> None:
            book.counts(query)
            book.queue(query)

        def find(words: str) -> None:
            book.queue(QueueQuery(today=today, show=Show.FOUND, search=words, scope=Scope.ALL))

        work["page of the queue and counts"] = _timed(lambda: show(mine), rounds)
        work["its statement alone"] = _statement_alone(book, mine, rounds)
        work["all units, page and counts"] = _timed(lambda: show(everybody), rounds)
        work["search by name"] = _timed(lambda: find("karin fal"), rounds)
        work["search by code"] = _timed(lambda: find(client.code[:6]), rounds)
        work["client's page"] = _timed(lambda: book.files.open(client.code, "casework"), rounds)
        held = book.interviews(client.id)[-1].id
        work["open an interview"] = _timed(lambda: book.open_interview(held, "reading"), rounds)
        work["complete an interview"] = _completing(book, [row.client.id for row in book.queue(mine).rows], today)
    return work


def _agrees(database: Path) -> None:
    """See to it that what is stored is what the rules say: the casebook was multiplied behind the store's back."""
    with closing(_opened(database)) as book:
        wrong = next(book.work.differences(), None)
    if wrong is not None:
        raise NotMeasured(f"the casebook is not as the rules want it, at {wrong[0]}")


def _opened(database: Path) -> SqlCasebook:
    return open_casebook(str(database), practice=False, account=account())


def _completing(book: SqlCasebook, client_ids: Sequence[str], today: date) -> Spread:
    """The last step of an interview: its values are kept, and what waits for the client is reckoned anew."""
    me, instrument = book.me(), Shelf().current()[0]
    assert me is not None
    head = Head(interview_date=today, interviewer=me.id, form="grund-kort")
    drafts = iter([book.begin_interview(client_id, head, instrument) for client_id in client_ids])
    done = Completion(ended_early=None, values={"D1": "1"})
    return _timed(lambda: book.complete(next(drafts), done, today), len(client_ids) - 1)


def _statement_alone(book: SqlCasebook, query: QueueQuery, rounds: int) -> Spread:
    """The statement that finds the page, as the driver runs it: without what makes rows into values."""
    heard: list[tuple[str, tuple[object, ...]]] = []

    def hear(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if " follow_up" in statement and "LIMIT" in statement:
            heard.append((statement, parameters))

    connection = book._database._connection
    event.listen(connection, "before_cursor_execute", hear)
    book.queue(query)
    event.remove(connection, "before_cursor_execute", hear)
    statement, parameters = heard[0]
    driver = connection.connection.dbapi_connection
    assert driver is not None
    return _timed(lambda: driver.execute(statement, parameters).fetchall(), rounds)


def _timed(do: Callable[[], object], rounds: int) -> Spread:
    """Seconds that it takes, warm: the first time does not count."""
    do()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        do()
        times.append(time.perf_counter() - begun)
    return spread(times)


def figures(largest: Grown) -> Iterator[Figure]:
    """The rows that have a budget."""
    yield median(budgets.PAGE, largest.work["page of the queue and counts"])
    yield median(budgets.PAGE_QUERY, largest.work["its statement alone"])


def table(sizes: Sequence[Grown]) -> Table:
    """All kinds of work by size: medians in milliseconds."""
    columns = tuple(f"{size.clients:,}".replace(",", " ") for size in sizes)
    lines = [("clients", tuple(f"{size.megabytes:.0f} MB" for size in sizes))]
    lines += [(name, tuple(_shown(size.work[name].median) for size in sizes)) for name in WORK]
    return Table("Growth with the number of clients, ms", "När antalet klienter växer, ms", columns, tuple(lines))


def _shown(seconds: float) -> str:
    return _MS.shown(seconds) if seconds >= _MS.one else f"{seconds / _MS.one:.2f}"
