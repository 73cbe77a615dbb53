"""What staff decide about an item, how the clock runs on after it, and what becomes of the case as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from asi_tui.core.followup import DueState, state_on
from asi_tui.core.happenings import CaseChange, Ending, Rules
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.item_decisions import ENDS_CASE
from asi_tui.core.outcomes import DROPOUT_REASONS
from asi_tui.core.queue import ItemKind
from tests.core.case_story import ANKARET, ANNA, BO, CILLA, NORR, Story, day

A, B = "follow_up/interview/a", "follow_up/interview/b"
HVB = "follow_up/intervention/hvb"
EVERY_KIND = tuple(ItemKind)


def followed() -> Story:
    """A case with one interview, its follow-up due 2026-08-14."""
    return Story().on("2026-02-15").interview("a", "2026-02-14").on("2026-09-01")


# One item


def test_a_postponed_item_waits_with_its_window() -> None:
    story = followed().postpone(A, "2026-12-01")
    item = story.items[A]
    assert (item.due_on, item.paused, item.anchor_on) == (day("2026-12-01"), True, day("2026-02-14"))
    assert state_on(item.due_on, day("2026-10-01"), item.kind) is DueState.LATER
    assert state_on(item.due_on, day("2026-11-01"), item.kind) is DueState.IN_WINDOW


def test_the_last_postponement_counts() -> None:
    assert followed().postpone(A, "2026-12-01").postpone(A, "2026-10-15").due() == {A: "2026-10-15"}


def test_a_commission_names_who_holds_the_interview_and_leaves_who_is_responsible() -> None:
    item = followed().commission(A, staff=CILLA, may_read="decision").items[A]
    assert (item.to_staff, item.to_unit, item.may_read) == (CILLA, None, "decision")
    assert (item.responsible, item.unit) == (ANNA, NORR)


def test_a_commission_taken_back_takes_the_right_to_read_along() -> None:
    item = followed().commission(A, unit=ANKARET, may_read="consent").commission(A, may_read="consent").items[A]
    assert (item.to_staff, item.to_unit, item.may_read) == (None, None, None)


@pytest.mark.parametrize(("unit", "becomes"), [(None, NORR), (ANKARET, ANKARET)])
def test_an_item_handed_over_has_another_responsible_colleague(unit: str | None, becomes: str) -> None:
    item = followed().hand_over(A, BO, unit=unit).items[A]
    assert (item.responsible, item.unit) == (BO, becomes)


@pytest.mark.parametrize(("state", "waits"), [(InterviewState.COMPLETE, "rating"), (InterviewState.RATED, "signature")])
def test_who_takes_over_the_ratings_takes_over_the_signature(state: InterviewState, waits: str) -> None:
    story = Story().interview("a", "2026-02-14", state=state).hand_over("rating/interview/a", BO)
    assert story.items[f"{waits}/interview/a"].responsible == BO
    assert story.items["feedback/interview/a"].responsible == ANNA


def test_attempts_are_counted() -> None:
    assert followed().attempt(A, "2026-08-20").attempt(A, "2026-08-27").items[A].attempts == 2


@pytest.mark.parametrize("reason", [reason.code for reason in DROPOUT_REASONS if not reason.ends_case])
def test_a_dropout_ends_the_item_with_its_code(reason: str) -> None:
    story = followed()
    others = [item for key, item in story.items.items() if key != A]
    item = story.drop_out(A, reason).items[A]
    assert (item.ending, item.reason, item.ended_on) == (Ending.DROPOUT, reason, day("2026-09-01"))
    assert [item for key, item in story.items.items() if key != A] == others


def test_other_means_end_the_item_with_their_code() -> None:
    item = followed().otherwise(A, "2026-08-30").items[A]
    assert (item.ending, item.reason, item.ended_on) == (Ending.OTHER_MEANS, "ubat", day("2026-08-30"))


def test_what_has_ended_is_not_touched_any_more() -> None:
    story = followed().drop_out(A)
    before = dict(story.items)
    story.postpone(A, "2027-01-01").commission(A, staff=BO).hand_over(A, BO).attempt(A, "2026-09-02")
    story.drop_out(A, "TID").otherwise(A, "2026-09-02")
    assert story.items == before


def test_a_decision_about_an_item_that_does_not_exist_changes_nothing() -> None:
    story = followed()
    before = dict(story.items)
    story.postpone("follow_up/interview/x", "2027-01-01").hand_over("nothing", BO).run_on("nothing")
    assert story.items == before


def test_what_is_handed_over_is_that_item_and_no_other() -> None:
    story = Story().interview("a", "2026-02-14", state=InterviewState.RATED).hand_over("feedback/interview/a", BO)
    taken_over = [key for key, item in story.items.items() if item.responsible == BO]
    assert taken_over == ["feedback/interview/a"]


@pytest.mark.parametrize(("staff", "unit"), [(CILLA, None), (None, ANKARET)])
def test_who_a_commission_goes_to_may_read_on_the_ground_it_names(staff: str | None, unit: str | None) -> None:
    item = followed().commission(A, staff=staff, unit=unit, may_read="consent").items[A]
    assert (item.to_staff, item.to_unit, item.may_read) == (staff, unit, "consent")


# The clock runs on


@pytest.mark.parametrize("months", [6, 12])
@pytest.mark.parametrize("how", ["dropout", "other means"])
def test_the_next_follow_up_falls_due_an_interval_after_the_one_that_was_closed(how: str, months: int) -> None:
    story = Story(Rules(interval_months=months)).interview("a", "2026-02-14").on("2026-09-01").hand_over(A, BO)
    closed = story.drop_out(A) if how == "dropout" else story.otherwise(A, "2026-09-01")
    assert closed.due() == {}
    assert closed.run_on(A).due() == {f"{A}/after/4": {6: "2027-02-14", 12: "2028-02-14"}[months]}
    item = story.items[f"{A}/after/4"]
    assert (item.anchor_on, item.anchor_interview, item.paused) == (day("2026-02-14"), "a", False)
    assert (item.responsible, item.unit) == (BO, NORR)


def test_the_clock_counts_from_the_day_the_item_was_postponed_to() -> None:
    story = followed().postpone(A, "2026-10-01").on("2026-10-05").drop_out(A).run_on(A)
    assert story.due() == {f"{A}/after/4": "2027-04-01"}
    assert not story.items[f"{A}/after/4"].paused


# Base 2024-01-10, due 2024-07-10. The window of 2026-01-10 is over on 2026-03-12, its 61st day.
@pytest.mark.parametrize(("cleared_on", "due"), [("2026-03-11", "2026-01-10"), ("2026-03-12", "2026-07-10")])
def test_an_old_item_that_is_cleared_is_not_followed_by_one_that_is_overdue_already(cleared_on: str, due: str) -> None:
    story = Story().interview("a", "2024-01-10").on(cleared_on).drop_out(A, "TID").run_on(A)
    assert list(story.due().values()) == [due]


def test_the_clock_runs_on_again_and_again() -> None:
    story = followed().drop_out(A).run_on(A)
    (first,) = story.due()
    story.on("2027-03-01").drop_out(first, "TID").run_on(first)
    assert story.due() == {f"{A}/after/5": "2027-08-14"}


def test_a_clock_runs_on_only_once() -> None:
    assert len(followed().drop_out(A).run_on(A).run_on(A).due()) == 1


@pytest.mark.parametrize("stopped", [False, True])
@pytest.mark.parametrize(("held_on", "due"), [("2026-09-05", "2027-03-05"), ("2026-02-14", "2026-08-14")])
def test_a_clock_that_an_interview_has_set_anew_does_not_run_on(held_on: str, due: str, stopped: bool) -> None:
    story = followed().drop_out(A).follow_up("b", held_on)
    if stopped:
        story.drop_out(B)
    before = story.due()
    assert before == ({} if stopped else {B: due})
    assert story.run_on(A).due() == before


def test_the_clock_of_an_intervention_does_not_keep_that_of_the_interviews_from_running_on() -> None:
    story = followed().drop_out(A).intervention("hvb", "2026-09-01").run_on(A)
    assert story.due() == {HVB: "2027-03-01", f"{A}/after/4": "2027-02-14"}


def test_a_clock_stopped_later_is_not_started_from_an_item_before_it() -> None:
    story = Story().intervention("hvb", "2026-02-14").on("2026-09-01").drop_out(HVB).run_on(HVB)
    (following,) = story.due()
    assert story.drop_out(following).run_on(HVB).due() == {}


def test_an_old_form_keyed_meanwhile_does_not_keep_the_clock_from_running_on() -> None:
    story = followed().drop_out(A).interview("b", "2025-01-01").run_on(A)
    assert story.due() == {f"{A}/after/4": "2027-02-14"}


def test_a_clock_does_not_run_on_after_the_end_of_the_case() -> None:
    story = followed().case(CaseChange.CLOSED_ITEMS_END, "2026-09-01")
    before = dict(story.items)
    assert story.run_on(A).items == before


@pytest.mark.parametrize("item", [A, "feedback/interview/a", "rating/interview/a"])
def test_only_a_follow_up_that_was_closed_runs_on(item: str) -> None:
    story = followed()
    if item != A:
        story.drop_out(item, "TID")
    before = dict(story.items)
    assert story.run_on(item).items == before


# The case


def whole() -> Story:
    """A case with an item of every kind."""
    story = Story().on("2026-02-15").interview("a", "2026-02-14", state=InterviewState.COMPLETE)
    story.interview("b", "2026-02-14", state=InterviewState.RATED)
    return story.intervention("hvb", "2026-05-20").order("2026-09-20").on("2026-10-01")


def test_the_whole_case_has_an_item_of_every_kind() -> None:
    assert {item.kind for item in whole().items.values() if item.ending is None} == set(EVERY_KIND)


def test_a_closed_case_may_keep_its_items() -> None:
    story = whole()
    before = story.due(*EVERY_KIND)
    story.case(CaseChange.CLOSED_ITEMS_STAY, "2026-10-01")
    assert story.due(*EVERY_KIND) == before
    assert ("case_closed", day("2026-10-01")) in story.items[B].because


@pytest.mark.parametrize(
    ("change", "ending", "reason"),
    [
        (CaseChange.CLOSED_ITEMS_END, Ending.CASE_CLOSED, "insatsen klar"),
        (CaseChange.DECEASED, Ending.DECEASED, "AVLID"),
        (CaseChange.MOVED, Ending.MOVED, "FLYTT"),
    ],
)
def test_what_needs_the_client_ends_with_the_case_and_what_the_office_owes_stays(
    change: CaseChange, ending: Ending, reason: str
) -> None:
    story = whole()
    before = story.due(ItemKind.BASE, ItemKind.FOLLOW_UP, ItemKind.FEEDBACK)
    story.case(change, "2026-09-30", "insatsen klar")
    for key in before:
        item = story.items[key]
        assert (item.ending, item.ended_on, item.reason) == (ending, day("2026-09-30"), reason)
    assert set(story.due(*EVERY_KIND)) == {
        "rating/interview/a",
        "signature/interview/b",
        "intervention/intervention/hvb",
    }


@pytest.mark.parametrize(("reason", "ending"), [("AVLID", Ending.DECEASED), ("FLYTT", Ending.MOVED)])
def test_a_client_who_died_or_moved_takes_along_the_other_items_too(reason: str, ending: Ending) -> None:
    story = whole().drop_out(B, reason).run_on(B)
    assert set(story.endings(ItemKind.FOLLOW_UP, ItemKind.BASE).values()) == {Ending.RE_ANCHORED, ending}
    assert story.due(ItemKind.BASE, ItemKind.FOLLOW_UP, ItemKind.FEEDBACK) == {}


def test_the_reasons_that_end_a_case_are_those_of_the_list() -> None:
    assert set(ENDS_CASE) == {reason.code for reason in DROPOUT_REASONS if reason.ends_case}


@pytest.mark.parametrize("change", [CaseChange.CLOSED_ITEMS_END, CaseChange.MOVED, CaseChange.DECEASED])
def test_an_old_form_keyed_after_the_case_ended_asks_for_nothing_of_the_client(change: CaseChange) -> None:
    story = (
        Story()
        .on("2026-10-01")
        .case(change, "2026-09-30")
        .intervention("hvb", "2026-05-19")
        .interview("a", "2026-09-30")
    )
    assert story.due(ItemKind.FOLLOW_UP, ItemKind.FEEDBACK) == {}
    reason = {CaseChange.MOVED: "FLYTT", CaseChange.DECEASED: "AVLID"}.get(change)
    assert [story.items[key].reason for key in (A, HVB)] == [reason, reason]
    assert story.due(ItemKind.INTERVENTION) != {}


def test_an_old_form_that_a_later_interview_has_answered_stays_answered_though_the_case_has_ended() -> None:
    story = followed().case(CaseChange.CLOSED_ITEMS_END, "2026-09-01").interview("b", "2025-01-01")
    assert (story.items[B].ending, story.items[B].done_by_interview) == (Ending.RE_ANCHORED, "a")


def test_the_ratings_of_an_interview_with_a_client_who_has_died_are_still_owed() -> None:
    story = Story().case(CaseChange.DECEASED, "2026-09-30").interview("a", "2026-09-01", state=InterviewState.COMPLETE)
    assert set(story.due(*EVERY_KIND)) == {"rating/interview/a"}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (CaseChange.CLOSED_ITEMS_END, {A: "2027-04-01"}),
        (CaseChange.MOVED, {A: "2027-04-01"}),
        (CaseChange.DECEASED, {}),
    ],
)
def test_an_interview_after_the_case_ended_starts_the_clock_of_the_living(
    change: CaseChange, due: dict[str, str]
) -> None:
    story = Story().on("2026-09-30").case(change, "2026-09-30").on("2026-10-01").interview("a", "2026-10-01")
    assert story.due() == due


@pytest.mark.parametrize(
    ("change", "waits"), [(CaseChange.CLOSED_ITEMS_END, True), (CaseChange.MOVED, True), (CaseChange.DECEASED, False)]
)
def test_a_base_interview_ordered_after_the_case_ended_waits_for_the_living(change: CaseChange, waits: bool) -> None:
    story = Story().on("2026-09-30").case(change, "2026-09-30").order("2026-10-10")
    assert (story.due(ItemKind.BASE) != {}) is waits


# The follow-up of 2026-08-14 may be held until 2026-10-13.
@pytest.mark.parametrize(
    ("reopened_on", "due"),
    [("2026-06-01", "2026-08-14"), ("2026-10-13", "2026-08-14"), ("2026-10-14", "2027-02-14")],
)
@pytest.mark.parametrize("change", [CaseChange.CLOSED_ITEMS_END, CaseChange.MOVED])
def test_a_case_taken_up_again_has_its_follow_up_back(change: CaseChange, reopened_on: str, due: str) -> None:
    story = Story().interview("a", "2026-02-14").on("2026-05-01").case(change, "2026-05-01")
    assert story.due() == {}
    story.on(reopened_on).case(CaseChange.REOPENED, reopened_on)
    assert story.due() == {f"{A}/reopened/3": due}
    assert not story.items[f"{A}/reopened/3"].paused
    assert story.endings()[A] in (Ending.CASE_CLOSED, Ending.MOVED)


def test_a_case_taken_up_again_leaves_what_had_ended_before_it_was_closed() -> None:
    story = followed().drop_out(A).case(CaseChange.CLOSED_ITEMS_END, "2026-09-01")
    assert story.case(CaseChange.REOPENED, "2026-09-02").due() == {}


def test_a_case_taken_up_again_is_followed_up_only_once() -> None:
    story = Story().interview("a", "2026-02-14").case(CaseChange.CLOSED_ITEMS_END, "2026-05-01")
    story.interview("b", "2026-05-02").case(CaseChange.REOPENED, "2026-05-03").case(CaseChange.REOPENED, "2026-05-04")
    assert story.due() == {B: "2026-11-02"}


def test_items_of_a_case_taken_up_again_end_when_it_is_closed_again() -> None:
    story = Story().interview("a", "2026-02-14").case(CaseChange.CLOSED_ITEMS_END, "2026-05-01")
    story.case(CaseChange.REOPENED, "2026-05-02").case(CaseChange.CLOSED_ITEMS_END, "2026-05-03")
    assert story.due() == {}
    assert story.case(CaseChange.REOPENED, "2026-05-04").due() == {f"{A}/reopened/5": "2026-08-14"}


def test_a_postponement_holds_when_the_case_is_taken_up_again() -> None:
    story = followed().postpone(A, "2026-12-01").case(CaseChange.CLOSED_ITEMS_END, "2026-09-01")
    story.case(CaseChange.REOPENED, "2026-09-02")
    assert [(item.due_on, item.paused) for item in story.items.values() if item.key in story.due()] == [
        (day("2026-12-01"), True)
    ]


# Undo


ACTIONS: dict[str, Callable[[Story], Story]] = {
    "postponed": lambda story: story.postpone(B, "2026-12-01"),
    "commissioned": lambda story: story.commission(B, staff=BO),
    "handed over": lambda story: story.hand_over(B, BO),
    "attempt": lambda story: story.attempt(B, "2026-09-01"),
    "dropout": lambda story: story.drop_out(B),
    "deceased": lambda story: story.drop_out(B, "AVLID"),
    "other means": lambda story: story.otherwise(B, "2026-09-01"),
    "ordered": lambda story: story.order("2026-10-10"),
    "feedback": lambda story: story.feedback("b", "2026-02-20"),
    "closed, items stay": lambda story: story.case(CaseChange.CLOSED_ITEMS_STAY, "2026-10-01"),
    "closed, items end": lambda story: story.case(CaseChange.CLOSED_ITEMS_END, "2026-10-01"),
    "another plan": lambda story: story.plan(Rules(interval_months=12)),
}


@pytest.mark.parametrize("act", ACTIONS.values(), ids=ACTIONS)
def test_an_action_taken_back_leaves_the_items_as_they_were(act: Callable[[Story], Story]) -> None:
    story = whole()
    before = dict(story.items)
    assert act(story).items != before
    assert story.undo().items == before
