"""A practice round: a form on paper that is keyed, compared with what was keyed, and how often the keyer erred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from asi_tui.core.answer import Value
from asi_tui.core.interview import Change, Interview
from asi_tui.core.people import Sex

PER = 1000
"""Errors are told per so many answers on the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCase:
    """An invented client's form on paper.

    `answers` is what stands on it in the end, `struck` what stood there before it was struck out; `day` is the date
    written on it, `born` a year, `vignette` what is told of the client.
    """

    id: str
    title: str
    form: str
    day: date
    name: str
    born: str
    sex: Sex
    vignette: str
    answers: Mapping[str, Value]
    struck: Mapping[str, Value]


class Verdict(StrEnum):
    """How what was keyed in a box compares with the paper.

    FOLLOWS: the box was asked, or left out, only because of an error before it, which has been counted there.
    NOT_REACHED: the keyer stopped before it.
    """

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    EXTRA = "extra"
    FOLLOWS = "follows"
    NOT_REACHED = "not_reached"


ERRORS = (Verdict.WRONG, Verdict.MISSING, Verdict.EXTRA)
"""What counts as an error of its own."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One box: what the paper says, what was keyed, and whether a slip in it was put right on the way."""

    code: str
    paper: Value | None
    keyed: Value | None
    verdict: Verdict
    was_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A round compared with its key: the boxes in the order asked, and what the keying cost.

    `answers` is how many answers of the paper the keyer had before them: the others were not reached, or were not asked
    because of an error that is counted elsewhere. `wrong_day` is the date that was keyed, where it is not the paper's.
    """

    boxes: tuple[Compared, ...]
    answers: int
    keyed: int
    keys: int
    seconds: float
    is_complete: bool
    wrong_day: date | None = None

    def count(self, verdict: Verdict) -> int:
        """How many boxes there are of that kind."""
        return sum(box.verdict is verdict for box in self.boxes)

    @property
    def errors(self) -> int:
        """All errors that count."""
        return sum(map(self.count, ERRORS))

    @property
    def corrected(self) -> int:
        """Slips that were put right on the way."""
        return sum(box.was_corrected for box in self.boxes)

    def per_thousand(self, errors: int) -> float | None:
        """So many errors, per thousand answers on the paper; None when none was reached."""
        return errors * PER / self.answers if self.answers else None

    @property
    def keys_per_answer(self) -> float | None:
        """Keys pressed for each answer that was given; None when none was."""
        return self.keys / self.keyed if self.keyed else None

    @property
    def deviations(self) -> tuple[Compared, ...]:
        """The boxes that are not as on the paper."""
        return tuple(box for box in self.boxes if box.verdict in (*ERRORS, Verdict.FOLLOWS))


@dataclass(slots=True)
class Round:
    """One round while it is keyed: how the interview stands, each key pressed, and each change of an answer."""

    case: PaperCase
    interview: Interview | None = None
    day: date | None = None
    is_complete: bool = False
    changes: list[Change] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    first: float | None = None
    last: float = 0.0

    def struck(self, code: str, at: float) -> None:
        """A key was pressed at a box, so many seconds by some clock."""
        self.first = at if self.first is None else self.first
        self.last = at
        self.keys[code] += 1

    def stands(self, interview: Interview, day: date) -> None:
        """The interview is this now, and has that date."""
        self.interview, self.day = interview, day

    def compared(self, paper: Interview) -> Comparison | None:
        """The round compared with the paper; None when nothing was begun."""
        if self.interview is None:
            return None
        seconds = 0.0 if self.first is None else self.last - self.first
        return compare(
            paper,
            self.interview,
            self.changes,
            keys=self.keys.total(),
            seconds=seconds,
            is_complete=self.is_complete,
            wrong_day=None if self.day == self.case.day else self.day,
        )


def compare(
    paper: Interview,
    keyed: Interview,
    changes: Iterable[Change] = (),
    *,
    keys: int = 0,
    seconds: float = 0.0,
    is_complete: bool = True,
    wrong_day: date | None = None,
) -> Comparison:
    """What was keyed, compared with the paper box by box.

    A box that the route leaves out is compared by nobody: an answer on the paper that the paper's own route does not
    ask is no more missing than one that neither has. Where only one of the two routes asks, the error lies in an answer
    before it. A keyer who stopped on the way is compared up to the last box that was answered.
    """
    order = paper.plan.order
    answered = [place for place, code in enumerate(order) if code in keyed.answers]
    end = len(order) if is_complete else max(answered, default=-1) + 1
    slips = frozenset(_put_right(changes))
    boxes = tuple(
        box
        for place, code in enumerate(order)
        if (box := _box(code, paper, keyed, is_reached=place < end, slipped=code in slips)) is not None
    )
    aside = (Verdict.FOLLOWS, Verdict.NOT_REACHED)
    return Comparison(
        boxes,
        answers=sum(box.paper is not None and box.verdict not in aside for box in boxes),
        keyed=sum(box.keyed is not None for box in boxes),
        keys=keys,
        seconds=seconds,
        is_complete=is_complete,
        wrong_day=wrong_day,
    )


def _box(code: str, paper: Interview, keyed: Interview, *, is_reached: bool, slipped: bool) -> Compared | None:
    """One box compared; None when neither the paper nor the keyer has anything there."""
    wanted, given = _asked_and_answered(paper, code), _asked_and_answered(keyed, code)
    if wanted is None and given is None:
        return None
    if not is_reached:
        verdict = Verdict.NOT_REACHED
    elif _same(wanted, given):
        return Compared(code, wanted, given, Verdict.RIGHT, slipped)
    elif paper.on_route(code) != keyed.on_route(code):
        verdict = Verdict.FOLLOWS
    elif given is None:
        verdict = Verdict.MISSING
    else:
        verdict = Verdict.EXTRA if wanted is None else Verdict.WRONG
    return Compared(code, wanted, given, verdict)


def _asked_and_answered(interview: Interview, code: str) -> Value | None:
    return interview.answers.get(code) if interview.on_route(code) else None


def _same(wanted: Value | None, given: Value | None) -> bool:
    """Whether two answers are the same; words are, whatever their capitals and blanks."""
    if isinstance(wanted, str) and isinstance(given, str):
        return " ".join(wanted.split()).casefold() == " ".join(given.split()).casefold()
    return wanted == given


def _put_right(changes: Iterable[Change]) -> Iterator[str]:
    """The boxes that held another answer before the one they have now."""
    held: dict[str, list[Value]] = {}
    for change in changes:
        if change.after is not None:
            held.setdefault(change.code, []).append(change.after)
    for code, values in held.items():
        if any(value != values[-1] for value in values[:-1]):
            yield code
