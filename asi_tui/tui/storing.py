"""Putting the answers of one interview on disk: at once, or with patience when the disk is busy or failing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from asi_tui.core.answer import to_stored
from asi_tui.core.interview import Change
from asi_tui.core.ports import Casebook
from asi_tui.errors import AnsweredElsewhere, AsiError, DatabaseError, UsageError
from asi_tui.message import Message, say

SAVING_PATIENCE = 10.0
"""Seconds that a busy or failing disk is tried again before the keyer is told."""

PAUSE = 0.1


class Storing:
    """The answers of one interview on their way to disk. It knows the newest answer seen, which the next must name."""

    def __init__(self, casebook: Casebook, interview_id: str, last_id: int) -> None:
        self._casebook = casebook
        self._interview_id = interview_id
        self.last_id = last_id

    async def store(self, change: Change, waits: Callable[[], None]) -> AsiError | None:
        """Store one change durably; gives what kept it from the disk, in which case nothing is stored.

        `waits` is called when the first attempt fails and others follow. AnsweredElsewhere and a UsageError (the
        interview is signed) are final.
        """
        try:
            self._record(change)
            return None
        except (AnsweredElsewhere, UsageError) as error:
            return error
        except DatabaseError:
            waits()
        until = time.monotonic() + SAVING_PATIENCE
        while True:
            await asyncio.sleep(PAUSE)
            try:
                await asyncio.to_thread(self._record, change)
                return None
            except (AnsweredElsewhere, UsageError) as error:
                return error
            except DatabaseError as error:
                if time.monotonic() > until:
                    return error

    def _record(self, change: Change) -> None:
        answer = to_stored(change.after)
        self.last_id = self._casebook.record(self._interview_id, change.code, answer, self.last_id)


def not_saved(error: AsiError) -> Message:
    """What the message line says of an answer that did not reach the disk."""
    return say("not saved: {reason}; {remedy}", reason=error.what, remedy=error.remedy)
