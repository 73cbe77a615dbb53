"""What a database says of itself: that it is a casebook, of which application, and by which version of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import Column, Connection, Integer, MetaData, Table, inspect, select
from sqlalchemy.exc import ProgrammingError

from asi_tui.store.dialects import on_sqlite


class Application(IntEnum):
    """What a database is for; the numbers stand in the header of the file ("ASI1", "ASIP")."""

    PRODUCTION = 0x41534931
    PRACTICE = 0x41534950


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks as they are found: any number, since the database may be another program's."""

    application: int
    schema_version: int


# SQLite keeps the marks in the header of the file. PostgreSQL has no such place: there they are a row.
SITE_METADATA = MetaData()
SITE = Table(
    "site",
    SITE_METADATA,
    Column("application", Integer, primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
)

_FOREIGN = Marks(application=0, schema_version=0)


def read_marks(connection: Connection) -> Marks | None:
    """The marks of the database; None when it is empty, so that a casebook may be made in it."""
    if on_sqlite(connection):
        found = Marks(
            application=int(connection.exec_driver_sql("PRAGMA application_id").scalar_one()),
            schema_version=int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()),
        )
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
        return None if not tables and found == _FOREIGN else found
    inspector = inspect(connection)
    if not inspector.has_table(SITE.name):
        return _FOREIGN if inspector.get_table_names() else None
    try:
        with connection.begin_nested():
            row = connection.execute(select(SITE)).one_or_none()
    except ProgrammingError:
        # Another program has a table of that name too.
        return _FOREIGN
    return Marks(row.application, row.schema_version) if row else _FOREIGN


def write_marks(connection: Connection, marks: Marks) -> None:
    """Mark the database, within the transaction that makes or upgrades its tables."""
    if on_sqlite(connection):
        # A pragma takes no bound values.
        connection.exec_driver_sql(f"PRAGMA application_id = {marks.application:d}")
        connection.exec_driver_sql(f"PRAGMA user_version = {marks.schema_version:d}")
        return
    SITE_METADATA.create_all(connection)
    connection.execute(SITE.delete())
    connection.execute(SITE.insert().values(application=marks.application, schema_version=marks.schema_version))
