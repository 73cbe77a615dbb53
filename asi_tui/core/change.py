"""Change: interviews of a client side by side, with better, about the same or worse for all that they both asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from asi_tui.core.answer import Code
from asi_tui.core.earlier import is_comparable
from asi_tui.core.material import Material, form_name, written_date
from asi_tui.core.measures import MeasuredArea, Measures
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.preferences import EarlierView
from asi_tui.core.scoring import Scoring, scores

NO_NEED = 1
"""The interviewer's rating up to which there is no real problem."""


class Course(StrEnum):
    """How something has gone. MIXED is said of an area where one thing is better and another worse."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    MIXED = "mixed"


class Measure(StrEnum):
    """What a row of the comparison holds."""

    DAYS = "days"
    WORRY = "worry"
    HELP = "help"
    RATING = "rating"
    SCORE = "score"
    GAIN = "gain"
    SUBSTANCE = "substance"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of one interview, as a number to draw (None: there is none) and in words, "ej svar" among them."""

    value: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing in all interviews, oldest first.

    `course` is from the first to the last interview; `steps` from each to the next. They are None when either value is
    missing, and always where `judged` is not: fewer days with prescribed medicines need not be better.
    """

    measure: Measure
    code: str | None
    label: str
    cells: tuple[Cell, ...]
    course: Course | None
    steps: tuple[Course | None, ...]
    judged: bool = True


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One of the seven areas: its rows, and how it has gone as a whole. `quiet`: no problem in any interview."""

    id: str
    title: str
    rows: tuple[Row, ...]
    course: Course | None
    quiet: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One of the interviews: its day, the day as written, and what its form is called."""

    held_on: date
    day: str
    form: str


@dataclass(frozen=True, slots=True)
class Line:
    """An area over time, for drawing: the client's ratings 0-4, the interviewer's 0-9 and the composite score 0-1 of
    each interview, None where there is none. Of two ratings of a kind the higher one counts."""

    area: str
    title: str
    days: tuple[date, ...]
    worry: tuple[float | None, ...]
    help: tuple[float | None, ...]
    rating: tuple[float | None, ...]
    score: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two or more interviews side by side, oldest first. `notes` are sentences that stand below: how the comparison is
    made, and whether earlier answers were shown while the later ones were keyed."""

    columns: tuple[Column, ...]
    areas: tuple[AreaChange, ...]
    substances: tuple[Row, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    def area(self, name: str) -> AreaChange | None:
        """The area of that id."""
        return next((area for area in self.areas if area.id == name), None)


def compare(
    held: Sequence[Material],
    book: Phrasebook,
    measures: Measures,
    scoring: Scoring,
    shown: EarlierView | None = None,
) -> Comparison:
    """The interviews of a client side by side, oldest first; at least two.

    A row is there when at least two of the forms asked it, and asked it alike. `scoring` is how all are scored, so that
    their scores can be compared. `shown` is when earlier answers were shown beside the later ones (None: not known).
    """
    told = _Telling(tuple(sorted(held, key=lambda one: one.held_on)), book, measures, scoring)
    notes = [book.words["change.note"].format(**_thresholds(measures, book))]
    notes += [book.words[f"change.own.{name}"] for name in sorted(measures.thresholds.own)]
    if shown is not None:
        notes.append(book.words[f"change.shown.{shown.value}"])
    return Comparison(
        columns=tuple(Column(one.held_on, written_date(one.held_on, book), form_name(one, book)) for one in told.held),
        areas=tuple(told.area(area) for area in measures.areas),
        substances=tuple(told.substances()),
        lines=tuple(told.line(area) for area in measures.areas),
        notes=tuple(notes),
    )


def course_of(before: float | None, now: float | None, threshold: float, *, gain: bool = False) -> Course | None:
    """Better, about the same or worse; None when either value is missing. Less is better, unless it is a gain."""
    if before is None or now is None:
        return None
    # A score is a sum of fractions, so a difference of just the threshold may lie a little below it.
    difference = round(before - now, 9)
    if abs(difference) < threshold:
        return Course.SAME
    return Course.BETTER if (difference > 0) != gain else Course.WORSE


def together(courses: Sequence[Course | None]) -> Course | None:
    """How an area has gone as a whole; None when nothing in it can be compared."""
    known = {course for course in courses if course is not None}
    if {Course.BETTER, Course.WORSE} <= known or Course.MIXED in known:
        return Course.MIXED
    return next((course for course in (Course.BETTER, Course.WORSE, Course.SAME) if course in known), None)


class _Telling:
    """Puts interviews side by side, row by row."""

    def __init__(self, held: tuple[Material, ...], book: Phrasebook, measures: Measures, scoring: Scoring) -> None:
        self.held = held
        self.book = book
        self.measures = measures
        self.scored = [scores(one.interview, scoring) for one in held]

    def area(self, area: MeasuredArea) -> AreaChange:
        limits = self.measures.thresholds
        kinds: tuple[tuple[Measure, tuple[str, ...], float], ...] = (
            (Measure.DAYS, area.days, limits.days),
            (Measure.GAIN, area.gain, limits.days),
            (Measure.WORRY, area.worry, limits.client),
            (Measure.HELP, area.help, limits.client),
            (Measure.RATING, (area.rating,), limits.interviewer),
        )
        rows = [row for kind, codes, limit in kinds for code in codes if (row := self.row(kind, code, limit))]
        clients = [row for row in rows if row.measure not in (Measure.GAIN, Measure.RATING)]
        rated = [row for row in rows if row.measure is Measure.RATING]
        problems = [cell.value for row in clients for cell in row.cells]
        problems += [cell.value and max(0.0, cell.value - NO_NEED) for row in rated for cell in row.cells]
        rows += [self.score(area)] if area.score else []
        title = self.book.sections[area.id].title if area.id in self.book.sections else area.id
        quiet = not any(problems) and any(value is not None for value in problems)
        return AreaChange(area.id, title, tuple(rows), together([row.course for row in rows]), quiet)

    def row(self, kind: Measure, code: str, limit: float, *, judged: bool = True) -> Row | None:
        asked = [one.interview.plan.questions[code] for one in self.held if code in one.interview.plan.questions]
        if len(asked) < 2 or not all(is_comparable(asked[-1], other) for other in asked):
            return None
        cells = tuple(self.cell(one, code) for one in self.held)
        label = self.book.words.get(f"change.label.{code}") or self.book.words.get(f"change.label.{kind.value}")
        return self.judged(kind, code, label or asked[-1].label.in_language(self.book.language), cells, limit, judged)

    def judged(
        self, kind: Measure, code: str | None, label: str, cells: tuple[Cell, ...], limit: float, judged: bool
    ) -> Row:
        def course(before: Cell, now: Cell) -> Course | None:
            return course_of(before.value, now.value, limit, gain=kind is Measure.GAIN) if judged else None

        steps = tuple(course(a, b) for a, b in pairwise(cells))
        whole = course(cells[0], cells[-1])
        return Row(measure=kind, code=code, label=label, cells=cells, course=whole, steps=steps, judged=judged)

    def cell(self, one: Material, code: str) -> Cell:
        if code not in one.interview.standings:
            return Cell(None, self.book.words["change.none.not_asked"])
        value = one.read(code)
        if isinstance(value, int):
            return Cell(value, str(value))
        name = "x" if value is Code.X else "n" if value is Code.N else "open"
        return Cell(None, self.book.words[f"change.none.{name}"])

    def score(self, area: MeasuredArea) -> Row:
        values = [scored[area.score].value if area.score in scored else None for scored in self.scored]
        missing = self.book.words["change.none.score"]
        cells = tuple(Cell(v, missing if v is None else self.book.grammar.with_decimals(v)) for v in values)
        label = self.book.words["change.label.score"]
        return self.judged(Measure.SCORE, None, label, cells, self.measures.thresholds.score, True)

    def substances(self) -> Iterator[Row]:
        """Those that were used in at least one of the interviews."""
        for code in self.measures.substances:
            judged = code not in self.measures.unjudged
            row = self.row(Measure.SUBSTANCE, code, self.measures.thresholds.days, judged=judged)
            if row and any(cell.value for cell in row.cells):
                yield row

    def line(self, area: MeasuredArea) -> Line:
        def highest(codes: Sequence[str]) -> tuple[float | None, ...]:
            found = [[v for code in codes if isinstance(v := one.read(code), int)] for one in self.held]
            return tuple(max(values) if values else None for values in found)

        return Line(
            area.id,
            self.book.sections[area.id].title if area.id in self.book.sections else area.id,
            tuple(one.held_on for one in self.held),
            highest(area.worry),
            highest(area.help),
            highest((area.rating,)),
            tuple(scored[area.score].value if area.score in scored else None for scored in self.scored),
        )


def _thresholds(measures: Measures, book: Phrasebook) -> Mapping[str, str]:
    limits = measures.thresholds
    return {
        "days": book.grammar.number(round(limits.days)),
        "client": book.grammar.number(round(limits.client)),
        "interviewer": book.grammar.number(round(limits.interviewer)),
        "score": book.grammar.with_decimals(limits.score),
    }
