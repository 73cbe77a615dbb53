"""Staff who come, change and leave. Whoever leaves is never deleted, and leaves nothing behind that nobody sees to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from asi_tui.core.identity import clean_text, name_order
from asi_tui.core.people import Role, StaffMember
from asi_tui.core.staffing import StaffChange, StaffRecord
from asi_tui.core.unit_plan import PlanInForce
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import case_history, identity_changes, item_actions, item_limits, protection, staff, unit_plans
from asi_tui.store.client_tables import CLIENT, CLIENT_ACCESS
from asi_tui.store.item_actions import NewAction
from asi_tui.store.item_deeds import Deed
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, OPEN_ITEM, AnyRow
from asi_tui.store.people_tables import STAFF, UNIT


def records(connection: Connection, unit_id: str | None, *, left: bool) -> tuple[StaffRecord, ...]:
    """The staff of a unit, or of all, in Swedish order of names; with `left` those too who no longer work here."""
    which = [STAFF.c.unit_id == unit_id] if unit_id else []
    rows = connection.execute(
        select(STAFF.c.id, STAFF.c.left_on, STAFF.c.active).where(*which, *([] if left else [STAFF.c.active]))
    ).all()
    of_staff = connection.execute(
        select(FOLLOW_UP.c.staff_id, func.count()).where(OPEN_ITEM).group_by(FOLLOW_UP.c.staff_id)
    )
    items: dict[str, int] = {row[0]: row[1] for row in of_staff}
    members = {member.id: member for member in staff.everybody(connection)}
    found = (
        StaffRecord(
            member=members[row.id], open_items=items.get(row.id, 0), left_on=row.left_on, active=bool(row.active)
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (not one.active, name_order(one.member.name), one.member.account)))


def add(connection: Connection, account: str, name: str, unit_id: str, role: Role, random: Random) -> StaffMember:
    """Make an account a member of staff of a unit; one who left comes back, with what is told now."""
    account = clean_text(account, staff.NAME_LIMIT).strip()
    if not account or any(sign.isspace() for sign in account):
        raise UsageError(say("This is no name of an account"), account, say("write the name that they log in with"))
    name = _name(name, account)
    _refuse_unknown_unit(connection, unit_id)
    columns: dict[str, Any] = {"name": name, "unit_id": unit_id, "role": role.value, "active": True, "left_on": None}
    row = connection.execute(select(STAFF).where(STAFF.c.account == account)).one_or_none()
    if row is None:
        staff_id = staff.new_id(random)
        connection.execute(insert(STAFF).values(id=staff_id, account=account, version=1, **columns))
    elif row.active:
        raise UsageError(
            say("The account belongs to a member of staff already"), account, say("change them with `asi staff set`")
        )
    else:
        staff_id = row.id
        connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(version=row.version + 1, **columns))
    return _member(connection, staff_id)


def change(connection: Connection, staff_id: str, changed: StaffChange, today: date) -> StaffMember:
    """Change what is known of a member of staff."""
    member = _member(connection, staff_id)
    columns: dict[str, Any] = {}
    if changed.name is not None:
        columns["name"] = _name(changed.name, member.account)
    if changed.role is not None:
        columns["role"] = changed.role.value
    if changed.unit_id is not None and changed.unit_id != member.unit.id:
        _refuse_unknown_unit(connection, changed.unit_id)
        _refuse_answering(connection, member)
        columns["unit_id"] = changed.unit_id
    if changed.trained_on is not None:
        if changed.trained_on > today:
            raise UsageError(
                say("The day lies in the future"),
                changed.trained_on.isoformat(),
                say("register it when it has happened"),
            )
        columns["trained_on"] = changed.trained_on
        if not changed.own_refresher:
            # A new training is what the earlier day was waiting for.
            columns["refresher_due"] = None
    if changed.own_refresher:
        trained_on = changed.trained_on or member.trained_on
        if changed.refresher_due is not None and trained_on is not None and changed.refresher_due <= trained_on:
            raise UsageError(
                say("The refresher would be due before the training"),
                changed.refresher_due.isoformat(),
                say("check the two days"),
            )
        columns["refresher_due"] = changed.refresher_due
    if columns:
        connection.execute(update(STAFF).where(STAFF.c.id == staff_id).values(version=STAFF.c.version + 1, **columns))
    return _member(connection, staff_id)


def leave(connection: Connection, staff_id: str, on: date, to_staff: str | None, me: StaffMember, now: datetime) -> int:
    """A member of staff leaves; what is open for them goes to a colleague. Gives how many items did."""
    member = _member(connection, staff_id)
    if to_staff == staff_id:
        raise UsageError(say("The items would stay where they are"), member.account, say("choose another colleague"))
    if len(staff.active(connection)) == 1:
        raise UsageError(say("Nobody would work here any more"), member.account, say("add a colleague first"))
    _lock_clients(connection, staff_id)
    rows = _open_of(connection, staff_id, me)
    hidden = _open_at_all(connection, staff_id) - len(rows)
    if hidden:
        raise UsageError(
            say("{count} open items concern what this account may not see", count=hidden),
            member.account,
            say("let a colleague who is named for those clients hand them over first"),
        )
    answers = [
        one for one in unit_plans.all_of(connection) if member.account in (one.plan.responsible, one.plan.follow_ups)
    ]
    if (rows or answers) and to_staff is None:
        raise _has_more_to_do(connection, member, len(rows), answers)
    _let_go_of_protected(connection, member, to_staff, me, now)
    if to_staff is not None:
        heir = _heir(connection, to_staff, rows)
        for one in answers:
            _take_over_plan(connection, one.unit.id, member, heir, me, now)
        if rows:
            item_actions.write(connection, _handed_over(rows, staff_id, to_staff), me, now)
        _new_handler(connection, member, to_staff, me, now)
    connection.execute(
        update(STAFF).where(STAFF.c.id == staff_id).values(active=False, left_on=on, version=STAFF.c.version + 1)
    )
    return len(rows)


def _has_more_to_do(connection: Connection, member: StaffMember, items: int, answers: list[PlanInForce]) -> UsageError:
    """Why somebody cannot leave yet, and to whom the plan of the unit would give what they have."""
    usual = unit_plans.of(connection, member.unit.id).plan.follow_ups
    heir = usual if usual and usual != member.account else say("ACCOUNT")
    if not items:
        what = say("{name} answers for the plan of {unit}", name=member.name, unit=answers[0].unit.name)
        return UsageError(what, member.account, say("name another: --hand-over-to {account}", account=heir))
    what = say("{name} has {count} open items", name=member.name, count=items)
    return UsageError(what, member.account, say("hand them over: --hand-over-to {account}", account=heir))


def _member(connection: Connection, staff_id: str) -> StaffMember:
    member = staff.active_by_id(connection, staff_id)
    if member is None:
        raise UsageError(
            say("This is not a colleague who works here"),
            item_limits.name_of(connection, staff_id),
            say("see `asi staff list`"),
        )
    return member


def _name(name: str, account: str) -> str:
    words = clean_text(name, staff.NAME_LIMIT).strip()
    if not words:
        raise UsageError(say("The name is empty"), account, say("write the name that colleagues see"))
    return words


def _refuse_unknown_unit(connection: Connection, unit_id: str) -> None:
    if connection.scalar(select(UNIT.c.id).where(UNIT.c.id == unit_id)) is None:
        raise UsageError(say("There is no such unit"), "", say("choose a unit of the list"))


def _refuse_answering(connection: Connection, member: StaffMember) -> None:
    """Whoever answers for a unit's plan stays in the unit until another is named."""
    plan = unit_plans.of(connection, member.unit.id).plan
    if member.account in (plan.responsible, plan.follow_ups):
        raise UsageError(
            say("{name} answers for the plan of {unit}", name=member.name, unit=member.unit.name),
            member.account,
            say("name another in the plan first"),
        )


def _theirs(staff_id: str) -> Any:
    return or_(FOLLOW_UP.c.staff_id == staff_id, FOLLOW_UP.c.to_staff == staff_id)


def _lock_clients(connection: Connection, staff_id: str) -> None:
    rows = connection.execute(select(FOLLOW_UP.c.client_id).where(NOT_CLOSED, _theirs(staff_id)).distinct())
    case_history.lock(connection, set(rows.scalars()))


def _open_of(connection: Connection, staff_id: str, me: StaffMember) -> list[AnyRow]:
    """The open items that somebody is responsible for or has been commissioned, of those there for the reader."""
    rows = list(connection.execute(select(FOLLOW_UP).where(OPEN_ITEM, _theirs(staff_id))))
    named = protection.clients_of(connection, me)
    if named:
        guarded = (FOLLOW_UP.c.guarded, FOLLOW_UP.c.client_id.in_(named))
        rows += connection.execute(select(FOLLOW_UP).where(NOT_CLOSED, *guarded, _theirs(staff_id)))
    return rows


def _open_at_all(connection: Connection, staff_id: str) -> int:
    found = connection.scalar(select(func.count()).select_from(FOLLOW_UP).where(NOT_CLOSED, _theirs(staff_id)))
    return int(found or 0)


def _heir(connection: Connection, to_staff: str, rows: list[AnyRow]) -> StaffMember:
    item_limits.refuse_colleague(connection, to_staff, rows)
    return _member(connection, to_staff)


def _handed_over(rows: list[AnyRow], staff_id: str, to_staff: str) -> list[NewAction]:
    """What is theirs goes to the colleague, and so do commissions, unless the item is the colleague's own."""
    actions = []
    for row in rows:
        if row.staff_id == staff_id:
            actions.append(NewAction(client_id=row.client_id, item=row.key, kind=Deed.HANDED_OVER, to_staff=to_staff))
        if row.to_staff == staff_id:
            commission = (None, "") if to_staff == row.staff_id else (to_staff, row.may_read or "")
            actions.append(
                NewAction(
                    client_id=row.client_id,
                    item=row.key,
                    kind=Deed.COMMISSIONED,
                    to_staff=commission[0],
                    code=commission[1],
                )
            )
    return actions


def _new_handler(connection: Connection, member: StaffMember, to_staff: str, me: StaffMember, now: datetime) -> None:
    """The clients whose handler leaves get another; those with protected identity when somebody is named for them."""
    theirs = (CLIENT.c.handler_id == member.id, CLIENT.c.protection == protection.NOT_PROTECTED)
    clients = connection.execute(select(CLIENT.c.id).where(*theirs).order_by(CLIENT.c.id)).scalars().all()
    connection.execute(update(CLIENT).where(*theirs).values(handler_id=to_staff, version=CLIENT.c.version + 1))
    for client_id in clients:
        identity_changes.write(connection, client_id, "handler", member.name, me, now)


def _take_over_plan(
    connection: Connection, unit_id: str, member: StaffMember, heir: StaffMember, me: StaffMember, now: datetime
) -> None:
    before = unit_plans.of(connection, unit_id)
    if heir.unit.id != unit_id:
        raise UsageError(
            say("{name} answers for the plan of {unit}", name=member.name, unit=before.unit.name),
            member.account,
            say("{name} does not work there: name another in the plan first", name=heir.name),
        )
    plan = replace(
        before.plan,
        responsible=heir.account if before.plan.responsible == member.account else before.plan.responsible,
        follow_ups=heir.account if before.plan.follow_ups == member.account else before.plan.follow_ups,
    )
    unit_plans.change(connection, unit_id, plan, before.version, me, now=now)


def _let_go_of_protected(
    connection: Connection, member: StaffMember, to_staff: str | None, me: StaffMember, now: datetime
) -> None:
    """Whoever leaves is no longer named for clients with protected identity; none may be left with nobody."""
    clients = connection.execute(select(CLIENT_ACCESS.c.client_id).where(CLIENT_ACCESS.c.staff_id == member.id))
    alone = 0
    for client_id in clients.scalars().all():
        before = protection.staff_named(connection, client_id)
        rest = [one for one in before if one != member.id]
        if not any(staff.active_by_id(connection, one) for one in rest):
            alone += 1
            continue
        protection.name_staff(connection, client_id, rest, me, now=now)
        names = item_limits.names(connection)
        identity_changes.write(connection, client_id, "named", ", ".join(sorted(names[one] for one in before)), me, now)
    if alone:
        raise UsageError(
            say("{count} clients with protected identity would be seen by nobody", count=alone),
            member.account,
            say("let {name} name a colleague on their pages first", name=member.name),
        )
