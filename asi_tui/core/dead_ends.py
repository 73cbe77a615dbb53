"""Dead ends of the routing: questions that wait for each other, that can never be asked, rules that never come true."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from asi_tui.core.answer import Code, Value
from asi_tui.core.expression import (
    Arithmetic,
    Both,
    Call,
    Coded,
    Comparison,
    Either,
    Membership,
    Negation,
    Node,
    Number,
)
from asi_tui.core.instrument import Instrument, Question
from asi_tui.core.loading import Fault
from asi_tui.core.routing import Plan, Standing, plan_of, standing
from asi_tui.core.truth import holds, items, within
from asi_tui.message import say

MOST_CASES = 20_000
"""The most combinations of answers that are tried; of more, only those at the turning points of the rules."""

Waits = Mapping[str, frozenset[str]]
"""Per question, the questions that its rules read."""


def routing_faults(instrument: Instrument, unsure: Collection[str] = ()) -> list[Fault]:
    """Every dead end, in all forms. A form whose questions go in a circle is not looked into further.

    `unsure` are questions whose legal values are not known, since they are faulty: no rule is judged by them.
    """
    circles: dict[tuple[str, ...], list[str]] = {}
    sound = []
    for form in instrument.forms:
        found = list(circles_in(waits_in(instrument, form)))
        for circle in found:
            circles.setdefault(circle, []).append(form)
        if not found:
            sound.append(form)
    return [
        *(
            Fault(
                circle[0],
                next(key for key, _ in _rules(instrument.questions[circle[0]])),
                say("In {forms} questions wait in a circle: {codes}.", forms=", ".join(forms), codes=", ".join(circle)),
                say("Take one of them out of the other's condition."),
            )
            for circle, forms in circles.items()
        ),
        *_dead_rules(instrument, sound, frozenset(unsure)),
    ]


def routing_notes(instrument: Instrument) -> list[Fault]:
    """What is allowed but worth knowing: gates that come later, and terms that a form cannot read."""
    place = {code: at for at, code in enumerate(instrument.questions)}
    meant = say("Nothing needs to be done if that is meant.")
    notes = []
    for code, question in instrument.questions.items():
        for key, rule in _rules(question):
            for gate in sorted(items(rule), key=place.__getitem__):
                if place[gate] > place[code]:
                    what = say("{gate} comes after the question that it leads to.", gate=gate)
                    notes.append(Fault(code, key, what, meant, is_note=True))
                for form in instrument.forms.values():
                    if code in form.codes and gate not in form.codes:
                        what = (
                            say("in {form}: {gate} is not asked; the term is dropped", form=form.id, gate=gate)
                            if key == "n_when"
                            else say("in {form}: {gate} is not asked; the rule is dropped", form=form.id, gate=gate)
                        )
                        notes.append(Fault(code, key, what, meant, is_note=True))
    return notes


def waits_in(instrument: Instrument, form: str) -> Waits:
    """What each question of a form waits for."""
    codes = instrument.forms[form].codes
    waits: dict[str, frozenset[str]] = {}
    for code in codes:
        question = instrument.questions[code]
        gate = within(question.n_when, codes) if question.n_when else None
        forced = items(question.forced.when) if question.forced else frozenset[str]()
        waits[code] = (items(gate) if gate else frozenset()) | (forced if forced <= set(codes) else frozenset())
    return waits


def circles_in(waits: Waits) -> Iterator[tuple[str, ...]]:
    """The groups of questions that wait for each other, each in the order of the form."""
    reach = {code: _all_before(code, waits) for code in waits}
    told: set[str] = set()
    for code in waits:
        if code in reach[code] and code not in told:
            circle = tuple(other for other in waits if other in reach[code] and code in reach[other])
            told.update(circle)
            yield circle


def _all_before(code: str, waits: Waits) -> set[str]:
    found: set[str] = set()
    open_ends = list(waits[code])
    while open_ends:
        before = open_ends.pop()
        if before not in found:
            found.add(before)
            open_ends += waits[before]
    return found


def _rules(question: Question) -> Iterator[tuple[str, Node]]:
    if question.n_when is not None:
        yield "n_when", question.n_when
    if question.forced is not None:
        yield "set_when", question.forced.when


def _dead_rules(instrument: Instrument, forms: list[str], unsure: frozenset[str]) -> Iterator[Fault]:
    grounds = {form: Ground(plan_of(instrument, form), waits_in(instrument, form)) for form in forms}
    for code, question in instrument.questions.items():
        for key, _ in _rules(question):
            seen = {form: rule for form, ground in grounds.items() if (rule := ground.rule(code, key)) is not None}
            if any(unsure.intersection(grounds[form].beneath(rule)) for form, rule in seen.items()):
                continue
            closed = [form for form, rule in seen.items() if always(rule, grounds[form])]
            if closed:
                yield Fault(
                    code,
                    key,
                    say("It can never be asked in {forms}: the rule holds for every answer.", forms=", ".join(closed)),
                    say("Correct the condition, or take the question out of the form."),
                )
            elif seen and all(never(rule, grounds[form]) for form, rule in seen.items()):
                yield Fault(
                    code,
                    key,
                    say("The rule can never hold: no answer makes it true."),
                    say("Compare with values and codes that the question can have."),
                )


@dataclass(frozen=True, slots=True)
class Ground:
    """The routing of one form, and what each of its questions waits for."""

    plan: Plan
    waits: Waits

    def rule(self, code: str, key: str) -> Node | None:
        """A rule of a question as the form sees it."""
        if key == "n_when":
            return self.plan.gates.get(code)
        return self.plan.forced[code].when if code in self.plan.forced else None

    def beneath(self, rule: Node) -> list[str]:
        """All questions that a rule rests on, gates before what they lead to."""
        read = items(rule)
        wanted = read.union(*(_all_before(code, self.waits) for code in read))
        return [code for code in self.plan.sequence if code in wanted]


def always(rule: Node, ground: Ground) -> bool:
    """Whether a rule holds for every legal answer to what it reads; X counts as one only where the rule names it."""
    match rule:
        case Both(parts) | Call("all", parts):
            return all(always(part, ground) for part in parts)
        case _:
            tried = _outcomes(rule, ground, (Code.X,) if Code.X in _named(rule) else ())
            return tried is not None and all(tried)


def never(rule: Node, ground: Ground) -> bool:
    """Whether a rule holds for no answer, X and unanswered included."""
    match rule:
        case Either(parts) | Call("any", parts):
            return all(never(part, ground) for part in parts)
        case _:
            tried = _outcomes(rule, ground, (Code.X, None))
            return tried is not None and not any(tried)


def _outcomes(rule: Node, ground: Ground, besides: tuple[Value | None, ...]) -> Iterator[bool] | None:
    """Whether the rule holds, for each combination of answers to all that it rests on; None when they are too many."""
    codes = ground.beneath(rule)
    questions = [ground.plan.questions[code] for code in codes]
    values = [(*besides, *_values(question)) for question in questions]
    if prod(map(len, values)) > MOST_CASES:
        rules = [rule, *(part for code in codes for key in ("n_when", "set_when") if (part := ground.rule(code, key)))]
        near = {value for part in rules for value in _named(part) if isinstance(value, int)}
        values = [(*besides, *_values(question, near)) for question in questions]
    return None if prod(map(len, values)) > MOST_CASES else _tried(rule, ground.plan, codes, values)


def _tried(rule: Node, plan: Plan, codes: list[str], values: list[tuple[Value | None, ...]]) -> Iterator[bool]:
    for case in product(*values):
        answers = {code: value for code, value in zip(codes, case, strict=True) if value is not None}
        standings: dict[str, Standing] = {}
        for code in codes:
            standings[code] = standing(plan, code, answers, standings)
        effective = {code: known.value for code, known in standings.items()}
        yield holds(rule, effective.get) is True


def _values(question: Question, near: set[int] | None = None) -> tuple[Value, ...]:
    """The values a question can have: all of them, or only the ends of its range and those beside the numbers given."""
    by_hand: tuple[Value, ...] = (Code.N,) if question.allow_n else ()
    if question.is_text:
        return (*by_hand, "…")
    if question.choices:
        return (*by_hand, *(choice.code for choice in question.choices))
    whole = range(question.minimum, question.maximum + 1)
    if near is None:
        return (*by_hand, *whole[: MOST_CASES + 1])
    edges = {question.minimum, question.maximum, *(number + step for number in near for step in (-1, 0, 1))}
    return (*by_hand, *sorted(number for number in edges if number in whole))


def _named(rule: Node) -> set[Value]:
    """The numbers and codes that a rule compares with."""
    match rule:
        case Number(value) | Coded(value):
            return {value}
        case Membership(part, numbers, codes):
            return _named(part) | numbers | codes
        case Call(_, parts) | Both(parts) | Either(parts):
            return set[Value]().union(*map(_named, parts))
        case Comparison(_, left, right) | Arithmetic(_, left, right):
            return _named(left) | _named(right)
        case Negation(part):
            return _named(part)
        case _:
            return set()
