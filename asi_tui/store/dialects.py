"""Where SQLite and PostgreSQL part: all else in the store is said the same way to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def on_sqlite(connection: Connection) -> bool:
    """Whether this is SQLite, which locks the file; PostgreSQL locks rows."""
    return connection.dialect.name == "sqlite"


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    # Each loads 4 MB of its own; a program needs one of them.
    if on_sqlite(connection):
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def add_if_new(connection: Connection, table: Table, **values: object) -> None:
    """Add a row, unless one with the same key is there already."""
    connection.execute(_insert(connection, table).values(**values).on_conflict_do_nothing())


def put(connection: Connection, table: Table, **values: object) -> None:
    """Add a row, or write it over the one with the same key."""
    statement = _insert(connection, table).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key), set_={name: statement.excluded[name] for name in values}
        )
    )
