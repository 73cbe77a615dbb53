"""The programs that are measured beside each other: how each is started, and by which words it is known to be there."""

from __future__ import annotations

import compileall
import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import rich
import sqlalchemy
import sqlmodel
import textual

import asi_tui
from tests.bench.line import Line, NotMeasured
from tests.terminal.typist import surroundings

PROJECT = Path(asi_tui.__file__).parents[1]

OURS, BARE, BARE_DATABASE = "asi", "bare Textual", "bare Textual + SQLModel in a worker"
REFERENCE_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Program:
    """A program to start: the words of its first paint, those of its data, and the keys that lead to a list."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    painted: bytes
    filled: bytes
    to_list: tuple[tuple[bytes, bytes], ...] = ()
    settles: float = 0.5

    def start(self, size: tuple[int, int] = (80, 24)) -> Line:
        """Start it in a terminal of its own."""
        return Line(self.command, self.environment, size)


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a user's programs start with, where Python keeps what it has compiled."""
    kept = surroundings(home, **more)
    del kept["PYTHONDONTWRITEBYTECODE"]
    return kept


def asi(home: Path, *arguments: str, database: Path | None = None, module: str = "asi_tui") -> Program:
    """Our program as it is installed, on a database of its own."""
    more = {"ASI_DATABASE": str(database)} if database else {}
    command = (sys.executable, "-m", module, *arguments)
    return Program(OURS, command, environment(home, **more), b"ASI", b"Berg")


def references(home: Path) -> tuple[Program, ...]:
    """What any program of this kind pays: Textual with one line of text, and the same with rows of a database."""
    database = home / "reference.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL)")
        names = ((f"Person {number:05}",) for number in range(REFERENCE_ROWS))
        connection.executemany("INSERT INTO person (name) VALUES (?)", names)
        connection.commit()
    python = (sys.executable, "-m")
    around = environment(home)
    return (
        Program(BARE, (*python, "tests.bench.reference.bare"), around, b"ASI", b"ASI"),
        Program(
            BARE_DATABASE,
            (*python, "tests.bench.reference.bare_with_database", str(database)),
            around,
            b"ASI",
            b"Person 00009",
        ),
    )


def compiled() -> None:
    """Compile the program and the libraries of both it and the references, as an installation has them."""
    packages = (asi_tui, textual, rich, sqlmodel, sqlalchemy)
    folders = [Path(str(package.__file__)).parent for package in packages]
    for folder in [*folders, Path(__file__).parent]:
        if not compileall.compile_dir(folder, quiet=2):
            raise NotMeasured(f"{folder} cannot be compiled, and a program that is compiled as it starts says nothing")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
