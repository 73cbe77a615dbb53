"""The size of letters at which a paper that is to fit one page does: the smaller, the more there is to say."""

from __future__ import annotations

from collections.abc import Sequence

from asi_tui.reports.document import Document, Picture

LINE = 44
"""About how many letters a line beside the picture holds."""

SMALLEST = 7.5


def fitting(document: Document, room: Sequence[tuple[float, float]], least: float) -> float:
    """The size of the letters. `room` are sizes, largest first, each with the lines of words beside the picture that
    leave the page whole at it; `least` is how many lines an area takes by its bars alone."""
    sights = [sight for block in document.blocks if isinstance(block, Picture) for sight in block.sights]
    lines = sum(max(least, sum(1 + len(text) // LINE for _, text in sight.points)) for sight in sights)
    return next((size for size, most in room if lines <= most), SMALLEST)
