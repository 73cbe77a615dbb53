"""The inspection of a whole instrument: all faults at once, notes apart from faults, and no file that can break it."""

from __future__ import annotations

from datetime import date
from math import nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core.inspection import inspect
from asi_tui.core.loading import Fault
from asi_tui.message import say
from tests.core.damage import Bench, faults_of, shipped
from tests.core.test_inspection import ONE_FAULT

NOTES = {
    ("D3-route", "D3-life"): ["grund-kort", "uppf"],
    ("D4-route", "D4-life"): ["uppf"],
    ("D5-route", "D5-life"): ["grund-kort", "uppf"],
    ("D6-route", "D6-life"): ["uppf"],
    ("D7-route", "D7-life"): ["uppf"],
    ("D8-route", "D8-life"): ["grund-kort", "uppf"],
    ("D9-route", "D9-life"): ["grund-kort", "uppf"],
    ("D10-route", "D10-life"): ["uppf"],
    ("D11-route", "D11-life"): ["uppf"],
    ("D12-route", "D12-life"): ["uppf"],
}
"""Per question and gate, the forms that ask the question without the gate: the years of use are not asked there."""

SIZES = {"grund": 255, "grund-kort": 111, "uppf": 167, "uppf-kort": 90}

INDEPENDENT = (
    "a misspelt key",
    "an unknown item",
    "a circle of one",
    "asked by no form",
    "a forced value out of range",
    "an unknown counterpart",
    "a term that may be N",
    "a divisor of zero",
    "a label twice",
    "no help",
    "help for nothing",
)
"""Damages that do not touch the same part."""


def test_the_notes_of_the_shipped_instrument_are_the_terms_that_its_forms_drop() -> None:
    notes = Bench().inspected().notes
    wanted = [
        (code, "n_when", f"in {form}: {gate} is not asked; the term is dropped")
        for (code, gate), forms in NOTES.items()
        for form in forms
    ]
    assert [(note.place, note.key, str(note.what)) for note in notes] == wanted
    assert all(note.is_note for note in notes)


def test_a_gate_that_comes_later_is_a_note_and_no_fault() -> None:
    bench = Bench()
    bench.question("G9")["n_when"] = "M1 == 0"
    found = bench.inspected()
    assert faults_of(found) == []
    assert ("G9", "n_when", "M1 comes after the question that it leads to.") in [
        (note.place, note.key, str(note.what)) for note in found.notes
    ]


def test_a_rule_that_a_form_drops_whole_is_a_note() -> None:
    bench = Bench()
    bench.question("E5")["set_when"] = "0 when E3 == 0"
    found = bench.inspected()
    assert faults_of(found) == []
    assert [note.place for note in found.notes if "the rule is dropped" in str(note.what)] == ["E5", "E5", "E5"]


def test_the_forms_are_told_with_their_codes_in_order() -> None:
    forms = Bench().inspected().forms
    assert {name: len(codes) for name, codes in forms.items()} == SIZES
    assert [code for code in forms["grund"] if code in forms["uppf-kort"]] == list(forms["uppf-kort"])
    assert (forms["grund"][0], forms["grund"][-1]) == ("G9", "G12")


def test_many_damages_are_told_all_at_once() -> None:
    bench = Bench()
    for name in INDEPENDENT:
        ONE_FAULT[name][0](bench)
    assert sorted(faults_of(bench.inspected())) == sorted(ONE_FAULT[name][1] for name in INDEPENDENT)


def test_two_circles_of_a_form_are_both_told() -> None:
    bench = Bench()
    for code, gate in (("G14", "G15"), ("G15", "G14"), ("E1", "E2"), ("E2", "E1")):
        bench.question(code)["n_when"] = f"{gate} == 1"
    assert {place for place, _, what in faults_of(bench.inspected()) if "circle" in what} == {"G14", "E1"}


def test_forms_that_cannot_be_told_apart_are_faults() -> None:
    bench = Bench()
    bench.form("uppf-kort")["length"] = "full"
    assert faults_of(bench.inspected()) == [
        ("uppf", "counterpart", "uppf-kort is not the other length of the same form."),
        ("uppf-kort", "length", "uppf has the same purpose and length."),
        ("uppf-kort", "counterpart", "uppf is not the other length of the same form."),
        ("forms.toml", "form", "There is no form with purpose follow_up and length short."),
    ]


def test_a_file_that_holds_another_area_is_a_fault() -> None:
    bench = Bench()
    bench.area("medical")["id"] = "medicine"
    assert ("areas/medical.toml", "id", "The file holds the area medicine.") in faults_of(bench.inspected())


def test_a_form_that_asks_nothing_is_a_fault() -> None:
    bench = Bench()
    for code in bench.inspected().forms["uppf-kort"]:
        bench.question(code)["forms"].remove("uppf-kort")
    assert ("uppf-kort", "forms", "The form asks nothing.") in faults_of(bench.inspected())


@pytest.mark.parametrize(("number", "other", "alike"), [("D5", "D4", False), ("D20", "D19", True), ("F20", "D4", True)])
def test_the_same_help_is_a_fault_outside_one_grid(number: str, other: str, alike: bool) -> None:
    bench = Bench()
    place = {"D": "substances", "F": "family_social"}
    bench.helps[place[number[0]]][number] = bench.helps[place[other[0]]][other]
    found = [what for _, key, what in faults_of(bench.inspected()) if key == "help"]
    assert [("The help is the same as that of" in what) for what in found] == [True] * alike


def test_faults_of_an_overlay_come_first() -> None:
    fault = Fault("question.D14", "alias", say("x"), say("y"))
    document, helps = shipped()
    assert inspect(document, helps, (fault,)).faults == (fault,)


def test_an_empty_instrument_is_told_and_not_a_crash() -> None:
    found = faults_of(inspect({}, {}))
    assert len(found) == 4
    assert all(what.startswith("There is no form with purpose") for _, _, what in found)


Place = tuple[str | int, ...]


def places(part: object, here: Place = ()) -> list[Place]:
    if isinstance(part, dict):
        return [here, *(place for key, value in part.items() for place in places(value, (*here, key)))]
    if isinstance(part, list):
        return [here, *(place for at, value in enumerate(part) for place in places(value, (*here, at)))]
    return [here]


def put(document: dict[str, Any], place: Place, value: object) -> None:
    part: Any = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value


ALL_PLACES = [place for place in places(shipped()[0]) if place and place[:2] != ("areas", 5)]
"""Every place of the document but those of the family history, which are many and all alike."""

STRANGE: list[object] = [
    0,
    -1,
    10**30,
    1.5,
    nan,
    True,
    "",
    "x",
    "M1",
    "M1 == 0",
    "(",
    "\x00",
    [],
    [[]],
    {},
    {"code": []},
]
STRANGE += [date(2026, 1, 1), ["M1"], {"sv": 1}, {"M1": 0}, "0 when M1 == 0", "uppf", [{"code": 1}], [{"id": "x"}]]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(ALL_PLACES), st.sampled_from(STRANGE)), min_size=1, max_size=4))
def test_whatever_stands_in_the_files_is_told_and_never_a_crash(changes: list[tuple[Place, object]]) -> None:
    bench = Bench()
    for place, value in sorted(changes, key=lambda change: -len(change[0])):
        put(bench.document, place, value)
    found = bench.inspected()
    assert all(str(fault.what) and str(fault.remedy) for fault in (*found.faults, *found.notes))


@pytest.mark.parametrize("place", [place for place in ALL_PLACES if len(place) < 4], ids=str)
def test_a_part_that_is_no_table_or_list_is_a_fault(place: Place) -> None:
    bench = Bench()
    put(bench.document, place, date(2026, 1, 1))
    assert faults_of(bench.inspected())
