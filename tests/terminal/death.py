"""Killing the program under a keyer's hands, again and again, and looking for what was lost."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from random import Random

from asi_tui.instruments import load_shipped
from tests.terminal.key_file import Keyed, key_file
from tests.terminal.site import Site, add_draft
from tests.terminal.typist import Typist, keys_in

LONGEST_LIFE = 0.5
"""Seconds of typing after which the program is dead at the latest."""

LONGEST_PAUSE = 0.008
"""Seconds between two keys, at most: far faster than fingers, so that the death finds keys everywhere on their way."""

_LEAD, _NUMBER = 3, 5
"""Columns of a line of the sheet: the arrow, the printed number."""


@dataclass
class Tally:
    """What the deaths have shown, so that a proof in which nothing happens is seen through."""

    deaths: int = 0
    shown: int = 0
    stored: int = 0


def labels() -> dict[str, str]:
    """How each box is named on the sheet: its printed number and label."""
    return {q.code: f"{q.number:<{_NUMBER}}{q.label.sv}" for q in load_shipped().questions.values()}


def values_shown(typist: Typist, boxes: tuple[Keyed, ...]) -> dict[str, str]:
    """The boxes that the sheet shows as answered, each with what stands at the right edge."""
    names = labels()
    found: dict[str, str] = {}
    for line in typist.lines():
        for box in boxes:
            name = names[box.code]
            if line[_LEAD:].startswith(name + " "):
                value = line[_LEAD + len(name) :].strip()
                if value and not value.startswith("["):
                    found[box.code] = value
    return found


def place_shown(typist: Typist, boxes: tuple[Keyed, ...]) -> int | None:
    """The place of the box that the arrow points to; None when the last frame was cut in the middle."""
    names = labels()
    marked = typist.marked[_LEAD:]
    return next((at for at, box in enumerate(boxes) if marked.startswith(names[box.code] + " ")), None)


def figure(box: Keyed) -> str:
    """The digits or words that stand in a box when it is answered."""
    if box.is_years_months:
        return f"{int(box.keys[:2])}{int(box.keys[2:])}"
    return box.stored.replace(" ", "")


def shows(value: str, box: Keyed) -> bool:
    """Whether a value on the sheet is that of the key file, whatever is said beside it in brackets."""
    value = re.sub(r"\(.*?\)", "", value)
    if box.is_years_months:
        return "".join(re.findall(r"\d+", value)) == figure(box)
    return value.replace(" ", "").endswith(figure(box))


def die_often(site: Site, form: str, deaths: int, seed: int) -> Tally:
    """Key interviews from the form's key file, dying that many times; AssertionError when anything is lost."""
    random, boxes, tally = Random(seed), key_file(form), Tally()
    code, done = site.drafts[form], 0
    while tally.deaths < deaths:
        if done == len(boxes):
            with site.casebook() as casebook:
                code, done = add_draft(casebook, form, date.today()), 0
        with Typist(["enter", code], environment=site.environment()) as typist:
            typist.until(lambda done=done: place_shown(typist, boxes) == done, f"stands at {boxes[done]} again")  # type: ignore[misc]
            _type_and_die(typist, boxes[done:], random)
            place, shown = place_shown(typist, boxes), values_shown(typist, boxes)
        tally.deaths += 1
        before, done = done, _is_whole(site, code, boxes, place, shown)
        tally.shown += max(0, (place or 0) - before)
        tally.stored += done - before
    return tally


def _type_and_die(typist: Typist, boxes: tuple[Keyed, ...], random: Random) -> None:
    end = time.monotonic() + random.uniform(0, LONGEST_LIFE)
    for box in boxes:
        for key in keys_in(box.keys):
            if time.monotonic() >= end:
                typist.kill()
                return
            typist.types(key).reads(random.uniform(0, LONGEST_PAUSE))
    typist.reads(max(0.0, end - time.monotonic())).kill()


def _is_whole(site: Site, code: str, boxes: tuple[Keyed, ...], place: int | None, shown: dict[str, str]) -> int:
    """How many answers lie on disk: the first of the key file without a gap, all that were shown among them."""
    assert site.column("PRAGMA integrity_check") == ["ok"]
    answered = site.answered(code)
    assert answered == [(box.code, box.stored) for box in boxes[: len(answered)]]
    assert place is None or place <= len(answered), (
        f"{boxes[place or 0]} was reached, {answered[-1:]} is the last stored"
    )
    kept = {box.code: box for box in boxes[: len(answered)]}
    assert shown.keys() <= kept.keys()
    if place is not None:
        passed = {box.code for box in boxes[: max(0, place - 1)]}
        assert all(shows(value, kept[box]) for box, value in shown.items() if box in passed)
    return len(answered)
