"""Slips of the finger: keys that a box refuses."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from tests.terminal.key_file import Keyed

REFUSED_BY_TYPE = {
    "yes_no": "7",
    "rating0_4": "9",
    "days30": "31",
    "lifetime_years": "q",
    "count": "q",
    "years_months": "0112",
    "money": "1000000",
    "text": "5",
}


@cache
def facts() -> dict[str, dict[str, str]]:
    """The boxes of the questionnaire, by code."""
    with (Path(__file__).parents[1] / "instrument_facts.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def refused(box: Keyed) -> str:
    """Keys of which the box refuses the last: a digit, or a letter where all digits are legal."""
    row = facts()[box.code]
    if row["type"] != "choice":
        return REFUSED_BY_TYPE[row["type"]]
    return "0" * len(row["max"]) if int(row["min"]) else "99"[: len(row["max"])] if int(row["max"]) < 9 else "q"
