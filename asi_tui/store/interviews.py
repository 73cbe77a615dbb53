"""Interviews: begun with a head, read whole, listed."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.annotations import Signature
from asi_tui.core.casework import Head, InstrumentCopy, InterviewSummary, Source, StoredInterview
from asi_tui.core.given import newest
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import StaffMember
from asi_tui.errors import DatabaseError, UsageError
from asi_tui.message import say
from asi_tui.store import answers, clients, followups, remarks, signing, staff
from asi_tui.store.answer_counts import answered
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.dialects import add_if_new
from asi_tui.store.entry_tables import INSTRUMENT, SIGNATURE
from asi_tui.store.interview_row import locked, unknown_interview
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.people_tables import STAFF, UNIT

_INTERVIEWER = STAFF.alias("interviewer")
_KEYER = STAFF.alias("keyer")
_EARLIER = INTERVIEW.alias("earlier")


def begin(
    connection: Connection,
    client_id: str,
    head: Head,
    instrument: InstrumentCopy,
    me: StaffMember,
    *,
    now: datetime,
    random: Random,
) -> str:
    """Write the row of a new draft, keep its instrument, and give its id."""
    client = connection.execute(
        select(CLIENT.c.id, CLIENT.c.unit_id).where(CLIENT.c.id == client_id).with_for_update()
    ).one_or_none()
    if client is None:
        raise UsageError(say("There is no such client"), client_id, say("open the client from the queue"))
    _check_head(connection, client_id, head)
    add_if_new(
        connection,
        INSTRUMENT,
        content_hash=instrument.content_hash,
        structure_hash=instrument.structure_hash,
        version=instrument.version,
        document=instrument.document,
    )
    interview_id = staff.new_id(random)
    connection.execute(
        insert(INTERVIEW).values(
            id=interview_id,
            client_id=client_id,
            unit_id=client.unit_id,
            state=InterviewState.DRAFT.value,
            instrument_hash=instrument.content_hash,
            keyed_by=me.id,
            keyed_at=now,
            version=1,
            **_head_columns(head),
        )
    )
    connection.execute(update(CLIENT).where(CLIENT.c.id == client_id).values(interviews=CLIENT.c.interviews + 1))
    followups.begin(connection, client_id, interview_id, head.form)
    return interview_id


def _head_columns(head: Head) -> dict[str, Any]:
    return {
        "form": head.form,
        "interview_date": head.interview_date,
        "interviewer_id": head.interviewer,
        "source": head.source.value,
        "interpreter": head.interpreter,
        "refers_to": head.refers_to,
        "children": head.children,
    }


def _check_head(connection: Connection, client_id: str, head: Head) -> None:
    if staff.by_id(connection, head.interviewer) is None:
        raise UsageError(say("The interviewer is not a member of staff"), "F3", say("choose another interviewer"))
    if head.refers_to is not None:
        owner = connection.scalar(select(INTERVIEW.c.client_id).where(INTERVIEW.c.id == head.refers_to))
        if owner != client_id:
            raise UsageError(
                say("The earlier interview is not one of this client's"), "F3", say("choose another interview")
            )


def change_head(connection: Connection, interview_id: str, head: Head, version: int, *, now: datetime) -> int:
    """Write a changed head over the version that was read; gives the new version.

    The client's items follow: begun or not by a changed form, moved by a changed date.
    """
    row = locked(connection, interview_id)
    if row.state == InterviewState.SIGNED:
        raise UsageError(
            say("The interview is signed: its head can no longer be changed"), "F3", say("leave it as it is")
        )
    if row.version != version:
        raise DatabaseError(
            say("The head has been changed from another screen meanwhile: nothing was stored"),
            "F3",
            say("open the interview anew to see that head"),
        )
    _check_head(connection, row.client_id, head)
    connection.execute(
        update(INTERVIEW).where(INTERVIEW.c.id == interview_id).values(version=version + 1, **_head_columns(head))
    )
    if row.state == InterviewState.DRAFT:
        followups.leave(connection, row.client_id, interview_id)
        followups.begin(connection, row.client_id, interview_id, head.form)
    if row.happened is not None:
        followups.follow(connection, [row.client_id], now)
    return version + 1


def read(connection: Connection, interview_id: str) -> StoredInterview:
    """A whole interview with the answers that count, and what is written beside them."""
    row = connection.execute(
        select(
            INTERVIEW,
            *clients.COLUMNS,
            INSTRUMENT.c.structure_hash,
            INSTRUMENT.c.version.label("instrument_version"),
            INSTRUMENT.c.document,
            _KEYER.c.name.label("keyer_name"),
            _EARLIER.c.interview_date.label("refers_to_date"),
            SIGNATURE.c.name.label("signed_name"),
            SIGNATURE.c.role.label("signed_role"),
            SIGNATURE.c.at.label("signed_at"),
        )
        .join_from(INTERVIEW, CLIENT, CLIENT.c.id == INTERVIEW.c.client_id)
        .join(UNIT, UNIT.c.id == CLIENT.c.unit_id)
        .join(INSTRUMENT, INSTRUMENT.c.content_hash == INTERVIEW.c.instrument_hash)
        .join(_KEYER, _KEYER.c.id == INTERVIEW.c.keyed_by)
        .outerjoin(_EARLIER, _EARLIER.c.id == INTERVIEW.c.refers_to)
        .outerjoin(SIGNATURE, SIGNATURE.c.interview_id == INTERVIEW.c.id)
        .where(INTERVIEW.c.id == interview_id)
    ).one_or_none()
    if row is None:
        raise unknown_interview(interview_id)
    given = answers.all_given(connection, interview_id)
    last = given[-1] if given else None
    return StoredInterview(
        id=row.id,
        client=clients.of_row(row),
        head=Head(
            interview_date=row.interview_date,
            interviewer=row.interviewer_id,
            form=row.form,
            source=Source(row.source),
            interpreter=row.interpreter,
            refers_to=row.refers_to,
            children=row.children,
        ),
        state=InterviewState(row.state),
        instrument=InstrumentCopy(row.structure_hash, row.instrument_hash, row.instrument_version, row.document),
        answers=newest(given),
        last_answer_id=last.id if last else 0,
        last_question=last.question if last else None,
        ended_early=row.ended_early,
        keyed_by=row.keyer_name,
        keyed_at=row.keyed_at,
        version=row.version,
        refers_to_date=row.refers_to_date,
        remarks=remarks.of_interview(connection, interview_id),
        acceptances=remarks.acceptances(connection, interview_id),
        signature=Signature(row.signed_name, row.signed_role, row.signed_at) if row.signed_at else None,
        corrections=signing.corrections(connection, interview_id) if row.signed_at else (),
        completed_at=row.completed_at,
        given=given,
    )


def of_client(connection: Connection, client_id: str) -> tuple[InterviewSummary, ...]:
    """The interviews of a client, oldest first."""
    rows = connection.execute(
        select(
            INTERVIEW.c.id,
            INTERVIEW.c.form,
            INTERVIEW.c.interview_date,
            INTERVIEW.c.state,
            _INTERVIEWER.c.name.label("interviewer_name"),
            *clients.COLUMNS,
        )
        .join_from(INTERVIEW, CLIENT, CLIENT.c.id == INTERVIEW.c.client_id)
        .join(UNIT, UNIT.c.id == CLIENT.c.unit_id)
        .join(_INTERVIEWER, _INTERVIEWER.c.id == INTERVIEW.c.interviewer_id)
        .where(INTERVIEW.c.client_id == client_id)
        .order_by(INTERVIEW.c.interview_date, INTERVIEW.c.keyed_at, INTERVIEW.c.id)
    ).all()
    count = answered(connection, [row.id for row in rows])
    return tuple(
        InterviewSummary(
            id=row.id,
            client=clients.of_row(row),
            form=row.form,
            interview_date=row.interview_date,
            state=InterviewState(row.state),
            interviewer_name=row.interviewer_name,
            answered=count.get(row.id, 0),
        )
        for row in rows
    )
