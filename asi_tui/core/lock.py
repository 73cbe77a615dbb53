"""The pause after a refusal: keys typed ahead must not act on something else than they were meant for."""

from __future__ import annotations

from dataclasses import dataclass

from asi_tui.message import Message, say


@dataclass(frozen=True, slots=True)
class Lock:
    """The pause after a refusal, which keeps keys typed ahead from acting in the wrong place.

    `since` is when the latest key came, in seconds; `ignored` how many have been passed over.
    """

    since: float
    reason: Message
    ignored: int = 0

    @property
    def told(self) -> Message:
        """What the message line says: the reason, and how many keys were passed over."""
        if not self.ignored:
            return self.reason
        return say("{reason} ({count} keys ignored)", reason=self.reason, count=self.ignored)


def still_held(lock: Lock, at: float, seconds: float) -> Lock | None:
    """The lock after another key, or None when enough time without a key has passed (`seconds` 0: it never has)."""
    if seconds > 0 and at - lock.since >= seconds:
        return None
    return Lock(at, lock.reason, lock.ignored + 1)
