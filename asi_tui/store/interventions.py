"""The records of interventions, each change one transaction. Implements core.casework_ports.Interventions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from sqlalchemy import Connection, insert, select

from asi_tui.core.happenings import InterventionEnded
from asi_tui.core.identity import clean_text
from asi_tui.core.intervention import Intervention, changes, faults, is_filled
from asi_tui.core.intervention_records import NearFollowUp, Record, RecordChange, Saved, follow_up_near
from asi_tui.core.people import StaffMember
from asi_tui.core.queue import ItemKind
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import (
    case_history,
    clients,
    followups,
    intervention_reading,
    intervention_rows,
    protection,
    readings,
    staff,
)
from asi_tui.store import item_limits as limits
from asi_tui.store.account import Account
from asi_tui.store.database import Database
from asi_tui.store.intervention_tables import INTERVENTION_CHANGE
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, AnyRow
from asi_tui.store.people_tables import UNIT
from asi_tui.store.queue_work import SqlQueueWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aside:
    """What is kept of a record beside what it tells: see the columns of its row."""

    move_item: bool = False
    recorded_on: date | None = None
    taken_back: bool = False


class SqlInterventions:
    """The records of the clients who are there for the account that is logged in."""

    def __init__(
        self,
        database: Database,
        account: Account,
        clock: Callable[[], datetime],
        today: Callable[[], date],
        random: Random,
        work: SqlQueueWork,
    ) -> None:
        """`work` is told what is done here, so that it can be undone there."""
        self._database = database
        self._account = account
        self._clock = clock
        self._today = today
        self._random = random
        self._work = work

    # Reading

    def of_client(self, client_id: str) -> tuple[Record, ...]:
        """All records of a client: what goes on first, then the latest."""
        with self._database.reading() as connection:
            protection.refuse_unseen(connection, self._account.member(connection), [client_id])
            return intervention_reading.of_client(connection, clients.by_id(connection, client_id))

    def open(self, intervention_id: str, purpose: str) -> Record:
        """A whole record with its history; the opening is logged. UsageError when there is none to be seen."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            row = intervention_reading.seen(connection, intervention_id, me)
            readings.log(connection, me.id, row.client_id, purpose, interview_id=None, now=self._clock())
            names = limits.names(connection)
            history = connection.execute(
                select(INTERVENTION_CHANGE)
                .where(INTERVENTION_CHANGE.c.intervention_id == row.id)
                .order_by(INTERVENTION_CHANGE.c.id.desc())
            )
            found = intervention_reading.record_of(
                row,
                clients.by_id(connection, row.client_id),
                intervention_reading.as_it_is(connection, intervention_id, me),
            )
            before, after = intervention_reading.beside(connection, row)
            return replace(
                found,
                registered_by=names.get(row.by, ""),
                changes=tuple(RecordChange(one.field, one.was, one.at, names.get(one.by, "")) for one in history),
                before=before,
                after=after,
            )

    def near(self, client_id: str, intervention: Intervention) -> NearFollowUp | None:
        """The open follow-up that the handler is asked about at this end; None: there is nothing to ask."""
        if intervention.ended_on is None:
            return None
        with self._database.reading() as connection:
            protection.refuse_unseen(connection, self._account.member(connection), [client_id])
            case = case_history.of(connection, [client_id])[client_id]
        began = intervention.began_on
        end = InterventionEnded(
            id=max((one.id for one in case.happenings), default=0) + 1,
            at=self._clock(),
            by="",
            intervention_id="",
            ended_on=intervention.ended_on,
            responsible=intervention.responsible,
            unit=intervention.unit,
            recorded=False,
            days=(intervention.ended_on - began).days if began else None,
        )
        return follow_up_near(case.happenings, case.rules, end)

    # Writing

    def register(self, client_id: str, intervention: Intervention, *, move_item: bool = False) -> Saved:
        """Write a new record: planned, begun or ended. `move_item`: the follow-up near its end counts from it."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            protection.refuse_unseen(connection, me, [client_id])
            case_history.lock(connection, [client_id])
            self._check(connection, client_id, intervention)
            new = staff.new_id(self._random)
            now = self._clock()
            intervention_rows.insert_record(
                connection,
                client_id,
                intervention,
                id=new,
                by=me.id,
                now=now,
                today=self._today(),
                move_item=move_item,
            )
            followups.follow(connection, [client_id], now)
            next_due = _next_due(connection, client_id)
            written = intervention_reading.as_it_is(connection, new, me)
        taken_back = _Aside(taken_back=True)
        done = self._work.done_elsewhere(lambda: self._put_back(new, written, written, taken_back))
        return Saved(new, done, is_filled(intervention), next_due)

    def change(
        self, intervention_id: str, intervention: Intervention, version: int, *, move_item: bool = False
    ) -> Saved:
        """Write a changed record: begun, ended, filled or corrected; what it held before is kept."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            row = self._kept_from_others(connection, intervention_id, me)
            if row.version != version:
                raise intervention_reading.touched(connection, row)
            was = intervention_reading.as_it_is(connection, intervention_id, me)
            self._check(connection, row.client_id, intervention, was)
            before = _Aside(move_item=row.move_item, recorded_on=row.recorded_on)
            # Of an end that stands already nobody is asked again.
            is_moved = row.move_item if was.ended_on else move_item
            recorded_on = row.recorded_on or (self._today() if is_filled(intervention) else None)
            self._write(connection, row, was, intervention, _Aside(move_item=is_moved, recorded_on=recorded_on), me)
            next_due = _next_due(connection, row.client_id)
            written = intervention_reading.as_it_is(connection, intervention_id, me)
        done = self._work.done_elsewhere(lambda: self._put_back(intervention_id, written, was, before))
        return Saved(intervention_id, done, recorded_on is not None, next_due)

    def _put_back(self, intervention_id: str, written: Intervention, was: Intervention, aside: _Aside) -> None:
        """Put a record back as it was, as long as it stands as this session has written it."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            row = self._kept_from_others(connection, intervention_id, me)
            if intervention_reading.as_it_is(connection, intervention_id, me) != written:
                raise intervention_reading.touched(connection, row)
            self._write(connection, row, written, was, aside, me)

    def _kept_from_others(self, connection: Connection, intervention_id: str, me: StaffMember) -> AnyRow:
        """The row of a record whose client nobody else changes until the transaction ends."""
        case_history.lock(connection, [intervention_reading.seen(connection, intervention_id, me).client_id])
        return intervention_reading.seen(connection, intervention_id, me)

    def _write(
        self,
        connection: Connection,
        row: AnyRow,
        was: Intervention,
        intervention: Intervention,
        aside: _Aside,
        me: StaffMember,
    ) -> None:
        """Write a record over its row, keep what it held before, and let the items follow."""
        now = self._clock()
        intervention_rows.write_over(
            connection,
            row,
            intervention,
            move_item=aside.move_item,
            recorded_on=aside.recorded_on,
            taken_back=aside.taken_back,
        )
        held = [
            {"intervention_id": row.id, "field": field, "was": text, "at": now, "by": me.id}
            for field, text in changes(was, intervention)
        ]
        if held:
            connection.execute(insert(INTERVENTION_CHANGE), held)
        followups.follow(connection, [row.client_id], now)

    def _check(
        self, connection: Connection, client_id: str, intervention: Intervention, was: Intervention | None = None
    ) -> None:
        """Raise UsageError on a record that cannot be so, and on people and units who cannot have it."""
        found = faults(intervention, self._today())
        if found:
            raise UsageError(found[0].message, intervention.name, say("correct it, then save again"))
        if connection.scalar(select(UNIT.c.id).where(UNIT.c.id == intervention.unit)) is None:
            raise UsageError(
                say("There is no such unit"), clean_text(intervention.unit, 40), say("choose a unit of the list")
            )
        if was is None or was.responsible != intervention.responsible:
            limits.refuse_responsible(connection, client_id, intervention.responsible)


def _next_due(connection: Connection, client_id: str) -> date | None:
    """The day the client's next open follow-up falls due."""
    found: date | None = connection.scalar(
        select(FOLLOW_UP.c.due_on)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.kind == ItemKind.FOLLOW_UP.value)
        .order_by(FOLLOW_UP.c.due_on)
        .limit(1)
    )
    return found
