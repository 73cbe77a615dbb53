"""One interview, one session: who has it open, taking over, and sessions that died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import asi_tui
from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.casework import Completion, Holder
from asi_tui.core.interview_state import InterviewState
from asi_tui.errors import AnsweredElsewhere, UsageError
from asi_tui.store import sessions
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.store.site import Clock, Site, added, begun, completed, rated, value
from tests.store.test_durability import patiently

DONE = Completion(ended_early=None, values={})


@pytest.fixture
def draft(book: SqlCasebook) -> str:
    """An interview that Anna has just begun, and so has open."""
    return begun(book, added(book))


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """The session of a colleague."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


def held(site: Site) -> list[tuple[str, str]]:
    """Which interview is open with whom, on disk."""
    return [
        (interview_id, account)
        for interview_id, account in site.rows(
            "SELECT interview_id, account FROM hold JOIN staff ON staff.id = staff_id ORDER BY since"
        )
    ]


# Open in one session


def test_a_second_session_is_told_whose_it_is_and_holds_nothing(
    site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str, clock: Clock
) -> None:
    since = clock.now
    clock.move(minutes=20)
    holder = bo.hold(draft)
    assert holder == Holder("Anna Berg", since, sessions.new_session().terminal)
    with pytest.raises(AnsweredElsewhere, match="Anna Berg"):
        bo.record(draft, "D1", value("1"), 0)
    assert book.record(draft, "D1", value("2"), 0)
    assert held(site) == [(draft, "anna")]


def test_the_same_person_in_another_terminal_is_another_session(site: Site, book: SqlCasebook, draft: str) -> None:
    again = site.open("anna")
    holder = again.hold(draft)
    assert holder is not None
    assert holder.name == "Anna Berg"


def test_what_is_let_go_is_free(site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str) -> None:
    assert book.hold(draft) is None
    book.let_go(draft)
    assert held(site) == []
    assert bo.hold(draft) is None
    assert held(site) == [(draft, "bo")]
    assert bo.record(draft, "D1", value("1"), 0)


def test_letting_go_of_what_is_not_held_changes_nothing(
    site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str
) -> None:
    bo.let_go(draft)
    assert held(site) == [(draft, "anna")]


def test_an_interview_that_nobody_has_open_takes_answers_from_anybody(
    book: SqlCasebook, bo: SqlCasebook, draft: str
) -> None:
    book.let_go(draft)
    assert bo.record(draft, "D1", value("1"), 0)


def test_each_interview_is_held_for_itself(site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str) -> None:
    other = begun(bo, added(bo))
    assert book.hold(other) is not None
    assert sorted(held(site)) == sorted([(draft, "anna"), (other, "bo")])
    assert book.record(draft, "D1", value("1"), 0)


def test_an_unknown_interview_cannot_be_held(site: Site, book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no interview"):
        book.hold("nothing")
    assert held(site) == []


def test_an_account_that_is_nobody_holds_nothing(site: Site, book: SqlCasebook, draft: str) -> None:
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("cia").hold(draft, take_over=True)
    assert held(site) == [(draft, "anna")]


def test_of_several_sessions_at_once_one_gets_it(site: Site, book: SqlCasebook, draft: str) -> None:
    book.let_go(draft)
    gate = threading.Barrier(4)
    got: list[Holder | BaseException | None] = []

    def open_it() -> None:
        try:
            with closing(open_casebook(site.location, practice=True, account="anna", clock=site.clock)) as mine:
                gate.wait()
                got.append(patiently(partial(mine.hold, draft)))
                # Nobody lets go before all have asked.
                gate.wait()
        except BaseException as fault:
            gate.abort()
            got.append(fault)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in got) == ["Holder", "Holder", "Holder", "NoneType"]


# Taken over

WRITES: dict[str, Callable[[SqlCasebook, str], object]] = {
    "an answer": lambda book, draft: book.record(draft, "D1", value("1"), 0),
    "a remark": lambda book, draft: book.write_remark(draft, Remark(about="D1", text="Oklart")),
    "an acceptance": lambda book, draft: book.accept(draft, Acceptance(check="18", digest="d", reason=2)),
    "a completion": completed,
    "a reopening": lambda book, draft: book.settle(draft, InterviewState.DRAFT, None),
    "a signature": lambda book, draft: book.sign(draft, "intervjuare"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_after_a_take_over_the_first_session_stores_nothing_more(
    site: Site,
    book: SqlCasebook,
    bo: SqlCasebook,
    draft: str,
    clock: Clock,
    write: Callable[[SqlCasebook, str], object],
) -> None:
    assert bo.hold(draft, take_over=True) is None
    clock.move(minutes=1)
    time = f"{(clock.now - timedelta(minutes=1)).astimezone():%H:%M}"
    with pytest.raises(AnsweredElsewhere, match=rf"taken over by Bo Ek at {time}: nothing was stored"):
        write(book, draft)
    tables = ("answer", "remark", "check_review", "interview_value", "signature")
    assert [site.rows(f"SELECT count(*) FROM {table}") for table in tables] == [[(0,)]] * 5
    assert site.rows("SELECT state FROM interview") == [("draft",)]
    assert bo.record(draft, "D1", value("2"), 0)


def test_a_signed_interview_that_was_taken_over_is_not_corrected(
    book: SqlCasebook, bo: SqlCasebook, draft: str
) -> None:
    completed(book, draft)
    rated(book, draft)
    book.sign(draft, "intervjuare")
    bo.hold(draft, take_over=True)
    with pytest.raises(AnsweredElsewhere, match="taken over by Bo Ek"):
        book.correct(draft, "D1", value("1"), reason="fel", last_seen=0, completion=DONE)
    assert bo.correct(draft, "D1", value("1"), reason="fel", last_seen=0, completion=DONE)


def test_a_take_over_of_another_day_is_told_with_its_day(
    book: SqlCasebook, bo: SqlCasebook, draft: str, clock: Clock
) -> None:
    bo.hold(draft, take_over=True)
    since = clock.now
    clock.move(days=2)
    with pytest.raises(AnsweredElsewhere, match=f"at {since.astimezone():%Y-%m-%d %H:%M}"):
        book.record(draft, "D1", value("1"), 0)


def test_what_was_taken_over_can_be_taken_back(site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str) -> None:
    bo.hold(draft, take_over=True)
    seen = bo.record(draft, "D1", value("1"), 0)
    assert book.hold(draft) is not None
    assert book.hold(draft, take_over=True) is None
    assert held(site) == [(draft, "anna")]
    # What the other has answered meanwhile must have been seen.
    with pytest.raises(AnsweredElsewhere, match="another screen"):
        book.record(draft, "D2", value("2"), 0)
    assert book.record(draft, "D2", value("2"), seen)


# Sessions that end


def test_a_session_that_is_closed_lets_go_of_everything(site: Site, bo: SqlCasebook) -> None:
    with closing(site.open("anna")) as book:
        mine, taken = begun(book, added(book)), begun(book, added(book))
        bo.hold(taken, take_over=True)
        assert len(held(site)) == 2
        assert book.hold(mine) is None
    assert held(site) == [(taken, "bo")]


def test_a_session_closes_though_the_database_is_busy(site: Site, book: SqlCasebook, draft: str) -> None:
    with site.held():
        book.close()
    book.close()
    assert held(site) == [(draft, "anna")]


HOLDER = """
import sys
from asi_tui.store.casebook import open_casebook

location, draft = sys.argv[1:]
book = open_casebook(location, practice=True, account="anna")
print(book.hold(draft), flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program(site: Site, draft: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the interview open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, site.location, draft],
        cwd=Path(asi_tui.__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "None\n"
        try:
            yield program
        finally:
            program.kill()


@pytest.mark.parametrize("noticed", [True, False], ids=["noticed", "not noticed by its parent"])
def test_a_killed_session_holds_nothing(
    site: Site, book: SqlCasebook, bo: SqlCasebook, draft: str, *, noticed: bool
) -> None:
    book.let_go(draft)
    with another_program(site, draft) as program:
        assert bo.hold(draft) is not None
        program.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, program.pid, os.WEXITED | (0 if noticed else os.WNOWAIT))
        if noticed:
            program.returncode = -signal.SIGKILL
        assert bo.hold(draft) is None
    assert held(site) == [(draft, "bo")]


def test_what_a_killed_session_had_open_takes_answers(site: Site, book: SqlCasebook, draft: str) -> None:
    book.let_go(draft)
    with another_program(site, draft) as program:
        with pytest.raises(AnsweredElsewhere, match="taken over by Anna Berg"):
            book.record(draft, "D1", value("1"), 0)
        program.kill()
        program.wait()
        assert book.record(draft, "D1", value("1"), 0)
    assert held(site) == []
    assert len(site.rows("SELECT id FROM answer")) == 1


def disguise(site: Site, **columns: Any) -> None:
    """Let whoever has the interview open be another process."""
    site.change(f"UPDATE hold SET {', '.join(f'{name} = :{name}' for name in columns)}", **columns)


def test_a_process_that_has_got_the_number_of_a_dead_one_is_not_taken_for_it(
    site: Site, bo: SqlCasebook, draft: str
) -> None:
    disguise(site, started="another boot 4711")
    assert bo.hold(draft) is None


def test_a_living_process_whose_start_is_not_known_holds(site: Site, bo: SqlCasebook, draft: str) -> None:
    disguise(site, started=sessions.UNKNOWN)
    assert bo.hold(draft) is not None


def test_a_process_of_another_user_that_is_hidden_holds(
    site: Site, bo: SqlCasebook, draft: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refused)
    monkeypatch.setattr(sessions, "_PROCESSES", tmp_path)
    assert bo.hold(draft) is not None


@pytest.mark.parametrize(("hours", "holds"), [(0, True), (12, True), (12.01, False)])
def test_a_session_on_another_machine_holds_for_twelve_hours(
    site: Site, bo: SqlCasebook, draft: str, clock: Clock, hours: float, *, holds: bool
) -> None:
    # The number may well be that of a living process here: it says nothing.
    disguise(site, host="annan", terminal="pts/7")
    since: datetime = clock.now
    clock.move(hours=hours)
    assert bo.hold(draft) == (Holder("Anna Berg", since, "annan pts/7") if holds else None)
