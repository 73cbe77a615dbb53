"""A keyer before the screens, without a process of their own: keys go in as a terminal sends them, and what is drawn
comes out as a terminal shows it.

async with visit(site, size=(80, 24)) as keyer:
    await keyer.types("{F1}")
    assert "Hjälp" in keyer.screen()
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyte
from textual._xterm_parser import XTermParser
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from asi_tui.config import read_config
from asi_tui.errors import AsiError
from asi_tui.i18n import use_language
from asi_tui.program import opener, paper_desk
from asi_tui.tui.app import AsiApp, Door
from asi_tui.tui.reports import Typing
from asi_tui.tui.thrift import Thrift
from tests.terminal.typist import keys_in
from tests.terminal.window import Window

_CHARACTERS = {"slash": "/", "asterisk": "*", "plus": "+", "space": " ", "comma": ",", "minus": "-", "full_stop": "."}

LOCK = 0.001
"""Seconds that a refusal holds the keys: no longer than it takes to draw it."""

PATIENCE = 20.0
"""Seconds that a keyer waits for what must come, however busy the machine is."""


class InMemory(HeadlessDriver):
    """A terminal in memory: what is written to it is drawn in a window."""

    window: Window
    sent: list[str]

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self.window = Window(*self._get_terminal_size(), lambda data: None)
        self.sent = []
        self._thrift = Thrift()
        self._stream = pyte.Stream(self.window)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        thrifty = self._thrift.rewrite(data)
        self.sent.append(thrifty)
        self._stream.feed(thrifty)


@dataclass
class Keyer:
    """Somebody before the screens."""

    app: AsiApp
    pilot: Pilot[str | AsiError]
    visited: set[str] = field(default_factory=set)
    _parser: XTermParser = field(default_factory=XTermParser)

    @property
    def driver(self) -> InMemory:
        driver = self.app._driver
        assert isinstance(driver, InMemory)
        return driver

    async def types(self, typed: str) -> None:
        """Press the keys of a line; come back when all they started is done and drawn."""
        for key in keys_in(typed):
            # A lone Escape is told from the beginning of a sequence by the pause behind it.
            events = [Key("escape", "\x1b")] if key == b"\x1b" else self._parser.feed(Typing().read(key.decode()))
            for event in events:
                event.set_sender(self.app)
                self.app.post_message(event)
        await self.comes_to_rest()

    async def press(self, key: str) -> None:
        """Press one key, by its name in the keymap."""
        character = _CHARACTERS.get(key, key if len(key) == 1 else None)
        event = Key(key, character)
        event.set_sender(self.app)
        self.app.post_message(event)
        await self.comes_to_rest()

    async def comes_to_rest(self) -> None:
        """Wait until all is done and drawn."""
        await _reached(self.app.call_later)
        for _ in range(2):
            await _reached(self.app.screen.call_after_refresh)
        self.visited.add(type(self.app.screen).__name__)

    async def size(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.driver.window.resize(lines, columns)
        await self.pilot.resize_terminal(columns, lines)
        await self.comes_to_rest()
        # While it changes, what was drawn for the old size may reach the new one.
        self.driver.window.beyond.clear()
        self.app.refresh(layout=True)
        await self.comes_to_rest()

    async def back(self) -> None:
        """To the queue, by Escape alone."""
        for _ in range(8):
            if len(self.app.screen_stack) == 1 and self.app.start_screen.asked is None:
                return
            await self.types("{Escape}")
        raise AssertionError(f"Escape does not lead to the queue:\n{self.screen()}")

    async def back_to(self, place: Screen[Any]) -> None:
        """To a screen that lies below, by Escape; what is open on it is closed."""
        for _ in range(8):
            if self.app.screen is place and all(getattr(place, one, None) is None for one in ("asked", "writing")):
                return
            if place not in self.app.screen_stack:
                return
            await self.types("{Escape}")
        raise AssertionError(f"Escape does not lead back:\n{self.screen()}")

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"never {what}:\n{self.screen()}"
            await asyncio.sleep(0.01)
        await self.comes_to_rest()

    def screen(self) -> str:
        """What the window shows, as lines of text."""
        return "\n".join(line.rstrip() for line in self.lines())

    def lines(self) -> list[str]:
        """The lines of the window, whole."""
        return list(self.driver.window.display)

    @property
    def sent(self) -> str:
        """All that was sent to the terminal."""
        return "".join(self.driver.sent)


async def _reached(call: Callable[[Callable[[], None]], object]) -> None:
    """Wait until what is called comes to its turn."""
    turn = asyncio.Event()
    call(turn.set)
    await asyncio.wait_for(turn.wait(), PATIENCE)


@asynccontextmanager
async def visit(
    database: str, *, size: tuple[int, int] = (80, 24), enter: tuple[str, str | None] | None = None
) -> AsyncIterator[Keyer]:
    """Sit down before a casebook."""
    config = read_config({"HOME": database, "XDG_CONFIG_HOME": f"{database}.config"}, database=database, language="sv")
    config = replace(config, lock_seconds=LOCK)
    open_it, practice = opener(config, writes=True)
    door = Door(
        open_casebook=open_it, config=config, today=date.today, papers=paper_desk, practice=practice, enter=enter
    )
    async with sit_down(door, size=size) as keyer:
        yield keyer


@asynccontextmanager
async def sit_down(door: Door, *, size: tuple[int, int]) -> AsyncIterator[Keyer]:
    """Sit down before what a door opens."""
    use_language("sv")
    app = AsiApp(door)
    app.driver_class = InMemory
    try:
        async with app.run_test(headless=False, size=size) as pilot:
            keyer = Keyer(app, pilot)
            await keyer.until(lambda: app.pump.is_open, "opens the casebook")
            yield keyer
    finally:
        app.let_go()
        use_language("en")
