"""The page of the unit: its plan and staff are read and changed there, and the program obeys at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asi_tui.config import Config, under_plan
from asi_tui.core.identity import read_code
from asi_tui.core.people import Role, Ways
from asi_tui.core.preferences import EarlierView, Settings
from asi_tui.core.staffing import StaffChange
from asi_tui.keys import keymap
from tests.terminal.site import Site
from tests.tui.visit import Keyer, visit


def planned(site: Site, **changed: Any) -> None:
    """The unit has decided."""
    with site.casebook() as book:
        found = book.planning.plan()
        book.planning.set_plan(found.unit.id, replace(found.plan, **changed), found.version)


def trained(site: Site, day: date | None, *, of: str = "bo") -> None:
    """A colleague or the user has been trained."""
    with site.casebook() as book:
        me = book.me()
        assert me is not None
        who = book.planning.add_staff("bo", "Bo Ek", me.unit.id, Role.TREATMENT) if of == "bo" else me
        book.planning.change_staff(who.id, StaffChange(trained_on=day))


def due_day(site: Site) -> str:
    (day,) = site.column(
        "SELECT due_on FROM follow_up JOIN client ON client.id = client_id"
        " WHERE code = ? AND kind = 'follow_up' AND closed_at IS NULL",
        read_code(site.due),
    )
    return str(day)


async def test_the_plan_is_read_and_changed_on_screen_and_the_queue_follows(site: Site) -> None:
    trained(site, date(2020, 1, 1))
    today = date.today()
    async with visit(str(site.database), size=(100, 45)) as keyer:
        await keyer.types("e")
        assert "ingen plan är satt" in keyer.screen()
        assert "! 2 saknar utbildning eller repetition" in keyer.screen()
        assert "! Bo Ek" in keyer.screen()
        assert "repetition skulle ha skett 2022-01-01" in keyer.screen()
        assert due_day(site) == today.isoformat()
        await keyer.types("eAlla som utreds{Down}från 18 år; inte LVM{Down}{Down}{Down}12{F9}")
        assert "Planen gäller från och med nu" in keyer.screen()
        assert "Alla som utreds" in keyer.screen()
        assert "från 18 år; inte LVM" in keyer.screen()
        assert "Tid till uppföljning: 6 månader → 12 månader" in keyer.screen()
        assert due_day(site) > today.isoformat()
        await keyer.back()
        assert "Uppföljningskö" in keyer.screen()
    (limits,) = site.column("SELECT limits FROM unit_plan")
    assert limits == "från 18 år\ninte LVM"


async def test_what_contradicts_itself_is_told_together_and_nothing_is_stored(site: Site) -> None:
    async with visit(str(site.database), size=(100, 45)) as keyer:
        # No words of who is interviewed but limits, and what is short left out for longer than the interval.
        await keyer.types("ee{Down}från 18 år{Down}{Down}{Down}1{Down}31{F9}")
        screen = " ".join(keyer.screen().split())
        assert "Inget ändrades" in screen
        assert "det står inte vem som intervjuas" in screen
        assert "Undanta färre än 30 dagar" in screen
        await keyer.types("{Backspace}{F9}")
        assert "Undanta färre" not in keyer.screen()
        assert "det står inte vem som intervjuas" in " ".join(keyer.screen().split())
        await keyer.types("{Escape}{Escape}")
    assert site.count("unit_plan") == 0


async def test_whoever_may_not_change_the_plan_reads_it(site: Site) -> None:
    trained(site, date(2026, 1, 1))
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute("UPDATE staff SET role = 'chef' WHERE account = 'bo'")
    async with visit(str(site.database)) as keyer:
        await keyer.types("ee")
        assert "Planen ändras av chef, samordnare eller admin" in keyer.screen()
        assert "Enhetens plan" in keyer.screen()


def form_named(keyer: Keyer) -> str:
    """The form in the head of an interview."""
    (line,) = (line for line in keyer.lines() if "Formulär" in line)
    return " ".join(line.split()[1:])


@pytest.mark.parametrize(
    ("changed", "key", "form"),
    [
        ({}, "{Enter}", "ASI Grund"),
        ({"base_form": "grund-kort"}, "{Enter}", "ASI Grund, kort"),
        ({"base_form": "grund"}, "k", "ASI Grund, kort"),
        ({"base_form": "grund-kort"}, "k", "ASI Grund, kort"),
    ],
)
async def test_enter_takes_the_form_of_the_plan_and_k_the_short_one(
    site: Site, changed: dict[str, str], key: str, form: str
) -> None:
    planned(site, **changed)
    async with visit(str(site.database)) as keyer:
        await keyer.types(f"/Nils{{Enter}}{key}")
        assert form_named(keyer) == form


async def test_a_form_that_is_no_longer_there_is_not_taken(site: Site) -> None:
    with closing(sqlite3.connect(site.database)) as connection, connection:
        connection.execute("UPDATE unit SET base_form = 'uppf', follow_up_form = '[b]borta'")
    async with visit(str(site.database)) as keyer:
        await keyer.types("/Nils{Enter}{Enter}")
        assert form_named(keyer) == "ASI Grund"


@pytest.mark.parametrize(
    ("mine", "bo", "told"),
    [
        (None, None, ""),
        (None, date(2026, 1, 1), "saknar ASI-utbildning"),
        (date(2020, 1, 1), None, "ASI-repetition försenad"),
        (date.today(), None, ""),
    ],
)
async def test_the_head_tells_of_the_interviewers_training_and_keeps_nobody_from_keying(
    site: Site, mine: date | None, bo: date | None, told: str
) -> None:
    if bo is not None:
        trained(site, bo)
    if mine is not None:
        trained(site, mine, of="me")
    async with visit(str(site.database)) as keyer:
        await keyer.types("/Nils{Enter}{Enter}")
        (line,) = (line for line in keyer.lines() if "Intervjuare" in line)
        assert line.partition("Anna Berg")[2].strip() == told
        await keyer.types("{Enter}{Enter}")
        assert type(keyer.app.screen).__name__ == "EntryScreen"


async def test_what_the_plan_shows_and_allows_holds_from_the_start_and_when_it_is_changed(site: Site) -> None:
    planned(site, earlier=EarlierView.NEVER, finish_short=True, show_ratings=True)
    async with visit(str(site.database)) as keyer:
        config = keyer.app.config
        assert (config.earlier, config.finish_short, config.show_ratings) == ("never", True, True)
        await keyer.types("ee" + "{Down}" * 9 + "3{F9}")
        assert keyer.app.config.finish_short is False
        assert keyer.app.config.earlier == "never"


@pytest.mark.parametrize(
    ("ways", "in_force"),
    [
        (Ways(), ("after", False, True)),
        (Ways(earlier="before", finish_short=True, show_ratings=False), ("before", True, False)),
        (Ways(earlier="never"), ("never", False, True)),
        (Ways(earlier="[b]sometimes"), ("after", False, True)),
    ],
)
def test_the_plan_goes_before_the_configuration(ways: Ways, in_force: tuple[str, bool, bool]) -> None:
    config = under_plan(Config(database="", show_ratings=True, keymap=keymap()), ways)
    assert (config.earlier, config.finish_short, config.show_ratings) == in_force


@pytest.mark.parametrize(
    ("unit", "own", "in_force"),
    [("never", EarlierView.BEFORE, "never"), ("before", EarlierView.NEVER, "never"), ("after", None, "after")],
)
async def test_a_person_may_see_less_than_the_plan_shows_and_never_more(
    site: Site, unit: str, own: EarlierView | None, in_force: str
) -> None:
    planned(site, earlier=EarlierView(unit))
    with site.casebook() as book:
        book.save_settings(Settings(earlier=own))
    async with visit(str(site.database)) as keyer:
        assert keyer.app.config.earlier == in_force
