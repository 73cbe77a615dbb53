"""The significant events of a case: registered, and corrected so that the original can still be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from asi_tui.core.case_events import EVENT_LABELS, KEPT_BY_THE_PROGRAM, NOTE_LIMIT, EventKind, NewEvent
from asi_tui.core.followup import is_follow_up
from asi_tui.core.happenings import CaseChange
from asi_tui.core.identity import clean_text
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import DROPOUTS
from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import case_history, followups
from asi_tui.store.case_tables import CASE_EVENT, ITEM_ACTION
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_deeds import Deed
from asi_tui.store.kept import AnyRow

_ENDS = {EventKind.CLOSED, EventKind.MOVED, EventKind.DECEASED}

_EVENTS = {
    CaseChange.CLOSED_ITEMS_STAY: EventKind.CLOSED,
    CaseChange.CLOSED_ITEMS_END: EventKind.CLOSED,
    CaseChange.REOPENED: EventKind.REOPENED,
    CaseChange.DECEASED: EventKind.DECEASED,
    CaseChange.MOVED: EventKind.MOVED,
}
"""How a change of the whole case is registered."""

# Registered as any other event, a closing leaves the items where they are.
_CHANGES = {event: change for change, event in reversed(_EVENTS.items())}

_EARLIEST = date(1900, 1, 1)


def rows_of(connection: Connection, client_id: str) -> Sequence[AnyRow]:
    """All events of the client, in the order they were registered."""
    return connection.execute(
        select(CASE_EVENT).where(CASE_EVENT.c.client_id == client_id).order_by(CASE_EVENT.c.happened)
    ).all()


def how_ended(connection: Connection, client_id: str) -> EventKind | None:
    """How the case has ended; None while it is open."""
    ended: dict[int, EventKind | None] = {}
    for row, first in case_history.standing_events(rows_of(connection, client_id)):
        kind = EventKind(row.kind)
        if kind in _ENDS:
            ended[first.happened] = kind
        elif kind is EventKind.REOPENED:
            ended[first.happened] = None
    lost = select(ITEM_ACTION.c.happened, ITEM_ACTION.c.code).where(
        ITEM_ACTION.c.client_id == client_id,
        ITEM_ACTION.c.kind == Deed.DROPPED_OUT.value,
        ITEM_ACTION.c.undone_at.is_(None),
    )
    for row in connection.execute(lost):
        if DROPOUTS[row.code].ends_case:
            ended[row.happened] = EventKind.DECEASED if row.code == "AVLID" else EventKind.MOVED
    return ended[max(ended)] if ended else None


def refuse_ended(connection: Connection, client_id: str) -> None:
    """Raise UsageError when the case has ended, so that nothing new is begun in it."""
    how = how_ended(connection, client_id)
    if how is not None:
        raise UsageError(
            say("The case has ended: {how}", how=EVENT_LABELS[how]), "", say("take the case up again first")
        )


def add(connection: Connection, client_id: str, event: NewEvent, me: StaffMember, *, now: datetime, today: date) -> int:
    """Register an event, or correct an earlier one; the client's items follow. Gives its id."""
    note, reason = (clean_text(text, NOTE_LIMIT).strip() for text in (event.note, event.reason))
    case_history.lock(connection, [client_id])
    why = note if event.kind is EventKind.BASE_NOT_HELD and not event.taken_back else reason
    earlier = None if event.corrects is None else _corrected(connection, client_id, event, why)
    if not (earlier and event.taken_back):
        _check(connection, client_id, event, reason, today)
    return _write(
        connection,
        client_id,
        {
            "kind": earlier.kind if earlier and event.taken_back else event.kind.value,
            "day": earlier.day if earlier and event.taken_back else event.on,
            "note": note,
            "reason": reason,
            "interview_id": event.interview_id or _interview_fed_back(connection, client_id, event),
            "items_stay": earlier.items_stay if earlier and earlier.kind == event.kind else True,
            "corrects": event.corrects,
            "taken_back": event.taken_back,
        },
        me,
        now,
    )


def change_case(
    connection: Connection,
    client_id: str,
    change: CaseChange,
    on: date,
    reason: str,
    me: StaffMember,
    *,
    now: datetime,
    today: date,
) -> None:
    """Close the case, take it up again, or record that the client died or moved; the client's items follow."""
    _refuse_day(on, today)
    case_history.lock(connection, [client_id])
    _refuse_change(connection, client_id, change)
    words = clean_text(reason, NOTE_LIMIT).strip()
    if _EVENTS[change] is EventKind.CLOSED and not words:
        raise UsageError(say("The reason is empty"), "", say("write why the case is closed"))
    _write(
        connection,
        client_id,
        {
            "kind": _EVENTS[change].value,
            "day": on,
            "note": "",
            "reason": words,
            "interview_id": None,
            "items_stay": change is not CaseChange.CLOSED_ITEMS_END,
            "corrects": None,
            "taken_back": False,
        },
        me,
        now,
    )


def _write(connection: Connection, client_id: str, columns: dict[str, object], me: StaffMember, now: datetime) -> int:
    place = case_history.next_place(connection, client_id)
    event_id = connection.scalar(
        insert(CASE_EVENT).returning(CASE_EVENT.c.id),
        {"client_id": client_id, "happened": place, "at": now, "by": me.id, **columns},
    )
    assert event_id is not None
    followups.follow(connection, [client_id], now)
    return int(event_id)


def _refuse_change(connection: Connection, client_id: str, change: CaseChange) -> None:
    how = how_ended(connection, client_id)
    if change is CaseChange.REOPENED:
        if how is None:
            raise UsageError(say("The case is open"), "", say("there is nothing to take up again"))
        if how is EventKind.DECEASED:
            raise UsageError(
                say("The client is registered as deceased"), "", say("if that is wrong, correct the event")
            )
    elif how is EventKind.DECEASED or how is _EVENTS[change]:
        raise UsageError(
            say("The case has ended already: {how}", how=EVENT_LABELS[how]), "", say("correct the event if it is wrong")
        )


def _corrected(connection: Connection, client_id: str, event: NewEvent, why: str) -> AnyRow:
    """The event that is corrected; refused when there is none, or nothing is said of why.

    Of a base interview that was not held the reason is its code: there the note tells why it is corrected.
    """
    rows = {row.id: row for row in rows_of(connection, client_id)}
    row = rows.get(event.corrects or 0)
    if row is None:
        raise UsageError(say("There is no such event"), "", say("choose an event of the time line"))
    if any(other.corrects == row.id for other in rows.values()):
        raise UsageError(
            say("The event has been corrected already"), row.day.isoformat(), say("correct the one that stands")
        )
    if not why:
        raise UsageError(
            say("A correction needs a reason"), row.day.isoformat(), say("write why the event is corrected")
        )
    return row


def _refuse_day(on: date, today: date) -> None:
    if on > today:
        raise UsageError(say("The day lies in the future"), on.isoformat(), say("register it when it has happened"))
    if on < _EARLIEST:
        raise UsageError(say("There is no such date"), on.isoformat(), say("check the year"))


def _check(connection: Connection, client_id: str, event: NewEvent, reason: str, today: date) -> None:
    """Raise UsageError on an event that nobody registers by hand, on an impossible day, and on what is missing."""
    label = EVENT_LABELS[event.kind]
    if event.kind in KEPT_BY_THE_PROGRAM:
        raise UsageError(
            say("The program registers this event itself: {event}", event=label), "", say("do what it tells of instead")
        )
    _refuse_day(event.on, today)
    if event.interview_id is not None:
        owner = connection.scalar(select(INTERVIEW.c.client_id).where(INTERVIEW.c.id == event.interview_id))
        if owner != client_id:
            raise UsageError(say("The interview is not one of this client's"), "", say("choose another interview"))
    if event.kind is EventKind.BASE_NOT_HELD and reason not in DROPOUTS:
        raise UsageError(
            say("Why no base interview was held is told by a code"),
            "",
            say("choose one of {codes}", codes=", ".join(DROPOUTS)),
        )
    if event.kind is EventKind.DECISION and not reason and not _has_base(connection, client_id):
        raise UsageError(
            say("No base interview has been completed: a decision without one needs a reason"),
            event.on.isoformat(),
            say("hold the interview first, or write why the decision is made without it"),
        )
    if event.kind in _CHANGES and event.corrects is None:
        _refuse_change(connection, client_id, _CHANGES[event.kind])


def _has_base(connection: Connection, client_id: str) -> bool:
    rows = connection.execute(
        select(INTERVIEW.c.form).where(
            INTERVIEW.c.client_id == client_id, INTERVIEW.c.state != InterviewState.DRAFT.value
        )
    )
    return any(not is_follow_up(row.form) for row in rows)


def _interview_fed_back(connection: Connection, client_id: str, event: NewEvent) -> str | None:
    """The interview that feedback was given on: the last one held by then, when nobody says which."""
    if event.kind is not EventKind.FEEDBACK:
        return None
    found: str | None = connection.scalar(
        select(INTERVIEW.c.id)
        .where(
            INTERVIEW.c.client_id == client_id,
            INTERVIEW.c.happened.is_not(None),
            INTERVIEW.c.interview_date <= event.on,
        )
        .order_by(INTERVIEW.c.interview_date.desc(), INTERVIEW.c.happened.desc())
        .limit(1)
    )
    return found
