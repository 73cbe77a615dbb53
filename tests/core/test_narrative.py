"""The summary: approved texts, where each thing is said, how the client is named, and when an edited text is stale."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from asi_tui.core.answer import Code, Value
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.loading import load
from asi_tui.core.narrative import Material, Naming, Pronoun, Summary
from asi_tui.core.overlay import lay_over
from asi_tui.core.people import Client, Sex
from asi_tui.instruments import read_document
from tests.core.narrated import APPROVED, REMARKS, Case, cases, client, every, held, nothing, practised, told
from tests.scenario import FORMS, instrument


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_text_is_told_as_people_have_approved_it(case: Case) -> None:
    approved = (APPROVED / f"{case.name}.txt").read_text("utf-8")
    assert case.tell().rstrip() + "\n" == approved


def test_each_approved_text_belongs_to_a_case() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) > 40
    assert {file.stem for file in APPROVED.glob("*.txt")} == set(names)


def text_of(area: str, answers: dict[str, Value], form: str = "grund") -> str:
    found = next(one for one in told(held(form, answers), client("Kim Ek", Sex.WOMAN)).areas if one.id == area)
    return " ".join(one.text for one in found.sentences)


@pytest.mark.parametrize(
    ("area", "answers", "said"),
    [
        ("medical", {"M1": 4, "M2": 24, "M3": 0}, "Klienten har vårdats på sjukhus fyra gånger för kroppslig sjukdom"),
        ("medical", {"M6": 12}, "har klienten haft kroppsliga besvär under tolv dagar."),
        ("medical", {"M6": 13}, "har klienten haft kroppsliga besvär under 13 dagar."),
        ("medical", {"M6": 1}, "har klienten haft kroppsliga besvär under en dag."),
        ("medical", {"M6": 30}, "har klienten haft kroppsliga besvär varje dag."),
        ("medical", {"M6": 0}, "har klienten inte haft några kroppsliga besvär."),
        (
            "medical",
            {"M3": 1, "M3-spec": "hepatit C."},
            "en långvarig sjukdom eller skada, ”hepatit C”, som fortfarande påverkar vardagen.",
        ),
        ("medical", {"M7": 3, "M8": 2}, "som påtaglig (3 av 4) och önskar viss hjälp (2 av 4)."),
        ("medical", {"M7": 3, "M8": 0}, "som påtaglig (3 av 4), men önskar ingen ytterligare hjälp."),
        ("medical", {"M9": 4}, "Intervjuaren bedömer behovet av ytterligare hjälp som måttligt (4 av 9)."),
        ("medical", {"M9": 7, "M8": 1}, "Intervjuaren ser därmed ett större behov än hon själv uttrycker."),
        ("medical", {"M11": 1}, "läsas med försiktighet, eftersom frågor kan ha missförståtts."),
        ("employment", {"E12": 9400, "E14": 1}, "bestod av 9\u00a0400 kronor från arbete och en krona i ekonomiskt"),
        ("employment", {"E19": "N"}, "eftersom klienten var i kontrollerad miljö hela perioden."),
        ("employment", {"E7": "N"}, "Klienten har aldrig haft ett arbete."),
        ("alcohol", {"D1-30d": 22, "D2-30d": 14}, "druckit alkohol 22 dagar, varav 14 till berusning."),
        ("alcohol", {"D1-30d": 22, "D2-30d": 22}, "druckit alkohol 22 dagar, alltid till berusning."),
        (
            "alcohol",
            {"D19": 3, "D21": 3},
            "har avgiftats på grund av alkoholproblem tre gånger, men inte fått någon annan",
        ),
        ("alcohol", {"D19": 3, "D21": 5}, "behandling för alkoholproblem tre gånger och enbart avgiftning fem gånger."),
        ("alcohol", {"D26": 9}, "har klienten haft problem på grund av alkohol under nio dagar."),
        ("alcohol", {"D26": 9, "D1-30d": 1}, "Hon har haft problem på grund av drickandet under nio dagar."),
        ("alcohol", {"D14": 1, "D15": 2, "D16": 0}, "Ett frivilligt uppehåll pågår sedan två månader."),
        (
            "drug",
            {"D9-30d": 6, "D10-30d": 25},
            "använt cannabis 25 dagar samt amfetamin eller liknande medel sex dagar.",
        ),
        ("legal", {"L5": 2, "L8": 5}, "åtalats två gånger för narkotikabrott samt fem gånger för inbrott eller stöld."),
        (
            "legal",
            {"L21": 14, "L22": 2, "L23": 9},
            "i sammanlagt ett år och två månader, senast i två månader för rån.",
        ),
        ("family_social", {"F1": 3, "F2": 38}, "Klienten är änka sedan drygt tre år."),
        (
            "family_social",
            {"F1": 1, "F2": 72, "F4": 2, "F5": 72},
            "är gift sedan sex år och har sedan dess bott med partner.",
        ),
        ("family_social", {"F23-30d": 1, "F23-spec": "Svärmor"}, "i relationen till svärmor."),
        (
            "family_social",
            {"H3-A": 1, "H11-A": 1, "H3-P": 1},
            "hos modern och en bror samt psykiska problem hos modern.",
        ),
        ("psychiatric", {"P4-30d": 1, "P12": 9}, "nedstämdhet eller hopplöshet, och besvären har funnits under nio"),
        ("psychiatric", {"P16": 1}, "gav klienten intryck av att vara fientlig."),
    ],
)
def test_an_answer_is_said_in_words(area: str, answers: dict[str, Value], said: str) -> None:
    assert said in text_of(area, answers)


@pytest.mark.parametrize(
    ("area", "form", "answers", "said"),
    [
        ("medical", "uppf", {"M1": 1}, "Klienten har sedan förra intervjun vårdats på sjukhus en gång"),
        ("alcohol", "uppf", {"D14": 2}, "Själv ser klienten alkohol som sitt huvudproblem."),
        ("alcohol", "grund", {"D14": 2}, "Intervjuaren ser alkohol som huvudproblem."),
        ("legal", "uppf", every("uppf", nothing), "Klienten uppger inga åtal sedan förra intervjun."),
        ("family_social", "uppf", {"F4": 7}, "Sedan förra intervjun har klienten främst bott ensam."),
        ("employment", "grund-kort", {"E10": 7}, "De senaste tre åren har klienten främst varit arbetslös."),
    ],
)
def test_a_follow_up_tells_of_the_time_since_the_interview_before(
    area: str, form: str, answers: dict[str, Value], said: str
) -> None:
    assert said in text_of(area, answers, form)


RISKS = {
    "P9-30d": "allvarliga självmordstankar",
    "P10-life": "försökt ta sitt liv",
    "P20": "hade självmordstankar vid intervjun",
    "P8-30d": "haft svårt att behärska ett våldsamt beteende",
    "F28-30d": "utsatt klienten för fysiskt våld",
    "F29-life": "sexuellt våld",
}


@pytest.mark.parametrize(("code", "said"), RISKS.items())
def test_a_risk_stands_in_its_box_and_only_there(code: str, said: str) -> None:
    summary = told(held("grund", {code: 1}))
    assert any(said in one.text and code in one.codes for one in summary.risk.sentences)
    assert not any(said in one.text for area in summary.areas for one in area.sentences)
    assert any("Risk och skydd" in one.text for area in summary.areas for one in area.sentences)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"D18": 2}, "Klienten har haft två överdoser som krävde ingripande."),
        ({"D17": 1}, "delirium tremens en gång."),
        ({"D9-30d": 3, "D9-route": 5}, "Klienten injicerar amfetamin eller liknande medel."),
        ({"D9-30d": 0, "D9-life": 3, "D9-route": 5}, "Klienten har tidigare injicerat amfetamin eller liknande medel."),
    ],
)
def test_overdose_and_injection_stand_in_the_box(answers: dict[str, Value], said: str) -> None:
    assert any(said in one.text for one in told(held("grund", answers)).risk.sentences)


@pytest.mark.parametrize("form", FORMS)
def test_there_is_no_box_where_nothing_was_found_at_risk(form: str) -> None:
    assert not told(held(form, every(form, nothing))).risk


def test_a_question_on_risk_that_was_not_answered_is_told_in_the_box() -> None:
    answers = {**every("grund", nothing), "P9-30d": Code.X}
    summary = told(held("grund", answers))
    assert [one.text for one in summary.risk.sentences] == [
        "En av frågorna om självmordstankar och självmordsförsök besvarades inte."
    ]
    assert summary.missing == ()


def test_children_are_told_of_only_where_something_is_at_risk() -> None:
    said = "Det finns barn i hemmet eller barn som klienten träffar regelbundet."
    assert said in [one.text for one in told(held("grund", {"P9-30d": 1}, children=True)).risk.sentences]
    assert not told(held("grund", every("grund", nothing), children=True)).risk


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"E11": "X"}, "I fråga om arbete och försörjning saknas svar på frågan om arbete de senaste 30 dagarna."),
        ({"E12": "X"}, "I fråga om arbete och försörjning saknas svar på en av frågorna om inkomster."),
        ({"E12": "X", "E13": "X"}, "I fråga om arbete och försörjning saknas svar på frågorna om inkomster."),
        (
            {"M6": "X", "M8": "X"},
            "I fråga om fysisk hälsa saknas svar på frågorna om besvär de senaste 30 dagarna och önskan om hjälp.",
        ),
        ({"M9": "X"}, "Intervjuarens skattning saknas för fysisk hälsa."),
    ],
)
def test_what_was_not_answered_is_said_once(given: dict[str, Value], missing: str) -> None:
    summary = told(held("grund", {**every("grund", nothing), **given}))
    assert [one.text for one in summary.missing] == [missing]
    assert set(summary.missing[0].codes) == set(given)


def test_a_whole_area_that_was_not_answered_says_so_itself() -> None:
    x = {code: Code.X for code in instrument().questions if code.startswith("M")}
    summary = told(held("grund", {**every("grund", nothing), **x}))
    assert [one.text for one in summary.areas[0].sentences] == ["Frågorna om fysisk hälsa besvarades inte."]
    assert [one.text for one in summary.missing] == ["Intervjuarens skattning saknas för fysisk hälsa."]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (InterviewState.DRAFT, "återstår frågan om besvär de senaste 30 dagarna."),
        (InterviewState.SIGNED, "återstod frågan om besvär de senaste 30 dagarna när intervjun avslutades."),
    ],
)
def test_an_open_question_remains_in_a_draft_and_was_never_asked_in_a_finished_interview(
    state: InterviewState, said: str
) -> None:
    answers = {code: value for code, value in every("grund", nothing).items() if code != "M6"}
    summary = told(held("grund", answers, state=state))
    assert [one.text for one in summary.missing] == [f"I fråga om fysisk hälsa {said}"]


@pytest.mark.parametrize(
    ("state", "answers", "mark"),
    [
        (InterviewState.DRAFT, {}, "Utkast: intervjun är inte avslutad, och 235 frågor återstår."),
        (InterviewState.DRAFT, every("grund", nothing), "Utkast: intervjun är inte avslutad."),
        (InterviewState.COMPLETE, {}, "Intervjun är inte signerad."),
        (InterviewState.RATED, {}, "Intervjun är inte signerad."),
        (InterviewState.SIGNED, {}, None),
    ],
)
def test_the_text_says_how_far_the_interview_has_come(
    state: InterviewState, answers: dict[str, Value], mark: str | None
) -> None:
    assert told(held("grund", answers, state=state)).draft == mark


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_said_of_what_the_form_does_not_ask(form: str) -> None:
    asked = set(instrument().forms[form].codes)
    summary = told(held(form, every("grund", nothing)))
    assert {code for one in summary.sentences for code in one.codes} <= asked
    short = form.endswith("kort")
    assert (summary.not_asked is not None) is short
    if summary.not_asked:
        assert "åtal och domar" in summary.not_asked.text


WOMAN, OTHER = client("Maj-Britt Andersson", Sex.WOMAN), client("Anna Berg", Sex.OTHER)


@pytest.mark.parametrize(
    ("whom", "naming", "pronoun", "first", "then"),
    [
        (WOMAN, Naming.INITIALS, Pronoun.RECORD, "M-B har", "Hon beskriver"),
        (WOMAN, Naming.CLIENT, Pronoun.RECORD, "Klienten har", "Hon beskriver"),
        (WOMAN, Naming.INITIALS, Pronoun.NONE, "M-B har", "M-B beskriver"),
        (WOMAN, Naming.INITIALS, Pronoun.THEY, "M-B har", "Hen beskriver"),
        (OTHER, Naming.INITIALS, Pronoun.RECORD, "AB har", "Hen beskriver"),
        (OTHER, Naming.CLIENT, Pronoun.HE, "Klienten har", "Han beskriver"),
        (client("Anna Berg"), Naming.INITIALS, Pronoun.RECORD, "AB har", "AB beskriver"),
        (client(), Naming.INITIALS, Pronoun.RECORD, "Klienten har", "Klienten beskriver"),
        (
            client("Anna Berg", Sex.WOMAN, protected=True),
            Naming.INITIALS,
            Pronoun.RECORD,
            "Klienten har",
            "Hon beskriver",
        ),
    ],
)
def test_the_client_is_named_first_and_then_spoken_of(
    whom: Client, naming: Naming, pronoun: Pronoun, first: str, then: str
) -> None:
    sentences = told(held("grund", {"M3": 0, "M7": 2, "M8": 2}), whom, naming, pronoun).areas[0].sentences
    assert sentences[0].text.startswith(first)
    assert sentences[1].text.startswith(then)


@pytest.mark.parametrize(
    ("whom", "said"),
    [
        (client("Ann", Sex.WOMAN), "The client has no long-term physical illness. She describes"),
        (client("Ann", Sex.OTHER), "The client has no long-term physical illness. They describe"),
        (client("Ann"), "The client has no long-term physical illness. The client describes"),
    ],
)
def test_english_verbs_agree_with_the_person(whom: Client, said: str) -> None:
    area = told(held("grund", {"M3": 0, "M7": 2, "M8": 2}), whom, language="en").areas[0]
    assert said in " ".join(one.text for one in area.sentences)


PRACTISED = [
    pytest.param(material, whom, id=f"{whom.name or 'protected'} {material.interview.form.id}")
    for name in ("Maj-Britt", "Kevin", "Farid", "", "Göran", "Sanna", "Mikael", "Lo", "Daniel", "Ritva")
    for whom, materials in [practised(name)]
    for material in materials
]


@pytest.mark.parametrize(("material", "whom"), PRACTISED)
def test_the_period_is_named_once_in_a_paragraph_and_twice_in_no_area(material: Material, whom: Client) -> None:
    for area in told(material, whom).areas:
        assert sum(one.text.count("de senaste 30 dagarna") for one in area.sentences) <= 1


@pytest.mark.parametrize(("material", "whom"), PRACTISED)
def test_the_seven_areas_stand_under_their_official_names(material: Material, whom: Client) -> None:
    assert [area.title for area in told(material, whom).areas] == [
        "Fysisk hälsa",
        "Arbete och försörjning",
        "Alkohol",
        "Narkotika",
        "Rättsliga problem",
        "Familj och umgänge",
        "Psykisk hälsa",
    ]


def test_remarks_are_quoted_as_they_were_written_but_not_those_to_the_coordinator() -> None:
    found = told(held("grund", {}, remarks=REMARKS)).comments
    assert [(one.area, one.code, one.quoted) for one in found] == [
        ("Fysisk hälsa", None, "”Verkade trött i dag. Vill helst prata om ryggen”"),
        ("Fysisk hälsa", "M3-spec", "”Remiss till ortopeden är skickad”"),
        ("Arbete och försörjning", "E14", "”Säger ’det räcker aldrig’”"),
    ]
    assert found[0].text == "Verkade trött i dag.\nVill helst prata om ryggen."
    assert found[1].label == "Vilken långvarig sjukdom"


OWN_QUESTIONS: dict[str, dict[str, Any]] = {
    "Z1": {"type": "yes_no", "label": {"sv": "Husdjur i hemmet", "en": "Pets in the home"}},
    "Z2": {"type": "text", "label": {"sv": "Favoritmat", "en": "Favourite food"}},
    "Z3": {"type": "years_months", "max": 600, "label": {"sv": "Tid i kommunen", "en": "Time in town"}},
    "Z4": {"type": "count", "max": 20, "label": {"sv": "Katter", "en": "Cats"}},
}


@pytest.mark.parametrize(
    ("language", "told_so"),
    [
        ("sv", [("Husdjur i hemmet", "ja"), ("Favoritmat", "”palt”"), ("Tid i kommunen", "drygt två år")]),
        (
            "en",
            [("Pets in the home", "yes"), ("Favourite food", "“palt”"), ("Time in town", "just over two years")],
        ),
    ],
)
def test_a_sites_own_questions_stand_beside_the_text_with_their_answers(
    language: str, told_so: list[tuple[str, str]]
) -> None:
    extra = {
        code: {**keys, "after": "M8", "text": keys["label"], "forms": ["grund"]} for code, keys in OWN_QUESTIONS.items()
    }
    document, faults = lay_over(read_document(), {"extra": extra})
    assert all(fault.is_note for fault in faults)
    interview = begin(load(document), "grund", {"Z1": 1, "Z2": "palt", "Z3": 27, "Z4": Code.X})
    material = Material(interview=interview, held_on=date(2026, 3, 2), state=InterviewState.SIGNED)
    assert [(one.label, one.answer) for one in told(material, language=language).own_answers] == told_so


HOSTILE = "\x1b[31m<script>alert(1)</script> {hon} [M1] \\begin{x}"


def test_hostile_text_stays_text() -> None:
    answers: dict[str, Value] = {"M3": 1, "M3-spec": HOSTILE}
    assert f", ”{HOSTILE}”, som" in text_of("medical", answers)


def phrases(summary: Summary) -> set[str]:
    return {one.phrase for one in summary.sentences}


@pytest.mark.parametrize(("material", "whom"), PRACTISED[:6])
def test_each_sentence_knows_the_answers_it_tells_of(material: Material, whom: Client) -> None:
    summary = told(material, whom)
    for area in summary.areas:
        for one in area.sentences:
            assert one.codes, one.text
            assert set(one.codes) <= set(one.rests_on) <= set(instrument().questions)
    assert len(phrases(summary)) > 30


def test_no_sentence_denies_or_is_joined_by_a_semicolon() -> None:
    for file in APPROVED.glob("*.txt"):
        assert not re.search(r"förneka|;|denies|denied", file.read_text("utf-8")), file.name
