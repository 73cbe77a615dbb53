"""What stands beside the answers while an interview is keyed: remarks, checks that fire, and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.check_review import silenced_by_x, still_open
from asi_tui.core.checks import CheckKind, Facts, Fired, fired, fired_after, fired_by
from asi_tui.core.instrument import Step
from asi_tui.core.interview import Change, Interview


@dataclass(frozen=True, slots=True)
class Notebook:
    """The remarks by what they are about, the checks that fire now, and the acceptances, newest last.

    The checks of the interviewer's ratings are not among them. `open` are those to be dealt with before completion, in
    the order of the form.
    """

    facts: Facts
    remarks: Mapping[str, Remark]
    acceptances: tuple[Acceptance, ...]
    fired: tuple[Fired, ...]
    open: tuple[Fired, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Every row of the sheet asks for it.
        object.__setattr__(self, "open", still_open(self.fired, self.acceptances))

    def open_at(self, interview: Interview, code: str) -> tuple[Fired, ...]:
        """The open checks that rest on a question, send the keyer to it, or stand there."""
        return tuple(
            one
            for one in self.open
            if code in one.codes or code in one.check.items or code == stands_at(one, interview)
        )

    @property
    def safety(self) -> tuple[Fired, ...]:
        """The safety boxes that nobody has acknowledged yet."""
        return tuple(one for one in self.open if one.check.kind is CheckKind.SAFETY)

    def mark(self, interview: Interview, code: str) -> str:
        """The signs beside a question: ! or ? where a check waits, * where there is a remark."""
        kinds = {one.check.kind for one in self.open if stands_at(one, interview) == code}
        sign = "!" if kinds & {CheckKind.HARD, CheckKind.SAFETY} else "?" if kinds else ""
        return sign + ("*" if code in self.remarks else "")

    def after(self, before: Interview, now: Interview, change: Change) -> tuple[Notebook, tuple[Fired, ...]]:
        """The notebook after an answer, and the checks that it made fire."""
        turned = replace(self, fired=_asked_here(now, fired_after(self.fired, before, now, change, self.facts)))
        waiting = {one.check.id for one in turned.open}
        new = tuple(one for one in fired_by(before, now, change, self.facts) if one.check.id in waiting)
        return turned, new

    def wants_remark(self, before: Interview, now: Interview, change: Change) -> bool:
        """Whether an answer became X where a hard check was, so that a remark has to say why."""
        return bool(silenced_by_x(before, now, change, self.facts))

    def with_remark(self, interview: Interview, remark: Remark) -> Notebook:
        """The notebook with a remark written, or taken away when its text is empty."""
        kept = {about: other for about, other in self.remarks.items() if about != remark.about}
        if remark.text:
            kept[remark.about] = remark
        facts = replace(self.facts, remarks=frozenset(kept))
        return replace(self, remarks=kept, facts=facts, fired=_asked_here(interview, fired(interview, facts)))

    def with_acceptance(self, acceptance: Acceptance) -> Notebook:
        """The notebook with a check dealt with."""
        return replace(self, acceptances=(*self.acceptances, acceptance))

    def on(self, interview: Interview) -> Notebook:
        """The notebook beside the interview as it is now: on another form, or read anew from the casebook."""
        return replace(self, fired=_asked_here(interview, fired(interview, self.facts)))


def stands_at(one: Fired, interview: Interview) -> str:
    """The question where a check is dealt with: the last box that it rests on, or the first one that it names; the
    first of the form when that is asked in another step, or it rests on facts alone."""
    code = one.at or next(iter(one.check.items), "")
    return code if code in interview.plan.place else interview.first()


def open_notebook(
    interview: Interview, facts: Facts, remarks: Iterable[Remark], acceptances: Iterable[Acceptance]
) -> Notebook:
    """The notebook of an interview as the casebook has it."""
    newest = {remark.about: remark for remark in remarks if remark.text}
    known = replace(facts, remarks=frozenset(newest))
    return Notebook(known, newest, tuple(acceptances), _asked_here(interview, fired(interview, known)))


def _asked_here(interview: Interview, found: tuple[Fired, ...]) -> tuple[Fired, ...]:
    """The checks without those of the interviewer's ratings, which are dealt with where these are given."""
    questions = interview.instrument.questions
    return tuple(one for one in found if all(questions[c].step is not Step.RATING for c in one.check.items))
