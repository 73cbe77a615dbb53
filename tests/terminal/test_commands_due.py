"""`asi due` and `asi doctor`: who is due as a table, a line, JSON and a calendar; items reckoned from scratch."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.terminal.site import run
from tests.terminal.typist import surroundings


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Practice data in a file: looked at as Anna Berg, who is not named for the protected client."""
    place = tmp_path_factory.mktemp("due")
    assert run("demo", "--database", str(place / "asi.db"), environment=surroundings(place)).returncode == 0
    return place


def asi(place: Path, *arguments: str) -> tuple[int, str, str]:
    done = run(*arguments, environment=surroundings(place))
    return done.returncode, done.stdout, done.stderr


def test_who_is_due_is_told_in_each_way(practice: Path) -> None:
    _, told, _ = asi(practice, "due", "--all", "--json")
    rows = json.loads(told)
    assert list(rows[0]) == ["client", "kind", "due", "days", "state", "responsible"]
    assert {row["kind"] for row in rows} == {"base", "follow_up", "feedback", "rating", "signature", "intervention"}
    _, table, _ = asi(practice, "due", "--all")
    assert len(table.splitlines()) == len(rows)
    assert "grundintervju" in table
    assert "0ZMD-SGPD" not in table + told
    code, line, said = asi(practice, "due", "--brief")
    assert (code, len(line.splitlines()), said) == (0, 1, "")
    _, north, _ = asi(practice, "due", "--unit", "vuxen norr", "--json")
    assert 0 < len(json.loads(north)) < len(rows)
    _, ics, _ = asi(practice, "due", "--all", "--ics")
    events = Calendar.from_ical(ics).walk("VEVENT")
    assert len(events) == len({event["UID"] for event in events}) == len(rows)
    assert all(event.decoded("DTSTART").weekday() < 5 for event in events)
    assert not any(name in ics for name in ("Rahimi", "Berg", "0ZMD"))


def test_an_unknown_unit_names_the_nearest(practice: Path) -> None:
    code, out, said = asi(practice, "due", "--unit", "Vuxen Nor")
    assert (code, out) == (2, "")
    assert "Vuxen Norr" in said


def test_the_doctor_lists_what_differs_and_puts_it_right(practice: Path) -> None:
    assert asi(practice, "doctor")[0] == 0
    with closing(sqlite3.connect(practice / "asi.db")) as other, other:
        other.execute(
            "UPDATE follow_up SET due_on = '2001-02-03' WHERE id ="
            " (SELECT min(id) FROM follow_up WHERE closed_at IS NULL AND kind = 'rating')"
        )
    code, listed, _ = asi(practice, "doctor")
    assert (code, len(listed.splitlines())) == (1, 1)
    assert "2001-02-03" in listed
    assert asi(practice, "doctor", "--repair")[0] == 0
    assert asi(practice, "doctor")[:2] == (0, "")
