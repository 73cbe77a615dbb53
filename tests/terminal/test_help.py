"""F1 opens the page on where one is, on every screen; and from there every page of the handbook."""

from __future__ import annotations

import importlib
import pkgutil
import re

from asi_tui.core.identity import read_code
from asi_tui.handbook import PAGES, title
from asi_tui.tui import screens
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.opening import open_client, open_interview
from asi_tui.tui.screens.client import open_page
from asi_tui.tui.screens.help import LETTERS, HelpScreen
from tests.terminal.site import Site
from tests.tui.tour import all_screens, interviews, make_ready
from tests.tui.visit import Keyer, visit


def help_shown(keyer: Keyer) -> str:
    """The heading of the page that is open."""
    assert isinstance(keyer.app.screen, HelpScreen), keyer.screen()
    return keyer.lines()[2].strip()


def test_every_screen_has_its_page() -> None:
    everywhere = all_screens()
    kinds = {
        name: kind
        for module in pkgutil.iter_modules(screens.__path__)
        for name, kind in vars(importlib.import_module(f"{screens.__name__}.{module.name}")).items()
        if name in everywhere
    }
    assert len(kinds) > 12
    for name, kind in kinds.items():
        assert issubclass(kind, KeyedScreen)
        has_own = {"EntryScreen", "PracticeEntryScreen", "ReopenedScreen", "SignedScreen", "RatingScreen", "HelpScreen"}
        assert (kind.page in PAGES) is (name not in has_own), name


BEFORE_THE_QUEUE = {
    "": "kon",
    "/Ulla": "kon",
    "f": "kon",
    "b": "kon",
    "n": "klient",
    "{F12}": "vanor",
    "{Ctrl+P}": "granska",
}
"""What is typed before the queue -> the page that F1 opens then."""

BEFORE_A_DRAFT = {"{F6}": "granska", "{Ctrl+F}": "granska", "{Ctrl+P}": "granska", "{F3}": "intervju"}


async def test_f1_opens_the_page_on_where_one_is(site: Site) -> None:
    make_ready(site)
    async with visit(str(site.database)) as keyer:
        for typed, name in BEFORE_THE_QUEUE.items():
            await keyer.types(typed)
            before = keyer.screen()
            await keyer.types("{F1}")
            assert help_shown(keyer) == title(name), typed
            await keyer.types("{Escape}")
            assert keyer.screen() == before, typed
            await keyer.back()
            await keyer.types("{Escape}")
        await open_page(keyer.app, read_code(site.due))
        for typed in ("", "h", "{Escape}{Home}{Enter}"):
            await keyer.types(f"{typed}{{F1}}")
            assert help_shown(keyer) == title("klient"), typed
            await keyer.types("{Escape}")
        await keyer.back()
        client = keyer.app.casebook.client(read_code(site.new), "test")
        await open_client(keyer.app, client, None, short=False)
        await keyer.types("{F1}")
        assert help_shown(keyer) == title("intervju")
        await keyer.back()
        draft = site.interviews(site.drafts["grund"])[-1]
        for typed, name in BEFORE_A_DRAFT.items():
            await open_interview(keyer.app, draft)
            await keyer.types(f"{typed}{{F1}}")
            assert help_shown(keyer) == title(name), typed
            await keyer.back()
        for interview, name in ((draft, "intervju"), (interviews(site)["signed"], "rattelser")):
            await open_interview(keyer.app, interview)
            await keyer.types("{F1}")
            assert re.match(r"[GMEDLHFP]\d+ ", help_shown(keyer))
            await keyer.types("{F1}")
            assert help_shown(keyer) == title(name)
            await keyer.back()
        await open_interview(keyer.app, interviews(site)["complete"])
        await keyer.types("{F1}")
        assert help_shown(keyer) == title("skattning")
        await keyer.back()
        await keyer.types("{F1}")
        for letter, name in zip(LETTERS, PAGES, strict=True):
            await keyer.types("{F1}")
            assert f"{letter}  {title(name)}" in keyer.screen()
            await keyer.types(letter)
            assert help_shown(keyer) == title(name)
