"""The instrument as loaded is the instrument of the table: box by box, column by column, form by form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from asi_tui.core.expression import parse
from asi_tui.core.instrument import Kind, Length, Purpose, Question, Step
from tests.core.facts import COLUMN, ROWS, form_codes
from tests.scenario import FORMS, instrument

SIZES = {"grund": (255, 235), "grund-kort": (111, 103), "uppf": (167, 147), "uppf-kort": (90, 82)}
"""Per form: all its boxes, and those of the interview step."""


def test_the_bank_is_the_table_in_its_order() -> None:
    assert tuple(instrument().questions) == tuple(ROWS)
    assert len(ROWS) == 255
    assert len({row["number"] for row in ROWS.values()}) == 181


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_the_boxes_of_its_column_in_their_order(form: str) -> None:
    codes = instrument().forms[form].codes
    assert codes == form_codes(form)
    asked = [code for code in codes if ROWS[code]["step"] == "interview"]
    assert (len(codes), len(asked)) == SIZES[form]


def test_there_are_two_lengths_of_a_base_interview_and_of_a_follow_up() -> None:
    assert tuple(instrument().forms) == FORMS == tuple(COLUMN)
    found = {(form.purpose, form.length): form.id for form in instrument().forms.values()}
    assert found == {
        (Purpose.BASE, Length.FULL): "grund",
        (Purpose.BASE, Length.SHORT): "grund-kort",
        (Purpose.FOLLOW_UP, Length.FULL): "uppf",
        (Purpose.FOLLOW_UP, Length.SHORT): "uppf-kort",
    }


@pytest.mark.parametrize(("short", "full"), [("grund-kort", "grund"), ("uppf-kort", "uppf")])
def test_a_short_form_is_a_strict_part_of_the_full_one_with_all_that_measures_change(short: str, full: str) -> None:
    forms = instrument().forms
    assert (forms[short].counterpart, forms[full].counterpart) == (full, short)
    kept, asked = set(forms[short].codes), set(forms[full].codes)
    assert kept < asked
    measures = {code for code, row in ROWS.items() if row["composite"]}
    ratings = {code for code in asked if instrument().questions[code].kind in (Kind.CLIENT_RATING, Kind.SEVERITY)}
    safety = {"P9-30d", "P10-30d", "P20", "F28-30d", "F29-30d"}
    assert measures | ratings | safety <= kept


def listed_codes(row: dict[str, str]) -> tuple[int, ...]:
    """The numbers of the column `codes`: "0=no;1=yes;N=..." or "0..9, ..." or, of a severity, "0-1=...;2-3=..."."""
    if row["type"] not in ("choice", "yes_no", "rating0_4", "severity0_9"):
        return ()
    if found := re.match(r"(\d+)\.\.(\d+)", row["codes"]):
        return tuple(range(int(found[1]), int(found[2]) + 1))
    if row["type"] == "severity0_9":
        return tuple(int(number) for pair in re.findall(r"(\d)-(\d)=", row["codes"]) for number in pair)
    return tuple(int(number) for number in re.findall(r"(?:^|;|:)(\d+)=", row["codes"]))


def condition(question: Question, row: dict[str, str]) -> tuple[object, object]:
    bank = tuple(ROWS)
    forced = question.forced
    value, _, when = row["set_when"].partition(" when ")
    wanted = (int(value), parse(when, bank)) if value else None
    return (forced and (forced.value, forced.when)), wanted


COLUMNS: dict[str, Callable[[Question, dict[str, str]], tuple[object, object]]] = {
    "number": lambda question, row: (question.number, row["number"]),
    "area": lambda question, row: (question.area, row["area"]),
    "step": lambda question, row: (question.step, row["step"]),
    "type": lambda question, row: (question.kind, row["type"]),
    "unit": lambda question, row: (question.unit, row["unit"]),
    "codes": lambda question, row: (tuple(choice.code for choice in question.choices), listed_codes(row)),
    "min": lambda question, row: (str(question.minimum), row["min"] or "0"),
    "max": lambda question, row: (str(question.maximum), row["max"] or "0"),
    "timeframe": lambda question, row: (question.timeframe, row["timeframe"]),
    "rater": lambda question, row: (question.rater, row["rater"]),
    "n_when": lambda question, row: (question.n_when, parse(row["n_when"], tuple(ROWS)) if row["n_when"] else None),
    "set_when": condition,
    "allow_n": lambda question, row: (question.allow_n, row["allow_n"] == "1"),
    "composite": lambda question, row: (question.composite or "", row["composite"]),
    "key_item": lambda question, row: (question.key_item, row["key_item"] == "yes"),
    "since_last": lambda question, row: (question.since_last, row["since_last"] == "1"),
    "carry": lambda question, row: (question.carry, row["carry"] == "1"),
}

NOT_COMPARED = {"code", "topic_sv", "topic_en", "alias_se", "note", *COLUMN.values()}
"""The key of the table, wording (the instrument has its own), and the forms (compared above)."""


def test_every_column_of_the_table_is_compared() -> None:
    assert set(next(iter(ROWS.values()))) == set(COLUMNS) | NOT_COMPARED


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_agrees_for_every_box(column: str) -> None:
    compare = COLUMNS[column]
    found = {code: compare(instrument().questions[code], row) for code, row in ROWS.items()}
    assert {code: pair for code, pair in found.items() if pair[0] != pair[1]} == {}


def test_n_has_words_of_its_own_where_it_says_something_exact() -> None:
    means = {code: question.n_means for code, question in instrument().questions.items() if question.n_means}
    assert str(means["G12"]) == "complete"
    assert str(means["H3-A"]) == "never had such a relative"
    assert all(instrument().questions[code].allow_n for code in means)


def test_the_rating_step_is_the_interviewers_and_the_closing_question_comes_last() -> None:
    questions = instrument().questions
    assert {code for code, question in questions.items() if question.step is Step.CLOSE} == {"G12"}
    for form in instrument().forms.values():
        assert form.codes[-1] == "G12"
        rated = [questions[code] for code in form.codes if questions[code].step is Step.RATING]
        assert [q.code for q in rated if q.kind is Kind.SEVERITY] == ["M9", "E22", "D32", "D33", "L30", "F36", "P21"]
        assert all(question.rater == "interviewer" for question in rated)


def test_a_box_is_found_by_code_number_and_alias_whatever_its_case() -> None:
    for name, codes in {
        "d14": ["D14"],
        "D1": ["D1-30d", "D1-life", "D1-route"],
        " d1-LIFE ": ["D1-life"],
        "m3": ["M3"],
        "Q1": [],
        "": [],
    }.items():
        assert [question.code for question in instrument().find(name)] == codes
