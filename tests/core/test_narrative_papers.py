"""The client's sheet and the basis for a plan: what stands on them, in which order, and what never does."""

from __future__ import annotations

import re

import pytest

from asi_tui.core.answer import Value
from asi_tui.core.change import Course
from asi_tui.core.feedback import MOST, Sheet, SheetArea, sheet
from asi_tui.core.narrative import Material, Naming, person, summary
from asi_tui.core.plan_basis import HEADINGS, Basis, Intervention, basis
from tests.core.narrated import book, client, compared, every, extreme, held, measures, nothing, practised
from tests.scenario import FORMS


def page(answers: dict[str, Value]) -> Sheet:
    return sheet(held("grund", {**every("grund", nothing), **answers}), book(), measures())


def area(found: Sheet, name: str) -> SheetArea:
    return next(one for one in found.areas if one.id == name)


@pytest.mark.parametrize(
    ("answers", "name", "resources", "problems"),
    [
        ({}, "medical", ["Du har inte haft några kroppsliga besvär den senaste månaden."], []),
        ({"M3": 1, "M6": 12}, "medical", [], ["Du har haft kroppsliga besvär tolv dagar av 30."]),
        ({"E11": 20}, "employment", ["Du har haft betalt arbete 20 dagar av 30."], []),
        (
            {"D1-30d": 1, "D2-30d": 1, "D26": 1},
            "alcohol",
            [],
            ["Du har druckit alkohol en dag av 30, så att du kände av det."],
        ),
        ({"D4-30d": 30}, "drug", [], []),
        ({"D9-30d": 4}, "drug", [], ["Du har använt amfetamin eller liknande medel fyra dagar den senaste månaden."]),
        ({"L24": 1}, "legal", [], ["Du väntar på åtal, rättegång eller dom."]),
        ({"F11": 2}, "family_social", ["Du har två nära vänner."], []),
        ({"P12": 3, "P5-30d": 1}, "psychiatric", [], ["psykiska besvär tre dagar", "svår ångest eller oro"]),
    ],
)
def test_resources_and_problems_stand_in_plain_words(
    answers: dict[str, Value], name: str, resources: list[str], problems: list[str]
) -> None:
    found = area(page(answers), name)
    for wanted, told in ((resources, found.resources), (problems, found.problems)):
        for words in wanted:
            assert any(words in one.text for one in told), [one.text for one in told]
    assert bool(problems) == bool(found.problems)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["nothing", "once", "much", "x"])
def test_a_sheet_fits_a_page_whatever_was_answered(form: str, kind: str) -> None:
    found = sheet(extreme(kind, form), book(), measures())
    assert len(found.areas) == 7
    for one in found.areas:
        assert len(one.resources) <= MOST
        assert len(one.problems) <= MOST
        assert all(len(line.text) < 200 for line in (*one.resources, *one.problems))


def text_of(found: Sheet) -> str:
    lines = [*found.intro, found.title, found.legend, *found.labels.values()]
    for one in found.areas:
        lines += [one.title, one.bar.words, one.bar.course_words, one.rating or ""]
        lines += [line.text for line in (*one.resources, *one.problems)]
    return " ".join([*lines, *(one.text for one in found.wishes), found.missing or ""])


@pytest.mark.parametrize("name", ["Maj-Britt", "Daniel", "Göran", "Lo"])
def test_no_sheet_names_the_client_scores_or_speaks_of_suicide(name: str) -> None:
    _, interviews = practised(name)
    text = text_of(sheet(interviews[-1], book(), measures(), then=interviews[0]))
    for word in (name, "klienten", "index", "självmord", "M-B"):
        assert word not in text
    assert not re.search(r"\b0,\d", text)


def test_the_interviewers_rating_is_shown_only_where_the_unit_wants_it() -> None:
    _, interviews = practised("Daniel")
    hidden = sheet(interviews[0], book(), measures())
    shown = sheet(interviews[0], book(), measures(), show_rating=True)
    assert {one.rating for one in hidden.areas} == {None}
    assert area(shown, "family_social").rating == "påtagligt behov (6 av 9)"
    unrated = sheet(practised("Lo")[1][0], book(), measures(), show_rating=True)
    assert {one.rating for one in unrated.areas} == {None}


def test_the_bars_stand_now_and_then_and_say_how_it_has_gone() -> None:
    _, interviews = practised("Daniel")
    found = sheet(interviews[1], book(), measures(), then=interviews[0])
    told = {one.id: (one.bar.worry_then, one.bar.worry, one.bar.sign, one.bar.course_words) for one in found.areas}
    assert told["drug"] == (3, 2, "+", "bättre")
    assert told["family_social"] == (3, 4, "−", "sämre")
    assert told["alcohol"] == (2, 2, "=", "ungefär lika")
    alone = sheet(interviews[1], book(), measures())
    assert {(one.bar.worry_then, one.bar.course, one.bar.sign) for one in alone.areas} == {(None, None, "")}
    assert len(found.intro) == len(alone.intro) + 1


def test_of_two_ratings_the_higher_one_is_drawn() -> None:
    bar = area(page({"F32": 1, "F33": 3, "F34": 2, "F35": 0}), "family_social").bar
    assert (bar.worry, bar.help) == (3, 2)
    assert bar.words == "Oroar dig: mycket (3 av 4). Vill ha hjälp: en del (2 av 4)."


def test_what_was_not_talked_about_is_named() -> None:
    found = sheet(held("grund", {"M7": 2, "M8": "X", "E20": "X"}), book(), measures())
    assert area(found, "medical").bar.words == "Oroar dig: en del (2 av 4). Vill ha hjälp: inget svar."
    assert found.missing is not None
    assert "arbete och försörjning" in found.missing
    assert "fysisk hälsa" not in found.missing


@pytest.mark.parametrize(
    ("answers", "wish"),
    [
        ({"D30": 4, "M8": 1, "P14": 2}, "alkoholen, ditt psykiska mående och din kroppsliga hälsa."),
        ({}, "Du vill inte ha hjälp med något just nu."),
    ],
)
def test_the_sheet_tells_what_the_client_wants(answers: dict[str, Value], wish: str) -> None:
    assert page(answers).wishes[0].text.endswith(wish)


def test_what_was_agreed_stands_on_the_sheet() -> None:
    held_now = held("grund", every("grund", nothing))
    found = sheet(held_now, book(), measures(), own_view=" Stämmer bra. ", steps=("Ring Ankaret", "  "))
    assert (found.own_view, found.steps) == ("Stämmer bra.", ("Ring Ankaret",))
    assert sheet(held_now, book(), measures()).own_view is None


RUNNING = (Intervention(what="Öppenvård", area="alcohol"), Intervention(what="Skuldrådgivning"))


def plan(material: Material, then: Material | None = None) -> Basis:
    told = summary(material, person(book(), client(), Naming.CLIENT), book(), measures())
    comparison = compared((then, material)) if then else None
    return basis(material, told, book(), measures(), running=RUNNING, comparison=comparison)


def test_the_greatest_need_stands_first_with_what_is_being_done() -> None:
    found = plan(held("grund", {**every("grund", nothing), "D32": 7, "D30": 4, "P21": 4, "P14": 2, "M8": 2}))
    assert [need.title for need in found.needs] == ["Alkohol", "Psykisk hälsa", "Fysisk hälsa"]
    assert [one.what for one in found.needs[0].interventions] == ["Öppenvård"]
    assert [one.what for one in found.other_interventions] == ["Skuldrådgivning"]
    assert found.needs[0].rows[-2:] == (
        ("Önskan om hjälp", "mycket stor (4 av 4)"),
        ("Intervjuarens bedömning", "påtagligt behov (7 av 9)"),
    )
    assert any("druckit alkohol" in one.text for one in found.needs[0].facts)
    assert found.without == (
        "I fråga om arbete och försörjning, narkotika, rättsliga problem samt familj och umgänge är önskan om "
        "hjälp och det bedömda behovet små eller obefintliga."
    )
    assert [one.text[:20] for one in found.resources] == ["Till resurserna hör "]
    assert [one.text[:15] for one in found.wishes] == ["Själv önskar kl"]


@pytest.mark.parametrize(("code", "least"), [("M9", 4), ("M8", 2)])
def test_an_area_has_a_need_from_a_certain_rating_on(code: str, least: int) -> None:
    answers = every("grund", nothing)
    assert [need.id for need in plan(held("grund", {**answers, code: least})).needs] == ["medical"]
    assert plan(held("grund", {**answers, code: least - 1})).needs == ()


def test_nothing_is_said_of_an_area_without_answers() -> None:
    found = plan(held("grund", {"M8": 0, "M9": 0}))
    assert found.needs == ()
    assert found.without is not None
    assert found.without.startswith("I fråga om fysisk hälsa är")
    assert plan(held("grund", {})).without is None


def test_no_judgement_is_claimed_of_an_area_that_nobody_has_rated() -> None:
    found = plan(held("grund", {"M8": 1}))
    assert found.without is not None
    assert found.without.startswith("I fråga om fysisk hälsa önskar klienten lite eller ingen hjälp.")
    assert "bedömning saknas" in found.without


def test_the_plan_says_how_an_area_has_gone_and_suggests_headings() -> None:
    _, interviews = practised("Daniel")
    found = plan(interviews[1], interviews[0])
    assert {need.id: need.course_words for need in found.needs}["drug"] == "+ bättre"
    assert {need.course for need in found.needs} == {Course.BETTER, Course.SAME, Course.WORSE}
    assert len(found.headings) == len(HEADINGS) == 8
    assert all(heading and hint for heading, hint in found.headings)
    assert found.risk.title == "Risk och skydd"
