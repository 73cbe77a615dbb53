"""Programs that terminal users know, each installed in an environment of its own outside the project.

visidata shows tables with curses, harlequin is a workbench for databases made with Textual.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.bench.large_casebook import cache
from tests.bench.line import NotMeasured
from tests.bench.programs import Program

NAMES = ("visidata", "harlequin")


def environment(home: Path) -> dict[str, str]:
    """What they start with: the same terminal and a home of their own, and nothing of the project."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def installed(name: str) -> Path:
    """The folder of its programs; installed with pip where it is missing."""
    place = cache() / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    done = place / "installed"
    if not done.exists():
        install = [
            str(place / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            name,
        ]
        for command in ([sys.executable, "-m", "venv", "--clear", str(place)], install):
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            if run.returncode:
                words = (run.stderr or run.stdout).strip().splitlines()
                raise NotMeasured(f"{name} cannot be installed to compare with: {words[-1] if words else command}")
        done.touch()
    return place / "bin"


def peers(home: Path, rows: int = 10_000) -> tuple[Program, ...]:
    """Both of them, on as many rows as the casebook they are measured beside has clients."""
    home.mkdir()
    listed, database = home / "clients.csv", home / "clients.db"
    clients = [(f"K{number:05}", f"Person {number}", "2026-11-21") for number in range(rows)]
    with listed.open("w", newline="") as stream:
        csv.writer(stream).writerows([("code", "name", "due"), *clients])
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE client (code, name, due)")
        connection.executemany("INSERT INTO client VALUES (?, ?, ?)", clients)
        connection.commit()
    around = environment(home)
    return (
        Program(
            "visidata", (str(installed("visidata") / "vd"), str(listed)), around, b"code", b"K00005",
            to_list=((b"", b"K00010"),),
        ),
        Program(
            "harlequin", (str(installed("harlequin") / "harlequin"), "-a", "sqlite", str(database)), around,
            b"Data Catalog", b"main",
            to_list=((b"select * from client", b"client"), (b"\n", b"K00005")), settles=2.0,
        ),
    )  # fmt: skip
