"""How much waits: the numbers above the lists of the start screen."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, union_all

from asi_tui.core.casework import InterviewState, QueueCounts, QueueQuery, StaffMember
from asi_tui.core.followup import DueState
from asi_tui.store import clients
from asi_tui.store.due import due_by, items_in
from asi_tui.store.kept import NOT_CLOSED, NOT_SIGNED
from asi_tui.store.tables import FOLLOW_UP, INTERVIEW
from asi_tui.store.unfinished import interviews_in


def counts(connection: Connection, query: QueueQuery, me: StaffMember) -> QueueCounts:
    """How much waits in the scope of the query on its day."""
    opens, overdue, long_overdue = FOLLOW_UP.c.opens_on, FOLLOW_UP.c.overdue_on, FOLLOW_UP.c.long_overdue_on
    today = query.today
    items = connection.execute(
        select(
            func.count().filter(long_overdue <= today).label(DueState.LONG_OVERDUE),
            func.count().filter(overdue <= today, long_overdue > today).label(DueState.OVERDUE),
            func.count().filter(opens <= today, overdue > today).label(DueState.IN_WINDOW),
            func.count().filter(opens > today).label(DueState.COMING),
        )
        .select_from(FOLLOW_UP)
        .where(NOT_CLOSED, items_in(query.scope, me), due_by(today))
    ).one()
    parts = [
        select(INTERVIEW.c.state, func.count().label("number")).where(NOT_SIGNED, mine).group_by(INTERVIEW.c.state)
        for mine in interviews_in(query.scope, me)
    ]
    by_state = dict.fromkeys(InterviewState, 0)
    for state, number in connection.execute(parts[0] if len(parts) == 1 else union_all(*parts)):
        by_state[InterviewState(state)] += number
    return QueueCounts(
        long_overdue=items.long_overdue,
        overdue=items.overdue,
        in_window=items.in_window,
        coming=items.coming,
        drafts=by_state[InterviewState.DRAFT],
        unrated=by_state[InterviewState.COMPLETE],
        unsigned=by_state[InterviewState.COMPLETE] + by_state[InterviewState.RATED],
        clients=clients.count(connection, query.scope, me),
    )
