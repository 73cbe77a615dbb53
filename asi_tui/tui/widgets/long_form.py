"""A form with more fields than the window has lines: those round the current one, and what may be chosen in it."""

from __future__ import annotations

from asi_tui.i18n import tell
from asi_tui.message import Message
from asi_tui.tui.fields import Fields
from asi_tui.tui.widgets.field_sheet import entry_lines, option_lines
from asi_tui.tui.widgets.paper import Line, cut, wrap

LABEL_WIDTH = 30
MOST_OPTIONS = 5
"""Lines that the choices of a field may take while its neighbours stay in view."""

LEAST = 4
"""Lines of a window in which the current field and its choices alone are shown."""


def long_form_lines(about: str, fields: Fields, top: int, width: int, height: int) -> tuple[list[Line], int]:
    """The lines of the form in that room, and the first field shown; `top` is the one that was shown first so far.

    `about` stands above, dim. The choices stand at the foot, so that the fields do not jump as one goes through them.
    """
    entries = entry_lines(fields, width, min(LABEL_WIDTH, width // 2))
    here = fields.counting.index(fields.at)
    said = _said(fields.message, width, max(1, height // 2))
    if height <= LEAST:
        return [entries[here], *(said or option_lines(fields, width, max(1, height - 1)))][:height], top
    options = option_lines(fields, width, max(1, min(MOST_OPTIONS, height // 3)))
    head: list[Line] = [((cut(f" {about}", width - 1), "dim"),)] if about and height >= 12 else []
    foot = [((" " + "─" * (width - 2), "rule"),), *options, *said]
    kept = MOST_OPTIONS + 1 if height >= 18 else 0
    room = max(1, height - len(head) - max(len(foot), kept))
    top = max(0, min(top, here, len(entries) - 1))
    if len(entries) <= room:
        top = 0
    elif here >= top + room:
        top = here - room + 1
    top = min(top, max(0, len(entries) - room))
    shown = entries[top : top + room]
    return [*head, *shown, *([()] * (room - len(shown))), *foot][:height], top


def _said(message: Message | None, width: int, most: int) -> list[Line]:
    """What is wrong, in as many lines as it needs."""
    words = tell(message)
    if not words:
        return []
    lines = wrap(f"{words[:1].upper()}{words[1:]}", max(8, width - 2))
    return [((f" {line}", "alert"),) for line in lines[:most]]
