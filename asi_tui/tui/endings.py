"""The end from outside: a lost line, a server going down, the administrator's kill.

Every answer shown is on disk, so nothing has to be asked or waited for. The terminal is given back where it is still
there, and the process is gone soon even when the terminal does not read or the disk is waited for.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

GRACE = 1.0
"""Seconds for leaving in good order, and then for leaving at once."""

_LEAVE = b"\x18\x1b[0m\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Breaks off a sequence cut in the middle; then no styles, pasting and wrapping as ever, the other screen, a cursor."""

_AT_ONCE = (signal.SIGHUP,)
_GENTLE = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

_chores: list[Callable[[], None]] = []
_found: list[Any] | None = None
_is_shown = False


def code_of(number: int) -> int:
    """The exit code of a program that a signal ended, as shells count."""
    return 128 + number


def expect_the_end() -> None:
    """Be ready before the screen is there. A hang-up counts even where the shell has it ignored (nohup)."""
    for number in (*_AT_ONCE, signal.SIGTERM):
        signal.signal(number, end_now)


def before_the_end(chore: Callable[[], None]) -> None:
    """Have this done (throw-away files removed) however the program is ended from outside."""
    _chores.append(chore)
    expect_the_end()


def take_terminal(leave: Callable[[int], None]) -> None:
    """Before the screen is shown: remember how the terminal was found.

    From now on a hang-up still ends at once; a milder signal calls `leave` with the exit code, and ends at once only
    when that takes too long.
    """
    global _found, _is_shown
    with suppress(termios.error):
        _found = termios.tcgetattr(_keys())
    _is_shown = True

    def end_gently(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGALRM, lambda *_: end_now(number))
        signal.setitimer(signal.ITIMER_REAL, GRACE)
        leave(code_of(number))

    for number in _GENTLE:
        signal.signal(number, end_gently)


def left_terminal() -> None:
    """The screen is gone, and the terminal is as it was."""
    global _is_shown
    _is_shown = False
    for number in _GENTLE:
        signal.signal(number, end_now)


def is_over() -> None:
    """All is closed: nothing is left that could take too long."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def end_now(number: int, frame: FrameType | None = None) -> None:
    """Do the chores, give the terminal back, and be gone."""
    for other in (*_AT_ONCE, *_GENTLE):
        signal.signal(other, signal.SIG_IGN)
    # A terminal that does not read, or a disk that hangs, is not waited for.
    signal.signal(signal.SIGALRM, lambda *_: os._exit(code_of(number)))
    signal.setitimer(signal.ITIMER_REAL, GRACE / 2)
    for chore in _chores:
        with suppress(Exception):
            chore()
    if _is_shown:
        _give_back()
    os._exit(code_of(number))


def _give_back() -> None:
    # A job in the background would be stopped for touching the terminal.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with suppress(termios.error, OSError):
        if _found is not None:
            termios.tcsetattr(_keys(), termios.TCSANOW, _found)
        # Keys typed ahead would go to the shell, and what is drawn to the other screen.
        termios.tcflush(_keys(), termios.TCIOFLUSH)
        os.write(_picture(), _LEAVE)


def _keys() -> int:
    assert sys.__stdin__ is not None
    return sys.__stdin__.fileno()


def _picture() -> int:
    assert sys.__stdout__ is not None
    return sys.__stdout__.fileno()
