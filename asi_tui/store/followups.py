"""Follow-up items: made, begun, moved and closed in the transaction of the interview that causes it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.casework import ItemKind
from asi_tui.core.followup import due_after, window_dates
from asi_tui.store.kept import NOT_CLOSED
from asi_tui.store.tables import CLIENT, FOLLOW_UP, UNIT, AnyRow

_KIND = ItemKind.FOLLOW_UP

_FOLLOW_UP_FORMS = "uppf"


class Outcome(StrEnum):
    """How an item was closed."""

    DONE = "done"
    RE_ANCHORED = "re_anchored"


def is_follow_up(form: str) -> bool:
    """Whether a form follows up an earlier interview."""
    return form.startswith(_FOLLOW_UP_FORMS)


def begin(connection: Connection, client_id: str, interview_id: str) -> None:
    """Mark the client's open items as begun by that draft, so that the queue leads back to it.

    The item that counts from the draft itself, completed once and reopened, waits for the interview after it.
    """
    connection.execute(
        update(FOLLOW_UP)
        .where(
            NOT_CLOSED,
            FOLLOW_UP.c.client_id == client_id,
            FOLLOW_UP.c.interview_id.is_(None),
            FOLLOW_UP.c.anchor_interview_id != interview_id,
        )
        .values(interview_id=interview_id, version=FOLLOW_UP.c.version + 1)
    )


def leave(connection: Connection, client_id: str, interview_id: str) -> None:
    """Mark the open items begun by that draft as not begun."""
    connection.execute(
        update(FOLLOW_UP)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.interview_id == interview_id)
        .values(interview_id=None, version=FOLLOW_UP.c.version + 1)
    )


def _unit_of(connection: Connection, client_id: str) -> tuple[str, int]:
    """The unit of the client and its interval in months; the client is kept from other changes meanwhile."""
    connection.execute(select(CLIENT.c.id).where(CLIENT.c.id == client_id).with_for_update())
    row = connection.execute(
        select(UNIT.c.id, UNIT.c.interval_months).join_from(CLIENT, UNIT).where(CLIENT.c.id == client_id)
    ).one()
    return row.id, row.interval_months


def _dates(anchor_on: date, interval_months: int) -> dict[str, date]:
    due_on = due_after(anchor_on, interval_months)
    window = window_dates(due_on, _KIND)
    return {
        "anchor_on": anchor_on,
        "due_on": due_on,
        "opens_on": window.opens_on,
        "overdue_on": window.overdue_on,
        "long_overdue_on": window.long_overdue_on,
    }


def re_anchor(connection: Connection, interview: AnyRow, *, now: datetime) -> date:
    """Let the follow-up clock start anew with a completed interview; gives the day the next one falls due.

    The client's open items are closed: done by a follow-up, re-anchored by a new base interview. An item that counts
    from a later interview stays, since an old form keyed afterwards does not turn the clock back.
    """
    unit_id, interval = _unit_of(connection, interview.client_id)
    later: date | None = connection.scalar(
        select(FOLLOW_UP.c.due_on)
        .where(
            NOT_CLOSED,
            FOLLOW_UP.c.client_id == interview.client_id,
            FOLLOW_UP.c.anchor_on > interview.interview_date,
        )
        .order_by(FOLLOW_UP.c.due_on)
        .limit(1)
    )
    connection.execute(
        update(FOLLOW_UP)
        .where(
            NOT_CLOSED,
            FOLLOW_UP.c.client_id == interview.client_id,
            FOLLOW_UP.c.anchor_on <= interview.interview_date,
        )
        .values(
            closed_at=now,
            outcome=(Outcome.DONE if is_follow_up(interview.form) else Outcome.RE_ANCHORED).value,
            interview_id=interview.id,
            version=FOLLOW_UP.c.version + 1,
        )
    )
    if later is not None:
        leave(connection, interview.client_id, interview.id)
        return later
    dates = _dates(interview.interview_date, interval)
    connection.execute(
        insert(FOLLOW_UP).values(
            client_id=interview.client_id,
            kind=_KIND.value,
            anchor_interview_id=interview.id,
            unit_id=unit_id,
            staff_id=interview.interviewer_id,
            version=1,
            **dates,
        )
    )
    return dates["due_on"]


def anchored_again(connection: Connection, interview: AnyRow) -> date:
    """Let an interview that is completed once more keep the clock it started; gives the day the next one falls due.

    Its open item stays, moved if the date of the interview has been. When that item is closed by now, what closed it
    holds: nothing is made anew.
    """
    move(connection, interview.client_id, interview.id, interview.interview_date)
    next_due: date | None = connection.scalar(
        select(FOLLOW_UP.c.due_on)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == interview.client_id)
        .order_by(FOLLOW_UP.c.due_on)
        .limit(1)
    )
    if next_due is not None:
        return next_due
    _, interval = _unit_of(connection, interview.client_id)
    return due_after(interview.interview_date, interval)


def move(connection: Connection, client_id: str, interview_id: str, anchor_on: date) -> None:
    """Move the open item that counts from an interview whose date has been corrected."""
    _, interval = _unit_of(connection, client_id)
    connection.execute(
        update(FOLLOW_UP)
        .where(
            NOT_CLOSED,
            FOLLOW_UP.c.client_id == client_id,
            FOLLOW_UP.c.anchor_interview_id == interview_id,
            FOLLOW_UP.c.anchor_on != anchor_on,
        )
        .values(version=FOLLOW_UP.c.version + 1, **_dates(anchor_on, interval))
    )
