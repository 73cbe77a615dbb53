"""Every screen in windows of all sizes: nothing beyond the edge, and where one stands is seen."""

from __future__ import annotations

from itertools import product

import pytest

from asi_tui.tui.opening import open_interview
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.screens.start import StartScreen
from tests.terminal.site import Site
from tests.tui.tour import Tour, all_screens
from tests.tui.visit import Keyer, visit


def fits(keyer: Keyer, stop: str) -> None:
    """The window holds what is drawn, and shows where one stands."""
    assert keyer.driver.window.beyond == [], f"{stop}: {keyer.driver.window.beyond}"
    screen = keyer.app.screen
    if isinstance(screen, StartScreen) and screen.queue.current and screen.asked is None:
        assert any(line.startswith(" ▸ ") for line in keyer.lines()), f"{stop}:\n{keyer.screen()}"
    if isinstance(screen, EntryScreen):
        here = f" ▸ {screen.desk.question.number}"
        assert any(line.startswith(here) for line in keyer.lines()), f"{stop}:\n{keyer.screen()}"


@pytest.mark.parametrize("size", [(30, 6), (250, 70)], ids=str)
async def test_every_screen_fits_its_window(site: Site, size: tuple[int, int]) -> None:
    assert await Tour(site, size, fits, thorough=False).go() == all_screens()


@pytest.mark.soak
@pytest.mark.parametrize("size", [*product((30, 47, 60, 79, 80, 100, 132, 250), (6, 7, 9, 13, 24, 43, 70))], ids=str)
async def test_every_screen_fits_windows_of_all_sizes(site: Site, size: tuple[int, int]) -> None:
    await Tour(site, size, fits).go()


SIZES = ((30, 6), (1, 1), (250, 70), (2, 1), (80, 24))

HALF = {"M2": (("2", "[2_ år]"), ("020", "[2 år 0_ mån]")), "M6": (("1", "[1_]"),), "E3-spec": (("svets", "[svets_]"),)}
"""What is half-typed in a box, and how it stands there."""


async def test_what_is_half_typed_stays_while_the_window_changes(site: Site) -> None:
    async with visit(str(site.database)) as keyer:
        await open_interview(keyer.app, site.interviews(site.drafts["grund"])[-1])
        for box, typed, shown in [(box, *half) for box, halves in HALF.items() for half in halves]:
            await keyer.types(f"{{F4}}{box}{{Enter}}{typed}")
            for size in SIZES:
                await keyer.size(*size)
                if size >= (30, 6):
                    assert keyer.driver.window.beyond == []
                    assert shown in keyer.screen()
            await keyer.types("{Escape}")
    assert site.answers(site.drafts["grund"]) == {}
