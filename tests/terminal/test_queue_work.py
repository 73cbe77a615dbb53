"""The queue worked through at a real terminal: every action by one key, by one person and by two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from asi_tui.core.happenings import CaseChange
from asi_tui.core.outcomes import Channel, ContactResult
from asi_tui.core.queue import Scope
from tests.terminal.conftest import moved
from tests.terminal.due_site import (
    ANNA,
    BO,
    CARIN,
    CLIENTS,
    TODAY,
    add_due,
    aim,
    desk_of,
    follow_up_of,
    found_due,
    waiting,
)
from tests.terminal.site import Site
from tests.terminal.typist import Typist, keys_in


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


BUDGET = 120

FEEDBACK = "{Enter}g{Enter}"
DECLINED, NO_TIME = "b10{Enter}", "b20{Enter}"
BY_NOTES = "a1{Enter}"
LATER = "s+90{Enter}1{Enter}"
TOGETHER = "  b21{Enter}"

WORKING_DAY = FEEDBACK * 10 + DECLINED * 3 + NO_TIME * 2 + BY_NOTES * 2 + LATER + TOGETHER
"""Ten talks with clients recorded, then the ten follow-ups: none of them is held today, each for its reason."""


def test_twenty_due_rows_are_cleared_within_the_budget_of_keys(due: Site, anna: Typist) -> None:
    with desk_of(due.place, ANNA) as casebook:
        assert len(waiting(casebook)) == 2 * CLIENTS
    assert len(keys_in(WORKING_DAY)) <= BUDGET
    anna.types(WORKING_DAY).sees("Ingen ", "2 rader: bortfall")
    with desk_of(due.place, ANNA) as casebook:
        assert waiting(casebook) == ()
    outcomes = due.rows(
        "SELECT kind, outcome, count(*) FROM follow_up WHERE closed_at IS NOT NULL GROUP BY kind, outcome ORDER BY 1, 2"
    )
    lost = [(outcome, count) for kind, outcome, count in outcomes if kind == "follow_up"]
    assert sum(count for kind, _, count in outcomes if kind == "feedback") == CLIENTS
    assert sorted(count for _, count in lost) == [2, 7]
    anna.types("z").sees("Ångrat: 2 rader").types("z").sees("Ångrat", "uppskjuten")


def test_every_action_is_one_key_and_is_undone_by_one(due: Site, anna: Typist) -> None:
    first = anna.types("f2").sees("uppföljningar").marked_code
    anna.types("t11{Enter}").sees(f"{first}: försök 1, ej svar; z ångrar", "t1")
    assert anna.marked_code != first, "the arrow goes to the next row"
    anna.types("z").sees(f"Ångrat: {first}").until(lambda: anna.marked_code == first, "is back at the row")
    anna.types("{Home}u2{Enter}").sees("uppdrag till Bo Ek", "uppdrag BE")
    anna.types("{Home}u0{Enter}").sees("uppdraget är taget tillbaka").sees_no_more("uppdrag BE")
    anna.types("{Home}s+3{Enter}semester{Enter}").sees(f"uppskjuten till {TODAY + timedelta(days=3)}")
    anna.types("z").sees("Ångrat")
    anna.types("{Home}o1{Enter}").sees("lämnad över till Bo Ek", "Bo Ek").types("z").sees("Ångrat")
    anna.types("{Home}i").sees("Varför raden står här", "Grund kort").types("{Escape}").sees_no_more("Varför raden")
    anna.types("{Home}a1{Enter}").sees("uppföljd på annat sätt").types("z").sees("Ångrat")
    anna.types("z").sees("Ångrat").types("{Home}v").sees("Tidslinje", "Samtycken").types("{Escape}").sees("läst ")
    anna.types("f3{Enter}").sees("Klientens blad").types("g").sees("Gavs den").types("{Enter}")
    anna.sees("återkoppling given").types("z").sees("Ångrat")
    anna.types("{Home} {Down} ").sees("2 rader märkta").types("b10{Enter}").sees("2 rader: bortfall")
    anna.types("z").sees("Ångrat: 2 rader").types("gx").quiet(0.2)
    anna.types("{Escape}").sees_no_more("Förfaller  ")
    with desk_of(due.place, ANNA) as casebook:
        assert len(waiting(casebook)) == 2 * CLIENTS


def test_a_panel_that_is_left_does_nothing(due: Site, anna: Typist) -> None:
    for opened in ("b10", "t11", "s+3{Enter}1", "a1", "u1", "o1", "oo1"):
        anna.types(f"f2{{Home}}{opened}").sees("Esc avbryt").types("{Escape}").sees_no_more("Esc avbryt")
    anna.types("z").sees("Det finns inget att ångra")
    with desk_of(due.place, ANNA) as casebook:
        assert len(waiting(casebook)) == 2 * CLIENTS


def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_lost(due: Site) -> None:
    with Typist(environment=due.environment()) as typist:
        typist.sees(" ▸ ").types("f2").sees("uppföljningar")
        typist.types("s0231{Enter}").sees("Det finns ingen sådan dag").types("{Delete}-2{Enter}").sees("har varit")
        typist.types("{Delete}+5{Enter}{Enter}").sees("Här behövs ett skäl").types("{Escape}")
        typist.types("t11{Down}2099-01-01{Enter}").sees("ligger i framtiden").types("{Escape}")
        typist.types("b11{Enter}").sees("11 ej anträffad", "0 försök noterade").quiet(0.5)
        assert "Bortfall" in typist.screen(), "what was chosen still stands there"
        typist.types("{Escape}{Escape}b39{Enter}").sees("Välj en av dessa").types("{Escape}")
        typist.types("oxyz").sees("Inget val börjar med").types("{Escape}")
        code = typist.types("f2{Home}").sees("uppföljningar").marked_code
        with desk_of(due.place, BO) as casebook:
            client = casebook.client(code, "test")
            casebook.files.change_case(client.id, CaseChange.CLOSED_ITEMS_END, TODAY, "flyttar")
        typist.types("b10{Enter}").sees("Bo Ek").quiet(0.6).types("{Escape}")
        typist.types("z").sees("Det finns inget att ångra")


def test_the_second_of_two_is_told_who_was_first(due: Site, anna: Typist) -> None:
    code = anna.types("f2{Home}").sees("uppföljningar").marked_code
    with desk_of(due.place, BO) as casebook:
        casebook.work.drop_out(aim(follow_up_of(casebook, code)), "AVBOJT")
    # The keys behind the refused Enter were meant for what no longer stands there.
    anna.types("b20{Enter}{Enter}b20{Enter}").sees("Bo Ek").until(lambda: anna.marked_code != code, "shows it no more")
    assert "Bortfall " not in anna.screen()
    with desk_of(due.place, ANNA) as casebook:
        assert casebook.work.last_action() is None
        assert len(waiting(casebook)) == 2 * CLIENTS - 1


def test_what_was_typed_stays_when_the_row_is_still_there(due: Site, anna: Typist) -> None:
    code = anna.types("f2{Home}").sees("uppföljningar").marked_code
    anna.types("b26stängt för sommaren").sees("stängt för sommaren")
    with desk_of(due.place, BO) as casebook:
        casebook.work.attempt(aim(follow_up_of(casebook, code)), TODAY, Channel.PHONE, ContactResult.NO_ANSWER)
    anna.types("{Enter}").sees("Bo Ek", "stängt för sommaren").types("{Escape}{Enter}").sees(f"{code}: bortfall, annat")
    with desk_of(due.place, ANNA) as casebook:
        assert len(waiting(casebook)) == 2 * CLIENTS - 1


def test_a_colleague_leaves_with_twelve_rows(due: Site) -> None:
    with desk_of(due.place, BO) as casebook:
        for number in range(6):
            add_due(casebook, f"Bos Nr{number}")
        assert len(waiting(casebook, Scope.MINE)) == 12
    with Typist(environment=due.environment()) as typist:
        typist.sees(" ▸ ").types("/Bos").sees("Bos_").types("{Enter}")
        typist.until(lambda: "Bo Ek" in typist.marked, "stands at one of Bo's").types("oo").sees(
            "alla 12 rader hos Bo Ek"
        )
        typist.types("car{Enter}").sees("12 rader hos Bo Ek lämnade över till Carin Falk")
        with desk_of(due.place, CARIN) as casebook:
            assert len(waiting(casebook, Scope.MINE)) == 12
        typist.types("z").sees("Ångrat: 12 rader")
    with desk_of(due.place, BO) as casebook:
        assert len(waiting(casebook, Scope.MINE)) == 12


def test_the_queue_is_worked_in_the_smallest_window_and_in_a_wide_one(due: Site, anna: Typist) -> None:
    for size in ((30, 6), (120, 40), (200, 50), (80, 24)):
        anna.size(*size).quiet(0.2).types("{Home}t").quiet(0.1).types("11").quiet(0.1).types("{Escape}").quiet(0.1)
        anna.types("f").quiet(0.1).types("{Escape}").types("i").quiet(0.2).types("{Escape}").types("v").quiet(0.2)
        anna.types("4h{Escape}5{Enter}{Escape}e{Escape}").quiet(0.2).types("{Escape}").quiet(0.2)
    anna.sees("läst ", " ▸ ").types("z").sees("Det finns inget att ångra")
