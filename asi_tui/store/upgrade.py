"""Upgrading a casebook made by an earlier version: a copy first, then the missing migrations in one transaction."""

from __future__ import annotations

import fcntl
import glob
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from asi_tui.errors import DatabaseError
from asi_tui.message import say
from asi_tui.store.dialects import on_sqlite
from asi_tui.store.faults import lacks_room, told
from asi_tui.store.files import new_file

MIGRATIONS = Path(__file__).parent / "migrations"

_UNFINISHED = ".unfinished"
"""Ending of the name of a copy that is being written."""

_ITEMS_BY_RULES = 3
"""From this version on the items of the queue are those of its rules; older ones are reckoned anew once."""


def migrate(connection: Connection, version: int) -> None:
    """Run the migrations after `version` on the tables, in the caller's transaction.

    The mark in the database is the only record of its version, so Alembic's own table of versions is not used.
    """
    # Alembic takes longer to load than all the rest of the store, and is needed once per upgrade.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(MIGRATIONS), version_locations=[str(MIGRATIONS)])
    missing = [script for script in scripts.walk_revisions() if int(script.revision) > version]
    with Operations.context(MigrationContext.configure(connection)):
        for script in reversed(missing):
            script.module.upgrade()
    if version < _ITEMS_BY_RULES:
        from asi_tui.store import doctor

        doctor.repair(connection, datetime.now(UTC))
    if on_sqlite(connection) and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DatabaseError(
            say("The upgrade left rows that belong to nothing, and was taken back"),
            connection.engine.url.database or "",
            say("keep the file as it is and report this to whoever looks after asi"),
        )


def copy_beside(connection: Connection, path: Path, version: int, today: date) -> Path:
    """Write a whole copy of the database beside it, for its owner alone, named by its version and the day.

    It has that name only when it is whole; what an upgrade that was killed has left half-written is removed.
    """
    name = f"{path.stem}.version-{version}.{today.isoformat()}"
    try:
        with _begun(path, name) as unfinished:
            _write(connection, unfinished)
            return _finish(unfinished, path, name)
    except SQLAlchemyError as error:
        fault = told(error, str(path))
        raise (_no_copy(fault.what, path) if lacks_room(error) else fault) from None
    except OSError as error:
        raise _no_copy(error.strerror, path) from None


def _no_copy(reason: object, path: Path) -> DatabaseError:
    return DatabaseError(
        say("The copy before the upgrade cannot be made: {reason}", reason=reason),
        str(path.parent),
        say("ask for the right to write the directory, or free some space"),
    )


@contextmanager
def _begun(path: Path, name: str) -> Iterator[Path]:
    """A file to write the copy to, locked as long as this process lives; gone in the end."""
    # What is not locked is left over. Nobody looks between the making of a file and its locking.
    with _locked(path.parent):
        _remove_left_over(path)
        unfinished = next(place for place in _names(path, name, _UNFINISHED) if _is_made(place))
        lock = ExitStack()
        lock.enter_context(_locked(unfinished))
    try:
        with lock:
            yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _locked(place: Path, wait: int = 0) -> Iterator[None]:
    """Hold a file or directory; with LOCK_NB for `wait`, OSError when another process does."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | wait)
        yield
    finally:
        os.close(descriptor)


def _remove_left_over(path: Path) -> None:
    for place in path.parent.glob(f"{glob.escape(path.stem)}.version-*{_UNFINISHED}"):
        with suppress(OSError), _locked(place, fcntl.LOCK_NB):
            place.unlink()


def _write(connection: Connection, unfinished: Path) -> None:
    connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
    _to_disk(unfinished)


def _finish(unfinished: Path, path: Path, name: str) -> Path:
    """Give the copy its name. It must be on the disk before the original is changed."""
    copy = next(place for place in _names(path, name) if _is_linked(unfinished, place))
    _to_disk(copy.parent)
    return copy


def _names(path: Path, name: str, ending: str = "") -> Iterator[Path]:
    """The names that a copy may have: that of the day, then numbered."""
    for number in itertools.count(1):
        yield path.with_name(f"{name}{'' if number == 1 else f'-{number}'}{path.suffix}{ending}")


def _is_made(place: Path) -> bool:
    try:
        new_file(place)
    except FileExistsError:
        return False
    return True


def _is_linked(unfinished: Path, copy: Path) -> bool:
    try:
        copy.hardlink_to(unfinished)
    except FileExistsError:
        return False
    except OSError:
        # A disk without links: the name is given less carefully there.
        if copy.exists():
            return False
        unfinished.rename(copy)
    return True


def _to_disk(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
