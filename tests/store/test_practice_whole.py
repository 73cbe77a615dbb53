"""The invented clients: their file is what the module makes, and the demo shows all there is, whatever the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import pytest

from asi_tui.core.answer import Code
from asi_tui.core.checks import CheckKind, Facts, fired
from asi_tui.core.followup import DueState, is_follow_up, state_on
from asi_tui.core.happenings import Ending
from asi_tui.core.instrument import Step
from asi_tui.core.interview import Interview, begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import DROPOUT_REASONS, Side
from asi_tui.core.people import Sex
from asi_tui.core.queue import ItemKind
from asi_tui.practice import INVENTED, PracticeClient, PracticeInterview, clients, invented, site
from asi_tui.practice.invent.book import written
from asi_tui.store.item_deeds import Deed
from tests.scenario import instrument
from tests.store.practised import Tables, opened, read_tables
from tests.store.site import TODAY

DAYS = (TODAY, date(2028, 2, 29))
"""An ordinary day, and one from which there is no counting back to the same day of other months and years."""

TOLD = [(client, interview) for client in invented() for interview in client.interviews]


@dataclass(frozen=True)
class Demo:
    """The practice casebook of a day."""

    today: date
    tables: Tables
    differences: int


@pytest.fixture(scope="module", params=DAYS, ids=str)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One build for each of the days, which the tests share."""
    place = tmp_path_factory.mktemp("demo") / "practice.db"
    with closing(opened(place, request.param)) as book:
        yield Demo(request.param, read_tables(place), len(list(book.work.differences())))


# The file


def test_the_shipped_file_is_what_the_module_makes() -> None:
    assert INVENTED.read_text(encoding="utf-8") == written()


def test_sixty_clients_about_as_the_units_are_large() -> None:
    assert Counter(client.unit for client in invented()) == {"norr": 23, "syd": 28, "ankaret": 9}
    everybody = (*clients(), *invented())
    assert len({client.code for client in everybody}) == len(everybody)
    names = [client.name for client in everybody if client.name]
    assert len(set(names)) == len(names)
    assert {client.sex for client in invented()} == {Sex.WOMAN, Sex.MAN, Sex.OTHER}
    ages = [client.born.age for client in invented()]
    assert min(ages) >= 18
    assert max(ages) - min(ages) > 40


def test_their_handlers_are_mostly_others_than_the_one_who_practises() -> None:
    mine = [client for client in invented() if client.handler == site().runs_as]
    assert 2 <= len(mine) <= 4


# The answers


def keyed(interview: PracticeInterview) -> Interview:
    return begin(instrument(), interview.form, interview.values)


def test_what_was_completed_has_an_answer_to_each_question_of_its_route_and_to_no_other() -> None:
    for client, told in TOLD:
        interview = keyed(told)
        off = [code for code in interview.answers if not interview.on_route(code)]
        assert off == [], (client.code, told.form)
        ratings = [q.code for q in interview.plan.questions.values() if q.step is Step.RATING]
        given = {code in interview.answers for code in ratings}
        assert given == {told.state in (InterviewState.RATED, InterviewState.SIGNED)}, client.code
        assert bool(interview.open_questions()) is (told.state is InterviewState.DRAFT), client.code


def test_every_answer_is_one_that_could_have_been_keyed() -> None:
    for client, told in TOLD:
        for code, value in told.values.items():
            question = instrument().questions[code]
            match value:
                case Code():
                    assert value is Code.X or question.allow_n, (client.code, code)
                case str():
                    assert question.is_text, (client.code, code)
                case int():
                    assert question.allows(value), (client.code, code)


def test_the_interviews_hang_together() -> None:
    firing: Counter[CheckKind] = Counter()
    for client, told in TOLD:
        age = client.born.age - told.before.months // 12
        firing.update(one.check.kind for one in fired(keyed(told), Facts(age=age)))
    assert firing[CheckKind.HARD] == 0
    assert firing[CheckKind.SOFT] < len(TOLD) / 4


def worries(interview: PracticeInterview) -> int:
    """How much the client is troubled, all areas together."""
    rated = ("M7", "E20", "D28", "D29", "L28", "F32", "P13")
    values = (interview.values.get(code) for code in rated)
    return sum(value for value in values if isinstance(value, int))


def test_follow_ups_are_mostly_better_and_some_are_worse() -> None:
    changes = [
        worries(after) - worries(before)
        for client in invented()
        for before, after in zip(client.interviews, client.interviews[1:], strict=False)
        if after.state is not InterviewState.DRAFT
    ]
    better, worse = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    assert better > len(changes) / 2
    assert 3 <= worse < len(changes) / 3


# What the demo shows


@pytest.mark.parametrize("kind", ItemKind)
def test_each_kind_of_item_stands_in_each_state(demo: Demo, kind: ItemKind) -> None:
    rows = [row for row in demo.tables["follow_up"] if row["kind"] == kind.value]
    standing = [row for row in rows if row["outcome"] is None]
    assert {state_on(row["due_on"], demo.today, kind) for row in standing} >= set(DueState) - {DueState.LATER}
    assert any(row["paused"] for row in standing)
    assert any(row["outcome"] == Ending.DONE for row in rows)
    with_the_client = kind in (ItemKind.BASE, ItemKind.FOLLOW_UP, ItemKind.FEEDBACK)
    assert any(row["outcome"] == Ending.DROPOUT for row in rows) is with_the_client


@pytest.mark.parametrize("code", [reason.code for reason in DROPOUT_REASONS])
def test_each_reason_for_a_dropout_has_been_given(demo: Demo, code: str) -> None:
    assert [row for row in demo.tables["follow_up"] if row["reason"] == code and row["outcome"]]


@pytest.mark.parametrize("side", Side)
def test_follow_ups_were_lost_on_both_sides(demo: Demo, side: Side) -> None:
    codes = {reason.code for reason in DROPOUT_REASONS if reason.side is side}
    lost = [row for row in demo.tables["follow_up"] if row["kind"] == ItemKind.FOLLOW_UP and row["reason"] in codes]
    assert len(lost) >= 2


@pytest.mark.parametrize("deed", sorted(set(Deed) - {Deed.HANDED_OVER}))
def test_each_thing_that_staff_do_about_an_item_was_done(demo: Demo, deed: Deed) -> None:
    assert deed in {row["kind"] for row in demo.tables["item_action"]}


def test_nobody_was_given_up_as_not_reached_before_three_attempts(demo: Demo) -> None:
    lost = [row for row in demo.tables["follow_up"] if row["reason"] == "EJNAS" and row["kind"] == "follow_up"]
    assert lost
    assert min(row["attempts"] for row in lost) >= 3


def test_the_queue_holds_commissions_attempts_and_drafts(demo: Demo) -> None:
    standing = [row for row in demo.tables["follow_up"] if row["outcome"] is None]
    assert {row["may_read"] for row in standing if row["to_unit"]} >= {"consent", "decision"}
    assert {row["attempts"] for row in standing} >= {0, 1, 2, 3}
    assert {row["kind"] for row in standing if row["interview_id"]} == {"base", "follow_up"}


def test_interventions_have_ended_with_and_without_their_record_and_some_go_on(demo: Demo) -> None:
    rows = demo.tables["intervention"]
    assert Counter((row["ended_on"] is None, row["recorded_on"] is None) for row in rows) == {
        (False, False): 7,
        (False, True): 5,
        (True, True): 3,
    }


def test_all_forms_states_and_lengths_of_a_case(demo: Demo) -> None:
    rows = demo.tables["interview"]
    assert {row["form"] for row in rows} == set(instrument().forms)
    assert {row["state"] for row in rows} == set(InterviewState)
    assert {row["source"] for row in rows} == {"live", "paper"}
    each = Counter(row["client_id"] for row in rows)
    assert Counter(min(each.get(client["id"], 0), 3) for client in demo.tables["client"]).keys() == {0, 1, 2, 3}
    assert all(row["refers_to"] for row in rows if is_follow_up(row["form"]))


def test_records_of_interventions_tell_of_goals_ends_and_ratings(demo: Demo) -> None:
    rows = demo.tables["intervention"]
    recorded = [row for row in rows if row["recorded_on"]]
    assert all(
        row["end_reason"] and row["helpfulness"] is not None and row["worker_rating"] is not None for row in recorded
    )
    assert all(row["kind"] and row["method"] and row["main_area"] for row in rows)
    assert len({row["kind"] for row in rows}) >= 4
    assert len({row["end_reason"] for row in recorded}) >= 3
    assert {row["intervention_id"] for row in demo.tables["goal"]} == {row["id"] for row in rows}
    assert {row["attainment"] for row in demo.tables["goal"]} == {"fulfilled", "partly", "not", "not_assessed"}


def test_staff_have_roles_and_training_and_a_unit_its_plan(demo: Demo) -> None:
    staff = demo.tables["staff"]
    assert {row["role"] for row in staff} >= {"handlaggare", "behandlare", "samordnare"}
    assert {row["trained_on"] is None for row in staff} == {True, False}
    (plan,) = demo.tables["unit_plan"]
    assert plan["interviewed"]
    assert plan["limits"].count("\n") == 1


def test_two_clients_are_protected_and_have_no_name(demo: Demo) -> None:
    hidden = [row for row in demo.tables["client"] if row["protection"] != "none"]
    assert [row["name"] for row in hidden] == ["", ""]
    assert {row["client_id"] for row in demo.tables["client_access"]} == {row["id"] for row in hidden}
    guarded = {row["client_id"] for name in ("interview", "follow_up") for row in demo.tables[name] if row["guarded"]}
    assert guarded == {row["id"] for row in hidden}


def test_pairs_for_figures_are_many_in_two_units_and_few_in_the_third(demo: Demo) -> None:
    units = {row["id"]: row["name"] for row in demo.tables["unit"]}
    followed = {row["client_id"]: row["unit_id"] for row in demo.tables["interview"] if is_follow_up(row["form"])}
    pairs = Counter(units[unit] for unit in followed.values())
    assert pairs["Vuxen Norr"] >= 10
    assert pairs["Vuxen Syd"] >= 10
    assert 1 <= pairs["Öppenvården Ankaret"] < 5


def test_the_items_are_those_of_the_rules_and_nothing_lies_in_the_future(demo: Demo) -> None:
    assert demo.differences == 0
    closed = [row["closed_at"].date() for row in demo.tables["follow_up"] if row["closed_at"]]
    assert max(closed) < demo.today
    days = [row["day"] for row in demo.tables["case_event"]]
    assert max(days) < demo.today


def test_a_case_begins_before_its_first_interview() -> None:
    def begins(client: PracticeClient) -> date:
        return min(deed.before.on(TODAY) for deed in client.deeds)

    for client in invented():
        assert all(begins(client) < interview.before.on(TODAY) for interview in client.interviews), client.code
