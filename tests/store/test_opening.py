"""Opening a casebook: made for its owner alone, recognised, and refused in one sentence when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from asi_tui.core.queue import QueueQuery
from asi_tui.errors import AsiError, DatabaseBusy, DatabaseError, ExitCode, UsageError
from asi_tui.store import database
from asi_tui.store.casebook import open_casebook
from asi_tui.store.database import BUSY_MS
from asi_tui.store.files import network_disk
from asi_tui.store.marks import Application
from asi_tui.store.tables import SCHEMA_VERSION
from tests.store.site import TODAY, Site, added


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def opened(path: Path | str, *, practice: bool = False) -> None:
    open_casebook(str(path), practice=practice, account="anna").close()


def told(path: Path | str, *, practice: bool = False) -> AsiError:
    """What is said when the place cannot be opened."""
    with pytest.raises(AsiError) as caught:
        opened(path, practice=practice)
    assert str(caught.value).count("\n") == 0
    return caught.value


@pytest.fixture(params=[0o000, 0o002, 0o022, 0o027, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


# Files


@pytest.mark.usefixtures("umask")
def test_a_new_file_and_its_directories_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "asi-tui" / "asi.db"
    with closing(open_casebook(str(path), practice=False, account="anna")) as book:
        book.register_me("Anna Berg", "Vuxen Norr")
        assert {child.name: mode(child) for child in path.parent.iterdir()} == {
            "asi.db": 0o600,
            "asi.db-wal": 0o600,
            "asi.db-shm": 0o600,
        }
    assert [mode(directory) for directory in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_a_directory_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    opened(tmp_path / "asi.db")
    assert mode(tmp_path) == 0o750


def test_a_file_made_ready_for_a_team_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "asi.db"
    path.touch()
    path.chmod(0o660)
    with closing(open_casebook(str(path), practice=False, account="anna")) as book:
        book.register_me("Anna Berg", "Vuxen Norr")
        assert [mode(child) for child in tmp_path.iterdir()] == [0o660] * 3


def test_a_file_in_the_home_directory_may_be_named_by_its_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    opened("~/asi.db")
    assert (tmp_path / "asi.db").is_file()


def test_odd_names_are_names(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=ro#%41 å.db"
    opened(path)
    assert path.is_file()


def test_a_new_file_is_never_made_through_a_link(tmp_path: Path) -> None:
    link = tmp_path / "asi.db"
    link.symlink_to(tmp_path / "elsewhere.db")
    assert "cannot be read: No such file" in str(told(link))
    assert [path.name for path in tmp_path.iterdir()] == ["asi.db"]


def test_a_link_to_a_casebook_opens_it(tmp_path: Path) -> None:
    opened(tmp_path / "asi.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "asi.db")
    opened(tmp_path / "link.db")


# Settings of SQLite


def test_every_connection_is_durable_and_careful(sqlite_site: Site) -> None:
    book = sqlite_site.open()
    with book._database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "trusted_schema",
                "secure_delete",
                "temp_store",
                "cell_size_check",
                "user_version",
            )
        }
    full, in_memory = 2, 2
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": BUSY_MS,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": in_memory,
        "cell_size_check": 1,
        "user_version": SCHEMA_VERSION,
    }


@pytest.mark.parametrize(("practice", "mark"), [(False, b"ASI1"), (True, b"ASIP")])
def test_the_header_of_a_file_tells_what_it_is_for(tmp_path: Path, practice: bool, mark: bytes) -> None:
    path = tmp_path / "asi.db"
    opened(path, practice=practice)
    assert path.read_bytes()[68:72] == mark


def test_a_casebook_is_opened_in_one_thread_and_used_in_another(site: Site) -> None:
    books = []
    thread = threading.Thread(target=lambda: books.append(site.open()))
    thread.start()
    thread.join()
    assert books[0].me() is None


def test_closing_twice_does_no_harm(site: Site) -> None:
    book = site.open()
    book.close()
    book.close()


# Recognised


@pytest.mark.parametrize(("practice", "sentence"), [(True, "started for practice"), (False, "started for real work")])
def test_practice_and_production_are_never_mixed(site: Site, practice: bool, sentence: str) -> None:
    site.open(practice=not practice).close()
    with pytest.raises(DatabaseError, match=sentence):
        site.open(practice=practice)
    assert site.open(practice=not practice).practice is not practice


def test_a_database_of_another_program_is_refused_and_left_alone(site: Site) -> None:
    site.change("CREATE TABLE song (title TEXT)")
    before = Path(site.location).read_bytes() if site.on_sqlite else b""
    with pytest.raises(DatabaseError, match="another program"):
        site.open()
    assert site.rows("SELECT count(*) FROM song") == [(0,)]
    assert not site.on_sqlite or Path(site.location).read_bytes() == before


def test_a_newer_database_is_refused_and_left_alone(site: Site) -> None:
    site.open().close()
    newer = SCHEMA_VERSION + 1
    site.change(f"PRAGMA user_version = {newer}" if site.on_sqlite else f"UPDATE site SET schema_version = {newer}")
    with pytest.raises(DatabaseError, match=r"newer version of asi.*upgrade asi"):
        site.open()


def test_an_empty_file_becomes_a_casebook(tmp_path: Path) -> None:
    (tmp_path / "asi.db").touch()
    opened(tmp_path / "asi.db")
    opened(tmp_path / "asi.db")


def test_several_sessions_may_start_a_new_site_at_once(site: Site) -> None:
    """As on the first morning: whoever comes first makes the tables, the others wait."""
    gate = threading.Barrier(8)
    faults: list[BaseException] = []

    def start(number: int) -> None:
        gate.wait()
        try:
            with closing(
                open_casebook(site.location, practice=True, account=f"account {number}", clock=site.clock)
            ) as book:
                assert book.me() is None
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


# Refused


def not_a_database(path: Path) -> None:
    path.write_text("Anteckningar\n" * 200, encoding="utf-8")


def without_its_header(path: Path) -> None:
    opened(path)
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def with_a_damaged_schema(path: Path) -> None:
    opened(path)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 3996 + path.read_bytes()[4096:])


def a_directory(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (not_a_database, "The file is not a database"),
        (without_its_header, "The file is not a database"),
        (with_a_damaged_schema, "The database is damaged"),
        (a_directory, "This is not a file"),
        (a_pipe, "This is not a file"),
    ],
)
def test_what_is_no_casebook_is_told_apart(tmp_path: Path, make: Callable[[Path], None], sentence: str) -> None:
    path = tmp_path / "asi.db"
    make(path)
    fault = told(path)
    assert str(fault.what) == sentence
    assert (fault.where, fault.exit_code) == (str(path), ExitCode.DATABASE)


def test_damage_inside_is_told_when_it_is_met(sqlite_site: Site) -> None:
    book = sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    for number in range(200):
        added(book, f"Namn {number}")
    book.close()
    path = Path(sqlite_site.location)
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        (first,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'staff'").fetchone()
    start = (first - 1) * 4096
    path.write_bytes(content[:start] + b"\xff" * 4096 + content[start + 4096 :])
    book = sqlite_site.open()
    with pytest.raises(DatabaseError, match=r"The database is damaged.*restore the latest backup"):
        book.counts(QueueQuery(today=TODAY))


def test_a_file_cut_short_is_told(sqlite_site: Site) -> None:
    book = sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    book.close()
    path = Path(sqlite_site.location)
    path.write_bytes(path.read_bytes()[: 4096 * 2])
    with pytest.raises(DatabaseError, match="The database is damaged"):
        sqlite_site.open().me()


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    fault = told(tmp_path / "file" / "asi-tui" / "asi.db")
    assert "directory of the database cannot be made: File exists" in str(fault)
    assert fault.where == str(tmp_path / "file")


def test_a_file_that_another_program_keeps_to_itself_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_OPENING_BUSY_MS", 10)
    path = tmp_path / "asi.db"
    opened(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy, match="in use by another program"):
            opened(path)
    opened(path)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A directory that another account may enter, since pytest's own are closed."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place
        place.chmod(0o755)


def as_nobody(act: Callable[[], object]) -> str:
    """What goes wrong when an account without rights does it: root may write everything."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "nothing went wrong"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
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


@pytest.mark.parametrize(
    ("file_mode", "directory_mode", "sentence"),
    [
        (0o600, 0o755, "may not be read by this account"),
        (0o644, 0o777, "The database is read-only"),
        (0o666, 0o755, "The directory of the database is read-only"),
    ],
)
def test_rights_that_are_missing_are_told(open_place: Path, file_mode: int, directory_mode: int, sentence: str) -> None:
    path = open_place / "asi.db"
    opened(path)
    path.chmod(file_mode)
    open_place.chmod(directory_mode)
    before = path.read_bytes()
    assert sentence in as_nobody(lambda: opened(path))
    assert path.read_bytes() == before


def test_a_directory_that_may_not_be_written_takes_no_new_file(open_place: Path) -> None:
    assert "cannot be made: Permission denied" in as_nobody(lambda: opened(open_place / "asi.db"))
    assert "directory of the database cannot be made" in as_nobody(lambda: opened(open_place / "new" / "asi.db"))


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/local ext4 rw 0 0
//server/team /srv/my\\040team cifs rw 0 0
user@host: /media fuse.sshfs rw 0 0
bucket /media/bucket fuse.unheard-of rw 0 0
cipher /home/sealed fuse.gocryptfs rw 0 0
C: /drive 9p rw 0 0
/etc/auto.srv /srv autofs rw 0 0
"""


@pytest.mark.parametrize(
    ("directory", "network"),
    [
        ("/var/lib/asi", False),
        ("/home/anna", True),
        ("/home/local/anna", False),
        ("/srv/my team/asi", True),
        ("/srv/my", False),
        ("/homework", False),
        ("/media/asi", True),
        ("/media/bucket/asi.db", True),
        ("/home/sealed/asi.db", False),
        ("/drive/asi.db", True),
        ("/srv/local/asi.db", False),
    ],
)
def test_a_network_disk_is_recognised_by_the_table_of_mounts(directory: str, network: bool) -> None:
    assert network_disk(Path(directory), MOUNTS) is network
    assert not network_disk(Path(directory), "")


def test_a_file_on_a_network_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/ {tmp_path} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("asi_tui.store.files._MOUNTS", mounts)
    fault = told(tmp_path / "asi.db")
    assert "network disk" in str(fault)
    assert "a disk of this server" in str(fault)
    assert not (tmp_path / "asi.db").exists()


def test_a_link_to_a_file_on_a_network_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far").mkdir()
    opened(tmp_path / "far" / "asi.db")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/ {tmp_path / 'far'} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("asi_tui.store.files._MOUNTS", mounts)
    (tmp_path / "asi.db").symlink_to(tmp_path / "far" / "asi.db")
    assert told(tmp_path / "asi.db").where == str(tmp_path / "far")


# Addresses


@pytest.mark.parametrize("location", ["mysql://anna:hemligt@server/asi", "postgresql+psycopg2://x", "http://[", "a://"])
def test_an_address_of_another_kind_is_refused(location: str) -> None:
    fault = told(location)
    assert isinstance(fault, UsageError)
    assert "hemligt" not in str(fault)


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    fault = told(f"postgresql+psycopg://anna:hemligt@/asi?host={tmp_path}")
    assert isinstance(fault, DatabaseError)
    assert "server does not answer" in str(fault)
    assert "hemligt" not in str(fault)


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "install asi-tui[postgres]" in str(told("postgresql+psycopg://server/asi"))


def test_marks_are_what_they_say() -> None:
    assert {mark.name: mark.to_bytes(4, "big") for mark in Application} == {"PRODUCTION": b"ASI1", "PRACTICE": b"ASIP"}
