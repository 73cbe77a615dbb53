"""The tables beside the record of an intervention: its goals, and what the record held before it was changed.

Only whoever reads or writes whole records loads them; the queue is filled from `case_tables` alone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from asi_tui.store.kept import Kept, UtcDateTime, Words, table


class GoalRow(Kept, table=True):
    """A goal of an intervention as it stands, by its place; an earlier wording is kept among the changes."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("intervention_id", "place"),)

    id: int | None = Field(default=None, primary_key=True)
    intervention_id: str = Field(foreign_key="intervention.id")
    place: int
    text: str = Field(sa_type=Words)
    area: str = ""
    attainment: str


class InterventionChangeRow(Kept, table=True):
    """What a field of an intervention's record held before it was changed."""

    __tablename__ = "intervention_change"
    __table_args__ = (Index("intervention_change_record", "intervention_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    intervention_id: str = Field(foreign_key="intervention.id")
    field: str
    was: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


GOAL = table("goal")
INTERVENTION_CHANGE = table("intervention_change")
