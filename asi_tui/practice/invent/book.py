"""The file of the invented clients: each in a line, with the answers of a form in the order it asks them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

from asi_tui.core.answer import Code, Value
from asi_tui.core.checks import Facts
from asi_tui.core.identity import new_code
from asi_tui.core.instrument import Instrument, Step
from asi_tui.core.interview import Interview
from asi_tui.core.loading import load
from asi_tui.instruments import read_document
from asi_tui.practice import PracticeClient, clients, site
from asi_tui.practice.invent.cast import Part, cast
from asi_tui.practice.invent.life import Day, Lives, Row
from asi_tui.practice.invent.names import NameBook
from asi_tui.practice.invent.profiles import PROFILES, TRADES, WORDS, Profile
from asi_tui.practice.invent.walk import Answers, Course, Walk, held

_SEED = "sixty"

_COURSES = (Course.BETTER, Course.BETTER, Course.BETTER, Course.SAME, Course.BETTER, Course.WORSE, Course.BETTER)
"""How it has gone from one interview to the next: mostly better."""

_TIMES = ("08:30", "09:00", "09:30", "10:15", "13:00", "13:30", "14:15", "15:00")

_DRAFTED = 0.45
"""How much of a draft has been answered."""


def written() -> str:
    """The whole file."""
    instrument = load(read_document())
    asked = {form.id: " ".join(form.codes) for form in instrument.forms.values()}
    rows = _Book(instrument).clients()
    return "\n".join(_line(row) for row in (asked, *rows)) + "\n"


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


class _Book:
    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        # Not for secrets: the same file each time.
        self._random = Random(_SEED)
        self._lives = Lives(self._random)
        self._names = NameBook(self._random)
        self._units = {member.account: member.unit for member in site().staff}
        self._cases = {client.code: client for client in clients()}

    def clients(self) -> Iterator[Row]:
        for part in cast():
            yield self._client(part)

    def _client(self, part: Part) -> Row:
        draw, profile = self._random, PROFILES[part.profile]
        sex, age = draw.choice(profile.sexes), draw.randint(*profile.ages)
        unit, days = self._units[part.handler], self._lives.days(part)
        protected = "protected" in part.besides
        row: Row = {
            "code": new_code(draw),
            "name": "" if protected else self._names.give(sex),
            "born": {"age": age},
            "sex": sex.value,
            "unit": unit,
            "handler": part.handler,
            "done": [_bare(deed) for deed in self._lives.deeds(part, days, unit)],
            "interview": list(self._interviews(part, profile, days, age)),
        }
        if protected:
            named = [member.account for member in site().staff if member.unit == unit]
            row |= {"protection": "secrecy_marked", "named": named}
        return row

    def _interviews(self, part: Part, profile: Profile, days: tuple[Day, ...], age: int) -> Iterator[Row]:
        draw, case = self._random, self._cases[profile.case]
        base = _base(case, profile)
        at_first = age - (days[0].months // 12 if days else 0)
        walk = Walk(self._instrument, draw, at_first, at_first / case.born.age)
        answers = walk.set_out(base) | self._words(profile, base)
        fallback: Answers = base
        courses = [draw.choice(_COURSES) for _ in days]
        forms = [*part.forms]
        if "begun" in part.besides:
            forms.append("uppf")
            days = (*days, Day(0, 1))
            courses.append(Course.BETTER)
        children = draw.random() < 0.3
        for number, (form, day) in enumerate(zip(forms, days, strict=True)):
            if number:
                fallback, answers = answers, walk.go_on(answers, courses[number])
            interview = held(self._instrument, form, answers, Facts(age=age - day.months // 12), fallback)
            answers = answers | dict(interview.answers)
            is_last = number == len(forms) - 1
            state = part.last_state if is_last else "signed"
            state = "draft" if is_last and "begun" in part.besides else state
            yield {
                "form": form,
                "before": day.row(),
                "at": draw.choice(_TIMES),
                "state": state,
                "interviewer": part.handler,
                "source": draw.choice(("live", "live", "live", "paper")),
                "interpreter": False,
                "children": children,
                **({"refers_to": number} if number else {}),
                **_answers(interview, state),
            }

    def _words(self, profile: Profile, base: Answers) -> Answers:
        draw = self._random
        work = base.get("E7")
        trade = draw.choice(TRADES[work] if isinstance(work, int) else TRADES[5])
        return {
            "M3-spec": draw.choice(profile.illnesses),
            "E3-spec": trade,
            "E7-spec": trade,
            **{code: draw.choice(words) for code, words in WORDS.items()},
        }


def _base(case: PracticeClient, profile: Profile) -> Answers:
    """The answers that a profile begins at."""
    answers = {code: value for code, value in case.interviews[0].values.items() if code != "G12"}
    return answers | dict(profile.changes)


def _answers(interview: Interview, state: str) -> Row:
    """The answers as the file has them: one sign per question of the form, - where it is not asked."""
    questions, given = interview.instrument.questions, dict(interview.answers)
    if state in ("draft", "complete"):
        given = {code: value for code, value in given.items() if questions[code].step is not Step.RATING}
    if state == "draft":
        asked = [code for code in interview.plan.order if code in given]
        given = {code: given[code] for code in asked[: round(len(asked) * _DRAFTED)]}
    words = {code: value for code, value in given.items() if isinstance(value, str) and not isinstance(value, Code)}
    signs = ("-" if code in words else _sign(given.get(code)) for code in interview.form.codes)
    return {"answers": " ".join(signs), **({"words": words} if words else {})}


def _sign(value: Value | None) -> str:
    return "-" if value is None else value.value if isinstance(value, Code) else str(value)


def _bare(deed: Row) -> Row:
    """A deed without what says nothing."""
    return {name: value for name, value in deed.items() if value != ""}
