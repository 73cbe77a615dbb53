"""The small language of conditions: what it can say, what it makes of missing answers, and what it will not read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.answer import Code, Value
from asi_tui.core.expression import (
    Both,
    Call,
    Coded,
    Comparison,
    Either,
    ExpressionFault,
    Item,
    Membership,
    Negation,
    Node,
    Number,
    Remarked,
    parse,
    span,
)
from asi_tui.core.truth import holds, items, within
from tests.core.facts import ROWS
from tests.scenario import coded

BANK = tuple(ROWS)

T, F, U = True, False, None
VALUES = (T, F, U)
CLAUSE = {T: "M1 == 0", F: "M1 == 1", U: "M2 == 0"}
"""A clause for each of the three truths, when M1 is 0 and M2 is unanswered."""


def said(text: str, answers: Mapping[str, Value] | None = None, facts: Mapping[str, int] | None = None) -> bool | None:
    given = {code: coded(value) for code, value in (answers or {}).items()}
    return holds(parse(text, BANK), lambda code: given.get(code), facts)


AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}


@pytest.mark.parametrize("left", VALUES)
@pytest.mark.parametrize("right", VALUES)
def test_and_or_and_not_have_three_values(left: bool | None, right: bool | None) -> None:
    a, b = CLAUSE[left], CLAUSE[right]
    answers: dict[str, Value] = {"M1": 0}
    assert said(f"{a} and {b}", answers) is AND[left, right]
    assert said(f"{a} or {b}", answers) is OR[left, right]
    assert said(f"not {a}", answers) is {T: F, F: T, U: U}[left]


SAID: list[tuple[str, dict[str, Value], bool | None]] = [
    ("M1 == 0", {"M1": 0}, T),
    ("M1 == 0", {"M1": 1}, F),
    ("M1 == 0", {}, U),
    ("M1 == 0", {"M1": "X"}, U),
    ("M1 == 0", {"M1": "N"}, F),
    ("M1 != 0", {"M1": "N"}, T),
    ("M1 != 0", {"M1": "X"}, U),
    ("M1 == N", {"M1": "N"}, T),
    ("M1 == N", {"M1": 0}, F),
    ("M1 == N", {"M1": "X"}, U),
    ("M1 != N", {"M1": 4}, T),
    ("M1 == X", {"M1": "X"}, T),
    ("M1 == X", {"M1": 0}, F),
    ("M1 == X", {}, U),
    ("M1 != X", {"M1": "X"}, F),
    ("M1 != X", {"M1": "N"}, T),
    ("M1 in (0, X)", {"M1": "X"}, T),
    ("M1 in (0, X)", {"M1": 0}, T),
    ("M1 in (0, X)", {"M1": 2}, F),
    ("M1 in (0, X)", {"M1": "N"}, F),
    ("M1 in (0, X)", {}, U),
    ("M1 in (0, N)", {"M1": "N"}, T),
    ("M1 in (0, N)", {"M1": "X"}, U),
    ("M1 in (3..5, 9)", {"M1": 4}, T),
    ("M1 in (3..5, 9)", {"M1": 5}, T),
    ("M1 in (3..5, 9)", {"M1": 9}, T),
    ("M1 in (3..5, 9)", {"M1": 6}, F),
    ("M1 > 0", {"M1": 1}, T),
    ("M1 > 1", {"M1": 1}, F),
    ("M1 >= 1", {"M1": 1}, T),
    ("M1 < 1", {"M1": 1}, F),
    ("M1 <= 1", {"M1": 1}, T),
    ("M1 > 0", {"M1": "N"}, U),
    ("M1 > 0", {"M1": "X"}, U),
    ("M1 < 1", {"M1": "N"}, U),
    ("M1 > M6", {"M1": 2, "M6": 1}, T),
    ("M1 == M6", {"M1": "N", "M6": "N"}, T),
    ("M1 + M6 * 2 == 7", {"M1": 1, "M6": 3}, T),
    ("(M1 + M6) * 2 == 8", {"M1": 1, "M6": 3}, T),
    ("M1 - M6 == 0 - 2", {"M1": 1, "M6": 3}, T),
    ("M1 - M6 - 1 == 1", {"M1": 5, "M6": 3}, T),
    ("M1 + M6 > 1", {"M1": 5}, U),
    ("M1 + M6 > 1", {"M1": 5, "M6": "N"}, U),
    ("M1 * M6 == 0", {"M1": 0, "M6": "X"}, U),
    ("max(M1, M6) == 3", {"M1": 1, "M6": 3}, T),
    ("max(M1, M6) > 2", {"M1": 9}, U),
    ("sum(M1, M6, M7) == 6", {"M1": 1, "M6": 3, "M7": 2}, T),
    ("sum(M1, M6) >= 0", {"M1": 1, "M6": "X"}, U),
    ("abs(M1 - M6) == 2", {"M1": 1, "M6": 3}, T),
    ("count(M1, M6, M7 == 1) == 2", {"M1": 1, "M6": 3, "M7": 1}, T),
    ("count(M1, M6 == N) == 1", {"M1": "N", "M6": 3}, T),
    ("count(M1, M6 == 1) == 1", {"M1": 1}, U),
    ("any(M1, M6 == 1)", {"M1": 1}, T),
    ("any(M1, M6 == 1)", {"M1": 0}, U),
    ("any(M1, M6 == 1)", {"M1": 0, "M6": "N"}, F),
    ("all(M1, M6 == 0)", {"M1": 1}, F),
    ("all(M1, M6 == 0)", {"M1": 0}, U),
    ("all(M1, M6 == 0)", {"M1": 0, "M6": "X"}, U),
    ("all(M1, M6 == 0)", {"M1": 0, "M6": 0}, T),
    ("all(M1, M6 in (0, X))", {"M1": 0, "M6": "X"}, T),
    ("all_equal(M1, M6, M7)", {"M1": 2, "M6": 2, "M7": 2}, T),
    ("all_equal(M1, M6, M7)", {"M1": 2, "M6": 2, "M7": 3}, F),
    ("all_equal(M1, M6, M7)", {"M1": 2, "M6": 2}, U),
    ("not M1 == 0 and M6 == 0", {"M1": 1, "M6": 0}, T),
    ("M1 == 1 or M6 == 0 and M7 == 9", {"M1": 1, "M6": 0, "M7": 0}, T),
    ("(M1 == 1 or M6 == 0) and M7 == 9", {"M1": 1, "M6": 0, "M7": 0}, F),
]


@pytest.mark.parametrize(("text", "answers", "truth"), SAID)
def test_a_condition_says_true_false_or_unknown(text: str, answers: dict[str, Value], truth: bool | None) -> None:
    assert said(text, answers) is truth


def test_facts_about_the_interview_have_names() -> None:
    assert said("age < 18", facts={"age": 17}) is True
    assert said("age < 18", facts={"age": 18}) is False
    assert said("age < 18") is None
    assert said("L21 > (age - 18) * 12", {"L21": 25}, {"age": 20}) is True
    assert said("days_since_reference < 30", facts={"days_since_reference": 29}) is True
    remarks = {"remark(G20)": 1, "remark(L27)": 0}
    assert said("not remark(G20)", facts=remarks) is False
    assert said("not remark(L27)", facts=remarks) is True
    assert said("remark(D24)", facts=remarks) is None


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("L3", "L16", tuple(f"L{number}" for number in range(3, 17))),
        ("D3-30d", "D5-30d", ("D3-30d", "D4-30d", "D5-30d")),
        ("H11-A", "H12-A", ("H11-A", "H12-A")),
        ("E12", "E17", ("E12", "E13", "E14", "E15", "E16", "E17")),
        ("M3", "M3", ("M3",)),
    ],
)
def test_a_span_holds_the_same_letter_and_suffix(first: str, last: str, codes: tuple[str, ...]) -> None:
    assert span(first, last, BANK) == codes
    assert parse(f"max({first}..{last}) > 0", BANK) == Comparison(
        ">", Call("max", tuple(Item(code) for code in codes)), Number(0)
    )


def test_a_condition_becomes_a_tree() -> None:
    assert parse("M3 in (0, X) or not G19 == N and remark(G20)", BANK) == Either(
        (
            Membership(Item("M3"), frozenset({0}), frozenset({Code.X})),
            Both((Negation(Comparison("==", Item("G19"), Coded(Code.N))), Remarked("G20"))),
        )
    )


WITHIN: list[tuple[str, str, str | None]] = [
    ("M1 == 0", "M1", "M1 == 0"),
    ("M1 == 0", "M2", None),
    ("M1 == 0 and M2 == 0", "M1", "M1 == 0"),
    ("M1 == 0 or M2 == 0", "M2", "M2 == 0"),
    ("M1 == 0 and M2 == 0 and M6 == 1", "M1 M6", "M1 == 0 and M6 == 1"),
    ("M1 == 0 and (M2 == 0 or M6 == 0)", "M1", "M1 == 0"),
    ("not M1 == 0", "M2", None),
    ("not (M1 == 0 or M2 == 0)", "M2", "not M2 == 0"),
    ("M1 + M2 > 0 or M6 == 1", "M1 M6", "M6 == 1"),
    ("all(L3..L6 == 0)", "L4 L6", "all(L4, L6 == 0)"),
    ("any(L3..L6 == 0)", "L3 L5", "any(L3, L5 == 0)"),
    ("any(L3..L6 == 0)", "M1", None),
    ("max(L3..L6) == 0", "L3 L5", None),
]
"""A routing condition, the questions of a form, and what that form makes of it."""


@pytest.mark.parametrize(("text", "form", "kept"), WITHIN)
def test_a_form_drops_the_terms_it_has_no_question_for(text: str, form: str, kept: str | None) -> None:
    seen: Node | None = within(parse(text, BANK), form.split())
    assert seen == (parse(kept, BANK) if kept else None)


BAD = [
    ("", "- is not known here"),
    ("M1 ==", "- is not known here"),
    ("M1 == 0 and", "- is not known here"),
    ("M1 = 0", "= 0 cannot be read"),
    ("M1 == 0)", ") is one too many"),
    ("(M1 == 0", ") is expected, but - stands there"),
    ("M1 == 0 M2 == 0", "M2 is one too many"),
    ("M1 < M6 < M7", "< is one too many"),
    ("Q1 == 0", "there is no question Q1"),
    ("D1 == 0", "there is no question D1"),
    ("M1-life == 0", "there is no question M1-life"),
    ("m1 == 0", "m is not known here"),
    ("height > 2", "height is not known here"),
    ("__import__ == 0", "__import__ is not known here"),
    ("M1 in 0", "( is expected, but 0 stands there"),
    ("M1 in ()", ") cannot stand in a list of values"),
    ("M1 in (0, M2)", "M2 cannot stand in a list of values"),
    ("M1 in (3..X)", "X cannot stand in a list of values"),
    ("M1 in (3..", "- cannot stand in a list of values"),
    ("M1 in (5..3)", "5..3 is not a range of numbers"),
    ("max() > 0", ") is not known here"),
    ("max(M1", ") is expected, but - stands there"),
    ("max(L3..M4) > 0", "L3..M4 does not run within one letter and suffix"),
    ("max(D1-30d..D4-life) > 0", "D1-30d..D4-life does not run within"),
    ("max(L16..L3) > 0", "L16..L3 holds no question"),
    ("remark(3)", "there is no question 3"),
    ("remark(Q1)", "there is no question Q1"),
    ("remark G20", "( is expected, but G20 stands there"),
    ("M1 == -1", "- is not known here"),
    ("M1; M2", "; M2 cannot be read"),
]


@pytest.mark.parametrize(("text", "what"), BAD)
def test_a_condition_that_cannot_be_understood_is_told_in_words(text: str, what: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(text, BANK)
    assert what in str(fault.value.message)


PIECES = (
    *("M1", "M2", "L3", "D1-30d", "X", "N", "age", "0", "12", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*"),
    *("(", ")", ",", "..", "in", "and", "or", "not", "all", "any", "count", "max", "sum", "abs", "remark"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.text(max_size=30))


@given(text=TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text, BANK)
    except ExpressionFault:
        return
    assert said(text, {"M1": 1, "M2": "N"}, {"age": 30}) in (True, False, None)
    left = within(tree, ())
    assert left is None or items(left) == frozenset()
