"""`asi staff`: who works here, in which role, and whether they are trained. Only accounts stand on the command line."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from asi_tui.commands.clients import ask_line
from asi_tui.commands.due import unit_named
from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.commands.units import AsJson, UnitName, plan_of
from asi_tui.errors import ExitCode, UsageError
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.program import today_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asi_tui.core.people import Role
    from asi_tui.core.ports import Casebook
    from asi_tui.core.staffing import StaffRecord

AccountName = Annotated[str, typer.Argument(metavar="ACCOUNT", help=tell(say("the name that they log in with")))]
RoleName = Annotated[
    str | None,
    typer.Option("--role", help=tell(say("handläggare, behandlare, chef, samordnare, FoU or admin"))),
]


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    group = typer.Typer(help=tell(say("list, add and change staff")), no_args_is_help=True)
    group.command("list", help=tell(say("the staff of a unit, with role, training and open items")))(list_all)
    group.command("add", help=tell(say("add a member of staff; the name is asked, or read from stdin")))(add)
    group.command("set", help=tell(say("change a role, a unit, or the day of a training")))(set_member)
    group.command("leave", help=tell(say("a member of staff leaves, and hands over what is open")))(leave)
    app.add_typer(group, name="staff")


def list_all(
    context: typer.Context,
    unit: UnitName = None,
    everyone: Annotated[bool, typer.Option("--all", help=tell(say("all units")))] = False,
    left: Annotated[bool, typer.Option("--left", help=tell(say("also those who have left")))] = False,
    as_json: AsJson = False,
) -> int:
    """Print the staff of the user's own unit, of another, or of all."""
    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        which = None if everyone else plan_of(casebook, unit).unit.id
        staff = casebook.planning.staff(which, left=left)
    if as_json:
        print(json.dumps([member_data(one, today) for one in staff], ensure_ascii=False, indent=2))
    else:
        print_staff(staff, today, with_unit=everyone)
    return ExitCode.DONE


def add(context: typer.Context, account: AccountName, unit: UnitName = None, role: RoleName = None) -> int:
    """Make an account a member of staff; one who left comes back."""
    from asi_tui.core.people import Role

    config = config_of(context)
    chosen = _role(role) if role is not None else Role.HANDLER
    name = ask_line(tell(say("The name that colleagues see: ")))
    with casebook_of(config, writes=True) as casebook:
        unit_id = plan_of(casebook, unit).unit.id
        member = casebook.planning.add_staff(account, name, unit_id, chosen)
    print(f"{member.account}  {member.unit.name}")
    return ExitCode.DONE


def set_member(
    context: typer.Context,
    account: AccountName,
    role: RoleName = None,
    unit: Annotated[str | None, typer.Option("--unit", help=tell(say("another unit, by name")))] = None,
    trained: Annotated[
        str | None, typer.Option("--trained", help=tell(say("the day of the latest training, as 2026-11-21")))
    ] = None,
    refresher: Annotated[
        str | None,
        typer.Option("--refresher", help=tell(say("a day of their own for the refresher; plan = as the plan has it"))),
    ] = None,
    rename: Annotated[
        bool, typer.Option("--rename", help=tell(say("another name, which is asked or read from stdin")))
    ] = False,
) -> int:
    """Change what is told of a member of staff."""
    from asi_tui.core.staffing import StaffChange

    config = config_of(context)
    trained_on = _day(trained, "--trained")
    refresher_due = None if refresher == "plan" else _day(refresher, "--refresher")
    new_name = ask_line(tell(say("The name that colleagues see: "))) if rename else None
    with casebook_of(config, writes=True) as casebook:
        change = StaffChange(
            name=new_name,
            role=_role(role) if role is not None else None,
            unit_id=unit_named(casebook, unit).id if unit is not None else None,
            trained_on=trained_on,
            refresher_due=refresher_due,
            own_refresher=refresher is not None,
        )
        if change == StaffChange():
            print(tell(say("Nothing was told to change: see `asi staff set --help`.")), file=sys.stderr)
            return ExitCode.USAGE
        changed = casebook.planning.change_staff(_staff_id(casebook, account), change)
        (record,) = (one for one in casebook.planning.staff() if one.member.id == changed.id)
    print_staff([record], today_of(config)(), with_unit=True)
    return ExitCode.DONE


def leave(
    context: typer.Context,
    account: AccountName,
    heir: Annotated[
        str | None,
        typer.Option("--hand-over-to", metavar="ACCOUNT", help=tell(say("the colleague who takes over what is open"))),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=tell(say("the day they left; today if left out")))] = None,
) -> int:
    """A member of staff leaves; refused while something is open for them and nobody takes over."""
    config = config_of(context)
    today = today_of(config)()
    left_on = _day(on, "--on") or today
    if left_on > today:
        raise UsageError(say("The day lies in the future"), "--on", say("register it when it has happened"))
    with casebook_of(config, writes=True) as casebook:
        to_staff = _staff_id(casebook, heir) if heir is not None else None
        items = casebook.planning.leave(_staff_id(casebook, account), left_on, to_staff)
    told = (
        say("{account} has left; {count} items went to {heir}.", account=account, count=items, heir=heir)
        if items
        else say("{account} has left.", account=account)
    )
    print(tell(told), file=sys.stderr)
    return ExitCode.DONE


def _staff_id(casebook: Casebook, account: str) -> str:
    staff = {one.member.account: one.member.id for one in casebook.planning.staff()}
    if account not in staff:
        from difflib import get_close_matches

        near = get_close_matches(account, staff, 1, 0.0)
        raise UsageError(
            say("No member of staff has this account"),
            account,
            say("the nearest is {account}", account=near[0]) if near else say("see `asi staff list`"),
        )
    return staff[account]


def _role(text: str) -> Role:
    from asi_tui.core.staffing import read_role

    role = read_role(text)
    if role is None:
        raise UsageError(
            say("There is no role {role}", role=text),
            "--role",
            say("use handläggare, behandlare, chef, samordnare, FoU or admin"),
        )
    return role


def _day(text: str | None, where: str) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1990 <= day.year <= 2200:
        raise UsageError(say("{value} is no date", value=text), where, say("write the date as 2026-11-21"))
    return day


def member_data(record: StaffRecord, today: date) -> dict[str, object]:
    """A member of staff as other programs read it."""
    from asi_tui.core.staffing import refresher_day, training_of

    member, due = record.member, refresher_day(record.member)
    return {
        "account": member.account,
        "name": member.name,
        "unit": member.unit.name,
        "role": member.role.value,
        "trained_on": member.trained_on.isoformat() if member.trained_on else None,
        "refresher_due": due.isoformat() if due else None,
        "training": training_of(member, today).value,
        "open_items": record.open_items,
        "left_on": record.left_on.isoformat() if record.left_on else None,
    }


def print_staff(staff: Sequence[StaffRecord], today: date, *, with_unit: bool = False) -> None:
    """Staff as lines of text; a sign marks those whose training is to be seen to."""
    rows = [_row(one, today, with_unit=with_unit) for one in staff]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(f"{words:<{width}}" for words, width in zip(row, widths, strict=True)).rstrip())


def _row(record: StaffRecord, today: date, *, with_unit: bool) -> list[str]:
    from asi_tui.core.staffing import ROLE_WORDS, needs_training, training_words

    member = record.member
    mark = "!" if record.active and needs_training(member, today) else " "
    training = say("left {day}", day=record.left_on) if not record.active else training_words(member, today)
    return [
        f"{mark} {member.account}",
        member.name,
        *([member.unit.name] if with_unit else []),
        tell(ROLE_WORDS[member.role]),
        tell(say("{count} open", count=record.open_items)),
        tell(training),
    ]
