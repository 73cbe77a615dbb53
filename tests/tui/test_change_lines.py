"""The change on a screen: a line per area over time, values side by side, and the goals of the interventions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from rich.cells import cell_len

from asi_tui.core.change import Comparison
from asi_tui.core.intervention import Attainment, Goal, Intervention
from asi_tui.core.intervention_records import Record
from asi_tui.i18n import use_language
from asi_tui.tui.change_lines import change_lines
from asi_tui.tui.widgets.paper import words_of
from tests.core.narrated import book, client, compared, every, held, much, nothing, practised

GOAL = Record(
    id="1",
    client=client(),
    intervention=Intervention(
        unit="norr", responsible="anna", name="Öppenvård", goals=(Goal("Nykter", attainment=Attainment.PARTLY),)
    ),
)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def lines(found: Comparison, width: int = 80, records: tuple[Record, ...] = ()) -> list[str]:
    return [words_of(line).rstrip() for line in change_lines(found, ["Bättre."], book().words, records, width)]


def maj_britt() -> Comparison:
    return compared(practised("Maj-Britt")[1])


def test_each_area_has_a_line_over_time_with_a_sign_and_a_word() -> None:
    told = lines(maj_britt())
    assert sum("oro " in line and "hjälp " in line and "→" in line for line in told) == 7
    alcohol = next(line for line in told if line.startswith(" Alkohol  "))
    assert "oro 4→1→0" in alcohol
    assert alcohol.endswith("+ bättre")
    assert next(line for line in told if line.startswith(" Narkotika  ")).endswith("inga besvär")


def test_all_interviews_stand_side_by_side_with_how_it_has_gone() -> None:
    told = lines(maj_britt())
    days = [column.held_on.isoformat() for column in maj_britt().columns]
    heads = [line for line in told if line.split()[:3] == days]
    assert heads
    assert any(line.split()[-5:] == ["20", "3", "0", "+", "bättre"] for line in told)


def test_a_narrow_window_shows_the_first_and_the_latest() -> None:
    several = compared(tuple(held("grund", every("grund", much), on=date(2020 + year, 3, 2)) for year in range(6)))
    told = lines(several)
    head = next(line for line in told if "mellan visas inte" in line)
    assert "2020-03-02" in head
    assert "2025-03-02" in head
    assert "2021-03-02" not in head


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("answer", [much, nothing])
def test_no_line_is_wider_than_its_window(width: int, answer: object) -> None:
    two = compared((held("grund", every("grund", much)), held("uppf", every("uppf", much), on=date(2026, 9, 2))))
    for line in lines(two if answer is much else maj_britt(), width, (GOAL,)):
        assert cell_len(line) <= width


def test_the_goals_of_the_interventions_stand_with_how_far_they_were_reached() -> None:
    assert any(
        line.strip().startswith("· Nykter: delvis uppfyllt (Öppenvård)") for line in lines(maj_britt(), 80, (GOAL,))
    )
    assert not any("mål" in line for line in lines(maj_britt()))
