"""What is done with one interview costs the same however many there are: which indexes it reads, in how many steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.casework import Completion, Settled
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.preferences import Settings
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Site, added, begun, completed, interviewed, rated, signed, value
from tests.store.test_plans import NEEDLESS, listening, plan

VALUES = Completion(ended_early=None, values={"D1": "1"})


def a_draft(book: SqlCasebook) -> str:
    return begun(book, added(book))


def a_complete_one(book: SqlCasebook) -> str:
    return interviewed(book, added(book))


def a_reopened_one(book: SqlCasebook) -> str:
    interview_id = a_complete_one(book)
    book.settle(interview_id, InterviewState.DRAFT, None)
    return interview_id


def a_rated_one(book: SqlCasebook) -> str:
    interview_id = a_complete_one(book)
    rated(book, interview_id)
    return interview_id


def a_signed_one(book: SqlCasebook) -> str:
    return signed(book, added(book))


class Action(NamedTuple):
    """Something done with an interview, and how many statements it takes."""

    statements: int
    interview: Callable[[SqlCasebook], str]
    act: Callable[[SqlCasebook, str], object]


def correct(book: SqlCasebook, interview_id: str) -> int:
    return book.correct(interview_id, "D1", value("1"), reason="fel", last_seen=0, completion=VALUES)


ACTIONS = {
    "opening": Action(11, a_signed_one, lambda book, it: book.open_interview(it, "reading")),
    "a remark": Action(5, a_draft, lambda book, it: book.write_remark(it, Remark(about="D1", text="a"))),
    "an acceptance": Action(5, a_draft, lambda book, it: book.accept(it, Acceptance(check="1", digest="d", reason=1))),
    "a hold": Action(5, a_draft, lambda book, it: book.hold(it)),
    "a take-over": Action(5, a_draft, lambda book, it: book.hold(it, take_over=True)),
    "letting go": Action(1, a_draft, lambda book, it: book.let_go(it)),
    "completing": Action(19, a_draft, completed),
    "completing once more": Action(18, a_reopened_one, completed),
    "a rating": Action(17, a_complete_one, lambda book, it: book.settle(it, InterviewState.RATED, VALUES)),
    "an answer changed": Action(
        17, a_complete_one, lambda book, it: book.record(it, "D1", value("1"), 0, Settled(InterviewState.RATED, VALUES))
    ),
    "an answer cleared": Action(16, a_complete_one, lambda book, it: book.record(it, "D1", value("1"), 0)),
    "a reopening": Action(16, a_complete_one, lambda book, it: book.settle(it, InterviewState.DRAFT, None)),
    "a signature": Action(16, a_rated_one, lambda book, it: book.sign(it, "intervjuare")),
    "a correction": Action(7, a_signed_one, correct),
    "settings": Action(2, a_draft, lambda book, _it: book.settings()),
    "saving settings": Action(2, a_draft, lambda book, _it: book.save_settings(Settings(lock_ms=0))),
}


@pytest.fixture
def sqlite_book(sqlite_site: Site) -> SqlCasebook:
    return sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_no_table_is_scanned_nothing_is_sorted_and_the_steps_are_few(
    sqlite_site: Site, sqlite_book: SqlCasebook, action: Action
) -> None:
    interview_id = action.interview(sqlite_book)
    with listening(sqlite_book) as heard:
        action.act(sqlite_book, interview_id)
    assert len(heard) == action.statements, [statement for statement, _ in heard]
    lines = plan(sqlite_site, heard)
    assert lines
    assert [line for line in lines if NEEDLESS.search(line)] == []


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_each_is_one_transaction(sqlite_book: SqlCasebook, action: Action) -> None:
    interview_id = action.interview(sqlite_book)
    driver: Any = sqlite_book._database._connection.connection.dbapi_connection
    sqlite_book._database._connection.rollback()
    heard: list[str] = []
    driver.set_trace_callback(heard.append)
    action.act(sqlite_book, interview_id)
    driver.set_trace_callback(None)
    assert [statement.split()[0] for statement in heard if statement.startswith(("BEGIN", "COMMIT"))] == [
        "BEGIN",
        "COMMIT",
    ]
    assert (heard[0].startswith("BEGIN"), heard[-1]) == (True, "COMMIT")
