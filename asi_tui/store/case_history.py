"""The history of a case as the rules of the queue read it: all that happened, in the order it was registered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select, update

from asi_tui.core.case_events import EventKind
from asi_tui.core.happenings import (
    CaseChange,
    CaseChanged,
    FeedbackGiven,
    Happening,
    InterventionEnded,
    InterviewHeld,
    PlanChanged,
    Rules,
)
from asi_tui.core.interview_state import InterviewState
from asi_tui.store.case_tables import CASE_EVENT, INTERVAL_CHANGE, INTERVENTION, ITEM_ACTION
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.entry_tables import SIGNATURE
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_deeds import happening_of
from asi_tui.store.kept import AnyRow
from asi_tui.store.people_tables import UNIT
from asi_tui.store.plan_tables import PLAN_CHANGE, PLAN_PLACE


@dataclass(frozen=True, slots=True)
class Case:
    """A client's case: who it is about, the rules that held when it began, and what has happened since."""

    client_id: str
    code: str
    unit_id: str
    guarded: bool
    rules: Rules
    happenings: list[Happening] = field(default_factory=list)


def of(connection: Connection, client_ids: Collection[str]) -> dict[str, Case]:
    """The cases of those clients, by client."""
    clients = connection.execute(
        select(
            CLIENT.c.id,
            CLIENT.c.code,
            CLIENT.c.unit_id,
            CLIENT.c.protection,
            UNIT.c.interval_months,
            UNIT.c.feedback,
            UNIT.c.short_interventions,
        )
        .join_from(CLIENT, UNIT, UNIT.c.id == CLIENT.c.unit_id)
        .where(CLIENT.c.id.in_(client_ids))
    )
    cases = {row.id: Case(row.id, row.code, row.unit_id, row.protection != "none", _rules(row)) for row in clients}
    found = [
        *_interviews(connection, client_ids),
        *_actions(connection, client_ids),
        *_events(connection, client_ids),
        *_interventions(connection, client_ids),
        *_plans(connection, client_ids, cases),
    ]
    for client_id, happening in sorted(found, key=lambda one: one[1].id):
        cases[client_id].happenings.append(happening)
    return cases


def lock(connection: Connection, client_ids: Collection[str]) -> None:
    """Keep the clients from other changes until the transaction ends."""
    # Always in one order, so that two sessions never wait for each other.
    connection.execute(
        select(CLIENT.c.id).where(CLIENT.c.id.in_(client_ids)).order_by(CLIENT.c.id).with_for_update()
    ).all()


def next_place(connection: Connection, client_id: str, places: int = 1) -> int:
    """The place in the history for what happens now; the first of so many. The clock may be set back, this is not."""
    last = connection.scalar(
        update(CLIENT)
        .where(CLIENT.c.id == client_id)
        .values(happened=CLIENT.c.happened + places)
        .returning(CLIENT.c.happened)
    )
    assert last is not None
    return int(last) - places + 1


def _rules(row: AnyRow) -> Rules:
    return Rules(
        interval_months=row.interval_months, feedback=row.feedback, short_interventions=row.short_interventions
    )


Found = Iterator[tuple[str, Happening]]


def _interviews(connection: Connection, client_ids: Collection[str]) -> Found:
    statement = (
        select(INTERVIEW, SIGNATURE.c.at.label("signed_at"))
        .select_from(INTERVIEW.outerjoin(SIGNATURE, SIGNATURE.c.interview_id == INTERVIEW.c.id))
        .where(INTERVIEW.c.client_id.in_(client_ids), INTERVIEW.c.happened.is_not(None))
    )
    for row in connection.execute(statement):
        yield (
            row.client_id,
            InterviewHeld(
                id=row.happened,
                at=row.first_completed_at,
                by=row.keyed_by,
                interview_id=row.id,
                form=row.form,
                interview_date=row.interview_date,
                state=InterviewState(row.state),
                interviewer=row.interviewer_id,
                unit=row.unit_id,
                rated_on=row.rated_on,
                signed_on=row.signed_at.astimezone().date() if row.signed_at else None,
            ),
        )


def _actions(connection: Connection, client_ids: Collection[str]) -> Found:
    statement = select(ITEM_ACTION).where(ITEM_ACTION.c.client_id.in_(client_ids), ITEM_ACTION.c.undone_at.is_(None))
    for row in connection.execute(statement):
        yield row.client_id, happening_of(row)


_CHANGES = {
    EventKind.REOPENED: CaseChange.REOPENED,
    EventKind.DECEASED: CaseChange.DECEASED,
    EventKind.MOVED: CaseChange.MOVED,
}


def change_of(row: AnyRow) -> CaseChange | None:
    """What an event changes of the whole case, if anything."""
    if row.kind == EventKind.CLOSED:
        return CaseChange.CLOSED_ITEMS_STAY if row.items_stay else CaseChange.CLOSED_ITEMS_END
    return _CHANGES.get(EventKind(row.kind))


def standing_events(rows: Collection[AnyRow]) -> Iterator[tuple[AnyRow, AnyRow]]:
    """The events that have not been corrected, each with the first one it stands in for, whose place it takes."""
    corrected = {row.corrects for row in rows}
    first = {row.id: row for row in rows}
    for row in sorted(rows, key=lambda row: row.id):
        if row.corrects is not None:
            first[row.id] = first[row.corrects]
        if row.id not in corrected and not row.taken_back:
            yield row, first[row.id]


def _events(connection: Connection, client_ids: Collection[str]) -> Found:
    rows = connection.execute(select(CASE_EVENT).where(CASE_EVENT.c.client_id.in_(client_ids))).all()
    for row, first in standing_events(rows):
        change = change_of(row)
        if change is not None:
            yield (
                row.client_id,
                CaseChanged(id=first.happened, at=first.at, by=row.by, change=change, on=row.day, reason=row.reason),
            )
        elif row.kind == EventKind.FEEDBACK and row.interview_id is not None:
            yield (
                row.client_id,
                FeedbackGiven(
                    id=first.happened, at=first.at, by=row.by, interview_id=row.interview_id, given_on=row.day
                ),
            )


def _interventions(connection: Connection, client_ids: Collection[str]) -> Found:
    statement = select(INTERVENTION).where(
        INTERVENTION.c.client_id.in_(client_ids), INTERVENTION.c.happened.is_not(None)
    )
    for row in connection.execute(statement):
        yield (
            row.client_id,
            InterventionEnded(
                id=row.happened,
                at=row.at,
                by=row.by,
                intervention_id=row.id,
                ended_on=row.ended_on,
                responsible=row.staff_id,
                unit=row.unit_id,
                recorded=row.recorded_on is not None,
                recorded_on=row.recorded_on,
                days=(row.ended_on - row.began_on).days if row.began_on is not None else None,
                move_item=row.move_item,
            ),
        )


_READ_OF_A_CHANGE = (
    PLAN_CHANGE.c.at,
    PLAN_CHANGE.c.by,
    PLAN_CHANGE.c.interval_was,
    PLAN_CHANGE.c.feedback_was,
    PLAN_CHANGE.c.short_was,
    PLAN_CHANGE.c.interval_months,
    PLAN_CHANGE.c.feedback,
    PLAN_CHANGE.c.short_interventions,
)


def _plans(connection: Connection, client_ids: Collection[str], cases: dict[str, Case]) -> Found:
    """The changes of the rules: those of the unit's plan, and those of the client's own interval over it."""
    changes: dict[str, dict[int, AnyRow]] = {}
    of_units = (
        select(PLAN_PLACE.c.client_id, PLAN_PLACE.c.happened, *_READ_OF_A_CHANGE)
        .join_from(PLAN_PLACE, PLAN_CHANGE, PLAN_CHANGE.c.id == PLAN_PLACE.c.change_id)
        .where(PLAN_PLACE.c.client_id.in_(client_ids))
    )
    own = select(INTERVAL_CHANGE).where(INTERVAL_CHANGE.c.client_id.in_(client_ids))
    for statement in (of_units, own):
        for row in connection.execute(statement):
            changes.setdefault(row.client_id, {})[row.happened] = row
    for client_id, rows in changes.items():
        yield from ((client_id, changed) for changed in _rules_after(cases, client_id, rows))


def _rules_after(cases: dict[str, Case], client_id: str, rows: dict[int, AnyRow]) -> Iterator[PlanChanged]:
    of_units = [row for _, row in sorted(rows.items()) if "interval_was" in row._fields]
    if of_units:
        first = of_units[0]
        began = Rules(
            interval_months=first.interval_was,
            feedback=first.feedback_was,
            short_interventions=first.short_was,
        )
        cases[client_id] = replace(cases[client_id], rules=began)
    unit, months, reason = cases[client_id].rules, None, ""
    for place, row in sorted(rows.items()):
        if "interval_was" in row._fields:
            unit = _rules(row)
        else:
            months, reason = row.months, row.reason
        rules = unit if months is None else replace(unit, interval_months=months, own_interval=True)
        yield PlanChanged(id=place, at=row.at, by=row.by, rules=rules, reason=reason)
