"""A terminal that does not read is not waited for, costs no memory, and is drawn anew when it reads again."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from asi_tui.tui.wire import MOST_WAITING, Wire

FRAME = "\x1b[1;1H" + "Foljs upp " * 50


@dataclass
class Terminal:
    """The other end of a wire."""

    descriptor: int
    other_end: int
    wire: Wire
    has_caught_up: threading.Event

    def reads(self) -> str:
        """What comes within a moment."""
        waits = select.select([self.descriptor], [], [], 0.02)[0]
        return os.read(self.descriptor, 1 << 20).decode() if waits else ""

    def reads_until(self, words: str) -> str:
        got = ""
        while words not in got:
            got += self.reads()
        return got


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        caught_up = threading.Event()
        wire = Wire(file, caught_up.set)
        wire.start()
        yield Terminal(reading, writing, wire, caught_up)
        # A wire that hangs is set free by the end of the terminal.
        os.close(reading)
        wire.stop()
        wire.join()


def stall(terminal: Terminal) -> None:
    """Fill all that lies between the program and the terminal, and draw until pictures are dropped."""
    os.set_blocking(terminal.other_end, False)
    with suppress(BlockingIOError):
        while os.write(terminal.other_end, b"."):
            pass
    os.set_blocking(terminal.other_end, True)
    for _ in range(2_000):
        terminal.wire.write(FRAME)
    assert terminal.wire.is_behind


def test_what_is_drawn_is_read_in_order(terminal: Terminal) -> None:
    for number in range(20):
        terminal.wire.write(f"<{number}>")
    assert terminal.reads_until("<19>") == "".join(f"<{number}>" for number in range(20))
    assert not terminal.has_caught_up.is_set()


def test_a_terminal_that_does_not_read_stops_nobody_and_little_waits(terminal: Terminal) -> None:
    stall(terminal)
    for _ in range(10_000):
        terminal.wire.write(FRAME)
    assert MOST_WAITING < terminal.wire._waiting <= MOST_WAITING + len(FRAME.encode())
    terminal.wire.stop()
    assert terminal.wire.is_alive()


def test_a_terminal_that_reads_again_is_told_and_drawn_whole(terminal: Terminal) -> None:
    stall(terminal)
    dropped = FRAME + "dropped"
    terminal.wire.write(dropped)
    got = ""
    while not terminal.has_caught_up.is_set():
        got += terminal.reads()
    terminal.wire.write(dropped)
    terminal.wire.begin_again("<first>")
    terminal.wire.write("\x1b[1mnew\x1b[0m")
    got += terminal.reads_until("new")
    assert "dropped" not in got
    assert got.endswith("\x1b[?2026l\x1b[0m<first>\x1b[1mnew")


def test_colours_are_counted_from_the_beginning_again(terminal: Terminal) -> None:
    terminal.wire.write("\x1b[1mstrong\x1b[0m")
    terminal.wire.begin_again("")
    terminal.wire.write("\x1b[1mstrong\x1b[0m")
    assert terminal.reads_until("strong\x1b[?2026l\x1b[0m\x1b[1mstrong").count("\x1b[1m") == 2


def test_the_last_words_are_read_before_the_end(terminal: Terminal) -> None:
    terminal.wire.write("last")
    terminal.wire.stop()
    assert not terminal.wire.is_alive()
    assert terminal.reads() == "last"
