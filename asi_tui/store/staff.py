"""Members of staff and their units."""

from __future__ import annotations

from random import Random
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, select

from asi_tui.core.identity import clean_text, name_order
from asi_tui.core.people import Role, StaffMember, Unit, Ways
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import protection
from asi_tui.store.client_tables import CLIENT_ACCESS
from asi_tui.store.kept import AnyRow
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.protection import Reader

NAME_LIMIT = 100

_UNITS = (
    UNIT.c.id.label("unit_id"), UNIT.c.name.label("unit_name"), UNIT.c.interval_months, UNIT.c.base_form,
    UNIT.c.follow_up_form, UNIT.c.earlier, UNIT.c.finish_short, UNIT.c.show_ratings, UNIT.c.refresher_months,
)  # fmt: skip

_MEMBERS = select(
    STAFF.c.id, STAFF.c.account, STAFF.c.name, STAFF.c.role, STAFF.c.trained_on, STAFF.c.refresher_due, *_UNITS
).join_from(STAFF, UNIT)

_ROLES = {role.value: role for role in Role}


def new_id(random: Random) -> str:
    """A new public id: a random UUID."""
    return str(UUID(int=random.getrandbits(128), version=4))


def _member(row: AnyRow) -> StaffMember:
    return StaffMember(
        row.id,
        row.account,
        row.name,
        _unit(row),
        # What another program has written, and this one does not know, gives no rights.
        _ROLES.get(row.role, Role.HANDLER),
        row.trained_on,
        row.refresher_due,
    )


def _unit(row: AnyRow) -> Unit:
    ways = Ways(
        base_form=row.base_form,
        follow_up_form=row.follow_up_form,
        earlier=row.earlier,
        finish_short=row.finish_short,
        show_ratings=row.show_ratings,
        refresher_months=row.refresher_months,
    )
    return Unit(row.unit_id, row.unit_name, row.interval_months, ways)


def _one(connection: Connection, *which: ColumnElement[bool]) -> StaffMember | None:
    row = connection.execute(_MEMBERS.where(*which)).one_or_none()
    return _member(row) if row else None


def by_account(connection: Connection, account: str) -> StaffMember | None:
    """The active member of staff with that account."""
    return _one(connection, STAFF.c.account == account, STAFF.c.active)


_IS_NAMED = select(CLIENT_ACCESS.c.client_id).where(CLIENT_ACCESS.c.staff_id == STAFF.c.id).exists()


def reader(connection: Connection, account: str) -> Reader | None:
    """The active member of staff with that account, as somebody who reads lists."""
    statement = _MEMBERS.add_columns(_IS_NAMED.label("is_named"))
    row = connection.execute(statement.where(STAFF.c.account == account, STAFF.c.active)).one_or_none()
    if row is None:
        return None
    me = _member(row)
    # Hardly anybody is named for any: then nothing more is asked.
    return Reader(me, protection.clients_of(connection, me) if row.is_named else ())


def by_id(connection: Connection, staff_id: str) -> StaffMember | None:
    """The member of staff with that id, active or not."""
    return _one(connection, STAFF.c.id == staff_id)


def active_by_id(connection: Connection, staff_id: str) -> StaffMember | None:
    """The member of staff with that id, if they still work here."""
    return _one(connection, STAFF.c.id == staff_id, STAFF.c.active)


def active(connection: Connection) -> tuple[StaffMember, ...]:
    """All active members of staff, in Swedish order of names."""
    rows = connection.execute(_MEMBERS.where(STAFF.c.active))
    return tuple(sorted((_member(row) for row in rows), key=lambda member: (name_order(member.name), member.account)))


def everybody(connection: Connection) -> tuple[StaffMember, ...]:
    """All who have ever been members of staff."""
    return tuple(_member(row) for row in connection.execute(_MEMBERS))


def units(connection: Connection) -> tuple[Unit, ...]:
    """All units, in Swedish order of names."""
    rows = connection.execute(select(*_UNITS))
    return tuple(sorted((_unit(row) for row in rows), key=lambda unit: (name_order(unit.name), unit.id)))


def register(connection: Connection, account: str, name: str, unit: str, random: Random) -> StaffMember:
    """Make the account a member of staff of the unit with that name, which is made when it is new."""
    name, unit = clean_text(name, NAME_LIMIT).strip(), clean_text(unit, NAME_LIMIT).strip()
    if not name:
        raise UsageError(say("The name is empty"), account, say("write the name that colleagues see"))
    if not unit:
        raise UsageError(say("The unit is empty"), account, say("write the name of the unit"))
    if (works_here := connection.scalar(select(STAFF.c.active).where(STAFF.c.account == account))) is not None:
        if not works_here:
            raise UsageError(
                say("This account is registered as one who has left"),
                account,
                say("ask a manager, a coordinator or an administrator to add it again: `asi staff add`"),
            )
        raise UsageError(
            say("The account belongs to a member of staff already"), account, say("go on as that member of staff")
        )
    unit_id = connection.scalar(select(UNIT.c.id).where(UNIT.c.name == unit))
    if unit_id is None:
        unit_id = new_id(random)
        connection.execute(insert(UNIT).values(id=unit_id, name=unit, interval_months=6, version=1))
    staff_id = new_id(random)
    connection.execute(
        insert(STAFF).values(id=staff_id, account=account, name=name, unit_id=unit_id, active=True, version=1)
    )
    member = by_id(connection, staff_id)
    assert member is not None
    return member
