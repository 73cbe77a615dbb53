"""The answers of an invented client: a walk from the profile, and on from interview to interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from asi_tui.core.answer import Code, Value
from asi_tui.core.checks import CheckKind, Facts, fired
from asi_tui.core.instrument import Instrument, Kind, Question
from asi_tui.core.interview import Interview, begin

Answers = dict[str, Value]
"""What a client would answer, question by question; also what no form has asked yet."""


class Course(StrEnum):
    """How it has gone since the last interview."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


_BOUND = {
    "M6": ("M7", "M8"),
    "E19": ("E20", "E21"),
    "D26": ("D28", "D30"),
    "D27": ("D29", "D31"),
    "F30": ("F32", "F34"),
    "F31": ("F33", "F35"),
    "P12": ("P13", "P14"),
}
"""Days with problems, and how much they trouble the client: no days no trouble, some days some."""

_RATED = {
    "M9": ("M7", "M8"),
    "E22": ("E20", "E21"),
    "D32": ("D28", "D30"),
    "D33": ("D29", "D31"),
    "L30": ("L28", "L29"),
    "F36": ("F32", "F33", "F34", "F35"),
    "P21": ("P13", "P14"),
}
"""What the interviewer rates, and the client's own ratings beside it."""

_SYMPTOMS = ("P4-30d", "P5-30d", "P6-30d", "P7-30d", "P8-30d", "P9-30d", "P10-30d")
_DRUGS = tuple(f"D{number}-30d" for number in range(3, 13))
_HARDLY_EVER = ("P9-30d", "P10-30d", "P20", "F28-30d", "F29-30d")
"""What calls for action: it passes from one interview to the next, and does not come anew."""

_OWN_LEISURE = ("F3", "F6", "F10", "F11", "H2-A", "H5-A", "H8-A", "H11-A", "P15", "P17", "M4", "E4")
"""What may differ freely between people who are otherwise alike."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk of one client; `age` on the day of practice, `ratio` that age to the one of the profile."""

    instrument: Instrument
    random: Random
    age: int
    ratio: float

    def set_out(self, profile: Mapping[str, Value]) -> Answers:
        """What the client would answer at the first interview."""
        answers = {code: self._near(self.instrument.questions[code], value) for code, value in profile.items()}
        for code in _OWN_LEISURE:
            if isinstance(answers.get(code), int) and self.random.random() < 0.4:
                choices = [choice.code for choice in self.instrument.questions[code].choices] or [0, 1]
                answers[code] = self.random.choice(choices)
        if answers["F1"] == 6:
            answers["F2"] = max(0, (self.age - 18) * 12 + self.random.randint(-6, 6))
        answers["E1"] = max(108, _number(answers["E1"]) + self.random.choice((-12, 0, 0, 12)))
        return self._coherent(answers)

    def go_on(self, before: Answers, course: Course) -> Answers:
        """What the client would answer some months later."""
        answers = dict(before)
        for code, value in before.items():
            question = self.instrument.questions[code]
            if isinstance(value, int):
                answers[code] = (
                    self._since(question, value) if question.since_last else self._later(question, value, course)
                )
        answers["D19"] = int(_number(before["D26"]) > 0)
        answers["D20"] = int(_number(before["D27"]) > 0 and self.random.random() < 0.7)
        answers["D21"] = answers["D22"] = 0
        answers["D25"] = (
            self.random.choice((2, 3, 4, 4, 6, 8)) if course is not Course.WORSE else self.random.choice((0, 0, 2))
        )
        answers["P9-life"], answers["P10-life"] = answers["P9-30d"], answers["P10-30d"]
        answers["G9"] = self.random.choice((1, 1, 1, 2, 3))
        answers["G19"], answers["L26"] = 1, 0
        if course is Course.BETTER:
            answers["L24"] = answers["L2"] = 0
        return self._coherent(answers)

    def _near(self, question: Question, value: Value) -> Value:
        """An answer near that of the profile."""
        draw = self.random
        if not isinstance(value, int) or value == 0:
            return value
        match question.kind:
            case Kind.DAYS:
                near = round(value * draw.uniform(0.7, 1.3)) + draw.choice((-1, 0, 1))
                return min(max(near, 1), 30)
            case Kind.LIFETIME_YEARS:
                return max(1, round(value * self.ratio * draw.uniform(0.7, 1.0)))
            case Kind.YEARS_MONTHS:
                return max(1, round(value * min(self.ratio, 1.2) * draw.uniform(0.5, 1.1)))
            case Kind.MONEY:
                return max(100, _hundreds(value * draw.uniform(0.75, 1.25)))
            case Kind.CLIENT_RATING:
                return min(max(value + draw.choice((-1, 0, 0, 1)), 1), 4)
            case Kind.SEVERITY:
                return min(max(value + draw.choice((-1, 0, 0, 1)), 1), 9)
            case Kind.COUNT:
                return max(1, value + draw.choice((-1, 0, 0, 1)))
        return value

    def _later(self, question: Question, value: int, course: Course) -> int:
        """An answer about the last thirty days, or how things stand, some months later."""
        draw = self.random
        rise = {Course.BETTER: -1, Course.SAME: 0, Course.WORSE: 1}[course]
        if question.code in _HARDLY_EVER:
            return value if course is Course.WORSE or draw.random() < 0.3 else 0
        match question.kind:
            case Kind.DAYS:
                share = {-1: draw.choice((0.0, 0.2, 0.4, 0.6)), 0: draw.uniform(0.8, 1.2), 1: draw.uniform(1.1, 1.5)}[
                    rise
                ]
                work = question.code == "E11"
                return min(round(value * (1.0 if work else share)) + (value > 0 and rise > 0), 30)
            case Kind.MONEY if question.code in ("D23", "D24"):
                return _hundreds(value * {-1: draw.uniform(0.1, 0.6), 0: draw.uniform(0.8, 1.1), 1: 1.2}[rise])
            case Kind.CLIENT_RATING:
                return min(max(value + rise * draw.choice((0, 1, 1, 2)), 0), 4)
            case Kind.SEVERITY:
                return min(max(value + rise * draw.choice((1, 2, 2, 3)), 0), 9)
            case Kind.YES_NO if question.code.startswith("P") and rise < 0:
                return value if draw.random() < 0.5 else 0
        return value

    def _since(self, question: Question, value: int) -> int:
        """An answer since the last interview: what is counted begins again, what describes goes on."""
        return 0 if question.kind in (Kind.COUNT, Kind.YEARS_MONTHS, Kind.YES_NO) else value

    def _coherent(self, answers: Answers) -> Answers:
        """The answers with what hangs together made to do so."""
        for days, ratings in _BOUND.items():
            for rating in ratings:
                value = _number(answers.get(rating, 0))
                answers[rating] = max(value, 1) if _number(answers[days]) else 0
        for code in ("D2", "D13"):
            for box in ("30d", "life"):
                if f"{code}-{box}" in answers:
                    most = _number(answers[f"D1-{box}"]) if code == "D2" else self._most_drugs(answers, box)
                    answers[f"{code}-{box}"] = min(_number(answers[f"{code}-{box}"]), most)
        if not _number(answers["D1-30d"]):
            answers["D23"] = answers["D26"] = answers["D28"] = answers["D30"] = 0
        if _number(answers["P12"]) and not any(answers[code] == 1 for code in _SYMPTOMS):
            answers["P5-30d"] = 1
        if not _number(answers["P12"]):
            answers |= dict.fromkeys(_SYMPTOMS, 0)
        income = sum(_number(answers[code]) for code in ("E12", "E13", "E14", "E15", "E16", "E17"))
        for code in ("D23", "D24"):
            answers[code] = min(_number(answers[code]), income // 300 * 100)
        answers["D24"] = max(_number(answers["D24"]), 100) if any(_number(answers[code]) for code in _DRUGS) else 0
        if not answers["L27"]:
            answers["E17"] = 0
        if not any(_number(answers[code]) for code in ("L2", "L24", "L26", "L27")):
            answers["L28"] = answers["L29"] = 0
        for rating, own in _RATED.items():
            most = max(_number(answers[code]) for code in own)
            value = _number(answers.get(rating, 2 * most))
            answers[rating] = max(value, 3) if most == 4 else min(value, 2 * most + 1)
        return answers

    def _most_drugs(self, answers: Answers, box: str) -> int:
        """The most of any one drug: several on one day cannot be more."""
        return max(_number(answers.get(f"D{number}-{box}", 0)) for number in (1, *range(3, 13)))


def _hundreds(amount: float) -> int:
    return round(amount / 100) * 100


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def held(
    instrument: Instrument, form: str, answers: Mapping[str, Value], facts: Facts, fallback: Mapping[str, Value]
) -> Interview:
    """The interview as it was keyed: what the route asks, answered, and put right where a hard check fired.

    What a check asks about is answered as in `fallback`, an interview that nothing speaks against.
    """
    told = dict(answers)
    for _ in range(4):
        interview = _asked(instrument, form, told)
        wrong = [one for one in fired(interview, facts) if one.check.kind in (CheckKind.HARD, CheckKind.SOFT)]
        changed = {code for one in wrong for code, _ in one.values if told.get(code) != fallback.get(code)}
        if not changed:
            break
        told |= {code: fallback[code] for code in changed if code in fallback}
    return interview


def _asked(instrument: Instrument, form: str, answers: Mapping[str, Value]) -> Interview:
    """An interview with an answer to each question that its route asks, and to no other."""
    given = {code: answers[code] for code in instrument.forms[form].codes if code in answers}
    while True:
        interview = begin(instrument, form, given)
        route = {code: standing for code, standing in interview.standings.items() if standing.on_route}
        wanted = {code: _fitting(instrument.questions[code], given.get(code)) for code in route}
        if wanted == given:
            return interview
        given = wanted


def _fitting(question: Question, value: Value | None) -> Value:
    """The answer, or where there is none that fits, the one that says least."""
    if question.is_text:
        return value if isinstance(value, str) and value else Code.X
    if value is Code.X or (value is Code.N and question.allow_n and question.n_when is None):
        return value
    if isinstance(value, int) and question.allows(value):
        return value
    return (
        Code.N
        if question.step.value == "close"
        else min(c.code for c in question.choices)
        if question.choices
        else question.minimum
    )
