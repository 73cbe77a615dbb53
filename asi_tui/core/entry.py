"""A keyer at one interview: what each key does from where they stand, without a screen or a disk."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core import keying
from asi_tui.core.answer import Code, Value
from asi_tui.core.checks import CheckKind, Facts, fired_by
from asi_tui.core.desk import (
    Desk,
    KeyingStyle,
    Lock,
    Stroke,
    Turn,
    go,
    held_by_lock,
    locked_from,
    refuse,
    told,
    unlocked,
)
from asi_tui.core.earlier import not_carried
from asi_tui.core.goto import on_goto_line
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.interview import Change, Interview
from asi_tui.core.keying import Committed, HalfTyped, Refused
from asi_tui.core.long_list import on_list_line, open_list
from asi_tui.message import Message, say

UNDO_KEY = "{entry.undo}"
"""Stands in a message for the key that undoes: whoever shows the message knows the keymap."""


def press(desk: Desk, stroke: Stroke, style: KeyingStyle) -> Turn:
    """What one key does. The caller writes `store` to disk before it shows the new desk."""
    held = held_by_lock(desk, stroke, style)
    if held is not None:
        return Turn(held)
    desk = unlocked(desk)
    if desk.goto is not None:
        turn = on_goto_line(desk, stroke)
    elif desk.lookup is not None:
        found = on_list_line(desk, stroke, style.language)
        turn = found if isinstance(found, Turn) else _answer(desk, found.code, by_itself=False)
    else:
        turn = _on_question(desk, stroke, style)
    return replace(turn, desk=locked_from(turn.desk, stroke.at))


def paste(desk: Desk, text: str, style: KeyingStyle, at: float) -> Turn:
    """Pasted text: words in a written answer (its first line), refused anywhere else."""
    if desk.lock is not None or desk.goto is not None or desk.lookup is not None or not desk.question.is_text:
        refused = refuse(desk, say("pasted text is not taken here")).desk
        return Turn(replace(refused, lock=Lock(at, say("pasted text is not taken here"))))
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    turn = Turn(desk)
    for character in line[: keying.TEXT_LENGTH]:
        if character.isprintable():
            turn = press(turn.desk, Stroke(None, character, at), style)
    return turn


def _on_question(desk: Desk, stroke: Stroke, style: KeyingStyle) -> Turn:
    spent = desk.enter_is_spent
    desk = replace(desk, enter_is_spent=False)
    if stroke.command == "enter":
        return Turn(desk) if spent else _enter(desk)
    if _is_words(desk, stroke):
        return _typed(desk, stroke.character or "", style)
    if stroke.command is None:
        return _character(desk, stroke.character, style)
    if desk.half is not None:
        return _command_while_half_typed(desk, stroke.command)
    if stroke.command == "list":
        return open_list(desk) if desk.question.is_long_list else _character(desk, stroke.character, style)
    return _command(desk, stroke.command)


def _is_words(desk: Desk, stroke: Stroke) -> bool:
    """In a written answer every character is text, but for the pad's minus, plus and star before the first one."""
    character = stroke.character
    if not desk.question.is_text or character is None or not character.isprintable():
        return False
    return desk.half is not None or character not in "-+*"


def _character(desk: Desk, character: str | None, style: KeyingStyle) -> Turn:
    if character is None or not character.isprintable():
        return Turn(desk)
    if character == " " and desk.question.kind is Kind.MONEY:
        return Turn(desk)
    if character.isdigit():
        return _typed(desk, character, style)
    hint = keying.letter_means(desk.question, character, style.language) if character.isalpha() else None
    return refuse(desk, hint or say("{character} does nothing here", character=character))


def _typed(desk: Desk, character: str, style: KeyingStyle) -> Turn:
    turn = _take(desk, keying.type_character(desk.question, desk.half, character, quick=style.quick))
    years = turn.desk.half.years if turn.desk.half else None
    if years is not None and (desk.half is None or desk.half.years is None):
        # The box of years is full: an Enter right after it belongs to the years, not to the empty months.
        return replace(turn, desk=replace(turn.desk, enter_is_spent=True))
    return turn


def _take(desk: Desk, typed: keying.Typed, *, stay: bool = False) -> Turn:
    """What a box made of the key: kept half-typed, refused, or an answer (`stay`: the cursor does not go on)."""
    match typed:
        case HalfTyped():
            return Turn(replace(desk, half=typed))
        case Refused(message):
            return refuse(desk, message)
        case Committed(value, by_itself):
            return _answer(desk, value, by_itself=by_itself, stay=stay)


def _enter(desk: Desk) -> Turn:
    if desk.half is not None:
        return _take(desk, keying.enter(desk.question, desk.half))
    if desk.interview.answers.get(desk.at) is None:
        return Turn(desk)
    return Turn(go(desk, desk.interview.next(desk.at), at_end=True))


def _answer(desk: Desk, value: Value, *, by_itself: bool, stay: bool = False) -> Turn:
    """The answer is taken, told when it replaces another, and the cursor goes on along the new route."""
    before = desk.interview.answers.get(desk.at)
    change = Change(desk.at, before, value)
    interview = desk.interview.changed(change) if before != value else desk.interview
    message = _replaced(desk.question, before, value)
    forced = _forced_by(desk.interview, interview, change)
    if message is not None and forced is not None:
        message = say("{first}; {second}", first=message, second=forced)
    message = message or forced
    after = replace(
        desk, interview=interview, half=None, lookup=None, message=message, latest=message, enter_is_spent=by_itself
    )
    if not stay:
        after = go(after, interview.next(desk.at), at_end=True, keep=True)
    return Turn(after, store=change if before != value else None)


def _replaced(question: Question, before: Value | None, after: Value) -> Message | None:
    if before is None or before == after:
        return None
    return say(
        "{number}: {before} → {after}, {undo} undoes",
        number=question.number,
        before=told(before),
        after=told(after),
        undo=UNDO_KEY,
    )


def _forced_by(before: Interview, after: Interview, change: Change) -> Message | None:
    """Says which value a rule has just given to a question: in the words of the check on it, where there is one."""
    for code, force in after.plan.forced.items():
        if before.on_route(code) and not after.on_route(code) and after.standings[code].value == force.value:
            found = fired_by(before, after, change, Facts())
            told = (one.message for one in found if one.check.kind is CheckKind.FORCED)
            return next(told, say("{code} = {value} follows from this answer", code=code, value=force.value))
    return None


_MOVES = frozenset(
    [
        *("back", "next", "next-area", "previous-area", "first", "next-unanswered", "goto", "search", "next-check"),
        *("head", "review", "widen", "complete", "remark", "area-comment"),
    ]
)
_SCREEN = frozenset({"help", "palette"})


def _command_while_half_typed(desk: Desk, command: str) -> Turn:
    assert desk.half is not None
    if command == "close":
        return Turn(replace(desk, half=None, message=desk.latest))
    if command == "backspace":
        return Turn(replace(desk, half=keying.backspace(desk.half)))
    if command == "next":
        return _take(desk, keying.enter(desk.question, desk.half))
    if command in _SCREEN:
        return Turn(desk, ask=command)
    if command not in _MOVES:
        reason = say("finish the value first: Enter, or Backspace to take it back")
        # Written words are not thrown away for one wrong key; nothing can run on from them.
        return Turn(replace(desk, message=reason)) if desk.question.is_text else refuse(desk, reason)
    committed = _take(desk, keying.leave(desk.question, desk.half), stay=True)
    if committed.desk.lock is not None:
        return committed
    moved = _command(replace(committed.desk, enter_is_spent=False), command)
    return replace(moved, store=committed.store)


def _command(desk: Desk, command: str) -> Turn:
    interview, at = desk.interview, desk.at
    match command:
        case "next":
            return Turn(go(desk, interview.next(at), at_end=True))
        case "back" | "backspace":
            return Turn(go(desk, interview.back(at)))
        case "next-area":
            found = interview.next_area(at)
            return Turn(go(desk, found) if found else replace(desk, message=say("this is the last area")))
        case "previous-area":
            found = interview.next_area(at, step=-1)
            return Turn(go(desk, found) if found else replace(desk, message=say("this is the first area")))
        case "first":
            return Turn(go(desk, interview.first()))
        case "next-unanswered":
            found = interview.next_open(at)
            nothing = replace(desk, message=say("no question is open; complete with F9"))
            return Turn(go(desk, found) if found else nothing)
        case "goto":
            return Turn(replace(desk, goto="", message=None))
        case "no-answer":
            return _answer(desk, Code.X, by_itself=True)
        case "not-applicable":
            reason = keying.refusal(desk.question, Code.N)
            return refuse(desk, reason) if reason else _answer(desk, Code.N, by_itself=True)
        case "copy-previous":
            earlier = desk.carried.get(at)
            return (
                refuse(desk, not_carried(desk.question)) if earlier is None else _answer(desk, earlier, by_itself=True)
            )
        case "clear":
            return _clear(desk)
        case "undo" | "redo":
            return _undo(desk, redo=command == "redo")
        case _:
            return Turn(desk, ask=command)


def _clear(desk: Desk) -> Turn:
    before = desk.interview.answers.get(desk.at)
    if before is None:
        return Turn(replace(desk, message=say("{number} is already unanswered", number=desk.question.number)))
    change = Change(desk.at, before, None)
    message = say("{number}: {before} cleared, undo brings it back", number=desk.question.number, before=told(before))
    cleared = replace(desk, interview=desk.interview.changed(change), message=message, latest=None)
    return Turn(cleared, store=change)


def _undo(desk: Desk, *, redo: bool) -> Turn:
    found = desk.interview.redo() if redo else desk.interview.undo()
    if found is None:
        nothing = say("there is nothing to make again") if redo else say("there is nothing to undo in this session")
        return Turn(replace(desk, message=nothing))
    interview, change = found
    at = change.code if interview.on_route(change.code) else desk.at
    at = at if interview.on_route(at) else interview.resume_at(change.code)
    number = interview.question(change.code).number
    sentence = (
        say("made again: {number} is {value}", number=number, value=told(change.after))
        if redo
        else say("undone: {number} is {value} again", number=number, value=told(change.after))
    )
    return Turn(replace(desk, interview=interview, at=at, message=sentence, latest=None), store=change)
