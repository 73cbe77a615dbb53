"""A line is as wide as its window, whatever words stand in it, and holds nothing but signs that can be seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.geometry import Size
from wcwidth import wcwidth

from asi_tui.core.identity import clean_text
from asi_tui.tui.theme import INKS
from asi_tui.tui.widgets.paper import Line, Paper, cut, fill, spread, titled, wrap

ANY = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="aå 漢🙂\u0301\u200d\ufe0f🇸👍🏽\x1b[\x9b\u202e\n\t", max_size=60
)
SPANS = st.lists(st.tuples(ANY, st.sampled_from(sorted(INKS))), max_size=5).map(tuple)
WIDTHS = st.integers(1, 250)


class Sheet(Paper):
    """Paper of a size of its own, without an app."""

    wide = 0

    @property
    def size(self) -> Size:
        return Size(self.wide, 1)

    def style_named(self, name: str) -> Style:
        return Style(bold=name == "strong")


def drawn(line: Line, width: int) -> str:
    """What is sent to the terminal for a line."""
    sheet = Sheet()
    sheet.wide, sheet.lines = width, (line,)
    return sheet.render_line(0).text


def cells(words: str) -> int:
    """The columns that a terminal gives the words, counted by another library than ours."""
    return sum(wcwidth(sign) for sign in words)


@given(SPANS, WIDTHS)
def test_every_line_is_as_wide_as_the_window(line: Line, width: int) -> None:
    assert cells(drawn(line, width)) == width


@given(SPANS, WIDTHS)
def test_nothing_hidden_is_drawn(line: Line, width: int) -> None:
    assert not {unicodedata.category(sign) for sign in drawn(line, width)} & {"Cc", "Cf", "Cs", "Co"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("[b]fet[/b] [@click=app.quit]x[/]", "[b]fet[/b] [@click=app.quit]x[/]"),
        ("\x1b]52;c;aGVq\x07klipp", "]52;c;aGVqklipp"),
        ("\x9b31mröd", "31mröd"),
        ("Anna\u202egreB", "AnnagreB"),
        ("Anna\nBerg\x00", "Anna Berg"),
        ("a" + "\u0338" * 900 + "b", "a\u0338\u0338b"),
    ],
)
def test_words_are_shown_as_they_are_written(words: str, shown: str) -> None:
    assert drawn(((words, "text"),), 200).rstrip() == shown


CLEAN = ANY.map(lambda words: clean_text(words, 500))
"""Words as they come from the casebook."""


@given(CLEAN, st.integers(0, 40))
def test_words_that_are_cut_fit(words: str, width: int) -> None:
    assert cells(cut(words, width)) <= width
    assert cells(fill(words, width)) == width


@given(CLEAN, st.integers(1, 40))
def test_wrapped_words_fit_and_none_is_lost(words: str, width: int) -> None:
    lines = wrap(words, width)
    # A sign of two columns stays one, even where there is only one column.
    assert all(cells(line) <= max(2, width) for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@given(st.lists(CLEAN), st.lists(CLEAN), WIDTHS)
def test_a_line_with_two_ends_is_as_wide_as_the_window(left: list[str], right: list[str], width: int) -> None:
    at_left, at_right = ([(words, "text") for words in side] for side in (left, right))
    total = sum(cells(words) for words, _ in spread(at_left, at_right, width))
    assert total == max(width, sum(cells(words) for words in right))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (50, " K7X2  Lo  ÖVNING  Vuxen Norr · Anna · 2026-11-21 "),
        (44, " K7X2  Lo  ÖVNING  Vuxen Norr… · 2026-11-21 "),
        (40, " K7X2  Lo            ÖVNING  2026-11-21 "),
        (24, " K7X2  Lo        ÖVNING "),
        (12, " K7… ÖVNING "),
    ],
)
def test_a_title_says_first_what_it_is_about(width: int, shown: str) -> None:
    line = titled([(" K7X2  Lo", "heading")], [(" ÖVNING ", "banner")], ["Vuxen Norr · Anna", "2026-11-21"], width)
    assert "".join(words for words, _ in line) == shown
