"""A block of lines that paints again only the cells that changed: what every screen is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from asi_tui.core.identity import clean_text
from asi_tui.tui.theme import SIXTEEN, ink

Span = tuple[str, str]
"""Some words and the name of their style."""

Line = tuple[Span, ...]

WORTH_A_MOVE = 8
"""Unchanged cells between two changes that it takes fewer bytes to pass over than to draw again."""

ROOM = 500
"""Longest piece of text that is taken into a line: no screen is wider."""


class Paper(Widget):
    """Lines of styled words, shown as they are: never read as markup, control characters taken out."""

    can_focus = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line]) -> None:
        """Show these lines from the top; what does not fit is left out."""
        before, self.lines = self.lines, tuple(lines)
        width = self.size.width
        for y in range(min(self.size.height, max(len(before), len(self.lines)))):
            old = before[y] if y < len(before) else ()
            new = self.lines[y] if y < len(self.lines) else ()
            if old != new:
                runs = _changed_runs(old, new, width)
                self.refresh(*(Region(start, y, end - start, 1) for start, end in runs))

    def render_line(self, y: int) -> Strip:
        """One line of the block, padded to its width."""
        line = self.lines[y] if y < len(self.lines) else ()
        segments = [Segment(_shown(words), self.style_named(style)) for words, style in _joined(line)]
        blank = self.style_named("text")
        return Strip(segments).crop_extend(0, self.size.width, blank)

    def style_named(self, name: str) -> Style:
        """The style of that name in the theme in force."""
        return ink(name, self.app.theme, self.app.has_class(SIXTEEN))


def draw_below(screen: Screen[Any], words: str) -> None:
    """Say something on the lowest line of a screen, whatever stands there."""
    lowest = max(screen.query(Paper), key=lambda paper: paper.region.bottom)
    above = (*lowest.lines, *[()] * lowest.size.height)[: lowest.size.height - 1]
    lowest.show((*above, ((cut(f" {words}", lowest.size.width), "good"),)))


def _joined(line: Line) -> Iterable[Span]:
    """Neighbours of one style as one piece, which takes fewer bytes to draw."""
    for style, spans in groupby(line, key=lambda span: span[1]):
        yield "".join(words for words, _ in spans), style


def _shown(words: str) -> str:
    return clean_text(words, ROOM)


def _cells(line: Line, width: int) -> list[tuple[str, str]]:
    cells = [(character, style) for words, style in line for character in _shown(words)]
    return (cells + [(" ", "text")] * width)[:width]


def _changed_runs(old: Line, new: Line, width: int) -> list[tuple[int, int]]:
    """From which to which column two lines differ; the whole line where a character is not one cell wide."""
    if any(cell_len(_shown(words)) != len(_shown(words)) for words, _ in (*old, *new)):
        return [(0, width)]
    before, after = _cells(old, width), _cells(new, width)
    runs: list[tuple[int, int]] = []
    for x in range(width):
        if before[x] != after[x]:
            if runs and x - runs[-1][1] < WORTH_A_MOVE:
                runs[-1] = (runs[-1][0], x + 1)
            else:
                runs.append((x, x + 1))
    return runs


def words_of(line: Line) -> str:
    """The plain words of a line."""
    return "".join(words for words, _ in line)


def cut(words: str, width: int) -> str:
    """Words shortened to a width, with … where something is left out."""
    return words if cell_len(words) <= width else _take(words, width - 1) + "…" if width > 0 else ""


def _take(words: str, width: int) -> str:
    taken = ""
    for character in words:
        if cell_len(taken + character) > width:
            break
        taken += character
    return taken


def fill(words: str, width: int) -> str:
    """Words cut or padded to exactly a width."""
    shortened = cut(words, width)
    return shortened + " " * (width - cell_len(shortened))


def wrap(words: str, width: int) -> list[str]:
    """Words broken into lines of at most a width, between words where that is possible."""
    lines: list[str] = []
    current = ""
    for word in words.split():
        if current and cell_len(f"{current} {word}") > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
        while cell_len(current) > width > 0:
            lines.append(_take(current, width) or current[0])
            current = current[len(lines[-1]) :]
    return [*lines, current] if current else lines


def spread(left: Sequence[Span], right: Sequence[Span], width: int) -> Line:
    """A line with something at each end; the left end is cut when both do not fit."""
    right_width = sum(cell_len(words) for words, _ in right)
    room = max(0, width - right_width)
    kept: list[Span] = []
    for words, style in left:
        shortened = cut(words, room)
        kept.append((shortened, style))
        room -= cell_len(shortened)
    return (*kept, (" " * room, "text"), *right)


SHORTEST_PART = 10
"""Cells that a part of a title is worth showing in."""


def titled(left: Sequence[Span], banner: Sequence[Span], parts: Sequence[str], width: int) -> Line:
    """A title line: what it is about, the banner, and at the right as many of the parts as fit, the last one first."""
    room = width - sum(cell_len(words) for words, _ in (*left, *banner)) - 2
    kept: list[str] = []
    for part in reversed(parts):
        room -= len(" · ") if kept else 1
        if room < min(cell_len(part), SHORTEST_PART):
            break
        kept.insert(0, cut(part, room))
        room -= cell_len(kept[0])
    end: list[Span] = [(f" {' · '.join(kept)} ", "text")] if kept else []
    return spread(left, [*banner, *end], width)
