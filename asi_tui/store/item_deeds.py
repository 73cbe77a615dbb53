"""What staff do about items, as rows that are only ever added, and as the happenings that the rules read from them."""

from __future__ import annotations

from enum import StrEnum

from asi_tui.core.happenings import (
    BaseOrdered,
    ClockRestarted,
    Commissioned,
    ContactAttempted,
    DroppedOut,
    FeedbackGiven,
    FollowedUpOtherwise,
    HandedOver,
    Happening,
    Postponed,
)
from asi_tui.core.outcomes import Channel, ContactResult, Means
from asi_tui.store.kept import AnyRow


class Deed(StrEnum):
    """The kinds of action, as they are stored."""

    POSTPONED = "postponed"
    COMMISSIONED = "commissioned"
    HANDED_OVER = "handed_over"
    ATTEMPTED = "attempted"
    DROPPED_OUT = "dropped_out"
    OTHERWISE = "otherwise"
    CLOCK_RESTARTED = "clock_restarted"
    ORDERED = "ordered"
    FED_BACK = "fed_back"


def happening_of(row: AnyRow) -> Happening:
    """What a row of item_action tells the rules."""
    id_, at, by, item = row.happened, row.at, row.by, row.item
    match Deed(row.kind):
        case Deed.POSTPONED:
            return Postponed(id=id_, at=at, by=by, item=item, until=row.day, reason=row.note)
        case Deed.COMMISSIONED:
            return Commissioned(
                id=id_, at=at, by=by, item=item, to_staff=row.to_staff, to_unit=row.to_unit, may_read=row.code or None
            )
        case Deed.HANDED_OVER:
            return HandedOver(id=id_, at=at, by=by, item=item, to_staff=row.to_staff, to_unit=row.to_unit)
        case Deed.ATTEMPTED:
            return ContactAttempted(
                id=id_,
                at=at,
                by=by,
                item=item,
                on=row.day,
                channel=Channel(row.code),
                result=ContactResult(row.result),
                note=row.note,
            )
        case Deed.DROPPED_OUT:
            return DroppedOut(id=id_, at=at, by=by, item=item, reason=row.code, note=row.note)
        case Deed.OTHERWISE:
            return FollowedUpOtherwise(
                id=id_, at=at, by=by, item=item, means=Means(row.code), on=row.day, note=row.note
            )
        case Deed.CLOCK_RESTARTED:
            return ClockRestarted(id=id_, at=at, by=by, item=item)
        case Deed.ORDERED:
            return BaseOrdered(id=id_, at=at, by=by, due_on=row.day, responsible=row.to_staff, unit=row.to_unit)
        case Deed.FED_BACK:
            return FeedbackGiven(id=id_, at=at, by=by, interview_id=interview_of(item), given_on=row.day)


def interview_of(key: str) -> str:
    """The interview that an item's key names: "feedback/interview/<id>"."""
    return key.split("/")[2]
