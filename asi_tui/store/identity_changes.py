"""What a client's particulars held before they were changed, who changed them, and what must not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from asi_tui.core.client_file import IdentityChange, Protection
from asi_tui.core.identity import show_code
from asi_tui.core.people import StaffMember
from asi_tui.errors import TouchedElsewhere
from asi_tui.message import say
from asi_tui.store import staff
from asi_tui.store.case_tables import IDENTITY_CHANGE
from asi_tui.store.kept import AnyRow
from asi_tui.store.moments import time_of
from asi_tui.store.particulars import NO_ADDRESS
from asi_tui.store.people_tables import STAFF

_FIELDS = {
    "name": "name",
    "number": "identifier",
    "born": "born",
    "sex": "sex",
    "protection": "protection",
    "telephone": "telephone",
    "handler": "handler_id",
    "own_interval": "own_interval",
}
"""The fields whose changes are kept, with their columns."""

_OLD_IDENTITY = ("name", "number", "born")
"""Fields whose earlier values must not be kept beside an assigned identity."""


def keep(
    connection: Connection, row: AnyRow, columns: Mapping[str, Any], kind: Protection, me: StaffMember, now: datetime
) -> None:
    """Keep what the fields of a client held that are changed now. What protection forbids is forgotten.

    That a field was changed, by whom and when, is kept in any case.
    """
    forbidden: tuple[str, ...] = _OLD_IDENTITY if kind is Protection.ASSIGNED_IDENTITY else ()
    if kind in NO_ADDRESS:
        forbidden = (*forbidden, "telephone")
    if forbidden:
        connection.execute(
            delete(IDENTITY_CHANGE).where(IDENTITY_CHANGE.c.client_id == row.id, IDENTITY_CHANGE.c.field.in_(forbidden))
        )
    before = row._mapping
    for field, column in _FIELDS.items():
        if before[column] != columns[column]:
            was = "" if field in forbidden or before[column] is None else str(before[column])
            if field == "handler" and was:
                member = staff.by_id(connection, was)
                was = member.name if member else ""
            write(connection, row.id, field, was, me, now)


def write(connection: Connection, client_id: str, field: str, was: str, me: StaffMember, now: datetime) -> None:
    """Keep what one field held."""
    connection.execute(insert(IDENTITY_CHANGE).values(client_id=client_id, field=field, was=was, at=now, by=me.id))


def touched(connection: Connection, row: AnyRow) -> TouchedElsewhere:
    """The particulars are no longer as they were on screen: who has changed them."""
    last = connection.execute(
        select(IDENTITY_CHANGE.c.at, STAFF.c.name)
        .join_from(IDENTITY_CHANGE, STAFF, STAFF.c.id == IDENTITY_CHANGE.c.by)
        .where(IDENTITY_CHANGE.c.client_id == row.id)
        .order_by(IDENTITY_CHANGE.c.id.desc())
        .limit(1)
    ).one_or_none()
    what = (
        say("{name} changed the client's particulars {time}: nothing was stored", name=last.name, time=time_of(last.at))
        if last
        else say("The client's particulars have been changed meanwhile: nothing was stored")
    )
    return TouchedElsewhere(what, show_code(row.code), say("open the client's page anew, then change it again"))


def changes(connection: Connection, client_id: str) -> tuple[IdentityChange, ...]:
    """What the identity of a client held earlier, newest first. Where the value is not kept, nothing is told."""
    rows = connection.execute(
        select(IDENTITY_CHANGE, STAFF.c.name)
        .join_from(IDENTITY_CHANGE, STAFF, STAFF.c.id == IDENTITY_CHANGE.c.by)
        .where(IDENTITY_CHANGE.c.client_id == client_id, IDENTITY_CHANGE.c.was != "")
        .order_by(IDENTITY_CHANGE.c.id.desc())
    )
    return tuple(IdentityChange(field=row.field, was=row.was, at=row.at, by=row.name) for row in rows)
