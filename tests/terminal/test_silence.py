"""What must not leave the program: on the terminal afterwards, in files, in the list of processes, on the network."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import asi_tui
from tests.terminal.conftest import Sit
from tests.terminal.site import Site
from tests.terminal.typist import Typist

SECRET = "hemligt svar 4711"
"""What a defect has in its hands when it happens."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault in the program: the function that fails, and when it does, given its arguments."""

    module: str
    function: str
    when: str = "True"


DEFECTS = {
    "of a key": Defect("asi_tui.core.entry", "press", "arguments[1].character == 'q'"),
    "in the thread that reads the keys": Defect("textual._xterm_parser", "XTermParser.feed", "'q' in arguments[1]"),
    "of the worker that opens the casebook": Defect("asi_tui.program", "_open"),
}

FAULTY = """
import importlib
*owners, name = {function!r}.split(".")
owner = importlib.import_module({module!r})
for owner_name in owners:
    owner = getattr(owner, owner_name)
sound = getattr(owner, name)

def faulty(*arguments, **more):
    answer = {secret!r}
    if not ({when}):
        return sound(*arguments, **more)
    try:
        raise KeyError(answer)
    except KeyError as error:
        raise ValueError(f"not to be told: {{answer}}") from error

setattr(owner, name, faulty)
"""


def with_defect(site: Site, name: str) -> dict[str, str]:
    """The surroundings of a program that has the defect built in before it starts."""
    folder = site.place / "defect"
    folder.mkdir()
    defect = DEFECTS[name]
    source = FAULTY.format(module=defect.module, function=defect.function, when=defect.when, secret=SECRET)
    (folder / "sitecustomize.py").write_text(source, "utf-8")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{site.environment()['PYTHONPATH']}"}


def told(site: Site, words: str) -> None:
    """A short message in Swedish with a number, under which the log has the place in the code and no value."""
    found = re.fullmatch(r"Programmet stannade .*?\(händelse (\d{9})\).*", " ".join(words.split()))
    assert found, words
    log = site.place / "XDG_STATE_HOME" / "asi-tui" / "asi.log"
    (line,) = log.read_text("utf-8").splitlines()
    assert f" {found[1]} asi " in line
    assert re.search(
        r"ValueError at sitecustomize\.py:\d+ faulty, .* <- KeyError at sitecustomize\.py:\d+ faulty$", line
    )
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    for said in (line, words):
        assert SECRET not in said
        assert "Ulla" not in said


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_ends_the_program_with_a_number_and_without_a_value(site: Site, sit: Sit, defect: str) -> None:
    typist = sit("enter", site.drafts["grund"], **with_defect(site, defect))
    is_opened = "casebook" not in defect
    if is_opened:
        typist.stands_at(" G9 ").types("1").stands_at(" G14 ").types("q")
    assert typist.ends() == 70
    assert SECRET.encode() not in typist.raw
    assert typist.modes() == typist.modes_found
    drawn, left, words = bytes(typist.raw).rpartition(b"\x1b[?1049l")
    assert left
    assert b"Traceback" not in drawn
    told(site, seen(words))
    assert site.answers(site.drafts["grund"]) == ({"G9": "1"} if is_opened else {})


def test_a_defect_of_a_command_is_told_alike(site: Site) -> None:
    done = site.asi("answers", site.drafts["grund"], **with_defect(site, "of the worker that opens the casebook"))
    assert (done.returncode, done.stdout) == (70, "")
    told(site, done.stderr)


def test_a_defect_is_told_where_no_log_can_be_written(site: Site) -> None:
    (site.place / "XDG_STATE_HOME").symlink_to("nowhere/at/all")
    done = site.asi("due", **with_defect(site, "of the worker that opens the casebook"))
    assert done.returncode == 70
    assert "loggen kunde inte skrivas" in done.stderr
    assert SECRET not in done.stderr


_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?<>=$ ]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]P])|\x18")


def seen(data: bytes) -> str:
    """What a person sees of bytes sent to a terminal."""
    return _SEQUENCE.sub(b"", data).decode().strip()


def files_open(pid: int) -> set[str]:
    """What a process has open: paths, and kinds of other things."""
    links = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except FileNotFoundError:  # closed meanwhile
            continue
    return set(links)


def sockets_within_the_machine(pid: int) -> set[str]:
    """The sockets that lead nowhere but to processes here, as they are called among open files."""
    lines = Path(f"/proc/{pid}/net/unix").read_text("utf-8").splitlines()[1:]
    return {f"socket:[{line.split()[6]}]" for line in lines}


PROGRAM = (str(Path(asi_tui.__file__).parent), sys.prefix, sys.base_prefix)


def is_program(path: str) -> bool:
    """A file of the program or of Python, which is read in while nobody waits."""
    return path.startswith(PROGRAM)


def keeps_to_itself(typist: Typist, site: Site) -> None:
    """Open are the terminal and the database, nothing leads to the network, and a crash leaves no memory behind."""
    opened = files_open(typist.pid)
    sockets = {link for link in opened if link.startswith("socket:")}
    assert sockets <= sockets_within_the_machine(typist.pid)
    files = {link for link in opened if link.startswith("/") and not link.startswith("/dev/") and not is_program(link)}
    assert files <= {f"{site.database}{kind}" for kind in ("", "-wal", "-shm")}
    assert str(site.database) in files
    limits = Path(f"/proc/{typist.pid}/limits").read_text("utf-8")
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
    assert "Umask:\t0077\n" in Path(f"/proc/{typist.pid}/status").read_text("utf-8")


def test_a_whole_session_leaves_its_answers_in_the_database_and_nothing_anywhere(site: Site, sit: Sit) -> None:
    typist = sit(anew=True).sees(site.due)
    keeps_to_itself(typist, site)
    typist.types("n").sees("Namn").types("Kalle Hemlig").sees("Kalle Hemlig").types("{Escape}").sees(site.due)
    typist.types(f"/{site.new}{{Enter}}{{Enter}}").sees("Intervjudatum").types("{Enter}{Enter}").stands_at(" G9 ")
    typist.types("1").stands_at(" G14 ").types("{F1}").sees_no_more(" ▸ ").types("{Escape}").stands_at(" G14 ")
    typist.types("{F6}").sees_no_more(" ▸ G14 ").types("{Escape}").stands_at(" G14 ")
    keeps_to_itself(typist, site)
    arguments = Path(f"/proc/{typist.pid}/cmdline").read_bytes()
    assert arguments.split(b"\0")[1:] == [b"-m", b"asi_tui", b""]
    typist.types("{Escape}{Escape}{Escape}").sees("Uppföljningskö").types("{Ctrl+Q}")
    assert typist.ends() == 0

    before, entered, rest = bytes(typist.raw).partition(b"\x1b[?1049h")
    inside, left, after = rest.partition(b"\x1b[?1049l")
    assert "Hemlig" in seen(inside)
    assert entered
    assert left
    assert b"\x1b[?1049" not in before + inside + after
    assert (seen(before), seen(after)) == ("", "")

    written = {path for path in site.place.rglob("*") if path.is_file()}
    assert {path.name for path in written} <= {"asi.db", "asi.db-wal", "asi.db-shm"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def send_errors_to(file: Path) -> Callable[[], None]:
    """As `asi 2> file` does."""

    def redirect() -> None:
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), 2)

    return redirect


def test_no_setting_of_a_library_lets_the_screen_out(site: Site, sit: Sit, tmp_path: Path) -> None:
    """Logs of keys, pictures, consoles for developers, foreign code; nor does stderr sent to a file get the screen."""
    (tmp_path / "foreign.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')\nDriver = object\n", "utf-8")
    errors = tmp_path / "errors"
    typist = sit(
        before=send_errors_to(errors),
        TEXTUAL="debug,devtools",
        TEXTUAL_LOG=str(tmp_path / "keys.log"),
        TEXTUAL_DEBUG="1",
        TEXTUAL_DRIVER="foreign:Driver",
        TEXTUAL_PRESS="ctrl+q",
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SCREENSHOT_LOCATION=str(tmp_path),
        TEXTUAL_SCREENSHOT_FILENAME="screen.svg",
        TEXTUAL_SHOW_RETURN="1",
        PYTHONPATH=f"{site.environment()['PYTHONPATH']}{os.pathsep}{tmp_path}",
        PYTHONASYNCIODEBUG="1",
        PYTHONBREAKPOINT="foreign.Driver",
        PYTHONWARNINGS="always",
    )
    typist.sees(site.due).types("{F1}").sees("Hjälp").types("{Escape}").sees(site.due).quiet().types("{Ctrl+Q}")
    assert typist.ends() == 0
    assert errors.read_text("utf-8") == ""
    written = {path.name for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("asi.db")}
    assert written == {"errors", "foreign.py"}
