"""A box of several lines in which a sentence or a paragraph is written: its state, without a screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len

from asi_tui.core.identity import clean_text
from asi_tui.tui.widgets.paper import Line

LONGEST = 4000
"""Longest sentence or paragraph."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """What is being written, where the cursor stands, and what stood there first.

    `warned` says that Escape has been pressed once over something that is not stored.
    """

    text: str
    at: int
    was: str
    is_done: bool = False
    is_left: bool = False
    warned: bool = False


def begin(text: str) -> TextBox:
    """A box with a text in it, the cursor behind it."""
    return TextBox(text, len(text), text)


def press(box: TextBox, key: str, character: str | None, width: int) -> TextBox:
    """What one key does in a box of that width: Enter and F9 end it, Escape leaves it, at once if nothing is new."""
    warned, box = box.warned, replace(box, warned=False)
    match key:
        case "enter" | "f9":
            return replace(box, is_done=True)
        case "escape":
            is_free = warned or box.text == box.was
            return replace(box, is_left=is_free, warned=not is_free)
        case "backspace":
            return replace(box, text=box.text[: max(0, box.at - 1)] + box.text[box.at :], at=max(0, box.at - 1))
        case "delete":
            return replace(box, text=box.text[: box.at] + box.text[box.at + 1 :])
        case "left" | "right" | "up" | "down" | "home" | "end" | "ctrl+left" | "ctrl+right":
            return replace(box, at=_moved(box, key, width))
    return _written(box, character) if character and character.isprintable() else box


def paste(box: TextBox, text: str) -> TextBox:
    """Pasted text goes in where the cursor stands, as one paragraph."""
    return _written(replace(box, warned=False), " ".join(text.split()))


def _written(box: TextBox, text: str) -> TextBox:
    """What is written goes in as far as there is room; nothing behind it is lost."""
    rest = box.text[box.at :]
    before = clean_text(box.text[: box.at] + text, max(box.at, LONGEST - len(rest)))
    return replace(box, text=before + rest, at=len(before))


def _moved(box: TextBox, key: str, width: int) -> int:
    at, text = box.at, box.text
    rows = _rows(text, width)
    row = max(place for place, (start, _) in enumerate(rows) if start <= at)
    start, end = rows[row]
    match key:
        case "left":
            return max(0, at - 1)
        case "right":
            return min(len(text), at + 1)
        case "ctrl+left":
            return text[:at].rstrip().rfind(" ") + 1
        case "ctrl+right":
            behind = len(text) - len(text[at:].lstrip())
            return text.find(" ", behind) if " " in text[behind:] else len(text)
        case "home":
            return start
        case "end":
            return end if row + 1 == len(rows) else end - 1
    other = row - 1 if key == "up" else row + 1
    if not 0 <= other < len(rows):
        return at
    begins, ends = rows[other]
    return min(begins + at - start, ends if other + 1 == len(rows) else ends - 1)


def _rows(text: str, width: int) -> list[tuple[int, int]]:
    """From where to where each line goes: whole words where that is possible, room for the cursor behind the last."""
    rows: list[tuple[int, int]] = []
    start = used = 0
    blank = -1
    for place, sign in enumerate(text):
        used += cell_len(sign)
        if used > max(2, width - 1):
            end = blank + 1 if blank >= start else max(place, start + 1)
            rows.append((start, end))
            start, used = end, cell_len(text[end : place + 1])
        if sign == " ":
            blank = place
    return [*rows, (start, len(text))]


def box_lines(box: TextBox, width: int, height: int) -> list[Line]:
    """The lines of the box with the cursor, those around it when there are more than fit."""
    rows = _rows(box.text, width)
    here = max(place for place, (start, _) in enumerate(rows) if start <= box.at)
    first = max(0, min(here - height + 1, len(rows) - height))
    lines: list[Line] = []
    for place, (start, end) in list(enumerate(rows))[first : first + height]:
        if place != here:
            lines.append(((f" {box.text[start:end]}", "text"),))
            continue
        at = min(box.at, end)
        under, behind = box.text[at : at + 1] if at < end else " ", box.text[at + 1 : end]
        lines.append(((f" {box.text[start:at]}", "text"), (under, "open"), (behind, "text")))
    return lines
