"""The units, their plans and their staff. Implements core.casework_ports.Planning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from random import Random

from sqlalchemy import Connection, insert, select, update

from asi_tui.core.identity import clean_text
from asi_tui.core.people import Role, StaffMember, Unit
from asi_tui.core.staffing import CHANGES_PLANS, StaffChange, StaffRecord, may_change_plans
from asi_tui.core.unit_plan import PlanInForce, PlanRevision, UnitPlan
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import staff, staff_changes, unit_plans
from asi_tui.store.account import Account
from asi_tui.store.database import Database
from asi_tui.store.people_tables import UNIT


class SqlPlanning:
    """Plans and staff, as the account that is logged in may read and change them."""

    def __init__(
        self,
        database: Database,
        account: Account,
        clock: Callable[[], datetime],
        today: Callable[[], date],
        random: Random,
    ) -> None:
        self._database = database
        self._account = account
        self._clock = clock
        self._today = today
        self._random = random

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, StaffMember]]:
        """One transaction that changes plans or staff; refused to whoever may not."""
        with self._database.writing() as connection:
            me, colleagues = self._account.member(connection), staff.active(connection)
            if not may_change_plans(me, colleagues):
                may = ", ".join(one.name for one in colleagues if one.role in CHANGES_PLANS)
                raise UsageError(
                    say("Plans and staff are changed by a manager, a coordinator or an administrator"),
                    me.name,
                    say("ask one of them: {names}", names=may),
                )
            yield connection, me

    def may_change(self) -> bool:
        """Whether the user may change plans and staff."""
        with self._database.reading() as connection:
            return may_change_plans(self._account.member(connection), staff.active(connection))

    # Units and plans

    def plans(self) -> tuple[PlanInForce, ...]:
        """All units by name, each with its plan."""
        with self._database.reading() as connection:
            return unit_plans.all_of(connection)

    def plan(self, unit_id: str | None = None) -> PlanInForce:
        """The plan of a unit; of the user's own unless told."""
        with self._database.reading() as connection:
            return unit_plans.of(connection, unit_id or self._account.member(connection).unit.id)

    def history(self, unit_id: str) -> tuple[PlanRevision, ...]:
        """What has been changed of a unit's plan, newest first."""
        with self._database.reading() as connection:
            return unit_plans.history(connection, unit_id)

    def set_plan(self, unit_id: str, plan: UnitPlan, version: int) -> int:
        """Let another plan hold from now on, over the version that was read; gives how many open items followed it."""
        with self._changing() as (connection, me):
            return unit_plans.change(connection, unit_id, plan, version, me, now=self._clock())

    def add_unit(self, name: str) -> Unit:
        """Add a unit, which has decided nothing yet."""
        with self._changing() as (connection, _):
            unit_id = staff.new_id(self._random)
            connection.execute(insert(UNIT).values(id=unit_id, name=_new_name(connection, name)))
            return Unit(unit_id, name)

    def rename_unit(self, unit_id: str, name: str) -> None:
        """Give a unit another name."""
        with self._changing() as (connection, _):
            connection.execute(
                update(UNIT)
                .where(UNIT.c.id == unit_id)
                .values(name=_new_name(connection, name), version=UNIT.c.version + 1)
            )

    # Staff

    def staff(self, unit_id: str | None = None, *, left: bool = False) -> tuple[StaffRecord, ...]:
        """The staff of a unit, or of all; with `left` those too who no longer work here."""
        with self._database.reading() as connection:
            return staff_changes.records(connection, unit_id, left=left)

    def add_staff(self, account: str, name: str, unit_id: str, role: Role) -> StaffMember:
        """Make an account a member of staff; one who left comes back."""
        with self._changing() as (connection, _):
            return staff_changes.add(connection, account, name, unit_id, role, self._random)

    def change_staff(self, staff_id: str, change: StaffChange) -> StaffMember:
        """Change what is known of a member of staff."""
        with self._changing() as (connection, _):
            return staff_changes.change(connection, staff_id, change, self._today())

    def leave(self, staff_id: str, on: date, hand_over_to: str | None = None) -> int:
        """A member of staff leaves; what is open for them goes to a colleague. Gives how many items did."""
        with self._changing() as (connection, me):
            return staff_changes.leave(connection, staff_id, on, hand_over_to, me, self._clock())


def _new_name(connection: Connection, name: str) -> str:
    words = clean_text(name, staff.NAME_LIMIT).strip()
    if not words:
        raise UsageError(say("The unit is empty"), "", say("write the name of the unit"))
    if connection.scalar(select(UNIT.c.id).where(UNIT.c.name == words)) is not None:
        raise UsageError(say("There is a unit with this name"), words, say("choose another name"))
    return words
