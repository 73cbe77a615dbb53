"""The page of the handbook that tells how fast the program is: written by the measuring, in Swedish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import asi_tui
from tests.bench.figures import Figure, Report, Table
from tests.bench.growth import WORK
from tests.bench.machine import Machine
from tests.bench.programs import BARE, BARE_DATABASE

PATH = Path(asi_tui.__file__).parent / "handbook" / "matt.md"

WIDEST = 72
"""Longest line that fits the page in a window of 80 columns."""

_VERDICT = {True: "ja", False: "nej", None: ""}

_DISKS = {"virtual disk": "virtuell disk", "spinning disk": "snurrande disk", "solid-state disk": "SSD", "disk": "disk"}

SWEDISH: Mapping[str, str] = {
    **WORK,
    BARE: "tom Textual",
    BARE_DATABASE: "Textual + SQLModel",
    "clients": "databasens storlek",
    "first paint": "bild",
    "its data": "innehåll",
    "memory": "minne",
    "bytes in all": "byte",
    "key in a list": "pil ner",
    "bytes": "byte",
}

_HEAD = """# Hur fort programmet är

Sidan skrivs om varje gång `make bench` mäter. Senast var {day}, på den här maskinen: {processor}, {cores} kärnor, \
{memory} GB minne, {disk}, {system}, Python {python}. På en annan maskin blir tiderna andra, men förhållandena ungefär \
desamma.

I varje rad står det som mäts, gränsen, det uppmätta, och om gränsen hålls. Tiderna räknas från trycket tills sista \
byten har kommit till terminalen, och ett svar ligger då redan på disken. p99 är den tid som ett tryck av hundra tar \
längre än. Den här gången hölls {met} av {limits} gränser."""

_BESIDE = """Ett tomt program med Textual (biblioteket som ritar skärmen), ett som också läser tio rader ur en databas \
med SQLModel, och två andra terminalprogram har startats turvis med asi. visidata visar tabeller, harlequin är en \
arbetsbänk för databaser. Alla fick lika många rader som asi hade klienter."""

_GROWTH = """Varje klient har fem intervjuer, och en intervju av hundra har alla sina svar. De fyra första raderna är \
mätta vid terminalen, resten i databasen."""


def write(report: Report, machine: Machine, day: date) -> None:
    """Write the page anew."""
    PATH.write_text(markdown(report, machine, day), "utf-8")


def markdown(report: Report, machine: Machine, day: date) -> str:
    """The page."""
    kind, _, system = machine.disk.partition(", ")
    disk = next(swedish for english, swedish in _DISKS.items() if kind.startswith(english))
    verdicts = [figure.is_met for _, _, figures in report.sections for figure in figures]
    head = _HEAD.format(
        met=verdicts.count(True),
        limits=verdicts.count(True) + verdicts.count(False),
        day=day.isoformat(),
        processor=machine.processor,
        cores=machine.cores,
        memory=machine.memory_gb,
        disk=f"{disk} ({system})" if system else disk,
        system=machine.system,
        python=machine.python,
    )
    parts = [head]
    parts += [f"## {rubrik}\n\n" + "\n".join(map(_row, figures)) for _, rubrik, figures in report.sections]
    for table, words in zip(report.tables, (_BESIDE, _GROWTH), strict=True):
        parts.append(f"## {table.rubrik}\n\n{words}\n\n{_table(table)}")
    return "\n\n".join(parts) + "\n"


def _row(figure: Figure) -> str:
    unit = figure.budget.unit
    measured = f"{unit.shown(figure.amount)} {unit.swedish}"
    row = f"    {figure.budget.vad:<43}{figure.budget.limit:>7}{measured:>13}  {_VERDICT[figure.is_met]}"
    return _with_commas(row).rstrip()


def _table(table: Table) -> str:
    """The table without the ranges, which stand in what the measuring prints."""
    lines = [(_swedish(name), tuple(_alone(cell) for cell in cells)) for name, cells in table.lines]
    columns = tuple(_swedish(name) for name in table.columns)
    first = max(len(name) for name, _ in lines)
    widths = [max(map(len, column)) + 2 for column in zip(columns, *(cells for _, cells in lines), strict=True)]
    rows = [("", columns), *lines]
    return "\n".join(
        _with_commas(
            f"    {name:<{first}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        )
        for name, cells in rows
    )


def _swedish(name: str) -> str:
    return SWEDISH.get(name, name)


def _alone(cell: str) -> str:
    return re.sub(r" \(.*\)", "", cell)


def _with_commas(line: str) -> str:
    return re.sub(r"(?<=\d)\.(?=\d)", ",", line)
