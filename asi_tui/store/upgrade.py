"""Upgrading a casebook made by an earlier version: a copy first, then the missing migrations in one transaction."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from asi_tui.errors import DatabaseError
from asi_tui.message import say
from asi_tui.store.dialects import on_sqlite
from asi_tui.store.faults import told
from asi_tui.store.files import new_file

MIGRATIONS = Path(__file__).parent / "migrations"


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
    if on_sqlite(connection) and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DatabaseError(
            say("The upgrade left rows that belong to nothing, and was taken back"),
            connection.engine.url.database or "",
            say("keep the file as it is and report this to whoever looks after asi"),
        )


def copy_beside(connection: Connection, path: Path, version: int, today: date) -> Path:
    """Write a whole copy of the database beside it, for its owner alone, named by its version and the day."""
    copy = _new_copy(path, f"{path.stem}.version-{version}.{today.isoformat()}")
    try:
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
        # The copy must be on the disk before the original is changed.
        for place in (copy, copy.parent):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    except SQLAlchemyError as error:
        copy.unlink()
        raise told(error, str(copy)) from None
    return copy


def _new_copy(path: Path, name: str) -> Path:
    number = 1
    while True:
        copy = path.with_name(f"{name}{'' if number == 1 else f'-{number}'}{path.suffix}")
        try:
            new_file(copy)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise DatabaseError(
                say("The copy before the upgrade cannot be made: {reason}", reason=error.strerror),
                str(copy),
                say("ask for the right to write the directory, or free some space"),
            ) from None
        else:
            return copy
