"""What is written beside the answers: remarks, comments of areas, checks dealt with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Clock, Site, added, begun, signed


@pytest.fixture
def draft(book: SqlCasebook) -> str:
    return begun(book, added(book))


def told(remarks: tuple[Remark, ...]) -> list[tuple[str, str]]:
    return [(remark.about, remark.text) for remark in remarks]


def test_a_remark_is_given_back_with_its_time_and_author(book: SqlCasebook, draft: str, clock: Clock) -> None:
    written = book.write_remark(draft, Remark(about="D14", text="Endast helger", to_coordinator=True))
    assert written == Remark(about="D14", text="Endast helger", to_coordinator=True, at=clock.now, by="Anna Berg")
    assert book.open_interview(draft, "reading").remarks == (written,)


def test_the_newest_remark_on_the_same_thing_counts(site: Site, book: SqlCasebook, draft: str, clock: Clock) -> None:
    for about, text in [("D14", "a"), ("alcohol", "b"), ("M1", "c"), ("D14", "d"), ("M1", " \n\u200b")]:
        clock.move(minutes=1)
        book.write_remark(draft, Remark(about=about, text=text))
    remarks = book.open_interview(draft, "reading").remarks
    assert told(remarks) == [("alcohol", "b"), ("D14", "d")]
    assert [remark.at for remark in remarks if remark.at] == sorted(remark.at for remark in remarks if remark.at)
    # What was written before stays on disk.
    assert [text for (text,) in site.rows("SELECT text FROM remark ORDER BY id")] == ["a", "b", "c", "d", ""]


def test_a_remark_taken_away_can_be_written_anew(book: SqlCasebook, draft: str) -> None:
    for text in ("a", "", "b"):
        book.write_remark(draft, Remark(about="D14", text=text))
    assert told(book.open_interview(draft, "reading").remarks) == [("D14", "b")]


def test_a_remark_keeps_its_lines_and_loses_what_could_move_a_terminal(book: SqlCasebook, draft: str) -> None:
    written = book.write_remark(draft, Remark(about="D14\x1b", text=" rad ett\r\nrad två\x1b]52;c;\x07 "))
    assert told((written,)) == [("D14", "rad ett\nrad två]52;c;")]
    assert book.open_interview(draft, "reading").remarks == (written,)


def test_remarks_belong_to_one_interview_and_one_author_each(site: Site, book: SqlCasebook, draft: str) -> None:
    other = begun(book, added(book))
    book.write_remark(other, Remark(about="D14", text="en annans"))
    book.write_remark(draft, Remark(about="D14", text="min"))
    book.let_go(draft)
    site.staffed("bo", "Bo Ek", "Vuxen Norr").write_remark(draft, Remark(about="M1", text="kollegans"))
    remarks = book.open_interview(draft, "reading").remarks
    assert [(remark.text, remark.by) for remark in remarks] == [("min", "Anna Berg"), ("kollegans", "Bo Ek")]


def test_a_soft_check_is_accepted_with_a_reason_and_a_safety_one_with_what_was_done(
    book: SqlCasebook, draft: str, clock: Clock
) -> None:
    given = [
        Acceptance(check="18", digest="E8=7", reason=5, text="Enligt\x07 beslut"),
        Acceptance(check="60", digest="P8=1", text="Läkare kontaktad"),
    ]
    kept = [book.accept(draft, acceptance) for acceptance in given]
    assert kept == [
        replace(given[0], text="Enligt beslut", at=clock.now, by="Anna Berg"),
        replace(given[1], at=clock.now, by="Anna Berg"),
    ]
    assert book.open_interview(draft, "reading").acceptances == tuple(kept)


def test_the_newest_acceptance_of_a_check_on_the_same_values_counts(site: Site, book: SqlCasebook, draft: str) -> None:
    for digest, reason in [("E8=7", 1), ("E8=9", 2), ("E8=7", 4)]:
        book.accept(draft, Acceptance(check="18", digest=digest, reason=reason))
    accepted = book.open_interview(draft, "reading").acceptances
    assert [(one.digest, one.reason) for one in accepted] == [("E8=9", 2), ("E8=7", 4)]
    assert site.rows("SELECT count(*) FROM check_review") == [(3,)]


def test_acceptances_of_other_interviews_do_not_matter(book: SqlCasebook, draft: str) -> None:
    book.accept(begun(book, added(book)), Acceptance(check="18", digest="E8=7", reason=1))
    assert book.open_interview(draft, "reading").acceptances == ()


def test_a_signed_interview_keeps_its_remarks_and_still_takes_the_checks_of_corrections(
    site: Site, book: SqlCasebook
) -> None:
    interview_id = signed(book, added(book))
    with pytest.raises(UsageError, match="signed: its remarks can no longer be changed"):
        book.write_remark(interview_id, Remark(about="D14", text="efteråt"))
    assert site.rows("SELECT count(*) FROM remark") == [(0,)]
    kept = book.accept(interview_id, Acceptance(check="18", digest="E8=7", reason=1))
    assert book.open_interview(interview_id, "reading").acceptances == (kept,)


def test_nothing_is_written_beside_an_unknown_interview(site: Site, book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no interview"):
        book.write_remark("nothing", Remark(about="D14", text="a"))
    with pytest.raises(UsageError, match="no interview"):
        book.accept("nothing", Acceptance(check="18", digest="d", reason=1))
    assert site.rows("SELECT count(*) FROM remark UNION ALL SELECT count(*) FROM check_review") == [(0,), (0,)]


def test_an_account_that_is_nobody_writes_no_remark(site: Site, book: SqlCasebook, draft: str) -> None:
    book.let_go(draft)
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("bo").write_remark(draft, Remark(about="D14", text="a"))
