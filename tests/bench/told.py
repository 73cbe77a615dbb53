"""What was measured, as a table on the terminal: what, its budget, what it came to, and whether that is within it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure, Report, Table
from tests.bench.machine import Machine

_VERDICT = {True: "met", False: "NOT MET", None: ""}


def text(report: Report, machine: Machine) -> str:
    """The whole report."""
    parts = [machine_line(machine), *(_section(heading, figures) for heading, _, figures in report.sections)]
    return "\n\n".join([*parts, *map(_table, report.tables), _sum(report)])


def machine_line(machine: Machine) -> str:
    """The machine in one line."""
    return (
        f"{machine.processor}, {machine.cores} cores, {machine.memory_gb} GB, {machine.disk}, {machine.system},"
        f" Python {machine.python}"
    )


def _section(heading: str, figures: list[Figure]) -> str:
    rows = [f"{heading:<54}{'budget':>9}{'measured':>11}  {'':<8}{'from–to':<20}{'of':>5}"]
    for figure in figures:
        unit = figure.budget.unit
        measured = f"{unit.shown(figure.amount)} {unit.english}"
        verdict = _VERDICT[figure.is_met]
        rows.append(
            f"  {figure.budget.what:<52}{figure.budget.limit:>9}{measured:>11}"
            f"  {verdict:<8}{figure.range:<20}{figure.number:>5}"
        )
    return "\n".join(rows)


def _table(table: Table) -> str:
    widths = [max(len(name) for name in column) + 2 for column in zip(table.columns, *_cells(table), strict=True)]
    first = max(len(name) for name, _ in table.lines) + 2
    head = "".join(f"{name:>{width}}" for name, width in zip(table.columns, widths, strict=True))
    rows = [table.heading, f"  {'':<{first}}{head}"]
    for name, cells in table.lines:
        rows.append(
            f"  {name:<{first}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        )
    return "\n".join(rows)


def _cells(table: Table) -> Iterator[tuple[str, ...]]:
    for _, cells in table.lines:
        yield cells


def _sum(report: Report) -> str:
    figures = [figure for _, _, section in report.sections for figure in section]
    budgeted = [figure for figure in figures if figure.is_met is not None]
    missed = [figure.budget.what for figure in budgeted if not figure.is_met]
    words = f"{len(budgeted) - len(missed)} of {len(budgeted)} budgets are met"
    words = f"{words}; not met: {'; '.join(missed)}" if missed else words
    return f"{report.note}: {words}" if report.note else words
