"""Why an item stands where it stands can be read, step by step."""

from __future__ import annotations

import pytest

from asi_tui.core.happenings import CaseChange, Rules
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.item_reasons import reasons, suggestion
from asi_tui.core.outcomes import Means
from tests.core.case_story import ANKARET, ANNA, BO, CILLA, Story, day

NAMES = {ANNA: "Anna Berg", BO: "Bo Ek", ANKARET: "Öppenvården Ankaret"}

A, B = "follow_up/interview/a", "follow_up/interview/b"
HVB = "follow_up/intervention/hvb"
CLAMPED = "the month has no such day: its last one, 2027-02-28"


def followed(rules: Rules | None = None) -> Story:
    """A case with one interview, its follow-up due 2026-08-14."""
    return Story(rules).on("2026-02-15").interview("a", "2026-02-14").on("2026-09-01")


GROUND = ["base interview 2026-02-14", "+ 6 months (the unit's interval) = 2026-08-14"]

STORIES: dict[str, tuple[Story, str, list[str]]] = {
    "base": (followed(), A, GROUND),
    "follow-up": (
        Story().follow_up("b", "2026-02-14"),
        B,
        ["follow-up interview 2026-02-14", "+ 6 months (the unit's interval) = 2026-08-14"],
    ),
    "clamped": (
        Story().interview("a", "2026-08-31"),
        A,
        ["base interview 2026-08-31", "+ 6 months (the unit's interval) = 2027-02-28", CLAMPED],
    ),
    "own interval": (
        followed(Rules(interval_months=12, own_interval=True)),
        A,
        ["base interview 2026-02-14", "+ 12 months (the client's own interval) = 2027-02-14"],
    ),
    "own interval with its reason": (
        followed().plan(Rules(interval_months=9, own_interval=True), "arbetar utomlands"),
        A,
        ["base interview 2026-02-14", "+ 9 months (the client's own interval: arbetar utomlands) = 2026-11-14"],
    ),
    "intervention": (
        Story().intervention("hvb", "2026-05-19"),
        HVB,
        ["intervention ended 2026-05-19", "+ 6 months (the unit's interval) = 2026-11-19"],
    ),
    "postponed": (
        followed().postpone(A, "2026-10-01", "semester").postpone(A, "2026-11-01", "sjuk"),
        A,
        [
            *GROUND,
            "postponed to 2026-10-01 by Anna Berg: semester",
            "postponed to 2026-11-01 by Anna Berg: sjuk",
        ],
    ),
    "commissioned": (
        followed().commission(A, staff=BO).commission(A, unit=ANKARET).commission(A),
        A,
        [
            *GROUND,
            "commissioned to Bo Ek by Anna Berg 2026-09-01",
            "commissioned to Öppenvården Ankaret by Anna Berg 2026-09-01",
            "commission taken back by Anna Berg 2026-09-01",
        ],
    ),
    "handed over": (
        followed().hand_over(A, BO).hand_over(A, CILLA),
        A,
        [
            *GROUND,
            "handed over to Bo Ek by Anna Berg 2026-09-01",
            "handed over to a colleague by Anna Berg 2026-09-01",
        ],
    ),
    "attempts": (
        followed().attempt(A, "2026-08-27").attempt(A, "2026-08-20"),
        A,
        [*GROUND, "attempts to reach the client: 2, the last 2026-08-27 (telephone: no answer)"],
    ),
    "moved": (
        Story().interview("a", "2026-01-10").intervention("hvb", "2026-03-01", move=True),
        A,
        [
            "base interview 2026-01-10",
            "+ 6 months (the unit's interval) = 2026-07-10",
            "moved to count from an intervention that ended 2026-03-01",
            "+ 6 months (the unit's interval) = 2026-09-01",
        ],
    ),
    "not moved": (
        followed().intervention("hvb", "2026-03-01"),
        A,
        [
            *GROUND,
            "an intervention ended 2026-03-01: its follow-up would fall due near, so this one stays",
        ],
    ),
    "done": (followed().follow_up("b", "2026-08-20"), A, [*GROUND, "done 2026-08-20"]),
    "re-anchored": (
        followed().interview("b", "2026-08-20"),
        A,
        [*GROUND, "another interview or intervention counts instead, since 2026-08-20"],
    ),
    "dropout": (followed().drop_out(A, "TID"), A, [*GROUND, "lost 2026-09-01: lack of time"]),
    "other means": (
        followed().otherwise(A, "2026-08-30", Means.CRA),
        A,
        [*GROUND, "followed up by other means 2026-08-30: CRA"],
    ),
    "run on after a dropout": (
        followed().postpone(A, "2026-08-31", "semester").hand_over(A, BO).drop_out(A, "EJNAS").run_on(A),
        f"{A}/after/5",
        [
            *GROUND,
            "postponed to 2026-08-31 by Anna Berg: semester",
            "lost 2026-09-01: not reached, at least three attempts",
            "+ 6 months (the unit's interval) = 2027-02-28",
            CLAMPED,
        ],
    ),
    "handed over again after it ran on": (
        followed().hand_over(A, BO).drop_out(A).run_on(A).hand_over(f"{A}/after/4", CILLA),
        f"{A}/after/4",
        [
            *GROUND,
            "lost 2026-09-01: declined",
            "+ 6 months (the unit's interval) = 2027-02-14",
            "handed over to a colleague by Anna Berg 2026-09-01",
        ],
    ),
    "run on after other means": (
        followed().otherwise(A, "2026-08-30").run_on(A),
        f"{A}/after/3",
        [
            *GROUND,
            "followed up by other means 2026-08-30: UBÅT",
            "+ 6 months (the unit's interval) = 2027-02-14",
        ],
    ),
    "run on past what is over": (
        Story().interview("a", "2025-02-14").on("2026-09-01").drop_out(A, "TID").run_on(A),
        f"{A}/after/3",
        [
            "base interview 2025-02-14",
            "+ 6 months (the unit's interval) = 2025-08-14",
            "lost 2026-09-01: lack of time",
            "+ 6 months (the unit's interval) = 2026-02-14",
            "+ 6 months (the unit's interval) = 2026-08-14",
        ],
    ),
    "closed, the item stays": (
        followed().case(CaseChange.CLOSED_ITEMS_STAY, "2026-09-01"),
        A,
        [*GROUND, "the case was closed 2026-09-01: the item stays"],
    ),
    "closed": (
        followed().case(CaseChange.CLOSED_ITEMS_END, "2026-09-01"),
        A,
        [*GROUND, "ended with the case 2026-09-01"],
    ),
    "taken up again": (
        followed().case(CaseChange.CLOSED_ITEMS_END, "2026-09-01").case(CaseChange.REOPENED, "2026-09-03"),
        f"{A}/reopened/3",
        [*GROUND, "the case was taken up again 2026-09-03"],
    ),
    "deceased": (
        followed().drop_out(A, "AVLID"),
        A,
        [*GROUND, "the client died, registered for 2026-09-01"],
    ),
    "moved away": (
        followed().case(CaseChange.MOVED, "2026-08-20"),
        A,
        [*GROUND, "the client moved from the municipality 2026-08-20"],
    ),
    "ordered": (
        Story().on("2026-03-01").order("2026-03-20"),
        "base/order/1",
        ["base interview ordered 2026-03-01", "to be held by 2026-03-20"],
    ),
    "feedback": (
        followed(),
        "feedback/interview/a",
        ["base interview 2026-02-14", "+ 14 days = 2026-02-28"],
    ),
    "feedback on a follow-up": (
        Story().follow_up("b", "2026-02-14"),
        "feedback/interview/b",
        ["follow-up interview 2026-02-14", "+ 14 days = 2026-02-28"],
    ),
    "ratings": (
        Story().on("2026-02-20").interview("a", "2026-02-14", state=InterviewState.COMPLETE),
        "rating/interview/a",
        ["interview completed 2026-02-20", "+ 7 days = 2026-02-27"],
    ),
    "ratings of a reopened interview": (
        Story().on("2026-02-20").interview("a", "2026-02-14", state=InterviewState.DRAFT),
        "rating/interview/a",
        ["interview completed 2026-02-20", "+ 7 days = 2026-02-27", "taken back: the interview was reopened"],
    ),
    "signature handed over with the ratings": (
        Story()
        .on("2026-02-20")
        .interview("a", "2026-02-14", state=InterviewState.RATED, rated_on="2026-03-01")
        .hand_over("rating/interview/a", BO),
        "signature/interview/a",
        ["ratings given 2026-03-01", "+ 7 days = 2026-03-08", "handed over to Bo Ek by Anna Berg 2026-02-20"],
    ),
    "feedback handed over by itself": (
        Story()
        .on("2026-02-20")
        .interview("a", "2026-02-14", state=InterviewState.COMPLETE)
        .hand_over("rating/interview/a", CILLA)
        .hand_over("feedback/interview/a", BO),
        "feedback/interview/a",
        [
            "base interview 2026-02-14",
            "+ 14 days = 2026-02-28",
            "handed over to Bo Ek by Anna Berg 2026-02-20",
        ],
    ),
    "record": (
        Story().intervention("hvb", "2026-05-19"),
        "intervention/intervention/hvb",
        ["intervention ended 2026-05-19"],
    ),
}


@pytest.mark.parametrize(("story", "item", "told"), STORIES.values(), ids=STORIES)
def test_an_item_tells_why_it_stands_where_it_stands(story: Story, item: str, told: list[str]) -> None:
    assert [str(message) for message in reasons(story.items[item], story.happenings, NAMES)] == told


DECIDED = followed().postpone(A, "2026-10-01").hand_over(A, BO).commission(A, staff=BO).attempt(A, "2026-09-01")


def test_an_item_tells_what_was_done_even_where_nobody_knows_by_whom() -> None:
    told = [str(message) for message in reasons(DECIDED.items[A], [])]
    assert told == [
        *GROUND,
        "postponed to 2026-10-01",
        "handed over 2026-09-01",
        "commissioned 2026-09-01",
        "attempts to reach the client: 1, the last 2026-09-01",
    ]


def test_what_was_done_about_another_item_is_not_told() -> None:
    story = DECIDED
    told = [str(message) for message in reasons(story.items["feedback/interview/a"], story.happenings, NAMES)]
    assert told == ["base interview 2026-02-14", "+ 14 days = 2026-02-28"]


@pytest.mark.parametrize(
    ("due_on", "suggested"),
    [
        ("2026-08-14", None),
        ("2026-08-15", "suggested: 2026-08-17, since 2026-08-15 is no working day"),
        ("2026-12-24", "suggested: 2026-12-28, since 2026-12-24 is no working day"),
    ],
)
def test_another_day_is_suggested_only_when_the_office_is_closed(due_on: str, suggested: str | None) -> None:
    item = followed().postpone(A, due_on).items[A]
    told = suggestion(item, {day("2026-12-24"), day("2026-12-25")}.__contains__)
    assert (None if told is None else str(told)) == suggested
    assert item.due_on == day(due_on)
