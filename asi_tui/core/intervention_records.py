"""Records of interventions as they are read back: whose, who changed what, and what a plan is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from asi_tui.core.case_queue import CaseQueue
from asi_tui.core.happenings import Happening, InterventionEnded, Rules
from asi_tui.core.intervention import Attainment, Goal, Intervention, Status
from asi_tui.core.queue_rules import after, in_order

if TYPE_CHECKING:
    from asi_tui.core.casework_ports import Done
    from asi_tui.core.people import Client
    from asi_tui.core.plan_basis import Intervention as Running

RECENT = timedelta(days=365)
"""What ended no longer ago than this belongs in the basis for a plan: what came of it."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a field of a record held before it was changed, when and by whom (a name)."""

    field: str
    was: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it is read: `version` is what the next change must name, `recorded_on` the day it was filled.

    `registered_by` is a name. `before` and `after` are the days of the interviews nearest to it: the last one held by
    its start, and the first one held from its end on.
    """

    id: str
    client: Client
    intervention: Intervention
    version: int = 1
    recorded_on: date | None = None
    registered_at: datetime | None = None
    registered_by: str = ""
    changes: tuple[RecordChange, ...] = ()
    before: date | None = None
    after: date | None = None


@dataclass(frozen=True, slots=True)
class NearFollowUp:
    """The open follow-up near the one that the end of an intervention would start, and the day of that one."""

    due_on: date
    would_be_due: date


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a record led to: its id, how it is undone, whether it is filled, and when a follow-up is due."""

    id: str
    done: Done
    is_filled: bool
    next_due: date | None = None


def follow_up_near(happenings: Iterable[Happening], rules: Rules, end: InterventionEnded) -> NearFollowUp | None:
    """The open follow-up that would be moved if the handler said so at this end; None: nobody is asked."""
    queue = CaseQueue(rules=rules)
    for happening in in_order(happenings):
        queue = after(queue, happening)
    stays, moves = (after(queue, replace(end, move_item=is_moved)).items for is_moved in (False, True))
    pairs = ((item.due_on, moves[key].due_on) for key, item in stays.items())
    return next((NearFollowUp(due_on, would_be) for due_on, would_be in pairs if due_on != would_be), None)


def newest_first(records: Iterable[Record]) -> list[Record]:
    """Records as they are read: what goes on first, then what is planned, then what has ended, the latest first."""
    order = (Status.ONGOING, Status.PAUSED, Status.PLANNED, Status.ENDED)
    return sorted(records, key=lambda one: (order.index(one.intervention.status), -_day(one).toordinal(), one.id))


def _day(record: Record) -> date:
    one = record.intervention
    return one.ended_on or one.began_on or one.planned_from or date.min


def running(records: Iterable[Record], today: date, words: Mapping[Attainment, str]) -> Iterator[Running]:
    """What is being done, planned or was done lately, as the basis for a plan tells it: a row per goal.

    One without goals stands under its main area, or under none. `words` tells how far a goal was reached.
    """
    # The papers are no part of what the client's page loads.
    from asi_tui.core.plan_basis import Intervention as Running

    for record in newest_first(records):
        one = record.intervention
        if one.ended_on is not None and today - one.ended_on > RECENT:
            continue
        for goal in one.goals or (Goal("", one.main_area or (one.areas[0] if len(one.areas) == 1 else None)),):
            is_told = goal.text and (goal.attainment is not Attainment.NOT_ASSESSED or one.ended_on is not None)
            since, until = one.began_on or one.planned_from, one.ended_on or one.planned_until
            yield Running(
                what=one.name,
                area=goal.area.value if goal.area else None,
                by=", ".join(name for name in (one.provider, one.worker) if name),
                since=since.isoformat() if since else "",
                until=until.isoformat() if until else "",
                goal=goal.text,
                attainment=words[goal.attainment] if is_told else "",
            )
