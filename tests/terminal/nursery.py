"""The program loaded once, for tests in which its start is not the question: each of their programs is a copy of it.

A copy has a process, a terminal and an environment of its own, and goes on from the door as any start does.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

LOADED = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0", "TEXTUAL_FPS": "1000"}
"""What the program sets before it loads Textual."""


class Nursery:
    """Our end of the line to the process that holds the loaded program."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line = ours
        self._statuses: dict[int, int] = {}
        self._holder = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **LOADED},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def bear(self, arguments: Sequence[str], environment: Mapping[str, str], terminal: str) -> int:
        """Start a copy at the terminal of that name, and give its process id."""
        asked = {"arguments": list(arguments), "environment": dict(environment), "terminal": terminal}
        self._line.send(json.dumps(asked).encode())
        while "born" not in (said := self._hear()):
            pass
        return int(said["born"])

    def status(self, pid: int) -> int | None:
        """How a copy has ended, as `wait` tells it; None while it runs."""
        while select.select([self._line], [], [], 0)[0]:
            self._hear()
        return self._statuses.get(pid)

    def _hear(self) -> dict[str, int]:
        data = self._line.recv(1 << 16)
        assert data, f"the loaded program has ended: {self._holder.wait()}"
        said: dict[str, int] = json.loads(data)
        if "gone" in said:
            self._statuses[said["gone"]] = said["status"]
        return said


@cache
def nursery() -> Nursery:
    """The one of this test process; it ends with the line."""
    return Nursery()


def hold(line: socket.socket) -> None:
    """In the holder: load the program, and send copies of it where they are asked for, until nobody asks any more."""
    from asi_tui import cli
    from asi_tui.store import casebook, keying, tables
    from asi_tui.tui import app, opening
    from asi_tui.tui.screens import client, start

    assert all((cli, casebook, keying, tables, app, opening, client, start))
    woken, wakes = os.pipe()
    for end in (woken, wakes):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    while True:
        ready, _, _ = select.select([line.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 512)
            _tell_the_gone(line)
        if line.fileno() in ready:
            data = line.recv(1 << 20)
            if not data:
                return
            asked = json.loads(data)
            terminal = os.open(asked["terminal"], os.O_RDWR | os.O_NOCTTY)
            pid = os.fork()
            if not pid:
                _go_on(asked, terminal)
            os.close(terminal)
            line.send(json.dumps({"born": pid}).encode())


def _tell_the_gone(line: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        line.send(json.dumps({"gone": pid, "status": status}).encode())


def _go_on(asked: dict[str, Any], terminal: int) -> NoReturn:
    """In the copy: take the terminal and the environment, and enter by the door."""
    from asi_tui import cli

    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for standard in range(3):
        os.dup2(terminal, standard)
    os.closerange(3, 256)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = open(("stdin", "stdout", "stderr").index(name), mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(os.environ["HOME"])
    sys.argv = ["asi", *asked["arguments"]]
    raise SystemExit(cli.start())


if __name__ == "__main__":
    hold(socket.socket(fileno=int(sys.argv[1])))
