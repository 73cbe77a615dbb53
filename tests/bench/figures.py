"""Many measurements of one thing as a few figures, and rows of figures against their budgets."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.bench.budgets import Budget, Unit
from tests.bench.line import NotMeasured


@dataclass(frozen=True, slots=True)
class Spread:
    """Many measurements of one thing, in order of size."""

    values: tuple[float, ...]

    def at(self, share: float) -> float:
        """The value that this share of the measurements does not exceed."""
        return self.values[min(len(self.values) - 1, int(share * len(self.values)))]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        """The value that one in a hundred exceeds."""
        return self.at(0.99)

    def words(self, unit: Unit) -> str:
        """From the least to the most, as it stands beside the median."""
        return f"{unit.shown(self.values[0])}–{unit.shown(self.values[-1])}"


def spread(values: Iterable[float]) -> Spread:
    """The figures of these measurements; there must be some."""
    ordered = tuple(sorted(values))
    if not ordered:
        raise NotMeasured("nothing was measured where something was to be")
    return Spread(ordered)


def ratios(ours: Sequence[float], others: Sequence[float]) -> Spread:
    """What is ours to what is theirs, round by round: of two that ran side by side."""
    return spread(our / their for our, their in zip(ours, others, strict=True))


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured row: what it came to, from what to what it ranged, and of how many measurements."""

    budget: Budget
    amount: float
    range: str = ""
    number: int = 1

    @property
    def is_met(self) -> bool | None:
        """Whether it is within its budget; None where there is none."""
        return self.budget.is_met(self.amount)


def median(budget: Budget, values: Spread) -> Figure:
    """The row of a median."""
    return Figure(budget, values.median, values.words(budget.unit), len(values.values))


def p99(budget: Budget, values: Spread) -> Figure:
    """The row of what one in a hundred exceeds."""
    return Figure(budget, values.p99, values.words(budget.unit), len(values.values))


def count(budget: Budget, number: int, of: int) -> Figure:
    """The row of something counted among so many."""
    return Figure(budget, number, "", of)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side: a heading in both languages, the names of the columns, and lines of a name and cells."""

    heading: str
    rubrik: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(slots=True)
class Report:
    """All that one run has measured."""

    note: str = ""
    sections: list[tuple[str, str, list[Figure]]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add(self, heading: str, rubrik: str, figures: Iterable[Figure]) -> None:
        """Add the figures of one part, under its heading in both languages."""
        self.sections.append((heading, rubrik, list(figures)))
