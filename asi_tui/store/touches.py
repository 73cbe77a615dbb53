"""Who else has had a hand in an item, and what they did: told to whoever acts on what is no longer on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, or_, select

from asi_tui.core.identity import show_code
from asi_tui.errors import TouchedElsewhere, UsageError
from asi_tui.message import Message, say
from asi_tui.store.case_tables import CASE_EVENT, ITEM_ACTION
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_deeds import Deed
from asi_tui.store.kept import AnyRow
from asi_tui.store.moments import time_of
from asi_tui.store.people_tables import STAFF

_DID: Mapping[Deed, Message] = MappingProxyType(
    {
        Deed.POSTPONED: say("postponed it"),
        Deed.COMMISSIONED: say("changed its commission"),
        Deed.HANDED_OVER: say("handed it over"),
        Deed.ATTEMPTED: say("logged a contact attempt"),
        Deed.DROPPED_OUT: say("closed it as lost"),
        Deed.OTHERWISE: say("closed it as followed up by other means"),
        Deed.CLOCK_RESTARTED: say("let its clock run on"),
        Deed.ORDERED: say("ordered it"),
        Deed.FED_BACK: say("closed it: feedback was given"),
    }
)

_READ_ANEW = say("look at the row as it is now, then decide")

Touch = tuple[datetime, int, str, Message]
"""When, at which place among what has happened in the case, by whom (a staff id), and what."""

_AFTER_ALL = 2**31


def touched(connection: Connection, row: AnyRow) -> TouchedElsewhere:
    """The row of an item is no longer as it was on screen: who has done what with it."""
    touches = [*_actions(connection, row), *_interviews(connection, row), *_events(connection, row)]
    where = show_code(connection.scalar(select(CLIENT.c.code).where(CLIENT.c.id == row.client_id)) or "")
    if not touches:
        return TouchedElsewhere(say("The item has been changed meanwhile: nothing was done"), where, _READ_ANEW)
    at, _, by, did = max(touches, key=lambda touch: touch[:2])
    what = say(
        "{name} {did} {time}: nothing was done now",
        name=_name(connection, by),
        did=did,
        time=time_of(at),
    )
    return TouchedElsewhere(what, where, _READ_ANEW)


def undone_already(connection: Connection, action: AnyRow) -> TouchedElsewhere:
    """An action cannot be taken back twice."""
    what = say(
        "{name} has undone this already, {time}",
        name=_name(connection, action.undone_by),
        time=time_of(action.undone_at),
    )
    return TouchedElsewhere(what, "", _READ_ANEW)


def rested_on(connection: Connection, later: AnyRow) -> UsageError:
    """An action cannot be taken back before what was done after it."""
    what = say(
        "This can no longer be undone: {name} {did} {time}",
        name=_name(connection, later.by),
        did=_DID[Deed(later.kind)],
        time=time_of(later.at),
    )
    return UsageError(what, "", say("undo what came later first"))


def _name(connection: Connection, staff_id: str) -> str:
    return connection.scalar(select(STAFF.c.name).where(STAFF.c.id == staff_id)) or ""


def _actions(connection: Connection, row: AnyRow) -> list[Touch]:
    rows = connection.execute(
        select(ITEM_ACTION).where(
            ITEM_ACTION.c.client_id == row.client_id,
            ITEM_ACTION.c.item == row.key,
            # The clock runs on by itself, after what closed the item.
            ITEM_ACTION.c.kind != Deed.CLOCK_RESTARTED.value,
        )
    )
    found: list[Touch] = []
    for action in rows:
        found.append((action.at, action.happened, action.by, _DID[Deed(action.kind)]))
        if action.undone_at is not None:
            found.append((action.undone_at, _AFTER_ALL, action.undone_by, say("undid an action")))
    return found


def _interviews(connection: Connection, row: AnyRow) -> list[Touch]:
    """The interviews that have begun or ended the item, and the one that it is about."""
    rows = connection.execute(
        select(INTERVIEW.c.keyed_by, INTERVIEW.c.keyed_at, INTERVIEW.c.completed_at, INTERVIEW.c.happened).where(
            INTERVIEW.c.client_id == row.client_id,
            or_(INTERVIEW.c.id == row.interview_id, INTERVIEW.c.id == row.anchor_interview_id),
        )
    )
    found: list[Touch] = []
    for interview in rows:
        found.append((interview.keyed_at, 0, interview.keyed_by, say("began an interview")))
        if interview.completed_at is not None:
            place = interview.happened or 0
            found.append((interview.completed_at, place, interview.keyed_by, say("completed an interview")))
    return found


def _events(connection: Connection, row: AnyRow) -> list[Touch]:
    rows = connection.execute(
        select(CASE_EVENT.c.at, CASE_EVENT.c.happened, CASE_EVENT.c.by).where(CASE_EVENT.c.client_id == row.client_id)
    )
    return [(event.at, event.happened, event.by, say("registered an event in the case")) for event in rows]
