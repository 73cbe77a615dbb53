"""Sites and keyers for the tests in a real terminal."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.terminal.site import Site, found
from tests.terminal.typist import Typist

Sit = Callable[..., Typist]
"""Sits a keyer down at a site: arguments of the program, then what a Typist takes."""


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as every test finds it; nobody works in it."""
    return found(tmp_path_factory.mktemp("site"))


def moved(founded: Site, place: Path) -> Site:
    """A site of one's own, like the one that was founded."""
    shutil.copy(founded.database, place / "asi.db")
    return replace(founded, place=place)


@pytest.fixture
def site(founded: Site, tmp_path: Path) -> Site:
    """A site for one test."""
    return moved(founded, tmp_path)


@pytest.fixture
def sit(site: Site) -> Iterator[Sit]:
    """Keyers at that site; whoever is left there is gone after the test."""
    with ExitStack() as seats:

        def sit_down(
            *arguments: str,
            size: tuple[int, int] = (80, 24),
            before: Callable[[], None] | None = None,
            is_8bit: bool = False,
            answers: bool = True,
            anew: bool = False,
            **more: str,
        ) -> Typist:
            return seats.enter_context(
                Typist(
                    arguments,
                    environment=site.environment(**more),
                    size=size,
                    before=before,
                    is_8bit=is_8bit,
                    answers=answers,
                    anew=anew,
                )
            )

        yield sit_down
