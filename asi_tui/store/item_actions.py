"""Actions on items: written together, in the sight of what was on screen, and taken back together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.casework_ports import Target
from asi_tui.core.happenings import Item
from asi_tui.core.people import StaffMember
from asi_tui.core.queue_rules import items_of
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import case_history, followups, protection, touches
from asi_tui.store.case_tables import ITEM_ACTION
from asi_tui.store.item_deeds import Deed
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, OPEN_ITEM, AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """An action to be written: about which item of which client, and what the kind of action tells besides."""

    client_id: str
    item: str
    kind: Deed
    day: date | None = None
    code: str = ""
    result: str = ""
    note: str = ""
    to_staff: str | None = None
    to_unit: str | None = None


def aimed_at(connection: Connection, targets: Sequence[Target], me: StaffMember) -> list[AnyRow]:
    """The rows of the items acted on, with their clients kept from others until the transaction ends.

    Raises TouchedElsewhere when one of them is no longer as it was on screen.
    """
    if not targets:
        raise UsageError(say("No item is chosen"), "", say("choose a row of the queue first"))
    ids = [target.item_id for target in targets]
    clients = connection.execute(select(FOLLOW_UP.c.client_id).where(FOLLOW_UP.c.id.in_(ids))).scalars().all()
    case_history.lock(connection, set(clients))
    rows = {row.id: row for row in connection.execute(select(FOLLOW_UP).where(FOLLOW_UP.c.id.in_(ids)))}
    guarded = {row.client_id for row in rows.values() if row.guarded}
    hidden = guarded - set(protection.clients_of(connection, me)) if guarded else set()
    found = []
    for target in dict.fromkeys(targets):
        row = rows.get(target.item_id)
        if row is None or row.client_id in hidden:
            raise no_such_item()
        if row.version != target.version or row.closed_at is not None:
            raise touches.touched(connection, row)
        found.append(row)
    return found


def open_of(connection: Connection, staff_id: str, me: StaffMember) -> list[AnyRow]:
    """The open items that a colleague is responsible for, of those that are there for the reader."""
    rows = list(connection.execute(select(FOLLOW_UP).where(OPEN_ITEM, FOLLOW_UP.c.staff_id == staff_id)))
    named = protection.clients_of(connection, me)
    if named:
        whose = (FOLLOW_UP.c.client_id.in_(named), FOLLOW_UP.c.staff_id == staff_id)
        rows += connection.execute(select(FOLLOW_UP).where(NOT_CLOSED, *whose))
    return rows


def no_such_item() -> UsageError:
    """There is no such item, or not for this reader."""
    return UsageError(say("There is no such item in the queue"), "", say("read the queue anew"))


def write(connection: Connection, actions: Sequence[NewAction], me: StaffMember, now: datetime) -> int:
    """Write actions that belong together and let the items follow; gives the number by which they are undone."""
    by_client: dict[str, list[NewAction]] = defaultdict(list)
    for action in actions:
        by_client[action.client_id].append(action)
    rows: list[dict[str, Any]] = []
    for client_id in sorted(by_client):
        place = case_history.next_place(connection, client_id, len(by_client[client_id]))
        rows += (_row(action, place + number, me, now) for number, action in enumerate(by_client[client_id]))
    batch = connection.scalar(insert(ITEM_ACTION).returning(ITEM_ACTION.c.id), rows[0] | {"batch": 0})
    assert batch is not None
    connection.execute(update(ITEM_ACTION).where(ITEM_ACTION.c.id == batch).values(batch=batch))
    if rows[1:]:
        connection.execute(insert(ITEM_ACTION), [row | {"batch": batch} for row in rows[1:]])
    followups.follow(connection, list(by_client), now)
    return int(batch)


def _row(action: NewAction, place: int, me: StaffMember, now: datetime) -> dict[str, Any]:
    return {
        "client_id": action.client_id,
        "happened": place,
        "item": action.item,
        "kind": action.kind.value,
        "day": action.day,
        "code": action.code,
        "result": action.result,
        "note": action.note,
        "to_staff": action.to_staff,
        "to_unit": action.to_unit,
        "at": now,
        "by": me.id,
    }


def undo(connection: Connection, batch: int, me: StaffMember, now: datetime) -> int:
    """Take the actions of a batch back, as long as nothing later rests on them; gives how many items that touched."""
    in_batch = ITEM_ACTION.c.batch == batch
    clients = connection.execute(select(ITEM_ACTION.c.client_id).where(in_batch)).scalars().all()
    hidden = set(clients) - _seen(connection, clients, me)
    if not clients or hidden:
        raise UsageError(say("There is no such action"), "", say("read the queue anew"))
    case_history.lock(connection, set(clients))
    rows = connection.execute(select(ITEM_ACTION).where(in_batch).order_by(ITEM_ACTION.c.id)).all()
    if rows[0].undone_at is not None:
        raise touches.undone_already(connection, rows[0])
    touched: set[tuple[str, str]] = set()
    cases = case_history.of(connection, set(clients))
    stored = followups.rows_of(connection, set(clients))
    for client_id, case in cases.items():
        mine = [row for row in rows if row.client_id == client_id]
        keys = _refuse_if_rested_on(connection, case, mine, stored.get(client_id, {}))
        touched |= {(client_id, key) for key in keys}
    connection.execute(update(ITEM_ACTION).where(in_batch).values(undone_at=now, undone_by=me.id))
    followups.follow(connection, list(cases), now)
    return len(touched)


def _seen(connection: Connection, client_ids: Collection[str], me: StaffMember) -> set[str]:
    try:
        protection.refuse_unseen(connection, me, set(client_ids))
    except UsageError:
        return set()
    return set(client_ids)


def _refuse_if_rested_on(
    connection: Connection, case: case_history.Case, actions: Sequence[AnyRow], stored: dict[str, AnyRow]
) -> set[str]:
    """The items that the actions of one client were about; raises UsageError when something later rests on them.

    That is a later action on one of these items or on one that they made, an interview that has been begun for one
    that they made, and an end that an item has come to in another way.
    """
    places = {row.happened for row in actions}
    without = [one for one in case.happenings if one.id not in places]
    before, after = items_of(case.happenings, case.rules), items_of(without, case.rules)
    about = {row.item for row in actions if row.item in before} | (before.keys() - after.keys())
    later = connection.execute(
        select(ITEM_ACTION)
        .where(
            ITEM_ACTION.c.client_id == case.client_id,
            ITEM_ACTION.c.happened > max(places),
            ITEM_ACTION.c.item.in_(about),
            ITEM_ACTION.c.undone_at.is_(None),
        )
        .order_by(ITEM_ACTION.c.id)
        .limit(1)
    ).one_or_none()
    if later is not None:
        raise touches.rested_on(connection, later)
    if any(_has_gone_on(after.get(key), before[key], stored.get(key)) for key in about):
        raise UsageError(
            say("This can no longer be undone: the item has gone on since"),
            "",
            say("see on the client's page what has happened"),
        )
    return about


def _has_gone_on(after: Item | None, before: Item, row: AnyRow | None) -> bool:
    if after is not None:
        # It has ended without these actions too: an interview or the end of the case has come after them.
        return after.ending is not None
    return before.ending is not None or (row is not None and row.interview_id is not None)
