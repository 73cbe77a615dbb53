"""The record of an intervention: what it was, for whom and when, its goals, how it ended, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from asi_tui.message import Message, say

MOST_GOALS = 5
GOAL_LIMIT = 200
"""Signs that the words of a goal may have."""

WORDS_LIMIT = 100
NOTE_LIMIT = 500

BEST = 4
"""The highest rating; the lowest is 0."""

UNRATED = 9
"""In the place of a rating: nobody could be asked, or it cannot be judged."""

MOST_OCCASIONS = 999

OTHER = "other"
"""The method that is told in words of one's own."""


class Status(StrEnum):
    """How far an intervention has come."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    PAUSED = "paused"
    ENDED = "ended"


class Mode(StrEnum):
    """In which form it is given."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    DIGITAL = "digital"
    INPATIENT = "inpatient"


class EndReason(StrEnum):
    """Why it ended."""

    COMPLETED = "completed"
    BY_CLIENT = "by_client"
    BY_PROVIDER = "by_provider"
    REPLACED = "replaced"
    MOVED = "moved"
    DETAINED = "detained"
    HOSPITAL = "hospital"
    DECEASED = "deceased"
    OTHER = "other"
    UNKNOWN = "unknown"


class Attainment(StrEnum):
    """How far a goal was reached."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT = "not"
    NOT_ASSESSED = "not_assessed"


class Area(StrEnum):
    """The seven life areas that an intervention or a goal may be about, by the ids of the instrument's measures."""

    MEDICAL = "medical"
    EMPLOYMENT = "employment"
    ALCOHOL = "alcohol"
    DRUG = "drug"
    LEGAL = "legal"
    FAMILY_SOCIAL = "family_social"
    PSYCHIATRIC = "psychiatric"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: its words, the life area it is about (None: not told), and how far it was reached."""

    text: str
    area: Area | None = None
    attainment: Attainment = Attainment.NOT_ASSESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """An intervention as its record stands.

    `kind` and `method` are ids of the lists (`asi_tui.casework_lists`), `method_words` the words of a method that is
    not on them, `name` what lists call it. `unit` is the id of the unit whose plan and queue it belongs to: the one
    that carries it out, or the client's own when an outside `provider` does; `responsible` the staff id of who fills
    the record. Ratings are 0-4 or UNRATED: of the client how much it helped and how much they could influence it, of
    the worker how far the goals were reached.
    """

    unit: str
    responsible: str
    kind: str = ""
    method: str = ""
    method_words: str = ""
    name: str = ""
    provider: str = ""
    worker: str = ""
    commissioner: str = ""
    legal_basis: str = ""
    needs_tested: bool | None = None
    planned_from: date | None = None
    planned_until: date | None = None
    began_on: date | None = None
    ended_on: date | None = None
    paused: bool = False
    mode: Mode | None = None
    per_week: int | None = None
    offered: int | None = None
    attended: int | None = None
    areas: tuple[Area, ...] = ()
    main_area: Area | None = None
    goals: tuple[Goal, ...] = ()
    end_reason: EndReason | None = None
    helpfulness: int | None = None
    influence: int | None = None
    recommends: bool | None = None
    worker_rating: int | None = None
    note: str = ""

    @property
    def status(self) -> Status:
        """How far it has come; the days tell, and whether it is paused."""
        if self.ended_on is not None:
            return Status.ENDED
        if self.began_on is None:
            return Status.PLANNED
        return Status.PAUSED if self.paused else Status.ONGOING

    @property
    def all_areas(self) -> tuple[Area, ...]:
        """The areas it is about, those of its goals among them, in the order of the form."""
        named = {*self.areas, *(goal.area for goal in self.goals)}
        return tuple(area for area in Area if area in named)


@dataclass(frozen=True, slots=True)
class RecordFault:
    """Something that cannot be so: the field it is about, and a sentence that names it."""

    field: str
    message: Message


def faults(record: Intervention, today: date) -> tuple[RecordFault, ...]:
    """Everything that is wrong with a record, in the order of its fields."""
    return (*_of_what(record), *_of_days(record, today), *_of_its_end(record), *_of_goals(record), *_of_figures(record))


def is_filled(record: Intervention) -> bool:
    """Whether the record of an ended intervention tells what is asked of it, so that nobody need come back to it."""
    return record.status is Status.ENDED and not lacks(record)


def lacks(record: Intervention) -> tuple[Message, ...]:
    """What the record of an ended intervention still lacks."""
    wanted = (
        (record.end_reason is None, say("why it ended")),
        (record.helpfulness is None, say("the client's rating")),
        (record.worker_rating is None, say("the worker's rating")),
    )
    return tuple(words for is_missing, words in wanted if is_missing)


def _of_what(record: Intervention) -> Iterator[RecordFault]:
    if not record.kind:
        yield RecordFault("kind", say("Kind: choose what kind of intervention it is."))
    if record.method == OTHER and not record.method_words.strip():
        yield RecordFault("method_words", say("Which method: write what the other method is called."))


def _of_days(record: Intervention, today: date) -> Iterator[RecordFault]:
    began, ended, until = record.began_on, record.ended_on, record.planned_until
    if began is not None and began > today:
        yield RecordFault("began", say("Start: {day} lies ahead; only a planned start may do so.", day=began))
    if ended is not None and ended > today:
        yield RecordFault("ended", say("End: {day} lies ahead; only a planned end may do so.", day=ended))
    if ended is not None and began is None:
        yield RecordFault("began", say("Start: the intervention has ended, and when it began is not told."))
    if began is not None and ended is not None and ended < began:
        yield RecordFault("ended", say("End: {end} lies before the start, {start}.", end=ended, start=began))
    start = began or record.planned_from
    if ended is None and start is not None and until is not None and until < start:
        yield RecordFault("ended", say("End: {end} lies before the start, {start}.", end=until, start=start))


def _of_its_end(record: Intervention) -> Iterator[RecordFault]:
    if record.ended_on is not None and record.end_reason is None:
        yield RecordFault("end_reason", say("End reason: tell why the intervention ended."))
    if record.ended_on is None and record.end_reason is not None:
        yield RecordFault("ended", say("End: a reason is told, and the day on which the intervention ended is not."))


def _of_goals(record: Intervention) -> Iterator[RecordFault]:
    if record.main_area is not None and record.main_area not in record.all_areas:
        yield RecordFault("main_area", say("Main area: choose one of the areas that the intervention is about."))
    for number, goal in enumerate(record.goals, 1):
        if not goal.text.strip():
            yield RecordFault(f"goal_{number}", say("Goal {number}: write what the goal is.", number=number))
        if goal.area is None:
            yield RecordFault(f"area_{number}", say("Goal {number}: choose the life area it is about.", number=number))
    if len(record.goals) > MOST_GOALS:
        yield RecordFault(f"goal_{MOST_GOALS}", say("Goals: at most {most} may be recorded.", most=MOST_GOALS))


def _of_figures(record: Intervention) -> Iterator[RecordFault]:
    for field, label, figure in (
        ("per_week", say("Times a week"), record.per_week),
        ("offered", say("Occasions offered"), record.offered),
        ("attended", say("Occasions attended"), record.attended),
    ):
        if figure is not None and not 0 <= figure <= MOST_OCCASIONS:
            yield RecordFault(field, say("{field}: write a number from 0 to {most}.", field=label, most=MOST_OCCASIONS))
    if record.attended is not None and record.offered is None:
        yield RecordFault(
            "offered", say("Occasions offered: how many were attended is told, and how many were offered not.")
        )
    elif record.attended is not None and record.offered is not None and record.attended > record.offered:
        yield RecordFault(
            "attended",
            say(
                "Occasions attended: {attended} is more than the {offered} that were offered.",
                attended=record.attended,
                offered=record.offered,
            ),
        )
    for field, label, rating in (
        ("helpfulness", say("The client: it helped"), record.helpfulness),
        ("influence", say("The client: influence"), record.influence),
        ("worker_rating", say("The worker: goals reached"), record.worker_rating),
    ):
        if rating is not None and rating != UNRATED and not 0 <= rating <= BEST:
            yield RecordFault(field, say("{field}: a rating is 0 to {best}.", field=label, best=BEST))


def goal_words(goal: Goal) -> str:
    """A goal in one line, as the history of a record keeps it."""
    return " / ".join((goal.text, goal.area.value if goal.area else "", goal.attainment.value))


def as_words(record: Intervention) -> dict[str, str]:
    """Every field of a record in words of its own: what two versions of it are compared by."""
    told = {field.name: _word(getattr(record, field.name)) for field in fields(record) if field.name != "goals"}
    return told | {f"goal_{number}": goal_words(goal) for number, goal in enumerate(record.goals, 1)}


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)


def changes(before: Intervention, after: Intervention) -> tuple[tuple[str, str], ...]:
    """The fields that differ, each with what it held before."""
    was, now = as_words(before), as_words(after)
    names = dict.fromkeys((*was, *now))
    return tuple((name, was.get(name, "")) for name in names if was.get(name, "") != now.get(name, ""))
