"""`asi unit`, `asi staff` and `asi plan`: what they print and set, what they refuse, and how they end."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asi_tui.cli import main
from asi_tui.errors import ExitCode
from asi_tui.i18n import use_language
from asi_tui.program import account
from asi_tui.reports.client_sheet import client_sheet
from asi_tui.reports.document import Document
from asi_tui.reports.papers import Case
from asi_tui.store.casebook import open_casebook
from tests.terminal.site import add_base, add_client

DONE, FAULTS, USAGE = ExitCode.DONE, ExitCode.FAULTS_FOUND, ExitCode.USAGE


@dataclass
class Office:
    """A casebook with a unit and one member of staff, and the commands run on it."""

    place: Path
    captured: pytest.CaptureFixture[str]

    def asi(self, *arguments: str) -> tuple[int, str, str]:
        """How a command ended, what it printed, and what it said."""
        self.captured.readouterr()
        code = main(["--database", str(self.place / "asi.db"), "--lang", "en", *arguments])
        printed = self.captured.readouterr()
        return code, printed.out, printed.err

    def ok(self, *arguments: str) -> str:
        code, out, said = self.asi(*arguments)
        assert code == DONE, said
        return out

    def rows(self, *arguments: str) -> Any:
        return json.loads(self.ok(*arguments, "--json"))

    def file(self, text: str) -> str:
        path = self.place / "plan.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("ASI_DATABASE", "ASI_CONFIG", "ASI_LANG", "ASI_TODAY"):
        monkeypatch.delenv(name, raising=False)
    with closing(open_casebook(str(tmp_path / "asi.db"), practice=False, account=account())) as book:
        book.register_me("Anna Berg", "Vuxen Norr")
    yield Office(tmp_path, capsys)
    use_language("en")


ME = account()


def said_by(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{name}\n"))


def test_a_plan_is_made_from_its_template_checked_set_and_shown(office: Office) -> None:
    text = office.ok("plan", "template")
    text = text.replace("interval_months = 6", "interval_months = 12").replace(
        'interviewed = ""', 'interviewed = "Alla som utreds"'
    )
    text = text.replace('# responsible = "anna"', f'responsible = "{ME}"').replace(
        '# earlier = "after"', 'earlier = "never"'
    )
    file = office.file(text)
    assert office.asi("plan", "check", file) == (DONE, "", "")
    code, out, said = office.asi("plan", "set", file)
    assert (code, out) == (DONE, "")
    assert "Vuxen Norr: the plan holds from now on" in said
    shown = office.rows("plan", "show")
    assert (shown["unit"], shown["interval_months"], shown["earlier"]) == ("Vuxen Norr", 12, "never")
    assert shown["responsible"] == ME
    words = office.ok("plan", "show")
    assert "Months to the follow-up      12 months" in words
    assert "Answers for the plan         Anna Berg" in words
    assert office.ok("plan", "template").count("\n") == text.count("\n")
    (change,) = office.rows("plan", "history")
    assert change["by"] == "Anna Berg"
    assert change["changed"]["interval_months"] == [6, 12]
    assert "+ interval_months = 12" in office.ok("plan", "history")


def test_every_fault_of_a_plan_is_told_at_once_and_nothing_is_set(office: Office) -> None:
    file = office.file('interval_months = 40\nbase_form = "uppf"\nfeedback = "ja"\ninterval = 6\n')
    for command in ("check", "set"):
        code, out, _ = office.asi("plan", command, file)
        assert code == FAULTS
        told = [line for line in out.splitlines() if line.startswith("FAULT")]
        assert [line.split(":")[0] for line in told] == [
            "FAULT feedback", "FAULT interval", "FAULT interval_months", "FAULT base_form",
        ]  # fmt: skip
    assert office.asi("plan", "set", file)[2] == "Nothing was changed.\n"
    rows = json.loads(office.asi("plan", "check", file, "--json")[1])
    assert [row["key"] for row in rows if not row["note"]] == ["feedback", "interval", "interval_months", "base_form"]
    assert office.rows("plan", "show")["interval_months"] == 6


@pytest.mark.parametrize("command", ["check", "set"])
def test_a_plan_that_cannot_be_read_is_told(office: Office, command: str) -> None:
    code, _, said = office.asi("plan", command, str(office.place / "none.toml"))
    assert code == USAGE
    assert "the plan cannot be read: No such file" in said
    (office.place / "latin.toml").write_bytes('interviewed = "å"'.encode("latin-1"))
    code, _, said = office.asi("plan", command, str(office.place / "latin.toml"))
    assert code == USAGE
    assert "not UTF-8" in said
    code, out, _ = office.asi("plan", command, office.file("interval_months ="))
    assert code == FAULTS
    assert "This is not TOML" in out


def test_a_plan_comes_from_standard_input_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    said_by("interval_months = 12", monkeypatch)
    assert office.asi("plan", "set", "-")[0] == DONE
    assert office.rows("plan", "show")["interval_months"] == 12


def test_units_are_listed_added_and_set(office: Office) -> None:
    assert office.ok("unit", "add", "Ankaret") == "Ankaret\n"
    assert office.asi("unit", "add", "Ankaret")[0] == USAGE
    assert (
        office.asi("unit", "set", "--unit", "ankaret", "--interval", "12", "--no-feedback", "--rename", "Öppenvården")[
            0
        ]
        == DONE
    )
    rows = office.rows("unit", "list")
    assert [(row["unit"], row["staff"], row["interval_months"], row["feedback"]) for row in rows] == [
        ("Vuxen Norr", 1, 6, True),
        ("Öppenvården", 0, 12, False),
    ]
    assert "Öppenvården" in office.ok("unit", "list")
    assert office.asi("unit", "set")[0] == USAGE
    code, out, _ = office.asi("unit", "set", "--interval", "0", "--base-form", "grundkort")
    assert code == FAULTS
    assert "interval_months" in out
    assert "The nearest is grund-kort" in out
    code, _, said = office.asi("unit", "show", "Vuxen Nor")
    assert code == USAGE
    assert "the nearest is Vuxen Norr" in said
    assert office.rows("unit", "show")["staff"][0]["account"] == ME
    assert "Anna Berg" in office.ok("unit", "show")


def test_staff_are_added_changed_and_leave(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    said_by("Bo Ek", monkeypatch)
    assert office.ok("staff", "add", "bo", "--role", "Behandlare") == "bo  Vuxen Norr\n"
    assert "refresher due 2028-01-15" in office.ok("staff", "set", "bo", "--trained", "2026-01-15", "--role", "chef")
    rows = {row["account"]: row for row in office.rows("staff", "list")}
    assert (rows["bo"]["name"], rows["bo"]["role"], rows["bo"]["refresher_due"]) == ("Bo Ek", "chef", "2028-01-15")
    assert rows[ME]["training"] == "none"
    assert office.ok("staff", "list").startswith("!")
    code, _, said = office.asi("staff", "leave", "bo")
    assert code == USAGE, "only a manager may, and Bo is the manager now"
    assert "ask one of them: Bo Ek" in said


def test_whoever_leaves_is_listed_when_asked_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    said_by("Bo Ek", monkeypatch)
    office.ok("staff", "add", "bo")
    assert office.asi("staff", "leave", "bo", "--hand-over-to", ME, "--on", "2026-01-31")[2] == "bo has left.\n"
    assert [row["account"] for row in office.rows("staff", "list")] == [ME]
    assert [row["left_on"] for row in office.rows("staff", "list", "--left")] == [None, "2026-01-31"]
    assert "left 2026-01-31" in office.ok("staff", "list", "--left", "--all")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("staff", "set", "bo", "--role", "chef"), "No member of staff has this account"),
        (("staff", "set", ME, "--role", "boss"), "There is no role boss"),
        (("staff", "set", ME, "--trained", "igår"), "igår is no date"),
        (("staff", "set", ME, "--trained", "2199-01-01"), "The day lies in the future"),
        (("staff", "set", ME), "Nothing was told to change"),
        (("staff", "leave", ME, "--on", "2199-01-01"), "The day lies in the future"),
        (("staff", "list", "--unit", "Syd"), "there is no unit with this name"),
        (("plan", "show", "--unit", "Syd"), "there is no unit with this name"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(office: Office, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, said = office.asi(*arguments)
    assert (code, out) == (USAGE, "")
    assert sentence in said


@pytest.mark.parametrize("shown", [True, False])
def test_the_clients_sheet_tells_the_ratings_where_the_plan_says_so(
    office: Office, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_casebook(str(office.place / "asi.db"), practice=False, account=ME)) as book:
        code = add_client(book, "Doris Dag")
        add_base(book, code, date(2026, 5, 1))
    asked: list[bool] = []

    def sheet(case: Case, *, show_ratings: bool, large: bool) -> Document:
        asked.append(show_ratings)
        return client_sheet(case, show_ratings=show_ratings, large=large)

    monkeypatch.setattr("asi_tui.reports.client_sheet.client_sheet", sheet)
    office.asi("plan", "set", office.file(f"show_ratings = {str(shown).lower()}"))
    office.ok("feedback", code)
    assert asked == [shown]


def test_a_refresher_may_have_a_day_of_its_own(office: Office) -> None:
    office.ok("staff", "set", ME, "--trained", "2026-01-15", "--refresher", "2027-06-01")
    assert office.rows("staff", "list")[0]["refresher_due"] == "2027-06-01"
    office.ok("staff", "set", ME, "--refresher", "plan")
    assert office.rows("staff", "list")[0]["refresher_due"] == "2028-01-15"
