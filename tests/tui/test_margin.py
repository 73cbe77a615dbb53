"""What lies beside the answers when the earlier interview may not be read."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from asi_tui.core.casework import Head, InstrumentCopy, InterviewSummary, StoredInterview
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, Sex
from asi_tui.core.ports import Casebook
from asi_tui.core.preferences import EarlierView
from asi_tui.errors import NoLeave
from asi_tui.instruments.shelf import Shelf
from asi_tui.message import say
from asi_tui.tui.margin import open_margin
from tests.scenario import instrument

CLIENT = Client(id="c", code="K7X2MQ3R", name="", born="", sex=Sex.UNKNOWN, unit="Vuxen Norr")
DRAFT = StoredInterview(
    id="new",
    client=CLIENT,
    head=Head(interview_date=date(2026, 11, 20), interviewer="s", form="uppf"),
    state=InterviewState.DRAFT,
    instrument=InstrumentCopy("", "", "", ""),
    answers={},
)


class Commissioned:
    """The casebook as whoever keys on commission, without leave, finds it."""

    def interviews(self, client_id: str) -> tuple[InterviewSummary, ...]:
        return (
            InterviewSummary(
                id="old",
                client=CLIENT,
                form="grund",
                interview_date=date(2026, 5, 20),
                state=InterviewState.SIGNED,
                interviewer_name="Anna Berg",
            ),
        )

    def open_interview(self, interview_id: str, purpose: str) -> StoredInterview:
        raise NoLeave(say("The commission gives no leave to read the earlier interview"), "", say("ask for it"))


@pytest.mark.parametrize("setting", EarlierView)
def test_a_follow_up_on_commission_without_leave_is_keyed_without_the_earlier_answers(setting: EarlierView) -> None:
    interview = begin(instrument(), "uppf")
    margin = open_margin(cast(Casebook, Commissioned()), Shelf(None), DRAFT, interview, setting)
    assert margin.earlier is None
    assert margin.change is not None
    assert "no leave to read the earlier interview" in str(margin.change)
