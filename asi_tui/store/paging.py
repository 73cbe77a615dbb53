"""Places in a list: a page goes on after the last row of the page before, however far down that is."""

from __future__ import annotations

from asi_tui.core.queue import QueueRow
from asi_tui.errors import UsageError
from asi_tui.message import say

Placed = tuple[str, QueueRow]
"""A row with its place in the list, from which the next page goes on."""


def place(*parts: str) -> str:
    """A place made of what its list is ordered by."""
    return "|".join(parts)


def parts(after: str) -> tuple[str, str]:
    """What a place of two parts was made of; the second may be a place itself."""
    first, bar, second = after.partition("|")
    if not bar:
        raise UsageError(say("The next page cannot be found"), after, say("read the list from its beginning"))
    return first, second
