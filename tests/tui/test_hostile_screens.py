"""Text that means harm, in every word of the casebook, on every screen: seen as it is written, and obeyed by nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from asi_tui.instruments import read_document
from asi_tui.practice import clients
from asi_tui.store.practice import open_practice
from asi_tui.tui.screens.client import open_page
from tests.hostile import MARKS, harm_in, make_hostile
from tests.terminal.site import Site
from tests.tui.tour import Tour, all_screens
from tests.tui.visit import Keyer, visit


async def test_every_screen_shows_harmful_text_as_text(site: Site) -> None:
    make_hostile(site.database)
    seen: set[str] = set()

    def look(keyer: Keyer, stop: str) -> None:
        assert harm_in(keyer.sent) == [], stop
        assert keyer.driver.window.beyond == [], stop
        seen.update(mark for mark in MARKS if mark in keyer.screen())
        keyer.driver.sent.clear()

    assert await Tour(site, (80, 24), look).go() == all_screens()
    assert seen == set(MARKS)


async def test_every_page_of_a_long_case_shows_harmful_text_as_text(tmp_path: Path) -> None:
    """The hand-made cases have all that happens in a case: events, consents, attempts, interventions."""
    database = tmp_path / "practice.db"
    open_practice(str(database), read_document(), today=date.today(), clock=lambda: datetime.now(UTC)).close()
    make_hostile(database)
    async with visit(str(database), size=(100, 50)) as keyer:
        told = {client.code for client in clients()}
        codes = [client.code for client in keyer.app.casebook.clients() if client.code in told]
        assert len(codes) > 5
        for code in codes:
            await open_page(keyer.app, code)
            await keyer.comes_to_rest()
            for _ in range(2):
                assert harm_in(keyer.sent) == []
                assert keyer.driver.window.beyond == []
                await keyer.types("{PgDn}")
            await keyer.back()
