"""How far an interview has come: completed, rated or reopened, with the values and scores that it has then."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, delete, update

from asi_tui.core.casework import Completed, Completion, Settled
from asi_tui.core.interview_state import InterviewState
from asi_tui.errors import AnsweredElsewhere, UsageError
from asi_tui.message import say
from asi_tui.store import case_history, followups, holds
from asi_tui.store.dialects import put
from asi_tui.store.entry_tables import INTERVIEW_VALUE
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.sessions import Session


def complete(
    connection: Connection,
    interview_id: str,
    completion: Completion,
    *,
    session: Session,
    today: date,
    now: datetime,
) -> Completed:
    """Make a draft complete and keep its values and scores; the items of the client follow."""
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
    changed: dict[str, object] = {"state": InterviewState.COMPLETE.value, "completed_at": now}
    if row.happened is None:
        place = case_history.next_place(connection, row.client_id)
        changed |= {"happened": place, "first_completed_at": now}
    keep_values(connection, interview_id, completion, **changed)
    cases = followups.follow(connection, [row.client_id], now)
    # What is still open has not been answered by it: an old form, keyed afterwards.
    followups.leave(connection, row.client_id, interview_id)
    case = cases[row.client_id]
    return Completed(next_due=followups.next_due(connection, row.client_id, case, row.interview_date))


def settle(
    connection: Connection,
    interview_id: str,
    settled: Settled,
    *,
    session: Session,
    now: datetime,
) -> None:
    """Move an interview that is not signed to draft, which has no values, or to complete or rated, with its values.

    The day on which a reopened interview was first completed stays, and so does the follow-up item it made; what waits
    for its ratings and signature follows.
    """
    state, completion = settled.state, settled.completion
    if state is InterviewState.SIGNED or (completion is None) != (state is InterviewState.DRAFT):
        raise ValueError(f"an interview cannot be settled as {state} with these values")
    row = holds.ours(connection, interview_id, session=session, now=now)
    if row.state == InterviewState.SIGNED:
        raise AnsweredElsewhere(
            say("The interview is signed: correct it with a reason"), "F9", say("open the interview anew to read it")
        )
    if completion is not None and row.completed_at is None:
        raise UsageError(say("The interview has not been completed yet"), "F9", say("complete it first"))
    rated_on = (row.rated_on or now.astimezone().date()) if state is InterviewState.RATED else None
    if completion is not None:
        keep_values(connection, interview_id, completion, state=state.value, rated_on=rated_on)
    else:
        connection.execute(delete(INTERVIEW_VALUE).where(INTERVIEW_VALUE.c.interview_id == interview_id))
        connection.execute(
            update(INTERVIEW)
            .where(INTERVIEW.c.id == interview_id)
            .values(state=state.value, ended_early=None, rated_on=None)
        )
    if row.happened is not None and row.state != state:
        followups.follow(connection, [row.client_id], now)


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
