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


@pytest.fixture
def server_site(postgresql_server: URL, clock: Clock) -> Iterator[Site]:
    """An empty place for a casebook on a server."""
    url = postgresql.new_schema(postgresql_server, f"asi_{next(_NUMBERS)}")
    with ExitStack() as closing:
        yield Site(url.render_as_string(hide_password=False), clock, closing)


@pytest.fixture(params=["sqlite_site", *(["server_site"] if PROGRAMS else [])])
def site(request: pytest.FixtureRequest) -> Site:
    """An empty place for a casebook, on each kind of database."""
    place: Site = request.getfixturevalue(request.param)
    return place


@pytest.fixture
def book(site: Site) -> SqlCasebook:
    """A casebook that Anna Berg of Vuxen Norr has opened."""
    return site.staffed("anna", "Anna Berg", "Vuxen Norr")
