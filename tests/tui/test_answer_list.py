"""The answers as the panel shows them: short lists whole, long ones page by page, and what a search leaves of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from asi_tui.core.instrument import Instrument, Step
from asi_tui.handbook import EXAMPLE, page
from asi_tui.i18n import use_language
from asi_tui.tui.widgets.answer_list import answer_list, lookup_line
from asi_tui.tui.widgets.paper import words_of
from tests.core.test_overlay_items import site
from tests.scenario import Scenario, instrument

ROWS = 5
"""The lines that the panel leaves for the answers at 80x24."""


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


@cache
def own() -> Instrument:
    """The instrument with the overlay of the handbook: Z1 is answered from a list of 35 municipalities."""
    return site(page(EXAMPLE))


def at(box: str, typed: str = "", **answers: int) -> Scenario:
    return Scenario(answers=answers, made_with=own()).at(box).keys(typed)


def shown(desk: Scenario, width: int = 80, rows: int = ROWS) -> list[str]:
    return [words_of(line) for line in answer_list(desk.desk, width, rows).lines]


def part(desk: Scenario, width: int = 80, rows: int = ROWS) -> str | None:
    told = answer_list(desk.desk, width, rows).part
    return None if told is None else str(told)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_every_list_of_the_questionnaire_is_shown_whole(width: int) -> None:
    lists = [q for q in instrument().questions.values() if q.choices and q.step is Step.INTERVIEW]
    assert len(lists) > 100
    for question in lists:
        desk = Scenario().at(question.code)
        lines = shown(desk, width)
        assert part(desk, width) is None
        assert len(lines) <= ROWS
        assert all(len(line) <= width for line in lines)
        words = " ".join(lines)
        for choice in question.choices:
            assert f" {choice.code} {choice.label.sv[:6]}" in words


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("rows", [1, 3, 5])
def test_the_pages_of_a_long_list_hold_every_answer_once(width: int, rows: int) -> None:
    desk = at("Z1", "l Down")
    pages = []
    for _ in own().questions["Z1"].choices:
        lines = shown(desk, width, rows)
        assert len(lines) <= rows
        assert all(len(line) <= width for line in lines)
        assert sum(line.count("▸") for line in lines) == 1
        pages.append(" ".join(lines).replace("▸", " "))
        desk.keys("Down")
    found = " ".join(one for before, one in pairwise(["", *pages]) if one != before)
    for choice in own().questions["Z1"].choices:
        assert found.count(f" {choice.code} ") == 1


def test_a_page_reads_downwards_and_is_told_as_a_part_of_the_list() -> None:
    desk = at("Z1")
    assert [line.rstrip() for line in shown(desk)] == [
        "   1214 Svalöv              1257 Örkelljunga         1264 Skurup",
        "   1230 Staffanstorp        1260 Bjuv                1265 Sjöbo",
        "   1231 Burlöv              1261 Kävlinge            1266 Hörby",
        "   1233 Vellinge            1262 Lomma               1267 Höör",
        "   1256 Östra Göinge        1263 Svedala             1270 Tomelilla",
    ]
    assert part(desk) == "1-15 of 35"
    assert part(desk, 120) is None


def test_the_page_is_the_one_where_the_answer_stands() -> None:
    assert part(at("Z1", Z1=1290)) == "16-30 of 35"
    assert part(at("Z1", Z1=9999)) == "31-35 of 35"
    assert any("9999 utomlands" in line for line in shown(at("Z1", Z1=9999)))


def test_digits_leave_the_codes_that_go_on_from_them() -> None:
    assert [line.split() for line in shown(at("Z1", "129"))] == [
        ["1290", "Kristianstad", "1291", "Simrishamn", "1292", "Ängelholm", "1293", "Hässleholm"]
    ]
    assert part(at("Z1", "12")) == "1-20 of 33"
    assert part(at("Z1", "5")) == "1-15 of 35"


SEARCHED = {
    "l": ("", "Sök i listan: _  bokstäver söker, pilarna väljer, Esc lämnar"),
    "l Down": ("1214 Svalöv", "Sök i listan: _  ▸ 1214 Svalöv   1 av 35   Enter tar svaret, Esc tömmer"),
    "l hö": ("1266 Hörby", "Sök i listan: hö_  ▸ 1266 Hörby   1 av 3   Enter tar svaret, Esc tömmer"),
    "l hö Down": ("1267 Höör", "Sök i listan: hö_  ▸ 1267 Höör   2 av 3   Enter tar svaret, Esc tömmer"),
    "l qq": ("", "Sök i listan: qq_  inget svar börjar så"),
}


@pytest.mark.parametrize(("typed", "told"), SEARCHED.items())
def test_a_search_marks_what_enter_takes_and_says_so_below(typed: str, told: tuple[str, str]) -> None:
    desk = at("Z1", typed)
    here, line = told
    assert words_of(lookup_line(desk.desk, 80)) == f" {line}"
    assert len(words_of(lookup_line(desk.desk, 40))) <= 40
    (marked,) = [row.partition("▸")[2] for row in shown(desk) if "▸" in row] or [""]
    assert marked.startswith(here)
    assert bool(marked) is bool(here)


def test_what_is_left_of_a_list_of_the_questionnaire_is_all_that_is_shown() -> None:
    assert [line.strip().lstrip("▸").split()[0] for line in shown(at("D14", "l al"))] == ["1", "2", "15"]


def test_there_is_nothing_to_show_of_an_answer_that_is_counted_or_where_there_is_no_room() -> None:
    assert shown(at("M6")) == []
    assert shown(at("Z1"), rows=0) == []
