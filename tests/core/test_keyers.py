"""Keyers with other habits get the same form: two digits, always Enter, both, or now one and now the other.

Whole forms are typed blind, in one burst: the keys are made from the answers alone, and nobody looks at the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core import keying
from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.desk import Desk, KeyingStyle
from asi_tui.core.entry import press
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.interview import Interview, begin
from tests.core.answers import an_answer, codes, numbers
from tests.scenario import FORMS, instrument, keys_of, stroke

Habit = Callable[[int, int], str]
"""How a keyer types a number into a box of one or two digits."""


def two_digits(number: int, width: int) -> str:
    return f"{number:0{width}}"


def always_enter(number: int, _width: int) -> str:
    return f"{number} Enter"


def both(number: int, width: int) -> str:
    return f"{number:0{width}} Enter"


HABITS: tuple[Habit, ...] = (two_digits, always_enter, both)


def keystrokes(question: Question, value: Value, habit: Habit, *, enters_codes: bool) -> str:
    """The keys that give an answer, as a keyer of that habit types them."""
    if question.is_text:
        words = shown(value) or ""
        return f'"{words}" Enter'
    if isinstance(value, Code):
        return value.value.lower() + (" Enter" if enters_codes else "")
    assert isinstance(value, int)
    if question.kind is Kind.MONEY:
        return f"{value} Enter"
    if question.kind is Kind.YEARS_MONTHS:
        years, months = divmod(value, 12)
        return f"{habit(years, 2)} {habit(months, 2)}"
    return habit(value, keying.width(question))


def lowest(question: Question) -> Value:
    return "ord" if question.is_text else numbers(question)[0]


def x_everywhere(_question: Question) -> Value:
    return Code.X


def n_where_allowed(question: Question) -> Value:
    return codes(question)[-1]


PROFILES: Mapping[str, Callable[[Question], Value]] = {
    "lowest": lowest,
    "highest": an_answer,
    "x": x_everywhere,
    "n": n_where_allowed,
}


def whole_form(form: str, profile: Callable[[Question], Value]) -> Interview:
    """The form with every question of its interview step on the route answered by that profile."""
    asked = begin(instrument(), form).plan
    everything = {code: profile(asked.questions[code]) for code in asked.order}
    filled = begin(instrument(), form, everything)
    answers = {code: value for code, value in everything.items() if filled.on_route(code)}
    return begin(instrument(), form, answers)


def type_blind(form: str, typed: str) -> Desk:
    """The desk after a burst of keys from the first question on."""
    interview = begin(instrument(), form)
    desk = Desk(interview, interview.first())
    for name, character in keys_of(typed):
        desk = press(desk, stroke(name, character, 0.0), KeyingStyle()).desk
    return desk


def typed_form(filled: Interview, habit_of: Callable[[], Habit], enters_codes: Callable[[], bool]) -> str:
    return " ".join(
        keystrokes(filled.question(code), filled.answers[code], habit_of(), enters_codes=enters_codes())
        for code in filled.plan.order
        if code in filled.answers
    )


@pytest.mark.parametrize("enters_codes", [False, True])
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("form", FORMS)
def test_every_habit_fills_the_same_form(form: str, habit: Habit, profile: str, enters_codes: bool) -> None:
    filled = whole_form(form, PROFILES[profile])
    assert filled.open_questions() == ()
    desk = type_blind(form, typed_form(filled, lambda: habit, lambda: enters_codes))
    assert desk.lock is None, str(desk.message)
    assert dict(desk.interview.answers) == dict(filled.answers)
    assert desk.interview.open_questions() == ()


@pytest.mark.parametrize("form", FORMS)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_mix_of_habits_and_answers_fills_the_same_form(form: str, seed: int) -> None:
    draw = Random(seed)

    def any_answer(question: Question) -> Value:
        if draw.random() < 0.2:
            return draw.choice(codes(question))
        return "ord med n och x" if question.is_text else draw.choice(numbers(question))

    filled = whole_form(form, any_answer)
    desk = type_blind(form, typed_form(filled, lambda: draw.choice(HABITS), lambda: draw.random() < 0.5))
    assert dict(desk.interview.answers) == dict(filled.answers)
    assert desk.interview.open_questions() == ()


@pytest.mark.parametrize("code", begin(instrument(), "grund").plan.order)
def test_every_legal_answer_of_every_box_is_typed_alike(code: str) -> None:
    """One box at a time, every number it takes: the same value, and the cursor on the same next question."""
    empty = begin(instrument(), "grund")
    question = empty.question(code)
    values: tuple[Value, ...] = ("ord",) if question.is_text else numbers(question)
    if question.kind is Kind.YEARS_MONTHS:
        values = tuple(12 * years + months for years in (0, 1, 9, 10, 11, 12, 99) for months in range(12))
    for value in (*values, *codes(question)):
        ends = set()
        for habit in HABITS:
            desk = Desk(empty, code)
            for name, character in keys_of(keystrokes(question, value, habit, enters_codes=habit is not two_digits)):
                desk = press(desk, stroke(name, character, 0.0), KeyingStyle()).desk
            assert desk.interview.answers == {code: value}
            ends.add((desk.at, desk.half, desk.lock))
        assert len(ends) == 1
