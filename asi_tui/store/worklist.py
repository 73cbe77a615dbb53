"""The lists of the start screen: what is due, what lies unfinished, who is sought.

Each list reads an index over the open rows in its own order, from the row after the last page, and stops at the size
of a page. So it costs what it shows, however much is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from asi_tui.core.identity import initials
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind, QueuePage, QueueQuery, QueueRow, Show
from asi_tui.store import clients, due, unfinished
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED
from asi_tui.store.paging import Placed
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.protection import Reader

_ASK_FOR_INTERVIEW = (ItemKind.FOLLOW_UP.value, ItemKind.BASE.value)


def page(connection: Connection, query: QueueQuery, reader: Reader) -> QueuePage:
    """A page of the list asked for."""
    # One more than is shown tells whether there is a next page.
    found = list(_rows(connection, query, reader, query.size + 1))
    shown = [row for _, row in found[: query.size]]
    begun = [row.interview_id for row in shown if row.interview_id]
    if begun:
        # Where nothing is begun the answers are not even known.
        from asi_tui.store.answer_counts import answered

        count = answered(connection, begun)
        shown = [replace(row, answered=count.get(row.interview_id or "", 0)) for row in shown]
    return QueuePage(tuple(shown), found[query.size - 1][0] if len(found) > query.size else None)


def _rows(connection: Connection, query: QueueQuery, reader: Reader, wanted: int) -> Iterator[Placed]:
    match query.show:
        case Show.DUE:
            return due.page(connection, query, reader, wanted)
        case Show.DRAFTS:
            return unfinished.begun_and_new(connection, query, reader, wanted)
        case Show.UNRATED:
            return unfinished.page(connection, query, reader, wanted, InterviewState.COMPLETE)
        case Show.UNSIGNED:
            return unfinished.page(connection, query, reader, wanted, InterviewState.COMPLETE, InterviewState.RATED)
        case Show.FOUND:
            return _found(connection, query, reader, wanted)


def _found(connection: Connection, query: QueueQuery, reader: Reader, wanted: int) -> Iterator[Placed]:
    """The clients sought, by name, each with its open item and its newest draft."""
    found = clients.find(connection, query, reader, wanted)
    ids = [client.id for client in found]
    items = _waiting_items(connection, ids)
    drafts = _newest_drafts(connection, ids)
    creators = _creators(connection, [client_id for client_id in ids if client_id not in items | drafts])
    for client in found:
        item, draft = items.get(client.id), drafts.get(client.id)
        if item and draft and item.interview_id is None:
            row = replace(item, interview_id=draft.interview_id, state=draft.state, form=draft.form)
        elif draft and item and item.kind not in _ASK_FOR_INTERVIEW:
            row = draft
        else:
            row = item or draft or creators[client.id]
        yield client.id, row


def _waiting_items(connection: Connection, client_ids: Sequence[str]) -> dict[str, QueueRow]:
    """The open item that stands for each client: the earliest that asks for an interview, else the earliest."""
    rows = connection.execute(due.ITEMS.where(NOT_CLOSED, FOLLOW_UP.c.client_id.in_(client_ids)))
    last_first = sorted(rows, key=lambda row: (row.kind not in _ASK_FOR_INTERVIEW, row.due_on, row.id), reverse=True)
    return {row.client_id: due.line(row, clients.of_row(row)) for row in last_first}


def _newest_drafts(connection: Connection, client_ids: Sequence[str]) -> dict[str, QueueRow]:
    rows = connection.execute(
        select(INTERVIEW.c.client_id, INTERVIEW.c.id)
        .where(INTERVIEW.c.client_id.in_(client_ids), INTERVIEW.c.state == InterviewState.DRAFT.value)
        .order_by(INTERVIEW.c.keyed_at, INTERVIEW.c.id)
    )
    newest = {row.client_id: row.id for row in rows}
    lines = unfinished.lines(connection, list(newest.values()))
    return {client_id: lines[interview_id] for client_id, interview_id in newest.items()}


def _creators(connection: Connection, client_ids: Sequence[str]) -> dict[str, QueueRow]:
    """The lines of clients for whom nothing waits: who added them."""
    rows = connection.execute(
        select(*clients.COLUMNS, STAFF.c.id.label("creator_id"), STAFF.c.name.label("creator"))
        .select_from(
            CLIENT.outerjoin(STAFF, STAFF.c.id == CLIENT.c.created_by).outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id)
        )
        .where(CLIENT.c.id.in_(client_ids))
    )
    found = {}
    for row in rows:
        client = clients.of_row(row)
        found[client.id] = QueueRow(
            client=client, initials=initials(client.name), responsible=row.creator, responsible_id=row.creator_id
        )
    return found
