"""Opening the database of a site: found or made, recognised, brought up to date, and held by one connection."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from asi_tui.errors import DatabaseError, UsageError
from asi_tui.message import say
from asi_tui.store.dialects import on_sqlite
from asi_tui.store.faults import telling
from asi_tui.store.files import prepare_file
from asi_tui.store.kept import SCHEMA_VERSION, say_where_to_postgresql
from asi_tui.store.marks import Application, Marks, read_marks, write_marks

BUSY_MS = 250
"""How long a write waits for another program before it says so: longer would be felt at the keys."""

_OPENING_BUSY_MS = 5_000
"""While opening, nobody types: another session may just be making or upgrading the same file."""

_SQLITE_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",  # an answer shown as stored survives a power cut
    "trusted_schema = OFF",
    "secure_delete = ON",  # what is purged is gone from the disk too
    "temp_store = MEMORY",  # no client data in temporary files
    "cell_size_check = ON",
)

_POSTGRESQL = "postgresql+psycopg"


class Database:
    """The open database of a site: one connection, used by one caller at a time, in short transactions."""

    def __init__(self, connection: Connection, where: str, application: Application) -> None:
        """`where` is the path or address as messages tell it, without a password."""
        self._connection = connection
        self._lock = threading.RLock()
        self._begin_write = "BEGIN IMMEDIATE" if on_sqlite(connection) else None
        self.where = where
        self.application = application

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with self._transaction("BEGIN" if self._begin_write else None) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it is stored durably, or nothing."""
        with self._transaction(self._begin_write) as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str | None) -> Iterator[Connection]:
        with self._lock, telling(self.where), self._connection.begin():
            if begin:
                self._connection.exec_driver_sql(begin)
            yield self._connection

    def close(self) -> None:
        """Let go of the file or server. May be called twice."""
        with self._lock, telling(self.where):
            self._connection.close()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def open_database(location: str, *, application: Application, today: Callable[[], date] = _today) -> Database:
    """Open the database at a path or a postgresql+psycopg:// address; make it when it is missing or empty.

    A database of another application, or made by a newer version of asi, is refused; an older one is upgraded, in
    SQLite after a copy beside it. Raises DatabaseError in one sentence, UsageError for an address of another kind.
    """
    path: Path | None = None
    if "://" in location:
        url = _address(location)
        where = url.render_as_string(hide_password=True)
    else:
        path = Path(location).expanduser().absolute()
        where = str(path)
        prepare_file(path)
    with telling(where):
        try:
            connection = (_sqlite(path) if path else _postgresql(url)).connect()
        except ModuleNotFoundError:
            raise DatabaseError(
                say("The driver for PostgreSQL is not installed"), where, say("install asi-tui[postgres]")
            ) from None
        try:
            _recognise(connection, where, application, path, today)
            if path:
                _settle(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(connection, where, application)


def _address(location: str) -> URL:
    """The location as the address of a PostgreSQL database."""
    url: URL | None = None
    with suppress(ArgumentError, ValueError):
        url = make_url(location)
    if url is None or url.drivername not in {_POSTGRESQL, "postgresql"}:
        raise UsageError(
            say("This is neither a file nor the address of a PostgreSQL database"),
            location.split("://")[0] + "://",
            say("name a file, or an address such as postgresql+psycopg://server/asi"),
        )
    return url.set(drivername=_POSTGRESQL)


def _sqlite(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        # mode=rw: SQLite must never make the file, since it would be readable by others.
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw",
            uri=True,
            timeout=_OPENING_BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in _SQLITE_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    return create_engine(
        URL.create("sqlite", database=str(path)), creator=connect, poolclass=NullPool, hide_parameters=True
    )


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "application_name": "asi",
            "options": f"{url.query.get('options', '')} -c lock_timeout={BUSY_MS:d}",
        },
    )


def _settle(connection: Connection, path: Path) -> None:
    """What may be set only once the file is known to be ours."""
    mode = _write_ahead(connection)
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS:d}")
    connection.rollback()
    if mode != "wal":
        raise DatabaseError(
            say("The disk does not allow several users in one database file"),
            str(path),
            say("name a file on a disk of this server with --database, or use PostgreSQL"),
        )


def _write_ahead(connection: Connection) -> str:
    """Turn the write-ahead log on, and give the mode the file is in then."""
    until = time.monotonic() + _OPENING_BUSY_MS / 1000
    while True:
        try:
            return str(connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar_one())
        except OperationalError:
            connection.rollback()
            # SQLite does not wait by itself here, where another session just looks at the same new file.
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _recognise(
    connection: Connection, where: str, application: Application, path: Path | None, today: Callable[[], date]
) -> None:
    """Check that this is our database; make its tables, or bring them up to date."""
    copy: Path | None = None
    with connection.begin():
        if path:
            # Without it each mark would be read at a moment of its own, while another session writes them.
            connection.exec_driver_sql("BEGIN")
        marks = read_marks(connection)
    if marks is not None:
        _refuse_strangers(marks, where, application)
        if marks.schema_version == SCHEMA_VERSION:
            return
        from asi_tui.store import upgrade

        if path:
            copy = upgrade.copy_beside(connection, path, marks.schema_version, today())
            connection.rollback()
            # Tables are rebuilt by the migrations; the references are checked as a whole before the commit.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
    with connection.begin():
        _lock_whole(connection)
        # Another session may have done it while we waited.
        marks = read_marks(connection)
        if marks is None:
            # Only a new casebook needs all the tables at once.
            from asi_tui.store.tables import METADATA

            if not on_sqlite(connection):
                say_where_to_postgresql(METADATA)
            METADATA.create_all(connection, checkfirst=False)
        else:
            _refuse_strangers(marks, where, application)
            if copy and marks.schema_version == SCHEMA_VERSION:
                # It has, and made its own copy: ours came too late to be sure of what it holds.
                copy.unlink()
            from asi_tui.store import upgrade

            upgrade.migrate(connection, marks.schema_version)
        write_marks(connection, Marks(application, SCHEMA_VERSION))
    if path:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.rollback()


def _lock_whole(connection: Connection) -> None:
    """Keep every other session from making or upgrading the tables at the same time."""
    if on_sqlite(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({Application.PRODUCTION:d})")


def _refuse_strangers(marks: Marks, where: str, application: Application) -> None:
    if marks.application != application:
        raise _wrong_application(marks.application, where)
    if marks.schema_version > SCHEMA_VERSION:
        raise DatabaseError(
            say("The database was made by a newer version of asi"), where, say("upgrade asi, then open it again")
        )


def _wrong_application(found: int, where: str) -> DatabaseError:
    match found:
        case Application.PRACTICE:
            return DatabaseError(
                say("This database holds practice data, and asi was started for real work"),
                where,
                say("start asi demo to practise, or name another database with --database"),
            )
        case Application.PRODUCTION:
            return DatabaseError(
                say("This database holds real clients, and asi was started for practice"),
                where,
                say("start asi without demo, or name another database with --database"),
            )
        case _:
            return DatabaseError(
                say("This database belongs to another program"), where, say("name another database with --database")
            )
