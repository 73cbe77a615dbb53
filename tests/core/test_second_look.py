"""Ratings to be looked at again: those under which an answer has moved since they were given, and no others."""

from __future__ import annotations

import pytest

from asi_tui.core.answer import Value, to_stored
from asi_tui.core.given import GivenAnswer, newest
from asi_tui.core.interview import restore
from asi_tui.core.second_look import Looks, in_words, looks
from tests.scenario import coded, instrument


def given(line: str) -> list[GivenAnswer]:
    """Answers in the order they are written: M1=3 M9=4 M1=12; M1= is cleared."""
    pairs = [pair.partition("=")[::2] for pair in line.split()]
    return [GivenAnswer(row, code, to_stored(_value(value))) for row, (code, value) in enumerate(pairs, 1)]


def _value(text: str) -> Value | None:
    return coded(int(text) if text.isdigit() else text) if text else None


def looked(line: str, form: str = "grund") -> Looks:
    answers = given(line)
    return looks(restore(instrument(), form, newest(answers)), answers)


HISTORIES: dict[str, tuple[str, dict[str, str]]] = {
    "nothing was changed": ("M1=3 M7=1 M9=4", {}),
    "nothing is rated": ("M1=3 M1=12", {}),
    "a key item was changed afterwards": ("M1=3 M9=4 M1=12", {"M9": "M1 3 → 12"}),
    "it was changed before": ("M1=3 M1=12 M9=4", {}),
    "the client's own rating was changed": ("M7=1 M9=4 M7=4", {"M9": "M7 1 → 4"}),
    "two of them": ("M1=3 M7=1 M9=4 M7=4 M1=2", {"M9": "M1 3 → 2, M7 1 → 4"}),
    "it was changed and changed back": ("M1=3 M9=4 M1=12 M1=3", {}),
    "it was cleared": ("M1=3 M9=4 M1=", {"M9": "M1 3 → unanswered"}),
    "it was answered only then": ("M9=4 M1=3", {"M9": "M1 unanswered → 3"}),
    "it became X": ("M1=3 M9=4 M1=X", {"M9": "M1 3 → X"}),
    "what the rating does not rest on was changed": ("M6=3 M9=4 M6=12", {}),
    "another area was changed": ("E20=1 E22=2 M9=4 E20=3", {"E22": "E20 1 → 3"}),
    "the rating was given again": ("M1=3 M9=4 M1=12 M9=6", {}),
    "it was given again and is the same": ("M1=3 M9=4 M1=12 M9=4", {}),
    "it was given again, and then all was changed back": ("M1=3 M9=4 M1=12 M9=4 M1=3", {"M9": "M1 12 → 3"}),
    "the rating was taken back": ("M1=3 M9=4 M1=12 M9=", {}),
    "another rating followed": ("M1=3 M9=4 E22=2 M1=12 E22=3", {"M9": "M1 3 → 12"}),
    "a rating that is X": ("M1=3 M9=X M1=12", {"M9": "M1 3 → 12"}),
    "the two ratings of one sheet rest on it": (
        "D1-30d=3 D32=4 D33=2 D1-30d=9",
        {"D32": "D1-30d 3 → 9", "D33": "D1-30d 3 → 9"},
    ),
    "each of the two has the client's own": ("D28=1 D29=1 D32=4 D33=2 D29=3", {"D33": "D29 1 → 3"}),
}


@pytest.mark.parametrize("case", HISTORIES)
def test_what_has_moved_under_a_rating_since_it_was_given(case: str) -> None:
    line, wanted = HISTORIES[case]
    assert {code: str(in_words(moved)) for code, moved in looked(line).items()} == wanted


def test_what_a_skip_takes_away_has_moved() -> None:
    gate = "L1=1 L3=2 L24=1 L25=5 L30=4"
    moved = looked(f"{gate} L24=0").get("L30", ())
    assert {one.code: (one.then, one.now) for one in moved}["L25"] == (5, coded("N"))


def test_they_come_in_the_order_of_the_form() -> None:
    assert list(looked("P21=3 M9=4 P13=2 M1=1")) == ["M9", "P21"]
