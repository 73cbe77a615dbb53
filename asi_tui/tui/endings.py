"""The end from outside: a lost line, a server going down, the administrator's kill.

Every answer shown is on disk, so nothing has to be asked or waited for: the terminal is given back where it is still
there, and the process is gone, even when the terminal does not read or the disk is waited for.
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

PATIENCE = 0.5
"""Seconds for giving the terminal back."""

_LEAVE = b"\x18\x1b[0m\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Breaks off a sequence cut in the middle; then no styles, pasting and wrapping as ever, the other screen, a cursor."""

_AT_ANY_TIME = (signal.SIGHUP, signal.SIGTERM)
_ON_SCREEN = (signal.SIGINT, signal.SIGQUIT)

_chores: list[Callable[[], None]] = []
_found: list[Any] | None = None
_is_shown = False


def expect_the_end() -> None:
    """Be ready before the screen is there. A hang-up counts even where the shell has it ignored (nohup)."""
    for number in _AT_ANY_TIME:
        signal.signal(number, _end)


def before_the_end(chore: Callable[[], None]) -> None:
    """Have this done (throw-away files removed) however the program is ended from outside."""
    _chores.append(chore)
    expect_the_end()


def take_terminal() -> None:
    """Before the screen is shown: remember how the terminal was found."""
    global _found, _is_shown
    with suppress(termios.error):
        _found = termios.tcgetattr(_keys())
    _is_shown = True
    for number in _ON_SCREEN:
        signal.signal(number, _end)


def left_terminal() -> None:
    """The screen is gone, and the terminal is as it was."""
    global _is_shown
    _is_shown = False


def _end(number: int, frame: FrameType | None) -> None:
    """Do the chores, give the terminal back, and be gone, with the exit code of a program that the signal has ended."""
    for other in (*_AT_ANY_TIME, *_ON_SCREEN):
        signal.signal(other, signal.SIG_IGN)
    # A terminal that does not read, or a disk that hangs, is not waited for.
    signal.signal(signal.SIGALRM, lambda *_: os._exit(128 + number))
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    for chore in _chores:
        with suppress(Exception):
            chore()
    if _is_shown:
        with suppress(termios.error, OSError):
            _give_back()
    os._exit(128 + number)


def _give_back() -> None:
    # A job in the background would be stopped for touching the terminal.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    if _found is not None:
        termios.tcsetattr(_keys(), termios.TCSANOW, _found)
    # What another thread still draws would land on the other screen, and keys typed ahead in the shell.
    terminal = os.dup(_picture())
    os.dup2(os.open(os.devnull, os.O_WRONLY), _picture())
    termios.tcflush(terminal, termios.TCIOFLUSH)
    os.write(terminal, _LEAVE)


def _keys() -> int:
    assert sys.__stdin__ is not None
    return sys.__stdin__.fileno()


def _picture() -> int:
    assert sys.__stdout__ is not None
    return sys.__stdout__.fileno()
