"""Signing an interview and correcting it afterwards: nothing signed is ever lost."""

from __future__ import annotations

import pytest

from asi_tui.core.annotations import Correction, Signature
from asi_tui.core.casework import Completion, StoredAnswer
from asi_tui.core.given import as_signed
from asi_tui.core.interview_state import InterviewState
from asi_tui.errors import AnsweredElsewhere, DatabaseBusy, DatabaseError, UsageError
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.database import Database
from asi_tui.store.tables import INTERVIEW_VALUE
from tests.store.site import Clock, Site, added, begun, completed, head, interviewed, rated, signed, value
from tests.store.test_answers import CLEARED, stored, stored_but_not_said

CORRECTED = Completion(ended_early=1, values={"D1": "7"}, scores={"alcohol": 0.7})


@pytest.fixture
def kept(book: SqlCasebook) -> str:
    """A signed interview with three answers."""
    interview_id = begun(book, added(book))
    last = 0
    for question, answer in [("D1", value("3")), ("D2", StoredAnswer(None, "X")), ("M9", value("4"))]:
        last = book.record(interview_id, question, answer, last)
    completed(book, interview_id)
    rated(book, interview_id)
    book.sign(interview_id, "intervjuare")
    return interview_id


def last_id(book: SqlCasebook, interview_id: str) -> int:
    return book.open_interview(interview_id, "reading").last_answer_id


def corrected(book: SqlCasebook, interview_id: str, question: str, answer: StoredAnswer, reason: str = "fel") -> int:
    seen = last_id(book, interview_id)
    return book.correct(interview_id, question, answer, reason=reason, last_seen=seen, completion=CORRECTED)


# Signing


def test_a_signature_freezes_name_role_and_time(site: Site, book: SqlCasebook, clock: Clock) -> None:
    interview_id = interviewed(book, added(book))
    rated(book, interview_id)
    assert book.open_interview(interview_id, "reading").signature is None
    signature = book.sign(interview_id, " Handläggare\x07 ")
    assert signature == Signature("Anna Berg", "Handläggare", clock.now)
    clock.move(days=1)
    site.change("UPDATE staff SET name = 'Anna Ny', active = :no", no=False)
    site.staffed("bo", "Bo Ek", "Vuxen Norr")
    interview = site.open("bo").open_interview(interview_id, "reading")
    assert (interview.state, interview.signature) == (InterviewState.SIGNED, signature)


def test_a_colleague_may_sign(site: Site, book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    rated(book, interview_id)
    book.let_go(interview_id)
    assert site.staffed("bo", "Bo Ek", "Vuxen Norr").sign(interview_id, "samordnare").name == "Bo Ek"


@pytest.mark.parametrize(("is_complete", "sentence"), [(False, "Only a rated"), (True, "Only a rated")])
def test_only_a_rated_interview_is_signed(site: Site, book: SqlCasebook, sentence: str, *, is_complete: bool) -> None:
    interview_id = begun(book, added(book))
    if is_complete:
        completed(book, interview_id)
    with pytest.raises(UsageError, match=sentence):
        book.sign(interview_id, "intervjuare")
    assert site.rows("SELECT count(*) FROM signature") == [(0,)]
    assert book.open_interview(interview_id, "reading").state is not InterviewState.SIGNED


def test_an_interview_is_signed_once(site: Site, book: SqlCasebook, kept: str) -> None:
    before = book.open_interview(kept, "reading").signature
    site.clock.move(hours=1)
    with pytest.raises(UsageError, match="signed already"):
        book.sign(kept, "samordnare")
    assert book.open_interview(kept, "reading").signature == before


@pytest.mark.parametrize("role", ["", "  ", "\x07"])
def test_a_signature_needs_a_role(book: SqlCasebook, role: str) -> None:
    interview_id = interviewed(book, added(book))
    rated(book, interview_id)
    with pytest.raises(UsageError, match="role is empty"):
        book.sign(interview_id, role)
    assert book.open_interview(interview_id, "reading").state is InterviewState.RATED


def test_an_account_that_is_nobody_signs_nothing(site: Site, book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    rated(book, interview_id)
    book.let_go(interview_id)
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("cia").sign(interview_id, "intervjuare")


def test_an_unknown_interview_is_not_signed(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no interview"):
        book.sign("nothing", "intervjuare")


def test_a_signed_interview_leaves_the_lists_and_keeps_its_head(book: SqlCasebook, kept: str) -> None:
    with pytest.raises(UsageError, match="signed: its head"):
        book.change_head(kept, head(book), 1)


# Correcting


def test_a_correction_stands_beside_what_it_corrects(site: Site, book: SqlCasebook, kept: str, clock: Clock) -> None:
    signed_rows = stored(site)
    moments = []
    steps = [
        ("D1", value("7"), "Läste fel\r\nrad"),
        ("D2", value("0"), "Klienten har svarat"),
        ("D1", StoredAnswer(None, "X"), "Osäkert"),
        ("G30", value("Ny text"), "Saknades"),
        ("M9", CLEARED, "Fel klient"),
    ]
    for question, answer, reason in steps:
        clock.move(minutes=1)
        moments.append(clock.now)
        assert corrected(book, kept, question, answer, f" {reason}\x07 ") == last_id(book, kept)
    assert stored(site)[: len(signed_rows)] == signed_rows
    interview = book.open_interview(kept, "reading")
    assert [(one.question, one.answer, one.is_correction) for one in interview.given] == [
        *(("D1", value("3"), False), ("D2", StoredAnswer(None, "X"), False), ("M9", value("4"), False)),
        *((question, answer, True) for question, answer, _ in steps),
    ]
    assert as_signed(interview.given) == {"D1": value("3"), "D2": StoredAnswer(None, "X"), "M9": value("4")}
    assert interview.state is InterviewState.SIGNED
    assert interview.answers == {
        "D1": StoredAnswer(None, "X"),
        "D2": value("0"),
        "M9": CLEARED,
        "G30": value("Ny text"),
    }
    expected = [
        ("D1", "3", "7", "Läste fel\nrad"),
        ("D2", "X", "0", "Klienten har svarat"),
        ("D1", "7", "X", "Osäkert"),
        ("G30", None, "Ny text", "Saknades"),
        ("M9", "4", None, "Fel klient"),
    ]
    assert interview.corrections == tuple(
        Correction(question=question, before=before, after=after, reason=reason, at=at, by="Anna Berg")
        for (question, before, after, reason), at in zip(expected, moments, strict=True)
    )


def test_a_correction_replaces_the_values_and_scores(book: SqlCasebook, kept: str) -> None:
    corrected(book, kept, "D1", value("7"))
    with book._database.reading() as connection:
        row = connection.execute(INTERVIEW_VALUE.select()).one()
    assert (row.effective, row.scores) == (CORRECTED.values, CORRECTED.scores)
    assert book.open_interview(kept, "reading").ended_early == 1


def test_a_colleague_corrects_in_their_own_name(site: Site, book: SqlCasebook, kept: str) -> None:
    book.let_go(kept)
    corrected(site.staffed("bo", "Bo Ek", "Vuxen Norr"), kept, "D1", value("7"))
    interview = book.open_interview(kept, "reading")
    assert [correction.by for correction in interview.corrections] == ["Bo Ek"]
    assert interview.signature is not None
    assert interview.signature.name == "Anna Berg"


def test_corrections_of_other_interviews_do_not_matter(book: SqlCasebook, kept: str) -> None:
    corrected(book, signed(book, added(book)), "D1", value("7"))
    assert book.open_interview(kept, "reading").corrections == ()


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b"])
def test_a_correction_needs_a_reason(site: Site, book: SqlCasebook, kept: str, reason: str) -> None:
    before = stored(site)
    with pytest.raises(UsageError, match="needs a reason"):
        corrected(book, kept, "D1", value("7"), reason)
    assert stored(site) == before
    assert book.open_interview(kept, "reading").corrections == ()


def test_what_is_not_signed_is_changed_and_not_corrected(site: Site, book: SqlCasebook) -> None:
    interview_id = interviewed(book, added(book))
    for _ in ("complete", "rated"):
        with pytest.raises(UsageError, match="not signed: no reason is needed"):
            corrected(book, interview_id, "D1", value("7"))
        rated(book, interview_id)
    assert stored(site) == []
    with pytest.raises(UsageError, match="no interview"):
        book.correct("nothing", "D1", value("7"), reason="fel", last_seen=0, completion=CORRECTED)


def test_a_correction_of_what_was_not_seen_is_refused_whole(site: Site, book: SqlCasebook, kept: str) -> None:
    seen = last_id(book, kept)
    book.correct(kept, "D1", value("7"), reason="fel", last_seen=seen, completion=CORRECTED)
    rows = stored(site)
    later = Completion(ended_early=None, values={"D1": "8"})
    with pytest.raises(AnsweredElsewhere, match="another screen"):
        book.correct(kept, "D1", value("8"), reason="fel", last_seen=seen, completion=later)
    assert stored(site) == rows
    with book._database.reading() as connection:
        assert connection.execute(INTERVIEW_VALUE.select()).one().effective == {"D1": "7"}


def test_a_correction_that_met_a_busy_database_is_made_once(site: Site, book: SqlCasebook, kept: str) -> None:
    seen, rows = last_id(book, kept), stored(site)
    with site.held(), pytest.raises(DatabaseBusy):
        book.correct(kept, "D1", value("7"), reason="fel", last_seen=seen, completion=CORRECTED)
    assert stored(site) == rows
    assert book.correct(kept, "D1", value("7"), reason="fel", last_seen=seen, completion=CORRECTED) > seen


def test_a_correction_stored_just_before_the_line_was_cut_is_not_stored_twice(
    site: Site, book: SqlCasebook, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = last_id(book, kept)

    def correct(reason: str) -> int:
        return book.correct(kept, "D1", value("7"), reason=reason, last_seen=seen, completion=CORRECTED)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", stored_but_not_said)
        with pytest.raises(DatabaseError):
            correct("fel")
    assert correct("fel") == last_id(book, kept)
    assert len(book.open_interview(kept, "reading").corrections) == 1
    with pytest.raises(AnsweredElsewhere):
        correct("ett annat skäl")
