"""Clients: added under a new code, found by code or by name."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, true, tuple_, union_all

from asi_tui.core.casework import Client, NewClient, Scope, Sex, StaffMember
from asi_tui.core.identity import (
    clean_text,
    code_beginning,
    fold,
    name_key,
    new_code,
    parse_born,
    search_words,
    show_code,
)
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store.kept import NOT_CLOSED, NOT_SIGNED
from asi_tui.store.staff import NAME_LIMIT, new_id
from asi_tui.store.tables import CLIENT, FOLLOW_UP, INTERVIEW, UNIT, AnyRow

COLUMNS = (
    CLIENT.c.id.label("id_of_client"),
    CLIENT.c.code.label("client_code"),
    CLIENT.c.name.label("client_name"),
    CLIENT.c.born,
    CLIENT.c.sex,
    CLIENT.c.interviews,
    UNIT.c.name.label("unit_name"),
)
"""What a query selects so that `of_row` can make a Client of its rows."""

_SEARCH_LIMIT = 100

# The last symbol that a code can hold is Z: "~" comes after every code that begins alike.
_AFTER_ALL_CODES = "~"


def of_row(row: AnyRow) -> Client:
    """The client in a row that holds `COLUMNS`."""
    return Client(
        id=row.id_of_client,
        code=row.client_code,
        name=row.client_name,
        born=row.born,
        sex=Sex(row.sex),
        unit=row.unit_name,
        interviews=row.interviews,
    )


_CLIENTS = select(*COLUMNS).join_from(CLIENT, UNIT)


def by_code(connection: Connection, code: str) -> Client:
    """The client with that code; raises UsageError when there is none."""
    row = connection.execute(_CLIENTS.where(CLIENT.c.code == code)).one_or_none()
    if row is None:
        raise UsageError(
            say("No client has this code"), show_code(code), say("check the code, or search for the client by name")
        )
    return of_row(row)


def page(connection: Connection, after: str, size: int) -> tuple[Client, ...]:
    """So many clients by code, from the one after that code ("" for the first)."""
    return tuple(
        of_row(row)
        for row in connection.execute(
            # The left join keeps the clients, in the order of their codes, as what is read first.
            select(*COLUMNS)
            .select_from(CLIENT.outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id))
            .where(CLIENT.c.code > after)
            .order_by(CLIENT.c.code)
            .limit(size)
        )
    )


def add(
    connection: Connection, client: NewClient, me: StaffMember, *, now: datetime, today: date, random: Random
) -> Client:
    """Add a client to the unit of the member of staff, under a code that nobody has."""
    name = clean_text(client.name, NAME_LIMIT).strip()
    born = parse_born(client.born, today) if client.born.strip() else ""
    code = new_code(random)
    while connection.scalar(select(CLIENT.c.id).where(CLIENT.c.code == code)) is not None:
        code = new_code(random)
    key = name_key(name)
    connection.execute(
        insert(CLIENT).values(
            id=new_id(random),
            code=code,
            name=name,
            name_key=key,
            name_folded=fold(key),
            born=born,
            sex=client.sex.value,
            unit_id=me.unit.id,
            interviews=0,
            created_at=now,
            created_by=me.id,
            version=1,
        )
    )
    return by_code(connection, code)


def in_scope(scope: Scope, me: StaffMember) -> ColumnElement[bool]:
    """The clients of a scope. Mine are those I added, follow up, or have an unsigned interview with."""
    match scope:
        case Scope.MINE:
            return CLIENT.c.id.in_(
                union_all(
                    select(CLIENT.c.id).where(CLIENT.c.created_by == me.id).correlate(None),
                    select(FOLLOW_UP.c.client_id).where(NOT_CLOSED, FOLLOW_UP.c.staff_id == me.id),
                    select(INTERVIEW.c.client_id).where(NOT_SIGNED, INTERVIEW.c.interviewer_id == me.id),
                    select(INTERVIEW.c.client_id).where(NOT_SIGNED, INTERVIEW.c.keyed_by == me.id),
                )
            )
        case Scope.UNIT:
            return CLIENT.c.unit_id == me.unit.id
        case Scope.ALL:
            return true()


def count(connection: Connection, scope: Scope, me: StaffMember) -> int:
    """How many clients are in the scope."""
    return connection.scalar(select(func.count()).select_from(CLIENT).where(in_scope(scope, me))) or 0


def _sought(search: str) -> ColumnElement[bool]:
    """The clients whose code begins with what is sought, or whose name has a word beginning with each of its words."""
    search = clean_text(search, _SEARCH_LIMIT)
    found: list[ColumnElement[bool]] = []
    beginning = code_beginning(search)
    if beginning:
        found.append(and_(CLIENT.c.code >= beginning, CLIENT.c.code < beginning + _AFTER_ALL_CODES))
    words = search_words(search)
    if words:
        found.append(
            and_(
                *(
                    (CLIENT.c.name_key if word.exact else CLIENT.c.name_folded).contains(word.text, autoescape=True)
                    for word in words
                )
            )
        )
    return or_(*found) if found else true()


def find(
    connection: Connection, search: str, scope: Scope, me: StaffMember, *, after: str | None, size: int
) -> tuple[Client, ...]:
    """A page of the clients sought, by name; `after` is the id of the last client of the page before."""
    statement = (
        select(*COLUMNS)
        .select_from(CLIENT.outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id))
        .where(in_scope(scope, me), _sought(search))
        .order_by(CLIENT.c.name_folded, CLIENT.c.id)
        .limit(size)
    )
    if after is not None:
        last = CLIENT.alias("last")
        here = select(last.c.name_folded).where(last.c.id == after).scalar_subquery()
        statement = statement.where(tuple_(CLIENT.c.name_folded, CLIENT.c.id) > tuple_(here, after))
    return tuple(of_row(row) for row in connection.execute(statement))
