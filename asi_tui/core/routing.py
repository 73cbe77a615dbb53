"""The route: which questions a form asks, given the answers so far, and the value each one counts as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from asi_tui.core.answer import Code, Value
from asi_tui.core.expression import Node
from asi_tui.core.instrument import Forced, Instrument, Question, Step
from asi_tui.core.truth import holds, items, within


class Why(StrEnum):
    """Why a question has the value it counts as."""

    ANSWERED = "answered"
    X = "x"
    N_HAND = "n_hand"
    N_SKIP = "n_skip"
    FORCED = "forced"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a question counts as (its effective value), and why."""

    value: Value | None
    why: Why

    @property
    def on_route(self) -> bool:
        """Whether the question is to be asked."""
        return self.why not in (Why.N_SKIP, Why.FORCED)


UNANSWERED = Standing(None, Why.UNANSWERED)
SKIPPED = Standing(Code.N, Why.N_SKIP)


@dataclass(frozen=True, slots=True)
class Plan:
    """The routing of one form, worked out once.

    `order` is the boxes of the interview step in the order asked, `place` their positions. `gates` are the conditions
    as this form sees them, `forced` the forced values. `followers` gives, per box, the boxes to be worked out anew when
    it changes, gates before what they lead to.
    """

    order: tuple[str, ...]
    place: Mapping[str, int]
    questions: Mapping[str, Question]
    gates: Mapping[str, Node]
    forced: Mapping[str, Forced]
    followers: Mapping[str, tuple[str, ...]]
    sequence: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """An instrument that compares by its content hash, so that its plans can be kept."""

    instrument: Instrument

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.instrument.content_hash == other.instrument.content_hash

    def __hash__(self) -> int:
        return hash(self.instrument.content_hash)


def plan_of(instrument: Instrument, form: str) -> Plan:
    """The routing of one form of an instrument; kept, since it depends on the instrument alone."""
    return _kept_plan(_Known(instrument), form)


@lru_cache(maxsize=16)
def _kept_plan(known: _Known, form: str) -> Plan:
    return _plan(known.instrument, form)


def _plan(instrument: Instrument, form: str) -> Plan:
    codes = instrument.forms[form].codes
    questions = {code: instrument.questions[code] for code in codes}
    gates: dict[str, Node] = {}
    forced: dict[str, Forced] = {}
    for code, question in questions.items():
        gate = within(question.n_when, codes) if question.n_when else None
        if gate is not None:
            gates[code] = gate
        if question.forced and items(question.forced.when) <= set(codes):
            forced[code] = question.forced
    reads = {code: items(gates[code]) if code in gates else frozenset[str]() for code in codes}
    for code, force in forced.items():
        reads[code] |= items(force.when)
    sequence = tuple(TopologicalSorter(reads).static_order())
    followers: dict[str, tuple[str, ...]] = {}
    for code in codes:
        reached = {code}
        for later in sequence:
            if reads[later] & reached:
                reached.add(later)
        followers[code] = tuple(later for later in sequence if later in reached and later != code)
    order = tuple(code for code in codes if questions[code].step is Step.INTERVIEW)
    return Plan(order, {c: i for i, c in enumerate(order)}, questions, gates, forced, followers, sequence)


def cycle_in(instrument: Instrument, form: str) -> tuple[str, ...]:
    """The questions that wait for each other in a circle, if any."""
    try:
        _plan(instrument, form)
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def standing(routing: Plan, code: str, answers: Mapping[str, Value], standings: Mapping[str, Standing]) -> Standing:
    """What a question counts as, given the standings of the questions it waits for."""

    def read(other: str) -> Value | None:
        return standings[other].value if other in standings else None

    if code in routing.gates and holds(routing.gates[code], read):
        return SKIPPED
    if code in routing.forced and holds(routing.forced[code].when, read):
        return Standing(routing.forced[code].value, Why.FORCED)
    value = answers.get(code)
    if value is None:
        return UNANSWERED
    if isinstance(value, Code):
        return Standing(value, Why.X if value is Code.X else Why.N_HAND)
    return Standing(value, Why.ANSWERED)


def all_standings(routing: Plan, answers: Mapping[str, Value]) -> dict[str, Standing]:
    """What every question of the form counts as."""
    found: dict[str, Standing] = {}
    for code in routing.sequence:
        found[code] = standing(routing, code, answers, found)
    return found


def with_change(
    routing: Plan, code: str, answers: Mapping[str, Value], before: Mapping[str, Standing]
) -> dict[str, Standing]:
    """The standings after the answer to one question has changed: it and what hangs on it are worked out anew."""
    after = dict(before)
    for changed in (code, *routing.followers[code]):
        after[changed] = standing(routing, changed, answers, after)
    return after
