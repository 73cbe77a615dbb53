"""A unit's plan: who is interviewed, on which forms, how long until the follow-up, what is left out, and who answers
for it; and what in a plan contradicts itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asi_tui.core.followup import add_months
from asi_tui.core.happenings import Rules
from asi_tui.core.instrument import Form, Length, Purpose
from asi_tui.core.loading import Fault
from asi_tui.core.people import Unit
from asi_tui.core.preferences import EarlierView
from asi_tui.core.shape import nearest
from asi_tui.message import Message, say

SHORTEST_INTERVAL, LONGEST_INTERVAL = 1, 24
USUAL_INTERVALS = (6, 12)
MOST_EXEMPT_DAYS = 730
MOST_REFRESHER_MONTHS = 120
MOST_LIMITS = 12

WORDS_LIMIT = 2_000
"""Longest text of who is interviewed."""

LIMIT_LIMIT = 200
"""Longest of the limits."""

REVIEW_MONTHS = 12
"""A plan that nobody has reviewed for longer than this is old."""

_DAYS_OF_A_MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """What a unit has decided. None leaves a thing as the configuration has it, or not decided.

    `limits` are what sets the group off, in words ("från 18 år"). `short_interventions` is the length in days up to
    which an ended intervention is not followed up (0: all are). `refresher_months` is the time from a training to its
    refresher. `responsible` answers for the plan and `follow_ups` for the follow-ups that nobody else has; both are
    accounts.
    """

    interviewed: str = ""
    limits: tuple[str, ...] = ()
    base_form: str = "grund"
    follow_up_form: str = "uppf"
    interval_months: int = 6
    short_interventions: int = 7
    feedback: bool = True
    show_ratings: bool | None = None
    earlier: EarlierView | None = None
    finish_short: bool | None = None
    refresher_months: int = 24
    responsible: str | None = None
    follow_ups: str | None = None
    valid_from: date | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a plan is held against: the day, the forms there are, and the accounts of those who work in the unit."""

    today: date
    forms: Mapping[str, Form]
    accounts: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """A unit and the plan that holds there; `is_decided` when somebody has set it, `version` as it was read."""

    unit: Unit
    plan: UnitPlan
    is_decided: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRevision:
    """A change of a unit's plan: when, by whom (a name), and the plan before and after."""

    at: datetime
    by: str
    was: UnitPlan
    became: UnitPlan


def rules_of(plan: UnitPlan, own_interval: int | None = None) -> Rules:
    """The rules of the queue under a plan, perhaps with an interval of the client's own."""
    return Rules(
        interval_months=own_interval or plan.interval_months,
        own_interval=own_interval is not None,
        feedback=plan.feedback,
        short_interventions=plan.short_interventions,
    )


def last_looked_at(plan: UnitPlan) -> date | None:
    """The day the plan was last reviewed, else the day it began to hold."""
    days = [day for day in (plan.reviewed_on, plan.valid_from) if day is not None]
    return max(days, default=None)


def is_old(plan: UnitPlan, today: date) -> bool:
    """Whether nobody has reviewed the plan in a year."""
    last = last_looked_at(plan)
    return last is None or add_months(last, REVIEW_MONTHS) < today


def age_of(plan: UnitPlan, today: date) -> Message:
    """How old the plan is, in words."""
    last = last_looked_at(plan)
    if last is None:
        return say("never reviewed")
    if is_old(plan, today):
        return say("old: not reviewed since {day}", day=last)
    return say("reviewed {day}", day=last) if last == plan.reviewed_on else say("valid from {day}", day=last)


def faults_in(plan: UnitPlan, around: Around) -> tuple[Fault, ...]:
    """All that contradicts itself in a plan, and as notes what should be thought about; none in a sound one."""
    return (*_faulty_numbers(plan), *_faulty_forms(plan, around), *_contradictions(plan, around), *_notes(plan, around))


def _fault(key: str, what: Message, remedy: Message) -> Fault:
    return Fault("", key, what, remedy)


def _note(key: str, what: Message, remedy: Message) -> Fault:
    return Fault("", key, what, remedy, is_note=True)


NUMBERS: Mapping[str, tuple[int, int]] = {
    "interval_months": (SHORTEST_INTERVAL, LONGEST_INTERVAL),
    "short_interventions": (0, MOST_EXEMPT_DAYS),
    "refresher_months": (1, MOST_REFRESHER_MONTHS),
}
"""The numbers of a plan, and the least and most that they may be."""


def _faulty_numbers(plan: UnitPlan) -> Iterator[Fault]:
    for key, (least, most) in NUMBERS.items():
        value = getattr(plan, key)
        if key == "refresher_months" and value == 0:
            what = say("After 0 months everybody would always lack their refresher.")
            yield _fault(key, what, say("Write how many months a training lasts, such as 24."))
        elif not least <= value <= most:
            what = say("{value} is outside {least} to {most}.", value=value, least=least, most=most)
            yield _fault(key, what, say("Write a number from {least} to {most}.", least=least, most=most))


def _faulty_forms(plan: UnitPlan, around: Around) -> Iterator[Fault]:
    for key, name, purpose in (
        ("base_form", plan.base_form, Purpose.BASE),
        ("follow_up_form", plan.follow_up_form, Purpose.FOLLOW_UP),
    ):
        fitting = [form.id for form in around.forms.values() if form.purpose is purpose]
        if name not in around.forms:
            yield _fault(key, say("There is no form {form}.", form=name), nearest(name, fitting))
        elif around.forms[name].purpose is not purpose:
            what = (
                say("{form} is a follow-up form: a client cannot begin with it.", form=name)
                if purpose is Purpose.BASE
                else say("{form} is a base form: it does not ask what has changed since.", form=name)
            )
            yield _fault(key, what, say("Use one of: {forms}.", forms=", ".join(fitting)))


def _contradictions(plan: UnitPlan, around: Around) -> Iterator[Fault]:
    defaults = [around.forms[name] for name in (plan.base_form, plan.follow_up_form) if name in around.forms]
    if plan.finish_short and len(defaults) > 1 and all(form.length is Length.SHORT for form in defaults):
        what = say("Interviews may be finished as their short form, but the short forms are what is held already.")
        yield _fault("finish_short", what, say("Write finish_short = false, or choose a full form."))
    if 0 < plan.interval_months * _DAYS_OF_A_MONTH <= plan.short_interventions:
        what = say(
            "Interventions of up to {days} days are left out, and a follow-up falls due after {months} months: what "
            "lasts that long would be followed up while it goes on, and never when it has ended.",
            days=plan.short_interventions,
            months=plan.interval_months,
        )
        remedy = say("Leave out fewer than {days} days.", days=plan.interval_months * _DAYS_OF_A_MONTH)
        yield _fault("short_interventions", what, remedy)
    if plan.show_ratings and not plan.feedback:
        what = say("The client is to be shown the interviewer's ratings, but no feedback is to be given.")
        yield _fault("show_ratings", what, say("Write feedback = true, or show_ratings = false."))
    if plan.limits and not plan.interviewed:
        what = say("There are limits, but it is not said who is interviewed.")
        yield _fault("limits", what, say("Write in interviewed who is interviewed."))
    for key, account in (("responsible", plan.responsible), ("follow_ups", plan.follow_ups)):
        if account is not None and account not in around.accounts:
            what = say("{account} does not work in the unit.", account=account)
            yield _fault(key, what, nearest(account, sorted(around.accounts)))
    yield from _faulty_days(plan, around.today)


def _faulty_days(plan: UnitPlan, today: date) -> Iterator[Fault]:
    valid, reviewed = plan.valid_from, plan.reviewed_on
    if reviewed is not None and reviewed > today:
        what = say("The review is dated {day}, which has not come.", day=reviewed)
        yield _fault("reviewed_on", what, say("Write the day on which it was reviewed."))
    if valid is not None and reviewed is not None and reviewed < valid:
        what = say("The plan was reviewed {reviewed}, before it began to hold {valid}.", reviewed=reviewed, valid=valid)
        yield _fault("reviewed_on", what, say("Correct one of the two days, or leave reviewed_on out."))
    if valid is not None and valid > today:
        what = say("The plan is to hold from {day}, but the queue obeys a plan from the moment it is set.", day=valid)
        yield _fault("valid_from", what, say("Set the plan on that day, or write today's."))


def _notes(plan: UnitPlan, around: Around) -> Iterator[Fault]:
    if not plan.interviewed:
        yield _note("interviewed", say("It is not said who is interviewed."), say("Write it in a sentence."))
    if plan.responsible is None:
        yield _note("responsible", say("Nobody answers for the plan."), say("Name a member of staff by account."))
    interval = plan.interval_months
    if interval not in USUAL_INTERVALS and SHORTEST_INTERVAL <= interval <= LONGEST_INTERVAL:
        what = say("{months} months is an unusual interval.", months=interval)
        yield _note("interval_months", what, say("6 months is usual, and 12 is accepted."))
    if plan.earlier is EarlierView.BEFORE:
        what = say(
            "Shown before it is asked for, an earlier answer leads the new one: change looks smaller than it is."
        )
        yield _note("earlier", what, say('earlier = "after" shows it when the question is answered.'))
    if is_old(plan, around.today) and last_looked_at(plan) is not None:
        what = say("The plan has not been reviewed in a year.")
        yield _note("reviewed_on", what, say("Review it, and write the day."))
