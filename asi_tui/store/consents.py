"""What a client has agreed to: four consents, each given on a day and perhaps withdrawn on another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from asi_tui.core.client_file import Consent, ConsentKind
from asi_tui.core.identity import clean_text
from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store.case_tables import CONSENT

_NOTE_LIMIT = 500


def of_client(connection: Connection, client_id: str) -> Mapping[ConsentKind, Consent]:
    """All four consents of a client as they stand now; the newest row of each kind counts."""
    standing = {kind: Consent(kind=kind) for kind in ConsentKind}
    for row in connection.execute(select(CONSENT).where(CONSENT.c.client_id == client_id).order_by(CONSENT.c.id)):
        kind = ConsentKind(row.kind)
        standing[kind] = Consent(kind=kind, given_on=row.given_on, withdrawn_on=row.withdrawn_on, note=row.note)
    return standing


def write(
    connection: Connection, client_id: str, consent: Consent, me: StaffMember, *, now: datetime, today: date
) -> bool:
    """Write a consent as it stands from now on; true when it has been withdrawn with this.

    Raises UsageError on days that cannot be.
    """
    before = of_client(connection, client_id)[consent.kind]
    note = clean_text(consent.note, _NOTE_LIMIT).strip()
    _check_days(consent, today)
    if (before.given_on, before.withdrawn_on, before.note) == (consent.given_on, consent.withdrawn_on, note):
        return False
    connection.execute(
        insert(CONSENT).values(
            client_id=client_id,
            kind=consent.kind.value,
            given_on=consent.given_on,
            withdrawn_on=consent.withdrawn_on,
            note=note,
            at=now,
            by=me.id,
        )
    )
    return consent.withdrawn_on is not None and before.withdrawn_on is None


def _check_days(consent: Consent, today: date) -> None:
    for day in (consent.given_on, consent.withdrawn_on):
        if day is not None and day > today:
            raise UsageError(
                say("A consent cannot be given or withdrawn in the future"), day.isoformat(), say("correct the day")
            )
    if consent.given_on and consent.withdrawn_on and consent.withdrawn_on < consent.given_on:
        raise UsageError(
            say("The consent would be withdrawn before it was given"),
            consent.withdrawn_on.isoformat(),
            say("correct one of the days"),
        )
