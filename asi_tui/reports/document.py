"""A document as it is put together, before it has any format: headings, paragraphs, pictures, lines to write on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

from asi_tui.core.identity import clean_text
from asi_tui.core.telling import Sentence

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
"""The languages of documents, as formats name them with their country."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the document; level 2 stands under level 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that follow each other; each knows the questions it rests on. `quiet`: of less weight."""

    sentences: tuple[Sentence, ...] = ()
    plain: str = ""
    quiet: bool = False

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return self.plain or " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Quote:
    """A remark as it was written, with its line breaks, under the question it is about."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """What must not be overlooked, in a frame of its own."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Short things one under another."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first column is words, the others are narrow; `numbers` sets those flush right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """A bar of a picture: how far it goes now and went then (None: not known), and the value now in words."""

    label: str
    now: int | None
    then: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Sight:
    """An area of the picture: its bars, how it has gone, and what there is to say of it, each with its sign."""

    title: str
    gauges: tuple[Gauge, ...]
    course: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars from 0 to `most`, area by area. `then_label` tells what the thin bars are; empty when there are none."""

    sights: tuple[Sight, ...]
    most: int
    now_label: str
    then_label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line over the days of a series; None where there is no value."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Curves over time, from 0 to `most`; `days` are what is written below."""

    title: str
    days: tuple[str, ...]
    places: tuple[float, ...]
    curves: tuple[Curve, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Writing:
    """Room to write, under a label: `by_hand` also where the document is text that can be typed into."""

    label: str
    lines: int
    by_hand: bool = True


Block = Heading | Paragraph | Quote | Box | Listing | Grid | Picture | Series | Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. `under` are lines below its title, `mark` what makes it a draft, `foot` what stands on every
    page, `page` the word for a page. `one_page`: it is to fit one A4; `large`: it is set in letters of 14 points."""

    title: str
    language: str
    under: tuple[str, ...] = ()
    mark: str | None = None
    blocks: tuple[Block, ...] = ()
    foot: str = ""
    one_page: bool = False
    large: bool = False


Part = TypeVar("Part")


def plain(part: Part) -> Part:
    """The same with nothing in its words that a reader, a terminal or a format would obey: no controls, no hidden
    signs."""
    return _each(part, lambda words: clean_text(words, len(words), lines=True))


_SCALE = re.compile(r"\(\d \w{1,3} \d\)")


def unbroken(part: Part) -> Part:
    """The same with no line break within a point of a scale: "(2 av 4)"."""
    return _each(part, lambda words: _SCALE.sub(lambda scale: scale[0].replace(" ", "\u00a0"), words))


def _each(part: Part, change: Callable[[str], str]) -> Part:
    if isinstance(part, str):
        return change(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(_each(one, change) for one in part)  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _each(getattr(part, one.name), change) for one in fields(part)})
    return part
