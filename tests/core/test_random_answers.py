"""Random answers: the engine never raises, forgets or drifts, whatever the order in which answers come and go."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core import keying
from asi_tui.core.answer import Value, from_stored, shown, to_stored
from asi_tui.core.instrument import Kind
from asi_tui.core.interview import Change, Interview, begin, restore
from asi_tui.core.routing import all_standings, with_change
from asi_tui.core.scoring import MoneyVersion, Scoring, scores
from asi_tui.core.truth import items
from tests.core.answers import legal
from tests.scenario import FORMS, instrument

GATES = sorted(
    {
        gate
        for question in instrument().questions.values()
        for node in (question.n_when, question.forced.when if question.forced else None)
        if node is not None
        for gate in items(node)
    }
)

CODES = st.one_of(st.sampled_from(sorted(instrument().questions)), st.sampled_from(GATES))


@st.composite
def given_answers(draw: st.DrawFn, most: int = 40) -> dict[str, Value]:
    """Legal answers to some questions, gates more often than others."""
    return {code: draw(legal(instrument().questions[code])) for code in draw(st.lists(CODES, max_size=most))}


@st.composite
def interviews(draw: st.DrawFn) -> Interview:
    return begin(instrument(), draw(st.sampled_from(FORMS)), draw(given_answers()))


@st.composite
def changes(draw: st.DrawFn, interview: Interview) -> Change:
    code = draw(st.sampled_from(sorted(interview.plan.questions)))
    after = draw(st.one_of(st.none(), legal(interview.question(code))))
    return Change(code, interview.answers.get(code), after)


@given(interview=interviews())
def test_random_answers_never_raise(interview: Interview) -> None:
    assert interview.first() in interview.plan.order
    for code in interview.plan.order:
        assert (interview.left_route_by(code) is None) == interview.on_route(code)
        ahead, behind = interview.next(code), interview.back(code)
        assert ahead is None or interview.plan.place[ahead] > interview.plan.place[code]
        assert behind is None or interview.plan.place[behind] < interview.plan.place[code]
        assert interview.on_route(interview.resume_at(code))
    progress = interview.progress()
    assert progress.total - progress.settled == len(interview.open_questions())
    assert sum(interview.progress(area).total for area in interview.instrument.areas) == progress.total


@given(data=st.data(), interview=interviews())
def test_a_change_and_its_way_back_restore_everything(data: st.DataObject, interview: Interview) -> None:
    change = data.draw(changes(interview))
    back = interview.changed(change).changed(change.reverse)
    assert back.answers == interview.answers
    assert back.standings == interview.standings


@given(data=st.data(), interview=interviews())
def test_standings_grow_as_if_worked_out_from_scratch(data: st.DataObject, interview: Interview) -> None:
    for _ in range(data.draw(st.integers(1, 5))):
        change = data.draw(changes(interview))
        answers = {code: value for code, value in interview.answers.items() if code != change.code}
        if change.after is not None:
            answers[change.code] = change.after
        grown = with_change(interview.plan, change.code, answers, interview.standings)
        interview = interview.changed(change)
        assert interview.answers == answers
        assert interview.standings == grown == all_standings(interview.plan, answers)


@given(data=st.data(), interview=interviews())
def test_so_many_undone_and_made_again_restore_the_interview(data: st.DataObject, interview: Interview) -> None:
    begun = interview
    count = data.draw(st.integers(1, 8))
    for _ in range(count):
        interview = interview.changed(data.draw(changes(interview)))
    changed = interview
    for _ in range(count):
        undone = interview.undo()
        assert undone is not None
        interview = undone[0]
    assert (interview.answers, interview.standings, interview.done) == (begun.answers, begun.standings, ())
    assert interview.undo() is None
    for _ in range(count):
        redone = interview.redo()
        assert redone is not None
        interview = redone[0]
    assert interview == changed
    assert interview.redo() is None


@given(data=st.data(), code=st.sampled_from(sorted(instrument().questions)))
def test_typing_and_showing_are_inverse(data: st.DataObject, code: str) -> None:
    question = instrument().questions[code]
    value = data.draw(legal(question))
    words = shown(value)
    assert words is not None
    assert from_stored(to_stored(value), is_text=question.is_text) == value
    if isinstance(value, int) and question.kind is Kind.YEARS_MONTHS:
        words = "{:02}{:02}".format(*divmod(value, 12))
    if not isinstance(value, int | str):
        return
    typed: keying.Typed = keying.HalfTyped()
    for character in words:
        assert isinstance(typed, keying.HalfTyped)
        typed = keying.type_character(question, typed if typed.typed or typed.years is not None else None, character)
    if isinstance(typed, keying.HalfTyped):
        typed = keying.enter(question, typed)
    assert isinstance(typed, keying.Committed)
    assert typed.value == value


@given(interview=interviews())
def test_an_interview_comes_back_from_disk_as_it_was(interview: Interview) -> None:
    stored = {code: to_stored(value) for code, value in interview.answers.items()}
    assert restore(interview.instrument, interview.form.id, stored) == interview


SCORED = [item for score in instrument().scores.values() for item in score.items]


@st.composite
def scored_answers(draw: st.DrawFn) -> dict[str, Value]:
    """An answer to every question that enters a score."""
    return {code: draw(legal(instrument().questions[code])) for code in SCORED}


@settings(max_examples=60)
@given(
    form=st.sampled_from(FORMS),
    answers=st.one_of(given_answers(), scored_answers()),
    divisor=st.sampled_from([0.5, 1.0, 10.0]),
)
def test_capped_scores_stay_between_nought_and_one(form: str, answers: dict[str, Value], divisor: float) -> None:
    interview = begin(instrument(), form, answers)
    for scored in scores(interview, Scoring(MoneyVersion.CAPPED, divisor)).values():
        assert (scored.value is None) == bool(scored.missing)
        assert scored.value is None or 0 <= scored.value <= 1
