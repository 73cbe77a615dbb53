"""The table of the answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from asi_tui.store.kept import Kept, Lines, UtcDateTime, table


class AnswerRow(Kept, table=True):
    """One answer as it was given. Rows are only ever added; the highest id of a question is the one that counts.

    `reason` tells why an answer of a signed interview was corrected; other answers have none.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index("answer_newest", "interview_id", "question", "id"),
        CheckConstraint("code IN ('X', 'N')", name="code"),
        CheckConstraint("value IS NULL OR code IS NULL", name="value_or_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    question: str
    value: str | None = Field(default=None, sa_type=Lines)
    code: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")
    reason: str | None = Field(default=None, sa_type=Lines)


ANSWER = table("answer")
