"""What lies unfinished: interviews that are not signed, and clients nobody has interviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select, true, tuple_, union_all

from asi_tui.core.identity import initials
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import QueueQuery, QueueRow, Scope
from asi_tui.store import clients
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.kept import NEVER_INTERVIEWED, NOT_SIGNED, UNSIGNED, AnyRow
from asi_tui.store.paging import Placed, parts, place
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.protection import Reader


def interviews_in(query: QueueQuery, reader: Reader) -> Sequence[ColumnElement[bool]]:
    """The interviews of a scope; mine are those I held or keyed.

    Given as conditions that exclude each other and have an index each, so that their rows can be merged or added up.
    """
    match query.scope:
        case Scope.MINE:
            return (
                INTERVIEW.c.interviewer_id == reader.me.id,
                and_(INTERVIEW.c.keyed_by == reader.me.id, INTERVIEW.c.interviewer_id != reader.me.id),
            )
        case Scope.UNIT:
            return (INTERVIEW.c.unit_id == (query.unit or reader.me.unit.id),)
        case Scope.ALL:
            return (true(),)


def page(
    connection: Connection, query: QueueQuery, reader: Reader, wanted: int, *states: InterviewState
) -> Iterator[Placed]:
    """The interviews in those states, newest first."""
    after: _Place | None = None
    if query.after is not None:
        moment, last = parts(query.after)
        after = _Place(datetime.fromisoformat(moment), last)
    # Each part comes sorted from its index, and the database merges them: nothing is sorted.
    found = [
        select(INTERVIEW.c.keyed_at, INTERVIEW.c.id).where(UNSIGNED, INTERVIEW.c.state == state.value, whose)
        for state in states
        for whose in interviews_in(query, reader)
    ]
    if after is not None:
        before = tuple_(INTERVIEW.c.keyed_at, INTERVIEW.c.id) < tuple_(*after)
        found = [part.where(before) for part in found]
    merged = found[0] if len(found) == 1 else union_all(*found)
    columns = merged.selected_columns
    rows = connection.execute(merged.order_by(columns.keyed_at.desc(), columns.id.desc()).limit(wanted))
    places = [_Place(row.keyed_at, row.id) for row in rows]
    found_beside = guarded_interviews(connection, query, reader)
    guarded = [_Place(row.keyed_at, row.id) for row in found_beside if row.state in states]
    if guarded:
        later = [one for one in guarded if after is None or one < after]
        places = sorted(places + later, reverse=True)[:wanted]
    found_lines = lines(connection, [one.id for one in places])
    for one in places:
        yield place(one.keyed_at.isoformat(), one.id), found_lines[one.id]


class _Place(NamedTuple):
    """Where an interview stands in the list: the newest first."""

    keyed_at: datetime
    id: str


def guarded_interviews(connection: Connection, query: QueueQuery, reader: Reader) -> Sequence[AnyRow]:
    """The unsigned interviews of the protected clients that the reader is named for: few, and in no order."""
    if not reader.named:
        return ()
    unsigned = select(INTERVIEW).where(NOT_SIGNED, INTERVIEW.c.client_id.in_(reader.named))
    return [row for whose in interviews_in(query, reader) for row in connection.execute(unsigned.where(whose))]


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
            INTERVIEW.c.interviewer_id,
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
            initials=initials(clients.of_row(row).name),
            responsible=row.responsible,
            interview_id=row.id,
            state=InterviewState(row.state),
            form=row.form,
            anchor=row.interview_date,
            anchor_form=row.form,
            responsible_id=row.interviewer_id,
        )
        for row in connection.execute(statement)
    }


_DRAFT, _NEW = "draft", "new"


def begun_and_new(connection: Connection, query: QueueQuery, reader: Reader, wanted: int) -> Iterator[Placed]:
    """The drafts, then the clients nobody has interviewed yet; each newest first."""
    section, after = parts(query.after) if query.after is not None else (_DRAFT, None)
    found = 0
    if section == _DRAFT:
        for key, row in page(connection, replace(query, after=after), reader, wanted, InterviewState.DRAFT):
            found += 1
            yield place(_DRAFT, key), row
        after = None
    if found < wanted:
        yield from _new_clients(connection, replace(query, after=after), reader, wanted - found)


def _new_clients(connection: Connection, query: QueueQuery, reader: Reader, wanted: int) -> Iterator[Placed]:
    match query.scope:
        case Scope.MINE:
            whose: ColumnElement[bool] = CLIENT.c.created_by == reader.me.id
        case Scope.UNIT:
            whose = CLIENT.c.unit_id == (query.unit or reader.me.unit.id)
        case Scope.ALL:
            whose = true()
    statement = (
        select(*clients.COLUMNS, CLIENT.c.created_at, CLIENT.c.created_by, STAFF.c.name.label("responsible"))
        .select_from(
            CLIENT.outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id).outerjoin(STAFF, STAFF.c.id == CLIENT.c.created_by)
        )
        .where(whose)
    )
    if query.after is not None:
        created_at, last = parts(query.after)
        statement = statement.where(
            tuple_(CLIENT.c.created_at, CLIENT.c.id) < tuple_(datetime.fromisoformat(created_at), last)
        )
    newest = statement.where(NEVER_INTERVIEWED).order_by(CLIENT.c.created_at.desc(), CLIENT.c.id.desc()).limit(wanted)
    rows = list(connection.execute(newest))
    if reader.named:
        rows += connection.execute(statement.where(CLIENT.c.id.in_(reader.named), CLIENT.c.interviews == 0))
        rows = sorted(rows, key=lambda row: (row.created_at, row.id_of_client), reverse=True)[:wanted]
    for row in rows:
        client = clients.of_row(row)
        yield (
            place(_NEW, row.created_at.isoformat(), client.id),
            QueueRow(
                client=client,
                initials=initials(client.name),
                responsible=row.responsible,
                responsible_id=row.created_by,
            ),
        )
