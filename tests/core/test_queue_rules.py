"""What an interview does to the queue: what it answers, what it asks for, and the clock that counts from it."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from asi_tui.core.form_choice import right_form
from asi_tui.core.happenings import Ending, Rules
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import counts_as_due
from tests.core.case_story import ANKARET, ANNA, BO, CILLA, NORR, Story, day

BASE = ItemKind.BASE
FEEDBACK = ItemKind.FEEDBACK
RATING = ItemKind.RATING
SIGNATURE = ItemKind.SIGNATURE

A, B, C = "follow_up/interview/a", "follow_up/interview/b", "follow_up/interview/c"


# The clock


@pytest.mark.parametrize("form", ["grund", "grund-kort", "uppf", "uppf-kort"])
@pytest.mark.parametrize(
    ("held_on", "months", "due"),
    [
        ("2026-02-14", 6, "2026-08-14"),
        ("2026-02-14", 12, "2027-02-14"),
        ("2026-02-14", 9, "2026-11-14"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_every_interview_starts_the_clock(form: str, held_on: str, months: int, due: str) -> None:
    story = Story(Rules(interval_months=months)).interview("a", held_on, form)
    assert story.due() == {A: due}
    item = story.items[A]
    assert (item.anchor_on, item.anchor_interview) == (day(held_on), "a")
    assert (item.responsible, item.unit) == (ANNA, NORR)


@pytest.mark.parametrize("state", list(InterviewState))
def test_a_reopened_interview_keeps_the_clock_it_started(state: InterviewState) -> None:
    assert Story().interview("a", "2026-02-14", state=state).due() == {A: "2026-08-14"}


def test_no_interval_is_shorter_than_a_month() -> None:
    with pytest.raises(ValueError, match="no interval"):
        Rules(interval_months=0)


@pytest.mark.parametrize(
    ("form", "ending"), [("uppf", Ending.DONE), ("uppf-kort", Ending.DONE), ("grund", Ending.RE_ANCHORED)]
)
def test_the_next_interview_ends_the_item_and_starts_the_clock_anew(form: str, ending: Ending) -> None:
    story = Story().interview("a", "2026-02-14").interview("b", "2026-08-20", form)
    assert story.due() == {B: "2027-02-20"}
    item = story.items[A]
    assert (item.ending, item.ended_on, item.done_by_interview) == (ending, day("2026-08-20"), "b")


def test_an_interview_of_the_same_day_counts_as_the_later_one() -> None:
    assert Story().interview("a", "2026-02-14").follow_up("b", "2026-02-14").due() == {B: "2026-08-14"}


def test_of_two_interviews_on_a_day_the_one_keyed_first_did_what_was_waiting() -> None:
    story = Story().interview("a", "2026-02-14").follow_up("b", "2026-08-14").interview("c", "2026-08-14")
    assert story.endings() == {A: "done", B: "re_anchored", C: ""}


FORMS = [("a", "2025-01-10", "grund"), ("b", "2025-07-15", "uppf"), ("c", "2026-01-20", "grund")]


@pytest.mark.parametrize("order", list(permutations(FORMS)), ids=lambda order: "".join(one[0] for one in order))
def test_forms_give_the_same_items_in_whatever_order_they_are_keyed(order: tuple[tuple[str, str, str], ...]) -> None:
    story = Story()
    for name, held_on, form in order:
        story.interview(name, held_on, form)
    assert story.due() == {C: "2026-07-20"}
    ended = {key: (item.ending, item.done_by_interview) for key, item in story.items.items() if item.ending}
    assert {key: ended[key] for key in (A, B)} == {A: (Ending.DONE, "b"), B: (Ending.RE_ANCHORED, "c")}


def test_an_old_form_keyed_after_a_dropout_does_not_open_the_case_again() -> None:
    story = Story().interview("b", "2026-01-10").drop_out(B).interview("a", "2025-06-01")
    assert story.due() == {}
    assert story.endings() == {B: "dropout", A: "re_anchored"}


# The client's own interval, and the unit's plan


def test_another_interval_moves_what_is_open_and_leaves_what_has_ended() -> None:
    story = Story().interview("a", "2025-08-31").follow_up("b", "2026-02-28")
    story.plan(Rules(interval_months=12, own_interval=True), "bor långt bort")
    assert story.due() == {B: "2027-02-28"}
    assert story.items[A].due_on == day("2026-02-28")
    assert story.items[B].because == (("follow_up", day("2026-02-28")), ("own_interval", day("2027-02-28")))


def test_another_interval_holds_for_later_interviews() -> None:
    story = Story().plan(Rules(interval_months=12)).interview("a", "2026-02-14")
    assert story.due() == {A: "2027-02-14"}


def test_another_interval_does_not_move_what_somebody_has_postponed() -> None:
    story = Story().interview("a", "2026-02-14").postpone(A, "2026-10-01").plan(Rules(interval_months=12))
    assert story.due() == {A: "2026-10-01"}


def test_another_interval_counts_from_where_the_clock_has_run_on_to() -> None:
    story = Story().interview("a", "2026-02-14").on("2026-09-01").drop_out(A).run_on(A)
    assert story.due() == {f"{A}/after/3": "2027-02-14"}
    assert story.plan(Rules(interval_months=12)).due() == {f"{A}/after/3": "2027-08-14"}


def test_a_changed_interval_drops_the_clamp_it_no_longer_needs() -> None:
    story = Story().interview("a", "2026-08-31")
    assert [step for step, _ in story.items[A].because] == ["base", "interval", "clamped"]
    story.attempt(A, "2027-03-01").plan(Rules(interval_months=12))
    assert [step for step, _ in story.items[A].because] == ["base", "interval", "attempt"]
    story.plan(Rules(interval_months=5))
    assert [step for step, _ in story.items[A].because] == ["base", "interval", "attempt"]


# What the office owes after an interview


def test_feedback_is_due_two_weeks_after_the_interview() -> None:
    story = Story().interview("a", "2026-02-14")
    assert story.due(FEEDBACK) == {"feedback/interview/a": "2026-02-28"}
    story.feedback("a", "2026-02-20")
    item = story.items["feedback/interview/a"]
    assert (item.ending, item.ended_on) == (Ending.DONE, day("2026-02-20"))


def test_feedback_given_before_the_form_was_keyed_counts() -> None:
    story = Story().feedback("a", "2026-02-20").interview("a", "2026-02-14").interview("b", "2026-02-15")
    assert story.endings(FEEDBACK) == {"feedback/interview/a": "done", "feedback/interview/b": ""}


def test_a_unit_without_feedback_has_no_such_items() -> None:
    story = Story(Rules(feedback=False)).interview("a", "2026-02-14")
    assert story.endings(FEEDBACK) == {}
    assert story.due() == {A: "2026-08-14"}


@pytest.mark.parametrize(
    ("state", "rating", "signature"),
    [
        (InterviewState.COMPLETE, "", None),
        (InterviewState.RATED, "done", ""),
        (InterviewState.SIGNED, "done", "done"),
        (InterviewState.DRAFT, "withdrawn", None),
    ],
)
def test_ratings_and_signature_wait_as_long_as_they_are_missing(
    state: InterviewState, rating: str, signature: str | None
) -> None:
    endings = Story().interview("a", "2026-02-14", state=state).endings(RATING, SIGNATURE)
    assert endings.pop("rating/interview/a") == rating
    assert endings == ({} if signature is None else {"signature/interview/a": signature})


def test_ratings_are_due_a_week_after_completion_and_the_signature_a_week_after_the_ratings() -> None:
    story = Story().on("2026-02-20").interview("a", "2026-02-14", state=InterviewState.COMPLETE)
    assert story.due(RATING) == {"rating/interview/a": "2026-02-27"}
    story = Story().on("2026-02-20")
    story.interview("a", "2026-02-14", state=InterviewState.RATED, rated_on="2026-03-01")
    assert story.due(RATING, SIGNATURE) == {"signature/interview/a": "2026-03-08"}
    assert story.items["rating/interview/a"].ended_on == day("2026-03-01")


def test_a_signed_interview_tells_when_each_step_was_done() -> None:
    story = Story().interview("a", "2026-02-14", rated_on="2026-02-15", signed_on="2026-02-17")
    ended_on = [story.items[f"{kind}/interview/a"].ended_on for kind in (RATING, SIGNATURE)]
    assert ended_on == [day("2026-02-15"), day("2026-02-17")]


def test_what_is_owed_is_owed_by_the_interviewer_about_that_interview() -> None:
    story = Story().interview("a", "2026-02-14", state=InterviewState.RATED, by=BO, unit=ANKARET)
    for kind in (FEEDBACK, RATING, SIGNATURE):
        item = story.items[f"{kind}/interview/a"]
        assert (item.kind, item.responsible, item.unit, item.anchor_interview) == (kind, BO, ANKARET, "a")


def test_a_step_whose_day_is_not_known_counts_as_done_when_the_interview_was_completed() -> None:
    story = Story().on("2026-02-20").interview("a", "2026-02-14")
    ended_on = [story.items[f"{kind}/interview/a"].ended_on for kind in (RATING, SIGNATURE)]
    assert ended_on == [day("2026-02-20"), day("2026-02-20")]


# A base interview that was ordered


@pytest.mark.parametrize(
    ("held_on", "form", "ending"),
    [
        ("2026-03-10", "grund", "done"),
        ("2026-03-01", "grund", "done"),
        ("2026-02-28", "grund", ""),
        ("2026-03-10", "uppf", ""),
    ],
)
def test_a_base_interview_after_the_order_does_it(held_on: str, form: str, ending: str) -> None:
    story = Story().on("2026-03-01").order("2026-03-20").interview("a", held_on, form)
    assert story.endings(BASE) == {"base/order/1": ending}


def test_an_order_is_due_on_the_day_it_names() -> None:
    story = Story().on("2026-03-01").order("2026-03-20", by=BO)
    assert story.due(BASE) == {"base/order/1": "2026-03-20"}
    item = story.items["base/order/1"]
    assert (item.anchor_on, item.responsible, item.unit) == (day("2026-03-01"), BO, NORR)


def test_a_base_interview_held_before_the_order_does_not_do_it() -> None:
    story = Story().on("2026-03-01").interview("a", "2026-03-01").order("2026-03-20")
    assert story.due(BASE) == {"base/order/2": "2026-03-20"}


@pytest.mark.parametrize("keyed", [["b", "c"], ["c", "b"]])
def test_the_first_base_interview_after_the_order_does_it_whichever_was_keyed_first(keyed: list[str]) -> None:
    story = Story().on("2026-03-01").order("2026-03-20").on("2026-06-01")
    for name in keyed:
        story.interview(name, {"b": "2026-03-05", "c": "2026-05-01"}[name])
    item = story.items["base/order/1"]
    assert (item.done_by_interview, item.ended_on) == ("b", day("2026-03-05"))


@pytest.mark.parametrize(
    ("base_on", "ending"),
    [("2024-03-11", "done"), ("2024-03-10", ""), ("2020-01-01", ""), ("2026-01-01", "done")],
)
def test_a_follow_up_stands_in_for_an_ordered_base_interview_while_the_last_one_is_younger_than_two_years(
    base_on: str, ending: str
) -> None:
    story = Story().interview("a", base_on).on("2026-03-01").order("2026-03-20").follow_up("b", "2026-03-10")
    assert story.endings(BASE) == {"base/order/2": ending}


@pytest.mark.parametrize(
    ("bases", "on", "follow_up", "rests_on"),
    [
        ([], "2026-03-10", False, None),
        (["2026-03-11"], "2026-03-10", False, None),
        (["2024-03-11"], "2026-03-10", True, "2024-03-11"),
        (["2024-03-10"], "2026-03-10", False, "2024-03-10"),
        (["2019-05-05", "2025-01-01"], "2026-03-10", True, "2025-01-01"),
        (["2025-01-01", "2019-05-05"], "2026-03-10", True, "2025-01-01"),
        (["2024-02-29"], "2026-02-27", True, "2024-02-29"),
        (["2024-02-29"], "2026-02-28", False, "2024-02-29"),
    ],
)
def test_the_right_form_on_a_new_application_depends_on_the_last_base_interview(
    bases: list[str], on: str, follow_up: bool, rests_on: str | None
) -> None:
    advice = right_form(map(day, bases), day(on))
    assert advice.follow_up is follow_up
    assert advice.base_on == (day(rests_on) if rests_on else None)
    assert rests_on is None or rests_on in str(advice.why)
    assert ("may stand in" in str(advice.why)) is follow_up


# Whose the next item is


def test_after_an_interview_on_commission_the_next_follow_up_is_the_commissioners_again() -> None:
    story = Story().interview("a", "2026-02-14").commission(A, staff=CILLA, may_read="consent")
    assert story.items[A].responsible == ANNA
    story.follow_up("b", "2026-08-14", by=CILLA, unit=ANKARET)
    item = story.items[B]
    assert (item.responsible, item.unit, item.to_staff, item.may_read) == (ANNA, NORR, None, None)
    assert story.items["feedback/interview/b"].responsible == CILLA


def test_after_a_commissioned_order_the_follow_up_is_the_commissioners() -> None:
    story = Story().on("2026-03-01").order("2026-03-20").commission("base/order/1", unit=ANKARET)
    story.interview("a", "2026-03-15", by=CILLA, unit=ANKARET)
    assert (story.items[A].responsible, story.items[A].unit) == (ANNA, NORR)


def test_without_a_commission_the_next_item_is_the_interviewers() -> None:
    story = Story().interview("a", "2026-02-14").commission(A, staff=CILLA).commission(A)
    story.follow_up("b", "2026-08-14", by=BO, unit=ANKARET)
    assert (story.items[B].responsible, story.items[B].unit) == (BO, ANKARET)


# Rates


@pytest.mark.parametrize(
    ("reason", "counts"), [("AVBOJT", True), ("TID", True), ("AVLID", False), ("FLYTT", False), ("DUBB", False)]
)
def test_the_dead_the_moved_and_duplicates_stay_outside_the_denominator(reason: str, counts: bool) -> None:
    story = Story().interview("a", "2026-02-14").drop_out(A, reason)
    assert counts_as_due(story.items[A]) is counts


def test_an_open_and_a_done_item_count_as_due() -> None:
    story = Story().interview("a", "2026-02-14").follow_up("b", "2026-08-14")
    assert [counts_as_due(story.items[key]) for key in (A, B)] == [True, True]


def test_every_item_has_its_window_after_it_was_made_due() -> None:
    story = Story().interview("a", "2026-02-14", state=InterviewState.COMPLETE)
    assert all(item.due_on - item.anchor_on >= timedelta(0) for item in story.items.values())
