"""A long list of answers: its codes are keyed as any other, and its words are searched on a line of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.desk import Desk, Lookup
from asi_tui.core.instrument import Instrument, Kind
from asi_tui.core.keying import HalfTyped, refusal
from asi_tui.core.long_list import continuing, left_of, marked, standing_at
from tests.core.test_overlay_items import site
from tests.core.test_random_keys import GAPS, KEYS, Key
from tests.scenario import NAMED_KEYS, Scenario, instrument

TOWNS = {
    4: "Ale",
    12: "Upplands-Bro",
    13: "Borås",
    40: "Malung-Sälen",
    41: "Malå",
    42: "Malmö",
    100: "Norrköping",
    101: "Sundsvall",
    128: "Uddevalla",
    250: "Örebro",
    251: "Orust",
    252: "Gävle",
    999: "utomlands",
}


@cache
def own() -> Instrument:
    """The instrument of a site that asks Z1, from a list of towns, Z2, yes or no, and Z3, a number of four digits."""
    towns = "\n".join(f'{code}.sv = "{name}"' for code, name in TOWNS.items())
    usual = 'label.sv = "{0}"\ntext.sv = "{0}?"\nforms = ["grund"]\n'
    return site(
        f"[lists.town]\n{towns}\n"
        '[extra.Z1]\nafter = "G14"\ntype = "choice"\nanswers = "town"\nallow_n = true\n' + usual.format("Ort") + "\n"
        '[extra.Z2]\nafter = "Z1"\ntype = "yes_no"\n' + usual.format("Flyttat") + "\n"
        '[extra.Z3]\nafter = "Z2"\ntype = "count"\nmin = 5\nmax = 1500\n' + usual.format("Mil dit")
    )


def keyer(*, quick: bool = False, pace: float = 0.1, **answers: int) -> Scenario:
    return Scenario(answers=answers, quick=quick, pace=pace, made_with=own()).at("Z1")


def searching(desk: Scenario, typed: str, place: int | None = None) -> Scenario:
    assert desk.desk.lookup == Lookup(typed, place), f"searches {desk.desk.lookup}"
    return desk


CODES = {
    "042": 42,
    "42 Enter": 42,
    "4 Enter": 4,
    "004": 4,
    "42 Down": 42,
    "999": 999,
    "101 Enter": 101,
    "x": "X",
    "n": "N",
}


@pytest.mark.parametrize(("typed", "value"), CODES.items())
def test_a_code_of_three_digits_commits_on_the_third_or_on_enter(typed: str, value: int | str) -> None:
    desk = keyer().keys(typed).has(Z1=value).stands_at("Z2").unlocked()
    assert len(desk.stored) == 1


@pytest.mark.parametrize("typed", ["4", "10", "00", "04"])
def test_fewer_digits_wait(typed: str) -> None:
    keyer().keys(typed).has(Z1=None).stands_at("Z1").half_typed(typed).keys(
        "Backspace " * len(typed)
    ).nothing_half_typed()


@pytest.mark.parametrize(
    ("box", "typed", "value"),
    [("Z3", "1500", 1500), ("Z3", "0007", 7), ("Z3", "7 Enter", 7), ("Z3", "150 Enter", 150), ("Z3", "0150", 150)],
)
def test_a_number_may_have_four_digits_too(box: str, typed: str, value: int) -> None:
    keyer().at(box).keys(typed).has({box: value}).unlocked()


QUICK = [
    ("Z1", "4", "2", 42),
    ("Z1", "12", "Enter", 12),
    ("Z1", "12", "8", 128),
    ("Z1", "1", "3", 13),
    ("Z1", "10", "1", 101),
    ("Z3", "7", "Enter", 7),
    ("Z3", "15", "1", 151),
    ("Z3", "123", "4", 1234),
]
"""With quick keying a value that nothing can continue is taken at once: 42, but not 12, since 128 is there."""


@pytest.mark.parametrize(("box", "before", "last", "value"), QUICK)
def test_quick_keying_waits_as_long_as_something_can_follow(box: str, before: str, last: str, value: int) -> None:
    keyer(quick=True).at(box).keys(before).has({box: None}).keys(last).has({box: value}).unlocked()


def test_a_code_that_is_not_there_is_refused_without_naming_them_all() -> None:
    keyer().keys("500").says("500 is not among the answers (4, 12,").locked().has(Z1=None)
    many = replace(own().questions["Z1"], choices=own().questions["Z1"].choices * 2)
    assert str(refusal(many, 500)) == "500 is not among the answers of the list"


FOUND = {
    "malm": 42,
    "MALM": 42,
    "mal": 40,
    "malå": 41,
    "mala": 41,
    "o": 250,
    "ö": 250,
    "or": 250,
    "oru": 251,
    "bro": 12,
    "bor": 13,
    "gav": 252,
    "gäv": 252,
    "nor": 100,
    "sun": 101,
    "udd": 128,
    "utom": 999,
    '"upplands-bro"': 12,
    '"malung sal"': 40,
    "42": 42,
    "1": 12,
}
"""What is typed after l, and the answer that Enter takes: letters that are commands elsewhere are letters here."""


@pytest.mark.parametrize(("typed", "value"), FOUND.items())
def test_the_beginning_of_a_word_and_enter_take_an_answer(typed: str, value: int) -> None:
    desk = keyer().keys(f"l {typed}").has(Z1=None).stands_at("Z1").keys("Enter").has(Z1=value).stands_at("Z2")
    assert desk.desk.lookup is None
    assert desk.asked == []


CHOSEN = {
    "l Down Enter": 4,
    "l Down Down Enter": 12,
    "l Up Enter": 4,
    "l PgDn Enter": 250,
    "l PgDn PgDn Enter": 999,
    "l PgDn PgUp Enter": 4,
    "l mal Down Enter": 41,
    "l mal Tab Tab Enter": 42,
    "l mal Down Down Down Down Enter": 42,
    "l mal Down Down Up Enter": 41,
    "l mal Down m Enter": 42,
    "l mal Down Backspace Enter": 40,
    "l qq Escape mal Enter": 40,
    "l Escape 42 Enter": 42,
    "l Backspace 42 Enter": 42,
    "l m Backspace Backspace 42 Enter": 42,
}


@pytest.mark.parametrize(("typed", "value"), CHOSEN.items())
def test_arrows_choose_and_what_is_typed_is_taken_back(typed: str, value: int) -> None:
    keyer().keys(typed).has(Z1=value).stands_at("Z2").unlocked()


def test_backspace_takes_back_a_letter_and_escape_all_of_them_and_then_the_line() -> None:
    desk = searching(keyer().keys("l"), "")
    searching(desk.keys("mal Down"), "mal", 1)
    searching(desk.keys("Backspace"), "ma")
    searching(desk.keys("Escape"), "")
    desk.keys("Escape").stands_at("Z1").has(Z1=None).unlocked()
    assert desk.desk.lookup is None
    assert desk.asked == []


def test_enter_with_nothing_typed_or_chosen_only_leaves_the_line() -> None:
    desk = keyer(Z1=42).keys("l Enter").stands_at("Z1").has(Z1=42)
    assert (desk.desk.lookup, desk.stored) == (None, [])
    assert keyer().keys('l " " Enter').has(Z1=None).desk.lookup is None


def test_words_that_no_answer_begins_with_are_refused_and_what_follows_is_ignored() -> None:
    desk = keyer(pace=0.01).keys("l qq Enter 1 0 1").locked(3).has(Z1=None, Z2=None).stands_at("Z1")
    desk.says("no answer of the list begins with qq", "(3 keys ignored)")
    assert desk.desk.lookup is None
    desk.waits(1).keys("l bor Enter").has(Z1=13)


def test_keys_typed_ahead_reach_the_questions_that_they_were_meant_for() -> None:
    keyer(pace=0).keys("l malm Enter 1 0150").has(Z1=42, Z2=1, Z3=150)
    keyer(pace=0).keys("l malm Enter Enter 1").has(Z1=42, Z2=1)


def test_an_answer_that_was_there_is_replaced_and_told_and_undo_brings_it_back() -> None:
    desk = keyer(Z1=42).keys("l bor Enter").has(Z1=13).says("Z1: 42 → 13").keys("u").has(Z1=42).stands_at("Z1")
    searching(desk.keys("l Down"), "", 6)
    searching(desk.keys("Up Up"), "", 4)


@pytest.mark.parametrize("key", ["Delete", "Home", "End", "F3", "F4", "F9", "Ctrl+Z", "Ctrl+Y", "Ctrl+P"])
def test_what_is_no_letter_does_nothing_on_the_line(key: str) -> None:
    desk = searching(keyer(Z1=42).keys("l mal").keys(key), "mal").has(Z1=42).stands_at("Z1").unlocked()
    assert (desk.asked, desk.stored) == ([], [])


def test_help_may_be_asked_for_and_the_line_stays() -> None:
    desk = searching(keyer().keys("l mal F1"), "mal")
    assert desk.asked == ["help"]


def test_pasted_text_is_not_taken_on_the_line() -> None:
    assert keyer().keys("l").pastes("Malmö").locked().has(Z1=None).desk.lookup is None


@pytest.mark.parametrize(
    ("box", "says"), [("Z2", "l does nothing here"), ("M6", "l does nothing"), ("D1-route", "l does")]
)
def test_where_the_list_is_short_the_letter_is_refused_as_any_other(box: str, says: str) -> None:
    answers = {"D1-30d": 3}
    desk = Scenario(answers=answers, made_with=own()).at(box).keys("l").says(says).locked().stands_at(box)
    assert desk.desk.lookup is None


def test_a_short_list_still_tells_the_code_of_the_letter() -> None:
    desk = Scenario("grund").at("E7").keys("l")
    assert desk.desk.lock is not None
    assert desk.desk.lookup is None


def test_half_typed_digits_are_not_made_a_search() -> None:
    desk = keyer().keys("4 l").locked().says("finish the value first").has(Z1=None)
    assert desk.desk.lookup is None


def test_another_letter_names_the_answer_that_begins_with_it_or_how_to_search() -> None:
    keyer().keys("a").says("Ale = 4").locked()
    keyer().keys("m").says("m does nothing here; l searches the list by its words").locked()
    keyer().keys("q").says("q does nothing here; l searches").locked()


def test_the_long_lists_of_the_questionnaire_can_be_searched_too() -> None:
    searched = {code for code, question in instrument().questions.items() if question.is_long_list}
    assert searched == {"D14", "L23", "L25"}
    Scenario("grund", {"L22": 3}).at("L23").keys("l rattf Enter").has(L23=19)
    Scenario("grund").at("D14").keys('l "lugn" Enter').has(D14=7)


def test_the_answers_left_are_those_whose_code_goes_on_from_the_digits() -> None:
    question = own().questions["Z1"]
    assert [choice.code for choice in continuing(question, HalfTyped("4"))] == [4, 40, 41, 42]
    assert [choice.code for choice in continuing(question, HalfTyped("04"))] == [40, 41, 42]
    assert [choice.code for choice in continuing(question, HalfTyped("10"))] == [100, 101]


def test_the_one_marked_is_the_one_that_enter_takes() -> None:
    question = own().questions["Z1"]
    assert marked(question, Lookup(), "sv") is None
    assert marked(question, Lookup("qq"), "sv") is None
    assert marked(question, Lookup("mal"), "sv") == 0
    assert marked(question, Lookup("mal", 7), "sv") == 2
    assert [choice.code for choice in left_of(question, Lookup("mal"), "sv")] == [40, 41, 42]
    desk = keyer(Z1=42).desk
    assert standing_at(desk, question.choices) == 5
    assert standing_at(keyer().desk, question.choices) == 0


@given(keys=st.lists(st.tuples(GAPS, st.one_of(KEYS, st.just(("l", "l")))), max_size=40))
def test_random_keys_at_a_long_list_never_raise(keys: list[tuple[float, Key]]) -> None:
    desk = keyer(pace=0)
    for gap, (name, character) in keys:
        desk.waits(gap).strike(name, character)
        standing: Desk = desk.desk
        assert standing.lookup is None or (standing.half is None and standing.goto is None and standing.lock is None)
        assert standing.lookup is None or standing.question.kind is Kind.CHOICE
        if desk.desk.at not in ("Z1", "Z2"):
            desk.at("Z1")


def test_all_the_keys_of_this_page_are_known() -> None:
    words = {word for typed in (*CODES, *CHOSEN) for word in typed.split() if len(word) > 4 and word[0].isupper()}
    assert words - {"MALM"} <= set(NAMED_KEYS)
