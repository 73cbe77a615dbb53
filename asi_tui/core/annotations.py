"""What is written beside the answers: remarks, checks dealt with, the signature, and corrections after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark on a question, or the comment of an area; the newest on the same thing counts.

    `about` is a question code or an area id; an empty `text` takes the remark away. `to_coordinator` marks a question
    to the ASI coordinator. `by` is a name.
    """

    about: str
    text: str
    to_coordinator: bool = False
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """That a fired check has been dealt with: a soft one accepted with a reason, a safety one acknowledged.

    It counts only while the values the check fired on are the same, told by `digest`. `reason` is 1-5 for a soft check,
    None for a safety one, whose `text` says what was done.
    """

    check: str
    digest: str
    reason: int | None = None
    text: str = ""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed an interview, in which role, and when: as it was then, whatever becomes of the person."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An answer changed after signing: what it was and became (digits, words, X, N), and why. The original stays."""

    question: str
    before: str | None
    after: str | None
    reason: str
    at: datetime
    by: str
