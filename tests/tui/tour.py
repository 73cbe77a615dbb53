"""A tour through every screen of the program, in every state of an interview and with every panel open."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

from asi_tui.core.identity import read_code
from asi_tui.keys import COMMANDS, Context
from asi_tui.store.casebook import open_casebook
from asi_tui.tui import screens
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.opening import open_client, open_interview, show_answers
from asi_tui.tui.screens.client import open_page
from tests.terminal.site import Site
from tests.tui.visit import Keyer, visit

NOT_PRESSED = {"app.quit", "app.close", "start.practice"}
"""What would end the tour."""


def all_screens() -> set[str]:
    """Every screen of the program, by the name of its class."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(screens.__path__):
        for name, kind in inspect.getmembers(importlib.import_module(f"{screens.__name__}.{module.name}")):
            if inspect.isclass(kind) and issubclass(kind, KeyedScreen) and not inspect.isabstract(kind):
                found.add(name)
    return found


def make_ready(site: Site) -> None:
    """Have an interview in every state: the short base of each client is complete; two go further."""
    with closing(sqlite3.connect(site.database)) as connection, connection:
        rated, signed = interviews(site)["rated"], interviews(site)["signed"]
        connection.execute("UPDATE interview SET state = 'rated' WHERE id = ?", [rated])
        connection.execute("UPDATE interview SET state = 'signed' WHERE id = ?", [signed])
        connection.execute(
            "INSERT INTO signature (interview_id, name, role, at, by)"
            " SELECT id, 'Anna Berg', 'intervjuare', keyed_at, keyed_by FROM interview WHERE id = ?",
            [signed],
        )


def interviews(site: Site) -> dict[str, str]:
    """An interview of each state, by its id."""
    return {
        "complete": site.interviews(site.due)[0],
        "rated": site.interviews(site.drafts["uppf"])[0],
        "signed": site.interviews(site.drafts["uppf-kort"])[0],
    }


DRAFT = ("{F6}", "{F6}a", "{Ctrl+F}a", "{Ctrl+F}kropp{Down}", "{F9}", "7", "*å漢{Enter}", "{F3}{Down}", "{F5}x", "{F4}d")
"""What is typed before a draft, besides its commands."""


async def opens(keyer: Keyer, interview: str) -> None:
    """Open an interview, whatever its state."""
    await open_interview(keyer.app, interview)
    await keyer.comes_to_rest()


async def presses_all(keyer: Keyer, context: Context) -> AsyncIterator[str]:
    """Each command of a place in turn, by its first key; back to that place after each."""
    place = keyer.app.screen
    for command in COMMANDS:
        if command.context is not context or command.id in NOT_PRESSED:
            continue
        await keyer.press(keyer.app.keymap_in_force.first(command.id))
        yield f"{type(place).__name__} {command.id}"
        await keyer.back_to(place)
        if keyer.app.screen is not place:
            return


async def tour(site: Site, size: tuple[int, int]) -> AsyncIterator[tuple[Keyer, str]]:
    """Go everywhere; after each step give the keyer and where they are."""
    async with visit(str(site.database), size=size) as keyer:
        app = keyer.app
        yield keyer, "the queue"
        async for stop in presses_all(keyer, Context.START):
            yield keyer, stop
        for typed in ("/Ulla", "/å漢{Enter}", "fa", "{F1}{PgDn}", "{Ctrl+P}s", "{Ctrl+P}{Down}{Down}"):
            await keyer.types(typed)
            yield keyer, f"the queue {typed}"
            await keyer.back()
        await open_page(app, read_code(site.due))
        await keyer.comes_to_rest()
        yield keyer, "a client"
        async for stop in presses_all(keyer, Context.CLIENT):
            yield keyer, stop
        await keyer.back()
        client = app.casebook.client(read_code(site.new), "test")
        await open_client(app, client, None, short=False)
        await keyer.comes_to_rest()
        yield keyer, "the head"
        await keyer.types("{Down}{Down}9")
        yield keyer, "the head, refused"
        await keyer.back()
        for form, code in site.drafts.items():
            for typed in ("", *DRAFT):
                await opens(keyer, site.interviews(code)[-1])
                await keyer.types(typed)
                yield keyer, f"a draft on {form} {typed}"
                await keyer.back()
            await opens(keyer, site.interviews(code)[-1])
            async for stop in presses_all(keyer, Context.ENTRY):
                yield keyer, f"a draft on {form}, {stop}"
            await keyer.back()
        for state, interview in interviews(site).items():
            await opens(keyer, interview)
            yield keyer, state
            async for stop in presses_all(keyer, Context.ENTRY if state == "signed" else Context.RATING):
                yield keyer, f"{state}, {stop}"
            await keyer.back()
        await opens(keyer, interviews(site)["complete"])
        await show_answers(app, interviews(site)["complete"], "G9")
        await keyer.comes_to_rest()
        yield keyer, "the answers of a complete interview"
        await keyer.back()
        with site.casebook() as other:
            held = site.interviews(site.drafts["grund"])[-1]
            other.hold(held, take_over=True)
            await opens(keyer, held)
            yield keyer, "open elsewhere"
            await keyer.back()
    new = str(site.place / "new.db")
    open_casebook(new, practice=False, account="nobody else").close()
    async with visit(new, size=size) as first:
        first.visited |= keyer.visited
        yield first, "the first start"
        await first.types("Åsa{Enter}")
        yield first, "the first start, half done"
