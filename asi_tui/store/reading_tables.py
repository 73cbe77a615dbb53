"""The table of who opened what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from asi_tui.store.kept import Kept, UtcDateTime, Words, table


class ReadLogRow(Kept, table=True):
    """Who opened which client or interview, when and what for."""

    __tablename__ = "read_log"
    __table_args__ = (Index("read_log_recent", "staff_id", "client_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    staff_id: str = Field(foreign_key="staff.id")
    client_id: str = Field(foreign_key="client.id")
    interview_id: str | None = Field(default=None, foreign_key="interview.id")
    purpose: str = Field(sa_type=Words)


READ_LOG = table("read_log")
