"""The text of a phrase with its places: words for the person, values in words, lists, and parts that may be left out.

    {hon} har vårdats på sjukhus {M1:gånger}[, senast för {M2:tid} sedan].

`{hon}` is a word for the person, `{M1:gånger}` a value in the words of a form, `{M3-spec}` the client's own words in
quotation marks, `{clauses}` a list, `{has|have}` a verb that agrees with the person, `{sedan}` words that depend on
what the interview is for, `{date}` a given text. A part in [ ] is said only when all in it is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from asi_tui.core.expression import ExpressionFault, Node, parse
from asi_tui.core.shape import nearest
from asi_tui.core.truth import items
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Literal:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for the person, by its name in the grammar."""

    word: str


@dataclass(frozen=True, slots=True)
class Agreeing:
    """A verb that agrees with the last mention of the person."""

    singular: str
    plural: str


PLAIN = "plain"
"""The form that makes the client's own words a part of the sentence when they are few."""


@dataclass(frozen=True, slots=True)
class Valued:
    """A value in the words of a form; without a form, the client's own words in quotation marks."""

    value: Node
    form: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class ByPurpose:
    """Words that differ between a base interview and a follow-up."""

    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """A text that comes with the interview, such as its date."""

    name: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A part that is left out when something in it is not known."""

    parts: tuple[Part, ...]


Part = Literal | Mention | Agreeing | Valued | Listed | ByPurpose | Given | Perhaps
Template = tuple[Part, ...]
"""A text as it is told, part by part."""

Trouble = tuple[Message, Message]
"""What is wrong with a text, and the remedy."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_PERHAPS = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"[A-Z]\d|.*[:(+*]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names that the texts of a language may use in braces, and all codes of the instrument."""

    bank: Sequence[str]
    people: Collection[str]
    forms: Collection[str]
    lists: Collection[str]
    by_purpose: Collection[str]
    given: Collection[str]

    def names(self) -> list[str]:
        """Every plain name."""
        return sorted({*self.people, *self.lists, *self.by_purpose, *self.given})


def read_template(text: str, words: Vocabulary) -> tuple[Template, list[Trouble]]:
    """The parts of a text, and what is wrong with it; a place that cannot be read is left out."""
    reader = _Reader(words)
    found = reader.whole(text)
    return found, reader.troubles


def reads(template: Template, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The questions that a text reads; `lists` gives those of each list."""
    found: set[str] = set()
    for part in template:
        match part:
            case Valued(value, _):
                found |= items(value)
            case Listed(name):
                found |= lists.get(name, frozenset())
            case Perhaps(parts):
                found |= reads(parts, lists)
    return frozenset(found)


def valued_in(template: Template) -> list[Valued]:
    """Every value that a text tells, those of its optional parts included."""
    found: list[Valued] = []
    for part in template:
        if isinstance(part, Valued):
            found.append(part)
        elif isinstance(part, Perhaps):
            found += valued_in(part.parts)
    return found


class _Reader:
    """Reads a text from left to right and notes what is wrong."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.troubles: list[Trouble] = []

    def trouble(self, what: Message, remedy: Message) -> None:
        self.troubles.append((what, remedy))

    def whole(self, text: str) -> Template:
        parts: list[Part] = []
        at = 0
        for found in _PERHAPS.finditer(text):
            parts += self.plain(text[at : found.start()])
            parts.append(Perhaps(tuple(self.plain(found[1]))))
            at = found.end()
        parts += self.plain(text[at:])
        if set("{}[]") & set(_PLACE.sub("", _PERHAPS.sub(r"\1", text))):
            self.trouble(
                say("The braces or brackets do not pair."), say("Close each one, and do not put [ ] within [ ].")
            )
        return tuple(parts)

    def plain(self, text: str) -> list[Part]:
        parts: list[Part] = []
        at = 0
        for found in _PLACE.finditer(text):
            parts.append(Literal(text[at : found.start()]))
            if (place := self.place(found[1].strip())) is not None:
                parts.append(place)
            at = found.end()
        parts.append(Literal(text[at:]))
        return [part for part in parts if part != Literal("")]

    def place(self, name: str) -> Part | None:
        if "|" in name:
            singular, _, plural = name.partition("|")
            return Agreeing(singular, plural)
        if _VALUE.match(name):
            return self.value(name)
        if name in self.words.lists:
            return Listed(name)
        if name in self.words.people:
            return Mention(name)
        if name in self.words.by_purpose:
            return ByPurpose(name)
        if name in self.words.given:
            return Given(name)
        self.trouble(say("{name} is not known here.", name=name or "{}"), nearest(name, self.words.names()))
        return None

    def value(self, name: str) -> Part | None:
        written, colon, form = name.partition(":")
        try:
            node = parse(written.strip(), self.words.bank)
        except ExpressionFault as error:
            self.trouble(error.message, say("Correct the place: {place}", place=f"{{{name}}}"))
            return None
        if colon and form.strip() not in {*self.words.forms, PLAIN}:
            what = say("There is no word form {form}.", form=form.strip())
            self.trouble(what, nearest(form.strip(), sorted(self.words.forms)))
            return None
        return Valued(node, form.strip() if colon else None)
