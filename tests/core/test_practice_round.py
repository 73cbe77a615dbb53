"""A practice round against its paper: which boxes are errors, which follow from one, and what the keying cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.answer import Code, Value
from asi_tui.core.checks import CheckKind, Facts, age_at, fired
from asi_tui.core.instrument import Kind
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.core.people import Sex
from asi_tui.core.practice_round import Comparison, PaperCase, Round, Verdict, compare
from asi_tui.core.practice_round_words import box_on_paper, figures, mark, rows
from asi_tui.errors import ExitCode, UsageError
from asi_tui.practice.rounds import case_named, cases
from tests.scenario import instrument

X, N = Code.X, Code.N

# A paper: no controlled environment, one stay in hospital, a lasting illness, and work; no days of alcohol written.
PAPER: dict[str, Value] = {"G9": 1, "G19": 1, "M1": 2, "M3": 1, "M3-spec": "högt blodtryck", "M4": X, "F19-30d": N}


def interview(answers: dict[str, Value]) -> Interview:
    return begin(instrument(), "grund-kort", answers)


def compared(keyed: dict[str, Value | None], *, is_complete: bool = True) -> Comparison:
    """The paper keyed as it stands, but for some boxes; None: left open."""
    answers = {code: value for code, value in (PAPER | keyed).items() if value is not None}
    return compare(interview(PAPER), interview(answers), is_complete=is_complete)


def deviations(result: Comparison) -> dict[str, Verdict]:
    return {box.code: box.verdict for box in result.deviations}


WRONG, MISSING, EXTRA, FOLLOWS = Verdict.WRONG, Verdict.MISSING, Verdict.EXTRA, Verdict.FOLLOWS


@pytest.mark.parametrize(
    ("keyed", "found", "errors"),
    [
        ({}, {}, 0),
        ({"M1": 3}, {"M1": WRONG}, 1),
        ({"M1": None}, {"M1": MISSING}, 1),
        ({"M6": 4}, {"M6": EXTRA}, 1),
        ({"M4": 0}, {"M4": WRONG}, 1),
        ({"M4": None}, {"M4": MISSING}, 1),
        ({"M1": X}, {"M1": WRONG}, 1),
        ({"F19-30d": 0}, {"F19-30d": WRONG}, 1),
        # A gate that is wrong counts once, whatever it opens or closes.
        ({"G19": 3, "G20": 12}, {"G19": WRONG, "G20": FOLLOWS}, 1),
        ({"G19": 3}, {"G19": WRONG}, 1),
        ({"M3": 0, "M3-spec": None}, {"M3": WRONG, "M3-spec": FOLLOWS}, 1),
        ({"M3": 0}, {"M3": WRONG, "M3-spec": FOLLOWS}, 1),
        # A gate that is left open opens nothing by itself.
        ({"M3": None}, {"M3": MISSING}, 1),
        # What the route leaves out is nobody's error, whatever lies in the box.
        ({"G20": 7}, {}, 0),
        # Words are the same whatever their capitals and blanks; other words are not.
        ({"M3-spec": " Högt  blodtryck "}, {}, 0),
        ({"M3-spec": "högt blodsocker"}, {"M3-spec": WRONG}, 1),
        ({"M1": 3, "M4": None, "M6": 4}, {"M1": WRONG, "M4": MISSING, "M6": EXTRA}, 3),
    ],
)
def test_each_box_against_the_paper(keyed: dict[str, Value | None], found: dict[str, Verdict], errors: int) -> None:
    result = compared(keyed)
    assert deviations(result) == found
    assert result.errors == errors
    assert sum(map(result.count, (WRONG, MISSING, EXTRA))) == errors


def test_an_answer_on_the_paper_that_its_own_route_does_not_ask_is_not_looked_for() -> None:
    on_paper = interview(PAPER | {"G20": 5})
    assert deviations(compare(on_paper, interview(PAPER))) == {}
    assert compare(on_paper, interview(PAPER)).answers == len(PAPER)
    # Asked because of an error, and answered as on the paper: still a consequence, not an answer of its own.
    opened = compare(on_paper, interview(PAPER | {"G19": 2, "G20": 5}))
    assert deviations(opened) == {"G19": WRONG, "G20": FOLLOWS}


@pytest.mark.parametrize(
    ("keyed", "answers", "rate"),
    [
        ({}, 7, 0),
        ({"M1": 3}, 7, 1000 / 7),
        ({"M1": 3, "M4": None, "M6": 4}, 7, 3000 / 7),
        # The illness in words was never asked, so it is none of the answers that could have been right.
        ({"M3": 0, "M3-spec": None}, 6, 1000 / 6),
    ],
)
def test_the_rate_is_of_the_answers_that_stood_before_the_keyer(
    keyed: dict[str, Value | None], answers: int, rate: float
) -> None:
    result = compared(keyed)
    assert result.answers == answers
    assert result.per_thousand(result.errors) == pytest.approx(rate)


def test_who_stops_on_the_way_is_compared_up_to_the_last_answer() -> None:
    keyed: dict[str, Value | None] = {"M1": None, "M3-spec": None, "M4": None, "F19-30d": None}
    stopped, whole = compared(keyed, is_complete=False), compared(keyed)
    assert deviations(stopped) == {"M1": MISSING}
    assert [box.code for box in stopped.boxes if box.verdict is Verdict.NOT_REACHED] == ["M3-spec", "M4", "F19-30d"]
    assert (stopped.answers, stopped.errors) == (4, 1)
    assert (whole.answers, whole.errors) == (7, 4)


def test_who_keys_nothing_has_no_rate() -> None:
    result = compare(interview(PAPER), interview({}), is_complete=False)
    assert result.answers == 0
    assert result.per_thousand(result.errors) is None
    assert result.keys_per_answer is None
    assert {figure for _, figure in figures(result, a_case())} >= {"–"}


@pytest.mark.parametrize(
    ("given", "corrected"),
    [
        ([2], False),
        ([3, 2], True),
        ([2, 3, 2], True),
        ([3, None, 2], True),
        ([2, 2], False),
        ([2, None, 2], False),
        # Changed, and still not as on the paper: an error, not a slip put right.
        ([4, 3], False),
    ],
)
def test_a_slip_put_right_on_the_way_is_told_and_is_no_error(given: list[int | None], corrected: bool) -> None:
    changes = [Change("M1", None, value) for value in given]
    keyed = interview(PAPER | {"M1": given[-1] or 0})
    result = compare(interview(PAPER), keyed, changes)
    assert result.corrected == int(corrected)
    assert result.errors == int(given[-1] != 2)


# The round as it is keyed


def a_case(**changed: object) -> PaperCase:
    case = PaperCase(
        id="prov",
        title="Prov",
        form="grund-kort",
        day=date(2026, 10, 14),
        name="Prov Provsson",
        born="1980",
        sex=Sex.MAN,
        vignette="",
        answers=PAPER,
        struck={"M1": 5},
    )
    return replace(case, **changed)  # type: ignore[arg-type]


def test_a_round_counts_keys_and_time_and_looks_at_the_date() -> None:
    practice = Round(a_case())
    assert practice.compared(interview(PAPER)) is None
    keyed = interview(PAPER | {"M1": 7})
    for at, code in ((10.0, "G9"), (10.5, "G19"), (12.0, "M1"), (12.1, "M1"), (75.0, "M3")):
        practice.struck(code, at)
    practice.stands(keyed, date(2026, 10, 15))
    practice.is_complete = True
    result = practice.compared(interview(PAPER))
    assert result is not None
    assert (result.keys, result.keyed, result.seconds, result.errors) == (5, 7, 65.0, 1)
    assert result.keys_per_answer == pytest.approx(5 / 7)
    assert result.wrong_day == date(2026, 10, 15)
    told = {str(words): figure for words, figure in figures(result, practice.case)}
    assert told["Time used, minutes and seconds"] == "1:05"
    assert told["Keys per answer"] == "0,71"
    assert told["Errors per 1,000 answers"] == "143"
    assert told["of which other answers"] == "143 (1)"


def test_the_right_date_is_not_spoken_of() -> None:
    practice = Round(a_case())
    practice.stands(interview(PAPER), date(2026, 10, 14))
    result = practice.compared(interview(PAPER))
    assert result is not None
    assert result.wrong_day is None
    assert not any("Date" in str(words) for words, _ in figures(result, practice.case))


@pytest.mark.parametrize(
    ("code", "value", "written"),
    [
        ("M1", 2, "2"),
        ("M1", X, "X"),
        ("F19-30d", N, "N"),
        ("E1", 123, "10 år 3 mån"),
        ("E12", 12500, "12 500"),
        ("M3-spec", "KOL", "KOL"),
        ("M1", None, "–"),
    ],
)
def test_marks_on_the_paper(code: str, value: Value | None, written: str) -> None:
    assert mark(instrument().questions[code], value, "sv") == written


def test_what_was_struck_out_stands_before_what_counts() -> None:
    assert str(box_on_paper(a_case(), instrument().questions["M1"], "sv")) == "(5 struck out) 2"
    assert box_on_paper(a_case(), instrument().questions["M3"], "sv") == "1"
    assert box_on_paper(a_case(), instrument().questions["E4"], "sv") == ""


def test_rows_of_the_result_name_the_box_and_both_answers() -> None:
    (row,) = rows(compared({"M1": 3}).deviations, instrument().questions, "sv")
    assert (row.number, row.paper, row.keyed, row.verdict) == ("M1", "2", "3", WRONG)


# The cases that come with the program


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_case_on_paper_is_whole_and_can_be_completed(case: PaperCase) -> None:
    paper = begin(instrument(), case.form, case.answers)
    assert paper.open_questions() == ()
    assert set(case.answers) <= set(paper.plan.order)
    for code, value in case.answers.items():
        question = paper.question(code)
        assert question.allows(value) if isinstance(value, int) else value is not N or question.allow_n, code
    age = age_at(case.born, case.day)
    assert {one.check.kind for one in fired(paper, Facts(age=age))} <= {CheckKind.FORCED}
    assert case.struck
    assert {code: value for code, value in case.struck.items() if case.answers[code] == value} == {}
    assert len(case.vignette) > 100
    assert case.day < date(2026, 11, 21)


def test_the_cases_together_ask_for_all_that_a_keyer_must_know() -> None:
    told = [(instrument().questions[code], value) for case in cases() for code, value in case.answers.items()]
    assert {value for _, value in told if isinstance(value, Code)} == {X, N}
    kinds = {question.kind for question, _ in told}
    assert kinds >= set(Kind) - {Kind.SEVERITY, Kind.LIFETIME_YEARS}
    assert {case.form for case in cases()} == {"grund-kort", "uppf-kort"}
    assert len(cases()) == 3


def test_one_paper_has_a_mark_where_the_program_does_not_ask() -> None:
    beside = {
        case.id: [code for code in case.answers if not begin(instrument(), case.form, case.answers).on_route(code)]
        for case in cases()
    }
    assert beside == {"berit": [], "dragan": ["F26-30d"], "olle": []}


def test_a_case_is_found_by_its_name_and_an_unknown_one_is_told_the_others() -> None:
    assert case_named(" Berit ").id == "berit"
    with pytest.raises(UsageError) as caught:
        case_named("nisse")
    assert caught.value.exit_code == ExitCode.USAGE
    assert "berit, dragan, olle" in str(caught.value.remedy)
