"""Sites for the tests of the screens: founded once, and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.conftest import moved
from tests.terminal.site import Site, found
from tests.tui.tour import make_ready


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal like most, whatever the tests are run in."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as every test finds it, with an interview in every state; nobody works in it."""
    site = found(tmp_path_factory.mktemp("site"))
    make_ready(site)
    return site


@pytest.fixture
def site(founded: Site, tmp_path: Path) -> Site:
    """A site for one test."""
    return moved(founded, tmp_path)
