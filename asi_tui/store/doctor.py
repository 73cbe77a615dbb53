"""All items reckoned anew from all that has happened, and compared with those that are stored, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from asi_tui.core.happenings import Item
from asi_tui.core.queue_rules import items_of
from asi_tui.store import case_history, followups, item_rows
from asi_tui.store.client_tables import CLIENT

CLIENTS_AT_A_TIME = 500
"""Clients whose whole histories are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that is stored otherwise than the rules have it, or not at all."""

    client_id: str
    code: str
    guarded: bool
    stored: Item | None
    by_rules: Item | None


def next_clients(connection: Connection, after: str) -> tuple[str, ...]:
    """The clients of the next page, by id; none when all have been seen."""
    rows = connection.execute(
        select(CLIENT.c.id).where(CLIENT.c.id > after).order_by(CLIENT.c.id).limit(CLIENTS_AT_A_TIME)
    )
    return tuple(row.id for row in rows)


def differences(connection: Connection, client_ids: tuple[str, ...]) -> Iterator[Difference]:
    """The items of those clients that are stored otherwise than the rules have them."""
    rows = followups.rows_of(connection, client_ids)
    for client_id, case in case_history.of(connection, client_ids).items():
        items = items_of(case.happenings, case.rules)
        stored = {key: item_rows.item_of(row) for key, row in rows.get(client_id, {}).items()}
        for key in sorted(items.keys() | stored.keys()):
            if item_rows.differs(stored.get(key), items.get(key)):
                yield Difference(client_id, case.code, case.guarded, stored.get(key), items.get(key))


def repair_page(connection: Connection, client_ids: tuple[str, ...], now: datetime) -> int:
    """Write what the rules say over what is stored of those clients; gives how many items were put right."""
    case_history.lock(connection, client_ids)
    found = list(differences(connection, client_ids))
    followups.follow(connection, sorted({one.client_id for one in found}), now)
    return len(found)


def repair(connection: Connection, now: datetime) -> None:
    """Write what the rules say over what is stored, for all clients in one transaction."""
    after = ""
    while client_ids := next_clients(connection, after):
        followups.follow(connection, client_ids, now)
        after = client_ids[-1]
