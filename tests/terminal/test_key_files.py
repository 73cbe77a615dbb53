"""The key files are what the tests of whole forms rest on: each types every box of its form once, with all answers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from asi_tui.core.answer import Code
from asi_tui.core.checks import CheckKind, Facts, fired
from asi_tui.core.interview import begin
from tests.scenario import FORMS, instrument
from tests.terminal.key_file import Keyed, key_file, read, write
from tests.terminal.typist import keys_in

FACTS = Path(__file__).parents[1] / "instrument_facts.csv"


def facts(form: str) -> list[dict[str, str]]:
    """The boxes asked in the interview of that form, in order, as the printed questionnaire has them."""
    with FACTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row for row in rows if row[form.replace("-", "_")] == "1" and row["step"] == "interview"]


def codes_of(row: dict[str, str]) -> frozenset[str]:
    """The digits of a box that is answered from a list."""
    if row["type"] == "yes_no" or row["codes"].startswith("0="):
        return frozenset(re.findall(r"(?:^|;)(\d+)=", row["codes"]))
    return (
        frozenset(re.findall(r"(?:^|;|:)(\d+)=", row["codes"]))
        if row["type"] in ("choice", "rating0_4")
        else frozenset()
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_key_file_types_every_box_of_the_interview_once_in_order(form: str) -> None:
    assert [box.code for box in key_file(form)] == [row["code"] for row in facts(form)]


@pytest.mark.parametrize("form", FORMS)
def test_a_key_file_stores_values_that_the_form_takes_and_both_codes(form: str) -> None:
    for box, row in zip(key_file(form), facts(form), strict=True):
        if box.stored == "N":
            assert row["allow_n"] == "1", box
        elif box.stored != "X" and row["type"] != "text":
            assert int(row["min"]) <= int(box.stored) <= int(row["max"]), box
    values = {box.stored for box in key_file(form)}
    assert {"X", "N"} <= values


@pytest.mark.parametrize("form", FORMS)
def test_a_key_file_contradicts_itself_nowhere(form: str) -> None:
    values = {
        box.code: Code(box.stored)
        if box.stored in ("X", "N")
        else int(box.stored)
        if box.stored.isdigit()
        else box.stored
        for box in key_file(form)
    }
    kinds = {one.check.kind for one in fired(begin(instrument(), form, values), Facts(age=40))}
    assert CheckKind.HARD not in kinds


def lists() -> Iterator[tuple[frozenset[str], int, set[str]]]:
    """Each list of answers with at least three times as many boxes as answers, and the digits typed in them."""
    boxes = [(codes_of(row), box) for form in FORMS for row, box in zip(facts(form), key_file(form), strict=True)]
    for codes in {codes for codes, _ in boxes if codes}:
        typed = [box.stored for own, box in boxes if own == codes]
        yield codes, len(typed), {value for value in typed if value.isdigit()}


def test_the_key_files_type_every_digit_of_the_lists_that_many_boxes_share() -> None:
    shared = [(codes, typed) for codes, boxes, typed in lists() if boxes >= 3 * len(codes)]
    assert len(shared) >= 4
    for codes, typed in shared:
        assert typed == codes


def test_the_key_files_type_different_digits_where_few_boxes_share_a_list() -> None:
    few = [(boxes, typed) for codes, boxes, typed in lists() if boxes < 3 * len(codes)]
    assert len(few) >= 4
    for boxes, typed in few:
        assert len(typed) >= min(boxes, 3) - 1


def test_the_key_files_are_written_as_they_are_read(tmp_path: Path) -> None:
    boxes = (Keyed("G9", "1", "1"), Keyed("M3-spec", "å, två ord{Enter}", "å, två ord"), Keyed("M2", "0203", "27"))
    write(tmp_path / "keys.txt", boxes)
    assert read(tmp_path / "keys.txt") == boxes


def test_the_names_of_keys_stand_for_single_keys() -> None:
    assert keys_in("07{Enter}å{PadComma}") == [b"0", b"7", b"\r", "å".encode(), b"\x1bOl"]
