"""The ratings step at the desk: range and point, from paper, distorted answers, reasons, F9 and the signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core import severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Value
from asi_tui.core.desk import KeyingStyle, Stroke
from asi_tui.core.interview import begin
from asi_tui.core.rating import paste, press
from asi_tui.core.rating_desk import Stage, rated
from asi_tui.core.rating_desk import begin as begin_rating
from asi_tui.core.second_look import Moved
from asi_tui.keys import Context, keymap
from tests.scenario import FORMS, SIGNS, coded, instrument, keys_of

KEYMAP = keymap()

CLIENT_RATINGS = {
    "M9": ("M7", "M8"),
    "E22": ("E20", "E21"),
    "D32": ("D28", "D30"),
    "D33": ("D29", "D31"),
    "L30": ("L28", "L29"),
    "F36": ("F32", "F33", "F34", "F35"),
    "P21": ("P13", "P14"),
}
"""The client's own ratings that belong to each rating of the interviewer."""

RATINGS = tuple(CLIENT_RATINGS)
DOUBTS = ("M10", "M11", "E23", "E24", "D34", "D35", "L31", "L32", "F37", "F38", "P22", "P23")


def middling() -> dict[str, Value]:
    """All the client's ratings in the middle, so that no rating is far from them."""
    return {code: 2 for codes in CLIENT_RATINGS.values() for code in codes}


class Rater:
    """An interviewer at the ratings of an interview, and a disk that keeps what is stored and accepted."""

    def __init__(
        self,
        form: str = "grund",
        answers: Mapping[str, Value] | None = None,
        *,
        accepted: tuple[Acceptance, ...] = (),
        is_rated: bool = False,
        again: tuple[str, ...] = (),
        lock_seconds: float = 0.4,
        pace: float = 0.1,
    ) -> None:
        """`again` are ratings under which an answer has moved since they were given."""
        given = {code: coded(value) for code, value in {**middling(), **(answers or {})}.items()}
        interview = begin(instrument(), form, given)
        looks = {code: (Moved("M1", 1, 3),) for code in again}
        self.rating = begin_rating(interview, accepted, is_rated=is_rated, looks=looks)
        self.style = KeyingStyle(lock_seconds=lock_seconds)
        self.pace, self.clock = pace, 100.0
        self.disk: dict[str, Value] = dict(interview.answers)
        self.accepted: list[Acceptance] = []
        self.asked: list[str] = []
        self.given: list[str] = []
        self.count = 0

    def keys(self, typed: str) -> Self:
        """Type a line of keys; see keys_of."""
        for name, character in keys_of(typed):
            self.strike(name, character)
        return self

    def strike(self, name: str, character: str | None = None) -> Self:
        self.clock += self.pace
        self.count += 1
        found = KEYMAP.command(name, Context.RATING)
        command = "enter" if name == "enter" else found.id.partition(".")[2] if found else None
        turn = press(self.rating, Stroke(command, character, self.clock), self.style)
        self.given += [change.code for change in turn.store]
        for change in turn.store:
            assert self.disk.get(change.code) == change.before
            assert change.after is not None
            self.disk[change.code] = change.after
        if turn.accept is not None:
            self.accepted.append(turn.accept)
        self.rating = turn.rating
        assert self.disk == self.rating.interview.answers, "what is shown as rated is not what is on disk"
        if turn.ask == "rated":
            self.rating = rated(self.rating)
        if turn.ask:
            self.asked.append(turn.ask)
        return self

    def at(self, code: str) -> Self:
        """Go to a row with the arrows."""
        for _ in range(len(severity.rows(self.rating.interview)) + 1):
            if self.rating.desk.at == code and self.rating.stage in (Stage.RATING, Stage.DOUBT):
                return self
            self.strike("down")
        raise AssertionError(f"never came to {code}")

    def waits(self, seconds: float = 1.0) -> Self:
        self.clock += seconds
        return self

    def stands_at(self, code: str, stage: Stage = Stage.RATING) -> Self:
        assert (self.rating.desk.at, self.rating.stage) == (code, stage), self.rating.desk.message
        return self

    def stands(self, stage: Stage) -> Self:
        assert self.rating.stage is stage, (self.rating.desk.at, self.rating.stage, str(self.rating.desk.message))
        return self

    def chose(self, low: int, high: int) -> Self:
        assert self.rating.chosen is not None
        assert (self.rating.chosen.low, self.rating.chosen.high) == (low, high)
        return self

    def has(self, **values: Value | None) -> Self:
        for code, value in values.items():
            wanted = None if value is None else coded(value)
            assert self.disk.get(code) == wanted, f"{code} is {self.disk.get(code)}"
        return self

    def says(self, fragment: str) -> Self:
        assert fragment in str(self.rating.desk.message), str(self.rating.desk.message)
        return self

    def locked(self) -> Self:
        assert self.rating.desk.lock is not None, str(self.rating.desk.message)
        return self

    def unlocked(self) -> Self:
        assert self.rating.desk.lock is None, str(self.rating.desk.message)
        return self


def all_rated(value: Value = 4, **more: Value) -> dict[str, Value]:
    """Every row of the full form with a value."""
    return {**dict.fromkeys(RATINGS, value), **dict.fromkeys(DOUBTS, 0), **more}


# What a rating rests on


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_are_the_ratings_and_then_the_questions_on_distorted_answers(form: str) -> None:
    interview = begin(instrument(), form)
    assert severity.ratings(interview) == RATINGS
    assert severity.doubts(interview) == (() if form.endswith("kort") else DOUBTS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", RATINGS)
def test_each_rating_goes_with_the_clients_own(form: str, code: str) -> None:
    assert severity.client_ratings(begin(instrument(), form), code) == CLIENT_RATINGS[code]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", RATINGS)
def test_key_items_are_those_of_the_area_on_the_form(form: str, code: str) -> None:
    interview = begin(instrument(), form)
    items = severity.key_items(interview, code)
    area = interview.question(code).area
    keys = {q.code for q in instrument().questions.values() if q.key_item and q.area == area}
    assert set(items) == keys & set(interview.plan.order)
    assert list(items) == sorted(items, key=interview.plan.order.index)


@pytest.mark.parametrize(
    ("code", "swedish"),
    [("M9", "Fysisk hälsa"), ("D32", "Alkohol"), ("D33", "Narkotika"), ("D34", "Alkohol och narkotika")],
)
def test_a_row_is_named_after_its_area_and_of_two_in_one_after_its_label(code: str, swedish: str) -> None:
    assert severity.name(begin(instrument(), "grund"), code).sv == swedish


def test_the_scale_has_five_ranges_in_the_words_of_the_answer_list() -> None:
    ranges = severity.ranges(instrument().questions["M9"])
    assert [(r.low, r.high) for r in ranges] == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]
    assert ranges[1].words.sv == "litet, hjälp krävs troligen inte"
    assert ranges[4].words.en == "extreme, help absolutely needed"


@pytest.mark.parametrize(
    ("client", "point"),
    [
        ((4, 4), 5),
        ((3, 2), 5),
        ((4, 1), 5),
        ((2, 2), None),
        ((4, 0), None),
        ((1, 2), 4),
        ((0, 0), 4),
        (("X", 4), 5),
        (("N", "N"), None),
        (("X", "X"), None),
        ((None, 1), 4),
    ],
)
def test_the_clients_ratings_speak_for_a_point_of_the_range(
    client: tuple[Value | None, Value | None], point: int | None
) -> None:
    given = {code: coded(value) for code, value in zip(("M7", "M8"), client, strict=True) if value is not None}
    interview = begin(instrument(), "grund", given)
    chosen = severity.ranges(interview.question("M9"))[2]
    assert severity.leaning(interview, "M9", chosen) == point


# Range and point


def test_an_area_is_rated_by_its_range_and_then_its_point() -> None:
    rater = Rater().stands(Stage.ON_PAPER).keys("0").stands_at("M9").keys("3").chose(4, 5).has(M9=None)
    rater.keys("5").has(M9=5).stands_at("E22")


@pytest.mark.parametrize("key", range(1, 6))
def test_each_range_offers_its_two_points(key: int) -> None:
    low = 2 * (key - 1)
    for point in (low, low + 1):
        Rater().keys(f"0 {key}").chose(low, low + 1).keys(str(point)).has(M9=point)


@pytest.mark.parametrize("digit", ["0", "6", "7", "8", "9"])
def test_a_digit_that_is_no_range_is_refused(digit: str) -> None:
    rater = Rater().keys(f"0 {digit}").locked().says("choose the range first").has(M9=None)
    assert rater.rating.chosen is None


def test_another_digit_than_the_two_points_goes_back_to_choosing_and_locks() -> None:
    rater = Rater().keys("0 3 7").locked().says("7 is outside 4-5").stands_at("M9").has(M9=None)
    assert rater.rating.chosen is None
    rater.keys("4 2").locked().says("2 keys ignored").has(M9=None).waits().keys("4 7").has(M9=7)


@pytest.mark.parametrize("key", ["Backspace", "Escape", "Up", "-"])
def test_the_range_is_taken_back(key: str) -> None:
    rater = Rater().keys(f"0 3 {key}").stands_at("M9")
    assert rater.rating.chosen is None
    assert rater.asked == []
    rater.keys("4 7").has(M9=7)


@pytest.mark.parametrize("key", ["x", "s", "p"])
def test_nothing_else_is_done_between_range_and_point(key: str) -> None:
    Rater().keys(f"0 3 {key}").locked().says("choose the point first").has(M9=None)


def test_an_enter_after_every_digit_changes_nothing() -> None:
    plain, entered = Rater().keys("0 3 4 2 3"), Rater().keys("0 Enter 3 Enter 4 Enter 2 Enter 3 Enter")
    assert plain.disk == entered.disk
    assert plain.rating.desk.at == entered.rating.desk.at == "D32"


def test_enter_goes_on_from_a_row_that_has_a_value_and_from_no_other() -> None:
    Rater().keys("0 Enter Enter").stands_at("M9").keys("3 4 Up Enter").stands_at("E22").keys("Enter").stands_at("E22")


def test_a_rating_that_cannot_be_made_is_x() -> None:
    Rater().keys("0 x").has(M9="X").stands_at("E22").keys(", .").has(E22="X", D32="X").stands_at("D33")


@pytest.mark.parametrize("key", ["n", "j", "/", "å", "+"])
def test_other_signs_are_refused(key: str) -> None:
    Rater().keys(f"0 {key}").locked().stands_at("M9").has(M9=None)


def test_backspace_goes_back_and_the_rating_is_replaced_aloud() -> None:
    Rater().keys("0 3 4 Backspace").stands_at("M9").keys("4 6").says("M9: 4 → 6").has(M9=6).stands_at("E22")
    Rater().keys("0 Backspace").stands_at("M9").says("first row")


def test_the_same_rating_again_is_not_stored_again() -> None:
    rater = Rater().keys("0 3 4 Up")
    before = rater.rating.interview.done
    assert rater.keys("3 4").rating.interview.done == before


def test_a_locked_key_does_nothing_until_it_has_been_quiet_or_escape() -> None:
    Rater().keys("0 9 3 4").locked().has(M9=None).keys("Escape").unlocked().keys("3 4").has(M9=4)
    Rater(lock_seconds=0).keys("0 9").waits(60).keys("3").locked().keys("Backspace 3 4").has(M9=4)


# From paper


def test_ratings_that_stand_on_paper_are_copied_one_digit_each() -> None:
    rater = Rater().keys("1 0 1 2 3 4 5 6").stands_at("M10", Stage.DOUBT)
    rater.has(M9=0, E22=1, D32=2, D33=3, L30=4, F36=5, P21=6)


def test_each_digit_of_the_scale_is_taken_from_paper() -> None:
    for digit in range(10):
        Rater().keys(f"1 {digit}").has(M9=digit).stands_at("E22")


def test_a_digit_is_taken_back_with_backspace_and_typed_again() -> None:
    Rater().keys("1 4 5 Backspace 6").has(M9=4, E22=6).stands_at("D32")


@pytest.mark.parametrize("key", ["2", "9", "x", "j", "a"])
def test_whether_they_stand_on_paper_is_answered_with_0_or_1(key: str) -> None:
    Rater().keys(key).locked().stands(Stage.ON_PAPER)


def test_one_way_is_changed_for_the_other_at_any_rating() -> None:
    Rater().keys("0 3 4 p 7").has(M9=4, E22=7).keys("p 3 4").has(D32=4).stands_at("D33")
    Rater().keys("p 7").has(M9=7)
    Rater(answers=dict.fromkeys(RATINGS, 4)).stands(Stage.DOUBT).keys("p").locked()


RESUMED: Mapping[str, tuple[dict[str, Value], Stage, str]] = {
    "nothing is rated": ({}, Stage.ON_PAPER, "M9"),
    "only a question on distorted answers has a value": ({"M10": 0}, Stage.ON_PAPER, "M9"),
    "some is rated": ({"M9": 4, "E22": 4}, Stage.RATING, "D32"),
    "one in the middle lacks": ({c: 4 for c in RATINGS if c != "D33"}, Stage.RATING, "D33"),
    "the ratings are there": (dict.fromkeys(RATINGS, 4), Stage.DOUBT, "M10"),
    "x is a value": ({**all_rated(), "M9": "X"}, Stage.READY, "P23"),
    "all is there": (all_rated(), Stage.READY, "P23"),
}


@pytest.mark.parametrize("case", RESUMED)
def test_the_step_begins_where_a_value_lacks_and_asks_about_paper_only_when_nothing_is_rated(case: str) -> None:
    answers, stage, code = RESUMED[case]
    Rater(answers=answers).stands_at(code, stage)


def test_a_rated_interview_opens_ready_to_sign_unless_something_lacks() -> None:
    Rater(answers=all_rated(), is_rated=True).stands(Stage.SIGN)
    Rater(answers=dict.fromkeys(RATINGS, 4), is_rated=True).stands(Stage.DOUBT)
    Rater(answers=all_rated(M7=4, M9=0), is_rated=True).stands(Stage.READY)


# Distorted answers


def test_the_questions_on_distorted_answers_are_a_run_of_noughts_and_ones() -> None:
    rater = Rater(answers=dict.fromkeys(RATINGS, 4)).keys("0 1 0 0 0 0 0 0 x 0 0 1").stands(Stage.READY)
    rater.has(M10=0, M11=1, F37="X", P22=0, P23=1)


def test_one_key_is_no_to_all_that_are_open() -> None:
    rater = Rater(answers=dict.fromkeys(RATINGS, 4)).keys("1 a").stands(Stage.READY).says("11 answered no")
    rater.has(M10=1, **dict.fromkeys(DOUBTS[1:], 0))
    rater.keys("Up a").locked().has(M10=1)


def test_no_to_all_is_no_rating() -> None:
    Rater().keys("0 a").locked().has(M9=None, M10=None)


@pytest.mark.parametrize(("key", "says"), [("2", "not among the answers"), ("j", "ja = 1"), ("n", "nej = 0")])
def test_other_keys_are_refused_there(key: str, says: str) -> None:
    Rater(answers=dict.fromkeys(RATINGS, 4)).keys(key).locked().says(says).has(M10=None)


@pytest.mark.parametrize("form", ["grund-kort", "uppf-kort"])
def test_short_forms_do_not_ask(form: str) -> None:
    Rater(form).keys("1 4 4 4 4 4 4 4").stands_at("P21", Stage.READY)


def test_rows_left_open_are_come_back_to() -> None:
    rater = Rater().keys("1 Down 4 4 4 4 4 4").stands_at("M10", Stage.DOUBT).keys("a").stands_at("M9")
    rater.keys("4").stands_at("E22").keys("F9")
    assert rater.asked == ["rated"]


# Far from the client

FAR: list[tuple[Value, tuple[Value | None, Value | None], bool]] = [
    (0, (4, 0), True),
    (1, (0, 4), True),
    (2, (4, 4), False),
    (0, (3, 3), False),
    (8, (0, 0), True),
    (9, (0, 0), True),
    (7, (0, 0), False),
    (9, (1, 0), False),
    (0, ("X", 4), False),
    (9, (0, None), False),
    ("X", (4, 4), False),
    (0, ("N", "N"), False),
]


@pytest.mark.parametrize(("value", "client", "fires"), FAR)
def test_a_rating_far_from_the_clients_wants_a_reason(
    value: Value, client: tuple[Value | None, Value | None], fires: bool
) -> None:
    given = {code: coded(told) for code, told in zip(("E20", "E21"), client, strict=True) if told is not None}
    interview = begin(instrument(), "grund", {**given, "E22": coded(value)})
    assert (severity.without_reason(interview, ()) == ("E22",)) is fires


def test_it_does_not_stop_the_run_and_is_said() -> None:
    rater = Rater(answers={"M7": 4}).keys("1 0").stands_at("E22").unlocked().says("M9 0 is far").keys("3").has(E22=3)
    assert rater.rating.prompt is None


@pytest.mark.parametrize("reason", range(1, 5))
def test_the_reason_is_a_digit(reason: int) -> None:
    rater = Rater(answers={"M7": 4}).keys(f"1 0 s {reason}").stands_at("E22").says("M9: the reason is kept")
    (kept,) = rater.accepted
    assert (kept.check, kept.reason, kept.text) == ("79:M9", reason, "")
    assert severity.without_reason(rater.rating.interview, rater.rating.accepted) == ()


def test_another_reason_is_said_in_words() -> None:
    rater = Rater(answers={"M7": 4}).keys('1 0 s 5 Enter "  får redan  hjälp av 2 läkare" Enter')
    (kept,) = rater.accepted
    assert (kept.reason, kept.text) == (5, "får redan hjälp av 2 läkare")
    rater.stands_at("E22").keys("3").has(E22=3)


def test_words_cannot_be_empty_and_are_taken_back_with_escape() -> None:
    rater = Rater(answers={"M7": 4}).keys('1 0 s 5 " " Enter').says("write the reason in words").unlocked()
    assert rater.accepted == []
    rater.keys("Escape").stands_at("E22")
    assert rater.rating.prompt is None
    assert rater.asked == []


@pytest.mark.parametrize("key", ["0", "6", "x", "a", "F9", "Down"])
def test_what_is_no_reason_is_refused(key: str) -> None:
    rater = Rater(answers={"M7": 4}).keys(f"1 0 s {key}").locked().says("give the reason with 1-5")
    assert rater.accepted == []
    assert rater.rating.prompt is not None


def test_words_may_be_pasted_and_nothing_else() -> None:
    rater = Rater(answers={"M7": 4}).keys("1 0 s 5")
    rater.rating = paste(rater.rating, "får redan\nhjälp", rater.clock).rating
    rater.keys("Enter")
    assert rater.accepted[0].text == "får redan hjälp"
    turn = paste(rater.rating, "4", rater.clock)
    assert (turn.store, turn.rating.desk.lock is not None, turn.rating.desk.at) == ((), True, "E22")


def test_a_reason_counts_only_for_the_values_it_was_given_for() -> None:
    rater = Rater(answers={"M7": 4}).keys("1 0 s 2 Up 1").says("M9 1 is far").keys("s 1")
    assert len(rater.accepted) == 2
    again = Rater(answers={**all_rated(M9=0), "M7": 4, "M8": 4}, accepted=tuple(rater.accepted))
    again.stands(Stage.READY).keys("F9")
    assert again.asked == []
    assert again.rating.prompt is not None
    assert again.rating.prompt.about == "M9"


def test_s_asks_about_the_row_before_one_else_the_one_just_rated_else_the_first() -> None:
    rater = Rater(answers={"M7": 4, "E20": 4}).keys("1 0 0 s")
    assert rater.rating.prompt is not None
    assert rater.rating.prompt.about == "E22"
    rater.keys("Escape Up Up s")
    assert rater.rating.prompt.about == "M9"
    Rater().keys("1 4 s").locked().says("no rating here wants a reason")


# F9 and the signature


def test_f9_goes_to_the_first_row_without_a_value() -> None:
    rater = Rater().keys("1 4 4 Down 4 F9").stands_at("D32").says("16 rows")
    assert rater.asked == []


def test_f9_asks_for_every_reason_that_is_wanted_and_then_the_rating_is_done() -> None:
    rater = Rater(answers={"M7": 4, "P13": 4}).keys("1 0 4 4 4 4 4 0 a F9")
    assert rater.asked == []
    rater.keys("2")
    assert rater.asked == []
    rater.keys("1").stands(Stage.SIGN)
    assert rater.asked == ["rated"]
    assert [(a.check, a.reason) for a in rater.accepted] == [("79:M9", 2), ("79:P21", 1)]


def test_escape_from_a_reason_leaves_f9_undone() -> None:
    rater = Rater(answers={**all_rated(M9=0), "M7": 4}).keys("F9 Escape").stands(Stage.READY)
    assert rater.asked == []
    rater.keys("s 1").stands(Stage.READY)
    assert rater.asked == []


def test_enter_signs_only_when_the_ratings_are_done() -> None:
    rater = Rater(answers=all_rated()).keys("Enter Enter").stands(Stage.READY)
    assert rater.asked == []
    rater.keys("F9").stands(Stage.SIGN).keys("Enter")
    assert rater.asked == ["rated", "sign"]


def test_escape_leaves_the_signature_for_later() -> None:
    assert Rater(answers=all_rated(), is_rated=True).keys("Escape").asked == ["close"]


@pytest.mark.parametrize("is_rated", [True, False])
def test_surplus_digits_at_the_end_are_refused(is_rated: bool) -> None:
    rater = Rater(answers=all_rated(), is_rated=is_rated)
    before = dict(rater.disk)
    rater.keys("0").locked().keys("1 2 3 x")
    assert (rater.disk, rater.asked) == (before, [])


def test_one_goes_back_from_the_end_to_change_a_row() -> None:
    rater = Rater(answers=all_rated(), is_rated=True).keys("Up").stands_at("P23", Stage.DOUBT).keys("1")
    rater.stands(Stage.READY).has(P23=1).keys("F9")
    assert rater.asked == ["rated"]


# Looking again


def test_a_rating_whose_answers_have_moved_is_looked_at_before_the_signature() -> None:
    rater = Rater(answers=all_rated(), is_rated=True, again=("E22", "P21")).stands_at("E22").keys("F9").stands_at("E22")
    rater.says("2 ratings are to be looked at again")
    assert rater.asked == []
    rater.keys("Enter").says("E22 stays 4").stands_at("P21").keys("Enter").stands(Stage.READY).keys("F9 Enter")
    assert rater.asked == ["rated", "sign"]
    assert rater.given == ["E22", "P21"]
    assert rater.has(**all_rated())


@pytest.mark.parametrize(
    ("keys", "value"), [("3 4", 4), ("4 7", 7), ("p 4", 4), ("p 7", 7), ("x", "X"), ("Enter", 4)], ids=str
)
def test_it_is_given_again_as_it_was_or_anew(keys: str, value: Value) -> None:
    rater = Rater(answers=all_rated(), is_rated=True, again=("E22", "P21")).keys(keys).stands_at("P21").has(E22=value)
    assert rater.given == ["E22"]
    assert [*rater.rating.looks] == ["P21"]


@pytest.mark.parametrize("keys", ["Down", "Up Down", "3 Backspace", "s Escape", "Down Up"])
def test_passing_by_is_not_looking(keys: str) -> None:
    rater = Rater(answers=all_rated(), is_rated=True, again=("E22",)).keys(keys)
    assert [*rater.rating.looks] == ["E22"]
    assert rater.given == []


def test_a_second_enter_keeps_no_rating_that_is_not_before_the_interviewer() -> None:
    rater = Rater(answers=all_rated(), is_rated=True, again=("E22",)).keys("3 4 Enter Enter").stands(Stage.READY)
    assert rater.given == ["E22"]


def test_what_lacks_a_value_comes_first_and_the_last_row_leads_to_what_is_to_be_looked_at() -> None:
    answers = {code: value for code, value in all_rated().items() if code != "P22"}
    rater = Rater(answers=answers, again=("M9",)).stands_at("P22", Stage.DOUBT)
    rater.keys("0 0").stands_at("M9").keys("Enter").stands_at("M9").keys("Enter").stands(Stage.READY)
    Rater(answers=all_rated(), again=("M9",)).at("P23").keys("0").stands_at("M9")


def test_looking_again_takes_one_key_per_rating() -> None:
    rater = Rater(answers=all_rated(), is_rated=True, again=RATINGS).keys("Enter " * 7).stands(Stage.READY)
    assert rater.given == [*RATINGS]


# Keys


WAYS = {
    "range and point, no to all": ("0 " + "3 4 " * 7, "a F9 Enter", 20),
    "range and point, each question": ("0 " + "3 4 " * 7, "0 " * 12 + "F9 Enter", 30),
    "from paper, no to all": ("1 " + "4 " * 7, "a F9 Enter", 20),
    "from paper, each question": ("1 " + "4 " * 7, "0 " * 12 + "F9 Enter", 30),
}


@pytest.mark.parametrize("way", WAYS)
def test_keys_from_the_first_rating_to_the_signature(way: str) -> None:
    ratings, rest, most = WAYS[way]
    rater = Rater().keys(ratings)
    assert rater.count <= 20
    rater.keys(rest)
    assert rater.asked == ["rated", "sign"]
    assert rater.count <= most
    assert rater.has(**dict.fromkeys(RATINGS, 4), **dict.fromkeys(DOUBTS, 0))


@pytest.mark.parametrize("form", ["grund-kort", "uppf-kort"])
def test_seven_ratings_of_a_short_form_take_at_most_twenty_keys(form: str) -> None:
    rater = Rater(form).keys("0 " + "3 4 " * 7 + "F9 Enter")
    assert rater.asked == ["rated", "sign"]
    assert rater.count <= 20


RATING_KEYS = st.one_of(
    st.sampled_from("0123456789").map(lambda digit: (digit, digit)),
    st.sampled_from("xsapnj,.-/").map(lambda sign: (SIGNS.get(sign, sign), sign)),
    st.sampled_from(["enter", "backspace", "escape", "up", "down", "f9", "tab", "f1", "pagedown"]).map(
        lambda name: (name, None)
    ),
)


@settings(max_examples=200)
@given(
    form=st.sampled_from(FORMS),
    client=st.lists(st.sampled_from([0, 2, 4, "X"]), min_size=16, max_size=16),
    keys=st.lists(st.tuples(st.sampled_from([0.0, 0.1, 1.0]), RATING_KEYS), max_size=80),
)
def test_random_keys_never_raise_and_a_refusal_guards_what_follows(
    form: str, client: list[Value], keys: list[tuple[float, tuple[str, str | None]]]
) -> None:
    codes = [code for own in CLIENT_RATINGS.values() for code in own]
    rater = Rater(form, dict(zip(codes, client, strict=True)), pace=0)
    for gap, key in keys:
        lock, before = rater.rating.desk.lock, dict(rater.disk)
        rater.waits(gap).strike(*key)
        if lock is not None and gap < 0.4:
            assert rater.disk == before
        if rater.rating.stage is Stage.SIGN:
            assert severity.open_rows(rater.rating.interview) == ()
        assert rater.rating.chosen is None or rater.rating.stage is Stage.RATING


def test_an_instrument_without_checks_asks_for_no_reason() -> None:
    bare = replace(instrument(), checks={}, checks_reading={}, content_hash="without checks")
    interview = begin(bare, "grund", {"M7": 4, "M8": 4, "M9": 0})
    assert severity.without_reason(interview, ()) == ()
