"""What the common things cost in keys: a wrong digit put right, and going to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from asi_tui.core.answer import Value
from tests.scenario import FORMS, Scenario, keys_of


@dataclass(frozen=True)
class Repair:
    """A wrong answer, and the keys that put it right; the digits of the right answer cost what they always do."""

    at: str
    before: str
    repair: str
    right: Mapping[str, Value | None]
    stands_at: str
    digits: int = 1

    @property
    def keys(self) -> int:
        """The keys that the mistake costs."""
        return len(keys_of(self.repair))


REPAIRS: dict[str, Repair] = {
    "noticed at once: back, and the right digit": Repair("M7", "1", "Up 2", {"M7": 2}, "M8"),
    "noticed at once: taken back as in a text": Repair("M7", "1", "Backspace 2", {"M7": 2}, "M8"),
    "taken back and asked anew": Repair("M7", "1", "u 2", {"M7": 2}, "M8"),
    "noticed a question later": Repair("M7", "1 3", "Up Up 2", {"M7": 2, "M8": 3}, "M8"),
    "half of two digits": Repair("M6", "1", "Backspace", {"M6": None}, "M6"),
    "two digits": Repair("M6", "1 2", "Up 0 3", {"M6": 3}, "M7", digits=2),
    "an x": Repair("M7", "x", "Up 2", {"M7": 2}, "M8"),
    "a digit that answered one too many": Repair("M7", "1 1", "u", {"M7": 1, "M8": None}, "M8"),
    "it was right after all": Repair("M7", "1 Up 2", "u", {"M7": 1}, "M7"),
}


@pytest.mark.parametrize("case", REPAIRS)
@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_key_is_put_right_with_at_most_three(form: str, case: str) -> None:
    repair = REPAIRS[case]
    Scenario(form).at(repair.at).keys(repair.before).keys(repair.repair).has(repair.right).stands_at(repair.stands_at)
    assert repair.keys <= 3


@pytest.mark.parametrize("code", ["M6", "D14", "P21", "H1-A"])
@pytest.mark.parametrize("command", ["g", "F4"])
def test_going_to_a_question_takes_at_most_three_keys_beside_its_code(code: str, command: str) -> None:
    scenario = Scenario("grund")
    wanted = code if code in scenario.desk.interview.plan.place else "P20"
    typed = f'{command} "{wanted}" Enter'
    scenario.keys(typed).stands_at(wanted)
    assert len(keys_of(typed)) - len(wanted) <= 3
    scenario.keys(f"{command} Enter").stands_at(scenario.desk.interview.first())
