"""Where a keyer stands in an interview: the question, what is half-typed, the pause after a refusal, the message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import Question
from asi_tui.core.interview import Change, Interview
from asi_tui.core.keying import HalfTyped
from asi_tui.core.lock import Lock as Lock
from asi_tui.core.lock import still_held
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key as it came: the entry command it stands for (without "entry."), its character, and when (seconds)."""

    command: str | None
    character: str | None
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyingStyle:
    """How a keyer works. `lock_seconds` is the quiet needed after a refusal; 0 = until Escape or Backspace."""

    quick: bool = False
    lock_seconds: float = 0.4
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A long list being searched by its words: what is typed, and the place the arrows chose among what is left."""

    typed: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a keyer stands: the question, what is half-typed, and what the message line says.

    `goto` is the code being typed on the go-to line (None: no such line); `came_from` the question left by the latest
    go-to. `lookup` is the search in a long list of answers. `carried` is the earlier answers to standing facts, which
    may be copied. `enter_is_spent`: the value just taken committed itself, and an Enter now belongs to it. `latest` is
    what the latest answer replaced or forced: the message line comes back to it until the next answer.
    """

    interview: Interview
    at: str
    half: HalfTyped | None = None
    goto: str | None = None
    lookup: Lookup | None = None
    came_from: str | None = None
    carried: Mapping[str, Value] = field(default_factory=dict)
    lock: Lock | None = None
    enter_is_spent: bool = False
    message: Message | None = None
    latest: Message | None = None

    @property
    def question(self) -> Question:
        """The question before the keyer."""
        return self.interview.question(self.at)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a key led to: the desk as it becomes once `store` is on disk, and what the screen is asked to open."""

    desk: Desk
    store: Change | None = None
    ask: str | None = None


def refuse(desk: Desk, reason: Message) -> Turn:
    """Nothing stored, what was half-typed discarded, the reason told, and the keys locked from this key on."""
    bare = replace(desk, half=None, goto=None, lookup=None, enter_is_spent=False)
    return Turn(replace(bare, message=reason, lock=Lock(-1.0, reason)))


def held_by_lock(desk: Desk, stroke: Stroke, style: KeyingStyle) -> Desk | None:
    """The desk that stays locked or is only unlocked by this key; None when the key is free to act."""
    lock = desk.lock
    if lock is None:
        return None
    if stroke.command in ("close", "backspace"):
        return unlocked(desk)
    held = still_held(lock, stroke.at, style.lock_seconds)
    return None if held is None else replace(desk, lock=held, message=held.told)


def unlocked(desk: Desk) -> Desk:
    """The desk after the pause: the message line comes back to what the latest answer did."""
    if desk.lock is None:
        return desk
    return replace(desk, lock=None, message=None if desk.lookup is not None else desk.latest)


def locked_from(desk: Desk, at: float) -> Desk:
    """The desk whose refusal, if this key led to one, counts its pause from the key."""
    if desk.lock is None or desk.lock.since >= 0:
        return desk
    return replace(desk, lock=replace(desk.lock, since=at))


def go(desk: Desk, code: str | None, *, at_end: bool = False, keep: bool = False) -> Desk:
    """The desk at another question; at the end of the form the cursor stays. `keep` leaves the message line alone."""
    if code is None:
        nothing_more = (
            say("this is the last question; complete with F9") if at_end else say("this is the first question")
        )
        return replace(desk, message=nothing_more)
    return replace(desk, at=code, half=None, lookup=None, message=desk.message if keep else desk.latest)


def told(value: Value | None) -> object:
    """A value as the message line says it."""
    if value is None:
        return say("unanswered")
    return value.value if isinstance(value, Code) else value
