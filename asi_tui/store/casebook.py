"""The casebook of one site, as screens and commands use it: each method is one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from random import Random, SystemRandom

from asi_tui.core.annotations import Acceptance, Remark, Signature
from asi_tui.core.casework import (
    Client,
    Completed,
    Completion,
    Head,
    Holder,
    InstrumentCopy,
    InterviewState,
    InterviewSummary,
    NewClient,
    QueueCounts,
    QueuePage,
    QueueQuery,
    StaffMember,
    StoredAnswer,
    StoredInterview,
)
from asi_tui.core.identity import read_code
from asi_tui.core.preferences import Settings
from asi_tui.errors import DatabaseError
from asi_tui.store import (
    answers,
    clients,
    holds,
    interviews,
    preferences,
    progress,
    readings,
    remarks,
    signing,
    staff,
    tally,
    worklist,
)
from asi_tui.store.account import Account
from asi_tui.store.answers import Attempt
from asi_tui.store.database import Database, open_database
from asi_tui.store.doubt import Doubt
from asi_tui.store.marks import Application
from asi_tui.store.sessions import new_session

_CLIENTS_AT_A_TIME = 500


def _now() -> datetime:
    return datetime.now(UTC)


class SqlCasebook:
    """The casebook in an open database, used by the account that is logged in. Implements core.ports.Casebook."""

    def __init__(self, database: Database, *, account: str, clock: Callable[[], datetime], random: Random) -> None:
        """`clock` gives the moment in UTC; `random` the client codes and ids."""
        self._database = database
        self._account = Account(account)
        self._clock = clock
        self._random = random
        self._session = new_session()
        self._held: set[str] = set()
        self._doubt = Doubt()

    @property
    def practice(self) -> bool:
        """True when this is practice data, which the screen must say."""
        return self._database.application is Application.PRACTICE

    def close(self) -> None:
        """Let go of the interviews that are open in this session, and of the database. May be called twice."""
        # A database that cannot be written keeps the holds of a session that has ended: they hold nothing.
        with suppress(DatabaseError):
            self._let_go(self._held)
        self._held.clear()
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
            return tally.counts(connection, query, self._account.reader(connection, query.scope))

    def queue(self, query: QueueQuery) -> QueuePage:
        """A page of the list asked for."""
        with self._database.reading() as connection:
            return worklist.page(connection, query, self._account.reader(connection, query.scope))

    # Clients

    def add_client(self, client: NewClient) -> Client:
        """Add a client to the user's own unit under a new code."""
        now = self._clock()
        with self._database.writing() as connection:
            me = self._account.member(connection)
            return clients.add(connection, client, me, now=now, today=now.astimezone().date(), random=self._random)

    def client(self, code: str, purpose: str) -> Client:
        """The client with that code (raises UsageError when there is none); the opening is logged with its purpose."""
        code = read_code(code)
        with self._database.writing() as connection:
            client = clients.by_code(connection, code)
            me = self._account.member(connection)
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
        """Write the row of a new interview, open it for keying in this session, and give its id."""
        now = self._clock()
        with self._database.writing() as connection:
            me = self._account.member(connection)
            interview_id = interviews.begin(connection, client_id, head, instrument, me, now=now, random=self._random)
            holds.keep(connection, interview_id, me.id, session=self._session, now=now)
        self._held.add(interview_id)
        return interview_id

    def change_head(self, interview_id: str, head: Head, version: int) -> int:
        """Write a changed head; `version` is the one that was read. Gives the new version."""
        with self._database.writing() as connection:
            return interviews.change_head(connection, interview_id, head, version)

    def open_interview(self, interview_id: str, purpose: str) -> StoredInterview:
        """A whole interview with its newest answers; the opening is logged with its purpose."""
        now = self._clock()
        with self._database.writing() as connection:
            interview = interviews.read(connection, interview_id)
            me = self._account.member(connection)
            readings.log(connection, me.id, interview.client.id, purpose, interview_id=interview_id, now=now)
            answers.warm(connection, self._session, now)
            return interview

    def record(self, interview_id: str, question: str, answer: StoredAnswer, last_seen: int) -> int:
        """Store one answer durably and give its row id.

        Raises AnsweredElsewhere when the interview has a row newer than `last_seen`, is signed, or is open in another
        session; DatabaseBusy when another program holds the database longer than a quarter of a second, DatabaseError
        when the disk is full or cannot be written. The same call may then be made again: the answer is stored once.
        """
        attempt = Attempt(interview_id, question, answer, last_seen, self._account.staff_id(self._database))
        with self._doubt.sending(attempt) as again, self._database.writing() as connection:
            return answers.record(connection, attempt, session=self._session, now=self._clock(), in_doubt=again)

    def write_remark(self, interview_id: str, remark: Remark) -> Remark:
        """Store a remark or an area's comment (an empty text takes it away); gives it with its time and author."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            return remarks.write(connection, interview_id, remark, me, session=self._session, now=self._clock())

    def accept(self, interview_id: str, acceptance: Acceptance) -> Acceptance:
        """Store that a fired check has been dealt with; gives it with its time and author."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            return remarks.accept(connection, interview_id, acceptance, me, session=self._session, now=self._clock())

    # How far an interview has come

    def complete(self, interview_id: str, completion: Completion, today: date) -> Completed:
        """Mark a draft as complete, keep its effective values and scores, close the client's open follow-up item and
        make the next one, all in one transaction. One that is completed again keeps the item it made."""
        with self._database.writing() as connection:
            return progress.complete(
                connection, interview_id, completion, session=self._session, today=today, now=self._clock()
            )

    def settle(self, interview_id: str, state: InterviewState, completion: Completion | None) -> None:
        """Move an interview that is not signed to DRAFT (completion None: its values go), COMPLETE or RATED.

        `complete` is for the first completion; this is for what follows: rating it, changing an answer, reopening it.
        """
        with self._database.writing() as connection:
            progress.settle(connection, interview_id, state, completion, session=self._session, now=self._clock())

    def sign(self, interview_id: str, role: str) -> Signature:
        """Sign a rated interview: author, role and time are frozen. Raises UsageError in any other state."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            return signing.sign(connection, interview_id, role, me, session=self._session, now=self._clock())

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
        reason = signing.reason_given(reason, question)
        by = self._account.staff_id(self._database)
        attempt = Attempt(interview_id, question, answer, last_seen, by, reason)
        with self._doubt.sending(attempt) as again, self._database.writing() as connection:
            return signing.correct(
                connection, attempt, completion, session=self._session, now=self._clock(), in_doubt=again
            )

    # Whose interview is open where

    def hold(self, interview_id: str, *, take_over: bool = False) -> Holder | None:
        """Open an interview for keying in this session. Gives who has it open elsewhere, and then holds nothing.

        `take_over` takes it from them: their next answer is refused. A session that has died holds nothing.
        """
        staff_id, now = self._account.staff_id(self._database), self._clock()
        with self._database.writing() as connection:
            holder = holds.hold(connection, interview_id, staff_id, session=self._session, now=now, take_over=take_over)
        if holder is None:
            self._held.add(interview_id)
        return holder

    def let_go(self, interview_id: str) -> None:
        """This session is done with the interview."""
        self._let_go({interview_id} & self._held)
        self._held.discard(interview_id)

    def _let_go(self, interview_ids: Collection[str]) -> None:
        if interview_ids:
            with self._database.writing() as connection:
                holds.let_go(connection, interview_ids, self._session)

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
