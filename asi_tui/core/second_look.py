"""Ratings to be looked at again: an answer that they rest on counts as something else than when they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asi_tui.core import severity
from asi_tui.core.answer import Value, shown
from asi_tui.core.given import GivenAnswer, newest
from asi_tui.core.interview import Interview, restore
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Moved:
    """A key item, or the client's own rating: what it counted as when the rating was given, and what it does now."""

    code: str
    then: Value | None
    now: Value | None


Looks = Mapping[str, tuple[Moved, ...]]
"""The ratings to be looked at again, in the order of the form, each with what has moved under it."""


def looks(interview: Interview, given: Sequence[GivenAnswer]) -> Looks:
    """Which ratings are to be looked at again, from every answer that was given, oldest first.

    A rating given again, be it the same, rests on the answers as they are then. What was changed and changed back has
    not moved.
    """
    latest = {one.question: one.id for one in given}
    rated = [code for code in severity.ratings(interview) if code in interview.answers and code in latest]
    steps = {*severity.rows(interview)}
    last = max((one.id for one in given if one.question not in steps), default=0)
    found: dict[str, tuple[Moved, ...]] = {}
    for code in rated:
        if latest[code] > last:
            continue
        so_far = newest(one for one in given if one.id <= latest[code])
        moved = _moved(restore(interview.instrument, interview.form.id, so_far), interview, code)
        if moved:
            found[code] = moved
    return found


def _moved(then: Interview, now: Interview, rating: str) -> tuple[Moved, ...]:
    rests_on = (*severity.key_items(now, rating), *severity.client_ratings(now, rating))
    return tuple(
        Moved(code, then.standings[code].value, now.standings[code].value)
        for code in rests_on
        if then.standings[code].value != now.standings[code].value
    )


def in_words(moved: tuple[Moved, ...]) -> Message:
    """What has moved, as a list of short sentences: M6 3 → 12, M7 2 → 4."""
    first, *others = (_change(one) for one in moved)
    for other in others:
        first = say("{first}, {second}", first=first, second=other)
    return first


def _change(one: Moved) -> Message:
    then, now = (say("unanswered") if value is None else shown(value) for value in (one.then, one.now))
    return say("{code} {before} → {after}", code=one.code, before=then, after=now)
