"""The way to the terminal: the program never waits for it, and a terminal that does not read loses pictures only."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Key
from textual.message import Message

from asi_tui.tui.charset import CHARSET, QUESTION
from asi_tui.tui.reports import Typing
from asi_tui.tui.thrift import Thrift

MOST_WAITING = 65_536
"""Bytes that may wait while the terminal does not read; what is drawn beyond them is drawn anew when it does."""

LAST_WORDS = 0.5
"""Seconds that the terminal is given to read what gives it back, when the program ends."""

_WHOLE_AGAIN = "\x1b[?2026l\x1b[0m"
"""Ends what may have been cut: an update that is shown as one, and the colours."""


class Wire(Thread):
    """Writes to the terminal in a thread of its own, thriftily and in the terminal's character set."""

    def __init__(self, file: IO[str], reads_again: Callable[[], None]) -> None:
        """`reads_again` is called in the thread when all has been read that was not dropped."""
        super().__init__(daemon=True, name="terminal-output")
        self._descriptor = file.fileno()
        self._reads_again = reads_again
        self._queue: SimpleQueue[bytes | None] = SimpleQueue()
        self._waiting = 0
        self._lock = Lock()
        self._thrift = Thrift()
        self.is_behind = False

    def write(self, text: str) -> None:
        """Send what draws the same picture as this text; drop it when too much waits already."""
        with self._lock:
            self.is_behind = self.is_behind or self._waiting > MOST_WAITING
            if not self.is_behind:
                self._send(CHARSET.encode(self._thrift.rewrite(text)))

    def ask(self, question: bytes) -> None:
        """Send a question to the terminal as it is."""
        with self._lock:
            self._send(question)

    def _send(self, data: bytes) -> None:
        self._waiting += len(data)
        self._queue.put(data)

    def begin_again(self, first: str) -> None:
        """Take text again, `first` this, whatever state the terminal is in: some text may have been dropped."""
        with self._lock:
            self._thrift = Thrift()
            self.is_behind = False
            self._send((_WHOLE_AGAIN + first).encode())

    def run(self) -> None:
        """Write what comes, as much at a time as there is."""
        with suppress(OSError):  # the terminal is gone: the end of the program comes by another way
            while (data := self._queue.get()) is not None:
                with suppress(Empty):
                    while (more := self._queue.get_nowait()) is not None:
                        data += more
                    self._queue.put(None)
                self._write(data)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        with self._lock:
            self._waiting -= len(data)
            has_caught_up = self.is_behind and not self._waiting
        if has_caught_up:
            self._reads_again()

    def stop(self) -> None:
        """Write what waits, and end; a terminal that does not read is not waited for long."""
        self._queue.put(None)
        self.join(LAST_WORDS)


MOST_AHEAD = 4_096
"""Keys that may come without a pause, or wait for the program: far more than anybody types."""

QUIET = 0.4
"""Seconds without a key after which keys are taken again, when too many have come."""


class Flooded(Message):
    """More keys have come than anybody types: those behind are not taken."""


class CharsetFound(Message):
    """The terminal turns out to be set to another character set than was believed."""


class WireDriver(LinuxDriver):
    """Textual's driver for Linux terminals, at the end of a wire."""

    _writer_thread: Wire | None  # type: ignore[assignment]

    def start_application_mode(self) -> None:
        """Take the terminal, and ask for its character set."""
        loop = asyncio.get_running_loop()

        def reads_again() -> None:
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self.draw_anew)

        vars(linux_driver)["WriterThread"] = lambda file: Wire(file, reads_again)
        vars(linux_driver)["getincrementaldecoder"] = lambda encoding: lambda: self
        self._is_8bit = CHARSET.is_8bit
        self._typing = Typing()
        self._posted = self._arrived = 0
        self._is_flooded, self._last_read, self._unbroken = False, 0.0, 0
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual gives it no types
        if self._writer_thread is not None:
            self._writer_thread.ask(QUESTION)

    def decode(self, data: bytes, final: bool = False) -> str:
        """What has been typed, in the input thread."""
        if not data and not final:
            # The end of the terminal, which may come without a signal; Textual would go on reading it for ever.
            os.kill(os.getpid(), signal.SIGHUP)
        before, self._last_read = self._last_read, time.monotonic()
        if self._last_read - before >= QUIET:
            self._is_flooded, self._unbroken = False, 0
        if self._is_flooded:
            return ""
        text = CHARSET.decode(data, final)
        self._look_at_charset()
        return self._typing.read(text)

    def process_message(self, message: Message) -> None:
        """Take the terminal's answers to our own questions; all else goes on, but for a flood of keys."""
        if isinstance(message, CursorPosition):
            CHARSET.answered(message.x)
            self._look_at_charset()
        elif not (isinstance(message, Key) and self._is_too_many()):
            super().process_message(message)

    def _is_too_many(self) -> bool:
        self._unbroken += 1
        waiting = self._posted - self._arrived + self._app._message_queue.qsize()
        if not self._is_flooded and max(waiting, self._unbroken) > MOST_AHEAD:
            self._is_flooded = True
            self.send_message(Flooded())
        return self._is_flooded

    def send_message(self, message: Message) -> None:
        """Hand a message to the program."""
        self._posted += 1
        asyncio.run_coroutine_threadsafe(self._hand_over(message), loop=self._loop)

    async def _hand_over(self, message: Message) -> None:
        self._arrived += 1
        await self._app._post_message(message)

    def _look_at_charset(self) -> None:
        if CHARSET.is_8bit is not self._is_8bit:
            self._is_8bit = CHARSET.is_8bit
            self._loop.call_soon_threadsafe(self.draw_anew)
            self.send_message(CharsetFound())

    def hand_over(self, told: bytes) -> None:
        """Tell the terminal something that is no picture."""
        if self._writer_thread is not None:
            self._writer_thread.ask(told)

    def draw_anew(self, first: str = "") -> None:
        """Draw the whole screen; `first` send this as it is."""
        if self._writer_thread is not None:
            self._writer_thread.begin_again(first)
            self._app.refresh(layout=True)

    def stop_application_mode(self) -> None:
        """Give the terminal back; a picture that it has not read is no longer wanted."""
        if self._writer_thread is not None and self._writer_thread.is_behind:
            self._writer_thread.begin_again("")
        super().stop_application_mode()
