"""Completing an interview: what stands in the way and in which order, how it may end, and what is then kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.answer import Code, Value
from asi_tui.core.check_review import accepted
from asi_tui.core.checks import CheckKind, Facts, Fired
from asi_tui.core.closing import (
    EARLY,
    AtPanel,
    Ending,
    at_panel,
    closed,
    closing_question,
    completion,
    ending,
    in_the_way,
    obstacle,
    press,
    still_early,
)
from asi_tui.core.desk import Desk, KeyingStyle, Stroke
from asi_tui.core.interview import Change, Interview
from asi_tui.core.notebook import Notebook, open_notebook
from asi_tui.core.scoring import Scoring
from asi_tui.message import Message
from tests.core.answers import little
from tests.core.check_samples import facts_in, on
from tests.scenario import FORMS

CALM = "G9=1 M6=3 M7=1 M8=1"


def notebook(interview: Interview, *remarks: Remark, facts: Facts | None = None) -> Notebook:
    return open_notebook(interview, facts or facts_in(""), remarks, ())


def filled(line: str = "", form: str = "uppf-kort") -> Interview:
    """An interview with the answers of a line in which nothing is open: all else is as little as may be."""
    interview = on(form, line)
    while (code := interview.next_open()) is not None:
        interview = interview.changed(Change(code, None, little(interview.question(code))))
    return interview


def dealt_with(beside: Notebook, *kinds: CheckKind) -> Notebook:
    """The notebook with its open checks of those kinds dealt with."""
    for one in beside.open:
        if one.check.kind in kinds:
            outcome = accepted(one, "gjort", reason=1)
            assert isinstance(outcome, Acceptance)
            beside = beside.with_acceptance(outcome)
    return beside


SOFT, SAFETY = CheckKind.SOFT, CheckKind.SAFETY
ALL_WRONG = "M6=12 M7=0 F30=4 F32=0 P9-30d=1 P12=0 P14=1"
"""Two soft checks, then a safety box, then a hard one, in the order of the form."""


def test_what_is_open_is_told_area_by_area_in_the_order_of_the_form() -> None:
    interview = on("grund", "")
    areas = in_the_way(interview)
    assert [code for area in areas for code in area.codes] == list(interview.open_questions())
    assert [area.area for area in areas] == list(
        dict.fromkeys(q.area for q in interview.plan.questions.values() if q.code in interview.open_questions())
    )
    assert in_the_way(filled()) == ()


def test_the_closing_question_is_g12_on_every_form() -> None:
    assert {closing_question(on(form, "")).code for form in FORMS} == {"G12"}


def told(found: str | Fired | None) -> str | None:
    return found if found is None or isinstance(found, str) else f"{found.check.kind} {found.check.number}"


def test_obstacles_come_in_order_open_question_hard_soft_safety() -> None:
    interview = filled(ALL_WRONG)
    cleared = interview.changed(Change("P20", interview.answers["P20"], None))
    assert told(obstacle(cleared, notebook(cleared))) == "P20"
    beside = notebook(interview)
    assert {one.check.kind for one in beside.open} == {CheckKind.HARD, SOFT, SAFETY}
    assert told(obstacle(interview, beside)) == "P14"
    right = filled(ALL_WRONG.replace("P14=1", "P14=0"))
    beside = notebook(right)
    found = []
    while (one := obstacle(right, beside)) is not None:
        assert isinstance(one, Fired)
        found.append(one)
        outcome = accepted(one, "gjort", reason=1)
        assert isinstance(outcome, Acceptance)
        beside = beside.with_acceptance(outcome)
    assert [one.check.kind for one in found] == sorted(
        (one.check.kind for one in found), key=lambda kind: kind is SAFETY
    )
    assert [one.check.number for one in found] == ["9", "51", "61", "68"]


def test_of_an_interview_that_ended_early_only_checks_are_in_the_way() -> None:
    interview = on("grund", "M6=12 M7=0 P9-30d=1")
    beside = notebook(interview)
    assert told(obstacle(interview, beside)) == interview.first()
    assert told(obstacle(interview, beside, ends_early=True)) == "soft 9"
    beside = dealt_with(beside, SOFT)
    assert told(obstacle(interview, beside, ends_early=True)) == "safety 68"
    assert obstacle(interview, dealt_with(beside, SAFETY), ends_early=True) is None


def test_the_keys_of_an_early_ending_are_the_answers_of_the_closing_question() -> None:
    assert tuple(str(choice.code) for choice in closing_question(filled()).choices) == EARLY


def test_an_interview_is_being_ended_early_from_the_digit_until_another_key_than_enter() -> None:
    enter, one, other = Stroke("enter", None), Stroke(None, "1"), Stroke("no-answer", "x")
    assert [still_early(key, early) for key in (enter, one, other) for early in (False, True)] == [
        False, True, True, True, False, False
    ]  # fmt: skip
    interview = on("grund", "M6=12 M7=0")
    beside = notebook(interview)
    assert told_by(press(interview, beside, enter, ends_early=False)) == interview.first()
    assert told_by(press(interview, beside, enter, ends_early=True)) == "soft 9"
    assert press(interview, dealt_with(beside, SOFT), one, ends_early=True) == Ending(1)


def told_by(found: object) -> str | None:
    assert found is None or isinstance(found, str | Fired)
    return told(found)


def at(place: str, *keys: str, lock_seconds: float = 0.4, pace: float = 0.1) -> AtPanel:
    """The panel of completion after some keys, a tenth of a second apart."""
    interview, beside = PLACES[place]()
    panel = AtPanel(Desk(interview, interview.first()), ends_early=False)
    for place_, key in enumerate(keys, 1):
        command = key if len(key) > 1 else None
        stroke = Stroke(command, None if command else key, place_ * pace)
        style = KeyingStyle(lock_seconds=lock_seconds)
        panel = at_panel(panel.desk, beside, stroke, style, ends_early=panel.ends_early)
    return panel


@pytest.mark.parametrize("key", ["close", "backspace", "back"])
def test_the_panel_is_left_for_the_question_beneath(key: str) -> None:
    panel = at(OPEN, key)
    assert (panel.is_left, panel.leads_to, panel.desk.lock) == (True, None, None)


@pytest.mark.parametrize("key", ["close", "backspace"])
@pytest.mark.parametrize("lock_seconds", [0.4, 0.0])
def test_one_escape_leaves_the_panel_also_after_a_refusal(key: str, lock_seconds: float) -> None:
    refused = at(OPEN, "7", lock_seconds=lock_seconds)
    assert refused.desk.lock is not None
    panel = at(OPEN, "7", key, lock_seconds=lock_seconds)
    assert (panel.is_left, panel.desk.lock, panel.desk.message) == (True, None, None)


def test_the_keys_after_a_refusal_do_nothing_until_it_has_been_quiet() -> None:
    panel = at(OPEN, "7", "1", "enter", "back")
    assert (panel.is_left, panel.leads_to) == (False, None)
    assert "3 keys ignored" in str(panel.desk.message)
    assert at(OPEN, "7", "1", pace=1).leads_to == Ending(1)


def test_enter_leaves_the_panel_for_a_question_and_stays_for_a_check() -> None:
    to_question, to_check = at(OPEN, "enter"), at(WAITING, "enter")
    assert isinstance(to_question.leads_to, str)
    assert to_question.is_left
    assert isinstance(to_check.leads_to, Fired)
    assert not to_check.is_left


def test_the_panel_asks_for_help_and_stays() -> None:
    panel = at(CLEAR, "help")
    assert (panel.wants_help, panel.is_left) == (True, False)
    assert at(CLEAR, "enter").leads_to == Ending(N)


def test_a_hard_check_settled_by_x_and_a_remark_is_in_the_way_no_more() -> None:
    interview = filled("M6=0 M7=0 M8=3")
    assert told(obstacle(interview, notebook(interview))) == "M8"
    settled = interview.changed(Change("M6", 0, Code.X))
    beside = notebook(settled, Remark(about="M6", text="klienten har gått"))
    assert obstacle(settled, dealt_with(beside, SOFT)) is None


N = Code.N
OPEN, WAITING, CLEAR = "open", "waiting", "clear"

PLACES: dict[str, Callable[[], tuple[Interview, Notebook]]] = {
    OPEN: lambda: (on("grund", CALM), notebook(on("grund", CALM))),
    WAITING: lambda: (filled("M6=12 M7=0"), notebook(filled("M6=12 M7=0"))),
    CLEAR: lambda: (filled(), dealt_with(notebook(filled()), SOFT, SAFETY)),
}

KEYS: list[tuple[str, str | None, bool, Ending | str | None]] = [
    (CLEAR, None, True, Ending(N)),
    (CLEAR, "n", False, Ending(N)),
    (CLEAR, "N", False, Ending(N)),
    (CLEAR, "/", False, Ending(N)),
    (CLEAR, "1", False, Ending(1)),
    (CLEAR, "2", False, Ending(2)),
    (CLEAR, "3", False, Ending(3)),
    (CLEAR, "0", False, "not among the answers (1, 2, 3)"),
    (CLEAR, "4", False, "not among the answers (1, 2, 3)"),
    (CLEAR, "x", False, "x does nothing here"),
    (CLEAR, None, False, None),
    (OPEN, None, True, "questions are open"),
    (OPEN, "n", False, "questions are open"),
    (OPEN, "1", False, Ending(1)),
    (OPEN, "3", False, Ending(3)),
    (OPEN, "7", False, "not among the answers"),
    (WAITING, None, True, "checks wait"),
    (WAITING, "n", False, "checks wait"),
    (WAITING, "1", False, "checks wait"),
    (WAITING, "3", False, "checks wait"),
]


@pytest.mark.parametrize(("place", "character", "is_enter", "wanted"), KEYS)
def test_a_key_ends_the_interview_or_is_refused(
    place: str, character: str | None, is_enter: bool, wanted: Ending | str | None
) -> None:
    outcome = ending(*PLACES[place](), character, is_enter=is_enter)
    if isinstance(wanted, str):
        assert isinstance(outcome, Message)
        assert wanted in str(outcome)
    else:
        assert outcome == wanted


def test_an_interview_that_ended_early_deals_with_its_checks_all_the_same() -> None:
    interview = on("grund", "M6=12 M7=0")
    assert isinstance(ending(interview, notebook(interview), "1", is_enter=False), Message)
    assert ending(interview, dealt_with(notebook(interview), SOFT), "1", is_enter=False) == Ending(1)


def test_the_ending_is_stored_as_the_answer_to_g12_and_only_when_it_is_another_one() -> None:
    interview, change = closed(filled(), Ending(N))
    assert (change, interview.answers["G12"]) == (Change("G12", None, N), N)
    assert closed(interview, Ending(N))[1] is None
    assert closed(interview, Ending(2))[1] == Change("G12", N, 2)


@pytest.mark.parametrize(("how", "early"), [(N, None), (1, 1), (3, 3)])
def test_what_is_kept_of_a_completed_interview(how: Value, early: int | None) -> None:
    interview, _ = closed(filled("M6=X E4=0", "grund-kort"), Ending(how))
    kept = completion(interview, Ending(how), Scoring())
    assert kept.ended_early == early
    assert kept.values["G12"] == ("N" if how is N else str(how))
    assert (kept.values["M6"], kept.values["E5"]) == ("X", "0")
    assert kept.values.keys() == interview.standings.keys()
    assert kept.scores["medical"] is None
