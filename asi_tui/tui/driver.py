"""The terminal as this program drives it: it may be lost, stopped and continued, or fail, at any moment."""

from __future__ import annotations

import asyncio
import signal
import sys
import termios
from contextlib import suppress
from types import FrameType
from typing import Any

from asi_tui.tui import endings
from asi_tui.tui.wire import WireDriver

_SHOW_AGAIN = "\x1b[?1049h\x1b[2J\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""The other screen, empty, without a cursor, with word of focus and pasting, without wrapping."""


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A defect beside the program's course, of which the loop would tell on the screen, with its values."""
    error = context.get("exception")
    if error is not None:
        from asi_tui.incident import note

        note(error)


class TerminalDriver(WireDriver):
    """Draws on stdout, which is the terminal: stderr may have been sent to a file, which must not get the screen."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        assert sys.__stdout__ is not None
        self._file = sys.__stdout__
        self._modes: list[Any] | None = None
        # What Textual does here starts a second reader of the keys when a stopped process is continued.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, self._continued)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        asyncio.get_running_loop().set_exception_handler(_note)
        endings.take_terminal()
        super().start_application_mode()
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self.fileno)

    def close(self) -> None:
        """The terminal has been given back, to the last byte."""
        super().close()
        self._modes = None
        endings.left_terminal()

    def _continued(self, number: int, frame: FrameType | None) -> None:
        if self._modes is not None:
            self._loop.call_soon_threadsafe(self._show_again)

    def _show_again(self) -> None:
        """A stopped process goes on: the shell has used the terminal meanwhile."""
        if self._modes is None:
            return
        termios.tcsetattr(self.fileno, termios.TCSANOW, self._modes)
        self.draw_anew(_SHOW_AGAIN)

    def _run_input_thread(self) -> None:
        """Read keys until the end; a defect there ends the program like any other."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)
