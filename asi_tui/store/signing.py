"""Signing an interview, and correcting it afterwards: the signed answers stay beside what corrects them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from asi_tui.core.annotations import Correction, Signature
from asi_tui.core.casework import Completion
from asi_tui.core.identity import clean_text
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import answers, followups, holds, progress
from asi_tui.store.answer_tables import ANSWER
from asi_tui.store.answers import TEXT_LIMIT, Attempt
from asi_tui.store.entry_tables import SIGNATURE
from asi_tui.store.interview_row import locked
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.people_tables import STAFF
from asi_tui.store.sessions import Session

_ROLE_LIMIT = 100

_BEFORE = ANSWER.alias("before")
_SOONER = ANSWER.alias("sooner")


def sign(
    connection: Connection, interview_id: str, role: str, me: StaffMember, *, session: Session, now: datetime
) -> Signature:
    """Sign a rated interview in a role; from then on only corrections with a reason change it."""
    role = clean_text(role, _ROLE_LIMIT).strip()
    if not role:
        raise UsageError(say("The role is empty"), me.name, say("write in which role you sign"))
    row = holds.ours(connection, interview_id, session=session, now=now)
    if row.state == InterviewState.SIGNED:
        raise UsageError(
            say("The interview is signed already"), row.interview_date.isoformat(), say("correct it with a reason")
        )
    if row.state != InterviewState.RATED:
        raise UsageError(
            say("Only a rated interview can be signed"),
            row.interview_date.isoformat(),
            say("complete it and give its ratings first"),
        )
    connection.execute(insert(SIGNATURE).values(interview_id=interview_id, name=me.name, role=role, at=now, by=me.id))
    connection.execute(
        update(INTERVIEW).where(INTERVIEW.c.id == interview_id).values(state=InterviewState.SIGNED.value)
    )
    if row.happened is not None:
        followups.follow(connection, [row.client_id], now)
    return Signature(me.name, role, now)


def reason_given(reason: str, question: str) -> str:
    """The reason of a correction as it is stored; refused when nothing is said."""
    reason = clean_text(reason, TEXT_LIMIT, lines=True).strip()
    if not reason:
        raise UsageError(
            say("A correction of a signed interview needs a reason"), question, say("write why the answer is changed")
        )
    return reason


def correct(
    connection: Connection,
    attempt: Attempt,
    completion: Completion,
    *,
    session: Session,
    now: datetime,
    in_doubt: bool,
) -> int:
    """Add an answer that corrects a signed interview, and keep the values it has now; gives the row id."""
    if locked(connection, attempt.interview_id).state != InterviewState.SIGNED:
        raise UsageError(
            say("The interview is not signed: no reason is needed"), attempt.question, say("change the answer itself")
        )
    answer_id = answers.record(connection, attempt, session=session, now=now, in_doubt=in_doubt)
    progress.keep_values(connection, attempt.interview_id, completion)
    return answer_id


def corrections(connection: Connection, interview_id: str) -> tuple[Correction, ...]:
    """What has been corrected after signing, oldest first, each with what stood there before."""
    sooner = (
        select(func.max(_SOONER.c.id))
        .where(
            _SOONER.c.interview_id == ANSWER.c.interview_id,
            _SOONER.c.question == ANSWER.c.question,
            _SOONER.c.id < ANSWER.c.id,
        )
        .scalar_subquery()
    )
    rows = connection.execute(
        select(ANSWER, STAFF.c.name, _BEFORE.c.value.label("value_before"), _BEFORE.c.code.label("code_before"))
        .select_from(ANSWER.join(STAFF, STAFF.c.id == ANSWER.c.by).outerjoin(_BEFORE, _BEFORE.c.id == sooner))
        .where(ANSWER.c.interview_id == interview_id, ANSWER.c.reason.is_not(None))
    )
    return tuple(
        Correction(
            question=row.question,
            before=row.code_before or row.value_before,
            after=row.code or row.value,
            reason=row.reason,
            at=row.at,
            by=row.name,
        )
        for row in sorted(rows, key=lambda row: row.id)
    )
