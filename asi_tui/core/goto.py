"""Going to a question by what is printed beside it: code, number or the site's own alias."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from asi_tui.core.desk import Desk, Stroke, Turn, go, refuse
from asi_tui.core.interview import Interview
from asi_tui.message import Message, say


def look_up(interview: Interview, typed: str) -> str | Message:
    """The first box on the route that a typed code names, or why there is none.

    Case does not matter; an unknown code is answered with the three nearest, one off the route with the reason.
    """
    boxes = [question.code for question in interview.instrument.find(typed) if question.code in interview.plan.place]
    for code in boxes:
        if interview.on_route(code):
            return code
    if boxes:
        return interview.left_route_by(boxes[0]) or say("{code} is not asked", code=boxes[0])
    near = get_close_matches(typed.upper(), _names(interview), 3, 0.0)
    return say("there is no {typed} on this form; nearest: {near}", typed=typed.upper(), near=", ".join(near))


def _names(interview: Interview) -> list[str]:
    """What may be typed: codes, printed numbers and the site's own aliases, each once."""
    boxes = [interview.question(code) for code in interview.plan.order]
    return list(dict.fromkeys(name for box in boxes for name in (box.number, box.code, box.alias) if name))


def on_goto_line(desk: Desk, stroke: Stroke) -> Turn:
    """What a key does while a code is being typed; Enter always ends it."""
    typed = desk.goto or ""
    if stroke.command == "close" or (stroke.command == "backspace" and not typed):
        return Turn(replace(desk, goto=None))
    if stroke.command == "backspace":
        return Turn(replace(desk, goto=typed[:-1]))
    if stroke.command == "enter":
        return _go_to(replace(desk, goto=None), typed)
    character = stroke.character or ""
    if character.isalnum() or character == "-" or _in_an_alias(desk.interview, character):
        return Turn(replace(desk, goto=(typed + character)[:12]))
    return Turn(desk)


def _in_an_alias(interview: Interview, character: str) -> bool:
    """Whether a sign stands in one of the site's own names; no code has any but the hyphen."""
    questions = interview.plan.questions.values()
    return character in (".", "_") and any(character in (question.alias or "") for question in questions)


def _go_to(desk: Desk, typed: str) -> Turn:
    """To the code that was typed; nothing typed is back where one was."""
    if not typed:
        if desk.came_from is None:
            return Turn(replace(desk, message=say("there is nowhere to go back to yet")))
        return Turn(go(replace(desk, came_from=desk.at), _nearest_on_route(desk.interview, desk.came_from)))
    found = look_up(desk.interview, typed)
    if isinstance(found, Message):
        return refuse(desk, found)
    return Turn(go(replace(desk, came_from=desk.at), found))


def _nearest_on_route(interview: Interview, code: str) -> str:
    return code if interview.on_route(code) else interview.resume_at(code)
