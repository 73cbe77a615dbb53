"""Whether the condition of a phrase can come true in some form, tried on the answers at its turning points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from asi_tui.core.answer import Code, Value
from asi_tui.core.dead_ends import Ground, waits_in
from asi_tui.core.expression import Both, Membership, Node, Number
from asi_tui.core.instrument import Instrument, Question
from asi_tui.core.routing import Standing, plan_of, standing
from asi_tui.core.truth import holds, parts

MOST_CASES = 5_000
"""The most combinations of answers that are tried; a condition with more is taken to be possible."""


class Reach:
    """Tells whether conditions can come true. Languages share most of them, so each is tried once."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.grounds = {form: _ground(instrument, form) for form in instrument.forms}
        self.known: dict[tuple[tuple[Node, ...], str | None], bool] = {}

    def can_hold(self, conditions: Sequence[Node], purpose: str | None) -> bool:
        """Whether these can all hold at once, in some form of that purpose (None: of any)."""
        key = (tuple(conditions), purpose)
        if not conditions:
            return True
        if key not in self.known:
            whole = Both(key[0]) if len(conditions) > 1 else conditions[0]
            forms = (form for form in self.instrument.forms.values() if purpose in (None, form.purpose))
            self.known[key] = any(_possible(whole, self.grounds[form.id]) for form in forms)
        return self.known[key]


def _ground(instrument: Instrument, form: str) -> Ground:
    """The routing of a form, in which a question that it lacks waits for nothing and stays unknown."""
    return Ground(plan_of(instrument, form), defaultdict(frozenset, waits_in(instrument, form)))


def _possible(whole: Node, ground: Ground) -> bool:
    codes = ground.beneath(whole)
    rules = [whole, *(rule for code in codes for key in ("n_when", "set_when") if (rule := ground.rule(code, key)))]
    near = {number for rule in rules for number in _numbers(rule)}
    values = [tuple(_values(ground.plan.questions[code], near)) for code in codes]
    if prod(map(len, values)) > MOST_CASES:
        return True
    for case in product(*values):
        answers = {code: value for code, value in zip(codes, case, strict=True) if value is not None}
        found: dict[str, Standing] = {}
        for code in codes:
            found[code] = standing(ground.plan, code, answers, found)
        effective = {code: known.value for code, known in found.items()}
        if holds(whole, effective.get):
            return True
    return False


def _numbers(rule: Node) -> Iterator[int]:
    for part in parts(rule):
        if isinstance(part, Number):
            yield part.value
        elif isinstance(part, Membership):
            yield from part.numbers


def _values(question: Question, near: set[int]) -> Iterator[Value | None]:
    """The answers at the turning points: the ends of the range, the numbers named and those beside them, the codes."""
    if question.is_text:
        yield "…"
    elif question.choices:
        yield from (choice.code for choice in question.choices)
    else:
        edges = {question.minimum, question.maximum, *(number + step for number in near for step in (-1, 0, 1))}
        yield from sorted(number for number in edges if question.minimum <= number <= question.maximum)
    if question.allow_n:
        yield Code.N
    yield Code.X
    yield None
