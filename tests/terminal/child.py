"""The program as somebody's terminal has it: where its keys go, how large the window is, whether it has ended."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

import pexpect

from tests.terminal.nursery import nursery


class Child(ABC):
    """A running program and the other end of its terminal."""

    pid: int
    terminal: int
    """The descriptor of our end."""
    is_hung_up = False

    @abstractmethod
    def exit_code(self) -> int | None:
        """None while it runs; the negative number of the signal that ended it, if one has."""

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def hang_up(self) -> None:
        """Take the terminal away; once is enough."""
        if not self.is_hung_up:
            self.is_hung_up = True
            self._close()

    @abstractmethod
    def _close(self) -> None:
        """Close our end."""


class Started(Child):
    """A program that was started as the shell does it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int],
        before: Callable[[], None] | None,
    ) -> None:
        """`size` is columns and lines; `before` is done in its process before it begins."""
        with warnings.catch_warnings():
            # The test's own threads do not matter to a child that becomes another program at once.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._spawned = pexpect.spawn(
                command[0],
                list(command[1:]),
                env=dict(environment),
                cwd=environment["HOME"],
                dimensions=(size[1], size[0]),
                preexec_fn=before,
                echo=True,
            )
        self.pid = self._spawned.pid
        self.terminal = self._spawned.child_fd

    def exit_code(self) -> int | None:
        """None while it runs."""
        if self._spawned.isalive():
            return None
        signal = self._spawned.signalstatus
        return int(self._spawned.exitstatus if signal is None else -signal)

    def _close(self) -> None:
        self._spawned.ptyproc.fileobj.close()


class Born(Child):
    """A copy of the program that was loaded beforehand."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
        self.terminal, theirs = os.openpty()
        self.resize(*size)
        self.pid = nursery().bear(arguments, environment, os.ttyname(theirs))
        os.close(theirs)

    def exit_code(self) -> int | None:
        """None while it runs."""
        status = nursery().status(self.pid)
        return None if status is None else os.waitstatus_to_exitcode(status)

    def _close(self) -> None:
        os.close(self.terminal)
