"""What is asked in a panel before something is done: the fields, what it is about, and how it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from asi_tui.core.casework_ports import Done, Target
from asi_tui.core.coming_days import read_coming_date
from asi_tui.core.identity import show_code
from asi_tui.core.keying import read_date
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import QueueRow
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.fields import Field, Fields, Values

NOTE = 500
"""Longest note or reason."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, in words, and what it can be undone by (None: it cannot)."""

    message: Message
    done: Done | None = None


class Doing(Protocol):
    """How it is done with what stands in the fields, about the rows as they are known now."""

    def __call__(self, casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        """Do it; raises AsiError when nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A panel: its heading, the rows it is about (none: the client as a whole), its fields, and how it is done.

    `command` is the id of the command that opened it; its key pressed again with nothing typed gives `other`. A panel
    that `opens` another screen does nothing itself.
    """

    heading: Message
    about: str
    fields: Fields
    do: Doing | None = None
    opens: Callable[[Fields], Awaitable[None]] | None = None
    rows: tuple[QueueRow, ...] = ()
    command: str = ""
    other: Callable[[], Asked] | None = None


def targets(rows: Sequence[QueueRow]) -> tuple[Target, ...]:
    """The items of the rows, as the casebook is told of them."""
    return tuple(Target(row.item_id, row.version) for row in rows if row.item_id is not None)


def subject(rows: Sequence[QueueRow]) -> Message | str:
    """What an action was about, for the message line: the code of the client, or how many rows."""
    if len(rows) == 1:
        return show_code(rows[0].client.code)
    return say("{count} rows", count=len(rows))


def about(rows: Sequence[QueueRow]) -> str:
    """What a panel is about: the client, or how many rows."""
    if len(rows) > 1:
        return tell(say("{count} marked rows", count=len(rows)))
    row = rows[0]
    who = tell(say("protected")) if row.client.protected else row.initials
    return f"{show_code(row.client.code)} {who}".strip()


def panel(*fields: Field) -> Fields:
    """Fields that are accepted at once, by an Enter on any of them."""
    return Fields(fields, at_once=True)


def chosen(text: str, values: Values) -> Message | None:
    """The check of a field that wants a choice."""
    return None if text else say("choose one of these")


def written(text: str, values: Values) -> Message | None:
    """The check of a field that wants a reason in words."""
    return None if text else say("a reason is wanted here")


def past_day(today: date, *, id: str = "on", label: Message | None = None) -> Field:  # noqa: A002 - the field's own name
    """A field for a day that has come: today unless told otherwise."""
    return Field(
        id=id,
        label=label or say("Day"),
        text=today.isoformat(),
        hint=say("Today; or 1120, 2026-11-20, -2 (days ago), i (today)"),
        check=lambda text, values: _wrong_past(text, today),
        tells=lambda text: _told_day(read_date(text, today), text),
    )


def coming_day(today: date, suggested: date, *, id: str, label: Message) -> Field:  # noqa: A002 - the field's own name
    """A field for a day to come, with a suggestion; a day when offices are closed is told, and taken."""
    return Field(
        id=id,
        label=label,
        text=suggested.isoformat(),
        hint=say("A day: 1120, 2026-11-20, +14 (days on), 2v (weeks on)"),
        check=lambda text, values: _only_message(read_coming_date(text, today)),
        tells=lambda text: _told_closed(read_coming_date(text, today), text),
    )


def past_day_in(fields: Fields, today: date, name: str = "on") -> date:
    """The day in a field that has passed its check."""
    day = read_date(fields.value(name), today)
    assert isinstance(day, date)
    return day


def coming_day_in(fields: Fields, today: date, name: str) -> date:
    """The day to come in a field that has passed its check."""
    day = read_coming_date(fields.value(name), today)
    assert isinstance(day, date)
    return day


def _only_message(outcome: date | Message) -> Message | None:
    return outcome if isinstance(outcome, Message) else None


def _wrong_past(text: str, today: date) -> Message | None:
    day = read_date(text, today)
    if isinstance(day, Message):
        return day
    return say("{day} is in the future: it has not happened yet", day=day) if day > today else None


WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def _told_day(day: date | Message, text: str) -> Message | None:
    if isinstance(day, Message):
        return None
    weekday = WEEKDAYS[day.weekday()]
    return weekday if text == day.isoformat() else say("= {day}, {weekday}", day=day, weekday=weekday)


def _told_closed(day: date | Message, text: str) -> Message | None:
    from asi_tui.core.working_days import next_working_day
    from asi_tui.red_days import is_red_day

    told = _told_day(day, text)
    if isinstance(day, Message) or (open_day := next_working_day(day, is_red_day)) == day:
        return told
    return say("{told}: offices are closed, open again {day}", told=told, day=open_day)
