"""`asi check-instrument`, `asi keys` and `asi help`: the program about itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asi_tui.commands.settings import config_of
from asi_tui.errors import ExitCode, FaultyFile, UsageError
from asi_tui.i18n import language, tell
from asi_tui.keys import COMMANDS, shown_key
from asi_tui.message import say

if TYPE_CHECKING:
    from asi_tui.core.loading import Fault


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
    overlay: Annotated[str | None, typer.Option(help=tell(say("the same, for an overlay")), metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
    phrases: Annotated[
        str | None,
        typer.Option(
            help=tell(say("write out the phrases of the summary that hold these words, for a file of one's own"))
        ),
    ] = None,
) -> int:
    """Print faults and notes; exit 1 when there are faults, a file that holds no TOML or no UTF-8 among them."""
    from asi_tui.core.dead_ends import routing_notes
    from asi_tui.core.inspection import Inspection, inspect
    from asi_tui.core.loading import Fault
    from asi_tui.instruments import load_shipped, read_overlaid, read_source
    from asi_tui.instruments.phrasebooks import with_phrases

    config = config_of(context)
    if file and overlay:
        what, remedy = say("there are two files to look at"), say("name the one or the other")
        raise UsageError(what, "asi check-instrument", remedy)
    named = overlay or file
    path = Path(named) if named else config.overlay
    if phrases is not None:
        return _write_phrases(path, phrases)
    try:
        source = read_overlaid(Path(overlay)) if overlay else read_source(path)
        found = inspect(source.document, source.helps, source.overlay_faults)
        found = with_phrases(found, source.document, path)
    except FaultyFile as error:
        place = error.where.removeprefix(f"{path}").lstrip(":")
        found = Inspection((Fault(place, "", error.what, error.remedy),), (), {})
    # Of an overlay only what it brings with it is worth a note, not what is so without it.
    usual = routing_notes(load_shipped()) if path is not None and not path.is_dir() else []
    listed = [*found.faults, *(note for note in found.notes if note not in usual)]
    told = [_fault(fault, path) for fault in listed]
    if as_json:
        count = len(found.faults)
        forms = {name: list(codes) for name, codes in found.forms.items()}
        data = {"faults": told[:count], "notes": told[count:], "forms": forms}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for fault, row in zip(listed, told, strict=True):
            mark = tell(say("note")) if fault.is_note else tell(say("FAULT"))
            where = " ".join(filter(None, (row.get("file"), row["place"], row["key"])))
            print(f"{mark}  {where}: {_closed(row['what'])} {row['remedy']}")
        faults, notes = len(found.faults), len(listed) - len(found.faults)
        counts = ", ".join(f"{name} {len(codes)}" for name, codes in found.forms.items())
        sums = say("{faults} faults, {notes} notes; {counts}", faults=faults, notes=notes, counts=counts)
        print(tell(sums), file=sys.stderr)
    return ExitCode.FAULTS_FOUND if found.faults else ExitCode.DONE


def _write_phrases(path: Path | None, words: str) -> int:
    """The phrases in the language of the program in which these words stand, as a site's file has them."""
    from asi_tui.core.phrase_writing import written
    from asi_tui.instruments.phrasebooks import read_phrases

    lines = list(written(read_phrases(path).documents.get(language(), {}), language(), words))
    if not lines:
        raise UsageError(
            say("no phrase holds these words"), f"--phrases {words}", say("try fewer words, or one of them")
        )
    print("\n".join(lines).rstrip())
    return ExitCode.DONE


def _closed(what: str) -> str:
    """What is wrong, with a full stop before its remedy."""
    return what if what[-1:] in ".!?:" else f"{what}."


def _fault(fault: Fault, path: Path | None) -> dict[str, str]:
    """A fault as it is told: in which file if one was named, where in it, what, and the remedy."""
    file = {} if path is None else {"file": str(path)}
    return {**file, "place": fault.place, "key": fault.key, "what": tell(fault.what), "remedy": tell(fault.remedy)}


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

    keys = config_of(context).keymap
    if topic is not None:
        print(page(topic, keys))
        return ExitCode.DONE
    widest = max(map(len, PAGES))
    for name in PAGES:
        print(f"asi help {name:<{widest}}  {title(name)}")
    return ExitCode.DONE
