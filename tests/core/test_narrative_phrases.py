"""The phrase files: every fault at once, what can never be said, what nothing tells, and a site's own phrases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from asi_tui.core.instrument import Step
from asi_tui.core.loading import Fault, load
from asi_tui.core.overlay import lay_over
from asi_tui.core.phrase_faults import inspect_phrases
from asi_tui.core.phrase_loading import build_phrases
from asi_tui.core.phrase_overlay import lay_phrases
from asi_tui.core.phrase_writing import written
from asi_tui.core.phrases import Phrasebook
from asi_tui.handbook import source
from asi_tui.instruments import read_document
from asi_tui.instruments.phrasebooks import read_phrases
from tests.core.narrated import book, measures
from tests.scenario import instrument

Document = dict[str, Any]


@cache
def shipped() -> tuple[Document, dict[str, Document]]:
    writings = read_phrases()
    return writings.report, writings.documents


class Bench:
    """The Swedish phrases, laid out to be damaged."""

    def __init__(self) -> None:
        report, documents = shipped()
        self.report = deepcopy(report)
        self.document = deepcopy(documents["sv"])

    def phrase(self, name: str) -> Document:
        return next(
            row for chapter in self.document["chapters"] for row in chapter.get("phrase", []) if row["id"] == name
        )

    def table(self, key: str, name: str) -> Document:
        rows = (row for chapter in self.document["chapters"] for row in chapter.get(key, []))
        return next(row for row in rows if name in (row.get("name"), row.get("said")))

    def words(self, name: str) -> Document:
        return next(c["words"][name] for c in self.document["chapters"] if name in c.get("words", {}))

    def built(self) -> tuple[Phrasebook, tuple[Fault, ...]]:
        return build_phrases("sv", self.document, list(instrument().questions))


def said(faults: list[Fault]) -> list[tuple[str, str, str]]:
    return [(fault.place, fault.key, str(fault.what)) for fault in faults]


def test_the_shipped_phrases_have_no_fault_in_either_language() -> None:
    report, documents = shipped()
    assert set(documents) == {"sv", "en"}
    assert said(inspect_phrases(instrument(), report, documents)) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_is_told_by_some_phrase_or_silent_with_a_reason(language: str) -> None:
    told = frozenset[str]().union(*(phrase.reads for phrase in book(language).phrases.values()))
    assert set(instrument().questions) - told == set(measures().silent)
    assert all(measures().silent.values())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_has_one_topic_under_which_it_is_missed(language: str) -> None:
    topics = [code for topic in book(language).topics for code in topic.items]
    assert len(topics) == len(set(topics))
    asked = {code for code, question in instrument().questions.items() if question.step is Step.INTERVIEW}
    assert asked - set(topics) == {"G9"}


def test_both_languages_say_the_same_things_of_the_same_answers() -> None:
    sv, en = book("sv"), book("en")
    assert set(sv.phrases) == set(en.phrases)
    assert set(sv.lists) == set(en.lists)
    assert list(sv.sections) == list(en.sections)
    for name, phrase in sv.phrases.items():
        other = en.phrases[name]
        assert (phrase.section, phrase.purpose, phrase.when) == (other.section, other.purpose, other.when), name
        assert phrase.reads == other.reads, name
    assert {topic.items for topic in sv.topics} == {topic.items for topic in en.topics}
    assert {topic.items for topic in sv.unasked} == {topic.items for topic in en.unasked}


def test_every_short_form_names_all_it_leaves_out() -> None:
    """Boxes that only go further into another, such as a route or a specification, are named with it."""
    named = {code for topic in book().unasked for code in topic.items}
    parts = {"M2", "M5-spec", "E3-spec", "E7-spec", "E9", "F2", "F5", "F23-spec", "L22", "L23", "L25", "D22", "L20"}
    for form in (instrument().forms["grund-kort"], instrument().forms["uppf-kort"]):
        left_out = set(instrument().forms[form.counterpart].codes) - set(form.codes)
        asked = {code for code in left_out if instrument().questions[code].step is Step.INTERVIEW}
        loose = {code for code in asked - named - parts if not code.endswith(("-route", "-P", "-D", "-life"))}
        assert loose == set(), form.id


Damage = Callable[[Bench], object]


def phrase(name: str, **keys: object) -> Damage:
    return lambda bench: bench.phrase(name).update(keys)


def clause(name: str, at: int, **keys: object) -> Damage:
    return lambda bench: bench.phrase(name)["clauses"][at].update(keys)


def variant(name: str, at: int, **keys: object) -> Damage:
    return lambda bench: bench.phrase(name)["variants"][at].update(keys)


BUILDING: list[tuple[str, Damage, tuple[str, str, str]]] = [
    (
        "an unknown question",
        phrase("legal.custody", when="L99 > 0"),
        ("sv: phrase legal.custody", "when", "there is no question L99"),
    ),
    (
        "an unknown word",
        variant("medical.now", 0, text="{honom} har det bra."),
        ("sv: phrase medical.now", "text", "honom is not known here."),
    ),
    (
        "an unknown form",
        variant("medical.now", 1, text="{M6:veckor}"),
        ("sv: phrase medical.now", "text", "There is no word form veckor."),
    ),
    (
        "an unknown question in the text",
        clause("medical.background", 0, text="{M99:gånger}"),
        ("sv: phrase medical.background", "text", "there is no question M99"),
    ),
    (
        "a brace that is not closed",
        clause("medical.background", 2, text="har {hon ingen sjukdom"),
        ("sv: phrase medical.background", "text", "The braces or brackets do not pair."),
    ),
    (
        "no wording",
        lambda bench: bench.phrase("risk.violence-met-before").pop("text"),
        ("sv: phrase risk.violence-met-before", "text", "The wording is missing."),
    ),
    (
        "an unknown key",
        phrase("medical.now", colour="red"),
        ("sv: phrase medical.now", "colour", "The key is not known."),
    ),
    (
        "lists of different length",
        lambda bench: bench.table("list", "traffic")["clauses"][0]["each"].update(what=["rattfylleri"]),
        ("sv: list traffic", "each", "The lists of each are empty or not of the same length."),
    ),
    (
        "two phrases of one name",
        phrase("medical.now", id="medical.view"),
        ("sv: phrase medical.view", "id", "medical.view occurs twice."),
    ),
    (
        "a topic of an unknown question",
        lambda bench: bench.table("topic", "sjukhusvård").update(items=["M1", "M98"]),
        ("sv: topic sjukhusvård", "items", "There is no question M98."),
    ),
]


RENAMED = "two phrases of one name"
"""What is laid out on a bench of its own, since others damage the phrase under its old name."""


@cache
def built_faults(alone: str) -> list[tuple[str, str, str]]:
    """What is told of a bench with one damage, or with all that can be done together."""
    bench = Bench()
    for name, damage, _ in BUILDING:
        if name == alone or (not alone and name != RENAMED):
            damage(bench)
    return said(list(bench.built()[1]))


@pytest.mark.parametrize(("name", "fault"), [pytest.param(n, f, id=n) for n, _, f in BUILDING])
def test_a_fault_in_a_phrase_is_told_with_its_place_and_all_at_once(name: str, fault: tuple[str, str, str]) -> None:
    assert fault in built_faults(name if name == RENAMED else "")


INSPECTING: list[tuple[str, Damage, tuple[str, str, str]]] = [
    (
        "a phrase that no answer makes true",
        phrase("about.since", when="M6 > 30"),
        ("sv: phrase about.since", "text", "It can never be said: no answer makes its condition true."),
    ),
    (
        "a phrase of a base interview on what only follow-ups ask",
        phrase("alcohol.main-own", purpose="base", when="D14 in (1) and D14 in (2)"),
        ("sv: phrase alcohol.main-own", "text", "It can never be said: no answer makes its condition true."),
    ),
    (
        "a clause that no answer makes true",
        clause("medical.background", 3, when="M4 == 2"),
        ("sv: phrase medical.background", "clauses.4", "It can never be said: no answer makes its condition true."),
    ),
    (
        "a purpose that is not known",
        phrase("employment.new-education", purpose="uppföljning"),
        ("sv: phrase employment.new-education", "purpose", "uppföljning is not known here."),
    ),
    (
        "a variant that hides those after it",
        lambda bench: bench.phrase("about.held")["variants"].insert(0, {"text": "Intervjun är hållen."}),
        ("sv: phrase about.held", "variants.1", "It hides all that come after it."),
    ),
    (
        "a form without the word for one",
        lambda bench: bench.document["grammar"]["forms"]["gånger"].pop("1"),
        ("sv: phrase risk.delirium", "D17:gånger", "The form gånger has no words for 1."),
    ),
    (
        "a list of answers with one left out",
        lambda bench: bench.document["grammar"]["forms"]["sysselsatt"].pop("4"),
        ("sv: phrase employment.history", "E10:sysselsatt", "The form sysselsatt has no words for 4."),
    ),
    (
        "a question that nothing tells",
        lambda bench: bench.phrase("employment.dependants").update(when="E6 > 0", text="{hon} försörjer någon."),
        ("sv: E18", "phrases", "No phrase tells it, and it is not listed as silent."),
    ),
    (
        "a silent question that is told all the same",
        lambda bench: bench.report.update(silent=[{"items": ["E18"], "reason": "too private"}]),
        ("sv: E18", "silent", "It is listed as silent, but a phrase tells it."),
    ),
    (
        "a short text that is missing",
        lambda bench: bench.words("sheet").pop("title"),
        ("sv: words", "sheet.title", "The wording is missing."),
    ),
    (
        "a short text with an unknown field",
        lambda bench: bench.words("plan").update(about="Underlaget bygger på {forms}."),
        ("sv: words", "plan.about", "forms is not known here."),
    ),
    (
        "a short text with a broken brace",
        lambda bench: bench.words("plan").update(days="{count av de senaste 30 dagarna"),
        ("sv: words", "plan.days", "The braces or brackets do not pair."),
    ),
    (
        "a stretch of time with an unknown field",
        lambda bench: bench.document["grammar"]["stretches"]["tid"].update(over="drygt {year}"),
        ("sv: grammar", "stretches.tid.over", "year is not known here."),
    ),
    (
        "a word for women only",
        lambda bench: bench.document["grammar"]["people"]["hon"].pop("man"),
        ("sv: grammar", "people.hon.man", "The wording is missing."),
    ),
    (
        "a year of eleven months",
        lambda bench: bench.document["grammar"]["calendar"].pop(),
        ("sv: grammar", "calendar", "There are not twelve months."),
    ),
    (
        "a section that is missing",
        lambda bench: next(c for c in bench.document["chapters"] if c.get("section") == "legal").update(section="law"),
        ("sv: sections", "legal", "There is no section legal."),
    ),
    (
        "an area that measures an unknown question",
        lambda bench: bench.report["area"][0].update(rating="M99"),
        ("area medical", "items", "There is no question M99."),
    ),
]


ALONE = ("a silent question that is told all the same", "a section that is missing")
"""What is laid out on a bench of its own, since it would hide what another damage does."""


@cache
def inspected(alone: str) -> list[tuple[str, str, str]]:
    """What the inspection finds on a bench with one damage, or with all of those that can be done together."""
    bench = Bench()
    for name, damage, _ in INSPECTING:
        if name == alone or (not alone and name not in ALONE):
            damage(bench)
    return said(inspect_phrases(instrument(), bench.report, {"sv": bench.document}))


@pytest.mark.parametrize(("name", "fault"), [pytest.param(n, f, id=n) for n, _, f in INSPECTING])
def test_what_can_never_be_said_or_is_never_told_is_found(name: str, fault: tuple[str, str, str]) -> None:
    assert fault in inspected(name if name in ALONE else "")


def laid(overlay: object) -> tuple[dict[str, Document], list[tuple[str, str, str]]]:
    documents, faults = lay_phrases(shipped()[1], overlay)
    return documents, said(faults)


def spoken(documents: Mapping[str, Document], language: str = "sv") -> Phrasebook:
    built, faults = build_phrases(language, documents[language], list(instrument().questions))
    assert faults == ()
    return built


def test_a_site_puts_a_phrase_in_its_own_words() -> None:
    documents, faults = laid({"sv": {"medical.now": {"text": "Kroppsliga besvär: {M6:under_dagar}."}}})
    assert faults == []
    own = spoken(documents).phrases["medical.now"]
    assert (len(own.variants), own.period) == (1, "past30")
    assert spoken(documents).phrases["medical.view"] == book().phrases["medical.view"]
    assert len(spoken(documents, "en").phrases["medical.now"].variants) == 2


def test_a_site_silences_a_phrase_by_an_empty_text() -> None:
    documents, _ = laid({"sv": {"drug.prescribed": {"text": ""}}})
    assert spoken(documents).phrases["drug.prescribed"].variants[0].text == ()


def test_a_site_adds_a_phrase_after_one_of_the_program() -> None:
    own = {"text": "Boendet är tryggt.", "when": "F6 == 2", "section": "family_social", "after": "family.living"}
    documents, faults = laid({"sv": {"family.safe": own}})
    assert faults == []
    order = spoken(documents).sections["family_social"].phrases
    assert order[order.index("family.living") + 1] == "family.safe"


def test_what_a_site_leaves_unsaid_stays_as_it_is() -> None:
    assert laid({})[0] == shipped()[1]


@pytest.mark.parametrize(
    ("overlay", "fault"),
    [
        ({"fi": {"medical.now": {"text": "Hyvä."}}}, ("phrases", "fi", "There is no language fi.")),
        (
            {"sv": {"medical.never": {"text": "Nej."}}},
            ("sv: phrase medical.never", "section", "There is no phrase medical.never, and a new one needs a section."),
        ),
        (
            {"sv": {"own": {"text": "Nej.", "section": "kropp"}}},
            ("sv: phrase own", "section", "There is no section kropp."),
        ),
        (
            {"sv": {"own": {"text": "Nej.", "section": "medical", "after": "legal.now"}}},
            ("sv: phrase own", "after", "There is no phrase legal.now in the section."),
        ),
        ({"sv": {"medical.now": {"txt": "Nej."}}}, ("phrase medical.now", "txt", "The key is not known.")),
        ({"sv": "Nej."}, ("overlay", "phrases.sv", "A table is expected here.")),
        ("Nej.", ("overlay", "phrases", "A table is expected here.")),
    ],
)
def test_a_fault_in_a_sites_phrases_is_told_and_left_out(overlay: object, fault: tuple[str, str, str]) -> None:
    documents, faults = laid(overlay)
    assert fault in faults
    assert set(spoken(documents).phrases) == set(book().phrases)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_phrases_that_are_written_out_are_the_same_when_they_are_read_back(language: str) -> None:
    overlay = tomllib.loads("\n".join(written(shipped()[1][language], language, "")))["phrases"]
    assert set(overlay[language]) == set(book(language).phrases)
    documents, faults = laid(overlay)
    assert faults == []
    assert spoken(documents, language).phrases == book(language).phrases


def test_a_phrase_is_found_by_words_as_they_are_read_or_by_its_name() -> None:
    def named(words: str) -> list[str]:
        lines = written(shipped()[1]["sv"], "sv", words)
        return [line for line in lines if line.startswith("[")]

    assert '[phrases.sv."medical.now"]' in named("inte haft några Kroppsliga besvär")
    assert named("legal.custody") == ['[phrases.sv."legal.custody"]']
    assert named("ord som ingen fras har") == []


def test_the_example_of_the_handbook_is_sound_and_does_what_it_says() -> None:
    blocks = re.findall(r"(?:^(?:    .*)?\n)+", source("fraser"), re.MULTILINE)
    example = next(block for block in blocks if "[phrases" in block).replace("\n    ", "\n")
    overlay = tomllib.loads(example)["phrases"]
    documents, faults = laid(overlay)
    assert faults == []
    inspected = inspect_phrases(instrument(), shipped()[0], documents, is_own=True)
    assert said(inspected) == []
    own = spoken(documents)
    assert own.phrases["drug.prescribed"].variants[0].text == ()
    assert own.sections["family_social"].phrases[1] == "vart.boende"
    assert len(own.phrases["medical.now"].variants) == 2


def test_what_a_site_tells_no_more_is_worth_a_note_and_no_fault() -> None:
    documents, _ = laid({"sv": {"employment.dependants": {"when": "E6 > 0", "text": "{hon} försörjer någon."}}})
    found = inspect_phrases(instrument(), shipped()[0], documents, is_own=True)
    assert said(found) == [("sv: E18", "phrases", "No phrase tells it any more.")]
    assert found[0].is_note
    assert "[phrases.sv.ID]" in str(found[0].remedy)


def test_a_sites_own_question_that_no_phrase_tells_is_noted_once_with_the_place_to_write_one() -> None:
    extra = {"after": "M8", "type": "yes_no", "label": {"sv": "Egen"}, "text": {"sv": "Har du?"}, "forms": ["grund"]}
    document, _ = lay_over(read_document(), {"extra": {"Z1": extra, "Z2": extra}})
    told = {"sv": {"own.z": {"section": "medical", "when": "Z2 == 1", "text": "{hon} har egen."}}}
    found = inspect_phrases(load(document), shipped()[0], lay_phrases(shipped()[1], told)[0], is_own=True)
    what = "No phrase tells it: the summary lists it with its answer, after the areas."
    assert said(found) == [("Z1", "phrases", what)]
    assert (found[0].is_note, "[phrases.sv.ID]" in str(found[0].remedy)) == (True, True)
