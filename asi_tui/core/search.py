"""Finding a question by its words, and an answer of a long list by its first letters; without å ä ö or with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from asi_tui.core.identity import fold
from asi_tui.core.instrument import Choice, Instrument, Question
from asi_tui.core.interview import Interview
from asi_tui.core.routing import plan_of
from asi_tui.core.wording import Helps

EXCERPT = 60
"""The signs of a help text that a hit shows."""

_WORD = re.compile(r"\w+")


class Where(IntEnum):
    """Which words of a question were found, the most telling first."""

    CODE = 0
    LABEL = 1
    WORDING = 2
    ANSWERS = 3
    HELP = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that holds all the words; `excerpt` is where the word stands that was hardest to find."""

    code: str
    where: Where
    excerpt: str


@dataclass(frozen=True, slots=True)
class _Sought:
    """A word that is looked for; with å, ä or ö in it, `exact`: those letters and no others."""

    text: str
    exact: bool


class _Words:
    """A text as it is searched: its words in lower case, each after a blank, with and without å ä ö."""

    __slots__ = ("exact", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        words = [word.lower() for word in _WORD.findall(self.text)]
        self.exact = "".join(f" {word}" for word in words)
        self.folded = "".join(f" {fold(word)}" for word in words)

    def place(self, sought: _Sought) -> tuple[bool, int] | None:
        """Whether the word is only within another, and at which place of the text; a beginning is preferred."""
        words = self.exact if sought.exact else self.folded
        if sought.text not in words:
            return None
        at = words.find(" " + sought.text)
        return (False, at) if at >= 0 else (True, words.index(sought.text))

    def excerpt(self, sought: _Sought, size: int) -> str:
        """So many signs of the text at most, from a little before the word that was found, whole words only."""
        found = self.place(sought)
        if found is None or len(self.text) <= size:
            return " ".join(self.text.split())
        words = self.exact if sought.exact else self.folded
        spans = [match.span() for match in _WORD.finditer(self.text)]
        # Folding leaves the words in their number and order, so the blanks tell which one it is.
        hit = words.count(" ", 0, found[1] + 1) - 1
        first = last = hit
        while first > 0 and spans[last][1] - spans[first - 1][0] <= size // 3:
            first -= 1
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= size - 2:
            last += 1
        start, end = spans[first][0], spans[last][1]
        told = " ".join(self.text[start:end].split())
        return f"{'…' if start > 0 else ''}{told}{'…' if end < len(self.text.rstrip('.')) else ''}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A question with all its words, the most telling first."""

    code: str
    number: str
    texts: tuple[tuple[Where, _Words], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Shelved:
    """An instrument that compares by its content, so that what is made of it can be kept."""

    instrument: Instrument

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shelved) and self.instrument.content_hash == other.instrument.content_hash

    def __hash__(self) -> int:
        return hash(self.instrument.content_hash)


_KnownHelps = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def find(interview: Interview, helps: Helps, words: str, language: str) -> tuple[Hit, ...]:
    """The questions of the interview that hold all the words, somewhere in their code, label, wording, answers or help.

    First those where each word begins a word, then those where one stands within a word; among these by where the word
    that is hardest to find stands, code and label first, help last; then what the route asks, in the order of the form.
    Help is shared by all boxes of a number: only the first of them is a hit by its help. An "o" also finds "ö"; an "ö"
    finds only "ö".
    """
    sought = _sought(words)
    if not sought:
        return ()
    known = tuple((area, tuple(texts.items())) for area, texts in helps.items())
    found = []
    for place, entry in enumerate(_entries(_Shelved(interview.instrument), interview.form.id, known, language)):
        best = _hardest(entry, sought)
        if best is not None:
            within, where, word, text = best
            off_route = not interview.on_route(entry.code)
            found.append(((within, where, off_route, place), entry, word, text))
    found.sort(key=lambda hit: hit[0])
    hits: list[Hit] = []
    helped: set[str] = set()
    for (_, where, _, _), entry, word, text in found:
        if where is Where.HELP and entry.number in helped:
            continue
        if where is Where.HELP:
            helped.add(entry.number)
        hits.append(Hit(entry.code, where, text.excerpt(word, EXCERPT if where is Where.HELP else len(text.text))))
    return tuple(hits)


def type_ahead(choices: tuple[Choice, ...], typed: str, language: str) -> tuple[Choice, ...]:
    """What is left of a list when this much is typed: answers whose code, or a word of whose label, begins with each
    of the words. The very code comes first, then labels that begin with what is typed, then the others as listed."""
    sought = _sought(typed)
    found = []
    for place, choice in enumerate(choices):
        label, code = _words_of(choice.label.in_language(language)), str(choice.code)
        places = [(0, 0) if code.startswith(word.text) else _beginning(label, word) for word in sought]
        if all(at is not None for at in places):
            is_code = [code] == [word.text for word in sought]
            begins = bool(places) and places[0] == (1, 0)
            found.append((not is_code, not begins, place, choice))
    return tuple(choice for *_, choice in sorted(found, key=lambda entry: entry[:3]))


@lru_cache(maxsize=4096)
def _words_of(label: str) -> _Words:
    """The words of an answer, kept: each key of a search goes through the whole list."""
    return _Words(label)


def _sought(words: str) -> tuple[_Sought, ...]:
    typed = _WORD.findall(unicodedata.normalize("NFC", words).lower())
    return tuple(_Sought(word, exact=True) if set(word) & set("åäö") else _Sought(fold(word), False) for word in typed)


def _beginning(label: _Words, word: _Sought) -> tuple[int, int] | None:
    found = label.place(word)
    return None if found is None or found[0] else (1, found[1])


def _hardest(entry: _Entry, sought: tuple[_Sought, ...]) -> tuple[bool, Where, _Sought, _Words] | None:
    """Where the word stands that was hardest to find; None when one of them is not there at all."""
    places = [_best(entry, word) for word in sought]
    known = [place for place in places if place is not None]
    return max(known, key=lambda place: place[:2]) if len(known) == len(places) else None


def _best(entry: _Entry, word: _Sought) -> tuple[bool, Where, _Sought, _Words] | None:
    best: tuple[bool, Where, _Sought, _Words] | None = None
    for where, text in entry.texts:
        found = text.place(word)
        if found is not None and (best is None or (found[0], where) < best[:2]):
            best = (found[0], where, word, text)
    return best


@lru_cache(maxsize=8)
def _entries(shelved: _Shelved, form: str, helps: _KnownHelps, language: str) -> tuple[_Entry, ...]:
    """All questions of the form, prepared for search; kept, since only the words of the instrument and help matter."""
    instrument = shelved.instrument
    plan = plan_of(instrument, form)
    helped = {(area, number): _Words(_plain(text)) for area, texts in helps for number, text in texts}
    return tuple(
        _Entry(code, plan.questions[code].number, tuple(_texts(plan.questions[code], helped, language)))
        for code in plan.order
    )


def _texts(
    question: Question, helped: Mapping[tuple[str, str], _Words], language: str
) -> Iterator[tuple[Where, _Words]]:
    yield Where.CODE, _Words(" ".join(filter(None, (question.code, question.alias))))
    yield Where.LABEL, _Words(question.label.in_language(language))
    yield Where.WORDING, _Words(question.wording.in_language(language))
    means = [text for text in (question.n_means, question.x_means) if text is not None]
    for said in [*(choice.label for choice in question.choices), *means]:
        yield Where.ANSWERS, _Words(said.in_language(language))
    help_text = helped.get((question.area, question.number))
    if help_text is not None and not question.extra:
        yield Where.HELP, help_text
    if question.help:
        yield Where.HELP, _Words(_plain(question.help))


def _plain(markdown: str) -> str:
    """A help text without the signs of its Markdown."""
    return re.sub(r"(?m)^\s*[-#]+\s+|\*\*|`", "", markdown)
