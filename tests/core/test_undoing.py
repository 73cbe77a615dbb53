"""Undo, redo and clear: this session's changes, across questions, said in words."""

from __future__ import annotations

import pytest

from tests.scenario import Scenario


def test_undo_goes_back_over_questions_and_says_what_it_undid() -> None:
    desk = Scenario("grund", {"M6": 4}).at("M6").keys("07 3 x").has(M6=7, M7=3, M8="X")
    desk.keys("u").has(M8=None).stands_at("M8").says("undone: M8 is unanswered again")
    desk.keys("u").has(M7=None).stands_at("M7")
    desk.keys("Ctrl+Z").has(M6=4).stands_at("M6").says("undone: M6 is 4 again")
    desk.keys("u").has(M6=4).says("there is nothing to undo in this session")


def test_redo_makes_the_changes_again_in_their_order() -> None:
    desk = Scenario().at("M6").keys("07 3 x u u u").has(M6=None, M7=None, M8=None)
    desk.keys("Ctrl+Y").has(M6=7, M7=None).stands_at("M6").says("made again: M6 is 7")
    desk.keys("Ctrl+Y Ctrl+Y").has(M6=7, M7=3, M8="X").stands_at("M8").says("made again: M8 is X")
    desk.keys("Ctrl+Y").says("there is nothing to make again")


def test_a_new_answer_ends_the_redo() -> None:
    Scenario().at("M6").keys("07 3 u u 05 Ctrl+Y").has(M6=5, M7=None).says("there is nothing to make again")


def test_what_an_earlier_session_answered_is_not_undone() -> None:
    Scenario("grund", {"M6": 4}).at("M6").keys("u").has(M6=4).says("nothing to undo")


def test_undoing_a_gate_brings_its_questions_back() -> None:
    desk = Scenario("grund", {"M1": 2, "M2": 7}).at("M1").keys("00").skips("M2").stands_at("M3")
    desk.keys("u").asks("M2").counts("M2", 7, why="answered").stands_at("M1")
    desk.keys("Ctrl+Y").skips("M2").counts("M2", "N", why="n_skip")


def test_undo_finds_its_way_back_through_a_closed_gate() -> None:
    desk = Scenario().at("M1").keys("02 0703 Up Up 00").skips("M2").has(M1=0, M2=87).stands_at("M3")
    desk.keys("u").has(M1=2, M2=87).asks("M2").stands_at("M1")
    desk.keys("u").has(M1=2, M2=None).stands_at("M2")
    desk.keys("u").has(M1=None, M2=None).stands_at("M1")


def test_clear_makes_a_question_unanswered_and_stays() -> None:
    desk = Scenario("grund", {"M6": 7}).at("M6").keys("Delete").has(M6=None).stands_at("M6")
    desk.says("M6: 7 cleared").counts("M6", None, why="unanswered")
    desk.keys("Delete").says("M6 is already unanswered")
    desk.keys("u").has(M6=7).says("undone: M6 is 7 again")


@pytest.mark.parametrize("code", ["X", "N"])
def test_a_code_is_cleared_like_a_value(code: str) -> None:
    Scenario("grund", {"M2": code}).at("M2").keys("Delete").has(M2=None).says(f"M2: {code} cleared")


def test_clearing_a_gate_puts_its_questions_on_the_route() -> None:
    Scenario("grund", {"F11": 0}).skips("F24-30d").at("F11").keys("Delete").asks("F24-30d")


def test_clear_forgets_what_the_last_answer_replaced() -> None:
    desk = Scenario("grund", {"D15": 4}).at("D15").keys("01 Up").says("D15: 4 → 1")
    desk.keys("Delete").says("D15: 1 cleared").keys("Down").says_nothing()


def test_undo_forgets_what_the_last_answer_replaced() -> None:
    desk = Scenario("grund", {"D15": 4}).at("D15").keys("01").says("D15: 4 → 1")
    desk.keys("u").says("undone: D15 is 4 again").keys("Down").says_nothing()
