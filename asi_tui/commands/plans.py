"""`asi plan`: a unit's plan, shown, checked and set from a file; its template; what has been changed of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.commands.units import AsJson, UnitName, plan_of
from asi_tui.config import Config
from asi_tui.errors import ConfigError, ExitCode
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.program import today_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from asi_tui.core.loading import Fault
    from asi_tui.core.ports import Casebook
    from asi_tui.core.staffing import StaffRecord
    from asi_tui.core.unit_plan import Around, PlanInForce, UnitPlan

File = Annotated[
    Path,
    typer.Argument(help=tell(say("the plan as TOML, made from `asi plan template`; - reads it from standard input"))),
]


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    group = typer.Typer(help=tell(say("show, check and set a unit's plan")), no_args_is_help=True)
    group.command("show", help=tell(say("the plan of a unit")))(show)
    group.command("template", help=tell(say("the plan of a unit as TOML with explanations, to edit and set")))(template)
    group.command("check", help=tell(say("every fault and contradiction of a plan at once")))(check)
    group.command("set", help=tell(say("let a plan hold from now on")))(set_plan)
    group.command("history", help=tell(say("who changed what of a unit's plan, and when")))(history)
    app.add_typer(group, name="plan")


def show(context: typer.Context, unit: UnitName = None, as_json: AsJson = False) -> int:
    """Print the plan of a unit."""
    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        found = plan_of(casebook, unit)
        staff = casebook.planning.staff()
    if as_json:
        print(json.dumps(plan_data(found, today), ensure_ascii=False, indent=2))
    else:
        print_plan(config, found, staff, today)
    return ExitCode.DONE


def template(context: typer.Context, unit: UnitName = None) -> int:
    """Print the plan as TOML, each key with what it means."""
    from asi_tui.core.plan_text import written

    with casebook_of(config_of(context)) as casebook:
        found = plan_of(casebook, unit)
    print(written(found.plan, tell), end="")
    return ExitCode.DONE


def check(context: typer.Context, file: File, unit: UnitName = None, as_json: AsJson = False) -> int:
    """Print faults and notes; exit 1 when there are faults."""
    from asi_tui.core.plan_text import read_plan
    from asi_tui.core.unit_plan import faults_in

    config = config_of(context)
    plan, faults = read_plan(_text(file))
    with casebook_of(config) as casebook:
        found = [*faults, *faults_in(plan, _around(config, casebook, plan_of(casebook, unit)))]
    if as_json:
        rows = [
            {"key": one.key, "what": tell(one.what), "remedy": tell(one.remedy), "note": one.is_note} for one in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_faults(found)
    return _verdict(found)


def set_plan(context: typer.Context, file: File, unit: UnitName = None) -> int:
    """Set a plan without faults; the open items of the unit follow it. Exit 1, and nothing set, when it has faults."""
    from asi_tui.core.plan_text import read_plan

    config = config_of(context)
    plan, faults = read_plan(_text(file))
    with casebook_of(config, writes=True) as casebook:
        return set_checked(config, casebook, plan_of(casebook, unit), plan, faults, tell_notes=True)


def history(context: typer.Context, unit: UnitName = None, as_json: AsJson = False) -> int:
    """Print what has been changed, newest first."""
    from asi_tui.core.plan_text import differences, written

    config = config_of(context)
    with casebook_of(config) as casebook:
        found = plan_of(casebook, unit)
        revisions = casebook.planning.history(found.unit.id)
    if as_json:
        rows = [
            {
                "at": one.at.isoformat(),
                "by": one.by,
                "changed": {
                    key: [_plain(getattr(plan, key)) for plan in (one.was, one.became)]
                    for key in differences(one.was, one.became)
                },
            }
            for one in revisions
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for one in revisions:
        print(f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.by}")
        was, became = (
            {line.partition(" = ")[0]: line for line in written(p).splitlines()} for p in (one.was, one.became)
        )
        for key in differences(one.was, one.became):
            print(f"  - {was.get(key, key)}")
            print(f"  + {became.get(key, key)}")
    if not revisions:
        print(tell(say("The plan has never been changed.")), file=sys.stderr)
    return ExitCode.DONE


def _plain(value: object) -> object:
    """A value of a plan as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, bool | int | None) else str(value)


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        what = say("the plan cannot be read: {reason}", reason=error.strerror or str(error))
        raise ConfigError(what, str(file), say("name a file that exists and that you may read")) from error
    except UnicodeDecodeError as error:
        raise ConfigError(say("the plan is not UTF-8 text"), str(file), say("save it as UTF-8")) from error


def _around(config: Config, casebook: Casebook, found: PlanInForce) -> Around:
    from asi_tui.core.unit_plan import Around
    from asi_tui.instruments.shelf import Shelf

    _, instrument = Shelf(config.overlay).current()
    accounts = [one.member.account for one in casebook.planning.staff(found.unit.id)]
    return Around(today=today_of(config)(), forms=instrument.forms, accounts=accounts)


def set_checked(
    config: Config,
    casebook: Casebook,
    before: PlanInForce,
    plan: UnitPlan,
    faults: Sequence[Fault] = (),
    *,
    tell_notes: bool = False,
) -> ExitCode:
    """Set a plan in which nothing contradicts itself; else print all that does, and set nothing."""
    from asi_tui.core.unit_plan import faults_in

    checked = faults_in(plan, _around(config, casebook, before))
    found = [*faults, *(one for one in checked if tell_notes or not one.is_note)]
    _print_faults(found)
    if _verdict(found):
        print(tell(say("Nothing was changed.")), file=sys.stderr)
        return ExitCode.FAULTS_FOUND
    items = casebook.planning.set_plan(before.unit.id, plan, before.version)
    told = say(
        "{unit}: the plan holds from now on; {count} items of the queue followed.", unit=before.unit.name, count=items
    )
    print(tell(told), file=sys.stderr)
    return ExitCode.DONE


def _verdict(found: Iterable[Fault]) -> ExitCode:
    return ExitCode.DONE if all(one.is_note for one in found) else ExitCode.FAULTS_FOUND


def _print_faults(found: Iterable[Fault]) -> None:
    for one in found:
        mark = tell(say("note")) if one.is_note else tell(say("FAULT"))
        where = f" {one.key}:" if one.key else ":"
        print(f"{mark}{where} {tell(one.what)} {tell(one.remedy)}")


def plan_data(found: PlanInForce, today: date) -> dict[str, object]:
    """A plan as other programs read it."""
    from asi_tui.core.plan_text import MEANINGS
    from asi_tui.core.unit_plan import is_old

    plain = {key: _plain(getattr(found.plan, key)) for key in MEANINGS}
    return {"unit": found.unit.name, "decided": found.is_decided, "old": is_old(found.plan, today), **plain}


def print_plan(config: Config, found: PlanInForce, staff: Sequence[StaffRecord], today: date) -> None:
    """The plan as lines of text."""
    from asi_tui.core.plan_text import LABELS, value_words
    from asi_tui.core.unit_plan import age_of
    from asi_tui.instruments.shelf import Shelf

    _, instrument = Shelf(config.overlay).current()
    forms = {form.id: form.title.in_language(language()) for form in instrument.forms.values()}
    names = {one.member.account: one.member.name for one in staff}
    age = age_of(found.plan, today) if found.is_decided else say("no plan has been set: the usual rules hold")
    print(f"{found.unit.name}  ({tell(age)})")
    labels = {key: tell(label) for key, label in LABELS.items()}
    widest = max(map(len, labels.values()))
    for key, label in labels.items():
        value = value_words(found.plan, key, forms, names)
        print(f"{label:<{widest}}  {value if isinstance(value, str) else tell(value)}")
