"""The table of interviews: the head of each, its state, and who keyed it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, false
from sqlmodel import Field

from asi_tui.store.kept import UNSIGNED, Kept, UtcDateTime, partial, table


class InterviewRow(Kept, table=True):
    """An interview.

    `guarded`: its client has a protected identity. `happened` is its place among what has happened in the case, given
    with the first completion, at `first_completed_at`; `completed_at` is the last one.
    """

    __tablename__ = "interview"
    __table_args__ = (
        Index("interview_client", "client_id", "interview_date", "id"),
        partial("interview_open_unit", "unit_id", "state", "keyed_at", "id", where=UNSIGNED),
        partial("interview_open_interviewer", "interviewer_id", "state", "keyed_at", "id", where=UNSIGNED),
        partial("interview_open_keyer", "keyed_by", "state", "keyed_at", "id", "interviewer_id", where=UNSIGNED),
        partial("interview_open", "state", "keyed_at", "id", where=UNSIGNED),
    )

    id: str = Field(primary_key=True)
    client_id: str = Field(foreign_key="client.id")
    unit_id: str = Field(foreign_key="unit.id")
    form: str
    interview_date: date
    interviewer_id: str = Field(foreign_key="staff.id")
    source: str
    interpreter: bool
    refers_to: str | None = Field(default=None, foreign_key="interview.id")
    children: bool | None = None
    state: str
    instrument_hash: str = Field(foreign_key="instrument.content_hash")
    keyed_by: str = Field(foreign_key="staff.id")
    keyed_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_early: int | None = None
    version: int = 1
    guarded: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    happened: int | None = None
    first_completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rated_on: date | None = None


INTERVIEW = table("interview")
