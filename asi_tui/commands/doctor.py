"""`asi doctor`: the items of the queue reckoned from scratch, and where what is stored differs from them."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from asi_tui.commands.due import KIND_WORDS
from asi_tui.commands.settings import casebook_of, config_of
from asi_tui.core.happenings import Item
from asi_tui.core.identity import show_code
from asi_tui.errors import ExitCode
from asi_tui.i18n import tell
from asi_tui.message import Message, say


def add_to(app: typer.Typer) -> None:
    """Put the command in the menu."""
    app.command("doctor", help=tell(say("reckon all items of the queue from scratch, and list what differs")))(doctor)


def doctor(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help=tell(say("write what the rules say")))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=tell(say("as JSON")))] = False,
) -> int:
    """List the differences; exit 1 when there are any, 0 when there are none or all have been put right."""
    config = config_of(context)
    hidden = 0
    found: list[tuple[str, Item | None, Item | None]] = []
    with casebook_of(config, writes=repair) as casebook:
        for code, stored, by_rules in casebook.work.differences():
            # Whoever is not named for a protected client is not told that it is there.
            if not code:
                hidden += 1
                continue
            found.append((code, stored, by_rules))
            if not as_json:
                print(tell(_line(code, stored, by_rules)))
        put_right = casebook.work.repair() if repair else 0
    if as_json:
        rows = [{"client": show_code(c), "stored": _data(s), "rules": _data(r)} for c, s, r in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    if hidden:
        print(tell(say("{count} more concern what this account may not see.", count=hidden)), file=sys.stderr)
    if repair:
        print(tell(say("{count} items put right.", count=put_right)), file=sys.stderr)
        return ExitCode.DONE
    if not found and not hidden:
        print(tell(say("All items are as the rules have them.")), file=sys.stderr)
        return ExitCode.DONE
    return ExitCode.FAULTS_FOUND


def _line(code: str, stored: Item | None, by_rules: Item | None) -> Message:
    item = stored or by_rules
    assert item is not None
    return say(
        "{client}  {kind}  stored: {stored}  by the rules: {rules}",
        client=show_code(code),
        kind=KIND_WORDS[item.kind],
        stored=_told(stored),
        rules=_told(by_rules),
    )


def _told(item: Item | None) -> Message | str:
    if item is None:
        return say("nothing")
    ending = f" {item.ending.value} {item.ended_on}" if item.ending else ""
    return f"{item.due_on}{ending}"


def _data(item: Item | None) -> dict[str, str | None] | None:
    if item is None:
        return None
    return {
        "key": item.key,
        "due": item.due_on.isoformat(),
        "ending": item.ending.value if item.ending else None,
        "ended": item.ended_on.isoformat() if item.ended_on else None,
    }
