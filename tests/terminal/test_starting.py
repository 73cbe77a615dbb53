"""The first minutes with the program, and where nobody sits at a terminal."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.site import Site, run
from tests.terminal.typist import COMMAND, Typist, surroundings


def test_the_first_start_asks_who_one_is_once(tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    with Typist(environment=environment, anew=True) as typist:
        typist.sees("Namn", "Enhet").types("{Enter}").quiet(0.2)
        assert "[_]" in typist.marked
        typist.types("{Escape}").quiet(0.3).types("Åsa Öberg{Enter}").stands_at("Enhet").types("Vuxen Öst{Enter}")
        typist.sees("Uppföljningskö", "Vuxen Öst · Åsa Öberg").types("{Ctrl+Q}").ends()
    database = tmp_path / "asi.db"
    assert database.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT staff.name, unit.name FROM staff JOIN unit ON unit.id = unit_id").fetchall()
    assert found == [("Åsa Öberg", "Vuxen Öst")]
    with Typist(environment=environment, anew=True) as typist:
        typist.sees("Uppföljningskö", "Vuxen Öst · Åsa Öberg", "inga klienter")


def test_without_a_database_of_ones_own_one_is_made_where_data_belongs(tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    del environment["ASI_DATABASE"]
    with Typist(environment=environment, anew=True) as typist:
        typist.sees("Enhet")
    assert (tmp_path / "XDG_DATA_HOME" / "asi-tui" / "asi.db").exists()


def test_an_empty_queue_offers_a_new_client_and_the_practice_data(tmp_path: Path) -> None:
    with Typist(environment=surroundings(tmp_path)) as typist:
        typist.sees("Enhet").types("Bo Ek{Enter}Vuxen Öst{Enter}").sees("inga klienter", "n   ", "p   ")
        typist.types("n").sees("Namn", "Född").types("{Escape}").sees("inga klienter")
        typist.types("p").sees("ÖVNING", "Anna Berg").types("{Ctrl+Q}")
        assert typist.ends() == 0
    with closing(sqlite3.connect(tmp_path / "asi.db")) as connection:
        assert connection.execute("SELECT count(*) FROM client").fetchone() == (0,)
    assert list(tmp_path.glob("asi-demo-*")) == []


def test_the_practice_data_are_not_offered_to_a_site_with_clients(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due).types("p").quiet(0.5)
    assert "ÖVNING" not in typist.screen()
    typist.sees("Uppföljningskö")


def test_practice_is_marked_on_every_screen(sit: Sit) -> None:
    typist = sit("demo").sees("ÖVNING", " ▸ ")
    typist.types("{F1}").sees("Hjälp", "ÖVNING").types("{Escape}").sees(" ▸ ", "ÖVNING")
    typist.types("f2{Enter}").sees("Intervjudatum", "ÖVNING").types("{Enter}{Enter}").sees("F9", "ÖVNING")


def test_without_a_terminal_the_queue_is_printed(site: Site) -> None:
    done = site.asi()
    assert (done.returncode, done.stderr) == (0, "")
    assert site.due in done.stdout
    assert "\x1b" not in done.stdout


def test_keying_needs_a_terminal(site: Site) -> None:
    done = site.asi("enter", site.due)
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_pipe_on_one_side_is_no_terminal(site: Site) -> None:
    """`asi | less` and the like print the queue too."""
    done = subprocess.run(COMMAND, env=site.environment(), input=b"", capture_output=True, check=False)
    assert done.returncode == 0
    assert site.due.encode() in done.stdout


@pytest.mark.parametrize(
    ("code", "exit_code", "says"), [("K7X2-MQ3G", 2, "K7X2"), ("ÅÄÖ", 2, "ÅÄÖ"), ("66AJRHS6", 0, "Intervjudatum")]
)
def test_enter_opens_a_client_by_code_or_says_why_not(
    site: Site, sit: Sit, code: str, exit_code: int, says: str
) -> None:
    assert site.due.replace("-", "") == "66AJRHS6"
    typist = sit("enter", code)
    typist.until(lambda: says in typist.raw.decode("utf-8", "replace"), f"says {says}")
    if exit_code == 0:
        typist.sees(says).types("{Ctrl+Q}")
    assert typist.ends() == exit_code


def test_an_idle_screen_sends_nothing(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due).quiet(1.0)
    sent = len(typist.raw)
    typist.reads(2.0)
    assert len(typist.raw) == sent
    typist.types("{Enter}{Enter}{Enter}").stands_at(" G9 ").quiet(1.0)
    sent = len(typist.raw)
    typist.reads(2.0)
    assert len(typist.raw) == sent


def test_a_command_that_is_not_built_is_refused_at_the_terminal_too(tmp_path: Path) -> None:
    done = run("dance", environment=surroundings(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
