"""The change on a screen: a line per area over time, then all values of the interviews side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from asi_tui.core.change import AreaChange, Comparison, Course, Line, Row
from asi_tui.core.intervention_records import Record
from asi_tui.core.intervention_words import ATTAINMENT_WORDS
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.tui.widgets.paper import Line as Shown
from asi_tui.tui.widgets.paper import Span, cut, fill, wrap

COLUMN = 11
"""Cells of a column: a date, and what parts it from the next."""

COURSE = 17
"""Cells of how something has gone, as sign and word; in a narrow window the sign stands alone."""

SIGN = 4
NARROW = 66
"""Cells below which a window is narrow."""

LABEL = 22
"""Cells that the words of a row keep, however many interviews stand beside them."""

MOST_LABEL = 44
"""Cells that they get in a wide window: beyond them the eye loses the line."""

WIDEST = 110

_STYLES = {Course.BETTER: "good", Course.WORSE: "alert", Course.MIXED: "strong", Course.SAME: "text"}

Words = Mapping[str, str]


def change_lines(
    comparison: Comparison, told: Sequence[str], words: Words, records: Sequence[Record], width: int
) -> list[Shown]:
    """The whole comparison; `told` are sentences on it, `words` those of the phrasebook, `records` the client's
    interventions, whose goals stand last."""
    width = min(width, WIDEST)
    lines: list[Shown] = []
    for sentence in told:
        lines += _paragraph(sentence, "text", width)
    over_time = say("Over time: the client's worry and wish for help 0-4, the interviewer's rating 0-9")
    lines += [_heading(part) for part in wrap(tell(over_time), width - 2)]
    areas = {area.id: area for area in comparison.areas}
    lines += [_over_time(line, areas[line.area], words, width) for line in comparison.lines]
    shown = _columns(comparison, width)
    for area in comparison.areas:
        lines += _area(area, comparison, shown, words, width)
    if comparison.substances:
        substances = wrap(tell(say("Substances, days of the last 30")), width - 2)
        lines += [(), *map(_heading, substances)]
        lines += _rows(comparison.substances, comparison, shown, words, width)
    lines += _goals(records, width)
    lines += [(), _heading(tell(say("How to read it")))]
    for note in comparison.notes:
        lines += _paragraph(note, "dim", width)
    return lines


def _heading(words: str) -> Shown:
    return ((f" {words}", "heading"),)


def _paragraph(words: str, style: str, width: int) -> list[Shown]:
    return [*(((f" {part}", style),) for part in wrap(words, width - 2)), ()]


def _course(course: Course | None, words: Words) -> Span:
    if course is None:
        return "–", "dim"
    return f"{words[f'change.{course.value}.sign']} {words[f'change.{course.value}.word']}", _STYLES[course]


def _values(values: Sequence[float | None]) -> str:
    return "→".join("–" if value is None else f"{value:.0f}" for value in values)


def _over_time(line: Line, area: AreaChange, words: Words, width: int) -> Shown:
    """One area: its values from the first interview to the last, and how it has gone."""
    spans: list[Span] = [(f" {fill(line.title, LABEL)} ", "strong")]
    for label, values in (
        (say("worry"), line.worry),
        (say("help"), line.help),
        (say("rating"), line.rating),
    ):
        spans += [(f"{tell(label)} ", "dim"), (f"{_values(values)}   ", "value")]
    spans.append((tell(say("no problems")), "dim") if area.quiet else _course(area.course, words))
    return _cut(spans, width)


def _cut(spans: Sequence[Span], width: int) -> Shown:
    kept: list[Span] = []
    room = width
    for text, style in spans:
        kept.append((cut(text, room), style))
        room -= cell_len(kept[-1][0])
    return tuple(kept)


def _columns(comparison: Comparison, width: int) -> list[int]:
    """Which interviews have a column: all that fit, the first and the latest before those between."""
    count = len(comparison.columns)
    fit = max(2, (width - LABEL - _course_width(width) - 2) // COLUMN)
    return list(range(count)) if count <= fit else [0, *range(count - fit + 1, count)]


def _area(area: AreaChange, comparison: Comparison, shown: list[int], words: Words, width: int) -> Iterator[Shown]:
    if not area.rows:
        return
    yield ()
    if area.quiet:
        none = tell(say("No problems in any of the interviews."))
        yield _cut([(f" {area.title}: ", "heading"), (none, "dim")], width)
        return
    yield (f" {area.title}: ", "heading"), _course(area.course, words)
    yield from _rows(area.rows, comparison, shown, words, width)


def _rows(rows: Sequence[Row], comparison: Comparison, shown: list[int], words: Words, width: int) -> Iterator[Shown]:
    label = max(4, min(MOST_LABEL, width - 2 - _course_width(width) - COLUMN * len(shown)))
    days = "".join(_right(_day(comparison.columns[place].held_on)) for place in shown)
    left_out = len(comparison.columns) - len(shown)
    between = tell(say("{count} between not shown", count=left_out)) if left_out else ""
    yield _cut([(f" {fill(between, label)}{days}", "dim"), (f"  {tell(say('Change'))}", "dim")], width)
    for row in rows:
        # The range of a rating is told above, where there is no room for it here.
        fits = cell_len(row.label) < label
        first, *rest = wrap(row.label if fits else row.label.partition(" (")[0], label - 1) or [""]
        cells = "".join(_right(row.cells[place].text) for place in shown)
        course, style = _course(row.course, words)
        course = course if width >= NARROW else course[:1]
        yield _cut([(f" {fill(first, label)}", "text"), (cells, "value"), (f"  {course}", style)], width)
        yield from (((f" {part}", "text"),) for part in rest)


def _course_width(width: int) -> int:
    return COURSE if width >= NARROW else SIGN


def _right(words: str) -> str:
    shortened = cut(words, COLUMN - 1)
    return " " * (COLUMN - cell_len(shortened)) + shortened


def _day(day: date) -> str:
    return day.isoformat()


def _goals(records: Sequence[Record], width: int) -> Iterator[Shown]:
    """The goals of the client's interventions, with how far each was reached."""
    goals = [(record, goal) for record in records for goal in record.intervention.goals]
    if not goals:
        return
    yield ()
    yield _heading(tell(say("Goals of the interventions")))
    for record, goal in goals:
        told = say(
            "{goal}: {attainment} ({intervention})",
            goal=goal.text,
            attainment=ATTAINMENT_WORDS[goal.attainment],
            intervention=record.intervention.name,
        )
        first, *rest = wrap(tell(told), width - 4) or [""]
        yield ((f" · {first}", "text"),)
        yield from (((f"   {part}", "text"),) for part in rest)
