"""The tables of what has happened in the cases: actions on items, events, consents, changed identities, interventions.

Rows are only ever added. What is taken back is marked or followed by a new row: it can always be read who did what.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field

from asi_tui.store.kept import Kept, Lines, UtcDateTime, Words, table

_EMPTY = {"server_default": text("''")}


class ItemActionRow(Kept, table=True):
    """What somebody did about an item: postponed, commissioned, handed over, sought, lost, followed up otherwise.

    `happened` is its place among what has happened in the case, `batch` the id of the first of the rows that were
    written together and are undone together. `code` is the reason, the means or the channel, by the kind.
    """

    __tablename__ = "item_action"
    __table_args__ = (UniqueConstraint("client_id", "happened"), Index("item_action_batch", "batch"))

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    happened: int
    batch: int
    item: str
    kind: str
    day: date | None = None
    code: str = ""
    result: str = ""
    note: str = Field(default="", sa_type=Lines)
    to_staff: str | None = Field(default=None, foreign_key="staff.id")
    to_unit: str | None = Field(default=None, foreign_key="unit.id")
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: str | None = Field(default=None, foreign_key="staff.id")


class CaseEventRow(Kept, table=True):
    """A significant event. A correction is a row of its own that names the event it stands in for; that one stays.

    `items_stay` tells of a closed case whether its items stay open; `taken_back` that the corrected event never was.
    """

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("client_id", "happened"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    happened: int
    kind: str
    day: date
    note: str = Field(default="", sa_type=Lines)
    reason: str = Field(default="", sa_type=Lines)
    interview_id: str | None = Field(default=None, foreign_key="interview.id")
    items_stay: bool = True
    corrects: int | None = Field(default=None, foreign_key="case_event.id")
    taken_back: bool = False
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class ConsentRow(Kept, table=True):
    """A consent as it stood from a moment on; the newest row of its kind counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("consent_newest", "client_id", "kind", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    kind: str
    given_on: date | None = None
    withdrawn_on: date | None = None
    note: str = Field(default="", sa_type=Lines)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class IdentityChangeRow(Kept, table=True):
    """What a field of a client's identity held before it was changed."""

    __tablename__ = "identity_change"
    __table_args__ = (Index("identity_change_client", "client_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    field: str
    was: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class IntervalChangeRow(Kept, table=True):
    """The client's own interval from a moment on, in months; null when the unit's holds again."""

    __tablename__ = "interval_change"
    __table_args__ = (UniqueConstraint("client_id", "happened"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    happened: int
    months: int | None = None
    reason: str = Field(default="", sa_type=Lines)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class InterventionRow(Kept, table=True):
    """The record of an intervention; its goals and the history of its changes are tables of their own.

    `happened` is the place of its end among what has happened in the case; `move_item`: the open follow-up was moved
    to count from the end; `recorded_on`: the day the record was filled; `taken_back`: it never was. `areas` are ids
    with blanks between. A rating of 9 is one that could not be given.
    """

    __tablename__ = "intervention"
    __table_args__ = (Index("intervention_client", "client_id", "id"),)

    id: str = Field(primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    name: str = Field(sa_type=Words)
    unit_id: str = Field(foreign_key="unit.id")
    staff_id: str = Field(foreign_key="staff.id")
    began_on: date | None = None
    ended_on: date | None = None
    recorded_on: date | None = None
    move_item: bool = False
    happened: int | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")
    version: int = 1
    kind: str = Field(default="", sa_column_kwargs=_EMPTY)
    method: str = Field(default="", sa_column_kwargs=_EMPTY)
    method_words: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    provider: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    worker: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    commissioner: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    legal_basis: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    needs_tested: bool | None = None
    planned_from: date | None = None
    planned_until: date | None = None
    status: str = Field(default="ongoing", sa_column_kwargs={"server_default": text("'ongoing'")})
    mode: str = Field(default="", sa_column_kwargs=_EMPTY)
    per_week: int | None = None
    offered: int | None = None
    attended: int | None = None
    areas: str = Field(default="", sa_column_kwargs=_EMPTY)
    main_area: str = Field(default="", sa_column_kwargs=_EMPTY)
    end_reason: str = Field(default="", sa_column_kwargs=_EMPTY)
    helpfulness: int | None = None
    influence: int | None = None
    recommends: bool | None = None
    worker_rating: int | None = None
    note: str = Field(default="", sa_type=Lines, sa_column_kwargs=_EMPTY)
    taken_back: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


ITEM_ACTION = table("item_action")
CASE_EVENT = table("case_event")
CONSENT = table("consent")
IDENTITY_CHANGE = table("identity_change")
INTERVAL_CHANGE = table("interval_change")
INTERVENTION = table("intervention")
