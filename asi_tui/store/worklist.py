"""The lists of the start screen: what is due, what lies unfinished, who is sought.

Each list reads an index over the open rows in its own order, from the row after the last page, and stops at the size
of a page. So it costs what it shows, however much is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from asi_tui.core.casework import InterviewState, QueuePage, QueueQuery, QueueRow, Show, StaffMember
from asi_tui.core.identity import initials
from asi_tui.store import answers, clients, due, unfinished
from asi_tui.store.kept import NOT_CLOSED
from asi_tui.store.paging import Placed
from asi_tui.store.tables import CLIENT, FOLLOW_UP, INTERVIEW, STAFF


def page(connection: Connection, query: QueueQuery, me: StaffMember) -> QueuePage:
    """A page of the list asked for."""
    # One more than is shown tells whether there is a next page.
    found = list(_rows(connection, query, me, query.size + 1))
    shown = found[: query.size]
    count = answers.answered(connection, [row.interview_id for _, row in shown if row.interview_id])
    return QueuePage(
        rows=tuple(replace(row, answered=count.get(row.interview_id or "", 0)) for _, row in shown),
        next_key=shown[-1][0] if shown and len(found) > query.size else None,
    )


def _rows(connection: Connection, query: QueueQuery, me: StaffMember, wanted: int) -> Iterator[Placed]:
    match query.show:
        case Show.DUE:
            return due.page(connection, query, me, wanted)
        case Show.DRAFTS:
            return unfinished.begun_and_new(connection, query, me, wanted)
        case Show.UNRATED:
            return unfinished.page(connection, query, me, wanted, InterviewState.COMPLETE)
        case Show.UNSIGNED:
            return unfinished.page(connection, query, me, wanted, InterviewState.COMPLETE, InterviewState.RATED)
        case Show.FOUND:
            return _found(connection, query, me, wanted)


def _found(connection: Connection, query: QueueQuery, me: StaffMember, wanted: int) -> Iterator[Placed]:
    """The clients sought, by name, each with its earliest open item and its newest draft."""
    found = clients.find(connection, query.search, query.scope, me, after=query.after, size=wanted)
    ids = [client.id for client in found]
    items = _earliest_items(connection, ids)
    drafts = _newest_drafts(connection, ids)
    creators = _creators(connection, [client_id for client_id in ids if client_id not in items | drafts])
    for client in found:
        item, draft = items.get(client.id), drafts.get(client.id)
        if item and draft and item.interview_id is None:
            row = replace(item, interview_id=draft.interview_id, state=draft.state, form=draft.form)
        else:
            row = (
                item
                or draft
                or QueueRow(client=client, initials=initials(client.name), responsible=creators[client.id])
            )
        yield client.id, row


def _earliest_items(connection: Connection, client_ids: Sequence[str]) -> dict[str, QueueRow]:
    rows = connection.execute(
        due.ITEMS.where(NOT_CLOSED, FOLLOW_UP.c.client_id.in_(client_ids)).order_by(
            FOLLOW_UP.c.due_on.desc(), FOLLOW_UP.c.id.desc()
        )
    )
    return {row.client_id: due.line(row, clients.of_row(row)) for row in rows}


def _newest_drafts(connection: Connection, client_ids: Sequence[str]) -> dict[str, QueueRow]:
    rows = connection.execute(
        select(INTERVIEW.c.client_id, INTERVIEW.c.id)
        .where(INTERVIEW.c.client_id.in_(client_ids), INTERVIEW.c.state == InterviewState.DRAFT.value)
        .order_by(INTERVIEW.c.keyed_at, INTERVIEW.c.id)
    )
    newest = {row.client_id: row.id for row in rows}
    lines = unfinished.lines(connection, list(newest.values()))
    return {client_id: lines[interview_id] for client_id, interview_id in newest.items()}


def _creators(connection: Connection, client_ids: Sequence[str]) -> Mapping[str, str]:
    rows = connection.execute(
        select(CLIENT.c.id, STAFF.c.name)
        .select_from(CLIENT.outerjoin(STAFF, STAFF.c.id == CLIENT.c.created_by))
        .where(CLIENT.c.id.in_(client_ids))
    )
    return {row.id: row.name for row in rows}
