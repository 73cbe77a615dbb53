"""A line written in the panel: what each key does to it, what a reason takes, and what is pasted."""

from __future__ import annotations

import pytest

from asi_tui.core.desk import Stroke
from asi_tui.core.prompt import LONGEST, Asked, Prompt, is_to_coordinator, pasted, press, refused
from asi_tui.message import say
from tests.scenario import keys_of, stroke

WORDS = tuple(asked for asked in Asked if asked is not Asked.REASON)


def typed(prompt: Prompt, line: str) -> Prompt:
    """Type a line of keys, as the entry screen hands them on."""
    for name, character in keys_of(line):
        prompt = press(prompt, stroke(name, character, 0.0))
    return prompt


@pytest.mark.parametrize("asked", WORDS)
@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('"enligt mamman"', "enligt mamman"),
        ('"x n s u g 07 ,./-+*"', "x n s u g 07 ,./-+*"),
        ('"? hur kodas detta"', "? hur kodas detta"),
        ('"åäö ÅÄÖ é"', "åäö ÅÄÖ é"),
        ('"abc" Backspace Backspace', "a"),
        ("Backspace", ""),
        ('"a" Up Down PgDn Home End Tab F1 F3 F9 Ctrl+Z Ctrl+P Delete "b"', "ab"),
    ],
)
def test_letters_digits_and_signs_are_text_and_no_command_acts(asked: Asked, line: str, text: str) -> None:
    assert typed(Prompt(asked, "M6"), line) == Prompt(asked, "M6", text)


@pytest.mark.parametrize("asked", WORDS)
def test_enter_ends_the_line_and_escape_leaves_it(asked: Asked) -> None:
    assert typed(Prompt(asked, "M6", "1"), "Enter") == Prompt(asked, "M6", "1", done=True)
    assert typed(Prompt(asked, "M6", "1"), "Escape") == Prompt(asked, "M6", "1", left=True)


def test_why_is_left_by_escape_and_enter_is_no_reason() -> None:
    why = Prompt(Asked.REASON, "9")
    assert typed(why, "Enter") == why
    assert typed(why, "Escape") == Prompt(Asked.REASON, "9", left=True)


@pytest.mark.parametrize("key", ["a", "Backspace", "Up", "Enter", "Escape"])
def test_a_refused_line_is_still_there_and_says_why_until_the_next_key(key: str) -> None:
    reason = say("write the reason in words")
    line = refused(Prompt(Asked.REASON_TEXT, "9", "ab", done=True), reason)
    assert line == Prompt(Asked.REASON_TEXT, "9", "ab", refused=reason)
    assert typed(line, key).refused is None


@pytest.mark.parametrize("digit", "12345")
def test_a_reason_is_one_digit_without_enter(digit: str) -> None:
    assert typed(Prompt(Asked.REASON, "9"), digit) == Prompt(Asked.REASON, "9", digit, done=True)


@pytest.mark.parametrize("line", ["0", "6", "9", "x", "s", '" "', "ö", "Down", "F9", "Backspace", "Ctrl+Z"])
def test_nothing_else_is_a_reason(line: str) -> None:
    assert typed(Prompt(Asked.REASON, "9"), line) == Prompt(Asked.REASON, "9")


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\n", "\x7f", None])
def test_what_cannot_be_seen_is_not_written(character: str | None) -> None:
    assert press(Prompt(Asked.REMARK, "M6", "a"), Stroke(None, character)).text == "a"


def test_a_line_takes_so_much_and_no_more() -> None:
    full = Prompt(Asked.REMARK, "M6", "a" * LONGEST)
    assert typed(full, "b") == full
    assert typed(full, "Backspace b").text == "a" * (LONGEST - 1) + "b"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("", "en rad", "en rad"),
        ("", "två\nrader\r\noch\ttabb", "två rader och tabb"),
        ("enligt ", "mamman", "enligt mamman"),
        ("", "o\u0308l", "öl"),
        ("", "\x1b[31mrött", "[31mrött"),
        ("", "a" * (LONGEST + 9), "a" * LONGEST),
    ],
)
def test_what_is_pasted_becomes_one_line(before: str, text: str, after: str) -> None:
    assert pasted(Prompt(Asked.REMARK, "M6", before), text) == Prompt(Asked.REMARK, "M6", after)


def test_nothing_can_be_pasted_as_a_reason() -> None:
    assert pasted(Prompt(Asked.REASON, "9"), "3") == Prompt(Asked.REASON, "9")


@pytest.mark.parametrize(
    ("text", "is_one"), [("? hur kodas detta", True), ("  ?", True), ("hur kodas detta?", False), ("", False)]
)
def test_a_question_mark_first_makes_it_a_question_to_the_coordinator(text: str, is_one: bool) -> None:
    assert is_to_coordinator(text) is is_one
