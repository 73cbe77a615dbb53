"""What each type of box makes of the keys: when it takes the value, and where the cursor goes then."""

from __future__ import annotations

import pytest

from asi_tui.core.answer import Value
from tests.scenario import Scenario

Typed = tuple[str, str, Value]
"""The box, the keys, and the answer they give."""

ONE_DIGIT: list[Typed] = [
    ("E4", "0", 0),
    ("E4", "1", 1),
    ("M7", "4", 4),
    ("G9", "1", 1),
    ("G19", "6", 6),
    ("E7", "9", 9),
    ("D1-route", "5", 5),
    ("F3", "2", 2),
    ("F11", "0", 0),
    ("F11", "9", 9),
    ("H3-A", "1", 1),
    ("P4-30d", "1", 1),
]
TWO_DIGITS: list[Typed] = [
    ("M6", "07", 7),
    ("M6", "7 Enter", 7),
    ("M6", "00", 0),
    ("M6", "0 Enter", 0),
    ("M6", "30", 30),
    ("M6", "3 Enter", 3),
    ("M1", "99", 99),
    ("M1", "9 Enter", 9),
    ("D1-life", "12", 12),
    ("E2", "06", 6),
    ("E18", "20", 20),
    ("D14", "03", 3),
    ("D14", "3 Enter", 3),
    ("D14", "16", 16),
    ("D14", "1 Enter", 1),
    ("L23", "05", 5),
    ("L23", "20", 20),
]
YEARS_MONTHS: list[Typed] = [
    ("M2", "0703", 87),
    ("M2", "7 Enter 3 Enter", 87),
    ("M2", "07 Enter 03 Enter", 87),
    ("M2", "07 3 Enter", 87),
    ("M2", "7 Enter 03", 87),
    ("M2", "7 Enter Enter", 84),
    ("M2", "07 Enter Enter", 84),
    ("M2", "12 Enter 3 Enter", 147),
    ("M2", "12 Enter Enter", 144),
    ("M2", "12 Tab", 144),
    ("M2", "7 Down 3 Down", 87),
    ("M2", "0000", 0),
    ("M2", "0 Enter 0 Enter", 0),
    ("M2", "0 Enter Enter", 0),
    ("M2", "1 Enter 11", 23),
    ("M2", "9911", 1199),
]
MONEY: list[Typed] = [
    ("E12", "0 Enter", 0),
    ("E12", "7 Enter", 7),
    ("E12", "12500 Enter", 12_500),
    ("E12", '"12 500" Enter', 12_500),
    ("E12", '" 12 500 " Enter', 12_500),
    ("E12", "007 Enter", 7),
    ("E12", "999999 Enter", 999_999),
    ("E12", "99 Tab", 99),
]
TEXT: list[Typed] = [
    ("M3-spec", '"diabetes, insulin" Enter', "diabetes, insulin"),
    ("M3-spec", '"  två   ord " Enter', "två ord"),
    ("M3-spec", "gungsnus Enter", "gungsnus"),
    ("M3-spec", "nx Enter", "nx"),
    ("M3-spec", "x-ben Enter", "x-ben"),
    ("M3-spec", '"hiv, 2019 + 2*5/1 s" Enter', "hiv, 2019 + 2*5/1 s"),
    ("M3-spec", "hepatir Backspace t Tab", "hepatit"),
    ("M3-spec", "x Enter", "X"),
    ("M3-spec", "X Enter", "X"),
    ("M3-spec", ". Enter", "X"),
    ("M3-spec", ", Enter", "X"),
    ("M3-spec", "n Enter", "N"),
    ("M3-spec", "N Enter", "N"),
    ("M3-spec", "/ Enter", "N"),
]
CODES: list[Typed] = [
    *((box, key, "X") for box in ("E4", "M6", "M2", "E12", "D14", "P9-30d") for key in "x,."),
    *((box, key, "N") for box in ("E9", "M2", "D15", "L23", "H1-A", "F18-30d") for key in "n/"),
]

QUICK: list[Typed] = [
    ("M6", "7", 7),
    ("M6", "4", 4),
    ("M6", "0", 0),
    ("M6", "30", 30),
    ("M6", "3 Enter", 3),
    ("M6", "12", 12),
    ("M1", "0", 0),
    ("M1", "70", 70),
    ("E18", "3", 3),
    ("E18", "20", 20),
    ("D14", "0", 0),
    ("D14", "2", 2),
    ("D14", "9", 9),
    ("D14", "16", 16),
    ("L23", "3", 3),
    ("L23", "20", 20),
    ("L23", "08", 8),
    ("M2", "0 3", 3),
    ("M2", "0 11", 11),
    ("M2", "12 0", 144),
    ("M2", "12 2", 146),
    ("M2", "7 Enter 1 Enter", 85),
    ("E12", "0 Enter", 0),
]


@pytest.mark.parametrize(
    ("box", "typed", "value"), [*ONE_DIGIT, *TWO_DIGITS, *YEARS_MONTHS, *MONEY, *TEXT, *CODES], ids=str
)
def test_the_keys_give_the_answer_and_the_cursor_goes_on(box: str, typed: str, value: Value) -> None:
    after = Scenario().at(box).keys(typed).has({box: value}).nothing_half_typed().unlocked()
    assert after.desk.at == after.desk.interview.next(box)
    assert [change.code for change in after.stored] == [box]


@pytest.mark.parametrize(("box", "typed", "value"), QUICK, ids=str)
def test_quick_keying_takes_a_value_that_nothing_can_continue(box: str, typed: str, value: Value) -> None:
    after = Scenario(quick=True).at(box).keys(typed).has({box: value}).nothing_half_typed()
    assert after.desk.at == after.desk.interview.next(box)


@pytest.mark.parametrize(
    ("box", "typed", "half", "years"),
    [
        ("M6", "0", "0", None),
        ("M6", "7", "7", None),
        ("M1", "9", "9", None),
        ("D14", "9", "9", None),
        ("M2", "7", "7", None),
        ("M2", "07", "", 7),
        ("M2", "7 Enter", "", 7),
        ("M2", "07 Enter", "", 7),
        ("M2", "07 1", "1", 7),
        ("E12", "999999", "999999", None),
        ("E12", '"9 9 "', "99", None),
        ("E12", "007", "7", None),
        ("M3-spec", '"x y "', "x y ", None),
    ],
)
def test_a_box_waits_for_its_second_digit_or_enter(box: str, typed: str, half: str, years: int | None) -> None:
    Scenario().at(box).keys(typed).half_typed(half, years).has({box: None}).stands_at(box)


@pytest.mark.parametrize(
    ("box", "typed", "half", "years"),
    [
        ("M6", "1", "1", None),
        ("M6", "3", "3", None),
        ("M1", "7", "7", None),
        ("D14", "1", "1", None),
        ("E18", "2", "2", None),
        ("L23", "0", "0", None),
        ("L23", "2", "2", None),
        ("M2", "7", "7", None),
        ("M2", "0", "", 0),
        ("M2", "0 1", "1", 0),
    ],
)
def test_quick_keying_waits_while_a_legal_value_may_follow(box: str, typed: str, half: str, years: int | None) -> None:
    Scenario(quick=True).at(box).keys(typed).half_typed(half, years).has({box: None}).stands_at(box)


@pytest.mark.parametrize("value", ["07", "x", "0000", "07 Enter 03"])
def test_an_enter_after_a_value_that_took_itself_belongs_to_it(value: str) -> None:
    box = "G14" if len(value) > 2 else "G20"
    following = "G15" if box == "G14" else "M1"
    answered = Scenario("grund", {following: 1}).at(box).keys(value).stands_at(following)
    answered.keys("Enter").stands_at(following)
    answered.keys("Enter").stands_at("G19" if following == "G15" else "M2")


def test_an_enter_after_a_value_that_enter_took_is_an_enter_of_its_own() -> None:
    Scenario("grund", {"M7": 2}).at("M6").keys("7 Enter").stands_at("M7").keys("Enter").stands_at("M8")


def test_any_key_between_frees_the_enter() -> None:
    Scenario("grund", {"M6": 7, "M7": 2}).at("M6").keys("08 Up Enter").stands_at("M7").keys("Enter").stands_at("M8")


def test_enter_on_an_open_question_does_nothing_and_on_an_answered_one_goes_on() -> None:
    Scenario().at("M6").keys("Enter Enter Enter").stands_at("M6").unlocked().says_nothing()
    Scenario("grund", {"M6": "X", "M7": 1}).at("M6").keys("Enter Enter").stands_at("M8")


def test_words_in_a_written_answer_are_never_commands_but_function_keys_are() -> None:
    Scenario().at("M3-spec").keys('"gus*+-/" F3').has({"M3-spec": "gus*+-/"}).stands_at("M3-spec")
    asked = Scenario().at("M3-spec").keys("F1 F3 F9").asked
    assert asked == ["help", "head", "complete"]


@pytest.mark.parametrize(
    ("key", "there"), [("-", "M3"), ("Up", "M3"), ("Down", "M4"), ("Tab", "M4"), ("F4", "M3-spec")]
)
def test_the_pad_moves_over_an_empty_written_answer(key: str, there: str) -> None:
    Scenario().at("M3-spec").keys(key).stands_at(there).unlocked().has({"M3-spec": None})


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hepatit\nB", "hepatit"),
        ("\n\n  hepatit B  \r\nmer", "hepatit B"),
        ("e\u0301pi\x1b[31mlepsi\u202e\ud800", "\u00e9pi[31mlepsi"),
        ("ab" * 150, "ab" * 100),
    ],
)
def test_pasted_words_are_cleaned_and_stop_at_the_line(typed: str, text: str) -> None:
    Scenario().at("M3-spec").pastes(typed).has({"M3-spec": None}).keys("Enter").has({"M3-spec": text})


@pytest.mark.parametrize("box", ["E4", "M6", "M2", "E12"])
def test_pasted_text_is_refused_where_a_number_is_wanted(box: str) -> None:
    Scenario().at(box).pastes("1").has({box: None}).says("pasted text is not taken here").locked()
    Scenario().at("M6").keys("1").pastes("2").nothing_half_typed().locked()
    Scenario().at("M3-spec").keys("F4").pastes("D14").stands_at("M3-spec").locked()


def test_a_digit_on_an_answered_question_replaces_it_and_says_so_until_the_next_answer() -> None:
    desk = Scenario("grund", {"D15": 4}).at("D15").keys("1").has(D15=4).says_nothing()
    desk.keys("Enter").has(D15=1).says("D15: 4 → 1", "undoes")
    desk.keys("Up Down Home g D14 Enter").stands_at("D14").says("D15: 4 → 1")
    desk.keys("q Escape").says("D15: 4 → 1").keys("0 Escape").says("D15: 4 → 1")
    desk.keys("03").says_nothing()


def test_a_value_replaced_by_moving_on_is_said_too() -> None:
    Scenario("grund", {"M6": 4}).at("M6").keys("7 Up").has(M6=7).stands_at("M5-spec").says("M6: 4 → 7")


def test_the_same_answer_again_stores_nothing() -> None:
    assert Scenario("grund", {"M6": 7}).at("M6").keys("07").stands_at("M7").says_nothing().stored == []
