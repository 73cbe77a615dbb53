"""A signed interview at the desk: it is read like any other, and answered only where a correction is being made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core.annotations import Correction
from asi_tui.core.answer import Value
from asi_tui.core.correcting import Correcting, by_question, corrected, left_open, press, whole
from asi_tui.core.desk import Desk, KeyingStyle
from asi_tui.core.interview import Change
from asi_tui.core.routing import all_standings
from tests.core.test_reopening import after, finished
from tests.scenario import SIGNS, coded, keys_of, stroke


class Reader:
    """Somebody before a signed interview, and a disk that takes nothing but corrections."""

    def __init__(self, form: str = "uppf-kort", how: Value = "N", **answers: object) -> None:
        interview, _ = after(finished(form, coded(how)), **answers)
        signed = whole(interview)
        self.desk = Desk(signed, signed.first())
        self.correcting: Correcting | None = None
        self.signed = dict(signed.answers)
        self.stored: list[tuple[str, Change]] = []
        self.asked: list[str] = []
        self.clock = 100.0

    def at(self, code: str) -> Self:
        self.desk = Desk(self.desk.interview, code)
        return self

    def corrects(self, reason: str = "hörde fel") -> Self:
        """Give a reason for the question before the reader, as r does."""
        self.correcting = Correcting(
            reason, (self.correcting.codes if self.correcting else frozenset()) | {self.desk.at}
        )
        return self

    def keys(self, typed: str) -> Self:
        for name, character in keys_of(typed):
            self.strike(name, character)
        return self

    def strike(self, name: str, character: str | None = None) -> Self:
        self.clock += 0.1
        before = self.desk
        turn = press(before, self.correcting, stroke(name, character, self.clock), KeyingStyle())
        self.desk = turn.desk
        if turn.store is not None:
            assert self.correcting is not None
            assert turn.store.code in self.correcting.codes
            assert turn.store.after is not None, "nothing signed is ever cleared"
            self.stored.append((self.correcting.reason, turn.store))
            self.desk, self.correcting = corrected(before, turn, self.correcting)
        elif self.correcting is not None and self.desk.at not in self.correcting.codes:
            self.correcting = None
        if turn.ask:
            self.asked.append(turn.ask)
        interview = self.desk.interview
        assert interview.standings == all_standings(interview.plan, interview.answers)
        return self

    def waits(self) -> Self:
        self.clock += 1
        return self

    def has(self, *corrections: tuple[str, Value | None, Value]) -> Self:
        """Those corrections, and no others, are on disk."""
        wanted = [(code, None if before is None else coded(before), coded(now)) for code, before, now in corrections]
        assert [(change.code, change.before, change.after) for _, change in self.stored] == wanted
        return self

    def stands_at(self, code: str) -> Self:
        assert self.desk.at == code, (self.desk.at, str(self.desk.message))
        return self

    def says(self, fragment: str) -> Self:
        assert fragment in str(self.desk.message), str(self.desk.message)
        return self

    def locked(self) -> Self:
        assert self.desk.lock is not None, str(self.desk.message)
        return self

    def unlocked(self) -> Self:
        assert self.desk.lock is None, str(self.desk.message)
        return self


# Reading


def test_all_that_was_asked_is_read_the_ending_and_the_ratings_included() -> None:
    reader = Reader("grund-kort")
    assert reader.desk.interview.plan.order == reader.desk.interview.form.codes
    reader.at("M8").keys("Down").stands_at("M9").keys('F4 "p21" Enter').stands_at("P21").unlocked()
    assert reader.stored == []


@pytest.mark.parametrize("key", ["0", "7", "x", "n", "+", "Delete"])
def test_a_key_that_would_answer_is_refused_and_holds_the_keys_after_it(key: str) -> None:
    reader = Reader().at("M6").keys(key).locked().stands_at("M6").has()
    reader.keys("1 2").has().says("2 keys ignored").waits().keys("Down").unlocked()


def test_the_digit_that_stands_there_is_an_answer_too() -> None:
    Reader(M6=3, M7=1).at("M7").keys("1").locked().stands_at("M7").has()


def test_a_refusal_says_how_an_answer_is_corrected() -> None:
    Reader().at("M7").keys("3").says("r corrects an answer, with a reason")
    Reader().at("M6").keys("1").says("r corrects an answer")


@pytest.mark.parametrize("key", ["u", "Ctrl+Y", "Delete", "*", "F3", "F7", "F9", "F5", "F2"])
def test_what_cannot_be_done_to_a_signed_interview_says_why(key: str) -> None:
    reader = Reader().at("M7").keys("").strike(key.lower().replace("*", "asterisk"), "*" if key == "*" else None)
    reader.locked().has()
    assert reader.asked == []


@pytest.mark.parametrize(
    ("key", "asks"), [("F1", "help"), ("F6", "review"), ("F8", "next-check"), ("Escape", "close"), ("r", "correct")]
)
def test_what_reading_needs_is_there(key: str, asks: str) -> None:
    reader = Reader().at("M7").strike(key.lower(), key if len(key) == 1 else None).unlocked().has()
    assert reader.asked == [asks]


def test_the_last_question_does_not_speak_of_finishing() -> None:
    reader = Reader()
    last = reader.desk.interview.plan.order[-1]
    reader.at(last).keys("Down").says("this is the last question")
    assert "F9" not in str(reader.desk.message)
    reader.keys("End").says("no question is open")
    assert "F9" not in str(reader.desk.message)


# Correcting


def test_a_correction_is_keyed_as_the_answer_was_and_stays_where_it_was_made() -> None:
    reader = Reader(M6=3, M7=1).at("M6").corrects().keys("1 2").has(("M6", 3, 12)).stands_at("M6")
    reader.says("M6 corrected: 3 → 12").waits().keys("5").locked().has(("M6", 3, 12))
    Reader(M6=3, M7=1).at("M7").corrects().keys("4").has(("M7", 1, 4)).stands_at("M7").keys("2").locked()
    Reader(M6=3, M7=1).at("M7").corrects().keys("x").has(("M7", 1, "X"))


def test_each_correction_has_the_reason_that_was_given_for_it() -> None:
    reader = Reader(M6=3, M7=1).at("M6").corrects("hörde fel").keys("0 4").at("M7").corrects("fel rad").keys("2")
    assert [(reason, change.code) for reason, change in reader.stored] == [("hörde fel", "M6"), ("fel rad", "M7")]


@pytest.mark.parametrize("code", ["M9", "G12"])
def test_a_rating_and_the_ending_are_corrected_like_an_answer(code: str) -> None:
    reader = Reader().at(code).corrects().keys("3").stands_at(code)
    assert [(change.code, change.after) for _, change in reader.stored] == [(code, 3)]


def test_a_correction_that_opens_questions_goes_on_with_them_for_the_same_reason() -> None:
    reader = (
        Reader()
        .at("F11")
        .corrects("missförstånd")
        .keys("2")
        .stands_at("F24-30d")
        .says("F11 corrected: 0 → 2; now answer F24-30d")
    )
    reader.keys("1").stands_at("F24-30d").has(("F11", 0, 2), ("F24-30d", None, 1))
    assert {reason for reason, _ in reader.stored} == {"missförstånd"}
    reader.waits().keys("0").locked()


def test_what_a_correction_opened_may_have_a_reason_of_its_own() -> None:
    reader = Reader().at("F11").corrects("missförstånd").keys("2").corrects("frågat nu").keys("1")
    assert [reason for reason, _ in reader.stored] == ["missförstånd", "frågat nu"]


def test_what_a_correction_opened_and_nobody_answered_is_said_until_it_is() -> None:
    reader = Reader().at("F11").corrects().keys("2").keys("Up")
    assert reader.correcting is None
    assert str(left_open(reader.desk.interview)) == "open since a correction: F24-30d"
    reader.at("F24-30d").keys("1").locked().waits().corrects().keys("1").has(("F11", 0, 2), ("F24-30d", None, 1))
    assert left_open(reader.desk.interview) is None


def test_an_interview_that_ended_early_may_have_open_questions() -> None:
    reader = Reader(how=1, M6=None)
    assert left_open(reader.desk.interview) is None


def test_the_same_answer_corrects_nothing() -> None:
    reader = Reader(M6=3, M7=1).at("M7").corrects().keys("1").stands_at("M7").says("M7 is 1 already").has()
    assert reader.correcting is not None
    reader.keys("2").has(("M7", 1, 2))
    Reader(M6=3, M7=1).at("M6").corrects().keys("0 3").stands_at("M6").says("M6 is 3 already").has()


@pytest.mark.parametrize("key", ["Down", "Up", "PgDn", "Home"])
def test_leaving_the_question_leaves_it_as_it_was(key: str) -> None:
    reader = Reader().at("M7").corrects().keys(key)
    assert reader.correcting is None
    reader.at("M7").keys("1").locked().has()


def test_half_a_value_is_taken_back_and_nothing_is_corrected() -> None:
    Reader(M6=3, M7=1).at("M6").corrects().keys("1 Backspace Escape").has()


def test_a_value_out_of_range_is_refused_as_when_keying() -> None:
    reader = Reader(M6=3, M7=1).at("M6").corrects().keys("4 5").locked().has()
    assert reader.correcting is not None


@pytest.mark.parametrize("word", ["r", "u", "x 07", "rättat"])
def test_words_are_words_while_a_written_answer_is_corrected(word: str) -> None:
    reader = Reader("grund", M5=1, M5_spec="sjuk").at("M5-spec").corrects().keys(f'"{word}" Enter')
    assert [change.after for _, change in reader.stored] == [word]


@settings(max_examples=100)
@given(
    keys=st.lists(
        st.sampled_from([*"0123456789xnur+-*,", "enter", "down", "up", "backspace", "delete", "escape", "f9", "home"]),
        max_size=40,
    ),
    reasons=st.sets(st.integers(0, 39), max_size=4),
)
def test_random_keys_change_nothing_without_a_reason(keys: list[str], reasons: set[int]) -> None:
    reader = Reader("grund-kort")
    for turn, key in enumerate(keys):
        if turn in reasons and reader.desk.half is None and reader.desk.lock is None:
            reader.corrects()
        reader.strike(SIGNS.get(key, key), key if len(key) == 1 else None)
    changed = {change.code for _, change in reader.stored}
    now = reader.desk.interview.answers
    assert {code: value for code, value in now.items() if code not in changed} == {
        code: value for code, value in reader.signed.items() if code not in changed
    }


def test_corrections_are_told_by_question_oldest_first() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = [
        Correction(question=question, before=before, after=after, reason="fel", at=at, by="Anna Berg")
        for question, before, after in [("M6", "3", "4"), ("M7", None, "1"), ("M6", "4", "X")]
    ]
    assert by_question(made) == {"M6": (made[0], made[2]), "M7": (made[1],)}
    assert by_question(()) == {}
