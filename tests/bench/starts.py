"""Starting, in turn: every program once per round, so that whatever else the machine does falls on all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench import budgets
from tests.bench.budgets import Unit
from tests.bench.figures import Figure, Spread, Table, median, ratios, spread
from tests.bench.programs import BARE, BARE_DATABASE, OURS, Program

MEMORY_ROUNDS = 5
"""Memory hardly differs from start to start."""

LIST_KEYS = 30

_DOWN = b"\x1b[B"


@dataclass(slots=True)
class Starts:
    """What the starts of one program came to, round by round: seconds and bytes."""

    painted: list[float] = field(default_factory=list)
    filled: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def in_turn(programs: Sequence[Program], rounds: int, memory_rounds: int = MEMORY_ROUNDS) -> dict[str, Starts]:
    """Start each program in each round; the first round warms the disk's cache and does not count."""
    measured = {program.name: Starts() for program in programs}
    for turn in range(-1, rounds):
        # Not always behind the same neighbour.
        first = turn % len(programs)
        for program in (*programs[first:], *programs[:first]):
            with program.start() as line:
                painted = line.until(program.painted) - line.began
                filled = line.until(program.filled) - line.began
                if turn < 0:
                    continue
                starts = measured[program.name]
                starts.painted.append(painted)
                starts.filled.append(filled)
                if turn < memory_rounds:
                    line.idles(1.0)
                    starts.memory.append(float(line.memory().whole))
                    starts.sent.append(float(len(line.sent)))
    return measured


def figures(measured: dict[str, Starts]) -> Iterator[Figure]:
    """Our start beside that of the references, as the budget has it."""
    ours, bare, database = measured[OURS], measured[BARE], measured[BARE_DATABASE]
    yield median(budgets.SKELETON, ratios(ours.painted, bare.painted))
    yield median(budgets.FILLED, ratios(ours.filled, database.filled))
    yield median(budgets.SKELETON_TIME, spread(ours.painted))
    yield median(budgets.FILLED_TIME, spread(ours.filled))
    yield median(budgets.MEMORY_RATIO, ratios(ours.memory, database.memory))
    yield median(budgets.MEMORY, spread(ours.memory))


def moving(program: Program) -> tuple[Spread, Spread]:
    """Seconds and bytes from a key to the last byte of what it moves, down a list of rows."""
    with program.start() as line:
        line.until(program.filled)
        line.idles(program.settles)
        for keys, mark in program.to_list:
            since = len(line.sent) if keys else 0
            if keys:
                line.types(keys)
            line.until(mark, since=since)
            line.idles(program.settles)
        # The first may still load what moving takes.
        line.strike(_DOWN)
        replies = [line.strike(_DOWN) for _ in range(LIST_KEYS)]
    return spread(reply.seconds for reply in replies), spread(reply.bytes for reply in replies)


def table(programs: Sequence[Program], measured: dict[str, Starts], lists: Sequence[Program]) -> Table:
    """All of them side by side: medians, and from what to what they ranged."""
    moved = {program.name: moving(program) for program in lists}
    lines = []
    for program in programs:
        starts = measured[program.name]
        cells = [
            _cell(spread(starts.painted), Unit.MILLISECONDS),
            _cell(spread(starts.filled), Unit.MILLISECONDS) if program.name != BARE else "–",
            f"{Unit.MEGABYTES.shown(spread(starts.memory).median)} MB",
            f"{spread(starts.sent).median:.0f}",
        ]
        if program.name in moved:
            seconds, sent = moved[program.name]
            cells += [_cell(seconds, Unit.MILLISECONDS), f"{sent.median:.0f}"]
        else:
            cells += ["–", "–"]
        lines.append((program.name, tuple(cells)))
    columns = ("first paint", "its data", "memory", "bytes in all", "key in a list", "bytes")
    return Table("Beside others, in the same rounds", "Jämfört med andra, i samma omgångar", columns, tuple(lines))


def _cell(values: Spread, unit: Unit) -> str:
    return f"{values.median / unit.one:.0f} ms ({values.values[0] / unit.one:.0f}–{values.values[-1] / unit.one:.0f})"
