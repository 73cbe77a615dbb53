"""A signed interview: read as it stands, and corrected answer by answer, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asi_tui.core import entry
from asi_tui.core.annotations import Correction
from asi_tui.core.closing import ended
from asi_tui.core.desk import Desk, KeyingStyle, Stroke, Turn, held_by_lock, locked_from, refuse, told, unlocked
from asi_tui.core.interview import Interview
from asi_tui.message import Message, say

MOST_NAMED = 5
"""The most questions that a sentence names."""

HOW = say("the interview is signed: r corrects an answer, with a reason")

_FROZEN: dict[str, Message] = {
    "head": say("the interview is signed: its head stays as it is"),
    "widen": say("the interview is signed: its form stays as it is"),
    "complete": say("the interview is signed: there is nothing more to finish"),
    "remark": say("the interview is signed: write what is to be said as the reason of a correction"),
    "area-comment": say("the interview is signed: write what is to be said as the reason of a correction"),
    "clear": say("what was signed is corrected to another answer; x when nobody knows it"),
    "undo": say("a correction is not undone: correct the answer again"),
    "redo": say("a correction is not undone: correct the answer again"),
}
"""Why a command does nothing to a signed interview."""

_INSTEAD: dict[Message | None, Message] = {
    say("this is the last question; complete with F9"): say("this is the last question"),
    say("no question is open; complete with F9"): say("no question is open"),
}
"""What is said where an interview that is being keyed would be told how to finish."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """A correction being made: its reason, and the questions it is about (one, then those that it has opened)."""

    reason: str
    codes: frozenset[str]


def whole(interview: Interview) -> Interview:
    """The interview with all its steps in one: what is read once it is signed, its ending and its ratings included."""
    codes = interview.form.codes
    plan = replace(interview.plan, order=codes, place={code: place for place, code in enumerate(codes)})
    return replace(interview, plan=plan, done=(), undone=())


def left_open(interview: Interview) -> Message | None:
    """What is to be answered still, since a correction that opened it was not gone on with; None when nothing is."""
    codes, how = interview.open_questions(), ended(interview)
    if not codes or how is None or isinstance(how.value, int):
        return None
    return say("open since a correction: {codes}", codes=_named(codes))


def press(desk: Desk, correcting: Correcting | None, stroke: Stroke, style: KeyingStyle) -> Turn:
    """What one key does to a signed interview: it is read as any other is keyed, and answered only where a correction
    is being made. What comes as `store` is to be stored with the reason of that correction."""
    held = held_by_lock(desk, stroke, style)
    if held is not None:
        return Turn(held)
    desk = unlocked(desk)
    is_here = correcting is not None and desk.at in correcting.codes
    is_plain = desk.half is None and desk.lookup is None and desk.goto is None
    is_words = is_here and desk.question.is_text and stroke.character is not None
    if is_plain and not is_words and stroke.command == "correct":
        return Turn(desk, ask="correct")
    if is_plain and not is_words and stroke.command in _FROZEN:
        return _refused(desk, _FROZEN[stroke.command], stroke)
    turn = entry.press(desk, stroke, style)
    begins = turn.desk.half is not None or turn.desk.lookup is not None
    answers = turn.desk.at != desk.at and _answers(desk, stroke)
    if not is_here and (turn.store is not None or begins or answers):
        return _refused(desk, HOW, stroke)
    if turn.ask in _FROZEN:
        return replace(turn, ask=None, desk=replace(turn.desk, message=_FROZEN[turn.ask]))
    if is_here and turn.store is None and answers:
        value = told(desk.interview.answers.get(desk.at))
        same = say("{number} is {value} already", number=desk.question.number, value=value)
        return Turn(replace(turn.desk, at=desk.at, message=same, latest=None))
    return replace(turn, desk=replace(turn.desk, message=_INSTEAD.get(turn.desk.message, turn.desk.message)))


def _refused(desk: Desk, reason: Message, stroke: Stroke) -> Turn:
    return Turn(locked_from(refuse(desk, reason).desk, stroke.at))


def _answers(desk: Desk, stroke: Stroke) -> bool:
    """Whether a key that led on to another question was one of an answer, not a move."""
    is_typed = desk.half is not None or desk.lookup is not None
    return is_typed or stroke.command in (None, "no-answer", "not-applicable", "copy-previous")


def corrected(desk: Desk, turn: Turn, correcting: Correcting) -> tuple[Desk, Correcting | None]:
    """Where the reader stands once a correction is on disk, and what is left of it: the questions that it opened."""
    assert turn.store is not None
    change, before, now = turn.store, desk.interview, turn.desk.interview
    opened = {*now.open_questions()} - {*before.open_questions()}
    left = frozenset(code for code in correcting.codes | opened if now.is_open(code))
    in_order = tuple(code for code in now.plan.order if code in left)
    message = say(
        "{number} corrected: {before} → {after}",
        number=now.question(change.code).number,
        before=told(change.before),
        after=told(change.after),
    )
    if left:
        message = say("{first}; now answer {codes}", first=message, codes=_named(in_order))
    at = next(iter(in_order), change.code)
    moved = replace(turn.desk, at=at, message=message, latest=message)
    return moved, replace(correcting, codes=left) if left else None


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes[:MOST_NAMED]) + (" …" if len(codes) > MOST_NAMED else "")


def by_question(corrections: Sequence[Correction]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each question, oldest first."""
    found: dict[str, tuple[Correction, ...]] = {}
    for one in corrections:
        found[one.question] = (*found.get(one.question, ()), one)
    return found
