"""The time line of a case: the events that staff have registered, and those that follow from what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from asi_tui.core.case_events import CaseEvent, EventKind
from asi_tui.core.followup import is_follow_up
from asi_tui.core.queue import ItemKind
from asi_tui.store import case_events
from asi_tui.store.case_tables import CONSENT, INTERVENTION, ITEM_ACTION
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_deeds import Deed, interview_of

KEPT = 0
"""The id of an event that the program keeps itself."""

_LOST = {ItemKind.BASE.value: EventKind.BASE_NOT_HELD, ItemKind.FOLLOW_UP.value: EventKind.FOLLOW_UP_DROPOUT}


def of_client(connection: Connection, client_id: str, names: Mapping[str, str]) -> tuple[CaseEvent, ...]:
    """All events of the client by their day, also those that have been corrected; `names` are those of the staff."""
    events = [
        *_registered(connection, client_id, names),
        *_interviews(connection, client_id, names),
        *_actions(connection, client_id, names),
        *_consents(connection, client_id, names),
        *_interventions(connection, client_id, names),
    ]
    return tuple(sorted(events, key=lambda event: (event.on, event.at, event.id)))


def _registered(connection: Connection, client_id: str, names: Mapping[str, str]) -> Iterator[CaseEvent]:
    rows = case_events.rows_of(connection, client_id)
    corrected = {row.corrects for row in rows}
    for row in rows:
        yield CaseEvent(
            id=row.id,
            kind=EventKind(row.kind),
            on=row.day,
            at=row.at,
            by=names.get(row.by, ""),
            note=row.note,
            reason=row.reason,
            interview_id=row.interview_id,
            corrects=row.corrects,
            corrected=row.id in corrected,
            taken_back=row.taken_back,
        )


def _interviews(connection: Connection, client_id: str, names: Mapping[str, str]) -> Iterator[CaseEvent]:
    statement = select(INTERVIEW).where(INTERVIEW.c.client_id == client_id, INTERVIEW.c.happened.is_not(None))
    for row in connection.execute(statement):
        yield CaseEvent(
            id=KEPT,
            kind=EventKind.FOLLOW_UP_HELD if is_follow_up(row.form) else EventKind.BASE_HELD,
            on=row.interview_date,
            at=row.first_completed_at,
            by=names.get(row.keyed_by, ""),
            interview_id=row.id,
        )


def _actions(connection: Connection, client_id: str, names: Mapping[str, str]) -> Iterator[CaseEvent]:
    """What was lost, and the feedback that was given from the queue."""
    statement = select(ITEM_ACTION).where(
        ITEM_ACTION.c.client_id == client_id,
        ITEM_ACTION.c.kind.in_((Deed.DROPPED_OUT.value, Deed.FED_BACK.value)),
        ITEM_ACTION.c.undone_at.is_(None),
    )
    for row in connection.execute(statement):
        by = names.get(row.by, "")
        if row.kind == Deed.FED_BACK:
            about = interview_of(row.item)
            yield CaseEvent(id=KEPT, kind=EventKind.FEEDBACK, on=row.day, at=row.at, by=by, interview_id=about)
            continue
        kind = _LOST.get(row.item.partition("/")[0])
        if kind is not None:
            on = row.at.astimezone().date()
            yield CaseEvent(id=KEPT, kind=kind, on=on, at=row.at, by=by, reason=row.code, note=row.note)


def _consents(connection: Connection, client_id: str, names: Mapping[str, str]) -> Iterator[CaseEvent]:
    for row in connection.execute(select(CONSENT).where(CONSENT.c.client_id == client_id)):
        day = row.withdrawn_on or row.given_on
        if day is not None:
            became = "withdrawn" if row.withdrawn_on else "given"
            yield CaseEvent(
                id=KEPT,
                kind=EventKind.CONSENT,
                on=day,
                at=row.at,
                by=names.get(row.by, ""),
                note=row.note,
                reason=f"{row.kind}/{became}",
            )


def _interventions(connection: Connection, client_id: str, names: Mapping[str, str]) -> Iterator[CaseEvent]:
    statement = select(INTERVENTION).where(INTERVENTION.c.client_id == client_id, ~INTERVENTION.c.taken_back)
    for row in connection.execute(statement):
        for kind, day in ((EventKind.INTERVENTION_BEGUN, row.began_on), (EventKind.INTERVENTION_ENDED, row.ended_on)):
            if day is not None:
                yield CaseEvent(
                    id=KEPT,
                    kind=kind,
                    on=day,
                    at=row.at,
                    by=names.get(row.by, ""),
                    note=row.name,
                    intervention_id=row.id,
                )
