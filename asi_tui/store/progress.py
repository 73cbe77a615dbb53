"""How far an interview has come: completed, rated or reopened, with the values and scores that it has then."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, delete, update

from asi_tui.core.casework import Completed, Completion, InterviewState
from asi_tui.errors import AnsweredElsewhere, UsageError
from asi_tui.message import say
from asi_tui.store import followups, holds
from asi_tui.store.dialects import put
from asi_tui.store.sessions import Session
from asi_tui.store.tables import INTERVIEW, INTERVIEW_VALUE


def complete(
    connection: Connection,
    interview_id: str,
    completion: Completion,
    *,
    session: Session,
    today: date,
    now: datetime,
) -> Completed:
    """Make a draft complete, keep its values and scores, close the open items it answers and make the next one."""
    row = holds.ours(connection, interview_id, session=session, now=now)
    if row.state != InterviewState.DRAFT:
        raise AnsweredElsewhere(
            say("The interview is complete already"), "F9", say("open the interview anew to read it")
        )
    if row.interview_date > today:
        raise UsageError(
            say("The interview is dated in the future: {date}", date=row.interview_date.isoformat()),
            "F3",
            say("correct its date, then complete it"),
        )
    keep_values(connection, interview_id, completion, state=InterviewState.COMPLETE.value, completed_at=now)
    if row.completed_at is None:
        return Completed(next_due=followups.re_anchor(connection, row, now=now))
    return Completed(next_due=followups.anchored_again(connection, row))


def settle(
    connection: Connection,
    interview_id: str,
    state: InterviewState,
    completion: Completion | None,
    *,
    session: Session,
    now: datetime,
) -> None:
    """Move an interview that is not signed to draft, which has no values, or to complete or rated, with its values.

    The day on which a reopened interview was first completed stays, and so does the follow-up item it made.
    """
    if state is InterviewState.SIGNED or (completion is None) != (state is InterviewState.DRAFT):
        raise ValueError(f"an interview cannot be settled as {state} with these values")
    row = holds.ours(connection, interview_id, session=session, now=now)
    if row.state == InterviewState.SIGNED:
        raise AnsweredElsewhere(
            say("The interview is signed: correct it with a reason"), "F9", say("open the interview anew to read it")
        )
    if completion is not None and row.completed_at is None:
        raise UsageError(say("The interview has not been completed yet"), "F9", say("complete it first"))
    if completion is not None:
        keep_values(connection, interview_id, completion, state=state.value)
        return
    connection.execute(delete(INTERVIEW_VALUE).where(INTERVIEW_VALUE.c.interview_id == interview_id))
    connection.execute(
        update(INTERVIEW).where(INTERVIEW.c.id == interview_id).values(state=state.value, ended_early=None)
    )


def keep_values(connection: Connection, interview_id: str, completion: Completion, **changed: object) -> None:
    """Write the values and scores of an interview over those it had, and what else has changed of its row."""
    connection.execute(
        update(INTERVIEW).where(INTERVIEW.c.id == interview_id).values(ended_early=completion.ended_early, **changed)
    )
    put(
        connection,
        INTERVIEW_VALUE,
        interview_id=interview_id,
        effective=dict(completion.values),
        scores=dict(completion.scores),
        money_term=completion.money_term,
        currency_divisor=completion.currency_divisor,
    )
