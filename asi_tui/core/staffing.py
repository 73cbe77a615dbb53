"""Who works in a unit: their roles, who may change its plan, and whether they are trained for the interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from asi_tui.core.followup import add_months
from asi_tui.core.identity import fold
from asi_tui.core.people import Role, StaffMember
from asi_tui.message import Message, say

CHANGES_PLANS = frozenset({Role.MANAGER, Role.COORDINATOR, Role.ADMIN})
"""Roles that may change the units' plans and staff; while nobody has one of them, everybody may."""

INTERVIEWS = frozenset({Role.HANDLER, Role.TREATMENT, Role.COORDINATOR})
"""Roles that hold interviews, and so need training."""

SOON_DAYS = 60
"""A refresher is told of so long before it is due."""

ROLE_WORDS: Mapping[Role, Message] = {
    Role.HANDLER: say("case handler"),
    Role.TREATMENT: say("treatment staff"),
    Role.MANAGER: say("manager"),
    Role.COORDINATOR: say("coordinator"),
    Role.RESEARCHER: say("researcher"),
    Role.ADMIN: say("administrator"),
}


class Training(StrEnum):
    """How things stand with somebody's training for the interview."""

    NONE = "none"
    OVERDUE = "overdue"
    SOON = "soon"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRecord:
    """A member of staff as the unit's page shows them: how many open items are theirs, and whether they have left."""

    member: StaffMember
    open_items: int = 0
    left_on: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChange:
    """What is to be changed about a member of staff; None leaves a thing as it is.

    `own_refresher` tells that `refresher_due` is meant: None then means that the plan tells the day again.
    """

    name: str | None = None
    role: Role | None = None
    unit_id: str | None = None
    trained_on: date | None = None
    refresher_due: date | None = None
    own_refresher: bool = False


def read_role(text: str) -> Role | None:
    """The role of that name, with or without its dots and rings; None when there is none."""
    wanted = fold(text)
    return next((role for role in Role if wanted in (role.value, fold(role.value))), None)


def may_change_plans(me: StaffMember, colleagues: Iterable[StaffMember]) -> bool:
    """Whether somebody may change plans and staff: by their role, or since nobody has such a role yet."""
    return me.role in CHANGES_PLANS or not any(one.role in CHANGES_PLANS for one in colleagues)


def refresher_day(member: StaffMember) -> date | None:
    """The day a refresher is due: their own, or by the plan of their unit; None before any training."""
    if member.trained_on is None:
        return member.refresher_due
    return member.refresher_due or add_months(member.trained_on, member.unit.ways.refresher_months)


def training_of(member: StaffMember, today: date) -> Training:
    """How things stand with the training of a member of staff."""
    due = refresher_day(member)
    if member.trained_on is None:
        return Training.NONE
    if due is None or today < due - timedelta(days=SOON_DAYS):
        return Training.FINE
    return Training.SOON if today <= due else Training.OVERDUE


def needs_training(member: StaffMember, today: date) -> bool:
    """Whether the manager should see to somebody's training: they hold interviews, and lack it or their refresher."""
    return member.role in INTERVIEWS and training_of(member, today) in (Training.NONE, Training.OVERDUE)


def training_words(member: StaffMember, today: date) -> Message:
    """How things stand with somebody's training, in words."""
    due = refresher_day(member)
    match training_of(member, today):
        case Training.NONE:
            return say("no training registered")
        case Training.OVERDUE:
            return say("refresher was due {day}", day=due)
        case Training.SOON:
            return say("refresher due {day}, soon", day=due)
        case Training.FINE:
            return say("refresher due {day}", day=due)


def interviewer_note(member: StaffMember, colleagues: Iterable[StaffMember], today: date) -> Message | None:
    """What the head of an interview says of its interviewer's training, in few words; nothing where none is kept."""
    if not any(one.trained_on for one in colleagues if one.unit.id == member.unit.id):
        return None
    match training_of(member, today):
        case Training.NONE:
            return say("has no ASI training registered")
        case Training.OVERDUE:
            return say("ASI refresher overdue")
        case _:
            return None
