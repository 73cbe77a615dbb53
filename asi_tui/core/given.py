"""Answers as they lie on disk: in the order they were given, each followed by those that replace it, none changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer as it lies on disk: digits or text in `value`, or the code X or N; neither means cleared."""

    value: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer with its row id, which tells what came first; `is_correction`: given after the interview was signed."""

    id: int
    question: str
    answer: StoredAnswer
    is_correction: bool = False


def newest(given: Iterable[GivenAnswer]) -> dict[str, StoredAnswer]:
    """The answers that count, of those that were given, oldest first."""
    return {one.question: one.answer for one in given}


def as_signed(given: Iterable[GivenAnswer]) -> dict[str, StoredAnswer]:
    """The answers as they were signed, whatever has been corrected since."""
    return newest(one for one in given if not one.is_correction)
