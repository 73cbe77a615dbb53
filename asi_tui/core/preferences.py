"""How one person likes to work with the program, kept with their account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from asi_tui.message import Message, say


class EarlierView(StrEnum):
    """When an earlier interview's answer is shown beside the new one."""

    AFTER = "after"
    BEFORE = "before"
    NEVER = "never"


VIEW_WORDS: Mapping[EarlierView, Message] = {
    EarlierView.BEFORE: say("at once"),
    EarlierView.AFTER: say("after the answer"),
    EarlierView.NEVER: say("never"),
}
"""When the earlier answer is shown, in words."""

SHOWS_LESS = (EarlierView.BEFORE, EarlierView.AFTER, EarlierView.NEVER)
"""The views, each showing less of the earlier interview than the one before."""


def views(unit: EarlierView) -> tuple[EarlierView, ...]:
    """What a person may choose under the setting of the unit: that, or to see less.

    Shown before it is asked for, an earlier answer leads the new one and spoils the measure of change: only the unit
    can want that.
    """
    return SHOWS_LESS[SHOWS_LESS.index(unit) :]


def view(unit: EarlierView, own: EarlierView | None) -> EarlierView:
    """When earlier answers are shown to a person who has chosen so; as the unit has it where that is not theirs."""
    return own if own in views(unit) else unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one person works with the program. None leaves a thing as the configuration has it."""

    quick_keying: bool | None = None
    lock_ms: int | None = None
    earlier: EarlierView | None = None
    theme: str | None = None
    language: str | None = None
