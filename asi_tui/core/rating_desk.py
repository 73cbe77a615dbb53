"""Where an interviewer stands in the ratings step: the row before them, the range chosen, the reason being given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from asi_tui.core import severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.desk import Desk, refuse
from asi_tui.core.interview import Change, Interview
from asi_tui.core.prompt import Prompt
from asi_tui.core.second_look import Looks
from asi_tui.core.severity import Range
from asi_tui.message import Message, say


class Stage(Enum):
    """What is before the interviewer."""

    ON_PAPER = auto()
    RATING = auto()
    DOUBT = auto()
    READY = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Rating:
    """Where an interviewer stands in the ratings step. The desk holds the row, the message line and the pause.

    `straight`: the ratings stand on paper, and are copied one digit each; else the range is `chosen` before the point.
    `prompt` is the reason being given for a rating far from the client's; `finishing`: F9 asked for it. `looks` are the
    ratings to be looked at again, since what they rest on has moved.
    """

    desk: Desk
    stage: Stage
    straight: bool = False
    chosen: Range | None = None
    accepted: tuple[Acceptance, ...] = ()
    prompt: Prompt | None = None
    finishing: bool = False
    looks: Looks = field(default_factory=dict)

    @property
    def interview(self) -> Interview:
        """The interview as it stands."""
        return self.desk.interview


@dataclass(frozen=True, slots=True)
class Turn:
    """What a key led to: the ratings as they become once all of `store` and `accept` is on disk, and what is asked for.

    `ask` is "rated" or "sign" when that is to be done now; else what the screen is to open.
    """

    rating: Rating
    store: tuple[Change, ...] = ()
    accept: Acceptance | None = None
    ask: str | None = None


def begin(
    interview: Interview,
    accepted: tuple[Acceptance, ...] = (),
    *,
    is_rated: bool = False,
    looks: Looks | None = None,
) -> Rating:
    """The ratings of an interview at the first row that lacks a value, else at the first to be looked at again.

    Whether they stand on paper is asked once.
    """
    rows, unfilled = severity.rows(interview), severity.open_rows(interview)
    rating = Rating(Desk(interview, rows[0]), Stage.ON_PAPER, accepted=accepted, looks=looks or {})
    if all(interview.is_open(code) for code in severity.ratings(interview)):
        return rating
    if unfilled or looks:
        return at_row(rating, next(iter((*unfilled, *rating.looks))))
    at_end = replace(rating.desk, at=rows[-1])
    is_settled = is_rated and not severity.without_reason(interview, accepted)
    return replace(rating, desk=at_end, stage=Stage.SIGN if is_settled else Stage.READY)


def rated(rating: Rating) -> Rating:
    """The ratings when they are settled: ready to sign."""
    desk = replace(rating.desk, at=severity.rows(rating.interview)[-1], message=None, latest=None)
    return replace(rating, desk=desk, stage=Stage.SIGN, chosen=None, prompt=None, finishing=False)


def refused(rating: Rating, reason: Message) -> Turn:
    """Nothing stored, a chosen range taken back, the reason told, and the keys locked."""
    return Turn(replace(rating, desk=refuse(rating.desk, reason).desk, chosen=None))


def says(rating: Rating, message: Message) -> Turn:
    """Nothing but a word on the message line."""
    return Turn(replace(rating, desk=replace(rating.desk, message=message)))


def no_row(stage: Stage) -> Message:
    """What to do where no row is before the interviewer."""
    if stage is Stage.ON_PAPER:
        return say("answer with 0 or 1")
    if stage is Stage.READY:
        return say("all rows have a value; F9 goes on")
    return say("Enter signs, Esc leaves it for later")


def at_row(rating: Rating, code: str) -> Rating:
    """The interviewer at a row."""
    stage = Stage.RATING if code in severity.ratings(rating.interview) else Stage.DOUBT
    desk = replace(rating.desk, at=code, message=rating.desk.latest)
    return replace(rating, desk=desk, stage=stage, chosen=None)


def onward(rating: Rating) -> Rating:
    """The next row; after the last one the first that is still to be dealt with, or all is ready."""
    rows = severity.rows(rating.interview)
    return _next_of(rating, (*rows[rows.index(rating.desk.at) + 1 :], *_waiting(rating)))


def past_look(rating: Rating) -> Rating:
    """From a rating that was looked at again to the next row that is to be dealt with, or all is ready."""
    return _next_of(rating, _waiting(rating))


def _waiting(rating: Rating) -> tuple[str, ...]:
    return (*severity.open_rows(rating.interview), *rating.looks)


def _next_of(rating: Rating, codes: tuple[str, ...]) -> Rating:
    if codes:
        return at_row(rating, codes[0])
    desk = replace(rating.desk, message=rating.desk.latest)
    return replace(rating, desk=desk, stage=Stage.READY, chosen=None)
