"""What conditions say of checks: earlier values, and which values a condition rests on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from asi_tui.core.answer import Value
from asi_tui.core.expression import Comparison, ExpressionFault, Item, Name, parse
from asi_tui.core.truth import grounds, holds, items, operands, remarks
from tests.core.check_samples import BANK
from tests.scenario import coded


def test_an_earlier_value_is_a_fact_with_the_name_of_its_question() -> None:
    tree = parse("L21 < earlier_base(L21)", BANK)
    assert tree == Comparison("<", Item("L21"), Name("earlier_base(L21)"))
    assert items(tree) == {"L21"}
    assert operands(tree) == {"L21", "earlier_base(L21)"}
    for earlier, truth in ((4, True), (3, False), (None, None)):
        assert holds(tree, {"L21": 3}.get, {"earlier_base(L21)": earlier}) is truth
    assert holds(tree, {"L21": 3}.get) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("M1 < earlier_base(Q1)", "there is no question Q1"),
        ("M1 < earlier_base M1", "( is expected, but M1 stands there"),
        ("M1 < earlier_base(M1, M2)", ") is expected, but , stands there"),
        ("M1 < earlier_base(3)", "there is no question 3"),
        ("M1 < later_base(M1)", "later_base is not known here"),
    ],
)
def test_an_earlier_value_that_cannot_be_understood_is_told(text: str, what: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(text, BANK)
    assert what in str(fault.value.message)


def test_the_remarks_of_a_condition_are_no_values() -> None:
    tree = parse("L27 > 0 and not (remark(L27) or remark(E17)) and age > 18", BANK)
    assert remarks(tree) == {"L27", "E17"}
    assert operands(tree) == {"L27", "age"}


GROUNDS: list[tuple[str, dict[str, Value], str]] = [
    ("M6 > 0 and M7 == 0", {"M6": 3, "M7": 0}, "M6 M7"),
    ("M6 > 0 and M7 == 0", {"M6": 0, "M7": 0}, "M6"),
    ("M6 > 0 and M7 == 0", {"M6": 0}, "M6"),
    ("M6 > 0 and M7 == 0", {"M7": 0}, "M6"),
    ("M6 > 0 and (M7 == 0 or M8 == 0)", {"M6": 3, "M7": 0}, "M6 M7"),
    ("M6 > 0 and (M7 == 0 or M8 == 0)", {"M6": 3, "M7": 0, "M8": 2}, "M6 M7"),
    ("M6 > 0 and (M7 == 0 or M8 == 0)", {"M6": 3, "M7": 0, "M8": 0}, "M6 M7 M8"),
    ("M6 > 0 and (M7 == 0 or M8 == 0)", {"M6": 3, "M7": 1, "M8": 1}, "M7 M8"),
    ("M7 == 0 or M8 == 0", {"M7": "X", "M8": 0}, "M8"),
    ("not (M7 == 0 or M8 == 0)", {"M7": 1, "M8": 1}, "M7 M8"),
    ("not (M7 == 0 and M8 == 0)", {"M7": 1, "M8": 0}, "M7"),
    ("any(P4-30d..P6-30d == 1)", {"P4-30d": 0, "P5-30d": 1}, "P5-30d"),
    ("all(P4-30d..P6-30d == 0)", {"P4-30d": 0, "P5-30d": 0, "P6-30d": 0}, "P4-30d P5-30d P6-30d"),
    ("max(M6, M7) > 2", {"M6": 3, "M7": 0}, "M6 M7"),
    ("M6 + M7 > 2", {"M6": 3, "M7": 0}, "M6 M7"),
    ("M6 in (0, X)", {"M6": "X"}, "M6"),
    ("M6 > age", {"M6": 31}, "M6 age"),
    ("M6 > 0 and not remark(M6)", {"M6": 31}, "M6"),
]
"""A condition, answers, and the names that its truth rests on."""


@pytest.mark.parametrize(("text", "answers", "names"), GROUNDS)
def test_a_condition_rests_on_the_terms_that_decide_it(text: str, answers: Mapping[str, Value], names: str) -> None:
    given = {code: coded(value) for code, value in answers.items()}
    assert grounds(parse(text, BANK), given.get, {"age": 30, "remark(M6)": 0}) == set(names.split())
