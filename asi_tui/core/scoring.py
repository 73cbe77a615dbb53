"""Composite scores: one number from 0 to 1 per area, higher is worse; None when an answer it needs is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import Instrument, MoneyTerm, Score
from asi_tui.core.interview import Interview


class MoneyVersion(StrEnum):
    """The three published versions of the logarithm of an amount.

    plain: ln(amount), 0 for no money; plus_one: ln(amount + 1); capped: ln(amount) under a ceiling, score within
    0-1.
    """

    PLAIN = "plain"
    PLUS_ONE = "plus_one"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a site scores: the version of the money term, and how many kronor count as one of the formula's dollars."""

    money_term: MoneyVersion = MoneyVersion.CAPPED
    currency_divisor: float = 10.0


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of an area, or None with the questions whose answers are missing."""

    value: float | None
    missing: tuple[str, ...] = ()


def scores(interview: Interview, scoring: Scoring) -> dict[str, Scored]:
    """The seven composite scores of an interview, from effective values."""
    values = {code: standing.value for code, standing in interview.standings.items()}
    return all_scores(interview.instrument, values, scoring)


def all_scores(instrument: Instrument, values: Mapping[str, Value | None], scoring: Scoring) -> dict[str, Scored]:
    """The composite scores of a set of effective values."""
    return {name: score(formula, values, scoring) for name, formula in instrument.scores.items()}


def score(formula: Score, values: Mapping[str, Value | None], scoring: Scoring) -> Scored:
    """One composite score.

    Blank, X or N in any term gives no score, except that X and N leave the denominator of a share of yes (source: the
    composite manual of 1986 and the public-domain program that follows it; see the instrument's scores.toml).
    """
    total = 0.0
    missing: list[str] = []

    def number(item: str) -> int:
        value = values.get(item)
        if isinstance(value, int):
            return value
        missing.append(item)
        return 0

    for item, divisor in formula.linear.items():
        total += number(item) / divisor
    for item, (becomes, divisor) in formula.reversed_choice.items():
        turned = number(item)
        total += becomes[turned] / divisor if turned < len(becomes) else 0
    for term in formula.money:
        total += money(term, number(term.item), scoring) / term.divisor
    for items, divisor in formula.shares:
        missing += [item for item in items if values.get(item) is None]
        known = [value for item in items if (value := values.get(item)) is not None and not isinstance(value, Code)]
        total += (sum(value == 1 for value in known) / len(known) if known else 0.0) / divisor
    if missing:
        return Scored(None, tuple(missing))
    result = formula.start + formula.sign * total
    return Scored(min(1.0, max(0.0, result)) if scoring.money_term is MoneyVersion.CAPPED else result)


def money(term: MoneyTerm, amount: int, scoring: Scoring) -> float:
    """The logarithm of an amount in kronor, in the version the site uses; no money counts 0."""
    dollars = amount / scoring.currency_divisor
    if scoring.money_term is MoneyVersion.PLUS_ONE:
        return log(dollars + 1)
    plain = max(0.0, log(dollars)) if dollars > 0 else 0.0
    return min(term.cap, plain) if scoring.money_term is MoneyVersion.CAPPED else plain
