"""Reading an instrument: every fault at once, with place and remedy; and the two hashes that tell instruments apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from asi_tui.core.goto import look_up
from asi_tui.core.instrument import Kind, Length, Purpose, Step
from asi_tui.core.interview import begin
from asi_tui.core.loading import Document, FaultyInstrument, canonical, hashes, load
from asi_tui.instruments import read_document
from tests.scenario import instrument


def words(sv: str) -> dict[str, str]:
    return {"sv": sv, "en": f"{sv} in English"}


def box(code: str, kind: str, **more: object) -> Document:
    return {
        "code": code,
        "label": words(code),
        "text": words(f"Vad är {code}?"),
        "type": kind,
        "forms": ["full"],
        **more,
    }


def small() -> Document:
    """An instrument of six boxes, without a fault."""
    return {
        "instrument": {
            "id": "small",
            "version": "1",
            "areas": ["one"],
            "form": [
                {"id": "full", "title": words("Hela"), "purpose": "base", "length": "full", "counterpart": "full"},
            ],
        },
        "answers": {
            "lists": {
                "yes_no": [{"code": 0, **words("nej")}, {"code": 1, **words("ja")}],
                "routes": [{"code": 1, **words("munnen")}, {"code": 2, **words("näsan")}],
            },
            "n_means": {"routes": words("inget bruk")},
        },
        "areas": [
            {
                "id": "one",
                "title": words("Ett"),
                "question": [
                    box("Z9", "choice", step="close", answers=[{"code": 1, **words("avbruten")}], allow_n=True),
                    box("A1", "yes_no"),
                    box("A2", "days30", n_when="A1 == 0", allow_n=True),
                    box("A3", "count", min=0, max=20, set_when="0 when A1 == 0"),
                    box("A4", "choice", answers="routes", number="A3"),
                    box("A5", "text", n_when="A1 in (0, X)"),
                ],
            }
        ],
        "scores": {"score": [{"id": "days", "linear": {"A2": 30}}]},
    }


def questions(document: Document) -> dict[str, Document]:
    return {row["code"]: row for row in document["areas"][0]["question"]}


def test_a_small_instrument_loads() -> None:
    made = load(small())
    assert list(made.questions) == ["A1", "A2", "A3", "A4", "A5", "Z9"]
    assert made.forms["full"].codes == tuple(made.questions)
    assert (made.forms["full"].purpose, made.forms["full"].length) == (Purpose.BASE, Length.FULL)
    assert [question.kind for question in made.questions.values()][:2] == [Kind.YES_NO, Kind.DAYS]
    assert (made.questions["A2"].minimum, made.questions["A2"].maximum) == (0, 30)
    assert (made.questions["A4"].number, made.questions["A4"].maximum) == ("A3", 2)
    assert str(made.questions["A4"].n_means) == "inget bruk in English"
    assert made.questions["Z9"].step is Step.CLOSE
    assert made.scores["days"].items == ("A2",)


Change = Callable[[Document], object]


def put(code: str, **more: object) -> Change:
    return lambda document: questions(document)[code].update(more)


def drop(code: str, key: str) -> Change:
    return lambda document: questions(document)[code].pop(key)


def add(**more: object) -> Change:
    return lambda document: document["areas"][0]["question"].append({**box("A6", "yes_no"), **more})


def at(path: str, value: object) -> Change:
    """Put a value at a path such as "instrument.form.0.length"."""

    def change(document: Document) -> None:
        *way, last = path.split(".")
        part: Any = document
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value

    return change


FAULTS: list[tuple[Change, str, str, str, str]] = [
    (put("A2", n_when="Q7 == 0"), "A2", "n_when", "no question Q7", "Correct the condition: Q7 == 0"),
    (put("A2", n_when="A1 = 0"), "A2", "n_when", "cannot be read", "Correct the condition: A1 = 0"),
    (put("A2", n_when=""), "A2", "n_when", "is not known here", "Correct the condition"),
    (put("A3", set_when="0 when Q7 == 0"), "A3", "set_when", "no question Q7", "Correct the condition: Q7 == 0"),
    (put("A3", set_when="A1 == 0"), "A3", "set_when", "not 'value when condition'", "Write it as 0 when E4 == 0"),
    (put("A3", set_when="no when A1 == 0"), "A3", "set_when", "not 'value when condition'", "Write it as"),
    (add(code="A1"), "A1", "code", "The code occurs twice", "Give each box its own code"),
    (put("A1", type="maybe"), "A1", "type", "maybe is not known here", "Use one of: yes_no, choice"),
    (drop("A1", "type"), "A1", "type", "- is not known here", "Use one of: yes_no, choice"),
    (put("A1", step="later"), "A1", "step", "later is not known here", "Use one of: interview, rating, close"),
    (put("A1", forms=["full", "half"]), "A1", "forms", "There is no form half", "Use one of: full"),
    (put("A1", hint="?"), "A1", "hint", "The key is not known", "Known keys:"),
    (put("A4", answers="rutes", min=1, max=2), "A4", "answers", "no answer list rutes", "Use one of: yes_no, routes"),
    (at("answers.lists.routes", [{"sv": "a", "en": "a", "code": 1}, {"sv": "b", "en": "b"}]), "routes", "answers",
     "An answer has no code", "Give each answer a number"),
    (at("answers.lists.routes", [{"code": 1, "sv": "a", "en": ""}]), "routes", "answers", "Answer 1 lacks words",
     "Write both sv and en"),
    (put("A3", min=5, max=3), "A3", "min, max", "The range 5-3 is not possible", "Give whole numbers"),
    (put("A3", min=-1), "A3", "min, max", "The range -1-20 is not possible", "Give whole numbers"),
    (put("A3", max="many"), "A3", "min, max", "The range 0-many is not possible", "Give whole numbers"),
    (drop("A3", "max"), "A3", "min, max", "The range 0-0 is not possible", "Give whole numbers"),
    (put("A2", max=31), "A2", "min, max", "The range 0-31 is not possible", "that fit the type and its answers"),
    (put("A4", max=5), "A4", "min, max", "The range 1-5 is not possible", "that fit the type and its answers"),
    (drop("A1", "label"), "A1", "label.sv", "The wording is missing", "Write label = { sv = ..., en = ... }"),
    (put("A1", label={"sv": "A"}), "A1", "label.en", "The wording is missing", "Write label = { sv"),
    (put("A1", text={"sv": " ", "en": "A"}), "A1", "text.sv", "The wording is missing", "Write text = { sv"),
    (put("A1", n_means={"en": "A"}), "A1", "n_means.sv", "The wording is missing", "Write n_means = { sv"),
    (at("areas.0.title", "Ett"), "one", "title.en", "The wording is missing", "Write title = { sv"),
    (at("instrument.form.0.title", {"sv": "Hela"}), "full", "title.en", "The wording is missing", "Write title = { sv"),
    (at("instrument.form.0.length", "long"), "full", "length", "long is not known here", "Use one of: full, short"),
    (at("instrument.form.0.purpose", "fun"), "full", "purpose", "fun is not known here", "Use one of: base, follow_up"),
    (at("scores.score.0.linear", {"A2": 30, "Q7": 1}), "score days", "items", "no question Q7", "Name a question"),
    (at("scores.score.0.money", [{"item": "Q7", "divisor": 1, "cap": 9}]), "score days", "items", "Q7", "Name"),
    (at("scores.score.0.shares", [{"of": ["A1", "Q7"], "divisor": 5}]), "score days", "items", "Q7", "Name"),
]  # fmt: skip
"""What is changed in the small instrument, and the fault that follows: place, key, what, remedy."""


@pytest.mark.parametrize(("change", "place", "key", "what", "remedy"), FAULTS)
def test_a_fault_is_told_with_its_place_and_remedy(
    change: Change, place: str, key: str, what: str, remedy: str
) -> None:
    document = small()
    change(document)
    with pytest.raises(FaultyInstrument) as refused:
        load(document)
    faults = [fault for fault in refused.value.faults if fault.place.endswith(place) and fault.key == key]
    assert len(faults) == 1, refused.value
    assert what in str(faults[0].what)
    assert remedy in str(faults[0].remedy)
    assert not faults[0].is_note
    told = {(fault.place, fault.key.partition(".")[0]) for fault in refused.value.faults}
    assert len(told) == 1, "nothing else is wrong"


def test_all_faults_are_told_at_once() -> None:
    document = small()
    for change, *_ in FAULTS[:1] + FAULTS[5:7] + FAULTS[-1:]:
        change(document)
    questions(document)["A5"]["n_when"] = "A1 =="
    with pytest.raises(FaultyInstrument) as refused:
        load(document)
    places = [(fault.place, fault.key) for fault in refused.value.faults]
    assert places == [("A2", "n_when"), ("A3", "set_when"), ("A5", "n_when"), ("A1", "code"), ("score days", "items")]
    assert all(place in str(refused.value) for place, _ in places)


def same_structure(document: Document, other: Document) -> tuple[bool, bool]:
    (structure, content), (structure_too, content_too) = hashes(document), hashes(other)
    return structure == structure_too, content == content_too


WORDING: list[Change] = [
    put("A1", label=words("annat")),
    put("A1", text=words("Annat?")),
    put("A1", n_means=words("inget")),
    put("A1", x_means=words("vet ej")),
    put("A1", alias="B7"),
    at("areas.0.title", words("Två")),
    at("instrument.form.0.title", words("Stora")),
    at("answers.lists.yes_no.0.sv", "icke"),
    at("answers.n_means.routes", words("annat")),
    at("areas.0.question.0.answers", [{"code": 1, **words("bruten")}]),
]

MEANING: list[Change] = [
    put("A3", max=19),
    put("A3", unit="months"),
    put("A2", n_when="A1 == 1"),
    put("A2", allow_n=False),
    put("A2", since_last=True),
    put("A1", forms=[]),
    put("A4", answers="yes_no"),
    at("answers.lists.yes_no.0.code", 2),
    at("scores.score.0.linear", {"A2": 31}),
    at("areas.0.question.0.answers", [{"code": 2, **words("avbruten")}]),
    lambda document: document["areas"][0]["question"].reverse(),
]


@pytest.mark.parametrize("change", WORDING)
def test_another_wording_changes_only_the_content_hash(change: Change) -> None:
    document = small()
    change(document)
    assert same_structure(small(), document) == (True, False)


@pytest.mark.parametrize("change", MEANING)
def test_another_meaning_changes_both_hashes(change: Change) -> None:
    document = small()
    change(document)
    assert same_structure(small(), document) == (False, False)


def test_the_order_of_keys_in_a_file_changes_nothing() -> None:
    document = small()
    document["areas"][0]["question"] = [dict(reversed(row.items())) for row in document["areas"][0]["question"]]
    assert same_structure(small(), document) == (True, True)
    assert canonical(small()) == canonical(document)


@pytest.mark.parametrize("document", [small(), read_document()], ids=["small", "shipped"])
def test_an_instrument_comes_back_from_its_canonical_json_as_it_was(document: Document) -> None:
    before = deepcopy(document)
    kept = canonical(document)
    assert load(json.loads(kept)) == load(document)
    assert canonical(json.loads(kept)) == kept
    assert document == before, "reading changes nothing"


def test_the_shipped_instrument_knows_its_hashes() -> None:
    assert (instrument().structure_hash, instrument().content_hash) == hashes(read_document())
    assert instrument().structure_hash != instrument().content_hash


def test_a_box_is_found_by_the_sites_alias_too() -> None:
    document = small()
    put("A2", alias="B7")(document)
    named = begin(load(document), "full")
    assert [look_up(named, typed) for typed in ("b7", "A2", "a3")] == ["A2", "A2", "A3"]
