"""The window of a terminal: what it shows, what it answers, and what did not fit into a line."""

from __future__ import annotations

from collections.abc import Callable

import pyte
from wcwidth import wcswidth


class Window(pyte.Screen):
    """A screen that answers what the program asks it, and keeps what was drawn beyond the edge."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        """`answer` takes what the terminal sends of itself."""
        self.beyond: list[tuple[int, str]] = []
        self._answer = answer
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Draw words at the cursor."""
        if self.cursor.x + wcswidth(data) > self.columns:
            self.beyond.append((self.cursor.y, data))
        super().draw(data)

    def write_process_input(self, data: str) -> None:
        """An answer to a question about the terminal."""
        self._answer(data)
