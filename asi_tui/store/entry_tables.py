"""The tables beside the answers: the instrument, remarks, reviews, the signature, the values, who has it open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from asi_tui.store.kept import Kept, Lines, UtcDateTime, Words, table


class InstrumentRow(Kept, table=True):
    """A copy of each instrument that an interview was made with."""

    __tablename__ = "instrument"

    content_hash: str = Field(primary_key=True)
    structure_hash: str
    version: str
    document: str


class RemarkRow(Kept, table=True):
    """A remark on a question or the comment of an area. Rows are only ever added; an empty text takes it away."""

    __tablename__ = "remark"
    __table_args__ = (Index("remark_newest", "interview_id", "about", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    about: str
    text: str = Field(sa_type=Lines)
    to_coordinator: bool
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class CheckReviewRow(Kept, table=True):
    """That a check which fired on certain values, told by the digest, has been dealt with. Rows are only ever added."""

    __tablename__ = "check_review"
    __table_args__ = (Index("check_review_newest", "interview_id", "check_id", "digest", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    interview_id: str = Field(foreign_key="interview.id")
    check_id: str
    digest: str
    reason: int | None = None
    text: str = Field(sa_type=Lines)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class SignatureRow(Kept, table=True):
    """The signature of an interview. The name and role stay as they were, whatever becomes of the member of staff."""

    __tablename__ = "signature"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    name: str = Field(sa_type=Words)
    role: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(foreign_key="staff.id")


class HoldRow(Kept, table=True):
    """The session that has an interview open for keying: whose it is, and the process it runs in."""

    __tablename__ = "hold"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    session: str
    staff_id: str = Field(foreign_key="staff.id")
    host: str = Field(sa_type=Words)
    process: int
    started: str
    terminal: str = Field(sa_type=Words)
    since: datetime = Field(sa_type=UtcDateTime)


class InterviewValueRow(Kept, table=True):
    """The effective values and scores of a completed interview, for figures and exports."""

    __tablename__ = "interview_value"

    interview_id: str = Field(primary_key=True, foreign_key="interview.id")
    effective: dict[str, Any] = Field(sa_type=JSON)
    scores: dict[str, Any] = Field(sa_type=JSON)
    money_term: str
    currency_divisor: float


INSTRUMENT = table("instrument")
REMARK = table("remark")
CHECK_REVIEW = table("check_review")
SIGNATURE = table("signature")
HOLD = table("hold")
INTERVIEW_VALUE = table("interview_value")
