"""Keys typed far ahead, all in one write: whether each lands in its box, and how soon the last is painted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from tests.bench import budgets
from tests.bench.figures import Figure, count, median, spread
from tests.bench.keying_speed import opened
from tests.bench.line import NotMeasured
from tests.bench.programs import asi
from tests.terminal.key_file import Keyed, key_file, typed
from tests.terminal.site import Site
from tests.terminal.typist import as_bytes, keys_in

KEYS = 250
_PAUSE = 0.3
"""So long may the program work without painting, once all is stored."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of it: seconds to the last byte, the answers typed, and those lost or standing in another box."""

    seconds: float
    answers: int
    wrong: int


def boxes_of(form: str) -> tuple[Keyed, ...]:
    """As many boxes of the key file as those keys fill."""
    taken: list[Keyed] = []
    left = KEYS
    for box in key_file(form):
        left -= len(keys_in(box.keys))
        if left < 0:
            break
        taken.append(box)
    return tuple(taken)


def into_the_entry_screen(site: Site) -> Burst:
    """All of it while an interview is open."""
    boxes = boxes_of("grund")
    with opened(site, site.drafts["grund"]) as line:
        keys = as_bytes(typed(boxes))
        reply = line.strike(keys, quiet=_PAUSE, until=_all_stored(site, len(boxes)))
    return Burst(reply.seconds, len(boxes), _wrong(site, site.drafts["grund"], boxes))


def from_the_queue(site: Site) -> Burst:
    """All of it behind the Enter that opens the follow-up which is due, and the two that accept its head."""
    boxes = boxes_of("uppf")
    with asi(site.place, database=site.database).start() as line:
        line.until(b"Berg")
        line.idles(1.5)
        keys = as_bytes("{Enter}{Enter}{Enter}" + typed(boxes))
        reply = line.strike(keys, quiet=_PAUSE, until=_all_stored(site, len(boxes)))
    return Burst(reply.seconds, len(boxes), _wrong(site, site.due, boxes))


def _all_stored(site: Site, answers: int) -> Callable[[], bool]:
    """Whether so many more answers lie on disk than now."""
    before = site.count("answer")
    return lambda: site.count("answer") >= before + answers


def _wrong(site: Site, code: str, boxes: Sequence[Keyed]) -> int:
    stored, wanted = site.answers(code), {box.code: box.stored for box in boxes}
    return sum(stored.get(box) != wanted.get(box) for box in stored.keys() | wanted.keys())


def enter_to_question(site: Site) -> float:
    """Seconds that the three keys take which lead from the queue to the first question, the head's own among them."""
    with asi(site.place, database=site.database).start() as line:
        line.until(b"Berg")
        line.idles(1.5)
        replies = [line.strike(b"\r", quiet=0.3) for _ in range(3)]
        if b"G9" not in line.sent:
            raise NotMeasured("three times Enter on the queue does not lead to the first question")
    return sum(reply.seconds for reply in replies)


_Done = TypeVar("_Done")


def several(founded: Site, place: Path, do: Callable[[Site], _Done], rounds: int) -> list[_Done]:
    """Do it in so many copies of the site, each as it was founded."""
    return [do(copied(founded, place / f"{do.__name__}-{turn}")) for turn in range(rounds)]


def copied(founded: Site, place: Path) -> Site:
    """A site of one's own, like the one that was founded."""
    place.mkdir()
    shutil.copy(founded.database, place / "asi.db")
    return replace(founded, place=place)


def figures(founded: Site, place: Path, rounds: int) -> Iterator[Figure]:
    """The rows of the table."""
    for do, lost, time in (
        (into_the_entry_screen, budgets.BURST_LOST, budgets.BURST),
        (from_the_queue, budgets.AHEAD_LOST, budgets.AHEAD),
    ):
        bursts = several(founded, place, do, rounds)
        yield count(lost, sum(burst.wrong for burst in bursts), sum(burst.answers for burst in bursts))
        yield median(time, spread(burst.seconds for burst in bursts))
    yield median(budgets.ENTER, spread(several(founded, place, enter_to_question, rounds)))
