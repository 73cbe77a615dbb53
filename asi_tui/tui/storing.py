"""Putting the answers of one interview on disk: at once, or with patience when the disk is busy or failing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from asi_tui.core.answer import to_stored
from asi_tui.core.casework import Completion, Settled, StoredInterview
from asi_tui.core.given import GivenAnswer
from asi_tui.core.interview import Change
from asi_tui.core.ports import Casebook
from asi_tui.errors import AnsweredElsewhere, AsiError, DatabaseError, UsageError
from asi_tui.message import Message, say

SAVING_PATIENCE = 10.0
"""Seconds that a busy or failing disk is tried again before the keyer is told."""

PAUSE = 0.1


class Storing:
    """The answers of one interview on their way to disk. It knows all that were given so far: the next must name the
    newest."""

    def __init__(self, casebook: Casebook, stored: StoredInterview) -> None:
        self._casebook = casebook
        self.interview_id = stored.id
        self.last_id = stored.last_answer_id
        self.given = [*stored.given]

    async def store(self, change: Change, waits: Callable[[], None], settled: Settled | None = None) -> AsiError | None:
        """Store one change durably; gives what kept it from the disk, in which case nothing is stored.

        `settled` is how far a completed interview is with it. `waits` is called when the first attempt fails and others
        follow. AnsweredElsewhere and a UsageError (the interview is signed) are final.
        """
        answer = to_stored(change.after)
        return await self._send(
            change,
            lambda: self._casebook.record(self.interview_id, change.code, answer, self.last_id, settled),
            waits,
        )

    async def correct(
        self, change: Change, reason: str, completion: Completion, waits: Callable[[], None]
    ) -> AsiError | None:
        """Store one correction of a signed interview durably, with its reason and what the interview counts as then."""
        answer = to_stored(change.after)
        return await self._send(
            change,
            lambda: self._casebook.correct(
                self.interview_id,
                change.code,
                answer,
                reason=reason,
                last_seen=self.last_id,
                completion=completion,
            ),
            waits,
        )

    async def _send(self, change: Change, once: Callable[[], int], waits: Callable[[], None]) -> AsiError | None:
        try:
            self._is_on_disk(change, once())
            return None
        except (AnsweredElsewhere, UsageError) as error:
            return error
        except DatabaseError:
            waits()
        until = time.monotonic() + SAVING_PATIENCE
        while True:
            await asyncio.sleep(PAUSE)
            try:
                self._is_on_disk(change, await asyncio.to_thread(once))
                return None
            except (AnsweredElsewhere, UsageError) as error:
                return error
            except DatabaseError as error:
                if time.monotonic() > until:
                    return error

    def _is_on_disk(self, change: Change, row_id: int) -> None:
        self.last_id = row_id
        self.given.append(GivenAnswer(row_id, change.code, to_stored(change.after)))


def not_saved(error: AsiError) -> Message:
    """What the message line says of an answer that did not reach the disk."""
    return say("not saved: {reason}; {remedy}", reason=error.what, remedy=error.remedy)


def still_waiting(error: AsiError) -> Message:
    """The same of one that still stands in its box."""
    return say("not saved, Enter tries again: {reason}", reason=error.what)
