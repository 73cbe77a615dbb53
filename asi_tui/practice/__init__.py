"""The practice data that come with the program: invented units, staff, clients and interviews, one file per client.

Days are told by how long they lie before the day of practice, ages as of that day, times in UTC. The answers stand area
by area in the order asked, months for years-and-months; `afterwards` holds the closing question and the interviewer's
ratings, `words` what is answered in words. A box that the route leaves out is not in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from asi_tui.core.answer import Code, Value
from asi_tui.core.casework import InterviewState, Sex, Source, Unit
from asi_tui.core.followup import add_months
from asi_tui.core.identity import read_code

_FOLDER = files(__package__)
_SITE = "site.toml"


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
    later an item is due; `recorded` that the record of an intervention is filled, `runs` that the clock runs on after a
    dropout.
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
    runs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeClient:
    """An invented client with their interviews, oldest first; one with a protected identity has no name."""

    code: str
    name: str
    born: Born
    sex: Sex
    unit: str
    deeds: tuple[PracticeDeed, ...]
    interviews: tuple[PracticeInterview, ...]
    protection: str = "none"
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeStaff:
    """An invented colleague; `unit` is the id of a unit."""

    account: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Site:
    """The invented units and staff, and the account that practises."""

    runs_as: str
    units: tuple[Unit, ...]
    staff: tuple[PracticeStaff, ...]


@cache
def site() -> Site:
    """The units and staff of the practice data."""
    document = tomllib.loads((_FOLDER / _SITE).read_text(encoding="utf-8"))
    return Site(
        document["runs_as"],
        tuple(Unit(**row) for row in document["unit"]),
        tuple(PracticeStaff(**row) for row in document["staff"]),
    )


@cache
def clients() -> tuple[PracticeClient, ...]:
    """The clients of the practice data, one file each, by the names of the files."""
    names = sorted(file.name for file in _FOLDER.iterdir() if file.name.endswith(".toml") and file.name != _SITE)
    return tuple(_client(tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))) for name in names)


def _client(document: dict[str, Any]) -> PracticeClient:
    return PracticeClient(
        code=read_code(document["code"]),
        name=document["name"],
        born=Born(**document["born"]),
        sex=Sex(document["sex"]),
        unit=document["unit"],
        deeds=tuple(PracticeDeed(**(row | {"before": Before(**row["before"])})) for row in document["done"]),
        interviews=tuple(_interview(row) for row in document["interview"]),
        protection=document.get("protection", "none"),
        named=tuple(document.get("named", [])),
    )


def _interview(row: dict[str, Any]) -> PracticeInterview:
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
        values=dict(_answers(row["answers"])) | row.get("words", {}),
    )


def _answers(areas: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    """The answers as written in the file: M1=4 F18-30d=N."""
    for answer in " ".join(areas.values()).split():
        code, _, value = answer.partition("=")
        yield code, Code(value) if value in Code.__members__ else int(value)
