"""The fields of a short form: label, what stands there, and what may be chosen in the one before the keyer."""

from __future__ import annotations

from asi_tui.i18n import tell
from asi_tui.message import Message
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.widgets.paper import Line, Span, cut, fill

LABEL_WIDTH = 26


def field_lines(heading: str, fields: Fields, width: int) -> list[Line]:
    """The heading, the fields, the options or hint of the current one, and the message."""
    lines: list[Line] = [((f" {heading}", "heading"),), ()]
    lines += [_field_line(entry, here=index == fields.at, width=width) for index, entry in enumerate(fields.fields)]
    lines += [(), _options_line(fields.current, width)]
    message = tell(fields.message)
    lines += [(), ((cut(f" {message[:1].upper()}{message[1:]}", width), "alert"),)]
    return lines


def _field_line(entry: Field, *, here: bool, width: int) -> Line:
    label = fill(tell(entry.label), LABEL_WIDTH)
    shown = _label(next((o for o in entry.options if o.value == entry.text), None)) if entry.options else entry.text
    shown = cut(shown, width - LABEL_WIDTH - 8)
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
