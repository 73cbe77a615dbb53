"""A line written inside the panel: a remark, an area's comment, a reason. Nothing else moves while it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from asi_tui.core.desk import Stroke
from asi_tui.core.identity import clean_text
from asi_tui.message import Message

LONGEST = 500
"""Longest remark or comment."""

TO_COORDINATOR = "?"
"""A remark that begins with this is a question to the ASI coordinator."""


class Asked(Enum):
    """What a line is for."""

    REMARK = auto()
    COMMENT = auto()
    REASON = auto()
    REASON_TEXT = auto()
    SAFETY = auto()
    CORRECTION = auto()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line being written. `about` is the question, the area or the check that it belongs to; `refused` says why the
    line could not be taken as it stands."""

    asked: Asked
    about: str
    text: str = ""
    done: bool = False
    left: bool = False
    refused: Message | None = None


def press(prompt: Prompt, stroke: Stroke) -> Prompt:
    """What one key does: Enter ends the line, Escape leaves it, a reason is one digit."""
    prompt = replace(prompt, refused=None)
    if stroke.command == "close":
        return replace(prompt, left=True)
    if stroke.command == "enter" and prompt.asked is not Asked.REASON:
        return replace(prompt, done=True)
    if stroke.command == "backspace":
        return replace(prompt, text=prompt.text[:-1])
    character = stroke.character or ""
    if not character.isprintable():
        return prompt
    if prompt.asked is Asked.REASON:
        return replace(prompt, text=character, done=True) if character in "12345" and character else prompt
    return replace(prompt, text=(prompt.text + character)[:LONGEST])


def pasted(prompt: Prompt, text: str) -> Prompt:
    """Pasted text goes into the line, as one line; a reason is a digit, and is not pasted."""
    if prompt.asked is Asked.REASON:
        return prompt
    return replace(prompt, text=clean_text(prompt.text + " ".join(text.split()), LONGEST))


def refused(prompt: Prompt, reason: Message) -> Prompt:
    """The line as it was written, still there to be put right."""
    return replace(prompt, done=False, refused=reason)


def is_to_coordinator(text: str) -> bool:
    """Whether a remark is a question to the ASI coordinator."""
    return text.lstrip().startswith(TO_COORDINATOR)
