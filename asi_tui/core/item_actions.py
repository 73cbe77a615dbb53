"""What staff can do about a row of the queue, and about which kinds of item each of it makes sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.message import Message, say


class ItemAction(StrEnum):
    """What can be done about a row besides opening it; the value is the end of the command's id."""

    ASSIGN = "assign"
    POSTPONE = "postpone"
    DROPOUT = "dropout"
    OTHER = "other"
    ATTEMPT = "attempt"
    HANDOVER = "handover"
    FEEDBACK = "feedback"


INTERVIEWS = frozenset({ItemKind.BASE, ItemKind.FOLLOW_UP})
"""Items that ask for an interview with the client."""

WITH_CLIENT = INTERVIEWS | {ItemKind.FEEDBACK}
"""Items that the client takes part in; the others are the office's own."""

FITS: Mapping[ItemAction, frozenset[ItemKind]] = MappingProxyType(
    {
        ItemAction.ASSIGN: INTERVIEWS,
        ItemAction.POSTPONE: frozenset(ItemKind),
        ItemAction.DROPOUT: WITH_CLIENT,
        ItemAction.OTHER: frozenset({ItemKind.FOLLOW_UP}),
        ItemAction.ATTEMPT: WITH_CLIENT,
        ItemAction.HANDOVER: frozenset(ItemKind),
        ItemAction.FEEDBACK: frozenset({ItemKind.FEEDBACK}),
    }
)

_REFUSED: Mapping[ItemAction, Message] = MappingProxyType(
    {
        ItemAction.ASSIGN: say("only interviews can be commissioned to somebody else"),
        ItemAction.DROPOUT: say("a dropout is for what the client takes part in; this is the office's own"),
        ItemAction.OTHER: say("other means are for follow-ups only"),
        ItemAction.ATTEMPT: say("contact attempts are for what the client takes part in; this is the office's own"),
        ItemAction.FEEDBACK: say("not all marked rows wait for feedback"),
    }
)


def refusal(action: ItemAction, rows: Iterable[QueueRow]) -> Message | None:
    """Why that cannot be done about these rows; None when it can."""
    listed = tuple(rows)
    if not listed:
        return say("there is no row here")
    if any(row.item_id is None or row.kind is None for row in listed):
        return say("nothing falls due here: Enter opens the row, v the client's page")
    return misfit(action, [row.kind for row in listed if row.kind is not None])


def misfit(action: ItemAction, kinds: Iterable[ItemKind]) -> Message | None:
    """Why that cannot be done about items of these kinds; None when it can."""
    return None if all(kind in FITS[action] for kind in kinds) else _REFUSED[action]


def responsible_of(rows: Iterable[QueueRow]) -> str | None:
    """The one member of staff who is responsible for all of the rows; None when they are several."""
    ids = {row.responsible_id for row in rows}
    return ids.pop() if len(ids) == 1 else None
