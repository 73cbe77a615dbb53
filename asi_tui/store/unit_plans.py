"""The plans of the units: read, and changed so that the queue follows and it can be read what they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, literal, or_, select, update

from asi_tui.core.happenings import Ending
from asi_tui.core.identity import name_order
from asi_tui.core.people import StaffMember, Unit
from asi_tui.core.plan_text import read_plan, written
from asi_tui.core.preferences import EarlierView
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import items_of
from asi_tui.core.unit_plan import PlanInForce, PlanRevision, UnitPlan, rules_of
from asi_tui.errors import TouchedElsewhere, UsageError
from asi_tui.message import say
from asi_tui.store import case_history, followups, item_rows, staff
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.dialects import put
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, AnyRow
from asi_tui.store.moments import time_of
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.plan_tables import PLAN_CHANGE, PLAN_PLACE, UNIT_PLAN

CLIENTS_AT_A_TIME = 500
"""Clients whose whole histories are in memory at a time."""

_FOLLOWS_A_PLAN = (ItemKind.FOLLOW_UP.value, ItemKind.FEEDBACK.value)

_PLANS = (
    select(
        UNIT,
        UNIT_PLAN.c.interviewed,
        UNIT_PLAN.c.limits,
        UNIT_PLAN.c.responsible_id,
        UNIT_PLAN.c.follow_ups_id,
        UNIT_PLAN.c.valid_from,
        UNIT_PLAN.c.reviewed_on,
        UNIT_PLAN.c.unit_id.label("decided"),
    )
    .select_from(UNIT.outerjoin(UNIT_PLAN, UNIT_PLAN.c.unit_id == UNIT.c.id))
)  # fmt: skip


def all_of(connection: Connection) -> tuple[PlanInForce, ...]:
    """All units with their plans, in Swedish order of names."""
    units = {unit.id: unit for unit in staff.units(connection)}
    accounts = _accounts(connection)
    found = (_in_force(row, units[row.id], accounts) for row in connection.execute(_PLANS))
    return tuple(sorted(found, key=lambda one: (name_order(one.unit.name), one.unit.id)))


def of(connection: Connection, unit_id: str) -> PlanInForce:
    """The plan of a unit. Raises UsageError when there is no such unit."""
    row = connection.execute(_PLANS.where(UNIT.c.id == unit_id)).one_or_none()
    if row is None:
        raise UsageError(say("There is no such unit"), "", say("choose a unit of the list"))
    (unit,) = (unit for unit in staff.units(connection) if unit.id == unit_id)
    return _in_force(row, unit, _accounts(connection))


def _accounts(connection: Connection) -> dict[str, str]:
    return {row.id: row.account for row in connection.execute(select(STAFF.c.id, STAFF.c.account))}


def _in_force(row: AnyRow, unit: Unit, accounts: dict[str, str]) -> PlanInForce:
    plan = UnitPlan(
        interviewed=row.interviewed or "",
        limits=tuple(line for line in (row.limits or "").splitlines() if line),
        base_form=row.base_form,
        follow_up_form=row.follow_up_form,
        interval_months=row.interval_months,
        short_interventions=row.short_interventions,
        feedback=row.feedback,
        show_ratings=row.show_ratings,
        earlier=next((view for view in EarlierView if view.value == row.earlier), None),
        finish_short=row.finish_short,
        refresher_months=row.refresher_months,
        responsible=accounts.get(row.responsible_id or ""),
        follow_ups=accounts.get(row.follow_ups_id or ""),
        valid_from=row.valid_from,
        reviewed_on=row.reviewed_on,
    )
    return PlanInForce(unit=unit, plan=plan, is_decided=row.decided is not None, version=row.version)


def history(connection: Connection, unit_id: str) -> tuple[PlanRevision, ...]:
    """The changes of a unit's plan, newest first."""
    rows = connection.execute(
        select(PLAN_CHANGE.c.at, PLAN_CHANGE.c.was, PLAN_CHANGE.c.became, STAFF.c.name)
        .join_from(PLAN_CHANGE, STAFF, STAFF.c.id == PLAN_CHANGE.c.by)
        .where(PLAN_CHANGE.c.unit_id == unit_id)
        .order_by(PLAN_CHANGE.c.id.desc())
    )
    return tuple(
        PlanRevision(at=row.at, by=row.name, was=read_plan(row.was)[0], became=read_plan(row.became)[0]) for row in rows
    )


def change(
    connection: Connection, unit_id: str, plan: UnitPlan, version: int, me: StaffMember, *, now: datetime
) -> int:
    """Let another plan hold from now on, over the version that was read; gives how many open items followed it."""
    connection.execute(select(UNIT.c.id).where(UNIT.c.id == unit_id).with_for_update()).all()
    before = of(connection, unit_id)
    if before.version != version:
        raise _touched(connection, before)
    rules = rules_of(plan)
    _write(connection, unit_id, plan, version)
    if before.plan == plan and before.is_decided:
        return 0
    was = rules_of(before.plan)
    change_id = connection.scalar(
        insert(PLAN_CHANGE).returning(PLAN_CHANGE.c.id),
        {
            "unit_id": unit_id,
            "at": now,
            "by": me.id,
            "was": written(before.plan),
            "became": written(plan),
            "interval_was": was.interval_months,
            "feedback_was": was.feedback,
            "short_was": was.short_interventions,
            "interval_months": rules.interval_months,
            "feedback": rules.feedback,
            "short_interventions": rules.short_interventions,
        },
    )
    assert change_id is not None
    return 0 if was == rules else _follow(connection, unit_id, int(change_id), now)


def _write(connection: Connection, unit_id: str, plan: UnitPlan, version: int) -> None:
    connection.execute(
        update(UNIT)
        .where(UNIT.c.id == unit_id)
        .values(
            base_form=plan.base_form,
            follow_up_form=plan.follow_up_form,
            interval_months=plan.interval_months,
            short_interventions=plan.short_interventions,
            feedback=plan.feedback,
            show_ratings=plan.show_ratings,
            earlier=None if plan.earlier is None else plan.earlier.value,
            finish_short=plan.finish_short,
            refresher_months=plan.refresher_months,
            version=version + 1,
        )
    )
    put(
        connection,
        UNIT_PLAN,
        unit_id=unit_id,
        interviewed=plan.interviewed,
        limits="\n".join(plan.limits),
        responsible_id=_staff_id(connection, plan.responsible),
        follow_ups_id=_staff_id(connection, plan.follow_ups),
        valid_from=plan.valid_from,
        reviewed_on=plan.reviewed_on,
    )


def _staff_id(connection: Connection, account: str | None) -> str | None:
    if account is None:
        return None
    member = staff.by_account(connection, account)
    if member is None:
        raise UsageError(say("No member of staff has this account"), account, say("see `asi staff list`"))
    return member.id


def _touched(connection: Connection, before: PlanInForce) -> TouchedElsewhere:
    newest = next(iter(history(connection, before.unit.id)), None)
    what = (
        say("{name} changed the plan {time}: nothing was done now", name=newest.by, time=time_of(newest.at))
        if newest
        else say("The plan has been changed meanwhile: nothing was done")
    )
    return TouchedElsewhere(what, before.unit.name, say("read the plan as it is now, then decide"))


def _follow(connection: Connection, unit_id: str, change_id: int, now: datetime) -> int:
    """Give the change its place in every case of the unit, and let the open items follow; gives how many did.

    All in one transaction: a queue half of which obeys another plan would be no plan at all.
    """
    # In one order, as whoever changes single clients does; and so that their places do not move meanwhile.
    begun = (CLIENT.c.unit_id == unit_id, CLIENT.c.happened > 0)
    connection.execute(select(CLIENT.c.id).where(*begun).order_by(CLIENT.c.id).with_for_update()).all()
    places = select(CLIENT.c.id, CLIENT.c.happened + 1, literal(change_id)).where(*begun)
    connection.execute(insert(PLAN_PLACE).from_select(["client_id", "happened", "change_id"], places))
    connection.execute(update(CLIENT).where(*begun).values(happened=CLIENT.c.happened + 1))
    return sum(_follow_page(connection, page, now) for page in _concerned(connection, unit_id))


def _concerned(connection: Connection, unit_id: str) -> Iterator[Sequence[str]]:
    """The clients for whom something is open that follows a plan, or that a plan had withdrawn."""
    rows = connection.execute(
        select(FOLLOW_UP.c.client_id)
        .join_from(FOLLOW_UP, CLIENT, CLIENT.c.id == FOLLOW_UP.c.client_id)
        .where(
            CLIENT.c.unit_id == unit_id,
            FOLLOW_UP.c.kind.in_(_FOLLOWS_A_PLAN),
            or_(NOT_CLOSED, FOLLOW_UP.c.outcome == Ending.WITHDRAWN.value),
        )
        .distinct()
        .order_by(FOLLOW_UP.c.client_id)
    )
    found = rows.scalars().all()
    for start in range(0, len(found), CLIENTS_AT_A_TIME):
        yield found[start : start + CLIENTS_AT_A_TIME]


def _follow_page(connection: Connection, client_ids: Sequence[str], now: datetime) -> int:
    stored = followups.rows_of(connection, client_ids)
    writing = item_rows.Writing()
    for client_id, case in case_history.of(connection, client_ids).items():
        items = items_of(case.happenings, case.rules)
        writing.add(client_id, stored.get(client_id, {}), items, guarded=case.guarded, now=now)
    return writing.write(connection)
