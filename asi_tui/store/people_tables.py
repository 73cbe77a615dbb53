"""The tables of the people who work here: units, staff, and how each likes to work."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text, true
from sqlmodel import Field

from asi_tui.store.kept import Kept, Words, table


class UnitRow(Kept, table=True):
    """A unit of the social services, with what the program obeys of its plan; the rest of the plan is `unit_plan`.

    `short_interventions` is the length in days up to which an ended intervention starts no clock. What is null is as
    the configuration has it.
    """

    __tablename__ = "unit"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True, sa_type=Words)
    interval_months: int = 6
    version: int = 1
    feedback: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    short_interventions: int = Field(default=7, sa_column_kwargs={"server_default": text("7")})
    base_form: str = Field(default="grund", sa_column_kwargs={"server_default": text("'grund'")})
    follow_up_form: str = Field(default="uppf", sa_column_kwargs={"server_default": text("'uppf'")})
    earlier: str | None = None
    finish_short: bool | None = None
    show_ratings: bool | None = None
    refresher_months: int = Field(default=24, sa_column_kwargs={"server_default": text("24")})


class StaffRow(Kept, table=True):
    """A member of staff; one who leaves is no longer active, and is never deleted."""

    __tablename__ = "staff"

    id: str = Field(primary_key=True)
    account: str = Field(unique=True)
    name: str = Field(sa_type=Words)
    unit_id: str = Field(foreign_key="unit.id")
    active: bool = True
    version: int = 1
    role: str = Field(default="handlaggare", sa_column_kwargs={"server_default": text("'handlaggare'")})
    trained_on: date | None = None
    refresher_due: date | None = None
    left_on: date | None = None


class SettingRow(Kept, table=True):
    """How one member of staff likes to work; what is null is as the configuration has it."""

    __tablename__ = "setting"

    staff_id: str = Field(primary_key=True, foreign_key="staff.id")
    quick_keying: bool | None = None
    lock_ms: int | None = None
    earlier: str | None = None
    theme: str | None = None
    language: str | None = None


UNIT = table("unit")
STAFF = table("staff")
SETTING = table("setting")
