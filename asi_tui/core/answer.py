"""The value of an answer: a number, words, or one of the two codes X and N; and how it lies on disk."""

from __future__ import annotations

from enum import Enum

from asi_tui.core.casework import StoredAnswer


class Code(Enum):
    """The two codes that stand instead of a value: X (no answer) and N (does not apply)."""

    X = "X"
    N = "N"


Value = int | str | Code
"""A number (days, years, months, kronor, the code of a choice), words, or X or N. None means unanswered."""

CLEARED = StoredAnswer(None, None)


def shown(value: Value | None) -> str | None:
    """A value as exports and commands write it: digits, words, "X" or "N"; None when unanswered."""
    if value is None:
        return None
    return value.value if isinstance(value, Code) else str(value)


def to_stored(value: Value | None) -> StoredAnswer:
    """A value as it lies on disk; unanswered is a row with neither value nor code."""
    if value is None:
        return CLEARED
    if isinstance(value, Code):
        return StoredAnswer(None, value.value)
    return StoredAnswer(str(value), None)


def from_stored(stored: StoredAnswer, *, is_text: bool) -> Value | None:
    """The value that lies on disk; `is_text` tells a question of words from one of numbers."""
    if stored.code is not None:
        return Code(stored.code)
    if stored.value is None or is_text:
        return stored.value
    return int(stored.value)
