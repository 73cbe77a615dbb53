"""The form in which a unit's plan is changed: what contradicts itself is told at once, and nothing is stored then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from asi_tui.core.instrument import Form, Purpose
from asi_tui.core.plan_text import LABELS
from asi_tui.core.preferences import VIEW_WORDS, EarlierView
from asi_tui.core.unit_plan import (
    LIMIT_LIMIT,
    MOST_LIMITS,
    NUMBERS,
    WORDS_LIMIT,
    Around,
    PlanInForce,
    UnitPlan,
    faults_in,
)
from asi_tui.errors import AsiError
from asi_tui.i18n import language, tell
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Field, Fields, Option, Values
from asi_tui.tui.screens.form import FormScreen

NONE = "-"
YES_NO = (Option("yes", say("yes")), Option("no", say("no")))
AS_SET_UP = Option(NONE, say("as the program is set up"))


class PlanFormScreen(FormScreen):
    """The plan as fields; F9 saves from any of them."""

    page = "plan"

    def __init__(
        self, app: AsiApp, found: PlanInForce, accounts: Mapping[str, str], changed: Callable[[Message], None]
    ) -> None:
        """`accounts` are the names of those who work in the unit, by account."""
        _, instrument = app.shelf.current()
        fields = _fields(found.plan, tuple(instrument.forms.values()), accounts)
        super().__init__(say("The plan of {unit}", unit=found.unit.name), Fields(fields, saves=True))
        self.found = found
        self.around = Around(today=app.today, forms=instrument.forms, accounts=tuple(accounts))
        self.changed = changed

    def heading_words(self) -> str:
        """What the screen is for."""
        return tell(say("ASI  Change the plan"))

    def leave(self) -> None:
        """Back to the page, nothing changed."""
        self.app.pop_one()

    async def accept(self, fields: Fields) -> None:
        """Set the plan; the open items of the unit follow it."""
        plan = _plan_in(fields, self.found.plan, self.around)
        faults = [fault for fault in faults_in(plan, self.around) if not fault.is_note]
        if faults:
            told = (tell(say("{what} {remedy}", what=fault.what, remedy=fault.remedy)) for fault in faults)
            self.complain(say("nothing was changed: {faults}", faults=" ".join(told)))
            return
        try:
            items = self.app.casebook.planning.set_plan(self.found.unit.id, plan, self.found.version)
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        self.changed(say("the plan holds from now on; {count} items of the queue followed", count=items))
        self.app.pop_one()


def _fields(plan: UnitPlan, forms: Sequence[Form], accounts: Mapping[str, str]) -> tuple[Field, ...]:
    people = (Option(NONE, say("not decided")), *(Option(account, name) for account, name in accounts.items()))
    return (
        Field(
            id="interviewed",
            label=LABELS["interviewed"],
            text=" ".join(plan.interviewed.split()),
            hint=say("A sentence, such as: all who are investigated for harmful use"),
            longest=WORDS_LIMIT,
        ),
        Field(
            id="limits",
            label=LABELS["limits"],
            text="; ".join(plan.limits),
            hint=say("What sets the group off, with semicolons between: from 18 years; not LVM"),
            check=_wrong_limits,
            longest=WORDS_LIMIT,
        ),
        _form_field("base_form", plan.base_form, forms, Purpose.BASE),
        _form_field("follow_up_form", plan.follow_up_form, forms, Purpose.FOLLOW_UP),
        _number("interval_months", plan.interval_months, say("6 is usual, 12 is accepted; 1 to 24 can be set")),
        _number("short_interventions", plan.short_interventions, say("Up to so many days; 0 = all are followed up")),
        _yes_no("feedback", plan.feedback, YES_NO),
        _yes_no("show_ratings", plan.show_ratings, (AS_SET_UP, *YES_NO)),
        Field(
            id="earlier",
            label=LABELS["earlier"],
            text=plan.earlier.value if plan.earlier else NONE,
            options=(AS_SET_UP, *(Option(view.value, words) for view, words in VIEW_WORDS.items())),
        ),
        _yes_no("finish_short", plan.finish_short, (AS_SET_UP, *YES_NO)),
        _number("refresher_months", plan.refresher_months, say("From a training to its refresher")),
        Field(id="responsible", label=LABELS["responsible"], text=plan.responsible or NONE, options=people),
        Field(id="follow_ups", label=LABELS["follow_ups"], text=plan.follow_ups or NONE, options=people),
        Field(id="reviewed", label=say("Reviewed today"), text="no", options=YES_NO),
    )


def _form_field(key: str, form: str, forms: Sequence[Form], purpose: Purpose) -> Field:
    options = tuple(Option(one.id, one.title.in_language(language())) for one in forms if one.purpose is purpose)
    return Field(id=key, label=LABELS[key], text=form, options=options)


def _number(key: str, value: int, hint: Message) -> Field:
    def wrong(text: str, values: Values) -> Message | None:
        least, most = NUMBERS[key]
        if text.isascii() and text.isdecimal() and len(text) <= 4 and least <= int(text) <= most:
            return None
        return say("write a number from {least} to {most}", least=least, most=most)

    return Field(id=key, label=LABELS[key], text=str(value), hint=hint, check=wrong)


def _yes_no(key: str, value: bool | None, options: tuple[Option, ...]) -> Field:
    return Field(id=key, label=LABELS[key], text=NONE if value is None else "yes" if value else "no", options=options)


def _wrong_limits(text: str, values: Values) -> Message | None:
    limits = _limits_in(text)
    if len(limits) > MOST_LIMITS or any(len(one) > LIMIT_LIMIT for one in limits):
        return say("at most {most} limits of {length} characters", most=MOST_LIMITS, length=LIMIT_LIMIT)
    return None


def _limits_in(text: str) -> tuple[str, ...]:
    return tuple(one for one in (part.strip() for part in text.split(";")) if one)


def _plan_in(fields: Fields, before: UnitPlan, around: Around) -> UnitPlan:
    values = fields.values

    def chosen(key: str) -> str | None:
        return None if values[key] in (NONE, "") else values[key]

    def decided(key: str) -> bool | None:
        return None if chosen(key) is None else values[key] == "yes"

    touched = {entry.id for entry in fields.fields if entry.touched}
    return replace(
        before,
        # What was written on several lines stays so until somebody writes it anew.
        interviewed=values["interviewed"] if "interviewed" in touched else before.interviewed,
        limits=_limits_in(values["limits"]) if "limits" in touched else before.limits,
        base_form=values["base_form"],
        follow_up_form=values["follow_up_form"],
        interval_months=int(values["interval_months"]),
        short_interventions=int(values["short_interventions"]),
        feedback=values["feedback"] == "yes",
        show_ratings=decided("show_ratings"),
        earlier=EarlierView(values["earlier"]) if chosen("earlier") else None,
        finish_short=decided("finish_short"),
        refresher_months=int(values["refresher_months"]),
        responsible=chosen("responsible"),
        follow_ups=chosen("follow_ups"),
        valid_from=before.valid_from or around.today,
        reviewed_on=around.today if values["reviewed"] == "yes" else before.reviewed_on,
    )
