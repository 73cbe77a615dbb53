"""How much waits: the numbers above the lists of the start screen."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func, select, union_all

from asi_tui.core.followup import DueState
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import QueueCounts, QueueQuery
from asi_tui.store import clients, unfinished
from asi_tui.store.due import guarded_items, items_in, shown
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import OPEN_ITEM, UNSIGNED
from asi_tui.store.protection import Reader


def counts(connection: Connection, query: QueueQuery, reader: Reader) -> QueueCounts:
    """How much waits in the scope of the query, of its kind, on its day."""
    due = _due(connection, query, reader)
    by_state = _interviews(connection, query, reader)
    return QueueCounts(
        long_overdue=due[DueState.LONG_OVERDUE],
        overdue=due[DueState.OVERDUE],
        in_window=due[DueState.IN_WINDOW],
        coming=due[DueState.COMING],
        drafts=by_state[InterviewState.DRAFT],
        unrated=by_state[InterviewState.COMPLETE],
        unsigned=by_state[InterviewState.COMPLETE] + by_state[InterviewState.RATED],
        has_clients=clients.are_there(connection, query, reader),
    )


def _due(connection: Connection, query: QueueQuery, reader: Reader) -> Counter[DueState]:
    opens, overdue, long_overdue = FOLLOW_UP.c.opens_on, FOLLOW_UP.c.overdue_on, FOLLOW_UP.c.long_overdue_on
    today = query.today
    parts = [
        select(
            func.count().filter(long_overdue <= today).label(DueState.LONG_OVERDUE),
            func.count().filter(overdue <= today, long_overdue > today).label(DueState.OVERDUE),
            func.count().filter(opens <= today, overdue > today).label(DueState.IN_WINDOW),
            func.count().filter(opens > today).label(DueState.COMING),
        )
        .select_from(FOLLOW_UP)
        .where(OPEN_ITEM, whose, shown(query))
        for whose in items_in(query, reader)
    ]
    due: Counter[DueState] = Counter()
    for row in connection.execute(parts[0] if len(parts) == 1 else union_all(*parts)):
        due.update({DueState(state): number for state, number in row._mapping.items()})
    for row in guarded_items(connection, query, reader):
        if row.opens_on > today:
            due[DueState.COMING] += 1
        elif row.overdue_on > today:
            due[DueState.IN_WINDOW] += 1
        else:
            due[DueState.OVERDUE if row.long_overdue_on > today else DueState.LONG_OVERDUE] += 1
    return due


def _interviews(connection: Connection, query: QueueQuery, reader: Reader) -> Counter[InterviewState]:
    parts = [
        select(INTERVIEW.c.state, func.count().label("number")).where(UNSIGNED, whose).group_by(INTERVIEW.c.state)
        for whose in unfinished.interviews_in(query, reader)
    ]
    by_state: Counter[InterviewState] = Counter()
    for state, number in connection.execute(parts[0] if len(parts) == 1 else union_all(*parts)):
        by_state[InterviewState(state)] += number
    by_state.update(InterviewState(row.state) for row in unfinished.guarded_interviews(connection, query, reader))
    return by_state
