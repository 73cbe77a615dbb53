"""One interview: its answers, the route through the form, and what may be undone. Nothing here is written to disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from asi_tui.core.answer import Code, Value, from_stored, shown
from asi_tui.core.casework import StoredAnswer
from asi_tui.core.instrument import Form, Instrument, Question
from asi_tui.core.routing import Plan, Standing, all_standings, plan_of, with_change
from asi_tui.core.truth import items
from asi_tui.errors import DatabaseError
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was given, replaced or cleared; None stands for unanswered."""

    code: str
    before: Value | None
    after: Value | None

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.code, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions of an area or form are settled (answered, or off the route), of how many."""

    settled: int
    total: int


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as it stands. Every change gives a new one.

    `answers` holds what was typed, also on questions that are off the route now; `standings` what each question counts
    as. `done` and `undone` are this session's changes, for undo and redo.
    """

    instrument: Instrument
    form: Form
    plan: Plan
    answers: Mapping[str, Value]
    standings: Mapping[str, Standing]
    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def question(self, code: str) -> Question:
        """The question with that code."""
        return self.plan.questions[code]

    def changed(self, change: Change) -> Interview:
        """The interview after a change, which undo can take back."""
        return replace(self._with(change), done=(*self.done, change), undone=())

    def undo(self) -> tuple[Interview, Change] | None:
        """The interview without its last change of this session, and the change that did it; None if there is none."""
        if not self.done:
            return None
        last = self.done[-1]
        back = last.reverse
        return replace(self._with(back), done=self.done[:-1], undone=(*self.undone, last)), back

    def redo(self) -> tuple[Interview, Change] | None:
        """The interview with the change that was undone last made again; None if there is none."""
        if not self.undone:
            return None
        again = self.undone[-1]
        return replace(self._with(again), done=(*self.done, again), undone=self.undone[:-1]), again

    def _with(self, change: Change) -> Interview:
        answers = dict(self.answers)
        if change.after is None:
            answers.pop(change.code, None)
        else:
            answers[change.code] = change.after
        standings = with_change(self.plan, change.code, answers, self.standings)
        return replace(self, answers=answers, standings=standings)

    def on_route(self, code: str) -> bool:
        """Whether the question is to be asked."""
        return self.standings[code].on_route

    def is_open(self, code: str) -> bool:
        """Whether the question is to be asked and has neither value nor code."""
        standing = self.standings[code]
        return standing.on_route and standing.value is None

    def next(self, code: str) -> str | None:
        """The question after this one on the route; None at the end of the form."""
        return next((c for c in self.plan.order[self.plan.place[code] + 1 :] if self.on_route(c)), None)

    def back(self, code: str) -> str | None:
        """The question before this one on the route; None at its beginning."""
        return next((c for c in reversed(self.plan.order[: self.plan.place[code]]) if self.on_route(c)), None)

    def first(self) -> str:
        """The first question of the route."""
        return next(c for c in self.plan.order if self.on_route(c))

    def next_open(self, code: str | None = None) -> str | None:
        """The next open question after this one, from the beginning again if need be; None when nothing is open.

        From a question of another step or form the search begins at the first.
        """
        start = 0 if code is None else self.plan.place.get(code, -1) + 1
        ring = self.plan.order[start:] + self.plan.order[:start]
        return next((c for c in ring if self.is_open(c)), None)

    def resume_at(self, last_answered: str | None) -> str:
        """Where the keyer stood: the first open question after the one answered last; failing that, the first open
        one; failing that, the last of the route."""
        return self.next_open(last_answered) or next(c for c in reversed(self.plan.order) if self.on_route(c))

    def next_area(self, code: str, *, step: int = 1) -> str | None:
        """The first question on the route of the next area (`step` -1: the one before); None if there is none."""
        here = self.question(code).area
        order = self.plan.order if step > 0 else tuple(reversed(self.plan.order))
        beyond = order[order.index(code) :]
        area = next((self.question(c).area for c in beyond if self.question(c).area != here and self.on_route(c)), None)
        if area is None:
            return None
        return next(c for c in self.plan.order if self.question(c).area == area and self.on_route(c))

    def open_questions(self) -> tuple[str, ...]:
        """All questions that stand in the way of a complete interview."""
        return tuple(c for c in self.plan.order if self.is_open(c))

    def progress(self, area: str | None = None) -> Progress:
        """How far an area, or the whole form, has come."""
        codes = [c for c in self.plan.order if area is None or self.question(c).area == area]
        return Progress(sum(not self.is_open(c) for c in codes), len(codes))

    def left_route_by(self, code: str) -> Message | None:
        """Why a question is not asked, in words; None when it is asked."""
        standing = self.standings[code]
        if standing.on_route:
            return None
        gate = self.plan.gates.get(code) if standing.value is Code.N else None
        reason = gate if gate is not None else self.plan.forced[code].when
        values = {c: shown(self.standings[c].value) for c in self.plan.questions if c in items(reason)}
        told = ", ".join(f"{c} = {value}" for c, value in values.items() if value is not None)
        return say("{code} is not asked, because {reason}", code=code, reason=told)


def begin(instrument: Instrument, form: str, answers: Mapping[str, Value] | None = None) -> Interview:
    """An interview on that form with those answers, nothing to undo."""
    routing = plan_of(instrument, form)
    given = {code: value for code, value in (answers or {}).items() if code in routing.questions}
    return Interview(instrument, instrument.forms[form], routing, given, all_standings(routing, given))


def restore(instrument: Instrument, form: str, stored: Mapping[str, StoredAnswer]) -> Interview:
    """An interview as it lies in the casebook."""
    return begin(instrument, form, values_of(instrument, stored))


def values_of(instrument: Instrument, stored: Mapping[str, StoredAnswer]) -> dict[str, Value]:
    """The answers as they lie in the casebook, those that the form does not ask included."""
    values = {code: _value(instrument.questions[code], s) for code, s in stored.items() if code in instrument.questions}
    return {code: value for code, value in values.items() if value is not None}


def _value(question: Question, stored: StoredAnswer) -> Value | None:
    try:
        return from_stored(stored, is_text=question.is_text)
    except ValueError:
        raise DatabaseError(
            say("The database is damaged: an answer is not one"),
            question.code,
            say("stop using it, keep a copy, and restore the latest backup"),
        ) from None
