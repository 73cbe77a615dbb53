"""A line that breaks: how soon the program is gone, wherever it was."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import budgets
from tests.bench.figures import Figure, spread
from tests.bench.keying_speed import opened
from tests.bench.programs import asi
from tests.terminal.site import Site


def figures(site: Site, rounds: int) -> Iterator[Figure]:
    """The row of the table: the slowest of some at the queue and some in an interview."""
    gone = []
    for _ in range(rounds):
        with asi(site.place, database=site.database).start() as line:
            line.until(b"Berg")
            gone.append(line.hangs_up())
        with opened(site, site.drafts["grund"]) as line:
            line.strike(b"1")
            gone.append(line.hangs_up())
    times = spread(gone)
    yield Figure(budgets.HANG_UP, times.values[-1], times.words(budgets.HANG_UP.unit), len(gone))
