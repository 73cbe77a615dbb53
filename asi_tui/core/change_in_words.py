"""What has changed between interviews, in sentences for the overview of a summary."""

from __future__ import annotations

from collections.abc import Iterator

from asi_tui.core.change import Cell, Comparison, Course, Measure, Row
from asi_tui.core.grammar import tidy
from asi_tui.core.material import Material
from asi_tui.core.measures import Measures
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.telling import Sentence, digest

MOST = 3
"""How many changes in days one sentence tells."""


def sentences(comparison: Comparison, book: Phrasebook, measures: Measures, latest: Material) -> tuple[Sentence, ...]:
    """What has changed since the first interview, for the summary of the latest: how each area has gone, and the days
    that have become fewer or more."""
    rests_on = tuple(code for area in measures.areas for code in area.items if code in latest.interview.standings)
    mark = digest(rests_on, latest.read)
    told = (("overview", _areas(comparison, book)), *_days(comparison, book))
    return tuple(Sentence(f"change.{name}", tidy(text), rests_on, rests_on, mark) for name, text in told if text)


def _areas(comparison: Comparison, book: Phrasebook) -> str:
    going: dict[Course, list[str]] = {}
    for area in comparison.areas:
        if area.course is not None and not area.quiet:
            going.setdefault(area.course, []).append(book.sections[area.id].called)
    parts = [
        book.words[f"change.{course.value}.in"].format(areas=book.grammar.listed(going[course]))
        for course in (Course.BETTER, Course.WORSE, Course.MIXED, Course.SAME)
        if course in going
    ]
    if not parts:
        return ""
    told = book.grammar.told_together(parts)
    return book.words["change.overview"].format(date=comparison.columns[0].day, parts=told)


def _days(comparison: Comparison, book: Phrasebook) -> Iterator[tuple[str, str]]:
    days = [row for area in comparison.areas for row in area.rows if row.measure is Measure.DAYS]
    for name, course in (("fewer", Course.BETTER), ("more", Course.WORSE)):
        rows = [row for row in days if row.course is course][:MOST]
        parts = [_one(row, f"change.{name}.{'next' if place else 'first'}", book) for place, row in enumerate(rows)]
        if parts:
            yield name, book.grammar.told_together(parts) + "."


def _one(row: Row, name: str, book: Phrasebook) -> str:
    what = book.words.get(f"change.what.{row.code}", row.label)
    return book.words[name].format(what=what, before=_number(row.cells[0], book), now=_number(row.cells[-1], book))


def _number(cell: Cell, book: Phrasebook) -> str:
    """A number of days; a language may have a word of its own for one ("en" rather than "ett")."""
    if cell.value is None:
        return cell.text
    return book.words.get(f"change.number.{cell.value:.0f}") or book.grammar.number(int(cell.value))
