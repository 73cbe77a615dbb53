"""What surrounds an intervention's record while it is keyed: the client, the lists, colleagues, and days as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asi_tui.casework_lists import InterventionLists
from asi_tui.core.coming_days import read_coming_date
from asi_tui.core.keying import read_date
from asi_tui.core.people import Client, StaffMember, Unit
from asi_tui.message import Message

YES, NO = "1", "0"

PAUSED, GOES_ON = "paused", "goes_on"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the fields can be chosen from, and the day it is."""

    client: Client
    lists: InterventionLists
    units: Sequence[Unit]
    staff: Sequence[StaffMember]
    today: date

    def unit_named(self, name: str) -> Unit | None:
        """The unit of that name; None for an outside provider."""
        return next((unit for unit in self.units if unit.name.casefold() == name.casefold()), None)


def read_day(typed: str, today: date) -> date | Message | None:
    """A day, past or to come, as it is typed; None for nothing."""
    if not typed:
        return None
    is_ahead = typed.startswith("+") or typed[-1:].casefold() in "vw"
    return read_coming_date(typed, today) if is_ahead else read_date(typed, today)


def is_past(text: str, today: date) -> bool:
    """Whether a day is typed, and has come."""
    day = read_day(text, today)
    return isinstance(day, date) and day <= today
