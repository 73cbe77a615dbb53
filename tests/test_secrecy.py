"""Secrecy of the process, by itself: libraries do not talk, and nothing personal is given on the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

import asi_tui
from asi_tui.commands.menu import menu

PROJECT = Path(asi_tui.__file__).parents[1]

SECRET = "hemligt svar 4711"

TALKERS = {
    "a warning": "import warnings; warnings.warn(secret)",
    "a library's log": "import logging; logging.getLogger('library').error('failed: %s', secret)",
    "a library's log that fails": "import logging; logging.getLogger('library').error('%d', secret)",
    "a thread": "import threading\ndef run(): raise ValueError(secret)\nthreading.Thread(target=run).start()",
    "an object's end": "class Thing:\n    def __del__(self): raise ValueError(secret)\nThing()",
    "the last resort": "raise ValueError(secret)",
}

BEGIN = "from asi_tui.secrecy import *; keep_secrecy(); hush_libraries(); import sys; secret = sys.argv[1]\n"


@pytest.mark.parametrize("talker", TALKERS)
def test_what_goes_wrong_in_a_library_is_not_told_with_its_values(tmp_path: Path, talker: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", BEGIN + TALKERS[talker], SECRET],
        env={"PYTHONPATH": str(PROJECT), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("", "")
    logs = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert all(SECRET not in log for log in logs)
    assert len(logs) == (0 if talker in ("a warning", "a library's log", "a library's log that fails") else 1)


PERSONAL = {"name", "personnummer", "born", "identifier", "pin", "password", "key", "reason", "text", "remark", "note"}


def parameters(command: TyperCommand | TyperGroup, path: str = "asi") -> Iterator[tuple[str, str]]:
    """Every option and argument in which any words may be written, of a command and those below it."""
    for parameter in command.params:
        assert isinstance(parameter, TyperArgument | TyperOption)
        if parameter.type_descriptor.annotation is str:
            yield path, str(parameter.name)
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            assert isinstance(below, TyperCommand | TyperGroup)
            yield from parameters(below, f"{path} {name}")


def test_nothing_personal_is_given_on_the_command_line() -> None:
    """Whoever is logged in can read the arguments of every process."""
    found = list(parameters(typer.main.get_group(menu)))
    assert len(found) > 10
    assert [(path, name) for path, name in found if set(name.split("_")) & PERSONAL] == []
