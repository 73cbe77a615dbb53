"""Bringing a casebook of an earlier version up to date: whole or not at all, with a copy first."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import warnings
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Never

import pytest
from sqlalchemy import Connection, inspect

from asi_tui.errors import DatabaseError
from asi_tui.store import database, upgrade
from asi_tui.store.kept import say_where_to_postgresql
from asi_tui.store.tables import METADATA, SCHEMA_VERSION
from tests.small_disk import kinds, small_disk
from tests.store.site import Site, added


def schema(connection: Connection) -> set[str]:
    """Every table, column, key and index, in the database's own words."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        # The order of constraints within a table means nothing, nor do the quotes about the name of a rebuilt one.
        return {
            f"{table}: {part.strip(' )')}"
            for table, sql in rows
            for part in " ".join(str(sql).replace(f'"{table}"', table).split()).split(", CONSTRAINT ")
        }
    asked = (
        "SELECT table_name || column_name || ordinal_position || data_type || is_nullable"
        " || coalesce(column_default, '') || coalesce(collation_name, '')"
        " FROM information_schema.columns WHERE table_schema = current_schema()",
        "SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = current_schema()::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    )
    return {row[0] for question in asked for row in connection.exec_driver_sql(question)}


def test_all_migrations_together_make_the_tables_of_today(site: Site) -> None:
    if site.on_sqlite:
        Path(site.location).touch()
    with site.behind() as connection:
        if site.on_sqlite:
            connection.exec_driver_sql("BEGIN")
        else:
            say_where_to_postgresql(METADATA)
        METADATA.create_all(connection)
        of_today = schema(connection)
        METADATA.drop_all(connection)
        assert inspect(connection).get_table_names() == []
        upgrade.migrate(connection, 0)
        assert schema(connection) == of_today
    assert len(of_today) > 20


def test_the_version_is_the_number_of_the_last_migration() -> None:
    numbers = sorted(int(path.name[1:5]) for path in upgrade.MIGRATIONS.glob("v*.py"))
    assert numbers == list(range(1, SCHEMA_VERSION + 1))


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("client") as client:
        client.add_column(sa.Column("nickname", sa.String()))
    op.execute("UPDATE client SET nickname = upper(name)")
{more}
"""


class Future:
    """The next version of asi: one migration more than there is."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = place / "migrations"
        self.version = SCHEMA_VERSION + 1
        shutil.copytree(upgrade.MIGRATIONS, self.directory, ignore=shutil.ignore_patterns("__pycache__"))
        self.write()
        monkeypatch.setattr(upgrade, "MIGRATIONS", self.directory)
        monkeypatch.setattr(database, "SCHEMA_VERSION", self.version)

    def write(self, more: str = "") -> None:
        text = NEXT.format(revision=f"{self.version:04}", before=f"{SCHEMA_VERSION:04}", more=more)
        (self.directory / f"v{self.version:04}_next.py").write_text(text, encoding="utf-8")


def with_a_client(site: Site) -> Site:
    with closing(site.staffed("anna", "Anna Berg", "Vuxen Norr")) as book:
        added(book, "Lo")
    return site


@pytest.fixture
def old(site: Site) -> Site:
    """A casebook of today, with a client. To be asked for before the future begins."""
    return with_a_client(site)


@pytest.fixture
def old_file(sqlite_site: Site) -> Site:
    """The same, in a file."""
    return with_a_client(sqlite_site)


@pytest.fixture
def future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Future:
    return Future(tmp_path, monkeypatch)


def version(site: Site) -> int:
    ((number,),) = site.rows("PRAGMA user_version" if site.on_sqlite else "SELECT schema_version FROM site")
    return int(number)


def copies(site: Site) -> list[Path]:
    """What lies beside the file: the copies made before upgrades."""
    path = Path(site.location)
    return sorted(child for child in path.parent.glob("asi*.db") if child != path) if site.on_sqlite else []


def test_an_older_casebook_is_upgraded_once_and_kept(old: Site, future: Future) -> None:
    with closing(old.open()) as book:
        assert [client.name for client in book.clients()] == ["Lo"]
        assert added(book, "Bo")
    assert old.rows("SELECT name, nickname FROM client ORDER BY name") == [("Bo", None), ("Lo", "LO")]
    assert version(old) == future.version
    made = copies(old)
    with closing(old.open()) as book:
        assert len(list(book.clients())) == 2
    assert copies(old) == made


@pytest.mark.usefixtures("old_file", "future")
def test_the_copy_is_whole_private_and_of_the_version_before(sqlite_site: Site) -> None:
    sqlite_site.open().close()
    (copy,) = copies(sqlite_site)
    assert copy.name == f"asi.version-{SCHEMA_VERSION}.2026-11-21.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x41534950,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM client").fetchall() == [("Lo",)]


@pytest.mark.usefixtures("old_file", "future")
def test_references_are_checked_again_after_the_upgrade(sqlite_site: Site) -> None:
    with closing(sqlite_site.open()) as book, book._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_an_upgrade_that_fails_leaves_the_casebook_as_it_was(old: Site, future: Future) -> None:
    future.write('    op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(DatabaseError, match="refused what was asked"):
        old.open()
    assert version(old) == SCHEMA_VERSION
    assert "nickname" not in columns(old)
    future.write()
    with closing(old.open()) as book:
        assert len(list(book.clients())) == 1
    assert [path.name for path in copies(old)] == (
        [f"asi.version-{SCHEMA_VERSION}.2026-11-21-2.db", f"asi.version-{SCHEMA_VERSION}.2026-11-21.db"]
        if old.on_sqlite
        else []
    )


def test_an_upgrade_that_orphans_rows_is_taken_back(old: Site, future: Future) -> None:
    future.write('    op.execute("DELETE FROM staff")')
    with pytest.raises(DatabaseError, match="belong to nothing" if old.on_sqlite else "refused"):
        old.open()
    assert version(old) == SCHEMA_VERSION
    assert old.rows("SELECT count(*) FROM staff") == [(1,)]


@pytest.mark.usefixtures("old_file", "future")
def test_without_a_copy_there_is_no_upgrade(sqlite_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrade, "new_file", full)
    with pytest.raises(DatabaseError, match="copy before the upgrade cannot be made: No space left"):
        sqlite_site.open()
    assert version(sqlite_site) == SCHEMA_VERSION


def test_a_session_that_waited_for_another_to_upgrade_finds_the_work_done(
    old: Site, future: Future, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = database._lock_whole

    def while_another_upgrades(connection: Connection) -> None:
        monkeypatch.setattr(database, "_lock_whole", lock)
        old.open().close()
        lock(connection)

    monkeypatch.setattr(database, "_lock_whole", while_another_upgrades)
    with closing(old.open()) as book:
        assert [client.name for client in book.clients()] == ["Lo"]
    assert version(old) == future.version
    assert len(copies(old)) == (1 if old.on_sqlite else 0)


def test_a_casebook_marked_before_its_tables_were_made_gets_them(sqlite_site: Site) -> None:
    sqlite_site.change(f"PRAGMA application_id = {0x41534950}")
    with closing(sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")) as book:
        assert added(book)
    assert version(sqlite_site) == SCHEMA_VERSION


def columns(site: Site) -> set[str]:
    with site.behind() as connection:
        return {column["name"] for column in inspect(connection).get_columns("client")}


# Killed, or out of room

STEPS: dict[str, tuple[object, str, bool]] = {
    "before the copy": (upgrade, "copy_beside", True),
    "when the copy has been begun": (upgrade, "_write", True),
    "when the copy is written and has no name": (upgrade, "_finish", True),
    "when the copy has its name": (upgrade, "_finish", False),
    "after the copy": (upgrade, "copy_beside", False),
    "before the tables are held": (database, "_lock_whole", True),
    "before the migration": (upgrade, "migrate", True),
    "after the migration": (upgrade, "migrate", False),
    "before the mark": (database, "write_marks", True),
    "before it is all stored": (database, "write_marks", False),
}
"""Where the upgrade is killed: before or after which of its steps."""


def die(*arguments: object, **more: object) -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def killed(site: Site, prepare: Callable[[pytest.MonkeyPatch], None]) -> None:
    """Open the casebook in a process that dies on the way."""
    with warnings.catch_warnings():
        # The tests' own threads do not matter to a child that does one thing and dies.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        prepare(pytest.MonkeyPatch())
        try:
            site.open()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it did not come so far"


def goes_on(site: Site, future: Future) -> None:
    """The next start does the upgrade, and beside the file lie nothing but whole copies of what was before."""
    with closing(site.open()) as book:
        assert [client.name for client in book.clients()] == ["Lo"]
    assert version(site) == future.version
    assert site.rows("SELECT nickname FROM client") == [("LO",)]
    assert site.rows("PRAGMA integrity_check") == [("ok",)]
    assert copies(site)
    for copy in copies(site):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
            assert connection.execute("SELECT name FROM client").fetchall() == [("Lo",)]
    assert list(Path(site.location).parent.glob("*.unfinished")) == []


@pytest.mark.parametrize("step", STEPS)
def test_an_upgrade_that_is_killed_is_done_by_the_next_start(old_file: Site, future: Future, step: str) -> None:
    module, name, is_before = STEPS[step]

    def dies_there(patch: pytest.MonkeyPatch) -> None:
        done = getattr(module, name)
        patch.setattr(module, name, die if is_before else lambda *arguments: die(done(*arguments)))

    killed(old_file, dies_there)
    assert old_file.rows("SELECT name FROM client") == [("Lo",)]
    goes_on(old_file, future)


def test_an_upgrade_that_is_killed_in_the_middle_of_a_migration_is_done_by_the_next_start(
    old_file: Site, future: Future
) -> None:
    future.write("    import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    killed(old_file, lambda patch: None)
    assert "nickname" not in columns(old_file)
    future.write()
    goes_on(old_file, future)


def test_a_first_start_that_is_killed_leaves_a_file_that_the_next_makes_a_casebook_of(sqlite_site: Site) -> None:
    killed(sqlite_site, lambda patch: patch.setattr(database, "write_marks", die))
    with closing(sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")) as book:
        assert added(book)


def test_a_copy_that_another_session_is_just_writing_is_left_alone(old_file: Site, future: Future) -> None:
    path = Path(old_file.location)
    with upgrade._begun(path, f"{path.stem}.version-{SCHEMA_VERSION}.2026-11-21") as other:
        other.write_bytes(b"half of it")
        old_file.open().close()
        assert other.read_bytes() == b"half of it"
    assert version(old_file) == future.version


@pytest.mark.parametrize("kind", kinds())
def test_without_room_for_a_copy_there_is_no_upgrade(old_file: Site, future: Future, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(kind, place) as disk:
        narrow = replace(old_file, location=str(shutil.copy(old_file.location, place / "asi.db")))
        # Room enough to open the file.
        disk.takes_nothing(but=100_000)
        said = in_a_process(disk.before, lambda: narrow.open())
        assert "DatabaseError: The copy before the upgrade cannot be made" in said
        assert "free some space" in said
        disk.has_room_again(os.getpid())
        assert version(narrow) == SCHEMA_VERSION
        goes_on(narrow, future)
        narrow.closing.close()


def in_a_process(before: Callable[[], None], act: Callable[[], object]) -> str:
    """What goes wrong when it is done in a process of its own."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        said = "nothing went wrong"
        try:
            before()
            act()
        except BaseException as fault:
            said = f"{type(fault).__name__}: {fault}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said
