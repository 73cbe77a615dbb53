"""A picture: the cells that a terminal shows, with their colours; as SVG, and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from xml.sax.saxutils import escape

import pyte

WIDTH, HEIGHT, MARGIN = 9, 18, 9
"""Size of a cell and the margin around all of them."""

RULE = "─"

_FONTS = "'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace"
_BASELINE = 13.5
_SIZE = 15


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn: the colours of its words and its ground, as six hexadecimal digits, and whether bold."""

    words: str
    ground: str
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Cells side by side that look alike, from a column on."""

    column: int
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Picture:
    """What a terminal shows: its size, and line by line the runs of cells."""

    columns: int
    lines: tuple[tuple[Run, ...], ...]

    def text(self) -> list[str]:
        """The words alone, line by line."""
        return ["".join(run.text for run in line).rstrip() for line in self.lines]

    def looks(self) -> set[Look]:
        """Every look that words are drawn in."""
        return {run.look for line in self.lines for run in line if run.text.strip()}

    def ground(self) -> str:
        """The colour that most of it stands on, which the margin has too."""
        cells = [(run.look.ground, len(run.text)) for line in self.lines for run in line]
        return max(
            {ground for ground, _ in cells}, key=lambda one: sum(size for ground, size in cells if ground == one)
        )

    def digest(self) -> str:
        """A short name for all that is in the picture."""
        return sha256(self.svg().encode()).hexdigest()[:32]

    def svg(self) -> str:
        """As SVG, which refers to nothing outside itself: any fixed-width font will do, as every run has its length."""
        width, height = self.columns * WIDTH + 2 * MARGIN, len(self.lines) * HEIGHT + 2 * MARGIN
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' font-family="{_FONTS}" font-size="{_SIZE}" xml:space="preserve">',
            f'<rect width="{width}" height="{height}" rx="6" fill="#{self.ground()}"/>',
        ]
        for row, line in enumerate(self.lines):
            for run in line:
                parts += self._svg_of(run, MARGIN + row * HEIGHT)
        return "\n".join([*parts, "</svg>\n"])

    def _svg_of(self, run: Run, y: int) -> Iterator[str]:
        x, length = MARGIN + run.column * WIDTH, len(run.text) * WIDTH
        if run.look.ground != self.ground():
            yield f'<rect x="{x}" y="{y}" width="{length}" height="{HEIGHT}" fill="#{run.look.ground}"/>'
        for piece in pieces(run):
            x, length = MARGIN + piece.column * WIDTH, len(piece.text) * WIDTH
            if piece.text[0] == RULE:
                yield f'<rect x="{x}" y="{y + HEIGHT // 2}" width="{length}" height="1" fill="#{run.look.words}"/>'
                continue
            bold = ' font-weight="700"' if run.look.is_bold else ""
            yield (
                f'<text x="{x}" y="{y + _BASELINE}" textLength="{length}" fill="#{run.look.words}"{bold}>'
                f"{escape(piece.text)}</text>"
            )


def pieces(run: Run) -> Iterator[Run]:
    """The words of a run without the blanks between columns; rules apart, since they are drawn as lines."""
    column = run.column
    for kind, cells in groupby(_marked(run.text), key=lambda cell: cell[0]):
        text = "".join(character for _, character in cells)
        if kind != "blank":
            yield Run(column, text, run.look)
        column += len(text)


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Each character with what it belongs to; a single blank between two words belongs to them."""
    for at, character in enumerate(text):
        alone = 0 < at < len(text) - 1 and not {text[at - 1], text[at + 1]} & {" ", RULE}
        kind = "rule" if character == RULE else "blank" if character == " " and not alone else "words"
        yield kind, character


def picture_of(screen: pyte.Screen, words: str, ground: str) -> Picture:
    """What a terminal shows; `words` and `ground` are the colours it has where the program asks for none."""
    return Picture(screen.columns, tuple(tuple(_runs(screen, row, words, ground)) for row in range(screen.lines)))


def _runs(screen: pyte.Screen, row: int, words: str, ground: str) -> Iterator[Run]:
    cells = [screen.buffer[row][column] for column in range(screen.columns)]
    column = 0
    for look, alike in groupby(cells, key=lambda cell: _look(cell, words, ground)):
        text = "".join(cell.data for cell in alike)
        yield Run(column, text, look)
        column += len(text)


def _look(cell: pyte.screens.Char, words: str, ground: str) -> Look:
    drawn = words if cell.fg == "default" else cell.fg
    below = ground if cell.bg == "default" else cell.bg
    return Look(below, drawn, cell.bold) if cell.reverse else Look(drawn, below, cell.bold)
