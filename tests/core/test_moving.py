"""Moving about in an interview: along the route, by area, by code; and taking things back."""

from __future__ import annotations

import pytest

from asi_tui.core.answer import Value
from asi_tui.core.interview import begin
from tests.scenario import Scenario, instrument

MOVES: list[tuple[str, str, str]] = [
    ("M6", "Down", "M7"),
    ("M6", "Tab", "M7"),
    ("M6", "Up", "M5-spec"),
    ("M6", "Shift+Tab", "M5-spec"),
    ("M6", "-", "M5-spec"),
    ("M6", "Backspace", "M5-spec"),
    ("M6", "PgDn", "E1"),
    ("M6", "PgUp", "G9"),
    ("E12", "PgUp", "M1"),
    ("M6", "Home", "G9"),
    ("M6", "End", "M7"),
    ("M8", "Down", "E1"),
    ("E1", "Up", "M8"),
    ("G9", "Up", "G9"),
    ("G9", "Backspace", "G9"),
    ("G9", "PgUp", "G9"),
    ("P12", "PgDn", "P12"),
    ("P20", "Down", "P20"),
    ("P20", "End", "G9"),
]
"""From, key, to; with nothing answered every box is on the route."""


@pytest.mark.parametrize(("start", "key", "end"), MOVES)
def test_moves_leave_the_question_open(start: str, key: str, end: str) -> None:
    desk = Scenario().at(start).keys(key).stands_at(end).unlocked()
    assert desk.stored == []


@pytest.mark.parametrize(
    ("start", "key", "words"),
    [
        ("G9", "Up", "this is the first question"),
        ("G19", "PgUp", "this is the first area"),
        ("P20", "Down", "this is the last question; complete with F9"),
        ("P12", "PgDn", "this is the last area"),
    ],
)
def test_the_ends_of_the_form_are_said(start: str, key: str, words: str) -> None:
    Scenario().at(start).keys(key).stands_at(start).says(words)


def test_after_the_last_answer_the_cursor_stays_and_says_f9() -> None:
    Scenario().at("P20").keys("0").has(P20=0).stands_at("P20").says("complete with F9").keys("Enter").stands_at("P20")


def test_moves_pass_over_what_is_skipped() -> None:
    desk = Scenario("grund", {"M1": 0, "M3": 0, "F11": 0}).at("M1")
    desk.keys("Down").stands_at("M3").keys("Down").stands_at("M4").keys("Up Up").stands_at("M1")
    desk.at("F23-life").keys("Down").stands_at("F24-life")


def test_next_open_goes_round_and_says_when_nothing_is_open() -> None:
    desk = Scenario("uppf-kort")
    codes = desk.desk.interview.plan.order
    desk.answer(dict.fromkeys(codes[1:], "X")).at(codes[5]).keys("End").stands_at(codes[0])
    desk.answer({codes[0]: "X"}).keys("End").stands_at(codes[0]).says("no question is open; complete with F9")


HALF: list[tuple[str, str, int, str]] = [
    ("M6", "7 Down", 7, "M7"),
    ("M6", "7 Tab", 7, "M7"),
    ("M6", "7 Up", 7, "M5-spec"),
    ("M6", "7 Shift+Tab", 7, "M5-spec"),
    ("M6", "7 -", 7, "M5-spec"),
    ("M6", "7 PgDn", 7, "E1"),
    ("M6", "7 PgUp", 7, "G9"),
    ("M6", "7 Home", 7, "G9"),
    ("M6", "7 End", 7, "M7"),
    ("M6", "7 g D14 Enter", 7, "D14"),
    ("M6", "7 F4 D14 Enter", 7, "D14"),
    ("M6", "7 F3", 7, "M6"),
    ("M6", "7 F9", 7, "M6"),
    ("M2", "07 3 Up", 87, "M1"),
    ("E12", "125 -", 125, "E11"),
]


@pytest.mark.parametrize(("box", "typed", "value", "end"), HALF)
def test_a_half_typed_value_is_taken_before_a_move(box: str, typed: str, value: int, end: str) -> None:
    Scenario().at(box).keys(typed).has({box: value}).stands_at(end).nothing_half_typed().unlocked()


@pytest.mark.parametrize(("key", "asked"), [("F3", "head"), ("F9", "complete")])
def test_what_a_half_typed_value_is_left_for_is_asked_for(key: str, asked: str) -> None:
    assert Scenario().at("M6").keys("7").keys(key).asked == [asked]


@pytest.mark.parametrize(("key", "asked"), [("F1", "help"), ("Ctrl+P", "palette")])
def test_help_leaves_a_half_typed_value_alone(key: str, asked: str) -> None:
    desk = Scenario().at("M6").keys("1").keys(key).half_typed("1")
    assert desk.asked == [asked]
    desk.keys("2").has(M6=12)


def test_escape_takes_back_a_half_typed_value_and_then_asks_to_close() -> None:
    desk = Scenario().at("M6").keys("1 Escape").nothing_half_typed().has(M6=None).stands_at("M6")
    assert desk.asked == []
    assert desk.keys("Escape").asked == ["close"]


@pytest.mark.parametrize(
    ("box", "typed", "half", "years"),
    [
        ("E12", "125 Backspace", "12", None),
        ("M2", "07 1 Backspace", "", 7),
        ("M2", "12 Backspace", "1", None),
        ("M3-spec", "abc Backspace Backspace", "a", None),
    ],
)
def test_backspace_takes_back_the_last_sign(box: str, typed: str, half: str, years: int | None) -> None:
    Scenario().at(box).keys(typed).half_typed(half, years).stands_at(box)


@pytest.mark.parametrize(
    ("box", "typed"), [("M6", "1 Backspace"), ("M2", "7 Enter Backspace"), ("M3-spec", "a Backspace")]
)
def test_backspace_empties_the_box_before_it_goes_back(box: str, typed: str) -> None:
    desk = Scenario().at(box).keys(typed).nothing_half_typed().stands_at(box)
    desk.keys("Backspace").stands_at(desk.desk.interview.back(box) or "")


GOTO: list[tuple[str, str, dict[str, Value]]] = [
    ("D14", "D14", {}),
    ("d14", "D14", {}),
    ("d1", "D1-30d", {}),
    ("D1", "D1-30d", {}),
    ("d1-life", "D1-life", {}),
    ("H3", "H3-A", {}),
    ("h3-p", "H3-P", {}),
    ("f24", "F24-30d", {}),
    ("f24", "F24-life", {"F11": 0}),
    ("m3", "M3", {}),
    ("m3-spec", "M3-spec", {}),
    ("D1x Backspace 4", "D14", {}),
    ("D.1,4", "D14", {}),
]
"""What is typed on the go-to line, where that leads, and the answers given before."""


@pytest.mark.parametrize("opened", ["g", "F4"])
@pytest.mark.parametrize(("typed", "box", "answers"), GOTO)
def test_goto_finds_a_box_by_what_is_printed_beside_it(
    typed: str, box: str, answers: dict[str, Value], opened: str
) -> None:
    Scenario("grund", answers).at("M6").keys(opened).keys(typed).stands_at("M6").keys("Enter").stands_at(box).unlocked()


def test_a_goto_to_nowhere_stays_and_names_the_nearest_three() -> None:
    desk = Scenario().at("M6").keys("g D41 Enter").stands_at("M6").locked().says("there is no D41 on this form")
    nearest = str(desk.desk.message).partition("nearest: ")[2].split(", ")
    assert len(nearest) == 3
    assert set(nearest) <= {name for q in desk.desk.interview.plan.questions.values() for name in (q.number, q.code)}
    Scenario("grund-kort").at("M6").keys("g M2 Enter").stands_at("M6").says("there is no M2 on this form")
    Scenario().at("M6").keys("g M9 Enter").stands_at("M6").says("there is no M9 on this form")


@pytest.mark.parametrize(
    ("answers", "typed", "reason"),
    [
        ({"G19": 1}, "g20", "G20 is not asked, because G19 = 1"),
        ({"D1-30d": 0, "D1-life": 0}, "d1-route", "D1-route is not asked, because D1-30d = 0, D1-life = 0"),
        ({"D14": 0}, "d16", "D16 is not asked, because D14 = 0, D15 = N"),
        ({"D15": 0}, "d16", "D16 is not asked, because D15 = 0"),
        ({"E4": 0}, "e5", "E5 is not asked, because E4 = 0"),
        ({"E7": "X"}, "e7-spec", "E7-spec is not asked, because E7 = X"),
    ],
)
def test_a_goto_off_the_route_stays_and_says_why(answers: dict[str, Value], typed: str, reason: str) -> None:
    desk = Scenario("grund", answers).at("M6").keys("g").keys(typed).keys("Enter").stands_at("M6").locked()
    assert str(desk.desk.message) == reason


def test_an_empty_goto_goes_back_and_forth() -> None:
    desk = Scenario().at("M6").keys("g Enter").stands_at("M6").says("there is nowhere to go back to yet")
    desk.keys("g D14 Enter g Enter").stands_at("M6").keys("g Enter").stands_at("D14")


def test_going_back_to_a_box_that_has_left_the_route_goes_to_the_next_open_one() -> None:
    Scenario().at("M2").keys("g M1 Enter 00 g Enter").stands_at("M3")


@pytest.mark.parametrize("key", ["Escape", "Backspace"])
def test_the_goto_line_closes_without_moving(key: str) -> None:
    desk = Scenario().at("M6").keys("g").keys(key).stands_at("M6")
    assert (desk.desk.goto, desk.asked) == (None, [])
    desk.keys("07").has(M6=7)


def test_nothing_but_a_code_is_taken_on_the_goto_line() -> None:
    desk = Scenario("grund", {"M6": 7}).at("M6").keys('g x n u * + / " " Down PgDn F9 Delete D14')
    assert (desk.desk.goto, desk.asked, desk.stored) == ("xnuD14", [], [])
    assert Scenario().keys("g abcdefghijklmnop").desk.goto == "abcdefghijkl"


@pytest.mark.parametrize("code", ["M9", "G12", "H1-A"])
def test_one_who_answered_elsewhere_last_resumes_at_the_first_open_question(code: str) -> None:
    interview = begin(instrument(), "uppf-kort", {"G9": 1})
    assert interview.resume_at(code) == interview.next_open() == "G19"
