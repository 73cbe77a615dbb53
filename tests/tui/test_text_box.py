"""The box in which a sentence is written: keys go where the cursor stands, and nothing typed is lost by one key."""

from __future__ import annotations

import pytest

from asi_tui.tui import text_box
from asi_tui.tui.text_box import LONGEST, TextBox, begin, box_lines
from asi_tui.tui.widgets.paper import words_of

WIDTH = 12


def typed(box: TextBox, *keys: str) -> TextBox:
    for key in keys:
        box = text_box.press(box, "space" if key == " " else key, key if len(key) == 1 else None, WIDTH)
    return box


@pytest.mark.parametrize(
    ("text", "keys", "wanted"),
    [
        ("Hej", [" ", "d", "u"], "Hej du"),
        ("Hej", ["backspace", "backspace"], "H"),
        ("Hej", ["home", "delete"], "ej"),
        ("Hej", ["left", "left", "x"], "Hxej"),
        ("", ["backspace", "delete", "left", "right", "å"], "å"),
        ("ett två tre", ["ctrl+left", "x"], "ett två xtre"),
        ("ett två tre", ["home", "up", "ctrl+right", "x"], "ettx två tre"),
        ("ett", ["f5", "tab", "\x1b"], "ett"),
    ],
)
def test_a_text_is_written_where_the_cursor_stands(text: str, keys: list[str], wanted: str) -> None:
    assert typed(begin(text), *keys).text == wanted


def test_the_cursor_goes_from_line_to_line() -> None:
    box = begin("aaaa bbbb cccc dddd")  # two words a line
    assert [words_of(line) for line in box_lines(box, WIDTH, 3)] == [" aaaa bbbb ", " cccc dddd "]
    assert typed(box, "up", "x").text == "aaaa bbbbx cccc dddd"
    assert typed(box, "home", "x").text == "aaaa bbbb xcccc dddd"
    assert typed(box, "up", "home", "down", "end", "x").text == "aaaa bbbb cccc ddddx"
    assert typed(box, "up", "up", "up", "end", "x").text == "aaaa bbbbx cccc dddd"


@pytest.mark.parametrize("text", ["", "å" * 50, "漢字" * 20, "ett " * 20, "  ", "a" * 11 + " b"])
@pytest.mark.parametrize("height", [1, 3, 20])
def test_the_cursor_is_always_seen_and_nothing_is_lost(text: str, height: int) -> None:
    for at in range(len(text) + 1):
        lines = box_lines(TextBox(text, at, text), WIDTH, height)
        assert len(lines) <= height
        assert [style for line in lines for _, style in line].count("open") == 1
    whole = "".join(words_of(line)[1:] for line in box_lines(begin(text), WIDTH, 100))
    assert whole == f"{text} "


def test_escape_leaves_at_once_only_what_is_not_new() -> None:
    assert typed(begin("Hej"), "escape").is_left
    once = typed(begin("Hej"), "x", "escape")
    assert (once.is_left, once.warned, once.text) == (False, True, "Hejx")
    assert typed(once, "escape").is_left
    assert not typed(once, "y", "escape").is_left


def test_what_is_pasted_becomes_one_paragraph_without_commands() -> None:
    box = text_box.paste(begin("Hej "), "rad ett\nrad\ttvå\x1b[2J")
    assert box.text == "Hej rad ett rad två[2J"
    assert len(text_box.paste(begin(""), "a" * 2 * LONGEST).text) == LONGEST
    full = typed(begin("a" * LONGEST), "home", "x")
    assert full.text == "a" * LONGEST
    assert typed(begin("Hej"), "enter").is_done
    assert typed(begin("Hej"), "f9").is_done
