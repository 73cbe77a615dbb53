"""The rules of the house that no linter knows: the size and names of modules, and a project that stands by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import asi_tui

PACKAGE = Path(asi_tui.__file__).parent
PROJECT = PACKAGE.parent

LONGEST = 300
LONG: dict[str, str] = {}
"""Modules that may be longer, each with its reason."""

VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}

TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "asi_tui",
    "pyproject.toml",
    "screenshots",
    "tests",
}
"""What may stand at the top of the project, beside hidden and built files."""

BUILT = {"build", "dist"}


def modules() -> list[Path]:
    """Every module of the program but the migrations, which grow by the database's history."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def texts() -> list[Path]:
    """Every file of the project that people write."""
    kinds = {".py", ".toml", ".md", ".tcss", ".po", ".csv", ".txt", ""}
    found = [PROJECT / ".ci" / "run", *(path for path in PROJECT.glob("[!.]*") if path.is_file())]
    found += [path for room in (PACKAGE, PROJECT / "tests") for path in room.rglob("*") if path.is_file()]
    return sorted(path for path in found if path.suffix in kinds and "__pycache__" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_longer_than_one_idea_needs() -> None:
    assert len(modules()) > 15
    too_long = {named(path): lines(path) for path in modules() if lines(path) > LONGEST}
    assert {name: count for name, count in too_long.items() if name not in LONG} == {}


def test_no_module_is_excused_without_need() -> None:
    assert {name for name in LONG if lines(PROJECT / name) <= LONGEST} == set()


def test_every_module_has_a_name_from_the_trade() -> None:
    assert {named(path) for path in texts() if VAGUE & set(re.split(r"[_.]", path.name))} == set()


def test_nothing_else_stands_at_the_top() -> None:
    present = {path.name for path in PROJECT.iterdir() if not path.name.startswith(".") or path.name in TOP}
    assert present - BUILT <= TOP


ELSEWHERE = re.compile(r"(?<![\w.:/$}~-])/(?:work|farm|root|tmp|mnt|opt|Users)/[\w.]+|(?<!\.)\.\./[\w.]+")
"""A path that only some machine has, or one that climbs upwards."""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('FACTS = Path("/work' + '/facts.csv")', True),
        ("see .." + "/shared for the rules", True),
        ("saved in /tmp" + "/asi.db", True),
        ("read from /etc/asi-tui/config.toml", False),
        ("D1/D2 and 1/2", False),
        ("https://keepachangelog.com/en/1.1.0/", False),
        ("years.../months", False),
    ],
)
def test_paths_elsewhere_are_recognised(line: str, found: bool) -> None:
    assert bool(ELSEWHERE.search(line)) is found


def test_no_file_names_a_place_outside_the_project() -> None:
    assert len(texts()) > 50
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert found == []


def test_no_file_holds_notes_to_oneself() -> None:
    note = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    assert [named(path) for path in texts() if note.search(path.read_text("utf-8"))] == []


def test_the_readme_names_the_two_commands_of_a_fresh_machine() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## [{asi_tui.VERSION}]" in (PROJECT / "CHANGELOG.md").read_text("utf-8")
