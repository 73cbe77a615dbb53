"""A defect of the program, told in two lines and an incident number; the log gets places in the code, never values."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from asi_tui import VERSION
from asi_tui.message import Message, say

_PLACES = 12
"""Places of an error that are logged, counted from the innermost."""


def log_file() -> Path:
    """Where incidents are logged: $XDG_STATE_HOME/asi-tui/asi.log."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "asi-tui" / "asi.log"


def report(error: BaseException) -> Message:
    """Log a defect and give the words for the user."""
    number = f"{time.time_ns() // 1_000_000 % 10**9:09d}"
    path = _log(number, error)
    if path is None:
        return say(
            "The program stopped because of a fault in it (incident {number}). All answers shown are saved. "
            "Start it again, and tell your administrator; the log could not be written.",
            number=number,
        )
    return say(
        "The program stopped because of a fault in it (incident {number}). All answers shown are saved. "
        "Start it again, and give the number to your administrator; the log is {path}.",
        number=number,
        path=path,
    )


def note(error: BaseException) -> None:
    """Log a defect that the user can go on working with."""
    _log("-", error)


def _log(number: str, error: BaseException) -> Path | None:
    """Add a line to the log, which only its owner may read; gives the log, or None when it cannot be written."""
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {number} asi {VERSION} {' <- '.join(_told(error))}\n"
    try:
        path = log_file()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:
            os.fchmod(log.fileno(), 0o600)
            log.write(line)
    except (OSError, RuntimeError):
        # A full disk, a home that cannot be written, no home at all.
        return None
    return path


def _told(error: BaseException) -> Iterator[str]:
    """The kind of an error and where it came by, innermost place first; then the same of what caused it.

    What an error says may hold names and answers, and so does every local variable: neither is written down.
    """
    told: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in told:
        told.add(id(cause))
        places = list(_places(cause.__traceback__))[-_PLACES:]
        yield f"{type(cause).__name__} at {', '.join(reversed(places))}"
        cause = cause.__cause__ or cause.__context__


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next
