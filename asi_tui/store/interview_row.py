"""The row of an interview, kept from everybody else while it is changed."""

from __future__ import annotations

from sqlalchemy import Connection, select

from asi_tui.core.identity import clean_text
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.kept import AnyRow


def locked(connection: Connection, interview_id: str) -> AnyRow:
    """The row of the interview, kept from being changed by others until the transaction ends."""
    row = connection.execute(select(INTERVIEW).where(INTERVIEW.c.id == interview_id).with_for_update()).one_or_none()
    if row is None:
        raise unknown_interview(interview_id)
    return row


def unknown_interview(interview_id: str) -> UsageError:
    """There is no such interview."""
    return UsageError(
        say("There is no interview with this number"), clean_text(interview_id, 40), say("open it from the queue")
    )
