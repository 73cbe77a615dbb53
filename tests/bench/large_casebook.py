"""A casebook as large as wanted, in seconds or minutes: cases made by the store, copied by SQL until there are enough.

What the rules say of each case is what is stored of it, so the program works in such a casebook as in one that grew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from asi_tui.core.identity import fold, name_key, name_order, new_code
from asi_tui.store import kept
from tests.bench import template_cases
from tests.bench.line import NotMeasured

TEMPLATES = 100
FEW = 40
"""Templates are made slowly: a small casebook makes do with fewer."""

OPEN_SHARE = 0.125
"""So many of the copied cases are worked with."""

_KEPT = 28
"""So much of a template's id stays in its copies; the rest is the number of the copy."""

_FIRST = "Aisha Anders Birgit Carina Dag Elin Emil Fatima Gun Göran Hassan Inga Jonas Karin Lars Maj Nils Olle Per Siv"
_LAST = "Ask Berg Dal Ek Falk Gran Holm Juhlin Kvist Lund Mård Norén Ohlsson Palm Rask Sandberg Thor Udd Wall Åberg Öst"

# Of each table: how its rows belong to a client.
_OF_A_CLIENT = {
    "client": "id",
    "interview": "client_id",
    "follow_up": "client_id",
    "case_event": "client_id",
    "item_action": "client_id",
}
_OF_AN_INTERVIEW = ("answer", "interview_value", "signature")
_SPECIAL = {
    "client": {name: f"copies.{name}" for name in ("code", "name", "name_key", "name_folded", "name_sort")},
    "item_action": {"batch": "(old.batch + 1000000) * :stride + copies.n", "item": "renewed(old.item, copies.n)"},
    "case_event": {"corrects": "(old.corrects + 1000000) * :stride + copies.n"},
    "follow_up": {"key": "renewed(old.key, copies.n)"},
}


def cache() -> Path:
    """Where large casebooks and other programs are kept between runs, outside the project."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "asi-tui-bench"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotMeasured(f"{folder} cannot be made to keep large casebooks in ({error.strerror})") from error
    return folder


def copy_of(clients: int, place: Path, today: date) -> Path:
    """A casebook of one's own with so many clients; made once a month and kept for the next run."""
    tables = sorted(Path(kept.__file__).parent.glob("*_tables.py"))
    made_by = [Path(__file__), Path(template_cases.__file__), Path(kept.__file__), *tables]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:8]
    ready = cache() / f"casebook-{clients}-{today:%Y%m}-{mark}.db"
    if not ready.exists():
        for old in cache().glob(f"casebook-{clients}-*.db"):
            old.unlink()
        with TemporaryDirectory(dir=cache()) as folder:
            making = Path(folder) / "casebook.db"
            make(making, clients, today, TEMPLATES if clients > 1_000 else FEW)
            making.rename(ready)
    path = place / f"{clients}.db"
    shutil.copyfile(ready, path)
    path.chmod(0o600)
    return path


def make(path: Path, clients: int, today: date, templates: int = TEMPLATES) -> None:
    """Make a casebook with so many clients, each with five interviews; one interview in a hundred has its answers."""
    template = path.with_suffix(".template")
    template_cases.make(template, min(templates, clients), today)
    shutil.copyfile(template, path)
    path.chmod(0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            book.execute(f"PRAGMA {pragma}")
        book.execute(f"ATTACH '{template}' AS template")
        book.create_function("renewed", 2, _renewed, deterministic=True)
        book.execute("BEGIN")
        _multiply(book, clients)
        book.execute("COMMIT")
        book.execute("DETACH template")
        book.execute("PRAGMA journal_mode = WAL")
    template.unlink()


def _multiply(book: sqlite3.Connection, clients: int) -> None:
    rows = book.execute(
        "SELECT client.id, count(case_event.id) FROM template.client LEFT JOIN template.case_event"
        " ON case_event.client_id = client.id GROUP BY client.id ORDER BY client.rowid"
    )
    sources = {client: events > 0 for client, events in rows}
    book.execute("CREATE TEMP TABLE copies (template, n, code, name, name_key, name_folded, name_sort)")
    book.executemany("INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?)", _copies(sources, clients - len(sources)))
    book.execute("CREATE INDEX temp.copies_of ON copies (template)")
    indexes = book.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        book.execute(f'DROP INDEX main."{name}"')
    stride = clients + 1
    for table, column in _OF_A_CLIENT.items():
        _copy_rows(book, table, f"copies.template = old.{column}", stride)
    for table in _OF_AN_INTERVIEW:
        of = "JOIN template.interview AS held ON held.id = old.interview_id"
        _copy_rows(book, table, "copies.template = held.client_id", stride, of)
    for _, sql in indexes:
        book.execute(sql)


def _copies(sources: dict[str, bool], wanted: int) -> Iterator[tuple[object, ...]]:
    """Which template is copied for the how many-th time, and the code and name that the copy has instead."""
    draw, codes = Random("copies"), set[str]()
    first, last = _FIRST.split(), _LAST.split()
    turns = {
        is_closed: cycle([one for one, closed in sources.items() if closed is is_closed]) for is_closed in (False, True)
    }
    for at in range(wanted):
        template = next(turns[draw.random() >= OPEN_SHARE])
        while (code := new_code(draw)) in codes:
            pass
        codes.add(code)
        name = f"{draw.choice(first)} {draw.choice(last)}{draw.choice(last).lower()}"
        key = name_key(name)
        yield template, at + 1, code, name, key, fold(key), name_order(name)


def _copy_rows(book: sqlite3.Connection, table: str, which: str, stride: int, of: str = "") -> None:
    """Copy the rows of a table for every copy of the client they belong to, each with ids of its own."""
    ids = {row[3] for row in book.execute(f"PRAGMA foreign_key_list({table})") if row[2] in ("client", "interview")}
    special, columns, values = _SPECIAL.get(table, {}), [], []
    for _, name, kind, _, _, is_key in book.execute(f"PRAGMA main.table_info({table})").fetchall():
        columns.append(name)
        if name in special:
            values.append(special[name])
        elif is_key and kind == "INTEGER":
            values.append(f"(old.{name} + 1000000) * :stride + copies.n")
        elif name in ids or (is_key and name == "id"):
            values.append(f"substr(old.{name}, 1, {_KEPT}) || printf('%08x', copies.n)")
        else:
            values.append(f"old.{name}")
    book.execute(
        f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {', '.join(values)}"
        f" FROM template.{table} AS old {of} JOIN copies ON {which}",
        {"stride": stride},
    )


def _renewed(key: str, number: int) -> str:
    """The key of an item in a copy: it names its kind, what it counts from, and the id of that."""
    head, slash, anchor = key.rpartition("/")
    return f"{head}{slash}{anchor[:_KEPT]}{number:08x}" if len(anchor) == _KEPT + 8 else key
