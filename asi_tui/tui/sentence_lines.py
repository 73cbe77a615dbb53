"""A summary laid out for a screen: its sentences wrapped to lines, each word knowing which sentence it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asi_tui.core.narrative import Summary
from asi_tui.core.telling import Sentence

Piece = tuple[str, int | None, str]
"""Words of a line, the number of the sentence they belong to (None: no sentence), and their style."""

Row = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the paragraphs under it; `plain` are lines that are no sentences of the program's own."""

    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    plain: tuple[str, ...] = ()
    is_risk: bool = False


def parts_of(told: Summary, missing: str, comments: str, own: str) -> tuple[Part, ...]:
    """A summary in the order read; the words are headings of what has none in the summary itself."""
    lacking = (told.missing, *(((told.not_asked,),) if told.not_asked else ()))
    parts = [
        Part(told.about.title, told.about.paragraphs),
        Part(told.overview.title, told.overview.paragraphs),
        Part(told.risk.title, (told.risk.sentences,), told.risk.actions, is_risk=True),
        *(Part(area.title, area.paragraphs) for area in told.areas),
        Part(own, plain=tuple(f"{one.label}: {one.answer}" for one in told.own_answers)),
        Part(missing, tuple(one for one in lacking if one)),
        Part(comments, plain=tuple(f"{one.label or one.area}: {one.quoted}" for one in told.comments)),
    ]
    return tuple(part for part in parts if any(part.paragraphs) or part.plain)


def rows_of(parts: Sequence[Part], width: int) -> Iterator[Row]:
    """The lines of the parts, none longer than `width`."""
    number = 0
    for place, part in enumerate(parts):
        if place:
            yield ()
        yield ((f"! {part.title}" if part.is_risk else part.title, None, "alert" if part.is_risk else "heading"),)
        for paragraph in part.paragraphs:
            words = [(word, number + at) for at, one in enumerate(paragraph) for word in one.text.split(" ")]
            number += len(paragraph)
            yield from _wrapped(words, width)
        for line in part.plain:
            yield from _wrapped([(word, None) for word in line.split(" ")], width)


def _wrapped(words: Sequence[tuple[str, int | None]], width: int) -> Iterator[Row]:
    row: list[Piece] = []
    used = 0
    for word, number in words:
        if row and used + 1 + len(word) > width:
            yield tuple(row)
            row, used = [], 0
        if row:
            # A blank between two sentences belongs to neither.
            row.append((" ", number if row[-1][1] == number else None, "text"))
            used += 1
        row.append((word, number, "text"))
        used += len(word)
    if row:
        yield tuple(row)
