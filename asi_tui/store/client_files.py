"""The clients' pages: identity, consents, events, the whole case. Implements core.casework_ports.ClientFiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random

from sqlalchemy import Connection, select

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import NewEvent
from asi_tui.core.client_file import ClientFile, Consent, ConsentKind, Identity
from asi_tui.core.happenings import CaseChange, Item
from asi_tui.core.identity import parse_born, read_code
from asi_tui.core.people import Client, StaffMember
from asi_tui.core.queue import ItemKind, QueueRow, Scope
from asi_tui.core.queue_rules import items_of
from asi_tui.store import (
    case_events,
    case_history,
    clients,
    consents,
    due,
    duplicates,
    identities,
    identity_changes,
    intervention_reading,
    interviews,
    item_actions,
    item_limits,
    protection,
    reading_rights,
    readings,
    remarks,
    staff,
    timeline,
)
from asi_tui.store.account import Account
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.database import Database
from asi_tui.store.item_actions import NewAction
from asi_tui.store.item_deeds import Deed
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED

_DECLINED = "AVBOJT"

_TAKES_PART_IN = (ItemKind.FOLLOW_UP.value, ItemKind.BASE.value)
"""Kinds of item that are lost when the client no longer takes part."""


class SqlClientFiles:
    """The pages of the clients who are there for the account that is logged in."""

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
    def _changing(self, client_id: str) -> Iterator[tuple[Connection, StaffMember]]:
        """One transaction that writes about a client; refused when the client is not there for the user."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            protection.refuse_unseen(connection, me, [client_id])
            yield connection, me

    def open(self, code: str, purpose: str) -> ClientFile:
        """The file of the client with that code; the opening is logged. UsageError when there is none to be seen."""
        code = read_code(code)
        with self._database.writing() as connection:
            me = self._account.member(connection)
            client = clients.by_code(connection, code, me)
            readings.log(connection, me.id, client.id, purpose, interview_id=None, now=self._clock())
            return _file(connection, client, me)

    def add(self, identity: Identity) -> Client:
        """Add a client to the user's own unit under a new code, with a checked number. Nothing need be told."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            client_id = identities.add(
                connection, identity, me, now=self._clock(), today=self._today(), random=self._random
            )
            return clients.by_id(connection, client_id)

    def alike(self, name: str, born: str) -> tuple[Client, ...]:
        """Clients who may be the same person: born on the same day, with a like name. None when either is missing."""
        day = parse_born(born, self._today()) if born.strip() else ""
        with self._database.reading() as connection:
            return duplicates.alike(connection, name, day, self._account.member(connection))

    def change_identity(self, client_id: str, identity: Identity, *, named: Sequence[str] | None = None) -> None:
        """Write a changed identity; what it was is kept. Checks the number. Raises on another's newer version."""
        with self._changing(client_id) as (connection, me):
            identities.change(connection, client_id, identity, named, me, now=self._clock(), today=self._today())

    def set_consent(self, client_id: str, consent: Consent) -> None:
        """Write a consent as given or withdrawn, which is an event; withdrawing to take part drops open items out."""
        now = self._clock()
        with self._changing(client_id) as (connection, me):
            case_history.lock(connection, [client_id])
            withdrawn = consents.write(connection, client_id, consent, me, now=now, today=self._today())
            if withdrawn and consent.kind is ConsentKind.TAKING_PART:
                rows = connection.execute(
                    select(FOLLOW_UP.c.key).where(
                        NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.kind.in_(_TAKES_PART_IN)
                    )
                )
                lost = [
                    NewAction(client_id=client_id, item=row.key, kind=Deed.DROPPED_OUT, code=_DECLINED) for row in rows
                ]
                if lost:
                    item_actions.write(connection, lost, me, now)

    def add_event(self, client_id: str, event: NewEvent) -> int:
        """Register an event, or correct an earlier one with a reason; gives its id. Items follow in the same step."""
        with self._changing(client_id) as (connection, me):
            return case_events.add(connection, client_id, event, me, now=self._clock(), today=self._today())

    def change_case(self, client_id: str, change: CaseChange, on: date, reason: str = "") -> None:
        """Close the case (its items stay or end), take it up again, or record that the client died or moved."""
        with self._changing(client_id) as (connection, me):
            case_events.change_case(
                connection, client_id, change, on, reason, me, now=self._clock(), today=self._today()
            )

    def staff_for(self, scope: Scope) -> tuple[StaffMember, ...]:
        """The staff that can be chosen: of my unit, or all."""
        with self._database.reading() as connection:
            me = self._account.member(connection)
            return tuple(one for one in staff.active(connection) if scope is Scope.ALL or one.unit.id == me.unit.id)


def _file(connection: Connection, client: Client, me: StaffMember) -> ClientFile:
    row = connection.execute(select(CLIENT).where(CLIENT.c.id == client.id)).one()
    identity = identities.of_row(row)
    case = case_history.of(connection, [client.id])[client.id]
    items = sorted(items_of(case.happenings, case.rules).values(), key=_open_first)
    held = interviews.of_client(connection, client.id)
    rows = _rows(connection, client.id)
    return ClientFile(
        client=client,
        identity=identity,
        changes=identity_changes.changes(connection, client.id),
        named=protection.staff_named(connection, client.id),
        consents=tuple(consents.of_client(connection, client.id).values()),
        events=timeline.of_client(connection, client.id, item_limits.names(connection)),
        interviews=held,
        items=tuple(items),
        rows=tuple(rows[item.key] for item in items if item.key in rows),
        happenings=tuple(case.happenings),
        remarks=_remarks(connection, [interview.id for interview in held], me),
        interventions=intervention_reading.of_client(connection, client),
        closed=case_events.how_ended(connection, client.id) is not None,
        same_birth=tuple(
            other.code for other in duplicates.alike(connection, identity.name, identity.born, me, but=client.id)
        ),
    )


def _open_first(item: Item) -> tuple[bool, date, str]:
    return item.ending is not None, item.due_on, item.key


def _rows(connection: Connection, client_id: str) -> dict[str, QueueRow]:
    """The open items as the queue shows them, by key."""
    found = connection.execute(
        select(FOLLOW_UP.c.id, FOLLOW_UP.c.key).where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id)
    )
    keys = {row.id: row.key for row in found}
    return {keys[item_id]: line for item_id, line in due.lines(connection, list(keys)).items()}


def _remarks(connection: Connection, interview_ids: Sequence[str], me: StaffMember) -> tuple[tuple[str, Remark], ...]:
    """The remarks on those of the client's interviews that the reader may open, newest first."""
    written = remarks.of_interviews(connection, interview_ids)
    readable = reading_rights.readable(connection, me, written) if written else ()
    found = [(one, remark) for one, told in written.items() if one in readable for remark in told]
    return tuple(sorted(found, key=lambda pair: pair[1].at or datetime.min.replace(tzinfo=UTC), reverse=True))
