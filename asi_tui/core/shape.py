"""The shape of an instrument's files: which keys their tables may hold, and what may stand there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Any

from asi_tui.core.loading import QUESTION_KEYS, Document, Fault
from asi_tui.message import Message, say


class Plain(Enum):
    """What a single value may be."""

    WORDS = "words"
    CODE = "code"
    ALIAS = "alias"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    PARAGRAPHS = "paragraphs"


_NEITHER: Mapping[Plain, Message] = {
    Plain.WORDS: say("Words are expected here."),
    Plain.CODE: say("A code is a capital and a number, perhaps with a part: D14 or D1-30d."),
    Plain.ALIAS: say("An alias is at most 12 letters, digits, hyphens or full stops."),
    Plain.WHOLE: say("A whole number is expected here."),
    Plain.NUMBER: say("A number is expected here."),
    Plain.YES_NO: say("true or false is expected here."),
    Plain.PARAGRAPHS: say("Words are expected here."),
}
_WRITTEN: Mapping[Plain, Message] = {
    Plain.WORDS: say("Write the words between quotation marks, on one line and without control characters."),
    Plain.CODE: say("Write a code between quotation marks."),
    Plain.ALIAS: say("Write a short alias between quotation marks."),
    Plain.WHOLE: say("Write a whole number without quotation marks."),
    Plain.NUMBER: say("Write a number without quotation marks."),
    Plain.YES_NO: say("Write true or false without quotation marks."),
    Plain.PARAGRAPHS: say("Write the words between quotation marks, or between three of them over several lines."),
}
_LARGEST = 10**12
_WORDS = (Plain.WORDS, Plain.PARAGRAPHS)
_CODE = re.compile(r"[A-Z][0-9]{1,4}(-[A-Za-z0-9]{1,8})?")
_ALIAS = re.compile(r"[^\W_][\w.-]{0,11}")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose entries all have the same shape."""

    entry: Shape


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose keys are names of the writer's choice. With a `place`, each name is a place of its own."""

    entry: Shape
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with known keys. Without one of `needs` it says nothing. `named_by` tells which one it is."""

    keys: Mapping[str, Shape]
    needs: tuple[str, ...] = ()
    named_by: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class WordsOr:
    """Words, such as the name of a shared list, or the other shape."""

    other: Shape


Shape = Plain | ListOf | Named | Table | WordsOr

SAID = Table({"sv": Plain.WORDS, "en": Plain.WORDS})
"""The same words in Swedish and English."""

_ANSWERS = ListOf(Table({"code": Plain.WHOLE, "sv": Plain.WORDS, "en": Plain.WORDS}))
_QUESTION: dict[str, Shape] = {
    **dict.fromkeys(QUESTION_KEYS, Plain.WORDS),
    **dict.fromkeys(("code",), Plain.CODE),
    **dict.fromkeys(("min", "max"), Plain.WHOLE),
    **dict.fromkeys(("allow_n", "key_item", "since_last", "carry", "extra"), Plain.YES_NO),
    **dict.fromkeys(("label", "text", "since_text", "n_means", "x_means"), SAID),
    "help": Plain.PARAGRAPHS,
    "alias": Plain.ALIAS,
    "answers": WordsOr(_ANSWERS),
    "answer_labels": Named(SAID),
    "forms": ListOf(Plain.WORDS),
}
_FORM: dict[str, Shape] = {
    **dict.fromkeys(("id", "purpose", "length", "counterpart"), Plain.WORDS),
    "title": SAID,
}
_SCORE: dict[str, Shape] = {
    "id": Plain.WORDS,
    "start": Plain.NUMBER,
    "sign": Plain.WHOLE,
    "linear": Named(Plain.NUMBER),
    "reversed": Named(Table({"becomes": ListOf(Plain.WHOLE), "divisor": Plain.NUMBER}, ("becomes", "divisor"))),
    "money": ListOf(
        Table({"item": Plain.CODE, "divisor": Plain.NUMBER, "cap": Plain.NUMBER}, ("item", "divisor", "cap"))
    ),
    "shares": ListOf(Table({"of": ListOf(Plain.CODE), "divisor": Plain.NUMBER}, ("of", "divisor"))),
}
_CHECK: dict[str, Shape] = {
    **dict.fromkeys(("number", "kind", "when"), Plain.WORDS),
    **dict.fromkeys(("forms", "items"), ListOf(Plain.WORDS)),
    "each": Named(WordsOr(ListOf(Plain.WORDS))),
    "message": SAID,
}

INSTRUMENT = Table(
    {
        "instrument": Table(
            {
                "id": Plain.WORDS,
                "version": Plain.WORDS,
                "areas": ListOf(Plain.WORDS),
                "form": ListOf(Table(_FORM, ("id",), "id")),
            },
            place="forms.toml",
        ),
        "answers": Table(
            {"lists": Named(_ANSWERS, "answers "), "n_means": Named(SAID), "x_means": Named(SAID)}, place="answers.toml"
        ),
        "areas": ListOf(
            Table(
                {"id": Plain.WORDS, "title": SAID, "question": ListOf(Table(_QUESTION, ("code",), "code"))},
                ("id",),
                "id",
            )
        ),
        "scores": Table({"score": ListOf(Table(_SCORE, ("id",), "id", "score "))}, place="scores.toml"),
        "checks": Table({"check": ListOf(Table(_CHECK, ("number",), "number", "check "))}, place="checks.toml"),
    },
    place="instrument",
)
"""The shape of a whole instrument."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is left of a file when all that cannot stand there is taken out, and the faults of what was taken out."""

    document: Document
    faults: tuple[Fault, ...]


def fit(document: Document, shape: Table) -> Fitted:
    """A document without the parts that do not fit the shape; the document itself is not changed."""
    fitter = _Fitter()
    kept = fitter.part(document, shape, "", "")
    return Fitted(kept if isinstance(kept, dict) else {}, tuple(fitter.faults))


def nearest(typed: str, known: list[str]) -> Message:
    """The remedy for a name that is not known."""
    near = get_close_matches(typed, known, 1, 0.0)
    return say("The nearest is {near}.", near=near[0]) if near else say("Take it out.")


_NOTHING = object()
"""Stands for a part that was taken out; None can be a value."""


class _Fitter:
    """Goes through a document, leaves out what does not fit, and notes each fault."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, place: str, key: str, what: Message, remedy: Message) -> object:
        self.faults.append(Fault(place, key, what, remedy))
        return _NOTHING

    def part(self, value: Any, shape: Shape, place: str, key: str) -> object:
        match shape:
            case Plain():
                return value if _fits(value, shape) else self.fault(place, key, _NEITHER[shape], _WRITTEN[shape])
            case WordsOr(other):
                return self.part(value, Plain.WORDS if isinstance(value, str) else other, place, key)
            case ListOf(entry):
                if not isinstance(value, list):
                    return self.fault(
                        place, key, say("A list is expected here."), say("Write it between square brackets.")
                    )
                return [kept for part in value if (kept := self.part(part, entry, place, key)) is not _NOTHING]
            case Named() | Table():
                if not isinstance(value, dict):
                    return self.fault(place, key, say("A table is expected here."), say("Write it as key = value."))
                return (
                    self.names(value, shape, place, key)
                    if isinstance(shape, Named)
                    else self.table(value, shape, place, key)
                )

    def names(self, value: Document, shape: Named, place: str, key: str) -> object:
        kept = {}
        for name, part in value.items():
            where = (f"{shape.place}{name}", "") if shape.place is not None else (place, _below(key, name))
            kept[name] = self.part(part, shape.entry, *where)
        return {name: part for name, part in kept.items() if part is not _NOTHING}

    def table(self, value: Document, shape: Table, place: str, key: str) -> object:
        called = value.get(shape.named_by) if shape.named_by else ""
        if shape.place is not None or (shape.named_by and isinstance(called, str)):
            place, key = f"{shape.place or ''}{called if isinstance(called, str) else '?'}", ""
        kept: Document = {}
        for name, part in value.items():
            if name not in shape.keys:
                self.fault(place, _below(key, name), say("The key is not known."), nearest(name, list(shape.keys)))
            elif (fitting := self.part(part, shape.keys[name], place, _below(key, name))) is not _NOTHING:
                kept[name] = fitting
        for name in shape.needs:
            if name not in value:
                what = say("{key} is missing in one of the tables.", key=name)
                self.fault(place, _below(key, name), what, say("Write {key} in each of them.", key=name))
        return kept if all(name in kept for name in shape.needs) else _NOTHING


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _hidden(words: str) -> bool:
    """Whether a sign among them cannot be seen."""
    return not words.isprintable() and any(unicodedata.category(sign).startswith("C") for sign in words)


def _fits(value: object, wanted: Plain) -> bool:
    if isinstance(value, str):
        if wanted is Plain.CODE:
            return _CODE.fullmatch(value) is not None
        if wanted is Plain.ALIAS:
            return _ALIAS.fullmatch(value) is not None
        if wanted is Plain.PARAGRAPHS:
            value = value.replace("\n", "")
        return wanted in _WORDS and not _hidden(value)
    if isinstance(value, bool):
        return wanted is Plain.YES_NO
    if not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        return False
    return wanted is Plain.NUMBER or (wanted is Plain.WHOLE and isinstance(value, int))
