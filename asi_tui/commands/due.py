"""`asi due`: who is to be followed up, as a table, as JSON, as one line for the login message, or as a calendar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.config import Config
from asi_tui.core.followup import DueState, days_over, state_on
from asi_tui.core.identity import show_code
from asi_tui.core.people import Unit
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import ItemKind, QueueCounts, QueueQuery, QueueRow, Scope
from asi_tui.errors import ExitCode, UsageError
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

KIND_WORDS: dict[ItemKind, Message] = {
    ItemKind.BASE: say("base interview"),
    ItemKind.FOLLOW_UP: say("follow-up"),
    ItemKind.FEEDBACK: say("feedback"),
    ItemKind.RATING: say("rating"),
    ItemKind.SIGNATURE: say("signature"),
    ItemKind.INTERVENTION: say("intervention record"),
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
    as_calendar: Annotated[bool, typer.Option("--ics", help=tell(say("as a calendar, client codes only")))] = False,
) -> int:
    """Print the due items. Without --mine, --unit or --all: the unit of the account; all units if it has none."""
    if sum((mine, unit is not None, everyone)) > 1 or sum((brief, as_json, as_calendar)) > 1:
        raise UsageError(
            say("these options cannot be given together"), "asi due", say("choose one list, and one way to show it")
        )
    config = config_of(context)
    today = today_of(config)()
    with casebook_of(config) as casebook:
        query = _query(casebook, today, mine=mine, unit=unit, everyone=everyone)
        if brief:
            line = brief_line(casebook.counts(query))
            print(line, end="\n" if line else "")
            return ExitCode.DONE
        rows = list(all_rows(casebook, query))
    if as_calendar:
        from asi_tui.commands.calendar import calendar_of

        sys.stdout.write(calendar_of(rows, today))
    elif as_json:
        print(json.dumps([as_data(row, today) for row in rows], ensure_ascii=False, indent=2))
    else:
        print_table(rows, today)
    return ExitCode.DONE


def _query(casebook: Casebook, today: date, *, mine: bool, unit: str | None, everyone: bool) -> QueueQuery:
    """Whose items are asked for."""
    query = QueueQuery(today=today, scope=Scope.ALL, size=500)
    if unit is not None:
        return replace(query, scope=Scope.UNIT, unit=unit_named(casebook, unit).id)
    if mine:
        return replace(query, scope=Scope.MINE)
    return query if everyone or casebook.me() is None else replace(query, scope=Scope.UNIT)


def unit_named(casebook: Casebook, name: str) -> Unit:
    """The unit of that name; raises UsageError that names the nearest."""
    units = {unit.name.casefold(): unit for unit in casebook.work.units()}
    found = units.get(name.strip().casefold())
    if found is None:
        from difflib import get_close_matches

        near = [units[key].name for key in get_close_matches(name.strip().casefold(), units, n=1, cutoff=0.0)]
        raise UsageError(
            say("there is no unit with this name"),
            name,
            say("the nearest is {unit}", unit=near[0]) if near else say("there are no units yet"),
        )
    return found


def all_rows(casebook: Casebook, query: QueueQuery) -> Iterator[QueueRow]:
    """Every due item of the query, page by page."""
    while True:
        page = casebook.queue(query)
        yield from page.rows
        if page.next_key is None:
            return
        query = replace(query, after=page.next_key)


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


def brief_line(counts: QueueCounts) -> str:
    """How many are due, in one line; nothing when all that is listed is still to come."""
    late = counts.overdue + counts.long_overdue
    if not late and not counts.in_window:
        return ""
    return tell(
        say(
            "ASI: {late} overdue, {window} in the window, {coming} coming",
            late=late,
            window=counts.in_window,
            coming=counts.coming,
        )
    )


def print_table(rows: list[QueueRow], today: date) -> None:
    """The due items as lines of text; what there is nothing of is said on stderr."""
    if not rows:
        print(tell(say("Nobody is due.")), file=sys.stderr)
    for row in rows:
        assert row.due_on is not None
        assert row.kind is not None
        days = days_over(row.due_on, today)
        kind, state = tell(KIND_WORDS[row.kind]), tell(STATE_WORDS[state_on(row.due_on, today, row.kind)])
        who = f"{row.responsible} ({row.commissioned_to})" if row.commissioned_to else row.responsible
        print(f"{row.due_on}  {days:+5d}  {show_code(row.client.code)}  {kind:<15} {state:<16} {who}".rstrip())


def print_queue(config: Config, *, practice: bool | None = None) -> int:
    """`asi` without a terminal: the queue of the user's unit as text."""
    today = today_of(config)()
    with casebook_of(config, practice=practice) as casebook:
        if casebook.practice:
            print(tell(say("This is practice data.")), file=sys.stderr)
        query = _query(casebook, today, mine=False, unit=None, everyone=False)
        print_table(list(all_rows(casebook, query)), today)
    return ExitCode.DONE
