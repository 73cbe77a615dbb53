"""What the instrument must hold, box by box: the table tests/instrument_facts.csv, apart from the program's data."""

from __future__ import annotations

import csv
from pathlib import Path

TABLE = Path(__file__).parents[1] / "instrument_facts.csv"

COLUMN = {"grund": "grund", "grund-kort": "grund_kort", "uppf": "uppf", "uppf-kort": "uppf_kort"}
"""Form -> the column that tells which boxes it has."""


def _rows() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


ROWS = _rows()


def form_codes(form: str) -> tuple[str, ...]:
    """The boxes of a form, in the order asked."""
    return tuple(code for code, row in ROWS.items() if row[COLUMN[form]] == "1")


def forms_with(*codes: str) -> tuple[str, ...]:
    """The forms that have all these boxes."""
    return tuple(form for form, column in COLUMN.items() if all(ROWS[code][column] == "1" for code in codes))
