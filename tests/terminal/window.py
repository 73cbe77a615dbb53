"""The window of a terminal: what it shows, what it answers, and what did not fit into a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pyte
from wcwidth import wcswidth, wcwidth

_width = cache(wcwidth)


class Window(pyte.Screen):
    """A screen that answers what the program asks it, and keeps what was drawn beyond the edge."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        """`answer` takes what the terminal sends of itself."""
        self.beyond: list[tuple[int, str]] = []
        self._answer = answer
        self._drawn: dict[Any, dict[str, Any]] = {}
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Draw words at the cursor."""
        if self._is_plain(data):
            self._draw_plain(data)
            return
        if self.cursor.x + wcswidth(data) > self.columns:
            self.beyond.append((self.cursor.y, data))
        super().draw(data)

    def _is_plain(self, data: str) -> bool:
        """Whether each sign takes a cell of its own in what is left of the line."""
        if self.cursor.x + len(data) > self.columns or self.charset or pyte.modes.IRM in self.mode:
            return False
        return data.isascii() or all(_width(sign) == 1 for sign in data)

    def _draw_plain(self, data: str) -> None:
        """The same as the library does for any words, in a fraction of the time: most of a test is drawing."""
        line, look, x = self.buffer[self.cursor.y], self.cursor.attrs, self.cursor.x
        cells = self._drawn.setdefault(look, {})
        for sign in data.translate(self.g0_charset):
            cell = cells.get(sign)
            if cell is None:
                cell = cells[sign] = look._replace(data=sign)
            line[x] = cell
            x += 1
        self.dirty.add(self.cursor.y)
        self.cursor.x = x

    def write_process_input(self, data: str) -> None:
        """An answer to a question about the terminal."""
        self._answer(data)
