"""A database in the way: what the keyer reads, and that no answer is lost, shifted or stored twice."""

from __future__ import annotations

import ctypes
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from asi_tui.core.casework import StoredAnswer
from tests.terminal.conftest import Sit
from tests.terminal.site import Site, begin_interview
from tests.terminal.typist import Typist, surroundings

# Answering while others work.


def held_for(site: Site, seconds: float, typist: Typist) -> None:
    """Another program holds the database for so long, while the keyer watches."""
    with site.held():
        typist.reads(seconds)


def test_an_answer_waits_for_a_busy_database_and_is_stored_once(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ")
    with site.held():
        typist.types("1").sees("Spara").types("0203").reads(1.0)
        assert site.answers(code) == {}
        typist.stands_at(" G9 ").stands_at("1")
    typist.stands_at(" G15 ").sees_no_more("Spara")
    assert site.answered(code) == [("G9", "1"), ("G14", "27")]
    assert (
        site.count("answer WHERE question IN ('G9', 'G14') AND interview_id = '" + site.interviews(code)[-1] + "'") == 2
    )


def test_an_interview_named_at_the_start_waits_for_a_busy_database(site: Site, sit: Sit) -> None:
    with site.held():
        typist = sit("enter", site.drafts["grund"]).sees("Öppnar").reads(1)
    typist.stands_at(" G9 ")


def test_keys_typed_ahead_of_a_busy_database_are_stored_in_order(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ").types("{F4}L3{Enter}").stands_at(" L3 ")
    with site.held():
        typist.types("".join(f"{n}" for n in range(40, 54))).sees("Spara")
    typist.stands_at(" L17 ")
    assert site.answered(code) == [(f"L{n}", str(37 + n)) for n in range(3, 17)]


@pytest.mark.soak
@pytest.mark.parametrize(("typed", "stored"), [("{Enter}", "1"), ("2", "2"), ("{Backspace}3", "3")])
def test_a_database_held_for_half_a_minute_is_told_and_the_value_stays(
    site: Site, sit: Sit, typed: str, stored: str
) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ")
    with site.held():
        typist.types("1").sees("Spara").types("0203").sees("Inte sparat, Enter försöker igen: Databasen")
        typist.stands_at("[1]").reads(20.0).stands_at("[1]")
    assert site.answers(code) == {}
    typist.stands_at(" G9 ").types(typed).stands_at(" G14 ")
    assert site.answers(code) == {"G9": stored}


def test_what_somebody_else_answers_meanwhile_is_shown_and_nothing_is_stored_over_it(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ").types("1").stands_at(" G14 ")
    with site.casebook() as other:
        interview = other.open_interview(site.interviews(code)[-1], "test")
        other.hold(interview.id, take_over=True)
        other.record(interview.id, "G19", StoredAnswer("2", None), interview.last_answer_id)
    typist.types("0203" + "0" + "1").sees("besvarats", "häkte").stands_at(" G14 ").quiet(0.7)
    assert site.answers(code) == {"G9": "1", "G19": "2"}
    typist.types("0203").stands_at(" G15 ")
    assert site.answers(code) == {"G9": "1", "G19": "2", "G14": "27"}


def test_an_interview_signed_meanwhile_takes_no_more_answers(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ")
    with closing(sqlite3.connect(site.database)) as other, other:
        other.execute("UPDATE interview SET state = 'signed' WHERE id = ?", [site.interviews(code)[-1]])
    before = typist.lines()[-2]
    typist.types("1").until(lambda: typist.lines()[-2] != before, "says why not").quiet(0.7)
    assert site.answers(code) == {}


def test_two_drafts_of_one_form_are_not_mixed_up(site: Site, sit: Sit) -> None:
    first, second = site.drafts["uppf"], site.due
    with site.casebook() as casebook:
        begin_interview(casebook, second, "uppf", date.today(), site.interviews(second)[0])
    one, other = sit("enter", first).stands_at(" G9 "), sit("enter", second).stands_at(" G9 ")
    one.types("1").stands_at(" G19 ")
    other.types("2").stands_at(" G19 ")
    one.types("30").until(lambda: len(site.answers(first)) == 2, "stores")
    assert site.answers(second) == {"G9": "2"}


# A database that cannot be opened.


def text_file(path: Path) -> None:
    path.write_text("Detta är ingen databas.\n" * 100, "utf-8")


def torn_file(path: Path) -> None:
    """As after a disk has failed: the beginning is there, the rest is not what it was."""
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\x07" * (len(whole) - 100))


def newer_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def strange_file(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def read_only_file(path: Path) -> None:
    path.chmod(0o400)


def read_only_directory(path: Path) -> None:
    path.parent.chmod(0o500)


def closed_file(path: Path) -> None:
    path.chmod(0)


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "not a database": (text_file, "inte en databas|ingen databas"),
    "damaged": (torn_file, "skadad"),
    "newer": (newer_file, "nyare"),
    "another program's": (strange_file, "annat program"),
    "read-only": (read_only_file, "skriv"),
    "in a read-only directory": (read_only_directory, "skriv"),
    "not to be read": (closed_file, "läsa"),
    "a directory": (directory, "fil"),
}

_DROP_CAPABILITY, _OVERRIDE_MODES, _SEARCH_ANYWHERE = 24, 1, 2


def obey_file_modes() -> None:
    """Root obeys the modes of files from here on, as everybody else does."""
    libc = ctypes.CDLL(None)
    for capability in (_OVERRIDE_MODES, _SEARCH_ANYWHERE):
        libc.prctl(_DROP_CAPABILITY, capability, 0, 0, 0)


def last_words(typist: Typist) -> str:
    """What stands in the terminal when the program has given it back."""
    _, _, rest = bytes(typist.raw).rpartition(b"\x1b[?1049l")
    return re.sub(r"\x1b\[[?<]?\d*[a-z]", "", rest.decode()).strip()


def one_sentence(typist: Typist, about: str, says: str) -> None:
    """The program has ended with the code of a database, and one sentence that names the place."""
    assert typist.ends() == 3
    words = last_words(typist)
    assert words.startswith("asi: ")
    assert "\n" not in words.replace("\r\n", "\n")
    assert about in words
    assert re.search(says, words), words
    assert "Traceback" not in typist.raw.decode("utf-8", "replace")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(site: Site, sit: Sit, fault: str) -> None:
    damage, says = FAULTS[fault]
    place = site.place / "data"
    place.mkdir()
    database = site.database.rename(place / "asi.db")
    damage(database)
    try:
        typist = sit("--database", str(database), before=obey_file_modes if os.geteuid() == 0 else None)
        one_sentence(typist, str(place), says)
    finally:
        place.chmod(0o700)


def test_a_directory_that_cannot_be_made_is_told_in_one_sentence(site: Site, sit: Sit) -> None:
    (site.place / "file").write_text("", "utf-8")
    typist = sit("--database", str(site.place / "file" / "sub" / "asi.db"))
    one_sentence(typist, str(site.place / "file"), "katalog")


def test_a_missing_directory_is_made_for_the_user_alone(tmp_path: Path) -> None:
    wanted = tmp_path / "new" / "deep" / "asi.db"
    with Typist(["--database", str(wanted)], environment=surroundings(tmp_path)) as typist:
        typist.sees("Enhet")
    assert wanted.stat().st_mode & 0o777 == 0o600
    assert wanted.parent.stat().st_mode & 0o777 == 0o700


def test_keys_typed_ahead_of_a_database_that_cannot_be_opened_do_not_matter(site: Site, sit: Sit) -> None:
    text_file(site.database)
    typist = sit().types("{Enter}{Enter}111")
    one_sentence(typist, str(site.database), "databas")


@pytest.mark.soak
def test_a_database_that_is_locked_at_the_start_is_told(site: Site, sit: Sit) -> None:
    with closing(sqlite3.connect(site.database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        one_sentence(sit(), str(site.database), "används")
