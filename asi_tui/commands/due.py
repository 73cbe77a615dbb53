"""`asi due`: who is to be followed up, as a table, as JSON, or as one line for the login message."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.config import Config
from asi_tui.core.casework import QueueQuery, QueueRow, Scope
from asi_tui.core.followup import DueState, days_over, state_on
from asi_tui.core.identity import show_code
from asi_tui.core.ports import Casebook
from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.program import today_of

STATE_WORDS: dict[DueState, Message] = {
    DueState.COMING: say("coming"),
    DueState.IN_WINDOW: say("in the window"),
    DueState.OVERDUE: say("overdue"),
    DueState.LONG_OVERDUE: say("long overdue"),
    DueState.LATER: say("later"),
}


def add_to(app: typer.Typer) -> None:
    """Put the command in the menu."""
    app.command("due", help=tell(say("whom to follow up, most overdue first")))(due)


def due(
    context: typer.Context,
    mine: Annotated[bool, typer.Option("--mine", help=tell(say("only my own")))] = False,
    unit: Annotated[str | None, typer.Option("--unit", help=tell(say("a unit, by name")))] = None,
    everyone: Annotated[bool, typer.Option("--all", help=tell(say("all units")))] = False,
    brief: Annotated[bool, typer.Option("--brief", help=tell(say("one line; nothing when nothing is due")))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """Print the due items. Without --mine, --unit or --all: the unit of the account; all units if it has none."""
    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        scope = Scope.MINE if mine else Scope.ALL if everyone or unit or casebook.me() is None else Scope.UNIT
        rows = [row for row in all_rows(casebook, today, scope) if unit is None or row.client.unit == unit]
    if as_json:
        print(json.dumps([as_data(row, today) for row in rows], ensure_ascii=False, indent=2))
    elif brief:
        if rows:
            print(brief_line(rows, today))
    else:
        print_table(rows, today)
    return ExitCode.DONE


def all_rows(casebook: Casebook, today: date, scope: Scope) -> Iterator[QueueRow]:
    """Every due item in scope, page by page."""
    after: str | None = None
    while True:
        page = casebook.queue(QueueQuery(today=today, scope=scope, after=after, size=500))
        yield from page.rows
        after = page.next_key
        if after is None:
            return


def as_data(row: QueueRow, today: date) -> dict[str, object]:
    """One due item as other programs read it."""
    assert row.due_on is not None
    assert row.kind is not None
    return {
        "client": show_code(row.client.code),
        "kind": row.kind.value,
        "due": row.due_on.isoformat(),
        "days": days_over(row.due_on, today),
        "state": state_on(row.due_on, today, row.kind).value,
        "responsible": row.responsible,
    }


def brief_line(rows: list[QueueRow], today: date) -> str:
    """How many are due, in one line."""
    states = [state_on(row.due_on, today, row.kind) for row in rows if row.due_on and row.kind]
    late = sum(state in (DueState.OVERDUE, DueState.LONG_OVERDUE) for state in states)
    window = sum(state is DueState.IN_WINDOW for state in states)
    coming = sum(state is DueState.COMING for state in states)
    return tell(
        say("ASI: {late} overdue, {window} in the window, {coming} coming", late=late, window=window, coming=coming)
    )


def print_table(rows: list[QueueRow], today: date) -> None:
    """The due items as lines of text; what there is nothing of is said on stderr."""
    if not rows:
        print(tell(say("Nobody is due.")), file=sys.stderr)
    for row in rows:
        assert row.due_on is not None
        assert row.kind is not None
        days = days_over(row.due_on, today)
        words = tell(STATE_WORDS[state_on(row.due_on, today, row.kind)])
        print(f"{row.due_on}  {days:+5d}  {show_code(row.client.code)}  {words:<16} {row.responsible}".rstrip())


def print_queue(config: Config, *, practice: bool | None = None) -> int:
    """`asi` without a terminal: the queue of the user's unit as text."""
    today = today_of(config)()
    with casebook_of(config, practice=practice) as casebook:
        if casebook.practice:
            print(tell(say("This is practice data.")), file=sys.stderr)
        scope = Scope.ALL if casebook.me() is None else Scope.UNIT
        print_table(list(all_rows(casebook, today, scope)), today)
    return ExitCode.DONE
