"""What the interviewer's rating of an area rests on: its key items, the client's own ratings, and its five ranges."""

from __future__ import annotations

from dataclasses import dataclass

from asi_tui.core.annotations import Acceptance
from asi_tui.core.check_review import acceptance_of
from asi_tui.core.checks import CheckKind, Facts, Fired, fired
from asi_tui.core.instrument import Kind, Question, Step, Text
from asi_tui.core.interview import Interview

CLIENT_MIDDLE = 2
"""The middle of the client's scale, 0-4."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range of the scale, chosen before the point: its two points, and what they mean."""

    low: int
    high: int
    words: Text


def ratings(interview: Interview) -> tuple[str, ...]:
    """The interviewer's ratings of the form, in its order."""
    return _of_kind(interview, Kind.SEVERITY)


def doubts(interview: Interview) -> tuple[str, ...]:
    """The questions whether the answers can be trusted, in the order of the form; short forms have none."""
    return _of_kind(interview, Kind.YES_NO)


def rows(interview: Interview) -> tuple[str, ...]:
    """All rows of the ratings step in the order they are filled in: the ratings first."""
    return (*ratings(interview), *doubts(interview))


def _of_kind(interview: Interview, kind: Kind) -> tuple[str, ...]:
    questions = interview.plan.questions.values()
    return tuple(q.code for q in questions if q.step is Step.RATING and q.kind is kind)


def open_rows(interview: Interview) -> tuple[str, ...]:
    """The rows of the ratings step that have neither value nor code."""
    return tuple(code for code in rows(interview) if interview.is_open(code))


def key_items(interview: Interview, code: str) -> tuple[str, ...]:
    """The boxes of the interview that a rating is to rest on."""
    area = interview.question(code).area
    asked = (interview.question(c) for c in interview.plan.order)
    return tuple(q.code for q in asked if q.area == area and q.key_item)


def client_ratings(interview: Interview, code: str) -> tuple[str, ...]:
    """The client's own ratings that belong to a rating.

    A sheet with several ratings has a score for each: the first rating goes with the client's ratings in the first
    score, and so on.
    """
    area = interview.question(code).area
    asked = [interview.question(c) for c in interview.plan.order]
    given = [q for q in asked if q.area == area and q.kind is Kind.CLIENT_RATING]
    together = [c for c in ratings(interview) if interview.question(c).area == area]
    if len(together) < 2:
        return tuple(q.code for q in given)
    scores = list(dict.fromkeys(q.composite for q in given))
    place = together.index(code)
    return tuple(q.code for q in given if place < len(scores) and q.composite == scores[place])


def name(interview: Interview, code: str) -> Text:
    """What is rated: the area, or the part of it that its own label begins with ("Alkohol: ...")."""
    question = interview.question(code)
    same = [c for c in ratings(interview) if interview.question(c).area == question.area]
    if code in same and len(same) > 1:
        return Text(*(words.partition(":")[0] for words in (question.label.sv, question.label.en)))
    return interview.instrument.areas[question.area].title


def ranges(question: Question) -> tuple[Range, ...]:
    """The ranges of the scale, two points each; the upper point has the words of both."""
    points = question.choices
    pairs = zip(points[::2], points[1::2], strict=False)
    return tuple(Range(low.code, high.code, high.label) for low, high in pairs)


def leaning(interview: Interview, code: str, chosen: Range) -> int | None:
    """The point of a range that the client's ratings speak for: high ones the upper; None when they speak for neither.

    Ratings that were not given or do not apply are left out.
    """
    told = _numbers(interview, client_ratings(interview, code))
    balance = sum(value - CLIENT_MIDDLE for value in told)
    return None if balance == 0 else chosen.high if balance > 0 else chosen.low


def far(interview: Interview) -> dict[str, Fired]:
    """The ratings that a check asks about, being far from the client's own; silent when one of these is missing."""
    codes = ratings(interview)
    found = (one for one in fired(interview, Facts()) if one.check.kind is CheckKind.SOFT)
    return {code: one for one in found for code in codes if code in one.check.items}


def without_reason(interview: Interview, accepted: tuple[Acceptance, ...]) -> tuple[str, ...]:
    """The ratings far from the client's whose reason is still wanted: given for other values, it counts no more."""
    return tuple(code for code, one in far(interview).items() if acceptance_of(one, accepted) is None)


def _numbers(interview: Interview, codes: tuple[str, ...]) -> list[int]:
    values = (interview.standings[code].value for code in codes)
    return [value for value in values if isinstance(value, int)]
