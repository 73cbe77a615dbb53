"""The route of instruments a site may write: gates in a row, gates that a form lacks, gates that wait in a circle."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core.answer import Code, Value
from asi_tui.core.expression import parse
from asi_tui.core.instrument import Forced, Instrument
from asi_tui.core.interview import Change, begin
from asi_tui.core.routing import SKIPPED, UNANSWERED, Standing, Why, cycle_in
from tests.scenario import FORMS, instrument

CODES = ("E4", "E5", "E8", "E9", "E11")


def made(name: str, conditions: dict[str, str], codes: tuple[str, ...] = CODES) -> Instrument:
    """An instrument of a few boxes of ours, with these conditions and no others; `name` is its content hash."""
    shipped = instrument()
    questions = {
        code: replace(
            shipped.questions[code],
            n_when=parse(conditions[code], CODES) if code in conditions else None,
            forced=Forced(1, parse(conditions[f"{code}!"], CODES)) if f"{code}!" in conditions else None,
        )
        for code in CODES
    }
    form = replace(shipped.forms["grund"], codes=codes)
    return replace(shipped, questions=questions, forms={"grund": form}, content_hash=name)


def test_a_change_runs_down_a_row_of_gates() -> None:
    row = made("row", {"E5": "E4 == 0", "E8": "E5 == N", "E9!": "E8 == N", "E11": "E9 == 1"})
    answers: dict[str, Value] = {"E4": 1, "E5": 0, "E8": 0, "E9": 0, "E11": 12}
    open_row = begin(row, "grund", answers)
    assert [standing.why for standing in open_row.standings.values()] == [Why.ANSWERED] * 5
    shut = open_row.changed(Change("E4", 1, 0))
    assert shut.standings == {
        "E4": Standing(0, Why.ANSWERED),
        "E5": SKIPPED,
        "E8": SKIPPED,
        "E9": Standing(1, Why.FORCED),
        "E11": SKIPPED,
    }
    assert shut.changed(Change("E4", 0, Code.X)).on_route("E11")
    assert shut.changed(Change("E4", 0, 1)).standings == open_row.standings


def test_a_gate_may_come_after_what_it_leads_to() -> None:
    backward = made("backward", {"E4": "E8 == 0", "E8": "E11 == 0"})
    assert begin(backward, "grund", {"E11": 0}).standings["E4"] == UNANSWERED
    assert begin(backward, "grund", {"E8": 0}).standings["E4"] == SKIPPED
    assert begin(backward, "grund", {"E8": 0, "E11": 0}).standings["E4"] == UNANSWERED


def test_a_form_without_the_gate_asks_the_question() -> None:
    for name, conditions in {"n": {"E5": "E4 == 0"}, "forced": {"E5!": "E4 == 0"}}.items():
        whole, without = made(f"whole {name}", conditions), made(f"without {name}", conditions, CODES[1:])
        assert not begin(whole, "grund", {"E4": 0}).on_route("E5")
        assert begin(without, "grund", {"E4": 0}).standings["E5"] == UNANSWERED


def test_questions_that_wait_for_each_other_are_named() -> None:
    circle = made("circle", {"E4": "E8 == 0", "E5": "E4 == 0", "E8": "E5 == N"})
    assert set(cycle_in(circle, "grund")) == {"E4", "E5", "E8"}
    assert [cycle_in(instrument(), form) for form in FORMS] == [(), (), (), ()]
