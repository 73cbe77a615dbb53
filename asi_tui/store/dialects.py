"""Where SQLite and PostgreSQL part: all else in the store is said the same way to both."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def on_sqlite(connection: Connection) -> bool:
    """Whether this is SQLite, which locks the file; PostgreSQL locks rows."""
    return connection.dialect.name == "sqlite"


def add_if_new(connection: Connection, table: Table, **values: object) -> None:
    """Add a row, unless one with the same key is there already."""
    if on_sqlite(connection):
        connection.execute(sqlite.insert(table).values(**values).on_conflict_do_nothing())
    else:
        connection.execute(postgresql.insert(table).values(**values).on_conflict_do_nothing())
