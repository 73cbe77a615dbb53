"""An answer of a long list found by its words: letters leave what fits, arrows choose, Enter takes what is marked."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core.desk import Desk, Lookup, Stroke, Turn, refuse
from asi_tui.core.instrument import Choice, Question
from asi_tui.core.keying import HalfTyped, width
from asi_tui.core.search import type_ahead
from asi_tui.message import say

LONGEST = 30
"""The most signs that are taken on the line; no answer wants more to be told apart."""

STEP = 10
"""How many answers page up and page down pass over."""

_STEPS = {"next": 1, "back": -1, "next-area": STEP, "previous-area": -STEP}


def left_of(question: Question, lookup: Lookup, language: str) -> tuple[Choice, ...]:
    """The answers that fit what is typed; all of them while nothing is."""
    return type_ahead(question.choices, lookup.typed, language)


def marked(question: Question, lookup: Lookup, language: str) -> int | None:
    """The place of the answer that Enter would take, among those left: the one chosen by the arrows, else the first.

    None when nothing is typed or chosen, so that a stray Enter answers nothing, and when nothing is left.
    """
    count = len(left_of(question, lookup, language))
    if lookup.place is not None and count:
        return min(lookup.place, count - 1)
    return 0 if lookup.typed.strip() and count else None


def continuing(question: Question, half: HalfTyped) -> tuple[Choice, ...]:
    """The answers whose code begins with the digits that are typed, with the noughts in front of it or without."""
    digits = width(question)
    codes = [(str(choice.code), choice) for choice in question.choices]
    return tuple(c for code, c in codes if code.startswith(half.typed) or code.zfill(digits).startswith(half.typed))


def standing_at(desk: Desk, choices: tuple[Choice, ...]) -> int:
    """The place of the answer that stands among these; the first when there is none."""
    value = desk.interview.answers.get(desk.at)
    return next((place for place, choice in enumerate(choices) if choice.code == value), 0)


def open_list(desk: Desk) -> Turn:
    """The line on which a long list is searched."""
    return Turn(replace(desk, lookup=Lookup(), message=None))


def on_list_line(desk: Desk, stroke: Stroke, language: str) -> Turn | Choice:
    """What a key does while a list is searched; a Choice is the answer that Enter took.

    Every printable character belongs to the words, whatever it commands elsewhere. Escape empties the line, and leaves
    it when it is empty.
    """
    lookup = desk.lookup or Lookup()
    place = marked(desk.question, lookup, language)
    if stroke.character is not None and stroke.character.isprintable():
        return _with(desk, Lookup((lookup.typed + stroke.character).lstrip()[:LONGEST]))
    if stroke.command in _STEPS:
        last = len(left_of(desk.question, lookup, language)) - 1
        start = place if place is not None else _before_first(desk, _STEPS[stroke.command])
        return _with(desk, replace(lookup, place=min(max(0, start + _STEPS[stroke.command]), max(0, last))))
    match stroke.command:
        case "enter":
            return _enter(desk, lookup, place, language)
        case "close":
            return _with(desk, Lookup() if lookup != Lookup() else None)
        case "backspace":
            return _with(desk, Lookup(lookup.typed[:-1]) if lookup.typed else None)
        case "help":
            return Turn(desk, ask="help")
    return Turn(desk)


def _with(desk: Desk, lookup: Lookup | None) -> Turn:
    return Turn(replace(desk, lookup=lookup, message=desk.latest if lookup is None else None))


def _enter(desk: Desk, lookup: Lookup, place: int | None, language: str) -> Turn | Choice:
    if place is not None:
        return left_of(desk.question, lookup, language)[place]
    if lookup.typed.strip():
        return refuse(desk, say("no answer of the list begins with {words}", words=lookup.typed.strip()))
    return _with(desk, None)


def _before_first(desk: Desk, step: int) -> int:
    """Where the arrows start: at the answer that stands, else before the first one."""
    if isinstance(desk.interview.answers.get(desk.at), int):
        return standing_at(desk, desk.question.choices)
    return -1 if step > 0 else 0
