"""A value that the disk has not taken stays in its box: Enter tries again, a digit replaces it, Backspace cuts it."""

from __future__ import annotations

import pytest

from asi_tui.core import keying
from asi_tui.core.answer import Code, Value
from asi_tui.core.keying import Committed, HalfTyped
from tests.scenario import instrument

WAITING: tuple[tuple[str, Value], ...] = (
    ("G9", 1),
    ("G9", Code.X),
    ("G19", Code.X),
    ("M6", 7),
    ("M6", 12),
    ("M6", Code.X),
    ("G14", 27),
    ("G14", Code.X),
    ("E12", 9000),
    ("E3-spec", "svetsare"),
    ("E3-spec", Code.X),
)


@pytest.mark.parametrize(("code", "value"), WAITING)
def test_enter_gives_the_same_value_again(code: str, value: Value) -> None:
    question = instrument().questions[code]
    half = keying.as_typed(question, value)
    assert half is not None
    assert keying.enter(question, half) == Committed(value)
    assert keying.leave(question, half) == Committed(value)


@pytest.mark.parametrize(
    ("code", "value", "digits", "then"),
    [
        ("G9", 1, "2", 2),
        ("G9", Code.X, "2", 2),
        ("M6", 12, "07", 7),
        ("M6", Code.X, "07", 7),
        ("G14", 27, "0203", 27),
        ("G14", Code.X, "0203", 27),
    ],
)
def test_a_digit_begins_the_value_anew(code: str, value: Value, digits: str, then: int) -> None:
    question = instrument().questions[code]
    typed: keying.Typed | None = keying.as_typed(question, value)
    for digit in digits:
        assert isinstance(typed, HalfTyped)
        typed = keying.type_character(question, typed, digit)
    assert isinstance(typed, Committed)
    assert typed.value == then


@pytest.mark.parametrize(("code", "value"), WAITING)
def test_backspace_takes_it_back_sign_by_sign(code: str, value: Value) -> None:
    half = keying.as_typed(instrument().questions[code], value)
    assert half is not None
    for _ in range(12):
        half = keying.backspace(half) if half else None
    assert half is None
