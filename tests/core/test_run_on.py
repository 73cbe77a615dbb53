"""Running on: a keyer who does not look types one key too many, and the rest of the form behind it.

A key that the box refuses stops all that follow; one that it takes shifts them, which a later refusal shows. The key
files open every gate, so that each form is keyed in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest

from asi_tui.core.answer import shown
from asi_tui.core.desk import Desk, KeyingStyle
from asi_tui.core.entry import press
from asi_tui.core.interview import begin
from tests.scenario import FORMS, SIGNS, instrument, stroke
from tests.terminal.key_file import Keyed, key_file, stored_in
from tests.terminal.slips import refused

Key = tuple[str, str | None]

GAPS = (0.0, 0.02, 0.05, 0.08, 0.12, 0.18, 0.25)
"""Seconds between keys: in one write, and at the speeds of fingers."""

AHEAD = 12
"""Keys typed behind the refused one."""

STYLE = KeyingStyle()

LOOKED_UP = 0.5
"""Seconds without a key in which a keyer has looked at the screen."""

_KEY = re.compile(r"\{(\w+)\}|(.)")


def keys(typed: str) -> list[Key]:
    """The keys of a line of a key file, each by name and character."""
    return [(name.lower(), None) if name else (SIGNS.get(sign, sign), sign) for name, sign in _KEY.findall(typed)]


def keys_for(boxes: tuple[Keyed, ...]) -> list[Key]:
    return keys("".join(box.keys for box in boxes))


@dataclass
class Keyer:
    """Somebody who types at a steady pace; while keys are refused, the screen says why and how many."""

    desk: Desk
    clock: float = 1.0

    def types(self, typed: list[Key], gap: float = 0.1) -> Keyer:
        for name, character in typed:
            self.clock += gap
            self.desk = press(self.desk, stroke(name, character, self.clock), STYLE).desk
            lock = self.desk.lock
            if lock is not None:
                told = str(self.desk.message)
                assert told.startswith(str(lock.reason))
                assert (f"({lock.ignored} keys ignored)" in told) == (lock.ignored > 0)
        return self

    def looks_up(self) -> Keyer:
        self.clock += LOOKED_UP
        return self

    @property
    def answers(self) -> dict[str, str | None]:
        return {code: shown(value) for code, value in self.desk.interview.answers.items()}


def places(form: str) -> Iterator[tuple[int, Desk]]:
    """Each box of the form, and the desk of a keyer who has come so far without a slip."""
    interview = begin(instrument(), form)
    keyer = Keyer(Desk(interview, interview.first()))
    for place, box in enumerate(key_file(form)):
        assert keyer.desk.at == box.code
        yield place, keyer.desk
        keyer.types(keys(box.keys))


@pytest.mark.parametrize("form", FORMS)
def test_behind_a_refused_key_nothing_is_stored_at_any_box_at_any_speed(form: str) -> None:
    boxes = key_file(form)
    tried = 0
    for place, desk in places(form):
        slip, ahead = keys(refused(boxes[place])), keys_for(boxes[place + 1 :])[:AHEAD]
        for gap in GAPS:
            keyer = Keyer(desk).types(slip[:-1]).types([*slip[-1:], *ahead], gap)
            assert keyer.desk.interview.answers == desk.interview.answers
            assert (keyer.desk.at, keyer.desk.half) == (desk.at, None)
            assert keyer.desk.lock is not None
            assert keyer.desk.lock.ignored == len(ahead)
            keyer.looks_up().types(keys(boxes[place].keys))
            assert keyer.answers == {**Keyer(desk).answers, boxes[place].code: boxes[place].stored}
            tried += 1
    assert tried == len(GAPS) * len(boxes) > 500


@dataclass
class Tally:
    """What one surplus digit that a box takes has done to the rest of the form, place by place."""

    wrong: list[int] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        ordered = sorted(self.wrong)
        spread = f"median {median(ordered):g}, 9 in 10 {ordered[len(ordered) * 9 // 10]}, most {ordered[-1]}"
        return (
            f"{len(ordered)} surplus digits; wrong answers before the first refusal: {spread}; "
            f"none at {ordered.count(0)}; never refused at {self.refusals.count(0)}"
        )


def surplus(form: str, digits: str, every: int) -> Tally:
    """A digit that the box takes goes before its own keys, at every so many places; then the form is typed on, blind.

    The keyer pauses only where keys have been ignored, and does not correct anything.
    """
    boxes, tally = key_file(form), Tally()
    intended = stored_in(boxes)
    for place, desk in places(form):
        if place % every:
            continue
        for digit in digits:
            keyer = Keyer(desk).types(keys(digit))
            if keyer.desk.lock is not None:
                continue
            rest, refusals, wrong = keys_for(boxes[place:]), 0, 0
            while rest:
                key, *rest = rest
                keyer.types([key])
                if keyer.desk.lock is not None:
                    stored = keyer.answers
                    if not refusals:
                        wrong = sum(value != intended.get(code) for code, value in stored.items())
                    refusals += 1
                    keyer.types(rest[:AHEAD])
                    assert keyer.answers == stored
                    rest = rest[AHEAD:]
                    keyer.looks_up()
            if not refusals:
                wrong = sum(value != intended.get(code) for code, value in keyer.answers.items())
            tally.wrong.append(wrong)
            tally.refusals.append(refusals)
    return tally


@pytest.mark.parametrize("form", FORMS)
def test_of_a_surplus_digit_that_is_taken_every_later_refusal_is_shown(form: str) -> None:
    tally = surplus(form, digits="1", every=9)
    print(f"{form}: {tally}")
    assert sum(tally.refusals) >= len(tally.refusals) > 5


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMS)
def test_of_every_surplus_digit_that_is_taken_every_later_refusal_is_shown(form: str) -> None:
    tally = surplus(form, digits="0123456789", every=1)
    print(f"{form}: {tally}")
    assert len(tally.wrong) > 3 * len(key_file(form))
