"""What the papers say: everything of the core, nothing of the machine, and never who the client is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

import pytest

from asi_tui.core.annotations import Correction, Signature
from asi_tui.core.casework import Head, InstrumentCopy, StoredInterview
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Sex
from asi_tui.core.plan_basis import Intervention
from asi_tui.core.telling import Sentence
from asi_tui.errors import UsageError
from asi_tui.i18n import use_language
from asi_tui.reports.answers_in_words import answers_paper
from asi_tui.reports.client_sheet import client_sheet
from asi_tui.reports.document import Document, Grid, Heading, Listing, Paragraph, Picture, Series, Writing
from asi_tui.reports.papers import Case, change_paper, plan_paper, summary_paper
from tests.core.narrated import client
from tests.reports.papers import EXTREMES, PAPERS, case_of, of
from tests.scenario import coded, instrument

NAMES = ("Maj-Britt", "Kevin", "Daniel", "Sanna", "Lo", "")


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def words_of(part: object) -> Iterator[str]:
    """All words of a document, wherever they stand; of sentences their text."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Sentence):
        yield part.text
    elif isinstance(part, tuple):
        for one in part:
            yield from words_of(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from words_of(getattr(part, field.name))


def headings(paper: Document) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_says_every_sentence_of_the_core_and_each_knows_its_questions(name: str) -> None:
    case = case_of(name)
    paper = summary_paper(case)
    told = case.summary()
    said = [one for block in paper.blocks if isinstance(block, Paragraph) for one in block.sentences]
    in_box = " ".join(words_of(paper.blocks))
    assert {one.text for one in told.sentences} - {one.text for one in said} == {o.text for o in told.risk.sentences}
    assert all(one.text in in_box for one in told.sentences)
    assert any(one.codes for one in said)
    assert headings(paper)[0] == "Överblick"


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_paper_names_the_client(kind: str, name: str) -> None:
    case = case_of(name)
    if kind == "change" and len(case.held) < 2:
        return
    said = " ".join(words_of(PAPERS[kind](case)))
    assert "K7X2-MQ3R" in said
    for part in case.client.name.split():
        assert len(part) < 3 or part not in said


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", EXTREMES)
def test_no_paper_shows_a_code_or_a_word_of_the_machine(kind: str, name: str) -> None:
    case = EXTREMES[name]
    if kind == "change" and len(case.held) < 2:
        return
    for words in words_of(PAPERS[kind](case)):
        assert not {"X", "N", "None", "nan", "NaN"} & set(words.replace(".", " ").split()), words


@pytest.mark.parametrize("name", EXTREMES)
def test_the_clients_sheet_holds_no_score_and_no_rating_that_the_unit_does_not_show(name: str) -> None:
    hidden = " ".join(words_of(client_sheet(EXTREMES[name])))
    assert "index" not in hidden
    assert "av 9" not in hidden
    shown = " ".join(words_of(client_sheet(EXTREMES[name], show_ratings=True)))
    rated = isinstance(EXTREMES[name].latest.read("M9"), int)
    assert ("av 9" in shown) is rated


def picture(paper: Document) -> Picture:
    (found,) = (block for block in paper.blocks if isinstance(block, Picture))
    return found


def test_the_picture_has_seven_areas_now_and_the_last_time() -> None:
    drawn = picture(client_sheet(case_of("Maj-Britt")))
    assert [sight.title for sight in drawn.sights][2] == "Alkohol"
    assert len(drawn.sights) == 7
    worry, wish = drawn.sights[2].gauges
    assert (worry.now, worry.then, wish.now, wish.then) == (0, 1, 0, 1)
    assert drawn.sights[2].course == "+ bättre"
    first = picture(client_sheet(case_of("Maj-Britt", upto=1)))
    assert first.then_label == ""
    assert [gauge.then for gauge in first.sights[2].gauges] == [None, None]


def test_the_clients_sheet_leaves_room_for_the_own_view_the_next_step_and_the_day_it_was_given() -> None:
    assert [block.label for block in client_sheet(case_of("Kevin")).blocks if isinstance(block, Writing)] == [
        "Stämmer bilden? Din egen kommentar",
        "Det vi har kommit överens om",
        "Jag fick bladet den (dag) av (namn)",
    ]


@pytest.mark.parametrize(
    ("state", "on_summary", "on_sheet"),
    [
        (InterviewState.DRAFT, "Utkast", "Utkast"),
        (InterviewState.RATED, "Intervjun är inte signerad.", None),
        (InterviewState.SIGNED, None, None),
    ],
)
def test_a_paper_of_an_unfinished_interview_says_so(
    state: InterviewState, on_summary: str | None, on_sheet: str | None
) -> None:
    case = of(replace(EXTREMES["one of each"].latest, state=state))
    for paper, mark in (
        (summary_paper(case), on_summary),
        (plan_paper(case), on_summary),
        (client_sheet(case), on_sheet),
    ):
        assert (paper.mark or "").startswith(mark or "")
        assert (paper.mark is None) is (mark is None)


def test_change_has_a_column_per_interview_and_says_how_it_has_gone_in_a_sign_and_words() -> None:
    paper = change_paper(case_of("Maj-Britt"))
    assert "Alkohol: + bättre" in headings(paper)
    grid = next(block for block in paper.blocks if isinstance(block, Grid))
    assert grid.head == ("", "2025-09-21", "2026-03-21", "2026-09-17", "Förändring")
    assert grid.rows[0] == ("Dagar med problem", "12", "10", "8", "= ungefär lika")
    curves = next(block for block in paper.blocks if isinstance(block, Series))
    assert [curve.values for curve in curves.curves] == [(2, 2, 2), (2, 1, 1)]


def test_one_interview_is_no_change() -> None:
    with pytest.raises(UsageError, match="only one interview"):
        change_paper(case_of("Sanna"))


def test_the_basis_tells_each_intervention_once_with_its_goals_and_how_far_they_were_reached() -> None:
    work = Intervention(what="Återfallsprevention", area="alcohol", by="Ankaret", since="2026-02-01")
    running = (
        replace(work, goal="Nykter i tre månader.", attainment="delvis uppnått"),
        replace(work, goal="Kommer varje vecka"),
        Intervention(what="Kontaktperson", until="2026-05-01"),
    )
    paper = plan_paper(replace(case_of("Daniel"), running=running))
    alcohol, other = (block.items for block in paper.blocks if isinstance(block, Listing))
    assert alcohol == (
        "Återfallsprevention, Ankaret, sedan 2026-02-01. Mål: Nykter i tre månader (delvis uppnått). "
        "Mål: Kommer varje vecka",
    )
    assert other == ("Kontaktperson, till 2026-05-01",)


def stored(case: Case, **more: object) -> StoredInterview:
    whole = StoredInterview(
        id="1",
        client=client("Kim Ek", Sex.OTHER),
        head=Head(interview_date=case.latest.held_on, interviewer="1", form="grund"),
        state=InterviewState.SIGNED,
        instrument=InstrumentCopy("", "", "", ""),
        answers={},
    )
    return replace(whole, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answers", "label", "said"),
    [
        ({"M1": 3}, "M1  Sjukhusvistelser", "3"),
        ({"M6": 1}, "M6  ", "1 dag"),
        ({"M6": 12}, "M6  ", "12 dagar"),
        ({"M6": "X"}, "M6  ", "ej svar"),
        ({"M3": 1}, "M3  Långvarig", "ja"),
        ({"E12": 14900}, "E12  ", "14\u00a0900 kronor"),
        ({"G14": 30}, "G14  ", "2 år 6 månader"),
        ({"G14": 12}, "G14  ", "1 år"),
        ({"G14": 0}, "G14  ", "0 månader"),
        ({}, "M6  ", "inte besvarad"),
        ({"G19": 1}, "G20  ", "ej tillämpligt"),
    ],
)
def test_an_answer_is_said_in_words(answers: dict[str, int | str], label: str, said: str) -> None:
    interview = begin(instrument(), "grund", {code: coded(value) for code, value in answers.items()})
    paper = answers_paper(stored(EXTREMES["one of each"]), interview, "sv", None)
    rows = [row for block in paper.blocks if isinstance(block, Grid) for row in block.rows]
    assert [told for name, told in rows if name.startswith(label)] == [said]


def test_the_whole_interview_has_every_question_its_signature_and_what_was_corrected() -> None:
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    interview = EXTREMES["one of each"].latest.interview
    one = stored(
        EXTREMES["one of each"],
        signature=Signature("Anna Berg", "socialsekreterare", at),
        corrections=(Correction(question="M6", before="1", after="2", reason="fel dag", at=at, by="Johan Ek"),),
    )
    paper = answers_paper(one, interview, "sv", None)
    rows = [row for block in paper.blocks if isinstance(block, Grid) for row in block.rows]
    assert len(rows) == len(interview.form.codes)
    said = " ".join(words_of(paper))
    assert "Anna Berg, socialsekreterare" in said
    assert "M6: 1 → 2. fel dag. Johan Ek" in said
