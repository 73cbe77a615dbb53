"""A casebook that the first version of asi left: upgraded with a copy beside it, read whole, and used as any other."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from asi_tui.core.annotations import Acceptance, Remark
from asi_tui.core.casework import Completion
from asi_tui.core.preferences import Settings
from asi_tui.store.kept import say_where_to_postgresql
from asi_tui.store.marks import Application, Marks, write_marks
from asi_tui.store.migrations import v0001_initial_tables
from asi_tui.store.tables import METADATA, SCHEMA_VERSION
from tests.store.site import Site, value
from tests.store.test_upgrade import copies, schema, version


@contextmanager
def building(site: Site) -> Iterator[Connection]:
    """A connection to a new database, whose tables are made by hand."""
    if site.on_sqlite:
        Path(site.location).touch(mode=0o600)
    with site.behind() as connection:
        if site.on_sqlite:
            connection.exec_driver_sql("BEGIN")
        yield connection
        connection.commit()


FIRST = (
    "INSERT INTO unit VALUES ('u1', 'Vuxen Norr', 6, 1)",
    "INSERT INTO staff VALUES ('s1', 'anna', 'Anna Berg', 'u1', TRUE, 1)",
    "INSERT INTO client VALUES ('c1', '00000000', 'Lo', ' lo', ' lo', '', 'woman', 'u1', 1,"
    " '2026-11-01 09:00:00', 's1', 1)",
    "INSERT INTO instrument VALUES ('c', 's', '1.0', '{}')",
    "INSERT INTO interview VALUES ('i1', 'c1', 'u1', 'grund', '2026-11-01', 's1', 'live', FALSE, NULL, NULL,"
    " 'rated', 'c', 's1', '2026-11-01 09:00:00', '2026-11-01 10:00:00', NULL, 1)",
    "INSERT INTO answer VALUES (1, 'i1', 'D1', '3', NULL, '2026-11-01 09:00:00', 's1')",
    "INSERT INTO interview_value VALUES ('i1', '{}', '{}', 'capped', 10.0)",
)
"""A casebook as the first version of asi left it: one rated interview with one answer."""


def left_by_the_first_version(site: Site) -> Site:
    with building(site) as connection:
        with Operations.context(MigrationContext.configure(connection)):
            v0001_initial_tables.upgrade()
        for statement in FIRST:
            connection.exec_driver_sql(statement)
        if not site.on_sqlite:
            # The ids of answers go on after those that are there.
            connection.exec_driver_sql("SELECT setval('answer_id_seq', 1)")
        write_marks(connection, Marks(Application.PRACTICE, 1))
    return site


@pytest.fixture
def first(site: Site) -> Site:
    """A casebook that the first version of asi left."""
    return left_by_the_first_version(site)


def test_a_casebook_of_the_first_version_is_read_whole_and_used(first: Site) -> None:
    with closing(first.open()) as book:
        (interview,) = book.interviews("c1")
        kept = book.open_interview(interview.id, "reading")
        assert kept.answers == {"D1": value("3")}
        assert (kept.remarks, kept.acceptances, kept.signature, kept.corrections) == ((), (), None, ())
        assert book.settings() == Settings()
        assert book.hold(interview.id) is None
        remark = book.write_remark(interview.id, Remark(about="D1", text="Endast helger"))
        acceptance = book.accept(interview.id, Acceptance(check="18", digest="d", reason=1))
        signature = book.sign(interview.id, "intervjuare")
        values = Completion(ended_early=None, values={"D1": "4"})
        book.correct(interview.id, "D1", value("4"), reason="fel", last_seen=1, completion=values)
        book.save_settings(Settings(lock_ms=0))
    assert version(first) == SCHEMA_VERSION
    with closing(first.open()) as book:
        kept = book.open_interview(interview.id, "reading")
        assert (kept.remarks, kept.acceptances, kept.signature) == ((remark,), (acceptance,), signature)
        assert [(change.before, change.after) for change in kept.corrections] == [("3", "4")]
        assert book.settings() == Settings(lock_ms=0)


def test_a_casebook_of_the_first_version_gets_the_tables_of_today(first: Site) -> None:
    first.open().close()
    with first.behind() as connection:
        upgraded = schema(connection)
        if first.on_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        else:
            say_where_to_postgresql(METADATA)
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        assert upgraded == schema(connection)


def test_the_first_version_lies_beside_the_upgraded_file(sqlite_site: Site) -> None:
    left_by_the_first_version(sqlite_site).open().close()
    (copy,) = copies(sqlite_site)
    assert copy.name == "asi.version-1.2026-11-21.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT name FROM sqlite_schema WHERE name = 'remark'").fetchall() == []
        assert connection.execute("SELECT question, value FROM answer").fetchall() == [("D1", "3")]


def test_items_made_by_the_old_rules_are_carried_over(site: Site) -> None:
    """What was open stays open with its day and draft, what a case ended with stays ended, and all is by the rules."""
    left_by_the_first_version(site)
    with site.behind() as connection:
        for statement in OLD_ITEMS:
            connection.exec_driver_sql(statement)
        if not site.on_sqlite:
            connection.exec_driver_sql("SELECT setval('follow_up_id_seq', 2)")
        connection.commit()
    with closing(site.open()) as book:
        assert list(book.work.differences()) == []
        rows = site.rows(
            "SELECT client_id, key, due_on, outcome, interview_id FROM follow_up WHERE kind = 'follow_up' ORDER BY id"
        )
        assert [(client, key, str(due), outcome, begun) for client, key, due, outcome, begun in rows] == [
            ("c1", "follow_up/interview/i1", "2027-05-01", None, "i2"),
            ("c2", "follow_up/interview/i3", "2027-05-01", "moved", None),
        ]
        assert book.files.open("00000000", "test").client.name == "Lo"
        assert site.rows("SELECT kind, items_stay FROM case_event") == [("MOVE", False)]
        assert site.rows("SELECT id, happened FROM client ORDER BY id") == [("c1", 1), ("c2", 2)]


OLD_ITEMS = (
    "INSERT INTO client VALUES ('c2', '00000001', 'Åke', ' åke', ' ake', '', 'man', 'u1', 1,"
    " '2026-11-01 09:00:00', 's1', 1)",
    "INSERT INTO interview VALUES ('i2', 'c1', 'u1', 'uppf', '2026-11-09', 's1', 'live', FALSE, 'i1', NULL,"
    " 'draft', 'c', 's1', '2026-11-09 09:00:00', NULL, NULL, 1)",
    "INSERT INTO interview VALUES ('i3', 'c2', 'u1', 'grund', '2026-11-01', 's1', 'live', FALSE, NULL, NULL,"
    " 'signed', 'c', 's1', '2026-11-01 09:00:00', '2026-11-01 10:00:00', NULL, 1)",
    "INSERT INTO follow_up VALUES (1, 'c1', 'follow_up', 'i1', '2026-11-01', '2027-05-01', '2027-04-01', '2027-07-01',"
    " '2027-07-31', 'u1', 's1', 'i2', NULL, NULL, 2)",
    "INSERT INTO follow_up VALUES (2, 'c2', 'follow_up', 'i3', '2026-11-01', '2027-05-01', '2027-04-01', '2027-07-01',"
    " '2027-07-31', 'u1', 's1', NULL, '2026-11-12 09:00:00', 'moved', 2)",
)
