"""A unit's plan: read from text with all its faults, held against itself, written and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.plan_text import LABELS, MEANINGS, differences, read_plan, value_words, written
from asi_tui.core.preferences import EarlierView
from asi_tui.core.unit_plan import Around, UnitPlan, age_of, faults_in, is_old
from asi_tui.instruments import load_shipped

TODAY = date(2026, 11, 22)
AROUND = Around(today=TODAY, forms=load_shipped().forms, accounts=("anna", "bo"))

SOUND = UnitPlan(
    interviewed="Alla som utreds för skadligt bruk eller beroende",
    limits=("från 18 år", 'inte "LVM"'),
    base_form="grund",
    follow_up_form="uppf-kort",
    interval_months=12,
    short_interventions=14,
    show_ratings=True,
    earlier=EarlierView.NEVER,
    finish_short=True,
    refresher_months=36,
    responsible="anna",
    follow_ups="bo",
    valid_from=date(2026, 1, 1),
    reviewed_on=date(2026, 6, 1),
)


def told(plan: UnitPlan, *, notes: bool = False) -> dict[str, str]:
    """What is wrong with a plan, by key; or what should be thought about."""
    return {one.key: f"{one.what} {one.remedy}" for one in faults_in(plan, AROUND) if one.is_note is notes}


def test_a_sound_plan_is_found_sound() -> None:
    assert faults_in(SOUND, AROUND) == ()


def test_a_unit_that_has_decided_nothing_contradicts_nothing() -> None:
    assert told(UnitPlan()) == {}
    assert set(told(UnitPlan(), notes=True)) == {"interviewed", "responsible"}


@pytest.mark.parametrize(
    ("changed", "key", "sentence"),
    [
        ({"interval_months": 0}, "interval_months", "0 is outside 1 to 24"),
        ({"interval_months": 25}, "interval_months", "25 is outside 1 to 24"),
        ({"short_interventions": -1}, "short_interventions", "-1 is outside 0 to 730"),
        ({"refresher_months": 0}, "refresher_months", "everybody would always lack their refresher"),
        ({"refresher_months": 121}, "refresher_months", "121 is outside 1 to 120"),
        ({"base_form": "grundkort"}, "base_form", "no form grundkort. The nearest is grund-kort"),
        ({"base_form": "uppf"}, "base_form", "uppf is a follow-up form: a client cannot begin with it"),
        ({"follow_up_form": "grund"}, "follow_up_form", "grund is a base form"),
        ({"base_form": "grund-kort"}, "finish_short", "the short forms are what is held already"),
        ({"interval_months": 6, "short_interventions": 180}, "short_interventions", "Leave out fewer than 180 days"),
        ({"feedback": False}, "show_ratings", "no feedback is to be given"),
        ({"interviewed": ""}, "limits", "it is not said who is interviewed"),
        ({"responsible": "ann"}, "responsible", "ann does not work in the unit. The nearest is anna"),
        ({"follow_ups": "cilla"}, "follow_ups", "cilla does not work in the unit"),
        ({"reviewed_on": date(2025, 12, 31)}, "reviewed_on", "before it began to hold 2026-01-01"),
        ({"reviewed_on": date(2026, 11, 23)}, "reviewed_on", "which has not come"),
        ({"valid_from": date(2026, 11, 23), "reviewed_on": None}, "valid_from", "from the moment it is set"),
    ],
)
def test_what_contradicts_itself_is_told_in_a_sentence(changed: dict[str, object], key: str, sentence: str) -> None:
    faults = told(replace(SOUND, **changed))  # type: ignore[arg-type]
    assert list(faults) == [key]
    assert sentence in faults[key]


@pytest.mark.parametrize(
    "changed",
    [
        {"interval_months": 6, "short_interventions": 179},
        {"base_form": "grund-kort", "follow_up_form": "uppf"},
        {"feedback": False, "show_ratings": None},
        {"valid_from": TODAY, "reviewed_on": TODAY},
        {"responsible": None, "follow_ups": None},
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(changed: dict[str, object]) -> None:
    assert told(replace(SOUND, **changed)) == {}  # type: ignore[arg-type]


def test_all_contradictions_are_told_together() -> None:
    plan = replace(SOUND, interval_months=40, base_form="uppf", responsible="x", refresher_months=0, feedback=False)
    assert set(told(plan)) == {"interval_months", "base_form", "responsible", "refresher_months", "show_ratings"}


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"interval_months": 9}, "interval_months"),
        ({"earlier": EarlierView.BEFORE}, "earlier"),
        ({"reviewed_on": None, "valid_from": date(2025, 11, 21)}, "reviewed_on"),
        ({"responsible": None}, "responsible"),
    ],
)
def test_what_should_be_thought_about_is_a_note(changed: dict[str, object], key: str) -> None:
    plan = replace(SOUND, **changed)  # type: ignore[arg-type]
    assert told(plan) == {}
    assert list(told(plan, notes=True)) == [key]


@pytest.mark.parametrize(
    ("valid_from", "reviewed_on", "old"),
    [
        (None, None, True),
        (date(2025, 11, 22), None, False),
        (date(2025, 11, 21), None, True),
        (date(2020, 1, 1), date(2025, 11, 22), False),
        (date(2020, 1, 1), date(2025, 11, 21), True),
    ],
)
def test_a_plan_that_nobody_has_reviewed_in_a_year_is_old(
    valid_from: date | None, reviewed_on: date | None, old: bool
) -> None:
    plan = UnitPlan(valid_from=valid_from, reviewed_on=reviewed_on)
    assert is_old(plan, TODAY) is old
    assert ("old" in str(age_of(plan, TODAY)) or "never" in str(age_of(plan, TODAY))) is old


# As text


@pytest.mark.parametrize(
    "plan", [SOUND, UnitPlan(), UnitPlan(interviewed='Två\nrader \\ och "citat"', limits=("a;b",))]
)
@pytest.mark.parametrize("explained", [False, True])
def test_what_is_written_is_read_back(plan: UnitPlan, explained: bool) -> None:
    text = written(plan, str if explained else None)
    assert read_plan(text) == (plan, ())
    assert ("# who is interviewed" in text) is explained


def test_every_key_of_a_plan_is_explained_and_has_a_label() -> None:
    text = written(UnitPlan(), str)
    assert list(MEANINGS) == list(LABELS) == list(UnitPlan.__dataclass_fields__)
    for key in MEANINGS:
        assert f"{key} = " in text


@pytest.mark.parametrize(
    ("text", "key", "sentence"),
    [
        ("interval_months = '6'", "interval_months", "A whole number is expected here"),
        ("interval_months = true", "interval_months", "A whole number is expected here"),
        ("interval_months = 6.5", "interval_months", "A whole number is expected here"),
        ("feedback = 'ja'", "feedback", "true or false is expected here"),
        ("earlier = 'efter'", "earlier", "efter is none of after, before and never"),
        ("limits = 'från 18 år'", "limits", "A list of texts is expected here"),
        ("limits = [18]", "limits", "A list of texts is expected here"),
        ("limits = ['" + "x" * 201 + "']", "limits", "At most 12 limits of 200 characters"),
        ("interviewed = 18", "interviewed", "Words are expected here"),
        ("interviewed = '" + "x" * 2001 + "'", "interviewed", "longer than 2000 characters"),
        ("base_form = ''", "base_form", "The form is missing"),
        ("reviewed_on = '2026-13-01'", "reviewed_on", "This is not a date"),
        ("reviewed_on = 2026-11-21T10:00:00", "reviewed_on", "This is not a date"),
        ("reviewed_on = 0001-01-01", "reviewed_on", "This is not a date"),
        ("interval = 6", "interval", "There is no key interval. The nearest is interval_months"),
        ("[forms]\nbase = 'grund'", "forms", "There is no key forms"),
        ("interval_months = ", "", "This is not TOML"),
    ],
)
def test_a_faulty_key_is_named_with_what_to_write(text: str, key: str, sentence: str) -> None:
    _, faults = read_plan(text)
    assert [fault.key for fault in faults] == [key]
    assert sentence in f"{faults[0].what} {faults[0].remedy}"


def test_all_faults_of_a_text_are_told_at_once_and_the_rest_is_read() -> None:
    plan, faults = read_plan("feedback = 1\nlimits = 2\ninterval_months = 12\nearlier = 3\nwho = 4\n")
    assert [fault.key for fault in faults] == ["feedback", "limits", "earlier", "who"]
    assert plan == UnitPlan(interval_months=12)


def test_what_could_write_to_a_terminal_is_taken_out() -> None:
    plan, faults = read_plan('interviewed = "a\\u001b[31mb"\nlimits = ["\\u202e", "c\\u009bd"]\n')
    assert faults == ()
    assert plan.interviewed == "a[31mb"
    assert plan.limits == ("cd",)


def test_the_keys_that_differ_are_named() -> None:
    assert list(differences(SOUND, replace(SOUND, interval_months=6, feedback=False))) == [
        "interval_months",
        "feedback",
    ]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("interviewed", "Alla som utreds för skadligt bruk eller beroende"),
        ("limits", 'från 18 år; inte "LVM"'),
        ("follow_up_form", "Kort uppföljning"),
        ("interval_months", "12 months"),
        ("short_interventions", "up to 14 days"),
        ("feedback", "yes"),
        ("earlier", "never"),
        ("responsible", "Anna Berg"),
        ("follow_ups", "bo"),
        ("valid_from", "2026-01-01"),
    ],
)
def test_a_plan_is_told_in_words(key: str, words: str) -> None:
    told = value_words(SOUND, key, {"uppf-kort": "Kort uppföljning"}, {"anna": "Anna Berg"})
    assert str(told) == words


@pytest.mark.parametrize("key", MEANINGS)
def test_what_is_not_decided_is_told_too(key: str) -> None:
    assert str(value_words(UnitPlan(short_interventions=0), key, {}, {})) != ""
