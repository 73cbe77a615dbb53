"""The review: what is to be looked at, line by line in the order of the form."""

from __future__ import annotations

import pytest

from asi_tui.core.annotations import Remark
from asi_tui.core.answer import Code
from asi_tui.core.check_review import accepted
from asi_tui.core.interview import Change
from asi_tui.core.notebook import open_notebook
from asi_tui.core.review import Concern, Entry, in_runs, review
from asi_tui.core.second_look import Moved
from asi_tui.message import Message
from tests.core.answers import little
from tests.core.check_samples import facts_in, on
from tests.scenario import FORMS, instrument

OPEN, MUST, CHECK, X, REMARK, COMMENT = (
    Concern.OPEN,
    Concern.MUST,
    Concern.CHECK,
    Concern.NO_ANSWER,
    Concern.REMARK,
    Concern.COMMENT,
)


def reviewed(line: str, form: str = "grund", remarks: dict[str, str] | None = None) -> tuple[Entry, ...]:
    """The review of an interview with the answers of a line and those remarks."""
    interview = on(form, line)
    written = [Remark(about=about, text=text) for about, text in (remarks or {}).items()]
    return review(interview, open_notebook(interview, facts_in(line), written, ()))


def of(entries: tuple[Entry, ...], *codes: str | None) -> list[tuple[str | None, Concern]]:
    """The lines about these questions, or of an area itself (None)."""
    return [(entry.code, entry.concern) for entry in entries if entry.code in codes]


@pytest.mark.parametrize("form", FORMS)
def test_of_an_interview_not_begun_every_question_asked_is_open_in_the_order_of_the_form(form: str) -> None:
    interview = on(form, "")
    entries = reviewed("", form)
    assert [entry.code for entry in entries] == list(interview.open_questions())
    assert {entry.concern for entry in entries} == {OPEN}
    assert all(entry.area == interview.question(entry.code or "").area for entry in entries)


EACH: list[tuple[str, str, dict[str, str], tuple[str | None, ...], list[tuple[str | None, Concern]]]] = [
    ("answered", "M6=3", {}, ("M6",), []),
    ("X", "M6=X", {}, ("M6",), [("M6", X)]),
    ("N by hand is an answer", "G20=N", {}, ("G20",), []),
    ("off the route", "M3=0", {}, ("M3-spec",), []),
    ("a check stands at the last box it rests on", "M6=12 M7=0", {}, ("M6", "M7"), [("M7", CHECK)]),
    ("two checks", "M6=0 M7=4 M8=0 P9-30d=1", {}, ("M7", "P9-30d"), [("M7", MUST), ("P9-30d", MUST)]),
    ("a remark", "M6=3", {"M6": "enligt mamman"}, ("M6",), [("M6", REMARK)]),
    ("open and remarked", "", {"M6": "frågas igen"}, ("M6",), [("M6", OPEN), ("M6", REMARK)]),
    ("X and remarked", "M6=X", {"M6": "orkade inte"}, ("M6",), [("M6", X), ("M6", REMARK)]),
    (
        "check first, then the remark",
        "M6=12 M7=0",
        {"M7": "säger han"},
        ("M7",),
        [("M7", CHECK), ("M7", REMARK)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "remarks", "codes", "wanted"), [row[1:] for row in EACH], ids=[row[0] for row in EACH]
)
def test_each_reason_to_look_at_a_question_is_a_line(
    line: str, remarks: dict[str, str], codes: tuple[str | None, ...], wanted: list[tuple[str | None, Concern]]
) -> None:
    assert of(reviewed(line, remarks=remarks), *codes) == wanted


@pytest.mark.parametrize("form", FORMS)
def test_a_nearly_empty_interview_is_reviewed_in_few_lines(form: str) -> None:
    entries = reviewed("M6=X", form)
    lines = in_runs(entries)
    assert len(lines) < 20 < len(entries)
    assert sum(line.count for line in lines) == len(entries)
    runs = [line for line in lines if line.to is not None]
    assert all(str(run.words) == f"{run.count} unanswered" for run in runs)
    codes = [entry.code for entry in entries]
    for run in runs:
        first, last = codes.index(run.code), codes.index(run.to)
        assert last - first + 1 == run.count
        assert {entry.area for entry in entries[first : last + 1]} == {run.area}


def test_a_run_ends_where_something_else_is_to_be_looked_at_or_another_area_begins() -> None:
    lines = [line for line in in_runs(reviewed("M4=X", remarks={"E3": "hör efter"})) if line.area != "general"]
    shown = [(line.code, line.to, line.concern) for line in lines]
    assert shown[:4] == [("M1", "M3-spec", OPEN), ("M4", None, X), ("M5", "M8", OPEN), ("E1", "E3", OPEN)]
    assert shown[4] == ("E3", None, REMARK)


@pytest.mark.parametrize(("line", "wanted"), [("M1=0 M3=1", None), ("M1=0", "M3")])
def test_a_few_open_questions_each_have_their_line(line: str, wanted: str | None) -> None:
    rest = " ".join(f"{code}=0" for code in ("M4", "M5", "M6", "M7"))
    lines = [line for line in in_runs(reviewed(f"{line} M3-spec=X {rest}")) if line.area == "medical"]
    opened = [line.code for line in lines if line.concern is OPEN]
    assert opened == ([wanted, "M8"] if wanted else ["M8"])
    assert {line.count for line in lines} == {1}


def test_ratings_to_be_looked_at_again_stand_last_with_what_has_moved() -> None:
    interview = on("grund", "M1=3 M9=4")
    notebook = open_notebook(interview, facts_in(""), (), ())
    entries = review(interview, notebook, {"M9": (Moved("M1", 1, 3), Moved("M7", None, Code.X))})
    last = entries[-1]
    assert (last.area, last.code, last.concern) == ("medical", "M9", Concern.RATING)
    assert str(last.words) == "M1 1 → 3, M7 unanswered → X"
    assert in_runs(entries)[-1] == last


def test_the_comment_of_an_area_stands_first_in_it() -> None:
    area = instrument().questions["M6"].area
    entries = reviewed("", remarks={area: "tolk på telefon"})
    mine = [entry for entry in entries if entry.area == area]
    assert (mine[0].code, mine[0].concern, mine[0].words) == (None, COMMENT, "tolk på telefon")
    assert {entry.concern for entry in mine[1:]} == {OPEN}
    assert [entry.concern for entry in entries].count(COMMENT) == 1


def test_a_line_says_the_check_in_its_words_and_the_remark_as_it_was_written() -> None:
    entries = reviewed("M6=12 M7=0", remarks={"M7": "säger han"})
    check, remark = [entry for entry in entries if entry.code == "M7"]
    assert isinstance(check.words, Message)
    assert "12" in str(check.words)
    assert remark.words == "säger han"


def test_an_accepted_check_is_no_longer_looked_at() -> None:
    interview = on("grund", "M6=12 M7=0")
    notebook = open_notebook(interview, facts_in(""), (), ())
    acceptance = accepted(notebook.open[0], reason=2)
    assert not isinstance(acceptance, Message)
    assert CHECK not in {entry.concern for entry in review(interview, notebook.with_acceptance(acceptance))}


def test_a_check_on_facts_alone_stands_at_the_first_question() -> None:
    first, *_ = reviewed("age=17")
    assert (first.code, first.concern) == (on("grund", "").first(), CHECK)


def test_nothing_is_looked_at_where_all_is_well() -> None:
    interview = on("uppf-kort", "")
    while (code := interview.next_open()) is not None:
        interview = interview.changed(Change(code, None, little(interview.question(code))))
    notebook = open_notebook(interview, facts_in(""), (), ())
    for one in notebook.open:
        acceptance = accepted(one, "gjort", reason=1)
        assert not isinstance(acceptance, Message), one
        notebook = notebook.with_acceptance(acceptance)
    assert review(interview, notebook) == ()
