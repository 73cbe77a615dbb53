"""The phrases in which a language tells an interview: when each is said, its words, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asi_tui.core.expression import Node
from asi_tui.core.grammar import Grammar
from asi_tui.core.template import Template

CLAUSES = "clauses"
"""The name under which a phrase tells its own clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a list: said when its condition holds and all its values are known; `order` ranks it, highest first."""

    when: Node | None
    text: Template
    order: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseList:
    """Things told one after another, "a, b och c". At most `most` are told; `either` joins them with "or"."""

    name: str
    clauses: tuple[Clause, ...]
    most: int | None = None
    either: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say a phrase; without text, nothing is said, since it is told elsewhere.

    `again` is said instead where the period that the text names has just been named, and for the second sentence of one
    that is told in several.
    """

    when: Node | None
    text: Template
    again: Template | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Something that may be said: the first of its variants that holds and whose values are known.

    `purpose` limits it to base interviews or follow-ups; `period` is the time that its text names; `paragraph` begins a
    new paragraph after one of several sentences; `most` is how many clauses one sentence takes; `group` sorts the
    sentences of a section. `reads` are all questions that can change it.
    """

    id: str
    section: str
    when: Node | None
    variants: tuple[Variant, ...]
    purpose: str | None = None
    period: str | None = None
    paragraph: bool = False
    clauses: tuple[Clause, ...] = ()
    most: int = 3
    group: str = ""
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its heading, what it is called within a sentence, and its phrases in the order told."""

    id: str
    title: str
    called: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a group of questions is about, as it is named when their answers are missing. `risk`: in the risk box;
    `unsure`: no answer means that the client does not know, which a phrase tells."""

    section: str
    items: tuple[str, ...]
    said: str
    risk: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """All words of a language. `unasked` are the topics that short forms leave out, `words` short texts by name."""

    language: str
    grammar: Grammar
    sections: Mapping[str, Section]
    phrases: Mapping[str, Phrase]
    lists: Mapping[str, PhraseList]
    topics: tuple[Topic, ...] = ()
    unasked: tuple[Topic, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def of_section(self, section: str) -> tuple[Phrase, ...]:
        """The phrases of a section in the order told; none if there is no such section."""
        found = self.sections.get(section)
        return tuple(self.phrases[name] for name in found.phrases) if found else ()
