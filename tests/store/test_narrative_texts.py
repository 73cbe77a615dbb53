"""Edited texts: each version is kept, the newest counts, and nobody writes over what they have not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asi_tui.core.edited_text import EditedText, Kept, Mark
from asi_tui.core.narrative import Naming, Pronoun
from asi_tui.errors import DatabaseBusy, TouchedElsewhere, UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Clock, Site, added, begun, signed

KEPT = (
    Kept(
        "medical", "Ryggen värker.", "Kroppsliga besvär tolv dagar.", Mark("medical.now", 0, ("M6", "M7"), "ab12"), True
    ),
    Kept("medical", "", "Viss oro.", Mark("medical.view", 0, ("M7",), "cd34")),
    Kept("medical", "Remiss är skriven.", begins=True),
)
TEXT = EditedText(kept=KEPT, naming=Naming.CLIENT, pronoun=Pronoun.THEY)


@pytest.fixture
def draft(book: SqlCasebook) -> str:
    return begun(book, added(book))


def test_a_text_comes_back_as_it_was_written_with_its_time_and_author(
    book: SqlCasebook, draft: str, clock: Clock
) -> None:
    assert book.texts.newest(draft, "sv") is None
    stored = book.texts.write(draft, "sv", TEXT)
    assert stored == replace(TEXT, version=1, at=clock.now, by="Anna Berg")
    assert book.texts.newest(draft, "sv") == stored


def test_the_newest_version_counts_and_the_earlier_ones_stay(site: Site, book: SqlCasebook, draft: str) -> None:
    first = book.texts.write(draft, "sv", TEXT)
    second = book.texts.write(draft, "sv", replace(first, kept=KEPT[:1]))
    assert book.texts.newest(draft, "sv") == second
    assert [version for (version,) in site.rows("SELECT version FROM narrative_text ORDER BY id")] == [1, 2]


def test_each_interview_and_language_has_a_text_of_its_own(book: SqlCasebook, draft: str) -> None:
    other = begun(book, added(book))
    book.texts.write(draft, "sv", TEXT)
    assert book.texts.newest(draft, "en") is None
    assert book.texts.newest(other, "sv") is None


def test_a_signed_interview_takes_a_text_too(book: SqlCasebook) -> None:
    interview = signed(book, added(book))
    assert book.texts.write(interview, "sv", TEXT).version == 1


@pytest.mark.parametrize("seen", [0, 1])
def test_what_another_has_written_meanwhile_is_not_written_over(
    site: Site, book: SqlCasebook, draft: str, seen: int
) -> None:
    first = book.texts.write(draft, "sv", TEXT)
    colleague = site.staffed("bo", "Bo Ek", "Vuxen Norr")
    theirs = colleague.texts.write(draft, "sv", first)
    with pytest.raises(TouchedElsewhere, match="Bo Ek"):
        book.texts.write(draft, "sv", replace(TEXT, version=seen))
    assert book.texts.newest(draft, "sv") == theirs


def test_a_text_that_is_taken_back_is_none_and_can_be_written_anew(book: SqlCasebook, draft: str) -> None:
    first = book.texts.write(draft, "sv", TEXT)
    book.texts.write(draft, "sv", replace(first, kept=()))
    assert book.texts.newest(draft, "sv") is None
    assert book.texts.write(draft, "sv", TEXT).version == 3


def test_a_text_loses_what_could_move_a_terminal(book: SqlCasebook, draft: str) -> None:
    hostile = Kept("medical", "rad ett\nrad två\x1b]52;c;\x07 \u202e", begins=True)
    book.texts.write(draft, "sv", replace(TEXT, kept=(hostile,)))
    text = book.texts.newest(draft, "sv")
    assert text is not None
    assert [one.text for one in text.kept] == ["rad ett rad två]52;c;"]


def test_what_another_program_left_in_a_text_is_read_as_words(site: Site, book: SqlCasebook, draft: str) -> None:
    book.texts.write(draft, "sv", TEXT)
    left = '[3, {"text": "\\u001b[2Jord", "mark": {"nth": "x", "rests_on": 7}}, {"mark": []}]'
    site.change("UPDATE narrative_text SET sentences = :left, naming = 'x', pronoun = 'y'", left=left)
    text = book.texts.newest(draft, "sv")
    assert text is not None
    assert [(one.text, one.mark) for one in text.kept] == [("[2Jord", Mark("", 0, (), "")), ("", None)]
    assert (text.naming, text.pronoun) == (Naming.INITIALS, Pronoun.RECORD)


def test_a_client_who_is_not_there_for_the_reader_has_no_texts(site: Site, book: SqlCasebook, draft: str) -> None:
    book.texts.write(draft, "sv", TEXT)
    site.change("UPDATE client SET protection = 'secrecy'")
    stranger = site.staffed("bo", "Bo Ek", "Vuxen Syd")
    with pytest.raises(UsageError):
        stranger.texts.newest(draft, "sv")
    with pytest.raises(UsageError):
        stranger.texts.write(draft, "sv", TEXT)


def test_a_database_that_is_busy_stores_nothing_and_says_so(site: Site, book: SqlCasebook, draft: str) -> None:
    with site.held(), pytest.raises(DatabaseBusy):
        book.texts.write(draft, "sv", TEXT)
    assert book.texts.newest(draft, "sv") is None
