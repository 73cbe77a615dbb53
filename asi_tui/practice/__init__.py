"""The practice data that come with the program: invented units, staff, clients and interviews, one file per client.

Days are told by how long they lie before the day of practice, ages as of that day, times in UTC. The answers stand area
by area in the order asked, months for years-and-months; `afterwards` holds the closing question and the interviewer's
ratings, `words` what is answered in words. A box that the route leaves out is not in the file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from asi_tui.core.answer import Code, Value
from asi_tui.core.casework import Source
from asi_tui.core.followup import add_months
from asi_tui.core.identity import read_code
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Sex, Unit

_FOLDER = files(__package__)
_SITE = "site.toml"

INVENTED = Path(__file__).with_name("invented.jsonl")
"""The clients that a machine made, one a line after the line that tells which boxes each form asks."""


@dataclass(frozen=True, slots=True)
class Before:
    """A day so many calendar months and days before the day of practice; negative days come after it."""

    months: int = 0
    days: int = 0

    def on(self, today: date) -> date:
        """That day. The months are counted last, so that the follow-up after as many months falls due on the day."""
        return add_months(today - timedelta(days=self.days), -self.months)


@dataclass(frozen=True, slots=True)
class Born:
    """A birth, told by the age on the day of practice; with a month and day where the case needs them."""

    age: int
    month: int | None = None
    day: int | None = None

    def on(self, today: date) -> str:
        """The year or day of birth, as a client's record holds it."""
        if self.month is None or self.day is None:
            return f"{today.year - self.age:04}"
        not_yet = (self.month, self.day) > (today.month, today.day)
        return date(today.year - self.age - not_yet, self.month, self.day).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeInterview:
    """An interview as its file tells it. `continued` are the later days of one that took several sittings, `refers_to`
    the number of the client's earlier interview, `values` the answers in the order of the file."""

    form: str
    before: Before
    continued: tuple[Before, ...]
    at: time
    state: InterviewState
    interviewer: str
    keyed_by: str
    source: Source
    interpreter: bool
    children: bool
    refers_to: int | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDeed:
    """What was done in a case, by whom and when.

    `do` is the code of an event (core.case_events), a kind of consent, or an action: order, feedback, attempt,
    postpone, commission, dropout, other, intervention. `kind` is that of the item it is about; `code` a reason, means,
    channel or ground for reading; `to` and `unit` the id of a unit; `days` how long an intervention was, or how much
    later an item is due; `recorded` that the record of an intervention is filled, `goes_on` that it has not ended by
    then, `runs` that the clock runs on after a dropout. `record` holds the fields of an intervention's record.
    """

    do: str
    before: Before
    by: str
    kind: str = "follow_up"
    code: str = ""
    result: str = ""
    note: str = ""
    to: str = ""
    unit: str = ""
    days: int = 0
    recorded: int = 0
    goes_on: int = 0
    runs: int = 0
    record: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeClient:
    """An invented client with their interviews, oldest first; one with a protected identity has no name.

    `handler` is the account of the handler; empty: whoever held the first interview.
    """

    code: str
    name: str
    born: Born
    sex: Sex
    unit: str
    deeds: tuple[PracticeDeed, ...]
    interviews: tuple[PracticeInterview, ...]
    protection: str = "none"
    named: tuple[str, ...] = ()
    handler: str = ""


@dataclass(frozen=True, slots=True)
class PracticeStaff:
    """An invented colleague; `unit` is the id of a unit, `trained` when they learnt to interview, if they have."""

    account: str
    name: str
    unit: str
    role: str = "handlaggare"
    trained: Before | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePlan:
    """What a unit has decided; `unit` is its id, the people are accounts."""

    unit: str
    interviewed: str
    limits: tuple[str, ...]
    responsible: str
    follow_ups: str
    valid_from: Before
    reviewed_on: Before


@dataclass(frozen=True, slots=True)
class Site:
    """The invented units, their plans and staff, and the account that practises."""

    runs_as: str
    units: tuple[Unit, ...]
    staff: tuple[PracticeStaff, ...]
    plans: tuple[PracticePlan, ...]


@cache
def site() -> Site:
    """The units and staff of the practice data."""
    document = tomllib.loads((_FOLDER / _SITE).read_text(encoding="utf-8"))
    return Site(
        document["runs_as"],
        tuple(Unit(**row) for row in document["unit"]),
        tuple(_dated(PracticeStaff, row, "trained") for row in document["staff"]),
        tuple(
            _dated(PracticePlan, row | {"unit": unit, "limits": tuple(row["limits"])}, "valid_from", "reviewed_on")
            for unit, row in document["plan"].items()
        ),
    )


Told = TypeVar("Told")


def _dated(kind: Callable[..., Told], row: dict[str, Any], *days: str) -> Told:
    """What a table of the file tells, with its days."""
    return kind(**(row | {name: Before(**row[name]) for name in days if name in row}))


@cache
def clients() -> tuple[PracticeClient, ...]:
    """The clients of the practice data, one file each, by the names of the files."""
    names = sorted(file.name for file in _FOLDER.iterdir() if file.name.endswith(".toml") and file.name != _SITE)
    documents = (tomllib.loads((_FOLDER / name).read_text(encoding="utf-8")) for name in names)
    return tuple(_client(document, lambda one: by_area(one["answers"])) for document in documents)


@cache
def invented() -> tuple[PracticeClient, ...]:
    """The clients that were made by a machine (`asi_tui.practice.invent`), so that every list is full."""
    asked, *rows = map(json.loads, INVENTED.read_text(encoding="utf-8").splitlines())
    codes = {form: line.split() for form, line in asked.items()}
    return tuple(_client(row, lambda one: _in_order(codes[one["form"]], one["answers"])) for row in rows)


def _client(
    document: dict[str, Any], answers: Callable[[dict[str, Any]], Iterable[tuple[str, Value]]]
) -> PracticeClient:
    return PracticeClient(
        code=read_code(document["code"]),
        name=document["name"],
        born=Born(**document["born"]),
        sex=Sex(document["sex"]),
        unit=document["unit"],
        deeds=tuple(PracticeDeed(**(row | {"before": Before(**row["before"])})) for row in document["done"]),
        interviews=tuple(_interview(row, answers(row)) for row in document["interview"]),
        protection=document.get("protection", "none"),
        named=tuple(document.get("named", [])),
        handler=document.get("handler", ""),
    )


def _interview(row: dict[str, Any], answers: Iterable[tuple[str, Value]]) -> PracticeInterview:
    return PracticeInterview(
        form=row["form"],
        before=Before(**row["before"]),
        continued=tuple(Before(**later) for later in row.get("continued", [])),
        at=time.fromisoformat(row["at"]),
        state=InterviewState(row["state"]),
        interviewer=row["interviewer"],
        keyed_by=row["keyed_by"] if "keyed_by" in row else row["interviewer"],
        source=Source(row["source"]),
        interpreter=row["interpreter"],
        children=row["children"],
        refers_to=row.get("refers_to"),
        values=dict(answers) | row.get("words", {}),
    )


def by_area(areas: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    """The answers as written in the file of a hand-made case: M1=4 F18-30d=N."""
    for answer in " ".join(areas.values()).split():
        code, _, value = answer.partition("=")
        yield code, _value(value)


def _in_order(codes: Iterable[str], signs: str) -> Iterator[tuple[str, Value]]:
    """The answers as the file of the invented ones has them: a sign for each box of the form, - where none is given."""
    return ((code, _value(sign)) for code, sign in zip(codes, signs.split(), strict=True) if sign != "-")


def _value(sign: str) -> Value:
    return Code(sign) if sign in Code.__members__ else int(sign)
