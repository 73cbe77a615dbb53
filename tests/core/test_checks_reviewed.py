"""Dealing with checks: accepted with a reason as long as the values stand, settled by X with a remark, acknowledged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Code, Value
from asi_tui.core.check_review import (
    OTHER,
    SOFT_REASONS,
    WHEN_THE_CLIENT_HAS_GONE,
    acceptance_of,
    accepted,
    digest,
    open_checks,
    settled_by_x,
    silenced_by_x,
)
from asi_tui.core.checks import CheckKind, Facts, Fired, fired, fires
from asi_tui.core.expression import Coded, Node
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.core.truth import parts
from asi_tui.message import Message
from tests.core.check_samples import SAMPLES, answers_of, check_rows, facts_in, on
from tests.scenario import instrument

ROWS = check_rows()
CHECKS = instrument().checks
SIGNED_OFF = "Underrättade gruppledaren kl. 10."


def the_fired(number: str) -> tuple[Interview, Facts, Fired]:
    """An interview in which the check fires."""
    text = SAMPLES[number].fires
    interview, facts = on(ROWS[number]["forms"].split()[0], text), facts_in(text)
    (one,) = [one for one in fired(interview, facts) if one.check.number == number]
    return interview, facts, one


def an_acceptance(one: Fired) -> Acceptance:
    made = accepted(one, SIGNED_OFF, reason=2 if one.check.kind is CheckKind.SOFT else None)
    assert isinstance(made, Acceptance)
    return made


def open_numbers(interview: Interview, facts: Facts, *acceptances: Acceptance) -> list[str]:
    return [one.check.number for one in open_checks(interview, facts, acceptances)]


def changed(interview: Interview, code: str, value: int | Code | None) -> Interview:
    return interview.changed(Change(code, interview.answers.get(code), value))


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row["kind"] in ("soft", "safety")])
def test_a_soft_or_safety_check_is_open_until_it_is_dealt_with(number: str) -> None:
    interview, facts, one = the_fired(number)
    assert number in open_numbers(interview, facts)
    assert number not in open_numbers(interview, facts, an_acceptance(one))


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row["kind"] == "hard"])
def test_a_hard_check_is_never_accepted(number: str) -> None:
    interview, facts, one = the_fired(number)
    refused = accepted(one, "finns på papper", reason=4)
    assert isinstance(refused, Message)
    assert str(WHEN_THE_CLIENT_HAS_GONE) in str(refused)
    forged = Acceptance(check=one.check.id, digest=digest(one), reason=4)
    assert number in open_numbers(interview, facts, forged)


def test_a_forced_value_is_said_and_never_open() -> None:
    interview, facts, one = the_fired("14")
    assert open_numbers(interview, facts) == []
    assert isinstance(accepted(one, "ja", reason=1), Message)


@pytest.mark.parametrize(
    ("number", "code", "value"),
    [
        ("51", "F30", 7),
        ("17", "E12", 5),
        ("4", "D3-30d", 2),
        ("77", "E11", 25),
        ("68", "P10-30d", 1),
        ("61", "P4-30d", 1),
    ],
)
def test_an_acceptance_expires_when_a_value_in_it_changes(number: str, code: str, value: int) -> None:
    interview, facts, one = the_fired(number)
    kept = an_acceptance(one)
    other = changed(interview, code, value)
    (again,) = [new for new in fired(other, facts) if new.check.number == number]
    assert digest(again) != digest(one)
    assert number in open_numbers(other, facts, kept)
    back = changed(other, code, interview.answers.get(code))  # type: ignore[arg-type]
    assert number not in open_numbers(back, facts, kept), "the values are those that were accepted"


@pytest.mark.parametrize(("number", "code", "value"), [("51", "F34", 3), ("51", "F31", 2), ("68", "P10-30d", 0)])
def test_an_acceptance_stands_when_other_values_change(number: str, code: str, value: int) -> None:
    interview, facts, one = the_fired(number)
    assert number not in open_numbers(changed(interview, code, value), facts, an_acceptance(one))


def test_an_acceptance_expires_when_a_fact_in_it_changes() -> None:
    interview, facts, one = the_fired("50")
    assert open_numbers(interview, facts, an_acceptance(one)) == []
    assert open_numbers(interview, replace(facts, age=19), an_acceptance(one)) == ["50"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("17", "E11=0 E12=900"),
        ("68", "P9-30d=1"),
        ("72", "G20=29 E19=N"),
        ("75", "L21=3 earlier_base(L21)=4"),
        ("70", "age=17"),
        ("7", "G19=1 L26=1"),
    ],
)
def test_the_digest_is_the_values_in_a_line(number: str, text: str) -> None:
    assert digest(the_fired(number)[2]) == text


def test_a_digest_is_short_and_the_same_in_every_form() -> None:
    for number, row in ROWS.items():
        text = SAMPLES[number].fires
        digests = {
            digest(one)
            for form in row["forms"].split()
            for one in fired(on(form, text), facts_in(text))
            if one.check.number == number
        }
        assert len(digests) == 1
        assert len(digests.pop()) <= 200


def test_of_two_acceptances_the_newest_counts() -> None:
    _, _, one = the_fired("17")
    first, second = an_acceptance(one), replace(an_acceptance(one), reason=3)
    other = replace(first, digest="E11=0 E12=1")
    assert acceptance_of(one, [first, second, other]) == second
    assert acceptance_of(one, [other]) is None
    assert acceptance_of(one, []) is None


def test_there_are_five_reasons() -> None:
    assert list(SOFT_REASONS) == [1, 2, 3, 4, 5]
    assert len({str(said) for said in SOFT_REASONS.values()}) == 5


@pytest.mark.parametrize(
    ("number", "reason", "text", "says"),
    [
        ("17", None, "", "choose a reason from 1 to 5"),
        ("17", 0, "", "choose a reason from 1 to 5"),
        ("17", 6, "", "choose a reason from 1 to 5"),
        ("17", OTHER, "", "write the reason in words"),
        ("17", OTHER, "  ", "write the reason in words"),
        ("68", None, "", "write what has been done"),
        ("68", 2, " ", "write what has been done"),
        ("22", 2, "", "this cannot be accepted: put it right"),
        ("14", 2, "", "there is nothing to accept"),
    ],
)
def test_an_acceptance_without_what_it_needs_is_refused(number: str, reason: int | None, text: str, says: str) -> None:
    refused = accepted(the_fired(number)[2], text, reason=reason)
    assert isinstance(refused, Message)
    assert says in str(refused)


@pytest.mark.parametrize(
    ("number", "reason", "text", "kept"),
    [
        ("17", 1, "", Acceptance(check="17", digest="E11=0 E12=900", reason=1)),
        ("17", 5, " semesterlön ", Acceptance(check="17", digest="E11=0 E12=900", reason=5, text="semesterlön")),
        ("68", None, SIGNED_OFF, Acceptance(check="68", digest="P9-30d=1", text=SIGNED_OFF)),
        ("68", 2, SIGNED_OFF, Acceptance(check="68", digest="P9-30d=1", text=SIGNED_OFF)),
    ],
)
def test_an_acceptance_keeps_the_values_and_the_reason(
    number: str, reason: int | None, text: str, kept: Acceptance
) -> None:
    assert accepted(the_fired(number)[2], text, reason=reason) == kept


HARD = [name for name, check in CHECKS.items() if check.kind is CheckKind.HARD]


def names_of_codes(node: Node) -> set[Code]:
    """X and N as far as a condition names them."""
    named = {part.code for part in parts(node) if isinstance(part, Coded)}
    return named | {code for part in parts(node) for code in getattr(part, "codes", ())}


@pytest.mark.parametrize("name", HARD)
def test_no_hard_check_names_x(name: str) -> None:
    assert Code.X not in names_of_codes(CHECKS[name].when)


def test_some_checks_name_n() -> None:
    assert [name for name in CHECKS if Code.N in names_of_codes(CHECKS[name].when)][:2] == ["1", "38:D1"]


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row["kind"] == "hard"])
def test_x_with_a_remark_settles_a_hard_check(number: str) -> None:
    interview, facts, one = the_fired(number)
    first = one.check.items[0]
    assert not settled_by_x(one.check, interview, facts)
    gone = changed(interview, first, Code.X)
    assert not fires(one.check, gone, facts), "unknown is not true"
    assert not settled_by_x(one.check, gone, facts), "the remark is wanted"
    told = replace(facts, remarks=frozenset({first}))
    assert settled_by_x(one.check, gone, told)
    assert number not in open_numbers(gone, told)
    assert not settled_by_x(one.check, interview, told), "a remark alone settles nothing"


def test_x_in_a_value_beside_the_contradiction_settles_nothing() -> None:
    facts = Facts(remarks=frozenset({"M7"}))
    still = begin(instrument(), "grund", {"M6": 0, "M7": Code.X, "M8": 3})
    assert open_numbers(still, facts) == ["10"]
    assert not settled_by_x(CHECKS["10"], still, facts)


def test_only_hard_checks_are_settled_by_x() -> None:
    facts = Facts(remarks=frozenset({"E12"}))
    assert not settled_by_x(CHECKS["17"], begin(instrument(), "grund", {"E11": 0, "E12": Code.X}), facts)


@pytest.mark.parametrize(
    ("answers", "change", "remarks", "ids"),
    [
        ("D1-30d=10 D2-30d=12", Change("D1-30d", 10, Code.X), "", ["22"]),
        ("D1-30d=10 D2-30d=12", Change("D1-30d", 10, Code.X), "D1-30d", []),
        ("D1-30d=10 D2-30d=12", Change("D1-30d", 10, 12), "", []),
        ("D1-30d=12 D2-30d=12", Change("D1-30d", 12, Code.X), "", []),
        ("M6=0 M7=2 M8=3", Change("M7", 2, Code.X), "", []),
        ("M6=0 M7=2 M8=3", Change("M6", 0, Code.X), "", ["10"]),
        ("E11=0 E12=5", Change("E12", 5, Code.X), "", []),
    ],
)
def test_x_on_a_contradiction_wants_a_remark(answers: str, change: Change, remarks: str, ids: list[str]) -> None:
    before = begin(instrument(), "grund", answers_of(answers))
    facts = Facts(remarks=frozenset(remarks.split()))
    silenced = silenced_by_x(before, before.changed(change), change, facts)
    assert [one.check.id for one in silenced] == ids


@given(name=st.sampled_from(HARD), data=st.data())
def test_x_in_the_first_of_its_boxes_always_silences_a_hard_check(name: str, data: st.DataObject) -> None:
    check = CHECKS[name]
    few: st.SearchStrategy[Value] = st.sampled_from([0, 1, 2, 30, Code.N])
    answers: dict[str, Value] = {
        code: data.draw(few) for code in sorted(instrument().checks_reading) if name in reads(code)
    }
    interview = begin(instrument(), "grund", {**answers, check.items[0]: Code.X})
    facts = Facts(age=data.draw(st.integers(0, 40)))
    skipped = interview.standings[check.items[0]].value is not Code.X
    assert skipped or not fires(check, interview, facts)


def reads(code: str) -> tuple[str, ...]:
    return instrument().checks_reading[code]
