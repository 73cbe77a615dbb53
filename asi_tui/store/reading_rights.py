"""Who may open which interview: nobody an interview of a client they do not see, and on commission only with leave."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from asi_tui.core.client_file import ConsentKind
from asi_tui.core.people import Role, StaffMember
from asi_tui.errors import NoLeave
from asi_tui.message import say
from asi_tui.store import protection
from asi_tui.store.case_tables import INTERVENTION
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_row import unknown_interview
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import AnyRow
from asi_tui.store.people_tables import STAFF

BY_CONSENT = "consent"
BY_DECISION = "decision"

_INTERVIEWER = STAFF.alias("interviewer")


_WHOSE = (
    select(
        INTERVIEW.c.id,
        INTERVIEW.c.client_id,
        INTERVIEW.c.keyed_by,
        INTERVIEW.c.interviewer_id,
        CLIENT.c.handler_id,
        CLIENT.c.unit_id,
        CLIENT.c.protection,
        _INTERVIEWER.c.unit_id.label("interviewer_unit"),
        _INTERVIEWER.c.role.label("interviewer_role"),
    )
    .join_from(INTERVIEW, CLIENT, CLIENT.c.id == INTERVIEW.c.client_id)
    .join(_INTERVIEWER, _INTERVIEWER.c.id == INTERVIEW.c.interviewer_id)
)
"""Interviews with their client and people."""


def refuse_unseen(connection: Connection, me: StaffMember, interview_id: str) -> AnyRow:
    """The client and people of an interview; raises UsageError as if it were not there when its client is not."""
    row = connection.execute(_WHOSE.where(INTERVIEW.c.id == interview_id)).one_or_none()
    if row is None or not protection.sees(connection, me, row.client_id, row.protection):
        raise unknown_interview(interview_id)
    return row


def refuse_unread(connection: Connection, me: StaffMember, interview_id: str) -> None:
    """Raise NoLeave when the reader may not open the interview.

    What their own unit has asked is theirs; of treatment staff, what treatment staff of their unit have asked. Staff of
    another unit who have been commissioned to interview the client, or carry out an intervention with them, may read
    what others have asked only with the client's consent or the decision's leave.
    """
    row = refuse_unseen(connection, me, interview_id)
    if not _is_own(me, row) and not _has_leave(connection, me, row):
        raise NoLeave(
            say("The commission gives no leave to read the earlier interview"),
            me.unit.name,
            say("ask whoever commissioned it for the client's consent or a decision"),
        )


def readable(connection: Connection, me: StaffMember, interview_ids: Collection[str]) -> set[str]:
    """Which of a client's interviews the reader may open, of a client that is there for them."""
    rows = connection.execute(_WHOSE.where(INTERVIEW.c.id.in_(interview_ids))).all()
    own = {row.id for row in rows if _is_own(me, row)}
    others = [row for row in rows if row.id not in own]
    return {row.id for row in rows} if others and _has_leave(connection, me, others[0]) else own


def _is_own(me: StaffMember, row: AnyRow) -> bool:
    """Whether an interview is the reader's own, by their hand or that of their unit."""
    if me.id in (row.keyed_by, row.interviewer_id, row.handler_id):
        return True
    if me.role is Role.TREATMENT:
        return bool(row.interviewer_role == Role.TREATMENT and row.interviewer_unit == me.unit.id)
    return me.unit.id in (row.unit_id, row.interviewer_unit)


def _has_leave(connection: Connection, me: StaffMember, row: AnyRow) -> bool:
    """Whether the reader may open what others have asked the client of that interview."""
    treats = me.role is Role.TREATMENT or _carries_out(connection, me, row.client_id)
    if row.protection != protection.NOT_PROTECTED and not treats:
        return True
    commissions = connection.execute(
        select(
            FOLLOW_UP.c.staff_id, FOLLOW_UP.c.may_read, FOLLOW_UP.c.anchor_interview_id, FOLLOW_UP.c.intervention_id
        ).where(
            FOLLOW_UP.c.client_id == row.client_id,
            or_(FOLLOW_UP.c.to_staff == me.id, FOLLOW_UP.c.to_unit == me.unit.id, FOLLOW_UP.c.staff_id == me.id),
        )
    ).all()
    is_responsible = any(one.staff_id == me.id and _counts_from_an_interview(one) for one in commissions)
    if me.role is not Role.TREATMENT and (is_responsible or not (commissions or treats)):
        return True
    grounds = {one.may_read for one in commissions}
    if BY_CONSENT not in grounds or BY_DECISION in grounds:
        return BY_DECISION in grounds
    from asi_tui.store.consents import of_client

    return of_client(connection, row.client_id)[ConsentKind.SHARING_WITH_PROVIDER].holds


def _counts_from_an_interview(item: AnyRow) -> bool:
    """Whether an item is about interviews: whoever is to follow up an intervention need not have read any."""
    return item.anchor_interview_id is not None or item.intervention_id is None


def _carries_out(connection: Connection, me: StaffMember, client_id: str) -> bool:
    """Whether the reader's unit carries out, or has carried out, an intervention with the client."""
    found = select(INTERVENTION.c.id).where(
        INTERVENTION.c.client_id == client_id, INTERVENTION.c.unit_id == me.unit.id, ~INTERVENTION.c.taken_back
    )
    return connection.execute(found.limit(1)).first() is not None
