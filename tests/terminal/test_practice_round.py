"""A practice round at a real terminal: keyed from the paper with known errors, and told how it went."""

from __future__ import annotations

from pathlib import Path

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.interview import begin
from asi_tui.practice.rounds import case_named
from tests.scenario import instrument
from tests.terminal.site import run
from tests.terminal.typist import Typist, surroundings

KEYED_WRONG: dict[str, str] = {
    "M6": "05",  # the paper has 3
    "M7": "2{Up}1",  # a slip, put right at once
    "E4": "0",  # the paper has 1: then the car is not asked about
    "E5": "",
    "P12": "06",  # what was struck out
}
"""What is typed where it is not what the paper says."""


def keys_for(question: Question, value: Value) -> str:
    """What a keyer types who always types two digits."""
    if isinstance(value, Code):
        return value.value.lower()
    if not isinstance(value, int):
        return f"{value}{{Enter}}"
    if question.kind is Kind.MONEY:
        return f"{value}{{Enter}}"
    if question.kind is Kind.YEARS_MONTHS:
        return f"{value // 12:02}{value % 12:02}"
    return f"{value:02}" if question.maximum > 9 else str(value)


def test_a_round_keyed_with_known_errors_tells_them_on_screen_and_afterwards(tmp_path: Path) -> None:
    case = case_named("olle")
    paper = begin(instrument(), case.form, case.answers)
    asked = [code for code in paper.plan.order if code in case.answers]
    typed = "".join(KEYED_WRONG.get(code, keys_for(paper.question(code), case.answers[code])) for code in asked)
    # Three answers are wrong; the car, which was not asked about, is none of those that could have been right.
    rate = f"{3000 / (len(asked) - 1):.0f}"
    with Typist(["demo", "--practice", "olle"], environment=surroundings(tmp_path)) as typist:
        typist.sees("Intervjuns huvud", "ÖVNING").types(f"{case.day.isoformat()}{{Enter}}{{Enter}}").sees("G9")
        typist.types("1{Escape}").sees("Övningsrunda", "Rundan är inte klar", "Enter fortsätt skriva")
        typist.types("{Enter}").sees("G19").types("{F4}G9{Enter}").types(typed).sees("sista frågan")
        typist.types("{F9}").sees("F9").types("{Enter}").sees("Övningsrunda", "Fel per 1 000 svar", rate, f"{rate} (3)")
        screen = typist.screen()
        assert "Rundan är inte klar" not in screen
        # M7, and the interview's form that was first keyed as a meeting.
        assert [line.split()[-1] for line in screen.splitlines() if "rättade på vägen" in line] == ["2"]
        told = {line.split()[0]: line.split()[-2:] for line in screen.splitlines() if line[3:6].strip() in KEYED_WRONG}
        assert told["M6"] == ["fel", "svar"]
        assert told["E5"][-1] == "följdfel"
        assert "Datum" not in screen
        typist.types("{F1}").sees("Öva").types("{Escape}").sees("Övningsrunda").types("{Ctrl+Q}")
        assert typist.ends() == 0
        text = typist.screen()
        assert f"Fel per 1 000 svar: {rate}" in text
        assert "följdfel" in text
    assert list(tmp_path.glob("asi-demo-*")) == []
    assert not (tmp_path / "asi.db").exists()


def test_the_cases_are_listed_and_printed_and_an_unknown_one_is_a_sentence(tmp_path: Path) -> None:
    environment = surroundings(tmp_path)
    listed = run("demo", "--practice", environment=environment)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["berit", "dragan", "olle"]
    paper = run("demo", "--practice", "dragan", "--paper", environment=environment).stdout
    assert "DRAGAN" in paper
    assert "(14 struket) 11" in paper
    assert "10 år 3 mån" in paper
    assert max(len(line) for line in paper.splitlines()) <= 78
    unknown = run("demo", "--practice", "nisse", environment=environment)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr.count("\n") == 1
    assert "berit, dragan, olle" in unknown.stderr
