"""`make` on a machine whose Python cannot be used: one sentence that says what to install, and exit code 2."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import asi_tui

PROJECT = Path(asi_tui.__file__).parents[1]

STUBS = {
    "good": f'exec "{sys.executable}" "$@"',
    "without venv": f'case "$*" in *ensurepip*) exit 1;; esac; exec "{sys.executable}" "$@"',
    "too old": 'case "$*" in *version_info*) exit 1;; esac; exit 0',
    "not installed": "exit 127",
}
"""What stands on the path under the name of a Python; the last is the stub of a version switcher."""


def make(folder: Path, pythons: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder that holds what an environment is made from, with only these Pythons on the path."""
    project, path = folder / "project", folder / "bin"
    path.mkdir()
    for source in ("Makefile", "pyproject.toml", "asi_tui/locale/compile_catalogues.py"):
        (project / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / source, project / source)
    for tool in ("sh", "cat", "rm", "make"):
        (path / tool).symlink_to(str(shutil.which(tool)))
    for name, kind in pythons.items():
        stub = path / name
        stub.write_text(f"#!/bin/sh\n{STUBS[kind]}\n", "utf-8")
        stub.chmod(0o755)
    return subprocess.run(
        [path / "make", "--no-print-directory", *arguments],
        cwd=project,
        env={"PATH": str(path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("target", ["run", "demo", "test"])
@pytest.mark.parametrize(
    ("pythons", "arguments", "sentence"),
    [
        pytest.param({}, [], "asi needs Python 3.11 or later, and there is none here", id="no Python at all"),
        pytest.param({"python3": "too old"}, [], "asi needs Python 3.11 or later", id="an old Python"),
        pytest.param(
            {"python3.12": "not installed", "python3": "too old"},
            [],
            "asi needs Python 3.11 or later",
            id="a stub and an old Python",
        ),
        pytest.param(
            {"python3": "without venv"},
            [],
            "python3 cannot make environments yet: install the package python3-venv",
            id="no venv module",
        ),
        pytest.param(
            {"python3.11": "not installed", "python3.13": "without venv", "python3": "too old"},
            [],
            "python3.13 cannot make environments yet: install the package python3-venv",
            id="no venv module in the only one that is new enough",
        ),
        pytest.param(
            {"python3": "good", "mine": "too old"},
            ["PYTHON=mine"],
            "asi needs Python 3.11 or later, and there is none here (mine)",
            id="an old one that was asked for",
        ),
    ],
)
def test_make_says_in_one_sentence_what_to_install(
    tmp_path: Path, target: str, pythons: dict[str, str], arguments: list[str], sentence: str
) -> None:
    ended = make(tmp_path, pythons, target, *arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert sentence in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "project" / ".venv").exists()


@pytest.mark.parametrize(
    ("pythons", "arguments", "chosen"),
    [
        pytest.param({"python3": "good"}, [], "python3", id="the only one"),
        pytest.param(
            {"python3.11": "not installed", "python3.12": "without venv", "python3": "good"},
            [],
            "python3",
            id="the first that can make environments",
        ),
        pytest.param({"python3.13": "good", "python3": "too old"}, [], "python3.13", id="a newer one beside an old"),
        pytest.param({"python3": "good", "mine": "good"}, ["PYTHON=mine"], "mine", id="the one that was asked for"),
    ],
)
def test_make_takes_a_python_that_can_be_used(
    tmp_path: Path, pythons: dict[str, str], arguments: list[str], chosen: str
) -> None:
    ended = make(tmp_path, pythons, "--dry-run", "run", *arguments)
    assert ended.returncode == 0, ended.stderr
    assert f'"{chosen}" -m venv --clear .venv' in ended.stdout
