"""Interventions at a real terminal: registered, faulty, asked about, filled from the queue, undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asi_tui.core.followup import add_months
from asi_tui.core.identity import read_code
from asi_tui.core.intervention import Area, Attainment, EndReason, Status
from asi_tui.core.intervention_records import Record
from asi_tui.core.queue import ItemKind
from tests.terminal.conftest import moved
from tests.terminal.due_site import ANNA, BO, TODAY, desk_of, found_due, waiting
from tests.terminal.site import Site
from tests.terminal.typist import Typist

ENDED = add_months(TODAY, -6)
"""After the base interview; its follow-up would fall due a month after the open one."""

BEGAN = add_months(TODAY, -9)


@pytest.fixture(scope="module")
def founded_due(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return found_due(tmp_path_factory.mktemp("due"))


@pytest.fixture
def due(founded_due: Site, tmp_path: Path) -> Site:
    return moved(founded_due, tmp_path)


@pytest.fixture
def anna(due: Site) -> Iterator[Typist]:
    with Typist(environment=due.environment()) as typist:
        yield typist.sees(" ▸ ")


def records(due: Site, code: str) -> tuple[Record, ...]:
    with desk_of(due.place, ANNA) as casebook:
        return casebook.files.open(read_code(code), "test").interventions


def test_an_intervention_is_registered_asked_about_filled_from_the_queue_and_undone(due: Site, anna: Typist) -> None:
    code = anna.types("f2v").sees("Tidslinje", "ingen insats registrerad").screen().strip()[:9]
    # Faults are told where they are, and what was typed stays.
    anna.types(f"p111{BEGAN}{{Enter}}").stands_at("Slut").types(f"{add_months(BEGAN, -1)}{{Enter}}")
    anna.sees("ligger före starten", str(BEGAN)).types(f"{{Delete}}{ENDED}{{Enter}}").stands_at("Avslutsorsak")
    anna.types("23{Enter}dricka mindre{Enter}32eget boende{Enter}6{F9}").sees("ska den", "ligger kvar")
    anna.types("{Escape}").sees("F9 sparar, Esc igen").stands_at("Uppföljning").types("2{F9}")
    anna.sees("Sparat: ÅP", "raden står kvar i kön", "z ångrar", "ej ifylld", "avbruten av")
    (record,) = records(due, code)
    one = record.intervention
    assert (one.status, one.end_reason, one.provider) == (Status.ENDED, EndReason.BY_CLIENT, "Vuxen Norr")
    assert [(g.text, g.area, g.attainment) for g in one.goals] == [
        ("dricka mindre", Area.ALCOHOL, Attainment.PARTLY),
        ("eget boende", Area.FAMILY_SOCIAL, Attainment.NOT_ASSESSED),
    ]
    with desk_of(due.place, ANNA) as casebook:
        due_on = {row.kind: row.due_on for row in waiting(casebook) if row.client.code == read_code(code)}
        assert due_on[ItemKind.FOLLOW_UP] == add_months(ENDED, 6)
        assert due_on[ItemKind.INTERVENTION] == ENDED
        assert list(casebook.work.differences()) == []
    # Undone, and done again: the row stands in the queue, where Enter leads to what the record lacks.
    anna.types("z").sees("Ångrat: ÅP", "ingen insats registrerad")
    assert records(due, code) == ()
    anna.types(f"p111{BEGAN}{{Enter}}{ENDED}{{Enter}}1{{F9}}").sees("ska den").types("1{F9}").sees("Sparat: ÅP")
    anna.types("{Escape}").sees("Uppföljningskö").types("f6").stands_at("insats slut").sees("Enter insats")
    anna.types("{Enter}").stands_at("Klienten: hjälpte insatsen").types("43").types("13{F9}")
    anna.sees("Sparat: ÅP").quiet(0.2)
    (record,) = records(due, code)
    assert (record.intervention.worker_rating, record.recorded_on) == (3, TODAY)
    with desk_of(due.place, ANNA) as casebook:
        assert ItemKind.INTERVENTION not in {row.kind for row in waiting(casebook)}
    anna.types("z").sees("Ångrat").stands_at("insats slut")


def test_two_people_in_one_record_keep_what_each_has_typed(due: Site, anna: Typist) -> None:
    code = anna.types("f2v").sees("Tidslinje").screen().strip()[:9]
    anna.types(f"p14{{Enter}}{{Enter}}{BEGAN}{{Enter}}{{F9}}").sees("Sparat: KBT, pågår")
    anna.types("4{Enter}").sees("Insats: pågår").stands_at("Slut").types("{F1}").sees("Uppgifterna om en insats")
    anna.types("{Escape}").stands_at("Slut").types("{Up}{Up}Hemmet{Enter}")
    with desk_of(due.place, BO) as casebook:
        (record,) = casebook.files.open(read_code(code), "test").interventions
        casebook.interventions.change(record.id, replace(record.intervention, legal_basis="12 kap."), record.version)
    anna.types("{F9}").sees("Bo Ek ändrade uppgifterna", "Hemmet").types("{F9}").sees("Sparat")
    (record,) = records(due, code)
    assert (record.intervention.provider, record.intervention.legal_basis) == ("Hemmet", "12 kap.")
