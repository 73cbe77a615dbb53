"""The end from outside, by a lost line or a server going down: the program is gone in two seconds, the answers stay."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.key_file import Keyed, key_file, stored_in, typed
from tests.terminal.site import Site
from tests.terminal.typist import COMMAND, PATIENCE, Typist

SOON = 2.0
"""Seconds in which the program has to be gone."""

SCREEN_LEFT = b"\x1b[?1049l"
"""What gives the terminal back as it was."""

ENDS: dict[str, tuple[Callable[[Typist], object], int]] = {
    "hang-up": (lambda typist: typist.signals(signal.SIGHUP), 129),
    "terminated": (lambda typist: typist.signals(signal.SIGTERM), 143),
    "terminal closed": (lambda typist: typist.hang_up(), 129),
}


def key_some(typist: Typist, site: Site, form: str) -> tuple[Keyed, ...]:
    """Key the first forty boxes of the form and wait until the next is shown."""
    boxes = key_file(form)[:40]
    typist.types(typed(boxes)).until(lambda: site.answers(site.drafts[form]) == stored_in(boxes), "stores 40 answers")
    typist.stands_at(f" {key_file(form)[40].code.partition('-')[0]} ")
    return boxes


def ignore_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


@pytest.mark.parametrize("before", [None, ignore_hang_ups], ids=["a plain shell", "a shell that ignores hang-ups"])
@pytest.mark.parametrize("end", ENDS)
def test_the_program_is_gone_soon_and_the_answers_stay(
    site: Site, sit: Sit, end: str, before: Callable[[], None] | None
) -> None:
    how, code = ENDS[end]
    typist = sit("enter", site.drafts["grund"], before=before).sees(" ▸ ")
    boxes = key_some(typist, site, "grund")
    how(typist)
    assert typist.ends(within=SOON) == code
    assert site.answers(site.drafts["grund"]) == stored_in(boxes)
    assert site.column("PRAGMA integrity_check") == ["ok"]
    assert (SCREEN_LEFT in typist.raw) == (end == "terminated")
    sit("enter", site.drafts["grund"]).sees("40/235").stands_at(f" {key_file('grund')[40].code.partition('-')[0]} ")


def test_the_program_is_gone_soon_when_it_is_terminated_while_the_disk_is_waited_for(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ")
    with site.held():
        typist.types("1").sees("Spara").signals(signal.SIGTERM)
        typist.ends(within=SOON)
    assert SCREEN_LEFT in typist.raw
    assert site.answers(site.drafts["grund"]) in ({}, {"G9": "1"})


def test_the_program_is_gone_soon_when_the_end_of_the_terminal_comes_without_a_signal(site: Site) -> None:
    """As under a program that keeps the terminal to itself: nobody is told of a hang-up."""
    keyer, terminal = pty.openpty()
    termios.tcsetwinsize(keyer, (24, 80))
    program = subprocess.Popen(
        [*COMMAND], env=site.environment(), stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    )
    try:
        os.close(terminal)
        shown = b""
        deadline = time.monotonic() + PATIENCE
        while site.due.encode() not in shown:
            assert time.monotonic() < deadline
            shown += os.read(keyer, 1 << 16)
        os.close(keyer)
        assert program.wait(SOON) == 129
    finally:
        program.kill()
        program.wait()


@pytest.mark.parametrize("end", [*ENDS, "quit"])
def test_the_practice_data_are_thrown_away_in_the_end(tmp_path: Path, sit: Sit, end: str) -> None:
    typist = sit("demo").sees("ÖVNING", " ▸ ")
    (folder,) = tmp_path.glob("asi-demo-*")
    assert (folder / "practice.db").exists()
    if end == "quit":
        typist.types("{Ctrl+Q}").ends()
    else:
        ENDS[end][0](typist)
        typist.ends(within=SOON)
    assert not folder.exists()


def test_quitting_gives_the_terminal_back_and_says_nothing(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due).types("{Ctrl+Q}")
    assert typist.ends() == 0
    assert typist.raw.count(SCREEN_LEFT) == 1
    left = typist.raw[typist.raw.index(SCREEN_LEFT) :]
    assert not any(
        line.strip() for line in left.decode().replace("\x1b", "\n").split("\n")[2:] if not line.startswith("[?")
    )
