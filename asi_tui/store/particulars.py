"""The particulars of a client as they are written: checked, cleaned, and made ready to be searched and sorted."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from asi_tui.core.client_file import Identity, Protection
from asi_tui.core.identity import clean_text, fold, name_key, name_order, parse_born
from asi_tui.core.people import StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import duplicates, staff
from asi_tui.store.identifiers import Identifier, read_identifier
from asi_tui.store.staff import NAME_LIMIT

LONGEST_INTERVAL = 24
"""Months that a client's own interval can have at most."""

NO_ADDRESS = frozenset({Protection.PROTECTED_REGISTRATION, Protection.ASSIGNED_IDENTITY})
"""Kinds of protection with which nothing is kept that leads to the client."""

_REASON_LIMIT = 500
_TELEPHONE_LIMIT = 30


def columns_of(
    connection: Connection, identity: Identity, me: StaffMember, today: date, client_id: str | None
) -> dict[str, Any]:
    """What is stored of an identity; raises UsageError on anything that cannot be."""
    name = clean_text(identity.name, NAME_LIMIT).strip()
    key = name_key(name)
    number = read_identifier(identity.kind, identity.number, today)
    duplicates.refuse_taken(connection, number, me, client_id)
    if identity.handler is not None and staff.active_by_id(connection, identity.handler) is None:
        raise UsageError(say("The handler is not a member of staff"), name, say("choose somebody who works here"))
    months = identity.own_interval
    reason = clean_text(identity.interval_reason, _REASON_LIMIT).strip()
    if months is not None and not 1 <= months <= LONGEST_INTERVAL:
        raise UsageError(
            say("The client's own interval is between 1 and {most} months", most=LONGEST_INTERVAL),
            str(months),
            say("write whole months, or leave it empty to follow the unit"),
        )
    if months is not None and not reason:
        raise UsageError(
            say("An interval of the client's own needs a reason"), str(months), say("write why it is another")
        )
    return {
        "name": name,
        "name_key": key,
        "name_folded": fold(key),
        "name_sort": name_order(name),
        "born": _born(identity.born, number, today),
        "sex": identity.sex.value,
        "identifier_kind": number.kind.value,
        "identifier": number.number,
        "digits": number.digits,
        "protection": identity.protection.value,
        "telephone": ""
        if identity.protection in NO_ADDRESS
        else clean_text(identity.telephone, _TELEPHONE_LIMIT).strip(),
        "handler_id": identity.handler,
        "own_interval": months,
        "interval_reason": reason if months is not None else "",
    }


def _born(typed: str, number: Identifier, today: date) -> str:
    """The birth as written; where nothing is, as a personal number tells it."""
    born = parse_born(typed, today) if typed.strip() else ""
    if number.born is None:
        return born
    told = number.born.isoformat()
    if not told.startswith(born):
        raise UsageError(
            say("The personal number and the date of birth do not agree"), born, say("correct one of them")
        )
    return told
