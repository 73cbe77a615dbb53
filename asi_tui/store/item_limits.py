"""What cannot be done about items, said before anything is written: impossible days, empty reasons, unknown people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from asi_tui.core.client_file import ConsentKind
from asi_tui.core.identity import clean_text, show_code
from asi_tui.core.item_actions import ItemAction, misfit
from asi_tui.core.outcomes import ATTEMPTS_BEFORE_NOT_REACHED, DROPOUTS
from asi_tui.core.queue import ItemKind
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import consents, protection, staff
from asi_tui.store.client_tables import CLIENT
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import NOT_CLOSED, AnyRow
from asi_tui.store.people_tables import STAFF, UNIT
from asi_tui.store.reading_rights import BY_CONSENT, BY_DECISION

NOTE_LIMIT = 500
"""Symbols that a reason or a note can hold."""

_FARTHEST = timedelta(days=5 * 366)
"""Farther from today nothing is planned or told: the year is mistyped."""


def note_of(text: str) -> str:
    """A note as it is stored."""
    return clean_text(text, NOTE_LIMIT).strip()


def reason_given(text: str) -> str:
    """A reason as it is stored; refused when nothing is said."""
    reason = note_of(text)
    if not reason:
        raise UsageError(say("The reason is empty"), "", say("write why, in a few words"))
    return reason


def refuse_far(day: date, today: date) -> None:
    """Raise UsageError for a day so far away that its year must be mistyped."""
    if abs(day - today) > _FARTHEST:
        raise UsageError(say("The day is more than five years away"), day.isoformat(), say("check the year"))


def refuse_day_past(on: date, today: date) -> None:
    """Raise UsageError when something that has been done is told of a day to come."""
    if on > today:
        raise UsageError(say("The day lies in the future"), on.isoformat(), say("tell the day on which it was done"))
    refuse_far(on, today)


def refuse_day_ahead(until: date, today: date) -> None:
    """Raise UsageError when an item would wait until a day that is not to come."""
    if until <= today:
        raise UsageError(say("The day does not lie ahead"), until.isoformat(), say("choose a later day than today"))
    refuse_far(until, today)


def refuse_before_anchor(on: date, rows: Sequence[AnyRow]) -> None:
    """Raise UsageError when something about an item is told of a day before the item's own beginning."""
    earliest = max((row.anchor_on for row in rows), default=on)
    if on < earliest:
        raise UsageError(
            say("The day lies before {day}, from which the item counts", day=earliest.isoformat()),
            on.isoformat(),
            say("correct the day"),
        )


def refuse_unfit(action: ItemAction, rows: Sequence[AnyRow]) -> None:
    """Raise UsageError when the action makes no sense for the kind of one of the items."""
    words = misfit(action, [ItemKind(row.kind) for row in rows])
    if words is not None:
        raise UsageError(words, "", say("choose another row, or do something else"))


def refuse_reason(reason: str, note: str) -> None:
    """Raise UsageError for a dropout reason that is not on the list, or lacks the words it needs."""
    found = DROPOUTS.get(reason)
    if found is None:
        raise UsageError(
            say("This reason is not on the list"), clean_text(reason, 20), say("choose one of {codes}", codes=_codes())
        )
    if found.needs_text and not note:
        raise UsageError(say("This reason needs words"), found.code, say("write what the reason is"))


def _codes() -> str:
    return ", ".join(DROPOUTS)


def refuse_too_few_attempts(reason: str, rows: Sequence[AnyRow]) -> None:
    """Raise UsageError when a client is said not to be reached who has hardly been sought."""
    fewest = min((row.attempts for row in rows), default=0)
    if reason == "EJNAS" and fewest < ATTEMPTS_BEFORE_NOT_REACHED:
        raise UsageError(
            say("Only {count} contact attempts are logged", count=fewest),
            reason,
            say("log at least {count} before the client counts as not reached", count=ATTEMPTS_BEFORE_NOT_REACHED),
        )


def refuse_second_order(connection: Connection, client_id: str) -> None:
    """Raise UsageError when a base interview with the client has been ordered already."""
    due_on = connection.scalar(
        select(FOLLOW_UP.c.due_on)
        .where(NOT_CLOSED, FOLLOW_UP.c.client_id == client_id, FOLLOW_UP.c.kind == ItemKind.BASE.value)
        .limit(1)
    )
    if due_on is not None:
        raise UsageError(
            say("A base interview is ordered already"), due_on.isoformat(), say("hold it, or close it with a reason")
        )


def unit_of(connection: Connection, client_id: str) -> str:
    """The unit that a client belongs to."""
    return str(connection.scalar(select(CLIENT.c.unit_id).where(CLIENT.c.id == client_id)))


def name_of(connection: Connection, staff_id: str) -> str:
    """The name of a member of staff, whether or not they still work here."""
    member = staff.by_id(connection, staff_id)
    return member.name if member else clean_text(staff_id, 40)


def names(connection: Connection) -> Mapping[str, str]:
    """The names of all staff and units by their ids."""
    return {row.id: row.name for table in (STAFF, UNIT) for row in connection.execute(select(table.c.id, table.c.name))}


# People


def refuse_colleague(connection: Connection, staff_id: str, rows: Sequence[AnyRow]) -> None:
    """Raise UsageError when items cannot be given to that colleague."""
    if staff.active_by_id(connection, staff_id) is None:
        raise UsageError(
            say("This is not a colleague who works here"),
            name_of(connection, staff_id),
            say("choose another colleague"),
        )
    for client_id in {row.client_id for row in rows if row.guarded}:
        _refuse_unnamed(connection, staff_id, client_id)


def refuse_responsible(connection: Connection, client_id: str, staff_id: str) -> None:
    """Raise UsageError when that colleague cannot be responsible for an item of the client."""
    refuse_colleague(connection, staff_id, ())
    protected = connection.scalar(select(CLIENT.c.protection).where(CLIENT.c.id == client_id))
    if protected != protection.NOT_PROTECTED:
        _refuse_unnamed(connection, staff_id, client_id)


def _refuse_unnamed(connection: Connection, staff_id: str, client_id: str) -> None:
    if staff_id not in protection.staff_named(connection, client_id):
        code = connection.scalar(select(CLIENT.c.code).where(CLIENT.c.id == client_id)) or ""
        raise UsageError(
            say("{name} is not named for this client with protected identity", name=name_of(connection, staff_id)),
            show_code(code),
            say("name the colleague on the client's page first"),
        )


def refuse_commission(
    connection: Connection,
    rows: Sequence[AnyRow],
    *,
    to_staff: str | None,
    to_unit: str | None,
    may_read: str | None,
) -> None:
    """Raise UsageError when the items cannot be commissioned so, or their commission cannot be taken back."""
    if to_staff is None and to_unit is None:
        if not all(row.to_staff or row.to_unit for row in rows):
            raise UsageError(say("There is no commission to take back"), "", say("choose rows that are commissioned"))
        return
    if to_staff is not None and to_unit is not None:
        raise UsageError(say("A commission goes to a colleague or to a unit, not to both"), "", say("choose one"))
    if may_read not in (None, BY_CONSENT, BY_DECISION):
        raise UsageError(say("This is no ground for reading"), clean_text(str(may_read), 20), say("choose one again"))
    if to_staff is not None:
        refuse_colleague(connection, to_staff, rows)
    elif connection.scalar(select(UNIT.c.id).where(UNIT.c.id == to_unit)) is None:
        raise UsageError(say("There is no such unit"), clean_text(str(to_unit), 40), say("choose a unit of the list"))
    elif any(row.guarded for row in rows):
        raise UsageError(
            say("A client with protected identity is commissioned to a colleague who is named, not to a unit"),
            "",
            say("choose a colleague"),
        )
    if may_read == BY_CONSENT:
        _refuse_without_consent(connection, rows)


def _refuse_without_consent(connection: Connection, rows: Sequence[AnyRow]) -> None:
    for client_id in {row.client_id for row in rows}:
        if not consents.of_client(connection, client_id)[ConsentKind.SHARING_WITH_PROVIDER].holds:
            code = connection.scalar(select(CLIENT.c.code).where(CLIENT.c.id == client_id)) or ""
            raise UsageError(
                say("No consent to sharing with providers is registered"),
                show_code(code),
                say("register it on the client's page, or choose another ground"),
            )
