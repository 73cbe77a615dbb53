"""The items that are due: which of them a list shows, and the page of them that comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select, true, tuple_, union_all

from asi_tui.core.followup import last_due_shown, last_opening_shown
from asi_tui.core.identity import initials
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, QueueQuery, QueueRow, Scope
from asi_tui.store import clients
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, OPEN_ITEM, AnyRow
from asi_tui.store.paging import Placed, parts, place
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.protection import Reader

_ANCHOR = INTERVIEW.alias("anchor")
_BEGUN = INTERVIEW.alias("begun")
_TO_STAFF = STAFF.alias("commissioned_staff")
_TO_UNIT = UNIT.alias("commissioned_unit")

_ABOUT_ITS_ANCHOR = frozenset({ItemKind.RATING, ItemKind.SIGNATURE, ItemKind.FEEDBACK})
"""Kinds of item that are about the interview they count from."""


def items_in(query: QueueQuery, reader: Reader) -> Sequence[ColumnElement[bool]]:
    """The items of a scope; mine are those I am responsible for and those commissioned to me.

    Given as conditions that exclude each other and have an index each, so that their rows can be merged or added up.
    """
    match query.scope:
        case Scope.MINE:
            return (
                FOLLOW_UP.c.staff_id == reader.me.id,
                and_(FOLLOW_UP.c.to_staff == reader.me.id, FOLLOW_UP.c.staff_id != reader.me.id),
            )
        case Scope.UNIT:
            unit = query.unit or reader.me.unit.id
            return (
                FOLLOW_UP.c.unit_id == unit,
                and_(FOLLOW_UP.c.to_unit == unit, FOLLOW_UP.c.unit_id != unit),
            )
        case Scope.ALL:
            return (true(),)


def shown(query: QueueQuery) -> ColumnElement[bool]:
    """The items that are shown on the day of the query: overdue, in their window, or coming; of its kind."""
    # The due day ends the reading of the index; the opening day is what the rule is about.
    dates = and_(
        FOLLOW_UP.c.due_on <= last_due_shown(query.today), FOLLOW_UP.c.opens_on <= last_opening_shown(query.today)
    )
    return dates if query.kind is None else and_(dates, FOLLOW_UP.c.kind == query.kind.value)


# Left joins keep the items as what is read first.
ITEMS = select(
    FOLLOW_UP.c.id,
    FOLLOW_UP.c.client_id,
    FOLLOW_UP.c.kind,
    FOLLOW_UP.c.due_on,
    FOLLOW_UP.c.anchor_on,
    FOLLOW_UP.c.version,
    FOLLOW_UP.c.attempts,
    FOLLOW_UP.c.paused,
    FOLLOW_UP.c.intervention_id,
    FOLLOW_UP.c.staff_id,
    STAFF.c.name.label("responsible"),
    _ANCHOR.c.id.label("anchor_id"),
    _ANCHOR.c.form.label("anchor_form"),
    _ANCHOR.c.state.label("anchor_state"),
    _BEGUN.c.id.label("begun_id"),
    _BEGUN.c.form.label("begun_form"),
    _BEGUN.c.state.label("begun_state"),
    _TO_STAFF.c.name.label("to_staff_name"),
    _TO_UNIT.c.name.label("to_unit_name"),
    *clients.COLUMNS,
).select_from(
    FOLLOW_UP.outerjoin(STAFF, STAFF.c.id == FOLLOW_UP.c.staff_id)
    .outerjoin(_ANCHOR, _ANCHOR.c.id == FOLLOW_UP.c.anchor_interview_id)
    .outerjoin(_BEGUN, _BEGUN.c.id == FOLLOW_UP.c.interview_id)
    .outerjoin(_TO_STAFF, _TO_STAFF.c.id == FOLLOW_UP.c.to_staff)
    .outerjoin(_TO_UNIT, _TO_UNIT.c.id == FOLLOW_UP.c.to_unit)
    .outerjoin(CLIENT, CLIENT.c.id == FOLLOW_UP.c.client_id)
    .outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id)
)
"""Items with what a line of a list says of them."""


def line(row: AnyRow, client: Client) -> QueueRow:
    """The line of an item, from a row of `ITEMS`."""
    kind = ItemKind(row.kind)
    about = "anchor" if kind in _ABOUT_ITS_ANCHOR else "begun"
    interview_id, state, form = (getattr(row, f"{about}_{column}") for column in ("id", "state", "form"))
    return QueueRow(
        client=client,
        initials=initials(client.name),
        responsible=row.responsible,
        item_id=row.id,
        kind=kind,
        due_on=row.due_on,
        interview_id=interview_id,
        state=InterviewState(state) if state else None,
        form=form,
        anchor=row.anchor_on,
        anchor_form=row.anchor_form,
        version=row.version,
        attempts=row.attempts,
        postponed=row.paused,
        commissioned_to=row.to_staff_name or row.to_unit_name or "",
        intervention=row.intervention_id or "",
        responsible_id=row.staff_id,
    )


def lines(connection: Connection, item_ids: Collection[int]) -> Mapping[int, QueueRow]:
    """The lines of those items."""
    if not item_ids:
        return {}
    rows = connection.execute(ITEMS.where(FOLLOW_UP.c.id.in_(item_ids)))
    return {row.id: line(row, clients.of_row(row)) for row in rows}


class _Place(NamedTuple):
    """Where an item stands in the list: the most overdue first, then the older item."""

    due_on: date
    id: int


def page(connection: Connection, query: QueueQuery, reader: Reader, wanted: int) -> Iterator[Placed]:
    """The due items, most overdue first."""
    after: _Place | None = None
    if query.after is not None:
        due_on, item_id = parts(query.after)
        after = _Place(date.fromisoformat(due_on), int(item_id))
    # Each part comes sorted from its index, and the database merges them: nothing is sorted.
    found = [
        select(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id).where(OPEN_ITEM, whose, shown(query))
        for whose in items_in(query, reader)
    ]
    if after is not None:
        found = [part.where(tuple_(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id) > tuple_(*after)) for part in found]
    merged = found[0] if len(found) == 1 else union_all(*found)
    columns = merged.selected_columns
    rows = connection.execute(merged.order_by(columns.due_on, columns.id).limit(wanted))
    places = [_Place(row.due_on, row.id) for row in rows]
    guarded = [_Place(row.due_on, row.id) for row in guarded_items(connection, query, reader)]
    if guarded:
        later = [one for one in guarded if after is None or one > after]
        places = sorted(places + later)[:wanted]
    found_lines = lines(connection, [one.id for one in places])
    for one in places:
        yield place(one.due_on.isoformat(), str(one.id)), found_lines[one.id]


def guarded_items(connection: Connection, query: QueueQuery, reader: Reader) -> Sequence[AnyRow]:
    """The due items of the protected clients that the reader is named for: few, and in no order."""
    if not reader.named:
        return ()
    return [
        row
        for whose in items_in(query, reader)
        for row in connection.execute(
            select(FOLLOW_UP).where(NOT_CLOSED, FOLLOW_UP.c.client_id.in_(reader.named), whose, shown(query))
        )
    ]
