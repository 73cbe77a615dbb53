"""The table of the texts that somebody has edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from asi_tui.store.kept import Kept, UtcDateTime, table


class NarrativeTextRow(Kept, table=True):
    """A text about an interview as somebody wrote it over what was calculated. Rows are only ever added; the one of the
    highest version counts, and one without sentences says that the calculated text does again."""

    __tablename__ = "narrative_text"
    __table_args__ = (UniqueConstraint("interview_id", "kind", "language", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    kind: str
    language: str
    version: int
    naming: str
    pronoun: str
    sentences: list[dict[str, Any]] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


NARRATIVE_TEXT = table("narrative_text")
