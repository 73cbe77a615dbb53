"""Over SSH, through a real server: the line is cut, dead or slow, and commands are run from afar."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.conftest import moved
from tests.terminal.key_file import key_file, stored_in, typed
from tests.terminal.site import Site
from tests.terminal.sshd import PROMPT, Line, Server, children, kill, serve
from tests.terminal.typist import PATIENCE, Typist

SOON = 2.0
"""Seconds in which what ran for a user has to be gone when the line is cut."""

MOUSE_ON = (b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1003h", b"\x1b[?1006h")


@pytest.fixture(scope="module")
def site(founded: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return moved(founded, tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def server(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(site, tmp_path_factory.mktemp("sshd")) as server:
        yield server


LogIn = Callable[..., Typist]


@pytest.fixture
def log_in(site: Site, server: Server) -> Iterator[LogIn]:
    """Logs a user in to a shell, perhaps over another line; whoever is still there is logged out after the test."""
    with ExitStack() as seats:

        def logged_in(port: int | None = None) -> Typist:
            command = server.ssh(terminal=True, port=port)
            return seats.enter_context(Typist(command=command, environment=site.environment())).sees(PROMPT.strip())

        yield logged_in
    kill(server.processes())


def gone(server: Server, processes: set[int], within: float = SOON) -> bool:
    """Whether all of these are gone in that time."""
    deadline = time.monotonic() + within
    while (left := processes & server.processes()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not left


CUTS: dict[str, Callable[[Typist, Server], None]] = {
    "the client is killed": lambda typist, server: typist.kill(),
    "the server's session is killed": lambda typist, server: kill(children(server.pid)),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_cut_line_costs_nothing(site: Site, server: Server, log_in: LogIn, cut: str) -> None:
    form = ("grund", "uppf")[list(CUTS).index(cut)]
    code, boxes = site.drafts[form], key_file(form)
    anna = log_in().types(f"asi enter {code}\r").stands_at(f" {boxes[0].code} ")
    assert not any(wish in anna.raw for wish in MOUSE_ON)
    anna.types(typed(boxes[:40])).until(lambda: site.answers(code) == stored_in(boxes[:40]), "stores 40 answers")
    anna.stands_at(f" {boxes[40].code.partition('-')[0]} ")
    running = server.processes()
    (program,) = [pid for pid in running if b"asi_tui" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    surroundings = Path(f"/proc/{program}/environ").read_bytes().split(b"\0")
    assert b"TERM=xterm-256color" in surroundings
    assert any(setting.startswith(b"SSH_TTY=/dev/pts/") for setting in surroundings)
    CUTS[cut](anna, server)
    assert gone(server, running)
    anna = log_in().types(f"asi enter {code}\r").sees("40/").stands_at(f" {boxes[40].code.partition('-')[0]} ")
    anna.types(boxes[40].keys).until(lambda: site.answers(code) == stored_in(boxes[:41]), "stores the next")
    anna.types("{Ctrl+Q}").until(lambda: bytes(anna.raw).endswith(PROMPT.encode()), "is back at the shell")
    assert anna.types("exit\r").ends() == 0


def test_a_line_that_has_died_unnoticed_is_left_behind(site: Site, server: Server, log_in: LogIn) -> None:
    """The server still believes in the first session; whoever logs in again takes the interview over."""
    code, boxes = site.drafts["grund-kort"], key_file("grund-kort")
    with Line(server.port) as line:
        anna = log_in(line.port).types(f"asi enter {code}\r").stands_at(f" {boxes[0].code} ")
        anna.types(typed(boxes[:20])).until(lambda: len(site.answers(code)) == 20, "stores 20 answers")
        anna.stands_at(f" {boxes[20].code.partition('-')[0]} ")
        first = server.processes()
        line.dies()
        again = log_in().types(f"asi enter {code}\r").sees("Anna Berg")
        again.types("t").sees("20/").stands_at(f" {boxes[20].code.partition('-')[0]} ")
        again.types(boxes[20].keys).until(lambda: site.answers(code) == stored_in(boxes[:21]), "stores the next")
        assert not gone(server, first, within=0)
    assert gone(server, first)


def test_on_a_slow_line_every_key_typed_ahead_lands_where_it_was_meant(
    site: Site, server: Server, log_in: LogIn
) -> None:
    """300 ms each way: nobody waits for the screen. In one write go the queue, the head and fifty boxes of the form."""
    code, boxes = site.drafts["uppf-kort"], key_file("uppf-kort")[:50]
    with Line(server.port) as line:
        anna = log_in(line.port).types("asi\r").sees("Uppföljningskö", " ▸ ")
        line.delay = 0.3
        anna.types(f"/{code}{{Enter}}{{Enter}}" + typed(boxes))
        anna.until(lambda: site.answers(code) == stored_in(boxes), "stores 50 answers")
        # Then a wrong key with others behind it, all of them under way before the refusal is seen.
        at = key_file("uppf-kort")[50]
        anna.stands_at(f" {at.code.partition('-')[0]} ").types("gM7{Enter}").types("9").types("1").types("1111")
        anna.sees("9 finns inte", "tangenttryck: 5")
        assert site.answers(code) == stored_in(boxes)
        anna.types("{Ctrl+Q}").until(lambda: bytes(anna.raw).endswith(PROMPT.encode()), "is back at the shell")


def test_commands_are_run_from_afar(site: Site, server: Server, tmp_path: Path) -> None:
    """Data goes to stdout, and so into a file at home; words go to stderr, and the exit code comes along."""

    def remote(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            server.ssh(*command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    due = remote("asi", "due")
    assert (due.returncode, due.stderr) == (0, "")
    assert site.due in due.stdout

    with (tmp_path / "answers.json").open("w") as file:
        command = server.ssh("asi", "answers", site.drafts["grund"], "--json")
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    (interview,) = json.loads((tmp_path / "answers.json").read_text("utf-8"))["interviews"]
    assert len(interview["answers"]) == 255

    unknown = remote("asi", "answers", "K7X2-MQ3G")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "K7X2" in unknown.stderr
    no_terminal = remote("asi", "enter", site.due)
    assert (no_terminal.returncode, no_terminal.stdout) == (2, "")
    assert "ssh -t" in no_terminal.stderr
