"""A short list of fields keyed one after another, as at the head of an interview: its state, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from asi_tui.core.identity import clean_text
from asi_tui.message import Message, say

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers of a field: the value it stands for and its words."""

    value: str
    label: Message | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its label, what stands in it, and how to tell whether that will do.

    With `options` the digits choose and `text` holds the value chosen; otherwise `text` is what is written. `check`
    says what is wrong with a text, or gives None. The first character typed in a field replaces what stood there.
    """

    id: str
    label: Message
    text: str = ""
    hint: Message | None = None
    options: tuple[Option, ...] = ()
    check: Callable[[str], Message | None] = field(default=lambda text: None)
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields and where the keyer stands. `quick`: Enter on any but the first accepts the rest as it stands."""

    fields: tuple[Field, ...]
    at: int = 0
    quick: bool = False
    message: Message | None = None
    is_accepted: bool = False
    is_left: bool = False

    @property
    def current(self) -> Field:
        """The field before the keyer."""
        return self.fields[self.at]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return next(f.text for f in self.fields if f.id == name).strip()


def press(fields: Fields, name: str, character: str | None) -> Fields:
    """What one key does; `name` is the key's name."""
    fields = replace(fields, message=None)
    match name:
        case "escape":
            return replace(fields, is_left=True)
        case "enter":
            return _enter(fields)
        case "down" | "tab":
            return _move(fields, 1)
        case "up" | "shift+tab":
            return _move(fields, -1)
        case "backspace":
            return _with_text(fields, fields.current.text[:-1]) if not fields.current.options else fields
        case "delete" | "ctrl+u":
            return _with_text(fields, "") if not fields.current.options else fields
    return _type(fields, character) if character and character.isprintable() else fields


def paste(fields: Fields, text: str) -> Fields:
    """Pasted text: its first line, as if it had been typed."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    if fields.current.options or not line:
        return replace(fields, message=say("pasted text is not taken here"))
    return _with_text(fields, (fields.current.text if fields.current.touched else "") + line)


def _with_text(fields: Fields, text: str) -> Fields:
    changed = replace(fields.current, text=clean_text(text, LONGEST), touched=True)
    return replace(fields, fields=(*fields.fields[: fields.at], changed, *fields.fields[fields.at + 1 :]))


def _type(fields: Fields, character: str) -> Fields:
    current = fields.current
    if not current.options:
        return _with_text(fields, (current.text if current.touched else "") + character)
    if character.isdigit() and 1 <= int(character) <= len(current.options):
        return _with_text(fields, current.options[int(character) - 1].value)
    return replace(fields, message=say("choose with the digits 1-{last}", last=len(current.options)))


def _wrong(fields: Fields) -> Fields | None:
    """The fields with what is wrong with the current one, or None."""
    message = fields.current.check(fields.current.text.strip())
    return replace(fields, message=message) if message else None


def _move(fields: Fields, step: int) -> Fields:
    wrong = _wrong(fields)
    if wrong is not None and step > 0:
        return wrong
    return replace(fields, at=max(0, min(len(fields.fields) - 1, fields.at + step)))


def _enter(fields: Fields) -> Fields:
    wrong = _wrong(fields)
    if wrong is not None:
        return wrong
    last = fields.at == len(fields.fields) - 1
    if not last and not (fields.quick and fields.at > 0):
        return replace(fields, at=fields.at + 1)
    for index, entry in enumerate(fields.fields):
        message = entry.check(entry.text.strip())
        if message is not None:
            return replace(fields, at=index, message=message)
    return replace(fields, is_accepted=True)
