"""An edited summary: whose each sentence is, what no longer fits the answers, and what is offered since."""

from __future__ import annotations

import pytest

from asi_tui.core import edited_text
from asi_tui.core.answer import Value
from asi_tui.core.edited_text import Kept, Line, Standing
from asi_tui.core.narrative import Material, Naming, Pronoun, Summary, person, summary
from tests.core.narrated import book, client, extreme, held, measures, told

BEFORE: dict[str, Value] = {"M6": 12, "M7": 3, "M8": 2, "L5": 2, "D1-30d": 4}


class Desk:
    """Somebody who edits the summary of an interview whose answers may change."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.kept = edited_text.taken(self.told)

    @property
    def told(self) -> Summary:
        return told(self.material)

    @property
    def lines(self) -> tuple[Line, ...]:
        return edited_text.laid(self.kept, self.told, self.material.read)

    def answer(self, **answers: Value) -> None:
        changed = {code.replace("_", "-"): value for code, value in answers.items()}
        self.material = held("grund", {**self.material.interview.answers, **changed})

    def at(self, phrase: str) -> int:
        return next(n for n, one in enumerate(self.lines) if one.kept.mark and one.kept.mark.phrase == phrase)

    def line(self, phrase: str) -> Line:
        return self.lines[self.at(phrase)]

    def rewrite(self, phrase: str, text: str) -> None:
        self.kept = edited_text.rewritten(self.lines, self.at(phrase), text)

    def waiting(self) -> set[str]:
        return {one.kept.mark.phrase for one in self.lines if one.waits and one.kept.mark}

    def printed(self) -> list[str]:
        return [one.text for one in edited_text.said(self.lines, self.told).sentences]


@pytest.fixture
def desk() -> Desk:
    return Desk(held("grund", BEFORE))


@pytest.mark.parametrize("kind", ["much", "x", "nothing"])
def test_a_text_that_nobody_has_touched_is_the_calculated_one(kind: str) -> None:
    whole = told(extreme(kind, "grund"))
    lines = edited_text.laid(edited_text.taken(whole), whole, extreme(kind, "grund").read)
    assert {one.standing for one in lines} == {Standing.CALCULATED}
    assert not any(one.waits for one in lines)
    assert edited_text.is_as_calculated(edited_text.decided(lines))
    shown = edited_text.said(lines, whole)
    assert sorted(one.text for one in shown.sentences) == sorted(one.text for one in whole.sentences)
    assert (shown.about, shown.overview, shown.areas, shown.risk) == (
        whole.about,
        whole.overview,
        whole.areas,
        whole.risk,
    )


def test_ones_own_words_stand_where_the_calculated_stood(desk: Desk) -> None:
    was = desk.line("medical.now").kept.text
    desk.rewrite("medical.now", "Ryggen värker de flesta dagar.")
    line = desk.line("medical.now")
    assert (line.standing, line.kept.calculated, line.is_stale) == (Standing.WRITTEN, was, False)
    assert "Ryggen värker de flesta dagar." in desk.printed()
    assert was not in desk.printed()


def test_a_removed_sentence_is_not_printed_and_can_be_taken_back(desk: Desk) -> None:
    was = desk.line("medical.now").kept.text
    desk.rewrite("medical.now", "")
    assert desk.line("medical.now").standing is Standing.REMOVED
    assert was not in desk.printed()
    desk.kept = edited_text.taken_now(desk.lines, desk.at("medical.now"))
    assert desk.line("medical.now").standing is Standing.CALCULATED
    assert edited_text.is_as_calculated(desk.kept)


def test_a_removed_beginning_leaves_its_paragraph_to_the_next_sentence() -> None:
    much = Desk(extreme("much", "grund"))
    area = next(one for one in much.told.areas if any(len(paragraph) > 1 for paragraph in one.paragraphs[1:]))
    place = next(n for n, paragraph in enumerate(area.paragraphs) if n and len(paragraph) > 1)
    first = area.paragraphs[place][0]
    at = next(n for n, one in enumerate(much.lines) if one.kept.text == first.text)
    much.kept = edited_text.rewritten(much.lines, at, "")
    after = next(one for one in edited_text.said(much.lines, much.told).areas if one.id == area.id)
    assert len(after.paragraphs) == len(area.paragraphs)
    assert after.paragraphs[place] == area.paragraphs[place][1:]


def test_a_paragraph_of_ones_own_stands_behind_the_one_before_it(desk: Desk) -> None:
    at = desk.at("medical.now")
    desk.kept = edited_text.added(desk.lines, at, "Remiss till vårdcentralen är skriven.")
    area = next(one for one in edited_text.said(desk.lines, desk.told).areas if one.id == "medical")
    assert [one.text for one in area.paragraphs[-1]] == ["Remiss till vårdcentralen är skriven."]
    own = next(n for n, one in enumerate(desk.lines) if one.standing is Standing.OWN)
    desk.answer(M6=2)
    assert not desk.lines[own].waits
    desk.kept = edited_text.rewritten(desk.lines, own, "")
    assert not any(one.standing is Standing.OWN for one in desk.lines)


def test_a_changed_answer_makes_the_sentences_stale_that_rest_on_it_and_no_others(desk: Desk) -> None:
    desk.rewrite("medical.now", "Ryggen värker.")
    desk.answer(M6=4)
    assert {"medical.now"} <= desk.waiting()
    assert not {"legal.charges", "alcohol.now"} & desk.waiting()
    now = desk.line("medical.now").now
    assert now is not None
    assert "fyra dagar" in now.text
    assert "Ryggen värker." in desk.printed()


@pytest.mark.parametrize("take", [True, False])
def test_a_stale_sentence_is_taken_anew_or_kept(desk: Desk, take: bool) -> None:
    desk.rewrite("medical.now", "Ryggen värker.")
    desk.answer(M6=4)
    at = desk.at("medical.now")
    desk.kept = (edited_text.taken_now if take else edited_text.stands)(desk.lines, at)
    line = desk.line("medical.now")
    assert not line.waits
    assert line.standing is (Standing.CALCULATED if take else Standing.WRITTEN)
    assert ("Ryggen värker." in desk.printed()) is not take
    desk.answer(M6=5)
    assert "medical.now" in desk.waiting()


def test_an_answer_that_changes_no_words_asks_nobody(desk: Desk) -> None:
    desk.rewrite("medical.now", "Ryggen värker.")
    desk.answer(M6=4)
    desk.answer(M6=12)
    assert desk.waiting() == set()


def test_what_is_said_only_since_is_offered_where_it_would_be_said(desk: Desk) -> None:
    desk.material = held("grund", {"M6": 12})
    desk.kept = edited_text.taken(desk.told)
    desk.answer(L5=2)
    line = desk.line("legal.charges")
    assert (line.standing, line.kept.section) == (Standing.NEW, "legal")
    assert line.now is not None
    assert line.now.text not in desk.printed()
    sections = [one.kept.section for one in desk.lines]
    assert sections == sorted(sections, key=sections.index)
    left = edited_text.stands(desk.lines, desk.at("legal.charges"))
    desk.kept = edited_text.taken_now(desk.lines, desk.at("legal.charges"))
    assert line.now.text in desk.printed()
    desk.kept = left
    assert desk.line("legal.charges").standing is Standing.REMOVED
    assert "legal.charges" not in desk.waiting()


def test_what_is_no_longer_calculated_goes_or_becomes_ones_own(desk: Desk) -> None:
    desk.rewrite("legal.charges", "Det finns en dom.")
    desk.answer(L5=0)
    line = desk.line("legal.charges")
    assert (line.is_stale, line.now) == (True, None)
    at = desk.at("legal.charges")
    assert all(not one.mark or one.mark.phrase != "legal.charges" for one in edited_text.taken_now(desk.lines, at))
    kept = [one for one in edited_text.stands(desk.lines, at) if one.text == "Det finns en dom."]
    assert [one.mark for one in kept] == [None]


def test_all_that_nobody_has_written_over_is_taken_at_once(desk: Desk) -> None:
    desk.rewrite("medical.view", "Egna ord.")
    desk.answer(M6=4, M7=1, L5=0, L9=1)
    desk.kept = edited_text.taken_all(desk.lines)
    assert desk.waiting() == {"medical.view"}
    assert "Egna ord." in desk.printed()
    assert "fyra dagar" in " ".join(desk.printed())


def test_another_pronoun_tells_anew_what_nobody_has_touched() -> None:
    material, whom = held("grund", BEFORE), client("Maj-Britt Berg")

    def spoken(pronoun: Pronoun) -> Summary:
        return summary(material, person(book(), whom, Naming.INITIALS, pronoun), book(), measures())

    kept = edited_text.taken(spoken(Pronoun.SHE))
    lines = edited_text.laid(kept, spoken(Pronoun.SHE), material.read)
    at = next(n for n, one in enumerate(lines) if one.kept.section == "medical")
    kept = edited_text.retold(edited_text.rewritten(lines, at, "Egna ord."), spoken(Pronoun.HE))
    after = edited_text.laid(kept, spoken(Pronoun.HE), material.read)
    assert not any(one.waits for one in after)
    assert [one.standing for one in after].count(Standing.WRITTEN) == 1
    assert [one.text for one in edited_text.said(after, spoken(Pronoun.HE)).sentences if one.text != "Egna ord."] == [
        one.text for n, one in enumerate(spoken(Pronoun.HE).sentences) if one.text != after[at].kept.calculated
    ]


def test_what_was_written_in_a_section_that_is_no_more_is_kept_and_shown(desk: Desk) -> None:
    desk.kept = (*desk.kept[::-1], Kept("gone", "Egna ord.", begins=True))
    assert "Egna ord." in desk.printed()
    shown = edited_text.as_summary(desk.lines, desk.told)
    # What is shown as number n is what number n of the lines holds.
    in_order = [*shown.about.sentences, *shown.overview.sentences, *shown.risk.sentences]
    in_order += [one for area in shown.areas for one in area.sentences]
    in_order += [*shown.missing, *([shown.not_asked] if shown.not_asked else [])]
    assert [one.text for one in in_order] == [line.kept.text for line in desk.lines]


def test_a_text_is_kept_whole(desk: Desk) -> None:
    """Nothing is lost between what is laid out and what is kept."""
    assert edited_text.decided(desk.lines) == desk.kept
    assert all(isinstance(one, Kept) and one.mark for one in desk.kept)
