"""Records of interventions as they are read: by those for whom their client is there, and who changed one last."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from asi_tui.core.identity import clean_text, show_code
from asi_tui.core.intervention import Intervention
from asi_tui.core.intervention_records import Record, newest_first
from asi_tui.core.people import Client, StaffMember
from asi_tui.errors import TouchedElsewhere, UsageError
from asi_tui.message import say
from asi_tui.store import intervention_rows, protection
from asi_tui.store import item_limits as limits
from asi_tui.store.case_tables import INTERVENTION
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.intervention_tables import INTERVENTION_CHANGE
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.kept import AnyRow
from asi_tui.store.moments import time_of


def of_client(connection: Connection, client: Client) -> tuple[Record, ...]:
    """All records of a client, without their history: what goes on first, then the latest."""
    rows = connection.execute(
        select(INTERVENTION).where(INTERVENTION.c.client_id == client.id, ~INTERVENTION.c.taken_back)
    ).all()
    goals = intervention_rows.goals_of(connection, [row.id for row in rows]) if rows else {}
    found = (record_of(row, client, intervention_rows.of_row(row, goals.get(row.id, ()))) for row in rows)
    return tuple(newest_first(found))


def record_of(row: AnyRow, client: Client, intervention: Intervention) -> Record:
    """A record without its history."""
    return Record(
        id=row.id,
        client=client,
        intervention=intervention,
        version=row.version,
        recorded_on=row.recorded_on,
        registered_at=row.at,
    )


def seen(connection: Connection, intervention_id: str, me: StaffMember) -> AnyRow:
    """The row of a record; raises UsageError when there is none, or its client is not there for the reader."""
    row = connection.execute(
        select(INTERVENTION, CLIENT.c.protection)
        .join_from(INTERVENTION, CLIENT, CLIENT.c.id == INTERVENTION.c.client_id)
        .where(INTERVENTION.c.id == intervention_id, ~INTERVENTION.c.taken_back)
    ).one_or_none()
    if row is None or not protection.sees(connection, me, row.client_id, row.protection):
        raise UsageError(
            say("There is no intervention with this number"),
            clean_text(intervention_id, 40),
            say("open it from the queue or the client's page"),
        )
    return row


def as_it_is(connection: Connection, intervention_id: str, me: StaffMember) -> Intervention:
    """A record as it lies in the casebook."""
    row = seen(connection, intervention_id, me)
    return intervention_rows.of_row(row, intervention_rows.goals_of(connection, [row.id]).get(row.id, ()))


def touched(connection: Connection, row: AnyRow) -> TouchedElsewhere:
    """The record is no longer as it was on screen: who has changed it, and when."""
    last = connection.execute(
        select(INTERVENTION_CHANGE.c.at, INTERVENTION_CHANGE.c.by)
        .where(INTERVENTION_CHANGE.c.intervention_id == row.id)
        .order_by(INTERVENTION_CHANGE.c.id.desc())
        .limit(1)
    ).one_or_none()
    at, by = (last.at, last.by) if last else (row.at, row.by)
    code = connection.scalar(select(CLIENT.c.code).where(CLIENT.c.id == row.client_id)) or ""
    return TouchedElsewhere(
        say(
            "{name} changed the record {time}: nothing was saved now",
            name=limits.name_of(connection, by),
            time=time_of(at),
        ),
        show_code(code),
        say("look at the record as it is now, then save again"),
    )


def beside(connection: Connection, row: AnyRow) -> tuple[date | None, date | None]:
    """The days of the client's interviews nearest to an intervention: before its start, and from its end on."""
    held = [
        one.interview_date
        for one in connection.execute(
            select(INTERVIEW.c.interview_date).where(
                INTERVIEW.c.client_id == row.client_id, INTERVIEW.c.happened.is_not(None)
            )
        )
    ]
    began, ended = row.began_on or row.planned_from, row.ended_on
    before = max((day for day in held if began is not None and day <= began), default=None)
    return before, min((day for day in held if ended is not None and day >= ended), default=None)
