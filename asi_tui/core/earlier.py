"""The earlier interview beside the new one: what may be copied from it, what is shown of it, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import Form, Kind, Purpose, Question
from asi_tui.core.interview import Interview
from asi_tui.core.keying import refusal
from asi_tui.core.preferences import EarlierView
from asi_tui.core.routing import Standing, Why
from asi_tui.core.wording import SINCE
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Large:
    """From where on a change is large: at least so much, and at least that share of the larger of the two values."""

    least: int
    share: float = 0.0


LARGE: Mapping[Kind, Large] = MappingProxyType(
    {
        Kind.DAYS: Large(5),
        Kind.CLIENT_RATING: Large(1),
        Kind.SEVERITY: Large(2),
        Kind.COUNT: Large(2),
        # Between two base interviews a year passes by itself.
        Kind.LIFETIME_YEARS: Large(2),
        Kind.YEARS_MONTHS: Large(12),
        Kind.MONEY: Large(1_000, 0.25),
    }
)
"""Which change of a number is worth saying: 5 days, 1 step of the client's rating, 2 of the interviewer's, 2 of
anything counted, 2 years in life, 12 months, and 1 000 kronor that are a quarter of the larger amount. Among yes, no
and the answers of a list every change is large; words are not compared."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The client's earlier interview as it lies beside the new one, in whatever form it was held.

    `standings` is what each of its questions counts as, `questions` those questions as they were put then.
    `same_periods`: rows that a follow-up asks since the last interview cover the same time in both interviews.
    """

    interview_date: date
    form: str
    standings: Mapping[str, Standing]
    questions: Mapping[str, Question]
    same_periods: bool

    def standing(self, question: Question) -> Standing | None:
        """What the question counted as; None when it was not on the form, or another one then."""
        before = self.questions.get(question.code)
        return self.standings.get(question.code) if before is not None and is_comparable(before, question) else None


def beside(new: Form, earlier: Interview, interview_date: date) -> Earlier:
    """The earlier interview, held on that date, laid beside a new one on the form `new`."""
    both_base = new.purpose is earlier.form.purpose is Purpose.BASE
    return Earlier(interview_date, earlier.form.id, earlier.standings, earlier.plan.questions, both_base)


def is_comparable(before: Question, now: Question) -> bool:
    """Whether an answer to one means the same as an answer to the other, however the two are worded."""
    return _meaning(before) == _meaning(now)


def carried(earlier: Earlier, question: Question) -> Value | None:
    """The answer that may be copied: one that was keyed, X and N included, to a standing fact. An N that followed from
    another answer is not copied, since it said nothing about the question itself."""
    standing = earlier.standing(question)
    if not question.carry or standing is None or standing.why not in (Why.ANSWERED, Why.X, Why.N_HAND):
        return None
    value = standing.value
    return value if value is not None and refusal(question, value) is None else None


def not_carried(question: Question) -> Message:
    """Why there is nothing to copy to a question."""
    if question.carry:
        return say("there is no earlier answer to {number} to copy", number=question.number)
    return say("{number} is not a standing fact: its earlier answer is not copied", number=question.number)


def shown_before(earlier: Earlier, question: Question, setting: EarlierView) -> Message | None:
    """What stands beside an open question. A standing fact is shown whatever the setting; shown beside any other, the
    earlier answer leads the new one, so the setting must ask for it."""
    return _shown(earlier, question) if question.carry or setting is EarlierView.BEFORE else None


def shown_after(earlier: Earlier, question: Question, setting: EarlierView) -> Message | None:
    """What stands beside an answered question."""
    return _shown(earlier, question) if question.carry or setting is not EarlierView.NEVER else None


def changed(earlier: Earlier, question: Question, now: Value | None) -> Message | None:
    """The change from the earlier answer in words ("dagar 22 → 4") when it is large (see LARGE); None when not.

    Nothing is said of X or of an open question, of an amount that did not apply then or does not now, or of a row that
    covers another period in the earlier interview.
    """
    standing = earlier.standing(question)
    before = standing.value if standing else None
    if question.since_last and not earlier.same_periods:
        return None
    if question.is_text or None in (before, now) or Code.X in (before, now) or not _is_large(question, before, now):
        return None
    was, became = worded(question, before), worded(question, now)
    match question.kind:
        case Kind.DAYS:
            return say("days {before} → {after}", before=was, after=became)
        case Kind.LIFETIME_YEARS:
            return say("years {before} → {after}", before=was, after=became)
        case Kind.CLIENT_RATING | Kind.SEVERITY:
            return say("rating {before} → {after}", before=was, after=became)
        case Kind.MONEY:
            return say("{before} → {after} kr", before=was, after=became)
        case _:
            return say("{before} → {after}", before=was, after=became)


def since(form: Form, question: Question, reference_date: date | None) -> Message | None:
    """From which date the question counts, in a follow-up that refers to an earlier interview; None when it does not
    count from there."""
    if not question.since_last or form.purpose is not Purpose.FOLLOW_UP or reference_date is None:
        return None
    return say("since the interview on {day}", day=reference_date.isoformat())


def wording(form: Form, question: Question, since_when: str, language: str) -> str:
    """The question as the form puts it; a follow-up puts one that counts from the last interview in words of its own.

    `since_when` says from when it counts. A question without such words gets them in front.
    """
    if not question.since_last or form.purpose is not Purpose.FOLLOW_UP:
        return question.wording.in_language(language)
    if question.since_wording is None:
        return f"{since_when[:1].upper()}{since_when[1:]}: {question.wording.in_language(language)}"
    return question.since_wording.in_language(language).replace(SINCE, since_when)


def worded(question: Question, value: Value | None) -> object:
    """A value as people read it, to be put into a message: an answer of a list in words, a rating by its number."""
    if value is None:
        return say("unanswered")
    if isinstance(value, Code):
        if value is Code.X:
            return question.x_means or say("no answer")
        return question.n_means or say("not applicable")
    if isinstance(value, str):
        return value
    choice = question.choice(value) if question.kind in (Kind.YES_NO, Kind.CHOICE) else None
    if choice is not None:
        return choice.label
    if question.kind is Kind.YEARS_MONTHS:
        return say("{years} y {months} m", years=value // 12, months=value % 12)
    return f"{value:,}".replace(",", " ") if question.kind is Kind.MONEY else value


def _shown(earlier: Earlier, question: Question) -> Message | None:
    standing = earlier.standing(question)
    if standing is None or standing.value is None:
        return None
    return say("earlier {value}", value=worded(question, standing.value))


def _meaning(question: Question) -> tuple[object, ...]:
    return (question.kind, question.unit, question.timeframe, {choice.code for choice in question.choices})


def _is_large(question: Question, before: Value | None, now: Value | None) -> bool:
    large = LARGE.get(question.kind)
    if large is None:
        return before != now
    if not isinstance(before, int) or not isinstance(now, int):
        return False
    difference = abs(now - before)
    return difference >= large.least and difference >= large.share * max(before, now)
