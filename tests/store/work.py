"""The work on the queue as its tests see it: items to aim at, and where they stand afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from asi_tui.core.casework_ports import Target
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, QueueRow, Scope
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Site, added, interviewed, queue

LAST_SPRING = date(2026, 5, 1)
"""Six months later, on the first of November, the follow-up falls due."""


def followed(book: SqlCasebook, name: str = "Maj-Britt Åström", **changed: Any) -> Client:
    """A client whose follow-up fell due on the first of November."""
    client = added(book, name)
    interviewed(book, client, on=LAST_SPRING, **changed)
    return client


def row_of(
    book: SqlCasebook, client: Client, kind: ItemKind = ItemKind.FOLLOW_UP, scope: Scope = Scope.ALL
) -> QueueRow:
    """The due item of a client."""
    (row,) = [row for row in queue(book, scope=scope, kind=kind) if row.client.id == client.id]
    return row


def target(row: QueueRow) -> Target:
    assert row.item_id is not None
    return Target(row.item_id, row.version)


def aim(book: SqlCasebook, client: Client, kind: ItemKind = ItemKind.FOLLOW_UP) -> list[Target]:
    """What is on the screen of the user, to be acted on."""
    return [target(row_of(book, client, kind))]


def stored(site: Site, client: Client) -> list[tuple[Any, ...]]:
    """The follow-ups and orders of a client: when due, how ended and why, whose, how often sought, postponed or not."""
    rows = site.rows(
        "SELECT due_on, outcome, reason, name, attempts, paused FROM follow_up JOIN staff ON staff.id = staff_id"
        " WHERE client_id = :client AND kind IN ('follow_up', 'base') ORDER BY follow_up.id",
        client=client.id,
    )
    return [
        (str(due), outcome, reason, name, attempts, bool(paused))
        for due, outcome, reason, name, attempts, paused in rows
    ]


def agrees(book: SqlCasebook) -> bool:
    """Whether what is stored is what the rules give from scratch."""
    return list(book.work.differences()) == []
