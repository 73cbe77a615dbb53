"""The record of an intervention: what cannot be so, what it lacks, its history, and what a plan is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from asi_tui.core.happenings import InterventionEnded, Rules
from asi_tui.core.intervention import (
    Area,
    Attainment,
    EndReason,
    Goal,
    Intervention,
    Mode,
    Status,
    as_words,
    changes,
    faults,
    is_filled,
    lacks,
)
from asi_tui.core.intervention_records import NearFollowUp, Record, follow_up_near, newest_first, running
from asi_tui.core.intervention_words import FIELD_WORDS, field_words
from asi_tui.core.people import Client, Sex
from asi_tui.core.plan_basis import Intervention as Running
from tests.core.case_story import ANKARET, CILLA, Story, day

TODAY = date(2026, 11, 22)
CLIENT = Client(id="c", code="K7X2MQ3R", name="Maj-Britt", born="1959", sex=Sex.WOMAN, unit="Norr")

WHOLE = Intervention(
    unit="u",
    responsible="s",
    kind="outpatient",
    method="cbt",
    name="KBT",
    began_on=date(2026, 5, 4),
    ended_on=date(2026, 11, 15),
    end_reason=EndReason.COMPLETED,
    mode=Mode.GROUP,
    offered=24,
    attended=20,
    areas=(Area.ALCOHOL, Area.MEDICAL),
    main_area=Area.ALCOHOL,
    goals=(Goal("inte dricka ensam", Area.ALCOHOL, Attainment.FULFILLED),),
    helpfulness=4,
    influence=3,
    recommends=True,
    worker_rating=3,
)


def with_(**changed: Any) -> Intervention:
    return replace(WHOLE, **changed)


def found(record: Intervention) -> list[tuple[str, str]]:
    return [(fault.field, str(fault.message)) for fault in faults(record, TODAY)]


def test_a_whole_record_has_no_fault() -> None:
    assert found(WHOLE) == []
    assert is_filled(WHOLE)


# What cannot be so: what was changed, the field it is about, and words of the sentence.
FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no kind": ({"kind": ""}, "kind", "Kind: choose"),
    "another method without words": ({"method": "other"}, "method_words", "Which method: write"),
    "end before start": ({"ended_on": date(2026, 5, 3)}, "ended", "End: 2026-05-03 lies before the start, 2026-05-04"),
    "start ahead": (
        {"began_on": date(2026, 11, 23), "ended_on": None, "end_reason": None},
        "began",
        "only a planned start",
    ),
    "end ahead": ({"ended_on": date(2026, 11, 23)}, "ended", "only a planned end"),
    "end without start": ({"began_on": None}, "began", "Start: the intervention has ended"),
    "planned end before planned start": (
        {
            "began_on": None,
            "ended_on": None,
            "end_reason": None,
            "planned_from": date(2027, 2, 1),
            "planned_until": date(2027, 1, 31),
        },
        "ended",
        "End: 2027-01-31 lies before the start, 2027-02-01",
    ),
    "end without reason": ({"end_reason": None}, "end_reason", "End reason: tell why"),
    "reason without end": ({"ended_on": None}, "ended", "End: a reason is told"),
    "goal without area": ({"goals": (Goal("jobb"),)}, "area_1", "Goal 1: choose the life area"),
    "goal without words": ({"goals": (Goal(" ", Area.LEGAL),)}, "goal_1", "Goal 1: write"),
    "six goals": ({"goals": (Goal("jobb", Area.EMPLOYMENT),) * 6}, "goal_5", "Goals: at most 5"),
    "main area not among areas": ({"main_area": Area.LEGAL}, "main_area", "Main area: choose one of the areas"),
    "attended more than offered": ({"attended": 25}, "attended", "25 is more than the 24"),
    "attended, and nothing offered": ({"offered": None}, "offered", "how many were offered not"),
    "attended below nought": ({"attended": -1}, "attended", "Occasions attended: write a number"),
    "too often a week": ({"per_week": 1000}, "per_week", "Times a week: write a number from 0 to 999"),
    "helpfulness 5": ({"helpfulness": 5}, "helpfulness", "The client: it helped: a rating is 0 to 4"),
    "influence below nought": ({"influence": -1}, "influence", "The client: influence: a rating"),
    "worker 8": ({"worker_rating": 8}, "worker_rating", "The worker: goals reached: a rating"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_cannot_be_so_is_told_in_a_sentence_that_names_its_field(case: str) -> None:
    changed, field, words = FAULTS[case]
    (one,) = found(with_(**changed))
    assert one[0] == field
    assert words in one[1]


def test_a_plan_that_was_not_kept_is_no_fault_once_it_has_ended() -> None:
    assert found(with_(planned_from=date(2026, 1, 1), planned_until=date(2026, 2, 1))) == []


def test_all_faults_are_told_at_once() -> None:
    record = with_(kind="", end_reason=None, goals=(Goal("jobb"), Goal("bostad")), attended=30, worker_rating=7)
    assert [field for field, _ in found(record)] == [
        "kind",
        "end_reason",
        "area_1",
        "area_2",
        "attended",
        "worker_rating",
    ]


@pytest.mark.parametrize("rating", [0, 1, 2, 3, 4, 9, None])
def test_a_rating_is_nought_to_four_or_could_not_be_given(rating: int | None) -> None:
    assert found(with_(helpfulness=rating, influence=rating, worker_rating=rating)) == []


def test_the_area_of_a_goal_is_one_of_the_interventions_areas() -> None:
    record = with_(areas=(), main_area=Area.LEGAL, goals=(Goal("jobb", Area.EMPLOYMENT), Goal("dom", Area.LEGAL)))
    assert record.all_areas == (Area.EMPLOYMENT, Area.LEGAL)
    assert found(record) == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"began_on": None, "ended_on": None}, Status.PLANNED),
        ({"began_on": None, "ended_on": None, "planned_from": date(2027, 1, 1), "paused": True}, Status.PLANNED),
        ({"ended_on": None}, Status.ONGOING),
        ({"ended_on": None, "planned_until": date(2027, 1, 1)}, Status.ONGOING),
        ({"ended_on": None, "paused": True}, Status.PAUSED),
        ({"paused": True}, Status.ENDED),
    ],
)
def test_the_days_tell_how_far_it_has_come(changed: dict[str, Any], status: Status) -> None:
    assert with_(**changed).status is status


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, []),
        ({"helpfulness": 9, "influence": None, "recommends": None, "worker_rating": 9}, []),
        ({"goals": (), "areas": (), "method": "", "offered": None, "attended": None, "mode": None}, []),
        ({"end_reason": None}, ["why it ended"]),
        ({"helpfulness": None, "worker_rating": None}, ["the client's rating", "the worker's rating"]),
    ],
)
def test_a_record_is_filled_when_reason_and_both_ratings_are_told(changed: dict[str, Any], missing: list[str]) -> None:
    record = with_(**changed)
    assert [str(words) for words in lacks(record)] == missing
    assert is_filled(record) is not bool(missing)


def test_what_goes_on_is_never_filled() -> None:
    assert not is_filled(with_(ended_on=None))


def test_the_history_holds_what_every_changed_field_was() -> None:
    after = with_(
        ended_on=None,
        end_reason=None,
        recommends=None,
        areas=(Area.DRUG,),
        goals=(Goal("inte dricka alls", Area.ALCOHOL, Attainment.NOT), Goal("jobb", Area.EMPLOYMENT)),
    )
    assert dict(changes(WHOLE, after)) == {
        "ended_on": "2026-11-15",
        "end_reason": "completed",
        "recommends": "True",
        "areas": "alcohol medical",
        "goal_1": "inte dricka ensam / alcohol / fulfilled",
        "goal_2": "",
    }
    assert changes(WHOLE, WHOLE) == ()


def test_every_field_that_a_keyer_sees_has_a_name() -> None:
    kept_apart = {"unit", "name"}
    assert {name for name in as_words(WHOLE) if not name.startswith("goal_")} - set(FIELD_WORDS) == kept_apart
    assert str(field_words("goal_2")) == "Goal 2"


# The follow-up near an end

END = InterventionEnded(
    id=99,
    at=datetime(2026, 6, 1, tzinfo=UTC),
    by="",
    intervention_id="",
    ended_on=date(2026, 3, 8),
    responsible=CILLA,
    unit=ANKARET,
    recorded=False,
    days=90,
)


@pytest.mark.parametrize(
    ("ended_on", "days", "near"),
    [
        ("2026-03-08", 90, NearFollowUp(day("2026-07-10"), day("2026-09-08"))),
        ("2026-03-09", 90, None),
        ("2026-03-08", 7, None),
        ("2026-03-08", 8, NearFollowUp(day("2026-07-10"), day("2026-09-08"))),
    ],
)
def test_the_handler_is_asked_about_a_follow_up_within_sixty_days_of_that_of_the_end(
    ended_on: str, days: int, near: NearFollowUp | None
) -> None:
    story = Story().interview("a", "2026-01-10")
    end = replace(END, ended_on=day(ended_on), days=days)
    assert follow_up_near(story.happenings, Rules(), end) == near


def test_nobody_is_asked_where_nothing_waits() -> None:
    assert follow_up_near([], Rules(), END) is None


# Read back

ONGOING = with_(ended_on=None, end_reason=None, name="IPS", goals=(Goal("jobb", Area.EMPLOYMENT),), provider="Ankaret")


def record(name: str, intervention: Intervention) -> Record:
    return Record(id=name, client=CLIENT, intervention=intervention)


def test_what_goes_on_is_read_first_and_then_the_latest() -> None:
    records = [
        record("old", with_(ended_on=date(2025, 1, 1))),
        record("plan", with_(began_on=None, ended_on=None, planned_from=date(2027, 1, 1))),
        record("new", WHOLE),
        record("paused", replace(ONGOING, paused=True)),
        record("on", ONGOING),
    ]
    assert [one.id for one in newest_first(records)] == ["on", "paused", "plan", "new", "old"]


def test_a_plan_is_told_what_goes_on_and_what_came_of_what_has_ended_lately() -> None:
    words = {one: one.value for one in Attainment}
    records = [
        record("a", ONGOING),
        record("b", WHOLE),
        record("c", with_(ended_on=date(2025, 11, 21))),
        record("d", with_(goals=(), main_area=Area.LEGAL, began_on=None, ended_on=None, planned_from=date(2027, 1, 1))),
    ]
    assert list(running(records, TODAY, words)) == [
        Running(what="IPS", area="employment", by="Ankaret", since="2026-05-04", goal="jobb"),
        Running(what="KBT", area="legal", since="2027-01-01"),
        Running(
            what="KBT",
            area="alcohol",
            since="2026-05-04",
            until="2026-11-15",
            goal="inte dricka ensam",
            attainment="fulfilled",
        ),
    ]
