"""What lies unfinished: interviews that are not signed, and clients nobody has interviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select, true, tuple_, union_all

from asi_tui.core.casework import InterviewState, QueueQuery, QueueRow, Scope, StaffMember
from asi_tui.core.identity import initials
from asi_tui.store import clients
from asi_tui.store.kept import NEVER_INTERVIEWED, NOT_SIGNED
from asi_tui.store.paging import Placed, parts, place
from asi_tui.store.tables import CLIENT, INTERVIEW, STAFF, UNIT


def interviews_in(scope: Scope, me: StaffMember) -> Sequence[ColumnElement[bool]]:
    """The interviews of a scope; mine are those I held or keyed.

    Given as conditions that exclude each other and have an index each, so that their rows can be merged or added up.
    """
    match scope:
        case Scope.MINE:
            return (
                INTERVIEW.c.interviewer_id == me.id,
                and_(INTERVIEW.c.keyed_by == me.id, INTERVIEW.c.interviewer_id != me.id),
            )
        case Scope.UNIT:
            return (INTERVIEW.c.unit_id == me.unit.id,)
        case Scope.ALL:
            return (true(),)


def page(
    connection: Connection, query: QueueQuery, me: StaffMember, wanted: int, *states: InterviewState
) -> Iterator[Placed]:
    """The interviews in those states, newest first."""
    # Each part comes sorted from its index, and the database merges them: nothing is sorted.
    found = [
        select(INTERVIEW.c.keyed_at, INTERVIEW.c.id).where(NOT_SIGNED, INTERVIEW.c.state == state.value, mine)
        for state in states
        for mine in interviews_in(query.scope, me)
    ]
    if query.after is not None:
        keyed_at, last = parts(query.after)
        before = tuple_(INTERVIEW.c.keyed_at, INTERVIEW.c.id) < tuple_(datetime.fromisoformat(keyed_at), last)
        found = [part.where(before) for part in found]
    merged = found[0] if len(found) == 1 else union_all(*found)
    columns = merged.selected_columns
    places = connection.execute(merged.order_by(columns.keyed_at.desc(), columns.id.desc()).limit(wanted)).all()
    rows = lines(connection, [row.id for row in places])
    for row in places:
        yield place(row.keyed_at.isoformat(), row.id), rows[row.id]


def lines(connection: Connection, interview_ids: Sequence[str]) -> Mapping[str, QueueRow]:
    """The lines of those interviews."""
    if not interview_ids:
        return {}
    statement = (
        select(
            INTERVIEW.c.id,
            INTERVIEW.c.state,
            INTERVIEW.c.form,
            INTERVIEW.c.interview_date,
            STAFF.c.name.label("responsible"),
            *clients.COLUMNS,
        )
        .select_from(
            INTERVIEW.outerjoin(STAFF, STAFF.c.id == INTERVIEW.c.interviewer_id)
            .outerjoin(CLIENT, CLIENT.c.id == INTERVIEW.c.client_id)
            .outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id)
        )
        .where(INTERVIEW.c.id.in_(interview_ids))
    )
    return {
        row.id: QueueRow(
            client=clients.of_row(row),
            initials=initials(row.client_name),
            responsible=row.responsible,
            interview_id=row.id,
            state=InterviewState(row.state),
            form=row.form,
            anchor=row.interview_date,
            anchor_form=row.form,
        )
        for row in connection.execute(statement)
    }


_DRAFT, _NEW = "draft", "new"


def begun_and_new(connection: Connection, query: QueueQuery, me: StaffMember, wanted: int) -> Iterator[Placed]:
    """The drafts, then the clients nobody has interviewed yet; each newest first."""
    section, after = parts(query.after) if query.after is not None else (_DRAFT, None)
    found = 0
    if section == _DRAFT:
        for key, row in page(connection, replace(query, after=after), me, wanted, InterviewState.DRAFT):
            found += 1
            yield place(_DRAFT, key), row
        after = None
    if found < wanted:
        yield from _new_clients(connection, query.scope, me, after, wanted - found)


def _new_clients(
    connection: Connection, scope: Scope, me: StaffMember, after: str | None, wanted: int
) -> Iterator[Placed]:
    match scope:
        case Scope.MINE:
            whose: ColumnElement[bool] = CLIENT.c.created_by == me.id
        case Scope.UNIT:
            whose = CLIENT.c.unit_id == me.unit.id
        case Scope.ALL:
            whose = true()
    statement = (
        select(*clients.COLUMNS, CLIENT.c.created_at, STAFF.c.name.label("responsible"))
        .select_from(
            CLIENT.outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id).outerjoin(STAFF, STAFF.c.id == CLIENT.c.created_by)
        )
        .where(NEVER_INTERVIEWED, whose)
        .order_by(CLIENT.c.created_at.desc(), CLIENT.c.id.desc())
        .limit(wanted)
    )
    if after is not None:
        created_at, last = parts(after)
        statement = statement.where(
            tuple_(CLIENT.c.created_at, CLIENT.c.id) < tuple_(datetime.fromisoformat(created_at), last)
        )
    for row in connection.execute(statement):
        client = clients.of_row(row)
        yield (
            place(_NEW, row.created_at.isoformat(), client.id),
            QueueRow(client=client, initials=initials(client.name), responsible=row.responsible),
        )
