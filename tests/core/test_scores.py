"""The seven composite scores: worked and published examples, the money term, and what a missing answer does.

tests/score_examples.csv: an item that an example does not name is 0, D1 stands for D1-30d, "blank" is unanswered; the
HELP examples are published records of a trial (Samet and others 2003), the others were worked out by hand.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

import pytest

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import MoneyTerm
from asi_tui.core.scoring import MoneyVersion, Scoring, money, score
from tests.core.answers import an_answer
from tests.core.facts import ROWS
from tests.scenario import FORMS, Scenario, instrument

TABLE = Path(__file__).parents[1] / "score_examples.csv"
AREAS = ("medical", "employment", "alcohol", "drug", "legal", "family_social", "psychiatric")


@dataclass(frozen=True)
class Example:
    """A set of answers and the score it gives; None: no score."""

    name: str
    area: str
    scoring: Scoring
    answers: dict[str, Value]
    score: float | None


def _example(row: dict[str, str]) -> Example:
    items = instrument().scores[row["area"]].items
    answers: dict[str, Value] = dict.fromkeys(items, 0)
    for name, value in re.findall(r"(\w+)=(\w+)", row["answers"]):
        code = name if name in items else f"{name}-30d"
        assert code in items
        if value == "blank":
            del answers[code]
        else:
            answers[code] = Code(value) if value in "XN" else int(value)
    scoring = Scoring(MoneyVersion(row["money_term"]), float(row["divisor"]))
    return Example(row["name"], row["area"], scoring, answers, float(row["score"]) if row["score"] else None)


def _examples() -> list[Example]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return [_example(row) for row in csv.DictReader(stream)]


EXAMPLES = _examples()


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_its_score(example: Example) -> None:
    found = score(instrument().scores[example.area], example.answers, example.scoring)
    assert rounded(found.value) == example.score
    assert (found.missing == ()) == (example.score is not None)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_form_scores_an_example_alike(example: Example, form: str) -> None:
    keyed = Scenario(form, example.answers)
    if example.area == "family_social":
        keyed.answer(E11=1, F11=1)
    scored = keyed.score(example.area, example.scoring.money_term, example.scoring.currency_divisor)
    assert rounded(scored) == example.score


def test_the_scores_are_the_seven_and_read_the_items_of_their_areas() -> None:
    assert tuple(instrument().scores) == AREAS
    for area in AREAS:
        assert sorted(instrument().scores[area].items) == sorted(
            code for code, row in ROWS.items() if row["composite"] == area
        )


MONEY = [
    ("plain", 1, 0, 0.0),
    ("plain", 1, 1, 0.0),
    ("plain", 1, 8103, log(8103)),
    ("plain", 1, 50_000, log(50_000)),
    ("plain", 10, 5, 0.0),
    ("plain", 10, 9000, log(900)),
    ("plus_one", 1, 0, 0.0),
    ("plus_one", 1, 1, log(2)),
    ("plus_one", 10, 5, log(1.5)),
    ("plus_one", 10, 9000, log(901)),
    ("capped", 1, 0, 0.0),
    ("capped", 1, 8000, log(8000)),
    ("capped", 1, 50_000, 9.0),
    ("capped", 10, 5, 0.0),
    ("capped", 10, 9000, log(900)),
    ("capped", 10, 999_999, 9.0),
]


@pytest.mark.parametrize(("version", "divisor", "amount", "term"), MONEY)
def test_the_three_versions_of_the_money_term(version: str, divisor: float, amount: int, term: float) -> None:
    found = money(MoneyTerm("E12", 36, 9), amount, Scoring(MoneyVersion(version), divisor))
    assert found == pytest.approx(term, abs=1e-12)


def test_money_weighs_as_published() -> None:
    terms = {term.item: (term.divisor, term.cap) for s in instrument().scores.values() for term in s.money}
    assert terms == {"E12": (36, 9), "D23": (44, 7.3), "E17": (46, 9.2)}
    earned = money(MoneyTerm("E12", 36, 9), 9000, Scoring(MoneyVersion.CAPPED, 10)) / 36
    assert round(earned, 6) == 0.188955


def test_the_site_scores_capped_with_ten_kronor_to_the_dollar_unless_told() -> None:
    assert Scoring() == Scoring(MoneyVersion.CAPPED, 10)


RELATIONS = [f"F{number}-30d" for number in range(18, 27)]
ALL_GIVEN: Mapping[str, Value] = dict.fromkeys((*(i for a in AREAS for i in instrument().scores[a].items), "F11"), 1)

NEEDED = [
    (area, code)
    for area in AREAS
    for code in instrument().scores[area].items
    if not (area == "family_social" and code in RELATIONS)
]


@pytest.mark.parametrize(("area", "code"), NEEDED)
def test_a_blank_or_coded_answer_leaves_its_area_without_a_score(area: str, code: str) -> None:
    assert Scenario("grund", ALL_GIVEN).score(area) is not None
    for missing in (None, Code.X, Code.N):
        keyed = Scenario("grund", ALL_GIVEN).answer({code: missing})
        assert keyed.score(area) is None
        assert code in keyed.missing(area)
        others = [other for other in AREAS if code not in instrument().scores[other].items]
        assert all(keyed.score(other) is not None for other in others if other != area)


@pytest.mark.parametrize("code", RELATIONS)
@pytest.mark.parametrize("left_out", [Code.X, Code.N])
def test_a_relation_without_an_answer_leaves_the_share(code: str, left_out: Code) -> None:
    others: dict[str, Value] = {relation: 0 for relation in RELATIONS if relation != code}
    one_yes = {next(iter(others)): 1}
    base: dict[str, Value] = {"F3": 2, "F30": 0, "F32": 0, "F34": 0, "E11": 1, "F11": 1, **others, **one_yes}
    assert Scenario("grund", {**base, code: left_out}).score("family_social") == pytest.approx(1 / 8 / 5)
    assert Scenario("grund", {**base, code: 0}).score("family_social") == pytest.approx(1 / 9 / 5)
    blank = Scenario("grund", base)
    assert blank.score("family_social") is None
    assert blank.missing("family_social") == (code,)


@pytest.mark.parametrize("form", FORMS)
def test_no_licence_no_paid_day_and_no_friend_still_give_all_seven(form: str) -> None:
    plan = Scenario(form).desk.interview.plan
    answers: dict[str, Value] = {code: an_answer(plan.questions[code]) for code in plan.order}
    keyed = Scenario(form, {**answers, "E4": 0, "E11": 0, "F11": 0, "E12": 0})
    keyed.counts("E5", 0, why="forced").counts("F24-30d", "N", why="n_skip").counts("F26-30d", "N", why="n_skip")
    assert {area: keyed.missing(area) for area in AREAS} == dict.fromkeys(AREAS, ())
    assert all(keyed.score(area) is not None for area in AREAS)
    assert keyed.score("employment") == 1
    typed = Scenario(form).answer({c: v for c, v in keyed.disk.items() if c not in ("E5", "F24-30d", "F26-30d")})
    assert all(typed.score(area) == keyed.score(area) for area in AREAS)


def test_an_answer_off_the_route_does_not_enter_a_score() -> None:
    keyed = Scenario("grund", {**ALL_GIVEN, "E5": 1, "E4": 1, "E12": 0, "E11": 0})
    with_car = keyed.score("employment")
    assert with_car == pytest.approx(0.5)
    assert keyed.answer(E4=0).score("employment") == 1
