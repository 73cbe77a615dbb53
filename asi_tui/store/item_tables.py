"""The table of the queue's items."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, TextClause, UniqueConstraint, false, text
from sqlmodel import Field

from asi_tui.store.kept import NOT_CLOSED, OPEN_ITEM, Kept, Lines, UtcDateTime, partial, table

# What the counts read of each open item: with these in its indexes they never touch the table.
_COUNTED = ("opens_on", "overdue_on", "long_overdue_on", "kind", "staff_id", "unit_id", "closed_at", "guarded")


def _counted(name: str, *of: str, where: TextClause) -> Index:
    """An index over the open items of one column's value, in the order of the queue."""
    counted = (column for column in _COUNTED if column not in of)
    return partial(name, *of, "due_on", "id", *counted, where=where)


_COMMISSIONED_TO_UNIT = text("closed_at IS NULL AND NOT guarded AND to_unit IS NOT NULL")
_COMMISSIONED_TO_STAFF = text("closed_at IS NULL AND NOT guarded AND to_staff IS NOT NULL")


class FollowUpRow(Kept, table=True):
    """An item of the queue. Its due day and window are stored, so that lists and counts read an index and no more.

    `key` tells what the item is for, as the rules of the queue name it. `interview_id` is the draft that an open item
    has led to, or the interview that closed it. `guarded`: its client has a protected identity. A row is never
    deleted: an item that was ordered by mistake is closed as withdrawn.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("client_id", "key"),
        _counted("follow_up_open_unit", "unit_id", where=OPEN_ITEM),
        _counted("follow_up_open_staff", "staff_id", where=OPEN_ITEM),
        _counted("follow_up_open", where=OPEN_ITEM),
        # Among the items of all units one kind can be rare.
        _counted("follow_up_open_kind", "kind", where=OPEN_ITEM),
        _counted("follow_up_to_unit", "to_unit", where=_COMMISSIONED_TO_UNIT),
        _counted("follow_up_to_staff", "to_staff", where=_COMMISSIONED_TO_STAFF),
        partial("follow_up_open_client", "client_id", "due_on", "id", where=NOT_CLOSED),
    )

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    kind: str
    anchor_interview_id: str | None = Field(default=None, foreign_key="interview.id")
    anchor_on: date
    due_on: date
    opens_on: date
    overdue_on: date
    long_overdue_on: date
    unit_id: str = Field(foreign_key="unit.id")
    staff_id: str = Field(foreign_key="staff.id")
    interview_id: str | None = Field(default=None, foreign_key="interview.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = None
    version: int = 1
    key: str
    guarded: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    paused: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    to_staff: str | None = Field(default=None, foreign_key="staff.id")
    to_unit: str | None = Field(default=None, foreign_key="unit.id")
    may_read: str | None = None
    intervention_id: str | None = Field(default=None, foreign_key="intervention.id")
    ended_on: date | None = None
    reason: str | None = Field(default=None, sa_type=Lines)


FOLLOW_UP = table("follow_up")
