"""What is written beside the answers: remarks, comments of areas, and the checks that have been dealt with.

Rows are only ever added; the newest about the same thing counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.identity import clean_text
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import holds
from asi_tui.store.answers import TEXT_LIMIT
from asi_tui.store.entry_tables import CHECK_REVIEW, REMARK
from asi_tui.store.people_tables import STAFF
from asi_tui.store.sessions import Session

_CODE_LIMIT = 200

_LATER_REMARK = REMARK.alias("later")
_LATER_REVIEW = CHECK_REVIEW.alias("later")


def write(
    connection: Connection, interview_id: str, remark: Remark, me: StaffMember, *, session: Session, now: datetime
) -> Remark:
    """Add a remark, or an area's comment; gives it as it is stored."""
    row = holds.ours(connection, interview_id, session=session, now=now)
    about = clean_text(remark.about, _CODE_LIMIT)
    if row.state == InterviewState.SIGNED:
        raise UsageError(
            say("The interview is signed: its remarks can no longer be changed"),
            about,
            say("give the reason with a correction instead"),
        )
    kept = replace(
        remark, about=about, text=clean_text(remark.text, TEXT_LIMIT, lines=True).strip(), at=now, by=me.name
    )
    connection.execute(
        insert(REMARK).values(
            interview_id=interview_id,
            about=kept.about,
            text=kept.text,
            to_coordinator=kept.to_coordinator,
            at=now,
            by=me.id,
        )
    )
    return kept


def accept(
    connection: Connection,
    interview_id: str,
    acceptance: Acceptance,
    me: StaffMember,
    *,
    session: Session,
    now: datetime,
) -> Acceptance:
    """Add that a fired check has been dealt with; gives it as it is stored.

    A signed interview takes it too: a correction may fire a check.
    """
    holds.ours(connection, interview_id, session=session, now=now)
    kept = replace(
        acceptance,
        check=clean_text(acceptance.check, _CODE_LIMIT),
        digest=clean_text(acceptance.digest, _CODE_LIMIT),
        text=clean_text(acceptance.text, TEXT_LIMIT, lines=True).strip(),
        at=now,
        by=me.name,
    )
    connection.execute(
        insert(CHECK_REVIEW).values(
            interview_id=interview_id,
            check_id=kept.check,
            digest=kept.digest,
            reason=kept.reason,
            text=kept.text,
            at=now,
            by=me.id,
        )
    )
    return kept


def of_interview(connection: Connection, interview_id: str) -> tuple[Remark, ...]:
    """The remarks that count, in the order they were written; those taken away are left out."""
    return of_interviews(connection, [interview_id]).get(interview_id, ())


def of_interviews(connection: Connection, interview_ids: Sequence[str]) -> dict[str, tuple[Remark, ...]]:
    """The same of several interviews at once; those without remarks are left out."""
    later = select(_LATER_REMARK.c.id).where(
        _LATER_REMARK.c.interview_id == REMARK.c.interview_id,
        _LATER_REMARK.c.about == REMARK.c.about,
        _LATER_REMARK.c.id > REMARK.c.id,
    )
    rows = connection.execute(
        select(REMARK, STAFF.c.name)
        .join_from(REMARK, STAFF, STAFF.c.id == REMARK.c.by)
        .where(REMARK.c.interview_id.in_(interview_ids), ~later.exists())
    )
    found: dict[str, tuple[Remark, ...]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.text:
            remark = Remark(about=row.about, text=row.text, to_coordinator=row.to_coordinator, at=row.at, by=row.name)
            found[row.interview_id] = (*found.get(row.interview_id, ()), remark)
    return found


def acceptances(connection: Connection, interview_id: str) -> tuple[Acceptance, ...]:
    """The newest acceptance of each check on each set of values, in the order they were given."""
    later = select(_LATER_REVIEW.c.id).where(
        _LATER_REVIEW.c.interview_id == CHECK_REVIEW.c.interview_id,
        _LATER_REVIEW.c.check_id == CHECK_REVIEW.c.check_id,
        _LATER_REVIEW.c.digest == CHECK_REVIEW.c.digest,
        _LATER_REVIEW.c.id > CHECK_REVIEW.c.id,
    )
    rows = connection.execute(
        select(CHECK_REVIEW, STAFF.c.name)
        .join_from(CHECK_REVIEW, STAFF, STAFF.c.id == CHECK_REVIEW.c.by)
        .where(CHECK_REVIEW.c.interview_id == interview_id, ~later.exists())
    )
    return tuple(
        Acceptance(check=row.check_id, digest=row.digest, reason=row.reason, text=row.text, at=row.at, by=row.name)
        for row in sorted(rows, key=lambda row: row.id)
    )
