"""The settings of one person over those of the unit: which of them hold while the program runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from asi_tui.config import Config
from asi_tui.core.ports import Casebook
from asi_tui.core.preferences import EarlierView, Settings
from asi_tui.i18n import use_language
from asi_tui.keys import keymap
from asi_tui.program import paper_desk
from asi_tui.tui.app import AsiApp, Door
from asi_tui.tui.screens.settings import SettingsScreen


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def app(unit: EarlierView) -> AsiApp:
    """The program of a unit with that setting, before it has opened anything."""

    def shut() -> Casebook:
        raise AssertionError("nothing is opened here")

    config = Config(database="", earlier=unit.value, keymap=keymap())
    return AsiApp(Door(open_casebook=shut, config=config, today=lambda: date(2026, 11, 21), papers=paper_desk))


@pytest.mark.parametrize(
    ("unit", "own", "in_force"),
    [
        (EarlierView.AFTER, EarlierView.BEFORE, "after"),
        (EarlierView.AFTER, EarlierView.NEVER, "never"),
        (EarlierView.AFTER, None, "after"),
        (EarlierView.BEFORE, EarlierView.BEFORE, "before"),
        (EarlierView.BEFORE, None, "before"),
        (EarlierView.BEFORE, EarlierView.AFTER, "after"),
        (EarlierView.NEVER, EarlierView.AFTER, "never"),
    ],
)
def test_nobody_is_shown_more_of_the_earlier_interview_than_the_unit_wants(
    unit: EarlierView, own: EarlierView | None, in_force: str
) -> None:
    running = app(unit)
    running.use_settings(Settings(earlier=own))
    assert running.config.earlier == in_force


@pytest.mark.parametrize(
    ("unit", "offered"),
    [
        (EarlierView.BEFORE, ["before", "after", "never"]),
        (EarlierView.AFTER, ["after", "never"]),
        (EarlierView.NEVER, ["never"]),
    ],
)
def test_only_what_the_unit_leaves_open_is_offered(unit: EarlierView, offered: list[str]) -> None:
    (field,) = [one for one in SettingsScreen(app(unit)).fields.fields if one.id == "earlier"]
    assert [option.value for option in field.options] == offered
