"""`asi client`: add, list and show clients. Nothing personal comes from the command line, which others can read."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from asi_tui.commands.due import KIND_WORDS
from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.core.case_events import EVENT_LABELS
from asi_tui.core.casework import NewClient
from asi_tui.core.client_file import ClientFile
from asi_tui.core.identity import parse_born, read_code, show_code
from asi_tui.core.people import Sex
from asi_tui.errors import ExitCode, UsageError
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.program import account, today_of

SEX_KEYS = {"1": Sex.WOMAN, "2": Sex.MAN, "3": Sex.OTHER, "4": Sex.UNKNOWN, "": Sex.UNKNOWN}


def add_to(app: typer.Typer) -> None:
    """Put the commands in the menu."""
    group = typer.Typer(help=tell(say("add, list and show clients")), no_args_is_help=True)
    group.command("add", help=tell(say("add a client; name, birth and sex are asked, or read from stdin")))(add)
    group.command("list", help=tell(say("all clients, by code")))(list_all)
    group.command("show", help=tell(say("the file of one client")))(show)
    app.add_typer(group, name="client")


def add(context: typer.Context) -> int:
    """Add a client and print the code. Three lines are read: name, birth year or date, sex (1-4); all may be empty."""
    config = config_of(context)
    today = today_of(config)()
    name = ask_line(tell(say("Name (may be empty): ")))
    born = ask_line(tell(say("Born, year or date (may be empty): ")))
    born = parse_born(born, today) if born else ""
    sex = ask_line(tell(say("Sex: 1 woman, 2 man, 3 other, 4 not stated: ")))
    if sex not in SEX_KEYS:
        raise UsageError(say("{value} is none of 1-4", value=sex), "asi client add", say("write 1, 2, 3 or 4"))
    with casebook_of(config, writes=True) as casebook:
        if casebook.me() is None:
            _register(casebook)
        client = casebook.add_client(NewClient(name=name, born=born, sex=SEX_KEYS[sex]))
    print(show_code(client.code))
    return ExitCode.DONE


def _register(casebook: object) -> None:
    """The first start by command: who the account belongs to is asked, or taken from the system's own account."""
    from asi_tui.store.casebook import SqlCasebook

    assert isinstance(casebook, SqlCasebook)
    asks = sys.stdin.isatty()
    name = ask_line(tell(say("Your name: "))) if asks else ""
    unit = ask_line(tell(say("Your unit: "))) if asks else ""
    casebook.register_me(name or account(), unit or tell(say("The unit")))


def ask_line(prompt: str) -> str:
    """One line from the user, or from stdin when nobody sits there."""
    if sys.stdin.isatty():
        print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def list_all(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False
) -> int:
    """Print all clients."""
    config = config_of(context)
    with casebook_of(config) as casebook:
        clients = list(casebook.clients())
    if as_json:
        rows = [
            {"client": show_code(c.code), "name": c.name, "unit": c.unit, "interviews": c.interviews} for c in clients
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for client in clients:
        print(f"{show_code(client.code)}  {client.interviews:>3}  {client.unit:<20} {client.name}".rstrip())
    return ExitCode.DONE


def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=tell(say("client code")))],
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """Print the file of one client: interviews, items and events, oldest first."""
    config = config_of(context)
    with casebook_of(config) as casebook:
        file = casebook.files.open(read_code(code), "show")
    if as_json:
        print(json.dumps(_data(file), ensure_ascii=False, indent=2))
    else:
        _print(file)
    return ExitCode.DONE


def _data(file: ClientFile) -> dict[str, object]:
    return {
        "client": show_code(file.client.code),
        "name": file.identity.name,
        "born": file.identity.born,
        "sex": file.identity.sex.value,
        "unit": file.client.unit,
        "protection": file.identity.protection.value,
        "closed": file.closed,
        "interviews": [
            {"id": i.id, "date": i.interview_date.isoformat(), "form": i.form, "state": i.state.value}
            for i in file.interviews
        ],
        "items": [
            {
                "kind": item.kind.value,
                "due": item.due_on.isoformat(),
                "ending": item.ending.value if item.ending else None,
                "reason": item.reason,
            }
            for item in file.items
        ],
        "events": [
            {"day": event.on.isoformat(), "kind": event.kind.value, "note": event.note, "reason": event.reason}
            for event in file.events
            if not event.corrected and not event.taken_back
        ],
    }


def _print(file: ClientFile) -> None:
    protected = tell(say("protected")) if file.client.protected else ""
    words = (show_code(file.client.code), file.identity.name, file.identity.born, file.client.unit, protected)
    print("  ".join(word for word in words if word))
    for interview in file.interviews:
        print(
            f"{interview.interview_date}  {interview.form:<11} {interview.state.value:<9} {interview.interviewer_name}"
        )
    for item in file.items:
        ending = item.ending.value if item.ending else ""
        print(f"{item.due_on}  {tell(KIND_WORDS[item.kind]):<15} {ending}".rstrip())
    for event in file.events:
        if not event.corrected and not event.taken_back:
            note = "  ".join(word for word in (event.reason, event.note) if word)
            print(f"{event.on}  {tell(EVENT_LABELS[event.kind])}  {note}".rstrip())
