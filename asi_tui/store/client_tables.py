"""The tables of who the clients are, and who may see those with a protected identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, text
from sqlmodel import Field

from asi_tui.store.kept import (
    BYTEWISE,
    NEVER_INTERVIEWED,
    NOT_PROTECTED,
    Born,
    Kept,
    Lines,
    UtcDateTime,
    Words,
    partial,
    table,
)

_EMPTY = {"server_default": text("''")}


class ClientRow(Kept, table=True):
    """A client.

    `name_key` and `name_folded` are what search compares, `name_sort` the order of lists (å, ä and ö last). `digits`
    are those of the identifier. `interviews` counts the rows of interview, `happened` what has happened in the case.
    """

    __tablename__ = "client"
    __table_args__ = (
        # Search compares the names and the code too: here, so that the table is read for those found only.
        partial("client_unit_name", "unit_id", "name_sort", "id", "name_key", "name_folded", "code", "digits",
                where=NOT_PROTECTED),
        partial("client_name", "name_sort", "id", "name_key", "name_folded", "code", "digits", where=NOT_PROTECTED),
        Index("client_created_by", "created_by"),
        Index("client_born", "born"),
        Index("client_handler", "handler_id"),
        Index("client_digits", "digits"),
        partial("client_new_unit", "unit_id", "created_at", "id", where=NEVER_INTERVIEWED),
        partial("client_new_creator", "created_by", "created_at", "id", where=NEVER_INTERVIEWED),
        partial("client_new", "created_at", "id", where=NEVER_INTERVIEWED),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    code: str = Field(sa_column=Column("code", BYTEWISE, nullable=False, unique=True))
    name: str = Field(sa_type=Words)
    name_key: str
    name_folded: str
    born: str = Field(sa_type=Born)
    sex: str
    unit_id: str = Field(foreign_key="unit.id")
    interviews: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(foreign_key="staff.id")
    version: int = 1
    name_sort: str = Field(sa_column=Column("name_sort", BYTEWISE, nullable=False, server_default=text("''")))
    identifier_kind: str = Field(default="none", sa_column_kwargs={"server_default": text("'none'")})
    identifier: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    digits: str = Field(sa_column=Column("digits", BYTEWISE, nullable=False, server_default=text("''")))
    protection: str = Field(default="none", sa_column_kwargs={"server_default": text("'none'")})
    telephone: str = Field(default="", sa_type=Words, sa_column_kwargs=_EMPTY)
    own_interval: int | None = None
    interval_reason: str = Field(default="", sa_type=Lines, sa_column_kwargs=_EMPTY)
    handler_id: str | None = Field(default=None, foreign_key="staff.id")
    happened: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class ClientAccessRow(Kept, table=True):
    """A member of staff who is named for a client with a protected identity: others do not see the client at all."""

    __tablename__ = "client_access"
    __table_args__ = (Index("client_access_staff", "staff_id", "client_id"),)

    client_id: str = Field(primary_key=True, foreign_key="client.id")
    staff_id: str = Field(primary_key=True, foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


CLIENT = table("client")
CLIENT_ACCESS = table("client_access")
