"""A database that is held or fails while somebody works: told in a sentence, nothing lost, and one may try again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from asi_tui.errors import DatabaseBusy, DatabaseError
from asi_tui.message import say
from asi_tui.tui import storing
from asi_tui.tui.opening import open_interview
from asi_tui.tui.screens.entry import EntryScreen
from tests.terminal.site import Site
from tests.tui.visit import Keyer, visit


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyer who waits for a disk no longer than it takes to see that."""
    monkeypatch.setattr(storing, "SAVING_PATIENCE", 0.2)


@pytest.mark.parametrize(
    ("box", "typed", "shown", "then", "stored"),
    [
        ("G9", "1", "[1]", "{Enter}", "1"),
        ("G9", "1", "[1]", "2", "2"),
        ("G9", "x", "[X]", "{Enter}", "X"),
        ("M6", "12", "[12]", "{Backspace}5", "15"),
        ("M6", "12", "[12]", "07", "7"),
        ("M2", "0203", "[2 år 03 mån]", "{Enter}", "27"),
        ("E3-spec", "svets{Enter}", "[svets_]", "are{Enter}", "svetsare"),
        ("E12", "9000{Enter}", "[9000_]", "{Down}", "9000"),
    ],
)
async def test_what_a_held_database_does_not_take_stays_in_its_box(
    site: Site, box: str, typed: str, shown: str, then: str, stored: str
) -> None:
    async with visit(str(site.database)) as keyer:
        await open_interview(keyer.app, site.interviews(site.drafts["grund"])[-1])
        await keyer.types(f"{{F4}}{box}{{Enter}}")
        with site.held():
            await keyer.types(typed)
            await keyer.until(lambda: "Inte sparat, Enter försöker igen" in keyer.screen(), "says so")
            assert shown in keyer.screen()
        await keyer.types("{Escape}")
        assert shown in keyer.screen()
        await keyer.types(then)
        assert site.answers(site.drafts["grund"]) == {box: stored}


def fails(error: type[DatabaseError]) -> Callable[..., Any]:
    def refuse(*arguments: object, **more: object) -> Any:
        raise error(say("The database is damaged"), "asi.db", say("nothing was stored; try again in a moment"))

    return refuse


DOINGS = {
    "reads what there is": ("{Enter}", "interviews"),
    "begins an interview": ("{Enter}{Enter}{Enter}", "begin_interview"),
    "reads what has begun": ("{Enter}{Enter}{Enter}", "open_interview"),
    "opens the list": ("{F5}", "queue"),
    "counts": ("{F5}", "counts"),
    "saves the settings": ("{F12}{Enter}{Enter}{Enter}{Enter}{Enter}{Enter}", "save_settings"),
}


@pytest.mark.parametrize(("doing", "error"), [*((doing, DatabaseError) for doing in DOINGS), ("counts", DatabaseBusy)])
async def test_a_database_that_fails_ends_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, doing: str, error: type[DatabaseError]
) -> None:
    keys, method = DOINGS[doing]

    def told(keyer: Keyer) -> bool:
        return "Databasen är skadad" in keyer.screen()

    async with visit(str(site.database)) as keyer:
        with monkeypatch.context() as broken:
            broken.setattr(keyer.app.casebook, method, fails(error))
            await keyer.types(keys)
            await keyer.until(lambda: told(keyer), "says what is the matter")
            assert keyer.app.is_running
        await keyer.back()
        await keyer.types("{F5}")
        await keyer.until(lambda: not told(keyer) and " ▸ " in keyer.screen(), "goes on")


async def test_a_fault_of_the_database_that_no_screen_expects_is_told_at_the_queue(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def press(screen: object, key: object) -> None:
        fails(DatabaseError)()

    async with visit(str(site.database)) as keyer:
        await open_interview(keyer.app, site.interviews(site.drafts["grund"])[-1])
        with monkeypatch.context() as broken:
            broken.setattr(EntryScreen, "press", press)
            await keyer.types("1")
        assert "Databasen är skadad" in keyer.screen()
        assert "Uppföljningskö" in keyer.screen()
        await keyer.types("{F5}")
        await keyer.until(lambda: "Databasen är skadad" not in keyer.screen(), "goes on")


async def test_an_interview_with_an_answer_that_is_none_is_told_at_the_queue(site: Site) -> None:
    code = site.drafts["grund"]
    with closing(sqlite3.connect(site.database)) as other, other:
        other.execute(
            "INSERT INTO answer (interview_id, question, value, at, by)"
            " SELECT id, 'M6', 'tolv', keyed_at, keyed_by FROM interview WHERE id = ?",
            [site.interviews(code)[-1]],
        )
    async with visit(str(site.database)) as keyer:
        await keyer.types(f"/{code}{{Enter}}{{Enter}}")
        await keyer.until(lambda: "Databasen är skadad: ett svar är inget svar" in keyer.screen(), "says so")
