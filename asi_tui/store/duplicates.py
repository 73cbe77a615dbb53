"""Clients who may be registered already: with the same number, or born on the same day with a like name."""

from __future__ import annotations

from difflib import SequenceMatcher

from sqlalchemy import Connection, select

from asi_tui.core.identity import fold, name_key, show_code
from asi_tui.core.people import Client, StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import clients, protection
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.identifiers import Identifier
from asi_tui.store.people_tables import UNIT

_LIKE = 0.8
"""How alike two names are that may be the same person's."""


def refuse_taken(connection: Connection, number: Identifier, me: StaffMember, client_id: str | None) -> None:
    """Raise UsageError when another client whom the reader sees has the number."""
    if not number.number:
        return
    rows = connection.execute(
        select(CLIENT.c.id, CLIENT.c.code, CLIENT.c.protection).where(
            CLIENT.c.digits == number.digits,
            CLIENT.c.identifier_kind == number.kind.value,
            CLIENT.c.identifier == number.number,
            CLIENT.c.id.is_distinct_from(client_id),
        )
    ).all()
    for row in rows:
        if protection.sees(connection, me, row.id, row.protection):
            raise UsageError(
                say("Another client has this number"), show_code(row.code), say("open that client instead")
            )


def alike(
    connection: Connection, name: str, born: str, me: StaffMember, *, but: str | None = None
) -> tuple[Client, ...]:
    """The clients, there for the reader, who may be the same person: born on the same day, with a like name."""
    if "-" not in born or not name.strip():
        return ()
    rows = connection.execute(
        select(*clients.COLUMNS)
        .join_from(CLIENT, UNIT, UNIT.c.id == CLIENT.c.unit_id)
        .where(CLIENT.c.born == born, CLIENT.c.id.is_distinct_from(but))
    )
    found = [row for row in rows if _like(name, row.client_name)]
    return tuple(
        clients.of_row(row)
        for row in sorted(found, key=lambda row: row.client_code)
        if protection.sees(connection, me, row.id_of_client, row.client_protection)
    )


def _like(one: str, other: str) -> bool:
    """Whether two names may be the same person's: they share a word, or differ in a few letters."""
    first, second = fold(name_key(one)), fold(name_key(other))
    if set(first.split()) & set(second.split()):
        return True
    return bool(second) and SequenceMatcher(None, first, second).ratio() >= _LIKE
