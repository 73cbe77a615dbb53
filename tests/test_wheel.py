"""The built wheel in an empty environment, without the source tree: the program is whole, and speaks Swedish."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

import asi_tui
from asi_tui.keys import COMMANDS
from asi_tui.locale.compile_catalogues import read_catalogue
from tests.terminal.typist import Typist, surroundings

PROJECT = Path(asi_tui.__file__).parents[1]
SWEDISH = read_catalogue(PROJECT / "asi_tui" / "locale" / "sv" / "LC_MESSAGES" / "asi_tui.po")

NOT_SOURCE = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.mo", "build", "dist")
MAKERS = {
    "asi_tui/locale/compile_catalogues.py",
    "asi_tui/locale/extract_messages.py",
    *(str(path.relative_to(PROJECT)) for path in (PROJECT / "asi_tui" / "practice" / "invent").glob("*.py")),
}
"""What makes the compiled catalogues and the invented clients, and stays behind with the catalogues themselves."""

QUEUE_LINE = re.compile(r"\d{4}-\d\d-\d\d +[+-]\d+  [0-9A-Z]{4}-[0-9A-Z]{4}  \w")


def ran(*command: str | Path, folder: Path, **environment: str) -> str:
    """What a command says on stdout, which must end well; it sees nothing of this environment but the path to pip."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ASI_", "PYTHON", "XDG_", "LC_"))}
    run = subprocess.run(
        command,
        cwd=folder,
        env=kept | {"LC_ALL": "C.UTF-8"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout


@dataclass(frozen=True, slots=True)
class Installed:
    """The program as a site has it: a wheel and the environment it was installed into."""

    wheel: Path
    folder: Path

    def asi(self, *arguments: str, **environment: str) -> str:
        """What `asi` says on stdout, run far from the source tree by somebody with an empty home."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return ran(self.folder / "bin" / "asi", *arguments, folder=home, HOME=str(home), **environment)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this source tree without anything compiled, installed into an environment of its own."""
    folder = tmp_path_factory.mktemp("site")
    source = folder / "source"
    shutil.copytree(PROJECT, source, ignore=NOT_SOURCE)
    ran(sys.executable, "-m", "build", "--wheel", "--outdir", folder, source, folder=folder)
    shutil.rmtree(source)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    ran(sys.executable, "-m", "venv", "--without-pip", environment, folder=folder)
    pip = (sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "--no-input")
    ran(*pip, "install", "--quiet", "--disable-pip-version-check", wheel, folder=folder)
    return Installed(wheel, environment)


def test_the_wheel_holds_the_program_and_its_data(installed: Installed) -> None:
    package = PROJECT / "asi_tui"
    files = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    source = {str(path.relative_to(PROJECT)) for path in files if path.suffix not in (".mo", ".po")}
    with ZipFile(installed.wheel) as wheel:
        held = {name for name in wheel.namelist() if not name.startswith(f"asi_tui-{asi_tui.VERSION}.dist-info/")}
    assert held == source - MAKERS | {"asi_tui/locale/sv/LC_MESSAGES/asi_tui.mo"}
    assert len([name for name in held if name.startswith("asi_tui/instruments/asi/areas/")]) == 8
    assert len([name for name in held if name.startswith("asi_tui/practice/")]) >= 10


def test_the_program_tells_its_version(installed: Installed) -> None:
    assert asi_tui.VERSION in installed.asi("--version").split()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_keys_are_told_in_the_language(installed: Installed, language: str) -> None:
    told = installed.asi("keys") if language == "sv" else installed.asi("keys", ASI_LANG=language)
    for command in COMMANDS:
        translated = SWEDISH[command.help.sentence].string
        assert str(translated if language == "sv" else command.help) in told
    assert ("frågan" in told) is (language == "sv")


def test_the_instrument_is_inside_and_sound(installed: Installed) -> None:
    told = json.loads(installed.asi("check-instrument", "--json"))
    assert {form: len(codes) for form, codes in told["forms"].items()} == {
        "grund": 255,
        "grund-kort": 111,
        "uppf": 167,
        "uppf-kort": 90,
    }


def test_the_practice_data_is_inside_and_shown(installed: Installed) -> None:
    queue = installed.asi("demo").splitlines()
    assert len(queue) >= 4
    assert [line for line in queue if not QUEUE_LINE.match(line)] == []


def test_no_setting_of_python_loads_foreign_code_or_opens_a_prompt(installed: Installed, tmp_path: Path) -> None:
    """Neither what a user's own programs need in the environment, nor what lies where one happens to stand."""
    loaded = tmp_path / "loaded"
    for name in ("typer", "textual", "sqlmodel", "gettext", "startup"):
        (tmp_path / f"{name}.py").write_text(f"open({str(loaded)!r}, 'w')", "utf-8")
    environment = surroundings(
        tmp_path,
        PYTHONPATH=str(tmp_path),
        PYTHONSTARTUP=str(tmp_path / "startup.py"),
        PYTHONINSPECT="1",
        PYTHONWARNINGS="always",
    )
    with Typist(["demo"], command=(str(installed.folder / "bin" / "asi"),), environment=environment) as typist:
        typist.sees("ÖVNING", " ▸ ").types("{Ctrl+Q}")
        assert typist.ends() == 0
        assert ">>>" not in typist.screen()
    assert not loaded.exists()
