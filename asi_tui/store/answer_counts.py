"""How many questions of an interview are answered: what lists say of a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, or_, select

from asi_tui.store.answer_tables import ANSWER

_NEWER = ANSWER.alias("newer")

# A row counts when no newer one of its question follows; the index holds both side by side.
_COUNTS = (
    ~select(_NEWER.c.id)
    .where(
        _NEWER.c.interview_id == ANSWER.c.interview_id,
        _NEWER.c.question == ANSWER.c.question,
        _NEWER.c.id > ANSWER.c.id,
    )
    .exists()
)


def answered(connection: Connection, interview_ids: Collection[str]) -> Mapping[str, int]:
    """How many questions of each interview have an answer; interviews without any are left out."""
    if not interview_ids:
        return {}
    statement = (
        select(ANSWER.c.interview_id, func.count().label("number"))
        .where(
            ANSWER.c.interview_id.in_(interview_ids),
            or_(ANSWER.c.value.is_not(None), ANSWER.c.code.is_not(None)),
            _COUNTS,
        )
        .group_by(ANSWER.c.interview_id)
    )
    return {row.interview_id: row.number for row in connection.execute(statement)}
