"""The one family of errors: what is wrong, where, and what to do about it; and the exit codes of `asi`."""

from __future__ import annotations

from enum import IntEnum

from asi_tui.message import Message


class ExitCode(IntEnum):
    """What `asi` tells the shell when it ends."""

    DONE = 0
    FAULTS_FOUND = 1
    USAGE = 2
    DATABASE = 3
    CRASHED = 70
    INTERRUPTED = 130


class AsiError(Exception):
    """A fault told to the user in one sentence: what is wrong, where, and the remedy."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: Message, where: str, remedy: Message) -> None:
        """`where` is a place the user can find: a file, a setting, a client code, an item."""
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} ({self.where}): {self.remedy}"


class UsageError(AsiError):
    """The command, its arguments or what they name is wrong."""


class NoLeave(UsageError):
    """An interview is there, but this reader has no leave to read it."""


class ConfigError(AsiError):
    """The configuration cannot be used as it stands."""


class FaultyFile(ConfigError):
    """A file is there and may be read, but does not hold what it should."""


class DatabaseError(AsiError):
    """The database is missing, closed to us, damaged, too new or in the way."""

    exit_code = ExitCode.DATABASE


class DatabaseBusy(DatabaseError):
    """Another program holds the database just now: the same action may be tried again."""


class AnsweredElsewhere(DatabaseError):
    """The interview has answers that this session has not seen: nothing was stored."""


class TouchedElsewhere(DatabaseError):
    """Another person has changed what was on screen: nothing was done, and the message says who and what."""
