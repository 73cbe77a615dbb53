"""The end from outside, by a lost line or a server going down: the program is gone in two seconds, the answers stay."""

from __future__ import annotations

import os
import pty
import resource
import signal
import subprocess
import termios
import time
from collections.abc import Callable
from contextlib import ExitStack
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

SPINNING = 1.0
"""Seconds of work after the end has been told that only a program which spins can need."""

ENDS: dict[str, tuple[Callable[[Typist], object], int]] = {
    "hang-up": (lambda typist: typist.signals(signal.SIGHUP), 129),
    "terminated": (lambda typist: typist.signals(signal.SIGTERM), 143),
    "terminal closed": (lambda typist: typist.hang_up(), 129),
}


def gives_the_terminal_back(typist: Typist) -> None:
    """The terminal shows what was there before, and takes keys as it did."""
    assert typist.raw.count(SCREEN_LEFT) == 1
    assert typist.modes() == typist.modes_found


def key_some(typist: Typist, site: Site, form: str) -> tuple[Keyed, ...]:
    """Key the first forty boxes of the form and wait until the next is shown."""
    boxes = key_file(form)[:40]
    typist.types(typed(boxes)).until(lambda: site.answers(site.drafts[form]) == stored_in(boxes), "stores 40 answers")
    typist.stands_at(f" {key_file(form)[40].code.partition('-')[0]} ")
    return boxes


def ignore_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def worked(pid: int) -> float:
    """Seconds of work that a process has done so far."""
    user, system = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def worked_by_the_gone() -> float:
    """Seconds of work of all processes that the test has seen end."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("end", ENDS)
def test_the_program_is_gone_soon_and_the_answers_stay(site: Site, sit: Sit, end: str) -> None:
    """Also where the shell, or a wrapper such as nohup, has hang-ups ignored."""
    how, code = ENDS[end]
    before = worked_by_the_gone()
    typist = sit("enter", site.drafts["grund"], before=ignore_hang_ups).sees(" ▸ ")
    boxes = key_some(typist, site, "grund")
    before += worked(typist.pid)
    how(typist)
    assert typist.ends(within=SOON) == code
    assert worked_by_the_gone() - before < SPINNING
    assert site.answers(site.drafts["grund"]) == stored_in(boxes)
    assert site.column("PRAGMA integrity_check") == ["ok"]
    if end != "terminal closed":
        gives_the_terminal_back(typist)
    sit("enter", site.drafts["grund"]).sees("40/235").stands_at(f" {key_file('grund')[40].code.partition('-')[0]} ")


def test_the_program_is_gone_soon_when_it_is_terminated_while_the_disk_is_waited_for(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ")
    with site.held():
        typist.types("1").sees("Spara").signals(signal.SIGTERM)
        assert typist.ends(within=SOON) == 143
    gives_the_terminal_back(typist)
    assert site.answers(site.drafts["grund"]) in ({}, {"G9": "1"})


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGQUIT, 131)])
def test_what_ctrl_c_and_the_like_send_to_other_programs_ends_it_in_good_order(
    site: Site, sit: Sit, number: int, code: int
) -> None:
    typist = sit().sees(site.due).signals(number)
    assert typist.ends(within=SOON) == code
    gives_the_terminal_back(typist)


def test_the_program_is_gone_soon_when_the_terminal_does_not_read(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"], size=(250, 70)).stands_at(" G9 ")
    typist.types_unseen("{PgDn}{PgUp}" * 15, 0.04).types("{Home}1")
    typist.until_unseen(lambda: site.answers(site.drafts["grund"]) == {"G9": "1"}, "stores what is typed")
    typist.signals(signal.SIGTERM)
    assert typist.is_gone(within=SOON)
    assert typist.modes() == typist.modes_found


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


MOMENTS: dict[str, Callable[[Typist], object]] = {
    "at once": lambda typist: typist,
    "at the first byte": lambda typist: typist.until(lambda: bool(typist.raw), "sends"),
    "at the first picture": lambda typist: typist.sees("Uppföljningskö"),
    "at the first key": lambda typist: typist.sees(" ▸ ").types("{Enter}"),
    "in a burst": lambda typist: typist.sees(" ▸ ").types("{Enter}{Enter}{Enter}" + "1" * 200),
}


def test_the_program_ends_by_itself_at_whatever_moment_the_line_is_lost(site: Site) -> None:
    """Where the shell ignores hang-ups, the program must see that its terminal is gone, be it before the first key."""
    with ExitStack() as seats:
        for moment in MOMENTS.values():
            typist = seats.enter_context(Typist(environment=site.environment(), before=ignore_hang_ups))
            moment(typist)
            typist.hang_up().ends()
    assert site.column("PRAGMA integrity_check") == ["ok"]


def test_a_program_that_was_stopped_goes_on_where_it_was(site: Site, sit: Sit) -> None:
    """As by a shell's `kill -STOP`: another program has used the terminal meanwhile."""
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ").types("1").stands_at(" G14 ")
    typist.signals(signal.SIGTSTP).types("0102").stands_at(" G15 ")
    typist.signals(signal.SIGSTOP).scribbles().signals(signal.SIGCONT).sees("ASI Grund", "F6").stands_at(" G15 ")
    typist.types("1").stands_at(" G19 ").signals(signal.SIGCONT).types("{Ctrl+Q}")
    assert typist.ends() == 0
    assert site.answers(site.drafts["grund"]) == {"G9": "1", "G14": "14", "G15": "1"}
    assert typist.modes() == typist.modes_found


HOW_TO_LEAVE = "Ctrl+Q avslutar"


def test_habits_from_other_programs_cost_nothing(site: Site, sit: Sit) -> None:
    """Ctrl+C, Ctrl+Z, Ctrl+S, Ctrl+D and Ctrl+\\ end, stop, freeze, close and abort what runs in a terminal."""
    code = site.drafts["grund"]
    typist = sit().sees(site.due, " ▸ ").types("{Ctrl+C}").sees(HOW_TO_LEAVE)
    typist.types("{Down}").sees_no_more(HOW_TO_LEAVE)
    typist.types("/ul{Ctrl+C}").sees(HOW_TO_LEAVE, "ul_").types("{Escape}")
    typist.types(b"\x03\x1a\x13\x04\x1c\x1f").types("{Home}").quiet(0.2).kill()

    typist = sit("enter", code).stands_at(" G9 ").types("1").stands_at(" G14 ")
    typist.types("01{Ctrl+C}").sees(HOW_TO_LEAVE).types("{Ctrl+C}02").stands_at(" G15 ").sees_no_more(HOW_TO_LEAVE)
    typist.types("{Ctrl+S}1").stands_at(" G19 ").types(b"\x1c\x04\x1f").types("2").stands_at(" G20 ")
    kept = {"G9": "1", "G14": "14", "G15": "1", "G19": "2"}
    assert site.answers(code) == kept
    typist.types("3").stands_at("[3_]").types("{Ctrl+C}{Ctrl+C}").sees(HOW_TO_LEAVE).stands_at("[3_]")
    typist.types("{Backspace}").stands_at("[__]").types("{Ctrl+Z}").stands_at(" G19 ").sees("ngra")
    typist.types("{Ctrl+Y}").until(lambda: site.answers(code) == kept, "is answered again")
    typist.types("g{Ctrl+C}m7{Enter}").stands_at(" M7 ").types("7{Ctrl+C}1").sees("tangenttryck: 1")
    typist.types("{Escape}{F6}").sees_no_more(" ▸ M7 ").types("{Ctrl+C}").sees(HOW_TO_LEAVE)
    typist.types("{Escape}").stands_at(" M7 ").size(30, 6).quiet().types("{Ctrl+C}").sees("Ctrl+Q")
    assert site.answers(code) == kept
    assert typist.types("{Ctrl+Q}").ends() == 0


@pytest.mark.parametrize("end", ["terminated", "terminal closed", "left"])
def test_the_practice_data_are_thrown_away_in_the_end(tmp_path: Path, sit: Sit, end: str) -> None:
    typist = sit("demo").sees("ÖVNING", " ▸ ")
    (folder,) = tmp_path.glob("asi-demo-*")
    assert (folder / "practice.db").exists()
    if end == "left":
        typist.types("{Ctrl+Q}").ends()
    else:
        ENDS[end][0](typist)
        typist.ends(within=SOON)
    assert not folder.exists()


def test_quitting_gives_the_terminal_back_and_says_nothing(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due).types("{Ctrl+Q}")
    assert typist.ends() == 0
    gives_the_terminal_back(typist)
    left = typist.raw[typist.raw.index(SCREEN_LEFT) :]
    assert not any(
        line.strip() for line in left.decode().replace("\x1b", "\n").split("\n")[2:] if not line.startswith("[?")
    )
