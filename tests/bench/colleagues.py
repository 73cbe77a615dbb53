"""Thirty people logged in to one server: each with the program in a terminal of their own, all on one database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from asi_tui.program import account
from asi_tui.store.casebook import open_casebook
from tests.bench import budgets
from tests.bench.figures import Figure, count, median, p99, spread
from tests.bench.line import Line, NotMeasured
from tests.bench.programs import asi
from tests.terminal.key_file import Keyed, key_file
from tests.terminal.site import Site, add_draft
from tests.terminal.typist import as_bytes

PEOPLE = 30
PACE = 0.5
"""Seconds between the answers of each: faster than anybody asks a client."""


def figures(place: Path, answers: int, people: int = PEOPLE) -> Iterator[Figure]:
    """The rows of the table, from so many answers of each."""
    place.mkdir()
    database = place / "asi.db"
    with closing(open_casebook(str(database), practice=False, account=account())) as book:
        book.register_me("Anna Berg", "Vuxen Norr")
        codes = [add_draft(book, "grund", date.today()) for _ in range(people)]
    boxes = key_file("grund")[:answers]
    with ExitStack() as seats:
        lines: list[Line] = []
        for code in codes:
            # One after another, as people come to work: what is measured is how they key, not how they log in.
            lines.append(seats.enter_context(_seat(place, database, code)))
            lines[-1].until(b"G9")
            _rest(lines, 0)
        _rest(lines, 1.0)
        shares = spread(line.memory().share for line in lines)
        _type(lines, boxes)
        told = [_told(place, line, code) for line, code in zip(lines, codes, strict=True)]
    site = Site(place, "", "", {})
    wanted = {box.code: box.stored for box in boxes}
    wrong = sum(
        stored.get(box) != wanted.get(box)
        for stored in (site.answers(code) for code in codes)
        for box in stored.keys() | wanted.keys()
    )
    commits = spread(seconds for one in told for seconds in one.seconds)
    given = people * len(boxes)
    yield count(budgets.COLLEAGUES_LOST, wrong, given)
    yield count(budgets.COLLEAGUES_BUSY, sum(one.busy for one in told), given)
    yield median(budgets.COMMIT_P50, commits)
    yield p99(budgets.COMMIT_P99, commits)
    yield median(budgets.SHARE, shares)


def _seat(place: Path, database: Path, code: str) -> Line:
    program = asi(place, "enter", code, database=database, module="tests.bench.timed_asi")
    times = {"ASI_BENCH_TIMES": str(_times(place, code))}
    return replace(program, environment={**program.environment, **times}).start()


def _times(place: Path, code: str) -> Path:
    return place / f"{code}.json"


def _rest(lines: Sequence[Line], seconds: float) -> None:
    until = time.perf_counter() + seconds
    while True:
        for line in lines:
            line.takes()
        if time.perf_counter() >= until:
            return
        time.sleep(0.005)


def _type(lines: Sequence[Line], boxes: Sequence[Keyed]) -> None:
    """Everybody an answer each turn, spread over it evenly; everybody's screen is read meanwhile."""
    begun = time.perf_counter()
    for turn, box in enumerate(boxes):
        for place, line in enumerate(lines):
            moment = begun + (turn + place / len(lines)) * PACE
            while True:
                for other in lines:
                    other.takes()
                if time.perf_counter() >= moment:
                    break
                time.sleep(0.002)
            line.types(as_bytes(box.keys))
    _rest(lines, 1.0)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a program said at its end."""

    seconds: list[float]
    busy: int


def _told(place: Path, line: Line, code: str) -> _Told:
    line.types(b"\x11")
    line.ends()
    path = _times(place, code)
    if not path.exists():
        raise NotMeasured(f"the program of {code} has not told how long its answers took")
    told = json.loads(path.read_text("ascii"))
    return _Told(told["seconds"], told["busy"])
