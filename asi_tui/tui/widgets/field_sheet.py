"""The fields of a short form: label, what stands there, and what may be chosen in the one before the keyer."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.widgets.paper import Line, Span, cut, fill, wrap

LABEL_WIDTH = 32
GAP = 2


def field_lines(heading: str, fields: Fields, width: int, height: int) -> list[Line]:
    """The heading, the fields, the options or hint of the current one, and the message.

    In a low window only the fields round the current one, and under them the message or else the options.
    """
    entries = entry_lines(fields, width, min(LABEL_WIDTH, width // 2))
    places = fields.counting
    options = option_lines(fields, width, max(1, height - len(entries) - 5)) or [()]
    message = tell(fields.message)
    said: list[Line] = [
        ((f" {line}", "alert"),) for line in wrap(f"{message[:1].upper()}{message[1:]}", max(8, width - 2))
    ]
    lines: list[Line] = [((f" {heading}", "heading"),), (), *entries, (), *options, (), *said]
    if len(lines) <= height:
        return lines
    room = max(1, height - 1)
    at = places.index(fields.at)
    first = min(at // room * room, max(0, len(entries) - room))
    return [*entries[first : first + room], said[0] if said else options[0]]


def entry_lines(fields: Fields, width: int, label_width: int) -> list[Line]:
    """A line per field that counts, the current one marked."""
    return [
        _entry_line(fields.fields[place], here=place == fields.at, width=width, label_width=label_width)
        for place in fields.counting
    ]


def _entry_line(entry: Field, *, here: bool, width: int, label_width: int) -> Line:
    label = fill(tell(entry.label), label_width)
    room = max(1, width - label_width - 7)
    spans: list[Span] = [(" ▸ " if here else "   ", "key"), (label, "cursor" if here else "text"), (" ", "text")]
    words = ", ".join(_chosen(entry, option) for option in entry.chosen)
    if not entry.options:
        shown = entry.text[-room:] if here else cut(entry.text, room)
        spans.append((f"[{shown}_]" if here else shown, "open" if here else "value"))
    elif here and entry.typed and not entry.text:
        spans.append((f"[{cut(entry.typed, room)}_]", "open"))
    elif here and not words:
        spans.append(("[_]", "open"))
    else:
        spans.append((cut(words, room), "value"))
    told = tell(entry.tells(entry.text.strip()))
    used = sum(cell_len(part) for part, _ in spans)
    return (*spans, (cut(f"  {told}" if told else "", max(0, width - used)), "dim"))


def _chosen(entry: Field, option: Option) -> str:
    return f"{option.key} {option.words}" if option.key else option.words


def option_lines(fields: Fields, width: int, most: int) -> list[Line]:
    """What may be chosen or typed in the current field, in columns; at most so many lines."""
    entry = fields.current
    if entry.suggestions and not (entry.touched and entry.text):
        shown = [Option(words, words, str(digit)) for digit, words in enumerate(entry.suggestions, 1)]
        return [*_columns(entry, shown, width)[: max(1, most - 1)], _hint(say("or write it yourself"), width)]
    if not entry.options:
        return [_hint(entry.hint, width)] if entry.hint else []
    lines: list[Line] = []
    for group, options in groupby(entry.shown, key=lambda option: option.group):
        if group is None:
            lines += _columns(entry, list(options), width)
        else:
            lines += [((f"   {cut(tell(group), width - 4)}", "strong"),), *_flowing(entry, list(options), width)]
    if len(lines) > most:
        lines = _flowing(entry, list(entry.shown), width)
    if len(lines) <= most:
        return lines
    left_out = _hint(say("{count} to choose among: type the beginning of a word", count=len(entry.shown)), width)
    return [*lines[: most - 1], left_out] if most > 1 else lines[:1]


def _columns(entry: Field, options: list[Option], width: int) -> list[Line]:
    """Options in as many columns as they leave room for, row by row."""
    keys = [entry.key_of(option) if option in entry.options else option.key for option in options]
    lead = max((len(key) for key in keys), default=0)
    widest = min(width - 4, max((lead + 1 + cell_len(option.words) for option in options), default=1))
    count = max(1, (width - 3 + GAP) // (widest + GAP))
    held = {option.value for option in entry.chosen} if entry.many else set()
    lines: list[Line] = []
    for start in range(0, len(options), count):
        spans: list[Span] = [("   ", "text")]
        for key, option in list(zip(keys, options, strict=True))[start : start + count]:
            style = "value" if option.value in held else "text"
            spans += [(fill(key, lead), "key"), (fill(f" {option.words}", widest - lead + GAP), style)]
        lines.append(tuple(spans))
    return lines


def _flowing(entry: Field, options: list[Option], width: int) -> list[Line]:
    """Options one after another, on as many lines as they need: many long ones take the least room so."""
    lines: list[list[Span]] = [[("   ", "text")]]
    used = 3
    for option in options:
        key, words = entry.key_of(option), f" {option.words}  "
        if used + len(key) + cell_len(words) - GAP > width - 1 and used > 3:
            lines.append([("   ", "text")])
            used = 3
        lines[-1] += [(key, "key"), (words, "text")]
        used += len(key) + cell_len(words)
    return [tuple(line) for line in lines]


def _hint(words: Message | None, width: int) -> Line:
    return ((cut(f"   {tell(words)}", width - 1), "dim"),)
