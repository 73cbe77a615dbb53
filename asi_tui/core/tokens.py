"""The words and signs of a condition, read from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asi_tui.message import Message, say

LONGEST = 300
"""The most words and signs of a condition; brackets and negations may lie a tenth as deep. No real one comes near."""

_TOKEN = re.compile(
    r"\s*(?:(?P<item>[A-Z]\d{1,4}(?:-[A-Za-z0-9]+)?)|(?P<number>\d{1,9}(?!\d))|(?P<word>[A-Za-z_]+)"
    r"|(?P<sign>\.\.|==|!=|<=|>=|[<>(),+*-]))"
)


class ExpressionFault(Exception):
    """A condition that cannot be understood; `message` says what is wrong with it."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def tokens(text: str) -> list[tuple[str, str]]:
    """The kind and text of each word and sign. Raises ExpressionFault for what cannot be read or has no end."""
    found = list(_tokens(text))
    depth = sum(word in ("(", "not") for _, word in found)
    if len(found) > LONGEST or depth > LONGEST // 10:
        raise ExpressionFault(say("the condition is too long or has too many brackets"))
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        found = _TOKEN.match(stripped, at)
        if found is None or found.lastgroup is None:
            raise ExpressionFault(say("{found} cannot be read", found=stripped[at:].strip()[:12]))
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()
