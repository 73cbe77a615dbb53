"""What stands beside the answers while they are keyed: marks, checks that fire, remarks that silence, acceptances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import pytest

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.answer import Value
from asi_tui.core.check_review import accepted
from asi_tui.core.checks import CheckKind, Facts, Fired, fired
from asi_tui.core.interview import Change, Interview
from asi_tui.core.notebook import Notebook, open_notebook, stands_at
from tests.core.check_samples import facts_in, on
from tests.scenario import coded


@dataclass(slots=True)
class Keyer:
    """Somebody who keys an interview with the notebook beside it; `new` are the checks that the latest answer fired."""

    interview: Interview
    notebook: Notebook
    new: tuple[Fired, ...] = ()

    def answers(self, line: str) -> Self:
        """Give the answers of a line such as "M6=0 M7=4"; "M6=" clears."""
        for word in line.split():
            code, _, text = word.partition("=")
            after: Value | None = coded(int(text) if text.isdigit() else text) if text else None
            change = Change(code, self.interview.answers.get(code), after)
            was, self.interview = self.interview, self.interview.changed(change)
            self.notebook, self.new = self.notebook.after(was, self.interview, change)
        return self

    def wants_remark(self, line: str) -> bool:
        """Whether the answer wants a remark; it is given."""
        code, _, text = line.partition("=")
        change = Change(code, self.interview.answers.get(code), coded(int(text) if text.isdigit() else text))
        wanted = self.notebook.wants_remark(self.interview, self.interview.changed(change), change)
        self.answers(line)
        return wanted

    def remarks(self, about: str, text: str) -> Self:
        """Write a remark; an empty one takes it away."""
        self.notebook = self.notebook.with_remark(self.interview, Remark(about=about, text=text))
        return self

    def accepts(self, number: str) -> Self:
        """Deal with an open check."""
        one = next(one for one in self.notebook.open if one.check.number == number)
        reason = 1 if one.check.kind is CheckKind.SOFT else None
        acceptance = accepted(one, "gruppledaren underrättad", reason=reason)
        assert isinstance(acceptance, Acceptance)
        self.notebook = self.notebook.with_acceptance(acceptance)
        return self

    def mark(self, code: str) -> str:
        """The signs beside a question."""
        return self.notebook.mark(self.interview, code)

    @property
    def open(self) -> str:
        """The numbers of the open checks."""
        return numbers(self.notebook.open)

    @property
    def told(self) -> str:
        """The numbers of the checks that the latest answer fired."""
        return numbers(self.new)


def numbers(some: tuple[Fired, ...]) -> str:
    return " ".join(one.check.number for one in some)


def keyer(line: str = "", form: str = "grund", facts: Facts | None = None, *remarks: Remark) -> Keyer:
    """A keyer who opens an interview that has those answers, and whose client is forty."""
    interview = on(form, line)
    return Keyer(interview, open_notebook(interview, facts or facts_in(line), remarks, ()))


MARKS: list[tuple[str, str, dict[str, str]]] = [
    ("nothing fires", "M6=3 M7=1", {"M6": "", "M7": ""}),
    ("a soft check, at the last box it rests on", "M6=12 M7=0", {"M6": "", "M7": "?"}),
    ("a hard check", "D1-30d=10 D2-30d=12", {"D1-30d": "", "D2-30d": "!"}),
    ("one of each", "M6=12 M7=0 D1-30d=10 D2-30d=12", {"M7": "?", "D2-30d": "!"}),
    ("a safety box", "P9-30d=1", {"P9-30d": "!", "P10-30d": ""}),
    ("what is forced waits for nobody", "E4=0", {"E4": "", "E5": ""}),
    ("X leaves it unknown", "M6=12 M7=X", {"M6": "", "M7": ""}),
]


@pytest.mark.parametrize(("line", "marks"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_the_signs_beside_a_question_tell_what_waits_there(line: str, marks: dict[str, str]) -> None:
    anna = keyer(line)
    assert {code: anna.mark(code) for code in marks} == marks


@pytest.mark.parametrize(
    ("line", "code", "sign"), [("", "M6", "*"), ("M6=12 M7=0", "M7", "?*"), ("P9-30d=1", "P9-30d", "!*")]
)
def test_a_remark_adds_its_sign_and_takes_it_away_again(line: str, code: str, sign: str) -> None:
    anna = keyer(line).remarks(code, "enligt mamman")
    assert anna.mark(code) == sign
    assert anna.remarks(code, "").mark(code) == sign.removesuffix("*")


def test_an_accepted_check_takes_its_sign_with_it() -> None:
    assert keyer("M6=12 M7=0").accepts("9").mark("M7") == ""


def test_the_checks_open_at_a_question_rest_on_it_or_send_the_keyer_to_it() -> None:
    anna = keyer("M6=12 M7=0 D1-30d=10 D2-30d=12 F30=4 F32=0 F34=2")
    at = {
        code: numbers(anna.notebook.open_at(anna.interview, code))
        for code in ("M6", "M7", "D1-30d", "D2-30d", "F30", "F32", "F34", "G9")
    }
    assert at == {
        "M6": "9", "M7": "9", "D1-30d": "22", "D2-30d": "22", "F30": "51", "F32": "51", "F34": "51", "G9": ""
    }  # fmt: skip


STEPS: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "once, and again only when a value changes",
        [("M6=12", "", ""), ("M7=0", "9", "9"), ("M7=0", "", "9"), ("M8=0", "", "9"), ("M6=13", "9", "9")],
    ),
    ("silent on what is unknown", [("M6=X", "", ""), ("M7=0", "", ""), ("M6=12", "9", "9"), ("M6=", "", "")]),
    (
        "put right, and wrong again",
        [("D1-30d=10 D2-30d=12", "22", "22"), ("D2-30d=9", "", ""), ("D2-30d=11", "22", "22")],
    ),
    ("what is forced is told but never open", [("E4=1 E5=1", "", ""), ("E4=0", "", "")]),
    ("a safety box", [("P9-30d=1", "68", "68"), ("P10-30d=0", "", "68"), ("P9-30d=0", "", "")]),
]
"""What is answered, which checks it fires, and which are then open."""


@pytest.mark.parametrize("steps", [steps for _, steps in STEPS], ids=[name for name, _ in STEPS])
def test_an_answer_fires_a_check(steps: list[tuple[str, str, str]]) -> None:
    anna = keyer()
    for line, told, still in steps:
        anna.answers(line)
        assert (anna.told, anna.open) == (told, still), line
        assert anna.notebook.fired == fired(anna.interview, anna.notebook.facts)


def test_an_acceptance_counts_until_a_value_changes_and_counts_again_when_it_comes_back() -> None:
    anna = keyer().answers("M6=12 M7=0").accepts("9")
    assert anna.open == ""
    assert (anna.answers("M6=13").told, anna.open) == ("9", "9")
    assert (anna.answers("M6=12").told, anna.open) == ("", "")


def test_a_check_that_was_accepted_is_not_told_when_its_other_side_is_answered_alike() -> None:
    anna = keyer().answers("M6=12 M7=0").accepts("9").answers("M7=")
    assert (anna.answers("M7=0").told, anna.open) == ("", "")


def test_a_safety_box_waits_until_what_was_done_is_written_and_comes_back_with_a_second_sign() -> None:
    anna = keyer().answers("P9-30d=1")
    assert numbers(anna.notebook.safety) == "68"
    anna.accepts("68")
    assert (numbers(anna.notebook.safety), anna.open, len(anna.notebook.fired)) == ("", "", 1)
    assert (anna.answers("P10-30d=1").told, numbers(anna.notebook.safety)) == ("68", "68")


def test_a_soft_check_is_no_safety_box() -> None:
    assert keyer("M6=12 M7=0").notebook.safety == ()


def test_a_remark_silences_a_check_that_asks_for_one_and_no_other() -> None:
    line = "D3-30d..D12-30d=0 D9-30d=4 D24=0 M6=12 M7=0"
    anna = keyer(line)
    assert anna.open == "9 32"
    assert anna.remarks("M7", "värk").open == "9 32"
    assert anna.remarks("D24", "bjöds").open == "9"
    assert anna.remarks("D24", "").open == "9 32"


def test_a_remark_that_lies_in_the_casebook_silences_from_the_start_unless_it_was_taken_away() -> None:
    line = "D3-30d..D12-30d=0 D9-30d=4 D24=0"
    assert keyer(line, "grund", None, Remark(about="D24", text="bjöds")).open == ""
    taken = (Remark(about="D24", text="bjöds"), Remark(about="D24", text=""))
    opened = keyer(line, "grund", None, taken[1])
    assert (opened.open, opened.notebook.remarks) == ("32", {})


X_HERE: list[tuple[str, str, str, bool]] = [
    ("X where a hard check was", "D1-30d=10 D2-30d=12", "D2-30d=X", True),
    ("X on the other value it rests on", "D1-30d=10 D2-30d=12", "D1-30d=X", True),
    ("X where nothing was wrong", "D1-30d=12 D2-30d=10", "D2-30d=X", False),
    ("X where a soft check was", "M6=12 M7=0", "M7=X", False),
    ("X that leaves the hard check standing", "M6=0 M7=0 M8=3", "M7=X", False),
    ("a number that puts it right", "D1-30d=10 D2-30d=12", "D2-30d=10", False),
]


@pytest.mark.parametrize(("line", "answer", "wanted"), [row[1:] for row in X_HERE], ids=[row[0] for row in X_HERE])
def test_x_wants_a_remark_where_it_settles_a_hard_check(line: str, answer: str, wanted: bool) -> None:
    assert keyer(line).wants_remark(answer) is wanted


def test_x_wants_no_remark_where_there_is_one() -> None:
    assert not keyer("D1-30d=10 D2-30d=12").remarks("D2-30d", "klienten har gått").wants_remark("D2-30d=X")


def test_on_another_form_the_notebook_holds_what_fires_there() -> None:
    anna = keyer("M6=12 M7=0 D1-life=10 D2-life=12", "grund")
    assert anna.open == "9 23"
    short = on("grund-kort", "M6=12 M7=0")
    assert numbers(anna.notebook.on(short).open) == "9"
    assert anna.notebook.on(short).on(anna.interview) == anna.notebook


def test_a_check_that_rests_on_facts_alone_stands_at_the_first_question() -> None:
    anna = keyer("", "grund", Facts(age=17))
    (one,) = anna.notebook.open
    assert (one.check.number, one.at, stands_at(one, anna.interview)) == ("70", None, "G9")
    assert (anna.mark("G9"), anna.mark("G14")) == ("?", "")
    assert numbers(anna.notebook.open_at(anna.interview, "G9")) == "70"
    assert numbers(anna.notebook.open_at(anna.interview, "G14")) == ""
