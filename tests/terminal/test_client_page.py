"""The client's page at a real terminal: who they are, what has happened, and everything that starts from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asi_tui.core.client_file import ConsentKind, Protection
from asi_tui.core.identity import read_code
from asi_tui.core.queue import Scope
from tests.terminal.conftest import moved
from tests.terminal.due_site import ANNA, BO, desk_of, found_due, waiting
from tests.terminal.site import Site
from tests.terminal.typist import Typist

NUMBER = "19900101-2385"
"""A number that is published for tests."""


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


def test_a_new_client_is_added_once_warned_of_ordered_and_interviewed(due: Site, anna: Typist) -> None:
    new = "n{Delete}Doris Dag{Enter}19900101{Enter}1{Enter}"
    anna.types(new).sees("Slags nummer").types("1{Enter}").stands_at("Nummer").types("19900101-2386{F9}")
    anna.quiet(0.5).sees("[19900101-2386_]")
    anna.types("{Delete}" + NUMBER + "{F9}").sees("är tillagd", "ej intervjuad")
    code = anna.marked_code
    anna.types("g").sees("Beställ grundintervju").types("{Enter}").sees("grundintervju beställd", "grund beställd")
    anna.types("{Escape}n{Delete}Doris Dahg{Enter}900101{F9}").sees("Samma födelsedatum", code).types("{F9}")
    anna.sees("är tillagd").types("{Enter}").sees("Intervjudatum", "Grund").types("{Escape}")
    anna.types("/199001012385").sees("1 hittade", code).types("{Escape}/dahg").sees("1 hittade")
    with desk_of(due.place, ANNA) as casebook:
        (file,) = [casebook.files.open(read_code(code), "test")]
        assert (file.identity.number, file.identity.born) == ("199001012385", "1990-01-01")
        assert [row.kind for row in file.rows] == ["base"]


def test_everything_on_the_page_is_reached_and_done_by_keys(due: Site, anna: Typist) -> None:
    code = anna.types("f2v").sees("Tidslinje", "Väntar").screen().strip()[:9]
    # The time line: a decision, corrected; then one that never was.
    anna.types("hbesl{Enter}").sees("Tillagt: beslut").types("5").stands_at("beslut").types("{Enter}")
    anna.sees("Rätta en händelse").types("{Enter}").sees("Skäl till rättelsen")
    anna.types("fel dag{Enter}").sees("Rättat: beslut", "(rättad)")
    # Consents, each with its day.
    anna.types("6").stands_at("Att delta").types("{Enter}").sees("Samtycke:").types("{Enter}").sees("lämnat")
    anna.types("{Down}{Down}{Enter}{Enter}").sees("delning med utförare")
    # A row of the queue, from here.
    anna.types("2").quiet(0.2).types("t").sees("Kontaktförsök").types("12{Enter}").sees("försök 1").types("i")
    anna.sees("Varför raden står här").types("{Escape}z").sees("Ångrat")
    # Who the client is.
    anna.types("e").sees("Uppgifter om klienten", "F9 spara").types("Ny Namnsson{F9}").sees("Sparat", "Ny Namnsson")
    anna.sees("1 tidigare namn")
    # Interviews: the head of a new one, and back to the page.
    anna.types("n").sees("Ny intervju").types("{Enter}").sees("Intervjudatum").types("{Escape}").sees("Tidslinje")
    anna.types("3{Enter}").sees_no_more("Tidslinje").types("{Escape}").sees("Tidslinje")
    # The case is closed, once asked, and taken up again.
    anna.types("c1insatsen klar{Enter}").sees("ärendet avslutat").types("c1{Enter}").sees("ärendet återupptaget, ")
    anna.types("{Escape}").sees("Uppföljningskö")
    with desk_of(due.place, ANNA) as casebook:
        file = casebook.files.open(read_code(code), "test")
        assert file.identity.name == "Ny Namnsson"
        assert {consent.kind for consent in file.consents if consent.holds} == {
            ConsentKind.TAKING_PART,
            ConsentKind.SHARING_WITH_PROVIDER,
        }
        assert not file.closed


def test_a_decision_without_a_base_interview_asks_why(due: Site, anna: Typist) -> None:
    anna.types("n{Delete}Nils Ny{F9}").sees("är tillagd").types("v").sees("Tidslinje")
    anna.types("hbesl{Enter}").sees("Varför utan Grund").types("akut{Enter}").sees("Tillagt: beslut").types("5").sees(
        "akut"
    )


def test_a_protected_client_is_a_code_for_those_named_and_nobody_for_others(due: Site, anna: Typist) -> None:
    code = anna.types("f2v").sees("Tidslinje").screen().strip()[:9]
    anna.types("e").sees("F9 spara").types("{Down}" * 8).stands_at("Skyddade").types("2{F9}").sees("Välj vilka")
    anna.types("1{F9}").sees("SKYDDADE PERSONUPPGIFTER", "skyddad").types("{Escape}").sees(f"{code} skyddad")
    with desk_of(due.place, BO) as casebook:
        assert code.replace("-", "") not in {row.client.code for row in waiting(casebook, Scope.ALL)}
    with desk_of(due.place, ANNA) as casebook:
        assert casebook.files.open(read_code(code), "test").identity.protection is Protection.SECRECY_MARKED


def test_two_people_change_the_same_client_and_nothing_is_lost(due: Site, anna: Typist) -> None:
    code = anna.types("f2v").sees("Tidslinje").screen().strip()[:9]
    anna.types("e").sees("F9 spara").types("Mitt Namn{Down}").stands_at("Född")
    with desk_of(due.place, BO) as casebook:
        file = casebook.files.open(read_code(code), "test")
        casebook.files.change_identity(file.client.id, replace(file.identity, telephone="070-1"))
    anna.types("{F9}").sees("Bo Ek", "Mitt Namn", "070-1").types("{F9}").sees("Sparat")
    with desk_of(due.place, ANNA) as casebook:
        identity = casebook.files.open(read_code(code), "test").identity
        assert (identity.name, identity.telephone) == ("Mitt Namn", "070-1")
