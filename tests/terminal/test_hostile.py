"""Text that means harm, printed by every command and pasted at every place: words, and nothing that is obeyed."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from asi_tui import cli
from asi_tui.commands.menu import menu
from tests.hostile import HIDDEN, harm_in, make_hostile
from tests.terminal.conftest import Sit
from tests.terminal.site import Site
from tests.terminal.typist import Typist, surroundings

COMMANDS: dict[str, tuple[str, ...]] = {
    "answers": ("CODE", "DRAFT --json"),
    "change": ("CODE", "DRAFT --format html"),
    "check-instrument": ("--json", "--overlay harmful.toml", "--phrases \x1b[31mx"),
    "client add": ("",),
    "client list": ("", "--json"),
    "client show": ("CODE", "DRAFT --json"),
    "demo": ("",),
    "doctor": ("", "--json"),
    "due": ("--all", "--all --json", "--brief", "--mine", "--unit \x1b[31mNorr"),
    "enter": ("CODE", "\x1b[31m"),
    "feedback": ("CODE", "CODE --format html"),
    "help": ("", "kon", "\x1b[31m"),
    "keys": ("--json",),
    "plan check": ("harmful.toml", "harmful.toml --json"),
    "plan history": ("", "--json"),
    "plan set": ("harmful.toml", "\x1b[31m"),
    "plan show": ("", "--json"),
    "plan template": ("",),
    "plan-basis": ("CODE", "CODE --format html"),
    "scores": ("CODE", "DRAFT --json"),
    "staff add": ("\x1b[31m --role \x1b[31mchef",),
    "staff leave": ("\x1b[31mx",),
    "staff list": ("--all --left", "--json"),
    "staff set": ("\x1b[31mx --role chef", "x --trained \x1b[31m"),
    "summary": ("CODE", "CODE --format html"),
    "unit add": ("\x1b[31mNy",),
    "unit list": ("", "--json"),
    "unit set": ("--interval 99", "--base-form \x1b[31mgrund"),
    "unit show": ("", "--json", "\x1b[31m"),
}
"""What each command is called with."""

OVERLAY = """
[question.M6]
label.sv = "[/x] \\u001b[31mr\\u00f6d \\u202e"
alias = "\\u009b31m"

["question.\\u001b[2J"]
label.sv = "x"
"""


def leaves(command: object, name: str = "") -> Iterator[str]:
    """The commands of a menu, by their whole names."""
    under = getattr(command, "commands", None)
    if under is None:
        yield name
    for word, other in (under or {}).items():
        yield from leaves(other, f"{name} {word}".strip())


def test_every_command_is_tried() -> None:
    assert set(leaves(typer.main.get_command(menu))) == COMMANDS.keys()


@pytest.fixture
def harmful(site: Site) -> Site:
    """A site whose casebook is full of harm."""
    make_hostile(site.database)
    (site.place / "harmful.toml").write_text(OVERLAY, "utf-8")
    return site


def asi(site: Site, arguments: list[str]) -> tuple[int, str, str]:
    """Run a command in a process of its own; its exit code, and what it prints on stdout and stderr."""
    out, err, environment = site.place / "out", site.place / "err", surroundings(site.place)
    with warnings.catch_warnings():
        # The tests' own threads do not matter to a child that does one thing and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 99
        try:
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(site.place)
            for target, path in ((0, "/dev/null"), (1, out), (2, err)):
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), target)
            for stream, descriptor in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
                setattr(sys, stream, open(descriptor, "w" if descriptor else "r", encoding="utf-8"))  # noqa: SIM115, PTH123
            code = cli.main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8")


def is_plain(printed: str) -> bool:
    return not any(unicodedata.category(sign) in HIDDEN for sign in printed if sign not in "\n\t")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_prints_harmful_text_as_text(harmful: Site, command: str) -> None:
    codes = {"CODE": harmful.due, "DRAFT": harmful.drafts["uppf"]}
    for call in COMMANDS[command]:
        arguments = [codes.get(word, word) for word in call.split(" ") if word]
        exit_code, out, err = asi(harmful, [*command.split(" "), *arguments])
        assert exit_code in (0, 1, 2), (call, err)
        assert is_plain(out), call
        assert is_plain(err), call
        if "html" in call:
            assert "<script" not in out, call
        else:
            assert not any(line.lstrip().startswith("FALSK") for line in out.split("\n")), call
        if "--json" in call:
            json.loads(out)


def test_the_queue_as_text_is_plain(harmful: Site) -> None:
    exit_code, out, err = asi(harmful, [])
    assert (exit_code, is_plain(out), is_plain(err)) == (0, True, True)


def test_what_is_sent_to_a_real_terminal_is_the_programs_own(harmful: Site, sit: Sit) -> None:
    typist = sit().sees("▸").types("{F1}").sees("Hjälp").types("{Escape}v").sees_no_more("Uppföljningskö").quiet(0.3)
    typist.types("{Escape}").sees("Uppföljningskö").types("{Ctrl+Q}")
    assert typist.ends() == 0
    opened = sit("enter", harmful.drafts["grund"]).stands_at(" ▸ ")
    for keys in ("{F6}", "{Escape}", "{PgDn}", "{F1}", "{Escape}", "{Ctrl+F}a"):
        opened.types(keys).quiet(0.3)
    opened.types("{Ctrl+Q}").ends()
    for seat in (typist, opened):
        assert harm_in(seat.raw.decode()) == []
        assert seat.beyond == []


# Pasting


MEGABYTE = "å1 \x1b[31m\u202e[b]漢\u200b" * 60_000
"""Above a million signs in one line."""


def pasted(text: str) -> bytes:
    """As a terminal marks what is pasted."""
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"


def pastes(typist: Typist, text: str) -> Typist:
    """Paste, while the program reads at its own pace."""
    return typist.types_patiently(pasted(text))


def test_a_megabyte_may_be_pasted_anywhere(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ")
    pastes(typist, MEGABYTE).sees("klistra").stands_at(" G9 ").quiet(0.7)
    assert site.answers(code) == {}
    typist.types("{F4}E3-spec{Enter}").stands_at(" E3 ")
    pastes(typist, MEGABYTE).until(lambda: "å1 " in typist.marked, "takes the words").types("{Enter}").stands_at(" E4 ")
    (words,) = site.answers(code).values()
    assert words.startswith("å1 ")
    assert is_plain(words)
    assert len(words) <= 200
    pastes(typist.types("{F2}").sees("Anmärkning"), MEGABYTE).sees("[b]漢").types("{Enter}").sees("sparad")
    (remark,) = site.column("SELECT text FROM remark")
    assert is_plain(remark)
    assert len(remark) <= 500
    pastes(typist.types("{Ctrl+F}").quiet(0.3), MEGABYTE).sees("å1").types("{Escape}").stands_at(" E4*")
    typist.types("{Escape}").sees("Uppföljningskö").types("/").sees("Sök")
    pastes(typist, MEGABYTE).sees("å1").types("{Escape}n").sees("Namn")
    pastes(typist, MEGABYTE).sees("å1").types("{Escape}").sees("Uppföljningskö").types("{Ctrl+Q}")
    assert typist.ends() == 0
    assert harm_in(typist.raw.decode()) == []


def peak(typist: Typist) -> int:
    """The most memory that the program has had, in megabytes."""
    lines = Path(f"/proc/{typist.pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def test_a_megabyte_from_a_terminal_that_does_not_mark_pasted_text_is_mostly_ignored(site: Site, sit: Sit) -> None:
    code = site.drafts["grund"]
    typist = sit("enter", code).stands_at(" G9 ")
    before = peak(typist)
    typist.types_patiently(b"1" * 1_000_000).sees("För många tangenttryck").quiet(0.7)
    assert peak(typist) < before + 100
    typist.types("{Escape}{F4}E3-spec{Enter}").stands_at(" E3 ").types("svetsare{Enter}").stands_at(" E4 ")
    assert site.answers(code)["E3-spec"] == "svetsare"
    typist.types("{Ctrl+Q}")
    assert typist.ends() == 0
