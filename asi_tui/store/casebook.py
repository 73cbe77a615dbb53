"""The casebook of one site, as screens and commands use it: each method is one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from random import Random, SystemRandom

from sqlalchemy import Connection

from asi_tui.core.casework import (
    Client,
    Completed,
    Completion,
    Head,
    InstrumentCopy,
    InterviewSummary,
    NewClient,
    QueueCounts,
    QueuePage,
    QueueQuery,
    Scope,
    StaffMember,
    StoredAnswer,
    StoredInterview,
    Unit,
)
from asi_tui.core.identity import clean_text, read_code
from asi_tui.errors import AnsweredElsewhere, UsageError
from asi_tui.message import say
from asi_tui.store import answers, clients, interviews, readings, staff, tally, worklist
from asi_tui.store.answers import Attempt
from asi_tui.store.database import Database, open_database
from asi_tui.store.marks import Application

_CLIENTS_AT_A_TIME = 500


def _now() -> datetime:
    return datetime.now(UTC)


class SqlCasebook:
    """The casebook in an open database, used by the account that is logged in. Implements core.ports.Casebook."""

    def __init__(self, database: Database, *, account: str, clock: Callable[[], datetime], random: Random) -> None:
        """`clock` gives the moment in UTC; `random` the client codes and ids."""
        self._database = database
        self._account = clean_text(account, staff.NAME_LIMIT)
        self._clock = clock
        self._random = random
        self._my_id: str | None = None
        self._in_doubt: Attempt | None = None

    @property
    def practice(self) -> bool:
        """True when this is practice data, which the screen must say."""
        return self._database.application is Application.PRACTICE

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # Staff

    def me(self) -> StaffMember | None:
        """The staff member that the logged-in account belongs to; None the first time."""
        with self._database.reading() as connection:
            return staff.by_account(connection, self._account)

    def register_me(self, name: str, unit: str) -> StaffMember:
        """Make the logged-in account a member of staff of that unit (made when it is new)."""
        with self._database.writing() as connection:
            return staff.register(connection, self._account, name, unit, self._random)

    def staff(self) -> tuple[StaffMember, ...]:
        """All active members of staff, by name: who can have held an interview."""
        with self._database.reading() as connection:
            return staff.active(connection)

    # Lists

    def counts(self, query: QueueQuery) -> QueueCounts:
        """How much waits in the scope of the query (its page and search are not read)."""
        with self._database.reading() as connection:
            return tally.counts(connection, query, self._reader(connection, query.scope))

    def queue(self, query: QueueQuery) -> QueuePage:
        """A page of the list asked for."""
        with self._database.reading() as connection:
            return worklist.page(connection, query, self._reader(connection, query.scope))

    # Clients

    def add_client(self, client: NewClient) -> Client:
        """Add a client to the user's own unit under a new code."""
        now = self._clock()
        with self._database.writing() as connection:
            return clients.add(
                connection,
                client,
                self._myself(connection),
                now=now,
                today=now.astimezone().date(),
                random=self._random,
            )

    def client(self, code: str, purpose: str) -> Client:
        """The client with that code (raises UsageError when there is none); the opening is logged with its purpose."""
        code = read_code(code)
        with self._database.writing() as connection:
            client = clients.by_code(connection, code)
            me = self._myself(connection)
            readings.log(connection, me.id, client.id, purpose, interview_id=None, now=self._clock())
            return client

    def clients(self) -> Iterator[Client]:
        """All clients the user may see, by code."""
        after = ""
        while True:
            # A transaction per page, so that no writer waits for whoever reads the list slowly.
            with self._database.reading() as connection:
                page = clients.page(connection, after, _CLIENTS_AT_A_TIME)
            yield from page
            if len(page) < _CLIENTS_AT_A_TIME:
                return
            after = page[-1].code

    def interviews(self, client_id: str) -> tuple[InterviewSummary, ...]:
        """The interviews of a client, oldest first."""
        with self._database.reading() as connection:
            return interviews.of_client(connection, client_id)

    # Interviews

    def begin_interview(self, client_id: str, head: Head, instrument: InstrumentCopy) -> str:
        """Write the row of a new interview and give its id."""
        with self._database.writing() as connection:
            return interviews.begin(
                connection,
                client_id,
                head,
                instrument,
                self._myself(connection),
                now=self._clock(),
                random=self._random,
            )

    def change_head(self, interview_id: str, head: Head, version: int) -> int:
        """Write a changed head; `version` is the one that was read. Gives the new version."""
        with self._database.writing() as connection:
            return interviews.change_head(connection, interview_id, head, version)

    def open_interview(self, interview_id: str, purpose: str) -> StoredInterview:
        """A whole interview with its newest answers; the opening is logged with its purpose."""
        now = self._clock()
        with self._database.writing() as connection:
            interview = interviews.read(connection, interview_id)
            me = self._myself(connection)
            readings.log(connection, me.id, interview.client.id, purpose, interview_id=interview_id, now=now)
            answers.warm(connection, now)
            return interview

    def record(self, interview_id: str, question: str, answer: StoredAnswer, last_seen: int) -> int:
        """Store one answer durably and give its row id.

        Raises AnsweredElsewhere when the interview has a row newer than `last_seen` or is complete, DatabaseBusy when
        another program holds the database longer than a quarter of a second, DatabaseError when the disk is full or
        cannot be written. The same call may then be made again: the answer is stored once.
        """
        attempt = Attempt(interview_id, question, answer, last_seen, self._my_id or self._learn_my_id())
        again = self._in_doubt == attempt
        # Until it is known how this ends: a line may be cut after the database has stored it.
        self._in_doubt = attempt
        try:
            with self._database.writing() as connection:
                answer_id = answers.record(connection, attempt, now=self._clock(), in_doubt=again)
        except (AnsweredElsewhere, UsageError):
            self._in_doubt = None
            raise
        self._in_doubt = None
        return answer_id

    def complete(self, interview_id: str, completion: Completion, today: date) -> Completed:
        """Mark a draft as complete, keep its effective values and scores, close the client's open follow-up item and
        make the next one, all in one transaction."""
        with self._database.writing() as connection:
            return interviews.complete(connection, interview_id, completion, today=today, now=self._clock())

    # Who I am

    def _myself(self, connection: Connection, *, or_nobody: bool = False) -> StaffMember:
        me = staff.by_account(connection, self._account)
        if me is None and or_nobody:
            return StaffMember(id="", account=self._account, name="", unit=Unit(id="", name=""))
        if me is None:
            raise UsageError(
                say("This account is not a member of staff yet"),
                self._account,
                say("start asi and give your name and unit"),
            )
        self._my_id = me.id
        return me

    def _reader(self, connection: Connection, scope: Scope) -> StaffMember:
        """Who asks for a list; those of all units may be asked for by an account that is not staff, such as cron's."""
        return self._myself(connection, or_nobody=scope is Scope.ALL)

    def _learn_my_id(self) -> str:
        with self._database.reading() as connection:
            return self._myself(connection).id


def open_casebook(
    location: str,
    *,
    practice: bool,
    account: str,
    clock: Callable[[], datetime] = _now,
    random: Random | None = None,
) -> SqlCasebook:
    """Open the casebook at a path or a postgresql+psycopg:// address, for the account that is logged in.

    A missing one is made: for practice, or for real work. One of the other kind is refused with a DatabaseError.
    """
    application = Application.PRACTICE if practice else Application.PRODUCTION
    database = open_database(location, application=application, today=lambda: clock().astimezone().date())
    return SqlCasebook(database, account=account, clock=clock, random=random or SystemRandom())
