"""`python -m tests.bench`: measure, tell, and renew the handbook's page; with --quick in under a minute."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import (
    budgets,
    bursts,
    colleagues,
    growth,
    handbook_page,
    hanging_up,
    keying_speed,
    keys_per_answer,
    machine,
    peers,
    programs,
    starts,
    told,
)
from tests.bench.figures import Report, median, p99
from tests.bench.large_casebook import copy_of
from tests.bench.line import NotMeasured
from tests.terminal.site import Site, found


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: how many rounds of starts and bursts, boxes, people, sizes of the casebook."""

    start_rounds: int = 15
    start_clients: int = 10_000
    memory_rounds: int = starts.MEMORY_ROUNDS
    with_peers: bool = True
    boxes: int | None = None
    forms: tuple[str, ...] = keying_speed.FORMS
    with_wide: bool = True
    bursts: int = 5
    people: int = colleagues.PEOPLE
    answers: int = 40
    sizes: tuple[int, ...] = growth.SIZES
    growth_starts: int = 7
    growth_rounds: int = 30


QUICK = Extent(
    start_rounds=3,
    start_clients=1_000,
    memory_rounds=1,
    with_peers=False,
    boxes=30,
    forms=("grund",),
    with_wide=False,
    bursts=1,
    people=3,
    answers=4,
    sizes=(1_000,),
    growth_starts=1,
    growth_rounds=5,
)


class Bench:
    """One run of the measuring, in a place of its own."""

    def __init__(self, extent: Extent, place: Path, rounds: int | None) -> None:
        self.extent = extent
        self.place = place
        self.rounds = rounds or extent.start_rounds
        self.report = Report()

    @cached_property
    def site(self) -> Site:
        """Some clients and their drafts, for those parts that key."""
        (self.place / "site").mkdir()
        return found(self.place / "site")

    def keys(self) -> None:
        """Keys per answer."""
        self.report.add("Keys per answer, free text apart", "Tryck per svar, utan fritext", keys_per_answer.measured())

    def typing(self) -> None:
        """Time and bytes per answer."""
        extent = self.extent
        narrow = self._typed("narrow", (80, 24))
        wide = self._typed("wide", (120, 40)) if extent.with_wide else None
        disk = machine.fsync_times(self.place)
        figures = [*keying_speed.figures(narrow, wide), median(budgets.FSYNC, disk), p99(budgets.FSYNC_P99, disk)]
        self.report.add("Time from key to last byte", "Tid från tryck till sista byten", figures)
        self.report.add("Bytes over the line", "Byte över linjen", keying_speed.byte_figures(narrow, wide))

    def _typed(self, name: str, size: tuple[int, int]) -> keying_speed.Typed:
        site = bursts.copied(self.site, self.place / name)
        return keying_speed.type_forms(site, size, self.extent.forms, self.extent.boxes)

    def bursts(self) -> None:
        """Keys typed ahead."""
        figures = bursts.figures(self.site, self.place, self.extent.bursts)
        self.report.add("Typed ahead", "Många tryck på en gång", figures)

    def starts(self) -> None:
        """Starting beside the references and the peers."""
        database = copy_of(self.extent.start_clients, self.place, date.today())
        home = self.place / "home"
        home.mkdir()
        ours = programs.asi(home, database=database)
        others = peers.peers(self.place / "peers", self.extent.start_clients) if self.extent.with_peers else ()
        compared = (ours, *programs.references(home), *others)
        measured = starts.in_turn(compared, self.rounds, self.extent.memory_rounds)
        self.report.add("Start and memory", "Start och minne", starts.figures(measured))
        if others:
            self.report.tables.append(starts.table(compared, measured, (ours, *others)))

    def colleagues(self) -> None:
        """Many at once."""
        figures = colleagues.figures(self.place / "colleagues", self.extent.answers, self.extent.people)
        heading = f"{self.extent.people} people at once, an answer each {colleagues.PACE} s"
        self.report.add(heading, f"{self.extent.people} samtidigt, ett svar var per halv sekund", figures)

    def hanging_up(self) -> None:
        """A broken line."""
        site = bursts.copied(self.site, self.place / "hang-up")
        self.report.add("A broken line", "När linjen bryts", hanging_up.figures(site, self.extent.bursts))

    def growth(self) -> None:
        """The same work among few and many clients."""
        extent = self.extent
        sizes = [
            growth.grown(
                self.place, clients, starts=extent.growth_starts, rounds=extent.growth_rounds, today=date.today()
            )
            for clients in extent.sizes
        ]
        if sizes[-1].clients == growth.LARGEST:
            self.report.add("Among many clients", "Bland många klienter", growth.figures(sizes[-1]))
        self.report.tables.append(growth.table(sizes))


PARTS: dict[str, Callable[[Bench], None]] = {
    "keys": Bench.keys,
    "typing": Bench.typing,
    "bursts": Bench.bursts,
    "starts": Bench.starts,
    "colleagues": Bench.colleagues,
    "hanging-up": Bench.hanging_up,
    "growth": Bench.growth,
}


def run(arguments: list[str]) -> int:
    """Measure what is asked for; 1 with one sentence when something cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute: no peers, 1,000 clients, few rounds")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[*PARTS], help="these parts alone")
    parser.add_argument("--rounds", type=int, help="how often each program is started")
    parser.add_argument("--clients", type=int, default=growth.LARGEST, help="leave out larger casebooks than this")
    parser.add_argument("--no-page", action="store_true", help="leave the handbook's page as it is")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="asi-bench-") as place:
        try:
            programs.compiled()
            extent = QUICK if asked.quick else Extent()
            extent = replace(extent, sizes=tuple(size for size in extent.sizes if size <= asked.clients))
            bench = Bench(extent, Path(place), asked.rounds)
            if asked.quick:
                bench.report.note = "A quick look, too short to be sure of"
            for name in asked.only:
                begun = time.monotonic()
                PARTS[name](bench)
                print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
        except NotMeasured as why:
            print(f"Not measured: {why}.", file=sys.stderr)
            return 1
        here = machine.this(Path(place))
    print(told.text(bench.report, here))
    is_whole = not asked.quick and asked.only == [*PARTS] and asked.clients >= growth.LARGEST
    if is_whole and not asked.no_page:
        handbook_page.write(bench.report, here, date.today())
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
