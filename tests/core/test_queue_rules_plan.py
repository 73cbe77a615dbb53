"""The queue under a unit's plan: each rule of the plan, and what becomes of the open items when it is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asi_tui.core.happenings import CaseChange, Ending, Rules
from asi_tui.core.item_reasons import reasons
from asi_tui.core.queue import ItemKind
from asi_tui.core.unit_plan import UnitPlan, rules_of
from tests.core.case_story import Story

A, HVB = "follow_up/interview/a", "follow_up/intervention/hvb"
FED = "feedback/interview/a"
FOLLOWED = (ItemKind.FOLLOW_UP, ItemKind.FEEDBACK)

USUAL = UnitPlan()


def under(plan: UnitPlan) -> Story:
    """A case in a unit with that plan."""
    return Story(rules_of(plan)).on("2026-05-01")


# Each rule of the plan on the queue of a client whose base interview was held on 10 January.
@pytest.mark.parametrize(
    ("plan", "due"),
    [
        (USUAL, {A: "2026-07-10", FED: "2026-01-24"}),
        (replace(USUAL, interval_months=12), {A: "2027-01-10", FED: "2026-01-24"}),
        (replace(USUAL, interval_months=1), {A: "2026-02-10", FED: "2026-01-24"}),
        (replace(USUAL, feedback=False), {A: "2026-07-10"}),
        (replace(USUAL, base_form="grund-kort", finish_short=True), {A: "2026-07-10", FED: "2026-01-24"}),
    ],
    ids=["usual", "twelve months", "one month", "no feedback", "what the queue does not read"],
)
def test_the_queue_obeys_the_plan(plan: UnitPlan, due: dict[str, str]) -> None:
    assert under(plan).interview("a", "2026-01-10").due(*FOLLOWED) == due


@pytest.mark.parametrize(
    ("exempt", "days", "is_followed_up"),
    [(7, 7, False), (7, 8, True), (0, 1, True), (0, 0, False), (30, 30, False), (30, 31, True), (7, None, True)],
)
def test_an_intervention_is_followed_up_when_it_lasted_longer_than_the_plan_exempts(
    exempt: int, days: int | None, is_followed_up: bool
) -> None:
    story = under(replace(USUAL, short_interventions=exempt)).intervention("hvb", "2026-05-19", days=days)
    assert story.due() == ({HVB: "2026-11-19"} if is_followed_up else {})
    # The record is wanted whether or not it is followed up.
    assert len(story.due(ItemKind.INTERVENTION)) == 1


@pytest.mark.parametrize(("months", "own"), [(12, None), (12, 3)])
def test_a_client_may_have_an_interval_of_their_own(months: int, own: int | None) -> None:
    rules = rules_of(replace(USUAL, interval_months=months), own)
    assert (rules.interval_months, rules.own_interval) == (own or months, own is not None)


def test_open_follow_ups_move_with_a_changed_plan_and_ended_ones_keep_their_day() -> None:
    story = under(USUAL).interview("a", "2025-01-10").follow_up("b", "2025-08-01")
    story.plan(rules_of(replace(USUAL, interval_months=12)))
    assert story.due() == {"follow_up/interview/b": "2026-08-01"}
    assert story.items[A].due_on.isoformat() == "2025-07-10"


def test_what_somebody_has_postponed_stays_on_its_day() -> None:
    story = under(USUAL).interview("a", "2026-01-10").postpone(A, "2026-09-01").postpone(FED, "2026-10-01")
    story.plan(Rules(interval_months=12, feedback=False))
    assert story.due(*FOLLOWED) == {A: "2026-09-01", FED: "2026-10-01"}


def test_without_feedback_in_the_plan_it_is_no_longer_asked_for() -> None:
    story = under(USUAL).interview("a", "2026-01-10").on("2026-02-02").plan(Rules(feedback=False))
    item = story.items[FED]
    assert (item.ending, str(item.ended_on)) == (Ending.WITHDRAWN, "2026-02-02")
    assert "plan no longer has it, since 2026-02-02" in str(reasons(item, story.happenings, {})[-1])
    assert story.due() == {A: "2026-07-10"}


def test_feedback_that_was_given_stays_given() -> None:
    story = under(USUAL).interview("a", "2026-01-10").feedback("a", "2026-01-12").plan(Rules(feedback=False))
    assert story.endings(ItemKind.FEEDBACK) == {FED: Ending.DONE}


def test_an_intervention_that_the_plan_exempts_now_is_no_longer_waited_for() -> None:
    story = under(USUAL).interview("a", "2025-01-10").follow_up("b", "2025-07-01")
    story.intervention("hvb", "2026-05-19", days=20).plan(Rules(short_interventions=30))
    assert HVB not in story.due()
    assert story.endings()[HVB] == Ending.WITHDRAWN
    assert len(story.due()) == 1, "what an interview started is wanted by every plan"


NO_FEEDBACK_NOR_SHORT = Rules(feedback=False, short_interventions=30)


def withdrawn() -> Story:
    """A case from which a plan has taken the feedback and the follow-up of an intervention."""
    story = under(USUAL).interview("a", "2025-01-10").intervention("hvb", "2026-05-19", days=20)
    return story.plan(NO_FEEDBACK_NOR_SHORT)


def test_what_a_plan_took_away_comes_back_with_the_plan_before() -> None:
    before = under(USUAL).interview("a", "2025-01-10").intervention("hvb", "2026-05-19", days=20)
    story = withdrawn()
    assert set(before.due(*FOLLOWED)) - set(story.due(*FOLLOWED)) == {HVB, FED}
    assert story.plan(Rules()).due(*FOLLOWED) == before.due(*FOLLOWED)


def test_it_comes_back_on_the_day_of_the_plan_in_force() -> None:
    assert withdrawn().plan(Rules(interval_months=12)).due()[HVB] == "2027-05-19"


def test_it_does_not_come_back_when_it_has_been_done_meanwhile() -> None:
    story = withdrawn().follow_up("b", "2026-06-01").feedback("a", "2026-06-01").plan(Rules())
    assert story.endings()[HVB] == Ending.DONE
    assert story.endings(ItemKind.FEEDBACK)[FED] == Ending.DONE


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        (CaseChange.DECEASED, Ending.DECEASED),
        (CaseChange.MOVED, Ending.MOVED),
        (CaseChange.CLOSED_ITEMS_END, Ending.CASE_CLOSED),
    ],
)
def test_it_does_not_come_back_in_a_case_that_has_ended(change: CaseChange, ending: Ending) -> None:
    story = withdrawn().case(change, "2026-08-01", "avslutat").plan(Rules())
    assert story.due(*FOLLOWED) == {}
    assert story.endings(*FOLLOWED) == {A: ending, FED: ending, HVB: ending}


def test_a_rating_that_was_withdrawn_is_none_of_the_plans_business() -> None:
    from asi_tui.core.interview_state import InterviewState

    story = under(USUAL).interview("a", "2026-01-10", state=InterviewState.DRAFT)
    before = story.endings(ItemKind.RATING)
    assert set(before.values()) == {Ending.WITHDRAWN}
    assert story.plan(Rules(interval_months=12)).endings(ItemKind.RATING) == before
