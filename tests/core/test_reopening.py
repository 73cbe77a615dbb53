"""A completed interview that is changed: how far it is then, and that its values are those of its answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core import reopening, severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.check_review import accepted
from asi_tui.core.checks import Facts
from asi_tui.core.closing import Ending as How
from asi_tui.core.closing import closed, completion, ended, kept, obstacle
from asi_tui.core.interview import Change, Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.notebook import Notebook, open_notebook
from asi_tui.core.scoring import Scoring, scores
from tests.core.answers import legal
from tests.core.test_closing import filled
from tests.scenario import coded

DRAFT, COMPLETE, RATED = InterviewState.DRAFT, InterviewState.COMPLETE, InterviewState.RATED


def finished(form: str = "uppf-kort", how: Value = Code.N, ratings: Value | None = 2) -> tuple[Interview, Notebook]:
    """An interview in which nothing is open and every check is dealt with, with its ending and its ratings."""
    interview, _ = closed(filled(form=form), How(how))
    for code in severity.rows(interview) if ratings is not None else ():
        value = ratings if code in severity.ratings(interview) else 0
        interview = interview.changed(Change(code, None, value))
    return interview, dealt_with(open_notebook(interview, Facts(), (), ()))


def dealt_with(notebook: Notebook) -> Notebook:
    for one in notebook.open:
        acceptance = accepted(one, "gjort", reason=1)
        assert isinstance(acceptance, Acceptance), one
        notebook = notebook.with_acceptance(acceptance)
    return notebook


def after(place: tuple[Interview, Notebook], **answers: object) -> tuple[Interview, Notebook]:
    """The same with other answers; None clears."""
    interview, notebook = place
    for name, value in answers.items():
        code = name.replace("_", "-")
        new = None if value is None else coded(value)  # type: ignore[arg-type]
        change = Change(code, interview.answers.get(code), new)
        changed = interview.changed(change)
        notebook, _ = notebook.after(interview, changed, change)
        interview = changed
    return interview, notebook


FAR: dict[str, tuple[Value, list[dict[str, object]], bool, InterviewState]] = {
    "a rated one with another answer": (Code.N, [{"M6": 3, "M7": 1}], True, RATED),
    "a complete one with another answer": (Code.N, [{"M6": 3, "M7": 1}], False, COMPLETE),
    "a question is cleared": (Code.N, [{"M6": None}], True, DRAFT),
    "what was cleared is answered again": (Code.N, [{"M6": None}, {"M6": 0}], True, RATED),
    "a gate opens a question": (Code.N, [{"F11": 2}], True, DRAFT),
    "what it opened is answered": (Code.N, [{"F11": 2}, {"F24_30d": 0}], True, RATED),
    "a soft check fires": (Code.N, [{"M6": 12}], True, DRAFT),
    "it no longer does": (Code.N, [{"M6": 12}, {"M7": 1}], True, RATED),
    "a hard check fires": (Code.N, [{"M8": 3}], True, DRAFT),
    "a safety box fires": (Code.N, [{"P9_30d": 1}], True, DRAFT),
    "a rating is missing": (Code.N, [{"M9": None}], True, COMPLETE),
    "the client's rating is far from the interviewer's": (Code.N, [{"M6": 3, "M7": 4, "M9": 0}], True, RATED),
    "one that ended early is left open": (1, [{"M6": None}], True, RATED),
    "one that ended early has a check": (1, [{"M6": 12}], True, DRAFT),
    "its ending is taken back": (Code.N, [{"G12": None}], True, DRAFT),
}


@pytest.mark.parametrize("case", FAR)
def test_how_far_a_changed_interview_is(case: str) -> None:
    how, steps, is_rated, wanted = FAR[case]
    interview, notebook = finished(how=how)
    for answers in steps:
        interview, notebook = after((interview, notebook), **answers)
    settled = reopening.settled(interview, notebook, Scoring(), is_rated=is_rated)
    assert settled.state is wanted
    assert (settled.completion is None) == (wanted is DRAFT)


def test_a_check_that_is_dealt_with_leaves_the_interview_as_far_as_it_was() -> None:
    interview, notebook = after(finished(), P9_30d=1)
    assert reopening.settled(interview, notebook, Scoring(), is_rated=True).state is DRAFT
    settled = reopening.settled(interview, dealt_with(notebook), Scoring(), is_rated=True)
    assert settled.state is RATED


def test_the_checks_of_the_ratings_do_not_stand_in_the_way_of_the_answers() -> None:
    interview, notebook = after(finished(), M6=3, M7=4, M9=0)
    assert severity.without_reason(interview, ()) == ("M9",)
    assert obstacle(interview, notebook) is None


@pytest.mark.parametrize(("how", "early"), [(Code.N, None), (2, 2)])
def test_what_is_kept_is_what_the_answers_give_now(how: Value, early: int | None) -> None:
    interview, notebook = after(finished(how=how), M6=5, M7=3)
    completion_now = reopening.settled(interview, notebook, Scoring(), is_rated=True).completion
    assert completion_now is not None
    assert completion_now == kept(interview, Scoring()) == completion(interview, How(how), Scoring())
    assert completion_now.ended_early == early
    assert (completion_now.values["M6"], completion_now.values["M9"]) == ("5", "2")
    assert completion_now.scores["medical"] == scores(interview, Scoring())["medical"].value


def test_the_ending_is_read_from_the_interview() -> None:
    assert ended(filled()) is None
    assert [ended(finished(how=how)[0]) for how in (Code.N, 1)] == [How(Code.N), How(1)]
    assert kept(filled(), Scoring()).ended_early is None


@settings(max_examples=60)
@given(data=st.data())
def test_no_values_are_kept_that_contradict_the_answers(data: st.DataObject) -> None:
    interview, notebook = finished(data.draw(st.sampled_from(["grund-kort", "uppf-kort"])))
    for _ in range(data.draw(st.integers(1, 6))):
        code = data.draw(st.sampled_from(interview.plan.order))
        value = data.draw(st.one_of(st.none(), legal(interview.question(code))))
        interview, notebook = after((interview, notebook), **{code: None})
        interview, notebook = (
            after((interview, notebook), **{code: value}) if value is not None else (interview, notebook)
        )
        settled = reopening.settled(interview, notebook, Scoring(), is_rated=True)
        if settled.completion is None:
            assert obstacle(interview, notebook) is not None
        else:
            assert not interview.open_questions()
            assert settled.completion.values == {c: shown(s.value) for c, s in interview.standings.items()}
