"""Each skip of the instrument: what takes a box off the route, what leaves it there, and what the way back brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from asi_tui.core.answer import Value
from asi_tui.core.expression import parse
from asi_tui.core.truth import items
from tests.core.answers import an_answer
from tests.core.facts import ROWS, form_codes, forms_with
from tests.scenario import FORMS, Scenario, instrument

Given = Mapping[str, Value]


@dataclass(frozen=True)
class Skip:
    """Answers that take the box off the route, and answers that leave it there; X at each gate is in one of the two."""

    closed_by: tuple[Given, ...]
    left_by: tuple[Given, ...]


def gate(code: str, closes: tuple[Value, ...], leaves: tuple[Value, ...]) -> Skip:
    return Skip(tuple({code: value} for value in closes), tuple({code: value} for value in leaves))


def grid(row: str) -> Skip:
    days, years = f"{row}-30d", f"{row}-life"
    return Skip(
        closed_by=({days: 0, years: 0},),
        left_by=(
            {days: 1, years: 0},
            {days: 0, years: 1},
            {days: 30, years: 99},
            {days: "X", years: 0},
            {days: 0, years: "X"},
            {days: "X", years: "X"},
        ),
    )


CHARGES = [f"L{number}" for number in range(3, 17)]
NO_CHARGE: Given = dict.fromkeys(CHARGES, 0)

SKIPS: dict[str, Skip] = {
    "G20": gate("G19", (1,), (2, 3, 4, 5, 6, "X")),
    "M2": gate("M1", (0,), (1, 99, "X")),
    "M3-spec": gate("M3", (0, "X"), (1,)),
    "M5-spec": gate("M5", (0, "X"), (1,)),
    "E3-spec": gate("E3", (0, "X"), (1,)),
    "E7-spec": gate("E7", ("N", "X"), (1, 8, 9)),
    "E9": gate("E8", (0,), (1, "X")),
    "E20": gate("E19", ("N",), (0, 5, 30, "X")),
    "E21": gate("E19", ("N",), (0, 5, 30, "X")),
    **{f"D{row}-route": grid(f"D{row}") for row in range(1, 13)},
    "D15": gate("D14", (0,), (1, 12, 15, 16, "X")),
    "D16": Skip(
        closed_by=(
            {"D14": 0},
            {"D14": 0, "D15": 4},
            {"D14": 3, "D15": 0},
            {"D14": 3, "D15": "N"},
            {"D14": "X", "D15": 0},
        ),
        left_by=({"D14": 3, "D15": 4}, {"D14": 3, "D15": "X"}, {"D14": "X", "D15": 4}, {"D14": "X", "D15": "X"}),
    ),
    "D21": gate("D19", (0,), (1, 99, "X")),
    "D22": gate("D20", (0,), (1, 99, "X")),
    "L17": Skip(
        closed_by=(NO_CHARGE,),
        left_by=(*({**NO_CHARGE, code: value} for code in CHARGES for value in (1, "X")), dict.fromkeys(CHARGES, "X")),
    ),
    "L22": gate("L21", (0,), (1, 99, "X")),
    "L23": gate("L21", (0,), (1, 99, "X")),
    "L25": gate("L24", (0,), (1, "X")),
    **{f"H{row}-{part}": gate(f"H{row}-A", ("N",), (0, 1, "X")) for row in range(1, 13) for part in "DP"},
    "F23-spec": gate("F23-30d", (0, "N", "X"), (1,)),
    "F24-30d": gate("F11", (0,), (1, 9, "X")),
    "F26-30d": gate("E11", (0,), (1, 30, "X")),
}

FORCED: dict[str, tuple[Skip, int]] = {"E5": (gate("E4", (0,), (1, "X")), 0)}

GATE_ABSENT = {
    "grund": (),
    "grund-kort": ("D3-route", "D5-route", "D8-route", "D9-route"),
    "uppf": tuple(f"D{row}-route" for row in range(3, 13)),
    "uppf-kort": (),
}
"""Routes on forms that do not ask for years: there the days alone decide."""


def reads(code: str) -> frozenset[str]:
    row = ROWS[code]
    return items(parse(row["n_when"] or row["set_when"].partition(" when ")[2], tuple(ROWS)))


def test_every_skip_of_the_instrument_has_its_case() -> None:
    assert {code for code, row in ROWS.items() if row["n_when"]} == set(SKIPS)
    assert {code for code, row in ROWS.items() if row["set_when"]} == set(FORCED)


@pytest.mark.parametrize("code", [*SKIPS, *FORCED])
def test_the_case_covers_both_ways_and_x_at_each_gate(code: str) -> None:
    skip = SKIPS[code] if code in SKIPS else FORCED[code][0]
    assert skip.closed_by
    assert any("X" not in given.values() for given in skip.left_by)
    given_x = {gate for given in (*skip.closed_by, *skip.left_by) for gate, value in given.items() if value == "X"}
    assert given_x == reads(code)


def cases(skips: Mapping[str, Skip]) -> list[tuple[str, str, Skip]]:
    """Form, box and skip, for each form that has the box and its whole gate."""
    return [(form, code, skip) for code, skip in skips.items() for form in forms_with(code, *reads(code))]


@pytest.mark.parametrize(("form", "code", "skip"), cases(SKIPS))
def test_a_skipped_box_counts_as_n(form: str, code: str, skip: Skip) -> None:
    for given in skip.closed_by:
        Scenario(form).answer(given).skips(code).counts(code, "N", why="n_skip")


@pytest.mark.parametrize(("form", "code", "skip"), cases(SKIPS))
def test_a_box_stays_on_the_route_unless_its_gate_says_otherwise(form: str, code: str, skip: Skip) -> None:
    for given in skip.left_by:
        Scenario(form).answer(given).asks(code).counts(code, None, why="unanswered")


@pytest.mark.parametrize("form", FORMS)
def test_an_unanswered_gate_leaves_every_box_on_the_route(form: str) -> None:
    Scenario(form).asks(*form_codes(form))


@pytest.mark.parametrize("code", [code for code in SKIPS if code.endswith("-route")])
def test_one_unanswered_gate_of_two_leaves_the_route_question(code: str) -> None:
    for given in reads(code):
        Scenario("grund").answer({given: 0}).asks(code)


def test_one_unanswered_charge_leaves_the_convictions() -> None:
    for code in CHARGES:
        Scenario("grund").answer(NO_CHARGE).skips("L17").answer({code: None}).asks("L17")


def test_a_gate_that_is_itself_skipped_passes_its_n_on() -> None:
    Scenario("grund").answer(D14=0).counts("D15", "N", why="n_skip").counts("D16", "N", why="n_skip")


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_that_lack_a_gate_are_known(form: str) -> None:
    asked = set(form_codes(form))
    assert tuple(code for code in SKIPS if code in asked and not reads(code) <= asked) == GATE_ABSENT[form]


@pytest.mark.parametrize(("form", "code"), [(form, code) for form, routes in GATE_ABSENT.items() for code in routes])
def test_where_years_are_not_asked_the_days_alone_decide(form: str, code: str) -> None:
    days = code.replace("-route", "-30d")
    Scenario(form).answer({days: 0}).skips(code).counts(code, "N", why="n_skip")
    Scenario(form).answer({days: 1}).asks(code)
    Scenario(form).answer({days: "X"}).asks(code)
    Scenario(form).asks(code)


@pytest.mark.parametrize(("form", "code", "skip"), cases(SKIPS))
def test_an_earlier_answer_comes_back_with_the_route(form: str, code: str, skip: Skip) -> None:
    answer = an_answer(instrument().questions[code])
    for closing in skip.closed_by:
        for opening in skip.left_by[:2]:
            interview = Scenario(form).answer(opening).answer({code: answer}).counts(code, answer, why="answered")
            interview.answer(closing).counts(code, "N", why="n_skip").has({code: answer})
            interview.answer(opening).counts(code, answer, why="answered")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", FORCED)
def test_a_forced_value_holds_as_long_as_its_rule(form: str, code: str) -> None:
    skip, value = FORCED[code]
    for opening in skip.left_by:
        interview = Scenario(form).answer(opening).asks(code).answer({code: 1})
        for closing in skip.closed_by:
            interview.answer(closing).skips(code).counts(code, value, why="forced").has({code: 1})
            interview.answer(opening).asks(code).counts(code, 1, why="answered")


@pytest.mark.parametrize("form", FORMS)
def test_a_forced_value_is_said_when_it_comes(form: str) -> None:
    Scenario(form).at("E4").keys("0").says("Valid driving licence: no. Therefore a car counts as not available").skips(
        "E5"
    )
    Scenario(form, {"E4": 0}).at("E4").keys("0").says_nothing()


def test_a_replaced_gate_says_both_what_it_replaced_and_what_it_forced() -> None:
    Scenario("grund", {"E4": 1, "E5": 1}).at("E4").keys("0").says("E4: 1 → 0", "a car counts as not available")
