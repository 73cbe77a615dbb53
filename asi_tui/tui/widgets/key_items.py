"""The key items of an area with their answers in words, packed so that a rating can be made from one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import CODED_KINDS, Kind, Question
from asi_tui.core.interview import Interview
from asi_tui.core.routing import Standing, Why
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.tui.widgets.paper import Line, Span, cut, fill
from asi_tui.tui.widgets.question_sheet import told_value

CELL = 36
"""Narrowest column that items are packed in."""

GAP = 2
NUMBER_WIDTH = 4

SHORTEST_LABEL = 16
"""Signs of a label that are left when an entry is cut to its column: enough to know it by, with its number."""

MARGIN = " "

RUN = 3
"""So many items after another that share the end of their label ("allvarliga problem tidigare") are told under it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed number of the form: its label, and what was answered in its boxes, in words.

    `is_nought`: nothing was counted, or it does not apply; a lone no may be telling. `under` is the end of
    the label, which others may share.
    """

    number: str
    label: str
    words: str
    is_nought: bool
    under: str = ""

    @property
    def width(self) -> int:
        """The columns it takes when nothing is cut."""
        return NUMBER_WIDTH + len(self.label) + 2 + len(self.words)


def entries_of(interview: Interview, codes: Iterable[str]) -> list[Entry]:
    """The answers to these boxes as they count, one entry per printed number."""
    questions = [interview.question(code) for code in codes]
    return [_entry(interview, list(boxes)) for _, boxes in groupby(questions, key=lambda q: q.number)]


def _entry(interview: Interview, boxes: Sequence[Question]) -> Entry:
    standings = [interview.standings[q.code] for q in boxes]
    labels = [q.label.in_language(language()) for q in boxes]
    stem, _, ending = labels[0].partition(": ")
    is_alone = len(boxes) == 1
    shares_stem = all(label.partition(": ")[0] == stem for label in labels)
    drops_ending = shares_stem and (not is_alone or boxes[0].kind is Kind.DAYS)
    told = [_told(q, standing.value, is_alone=is_alone) for q, standing in zip(boxes, standings, strict=True)]
    return Entry(
        number=boxes[0].number,
        label=stem if drops_ending else labels[0],
        words=", ".join(told),
        is_nought=all(_is_nought(q, s, is_alone=is_alone) for q, s in zip(boxes, standings, strict=True)),
        under=ending if is_alone and not drops_ending else "",
    )


def _is_nought(question: Question, standing: Standing, *, is_alone: bool) -> bool:
    if standing.value == 0:
        return not is_alone or question.kind not in CODED_KINDS
    return standing.why in (Why.N_SKIP, Why.N_HAND)


def _told(question: Question, value: Value | None, *, is_alone: bool) -> str:
    """An answer in words; days and years by their unit, and what is asked of two periods by the period."""
    if value is None:
        return tell(say("unanswered"))
    meaning, figure = told_value(question, value)
    words = meaning or figure
    if question.kind is Kind.YES_NO and not is_alone:
        is_recent = question.timeframe == "past30"
        return tell(say("30 days: {answer}", answer=words) if is_recent else say("before: {answer}", answer=words))
    if isinstance(value, Code):
        return words
    if question.kind is Kind.DAYS:
        return tell(say("{days} of 30 days", days=figure) if is_alone else say("{days} d", days=figure))
    return tell(say("{years} yrs", years=figure)) if question.kind is Kind.LIFETIME_YEARS else words


def listed(entries: Sequence[Entry], width: int) -> list[Line]:
    """The entries one to a line."""
    return [((MARGIN, "text"), *cell_of(entry, width - 2 * len(MARGIN))) for entry in entries]


def packed(entries: Sequence[Entry], width: int, *, folded: bool = False, cuts: bool = False) -> list[Line]:
    """The entries as lines: in columns, a long one across several.

    `folded` tells those that are nought together at the end; `cuts` keeps every entry to one column.
    """
    lines: list[Line] = []
    row = _Row(width, cuts=cuts)
    apart = [entry for entry in entries if folded and entry.is_nought]
    kept = [entry for entry in entries if entry not in apart]
    for under, together in groupby(kept, key=lambda entry: entry.under):
        members = list(together)
        if under and len(members) >= RUN:
            lines += row.finished()
            lines += _run(under, members, width)
        else:
            for entry in members:
                lines += row.with_entry(entry)
    lines += row.finished()
    return [*lines, *_folded(apart, width)]


def _folded(entries: Sequence[Entry], width: int) -> list[Line]:
    """Entries that are nought, by name alone; a name is not broken."""
    if not entries:
        return []
    names = [f"{entry.number} {entry.label}" for entry in entries]
    words = [tell(say("0, no or not applicable:")), *(f"{name}," for name in names[:-1]), names[-1]]
    lines = [MARGIN + words[0]]
    for name in words[1:]:
        if len(lines[-1]) + 1 + len(name) > width - len(MARGIN):
            lines.append(MARGIN + name)
        else:
            lines[-1] += f" {name}"
    return [((line, "dim"),) for line in lines]


def _run(under: str, members: Sequence[Entry], width: int) -> list[Line]:
    """Items that share the end of their label, told once above them."""
    short = [replace(entry, label=entry.label.removesuffix(f": {under}")) for entry in members]
    room = width - 2 * len(MARGIN)
    cell = min(room, max(entry.width for entry in short))
    columns = max(1, (room + GAP) // (cell + GAP))
    lines: list[Line] = [((MARGIN + under[:1].upper() + under[1:], "dim"),)]
    for start in range(0, len(short), columns):
        spans: list[Span] = []
        for entry in short[start : start + columns]:
            spans += [(" " * GAP if spans else MARGIN, "text"), *cell_of(entry, cell)]
        lines.append(tuple(spans))
    return lines


class _Row:
    """The line being filled with entries."""

    def __init__(self, width: int, *, cuts: bool) -> None:
        room = width - 2 * len(MARGIN)
        self.columns = max(1, (room + GAP) // (CELL + GAP))
        self.cell = (room - GAP * (self.columns - 1)) // self.columns
        self.cuts = cuts
        self.used = 0
        self.spans: list[Span] = []

    def with_entry(self, entry: Entry) -> list[Line]:
        """Put an entry into the line; gives the line before when there was no room left in it."""
        full = next((n for n in range(1, self.columns) if entry.width <= self._room(n)), self.columns)
        span = 1 if self.cuts else full
        done = self.finished() if self.used + span > self.columns else []
        gap = " " * GAP if self.used else MARGIN
        self.spans += [(gap, "text"), *cell_of(entry, self._room(span))]
        self.used += span
        return done

    def finished(self) -> list[Line]:
        """The line as it stands, and a new one begun."""
        done = [tuple(self.spans)] if self.spans else []
        self.spans, self.used = [], 0
        return done

    def _room(self, columns: int) -> int:
        return columns * self.cell + (columns - 1) * GAP


def cell_of(entry: Entry, room: int, style: str = "value") -> list[Span]:
    """An entry in that room: number and label at the left, what was answered at the right."""
    shortest = min(len(entry.label), SHORTEST_LABEL)
    words = cut(entry.words, max(0, room - NUMBER_WIDTH - 2 - shortest))
    label = fill(entry.label, max(0, room - NUMBER_WIDTH - len(words) - 2))
    plain = "dim" if entry.is_nought else "text"
    answered = "dim" if entry.is_nought else style
    return [(fill(entry.number, NUMBER_WIDTH), plain), (label + "  ", plain), (words, answered)]
