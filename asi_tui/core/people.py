"""The people of the casebook as lists and headings show them: clients, and the units and staff that work with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """Sex as the client states it; never read from a personal number."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a member of staff does at work. Which roles may change the units' plans is told by `core.staffing`."""

    HANDLER = "handlaggare"
    TREATMENT = "behandlare"
    MANAGER = "chef"
    COORDINATOR = "samordnare"
    RESEARCHER = "fou"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a unit holds its interviews, by its plan: the forms that Enter takes, and what the program shows and allows.

    None leaves a thing as the configuration has it. A refresher is due so many months after the training.
    """

    base_form: str = "grund"
    follow_up_form: str = "uppf"
    earlier: str | None = None
    finish_short: bool | None = None
    show_ratings: bool | None = None
    refresher_months: int = 24


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the social services, how long it waits before a follow-up (whole months, 6 unless told), its ways."""

    id: str
    name: str
    interval_months: int = 6
    ways: Ways = Ways()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff: the account they log in with, the name that colleagues see, and when they were trained.

    `refresher_due` is a day of their own; without one the unit's plan tells.
    """

    id: str
    account: str
    name: str
    unit: Unit
    role: Role = Role.HANDLER
    trained_on: date | None = None
    refresher_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client as lists and headings show them; `code` is the eight symbols without a hyphen.

    `protected` clients are shown by code alone, with the word "skyddad", and only to the staff named in their file.
    """

    id: str
    code: str
    name: str
    born: str
    sex: Sex
    unit: str
    interviews: int = 0
    protected: bool = False
