"""When a check fires: at the key that makes it true, and again only when a value in it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.answer import Code, Value
from asi_tui.core.checks import Facts, Fired, fired, fired_after, fired_by
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.core.truth import items
from tests.core.answers import legal
from tests.core.check_samples import RATINGS, SAMPLES, USE, answers_of, check_rows, facts_in
from tests.scenario import FORMS, coded, instrument

ROWS = check_rows()
CHECKS = instrument().checks


def keyed(form: str, *steps: str, facts: Facts | None = None) -> list[list[str]]:
    """The checks that each step such as "M6=0" fires; "M6=" clears. What stands is kept up with the form on the way."""
    facts = facts or Facts(age=40)
    interview = begin(instrument(), form)
    standing = fired(interview, facts)
    told = []
    for step in steps:
        code, _, value = step.partition("=")
        after = None if not value else coded(value if value in "XN" else int(value))
        change = Change(code, interview.answers.get(code), after)
        changed = interview.changed(change)
        told.append([one.check.id for one in fired_by(interview, changed, change, facts)])
        standing = fired_after(standing, interview, changed, change, facts)
        interview = changed
        assert standing == fired(interview, facts)
    return told


KEYED: list[tuple[str, list[tuple[str, str]]]] = [
    ("a hard check, put right and wrong again",
     [("D1-30d=10", ""), ("D2-30d=12", "22"), ("D2-30d=13", "22"), ("D2-30d=10", ""), ("D1-30d=9", "22")]),
    ("the same answer again is no change", [("E11=0", ""), ("E12=5", "17"), ("E12=5", ""), ("E12=6", "17")]),
    ("another answer in between fires nothing", [("E11=0", ""), ("E12=5", "17"), ("E13=0", ""), ("E14=100", "")]),
    ("a rating that agrees adds nothing to one that does not",
     [("F30=5", ""), ("F32=0", "51"), ("F34=3", ""), ("F34=4", ""), ("F34=0", "51"), ("F30=6", "51")]),
    ("X leaves it unknown, and it fires again when the value comes back",
     [("D1-30d=10", ""), ("D2-30d=12", "22"), ("D1-30d=X", ""), ("D1-30d=10", "22"), ("D2-30d=", ""),
      ("D2-30d=12", "22")]),
    ("one sign of danger, then a second", [("P9-30d=1", "68"), ("P10-30d=0", ""), ("P10-30d=1", "68"), ("P20=0", "")]),
    ("a skip that answers for it", [("L26=2", ""), ("G19=1", "7"), ("G19=2", ""), ("G20=1", "7"), ("G20=2", "")]),
    ("a forced value", [("E4=1", ""), ("E5=1", ""), ("E4=0", "14"), ("E4=1", "")]),
    ("an answer that nothing reads", [("G14=8", ""), ("G15=1", "")]),
    ("two at once",
     [("M6=0", ""), ("M7=4", "10"), ("M8=0", ""), ("M9=0", "79:M9"), ("M7=3", "10"), ("M7=4", "10 79:M9")]),
]  # fmt: skip
"""What is keyed, step by step, and which checks each step fires."""


@pytest.mark.parametrize(("steps"), [steps for _, steps in KEYED], ids=[name for name, _ in KEYED])
def test_a_check_fires_again_only_when_a_value_in_it_changes(steps: list[tuple[str, str]]) -> None:
    assert keyed("grund", *(step for step, _ in steps)) == [ids.split() for _, ids in steps]


@pytest.mark.parametrize("form", FORMS)
def test_suicidal_thoughts_fire_at_the_key_in_all_forms(form: str) -> None:
    assert keyed(form, "P9-30d=1") == [["68"]]


@pytest.mark.parametrize("number", [number for number in ROWS if number not in ("70", "76")])
def test_a_check_fires_at_the_last_of_its_answers(number: str) -> None:
    """Keyed in the order of the form, it fires once, at the answer that makes it true, and nothing after it matters."""
    form = ROWS[number]["forms"].split()[0]
    text = SAMPLES[number].fires
    order = [code for code in instrument().forms[form].codes if code in answers_of(text)]
    interview, facts = begin(instrument(), form), facts_in(text)
    told: list[tuple[str, Fired]] = []
    for code in order:
        change = Change(code, None, answers_of(text)[code])
        changed = interview.changed(change)
        told += [(code, one) for one in fired_by(interview, changed, change, facts) if one.check.number == number]
        interview = changed
    assert len(told) == 1
    at, one = told[0]
    assert at == [code for code in one.codes if code in order][-1]


def test_checks_on_facts_alone_stand_from_the_start() -> None:
    empty = begin(instrument(), "uppf")
    assert [one.check.id for one in fired(empty, Facts(age=16, days_since_reference=3))] == ["70", "76"]
    assert keyed("uppf", "G9=1", facts=Facts(age=16)) == [[]]


def test_the_ratings_that_are_all_alike_are_asked_about_once_all_are_there() -> None:
    steps = RATINGS.split()
    told = keyed("grund", *steps)
    assert told[-1] == ["78"]
    assert not any("78" in ids for ids in told[:-1])


def test_days_of_use_are_asked_about_when_the_last_substance_is_keyed() -> None:
    codes = answers_of(USE)
    told = keyed("uppf", "G19=3", "G20=10", *(f"{code}={30 if code == 'D1-30d' else 0}" for code in codes))
    assert told[-1] == ["4", "5"]
    assert not any("4" in ids for ids in told[:-1])


@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 0)])
def test_a_change_asks_only_the_checks_that_read_what_it_changes(before: int, after: int) -> None:
    """E4 decides E5; nothing else is asked, so a check that could not be asked is left as it stands."""
    interview = begin(instrument(), "grund", {"E4": before, "E5": 1, "D1-30d": 0, "D2-30d": 3})
    change = Change("E4", before, after)
    changed = interview.changed(change)
    assert fired_after((), interview, changed, change, Facts()) == tuple(
        one for one in fired(changed, Facts()) if one.check.id == "14"
    )


def test_the_index_names_every_check_at_every_question_that_it_reads() -> None:
    reading = instrument().checks_reading
    assert {(code, name) for code, names in reading.items() for name in names} == {
        (code, name) for name, check in CHECKS.items() for code in items(check.when)
    }
    assert [name for name in CHECKS if not any(name in names for names in reading.values())] == ["70", "76"]


READ = sorted(instrument().checks_reading)


@st.composite
def answered(draw: st.DrawFn) -> Interview:
    form = draw(st.sampled_from(FORMS))
    codes = draw(st.lists(st.sampled_from(READ), max_size=60))
    return begin(instrument(), form, {code: draw(_small(code)) for code in codes})


def _small(code: str) -> st.SearchStrategy[Value]:
    """Legal answers, noughts and ones most of all: with them the checks come and go."""
    question = instrument().questions[code]
    few = [value for value in (0, 1, 2) if question.allows(value)]
    return st.one_of(st.sampled_from(few), st.sampled_from(few), legal(question)) if few else legal(question)


FACTS = st.builds(
    Facts,
    age=st.one_of(st.none(), st.integers(15, 90)),
    days_since_reference=st.one_of(st.none(), st.integers(0, 400)),
    remarks=st.frozensets(st.sampled_from(["G20", "D24", "L27", "M1"])),
    earlier_base=st.dictionaries(st.sampled_from(["M1", "D17", "L3", "L21", "P1"]), st.integers(0, 3)),
)


@given(data=st.data(), interview=answered(), facts=FACTS)
def test_what_fires_after_a_change_is_what_fires_from_scratch(
    data: st.DataObject, interview: Interview, facts: Facts
) -> None:
    standing = fired(interview, facts)
    for _ in range(data.draw(st.integers(1, 8))):
        code = data.draw(st.sampled_from([code for code in READ if code in interview.plan.questions]))
        change = Change(code, interview.answers.get(code), data.draw(st.one_of(st.none(), _small(code))))
        changed = interview.changed(change)
        after = fired_after(standing, interview, changed, change, facts)
        assert after == fired(changed, facts)
        rests_on = {one.check.id: one.values for one in standing}
        assert fired_by(interview, changed, change, facts) == tuple(
            one for one in after if rests_on.get(one.check.id) != one.values
        )
        interview, standing = changed, after


@given(interview=answered(), facts=FACTS)
def test_a_check_rests_on_known_values_that_it_reads(interview: Interview, facts: Facts) -> None:
    for one in fired(interview, facts):
        assert set(one.codes) <= items(one.check.when)
        assert all(interview.standings[code].value == value for code, value in one.values)
        assert Code.X not in dict(one.values).values()
        assert interview.form.id in one.check.forms
