"""The line to a program: a terminal of its own in which it is started, typed to, and timed by the bytes it sends.

Nothing is drawn here and nothing waits longer than it must, so that what is measured is the program.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 60.0
"""Seconds until what does not come is given up."""

QUIET = 0.03
"""Seconds without a byte after which all that a key led to has come: two frames of the screen."""


class NotMeasured(Exception):
    """Something cannot be measured here; says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a program sent after a key: seconds until the last byte of it, and how many bytes."""

    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in bytes: all of it, and its share when what several use is divided among them."""

    whole: int
    share: int


class Line:
    """A program at the far end of a terminal of its own."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        """Start it; `size` is columns and lines."""
        self.sent = bytearray()
        self._name = " ".join(command)
        with warnings.catch_warnings():
            # Threads of whoever measures do not matter to a child that becomes another program at once.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid, self._terminal = pty.fork()
        if not self.pid:
            with suppress(BaseException):
                termios.tcsetwinsize(0, (size[1], size[0]))
                os.chdir(environment["HOME"])
                os.execvpe(command[0], list(command), dict(environment))
            os._exit(127)
        self.began = time.perf_counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """End the program and its terminal."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    def _read(self, seconds: float) -> int:
        """Take what comes within so many seconds; how many bytes that was."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise NotMeasured(f"{self._name} ended by itself; its last words: {bytes(self.sent[-300:])!r}")
        self.sent += data
        return len(data)

    def types(self, keys: bytes) -> None:
        """Send keys in one write."""
        written = os.write(self._terminal, keys)
        if written != len(keys):
            raise NotMeasured(f"the terminal took {written} of {len(keys)} bytes")

    def until(self, *marks: bytes, since: int = 0) -> float:
        """Read until all of these have come after that many bytes; the moment of it."""
        deadline = time.perf_counter() + PATIENCE
        while any(self.sent.find(mark, since) < 0 for mark in marks):
            if time.perf_counter() > deadline:
                raise NotMeasured(f"{self._name} never sent {marks!r}; its last words: {bytes(self.sent[-300:])!r}")
            self._read(0.5)
        return time.perf_counter()

    def rests(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for so many seconds."""
        deadline = time.perf_counter() + PATIENCE
        while self._read(quiet):
            if time.perf_counter() > deadline:
                raise NotMeasured(f"{self._name} never comes to rest")

    def strike(
        self, key: bytes, *, quiet: float = QUIET, within: float = 5.0, until: Callable[[], bool] | None = None
    ) -> Reply:
        """Press a key, or many in one write, and read until all that it leads to has come, and `until` holds."""
        self.takes()
        begun = last = time.perf_counter()
        self.types(key)
        count = 0
        while more := self._read(quiet if count else within):
            last = time.perf_counter()
            count += more
        while until is not None and not until() and time.perf_counter() - begun < PATIENCE:
            while more := self._read(quiet):
                last = time.perf_counter()
                count += more
        return Reply(last - begun, count)

    def idles(self, seconds: float) -> int:
        """Press nothing for so long; how many bytes come all the same."""
        begun, count = time.perf_counter(), 0
        while (left := begun + seconds - time.perf_counter()) > 0:
            count += self._read(left)
        return count

    def takes(self) -> None:
        """Take what has come by now."""
        while self._read(0):
            pass

    def ends(self) -> None:
        """Wait until the program has ended by itself, as it was told to."""
        deadline = time.perf_counter() + PATIENCE
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            with suppress(NotMeasured):
                self._read(0.01)
            if time.perf_counter() > deadline:
                raise NotMeasured(f"{self._name} does not end")
        self.pid = 0

    def memory(self) -> Memory:
        """What the program holds now."""
        values: dict[str, int] = {}
        with Path(f"/proc/{self.pid}/smaps_rollup").open(encoding="ascii") as lines:
            for line in lines:
                name, _, rest = line.partition(":")
                if name in ("Rss", "Pss"):
                    values[name] = int(rest.split()[0]) * 1024
        return Memory(values["Rss"], values["Pss"])

    def hangs_up(self, within: float = 20.0) -> float:
        """Close the terminal under the program; seconds until the process is gone."""
        begun = time.perf_counter()
        os.close(self._terminal)
        self._terminal = -1
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.perf_counter() - begun > within:
                raise NotMeasured(f"{self._name} still lives {within:.0f} s after its terminal went")
            time.sleep(0.001)
        self.pid = 0
        return time.perf_counter() - begun
