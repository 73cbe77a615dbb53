"""The casebook of one site, as screens and commands use it: each method is one short transaction.

What the start screen shows is read here. The rest is in parts of their own, loaded when they are first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from asi_tui.core.identity import read_code
from asi_tui.core.preferences import Settings
from asi_tui.core.queue import QueueCounts, QueuePage, QueueQuery
from asi_tui.store import clients, preferences, staff, tally, worklist
from asi_tui.store.account import Account
from asi_tui.store.database import Database, open_database
from asi_tui.store.marks import Application

if TYPE_CHECKING:
    from asi_tui.core.annotations import Acceptance, Remark, Signature
    from asi_tui.core.casework import (
        Completed,
        Completion,
        Head,
        Holder,
        InstrumentCopy,
        InterviewSummary,
        NewClient,
        Settled,
        StoredAnswer,
        StoredInterview,
    )
    from asi_tui.core.interview_state import InterviewState
    from asi_tui.core.people import Client, StaffMember
    from asi_tui.store.client_files import SqlClientFiles
    from asi_tui.store.interventions import SqlInterventions
    from asi_tui.store.keying import Keying
    from asi_tui.store.narrative_texts import SqlTexts
    from asi_tui.store.planning import SqlPlanning
    from asi_tui.store.queue_work import SqlQueueWork

_CLIENTS_AT_A_TIME = 500


def _now() -> datetime:
    return datetime.now(UTC)


class SqlCasebook:
    """The casebook in an open database, used by the account that is logged in. Implements core.ports.Casebook."""

    def __init__(
        self,
        database: Database,
        *,
        account: str,
        clock: Callable[[], datetime],
        random: Random,
        today: Callable[[], date] | None = None,
    ) -> None:
        """`clock` gives the moment in UTC, `today` the day here; `random` the client codes and ids."""
        self._database = database
        self._account = Account(account)
        self._clock = clock
        self._random = random
        self._today = today or (lambda: clock().astimezone().date())

    @property
    def practice(self) -> bool:
        """True when this is practice data, which the screen must say."""
        return self._database.application is Application.PRACTICE

    @cached_property
    def _keying(self) -> Keying:
        from asi_tui.store.keying import Keying

        return Keying(self._database, self._account, self._clock, self._random)

    @cached_property
    def work(self) -> SqlQueueWork:
        """What can be done about the items of the queue."""
        from asi_tui.store.queue_work import SqlQueueWork

        return SqlQueueWork(self._database, self._account, self._clock, self._today)

    @cached_property
    def files(self) -> SqlClientFiles:
        """The clients' own pages."""
        from asi_tui.store.client_files import SqlClientFiles

        return SqlClientFiles(self._database, self._account, self._clock, self._today, self._random)

    @cached_property
    def texts(self) -> SqlTexts:
        """The texts that somebody has edited."""
        from asi_tui.store.narrative_texts import SqlTexts

        return SqlTexts(self._database, self._account, self._clock)

    @cached_property
    def interventions(self) -> SqlInterventions:
        """The records of interventions."""
        from asi_tui.store.interventions import SqlInterventions

        return SqlInterventions(self._database, self._account, self._clock, self._today, self._random, self.work)

    @cached_property
    def planning(self) -> SqlPlanning:
        """The units, their plans and their staff."""
        from asi_tui.store.planning import SqlPlanning

        return SqlPlanning(self._database, self._account, self._clock, self._today, self._random)

    def read_ahead(self) -> None:
        """Load what opening an interview takes."""
        assert self._keying

    def close(self) -> None:
        """Let go of the interviews that are open in this session, and of the database. May be called twice."""
        if "_keying" in self.__dict__:
            self._keying.close()
        self._database.close()

    # Staff

    def me(self) -> StaffMember | None:
        """The staff member that the logged-in account belongs to; None the first time."""
        with self._database.reading() as connection:
            return staff.by_account(connection, self._account.name)

    def register_me(self, name: str, unit: str) -> StaffMember:
        """Make the logged-in account a member of staff of that unit (made when it is new)."""
        with self._database.writing() as connection:
            return staff.register(connection, self._account.name, name, unit, self._random)

    def staff(self) -> tuple[StaffMember, ...]:
        """All active members of staff, by name: who can have held an interview."""
        with self._database.reading() as connection:
            return staff.active(connection)

    # Lists

    def counts(self, query: QueueQuery) -> QueueCounts:
        """How much waits in the scope of the query (its page and search are not read)."""
        with self._database.reading() as connection:
            return tally.counts(connection, query, self._account.reader(connection, query))

    def queue(self, query: QueueQuery) -> QueuePage:
        """A page of the list asked for."""
        with self._database.reading() as connection:
            return worklist.page(connection, query, self._account.reader(connection, query))

    # Clients

    def add_client(self, client: NewClient) -> Client:
        """Add a client to the user's own unit under a new code."""
        from asi_tui.core.client_file import Identity

        return self.files.add(Identity(name=client.name, born=client.born, sex=client.sex))

    def client(self, code: str, purpose: str) -> Client:
        """The client with that code (raises UsageError when there is none); the opening is logged with its purpose."""
        from asi_tui.store import readings

        code = read_code(code)
        with self._database.writing() as connection:
            me = self._account.member(connection)
            client = clients.by_code(connection, code, me)
            readings.log(connection, me.id, client.id, purpose, interview_id=None, now=self._clock())
            return client

    def clients(self) -> Iterator[Client]:
        """All clients the user may see, by code."""
        after = ""
        while True:
            # A transaction per page, so that no writer waits for whoever reads the list slowly.
            with self._database.reading() as connection:
                page = clients.page(connection, after, _CLIENTS_AT_A_TIME, self._account.somebody(connection))
            yield from page
            if len(page) < _CLIENTS_AT_A_TIME:
                return
            after = page[-1].code

    def interviews(self, client_id: str) -> tuple[InterviewSummary, ...]:
        """The interviews of a client, oldest first."""
        return self._keying.of_client(client_id)

    # Interviews

    def begin_interview(self, client_id: str, head: Head, instrument: InstrumentCopy) -> str:
        """Write the row of a new interview, open it for keying in this session, and give its id."""
        return self._keying.begin(client_id, head, instrument)

    def change_head(self, interview_id: str, head: Head, version: int) -> int:
        """Write a changed head; `version` is the one that was read. Gives the new version."""
        return self._keying.change_head(interview_id, head, version)

    def open_interview(self, interview_id: str, purpose: str) -> StoredInterview:
        """A whole interview with its newest answers; the opening is logged with its purpose.

        Raises UsageError to whoever is commissioned to interview the client without leave to read it.
        """
        return self._keying.open(interview_id, purpose)

    def record(
        self, interview_id: str, question: str, answer: StoredAnswer, last_seen: int, settled: Settled | None = None
    ) -> int:
        """Store one answer durably and give its row id. A completed interview is then `settled`; a draft if not told.

        Raises AnsweredElsewhere when the interview has a row newer than `last_seen`, is signed, or is open in another
        session; DatabaseBusy when another program holds the database longer than a quarter of a second, DatabaseError
        when the disk is full or cannot be written. The same call may then be made again: the answer is stored once.
        """
        return self._keying.record(interview_id, question, answer, last_seen, settled)

    def write_remark(self, interview_id: str, remark: Remark) -> Remark:
        """Store a remark or an area's comment (an empty text takes it away); gives it with its time and author."""
        return self._keying.write_remark(interview_id, remark)

    def accept(self, interview_id: str, acceptance: Acceptance) -> Acceptance:
        """Store that a fired check has been dealt with; gives it with its time and author."""
        return self._keying.accept(interview_id, acceptance)

    def complete(self, interview_id: str, completion: Completion, today: date) -> Completed:
        """Mark a draft as complete, keep its effective values and scores, and let the client's items follow, all in one
        transaction. One that is completed again keeps the item it made."""
        return self._keying.complete(interview_id, completion, today)

    def settle(self, interview_id: str, state: InterviewState, completion: Completion | None) -> None:
        """Move an interview that is not signed to DRAFT (completion None: its values go), COMPLETE or RATED.

        `complete` is for the first completion; this is for what follows: rating it, changing an answer, reopening it.
        """
        from asi_tui.core.casework import Settled

        self._keying.settle(interview_id, Settled(state, completion))

    def sign(self, interview_id: str, role: str) -> Signature:
        """Sign a rated interview: author, role and time are frozen. Raises UsageError in any other state."""
        return self._keying.sign(interview_id, role)

    def correct(
        self,
        interview_id: str,
        question: str,
        answer: StoredAnswer,
        *,
        reason: str,
        last_seen: int,
        completion: Completion,
    ) -> int:
        """Change one answer of a signed interview, with a reason; the original stays. Gives the new answer's row id.

        Raises UsageError when the reason is empty or the interview is not signed, and else what `record` raises.
        """
        return self._keying.correct(interview_id, question, answer, reason, last_seen, completion)

    def hold(self, interview_id: str, *, take_over: bool = False) -> Holder | None:
        """Open an interview for keying in this session. Gives who has it open elsewhere, and then holds nothing.

        `take_over` takes it from them: their next answer is refused. A session that has died holds nothing.
        """
        return self._keying.hold(interview_id, take_over=take_over)

    def let_go(self, interview_id: str) -> None:
        """This session is done with the interview."""
        self._keying.let_go(interview_id)

    # Settings

    def settings(self) -> Settings:
        """How the user likes to work."""
        with self._database.reading() as connection:
            me = staff.by_account(connection, self._account.name)
            return preferences.of(connection, me.id) if me else Settings()

    def save_settings(self, settings: Settings) -> None:
        """Keep how the user likes to work."""
        with self._database.writing() as connection:
            preferences.save(connection, self._account.member(connection).id, settings)


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
