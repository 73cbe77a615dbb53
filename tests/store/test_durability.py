"""What is said to be stored is stored: through a killed process, a full disk and several writers."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

import asi_tui
from asi_tui.errors import AnsweredElsewhere, DatabaseBusy, DatabaseError
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.store.site import Site, added, begun, value

KEYER = """
import sys
from asi_tui.core.casework import StoredAnswer
from asi_tui.store.casebook import open_casebook

location, draft = sys.argv[1:]
book = open_casebook(location, practice=True, account="anna")
last = 0
for number in range(100_000):
    last = book.record(draft, f"D{number}", StoredAnswer(str(number), None), last)
    print(last, flush=True)
"""


def test_every_answer_said_to_be_stored_survives_a_killed_keyer(site: Site) -> None:
    book = site.staffed("anna", "Anna Berg", "Vuxen Norr")
    draft = begun(book, added(book))
    for shown in (1, 40):
        book.let_go(draft)
        before = len(site.rows("SELECT id FROM answer WHERE interview_id = :draft", draft=draft))
        with subprocess.Popen(
            [sys.executable, "-c", KEYER, site.location, draft],
            cwd=Path(asi_tui.__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
        ) as keyer:
            assert keyer.stdout is not None
            said = [int(keyer.stdout.readline()) for _ in range(shown)]
            keyer.send_signal(signal.SIGKILL)
            said += [int(line) for line in keyer.stdout.read().split("\n")[:-1]]
        stored = [row[0] for row in site.rows("SELECT id FROM answer WHERE interview_id = :d ORDER BY id", d=draft)]
        assert set(said) <= set(stored)
        # At most the one that was on its way when the process was killed is there too.
        assert len(stored) - before - len(said) in (0, 1)
        if site.on_sqlite:
            assert site.rows("PRAGMA integrity_check") == [("ok",)]
        draft = begun(book, added(book))
    assert book.record(draft, "D1", value("1"), 0)


Done = TypeVar("Done")


def patiently(act: Callable[[], Done]) -> Done:
    """Do it as the screen does: a busy database is asked again."""
    while True:
        try:
            return act()
        except DatabaseBusy:
            continue


def test_several_keyers_lose_nothing_however_fast_they_are(site: Site) -> None:
    keyers, answers = 4, 40
    with closing(site.staffed("anna", "Anna Berg", "Vuxen Norr")) as book:
        drafts = [begun(book, added(book)) for _ in range(keyers)]
    gate = threading.Barrier(keyers)
    faults: list[BaseException] = []

    def key(draft: str) -> None:
        try:
            with closing(open_casebook(site.location, practice=True, account="anna", clock=site.clock)) as book:
                gate.wait()
                last = 0
                for number in range(answers):
                    last = patiently(partial(book.record, draft, f"D{number}", value(f"{number}"), last))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=key, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    for draft in drafts:
        assert site.rows("SELECT question, value FROM answer WHERE interview_id = :draft ORDER BY id", draft=draft) == [
            (f"D{number}", f"{number}") for number in range(answers)
        ]


def test_two_keyers_at_one_interview_never_overwrite_each_other(site: Site) -> None:
    """However they are interleaved, each stored answer was given in sight of the one before it."""
    with closing(site.staffed("anna", "Anna Berg", "Vuxen Norr")) as book:
        draft = begun(book, added(book))
    gate = threading.Barrier(2)
    stored: list[tuple[int, int]] = []
    faults: list[BaseException] = []

    def key(name: str) -> None:
        try:
            with closing(open_casebook(site.location, practice=True, account="anna", clock=site.clock)) as book:
                gate.wait()
                for number in range(25):
                    seen = patiently(partial(book.open_interview, draft, "keying")).last_answer_id
                    try:
                        answer_id = patiently(partial(book.record, draft, f"{name}{number}", value("1"), seen))
                    except AnsweredElsewhere:
                        continue
                    stored.append((seen, answer_id))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=key, args=(name,)) for name in ("D", "M")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    ids = [row[0] for row in site.rows("SELECT id FROM answer ORDER BY id")]
    assert sorted(stored) == list(zip([0, *ids], ids, strict=False))


def limited(book: SqlCasebook, pages: int) -> None:
    """Let the file grow to so many pages and no further, as on a full disk."""
    with book._database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_and_nothing_is_half_stored(sqlite_site: Site) -> None:
    book = sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    draft = begun(book, added(book))
    with book._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limited(book, pages + 2)
    last = 0
    stored: list[str] = []

    def fill() -> None:
        nonlocal last
        while True:
            last = book.record(draft, f"G{len(stored)}", value("å" * 1_000), last)
            stored.append(f"G{len(stored)}")

    with pytest.raises(DatabaseError, match=r"The disk is full.*free some space"):
        fill()
    assert [question for (question,) in sqlite_site.rows("SELECT question FROM answer ORDER BY id")] == stored
    with pytest.raises(DatabaseError, match="The disk is full"):
        book.record(draft, "G", value("å" * 9_000), last)
    limited(book, 1_000_000)
    assert book.record(draft, "G", value("å" * 9_000), last) > last
    assert sqlite_site.rows("PRAGMA integrity_check") == [("ok",)]
