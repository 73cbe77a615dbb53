"""A keyer who types whole interviews: the time from each key to the last byte it leads to, and how many bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench import budgets
from tests.bench.figures import Figure, count, median, p99, spread
from tests.bench.line import Line, NotMeasured, Reply
from tests.bench.programs import asi
from tests.terminal.key_file import Keyed, key_file
from tests.terminal.site import Site
from tests.terminal.typist import keys_in

IDLE_SECONDS = 3.0

FORMS = ("grund", "uppf")
"""Together they have more than 250 answers."""


@dataclass(slots=True)
class Typed:
    """What the keys of some interviews led to: those that answer, those that do not yet, the first of each session."""

    answers: list[Reply] = field(default_factory=list)
    other: list[Reply] = field(default_factory=list)
    first: list[Reply] = field(default_factory=list)
    area_turns: list[Reply] = field(default_factory=list)
    idle_bytes: int = 0


def type_forms(site: Site, size: tuple[int, int], forms: Sequence[str] = FORMS, most: int | None = None) -> Typed:
    """Type the key files of these forms into drafts of their own, key by key; `most` is how many boxes of each."""
    typed = Typed()
    for form in forms:
        boxes = key_file(form)[:most]
        with opened(site, site.drafts[form], size) as line:
            _type(line, boxes, typed)
            typed.idle_bytes += line.idles(IDLE_SECONDS)
        stored = site.answers(site.drafts[form])
        if stored != {box.code: box.stored for box in boxes}:
            raise NotMeasured(f"{form} was typed, and what is stored is something else: the times say nothing")
    return typed


def opened(site: Site, code: str, size: tuple[int, int] = (80, 24)) -> Line:
    """The program with that client's draft open, when all it does by itself is done."""
    line = asi(site.place, "enter", code, database=site.database).start(size)
    line.until(b"G9")
    line.idles(1.0)
    return line


def _type(line: Line, boxes: Sequence[Keyed], typed: Typed) -> None:
    for place, box in enumerate(boxes):
        *before, last = keys_in(box.keys)
        typed.other += [line.strike(key) for key in before]
        reply = line.strike(last)
        if not reply.bytes:
            raise NotMeasured(f"nothing is painted after the answer to {box.code}")
        typed.answers.append(reply)
        if place == 0:
            typed.first.append(reply)
        elif place + 1 < len(boxes) and _area(box) != _area(boxes[place + 1]):
            typed.area_turns.append(reply)


def _area(box: Keyed) -> str:
    return re.split(r"\d", box.code)[0]


def figures(narrow: Typed, wide: Typed | None) -> Iterator[Figure]:
    """The rows of time and of bytes."""
    seconds = spread(reply.seconds for reply in narrow.answers)
    yield median(budgets.KEY_P50, seconds)
    yield p99(budgets.KEY_P99, seconds)
    if wide is not None:
        seconds = spread(reply.seconds for reply in wide.answers)
        yield median(budgets.WIDE_P50, seconds)
        yield p99(budgets.WIDE_P99, seconds)
    first = first_of(narrow, wide)
    slowest = spread(reply.seconds for reply in first)
    yield Figure(budgets.FIRST_ANSWER, slowest.values[-1], slowest.words(budgets.FIRST_ANSWER.unit), len(first))
    yield median(budgets.OTHER_KEY, spread(reply.seconds for reply in narrow.other))


def first_of(narrow: Typed, wide: Typed | None) -> list[Reply]:
    """The first answer of each session."""
    return [*narrow.first, *(wide.first if wide else ())]


def byte_figures(narrow: Typed, wide: Typed | None) -> Iterator[Figure]:
    """The rows of bytes."""
    sent = spread(reply.bytes for reply in narrow.answers)
    yield median(budgets.BYTES_P50, sent)
    yield p99(budgets.BYTES_P99, sent)
    if wide is not None:
        sent = spread(reply.bytes for reply in wide.answers)
        yield median(budgets.WIDE_BYTES_P50, sent)
        yield p99(budgets.WIDE_BYTES_P99, sent)
    yield median(budgets.BYTES_PER_KEY, spread(reply.bytes for reply in [*narrow.answers, *narrow.other]))
    yield median(budgets.AREA_TURN, spread(reply.bytes for reply in narrow.area_turns))
    yield count(budgets.IDLE, narrow.idle_bytes + (wide.idle_bytes if wide else 0), len(first_of(narrow, wide)))
