"""The tables of the units' plans: what the start need not read, and every change, with the cases it holds for.

What the program obeys at each key stands on the unit itself.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from asi_tui.store.kept import Kept, Lines, UtcDateTime, table


class UnitPlanRow(Kept, table=True):
    """The words and days of a unit's plan, and who answers for it. A unit without a row has decided nothing yet.

    `limits` has a line each.
    """

    __tablename__ = "unit_plan"

    unit_id: str = Field(primary_key=True, foreign_key="unit.id")
    interviewed: str = Field(default="", sa_type=Lines)
    limits: str = Field(default="", sa_type=Lines)
    responsible_id: str | None = Field(default=None, foreign_key="staff.id")
    follow_ups_id: str | None = Field(default=None, foreign_key="staff.id")
    valid_from: date | None = None
    reviewed_on: date | None = None


class PlanChangeRow(Kept, table=True):
    """A change of a unit's plan: who, when, and the whole plan as it was and became, as TOML.

    The columns are what the rules of the queue read of both. Rows are only ever added.
    """

    __tablename__ = "plan_change"
    __table_args__ = (Index("plan_change_unit", "unit_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: str = Field(foreign_key="unit.id")
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")
    was: str = Field(sa_type=Lines)
    became: str = Field(sa_type=Lines)
    interval_was: int
    feedback_was: bool
    short_was: int
    interval_months: int
    feedback: bool
    short_interventions: int


class PlanPlaceRow(Kept, table=True):
    """The place of a change of plan among what has happened in a case that it holds for."""

    __tablename__ = "plan_place"

    client_id: str = Field(primary_key=True, foreign_key="client.id")
    happened: int = Field(primary_key=True)
    change_id: int = Field(foreign_key="plan_change.id")


UNIT_PLAN = table("unit_plan")
PLAN_CHANGE = table("plan_change")
PLAN_PLACE = table("plan_place")
