"""The menu of commands: `asi --help` lists what stands here, and nothing that is not built."""

from __future__ import annotations

from typing import Annotated

import typer

from asi_tui import VERSION
from asi_tui.commands import about, clients, doctor, due, plans, practice, reports, results, staffing, units
from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.program import run

menu = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=tell(
        say(
            "Key ASI interviews and see which follow-ups are due. Alone, `asi` opens the queue. Exit codes: 0 done, "
            "1 faults found, 2 usage or settings, 3 database, 70 a fault in the program, 130 interrupted."
        )
    ),
)


@menu.callback(invoke_without_command=True)
def door(
    database: Annotated[
        str | None, typer.Option(help=tell(say("file or postgresql+psycopg:// address of the casebook (ASI_DATABASE)")))
    ] = None,
    config: Annotated[str | None, typer.Option(help=tell(say("settings file (ASI_CONFIG)")))] = None,
    lang: Annotated[str | None, typer.Option(help=tell(say("language: sv or en (ASI_LANG)")))] = None,
    today: Annotated[
        str | None, typer.Option(help=tell(say("another day than today, for looking ahead (ASI_TODAY)")))
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=tell(say("say the version and end")))] = False,
) -> None:
    """Take the global options; they are read before the command is."""
    if version:
        typer.echo(f"asi {VERSION}")
        raise typer.Exit


@menu.command("enter", help=tell(say("key the client's next interview, or go on with the draft")))
def enter_command(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=tell(say("client code")))],
    form: Annotated[str | None, typer.Option(help=tell(say("form: grund, grund-kort, uppf or uppf-kort")))] = None,
    latest: Annotated[
        bool,
        typer.Option(
            "--latest", help=tell(say("the client's latest interview, whatever its state, instead of the next one"))
        ),
    ] = False,
) -> int:
    """Open the entry screen for one client."""
    from asi_tui.commands.settings import config_of
    from asi_tui.core.identity import read_code
    from asi_tui.instruments.shelf import Shelf

    config = config_of(context)
    read_code(code)
    if form is not None:
        Shelf(config.overlay).check_form(form)
    return run(config, enter=(code, form), latest=latest) or ExitCode.DONE


practice.add_to(menu)
due.add_to(menu)
clients.add_to(menu)
units.add_to(menu)
staffing.add_to(menu)
plans.add_to(menu)
doctor.add_to(menu)
results.add_to(menu)
reports.add_to(menu)
about.add_to(menu)
