"""Clients as lists show them: found by code, by name or by number, never by what they have told."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true, tuple_, union_all

from asi_tui.core.identity import clean_text, code_beginning, search_words, show_code
from asi_tui.core.people import Client, Sex, StaffMember
from asi_tui.core.queue import QueueQuery, Scope
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import protection
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_PROTECTED, OPEN_ITEM, UNSIGNED, AnyRow
from asi_tui.store.people_tables import UNIT
from asi_tui.store.protection import Reader

COLUMNS = (
    CLIENT.c.id.label("id_of_client"),
    CLIENT.c.code.label("client_code"),
    CLIENT.c.name.label("client_name"),
    CLIENT.c.born,
    CLIENT.c.sex,
    CLIENT.c.interviews,
    CLIENT.c.protection.label("client_protection"),
    UNIT.c.name.label("unit_name"),
)
"""What a query selects so that `of_row` can make a Client of its rows."""

_SEARCH_LIMIT = 100

# The last symbol that a code can hold is Z, and that a number can hold 9: these come after all that begins alike.
_AFTER_ALL_CODES = "~"
_AFTER_ALL_DIGITS = ":"

_NUMBER = re.compile(r"[\d\s+-]+", re.ASCII)

_FEWEST_DIGITS = 6
"""Fewer digits tell nobody: with them no number is looked for."""

_CENTURIES = ("18", "19", "20")


def of_row(row: AnyRow) -> Client:
    """The client in a row that holds `COLUMNS`. With a protected identity the name stays where it is."""
    protected = row.client_protection != protection.NOT_PROTECTED
    return Client(
        id=row.id_of_client,
        code=row.client_code,
        name="" if protected else row.client_name,
        born=row.born,
        sex=Sex(row.sex),
        unit=row.unit_name,
        interviews=row.interviews,
        protected=protected,
    )


def by_code(connection: Connection, code: str, me: StaffMember) -> Client:
    """The client with that code; raises UsageError when there is none for this reader."""
    row = connection.execute(
        select(*COLUMNS).join_from(CLIENT, UNIT, UNIT.c.id == CLIENT.c.unit_id).where(CLIENT.c.code == code)
    ).one_or_none()
    if row is None or not protection.sees(connection, me, row.id_of_client, row.client_protection):
        raise UsageError(
            say("No client has this code"), show_code(code), say("check the code, or search for the client by name")
        )
    return of_row(row)


def by_id(connection: Connection, client_id: str) -> Client:
    """The client with that id, who is there."""
    return of_row(
        connection.execute(
            select(*COLUMNS).join_from(CLIENT, UNIT, UNIT.c.id == CLIENT.c.unit_id).where(CLIENT.c.id == client_id)
        ).one()
    )


# The left join keeps the clients, in the order of their index, as what is read first.
_CLIENTS = select(*COLUMNS).select_from(CLIENT.outerjoin(UNIT, UNIT.c.id == CLIENT.c.unit_id))


def page(connection: Connection, after: str, size: int, reader: Reader) -> tuple[Client, ...]:
    """So many of the clients that are there for the reader, by code, from the one after that code ("": the first)."""
    there = or_(NOT_PROTECTED, CLIENT.c.id.in_(reader.named)) if reader.named else NOT_PROTECTED
    rows = connection.execute(_CLIENTS.where(CLIENT.c.code > after, there).order_by(CLIENT.c.code).limit(size))
    return tuple(of_row(row) for row in rows)


def in_scope(query: QueueQuery, reader: Reader) -> ColumnElement[bool]:
    """The clients of a scope. Mine are those I added, handle, follow up, or have an unsigned interview with."""
    match query.scope:
        case Scope.MINE:
            return CLIENT.c.id.in_(
                union_all(
                    select(CLIENT.c.id).where(CLIENT.c.created_by == reader.me.id).correlate(None),
                    select(CLIENT.c.id).where(CLIENT.c.handler_id == reader.me.id).correlate(None),
                    select(FOLLOW_UP.c.client_id).where(OPEN_ITEM, FOLLOW_UP.c.staff_id == reader.me.id),
                    select(FOLLOW_UP.c.client_id).where(OPEN_ITEM, FOLLOW_UP.c.to_staff == reader.me.id),
                    select(INTERVIEW.c.client_id).where(UNSIGNED, INTERVIEW.c.interviewer_id == reader.me.id),
                    select(INTERVIEW.c.client_id).where(UNSIGNED, INTERVIEW.c.keyed_by == reader.me.id),
                )
            )
        case Scope.UNIT:
            return CLIENT.c.unit_id == (query.unit or reader.me.unit.id)
        case Scope.ALL:
            return true()


def _guarded_in(query: QueueQuery, reader: Reader) -> ColumnElement[bool]:
    """The protected clients of a scope that the reader is named for; all of them are the reader's own."""
    mine = CLIENT.c.id.in_(reader.named)
    return and_(mine, in_scope(query, reader)) if query.scope is Scope.UNIT else mine


def are_there(connection: Connection, query: QueueQuery, reader: Reader) -> bool:
    """Whether any client is in the scope."""
    anyone = select(CLIENT.c.id).limit(1)
    if connection.scalar(anyone.where(NOT_PROTECTED, in_scope(query, reader))) is not None:
        return True
    return bool(reader.named) and connection.scalar(anyone.where(_guarded_in(query, reader))) is not None


def _sought(search: str) -> ColumnElement[bool]:
    """The clients whose code or number begins with what is sought, or whose name has a word beginning with each of its
    words."""
    search = clean_text(search, _SEARCH_LIMIT)
    found: list[ColumnElement[bool]] = []
    beginning = code_beginning(search)
    if beginning:
        found.append(and_(CLIENT.c.code >= beginning, CLIENT.c.code < beginning + _AFTER_ALL_CODES))
    for digits in _beginnings_of_number(search):
        found.append(and_(CLIENT.c.digits >= digits, CLIENT.c.digits < digits + _AFTER_ALL_DIGITS))
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


def _beginnings_of_number(search: str) -> tuple[str, ...]:
    """What is sought as the beginning of a personal number, which is stored with its century, or of another number."""
    digits = re.sub(r"\D", "", search, flags=re.ASCII)
    if len(digits) < _FEWEST_DIGITS or not _NUMBER.fullmatch(search):
        return ()
    return (digits, *(century + digits for century in _CENTURIES)) if len(digits) <= 10 else (digits,)


def find(connection: Connection, query: QueueQuery, reader: Reader, size: int) -> tuple[Client, ...]:
    """A page of the clients sought, in Swedish order of names; the place of a page is the id of its last client.

    Protected clients come first, since they are shown without a name.
    """
    after, sought = query.after, _sought(query.search)
    guarded: list[Client] = []
    if reader.named:
        rows = connection.execute(_CLIENTS.where(_guarded_in(query, reader), sought))
        guarded = sorted((of_row(row) for row in rows), key=lambda client: client.code)
    if after is not None:
        places = [client.id for client in guarded]
        guarded = guarded[places.index(after) + 1 :] if after in places else []
        after = None if after in places else after
    statement = _CLIENTS.where(NOT_PROTECTED, in_scope(query, reader), sought)
    statement = statement.order_by(CLIENT.c.name_sort, CLIENT.c.id).limit(size)
    if after is not None:
        last = CLIENT.alias("last")
        here = select(last.c.name_sort).where(last.c.id == after).scalar_subquery()
        statement = statement.where(tuple_(CLIENT.c.name_sort, CLIENT.c.id) > tuple_(here, after))
    return (*guarded, *(of_row(row) for row in connection.execute(statement)))[:size]
