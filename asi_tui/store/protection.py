"""Clients with a protected identity: they are there for the staff named for them, and for nobody else.

Their rows are guarded: no index that lists and counts are read from holds them. Whoever is named gets them beside.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store.client_tables import CLIENT, CLIENT_ACCESS
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks for a list: a member of staff, with the ids of the protected clients that they are named for."""

    me: StaffMember
    named: tuple[str, ...] = ()


NOT_PROTECTED = "none"
"""How the protection of most clients is stored."""


def clients_of(connection: Connection, me: StaffMember) -> tuple[str, ...]:
    """The ids of the protected clients that the reader is named for; an account that is nobody is named for none."""
    if not me.id:
        return ()
    rows = connection.execute(select(CLIENT_ACCESS.c.client_id).where(CLIENT_ACCESS.c.staff_id == me.id))
    return tuple(row.client_id for row in rows)


def sees(connection: Connection, me: StaffMember, client_id: str, protection: str) -> bool:
    """Whether a client with that protection is there for the reader."""
    return protection == NOT_PROTECTED or client_id in clients_of(connection, me)


def staff_named(connection: Connection, client_id: str) -> tuple[str, ...]:
    """The ids of the staff who are named for a client."""
    rows = connection.execute(select(CLIENT_ACCESS.c.staff_id).where(CLIENT_ACCESS.c.client_id == client_id))
    return tuple(sorted(row.staff_id for row in rows))


def not_there(where: str) -> UsageError:
    """What is said of a client that is not there, or not for this reader: the same, so that nothing can be guessed."""
    return UsageError(say("There is no such client"), where, say("open the client from the queue"))


def refuse_unseen(connection: Connection, me: StaffMember, client_ids: Collection[str]) -> None:
    """Raise UsageError when one of the clients is not there for the reader."""
    rows = connection.execute(select(CLIENT.c.id, CLIENT.c.protection).where(CLIENT.c.id.in_(client_ids))).all()
    protected = {row.id for row in rows if row.protection != NOT_PROTECTED}
    missing = set(client_ids) - {row.id for row in rows}
    if protected:
        missing |= protected - set(clients_of(connection, me))
    if missing:
        raise not_there(min(missing))


def name_staff(
    connection: Connection, client_id: str, staff_ids: Sequence[str], me: StaffMember, *, now: datetime
) -> None:
    """Let exactly those members of staff see the client; none, when the client is no longer protected."""
    before = set(staff_named(connection, client_id))
    gone, new = before - set(staff_ids), [one for one in dict.fromkeys(staff_ids) if one not in before]
    connection.execute(
        delete(CLIENT_ACCESS).where(CLIENT_ACCESS.c.client_id == client_id, CLIENT_ACCESS.c.staff_id.in_(gone))
    )
    if new:
        connection.execute(
            insert(CLIENT_ACCESS), [{"client_id": client_id, "staff_id": one, "at": now, "by": me.id} for one in new]
        )


def guard(connection: Connection, client_id: str, *, guarded: bool) -> None:
    """Take the client's items and interviews out of what everybody's lists are read from, or put them back."""
    for table in (FOLLOW_UP, INTERVIEW):
        connection.execute(
            update(table).where(table.c.client_id == client_id, table.c.guarded != guarded).values(guarded=guarded)
        )
