"""The checks between answers: which of them fire, on what values, and what they ask. No check moves the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from asi_tui.core.answer import Value
from asi_tui.core.check_words import asked
from asi_tui.core.instrument import Check as Check
from asi_tui.core.instrument import CheckKind as CheckKind
from asi_tui.core.instrument import Text
from asi_tui.core.interview import Change, Interview
from asi_tui.core.truth import grounds, holds
from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Facts:
    """What checks ask for beside the answers.

    `age` at the interview; the days since the interview that this one refers to; the questions that have a remark; and
    what the earlier base interview of the client counted, by question. What is not known is None or missing.
    """

    age: int | None = None
    days_since_reference: int | None = None
    remarks: frozenset[str] = frozenset()
    earlier_base: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fired:
    """A check that fires: the values it rests on, in the order of the form, and its question with the values put in.

    Of a condition such as "F30 > 0 and (F32 == 0 or F34 == 0)" it rests only on the parts that hold. `facts` are what
    it rests on beside the answers, by their names: age, earlier_base(M1).
    """

    check: Check
    values: tuple[tuple[str, Value], ...]
    facts: tuple[tuple[str, int], ...]
    words: Text

    @property
    def codes(self) -> tuple[str, ...]:
        """The boxes whose values it rests on, in the order of the form."""
        return tuple(code for code, _ in self.values)

    @property
    def at(self) -> str | None:
        """The last of these boxes: there it fires when the form is keyed in order; None if it rests on facts alone."""
        return self.codes[-1] if self.codes else None

    @property
    def message(self) -> Message:
        """Its question, as the screens say it."""
        return say("{question}", question=self.words)


def facts_of(
    *,
    interview_date: date,
    born: str = "",
    reference_date: date | None = None,
    remarks: Iterable[str] = (),
    earlier_base: Mapping[str, Value | None] | None = None,
) -> Facts:
    """The facts of an interview, from its head and the client's record.

    `born` is a year, a date or empty; `earlier_base` the effective values of the earlier base interview.
    """
    return Facts(
        age=age_at(born, interview_date),
        days_since_reference=(interview_date - reference_date).days if reference_date else None,
        remarks=frozenset(remarks),
        earlier_base={code: value for code, value in (earlier_base or {}).items() if isinstance(value, int)},
    )


def age_at(born: str, on: date) -> int | None:
    """The age on a day: whole years, or the difference of the years when only the year of birth is known."""
    if not born:
        return None
    if len(born) == len("1984"):
        return on.year - int(born)
    birth = date.fromisoformat(born)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def fired(interview: Interview, facts: Facts) -> tuple[Fired, ...]:
    """All checks that fire, in the order of the form; those that rest on facts alone come first."""
    return _in_order(interview, _fired(interview, interview.instrument.checks.values(), facts))


def fires(check: Check, interview: Interview, facts: Facts) -> bool:
    """Whether one check fires."""
    return bool(_fired(interview, [check], facts))


def fired_after(
    standing: Iterable[Fired], before: Interview, after: Interview, change: Change, facts: Facts
) -> tuple[Fired, ...]:
    """The same as `fired` after a change, from what fired before it: only the checks that read what changed are asked.

    After anything else than a change of answers (a remark, another head, another form) `fired` has to be asked.
    """
    touched = _touched(before, after, change)
    kept = [one for one in standing if one.check.id not in touched]
    return _in_order(after, [*kept, *_fired(after, touched.values(), facts)])


def fired_by(before: Interview, after: Interview, change: Change, facts: Facts) -> tuple[Fired, ...]:
    """The checks that a change makes fire: true now, and either not true before or resting on other values."""
    now = _fired(after, _touched(before, after, change).values(), facts)
    earlier = {one.check.id: one.values for one in _fired(before, [one.check for one in now], facts)}
    return _in_order(after, [one for one in now if one.values != earlier.get(one.check.id)])


def _touched(before: Interview, after: Interview, change: Change) -> dict[str, Check]:
    """The checks that read a question whose effective value a change has changed."""
    instrument = after.instrument
    changed = [
        code
        for code in (change.code, *after.plan.followers[change.code])
        if before.standings[code].value != after.standings[code].value
    ]
    ids = dict.fromkeys(name for code in changed for name in instrument.checks_reading.get(code, ()))
    return {name: instrument.checks[name] for name in ids}


def _fired(interview: Interview, checks: Iterable[Check], facts: Facts) -> list[Fired]:
    mine = [check for check in checks if interview.form.id in check.forms]
    if not mine:
        return []
    standings = interview.standings

    def read(code: str) -> Value | None:
        return standings[code].value if code in standings else None

    names = _named(facts, mine)
    found = []
    for check in mine:
        if holds(check.when, read, names) is True:
            rests_on = grounds(check.when, read, names)
            values = tuple(
                (code, value) for code in interview.form.codes if code in rests_on and (value := read(code)) is not None
            )
            told = tuple((name, fact) for name in sorted(rests_on) if (fact := names.get(name)) is not None)
            found.append(Fired(check, values, told, asked(check, interview.plan.questions, read, names)))
    return found


def _named(facts: Facts, checks: Iterable[Check]) -> dict[str, int | None]:
    """The facts by the names that conditions use."""
    return {
        "age": facts.age,
        "days_since_reference": facts.days_since_reference,
        **{f"earlier_base({code})": value for code, value in facts.earlier_base.items()},
        **{f"remark({code})": int(code in facts.remarks) for check in checks for code in check.remarks},
    }


def _in_order(interview: Interview, found: list[Fired]) -> tuple[Fired, ...]:
    codes = interview.form.codes
    return tuple(sorted(found, key=lambda one: (codes.index(one.at) if one.at else -1, one.check.number, one.check.id)))
