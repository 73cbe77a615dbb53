"""The items of the queue follow what happens: reckoned anew by the rules, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from asi_tui.core.followup import due_after, is_follow_up
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import items_of
from asi_tui.store import case_history, item_rows
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, AnyRow


def begin(connection: Connection, client_id: str, interview_id: str, form: str) -> None:
    """Mark the client's open items that ask for such an interview as begun, so that the queue leads back to the draft.

    The item that counts from the draft itself, completed once and reopened, waits for the interview after it.
    """
    kind = ItemKind.FOLLOW_UP if is_follow_up(form) else ItemKind.BASE
    connection.execute(
        update(FOLLOW_UP)
        .where(
            NOT_CLOSED,
            FOLLOW_UP.c.client_id == client_id,
            FOLLOW_UP.c.kind == kind.value,
            FOLLOW_UP.c.interview_id.is_(None),
            FOLLOW_UP.c.anchor_interview_id.is_distinct_from(interview_id),
        )
        .values(interview_id=interview_id, version=FOLLOW_UP.c.version + 1)
    )


def leave(connection: Connection, client_id: str, interview_id: str) -> None:
    """Mark the open items begun by that draft as not begun."""
    connection.execute(
        update(FOLLOW_UP)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.interview_id == interview_id)
        .values(interview_id=None, version=FOLLOW_UP.c.version + 1)
    )


def follow(connection: Connection, client_ids: Collection[str], now: datetime) -> dict[str, case_history.Case]:
    """Let the items of those clients follow all that has happened in their cases; gives the cases."""
    case_history.lock(connection, client_ids)
    cases = case_history.of(connection, client_ids)
    stored = rows_of(connection, client_ids)
    for client_id, case in cases.items():
        items = items_of(case.happenings, case.rules)
        item_rows.write(connection, client_id, stored.get(client_id, {}), items, guarded=case.guarded, now=now)
    return cases


def rows_of(connection: Connection, client_ids: Collection[str]) -> dict[str, dict[str, AnyRow]]:
    """All items that those clients have ever had, as they are stored: by client, then by key."""
    rows = connection.execute(
        select(FOLLOW_UP).where(FOLLOW_UP.c.client_id.in_(client_ids)).order_by(FOLLOW_UP.c.client_id, FOLLOW_UP.c.key)
    )
    return item_rows.by_key(rows)


def next_due(connection: Connection, client_id: str, case: case_history.Case, held_on: date) -> date:
    """The day the client's next follow-up falls due; where none is open, the day it would by the interval."""
    earliest: date | None = connection.scalar(
        select(FOLLOW_UP.c.due_on)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.kind == ItemKind.FOLLOW_UP.value)
        .order_by(FOLLOW_UP.c.due_on)
        .limit(1)
    )
    return earliest or due_after(held_on, case.rules.interval_months)
