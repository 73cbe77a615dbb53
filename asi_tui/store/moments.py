"""Moments as sentences tell them: by the clock of this machine."""

from __future__ import annotations

from datetime import datetime


def time_of(moment: datetime) -> str:
    """The day and time of a moment, as people here read them."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
