"""The tables of checks are looked through like the questions: each fault is told once, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from asi_tui.core.checks import Facts, fired
from asi_tui.core.interview import begin
from asi_tui.core.loading import FaultyInstrument, canonical, hashes, load
from asi_tui.errors import ConfigError
from asi_tui.instruments import folder, read_document
from tests.core.damage import Bench, Damage, Found, faults_of
from tests.scenario import instrument


def row(bench: Bench, number: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = bench.document["checks"]["check"]
    return next(row for row in rows if row["number"] == number)


def check(number: str, **keys: object) -> Damage:
    return lambda bench: row(bench, number).update(keys)


def without(number: str, key: str) -> Damage:
    return lambda bench: row(bench, number).pop(key)


def said(number: str, **words: str) -> Damage:
    return lambda bench: row(bench, number)["message"].update(words)


def each(number: str, **lists: object) -> Damage:
    return lambda bench: row(bench, number)["each"].update(lists)


def again(number: str, **keys: object) -> Damage:
    return lambda bench: bench.document["checks"]["check"].append({**deepcopy(row(bench, number)), **keys})


ONE_FAULT: dict[str, tuple[Damage, Found]] = {
    "an unknown question": (check("22", when="D2-30d > D99-30d"), ("check 22", "when", "there is no question D99-30d")),
    "an unreadable condition": (check("17", when="E11 = 0"), ("check 17", "when", "= 0 cannot be read")),
    "no condition": (without("71", "when"), ("check 71", "when", "- is not known here")),
    "a fact that is not known": (check("70", when="height < 18"), ("check 70", "when", "height is not known here")),
    "an earlier value of nothing": (
        check("70", when="age < earlier_base(Q1)"),
        ("check 70", "when", "there is no question Q1"),
    ),
    "a box that is not there": (
        check("22", items=["D2-30d", "D99"]),
        ("check 22", "items", "There is no question D99."),
    ),
    "an unknown kind": (check("22", kind="harsh"), ("check 22", "kind", "harsh is not known here.")),
    "no kind": (without("22", "kind"), ("check 22", "kind", "- is not known here.")),
    "an unknown form": (check("22", forms=["grund", "x"]), ("check 22", "forms", "There is no form x.")),
    "no form": (check("22", forms=[]), ("check 22", "forms", "No form has the check.")),
    "forms left out": (without("22", "forms"), ("check 22", "forms", "No form has the check.")),
    "a form that asks nothing of it": (
        check("23", forms=["grund", "uppf"]),
        ("check 23", "forms", "uppf asks none of its questions."),
    ),
    "a number twice": (again("22"), ("check 22", "number", "The number occurs twice.")),
    "no number": (
        lambda bench: bench.document["checks"]["check"].append({"kind": "soft"}),
        ("check ?", "number", "number is missing in one of the tables."),
    ),
    "no Swedish": (said("22", sv=""), ("check 22", "message.sv", "The wording is missing.")),
    "no English": (
        lambda bench: row(bench, "22")["message"].pop("en"),
        ("check 22", "message.en", "The wording is missing."),
    ),
    "a value that it does not read": (
        said("22", sv="{D3-30d} dagar?"),
        ("check 22", "message.sv", "D3-30d stands in the message, but the check does not read it."),
    ),
    "a fact that it does not read": (
        said("22", en="{D1-30d} days at {age}?"),
        ("check 22", "message.en", "age stands in the message, but the check does not read it."),
    ),
    "a value that is no question": (
        said("22", sv="{D99} dagar?"),
        ("check 22", "message.sv", "there is no question D99"),
    ),
    "a value that cannot be read": (said("22", sv="{} dagar?"), ("check 22", "message.sv", "- is not known here")),
    "a brace left open": (
        said("22", sv="{D1-30d dagar?"),
        ("check 22", "message.sv", "The braces or brackets do not pair."),
    ),
    "a bracket within another": (
        said("22", en="[a [b] c]"),
        ("check 22", "message.en", "The braces or brackets do not pair."),
    ),
    "a misspelt key": (check("22", wen="D1-30d == 1"), ("check 22", "wen", "The key is not known.")),
    "lists of different length": (
        each("79", area_sv=["Alkohol"]),
        ("check 79", "each", "The lists of each are empty or not of the same length."),
    ),
    "an empty list": (each("75", c=[]), ("check 75", "each", "The lists of each are empty or not of the same length.")),
    "a span of nothing": (each("75", c=["L16..L3"]), ("check 75", "each", "L16..L3 holds no question")),
    "the same one twice": (
        each("75", c=["M1", "P1", "M1"]),
        ("check 75", "each", "Two of its checks would be called 75:M1."),
    ),
    "a table that is none": (
        lambda bench: bench.document.update(checks=["22"]),
        ("instrument", "checks", "A table is expected here."),
    ),
}
"""What is damaged, and the one fault that is told."""


@pytest.mark.parametrize("name", ONE_FAULT)
def test_a_fault_of_a_check_is_told_with_its_place(name: str) -> None:
    damage, fault = ONE_FAULT[name]
    bench = Bench()
    damage(bench)
    assert faults_of(bench.inspected()) == [fault]
    assert all(str(told.remedy) for told in bench.inspected().faults)


def test_the_shipped_checks_have_no_fault() -> None:
    assert faults_of(Bench().inspected()) == []


def test_a_name_without_its_list_is_told() -> None:
    bench = Bench()
    row(bench, "38")["each"].pop("name_en")
    assert {(place, key) for place, key, _ in faults_of(bench.inspected())} == {("check 38", "message.en")}


def test_a_question_taken_out_is_told_by_every_check_that_reads_it() -> None:
    bench = Bench()
    for area in bench.document["areas"]:
        area["question"] = [one for one in area["question"] if one["code"] != "L27"]
    told = {place for place, key, _ in faults_of(bench.inspected()) if place.startswith("check ")}
    assert told == {"check 43", "check 44", "check 48"}


LOADING: list[tuple[Damage, str]] = [
    (check("22", when="D2-30d >"), "check 22 when"),
    (again("22"), "check 22 number"),
    (said("22", sv="{M1}"), "check 22 message.sv"),
]


@pytest.mark.parametrize(("damage", "says"), LOADING)
def test_an_instrument_with_a_faulty_check_is_not_loaded(damage: Damage, says: str) -> None:
    bench = Bench()
    damage(bench)
    with pytest.raises(FaultyInstrument) as refused:
        load(bench.document)
    assert str(refused.value).startswith(says)


CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda document: document["checks"]["check"][0].update(when="G19 == 1"),
    lambda document: document["checks"]["check"][0]["message"].update(sv="Stämmer {G19}?"),
    lambda document: document["checks"]["check"].pop(),
    lambda document: document.pop("checks"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_checks_change_the_content_and_not_the_structure(change: Callable[[dict[str, Any]], object]) -> None:
    document = read_document()
    structure, content = hashes(document)
    change(document)
    assert hashes(document)[0] == structure
    assert hashes(document)[1] != content


def test_an_instrument_kept_without_checks_has_none() -> None:
    document = read_document()
    del document["checks"]
    older = load(json.loads(canonical(document)))
    assert older.checks == {}
    assert older.structure_hash == instrument().structure_hash
    assert fired(begin(older, "grund", {"D1-30d": 0, "D2-30d": 9}), Facts(age=12)) == ()
    assert [one.check.id for one in fired(begin(instrument(), "grund", {"D1-30d": 0, "D2-30d": 9}), Facts())] == ["22"]


def test_a_check_may_be_added_and_is_read_like_the_others() -> None:
    bench = Bench()
    bench.document["checks"]["check"].append(
        {
            "number": "900",
            "kind": "soft",
            "forms": ["uppf"],
            "each": {"k": ["30d"], "c": "L3..L4"},
            "when": "P4-{k} == 1 and M1 > 3",
            "items": ["M1"],
            "message": {"sv": "{M1} gång|gånger?", "en": "{M1} time|times?"},
        }
    )
    assert faults_of(bench.inspected())[0][:2] == ("check 900", "each")
    bench.document["checks"]["check"][-1]["each"] = {"k": ["30d"]}
    assert faults_of(bench.inspected()) == []
    own = load(bench.document)
    (one,) = fired(begin(own, "uppf", {"P4-30d": 1, "M1": 4}), Facts())
    assert (one.check.id, one.words.sv, one.codes) == ("900:M1", "4 gånger?", ("M1", "P4-30d"))


def test_a_folder_without_the_file_of_checks_is_refused(tmp_path: Path) -> None:
    own = copytree(str(folder()), tmp_path / "own")
    (own / "checks.toml").unlink()
    with pytest.raises(ConfigError) as refused:
        read_document(own)
    assert refused.value.where.endswith("own/checks.toml")
