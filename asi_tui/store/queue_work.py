"""The work on the queue's items, each action one transaction. Implements core.casework_ports.QueueWork."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from asi_tui.core.casework_ports import Done, Target, Why
from asi_tui.core.happenings import Item
from asi_tui.core.item_actions import ItemAction
from asi_tui.core.outcomes import DROPOUTS, Channel, ContactResult, Means
from asi_tui.core.people import StaffMember, Unit
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import items_of
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import case_events, case_history, doctor, item_actions, protection, staff
from asi_tui.store import item_limits as limits
from asi_tui.store.account import Account
from asi_tui.store.database import Database
from asi_tui.store.item_actions import NewAction
from asi_tui.store.item_deeds import Deed
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import AnyRow

Plan = Callable[[Connection, list[AnyRow], StaffMember], Sequence[NewAction]]
"""What is to be written about the rows acted on; it refuses what makes no sense."""


class SqlQueueWork:
    """What can be done about items, by the account that is logged in, in this session."""

    def __init__(
        self, database: Database, account: Account, clock: Callable[[], datetime], today: Callable[[], date]
    ) -> None:
        self._database = database
        self._account = account
        self._clock = clock
        self._today = today
        self._done: list[int] = []
        self._elsewhere: dict[int, Callable[[], object]] = {}

    def _act(self, targets: Sequence[Target], action: ItemAction, plan: Plan) -> Done:
        """Do something about all the items, or about none."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            rows = item_actions.aimed_at(connection, targets, me)
            limits.refuse_unfit(action, rows)
            number = item_actions.write(connection, plan(connection, rows, me), me, self._clock())
        self._done.append(number)
        return Done(number, len(rows))

    def postpone(self, targets: Sequence[Target], until: date, reason: str) -> Done:
        """Let the items wait until a later day."""
        note = limits.reason_given(reason)
        limits.refuse_day_ahead(until, self._today())

        def plan(_connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            return [_about(row, Deed.POSTPONED, day=until, note=note) for row in rows]

        return self._act(targets, ItemAction.POSTPONE, plan)

    def attempt(
        self, targets: Sequence[Target], on: date, channel: Channel, result: ContactResult, note: str = ""
    ) -> Done:
        """Log that somebody tried to reach the client."""
        words = limits.note_of(note)
        limits.refuse_day_past(on, self._today())

        def plan(_connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            return [
                _about(row, Deed.ATTEMPTED, day=on, code=channel.value, result=result.value, note=words) for row in rows
            ]

        return self._act(targets, ItemAction.ATTEMPT, plan)

    def drop_out(self, targets: Sequence[Target], reason: str, note: str = "", *, clock_runs_on: bool = True) -> Done:
        """Close the items as lost, for a reason of `core.outcomes`; the clock may run on to the next one."""
        words = limits.note_of(note)
        limits.refuse_reason(reason, words)
        runs_on = clock_runs_on and not DROPOUTS[reason].ends_case

        def plan(_connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            limits.refuse_too_few_attempts(reason, rows)
            lost = [_about(row, Deed.DROPPED_OUT, code=reason, note=words) for row in rows]
            return [*lost, *(_clock_of(row) for row in rows if runs_on and row.kind == ItemKind.FOLLOW_UP)]

        return self._act(targets, ItemAction.DROPOUT, plan)

    def follow_up_otherwise(self, targets: Sequence[Target], means: Means, on: date, note: str = "") -> Done:
        """Close the items as followed up by other means; the clock runs on."""
        words = limits.note_of(note)
        limits.refuse_day_past(on, self._today())

        def plan(_connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            limits.refuse_before_anchor(on, rows)
            closed = [_about(row, Deed.OTHERWISE, day=on, code=means.value, note=words) for row in rows]
            return [*closed, *(_clock_of(row) for row in rows)]

        return self._act(targets, ItemAction.OTHER, plan)

    def commission(
        self, targets: Sequence[Target], *, to_staff: str | None, to_unit: str | None, may_read: str | None
    ) -> Done:
        """Commission the items to a member of staff or a unit; both None takes the commission back."""

        def plan(connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            limits.refuse_commission(connection, rows, to_staff=to_staff, to_unit=to_unit, may_read=may_read)
            code = may_read or "" if to_staff or to_unit else ""
            return [_about(row, Deed.COMMISSIONED, to_staff=to_staff, to_unit=to_unit, code=code) for row in rows]

        return self._act(targets, ItemAction.ASSIGN, plan)

    def give_feedback(self, targets: Sequence[Target], on: date) -> Done:
        """Close feedback items: it was given on that day."""
        limits.refuse_day_past(on, self._today())

        def plan(_connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            limits.refuse_before_anchor(on, rows)
            return [_about(row, Deed.FED_BACK, day=on) for row in rows]

        return self._act(targets, ItemAction.FEEDBACK, plan)

    def hand_over_items(self, targets: Sequence[Target], to_staff: str) -> Done:
        """Hand these items over to another colleague."""

        def plan(connection: Connection, rows: list[AnyRow], _me: StaffMember) -> list[NewAction]:
            limits.refuse_colleague(connection, to_staff, rows)
            return [_about(row, Deed.HANDED_OVER, to_staff=to_staff) for row in rows]

        return self._act(targets, ItemAction.HANDOVER, plan)

    def hand_over(self, from_staff: str, to_staff: str) -> Done:
        """Hand all open items of a colleague over to another."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            if from_staff == to_staff:
                raise UsageError(say("The items would stay where they are"), me.name, say("choose another colleague"))
            case_history.lock(connection, {row.client_id for row in item_actions.open_of(connection, from_staff, me)})
            rows = item_actions.open_of(connection, from_staff, me)
            if not rows:
                raise UsageError(
                    say("This colleague has no open items"),
                    limits.name_of(connection, from_staff),
                    say("nothing to do"),
                )
            limits.refuse_colleague(connection, to_staff, rows)
            handed = [_about(row, Deed.HANDED_OVER, to_staff=to_staff) for row in rows]
            number = item_actions.write(connection, handed, me, self._clock())
        self._done.append(number)
        return Done(number, len(rows))

    def order_base(self, client_id: str, due_on: date, responsible: str) -> Done:
        """Order a base interview with a client."""
        limits.refuse_far(due_on, self._today())
        with self._database.writing() as connection:
            me = self._account.member(connection)
            protection.refuse_unseen(connection, me, [client_id])
            case_history.lock(connection, [client_id])
            case_events.refuse_ended(connection, client_id)
            limits.refuse_second_order(connection, client_id)
            limits.refuse_responsible(connection, client_id, responsible)
            unit = limits.unit_of(connection, client_id)
            order = NewAction(
                client_id=client_id, item="", kind=Deed.ORDERED, day=due_on, to_staff=responsible, to_unit=unit
            )
            number = item_actions.write(connection, [order], me, self._clock())
        self._done.append(number)
        return Done(number, 1)

    # Taking back

    def undo(self, number: int) -> Done:
        """Take an action back, as long as nothing later rests on it."""
        if number in self._elsewhere:
            self._elsewhere[number]()
            del self._elsewhere[number]
            items = 1
        else:
            with self._database.writing() as connection:
                items = item_actions.undo(connection, number, self._account.member(connection), self._clock())
        if number in self._done:
            self._done.remove(number)
        return Done(number, items)

    def done_elsewhere(self, undo: Callable[[], object]) -> Done:
        """Remember something that was done to a whole record, not an item, and how this session takes it back."""
        number = min(self._elsewhere, default=0) - 1
        self._elsewhere[number] = undo
        self._done.append(number)
        return Done(number, 1)

    def last_action(self) -> int | None:
        """The number of this session's newest action that has not been undone; None when there is none."""
        return self._done[-1] if self._done else None

    # Looking

    def why(self, item_id: int) -> Why:
        """Why an item stands where it stands."""
        with self._database.reading() as connection:
            me = self._account.member(connection)
            row = connection.execute(select(FOLLOW_UP).where(FOLLOW_UP.c.id == item_id)).one_or_none()
            if row is None or (row.guarded and row.client_id not in protection.clients_of(connection, me)):
                raise item_actions.no_such_item()
            case = case_history.of(connection, [row.client_id])[row.client_id]
            item = items_of(case.happenings, case.rules).get(row.key)
            if item is None:
                raise item_actions.no_such_item()
            return Why(item, tuple(case.happenings), limits.names(connection))

    def open_items(self, staff_id: str) -> int:
        """How many open items a colleague is responsible for, of those that are there for the user."""
        with self._database.reading() as connection:
            return len(item_actions.open_of(connection, staff_id, self._account.member(connection)))

    def units(self) -> tuple[Unit, ...]:
        """All units, by name."""
        with self._database.reading() as connection:
            return staff.units(connection)

    def differences(self) -> Iterator[tuple[str, Item | None, Item | None]]:
        """Where the stored items differ from the rules applied from scratch: client code, stored, by the rules.

        The code is empty where the client is not there for the user.
        """
        after = ""
        while True:
            # A transaction per page, so that no writer waits while all is reckoned.
            with self._database.reading() as connection:
                page = doctor.next_clients(connection, after)
                found = list(doctor.differences(connection, page))
                named = self._account.somebody(connection).named
            for one in found:
                yield one.code if not one.guarded or one.client_id in named else "", one.stored, one.by_rules
            if not page:
                return
            after = page[-1]

    def repair(self) -> int:
        """Write what `differences` lists; gives how many items were put right."""
        after, items = "", 0
        while True:
            with self._database.writing() as connection:
                page = doctor.next_clients(connection, after)
                items += doctor.repair_page(connection, page, self._clock())
            if not page:
                return items
            after = page[-1]


def _about(
    row: AnyRow,
    kind: Deed,
    *,
    day: date | None = None,
    code: str = "",
    result: str = "",
    note: str = "",
    to_staff: str | None = None,
    to_unit: str | None = None,
) -> NewAction:
    """An action about the item in a row."""
    return NewAction(
        client_id=row.client_id,
        item=row.key,
        kind=kind,
        day=day,
        code=code,
        result=result,
        note=note,
        to_staff=to_staff,
        to_unit=to_unit,
    )


def _clock_of(row: AnyRow) -> NewAction:
    return _about(row, Deed.CLOCK_RESTARTED)
