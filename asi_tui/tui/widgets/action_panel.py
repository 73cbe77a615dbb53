"""The panel at the foot of a list: what is to be done about its rows, a few fields, and what may be chosen."""

from __future__ import annotations

from rich.cells import cell_len

from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.fields import Fields
from asi_tui.tui.widgets.field_sheet import entry_lines, option_lines
from asi_tui.tui.widgets.paper import Line, Span, cut, wrap

MOST = 14
"""Lines that a panel may take, so that the list stays in view."""

LABEL_WIDTH = 20


def panel_lines(heading: Message, about: str, fields: Fields, width: int, height: int) -> list[Line]:
    """The panel in at most so many lines; in few the current field and its choices come first."""
    title = ruled([(tell(heading), "heading"), (f"  {about}" if about else "", "strong")], width)
    entries = entry_lines(fields, width, min(LABEL_WIDTH, width // 3))
    room = min(MOST, height)
    if room < len(entries) + 2:
        at = fields.counting.index(fields.at)
        return [entries[at], *option_lines(fields, width, max(1, room - 1))][:room]
    return [title, *entries, *option_lines(fields, width, room - len(entries) - 1)]


def ruled(spans: list[Span], width: int) -> Line:
    """A rule with words at its beginning: where a panel begins."""
    lead: list[Span] = [(" ─ ", "rule")]
    room = width - 6
    for words, style in spans:
        lead.append((cut(words, room), style))
        room -= cell_len(lead[-1][0])
    return (*lead, (" " + "─" * max(0, room + 1), "rule"))


def told_lines(heading: str, sentences: list[str], width: int, height: int) -> list[Line]:
    """Sentences in a panel, each on lines of its own; what does not fit is left out at the end."""
    lines: list[Line] = [ruled([(heading, "heading")], width)]
    for sentence in sentences:
        first, *rest = wrap(sentence, max(8, width - 6)) or [""]
        lines += [((f"   {first}", "text"),), *(((f"     {part}", "text"),) for part in rest)]
    if len(lines) <= height:
        return lines
    return [*lines[: max(1, height - 1)], ((cut(f"   {tell(say('and more'))}", width), "dim"),)][-height:]


def panel_keys(fields: Fields, width: int) -> Line:
    """The keys that work in the panel."""
    more = len(fields.counting) > 1
    spans: list[Span] = [(" Enter", "key"), (tell(say(" do it   ")), "text")]
    if more:
        spans += [("↑ ↓", "key"), (tell(say(" choose field   ")), "text")]
    return (*spans, ("Esc", "key"), (tell(say(" leave it")), "text"))
