"""Items as they are stored: a row each, with the days of the window, and the Item of the rules that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from asi_tui.core.followup import window_dates
from asi_tui.core.happenings import Ending, Item
from asi_tui.core.queue import ItemKind
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import AnyRow

_BY_INTERVIEW = frozenset({Ending.DONE.value, Ending.RE_ANCHORED.value})


def item_of(row: AnyRow) -> Item:
    """The item that a row stands for, without the story of why it stands where it does."""
    ending = Ending(row.outcome) if row.outcome else None
    return Item(
        key=row.key,
        kind=ItemKind(row.kind),
        anchor_on=row.anchor_on,
        due_on=row.due_on,
        responsible=row.staff_id,
        unit=row.unit_id,
        anchor_interview=row.anchor_interview_id,
        intervention=row.intervention_id,
        paused=row.paused,
        to_staff=row.to_staff,
        to_unit=row.to_unit,
        may_read=row.may_read,
        attempts=row.attempts,
        ending=ending,
        ended_on=row.ended_on,
        done_by_interview=row.interview_id if row.outcome in _BY_INTERVIEW else None,
        reason=row.reason,
    )


def differs(stored: Item | None, by_rules: Item | None) -> bool:
    """Whether what is stored is not what the rules say.

    An item that has ended is compared by how it ended: a plan that is changed later does not rewrite what was.
    """
    if stored is None:
        return True
    if by_rules is None:
        # What made it has been taken back: then it has been withdrawn.
        return stored.ending is not Ending.WITHDRAWN
    if stored.ending is not None and by_rules.ending is not None:
        return _how_ended(stored) != _how_ended(by_rules)
    return _is_stored(stored) != _is_stored(by_rules)


_is_stored = attrgetter(*(one.name for one in fields(Item) if one.name != "because"))
"""All of an item but the story of why it stands where it does."""


def _how_ended(item: Item) -> tuple[object, ...]:
    return item.ending, item.ended_on, item.reason, item.done_by_interview


@dataclass(frozen=True, slots=True)
class Writing:
    """The rows that are to be added, and what is to be changed of those there are; of many clients at a time."""

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        client_id: str,
        rows: Mapping[str, AnyRow],
        items: Mapping[str, Item],
        *,
        guarded: bool,
        now: datetime,
    ) -> None:
        """What makes the client's rows say what the rules say: those that differ, and no others."""
        self.new.extend(
            new_row(client_id, item, guarded=guarded, now=now) for key, item in items.items() if key not in rows
        )
        for key, row in rows.items():
            stored, item = item_of(row), items.get(key)
            if differs(stored, item):
                item = item or replace(stored, ending=Ending.WITHDRAWN, ended_on=now.astimezone().date())
                self.changed.append({"row_id": row.id, **_changed(row, item, now)})

    def write(self, connection: Connection) -> int:
        """Write it all; gives how many rows that were."""
        if self.new:
            connection.execute(insert(FOLLOW_UP), self.new)
        if self.changed:
            names = [name for name in self.changed[0] if name != "row_id"]
            statement = update(FOLLOW_UP).where(FOLLOW_UP.c.id == bindparam("row_id"))
            connection.execute(statement.values({name: bindparam(name) for name in names}), self.changed)
        return len(self.new) + len(self.changed)


def write(
    connection: Connection,
    client_id: str,
    rows: Mapping[str, AnyRow],
    items: Mapping[str, Item],
    *,
    guarded: bool,
    now: datetime,
) -> None:
    """Make the client's rows say what the rules say: those that differ, and no others."""
    writing = Writing()
    writing.add(client_id, rows, items, guarded=guarded, now=now)
    writing.write(connection)


def new_row(client_id: str, item: Item, *, guarded: bool, now: datetime | None) -> dict[str, Any]:
    """The row of an item that is stored for the first time; `now` is when it left the queue, if it has."""
    return {
        "client_id": client_id,
        "key": item.key,
        "kind": item.kind.value,
        "guarded": guarded,
        "interview_id": item.done_by_interview,
        "closed_at": now if item.ending else None,
        "version": 1,
        **_columns(item),
    }


def _changed(row: AnyRow, item: Item, now: datetime) -> dict[str, Any]:
    """The columns of a row that changes. An open item keeps the draft it has led to."""
    if item.ending is not None and item.ending.value in _BY_INTERVIEW:
        led_to = item.done_by_interview
    else:
        led_to = None if row.outcome in _BY_INTERVIEW else row.interview_id
    return {
        "interview_id": led_to,
        "closed_at": (row.closed_at or now) if item.ending else None,
        "version": row.version + 1,
        **_columns(item),
    }


def _columns(item: Item) -> dict[str, Any]:
    window = window_dates(item.due_on, item.kind)
    return {
        "anchor_interview_id": item.anchor_interview,
        "anchor_on": item.anchor_on,
        "due_on": item.due_on,
        "opens_on": window.opens_on,
        "overdue_on": window.overdue_on,
        "long_overdue_on": window.long_overdue_on,
        "unit_id": item.unit,
        "staff_id": item.responsible,
        "outcome": item.ending.value if item.ending else None,
        "paused": item.paused,
        "attempts": item.attempts,
        "to_staff": item.to_staff,
        "to_unit": item.to_unit,
        "may_read": item.may_read,
        "intervention_id": item.intervention,
        "ended_on": item.ended_on,
        "reason": item.reason,
    }


def by_key(rows: Iterable[AnyRow]) -> dict[str, dict[str, AnyRow]]:
    """Rows of items by client, then by key."""
    found: dict[str, dict[str, AnyRow]] = {}
    for row in rows:
        found.setdefault(row.client_id, {})[row.key] = row
    return found
