"""The read log: who opened which client or interview, when, and what for."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from asi_tui.core.identity import clean_text
from asi_tui.store.reading_tables import READ_LOG

SAME_OPENING = timedelta(minutes=15)
"""Opening the same thing again within this time, for the same purpose, is not logged anew."""

_PURPOSE_LIMIT = 200


def log(
    connection: Connection, staff_id: str, client_id: str, purpose: str, *, interview_id: str | None, now: datetime
) -> None:
    """Log that a client, or one of their interviews, is opened; in the transaction that reads it."""
    purpose = clean_text(purpose, _PURPOSE_LIMIT)
    recent = connection.scalar(
        select(READ_LOG.c.id)
        .where(
            READ_LOG.c.staff_id == staff_id,
            READ_LOG.c.client_id == client_id,
            READ_LOG.c.at > now - SAME_OPENING,
            READ_LOG.c.purpose == purpose,
            READ_LOG.c.interview_id.is_not_distinct_from(interview_id),
        )
        .limit(1)
    )
    if recent is None:
        connection.execute(
            insert(READ_LOG).values(
                at=now, staff_id=staff_id, client_id=client_id, interview_id=interview_id, purpose=purpose
            )
        )
