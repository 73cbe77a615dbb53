"""From the short form to the full one and back: the answers stay, and nothing is keyed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from asi_tui.core.answer import Value
from asi_tui.core.instrument import Length
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.message import Message, say

MOST_NAMED = 6
"""The most questions that a sentence names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A full interview as its short form. `left_out` are the answers that no longer count, in the order of the form:
    those that the short form does not ask, and those that are off its route. They stay in the casebook."""

    interview: Interview
    left_out: tuple[str, ...]

    @property
    def told(self) -> Message | None:
        """What is left out, in words; None when nothing is."""
        if not self.left_out:
            return None
        return say(
            "{count} answers are left out of {form}, and stay in the casebook: {codes}",
            count=len(self.left_out),
            form=self.interview.form.title,
            codes=_named(self.left_out),
        )

    @property
    def offer(self) -> Message:
        """What finishing it so would leave out."""
        return say(
            "{form} leaves out {count} answers, which are kept; F7 again finishes so",
            form=self.interview.form.title,
            count=len(self.left_out),
        )


def widen(interview: Interview, kept: Mapping[str, Value] | None = None) -> Interview | Message:
    """A short interview as its full form, or why not: every answer stays, and so does what undo can take back.

    `kept` are the answers that the casebook holds from a time when the interview was full: those that the short form
    does not ask come back.
    """
    if interview.form.length is Length.FULL:
        return say("this is the full form already")
    beyond = {code: value for code, value in (kept or {}).items() if code not in interview.plan.questions}
    return _on(interview, interview.form.counterpart, {**beyond, **interview.answers})


def narrowed(interview: Interview) -> Interview | Message:
    """A full interview as its short form again, as long as nothing is answered that only the full form asks."""
    if interview.form.length is Length.SHORT:
        return say("this is the short form already")
    short = interview.instrument.forms[interview.form.counterpart]
    beyond = tuple(code for code in interview.plan.questions if code in interview.answers and code not in short.codes)
    if beyond:
        return say("answered on the full form only: {codes}; clear them first", codes=_named(beyond))
    return _on(interview, short.id, interview.answers)


def turned(
    interview: Interview, kept: Mapping[str, Value] | None = None, *, may_finish_short: bool = False
) -> Interview | Shortened | Message:
    """A short interview as its full form, a full one as its short form; or why not.

    Where a full one has answers that the short form does not ask, and the unit allows that it is finished as short all
    the same, it comes with what that leaves out.
    """
    if interview.form.length is Length.SHORT:
        return widen(interview, kept)
    back = narrowed(interview)
    return finish_short(interview) if isinstance(back, Message) and may_finish_short else back


def finish_short(interview: Interview) -> Shortened | Message:
    """A full interview to be finished as its short form, with the answers that this leaves out; or why not."""
    if interview.form.length is Length.SHORT:
        return say("this is the short form already")
    short = _on(interview, interview.form.counterpart, interview.answers)
    left_out = tuple(
        code
        for code in interview.plan.questions
        if code in interview.answers and interview.on_route(code)
        if code not in short.plan.questions or not short.on_route(code)
    )
    return Shortened(short, left_out)


def _on(interview: Interview, form: str, answers: Mapping[str, Value]) -> Interview:
    """The interview on another form, with what undo and redo can do there."""
    other = begin(interview.instrument, form, answers)
    return replace(other, done=_within(other, interview.done), undone=_within(other, interview.undone))


def _within(interview: Interview, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes of questions that the form asks. Those of other questions do not touch them."""
    return tuple(change for change in changes if change.code in interview.plan.questions)


def _named(codes: tuple[str, ...]) -> Message | str:
    named = ", ".join(codes[:MOST_NAMED])
    more = len(codes) - MOST_NAMED
    return say("{codes} and {count} more", codes=named, count=more) if more > 0 else named
