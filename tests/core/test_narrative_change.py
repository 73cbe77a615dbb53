"""Change: interviews side by side, what counts as better or worse, and what cannot be compared."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.core.answer import Value
from asi_tui.core.change import AreaChange, Course, Measure, Row, compare, course_of, together
from asi_tui.core.change_in_words import sentences
from asi_tui.core.measures import MeasuredArea, Measures
from asi_tui.core.narrative import Material
from asi_tui.core.preferences import EarlierView
from asi_tui.core.scoring import Scoring
from tests.core.narrated import book, compared, every, held, measures, nothing, practised

BETTER, SAME, WORSE = Course.BETTER, Course.SAME, Course.WORSE


@pytest.mark.parametrize(
    ("before", "now", "threshold", "course"),
    [
        (22, 17, 5, BETTER),
        (22, 18, 5, SAME),
        (22, 26, 5, SAME),
        (22, 27, 5, WORSE),
        (3, 2, 1, BETTER),
        (2, 2, 1, SAME),
        (2, 3, 1, WORSE),
        (6, 4, 2, BETTER),
        (6, 5, 2, SAME),
        (0.40, 0.30, 0.10, BETTER),
        (0.40, 0.3001, 0.10, SAME),
        (0.30, 0.40, 0.10, WORSE),
        (None, 4, 5, None),
        (4, None, 5, None),
    ],
)
def test_a_difference_counts_from_its_threshold(
    before: float | None, now: float | None, threshold: float, course: Course | None
) -> None:
    assert course_of(before, now, threshold) is course


def test_of_a_gain_more_is_better() -> None:
    assert course_of(3, 20, 5, gain=True) is BETTER
    assert course_of(20, 3, 5, gain=True) is WORSE


@pytest.mark.parametrize(
    ("courses", "whole"),
    [
        ([], None),
        ([None], None),
        ([SAME, None], SAME),
        ([SAME, BETTER], BETTER),
        ([WORSE, SAME], WORSE),
        ([WORSE, BETTER, SAME], Course.MIXED),
    ],
)
def test_an_area_goes_as_what_is_in_it(courses: list[Course | None], whole: Course | None) -> None:
    assert together(courses) is whole


def pair(before: dict[str, Value], now: dict[str, Value], form: str = "uppf") -> tuple[Material, Material]:
    first = held("grund", {**every("grund", nothing), **before}, on=date(2025, 9, 1))
    return first, held(form, {**every(form, nothing), **now}, on=date(2026, 3, 1))


def rows(area: AreaChange | None, measure: Measure) -> list[Row]:
    assert area is not None
    return [row for row in area.rows if row.measure is measure]


def test_an_area_has_days_ratings_and_score_from_the_first_to_the_last() -> None:
    found = compared(pair({"D26": 20, "D28": 4, "D30": 4, "D32": 7}, {"D26": 3, "D28": 4, "D30": 3, "D32": 6}))
    area = found.area("alcohol")
    assert area is not None
    assert [(row.measure.value, [cell.value for cell in row.cells], row.course) for row in area.rows[:4]] == [
        ("days", [20, 3], BETTER),
        ("worry", [4, 4], SAME),
        ("help", [4, 3], BETTER),
        ("rating", [7, 6], SAME),
    ]
    assert area.rows[4].measure is Measure.SCORE
    assert area.course is BETTER
    assert not area.quiet


@pytest.mark.parametrize(
    ("value", "text"), [("X", "ej svar"), (None, "obesvarat"), ("N", "ej tillämpligt")], ids=["x", "open", "n"]
)
def test_nothing_is_said_of_a_change_when_either_value_is_missing(value: Value | None, text: str) -> None:
    before, now = pair({"E19": 20}, {})
    answers = {code: given for code, given in now.interview.answers.items() if code != "E19"}
    now = held("uppf", {**answers, **({"E19": value} if value is not None else {})}, on=now.held_on)
    row = rows(compared((before, now)).area("employment"), Measure.DAYS)[0]
    assert (row.cells[1].value, row.cells[1].text, row.course, row.steps) == (None, text, None, (None,))


def test_only_what_both_forms_asked_is_compared() -> None:
    """No form lacks a question of the seven areas, so one is measured here that the short forms do not ask."""
    area = MeasuredArea(id="medical", days=(), worry=(), help=(), gain=(), rating="M10", score="")
    both, short = pair({}, {}, "uppf"), pair({}, {}, "uppf-kort")
    rule = Measures(areas=(area,))
    asked = [compare(held, book(), rule, Scoring()).areas[0].rows for held in (both, short)]
    assert [[row.code for row in found] for found in asked] == [["M10"], []]


def test_substances_are_those_used_at_some_time_and_prescribed_ones_have_no_verdict() -> None:
    found = compared(pair({"D9-30d": 20, "D4-30d": 0}, {"D9-30d": 4, "D4-30d": 30}))
    assert [(row.code, row.course, row.judged) for row in found.substances] == [
        ("D4-30d", None, False),
        ("D9-30d", BETTER, True),
    ]


def test_three_interviews_give_each_step_and_the_whole_way() -> None:
    _, interviews = practised("Maj-Britt")
    found = compared(tuple(reversed(interviews)))
    days = rows(found.area("alcohol"), Measure.DAYS)[0]
    assert [cell.value for cell in days.cells] == [20, 3, 0]
    assert (days.steps, days.course) == ((BETTER, SAME), BETTER)
    assert [column.held_on for column in found.columns] == sorted(one.held_on for one in interviews)
    line = next(line for line in found.lines if line.area == "family_social")
    assert (line.worry, line.help, line.rating) == ((3, 2, 1), (2, 1, 1), (4, 2, 2))
    assert line.days == tuple(column.held_on for column in found.columns)
    assert all(score is not None and 0 <= score <= 1 for score in line.score)


@pytest.mark.parametrize("shown", [*EarlierView, None])
def test_it_is_said_whether_earlier_answers_were_shown(shown: EarlierView | None) -> None:
    found = compare(pair({}, {}), book(), measures(), Scoring(), shown)
    said = [note for note in found.notes if "de senare intervjuerna" in note]
    assert len(said) == (shown is not None)
    assert "programmets egen" in " ".join(found.notes)
    assert "minst fem dagar" in found.notes[0]
    assert "0,10" in found.notes[0]


def test_an_area_without_problems_at_both_times_is_quiet() -> None:
    found = compared(pair({"M9": 1, "D26": 3}, {"M9": 1, "D26": 3}))
    assert [area.id for area in found.areas if not area.quiet] == ["alcohol"]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"D26": 20}, {"D26": 3}, ["Dagarna med problem på grund av alkohol har minskat från 20 till tre."]),
        (
            {"P12": 2, "M6": 1},
            {"P12": 12, "M6": 9},
            [
                "Dagarna med kroppsliga besvär har ökat från en till nio och dagarna med psykiska besvär från två till "
                "tolv."
            ],
        ),
        ({"D28": 2}, {"D28": 2}, []),
    ],
)
def test_the_overview_tells_what_has_changed(before: dict[str, Value], now: dict[str, Value], said: list[str]) -> None:
    interviews = pair(before, now)
    told = sentences(compared(interviews), book(), measures(), interviews[1])
    assert [one.text for one in told][1:] == said
    assert told[0].text.startswith("Jämfört med intervjun den 1 september 2025 är läget ")
    assert set(told[0].codes) <= set(interviews[1].interview.form.codes)


def test_two_interviews_without_problems_give_nothing_to_tell() -> None:
    interviews = pair({}, {})
    assert sentences(compared(interviews), book(), measures(), interviews[1]) == ()
