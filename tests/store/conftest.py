"""Each store test runs on an SQLite file and, where a server is installed, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL

from asi_tui.store.casebook import SqlCasebook
from tests.store import postgresql
from tests.store.site import Clock, Site

PROGRAMS = postgresql.binaries()
BACKENDS = ["sqlite", *(["postgresql"] if PROGRAMS else [])]

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """One server for all tests of a worker, started when the first of them needs it."""
    assert PROGRAMS is not None
    with postgresql.server(PROGRAMS) as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sqlite_site(tmp_path: Path, clock: Clock) -> Iterator[Site]:
    """An empty place for a casebook in a file."""
    with ExitStack() as closing:
        yield Site(str(tmp_path / "asi.db"), clock, closing)


@pytest.fixture(params=BACKENDS)
def site(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Site]:
    """An empty place for a casebook, on each kind of database."""
    location = str(tmp_path / "asi.db")
    if request.param == "postgresql":
        server: URL = request.getfixturevalue("postgresql_server")
        url = postgresql.new_schema(server, f"asi_{next(_NUMBERS)}")
        location = url.render_as_string(hide_password=False)
    with ExitStack() as closing:
        yield Site(location, clock, closing)


@pytest.fixture
def book(site: Site) -> SqlCasebook:
    """A casebook that Anna Berg of Vuxen Norr has opened."""
    return site.staffed("anna", "Anna Berg", "Vuxen Norr")
