"""Sessions: one sitting at the casebook, told apart from all others, and whether the program it ran in still runs."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

_PROCESSES = Path("/proc")
_BOOT = _PROCESSES / "sys/kernel/random/boot_id"

_ENDED = frozenset("ZX")
"""The states of a process that has ended, and whose parent has not noticed yet."""

UNKNOWN = ""
"""When a process was started, where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sitting at the casebook: a token that no other has, and where it runs.

    `started` tells the process from a later one with the same number; `terminal` is empty where there is none.
    """

    token: str
    host: str
    process: int
    started: str
    terminal: str


def new_session() -> Session:
    """The session that begins here and now, in this process."""
    process = os.getpid()
    return Session(
        # From the system, never from a source that a test or a demo may repeat.
        token=secrets.token_hex(16),
        host=socket.gethostname(),
        process=process,
        started=_started(process),
        terminal=_terminal(),
    )


def has_ended(process: int, started: str) -> bool:
    """Whether a process of this machine has ended, even if another has its number now."""
    try:
        # Signal 0 is never delivered: it only asks. /proc may hide the processes of other people.
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    found = _status(process)
    if found is None:
        return False
    state, now = found
    return state in _ENDED or (started != UNKNOWN and now != started)


def _started(process: int) -> str:
    found = _status(process)
    return found[1] if found else UNKNOWN


def _status(process: int) -> tuple[str, str] | None:
    """The state of a process, and when it was started: the boot, and the ticks since. None where nobody tells."""
    try:
        boot = _BOOT.read_text("ascii").strip()
        status = (_PROCESSES / str(process) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    # The name, in brackets, may hold blanks and brackets itself. The start is the 22nd field of them all.
    fields = status.rpartition(")")[2].split()
    return fields[0], f"{boot} {fields[19]}"


def _terminal() -> str:
    try:
        return os.ttyname(0).removeprefix("/dev/")
    except OSError:
        return ""
