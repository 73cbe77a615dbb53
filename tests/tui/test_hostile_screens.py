"""Text that means harm, in every word of the casebook, on every screen: seen as it is written, and obeyed by nobody."""

from __future__ import annotations

from tests.hostile import MARKS, harm_in, make_hostile
from tests.terminal.site import Site
from tests.tui.tour import Tour, all_screens
from tests.tui.visit import Keyer


async def test_every_screen_shows_harmful_text_as_text(site: Site) -> None:
    make_hostile(site.database)
    seen: set[str] = set()

    def look(keyer: Keyer, stop: str) -> None:
        assert harm_in(keyer.sent) == [], stop
        assert keyer.driver.window.beyond == [], stop
        seen.update(mark for mark in MARKS if mark in keyer.screen())
        keyer.driver.sent.clear()

    assert await Tour(site, (120, 40), look).go() == all_screens()
    assert seen == set(MARKS)
