"""Who may open which interview: nobody an interview of a client they do not see, and on commission only with leave."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from asi_tui.core.casework import StaffMember
from asi_tui.core.client_file import ConsentKind
from asi_tui.errors import NoLeave
from asi_tui.message import say
from asi_tui.store import protection
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.interview_row import unknown_interview
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import AnyRow
from asi_tui.store.people_tables import STAFF

BY_CONSENT = "consent"
BY_DECISION = "decision"

_INTERVIEWER = STAFF.alias("interviewer")


def refuse_unseen(connection: Connection, me: StaffMember, interview_id: str) -> AnyRow:
    """The client and people of an interview; raises UsageError as if it were not there when its client is not."""
    row = connection.execute(
        select(
            INTERVIEW.c.client_id,
            INTERVIEW.c.keyed_by,
            CLIENT.c.unit_id,
            CLIENT.c.protection,
            _INTERVIEWER.c.unit_id.label("interviewer_unit"),
        )
        .join_from(INTERVIEW, CLIENT, CLIENT.c.id == INTERVIEW.c.client_id)
        .join(_INTERVIEWER, _INTERVIEWER.c.id == INTERVIEW.c.interviewer_id)
        .where(INTERVIEW.c.id == interview_id)
    ).one_or_none()
    if row is None or not protection.sees(connection, me, row.client_id, row.protection):
        raise unknown_interview(interview_id)
    return row


def refuse_unread(connection: Connection, me: StaffMember, interview_id: str) -> None:
    """Raise NoLeave when the reader may not open the interview.

    Staff of another unit who have been commissioned to interview the client may read what others have asked only with
    the client's consent or the decision's leave. What their own unit has asked is theirs.
    """
    row = refuse_unseen(connection, me, interview_id)
    is_own = me.unit.id in (row.unit_id, row.interviewer_unit) or me.id == row.keyed_by
    if is_own or row.protection != protection.NOT_PROTECTED:
        return
    commissions = connection.execute(
        select(FOLLOW_UP.c.staff_id, FOLLOW_UP.c.may_read).where(
            FOLLOW_UP.c.client_id == row.client_id,
            or_(FOLLOW_UP.c.to_staff == me.id, FOLLOW_UP.c.to_unit == me.unit.id, FOLLOW_UP.c.staff_id == me.id),
        )
    ).all()
    if not commissions or any(one.staff_id == me.id for one in commissions):
        return
    grounds = {one.may_read for one in commissions}
    if BY_DECISION in grounds:
        return
    if BY_CONSENT in grounds:
        from asi_tui.store.consents import of_client

        if of_client(connection, row.client_id)[ConsentKind.SHARING_WITH_PROVIDER].holds:
            return
    raise NoLeave(
        say("The commission gives no leave to read the earlier interview"),
        me.unit.name,
        say("ask whoever commissioned it for the client's consent or a decision"),
    )
