"""An edited summary on paper: as it was edited, by whom, and what in it no longer fits the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from asi_tui.core import edited_text
from asi_tui.core.edited_text import EditedText
from asi_tui.i18n import use_language
from asi_tui.reports.document import Document, Heading, Paragraph, Quote
from asi_tui.reports.formats import Format, rendered
from asi_tui.reports.on_screen import screen_lines
from asi_tui.reports.papers import Case, summary_paper
from tests.core.narrated import book, client, held, measures
from tests.reports.papers import PAPERS, case_of

OWN = "Ryggen värker."


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def case(days: int) -> Case:
    return Case(
        client=client("Maj-Britt Berg"), held=[held("grund", {"M6": days, "M7": 3})], book=book(), measures=measures()
    )


def edited(before: Case) -> EditedText:
    told = before.summary()
    lines = edited_text.laid(edited_text.taken(told), told, before.latest.read)
    at = next(n for n, one in enumerate(lines) if one.kept.mark and one.kept.mark.phrase == "medical.now")
    return EditedText(
        kept=edited_text.rewritten(lines, at, OWN), at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC), by="Anna Berg"
    )


def words(document: Document) -> str:
    return " ".join(rendered(document, Format.TEXT).decode().split())


def test_the_edited_text_is_printed_with_who_wrote_it_and_when() -> None:
    before = case(12)
    document = summary_paper(replace(before, edited=edited(before)))
    assert any(line.startswith("Edited 2026-11-22") and line.endswith("Anna Berg") for line in document.under)
    assert OWN in words(document)
    assert "tolv dagar" not in words(document)
    assert OWN not in words(summary_paper(before))


def test_what_no_longer_fits_the_answers_stands_last_beside_what_is_calculated_now() -> None:
    document = summary_paper(replace(case(4), edited=edited(case(12))))
    at = next(n for n, one in enumerate(document.blocks) if isinstance(one, Heading) and "looked over" in one.text)
    listed = [one.text for one in document.blocks[at + 1 :] if isinstance(one, Quote)]
    assert OWN in listed
    assert any("fyra dagar" in text for text in listed)
    body = [one for one in document.blocks[:at] if isinstance(one, Paragraph)]
    assert not any("fyra dagar" in one.text for one in body)
    assert not any("looked over" in one.text for one in _headings(summary_paper(case(4))))


def _headings(document: Document) -> list[Heading]:
    return [one for one in document.blocks if isinstance(one, Heading)]


@pytest.mark.parametrize("form", Format)
def test_every_format_prints_the_edited_text(form: Format) -> None:
    before = case(12)
    assert len(rendered(summary_paper(replace(before, edited=edited(before))), form)) > 500


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_on_screen_has_its_words_and_no_room_for_handwriting(kind: str) -> None:
    document = PAPERS[kind](case_of("Maj-Britt"))
    lines = screen_lines(document)
    assert lines[0][1]
    assert max(len(line) for _, line in lines) <= 78
    assert not any(set(line) == {"_"} for _, line in lines)
    text = {" ".join(line.split()) for _, line in lines}
    assert {one.text for one in _headings(document)} <= text
