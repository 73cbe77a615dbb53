"""The earlier interview beside the new one: what plus copies, what is shown and when, and which changes are told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.answer import Code, Value
from asi_tui.core.earlier import (
    LARGE,
    Earlier,
    beside,
    carried,
    changed,
    not_carried,
    shown_after,
    shown_before,
    since,
    wording,
)
from asi_tui.core.instrument import Instrument, Kind, Question
from asi_tui.core.interview import Interview, begin
from asi_tui.core.keying import refusal
from asi_tui.core.loading import load
from asi_tui.core.overlay import lay_over
from asi_tui.core.preferences import EarlierView, view, views
from tests.core.answers import legal
from tests.core.damage import shipped
from tests.core.facts import ROWS
from tests.core.test_random_answers import interviews
from tests.scenario import FORMS, coded, instrument

DAY = date(2026, 2, 14)
AFTER, BEFORE, NEVER = EarlierView.AFTER, EarlierView.BEFORE, EarlierView.NEVER


def question(code: str) -> Question:
    return instrument().questions[code]


def held(answers: Mapping[str, Value], form: str = "grund", *, now: str = "uppf") -> Earlier:
    """An earlier interview on `form` with those answers, beside a new one on the form `now`."""
    interview = begin(instrument(), form, {code: coded(value) for code, value in answers.items()})
    return beside(instrument().forms[now], interview, DAY)


def site(overlay: str) -> Instrument:
    document, _ = lay_over(shipped()[0], tomllib.loads(overlay))
    return load(document)


CARRIED: dict[str, tuple[str, dict[str, Value], str, Value | None]] = {
    "an answer": ("grund", {"H1-A": 1}, "H1-A", 1),
    "a no": ("grund", {"F12": 0}, "F12", 0),
    "words": ("grund", {"M3": 1, "M3-spec": "astma"}, "M3-spec", "astma"),
    "X": ("grund", {"H1-A": "X"}, "H1-A", "X"),
    "N by hand": ("grund", {"H1-A": "N"}, "H1-A", "N"),
    "from a short form": ("grund-kort", {"M3": 1, "M3-spec": "astma"}, "M3-spec", "astma"),
    "from a follow-up": ("uppf", {"M5": 1, "M5-spec": "aktivitetsersättning"}, "M5-spec", "aktivitetsersättning"),
    "N by a skip": ("grund", {"M3": 0}, "M3-spec", None),
    "words behind a gate that has closed": ("grund", {"M3": 0, "M3-spec": "astma"}, "M3-spec", None),
    "unanswered": ("grund", {}, "H1-A", None),
    "not on the earlier form": ("uppf", {"M3": 1}, "M3-spec", None),
    "no standing fact": ("grund", {"M1": 3}, "M1", None),
    "no standing fact, X": ("grund", {"D1-30d": "X"}, "D1-30d", None),
    "no standing fact, N by hand": ("grund", {"D15": "N"}, "D15", None),
}


@pytest.mark.parametrize(("form", "answers", "code", "value"), CARRIED.values(), ids=CARRIED)
def test_plus_copies_what_was_keyed_on_a_standing_fact(
    form: str, answers: dict[str, Value], code: str, value: Value | None
) -> None:
    wanted = None if value is None else coded(value)
    assert carried(held(answers, form, now="grund"), question(code)) == wanted


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("H1-A", "there is no earlier answer to H1 to copy"),
        ("D1-30d", "D1 is not a standing fact: its earlier answer is not copied"),
    ],
)
def test_plus_without_anything_to_copy_says_why(code: str, reason: str) -> None:
    assert carried(held({"D1-30d": 4}), question(code)) is None
    assert str(not_carried(question(code))) == reason


@given(earlier=interviews(), form=st.sampled_from(FORMS))
def test_nothing_is_copied_but_a_legal_answer_that_was_keyed(earlier: Interview, form: str) -> None:
    beside_it = beside(instrument().forms[form], earlier, DAY)
    for code, row in ROWS.items():
        value = carried(beside_it, question(code))
        if value is not None:
            assert row["carry"] == "1"
            assert earlier.answers[code] == value
            assert earlier.on_route(code)
            assert refusal(question(code), value) is None
        elif row["carry"] == "1" and code in earlier.answers:
            assert not earlier.on_route(code)


SHOWN: dict[str, tuple[str, Value, str]] = {
    "days": ("D1-30d", 22, "earlier 22"),
    "a rating by its number": ("M7", 3, "earlier 3"),
    "yes and no in words": ("M3", 1, "earlier yes"),
    "an answer of a list in words": ("D1-route", 3, "earlier smoking"),
    "money in thousands": ("E12", 12500, "earlier 12 500"),
    "years and months": ("E1", 113, "earlier 9 y 5 m"),
    "words": ("M3-spec", "astma", "earlier astma"),
    "X": ("D1-30d", "X", "earlier no answer"),
    "X in the words of the list": ("H1-A", "X", "earlier uncertain or not known"),
    "N in the words of the question": ("D1-route", "N", "earlier no use to code"),
    "N": ("M3-spec", "N", "earlier not applicable"),
}


@pytest.mark.parametrize(("code", "value", "told"), SHOWN.values(), ids=SHOWN)
def test_the_earlier_answer_is_shown_as_people_read_it(code: str, value: Value, told: str) -> None:
    assert str(shown_after(held({"M3": 1, code: value}), question(code), AFTER)) == told


@pytest.mark.parametrize(
    ("code", "setting", "before", "after"),
    [
        ("D1-30d", AFTER, False, True),
        ("D1-30d", BEFORE, True, True),
        ("D1-30d", NEVER, False, False),
        ("H1-A", AFTER, True, True),
        ("H1-A", BEFORE, True, True),
        ("H1-A", NEVER, True, True),
    ],
)
def test_the_setting_decides_when_but_a_standing_fact_is_always_shown(
    code: str, setting: EarlierView, before: bool, after: bool
) -> None:
    earlier = held({"D1-30d": 1, "H1-A": 1}, now="grund")
    assert (shown_before(earlier, question(code), setting) is not None) == before
    assert (shown_after(earlier, question(code), setting) is not None) == after


@pytest.mark.parametrize("code", ["D1-30d", "H1-A"])
def test_what_was_open_then_is_not_shown(code: str) -> None:
    assert shown_before(held({}), question(code), BEFORE) is None
    assert shown_after(held({}), question(code), BEFORE) is None


def test_an_answer_that_followed_from_another_is_shown_as_it_counted() -> None:
    earlier = held({"E4": 0, "E5": 1, "M3": 0})
    assert str(shown_after(earlier, question("E5"), AFTER)) == "earlier no"
    assert str(shown_after(earlier, question("M3-spec"), AFTER)).startswith("earlier ")


CHANGES: dict[str, tuple[str, Value, Value, str | None]] = {
    "days, far less": ("D1-30d", 22, 4, "days 22 → 4"),
    "days, five": ("D1-30d", 5, 10, "days 5 → 10"),
    "days, four": ("D1-30d", 5, 9, None),
    "days, the same": ("D1-30d", 5, 5, None),
    "the client's rating, one step": ("M7", 3, 2, "rating 3 → 2"),
    "the interviewer's rating, two steps": ("M9", 6, 4, "rating 6 → 4"),
    "the interviewer's rating, one step": ("M9", 6, 5, None),
    "no to yes": ("M3", 0, 1, "no → yes"),
    "yes again": ("M3", 1, 1, None),
    "another answer of the list": ("D1-route", 1, 5, "by mouth → injection in a vein"),
    "to not applicable": ("D1-route", 1, "N", "by mouth → no use to code"),
    "a count, two": ("E18", 1, 3, "1 → 3"),
    "a count, one": ("E18", 1, 2, None),
    "money, a thousand that is a quarter": ("E12", 4000, 3000, "4 000 → 3 000 kr"),
    "money, a thousand that is less": ("E12", 4100, 3100, None),
    "money, a quarter that is less than a thousand": ("E12", 900, 0, None),
    "money, from nothing": ("E12", 0, 1000, "0 → 1 000 kr"),
    "X then": ("D1-30d", "X", 30, None),
    "X now": ("D1-30d", 30, "X", None),
    "X among answers of a list": ("M3", 1, "X", None),
    "an amount that did not apply": ("D15", "N", 9, None),
    "words": ("M3-spec", "astma", "diabetes", None),
}


@pytest.mark.parametrize(("code", "before", "now", "told"), CHANGES.values(), ids=CHANGES)
def test_a_large_change_is_told_in_words(code: str, before: Value, now: Value, told: str | None) -> None:
    found = changed(held({"M3": 1, code: before}), question(code), coded(now))
    assert (None if found is None else str(found)) == told


def test_an_open_question_has_not_changed() -> None:
    assert changed(held({"M3": 1}), question("M3"), None) is None
    assert changed(held({}), question("M3"), 1) is None


@pytest.mark.parametrize(
    ("code", "before", "now", "told"),
    [
        ("D1-life", 10, 12, "years 10 → 12"),
        ("D1-life", 10, 11, None),
        ("G14", 12, 24, "1 y 0 m → 2 y 0 m"),
        ("G14", 12, 23, None),
    ],
)
def test_what_grows_by_itself_between_base_interviews_is_no_change(
    code: str, before: int, now: int, told: str | None
) -> None:
    found = changed(held({code: before}, now="grund"), question(code), now)
    assert (None if found is None else str(found)) == told


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [("grund", "grund", True), ("grund", "uppf", False), ("uppf", "uppf", False), ("uppf", "grund", False)],
)
def test_a_row_that_counts_since_the_last_interview_is_compared_over_the_same_time_only(
    then: str, now: str, told: bool
) -> None:
    earlier = held({"L3": 9, "D1-30d": 9}, then, now=now)
    assert (changed(earlier, question("L3"), 0) is not None) == told
    assert changed(earlier, question("D1-30d"), 0) is not None
    assert str(shown_after(earlier, question("L3"), AFTER)) == "earlier 9"


def test_every_kind_that_is_counted_has_its_threshold() -> None:
    assert set(Kind) - set(LARGE) == {Kind.YES_NO, Kind.CHOICE, Kind.TEXT}


@given(data=st.data(), code=st.sampled_from(sorted(ROWS)))
def test_a_change_is_as_large_backwards(data: st.DataObject, code: str) -> None:
    one, other = data.draw(legal(question(code))), data.draw(legal(question(code)))
    forth = changed(held({code: one}, now="grund"), question(code), other)
    back = changed(held({code: other}, now="grund"), question(code), one)
    if held({code: one}).standings[code].value == one and held({code: other}).standings[code].value == other:
        assert (forth is None) == (back is None)
        assert one != other or forth is None


@pytest.mark.parametrize(
    ("form", "code", "day", "told"),
    [
        ("uppf", "L3", DAY, "since the interview on 2026-02-14"),
        ("uppf-kort", "D19", DAY, "since the interview on 2026-02-14"),
        ("uppf", "D1-30d", DAY, None),
        ("grund", "L3", DAY, None),
        ("uppf", "L3", None, None),
    ],
)
def test_a_follow_up_says_from_which_date_it_counts(form: str, code: str, day: date | None, told: str | None) -> None:
    found = since(instrument().forms[form], question(code), day)
    assert (None if found is None else str(found)) == told


SINCE = "sedan intervjun 2026-02-14"
PUT = {
    "in words of its own": ("uppf", "M1", f"Hur många gånger har du {SINCE} legat på sjukhus för"),
    "in the short form": ("uppf-kort", "P9-life", f"Har du {SINCE}, men före de senaste 30 dagarna, haft"),
    "of a whole life in a base interview": ("grund", "M1", "Hur många gånger i livet har du legat på sjukhus för"),
    "of thirty days alike in all": ("uppf", "M6", "Hur många av de senaste 30 dagarna har du haft problem"),
}


@pytest.mark.parametrize(("form", "code", "words"), PUT.values(), ids=PUT)
def test_a_question_is_put_as_the_form_asks_it(form: str, code: str, words: str) -> None:
    assert wording(instrument().forms[form], question(code), SINCE, "sv").startswith(words)


@pytest.mark.parametrize("form", ["uppf", "uppf-kort"])
def test_every_question_since_the_last_interview_says_so_once_in_both_languages(form: str) -> None:
    asked = [q for q in instrument().questions.values() if q.since_last and q.code in instrument().forms[form].codes]
    assert len(asked) > 8
    for language, since_when in (("sv", SINCE), ("en", "since the interview on 2026-02-14")):
        for one in asked:
            words = wording(instrument().forms[form], one, since_when, language)
            assert words.count(since_when) == 1
            assert words.endswith("?")
            assert not set("{}()") & set(words)
            assert " i livet" not in words
            assert "tre åren" not in words
            assert words != one.wording.in_language(language)


def test_a_question_without_words_for_a_follow_up_gets_the_day_in_front() -> None:
    bare = replace(question("M1"), since_wording=None)
    assert wording(instrument().forms["uppf"], bare, SINCE, "sv").startswith("Sedan intervjun 2026-02-14: Hur många")


ALLOWED = {
    (AFTER, None): AFTER,
    (AFTER, AFTER): AFTER,
    (AFTER, BEFORE): AFTER,
    (AFTER, NEVER): NEVER,
    (BEFORE, None): BEFORE,
    (BEFORE, AFTER): AFTER,
    (BEFORE, BEFORE): BEFORE,
    (BEFORE, NEVER): NEVER,
    (NEVER, None): NEVER,
    (NEVER, AFTER): NEVER,
    (NEVER, BEFORE): NEVER,
    (NEVER, NEVER): NEVER,
}
"""The setting of the unit and the person's own: which view that gives. Nobody sees more than the unit wants."""


@pytest.mark.parametrize(("settings", "wanted"), ALLOWED.items())
def test_a_person_may_see_less_of_the_earlier_interview_than_the_unit_wants_but_not_more(
    settings: tuple[EarlierView, EarlierView | None], wanted: EarlierView
) -> None:
    assert view(*settings) is wanted
    assert wanted in views(settings[0])


@pytest.mark.parametrize("unit", EarlierView)
@pytest.mark.parametrize("own", [None, *EarlierView])
def test_no_earlier_answer_leads_the_new_one_unless_the_unit_wants_it(
    unit: EarlierView, own: EarlierView | None
) -> None:
    earlier = held({"D1-30d": 22, "F12": 1}, now="grund")
    leads = shown_before(earlier, question("D1-30d"), view(unit, own)) is not None
    assert leads is (unit is BEFORE and own in (None, BEFORE))
    assert shown_before(earlier, question("F12"), view(unit, own)) is not None


OWN_WORDS = '[question.F12.answers]\n1.sv = "ja, absolut"\n1.en = "yes indeed"\n[question.F12]\nlabel.sv = "Mor"'
OWN_CODES = '[lists.own]\n1.sv = "ja"\n2.sv = "kanske"\n3.sv = "nej"\n[question.F12]\nanswers = "own"'


def test_the_sites_new_words_do_not_keep_an_answer_from_being_copied() -> None:
    own = site(OWN_WORDS)
    assert own.content_hash != instrument().content_hash
    earlier = held({"F12": 1}, now="grund")
    assert carried(earlier, own.questions["F12"]) == 1
    assert str(shown_before(earlier, own.questions["F12"], NEVER)) == "earlier yes indeed"


def test_answers_whose_codes_mean_something_else_now_are_left_out() -> None:
    own, earlier = site(OWN_CODES), held({"F12": 1, "F13": 1}, now="grund")
    assert carried(earlier, own.questions["F12"]) is None
    assert shown_after(earlier, own.questions["F12"], BEFORE) is None
    assert changed(earlier, own.questions["F12"], 3) is None
    assert carried(earlier, own.questions["F13"]) == 1


def test_an_extra_item_has_no_earlier_answer_until_it_has_been_asked() -> None:
    item = '[extra.Z1]\nafter = "M1"\ntype = "yes_no"\nlabel.sv = "Tandvård"\ntext.sv = "Tandvård?"\nforms = ["grund"]'
    own = site(item + "\ncarry = true")
    asked = begin(own, "grund", {"Z1": 1})
    assert carried(held({}, now="grund"), own.questions["Z1"]) is None
    assert carried(beside(own.forms["grund"], asked, DAY), own.questions["Z1"]) == 1


def test_codes_stand_for_themselves_when_copied() -> None:
    assert carried(held({"H1-A": "X"}, now="grund"), question("H1-A")) is Code.X
