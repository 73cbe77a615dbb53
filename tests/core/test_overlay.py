"""A site's overlay changes words and aliases and leaves the questions alone; whatever is wrong in it is told."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy

import pytest

from asi_tui.core.inspection import inspect
from asi_tui.core.instrument import Instrument, Text
from asi_tui.core.interview import begin
from asi_tui.core.loading import canonical, hashes, load
from asi_tui.core.overlay import lay_over
from asi_tui.core.search import Where, find
from tests.core.damage import shipped
from tests.scenario import Scenario

OVERLAY = """
[question.D14]
alias = "C14"
label.sv = "Mest problem"
text = { sv = "Vad är värst?", en = "What is worst?" }
help = '''
Här gäller handläggarens bedömning.

Se rutinen.'''

[question.D14.answers]
1 = { sv = "alkohol, allt" }

[question.D1-route.answers]
1 = { sv = "dricker", en = "drinks" }

[question.M3.answers]
1 = { en = "yes indeed" }

[question.G12]
n_means.sv = "hela"

[question.M1]
since_text.sv = "Hur ofta {since} på sjukhus?"

[question.D1-30d]
alias = "C1"

[question.D1-life]
alias = "C1"

[area.medical]
title.sv = "Kropp och hälsa"
"""


def laid(text: str) -> Instrument:
    document, faults = lay_over(shipped()[0], tomllib.loads(text))
    assert faults == ()
    return load(document)


def choice(instrument: Instrument, code: str, number: int) -> Text:
    found = instrument.questions[code].choice(number)
    assert found is not None
    return found.label


def test_the_words_are_the_sites_and_the_rest_stays() -> None:
    own, before = laid(OVERLAY), laid("")
    question = own.questions["D14"]
    assert question.label == Text("Mest problem", before.questions["D14"].label.en)
    assert question.wording == Text("Vad är värst?", "What is worst?")
    assert own.questions["G12"].n_means == Text("hela", "complete")
    assert question.help == "Här gäller handläggarens bedömning.\n\nSe rutinen."
    since, shipped_since = own.questions["M1"].since_wording, before.questions["M1"].since_wording
    assert shipped_since is not None
    assert since == Text("Hur ofta {since} på sjukhus?", shipped_since.en)
    assert own.areas["medical"].title == Text("Kropp och hälsa", "Physical health")
    assert own.areas["legal"] == before.areas["legal"]


def test_an_alias_finds_its_question_and_the_code_still_does() -> None:
    own = laid(OVERLAY)
    assert [q.code for q in own.find("c14")] == [q.code for q in own.find("D14")] == ["D14"]
    assert [q.code for q in own.find("C1")] == ["D1-30d", "D1-life"]


@pytest.mark.parametrize("alias", ["C14", "14", "1.2", "Å-1", "a_b"])
def test_an_alias_is_gone_to_as_it_is_typed(alias: str) -> None:
    own = laid(f'[question.D14]\nalias = "{alias}"')
    Scenario(made_with=own).keys("g").keys(f'"{alias.lower()}" Enter').stands_at("D14").unlocked()
    assert [hit.code for hit in find(begin(own, "grund"), {}, alias, "sv")][:1] == ["D14"]


def test_what_the_site_says_of_a_question_is_searched_as_its_help() -> None:
    (hit,) = find(begin(laid(OVERLAY), "grund"), {}, "rutinen", "sv")
    assert (hit.code, hit.where, hit.excerpt) == ("D14", Where.HELP, "Här gäller handläggarens bedömning. Se rutinen.")


def test_an_answer_gets_its_own_words_on_that_question_alone() -> None:
    own, before = laid(OVERLAY), laid("")
    assert choice(own, "D14", 1) == Text("alkohol, allt", choice(before, "D14", 1).en)
    assert choice(own, "D1-route", 1) == Text("dricker", "drinks")
    assert choice(own, "D2-route", 1) == choice(before, "D2-route", 1)
    assert choice(own, "M3", 1) == Text("ja", "yes indeed")
    assert choice(own, "M4", 1) == Text("ja", "yes")


def test_answers_keep_their_codes_ranges_and_meanings_of_n() -> None:
    own = laid('[question.H1-A.answers]\n1.sv = "ja då"\n[question.L23.answers]\n20.sv = "trafik"')
    before = laid("")
    for code in ("H1-A", "L23"):
        mine, theirs = own.questions[code], before.questions[code]
        assert [c.code for c in mine.choices] == [c.code for c in theirs.choices]
        assert (mine.minimum, mine.maximum, mine.n_means) == (theirs.minimum, theirs.maximum, theirs.n_means)


def test_the_structure_stays_the_same_and_the_content_does_not() -> None:
    document, _ = lay_over(shipped()[0], tomllib.loads(OVERLAY))
    structure, content = hashes(shipped()[0])
    own_structure, own_content = hashes(document)
    assert own_structure == structure
    assert own_content != content


@pytest.mark.parametrize(
    "line",
    [
        '[question.M3]\nalias = "F3b"',
        '[question.M3]\nlabel.sv = "Sjuk"',
        '[question.M3]\ntext.en = "Ill?"',
        '[question.M3]\nhelp = "Som i rutinen."',
        '[question.M1]\nsince_text.en = "How often {since}?"',
        '[question.M3.answers]\n0.sv = "nä"',
        '[question.D1-route.answers]\n5.sv = "i blodet"',
        '[question.G9.answers]\n3.en = "by picture"',
        '[question.G12]\nn_means.en = "all of it"',
        '[area.legal]\ntitle.en = "Law"',
    ],
)
def test_each_kind_of_change_is_one_of_words_alone(line: str) -> None:
    document, faults = lay_over(shipped()[0], tomllib.loads(line))
    assert faults == ()
    assert hashes(document)[0] == hashes(shipped()[0])[0]
    assert hashes(document)[1] != hashes(shipped()[0])[1]


def test_the_shipped_document_is_left_as_it_was() -> None:
    before = deepcopy(shipped()[0])
    overlay = tomllib.loads(OVERLAY)
    twice = [lay_over(shipped()[0], overlay)[0] for _ in range(2)]
    assert shipped()[0] == before
    assert twice[0] == twice[1]
    assert overlay == tomllib.loads(OVERLAY)


def test_an_instrument_in_the_sites_words_is_kept_and_read_again_as_it_was() -> None:
    document, _ = lay_over(shipped()[0], tomllib.loads(OVERLAY))
    assert load(json.loads(canonical(document))) == load(document)
    assert inspect(document, shipped()[1]).faults == ()


TAKE_OUT = "Take the key out. The short forms are there to ask less."

FAULTS: dict[str, tuple[str, tuple[str, str, str], str]] = {
    "an unknown question": (
        '[question.D114]\nalias = "x"',
        ("question", "D114", "There is no question D114."),
        "The nearest is D14.",
    ),
    "an unknown area": (
        '[area.medicl]\ntitle.sv = "x"',
        ("area", "medicl", "There is no area medicl."),
        "The nearest is medical.",
    ),
    "an unknown key": (
        '[question.D14]\nlabl.sv = "x"',
        ("question.D14", "labl", "The key is not known."),
        "The nearest is label.",
    ),
    "an unknown language": (
        '[question.D14]\nlabel.sw = "x"',
        ("question.D14", "label.sw", "The key is not known."),
        "The nearest is sv.",
    ),
    "a rule of the questionnaire": (
        "[question.D14]\nmax = 20",
        ("question.D14", "max", "An overlay leaves the rules of a question alone; max stays as it is."),
        "Take it out. Another questionnaire is a whole instrument in a folder of its own.",
    ),
    "an item hidden": (
        "[question.G14]\nhide = true",
        ("question.G14", "hide", "No item can be taken away."),
        TAKE_OUT,
    ),
    "an item of a score hidden": (
        "[question.M6]\nhide = true",
        ("question.M6", "hide", "No item can be taken away; M6 also counts in the score medical."),
        TAKE_OUT,
    ),
    "an item of a score asked by no form": (
        "[question.E12]\nforms = []",
        ("question.E12", "forms", "No item can be taken away; E12 also counts in the score employment."),
        TAKE_OUT,
    ),
    "an unknown table": (
        "[item]\nx = 1",
        ("overlay", "item", "An overlay cannot hold this."),
        "Use [question.CODE], [area.NAME], [lists.NAME] and [extra.CODE].",
    ),
    "questions in a list": (
        '[[question]]\ncode = "Z1"',
        ("overlay", "question", "A table is expected here."),
        "Write each item of the site's own as [extra.CODE].",
    ),
    "a number for a table": (
        "question = 3",
        ("overlay", "question", "A table is expected here."),
        "Write it as key = value.",
    ),
    "words for a table": (
        '[question.D14]\nlabel = "x"',
        ("question.D14", "label", "A table is expected here."),
        "Write it as key = value.",
    ),
    "a number for an alias": (
        "[question.D14]\nalias = 14",
        ("question.D14", "alias", "An alias is at most 12 letters, digits, hyphens or full stops."),
        "Write a short alias between quotation marks.",
    ),
    "an empty label": (
        '[question.D14]\nlabel.sv = " "',
        ("question.D14", "label.sv", "The wording is missing."),
        "Write the words, or take the key out.",
    ),
    "an empty answer": (
        '[question.D14.answers]\n1.sv = ""',
        ("question.D14", "answers.1.sv", "The wording is missing."),
        "Write the words, or take the key out.",
    ),
    "an empty help": (
        '[question.D14]\nhelp = " "',
        ("question.D14", "help", "The help is missing."),
        "Write the words, or take the key out.",
    ),
    "words of a follow-up without from when": (
        '[question.M1]\nsince_text.sv = "Hur ofta på sjukhus?"',
        ("question.M1", "since_text.sv", "The words do not say once from when the question counts."),
        "Write {since} where the day of the last interview belongs.",
    ),
    "words of a follow-up on a question that counts in life": (
        '[question.D14]\nsince_text.sv = "Vad {since}?"',
        (
            "question.D14",
            "since_text",
            "The question is not asked since the last interview, so these words are never seen.",
        ),
        "Take them out, or write the words as text.",
    ),
    "words over two lines": (
        '[area.legal]\ntitle.sv = "a\\nb"',
        ("area.legal", "title.sv", "Words are expected here."),
        "Write the words between quotation marks, on one line and without control characters.",
    ),
    "an added answer": (
        '[question.M3.answers]\n2.sv = "kanske"',
        ("question.M3", "answers.2", "The question has no answer 2; other codes need a list of their own."),
        "Use one of: 0, 1.",
    ),
    "answers where none are": (
        '[question.M1.answers]\n1.sv = "en"',
        ("question.M1", "answers.1", "The question is not answered from a list."),
        "Take the answer out.",
    ),
    "an alias that is a code": (
        '[question.M3]\nalias = "d14"',
        ("question.M3", "alias", "The alias also names D14."),
        "Choose one that is neither a code nor taken.",
    ),
    "an alias that is a number": (
        '[question.M3]\nalias = "D1"',
        ("question.M3", "alias", "The alias also names D1-30d."),
        "Choose one that is neither a code nor taken.",
    ),
    "an alias twice": (
        '[question.M4]\nalias = "B1"\n[question.M3]\nalias = "b1"',
        ("question.M4", "alias", "The alias also names M3."),
        "Choose one that is neither a code nor taken.",
    ),
}


@pytest.mark.parametrize(("text", "fault", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_place_and_remedy_and_the_rest_is_used(
    text: str, fault: tuple[str, str, str], remedy: str
) -> None:
    overlay = tomllib.loads(text)
    overlay.setdefault("area", {}).setdefault("psychiatric", {})["title"] = {"sv": "Psyke"}
    document, faults = lay_over(shipped()[0], overlay)
    assert [(found.place, found.key, str(found.what)) for found in faults] == [fault]
    assert str(faults[0].remedy) == remedy
    assert load(document).areas["psychiatric"].title.sv == "Psyke"
    assert hashes(document)[0] == hashes(shipped()[0])[0]


def test_all_faults_are_told_at_once() -> None:
    alone = ("question =", "[[question]]", "[question.D14]", "[question.M3]", "[question.M4]", "[area")
    parts = [text for text, _, _ in FAULTS.values() if not text.startswith(alone)]
    overlay = tomllib.loads("\n".join(parts))
    _, faults = lay_over(shipped()[0], overlay)
    wanted = {fault for text, fault, _ in FAULTS.values() if text in parts}
    assert {(found.place, found.key, str(found.what)) for found in faults} == wanted
    assert len(wanted) == 9


def test_words_that_do_not_fit_the_sheet_are_found_by_the_inspection() -> None:
    document, faults = lay_over(shipped()[0], {"question": {"M3": {"label": {"sv": "a" * 60}}}})
    assert faults == ()
    found = inspect(document, shipped()[1]).faults
    assert [(fault.place, fault.key) for fault in found] == [("M3", "label.sv")]
