"""A client's case told as it happened: each line registers one thing, and the queue can be asked at any point."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from asi_tui.core.happenings import (
    BaseOrdered,
    CaseChange,
    CaseChanged,
    ClockRestarted,
    Commissioned,
    ContactAttempted,
    DroppedOut,
    FeedbackGiven,
    FollowedUpOtherwise,
    HandedOver,
    Happening,
    InterventionEnded,
    InterviewHeld,
    Item,
    PlanChanged,
    Postponed,
    Rules,
)
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import Channel, ContactResult, Means
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import items_of

ANNA, BO, CILLA = "anna", "bo", "cilla"
NORR, ANKARET = "norr", "ankaret"


def day(text: str) -> date:
    return date.fromisoformat(text)


class Story:
    """What has happened in a case. `on` says on which day the lines after it are registered, one after another."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.happenings: list[Happening] = []
        self._moment = datetime(2020, 1, 1, 8, tzinfo=UTC)

    def on(self, text: str) -> Story:
        self._moment = datetime.combine(day(text), self._moment.timetz())
        return self

    def _next(self) -> tuple[int, datetime]:
        self._moment += timedelta(seconds=1)
        return len(self.happenings) + 1, self._moment

    def interview(
        self,
        name: str,
        held_on: str,
        form: str = "grund",
        *,
        state: InterviewState = InterviewState.SIGNED,
        by: str = ANNA,
        unit: str = NORR,
        rated_on: str = "",
        signed_on: str = "",
    ) -> Story:
        number, at = self._next()
        self.happenings.append(
            InterviewHeld(
                id=number,
                at=at,
                by=by,
                interview_id=name,
                form=form,
                interview_date=day(held_on),
                state=state,
                interviewer=by,
                unit=unit,
                rated_on=day(rated_on) if rated_on else None,
                signed_on=day(signed_on) if signed_on else None,
            )
        )
        return self

    def follow_up(self, name: str, held_on: str, *, by: str = ANNA, unit: str = NORR) -> Story:
        return self.interview(name, held_on, "uppf", by=by, unit=unit)

    def order(self, due_on: str, *, by: str = ANNA) -> Story:
        number, at = self._next()
        self.happenings.append(BaseOrdered(id=number, at=at, by=by, due_on=day(due_on), responsible=by, unit=NORR))
        return self

    def intervention(
        self,
        name: str,
        ended_on: str,
        *,
        move: bool = False,
        exempt: bool = False,
        recorded: bool = False,
        recorded_on: str = "",
        days: int | None = None,
    ) -> Story:
        number, at = self._next()
        self.happenings.append(
            InterventionEnded(
                id=number,
                at=at,
                by=CILLA,
                intervention_id=name,
                ended_on=day(ended_on),
                responsible=CILLA,
                unit=ANKARET,
                recorded=recorded,
                recorded_on=day(recorded_on) if recorded_on else None,
                exempt=exempt,
                move_item=move,
                days=days,
            )
        )
        return self

    def feedback(self, interview: str, given_on: str) -> Story:
        number, at = self._next()
        self.happenings.append(FeedbackGiven(id=number, at=at, by=ANNA, interview_id=interview, given_on=day(given_on)))
        return self

    def postpone(self, item: str, until: str, reason: str = "ringer i vår") -> Story:
        number, at = self._next()
        self.happenings.append(Postponed(id=number, at=at, by=ANNA, item=item, until=day(until), reason=reason))
        return self

    def commission(
        self, item: str, *, staff: str | None = None, unit: str | None = None, may_read: str | None = None
    ) -> Story:
        number, at = self._next()
        self.happenings.append(
            Commissioned(id=number, at=at, by=ANNA, item=item, to_staff=staff, to_unit=unit, may_read=may_read)
        )
        return self

    def hand_over(self, item: str, to: str, *, unit: str | None = None) -> Story:
        number, at = self._next()
        self.happenings.append(HandedOver(id=number, at=at, by=ANNA, item=item, to_staff=to, to_unit=unit))
        return self

    def attempt(self, item: str, on: str) -> Story:
        number, at = self._next()
        self.happenings.append(
            ContactAttempted(
                id=number,
                at=at,
                by=ANNA,
                item=item,
                on=day(on),
                channel=Channel.PHONE,
                result=ContactResult.NO_ANSWER,
            )
        )
        return self

    def drop_out(self, item: str, reason: str = "AVBOJT") -> Story:
        number, at = self._next()
        self.happenings.append(DroppedOut(id=number, at=at, by=ANNA, item=item, reason=reason))
        return self

    def otherwise(self, item: str, on: str, means: Means = Means.UBAT) -> Story:
        number, at = self._next()
        self.happenings.append(FollowedUpOtherwise(id=number, at=at, by=ANNA, item=item, means=means, on=day(on)))
        return self

    def run_on(self, item: str) -> Story:
        number, at = self._next()
        self.happenings.append(ClockRestarted(id=number, at=at, by=ANNA, item=item))
        return self

    def case(self, change: CaseChange, on: str, reason: str = "") -> Story:
        number, at = self._next()
        self.happenings.append(CaseChanged(id=number, at=at, by=ANNA, change=change, on=day(on), reason=reason))
        return self

    def plan(self, rules: Rules, reason: str = "") -> Story:
        number, at = self._next()
        self.happenings.append(PlanChanged(id=number, at=at, by=ANNA, rules=rules, reason=reason))
        return self

    def undo(self) -> Story:
        """Take the newest line back."""
        self.happenings.pop()
        return self

    @property
    def items(self) -> Mapping[str, Item]:
        return items_of(self.happenings, self.rules)

    def due(self, *kinds: ItemKind) -> dict[str, str]:
        """The open items of these kinds (follow-ups unless told) and the day each falls due."""
        wanted = kinds or (ItemKind.FOLLOW_UP,)
        return {
            key: item.due_on.isoformat()
            for key, item in self.items.items()
            if item.kind in wanted and item.ending is None
        }

    def endings(self, *kinds: ItemKind) -> dict[str, str]:
        """How the items of these kinds (follow-ups unless told) have ended; "" for the open ones."""
        wanted = kinds or (ItemKind.FOLLOW_UP,)
        return {key: (item.ending or "") for key, item in self.items.items() if item.kind in wanted}
