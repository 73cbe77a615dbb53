"""The instrument: areas, questions, answer lists, forms, scores and checks, as read from its data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from asi_tui.core.expression import Node


class Kind(StrEnum):
    """What kind of answer a question takes."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    COUNT = "count"
    DAYS = "days30"
    LIFETIME_YEARS = "lifetime_years"
    YEARS_MONTHS = "years_months"
    MONEY = "money"
    CLIENT_RATING = "rating0_4"
    SEVERITY = "severity0_9"
    TEXT = "text"


CODED_KINDS = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.CLIENT_RATING, Kind.SEVERITY})
"""Kinds whose answers come from a list; the others are counted or written."""

LONG_LIST = 11
"""From so many answers on a list can be searched by its words."""


class Step(StrEnum):
    """When a question is asked: in the interview, in the rating after it, or when the interview is completed."""

    INTERVIEW = "interview"
    RATING = "rating"
    CLOSE = "close"


class Length(StrEnum):
    """The two lengths of a form."""

    FULL = "full"
    SHORT = "short"


class Purpose(StrEnum):
    """What a form is for: the first interview of a case, or the later one that measures change."""

    BASE = "base"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and English."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in "sv" or "en"."""
        return self.en if language == "en" else self.sv

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: the code that is keyed and what it means."""

    code: int
    label: Text


@dataclass(frozen=True, slots=True)
class Forced:
    """A value that a rule gives to a question as long as its condition holds (E5 = 0 when E4 = 0)."""

    value: int
    when: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One answer box of the form.

    `code` is the box ("D1-30d"), `number` what is printed beside it ("D1"). `label` is the line on the answer sheet,
    `wording` the question as it is put. Values run from `minimum` to `maximum` (months for years-and-months, kronor
    for money); `choices` is empty for counted and written answers. `n_when` takes the question off the route.
    `since_wording` is how a follow-up puts it, {since} standing for "since the last interview". `extra` is one that a
    site asks besides the questionnaire, `help` what the site says of it.
    """

    code: str
    number: str
    area: str
    kind: Kind
    step: Step
    label: Text
    wording: Text
    since_wording: Text | None = None
    minimum: int
    maximum: int
    choices: tuple[Choice, ...] = ()
    n_when: Node | None = None
    forced: Forced | None = None
    allow_n: bool = False
    n_means: Text | None = None
    x_means: Text | None = None
    unit: str = ""
    timeframe: str = ""
    rater: str = "client"
    composite: str | None = None
    key_item: bool = False
    since_last: bool = False
    carry: bool = False
    alias: str | None = None
    help: str = ""
    extra: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the answer is words."""
        return self.kind is Kind.TEXT

    @property
    def is_long_list(self) -> bool:
        """Whether the answer is chosen from a list so long that its words are worth searching."""
        return self.kind is Kind.CHOICE and len(self.choices) >= LONG_LIST

    def allows(self, number: int) -> bool:
        """Whether a number is a legal answer."""
        if self.choices:
            return any(choice.code == number for choice in self.choices)
        return self.minimum <= number <= self.maximum

    def choice(self, number: int) -> Choice | None:
        """The answer of the list that has this code."""
        return next((choice for choice in self.choices if choice.code == number), None)


@dataclass(frozen=True, slots=True)
class Area:
    """A sheet of the form, such as legal problems."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: which questions it asks, in the order of the instrument.

    `codes` holds all its boxes, ratings and closing question included. `counterpart` is the form of the other length.
    """

    id: str
    title: Text
    purpose: Purpose
    length: Length
    codes: tuple[str, ...]
    counterpart: str


@dataclass(frozen=True, slots=True)
class MoneyTerm:
    """The logarithm of an amount in a score: divided by `divisor`; `cap` is the ceiling of the capped version."""

    item: str
    divisor: float
    cap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a composite score is made: `start` + `sign` x (the sum of its terms).

    `linear`: answer / divisor. `reversed_choice`: an answer turned by a table, / divisor. `money`: a logarithm.
    `shares`: the share of yes among those answered 0 or 1, / divisor.
    """

    id: str
    start: float = 0.0
    sign: int = 1
    linear: Mapping[str, float] = field(default_factory=dict)
    reversed_choice: Mapping[str, tuple[tuple[int, ...], float]] = field(default_factory=dict)
    money: tuple[MoneyTerm, ...] = ()
    shares: tuple[tuple[tuple[str, ...], float], ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """All questions that enter the score."""
        return (
            *self.linear,
            *self.reversed_choice,
            *(term.item for term in self.money),
            *(item for share, _ in self.shares for item in share),
        )


class CheckKind(StrEnum):
    """What a fired check wants: to be put right, a reason, nothing (a value was forced), or that something be done."""

    HARD = "hard"
    SOFT = "soft"
    FORCED = "forced"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check between answers: it fires when `when` is true, in the forms it stands in.

    `id` is its number, or for one of several that say the same of each: "38:D3". `items` are the boxes to go to.
    `message` asks about the values: each `{...}` in it stands for a value of `values`, and a part in [ ] is said only
    when its values are known; of day|days the first is said after 1. `remarks` are the questions whose
    remark the condition asks for.
    """

    id: str
    number: str
    kind: CheckKind
    forms: tuple[str, ...]
    when: Node
    items: tuple[str, ...]
    message: Text
    values: Mapping[str, Node]
    remarks: tuple[str, ...] = ()

    @property
    def asks_remark(self) -> str | None:
        """The question whose remark silences the check, if there is one."""
        return self.remarks[0] if self.remarks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A whole instrument. `questions` is in the order asked; the hashes tell whether two copies are comparable.

    `checks_reading` gives, per question, the checks that read it. `structure_hash` covers everything but wording and
    checks, `content_hash` everything.
    """

    id: str
    version: str
    areas: Mapping[str, Area]
    questions: Mapping[str, Question]
    forms: Mapping[str, Form]
    scores: Mapping[str, Score]
    checks: Mapping[str, Check] = field(default_factory=dict)
    checks_reading: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    structure_hash: str
    content_hash: str

    def form_for(self, purpose: Purpose, length: Length) -> Form:
        """The form of that purpose and length."""
        return next(form for form in self.forms.values() if (form.purpose, form.length) == (purpose, length))

    def find(self, name: str) -> tuple[Question, ...]:
        """The boxes that a printed number, a code or an alias names, whatever its case; empty when there are none."""
        wanted = name.strip().casefold()
        exact = tuple(q for q in self.questions.values() if q.code.casefold() == wanted)
        return exact or tuple(
            q for q in self.questions.values() if wanted and wanted in (q.number.casefold(), (q.alias or "").casefold())
        )
