"""How far an interview has come."""

from __future__ import annotations

from enum import StrEnum


class InterviewState(StrEnum):
    """How far an interview has come."""

    DRAFT = "draft"
    COMPLETE = "complete"
    RATED = "rated"
    SIGNED = "signed"
