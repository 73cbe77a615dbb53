"""The end of an intervention: its record is wanted, and it may start a follow-up clock of its own."""

from __future__ import annotations

import pytest

from asi_tui.core.follow_up_clock import near_item
from asi_tui.core.happenings import Ending, Rules
from asi_tui.core.queue import ItemKind
from tests.core.case_story import ANKARET, CILLA, Story, day

A, B = "follow_up/interview/a", "follow_up/interview/b"
HVB, CBT = "follow_up/intervention/hvb", "follow_up/intervention/cbt"
RECORD = "intervention/intervention/hvb"


@pytest.mark.parametrize("exempt", [False, True])
def test_the_record_of_an_ended_intervention_is_wanted_however_short_it_was(exempt: bool) -> None:
    story = Story().intervention("hvb", "2026-05-19", exempt=exempt)
    assert story.due(ItemKind.INTERVENTION) == {RECORD: "2026-05-19"}
    item = story.items[RECORD]
    assert (item.responsible, item.unit) == (CILLA, ANKARET)
    assert (item.intervention, item.anchor_on) == ("hvb", day("2026-05-19"))


def test_a_recorded_end_is_done() -> None:
    story = Story().intervention("hvb", "2026-05-19", recorded=True, recorded_on="2026-05-30")
    item = story.items[RECORD]
    assert (item.ending, item.ended_on) == (Ending.DONE, day("2026-05-30"))


def test_an_ended_intervention_starts_a_clock_where_none_runs() -> None:
    story = Story().intervention("hvb", "2026-05-19")
    assert story.due() == {HVB: "2026-11-19"}
    item = story.items[HVB]
    assert (item.responsible, item.unit, item.anchor_interview) == (CILLA, ANKARET, None)


def test_an_intervention_too_short_for_the_units_plan_starts_no_clock() -> None:
    assert Story().intervention("hvb", "2026-05-19", exempt=True).endings() == {}


# Base 2026-01-10 is followed up on 2026-07-10; 60 days after that is 2026-09-08, the follow-up of an end on 2026-03-08.
@pytest.mark.parametrize(
    ("ended_on", "move", "due"),
    [
        ("2026-03-08", False, {A: "2026-07-10"}),
        ("2026-03-08", True, {A: "2026-09-08"}),
        ("2026-03-09", False, {A: "2026-07-10", HVB: "2026-09-09"}),
        ("2026-03-09", True, {A: "2026-07-10", HVB: "2026-09-09"}),
        ("2026-01-11", True, {A: "2026-07-11"}),
    ],
)
def test_the_clock_is_its_own_only_more_than_sixty_days_from_the_open_item(
    ended_on: str, move: bool, due: dict[str, str]
) -> None:
    assert Story().interview("a", "2026-01-10").intervention("hvb", ended_on, move=move).due() == due


@pytest.mark.parametrize(("ended_on", "asked"), [("2026-03-08", True), ("2026-03-09", False)])
def test_the_handler_is_asked_about_the_item_that_is_near(ended_on: str, asked: bool) -> None:
    items = Story().interview("a", "2026-01-10").items
    near = near_item(items.values(), day(ended_on), Rules())
    assert (near is not None and near.key == A) is asked


def test_nobody_is_asked_about_an_item_that_has_ended_or_is_no_follow_up() -> None:
    items = Story().interview("a", "2026-01-10").drop_out(A).order("2026-07-10").items
    assert near_item(items.values(), day("2026-01-12"), Rules()) is None


def test_the_nearest_of_several_items_is_moved() -> None:
    story = Story().interview("a", "2026-01-10").intervention("cbt", "2026-04-20")
    assert story.due() == {A: "2026-07-10", CBT: "2026-10-20"}
    story.intervention("hvb", "2026-05-05", move=True)
    assert story.due() == {A: "2026-07-10", CBT: "2026-11-05"}


def test_a_moved_item_counts_from_the_end_and_no_longer_waits() -> None:
    story = Story().interview("a", "2026-01-10").postpone(A, "2026-08-01").intervention("hvb", "2026-03-01", move=True)
    item = story.items[A]
    assert (item.anchor_on, item.paused, item.intervention) == (day("2026-03-01"), False, "hvb")
    assert story.due() == {A: "2026-09-01"}


def test_an_interview_does_the_items_of_all_clocks_that_count_from_before_it() -> None:
    story = Story().interview("a", "2026-01-10").intervention("hvb", "2026-04-20").follow_up("b", "2026-07-20")
    assert story.due() == {B: "2027-01-20"}
    assert story.endings() == {A: "done", HVB: "done", B: ""}


def test_an_interview_before_the_end_leaves_the_clock_of_the_intervention() -> None:
    story = Story().interview("a", "2026-01-10").intervention("hvb", "2026-04-20").follow_up("b", "2026-04-19")
    assert story.due() == {HVB: "2026-10-20", B: "2026-10-19"}


@pytest.mark.parametrize(
    ("form", "held_on", "ending"),
    [
        ("uppf", "2026-06-01", "done"),
        ("uppf", "2026-04-20", "done"),
        ("grund", "2026-06-01", "re_anchored"),
        ("uppf", "2026-01-10", ""),
    ],
)
def test_an_end_that_is_registered_after_the_interview_that_answers_it_asks_for_nothing_more(
    form: str, held_on: str, ending: str
) -> None:
    story = Story().interview("b", held_on, form).intervention("hvb", "2026-04-20")
    assert story.endings()[HVB] == ending


def test_an_old_form_keyed_after_a_move_does_not_turn_the_clock_back() -> None:
    story = Story().interview("a", "2026-01-10").intervention("hvb", "2026-03-01", move=True)
    story.interview("b", "2026-02-01")
    assert story.due() == {A: "2026-09-01"}
    assert story.items[B].ending is Ending.RE_ANCHORED


def test_the_clock_of_an_intervention_runs_on_by_itself() -> None:
    story = Story().intervention("hvb", "2026-05-19").on("2026-12-01").drop_out(HVB).run_on(HVB)
    assert story.due() == {f"{HVB}/after/3": "2027-05-19"}
    item = story.items[f"{HVB}/after/3"]
    assert (item.intervention, item.anchor_interview, item.unit) == ("hvb", None, ANKARET)
