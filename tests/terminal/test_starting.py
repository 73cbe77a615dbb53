"""The first minutes with the program, and the terminals and windows it is started in."""

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
    with Typist(environment=environment) as typist:
        typist.sees("Namn", "Enhet").types("{Enter}").quiet(0.2)
        assert "[_]" in typist.marked
        typist.types("{Escape}").quiet(0.3).types("Åsa Öberg{Enter}").stands_at("Enhet").types("Vuxen Öst{Enter}")
        typist.sees("Uppföljningskö", "Vuxen Öst · Åsa Öberg").types("{Ctrl+Q}").ends()
    database = tmp_path / "asi.db"
    assert database.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT staff.name, unit.name FROM staff JOIN unit ON unit.id = unit_id").fetchall()
    assert found == [("Åsa Öberg", "Vuxen Öst")]
    with Typist(environment=environment) as typist:
        typist.sees("Uppföljningskö", "Vuxen Öst · Åsa Öberg", "inga klienter")


def test_without_a_database_of_ones_own_one_is_made_where_data_belongs(tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    del environment["ASI_DATABASE"]
    with Typist(environment=environment) as typist:
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


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_on_a_terminal_that_cannot_be_drawn_on_the_queue_is_printed(site: Site, sit: Sit, term: str) -> None:
    typist = sit(TERM=term)
    assert typist.ends() == 0
    assert site.due in typist.screen()
    assert b"\x1b" not in typist.raw


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


SIZES = [(30, 6), (80, 24), (120, 40), (200, 50)]


def walks_through(typist: Typist, site: Site) -> None:
    """Through every kind of screen and back, keying two answers on the way; nothing may end the program."""
    row = site.due[:7]
    typist.sees(row).types("{F1}").sees_no_more(row).types("{PgDn}").quiet(0.2).types("{Escape}").sees(row)
    typist.types("{Ctrl+P}").sees("Kommando").types("{Escape}").sees(row)
    typist.types("n").sees_no_more(row).types("{Escape}").sees(row)
    typist.types("/").quiet(0.2).types("Ulla").quiet(0.2).types("{Escape}").sees(row)
    typist.types("f").quiet(0.2).types("u").quiet(0.2).types("f").quiet(0.2).types("d").stands_at(row)
    typist.types("{Enter}").sees("[2").types("{Enter}{Enter}").stands_at(" G9 ")
    typist.types("1").stands_at(" G19 ").types("{F9}").quiet(0.2).types("{Escape}").quiet(0.2)
    typist.types("{F1}").sees_no_more(" ▸ ").types("{Escape}").stands_at(" G19 ").types("7").quiet(0.7)
    typist.types("gD1{Enter}").stands_at(" D1 ").types("{PgDn}").quiet(0.2)
    typist.types("{Home}").stands_at(" G9 ").types("{End}").stands_at(" G19 ").types("2").stands_at(" G20 ")
    assert site.answers(site.due) == {"G9": "1", "G19": "2"}
    typist.types("{Escape}").stands_at(row).types("{Ctrl+Q}")
    assert typist.ends() == 0


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_is_drawn_in_windows_of_all_sizes(site: Site, sit: Sit, size: tuple[int, int]) -> None:
    walks_through(sit(size=size), site)


def test_all_fields_of_the_head_are_seen_in_the_smallest_window(site: Site, sit: Sit) -> None:
    typist = sit(size=(30, 6)).stands_at(site.due[:7]).types("{Enter}").stands_at("[2")
    for _ in range(6):
        here = typist.marked
        typist.types("{Down}").until(lambda here=here: typist.marked not in ("", here), "marks the next field")  # type: ignore[misc]
        assert "[" not in typist.marked
    typist.types("9").sees("Välj med")


def test_a_window_may_change_its_size_at_any_screen(site: Site, sit: Sit) -> None:
    typist = sit().sees(site.due)
    for size in [*SIZES, (10, 3), (1, 1), (80, 24)]:
        typist.size(*size).quiet(0.3)
    typist.sees(site.due, "F1").types("{Enter}{Enter}{Enter}").stands_at(" G9 ")
    for size in [*SIZES, (10, 3), (1, 1), (80, 24)]:
        typist.size(*size).quiet(0.3)
    typist.stands_at(" G9 ").sees("F1").types("1").stands_at(" G19 ")


@pytest.mark.parametrize(
    "more", [{"NO_COLOR": "1"}, {"COLORTERM": "truecolor"}, {"LC_ALL": "C", "LANG": "C"}, {"LANG": "xx_YY"}]
)
def test_every_screen_is_drawn_in_all_surroundings(site: Site, sit: Sit, more: dict[str, str]) -> None:
    walks_through(sit(**more), site)


@pytest.mark.parametrize("term", ["linux", "screen", "screen-256color", "tmux-256color", "vt100", "unheard-of"])
def test_every_kind_of_terminal_shows_the_queue_and_takes_answers(site: Site, sit: Sit, term: str) -> None:
    typist = sit("enter", site.drafts["grund"], TERM=term).stands_at(" G9 ").types("1").stands_at(" G14 ")
    assert site.answers(site.drafts["grund"]) == {"G9": "1"}
    typist.types("{Escape}").sees("Uppföljningskö")


LINUX_KEYS = {"f1": b"\x1b[[A", "f4": b"\x1b[[D", "shift+tab": b"\x1b\t", "home": b"\x1b[1~", "end": b"\x1b[4~"}


def test_the_keys_of_the_linux_console_are_known(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"], TERM="linux").stands_at(" G9 ")
    typist.types(LINUX_KEYS["f4"]).sees("Gå till").types("E4{Enter}").stands_at(" E4 ")
    typist.types(LINUX_KEYS["shift+tab"]).stands_at(" E3 ").types(LINUX_KEYS["home"]).stands_at(" G9 ")
    typist.types(LINUX_KEYS["end"]).stands_at(" G14 ").types(LINUX_KEYS["f1"]).sees("Hjälp")


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
