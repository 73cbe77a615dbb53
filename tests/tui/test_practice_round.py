"""A practice round on screen: left on the way, gone on with, ended early, and told at the end."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.commands.practice import tell_result
from asi_tui.config import Config
from asi_tui.core.practice_round import Round
from asi_tui.i18n import use_language
from asi_tui.keys import keymap
from asi_tui.practice.rounds import case_named
from asi_tui.tui.screens.practice_round import begin_round
from tests.terminal.site import Site
from tests.tui.visit import visit

NO_CONFIG = Config(database="", keymap=keymap())


def test_a_round_left_before_its_first_question_has_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    use_language("en")
    tell_result(Round(case_named("berit")), NO_CONFIG)
    assert capsys.readouterr() == ("", "The practice round was left before its first question.\n")


async def test_a_round_that_is_left_can_be_gone_on_with_and_counts_no_further_than_it_came(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    practice = Round(case_named("berit"))
    async with visit(str(site.database), size=(100, 40)) as keyer:
        await begin_round(keyer.app, practice)
        await keyer.comes_to_rest()
        await keyer.types("2026-10-13{Enter}{Enter}11")
        await keyer.types("{Escape}")
        assert "Rundan är inte klar" in keyer.screen()
        assert "Allt du har matat in är som på pappret" in keyer.screen()
        assert "2026-10-13" in keyer.screen(), "the date is not the paper's"
        await keyer.types("{Enter}03{Escape}")
        assert "M1    Sjukhusvistelser" in keyer.screen()
        assert "fel svar" in keyer.screen()
        # Ended early by the client: what was never asked is no error either.
        await keyer.types("{Enter}{F9}1{Enter}")
        assert "Enter fortsätt" not in keyer.screen()
        assert "Rundan är inte klar" in keyer.screen()
        await keyer.back()
    assert practice.day == date(2026, 10, 13)
    tell_result(practice, NO_CONFIG)
    told = capsys.readouterr().out
    assert "Errors per 1,000 answers: 333" in told
    assert "The round was left before the end." in told
