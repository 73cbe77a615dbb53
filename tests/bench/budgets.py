"""What may be spent: each row of the table with its limit, in English for developers and Swedish for the handbook."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Unit(Enum):
    """What a figure counts: the word after it in English and in Swedish, how many to one, and how many decimals."""

    MILLISECONDS = ("ms", "ms", 0.001, 1)
    PARTS_OF_A_MILLISECOND = ("ms", "ms", 0.001, 2)
    SECONDS = ("s", "s", 1.0, 2)
    BYTES = ("bytes", "byte", 1.0, 0)
    KEYS = ("keys", "tryck", 1.0, 2)
    TIMES = ("x", "gånger", 1.0, 2)
    MEGABYTES = ("MB", "MB", 1_000_000.0, 1)
    ANSWERS = ("answers", "svar", 1.0, 0)
    OCCASIONS = ("times", "gånger", 1.0, 0)

    def __init__(self, english: str, swedish: str, one: float, decimals: int) -> None:
        self.english = english
        self.swedish = swedish
        self.one = one
        self.decimals = decimals

    def shown(self, amount: float) -> str:
        """An amount as it stands in the table."""
        return f"{amount / self.one:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class Budget:
    """A row: what is measured, in both languages, and the most it may be (None: told, without a limit)."""

    what: str
    vad: str
    unit: Unit
    most: float | None = None

    @property
    def limit(self) -> str:
        """The limit as it stands in the table."""
        return "" if self.most is None else f"{self.unit.shown(self.most)}"

    def is_met(self, amount: float) -> bool | None:
        """Whether the amount is within the limit, as it is shown; None where there is none."""
        return None if self.most is None else float(self.unit.shown(amount)) <= float(self.unit.shown(self.most))


_MS, _BYTES, _KEYS, _TIMES = Unit.MILLISECONDS, Unit.BYTES, Unit.KEYS, Unit.TIMES

KEYS_PER_ANSWER = {
    "half zeros": Budget("half zeros", "hälften nollor", _KEYS, 1.50),
    "heavy use": Budget("heavy use", "omfattande bruk", _KEYS, 1.55),
    "every gate open": Budget("every gate open", "alla följdfrågor", _KEYS, 1.60),
}
"""Of the long base form, by key file."""

KEYS_PER_ANSWER_ELSEWHERE = 1.70
"""Of the other forms, whichever the key file."""

ONE_DIGIT = Budget("one-digit boxes, all forms", "rutor med en siffra, alla formulär", _KEYS, 1.0)

KEY_P50 = Budget("answer to last byte, 80x24: median", "svar till sista byten, 80x24: median", _MS, 0.006)
KEY_P99 = Budget("answer to last byte, 80x24: p99", "svar till sista byten, 80x24: p99", _MS, 0.015)
WIDE_P50 = Budget("answer to last byte, 120x40: median", "svar till sista byten, 120x40: median", _MS, 0.006)
WIDE_P99 = Budget("answer to last byte, 120x40: p99", "svar till sista byten, 120x40: p99", _MS, 0.015)
FIRST_ANSWER = Budget("first answer of a session", "första svaret efter start", _MS, 0.030)
OTHER_KEY = Budget("a key that does not answer yet: median", "tryck som inte avslutar ett svar: median", _MS)
FSYNC = Budget("fsync of 4 kB on this disk: median", "fsync av 4 kB på disken: median", _MS)
FSYNC_P99 = Budget("fsync of 4 kB on this disk: p99", "fsync av 4 kB på disken: p99", _MS)

BYTES_P50 = Budget("bytes per answer, 80x24: median", "byte per svar, 80x24: median", _BYTES, 500)
BYTES_P99 = Budget("bytes per answer, 80x24: p99", "byte per svar, 80x24: p99", _BYTES, 2_000)
WIDE_BYTES_P50 = Budget("bytes per answer, 120x40: median", "byte per svar, 120x40: median", _BYTES, 750)
WIDE_BYTES_P99 = Budget("bytes per answer, 120x40: p99", "byte per svar, 120x40: p99", _BYTES, 5_000)
BYTES_PER_KEY = Budget("bytes per key, 80x24: median", "byte per tryck, 80x24: median", _BYTES)
AREA_TURN = Budget(
    "bytes when a new area begins, 80x24: median", "byte när ett nytt område börjar, 80x24", _BYTES, 2_000
)
IDLE = Budget("bytes while nobody types, 3 s", "byte när ingen skriver, 3 s", _BYTES, 0)

BURST_LOST = Budget("burst of 250 keys, entry open: lost or misplaced", "250 tryck på en gång: fel eller borta",
                    Unit.ANSWERS, 0)  # fmt: skip
BURST = Budget("burst of 250 keys, entry open: to last byte", "250 tryck på en gång: till sista byten", _MS, 0.300)
AHEAD_LOST = Budget("Enter on the queue + 250 keys: lost or misplaced", "Enter i kön + 250 tryck: fel eller borta",
                    Unit.ANSWERS, 0)  # fmt: skip
AHEAD = Budget("Enter on the queue + 250 keys: to last byte", "Enter i kön + 250 tryck: till sista byten", _MS, 0.300)
ENTER = Budget("Enter on the queue to the first question", "Enter i kön till första frågan", _MS, 0.100)

SKELETON = Budget("first paint / bare Textual", "första bilden / tom Textual", _TIMES, 1.20)
FILLED = Budget("queue filled / bare Textual + SQLModel in a worker", "kön framme / Textual + SQLModel", _TIMES, 1.15)
SKELETON_TIME = Budget("first paint", "första bilden", _MS)
FILLED_TIME = Budget("queue filled", "kön framme", _MS)
MEMORY_RATIO = Budget(
    "memory at the queue / bare Textual + SQLModel", "minne vid kön / Textual + SQLModel", _TIMES, 1.10
)
MEMORY = Budget("memory at the queue (RSS)", "minne vid kön (RSS)", Unit.MEGABYTES)
SHARE = Budget("at once: memory per user (PSS)", "samtidigt: minne per användare (PSS)", Unit.MEGABYTES)

COLLEAGUES_LOST = Budget("at once: answers lost or misplaced", "samtidigt: svar fel eller borta", Unit.ANSWERS, 0)
COLLEAGUES_BUSY = Budget("at once: told that the disk is busy", "samtidigt: upptagen databas", Unit.OCCASIONS, 0)
COMMIT_P50 = Budget("at once: commit, median", "samtidigt: skrivning, median", _MS)
COMMIT_P99 = Budget("at once: commit, p99", "samtidigt: skrivning, p99", _MS, 0.020)
HANG_UP = Budget("hang-up to process gone", "avbruten linje till avslutat program", Unit.SECONDS, 2.0)

PAGE = Budget("queue and its counts, 200,000 clients, warm", "kön med antal, 200 000 klienter", _MS, 0.010)
PAGE_QUERY = Budget(
    "the page's own statement, 200,000 clients", "köns egen fråga, 200 000 klienter", Unit.PARTS_OF_A_MILLISECOND, 0.001
)
