"""From the short form to the full one and back: the form changes, the answers do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.instrument import Instrument, Length
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.core.truth import items
from asi_tui.core.widening import Shortened, finish_short, narrowed, turned, widen
from asi_tui.message import Message
from tests.core.answers import legal
from tests.core.test_random_answers import GATES, changes, given_answers
from tests.scenario import FORMS, Scenario, instrument

SHORT = tuple(form for form in FORMS if instrument().forms[form].length is Length.SHORT)
FULL = tuple(form for form in FORMS if form not in SHORT)


@st.composite
def keyed(draw: st.DrawFn, forms: tuple[str, ...]) -> Interview:
    """An interview in the middle of being keyed: some answers from before, some of this session, some undone."""
    interview = begin(instrument(), draw(st.sampled_from(forms)), draw(given_answers()))
    for _ in range(draw(st.integers(0, 6))):
        interview = interview.changed(draw(changes(interview)))
    for _ in range(draw(st.integers(0, 3))):
        undone = interview.undo()
        interview = undone[0] if undone else interview
    return interview


def full(interview: Interview) -> Interview:
    wide = widen(interview)
    assert isinstance(wide, Interview)
    return wide


def short(interview: Interview) -> Shortened:
    shortened = finish_short(interview)
    assert isinstance(shortened, Shortened)
    return shortened


def beyond(of: Instrument, form: str) -> set[str]:
    """The boxes that only the full form of this short one asks."""
    return set(of.forms[of.forms[form].counterpart].codes) - set(of.forms[form].codes)


def moved_by_the_full_form(form: str) -> set[str]:
    """The boxes of a short form whose rules read, directly or by others, what only the full form asks."""
    new, moved = beyond(instrument(), form), set[str]()
    for code in begin(instrument(), instrument().forms[form].counterpart).plan.sequence:
        question = instrument().questions[code]
        rules = [question.n_when, question.forced.when if question.forced else None]
        if any(rule is not None and items(rule) & (new | moved) for rule in rules):
            moved.add(code)
    return moved - new


@given(interview=keyed(SHORT))
def test_widening_and_taking_it_back_restores_the_interview(interview: Interview) -> None:
    assert narrowed(full(interview)) == interview


@given(interview=keyed(SHORT))
def test_nothing_is_lost_by_widening(interview: Interview) -> None:
    wide = full(interview)
    assert wide.form.id == interview.form.counterpart
    assert wide.answers == interview.answers
    assert (wide.done, wide.undone) == (interview.done, interview.undone)
    asked_alike = set(interview.plan.questions) - moved_by_the_full_form(interview.form.id)
    assert {code: wide.standings[code] for code in asked_alike} == {c: interview.standings[c] for c in asked_alike}


def test_only_the_routes_of_some_substances_hang_on_what_the_full_form_asks() -> None:
    assert moved_by_the_full_form("grund-kort") == {"D3-route", "D5-route", "D8-route", "D9-route"}
    assert moved_by_the_full_form("uppf-kort") == set()


def test_a_gate_that_only_the_full_form_has_may_put_a_question_back_on_the_route() -> None:
    interview = begin(instrument(), "grund-kort", {"D3-30d": 0, "D3-route": 5})
    assert not interview.on_route("D3-route")
    wide = full(interview)
    assert wide.on_route("D3-route")
    assert wide.standings["D3-route"].value == 5


@given(interview=keyed(SHORT))
def test_what_was_keyed_before_widening_is_undone_after_it(interview: Interview) -> None:
    wide, undone = full(interview), interview.undo()
    after = wide.undo()
    assert (after is None) == (undone is None)
    if after is not None and undone is not None:
        assert after[0] == full(undone[0])
        assert after[1] == undone[1]


@given(data=st.data(), interview=keyed(SHORT))
def test_widening_can_be_taken_back_while_nothing_new_is_answered(data: st.DataObject, interview: Interview) -> None:
    code = data.draw(st.sampled_from(sorted(beyond(instrument(), interview.form.id))))
    change = Change(code, None, data.draw(legal(instrument().questions[code])))
    wide = full(interview)
    answered = wide.changed(change)
    refused = narrowed(answered)
    assert str(refused) == f"answered on the full form only: {code}; clear them first"
    undone = answered.undo()
    assert undone is not None
    for cleared in (undone[0], answered.changed(change.reverse)):
        back = narrowed(cleared)
        assert isinstance(back, Interview)
        assert (back.form, back.answers, back.done) == (interview.form, interview.answers, interview.done)


@given(interview=keyed(FULL))
def test_finishing_short_leaves_out_what_no_longer_counts_and_nothing_else(interview: Interview) -> None:
    shortened = short(interview)
    asked = set(shortened.interview.plan.questions)
    assert shortened.interview.answers == {c: value for c, value in interview.answers.items() if c in asked}
    counted = {code for code in interview.answers if interview.on_route(code)}
    counts = {code for code in shortened.interview.answers if shortened.interview.on_route(code)}
    assert set(shortened.left_out) == counted - counts
    assert (shortened.told is None) == (not shortened.left_out)
    assert all(change.code in asked for change in (*shortened.interview.done, *shortened.interview.undone))


@given(interview=keyed(FULL))
def test_a_form_finished_short_and_widened_again_has_all_its_answers(interview: Interview) -> None:
    again = widen(short(interview).interview, interview.answers)
    assert isinstance(again, Interview)
    assert (again.form, again.answers, again.standings) == (interview.form, interview.answers, interview.standings)


def test_what_the_casebook_keeps_never_brings_back_an_answer_cleared_since() -> None:
    kept = {"M1": 3, "M2": 14}
    cleared = begin(instrument(), "grund-kort", {"M1": 3}).changed(Change("M1", 3, None))
    wide = widen(cleared, kept)
    assert isinstance(wide, Interview)
    assert wide.answers == {"M2": 14}


def test_finishing_short_says_what_is_left_out() -> None:
    interview = begin(instrument(), "grund", {"M1": 3, "M2": 14, "D3-30d": 0, "D3-life": 5, "D3-route": 5})
    shortened = short(interview)
    assert shortened.left_out == ("M2", "D3-life", "D3-route")
    assert str(shortened.told) == (
        "3 answers are left out of ASI base interview, short, and stay in the casebook: M2, D3-life, D3-route"
    )
    assert shortened.interview.form.id == "grund-kort"


def test_many_answers_are_counted_and_the_first_named() -> None:
    relatives = {code: 0 for code in instrument().forms["grund"].codes if code.startswith("H")}
    told = str(short(begin(instrument(), "grund", relatives)).told)
    assert told.startswith("36 answers")
    assert told.endswith("H1-A, H1-D, H1-P, H2-A, H2-D, H2-P and 30 more")
    assert str(narrowed(begin(instrument(), "grund", relatives))).endswith("and 30 more; clear them first")


@pytest.mark.parametrize("may", [True, False])
@given(interview=keyed(FULL))
def test_a_full_form_is_offered_as_short_only_where_the_unit_allows_it(may: bool, interview: Interview) -> None:
    outcome = turned(interview, may_finish_short=may)
    back = narrowed(interview)
    if isinstance(back, Interview):
        assert outcome == back
    else:
        assert outcome == (finish_short(interview) if may else back)


@given(interview=keyed(SHORT))
def test_a_short_form_is_widened_with_what_the_casebook_keeps(interview: Interview) -> None:
    assert turned(interview, {"M2": 14}, may_finish_short=True) == widen(interview, {"M2": 14})


def test_the_offer_says_how_many_answers_it_leaves_out() -> None:
    offer = short(begin(instrument(), "grund", {"M1": 3, "M2": 14, "D3-30d": 0})).offer
    assert str(offer) == "ASI base interview, short leaves out 1 answers, which are kept; F7 again finishes so"


def test_nothing_is_left_out_where_only_the_short_questions_are_answered() -> None:
    shortened = short(begin(instrument(), "uppf", {"M6": 4, "D1-30d": 0}))
    assert (shortened.left_out, shortened.told) == ((), None)


def test_a_form_that_has_that_length_already_says_so() -> None:
    for form in FULL:
        assert widen(begin(instrument(), form)) == Message("this is the full form already")
    for form in SHORT:
        interview = begin(instrument(), form)
        assert str(narrowed(interview)) == str(finish_short(interview)) == "this is the short form already"


def test_the_keyer_goes_on_where_the_widened_form_is_open() -> None:
    interview = Scenario("grund-kort").answer(G9=1, G19=1).desk.interview
    wide = full(interview)
    assert (interview.next_open("G9"), wide.next_open("G9")) == ("M1", "G14")
    assert set(GATES) & beyond(instrument(), "grund-kort")
