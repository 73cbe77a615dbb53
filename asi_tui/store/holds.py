"""Who has an interview open for keying: one session at a time, until it lets go, dies, or another takes over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select

from asi_tui.core.casework import Holder
from asi_tui.errors import AnsweredElsewhere
from asi_tui.message import say
from asi_tui.store.dialects import put
from asi_tui.store.entry_tables import HOLD
from asi_tui.store.interview_row import locked
from asi_tui.store.kept import AnyRow
from asi_tui.store.people_tables import STAFF
from asi_tui.store.sessions import Session, has_ended

FORGOTTEN = timedelta(hours=12)
"""After this time a session on another machine, whose process cannot be asked about, holds nothing any more."""

ELSEWHERE = (
    select(HOLD.c.interview_id)
    .where(HOLD.c.interview_id == bindparam("interview"), HOLD.c.session != bindparam("session"))
    .exists()
)
"""Whether another session, living or not, has the interview open: a condition for statements that name both."""


def hold(
    connection: Connection, interview_id: str, staff_id: str, *, session: Session, now: datetime, take_over: bool
) -> Holder | None:
    """Open the interview for keying in this session, unless another has it open: then who that is.

    With `take_over` it becomes this session's all the same.
    """
    locked(connection, interview_id)
    row = _elsewhere(connection, interview_id, session)
    if row is not None and not take_over and not _is_gone(row, session, now):
        return Holder(row.name, row.since, row.terminal if row.host == session.host else f"{row.host} {row.terminal}")
    keep(connection, interview_id, staff_id, session=session, now=now)
    return None


def keep(connection: Connection, interview_id: str, staff_id: str, *, session: Session, now: datetime) -> None:
    """Write that this session has the interview open, over whoever had it."""
    put(
        connection,
        HOLD,
        interview_id=interview_id,
        session=session.token,
        staff_id=staff_id,
        host=session.host,
        process=session.process,
        started=session.started,
        terminal=session.terminal,
        since=now,
    )


def let_go(connection: Connection, interview_ids: Collection[str], session: Session) -> None:
    """This session is done with those interviews; what others have taken over stays theirs."""
    connection.execute(delete(HOLD).where(HOLD.c.interview_id.in_(interview_ids), HOLD.c.session == session.token))


def ours(connection: Connection, interview_id: str, *, session: Session, now: datetime) -> AnyRow:
    """The row of the interview, kept from others; refused when another session has it open."""
    row = locked(connection, interview_id)
    refuse_if_elsewhere(connection, interview_id, session=session, now=now)
    return row


def refuse_if_elsewhere(connection: Connection, interview_id: str, *, session: Session, now: datetime) -> bool:
    """Raise AnsweredElsewhere when another session has the interview open; true when one has died that had."""
    row = _elsewhere(connection, interview_id, session)
    if row is None:
        return False
    if _is_gone(row, session, now):
        connection.execute(delete(HOLD).where(HOLD.c.interview_id == interview_id))
        return True
    raise AnsweredElsewhere(
        say(
            "The interview has been taken over by {name} at {time}: nothing was stored",
            name=row.name,
            time=_time(row.since, now),
        ),
        row.terminal or row.host,
        say("open the interview anew to take it back"),
    )


def _elsewhere(connection: Connection, interview_id: str, session: Session) -> AnyRow | None:
    """The other session that has the interview open, living or not."""
    return connection.execute(
        select(HOLD, STAFF.c.name)
        .join_from(HOLD, STAFF, STAFF.c.id == HOLD.c.staff_id)
        .where(HOLD.c.interview_id == interview_id, HOLD.c.session != session.token)
    ).one_or_none()


def _is_gone(row: AnyRow, session: Session, now: datetime) -> bool:
    if row.host != session.host:
        return bool(now - row.since > FORGOTTEN)
    return has_ended(row.process, row.started)


def _time(moment: datetime, now: datetime) -> str:
    """The time on the clock of this machine; with its day when that is not today."""
    local, today = moment.astimezone(), now.astimezone().date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"
