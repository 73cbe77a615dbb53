"""Each fault of an instrument is found by itself, at its place, and a part that is damaged is told of once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.damage import (
    Bench,
    Damage,
    Found,
    faults_of,
    form,
    helped,
    question,
    repeated,
    score,
    scored,
    twice,
    without,
)

M3_LABEL = {"sv": "Långvarig sjukdom som påverkar livet", "en": "Long-term illness affecting daily life"}
MANY = "Frågan gäller sjukdom. "
WORDS = "Words are expected here."

ONE_FAULT: dict[str, tuple[Damage, Found]] = {
    # What may stand in the files.
    "a misspelt key": (question("M3", labl="x"), ("M3", "labl", "The key is not known.")),
    "words for a number": (question("M1", max="99"), ("M1", "max", "A whole number is expected here.")),
    "a number for words": (question("M3", label={"sv": 3, "en": "x"}), ("M3", "label.sv", WORDS)),
    "words for yes or no": (question("M3", carry="yes"), ("M3", "carry", "true or false is expected here.")),
    "control characters": (question("M3", label={"sv": "\x1b[2J", "en": "x"}), ("M3", "label.sv", WORDS)),
    "a word for a list": (question("M11", forms="grund"), ("M11", "forms", "A list is expected here.")),
    "a number for a table": (score("legal", shares=[3]), ("score legal", "shares", "A table is expected here.")),
    "a bad alias": (
        question("M3", alias="A 3"),
        ("M3", "alias", "An alias is at most 12 letters, digits, hyphens or full stops."),
    ),
    "a date": (question("M3", timeframe=date(2026, 1, 1)), ("M3", "timeframe", WORDS)),
    # What loading needs.
    "an unknown type": (question("M1", type="dayz"), ("M1", "type", "dayz is not known here.")),
    "an unknown step": (question("M3", step="later"), ("M3", "step", "later is not known here.")),
    "an unknown list": (question("H1-A", answers="kin"), ("H1-A", "answers", "There is no answer list kin.")),
    "an impossible range": (question("M1", min=100), ("M1", "min, max", "The range 100-99 is not possible here.")),
    "a code twice": (twice("M1"), ("M1", "code", "The code occurs twice.")),
    "an unknown item": (question("M2", n_when="M99 == 0"), ("M2", "n_when", "there is no question M99")),
    "an unreadable rule": (question("M2", n_when="M1 = 0"), ("M2", "n_when", "= 0 cannot be read")),
    "a rule too deep": (
        question("M2", n_when="(" * 400),
        ("M2", "n_when", "the condition is too long or has too many brackets"),
    ),
    "a rule too wide": (
        question("M2", n_when="M1 in (0..999999999)"),
        ("M2", "n_when", "0..999999999 is not a range of numbers"),
    ),
    "an unknown form": (question("M3", forms=["grund", "x"]), ("M3", "forms", "There is no form x.")),
    "no Swedish": (question("M3", label={"en": "Illness"}), ("M3", "label.sv", "The wording is missing.")),
    "no English": (question("M3", text={"sv": "Är du sjuk?"}), ("M3", "text.en", "The wording is missing.")),
    "an answer without words": (
        lambda bench: bench.document["answers"]["lists"]["yes_no"][0].update(en=""),
        ("answers yes_no", "answers", "Answer 0 lacks words in Swedish or English."),
    ),
    "an answer twice": (
        lambda bench: bench.document["answers"]["lists"]["route"].append({"code": 5, "sv": "a", "en": "b"}),
        ("answers route", "answers", "Answer 5 occurs twice."),
    ),
    "a score of nothing": (scored("legal", "L99", 5), ("score legal", "items", "there is no question L99")),
    "a score twice": (
        lambda bench: bench.document["scores"]["score"].append(bench.score("legal")),
        ("scores.toml", "id", "legal occurs twice."),
    ),
    "no label at all in English": (
        question("M3", label={"sv": "Sjuk", "en": " "}),
        ("M3", "label.en", "The wording is missing."),
    ),
    "no answers": (without("G9", "answers"), ("G9", "answers", "The answers are missing.")),
    "no type": (without("M3", "type"), ("M3", "type", "- is not known here.")),
    # The route.
    "a circle of one": (
        question("M3", n_when="M3 == 0"),
        ("M3", "n_when", "In grund, grund-kort questions wait in a circle: M3."),
    ),
    "a circle of three": (
        lambda bench: [
            bench.question(code).update(n_when=f"{other} == 0")
            for code, other in (("G14", "M2"), ("M2", "E3"), ("E3", "G14"))
        ],
        ("G14", "n_when", "In grund questions wait in a circle: G14, M2, E3."),
    ),
    "asked by no form": (question("M11", forms=[]), ("M11", "forms", "No form asks the question.")),
    "a gate always shut": (
        question("M2", n_when="M1 >= 0"),
        ("M2", "n_when", "It can never be asked in grund: the rule holds for every answer."),
    ),
    "a gate shut for every code": (
        question("M5-spec", n_when="M5 in (0, 1)"),
        ("M5-spec", "n_when", "It can never be asked in grund, uppf: the rule holds for every answer."),
    ),
    "many gates always shut": (
        question("L17", n_when="all(L3..L16 >= 0)"),
        ("L17", "n_when", "It can never be asked in grund, uppf: the rule holds for every answer."),
    ),
    "shut by a gate before the gate": (
        question("D16", n_when="D14 == 0 or D15 == N or D15 >= 0"),
        ("D16", "n_when", "It can never be asked in grund: the rule holds for every answer."),
    ),
    "shut in one form alone": (
        question("D4-route", n_when="D4-30d >= 0 and D4-life == 0"),
        ("D4-route", "n_when", "It can never be asked in uppf: the rule holds for every answer."),
    ),
    "money that is always there": (
        question("E9", n_when="E12 >= 0"),
        ("E9", "n_when", "It can never be asked in grund, uppf: the rule holds for every answer."),
    ),
    "always forced": (
        question("E5", set_when="0 when E4 >= 0"),
        (
            "E5",
            "set_when",
            "It can never be asked in grund, grund-kort, uppf, uppf-kort: the rule holds for every answer.",
        ),
    ),
    "a rule that never holds": (
        question("E9", n_when="E8 == 7"),
        ("E9", "n_when", "The rule can never hold: no answer makes it true."),
    ),
    "N where N cannot be": (
        question("E9", n_when="E8 == N"),
        ("E9", "n_when", "The rule can never hold: no answer makes it true."),
    ),
    "a forced value out of range": (
        question("E5", set_when="7 when E4 == 0"),
        ("E5", "set_when", "7 is not a value that the question can have."),
    ),
    "a forced value without a rule": (
        question("E5", set_when="0"),
        ("E5", "set_when", "This is not 'value when condition'."),
    ),
    "words for an N that cannot be": (
        question("M3", n_means={"sv": "a", "en": "b"}),
        ("M3", "n_means", "The question can never be N, so these words are never seen."),
    ),
    "words for no answer": (
        question("M3", answer_labels={"7": {"sv": "a"}}),
        ("M3", "answer_labels.7", "The question has no answer 7."),
    ),
    # Forms and scores.
    "an unknown counterpart": (form("grund", counterpart="kort"), ("grund", "counterpart", "There is no form kort.")),
    "a counterpart of another purpose": (
        form("uppf", counterpart="grund-kort"),
        ("uppf", "counterpart", "grund-kort is not the other length of the same form."),
    ),
    "a counterpart of the same length": (
        form("uppf", counterpart="grund"),
        ("uppf", "counterpart", "grund is not the other length of the same form."),
    ),
    "an unknown purpose": (form("uppf", purpose="x"), ("uppf", "purpose", "x is not known here.")),
    "short but not full": (
        question("G14", forms=["grund-kort"]),
        ("G14", "forms", "grund-kort asks it but grund does not."),
    ),
    "a score that a form cannot make": (
        scored("medical", "M4", 1),
        ("score medical", "items", "M4 is not asked in uppf-kort: there is never a score."),
    ),
    "a term twice": (
        score("legal", money=[{"item": "L24", "divisor": 46, "cap": 9.2}]),
        ("score legal", "items", "L24 is counted twice."),
    ),
    "a term that may be N": (
        scored("medical", "G20", 30),
        ("score medical", "items", "G20 may be N, and then there is no score."),
    ),
    "a table too short": (
        score("family_social", reversed={"F3": {"becomes": [2, 1], "divisor": 10}}),
        ("score family_social", "items", "The table of F3 ends before its highest answer 2."),
    ),
    "a divisor of zero": (scored("legal", "L24", 0), ("score legal", "divisor", "A divisor is zero or below.")),
    "an unknown composite": (question("M6", composite="medicin"), ("M6", "composite", "There is no score medicin.")),
    # Words.
    "a long label": (
        question("M3", label={"sv": "a" * 51, "en": "x"}),
        ("M3", "label.sv", "The label has 51 signs; the sheet shows 50."),
    ),
    "a label twice": (
        question("M4", label={"sv": M3_LABEL["sv"].upper(), "en": "x"}),
        ("M4", "label.sv", "The label is the same as that of M3."),
    ),
    "an alias that is a code": (question("M3", alias="d14"), ("M3", "alias", "The alias also names D14.")),
    "no help": (lambda bench: bench.helps["medical"].pop("M3"), ("M3", "help", "The help is missing.")),
    "help of one sentence": (
        helped("medical", "M3", "Räkna t.ex. astma, diabetes m.m. som inte gått över"),
        ("M3", "help", "The help has fewer than two sentences."),
    ),
    "help that repeats the label": (
        helped("medical", "M3", f"{M3_LABEL['sv']}. {M3_LABEL['sv']}."),
        ("M3", "help", "The help only repeats the label or the question."),
    ),
    "the same help twice": (repeated("medical", "M4", "M3"), ("M4", "help", "The help is the same as that of M3.")),
    "help with control characters": (
        helped("medical", "M3", MANY * 2 + "\x1b"),
        ("M3", "help", "The help holds control characters."),
    ),
    "help for nothing": (helped("medical", "M77", MANY * 2), ("M77", "help", "There is no question M77 in medical.")),
}


def test_the_shipped_instrument_has_no_faults() -> None:
    assert faults_of(Bench().inspected()) == []


@pytest.mark.parametrize(("damage", "fault"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_one_damage_is_one_fault(damage: Damage, fault: Found) -> None:
    bench = Bench()
    damage(bench)
    found = bench.inspected()
    assert faults_of(found) == [fault]
    assert str(found.faults[0].remedy)
    assert not found.faults[0].is_note
