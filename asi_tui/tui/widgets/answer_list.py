"""The answers in the panel: all of them where they fit, else a page of the list; and the line that searches it."""

from __future__ import annotations

from dataclasses import dataclass

from asi_tui.core.desk import Desk
from asi_tui.core.instrument import Choice
from asi_tui.core.long_list import continuing, left_of, marked, standing_at
from asi_tui.i18n import language, tell
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Span, cut, fill

LEGIBLE = 6
"""Signs of a label that must be left for a whole list to be shown at once."""

WIDEST_LABEL = 18
"""Signs of a label on a page of a long list."""


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The lines of the answers; when they are a page of a longer list, which part of how many."""

    lines: tuple[Line, ...] = ()
    part: Message | None = None


def answer_list(desk: Desk, width: int, rows: int) -> AnswerList:
    """The answers of the question before the keyer, in so many rows at most, read downwards."""
    question = desk.question
    if not question.choices or rows <= 0:
        return AnswerList()
    chosen: int | None = None
    choices = question.choices
    if desk.lookup is not None:
        choices, chosen = left_of(question, desk.lookup, language()), marked(question, desk.lookup, language())
    digits = len(str(question.maximum))
    if not choices:
        return AnswerList()
    if desk.half is not None and not _fit(choices, width, rows, digits):
        choices = continuing(question, desk.half) or choices
    if _fit(choices, width, rows, digits):
        return AnswerList(tuple(_drawn(choices, chosen, width, rows, digits)))
    widest = min(WIDEST_LABEL, max(len(_label(choice)) for choice in choices))
    columns = max(1, (width - 3) // (digits + 3 + widest))
    start = (standing_at(desk, choices) if chosen is None else chosen) // (columns * rows) * columns * rows
    page = choices[start : start + columns * rows]
    place = None if chosen is None else chosen - start
    part = say("{first}-{last} of {count}", first=start + 1, last=start + len(page), count=len(choices))
    return AnswerList(tuple(_drawn(page, place, width, rows, digits, widest)), part)


def lookup_line(desk: Desk, width: int) -> Line:
    """The line on which a list is searched: what is typed, which answer Enter takes, and how many are left."""
    assert desk.lookup is not None
    left = left_of(desk.question, desk.lookup, language())
    place = marked(desk.question, desk.lookup, language())
    lead = f" {tell(say('Search the list: {words}_', words=desk.lookup.typed))}"
    if not left:
        return ((lead, "open"), (cut(f"  {tell(say('no answer begins like that'))}", width - len(lead)), "alert"))
    if place is None:
        how = tell(say("letters search, the arrows choose, Esc leaves"))
        return ((lead, "open"), (cut(f"  {how}", width - len(lead)), "dim"))
    taken = cut(f"  ▸ {left[place].code} {_label(left[place])}", width - len(lead))
    told = tell(say("{place} of {count}   Enter takes it, Esc empties", place=place + 1, count=len(left)))
    return ((lead, "open"), (taken, "value"), (cut(f"   {told}", width - len(lead) - len(taken)), "dim"))


def _label(choice: Choice) -> str:
    return choice.label.in_language(language())


def _fit(choices: tuple[Choice, ...], width: int, rows: int, digits: int) -> bool:
    """Whether all of them can be shown so that they can be told apart."""
    columns = -(-len(choices) // rows)
    room = (width - 3) // columns - digits - 3
    return room >= min(LEGIBLE, max(len(_label(choice)) for choice in choices))


def _drawn(
    choices: tuple[Choice, ...], chosen: int | None, width: int, rows: int, digits: int, cell: int = 0
) -> list[Line]:
    """On one line where they fit, else in columns; with a `cell` every label has that room."""
    labels = [_label(choice) for choice in choices]
    if not cell and sum(digits + 1 + len(label) + 3 for label in labels) <= width - 3:
        rows = 1
    rows = min(rows, len(choices)) if cell else -(-len(choices) // -(-len(choices) // rows))
    starts = range(0, len(choices), rows)
    wanted = [cell or max(len(label) for label in labels[start : start + rows]) for start in starts]
    cells = _cell_widths(wanted, width - 3, digits)
    lines: list[Line] = []
    for row in range(rows):
        spans: list[Span] = [("  ", "text")]
        for start, room in zip(starts, cells, strict=True):
            at = start + row
            if at < len(choices):
                here = at == chosen
                code = str(choices[at].code).rjust(digits)
                spans += [("▸" if here else " ", "key" if here else "text"), (code, "key")]
                spans += [(" ", "text"), (fill(labels[at], room), "cursor" if here else "text"), (" ", "text")]
        lines.append(tuple(spans))
    return lines


def _cell_widths(wanted: list[int], width: int, digits: int) -> list[int]:
    """Room for the labels of each column: what they want, the widest giving way first."""
    room = width - len(wanted) * (digits + 3)
    while sum(wanted) > room and max(wanted) > 4:
        widest = wanted.index(max(wanted))
        wanted = [*wanted[:widest], wanted[widest] - 1, *wanted[widest + 1 :]]
    return wanted
