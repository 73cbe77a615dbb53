"""Interviews as they are keyed in one session: begun, answered, completed, rated, signed, and kept from others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, datetime
from random import Random

from sqlalchemy import Connection

from asi_tui.core.annotations import Acceptance, Remark, Signature
from asi_tui.core.casework import (
    Completed,
    Completion,
    Head,
    Holder,
    InstrumentCopy,
    InterviewSummary,
    Settled,
    StoredAnswer,
    StoredInterview,
)
from asi_tui.core.people import StaffMember
from asi_tui.errors import DatabaseError, UsageError
from asi_tui.store import (
    answers,
    holds,
    interviews,
    progress,
    protection,
    reading_rights,
    readings,
    remarks,
    signing,
)
from asi_tui.store.account import Account
from asi_tui.store.answers import Attempt
from asi_tui.store.database import Database
from asi_tui.store.doubt import Doubt
from asi_tui.store.sessions import new_session


class Keying:
    """What one session does with interviews. Each method is one transaction, as `core.ports.Casebook` tells it."""

    def __init__(self, database: Database, account: Account, clock: Callable[[], datetime], random: Random) -> None:
        self._database = database
        self._account = account
        self._clock = clock
        self._random = random
        self._session = new_session()
        self._held: set[str] = set()
        self._doubt = Doubt()

    def close(self) -> None:
        """Let go of the interviews that are open in this session."""
        # A database that cannot be written keeps the holds of a session that has ended: they hold nothing.
        with suppress(DatabaseError):
            self._let_go(self._held)
        self._held.clear()

    def _me(self, connection: Connection, interview_id: str) -> StaffMember:
        """Who keys; refused when the client of the interview is not there for them."""
        me = self._account.member(connection)
        reading_rights.refuse_unseen(connection, me, interview_id)
        return me

    def of_client(self, client_id: str) -> tuple[InterviewSummary, ...]:
        """The interviews of a client, oldest first; none of one who is not there."""
        with self._database.reading() as connection:
            with suppress(UsageError):
                protection.refuse_unseen(connection, self._account.member(connection), [client_id])
                return interviews.of_client(connection, client_id)
            return ()

    def begin(self, client_id: str, head: Head, instrument: InstrumentCopy) -> str:
        """Write the row of a new interview, open it for keying in this session, and give its id."""
        now = self._clock()
        with self._database.writing() as connection:
            me = self._account.member(connection)
            protection.refuse_unseen(connection, me, [client_id])
            interview_id = interviews.begin(connection, client_id, head, instrument, me, now=now, random=self._random)
            holds.keep(connection, interview_id, me.id, session=self._session, now=now)
        self._held.add(interview_id)
        return interview_id

    def change_head(self, interview_id: str, head: Head, version: int) -> int:
        """Write a changed head over the version that was read."""
        with self._database.writing() as connection:
            self._me(connection, interview_id)
            return interviews.change_head(connection, interview_id, head, version, now=self._clock())

    def open(self, interview_id: str, purpose: str) -> StoredInterview:
        """A whole interview; the opening is logged with its purpose."""
        now = self._clock()
        with self._database.writing() as connection:
            me = self._account.member(connection)
            reading_rights.refuse_unread(connection, me, interview_id)
            interview = interviews.read(connection, interview_id)
            readings.log(connection, me.id, interview.client.id, purpose, interview_id=interview_id, now=now)
            answers.warm(connection, self._session, now)
            return interview

    def record(
        self, interview_id: str, question: str, answer: StoredAnswer, last_seen: int, settled: Settled | None
    ) -> int:
        """Store one answer durably. What this session has open has been seen by it: no more is asked then."""
        attempt = Attempt(interview_id, question, answer, last_seen, self._account.staff_id(self._database))
        with self._doubt.sending(attempt) as again, self._database.writing() as connection:
            if interview_id not in self._held:
                self._me(connection, interview_id)
            return answers.record(
                connection, attempt, session=self._session, now=self._clock(), in_doubt=again, settled=settled
            )

    def write_remark(self, interview_id: str, remark: Remark) -> Remark:
        """Store a remark or an area's comment."""
        with self._database.writing() as connection:
            me = self._me(connection, interview_id)
            return remarks.write(connection, interview_id, remark, me, session=self._session, now=self._clock())

    def accept(self, interview_id: str, acceptance: Acceptance) -> Acceptance:
        """Store that a fired check has been dealt with."""
        with self._database.writing() as connection:
            me = self._me(connection, interview_id)
            return remarks.accept(connection, interview_id, acceptance, me, session=self._session, now=self._clock())

    def complete(self, interview_id: str, completion: Completion, today: date) -> Completed:
        """Mark a draft as complete; the client's items follow."""
        with self._database.writing() as connection:
            self._me(connection, interview_id)
            return progress.complete(
                connection, interview_id, completion, session=self._session, today=today, now=self._clock()
            )

    def settle(self, interview_id: str, settled: Settled) -> None:
        """Move an interview that has been completed."""
        with self._database.writing() as connection:
            self._me(connection, interview_id)
            progress.settle(connection, interview_id, settled, session=self._session, now=self._clock())

    def sign(self, interview_id: str, role: str) -> Signature:
        """Sign a rated interview."""
        with self._database.writing() as connection:
            me = self._me(connection, interview_id)
            return signing.sign(connection, interview_id, role, me, session=self._session, now=self._clock())

    def correct(
        self,
        interview_id: str,
        question: str,
        answer: StoredAnswer,
        reason: str,
        last_seen: int,
        completion: Completion,
    ) -> int:
        """Change one answer of a signed interview, with a reason."""
        reason = signing.reason_given(reason, question)
        by = self._account.staff_id(self._database)
        attempt = Attempt(interview_id, question, answer, last_seen, by, reason)
        with self._doubt.sending(attempt) as again, self._database.writing() as connection:
            self._me(connection, interview_id)
            return signing.correct(
                connection, attempt, completion, session=self._session, now=self._clock(), in_doubt=again
            )

    def hold(self, interview_id: str, *, take_over: bool) -> Holder | None:
        """Open an interview for keying in this session, unless another has it open: then who that is."""
        now = self._clock()
        with self._database.writing() as connection:
            me = self._account.member(connection)
            # Whoever may not read it does not keep it from those who may.
            reading_rights.refuse_unread(connection, me, interview_id)
            holder = holds.hold(connection, interview_id, me.id, session=self._session, now=now, take_over=take_over)
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
