"""The due items as a calendar (RFC 5545): a client code and what is due, on the day that is suggested, no names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from asi_tui.commands.due import KIND_WORDS
from asi_tui.core.identity import show_code
from asi_tui.core.queue import QueueRow
from asi_tui.core.working_days import next_working_day
from asi_tui.i18n import tell
from asi_tui.red_days import is_red_day


def calendar_of(rows: Iterable[QueueRow], today: date) -> str:
    """A calendar with an all-day event per item. Calendars are shared and travel: no protected client is in it.

    An item keeps its identity from one export to the next, so that the calendar moves its event instead of doubling it.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//asi-tui//asi due//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(today, time(), UTC)
    for row in rows:
        if row.client.protected or row.due_on is None or row.kind is None:
            continue
        day = next_working_day(row.due_on, is_red_day)
        event = Event()
        event.add("uid", f"{row.client.code}-{row.kind.value}-{row.item_id}@asi-tui")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{show_code(row.client.code)} {tell(KIND_WORDS[row.kind])}")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
