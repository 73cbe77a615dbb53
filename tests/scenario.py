"""A test client that reads like an interview: what is answered and typed, and what the form then asks and says.

Scenario("grund-kort").answer(E4=0).counts("E5", 0, why="forced").skips("E5")
Scenario().at("M1").keys("0 3 Enter").value("M1") == 3
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Self

from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.desk import Desk, KeyingStyle, Stroke
from asi_tui.core.entry import paste, press
from asi_tui.core.instrument import Instrument
from asi_tui.core.interview import Change, begin
from asi_tui.core.keying import HalfTyped
from asi_tui.core.loading import load
from asi_tui.core.routing import all_standings
from asi_tui.core.scoring import MoneyVersion, Scoring, scores
from asi_tui.instruments import read_document
from asi_tui.keys import Context, keymap

FORMS = ("grund", "grund-kort", "uppf", "uppf-kort")

NAMED_KEYS = {
    "Enter": "enter",
    "Backspace": "backspace",
    "Escape": "escape",
    "Tab": "tab",
    "Shift+Tab": "shift+tab",
    "Down": "down",
    "Up": "up",
    "PgDn": "pagedown",
    "PgUp": "pageup",
    "Home": "home",
    "End": "end",
    "Delete": "delete",
    "Ctrl+P": "ctrl+p",
    "Ctrl+Q": "ctrl+q",
    "Ctrl+Z": "ctrl+z",
    "Ctrl+Y": "ctrl+y",
    "F1": "f1",
    "F3": "f3",
    "F4": "f4",
    "F9": "f9",
}

SIGNS = {",": "comma", ".": "full_stop", "/": "slash", "-": "minus", "+": "plus", "*": "asterisk"}

_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_KEYMAP = keymap()


@cache
def instrument() -> Instrument:
    """The instrument that comes with the program."""
    return load(read_document())


def coded(value: Value) -> Value:
    """ "X" and "N" as the codes they stand for."""
    return Code(value) if value in ("X", "N") else value


def stroke(name: str, character: str | None, at: float) -> Stroke:
    """A key as the screen hands it to the desk, from the name the terminal library gives it."""
    if name == "enter":
        return Stroke("enter", None, at)
    found = _KEYMAP.command(name, Context.ENTRY)
    return Stroke(found.id.partition(".")[2] if found else None, character, at)


def keys_of(typed: str) -> list[tuple[str, str | None]]:
    """The keys of a line such as `07 x Enter "diabetes, insulin" Enter`: a name and a character each.

    A named key stands alone; words in quotes are typed letter by letter, blanks too; all else sign by sign.
    """
    keys: list[tuple[str, str | None]] = []
    for found in _WORDS.finditer(typed):
        quoted, word = found.groups()
        if quoted is None and word in NAMED_KEYS:
            keys.append((NAMED_KEYS[word], None))
        else:
            keys += [(SIGNS.get(sign, sign), sign) for sign in (word if quoted is None else quoted)]
    return keys


class Scenario:
    """An interview at a desk: a clock that moves a tenth of a second per key, and a disk that keeps what is stored.

    After every key the disk holds what the interview holds, and the standings are those worked out from scratch.
    """

    def __init__(
        self,
        form: str = "grund",
        answers: Mapping[str, Value] | None = None,
        *,
        quick: bool = False,
        lock_seconds: float = 0.4,
        pace: float = 0.1,
        language: str = "sv",
        made_with: Instrument | None = None,
    ) -> None:
        """Begin on that form, at its first question, with those answers already on disk."""
        given = {code: coded(value) for code, value in (answers or {}).items()}
        interview = begin(made_with or instrument(), form, given)
        self.desk = Desk(interview, interview.first())
        self.style = KeyingStyle(quick=quick, lock_seconds=lock_seconds, language=language)
        self.pace = pace
        self.clock = 100.0
        self.disk: dict[str, Value] = dict(interview.answers)
        self.stored: list[Change] = []
        self.asked: list[str] = []

    def answer(self, answers: Mapping[str, Value | None] | None = None, /, **named: Value | None) -> Self:
        """Give answers wherever the cursor is; None clears. D1_30d is D1-30d."""
        for name, value in {**(answers or {}), **named}.items():
            code = name.replace("_", "-")
            change = Change(code, self.desk.interview.answers.get(code), None if value is None else coded(value))
            self.desk = replace(self.desk, interview=self.desk.interview.changed(change))
            self._write(change)
        return self

    def at(self, code: str) -> Self:
        """Put the cursor on a box, as a new session would find it."""
        assert code in self.desk.interview.plan.place, f"{code} is not in the interview step of this form"
        self.desk = Desk(self.desk.interview, code)
        return self

    def keys(self, typed: str) -> Self:
        """Type a line of keys; see keys_of."""
        for name, character in keys_of(typed):
            self.strike(name, character)
        return self

    def strike(self, name: str, character: str | None = None) -> Self:
        """Press one key, by the name the terminal library gives it."""
        self.clock += self.pace
        turn = press(self.desk, stroke(name, character, self.clock), self.style)
        self.desk = turn.desk
        self._write(turn.store)
        if turn.ask:
            self.asked.append(turn.ask)
        return self

    def pastes(self, text: str) -> Self:
        """Paste text at the cursor."""
        turn = paste(self.desk, text, self.style, self.clock)
        self.desk = turn.desk
        self._write(turn.store)
        return self

    def waits(self, seconds: float) -> Self:
        """Let the clock go on without a key."""
        self.clock += seconds
        return self

    def _write(self, change: Change | None) -> None:
        interview = self.desk.interview
        if change is not None:
            assert self.disk.get(change.code) == change.before
            self.stored.append(change)
            if change.after is None:
                del self.disk[change.code]
            else:
                self.disk[change.code] = change.after
        assert self.disk == interview.answers, "what is shown as answered is not what is on disk"
        assert interview.standings == all_standings(interview.plan, interview.answers)

    def stands_at(self, code: str) -> Self:
        """The cursor is on that box."""
        assert self.desk.at == code, f"stands at {self.desk.at}, not {code}; {self.desk.message}"
        return self

    def says(self, *fragments: str) -> Self:
        """The message line says these words, in English."""
        for fragment in fragments:
            assert fragment in str(self.desk.message), f"says {self.desk.message!s}"
        return self

    def says_nothing(self) -> Self:
        """The message line is empty."""
        assert self.desk.message is None, f"says {self.desk.message!s}"
        return self

    def half_typed(self, typed: str, years: int | None = None) -> Self:
        """That much stands in the box, not yet taken as an answer."""
        assert self.desk.half == HalfTyped(typed, years), f"half-typed is {self.desk.half}"
        return self

    def nothing_half_typed(self) -> Self:
        """The box is as the disk has it."""
        assert self.desk.half is None, f"half-typed is {self.desk.half}"
        return self

    def locked(self, ignored: int = 0) -> Self:
        """Keys are ignored after a refusal, so many so far."""
        assert self.desk.lock is not None, f"not locked; {self.desk.message!s}"
        assert self.desk.lock.ignored == ignored
        return self

    def unlocked(self) -> Self:
        """Keys act."""
        assert self.desk.lock is None, f"locked: {self.desk.message!s}"
        return self

    def value(self, code: str) -> Value | None:
        """What was answered, whether the question is on the route or not."""
        return self.desk.interview.answers.get(code)

    def has(self, answers: Mapping[str, Value | None] | None = None, /, **named: Value | None) -> Self:
        """Those answers are on disk; None stands for unanswered."""
        for name, value in {**(answers or {}), **named}.items():
            code = name.replace("_", "-")
            wanted = None if value is None else coded(value)
            assert self.disk.get(code) == wanted, f"{code} is {shown(self.disk.get(code))}, not {shown(wanted)}"
        return self

    def counts(self, code: str, value: Value | None, *, why: str) -> Self:
        """The question counts as that value, for that reason."""
        standing = self.desk.interview.standings[code]
        wanted = None if value is None else coded(value)
        assert (standing.value, standing.why) == (wanted, why), f"{code} counts as {standing}"
        return self

    def asks(self, *codes: str) -> Self:
        """Those boxes are on the route."""
        for code in codes:
            assert self.desk.interview.on_route(code), f"{code} is skipped"
        return self

    def skips(self, *codes: str) -> Self:
        """Those boxes are off the route."""
        for code in codes:
            assert not self.desk.interview.on_route(code), f"{code} is asked"
        return self

    def score(self, area: str, version: str = "capped", divisor: float = 1) -> float | None:
        """The composite score of an area."""
        return scores(self.desk.interview, Scoring(MoneyVersion(version), divisor))[area].value

    def missing(self, area: str) -> tuple[str, ...]:
        """The questions for whose sake an area has no score."""
        return scores(self.desk.interview, Scoring())[area].missing
