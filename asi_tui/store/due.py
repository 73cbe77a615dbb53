"""The items that are due: which of them a list shows, and the page of them that comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, select, true, tuple_

from asi_tui.core.casework import Client, InterviewState, ItemKind, QueueQuery, QueueRow, Scope, StaffMember
from asi_tui.core.followup import last_due_shown, last_opening_shown
from asi_tui.core.identity import initials
from asi_tui.store import clients
from asi_tui.store.kept import NOT_CLOSED
from asi_tui.store.paging import Placed, parts, place
from asi_tui.store.tables import CLIENT, FOLLOW_UP, INTERVIEW, STAFF, UNIT, AnyRow

_ANCHOR = INTERVIEW.alias("anchor")
_BEGUN = INTERVIEW.alias("begun")


def items_in(scope: Scope, me: StaffMember) -> ColumnElement[bool]:
    """The items of a scope; mine are those I am responsible for."""
    match scope:
        case Scope.MINE:
            return FOLLOW_UP.c.staff_id == me.id
        case Scope.UNIT:
            return FOLLOW_UP.c.unit_id == me.unit.id
        case Scope.ALL:
            return true()


def due_by(today: date) -> ColumnElement[bool]:
    """The items that are shown today: overdue, in their window, or coming."""
    # The due day ends the reading of the index; the opening day is what the rule is about.
    return and_(FOLLOW_UP.c.due_on <= last_due_shown(today), FOLLOW_UP.c.opens_on <= last_opening_shown(today))


# Left joins keep the items, in the order of their index, as what is read first.
ITEMS = select(
    FOLLOW_UP.c.id,
    FOLLOW_UP.c.client_id,
    FOLLOW_UP.c.kind,
    FOLLOW_UP.c.due_on,
    FOLLOW_UP.c.anchor_on,
    STAFF.c.name.label("responsible"),
    _ANCHOR.c.form.label("anchor_form"),
    _BEGUN.c.id.label("begun_id"),
    _BEGUN.c.form.label("begun_form"),
    _BEGUN.c.state.label("begun_state"),
    *clients.COLUMNS,
).select_from(
    FOLLOW_UP.outerjoin(STAFF, STAFF.c.id == FOLLOW_UP.c.staff_id)
    .outerjoin(_ANCHOR, _ANCHOR.c.id == FOLLOW_UP.c.anchor_interview_id)
    .outerjoin(_BEGUN, _BEGUN.c.id == FOLLOW_UP.c.interview_id)
    .outerjoin(CLIENT, CLIENT.c.id == FOLLOW_UP.c.client_id)
    .outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id)
)
"""Open items with what a line of a list says of them."""


def line(row: AnyRow, client: Client) -> QueueRow:
    """The line of an item, from a row of `ITEMS`."""
    return QueueRow(
        client=client,
        initials=initials(client.name),
        responsible=row.responsible,
        item_id=row.id,
        kind=ItemKind(row.kind),
        due_on=row.due_on,
        interview_id=row.begun_id,
        state=InterviewState(row.begun_state) if row.begun_state else None,
        form=row.begun_form,
        anchor=row.anchor_on,
        anchor_form=row.anchor_form,
    )


def page(connection: Connection, query: QueueQuery, me: StaffMember, wanted: int) -> Iterator[Placed]:
    """The due items, most overdue first."""
    statement = (
        ITEMS.where(NOT_CLOSED, items_in(query.scope, me), due_by(query.today))
        .order_by(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id)
        .limit(wanted)
    )
    if query.after is not None:
        due_on, item_id = parts(query.after)
        statement = statement.where(
            tuple_(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id) > tuple_(date.fromisoformat(due_on), int(item_id))
        )
    for row in connection.execute(statement):
        yield place(row.due_on.isoformat(), str(row.id)), line(row, clients.of_row(row))
