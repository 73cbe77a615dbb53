"""Keys that cannot answer: nothing is stored, the reason is said, and keys typed ahead do no harm."""

from __future__ import annotations

import pytest

from tests.scenario import Scenario

REFUSED = [
    ("E4", "2", "2 is not among the answers (0, 1)"),
    ("G19", "0", "0 is not among the answers (1, 2, 3, 4, 5, 6)"),
    ("G19", "7", "7 is not among"),
    ("M7", "5", "5 is not among the answers (0, 1, 2, 3, 4)"),
    ("F3", "3", "3 is not among"),
    ("M6", "31", "31 is outside 0-30"),
    ("M6", "99", "99 is outside 0-30"),
    ("E18", "21", "21 is outside 0-20"),
    ("D14", "13", "13 is not among"),
    ("D14", "14", "14 is not among"),
    ("D14", "17", "17 is not among"),
    ("L23", "17", "17 is not among"),
    ("L23", "2 Enter", "2 is not among"),
    ("M2", "0712", "12 months is more than 11"),
    ("M2", "7 Enter 99", "99 months is more than 11"),
    ("E12", "1000000", "1000000 is outside 0-999999"),
    ("M6", "n", "N is not allowed on M6"),
    ("M6", "/", "N is not allowed on M6"),
    ("P4-30d", "n", "N is not allowed on P4"),
    ("L24", "/", "N is not allowed on L24"),
    ("E4", "j", "ja = 1"),
    ("E4", "J", "ja = 1"),
    ("M7", "p", "påtagligt = 3"),
    ("M6", "j", "j does nothing here"),
    ("M6", "ö", "ö does nothing here"),
    ("M6", "+", "M6 is not a standing fact: its earlier answer is not copied"),
    ("M6", "=", "= does nothing here"),
    ("M6", '" "', "does nothing here"),
    ("M6", "²", "² is not a digit"),
    ("M6", "٣", "٣ is not a digit"),
    ("M3-spec", "5", "the first key cannot be a digit"),
    ("M3-spec", '" " Enter', "there are no words in the answer"),
]
"""The box, the keys of which the last is refused, and what is said."""


@pytest.mark.parametrize(("box", "typed", "reason"), REFUSED)
def test_a_key_that_cannot_answer_is_refused_in_words(box: str, typed: str, reason: str) -> None:
    desk = Scenario().at(box).keys(typed).says(reason).locked().stands_at(box).nothing_half_typed()
    assert desk.stored == []


@pytest.mark.parametrize(("box", "typed", "reason"), REFUSED)
def test_a_refusal_keeps_the_answer_that_was_there(box: str, typed: str, reason: str) -> None:
    there = "värk" if box == "M3-spec" else 1
    Scenario("grund", {box: there}).at(box).keys(typed).locked().has({box: there})


def test_the_letter_of_an_answer_is_told_in_the_language_spoken() -> None:
    Scenario(language="en").at("E4").keys("y").says("yes = 1").locked()
    Scenario(language="en").at("E4").keys("j").says("j does nothing here").locked()


@pytest.mark.parametrize("key", ["x", "n", ",", ".", "/", "+", "s", "u", "Delete", "Ctrl+Z", "Ctrl+Y", "q", '" "'])
@pytest.mark.parametrize(("box", "half"), [("M6", "1"), ("M2", "0"), ("M2", "07"), ("M2", "071")])
def test_commands_on_a_half_typed_value_are_refused_and_discard_it(box: str, half: str, key: str) -> None:
    answers = {"M1": 2, "E4": 1}
    desk = Scenario("grund", answers).at(box).keys(half).keys(key).locked().nothing_half_typed().stands_at(box)
    assert desk.stored == []


@pytest.mark.parametrize("move", ["Up", "-", "Shift+Tab", "PgUp", "PgDn", "Home", "End", "g", "F4", "F3", "F9"])
@pytest.mark.parametrize("half", ["7", "07", "7 Enter"])
def test_years_without_months_cannot_be_left(half: str, move: str) -> None:
    Scenario().at("M2").keys(half).keys(move).says("the months are missing").locked().stands_at("M2").has(M2=None)


@pytest.mark.parametrize("move", ["Up", "-", "PgUp", "PgDn", "Home", "End", "g", "F3", "F9"])
def test_an_impossible_value_cannot_be_left_by_moving(move: str) -> None:
    Scenario().at("L23").keys("2").keys(move).says("2 is not among").locked().stands_at("L23").has(L23=None)


LOCK = [
    (0.4, [0.1], True),
    (0.4, [0.39], True),
    (0.4, [0.41], False),
    (0.4, [0.3, 0.3, 0.3], True),
    (0.4, [0.3, 0.3, 0.41], False),
    (1.0, [0.41], True),
    (1.0, [1.01], False),
    (0, [0.1], True),
    (0, [3600], True),
]
"""The quiet asked for, the seconds before each next key, and whether the last of those keys is still ignored."""


@pytest.mark.parametrize(("quiet", "gaps", "ignored"), LOCK)
def test_keys_are_ignored_until_it_has_been_quiet(quiet: float, gaps: list[float], ignored: bool) -> None:
    desk = Scenario(pace=0, lock_seconds=quiet).at("E4").keys("2").locked()
    for gap in gaps[:-1]:
        desk.waits(gap).keys("1").has(E4=None)
    desk.waits(gaps[-1]).keys("1")
    if ignored:
        desk.locked(len(gaps)).has(E4=None).stands_at("E4")
        desk.says("2 is not among the answers (0, 1)", f"({len(gaps)} keys ignored)")
    else:
        desk.unlocked().has(E4=1).stands_at("E5").says_nothing()


@pytest.mark.parametrize("key", ["Escape", "Backspace"])
@pytest.mark.parametrize("quiet", [0, 0.4])
def test_escape_and_backspace_only_unlock(key: str, quiet: float) -> None:
    desk = Scenario(lock_seconds=quiet).at("E4").keys("2").keys(key).unlocked().stands_at("E4").says_nothing()
    assert (desk.asked, desk.stored) == ([], [])
    desk.keys("1").has(E4=1)


@pytest.mark.parametrize("key", ["x", "n", "u", "g", "F3", "F9", "F1", "Up", "Down", "PgDn", "Home", "Enter", "Delete"])
def test_commands_too_are_ignored_while_locked(key: str) -> None:
    desk = Scenario("grund", {"E3": 1}).at("E4").keys("2").keys(key).locked(1).stands_at("E4").has(E3=1, E4=None)
    assert (desk.asked, desk.stored) == ([], [])


def test_a_paste_while_locked_is_not_taken() -> None:
    Scenario().at("M3-spec").keys("5").pastes("diabetes").locked().has({"M3-spec": None}).nothing_half_typed()


def test_a_pasted_line_that_begins_with_a_digit_is_refused_whole() -> None:
    Scenario().at("M3-spec").pastes("5 mg morfin").locked(len(" mg morfin")).nothing_half_typed()


def test_a_surplus_digit_in_a_burst_answers_nothing_that_follows() -> None:
    burst = Scenario(pace=0.01).at("M6").keys("0 5 7 3 1 4 2 2 1")
    burst.has(M6=5, M7=None, M8=None).stands_at("M7").locked(6).says("7 is not among", "(6 keys ignored)")


def test_a_surplus_enter_in_a_burst_costs_nothing() -> None:
    Scenario(pace=0).at("M6").keys("05 Enter 3 Enter 1 Enter").has(M6=5, M7=3, M8=1).stands_at("E1")
