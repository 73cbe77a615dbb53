"""The account that is logged in, and the member of staff behind it."""

from __future__ import annotations

from sqlalchemy import Connection

from asi_tui.core.identity import clean_text
from asi_tui.core.people import StaffMember, Unit
from asi_tui.core.queue import QueueQuery, Scope
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.store import staff
from asi_tui.store.database import Database
from asi_tui.store.protection import Reader


class Account:
    """The account that uses a casebook."""

    def __init__(self, name: str) -> None:
        self.name = clean_text(name, staff.NAME_LIMIT)
        self._staff_id: str | None = None

    def member(self, connection: Connection) -> StaffMember:
        """The member of staff behind the account; raises UsageError while there is none."""
        me = staff.by_account(connection, self.name)
        if me is None:
            raise UsageError(
                say("This account is not a member of staff yet"),
                self.name,
                say("start asi and give your name and unit"),
            )
        self._staff_id = me.id
        return me

    def reader(self, connection: Connection, query: QueueQuery) -> Reader:
        """Who asks for a list; those of a named unit or of all may be asked for by an account that is not staff, such
        as cron's."""
        is_for_anybody = query.scope is Scope.ALL or (query.scope is Scope.UNIT and query.unit)
        if is_for_anybody:
            return self.somebody(connection)
        found = staff.reader(connection, self.name)
        return found or Reader(self.member(connection))

    def somebody(self, connection: Connection) -> Reader:
        """Who reads; where the account is not staff, somebody without an id, who is named for no protected client."""
        return staff.reader(connection, self.name) or Reader(StaffMember("", self.name, "", Unit("", "")))

    def staff_id(self, database: Database) -> str:
        """The id of the member of staff, read once and remembered: each answer needs it."""
        if self._staff_id is None:
            with database.reading() as connection:
                return self.member(connection).id
        return self._staff_id
