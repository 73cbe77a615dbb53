"""How one person likes to work with the program, kept with their account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EarlierView(StrEnum):
    """When an earlier interview's answer is shown beside the new one."""

    AFTER = "after"
    BEFORE = "before"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one person works with the program. None leaves a thing as the configuration has it."""

    quick_keying: bool | None = None
    lock_ms: int | None = None
    earlier: EarlierView | None = None
    theme: str | None = None
    language: str | None = None
