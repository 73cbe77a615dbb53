"""What nobody knows: whether an answer was stored, when the line to the database was cut while it was on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from asi_tui.errors import AnsweredElsewhere, UsageError
from asi_tui.store.answers import Attempt


class Doubt:
    """The last answer sent, for as long as nobody knows how it ended."""

    def __init__(self) -> None:
        self._attempt: Attempt | None = None

    @contextmanager
    def sending(self, attempt: Attempt) -> Iterator[bool]:
        """Inside, the answer is sent. Gives whether it is the very one in doubt, which may be stored already."""
        again = self._attempt == attempt
        # Until it is known how this ends: a line may be cut after the database has stored it.
        self._attempt = attempt
        try:
            yield again
        except (AnsweredElsewhere, UsageError):
            self._attempt = None
            raise
        self._attempt = None
