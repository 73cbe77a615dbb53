"""`asi unit`: the units, and what of their plans can be set by an option."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from asi_tui.commands.due import unit_named
from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.program import today_of

if TYPE_CHECKING:
    from asi_tui.core.ports import Casebook
    from asi_tui.core.unit_plan import PlanInForce

UnitName = Annotated[str | None, typer.Option("--unit", help=tell(say("a unit, by name; your own if left out")))]
AsJson = Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))]


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    group = typer.Typer(help=tell(say("list, add and change units")), no_args_is_help=True)
    group.command("list", help=tell(say("all units, with the main points of their plans")))(list_all)
    group.command("show", help=tell(say("one unit: its plan and its staff")))(show)
    group.command("add", help=tell(say("add a unit")))(add)
    group.command("set", help=tell(say("change a unit's name, interval, forms or exemptions")))(set_unit)
    app.add_typer(group, name="unit")


def plan_of(casebook: Casebook, name: str | None) -> PlanInForce:
    """The plan of the unit of that name; without a name that of the user's own unit."""
    return casebook.planning.plan(None if name is None else unit_named(casebook, name).id)


def list_all(context: typer.Context, as_json: AsJson = False) -> int:
    """Print all units."""
    from asi_tui.core.unit_plan import age_of, is_old

    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        plans = casebook.planning.plans()
        staff = casebook.planning.staff()
    counts = {one.unit.id: sum(record.member.unit.id == one.unit.id for record in staff) for one in plans}
    if as_json:
        rows = [
            {
                "unit": one.unit.name,
                "staff": counts[one.unit.id],
                "interval_months": one.plan.interval_months,
                "base_form": one.plan.base_form,
                "follow_up_form": one.plan.follow_up_form,
                "feedback": one.plan.feedback,
                "decided": one.is_decided,
                "old": is_old(one.plan, today),
            }
            for one in plans
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for one in plans:
        plan, age = one.plan, age_of(one.plan, today) if one.is_decided else say("no plan")
        months = tell(say("{months} months", months=plan.interval_months))
        forms = f"{plan.base_form}, {plan.follow_up_form}"
        people = tell(say("{count} staff", count=counts[one.unit.id]))
        print(f"{one.unit.name:<24} {people:<16} {months:<12} {forms:<24} {tell(age)}")
    return ExitCode.DONE


def show(
    context: typer.Context,
    unit: Annotated[str | None, typer.Argument(help=tell(say("a unit, by name; your own if left out")))] = None,
    as_json: AsJson = False,
) -> int:
    """Print a unit's plan and its staff."""
    from asi_tui.commands.plans import plan_data, print_plan
    from asi_tui.commands.staffing import member_data, print_staff

    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        found = plan_of(casebook, unit)
        staff = casebook.planning.staff(found.unit.id)
    if as_json:
        data = {**plan_data(found, today), "staff": [member_data(one, today) for one in staff]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    print_plan(config, found, staff, today)
    print()
    print_staff(staff, today)
    return ExitCode.DONE


def add(context: typer.Context, unit: Annotated[str, typer.Argument(help=tell(say("the name of the unit")))]) -> int:
    """Add a unit; it has decided nothing yet, so the usual rules hold."""
    config = config_of(context)
    with casebook_of(config, writes=True) as casebook:
        added = casebook.planning.add_unit(unit)
    print(added.name)
    return ExitCode.DONE


def set_unit(
    context: typer.Context,
    unit: UnitName = None,
    rename: Annotated[str | None, typer.Option("--rename", help=tell(say("a new name for the unit")))] = None,
    interval: Annotated[
        int | None, typer.Option("--interval", help=tell(say("months to the follow-up: 6 or 12")))
    ] = None,
    base_form: Annotated[str | None, typer.Option("--base-form", help=tell(say("grund or grund-kort")))] = None,
    follow_up_form: Annotated[str | None, typer.Option("--follow-up-form", help=tell(say("uppf or uppf-kort")))] = None,
    short: Annotated[
        int | None,
        typer.Option("--short-interventions", help=tell(say("days up to which an intervention is not followed up"))),
    ] = None,
    feedback: Annotated[
        bool | None, typer.Option("--feedback/--no-feedback", help=tell(say("whether the queue asks for feedback")))
    ] = None,
) -> int:
    """Change what is told; the open items of the unit follow. Exit 1 when the plan would contradict itself."""
    from asi_tui.commands.plans import set_checked

    config = config_of(context)
    asked = {
        "interval_months": interval,
        "base_form": base_form,
        "follow_up_form": follow_up_form,
        "short_interventions": short,
        "feedback": feedback,
    }
    changes: dict[str, Any] = {key: value for key, value in asked.items() if value is not None}
    with casebook_of(config, writes=True) as casebook:
        before = plan_of(casebook, unit)
        outcome = ExitCode.DONE
        if changes:
            outcome = set_checked(config, casebook, before, replace(before.plan, **changes))
        if rename is not None and outcome == ExitCode.DONE:
            casebook.planning.rename_unit(before.unit.id, rename)
    if not changes and rename is None:
        print(tell(say("Nothing was told to change: see `asi unit set --help`.")), file=sys.stderr)
        return ExitCode.USAGE
    return outcome
