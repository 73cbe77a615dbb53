"""What screens and commands may ask of the store: the casebook, seen from the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

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
    from asi_tui.core.casework_ports import ClientFiles, Interventions, Planning, QueueWork, Texts
    from asi_tui.core.interview_state import InterviewState
    from asi_tui.core.people import Client, StaffMember
    from asi_tui.core.preferences import Settings
    from asi_tui.core.queue import QueueCounts, QueuePage, QueueQuery


class Casebook(Protocol):
    """The casebook of one site. Each method is one short transaction; all raise DatabaseError when the disk says no."""

    @property
    def practice(self) -> bool:
        """True when this is practice data, which the screen must say."""

    @property
    def work(self) -> QueueWork:
        """What can be done about the items of the queue."""

    @property
    def files(self) -> ClientFiles:
        """The clients' own pages."""

    @property
    def planning(self) -> Planning:
        """The units, their plans and their staff."""

    @property
    def texts(self) -> Texts:
        """The texts that somebody has edited."""

    @property
    def interventions(self) -> Interventions:
        """The records of interventions."""

    def me(self) -> StaffMember | None:
        """The staff member that the logged-in account belongs to; None the first time."""

    def register_me(self, name: str, unit: str) -> StaffMember:
        """Make the logged-in account a member of staff of that unit (made when it is new)."""

    def staff(self) -> tuple[StaffMember, ...]:
        """All active members of staff, by name: who can have held an interview."""

    def counts(self, query: QueueQuery) -> QueueCounts:
        """How much waits in the scope of the query (its page and search are not read)."""

    def queue(self, query: QueueQuery) -> QueuePage:
        """A page of the list asked for."""

    def add_client(self, client: NewClient) -> Client:
        """Add a client to the user's own unit under a new code."""

    def client(self, code: str, purpose: str) -> Client:
        """The client with that code (raises UsageError when there is none); the opening is logged with its purpose."""

    def clients(self) -> Iterator[Client]:
        """All clients the user may see, by code."""

    def interviews(self, client_id: str) -> tuple[InterviewSummary, ...]:
        """The interviews of a client, oldest first."""

    def begin_interview(self, client_id: str, head: Head, instrument: InstrumentCopy) -> str:
        """Write the row of a new interview and give its id."""

    def change_head(self, interview_id: str, head: Head, version: int) -> int:
        """Write a changed head; `version` is the one that was read. Gives the new version."""

    def open_interview(self, interview_id: str, purpose: str) -> StoredInterview:
        """A whole interview with its newest answers; the opening is logged with its purpose."""

    def record(
        self, interview_id: str, question: str, answer: StoredAnswer, last_seen: int, settled: Settled | None = None
    ) -> int:
        """Store one answer durably and give its row id.

        A completed interview that is not signed becomes `settled` in the same transaction: how far it is with this
        answer, and the values it has then. When that is not told it becomes a draft, so that no values contradict the
        answers.

        Raises AnsweredElsewhere when the interview has a row newer than `last_seen`, DatabaseBusy when another program
        holds the database longer than a quarter of a second, DatabaseError when the disk is full or cannot be written.
        """

    def complete(self, interview_id: str, completion: Completion, today: date) -> Completed:
        """Mark a draft as complete, keep its effective values and scores, close the client's open follow-up item and
        make the next one, all in one transaction."""

    def write_remark(self, interview_id: str, remark: Remark) -> Remark:
        """Store a remark or an area's comment (an empty text takes it away); gives it with its time and author."""

    def accept(self, interview_id: str, acceptance: Acceptance) -> Acceptance:
        """Store that a fired check has been dealt with; gives it with its time and author."""

    def settle(self, interview_id: str, state: InterviewState, completion: Completion | None) -> None:
        """Move an interview that is not signed to DRAFT (completion None: its values go away), COMPLETE or RATED.

        `complete` is for the first completion; this is for what follows: rating it, changing an answer, reopening it.
        """

    def sign(self, interview_id: str, role: str) -> Signature:
        """Sign a rated interview: author, role and time are frozen. Raises UsageError in any other state."""

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
        """Change one answer of a signed interview, with a reason; the original stays. Gives the new answer's row id."""

    def settings(self) -> Settings:
        """How the user likes to work."""

    def save_settings(self, settings: Settings) -> None:
        """Keep how the user likes to work."""

    def hold(self, interview_id: str, *, take_over: bool = False) -> Holder | None:
        """Open an interview for keying in this session. Gives who has it open elsewhere, and then holds nothing.

        `take_over` takes it from them: their next answer is refused. A session that has died holds nothing.
        """

    def let_go(self, interview_id: str) -> None:
        """This session is done with the interview."""

    def read_ahead(self) -> None:
        """Load what opening an interview takes, while nobody waits for it."""

    def close(self) -> None:
        """Let go of the database."""
