"""The answers of the practice data: whole, within their route, free of contradictions, rated as the cases say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.expression import parse
from asi_tui.core.instrument import Step
from asi_tui.core.interview import Interview, begin
from asi_tui.core.queue import Scope, Show
from asi_tui.core.scoring import Scoring, scores
from asi_tui.core.truth import holds
from asi_tui.store.casebook import SqlCasebook
from tests.scenario import instrument
from tests.store.practised import (
    FINISHED,
    NUMBERED,
    Tables,
    opened,
    opened_by_karin,
    read_tables,
    restored,
    stored,
    told,
)
from tests.store.site import TODAY, queue

# Per case and interview: the client's worry 0-4 / the interviewer's rating 0-9, in the order of ORDER.
RATINGS = {
    "K7X2MQ3F": ("2/4 0/0 4/7 0/0 0/0 3/4 2/4", "2/3 0/0 1/3 0/0 0/0 2/2 1/3", "2/3 0/0 0/1 0/0 0/0 1/2 1/2"),
    "7M6ETZWT": ("1/2 3/6 0/1 2/6 2/4 2/4 3/6", "1/2 2/4 1/2 3/6 1/3 2/4 3/6"),
    "F057J6WX": ("3/5 4/7 0/0 4/8 1/3 3/6 3/6", "2/4 3/6 0/0 1/3 0/1 2/4 2/4"),
    "0ZMDSGPD": ("2/4 2/3 3/6 3/5 0/0 4/7 4/7", "1/3 1/2 1/3 2/4 0/0 2/4 3/5"),
    "PR4N5JJP": ("4/7 2/5 4/9 1/2 1/2 3/7 3/5", "3/6 2/5 3/6 0/1 0/1 2/5 2/4"),
    "X9K1QQXD": ("1/2 2/4 2/4 3/6 0/1 2/3 2/4",),
    "V5SZ7VZS": ("1/2 1/2 3/6 0/0 2/4 3/5 1/3", "1/1 0/1 1/2 0/0 0/0 1/2 1/2"),
    "SGTY1E8X": ("2/- 3/- 2/- 3/- 0/- 2/- 4/-",),
    "36VY9YE7": ("4/6 1/2 2/4 3/6 0/0 1/2 2/4", "3/5 0/1 1/2 2/3 0/0 1/2 2/3"),
    "7XYGSKY2": ("0/1 2/3 2/4 3/5 1/2 3/6 3/5", "0/1 3/5 2/4 2/4 1/2 4/7 4/7"),
}
ORDER = (("M7", "M9"), ("E20", "E22"), ("D28", "D32"), ("D29", "D33"), ("L28", "L30"), ("F32", "F36"), ("P13", "P21"))
"""Health, work, alcohol, drugs, law, family, mental health: the client's worry and the interviewer's rating."""

# The hard checks of the instrument, by number: true means that a completed interview contradicts itself.
HARD = {
    "1": "G19 > 1 and G20 in (0, N)",
    "10": "M6 == 0 and (M7 > 0 or M8 > 0)",
    "22": "D2-30d > D1-30d",
    "23": "D2-life > D1-life",
    "24": "max(D1-life..D12-life) > age",
    "30": "D21 > D19",
    "31": "D22 > D20",
    "34": "D26 == 0 and (D28 > 0 or D30 > 0)",
    "36": "D27 == 0 and (D29 > 0 or D31 > 0)",
    "45": "L22 > L21",
    "64": "P12 == 0 and (P13 > 0 or P14 > 0)",
} | {f"38 ({k})": f"D{k}-route == N and (D{k}-30d > 0 or D{k}-life > 0)" for k in range(1, 13)}
BANK = tuple(instrument().questions)


def contradictions(interview: Interview, age: int) -> list[str]:
    """The numbers of the hard checks that are true."""

    def read(code: str) -> Value | None:
        return interview.standings[code].value if code in interview.standings else None

    return [number for number, when in HARD.items() if holds(parse(when, BANK), read, {"age": age})]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice") / "practice.db"


@pytest.fixture(scope="module")
def kept(place: Path) -> Iterator[SqlCasebook]:
    """The practice casebook of an ordinary day; the tests that share it only read."""
    opened(place).close()
    with closing(opened_by_karin(place)) as book:
        yield book


@pytest.fixture(scope="module")
def tables(place: Path, kept: SqlCasebook) -> Tables:
    return read_tables(place)


@pytest.mark.parametrize(("code", "number"), FINISHED)
def test_an_interview_is_complete_and_nothing_lies_beside_its_route(kept: SqlCasebook, code: str, number: int) -> None:
    interview = restored(kept, code, number)
    form = interview.form.codes
    assert interview.open_questions() == ()
    assert [code for code in interview.answers if not interview.on_route(code)] == []
    assert set(interview.answers) == set(stored(kept, code, number).answers) <= set(form)
    assert stored(kept, code, number).answers["G12"].code == "N"


@pytest.mark.parametrize(("code", "number"), NUMBERED)
def test_every_answer_is_one_that_could_have_been_keyed(kept: SqlCasebook, code: str, number: int) -> None:
    interview = restored(kept, code, number)
    for question, value in interview.answers.items():
        asked = interview.question(question)
        match value:
            case int():
                assert asked.allows(value), question
            case str():
                assert asked.is_text, question
            case Code():
                assert value is Code.X or asked.allow_n, question


@pytest.mark.parametrize(("code", "number"), NUMBERED)
def test_no_interview_contradicts_itself(kept: SqlCasebook, code: str, number: int) -> None:
    held = stored(kept, code, number)
    age = held.head.interview_date.year - int(held.client.born[:4])
    assert age >= 18
    assert contradictions(restored(kept, code, number), age) == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("10", {"M6": 0}), ("22", {"D2-30d": 30}), ("24", {"D1-life": 99}), ("38 (1)", {"D1-route": Code.N})],
)
def test_a_contradiction_would_be_seen(number: str, wrong: dict[str, Value]) -> None:
    values = dict(told("K7X2MQ3F", 0).values) | wrong
    assert number in contradictions(begin(instrument(), "grund", values), 67)


@pytest.mark.parametrize(
    ("code", "number", "ratings"), [(code, n, text) for code, rows in RATINGS.items() for n, text in enumerate(rows)]
)
def test_the_ratings_are_those_of_the_case(kept: SqlCasebook, code: str, number: int, ratings: str) -> None:
    interview = restored(kept, code, number)
    answers = interview.answers
    found = " ".join(f"{answers[worry]}/{answers.get(rating, '-')}" for worry, rating in ORDER)
    assert found == ratings
    assert_confident(interview, rated="-" not in ratings)
    friends, family = answers["F33"], answers["F32"]
    assert isinstance(friends, int)
    assert isinstance(family, int)
    assert friends <= family


def assert_confident(interview: Interview, *, rated: bool) -> None:
    """The interviewer trusts the answers; an interview without ratings has no word on it either."""
    others = {c for c, q in interview.plan.questions.items() if q.step is Step.RATING} - {r for _, r in ORDER}
    assert {interview.answers.get(code) for code in others} <= ({0} if rated else {None})


def test_every_case_has_as_many_interviews_as_it_tells_of(kept: SqlCasebook) -> None:
    found = {code: len(kept.interviews(kept.client(code, "test").id)) for code in RATINGS}
    assert found == {code: len(rows) for code, rows in RATINGS.items()}


@pytest.mark.parametrize(("code", "number"), FINISHED)
def test_effective_values_and_scores_are_kept(kept: SqlCasebook, tables: Tables, code: str, number: int) -> None:
    interview = restored(kept, code, number)
    row = next(row for row in tables["interview_value"] if row["interview_id"] == stored(kept, code, number).id)
    assert row["effective"] == {code: shown(standing.value) for code, standing in interview.standings.items()}
    expected = {area: scored.value for area, scored in scores(interview, Scoring()).items()}
    assert len(expected) == 7
    assert None not in expected.values()
    assert row["scores"] == expected


def test_the_draft_stops_in_the_middle_of_alcohol_and_drugs(kept: SqlCasebook) -> None:
    (draft,) = (row for row in queue(kept, Show.DRAFTS, Scope.ALL) if row.client.code == "6WGWBVYG")
    interview = restored(kept, draft.client.code, 0)
    assert draft.anchor == TODAY - timedelta(days=1)
    progress = {area: interview.progress(area) for area in interview.instrument.areas}
    assert all(progress[area].settled == progress[area].total for area in ("general", "medical", "employment"))
    assert interview.open_questions()[0] == "D7-life"
    assert interview.resume_at(stored(kept, draft.client.code, 0).last_question) == "D7-life"
