"""Storing answers: only ever added, never merged silently, never stored twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from asi_tui.core.casework import StoredAnswer
from asi_tui.errors import AnsweredElsewhere, DatabaseBusy, DatabaseError, UsageError
from asi_tui.message import say
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.database import Database
from tests.store.site import Site, added, begun, completed, me, rated, value

CLEARED = StoredAnswer(None, None)
ANSWERS = st.one_of(
    st.integers(0, 99).map(lambda number: value(str(number))),
    st.sampled_from([StoredAnswer(None, "X"), StoredAnswer(None, "N"), CLEARED]),
)


@pytest.fixture
def draft(book: SqlCasebook) -> str:
    return begun(book, added(book))


def stored(site: Site) -> list[tuple[str, str | None, str | None]]:
    return [(q, v, c) for q, v, c in site.rows("SELECT question, value, code FROM answer ORDER BY id")]


def test_each_answer_is_a_row_and_the_newest_counts(site: Site, book: SqlCasebook, draft: str) -> None:
    last = 0
    given_ = [
        ("D1", value("4")),
        ("D2", StoredAnswer(None, "X")),
        ("D1", value("1")),
        ("G30", value("Två rader\nav text")),
        ("D2", CLEARED),
    ]
    for question, answer in given_:
        newer = book.record(draft, question, answer, last)
        assert newer > last
        last = newer
    assert stored(site) == [(question, answer.value, answer.code) for question, answer in given_]
    interview = book.open_interview(draft, "keying")
    assert interview.answers == {"D1": value("1"), "D2": CLEARED, "G30": value("Två rader\nav text")}
    assert (interview.last_answer_id, interview.last_question) == (last, "D2")
    assert [summary.answered for summary in book.interviews(interview.client.id)] == [2]


@pytest.mark.parametrize("turned", [{"hours": -1}, {"days": -400}, {"days": 400}, {"seconds": -1}])
def test_the_order_of_answers_is_that_in_which_they_were_given_whatever_the_clock_says(
    site: Site, book: SqlCasebook, draft: str, turned: dict[str, float]
) -> None:
    first = book.record(draft, "D1", value("4"), 0)
    book.record(draft, "D2", value("7"), first)
    site.clock.move(**turned)
    last = book.record(draft, "D1", value("1"), first + 1)
    interview = book.open_interview(draft, "keying")
    assert interview.answers == {"D1": value("1"), "D2": value("7")}
    assert (interview.last_answer_id, interview.last_question) == (last, "D1")
    site.clock.now = site.clock.now.replace(year=1999)
    assert book.record(draft, "D2", CLEARED, last) > last
    assert book.open_interview(draft, "keying").answers == {"D1": value("1"), "D2": CLEARED}


def test_a_new_interview_has_no_answers(book: SqlCasebook, draft: str) -> None:
    interview = book.open_interview(draft, "keying")
    assert (interview.answers, interview.last_answer_id, interview.last_question) == ({}, 0, None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(["D1", "D2", "D3"]), ANSWERS), max_size=15))
def test_the_history_only_grows_and_its_end_is_what_is_read(
    site: Site, book: SqlCasebook, changes: list[tuple[str, StoredAnswer]]
) -> None:
    before = stored(site)
    draft = begun(book, added(book))
    last = 0
    for question, answer in changes:
        last = book.record(draft, question, answer, last)
    assert stored(site) == before + [(question, answer.value, answer.code) for question, answer in changes]
    assert book.open_interview(draft, "keying").answers == dict(changes)


def test_an_answer_says_who_gave_it_and_when(site: Site, book: SqlCasebook, draft: str) -> None:
    book.record(draft, "D1", value("1"), 0)
    (row,) = site.rows('SELECT answer."by", staff.account FROM answer JOIN staff ON staff.id = answer."by"')
    assert row == (me(book).id, "anna")


def test_text_is_stored_without_what_could_move_a_terminal(site: Site, book: SqlCasebook, draft: str) -> None:
    book.record(draft, "G30", value("a\x1b]52;c;\x07b\x00"), 0)
    assert stored(site) == [("G30", "a]52;c;b", None)]


def test_an_answer_is_a_value_or_a_known_code(site: Site, book: SqlCasebook, draft: str) -> None:
    for wrong in (StoredAnswer("1", "X"), StoredAnswer(None, "Y")):
        with pytest.raises(DatabaseError, match="refused"):
            book.record(draft, "D1", wrong, 0)
    assert stored(site) == []
    assert book.record(draft, "D1", value("1"), 0)


def test_answers_of_another_session_are_never_merged_silently(site: Site, book: SqlCasebook, draft: str) -> None:
    # Nobody has it open for keying: what is seen is all that tells the sessions apart.
    book.let_go(draft)
    other = site.open("anna")
    seen = book.record(draft, "D1", value("1"), 0)
    with pytest.raises(AnsweredElsewhere, match="another screen"):
        other.record(draft, "D2", value("2"), 0)
    # Nor is the same answer taken for one's own.
    with pytest.raises(AnsweredElsewhere):
        other.record(draft, "D1", value("1"), 0)
    assert stored(site) == [("D1", "1", None)]
    newer = other.record(draft, "D2", value("2"), seen)
    with pytest.raises(AnsweredElsewhere):
        book.record(draft, "D3", value("3"), seen)
    assert book.record(draft, "D3", value("3"), newer) > newer


def test_an_answer_that_was_never_seen_cannot_be_named(book: SqlCasebook, draft: str) -> None:
    with pytest.raises(AnsweredElsewhere):
        book.record(draft, "D1", value("1"), 17)


def test_answers_of_other_interviews_do_not_matter(book: SqlCasebook, draft: str) -> None:
    second = begun(book, added(book))
    first = book.record(draft, "D1", value("1"), 0)
    assert book.record(second, "D1", value("1"), 0) > first
    assert book.record(draft, "D2", value("1"), first)


def test_answers_are_taken_until_the_interview_is_signed(site: Site, book: SqlCasebook, draft: str) -> None:
    last = book.record(draft, "D1", value("1"), 0)
    completed(book, draft)
    last = book.record(draft, "D1", value("2"), last)
    rated(book, draft)
    last = book.record(draft, "M9", value("4"), last)
    rated(book, draft)
    book.sign(draft, "intervjuare")
    with pytest.raises(AnsweredElsewhere, match="signed: correct it with a reason"):
        book.record(draft, "D1", value("3"), last)
    assert stored(site) == [("D1", "1", None), ("D1", "2", None), ("M9", "4", None)]


def test_an_unknown_interview_takes_no_answers(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no interview"):
        book.record("nothing", "D1", value("1"), 0)


def test_an_account_that_is_nobody_answers_nothing(site: Site, draft: str) -> None:
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("bo").record(draft, "D1", value("1"), 0)


def test_a_busy_database_is_said_and_the_retry_stores_once(site: Site, book: SqlCasebook, draft: str) -> None:
    with site.held(), pytest.raises(DatabaseBusy, match="in use by another program"):
        book.record(draft, "D1", value("1"), 0)
    assert stored(site) == []
    first = book.record(draft, "D1", value("1"), 0)
    assert book.record(draft, "D2", value("2"), first) > first
    assert stored(site) == [("D1", "1", None), ("D2", "2", None)]


@contextmanager
def stored_but_not_said(database: Database) -> Iterator[Connection]:
    with database._transaction(database._begin_write) as connection:
        yield connection
    raise DatabaseError(say("The line was cut"), database.where, say("try again"))


def test_an_answer_stored_just_before_the_line_was_cut_is_not_stored_twice(
    site: Site, book: SqlCasebook, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", stored_but_not_said)
        with pytest.raises(DatabaseError):
            book.record(draft, "D1", value("1"), 0)
    ((answer_id,),) = site.rows("SELECT id FROM answer")
    assert book.record(draft, "D1", value("1"), 0) == answer_id
    # It is known by now: the same call again is a second answer from an old screen.
    with pytest.raises(AnsweredElsewhere):
        book.record(draft, "D1", value("1"), 0)
    assert stored(site) == [("D1", "1", None)]


def test_another_answer_than_the_one_in_doubt_is_not_taken_for_it(
    book: SqlCasebook, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", stored_but_not_said)
        with pytest.raises(DatabaseError):
            book.record(draft, "D1", value("1"), 0)
    with pytest.raises(AnsweredElsewhere):
        book.record(draft, "D1", value("2"), 0)


def test_an_answer_in_doubt_that_another_session_followed_is_not_taken_for_all(
    site: Site, book: SqlCasebook, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", stored_but_not_said)
        with pytest.raises(DatabaseError):
            book.record(draft, "D1", value("1"), 0)
    ((answer_id,),) = site.rows("SELECT id FROM answer")
    book.let_go(draft)
    site.open("anna").record(draft, "D2", value("2"), answer_id)
    with pytest.raises(AnsweredElsewhere):
        book.record(draft, "D1", value("1"), 0)
