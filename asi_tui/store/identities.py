"""Who a client is: added, changed over the version that was read, and protected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.client_file import IdentifierKind, Identity, Protection
from asi_tui.core.identity import new_code, show_code
from asi_tui.core.people import Sex, StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import case_history, followups, identity_changes, protection, staff
from asi_tui.store.case_tables import INTERVAL_CHANGE
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.kept import AnyRow
from asi_tui.store.particulars import columns_of
from asi_tui.store.people_tables import STAFF
from asi_tui.store.staff import new_id


def add(
    connection: Connection, identity: Identity, me: StaffMember, *, now: datetime, today: date, random: Random
) -> str:
    """Add a client to the unit of the member of staff, under a code that nobody has; gives the client's id."""
    columns = columns_of(connection, identity, me, today, None)
    code = new_code(random)
    while connection.scalar(select(CLIENT.c.id).where(CLIENT.c.code == code)) is not None:
        code = new_code(random)
    client_id = new_id(random)
    own = {"own_interval": columns.pop("own_interval"), "interval_reason": columns.pop("interval_reason")}
    connection.execute(
        insert(CLIENT).values(
            id=client_id,
            code=code,
            unit_id=me.unit.id,
            interviews=0,
            created_at=now,
            created_by=me.id,
            version=1,
            **(columns | {"handler_id": columns["handler_id"] or me.id}),
        )
    )
    if own["own_interval"] is not None:
        _set_interval(connection, client_id, own, me, now)
    if identity.protection is not Protection.NONE:
        protection.name_staff(connection, client_id, [me.id], me, now=now)
    return client_id


def of_row(row: AnyRow) -> Identity:
    """The identity in a row of the client."""
    return Identity(
        name=row.name,
        born=row.born,
        sex=Sex(row.sex),
        kind=IdentifierKind(row.identifier_kind),
        number=row.identifier,
        protection=Protection(row.protection),
        telephone=row.telephone,
        own_interval=row.own_interval,
        interval_reason=row.interval_reason,
        handler=row.handler_id,
        version=row.version,
    )


def change(
    connection: Connection,
    client_id: str,
    identity: Identity,
    named: Sequence[str] | None,
    me: StaffMember,
    *,
    now: datetime,
    today: date,
) -> None:
    """Write a changed identity over the version that was read; what it was is kept, and the client's items follow."""
    row = connection.execute(select(CLIENT).where(CLIENT.c.id == client_id).with_for_update()).one()
    if row.version != identity.version:
        raise identity_changes.touched(connection, row)
    columns = columns_of(connection, identity, me, today, client_id)
    own = {"own_interval": columns.pop("own_interval"), "interval_reason": columns.pop("interval_reason")}
    identity_changes.keep(connection, row, columns | own, identity.protection, me, now)
    connection.execute(update(CLIENT).where(CLIENT.c.id == client_id).values(version=row.version + 1, **columns))
    _protect(connection, row, identity.protection, named, me, now)
    if (row.own_interval, row.interval_reason) != (own["own_interval"], own["interval_reason"]):
        _set_interval(connection, client_id, own, me, now)
        followups.follow(connection, [client_id], now)


def _set_interval(connection: Connection, client_id: str, own: dict[str, Any], me: StaffMember, now: datetime) -> None:
    place = case_history.next_place(connection, client_id)
    connection.execute(update(CLIENT).where(CLIENT.c.id == client_id).values(**own))
    connection.execute(
        insert(INTERVAL_CHANGE).values(
            client_id=client_id,
            happened=place,
            months=own["own_interval"],
            reason=own["interval_reason"],
            at=now,
            by=me.id,
        )
    )


def _protect(
    connection: Connection,
    row: AnyRow,
    kind: Protection,
    named: Sequence[str] | None,
    me: StaffMember,
    now: datetime,
) -> None:
    """Let only those who are named see the client, or everybody again. Whoever protects is named with them."""
    was_protected = row.protection != protection.NOT_PROTECTED
    is_protected = kind is not Protection.NONE
    if not was_protected and not is_protected:
        return
    if not is_protected:
        names: Sequence[str] = ()
    elif not was_protected:
        names = [me.id, *(named or ())]
    elif named is None:
        return
    else:
        names = named
    if is_protected and not names:
        raise UsageError(
            say("Nobody would see the client any more"), show_code(row.code), say("name at least one colleague")
        )
    if any(staff.active_by_id(connection, one) is None for one in names):
        raise UsageError(
            say("Somebody who is named is not a member of staff"), show_code(row.code), say("name staff who work here")
        )
    before = protection.staff_named(connection, row.id)
    protection.name_staff(connection, row.id, names, me, now=now)
    if set(before) != set(names) and before:
        who = connection.execute(select(STAFF.c.name).where(STAFF.c.id.in_(before))).scalars()
        identity_changes.write(connection, row.id, "named", ", ".join(sorted(who)), me, now)
    if was_protected != is_protected:
        protection.guard(connection, row.id, guarded=is_protected)
