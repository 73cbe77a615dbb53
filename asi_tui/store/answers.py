"""Answers: rows that are only ever added, the newest of each question counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from asi_tui.core.casework import Settled, StoredAnswer
from asi_tui.core.given import GivenAnswer
from asi_tui.core.identity import clean_text
from asi_tui.core.interview_state import InterviewState
from asi_tui.errors import AnsweredElsewhere
from asi_tui.message import say
from asi_tui.store import holds, progress
from asi_tui.store.answer_tables import ANSWER
from asi_tui.store.interview_row import unknown_interview
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.kept import UtcDateTime
from asi_tui.store.sessions import Session

TEXT_LIMIT = 10_000

# Built once: the statements of the hot path, which a keyer waits for at every answer.
_STATE = select(INTERVIEW.c.state).where(INTERVIEW.c.id == bindparam("interview")).with_for_update()

_NEWEST_ID = (
    select(func.coalesce(func.max(ANSWER.c.id), 0))
    .where(ANSWER.c.interview_id == bindparam("interview"))
    .scalar_subquery()
)

_ADD_IF_SEEN = (
    insert(ANSWER)
    .from_select(
        ["interview_id", "question", "value", "code", "at", "by", "reason"],
        select(
            INTERVIEW.c.id,
            bindparam("question", type_=ANSWER.c.question.type),
            bindparam("value", type_=ANSWER.c.value.type),
            bindparam("code", type_=ANSWER.c.code.type),
            bindparam("at", type_=UtcDateTime()),
            bindparam("by", type_=ANSWER.c.by.type),
            bindparam("reason", type_=ANSWER.c.reason.type),
        ).where(
            INTERVIEW.c.id == bindparam("interview"),
            bindparam("last_seen") == _NEWEST_ID,
            ~holds.ELSEWHERE,
        ),
    )
    .returning(ANSWER.c.id)
)

_SINCE = select(ANSWER).where(ANSWER.c.interview_id == bindparam("interview"), ANSWER.c.id > bindparam("last_seen"))


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer on its way to the disk; `reason` tells why an answer of a signed interview is corrected."""

    interview_id: str
    question: str
    answer: StoredAnswer
    last_seen: int
    by: str
    reason: str | None = None

    @property
    def value(self) -> str | None:
        """The value as it is stored: without control characters."""
        value = self.answer.value
        return None if value is None else clean_text(value, TEXT_LIMIT, lines=True)


def record(
    connection: Connection,
    attempt: Attempt,
    *,
    session: Session,
    now: datetime,
    in_doubt: bool,
    settled: Settled | None = None,
) -> int:
    """Add the answer if nothing newer than `last_seen` is there, and give its row id.

    A completed interview is then `settled`; a draft when that is not told, so that no values contradict the answers.
    `in_doubt`: this very attempt failed before, so that nobody knows whether it was stored. If it was, its row is
    found again instead of being stored twice.
    """
    state = connection.scalar(_STATE, {"interview": attempt.interview_id})
    if state is None:
        raise unknown_interview(attempt.interview_id)
    if state == InterviewState.SIGNED and attempt.reason is None:
        raise AnsweredElsewhere(
            say("The interview is signed: correct it with a reason"),
            attempt.question,
            say("open the interview anew to read it"),
        )
    added = connection.scalar(_ADD_IF_SEEN, _parameters(attempt, session, now))
    if added is None and in_doubt:
        added = _found_again(connection, attempt)
    if added is None and holds.refuse_if_elsewhere(connection, attempt.interview_id, session=session, now=now):
        added = connection.scalar(_ADD_IF_SEEN, _parameters(attempt, session, now))
    if added is None:
        raise AnsweredElsewhere(
            say("The interview has been answered from another screen meanwhile: nothing was stored"),
            attempt.question,
            say("open the interview anew to see those answers"),
        )
    if settled is None and state in (InterviewState.COMPLETE, InterviewState.RATED):
        settled = Settled(InterviewState.DRAFT)
    if settled is not None:
        progress.settle(connection, attempt.interview_id, settled, session=session, now=now)
    return int(added)


def _parameters(attempt: Attempt, session: Session, now: datetime) -> dict[str, Any]:
    return {
        "interview": attempt.interview_id,
        "question": attempt.question,
        "value": attempt.value,
        "code": attempt.answer.code,
        "at": now,
        "by": attempt.by,
        "reason": attempt.reason,
        "session": session.token,
        "last_seen": attempt.last_seen,
    }


def _found_again(connection: Connection, attempt: Attempt) -> int | None:
    """The row of this attempt, if it is the only one since."""
    rows = connection.execute(_SINCE, {"interview": attempt.interview_id, "last_seen": attempt.last_seen}).all()
    if len(rows) != 1:
        return None
    row = rows[0]
    same = (row.question, row.value, row.code, row.by, row.reason) == (
        attempt.question, attempt.value, attempt.answer.code, attempt.by, attempt.reason,
    )  # fmt: skip
    return int(row.id) if same else None


def warm(connection: Connection, session: Session, now: datetime) -> None:
    """Prepare what `record` runs, so that the first answer is stored as fast as the next; it stores nothing."""
    nothing = Attempt("", "", StoredAnswer(None, None), -1, "")
    connection.scalar(_STATE, {"interview": nothing.interview_id})
    connection.scalar(_ADD_IF_SEEN, _parameters(nothing, session, now))


def all_given(connection: Connection, interview_id: str) -> tuple[GivenAnswer, ...]:
    """Every answer that was given in an interview, oldest first; a cleared one is there without value and code."""
    columns = (ANSWER.c.id, ANSWER.c.question, ANSWER.c.value, ANSWER.c.code, ANSWER.c.reason)
    rows = connection.execute(select(*columns).where(ANSWER.c.interview_id == interview_id)).all()
    given = (
        GivenAnswer(row.id, row.question, StoredAnswer(row.value, row.code), row.reason is not None) for row in rows
    )
    return tuple(sorted(given, key=lambda one: one.id))
