"""One key at a time: keys are taken in order, and what a key starts is finished before the next is looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar, TypeVar

from textual.events import Key, Paste
from textual.screen import Screen

from asi_tui.message import Message

Result = TypeVar("Result")


class KeyedScreen(Screen[Result]):
    """A screen that takes its keys from the pump, so that keys typed ahead reach the screen they were meant for."""

    page: ClassVar[str] = ""
    """The page of the handbook that F1 opens, whatever is typed here; empty where the screen has help of its own."""

    def read_about(self) -> tuple[str, str | None] | None:
        """The client's code, and perhaps the interview, whose papers are read from here; None where there are none."""
        return None

    def tell(self, hindrance: Message) -> None:
        """Say why nothing was done."""

    @abstractmethod
    async def press(self, key: Key) -> None:
        """Take one key; return when everything it started is done, a new screen included."""

    async def paste(self, text: str, at: float) -> None:
        """Take pasted text; ignored unless the screen has use for it."""


class KeyPump:
    """The queue of keys in front of the screens.

    A key that opens a screen is awaited until that screen stands there; plain forwarding would hand the keys behind
    it to the old screen, and lose them. Until `open` is called keys are dropped: nothing is on screen that they could
    mean.
    """

    def __init__(self, deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._deliver = deliver
        self._waiting: deque[Key | Paste] = deque()
        self._running = False
        self._pad_escape: Key | None = None
        self.is_open = False

    def open(self) -> None:
        """Let keys through from now on."""
        self.is_open = True

    def shut(self) -> None:
        """Drop the keys that wait and those that come, until `open`."""
        self.is_open = False
        self._waiting.clear()

    def put(self, event: Key | Paste) -> bool:
        """Queue a key as it came from the terminal; True when the caller is to run `drain` now."""
        if isinstance(event, Paste):
            self._waiting.append(event)
        else:
            self._waiting.extend(self._plain_keys(event))
        return not self._running

    async def drain(self) -> None:
        """Deliver the waiting keys one after another."""
        self._running = True
        try:
            while self._waiting:
                await self._deliver(self._waiting.popleft())
        finally:
            self._running = False

    def _plain_keys(self, event: Key) -> Iterator[Key]:
        """A key as the screens know it, whatever the terminal calls it.

        Enter may come as ctrl+j; the pad's comma in application mode comes as alt+O and then l (its = as alt+O, X); the
        kitty pad's star has no character; any other alt+character is Escape and then the character.
        """
        held, self._pad_escape = self._pad_escape, None
        if held is not None:
            if event.character in _PAD_AFTER_ESCAPE:
                name, character = _PAD_AFTER_ESCAPE[event.character]
                yield _like(event, name, character)
                return
            yield from (_like(held, "escape", None), _like(held, "O", "O"))
        if event.key == "alt+shift+o":
            self._pad_escape = event
            return
        if event.key in _OTHER_NAMES:
            yield _like(event, *_OTHER_NAMES[event.key])
            return
        if event.key.startswith("alt+") and event.character and event.character.isprintable():
            yield _like(event, "escape", None)
            yield _like(event, event.character, event.character)
            return
        yield event


_PAD_AFTER_ESCAPE = {"l": ("comma", ","), "X": ("equals_sign", "=")}

_OTHER_NAMES: dict[str, tuple[str, str | None]] = {
    "ctrl+j": ("enter", None),
    "newline": ("enter", None),
    "kp_enter": ("enter", None),
    "*": ("asterisk", "*"),
    "/": ("slash", "/"),
    "-": ("minus", "-"),
    "+": ("plus", "+"),
    ".": ("full_stop", "."),
    ",": ("comma", ","),
    "multiply": ("asterisk", "*"),
    "divide": ("slash", "/"),
    "subtract": ("minus", "-"),
    "add": ("plus", "+"),
    "decimal": ("full_stop", "."),
    "separator": ("comma", ","),
}


def _like(event: Key, name: str, character: str | None) -> Key:
    """Another key that came at the same moment."""
    key = Key(name, character)
    key.time = event.time
    return key
