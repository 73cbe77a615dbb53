"""The casework of the practice data: what was done in each case, done again in its order by the store's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.case_events import EventKind, NewEvent
from asi_tui.core.casework import InterviewState
from asi_tui.core.client_file import Consent, ConsentKind
from asi_tui.core.happenings import CaseChange
from asi_tui.core.queue import ItemKind
from asi_tui.practice import PracticeClient, PracticeDeed
from asi_tui.store import case_events, case_history, consents, followups, item_actions, staff
from asi_tui.store.case_tables import INTERVENTION
from asi_tui.store.client_tables import CLIENT_ACCESS
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_actions import NewAction
from asi_tui.store.item_deeds import Deed
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED

_AT = time(14)
"""When on its day something was done."""

_DEEDS = {
    "feedback": Deed.FED_BACK,
    "attempt": Deed.ATTEMPTED,
    "postpone": Deed.POSTPONED,
    "commission": Deed.COMMISSIONED,
    "dropout": Deed.DROPPED_OUT,
    "other": Deed.OTHERWISE,
}

_DATED = frozenset({Deed.FED_BACK, Deed.ATTEMPTED, Deed.OTHERWISE})
"""Actions that tell on which day something was done."""


def moment_of(deed: PracticeDeed, today: date) -> datetime:
    """When something was done."""
    return datetime.combine(deed.before.on(today), _AT, UTC)


@dataclass(frozen=True, slots=True)
class Replay:
    """What it takes to do everything again: the ids of units and staff by the names that the files use."""

    connection: Connection
    units: Mapping[str, str]
    staff: Mapping[str, str]
    today: date
    random: Random

    def case(self, client_id: str, client: PracticeClient) -> None:
        """Do again what was done in one case, between the interviews that were completed in it."""
        completed = self.connection.execute(
            select(INTERVIEW.c.id, INTERVIEW.c.completed_at).where(
                INTERVIEW.c.client_id == client_id, INTERVIEW.c.completed_at.is_not(None)
            )
        )
        steps: list[tuple[datetime, str | PracticeDeed]] = [(row.completed_at, row.id) for row in completed]
        steps += [(moment_of(deed, self.today), deed) for deed in client.deeds]
        for now, step in sorted(steps, key=lambda one: one[0]):
            if isinstance(step, PracticeDeed):
                self._do(client_id, self.units[client.unit], step, now)
            else:
                place = case_history.next_place(self.connection, client_id)
                changed = {"happened": place, "first_completed_at": now}
                self.connection.execute(update(INTERVIEW).where(INTERVIEW.c.id == step).values(changed))
                followups.follow(self.connection, [client_id], now)
        self._begin(client_id)
        self._name(client_id, client.named)

    def _do(self, client_id: str, unit: str, deed: PracticeDeed, now: datetime) -> None:
        me = staff.by_id(self.connection, self.staff[deed.by])
        assert me is not None
        if deed.do in tuple(ConsentKind):
            consent = Consent(kind=ConsentKind(deed.do), given_on=now.date())
            consents.write(self.connection, client_id, consent, me, now=now, today=self.today)
        elif deed.do == EventKind.CLOSED:
            ends = CaseChange.CLOSED_ITEMS_END
            case_events.change_case(
                self.connection, client_id, ends, now.date(), deed.note, me, now=now, today=self.today
            )
        elif deed.do in tuple(EventKind):
            event = NewEvent(kind=EventKind(deed.do), on=now.date(), note=deed.note)
            case_events.add(self.connection, client_id, event, me, now=now, today=self.today)
        elif deed.do == "intervention":
            self._end_intervention(client_id, deed, now)
        else:
            item_actions.write(self.connection, list(self._actions(client_id, unit, deed, now)), me, now)

    def _actions(self, client_id: str, unit: str, deed: PracticeDeed, now: datetime) -> Iterable[NewAction]:
        later = now.date() + timedelta(days=deed.days)
        if deed.do == "order":
            by = self.staff[deed.by]
            yield NewAction(client_id=client_id, item="", kind=Deed.ORDERED, day=later, to_staff=by, to_unit=unit)
            return
        kind = _DEEDS[deed.do]
        about = ItemKind.FEEDBACK if kind is Deed.FED_BACK else ItemKind(deed.kind)
        item = self.connection.execute(
            select(FOLLOW_UP.c.key)
            .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.kind == about.value)
            .order_by(FOLLOW_UP.c.due_on, FOLLOW_UP.c.id)
            .limit(1)
        ).scalar_one()
        yield NewAction(
            client_id=client_id,
            item=item,
            kind=kind,
            day=later if kind is Deed.POSTPONED else now.date() if kind in _DATED else None,
            code=deed.code,
            result=deed.result,
            note=deed.note,
            to_unit=self.units[deed.to] if deed.to else None,
        )
        if kind is Deed.OTHERWISE or deed.runs:
            yield NewAction(client_id=client_id, item=item, kind=Deed.CLOCK_RESTARTED)

    def _end_intervention(self, client_id: str, deed: PracticeDeed, now: datetime) -> None:
        ended_on = now.date()
        self.connection.execute(
            insert(INTERVENTION).values(
                id=staff.new_id(self.random),
                client_id=client_id,
                name=deed.note,
                unit_id=self.units[deed.unit],
                staff_id=self.staff[deed.by],
                began_on=ended_on - timedelta(days=deed.days),
                ended_on=ended_on,
                recorded_on=ended_on if deed.recorded else None,
                move_item=False,
                happened=case_history.next_place(self.connection, client_id),
                at=now,
                by=self.staff[deed.by],
                version=1,
            )
        )
        followups.follow(self.connection, [client_id], now)

    def _begin(self, client_id: str) -> None:
        """Let the items lead to the interviews that have been begun."""
        drafts = select(INTERVIEW.c.id, INTERVIEW.c.form).where(
            INTERVIEW.c.client_id == client_id, INTERVIEW.c.state == InterviewState.DRAFT.value
        )
        for row in self.connection.execute(drafts).all():
            followups.begin(self.connection, client_id, row.id, row.form)

    def _name(self, client_id: str, accounts: Iterable[str]) -> None:
        now = datetime.combine(self.today - timedelta(days=1), _AT, UTC)
        named = [self.staff[account] for account in accounts]
        if named:
            self.connection.execute(
                insert(CLIENT_ACCESS),
                [{"client_id": client_id, "staff_id": one, "at": now, "by": named[0]} for one in named],
            )
