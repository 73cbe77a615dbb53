"""A site's own answer lists: other words for the same codes change nothing; other codes, where none is hurt."""

from __future__ import annotations

import tomllib

import pytest

from asi_tui.core.instrument import Instrument, Text
from asi_tui.core.interview import begin
from asi_tui.core.keying import refusal
from asi_tui.core.loading import Fault, hashes, load
from asi_tui.core.overlay import lay_over
from tests.core.damage import shipped

ROUTES = """
[lists.routes_here]
1 = { sv = "dricker", en = "drinks" }
2.sv = "snusar"
3.sv = "röker"
4.sv = "sprutar, ej i ven"
5.sv = "sprutar i ven"
"""

HOUSING = """
[lists.boende]
2.sv = "andrahand"
1.sv = "eget kontrakt"
12.en = "homeless"
"""


def laid(text: str) -> tuple[Instrument, tuple[Fault, ...]]:
    document, found = lay_over(shipped()[0], tomllib.loads(text))
    return load(document), found


def answers(instrument: Instrument, code: str) -> list[tuple[int, Text]]:
    return [(choice.code, choice.label) for choice in instrument.questions[code].choices]


def test_the_same_codes_in_other_words_leave_the_structure_as_it_is() -> None:
    text = ROUTES + '[question.D3-route]\nanswers = "routes_here"'
    own, found = laid(text)
    document, _ = lay_over(shipped()[0], tomllib.loads(text))
    assert found == ()
    assert hashes(document)[0] == hashes(shipped()[0])[0]
    assert answers(own, "D3-route")[:2] == [(1, Text("dricker", "drinks")), (2, Text("snusar", "snusar"))]
    assert answers(own, "D4-route") == answers(laid("")[0], "D4-route")


@pytest.mark.parametrize(
    ("code", "name"), [("M3", "yes_no"), ("D3-route", "route"), ("H1-A", "person")], ids=["type", "own", "shipped"]
)
def test_a_shipped_list_with_the_same_codes_may_be_named_too(code: str, name: str) -> None:
    _, found = laid(f'[question.{code}]\nanswers = "{name}"')
    assert found == ()


def test_other_codes_are_another_structure_which_is_noted() -> None:
    text = HOUSING + '[question.G9]\nanswers = "boende"'
    own, found = laid(text)
    assert [(note.place, note.key, note.is_note) for note in found] == [("question.G9", "answers", True)]
    assert str(found[0].what) == "The list boende has other codes: answers are not compared with those given before."
    assert own.structure_hash != laid("")[0].structure_hash
    assert answers(own, "G9") == [
        (2, Text("andrahand", "andrahand")),
        (1, Text("eget kontrakt", "eget kontrakt")),
        (12, Text("homeless", "homeless")),
    ]
    question = own.questions["G9"]
    assert (question.minimum, question.maximum) == (1, 12)
    assert refusal(question, 12) is None
    assert refusal(question, 3) is not None


def test_the_other_questions_keep_everything() -> None:
    own, _ = laid(HOUSING + '[question.F12]\nanswers = "boende"')
    before = laid("")[0]
    assert {code for code, q in own.questions.items() if q != before.questions[code]} == {"F12"}
    assert own.questions["F12"].n_means == before.questions["F12"].n_means
    assert own.questions["F12"].x_means == before.questions["F12"].x_means
    assert (own.scores, own.forms) == (before.scores, before.forms)


def test_a_code_may_have_four_digits() -> None:
    text = '[lists.kommun]\n180.sv = "Stockholm"\n1280.sv = "Malmö"\n[question.E7]\nanswers = "kommun"'
    own, found = laid(text)
    assert [fault.is_note for fault in found] == [True]
    assert [code for code, _ in answers(own, "E7")] == [180, 1280]
    assert own.questions["E7"].maximum == 1280


def test_an_interview_of_before_is_read_with_the_list_it_was_made_with() -> None:
    before, own = laid("")[0], laid(HOUSING + '[question.G9]\nanswers = "boende"')[0]
    assert begin(before, "grund", {"G9": 3}).standings["G9"].value == 3
    assert before.questions["G9"].choice(3) is not None
    assert own.questions["G9"].choice(3) is None


FAULTS: dict[str, tuple[str, list[tuple[str, str, str]], str]] = {
    "an unknown list": (
        HOUSING + '[question.G9]\nanswers = "boend"',
        [("question.G9", "answers", "There is no answer list boend.")],
        "The nearest is boende.",
    ),
    "a list for a counted answer": (
        HOUSING + '[question.M1]\nanswers = "boende"',
        [("question.M1", "answers", "The question is not answered from a list.")],
        "Take the answer out.",
    ),
    "other codes in a score": (
        HOUSING + '[question.F3]\nanswers = "boende"',
        [("question.F3", "answers", "F3 counts in the score family_social: its codes stay.")],
        "Give the list these codes: 0, 1, 2.",
    ),
    "other codes for yes and no": (
        HOUSING + '[question.G15]\nanswers = "boende"',
        [("question.G15", "answers", "The codes belong to the type of the question: they stay.")],
        "Give the list these codes: 0, 1.",
    ),
    "an answer that a check asks for taken away": (
        HOUSING.replace("2.sv", "4.sv", 1) + '[question.G9]\nanswers = "boende"',
        [("question.G9", "answers", "The list boende lacks the answer 2, which check 71 asks for.")],
        "Let these codes stay, with the same meaning: 2.",
    ),
    "answers that a skip and checks ask for taken away": (
        '[lists.own]\n3.sv = "häkte"\n[question.G19]\nanswers = "own"',
        [("question.G19", "answers", "The list own lacks the answer 1, which the rule of G20 asks for.")],
        "Let these codes stay, with the same meaning: 1, 2, 4.",
    ),
    "a nought that a skip asks for taken away": (
        '[lists.own]\n1.sv = "alkohol"\n[question.D14]\nanswers = "own"',
        [("question.D14", "answers", "The list own lacks the answer 0, which the rule of D15 asks for.")],
        "Let these codes stay, with the same meaning: 0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16.",
    ),
    "the name of a shipped list": (
        '[lists.route]\n1.sv = "a"\n[question.D1-route]\nanswers = "route"',
        [("lists.route", "", "There is a list of that name already.")],
        "Give it another. A single answer gets other words with its question.",
    ),
    "an answer that cannot be keyed": (
        '[lists.kommun]\n18000.sv = "Stockholm"\n[question.G9]\nanswers = "kommun"',
        [("lists.kommun", "18000", "18000 is wider than any box.")],
        "Number the answers from 0 to 9999.",
    ),
    "an answer by a name": (
        '[lists.own]\nja.sv = "ja"',
        [("lists.own", "ja", "ja is not the code of an answer.")],
        "Write whole numbers from 0 to 9999, without noughts before.",
    ),
    "a code in two ways": (
        '[lists.own]\n1.sv = "ja"\n01.sv = "ja"',
        [("lists.own", "01", "01 is not the code of an answer.")],
        "Write whole numbers from 0 to 9999, without noughts before.",
    ),
    "an answer without words": (
        '[lists.own]\n1.sv = " "',
        [("lists.own", "1", "The wording is missing.")],
        "Write it as 1.sv = ...",
    ),
    "an answer without any language": (
        "[lists.own]\n1 = {}",
        [("lists.own", "1", "The wording is missing.")],
        "Write it as 1.sv = ...",
    ),
    "no answers": (
        '[lists.own]\n[question.G9]\nanswers = "own"',
        [("lists.own", "", "A list needs an answer above 0.")],
        "Write its answers below it.",
    ),
    "a misspelt language": (
        '[lists.own]\n1.sw = "ja"\n[question.G9]\nanswers = "own"',
        [("lists.own", "1.sw", "The key is not known."), ("lists.own", "1", "The wording is missing.")],
        "The nearest is sv.",
    ),
    "a list for a list": (
        '[[lists.own]]\ncode = 1\nsv = "ja"',
        [("lists.own", "", "A table is expected here.")],
        "Write it as key = value.",
    ),
}


@pytest.mark.parametrize(("text", "wanted", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_list_is_told_once_and_its_questions_are_left_as_they_are(
    text: str, wanted: list[tuple[str, str, str]], remedy: str
) -> None:
    own, found = laid(text)
    assert [(fault.place, fault.key, str(fault.what)) for fault in found] == wanted
    assert str(found[0].remedy) == remedy
    assert own == laid("")[0]
