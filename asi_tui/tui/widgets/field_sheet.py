"""The fields of a short form: label, what stands there, and what may be chosen in the one before the keyer."""

from __future__ import annotations

from asi_tui.i18n import tell
from asi_tui.message import Message
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.widgets.paper import Line, Span, cut, fill

LABEL_WIDTH = 32


def field_lines(heading: str, fields: Fields, width: int, height: int) -> list[Line]:
    """The heading, the fields, the options or hint of the current one, and the message.

    In a low window only the fields round the current one, and under them the message or else the options.
    """
    entries = [_field_line(entry, here=index == fields.at, width=width) for index, entry in enumerate(fields.fields)]
    options = _options_line(fields.current, width)
    message = tell(fields.message)
    said: Line = ((cut(f" {message[:1].upper()}{message[1:]}", width), "alert"),)
    lines: list[Line] = [((f" {heading}", "heading"),), (), *entries, (), options, (), said]
    if len(lines) <= height:
        return lines
    room = max(1, height - 1)
    first = min(fields.at // room * room, max(0, len(entries) - room))
    return [*entries[first : first + room], said if message else options]


def _field_line(entry: Field, *, here: bool, width: int) -> Line:
    label_width = min(LABEL_WIDTH, width // 2)
    label = fill(tell(entry.label), label_width)
    shown = _label(next((o for o in entry.options if o.value == entry.text), None)) if entry.options else entry.text
    shown = cut(shown, width - label_width - 8)
    spans: list[Span] = [(" ▸ " if here else "   ", "key"), (label, "cursor" if here else "text"), (" ", "text")]
    spans.append((f"[{shown}_]" if here and not entry.options else shown, "open" if here else "value"))
    return tuple(spans)


def _label(option: Option | None) -> str:
    if option is None:
        return ""
    return tell(option.label) if isinstance(option.label, Message) else option.label


def _options_line(entry: Field, width: int) -> Line:
    spans: list[Span] = [("   ", "text")]
    for number, option in enumerate(entry.options, 1):
        spans += [(str(number), "key"), (f" {_label(option)}   ", "text")]
    if entry.hint and not entry.options:
        spans.append((cut(tell(entry.hint), width - 4), "dim"))
    return tuple(spans)
