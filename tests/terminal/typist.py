"""A keyer at a real terminal: types into the program as it is started by hand, and reads what the screen shows.

with Typist(["demo"], place) as anna:
    anna.sees("Uppföljningskö").types("{Down}{Enter}")
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

import asi_tui
from tests.terminal.child import Born, Child, Started
from tests.terminal.window import Window

PATIENCE = 20.0
"""Seconds that a keyer waits for what must come, however busy the machine is."""

NAMED_KEYS: Mapping[str, bytes] = {
    "Enter": b"\r",
    "Escape": b"\x1b",
    "Backspace": b"\x7f",
    "Tab": b"\t",
    "Shift+Tab": b"\x1b[Z",
    "Up": b"\x1b[A",
    "Down": b"\x1b[B",
    "Home": b"\x1b[H",
    "End": b"\x1b[F",
    "PgUp": b"\x1b[5~",
    "PgDn": b"\x1b[6~",
    "Delete": b"\x1b[3~",
    "F1": b"\x1bOP",
    "F2": b"\x1bOQ",
    "F3": b"\x1bOR",
    "F4": b"\x1bOS",
    "F5": b"\x1b[15~",
    "F6": b"\x1b[17~",
    "F7": b"\x1b[18~",
    "F8": b"\x1b[19~",
    "F9": b"\x1b[20~",
    "F10": b"\x1b[21~",
    "F12": b"\x1b[24~",
    **{f"Ctrl+{letter}": bytes([ord(letter) - 64]) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    # The numeric pad of a terminal in application mode.
    **{f"Pad{digit}": b"\x1bO" + bytes([ord("p") + digit]) for digit in range(10)},
    "PadEnter": b"\x1bOM",
    "PadComma": b"\x1bOl",
}

_KEY = re.compile(r"\{([^{}]+)\}")


_CLIENT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def as_bytes(typed: str | bytes) -> bytes:
    """What a line of keys sends: characters as UTF-8, {Enter} and other names as the terminal sends those keys."""
    if isinstance(typed, bytes):
        return typed
    pieces = _KEY.split(typed)
    return b"".join(NAMED_KEYS[piece] if at % 2 else piece.encode() for at, piece in enumerate(pieces))


def keys_in(typed: str) -> list[bytes]:
    """The keys of a line one by one, as the terminal sends them."""
    pieces = _KEY.split(typed)
    return [
        key
        for at, piece in enumerate(pieces)
        for key in ([NAMED_KEYS[piece]] if at % 2 else [character.encode() for character in piece])
    ]


def surroundings(place: Path, **more: str) -> dict[str, str]:
    """The environment of a user of their own, whose home and files lie in `place`."""
    homes = {
        name: str(place / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(asi_tui.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(place),
        "TMPDIR": str(place),
        "ASI_DATABASE": str(place / "asi.db"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        **homes,
        **more,
    }


def is_plain(environment: Mapping[str, str]) -> bool:
    """Whether an environment differs from that of other users in places alone, which are looked up after the start."""
    usual = surroundings(Path(environment["HOME"]))
    places = {name for name in usual if usual[name].startswith(environment["HOME"])} | {"ASI_CONFIG", "ASI_DATABASE"}
    return {name: value for name, value in environment.items() if name not in places} == {
        name: value for name, value in usual.items() if name not in places
    }


COMMAND = (sys.executable, "-m", "asi_tui")


class Typist:
    """Somebody at a terminal of their own, in which the program runs."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        *,
        environment: Mapping[str, str],
        command: Sequence[str] = COMMAND,
        size: tuple[int, int] = (80, 24),
        before: Callable[[], None] | None = None,
        is_8bit: bool = False,
        answers: bool = True,
        anew: bool = False,
    ) -> None:
        """Start the program, or another `command`; `size` is columns and lines, `before` is done in its process before
        it begins. It is a copy of one that is loaded already, unless the start itself matters or is to be `anew`.

        The terminal is set to Latin-1 where it `is_8bit`, and `answers` questions about itself.
        """
        self._screen = Window(*size, self._answers if answers else lambda data: None)
        self._stream = pyte.ByteStream(self._screen)
        if is_8bit:
            self._stream.select_other_charset("@")
        self._shown: list[str] | None = None
        self.raw = bytearray()
        self._last_byte = time.monotonic()
        self._has_ended = False
        is_usual = tuple(command) == COMMAND and before is None and not is_8bit and is_plain(environment)
        self._child: Child = (
            Born(arguments, environment, size)
            if is_usual and not anew
            else Started([*command, *arguments], environment, size, before)
        )
        self.pid: int = self._child.pid
        self.modes_found = self.modes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """See to it that the program is gone, and the terminal with it."""
        self.kill()
        self._child.hang_up()

    # Typing

    def types(self, typed: str | bytes) -> Self:
        """Send keys in one write, whole."""
        self._write(as_bytes(typed))
        return self

    def types_slowly(self, typed: str, seconds: float) -> Self:
        """Send the keys of a line one by one, so many seconds apart."""
        return self.types_each(keys_in(typed), seconds)

    def types_each(self, keys: Sequence[bytes], seconds: float) -> Self:
        """The same with keys as the terminal sends them; with no time between them they go in one write."""
        for key in keys if seconds else [b"".join(keys)]:
            self._write(key)
            self.reads(seconds)
        return self

    def types_unseen(self, typed: str, seconds: float) -> Self:
        """Send the keys of a line one by one, while nobody reads what the program sends."""
        for key in keys_in(typed):
            self._write(key)
            time.sleep(seconds)
        return self

    def types_patiently(self, typed: bytes) -> Self:
        """Send much in pieces, each as soon as the program takes it, and read meanwhile."""
        rest = memoryview(typed)
        deadline = time.monotonic() + PATIENCE
        os.set_blocking(self._child.terminal, False)
        while rest:
            assert time.monotonic() < deadline, f"{len(rest)} bytes are not taken:\n{self.screen()}"
            with suppress(BlockingIOError):
                rest = rest[os.write(self._child.terminal, rest[:4096]) :]
            self._read(0.001)
        os.set_blocking(self._child.terminal, True)
        return self

    def _write(self, keys: bytes) -> None:
        written = os.write(self._child.terminal, keys)
        assert written == len(keys), f"the terminal took {written} of {len(keys)} bytes"

    def _answers(self, data: str) -> None:
        if not self._child.is_hung_up:
            self._write(data.encode())

    def size(self, columns: int, lines: int) -> Self:
        """Make the window another size."""
        self._shown = None
        self._screen.resize(lines, columns)
        self._child.resize(columns, lines)
        return self

    # Seeing

    def screen(self) -> str:
        """What the screen shows, as lines of text."""
        return "\n".join(line.rstrip() for line in self._lines())

    def lines(self) -> list[str]:
        """The lines of the screen, whole."""
        return list(self._lines())

    def _lines(self) -> list[str]:
        # Looked at far oftener than it changes.
        if self._shown is None:
            self._shown = self._screen.display
        return self._shown

    @property
    def beyond(self) -> list[tuple[int, str]]:
        """Words that were drawn beyond the right edge, each with its line."""
        return self._screen.beyond

    @property
    def marked(self) -> str:
        """The line that the arrow points to; empty when there is none."""
        return next((line for line in self.lines() if line.startswith((" ▸ ", " > "))), "")

    @property
    def marked_code(self) -> str:
        """The code of the client that the arrow points to; empty when there is none."""
        found = _CLIENT.search(self.marked)
        return found[0] if found else ""

    def sees(self, *texts: str) -> Self:
        """Wait until the screen shows all of these."""
        return self.until(lambda: all(text in self.screen() for text in texts), f"shows {texts}")

    def sees_no_more(self, text: str) -> Self:
        """Wait until the screen no longer shows this."""
        return self.until(lambda: text not in self.screen(), f"no longer shows {text!r}")

    def stands_at(self, text: str) -> Self:
        """Wait until the marked line holds this."""
        return self.until(lambda: text in self.marked, f"is marked at {text!r}")

    def until(self, holds: Callable[[], bool], what: str) -> Self:
        """Wait until something is so, reading the terminal meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            ended = self._has_ended
            self._read(0.02)
            if (ended or time.monotonic() > deadline) and not holds():
                state = "has ended" if ended else "runs"
                raise AssertionError(f"never: {what}. The program {state}; on its screen:\n{self.screen()}")
        return self

    def until_unseen(self, holds: Callable[[], bool], what: str) -> Self:
        """Wait until something is so, while nobody reads what the program sends."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"never: {what}"
            time.sleep(0.02)
        return self

    def quiet(self, seconds: float = 0.3) -> Self:
        """Wait until nothing has come for a while."""
        deadline = time.monotonic() + PATIENCE
        self._last_byte = time.monotonic()
        while time.monotonic() - self._last_byte < seconds and not self._has_ended:
            assert time.monotonic() < deadline, f"never quiet:\n{self.screen()}"
            self._read(0.02)
        return self

    def reads(self, seconds: float) -> Self:
        """Do nothing but read for so long."""
        moment = time.monotonic() + seconds
        while not self._has_ended and (left := moment - time.monotonic()) > 0:
            self._read(left)
        return self

    def _read(self, seconds: float) -> None:
        if self._has_ended:
            return
        if not select.select([self._child.terminal], [], [], seconds)[0]:
            return
        try:
            data = os.read(self._child.terminal, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self._has_ended = True
            return
        self._last_byte = time.monotonic()
        self.raw += data
        self._shown = None
        self._stream.feed(data)

    def modes(self) -> list[Any]:
        """How the terminal is set: whether it waits for Enter, shows what is typed, sends signals."""
        return termios.tcgetattr(self._child.terminal)

    # Ending

    def ends(self, within: float = PATIENCE) -> int:
        """Wait until the program is gone; its exit code, or the negative number of the signal that ended it."""
        deadline = time.monotonic() + within
        while True:
            if not self._child.is_hung_up:
                self._read(0.01)
            if (code := self._child.exit_code()) is not None:
                self._read_rest()
                return code
            assert time.monotonic() < deadline, f"still there after {within} s:\n{self.screen()}"

    def _read_rest(self) -> None:
        while not self._child.is_hung_up and not self._has_ended:
            self._read(PATIENCE)
        self._has_ended = True

    def signals(self, number: int) -> Self:
        """Send the program a signal."""
        os.kill(self.pid, number)
        return self

    def is_gone(self, within: float) -> bool:
        """Whether the program ends, while nobody reads what it still sends."""
        deadline = time.monotonic() + within
        while self._child.exit_code() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        return self._child.exit_code() is not None

    def scribbles(self) -> Self:
        """Use the terminal as a shell does behind a stopped program: its own modes, and the program's screen gone."""
        termios.tcsetattr(self._child.terminal, termios.TCSANOW, self.modes_found)
        self._shown = None
        self._screen.reset()
        return self

    def kill(self) -> None:
        """End the program as a power cut of its own would: at once, without a chance to tidy up."""
        if self._child.exit_code() is None:
            self.signals(signal.SIGKILL)
        self.ends()

    def hang_up(self) -> Self:
        """Close the terminal under the program."""
        self._child.hang_up()
        return self
