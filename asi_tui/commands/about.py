"""`asi check-instrument`, `asi keys` and `asi help`: the program about itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from asi_tui.commands.settings import config_of
from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.keys import COMMANDS, shown_key
from asi_tui.message import say


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    app.command("check-instrument", help=tell(say("every fault of an instrument or overlay at once")))(check_instrument)
    app.command("keys", help=tell(say("all keys, as they are set here")))(keys_command)
    app.command("help", help=tell(say("a page of the handbook")))(help_command)


def check_instrument(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(help=tell(say("folder of an instrument, or overlay; the shipped one if left out")))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """Print faults and notes; exit 1 when there are faults."""
    from asi_tui.core.inspection import inspect
    from asi_tui.instruments import read_source

    config = config_of(context)
    source = read_source(Path(file) if file else config.overlay)
    found = inspect(source.document, source.helps, source.overlay_faults)
    if as_json:
        data = {
            "faults": [_fault(fault) for fault in found.faults],
            "notes": [_fault(fault) for fault in found.notes],
            "forms": {name: list(codes) for name, codes in found.forms.items()},
        }
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for fault in (*found.faults, *found.notes):
            mark = tell(say("note")) if fault.is_note else tell(say("FAULT"))
            print(f"{mark}  {fault.place} {fault.key}: {tell(fault.what)} {tell(fault.remedy)}")
        counts = ", ".join(f"{name} {len(codes)}" for name, codes in found.forms.items())
        print(
            tell(
                say(
                    "{faults} faults, {notes} notes; {counts}",
                    faults=len(found.faults),
                    notes=len(found.notes),
                    counts=counts,
                )
            ),
            file=sys.stderr,
        )
    return ExitCode.FAULTS_FOUND if found.faults else ExitCode.DONE


def _fault(fault: object) -> dict[str, str]:
    from asi_tui.core.loading import Fault

    assert isinstance(fault, Fault)
    return {"place": fault.place, "key": fault.key, "what": tell(fault.what), "remedy": tell(fault.remedy)}


def keys_command(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False
) -> int:
    """Print every command with its keys, as the settings have them."""
    keymap = config_of(context).keymap
    rows = [
        {"id": c.id, "keys": list(keymap.keys[c.id]), "context": c.context.value, "label": tell(c.label)}
        for c in COMMANDS
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for command in COMMANDS:
        shown = " ".join(shown_key(key) for key in keymap.keys[command.id])
        print(f"{command.id:<24} {shown:<18} {tell(command.help)}")
    return ExitCode.DONE


def help_command(
    context: typer.Context, topic: Annotated[str | None, typer.Argument(help=tell(say("name of the page")))] = None
) -> int:
    """Print a page of the handbook, or which pages there are."""
    from asi_tui.handbook import PAGES, page, title

    config_of(context)
    if topic is not None:
        print(page(topic))
        return ExitCode.DONE
    for name in PAGES:
        print(f"asi help {name:<10}  {title(name)}")
    return ExitCode.DONE
