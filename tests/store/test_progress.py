"""What follows the first completion: rating, reopening, completing once more, and the follow-up item meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.casework import Completed, Completion, Settled
from asi_tui.core.happenings import CaseChange
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import Show
from asi_tui.errors import AnsweredElsewhere, DatabaseBusy, UsageError
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.tables import INTERVIEW_VALUE
from tests.store.site import (
    TODAY,
    Site,
    added,
    begun,
    completed,
    counts,
    head,
    interviewed,
    queue,
    rated,
    signed,
    value,
)
from tests.store.test_answers import stored

DRAFT, COMPLETE, RATED = InterviewState.DRAFT, InterviewState.COMPLETE, InterviewState.RATED

RATINGS = Completion(ended_early=2, values={"D1": "5", "M9": None}, scores={"alcohol": 0.5}, currency_divisor=11.0)


def values(book: SqlCasebook) -> list[tuple[object, ...]]:
    """The values and scores that figures and exports read."""
    with book._database.reading() as connection:
        return [tuple(row)[1:] for row in connection.execute(INTERVIEW_VALUE.select())]


def reopened(book: SqlCasebook, interview_id: str) -> None:
    book.settle(interview_id, DRAFT, None)


def items(site: Site) -> list[tuple[str, str | None, bool, bool]]:
    """The follow-up items: when due, how closed, whether begun, and whether from this site's first interview."""
    rows = site.rows(
        "SELECT due_on, outcome, interview_id IS NOT NULL, closed_at IS NULL FROM follow_up WHERE kind = 'follow_up'"
        " ORDER BY id"
    )
    return [(str(due_on), outcome, bool(is_begun), bool(is_open)) for due_on, outcome, is_begun, is_open in rows]


# Settling


@pytest.mark.parametrize(
    "states",
    [[RATED], [COMPLETE], [RATED, COMPLETE], [DRAFT, RATED], [DRAFT, DRAFT, COMPLETE], [RATED, RATED]],
    ids=str,
)
def test_a_completed_interview_is_moved_with_the_values_it_has_then(
    site: Site, book: SqlCasebook, states: list[InterviewState]
) -> None:
    interview_id = interviewed(book, added(book))
    for state in states:
        book.settle(interview_id, state, None if state is DRAFT else RATINGS)
        interview = book.open_interview(interview_id, "reading")
        assert interview.state is state
        assert interview.ended_early == (None if state is DRAFT else 2)
        kept = ({"D1": "5", "M9": None}, {"alcohol": 0.5}, "capped", 11.0)
        assert values(book) == ([] if state is DRAFT else [kept])
    assert site.rows("SELECT count(*) FROM follow_up WHERE kind = 'follow_up'") == [(1,)]


def test_the_lists_follow_the_state(book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    shown: list[tuple[int, ...]] = []
    for state in (RATED, COMPLETE, DRAFT):
        book.settle(interview_id, state, None if state is DRAFT else RATINGS)
        number = counts(book)
        shown.append((number.drafts, number.unrated, number.unsigned))
        assert number.drafts == len(queue(book, Show.DRAFTS))
    assert shown == [(0, 0, 1), (0, 1, 1), (1, 0, 0)]


def test_a_signed_interview_is_not_moved(site: Site, book: SqlCasebook) -> None:
    interview_id = signed(book, added(book))
    before = values(book)
    for state in (DRAFT, COMPLETE, RATED):
        with pytest.raises(AnsweredElsewhere, match="signed: correct it with a reason"):
            book.settle(interview_id, state, None if state is DRAFT else RATINGS)
    assert (values(book), site.rows("SELECT state FROM interview")) == (before, [("signed",)])


@pytest.mark.parametrize("state", [COMPLETE, RATED])
def test_a_draft_is_completed_before_it_is_settled(book: SqlCasebook, state: InterviewState) -> None:
    draft = begun(book, added(book))
    with pytest.raises(UsageError, match="not been completed yet"):
        book.settle(draft, state, RATINGS)
    assert book.open_interview(draft, "reading").state is DRAFT
    assert values(book) == []


@pytest.mark.parametrize(("state", "given"), [(DRAFT, RATINGS), (RATED, None), (InterviewState.SIGNED, RATINGS)])
def test_a_state_that_does_not_fit_its_values_is_a_fault_of_the_program(
    book: SqlCasebook, state: InterviewState, given: Completion | None
) -> None:
    interview_id = interviewed(book, added(book))
    with pytest.raises(ValueError, match="cannot be settled"):
        book.settle(interview_id, state, given)
    assert book.open_interview(interview_id, "reading").state is COMPLETE


def test_an_unknown_interview_is_not_settled(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no interview"):
        book.settle("nothing", DRAFT, None)


# Changing an answer


@pytest.mark.parametrize("before", [COMPLETE, RATED, DRAFT], ids=str)
@pytest.mark.parametrize("after", [COMPLETE, RATED, DRAFT], ids=str)
def test_a_changed_answer_and_what_follows_from_it_are_stored_together(
    site: Site, book: SqlCasebook, before: InterviewState, after: InterviewState
) -> None:
    interview_id = interviewed(book, added(book))
    book.settle(interview_id, before, None if before is DRAFT else RATINGS)
    changed = replace(RATINGS, values={"D1": "7"})
    settled = Settled(after, None if after is DRAFT else changed)
    with site.held(), pytest.raises(DatabaseBusy):
        book.record(interview_id, "D1", value("7"), 0, settled)
    assert (book.open_interview(interview_id, "reading").state, stored(site)) == (before, [])
    last = book.record(interview_id, "D1", value("7"), 0, settled)
    interview = book.open_interview(interview_id, "reading")
    assert (interview.state, interview.answers, interview.last_answer_id) == (after, {"D1": value("7")}, last)
    assert [row[0] for row in values(book)] == ([] if after is DRAFT else [{"D1": "7"}])
    assert site.rows("SELECT count(*) FROM follow_up WHERE kind = 'follow_up'") == [(1,)]
    assert interview.completed_at is not None


@pytest.mark.parametrize("before", [COMPLETE, RATED], ids=str)
def test_a_changed_answer_of_which_nothing_more_is_told_makes_it_a_draft(
    book: SqlCasebook, before: InterviewState
) -> None:
    interview_id = interviewed(book, added(book))
    book.settle(interview_id, before, RATINGS)
    book.record(interview_id, "D1", value("7"), 0)
    assert book.open_interview(interview_id, "reading").state is DRAFT
    assert values(book) == []


def test_a_draft_that_was_never_completed_is_not_settled_by_an_answer(site: Site, book: SqlCasebook) -> None:
    draft = begun(book, added(book))
    with pytest.raises(UsageError, match="not been completed yet"):
        book.record(draft, "D1", value("7"), 0, Settled(COMPLETE, RATINGS))
    interview = book.open_interview(draft, "reading")
    assert (interview.state, interview.answers, interview.completed_at) == (DRAFT, {}, None)


# Completing once more


def test_completing_once_more_keeps_the_item(site: Site, book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book), on=date(2026, 8, 1))
    reopened(book, interview_id)
    assert items(site) == [("2027-02-01", None, False, True)]
    assert completed(book, interview_id) == Completed(date(2027, 2, 1))
    assert items(site) == [("2027-02-01", None, False, True)]
    assert book.open_interview(interview_id, "reading").state is COMPLETE
    assert len(values(book)) == 1


@pytest.mark.parametrize("form", ["grund", "uppf"])
def test_the_item_moves_with_the_date_of_a_reopened_interview(site: Site, book: SqlCasebook, form: str) -> None:
    interview_id = interviewed(book, added(book), form, on=date(2026, 8, 1))
    reopened(book, interview_id)
    book.change_head(interview_id, head(book, form, on=date(2026, 9, 1)), 1)
    # A reopened follow-up is not the follow-up of itself.
    assert items(site) == [("2027-03-01", None, False, True)]
    assert completed(book, interview_id) == Completed(date(2027, 3, 1))
    assert items(site) == [("2027-03-01", None, False, True)]


def test_the_item_that_a_follow_up_closed_stays_closed_while_it_is_reopened(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    follow_up = interviewed(book, client, "uppf", on=date(2026, 11, 1))
    before = items(site)
    reopened(book, follow_up)
    assert completed(book, follow_up) == Completed(date(2027, 5, 1))
    assert items(site) == before == [("2026-11-01", "done", True, False), ("2027-05-01", None, False, True)]


def test_an_old_interview_completed_once_more_leaves_the_later_clock_alone(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    base = interviewed(book, client, on=TODAY)
    interviewed(book, client, "uppf", on=TODAY)
    before = items(site)
    reopened(book, base)
    assert completed(book, base) == Completed(date(2027, 5, 21))
    assert items(site) == before == [("2027-05-21", "done", True, False), ("2027-05-21", None, False, True)]


def test_a_case_that_was_closed_meanwhile_is_not_opened_by_completing_once_more(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interview_id = interviewed(book, client, on=date(2026, 8, 1))
    reopened(book, interview_id)
    book.files.change_case(client.id, CaseChange.DECEASED, date(2026, 11, 20))
    assert completed(book, interview_id) == Completed(date(2027, 2, 1))
    assert items(site) == [("2027-02-01", "deceased", False, False)]


def test_the_moment_of_completion_is_the_last_one(site: Site, book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    (first,) = site.rows("SELECT completed_at FROM interview")
    site.clock.move(hours=1)
    reopened(book, interview_id)
    assert site.rows("SELECT completed_at FROM interview") == [first]
    completed(book, interview_id)
    assert site.rows("SELECT completed_at FROM interview") > [first]


def test_a_rated_interview_is_not_completed(book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    rated(book, interview_id)
    with pytest.raises(AnsweredElsewhere, match="complete already"):
        completed(book, interview_id)
