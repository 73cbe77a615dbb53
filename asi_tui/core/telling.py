"""Telling a section: the phrases that hold, with names, numbers and lists put in; each sentence knows its items."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from asi_tui.core.answer import Value, shown
from asi_tui.core.expression import Node
from asi_tui.core.grammar import balanced, tidy
from asi_tui.core.phrases import CLAUSES, Clause, Phrase, Phrasebook, PhraseList
from asi_tui.core.template import (
    PLAIN,
    Agreeing,
    ByPurpose,
    Given,
    Listed,
    Literal,
    Mention,
    Perhaps,
    Template,
    Valued,
)
from asi_tui.core.truth import Reading, amount, grounds, holds, items


@dataclass(frozen=True, slots=True)
class Person:
    """How a text speaks of the client: by a name ("M-B", "klienten"), and then by a pronoun or another noun.

    `gender` is "woman", "man" or "neutral" as the record or the writer has it, None when no pronoun is to be used;
    `again` is the noun that then takes turns with the name, the name itself if it is empty.
    """

    name: str
    gender: str | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it rests on.

    `codes` are the questions it tells of, `rests_on` all whose answers could change it, `digest` a fingerprint of those
    answers: once it differs, a text that kept the sentence is stale.
    """

    phrase: str
    text: str
    codes: tuple[str, ...]
    rests_on: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is known while a text is told: the answers, the person, the purpose of the interview, and given texts."""

    book: Phrasebook
    read: Reading
    person: Person
    purpose: str
    order: Sequence[str]
    facts: Mapping[str, int | None] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Mood:
    """Where a paragraph has come to: whether the person has been named, the period named last, whether verbs stand in
    the plural, and the words that are not said again."""

    named: bool = False
    period: str | None = None
    plural: bool = False
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Words:
    """Words told, the questions they tell of, and the mood after them."""

    text: str
    codes: frozenset[str]
    mood: _Mood


def tell_section(scene: Scene, section: str) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of a section, each with its sentences; empty when nothing is to be said."""
    paragraphs: list[list[Sentence]] = []
    mood = _Mood()
    for phrase in scene.book.of_section(section):
        # What tells of the period that was named last goes on in its paragraph.
        goes_on = phrase.period is not None and phrase.period == mood.period
        starts = phrase.paragraph and not goes_on and len(paragraphs[-1:]) > 0 and len(paragraphs[-1]) > 1
        told, after = _phrase(scene, phrase, _Mood() if starts else mood)
        if told and (starts or not paragraphs):
            paragraphs.append([])
        if told:
            paragraphs[-1] += told
            mood = after
    return tuple(map(tuple, paragraphs))


def digest(codes: Iterable[str], read: Reading) -> str:
    """A fingerprint of the answers to these questions."""
    values = "\n".join(f"{code}={shown(read(code))}" for code in sorted(codes))
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def _phrase(scene: Scene, phrase: Phrase, mood: _Mood) -> tuple[list[Sentence], _Mood]:
    """The sentences of one phrase; none when it is not to be said."""
    if phrase.purpose not in (None, scene.purpose) or not _holds(scene, phrase.when):
        return [], mood
    for variant in phrase.variants:
        if not _holds(scene, variant.when):
            continue
        if not variant.text:
            break
        known = {*_grounds(scene, phrase.when), *_grounds(scene, variant.when)}
        told = _sentences(scene, phrase, variant.text, variant.again, mood)
        if told:
            rests_on = _in_order(scene, phrase.reads)
            mark = digest(rests_on, scene.read)
            after = replace(told[-1].mood, period=phrase.period or mood.period)
            return [
                Sentence(phrase.id, tidy(words.text), _in_order(scene, words.codes | known), rests_on, mark)
                for words in told
            ], after
    return [], mood


def _sentences(scene: Scene, phrase: Phrase, text: Template, again: Template | None, mood: _Mood) -> list[_Words]:
    """A text told once, or once for each group of its clauses."""
    repeated = again is not None and phrase.period is not None and phrase.period == mood.period
    first = again if repeated and again is not None else text
    if not phrase.clauses:
        told = _told(scene, first, mood, {})
        return [told] if told else []
    found: list[_Words] = []
    clauses = [c for c in phrase.clauses if _clause(scene, c, mood) is not None]
    at = 0
    for size in balanced(len(clauses), phrase.most):
        own = PhraseList(name=CLAUSES, clauses=tuple(clauses[at : at + size]))
        template = (again or text) if found else first
        told = _told(scene, template, found[-1].mood if found else mood, {CLAUSES: own})
        if told is None:
            return []
        found.append(told)
        at += size
    return found


def _told(scene: Scene, template: Template, mood: _Mood, own: Mapping[str, PhraseList]) -> _Words | None:
    """A text in words; None when something in it is not known."""
    words: list[str] = []
    codes: set[str] = set()
    for part in template:
        told = _part(scene, part, mood, own)
        if told is None:
            return None
        words.append(told.text)
        codes |= told.codes
        mood = told.mood
    return _Words("".join(words), frozenset(codes), mood)


def _part(scene: Scene, part: object, mood: _Mood, own: Mapping[str, PhraseList]) -> _Words | None:
    nothing = frozenset[str]()
    match part:
        case Literal(text):
            return _Words(text, nothing, mood)
        case Mention(word):
            return _mention(scene, word, mood)
        case Agreeing(singular, plural):
            return _Words(plural if mood.plural else singular, nothing, mood)
        case Valued(value, form):
            told = _value(scene, amount(value, scene.read, scene.facts), form)
            return None if told is None else _Words(told, items(value), mood)
        case Listed(name):
            return _listed(scene, own.get(name) or scene.book.lists[name], mood)
        case ByPurpose(name):
            return _by_purpose(scene, name, mood)
        case Given(name):
            given = scene.given.get(name)
            return _Words(given, nothing, mood) if given else None
        case Perhaps(parts):
            return _told(scene, parts, mood, own) or _Words("", nothing, mood)
        case _:
            return None


def _mention(scene: Scene, word: str, mood: _Mood) -> _Words:
    grammar, person = scene.book.grammar, scene.person
    found = grammar.people[word]
    gender = person.gender or ("neutral" if not found.is_mention else None)
    if gender is not None and (mood.named or not found.is_mention):
        plural = gender in grammar.plural if found.is_mention else mood.plural
        return _Words(found.by_gender[gender], frozenset(), replace(mood, plural=plural))
    name = (person.again or person.name) if mood.named else person.name
    text = found.named.format(name=name, names=grammar.genitive_of(name))
    return _Words(text, frozenset(), replace(mood, named=True, plural=False))


def _by_purpose(scene: Scene, name: str, mood: _Mood) -> _Words:
    grammar = scene.book.grammar
    if name in mood.said:
        return _Words("", frozenset(), mood)
    said = mood.said | ({name} & grammar.once)
    return _Words(grammar.by_purpose[name].get(scene.purpose, ""), frozenset(), replace(mood, said=said))


def _value(scene: Scene, value: Value | None, form: str | None) -> str | None:
    grammar = scene.book.grammar
    if isinstance(value, str):
        return grammar.plain(value) if form == PLAIN else grammar.quoted(value)
    if form in (None, PLAIN):
        return None
    return grammar.forms[form or ""].words(value, grammar) if isinstance(value, int) else None


def _listed(scene: Scene, wanted: PhraseList, mood: _Mood) -> _Words | None:
    ranked = sorted(wanted.clauses, key=lambda clause: -_rank(scene, clause.order))
    words: list[str] = []
    codes: set[str] = set()
    for clause in ranked:
        told = _clause(scene, clause, mood)
        if told is not None and (wanted.most is None or len(words) < wanted.most):
            words.append(told.text.strip())
            codes |= told.codes | _grounds(scene, clause.when)
            mood = told.mood
    grammar = scene.book.grammar
    own = wanted.name == CLAUSES
    joined = grammar.told_together(words) if own else grammar.listed(words, either=wanted.either)
    return _Words(joined, frozenset(codes), mood) if words else None


def _clause(scene: Scene, clause: Clause, mood: _Mood) -> _Words | None:
    return _told(scene, clause.text, mood, {}) if _holds(scene, clause.when) else None


def _rank(scene: Scene, order: Node | None) -> int:
    value = amount(order, scene.read, scene.facts) if order is not None else 0
    return value if isinstance(value, int) else 0


def _holds(scene: Scene, when: Node | None) -> bool:
    return when is None or holds(when, scene.read, scene.facts) is True


def _grounds(scene: Scene, when: Node | None) -> frozenset[str]:
    return grounds(when, scene.read, scene.facts) if when is not None else frozenset()


def _in_order(scene: Scene, codes: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in scene.order if code in codes)
