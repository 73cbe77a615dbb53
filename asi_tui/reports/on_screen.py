"""A document as lines that a screen shows: the text, each line with the weight it has."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import dropwhile

from asi_tui.reports.document import Block, Box, Document, Heading, Paragraph, Picture, Quote, Writing, plain
from asi_tui.reports.text import lines_of_block


class Weight(StrEnum):
    """How a line stands out; the words are those that the screens have for it."""

    TEXT = "text"
    HEADING = "heading"
    QUIET = "dim"
    ALERT = "alert"


def screen_lines(document: Document) -> tuple[tuple[Weight, str], ...]:
    """The lines of a document but its title and what makes it a draft, which a screen has in its own title."""
    return tuple(dropwhile(lambda line: not line[1], _lines(plain(document))))


def _lines(document: Document) -> Iterator[tuple[Weight, str]]:
    for line in document.under:
        yield from _weighed(Weight.QUIET, Paragraph(plain=line))
    for block in document.blocks:
        match block:
            case Heading(text=text):
                yield from ((Weight.TEXT, ""), (Weight.HEADING, text))
            case Picture():
                for line in lines_of_block(block):
                    yield Weight.TEXT if line.startswith(" ") else Weight.HEADING, line.rstrip()
            case Writing(by_hand=True):
                pass  # Room to write by hand is on the paper.
            case _:
                yield from _weighed(_weight(block), block)


def _weighed(weight: Weight, block: Block) -> Iterator[tuple[Weight, str]]:
    for line in lines_of_block(block):
        yield weight, line.rstrip()


def _weight(block: Block) -> Weight:
    match block:
        case Box():
            return Weight.ALERT
        case Quote():
            return Weight.QUIET
        case Paragraph(quiet=True):
            return Weight.QUIET
        case _:
            return Weight.TEXT
