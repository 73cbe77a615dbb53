"""A tour through every screen of the program, in every state of an interview and with every panel open."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from asi_tui.core.identity import read_code
from asi_tui.core.practice_round import Round
from asi_tui.keys import COMMANDS, Context
from asi_tui.practice.rounds import cases
from asi_tui.store.casebook import open_casebook
from asi_tui.tui import screens
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.opening import open_client, open_interview, show_answers
from asi_tui.tui.screens.client import open_page
from asi_tui.tui.screens.practice_round import begin_round
from tests.terminal.site import Site
from tests.tui.visit import Keyer, visit

NOT_PRESSED = {"app.quit", "app.close", "start.practice"}
"""What would end the tour."""


def all_screens() -> set[str]:
    """Every screen of the program, by the name of its class."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(screens.__path__):
        for name, kind in inspect.getmembers(importlib.import_module(f"{screens.__name__}.{module.name}")):
            if inspect.isclass(kind) and issubclass(kind, KeyedScreen) and not is_unfinished(kind):
                found.add(name)
    return found


def is_unfinished(kind: type) -> bool:
    """Whether a class leaves something to those that are made of it."""
    return any(getattr(getattr(kind, name, None), "__isabstractmethod__", False) for name in dir(kind))


def make_ready(site: Site) -> None:
    """Have an interview in every state."""
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute("DELETE FROM signature")
        for state, interview in interviews(site).items():
            connection.execute("UPDATE interview SET state = ? WHERE id = ?", [state, interview])
        connection.execute(
            "INSERT INTO signature (interview_id, name, role, at, by)"
            " SELECT id, 'Anna Berg', 'intervjuare', keyed_at, keyed_by FROM interview WHERE state = 'signed'"
        )


def interviews(site: Site) -> dict[str, str]:
    """An interview of each state, by its id."""
    return {
        "complete": site.interviews(site.due)[0],
        "rated": site.interviews(site.drafts["uppf"])[0],
        "signed": site.interviews(site.drafts["uppf-kort"])[0],
    }


QUEUE = ("n", "{F12}", "{F1}{PgDn}", "{Ctrl+P}s", "/Ulla", "/å漢{Enter}", "fa", "{Ctrl+P}{Down}{Down}")
DRAFT = (
    "{F6}",
    "{Ctrl+F}kropp{Down}",
    "{F9}",
    "{F3}{Down}",
    "{F6}a",
    "{Ctrl+F}a",
    "7",
    "*å漢{Enter}",
    "{F5}x",
    "{F4}d",
)
"""What is typed before the queue, and before a draft, besides their commands: first what leads to other screens."""

FEW = 4
"""So many of them are typed on a short tour."""


async def opens(keyer: Keyer, interview: str) -> None:
    """Open an interview, whatever its state."""
    await open_interview(keyer.app, interview)
    await keyer.comes_to_rest()


@dataclass
class Tour:
    """A way through the program. After each step `look` is shown the keyer, and told where they are.

    A tour that is not `thorough` sees every screen, but not every panel that a command opens there.
    """

    site: Site
    size: tuple[int, int]
    look: Callable[[Keyer, str], None]
    thorough: bool = True

    async def go(self) -> set[str]:
        """Go everywhere; gives the screens that were seen."""
        async with visit(str(self.site.database), size=self.size) as keyer:
            await self._queue(keyer)
            await self._client(keyer)
            await self._head(keyer)
            for form, code in self.site.drafts.items():
                await self._draft(keyer, form, code)
            for state, interview in interviews(self.site).items():
                await opens(keyer, interview)
                self.look(keyer, state)
                await self._commands(keyer, Context.ENTRY if state == "signed" else Context.RATING, state)
                await keyer.back()
            await self._plan(keyer)
            await self._practice(keyer)
            await self._elsewhere(keyer)
        new = str(self.site.place / "new.db")
        open_casebook(new, practice=False, account="nobody else").close()
        async with visit(new, size=self.size) as first:
            self.look(first, "the first start")
            await first.types("Åsa{Enter}")
            self.look(first, "the first start, half done")
        return keyer.visited | first.visited

    async def _commands(self, keyer: Keyer, context: Context, where: str) -> None:
        """Each command of a place in turn, by its first key; back to that place after each."""
        place = keyer.app.screen
        for command in COMMANDS if self.thorough else ():
            if command.context is context and command.id not in NOT_PRESSED and place in keyer.app.screen_stack:
                await keyer.press(keyer.app.keymap_in_force.first(command.id))
                self.look(keyer, f"{where}, {command.id}")
                await keyer.back_to(place)

    async def _queue(self, keyer: Keyer) -> None:
        self.look(keyer, "the queue")
        await self._commands(keyer, Context.START, "the queue")
        for typed in QUEUE if self.thorough else QUEUE[:FEW]:
            await keyer.types(typed)
            self.look(keyer, f"the queue {typed}")
            await keyer.back()

    async def _client(self, keyer: Keyer) -> None:
        await open_page(keyer.app, read_code(self.site.due))
        await keyer.comes_to_rest()
        self.look(keyer, "a client")
        await self._commands(keyer, Context.CLIENT, "a client")
        page = keyer.app.screen
        await self._papers(keyer)
        await keyer.back_to(page)
        await keyer.types("e")
        self.look(keyer, "who the client is")
        await keyer.back_to(page)
        await self._intervention(keyer)
        await keyer.back()

    async def _intervention(self, keyer: Keyer) -> None:
        """A record with an end, from field to field, and what cannot be saved of it; then one that is there."""
        await keyer.types("p1{Down}{Down}å漢{Enter}0504{Enter}0601{Enter}1{Down}{Down}")
        self.look(keyer, "a new intervention")
        for _ in range(22 if self.thorough else 4):
            await keyer.types("{Down}")
            self.look(keyer, "a new intervention, further on")
        await keyer.types("{Up}x{F9}")
        self.look(keyer, "an intervention that cannot be saved")
        await keyer.types("{Escape}{Escape}4{Enter}")
        self.look(keyer, "an intervention")
        await keyer.types("{Down}{Down}{Down}")
        self.look(keyer, "an intervention, further on")

    async def _plan(self, keyer: Keyer) -> None:
        """The unit's plan, to its end and in other units, and what cannot be set of it."""
        await keyer.types("e")
        self.look(keyer, "the unit's plan")
        for key in ("pagedown", "end", "right"):
            await keyer.press(key)
            self.look(keyer, f"the unit's plan, {key}")
        await keyer.types("e")
        self.look(keyer, "the plan's form")
        await keyer.types("å漢{Down};x;{Down}{Down}{Down}1{Down}700{F9}")
        self.look(keyer, "a plan that contradicts itself")
        await keyer.back()

    async def _papers(self, keyer: Keyer) -> None:
        await keyer.types("l{Down}{Down}")
        self.look(keyer, "a summary")
        await self._commands(keyer, Context.PAPER, "a summary")
        for typed in "{End}", "{F8}{Enter}å漢", "{Escape}{Escape}v", "2", "3", "4", "5", "s":
            await keyer.types(typed)
            self.look(keyer, f"the papers {typed}")

    async def _head(self, keyer: Keyer) -> None:
        client = keyer.app.casebook.client(read_code(self.site.new), "test")
        await open_client(keyer.app, client, None, short=False)
        for typed in ("", "{Down}{Down}9"):
            await keyer.types(typed)
            self.look(keyer, f"the head {typed}")
        await keyer.back()

    async def _draft(self, keyer: Keyer, form: str, code: str) -> None:
        wanted = ("", *DRAFT) if self.thorough else ("", *DRAFT[:FEW])
        for typed in wanted if form == "grund" else ("",):
            await opens(keyer, self.site.interviews(code)[-1])
            await keyer.types(typed)
            self.look(keyer, f"a draft on {form} {typed}")
            await keyer.back()
        if form == "uppf":
            await opens(keyer, self.site.interviews(code)[-1])
            await self._commands(keyer, Context.ENTRY, f"a draft on {form}")
            await keyer.back()

    async def _practice(self, keyer: Keyer) -> None:
        await begin_round(keyer.app, Round(cases()[0]))
        await keyer.comes_to_rest()
        await keyer.types("{Enter}{Enter}11{Escape}")
        for typed in ("", "{End}", "{PgUp}"):
            await keyer.types(typed)
            self.look(keyer, f"the result of a practice round {typed}")
        await keyer.types("{Enter}")
        self.look(keyer, "a practice round")
        await keyer.back()

    async def _elsewhere(self, keyer: Keyer) -> None:
        complete = interviews(self.site)["complete"]
        await opens(keyer, complete)
        await show_answers(keyer.app, complete, "G9")
        await keyer.comes_to_rest()
        self.look(keyer, "the answers of a complete interview")
        await keyer.back()
        with self.site.casebook() as other:
            held = self.site.interviews(self.site.drafts["grund"])[-1]
            other.hold(held, take_over=True)
            await opens(keyer, held)
            self.look(keyer, "open elsewhere")
            await keyer.back()
