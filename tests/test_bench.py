"""The measuring of speed: its figures, what it says when it cannot measure, and the handbook's page that it writes.

Nothing is timed here.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from asi_tui.handbook import source, title
from tests.bench import __main__ as command
from tests.bench import budgets, handbook_page, peers, programs, told
from tests.bench.budgets import Budget, Unit
from tests.bench.figures import Report, Table, count, median, p99, ratios, spread
from tests.bench.growth import WORK
from tests.bench.line import Line, NotMeasured
from tests.bench.machine import Machine
from tests.bench.programs import BARE, BARE_DATABASE, OURS

MACHINE = Machine("Some Processor", 2, 16, "virtual disk vda, ext4", "3.11.7", "Linux 6")

KEY = Budget("key to last byte", "tryck till sista byten", Unit.MILLISECONDS, 0.006)
LOST = Budget("lost", "borta", Unit.ANSWERS, 0)


def a_report() -> Report:
    report = Report()
    report.add("Time", "Tid", [median(KEY, spread([0.004, 0.0061, 0.009])), count(LOST, 0, 250)])
    cells = ("224 ms (210–231)", "3.5 ms (3–4)")
    report.tables.append(Table("Beside others", "Jämfört", ("first paint", "key in a list"), ((BARE, cells),)))
    report.tables.append(Table("Growth", "När det växer", ("1 000", "10 000"), (("search by name", ("1.5", "2.5")),)))
    return report


def test_a_spread_tells_the_middle_the_worst_in_a_hundred_and_the_range() -> None:
    values = spread(number / 1000 for number in range(1, 201))
    assert (values.median, values.p99) == (0.1005, 0.199)
    assert values.words(Unit.MILLISECONDS) == "1.0–200.0"
    assert p99(KEY, values).is_met is False
    assert ratios([3.0, 8.0], [2.0, 2.0]).values == (1.5, 4.0)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(NotMeasured):
        spread([])


@pytest.mark.parametrize(("amount", "met"), [(0.0, True), (0.006, True), (0.00604, True), (0.0061, False)])
def test_a_budget_is_met_by_what_is_shown(amount: float, met: bool) -> None:
    assert KEY.is_met(amount) is met
    assert Budget("x", "x", Unit.BYTES).is_met(amount) is None


def test_the_report_is_a_table_in_words_that_ends_with_what_is_not_met() -> None:
    text = told.text(a_report(), MACHINE)
    assert text.startswith("Some Processor, 2 cores, 16 GB, virtual disk vda, ext4, Linux 6, Python 3.11.7\n")
    assert re.search(r"^  key to last byte +6\.0 +6\.1 ms  NOT MET 4\.0–9\.0 +3$", text, re.MULTILINE)
    assert re.search(r"^  bare Textual +224 ms \(210–231\) +3\.5 ms \(3–4\)$", text, re.MULTILINE)
    assert text.endswith("1 of 2 budgets are met; not met: key to last byte")


def test_the_page_is_the_same_in_swedish() -> None:
    page = handbook_page.markdown(a_report(), MACHINE, date(2026, 11, 22))
    assert page.startswith("# Hur fort programmet är\n")
    for part in ("2026-11-22", "Some Processor, 2 kärnor", "virtuell disk (ext4)", "\n## Tid\n", "\n## Jämfört\n"):
        assert part in page
    assert re.search(r"^    tryck till sista byten +6,0 +6,1 ms  nej$", page, re.MULTILINE)
    assert re.search(r"^    tom Textual +224 ms +3,5 ms$", page, re.MULTILINE)
    assert re.search(r"^    söka på namn +1,5 +2,5$", page, re.MULTILINE)


def test_the_handbook_has_the_last_figures_of_every_row() -> None:
    """Only the shape: what was measured stands there, whatever it was."""
    page = source("matt")
    assert title("matt") == "Hur fort programmet är"
    assert re.search(r"Senast var \d{4}-\d\d-\d\d, på den här maskinen: .+ kärnor, .+, Python 3\.\d+", page)
    rows = [line for line in page.splitlines() if line.startswith("    ")]
    assert max(map(len, rows)) <= handbook_page.WIDEST + 4
    for budget in vars(budgets).values():
        if isinstance(budget, Budget):
            assert any(re.match(rf"    {re.escape(budget.vad)} +[\d,]+ ", row) for row in rows), budget
    for name in (*WORK, BARE, BARE_DATABASE, OURS, "visidata", "harlequin"):
        shown = handbook_page.SWEDISH.get(name, name)
        assert any(re.match(rf"    {re.escape(shown)} +[\d–]", row) for row in rows), name


def test_a_peer_that_cannot_be_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(NotMeasured, match="visidata cannot be installed"):
        peers.installed("visidata")


def test_what_cannot_be_measured_ends_the_measuring_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_reference(_bench: command.Bench) -> None:
        raise NotMeasured("visidata is not there")

    monkeypatch.setattr(programs, "compiled", lambda: None)
    monkeypatch.setitem(command.PARTS, "starts", no_reference)
    assert command.run(["--quick", "--only", "starts"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Not measured: visidata is not there.\n")


def test_a_line_notes_what_a_program_sends_and_when_it_is_gone(tmp_path: Path) -> None:
    echo = "import sys\nfor line in sys.stdin: print(line.upper(), end='', flush=True)"
    with Line([sys.executable, "-c", echo], {"HOME": str(tmp_path)}, (30, 6)) as line:
        assert line.strike(b"hej\n", quiet=0.5, within=20).bytes == len("hej\r\nHEJ\r\n")
        assert line.until(b"HEJ") > line.began
        assert line.idles(0.05) == 0
        memory = line.memory()
        assert memory.whole >= memory.share > 1_000_000
        assert line.hangs_up() < 20


def test_a_program_that_ends_by_itself_is_told(tmp_path: Path) -> None:
    with (
        Line(["true"], {"HOME": str(tmp_path), "PATH": "/bin:/usr/bin"}) as line,
        pytest.raises(NotMeasured, match="ended"),
    ):
        line.until(b"anything")
