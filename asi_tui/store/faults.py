"""What the database says when it cannot: every driver error becomes one sentence, here and nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from asi_tui.errors import DatabaseBusy, DatabaseError
from asi_tui.message import Message, say

_BUSY = (
    say("The database is in use by another program just now"),
    say("nothing was stored; try again in a moment"),
)
_READ_ONLY = (
    say("The database can only be read, not written"),
    say("ask for the right to write the file and its directory"),
)
_CORRUPT = (
    say("The database is damaged"),
    say("stop using it, keep a copy, and restore the latest backup"),
)
_NOT_A_DATABASE = (
    say("The file is not a database"),
    say("name the right file with --database"),
)
_FULL = (
    say("The disk is full: the database cannot grow"),
    say("nothing was stored; free some space and try again"),
)
_CANNOT_OPEN = (
    say("The database cannot be opened"),
    say("check that the file and its directory exist and may be read and written"),
)
_NOT_WRITTEN = (
    say("The disk takes no more: it is full, or the account's share of it is"),
    say("nothing was stored; free some space and try again"),
)
_DISK_FAULT = (
    say("The disk failed while the database was read or written"),
    say("check the disk; what was stored before is kept"),
)
_NO_ACCESS = (
    say("The database does not let this account in"),
    say("check the account and its rights with whoever runs the database"),
)
_NO_SERVER = (
    say("The database server does not answer, or does not let this account in"),
    say("check that it runs, and the address with its database and account"),
)

# By primary result code: https://www.sqlite.org/rescode.html
_SQLITE: Mapping[int, tuple[Message, Message]] = {
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_AUTH: _NO_ACCESS,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK_FAULT,
    sqlite3.SQLITE_CORRUPT: _CORRUPT,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_NOTADB: _NOT_A_DATABASE,
}

# By extended code, where that tells more. The log's shared memory is given its room before it is used.
_SQLITE_EXTENDED: Mapping[int, tuple[Message, Message]] = {
    sqlite3.SQLITE_IOERR_WRITE: _NOT_WRITTEN,
    sqlite3.SQLITE_IOERR_TRUNCATE: _NOT_WRITTEN,
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
    sqlite3.SQLITE_IOERR_SHMOPEN: _NOT_WRITTEN,
}

# By SQLSTATE, the whole of it or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Mapping[str, tuple[Message, Message]] = {
    "55P03": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "53100": _FULL,
    "53300": _BUSY,
    "25006": _READ_ONLY,
    "42501": _NO_ACCESS,
    "28": _NO_ACCESS,
    "3D": _CANNOT_OPEN,
    "3F": _NO_ACCESS,
    "08": _NO_SERVER,
    "57P": _NO_SERVER,
    "XX001": _CORRUPT,
    "XX002": _CORRUPT,
    "58030": _DISK_FAULT,
}


def _sentences(error: SQLAlchemyError) -> tuple[Message, Message]:
    orig = error.orig if isinstance(error, DBAPIError) else error
    found: tuple[Message, Message] | None = None
    if isinstance(orig, sqlite3.Error):
        # An extended code keeps its primary code in the low byte. Text that is no text has none at all.
        code = getattr(orig, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if "decode" in str(orig) else 0)
        found = _SQLITE_EXTENDED.get(code) or _SQLITE.get(code & 0xFF)
    else:
        state = getattr(orig, "sqlstate", None)
        if state:
            found = next((_POSTGRESQL[key] for key in (state, state[:3], state[:2]) if key in _POSTGRESQL), None)
        elif isinstance(error, DBAPIError) and type(orig).__name__ == "OperationalError":
            # The line was cut or never stood. The driver gives no code then, even where the server said why.
            found = _NO_SERVER
    return found or (
        say("The database refused what was asked of it ({kind})", kind=type(orig).__name__),
        say("nothing was stored; report this to whoever looks after asi"),
    )


def told(error: SQLAlchemyError, where: str) -> DatabaseError:
    """The error as one sentence: what, where, remedy.

    The driver's own text is left out: it may hold a client's words.
    """
    what, remedy = sentences = _sentences(error)
    return (DatabaseBusy if sentences is _BUSY else DatabaseError)(what, where, remedy)


def lacks_room(error: SQLAlchemyError) -> bool:
    """Whether it may be for want of room on the disk."""
    return _sentences(error) in (_FULL, _NOT_WRITTEN, _DISK_FAULT)


@contextmanager
def telling(where: str) -> Iterator[None]:
    """Inside, what the database library raises comes out as a DatabaseError about `where`."""
    try:
        yield
    except SQLAlchemyError as error:
        # A fault of our own is told with its cause; a cause from the driver may hold a client's words.
        raise told(error, where) from (None if isinstance(error, DBAPIError) else error)
