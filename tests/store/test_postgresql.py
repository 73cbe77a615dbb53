"""What only a server can do to a casebook."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from sqlalchemy import make_url, text

from asi_tui.errors import AnsweredElsewhere, AsiError, DatabaseBusy, DatabaseError
from asi_tui.store.casebook import open_casebook
from tests.store import postgresql
from tests.store.site import Site, added, begun, value
from tests.store.test_durability import patiently

pytestmark = pytest.mark.skipif(postgresql.binaries() is None, reason="no PostgreSQL server is installed")


def told(site: Site, **changed: str) -> AsiError:
    """What is said when the same address with another part cannot be opened."""
    url = make_url(site.location).set(**changed).render_as_string(hide_password=False)  # type: ignore[arg-type]
    with pytest.raises(AsiError) as caught:
        open_casebook(url, practice=True, account="anna")
    return caught.value


def test_a_database_the_server_does_not_have_is_told(server_site: Site) -> None:
    assert "or does not let this account in" in str(told(server_site, database="nothing"))


def test_an_account_without_rights_is_told(server_site: Site) -> None:
    server_site.open().close()
    server_site.change("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    assert "does not let this account in" in str(told(server_site, username="guest"))


def test_a_cut_line_is_told_and_the_next_call_connects_anew(server_site: Site) -> None:
    book = server_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    draft = begun(book, added(book))
    last = book.record(draft, "D1", value("1"), 0)
    with book._database.reading() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    server_site.rows("SELECT pg_terminate_backend(:process)", process=process)
    with pytest.raises(DatabaseError, match="server does not answer"):
        book.record(draft, "D2", value("2"), last)
    assert book.record(draft, "D2", value("2"), last) > last


def test_a_table_named_as_ours_does_not_make_a_casebook(server_site: Site) -> None:
    server_site.change("CREATE TABLE site (url TEXT)")
    with pytest.raises(DatabaseError, match="another program"):
        server_site.open()


def test_a_row_that_another_session_holds_is_waited_for_a_quarter_of_a_second(server_site: Site) -> None:
    book = server_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    first, second = begun(book, added(book)), begun(book, added(book))
    with server_site.behind() as other:
        other.exec_driver_sql(f"SELECT 1 FROM interview WHERE id = '{first}' FOR UPDATE")
        with pytest.raises(DatabaseBusy):
            book.record(first, "D1", value("1"), 0)
        # Other interviews are nobody's business.
        assert book.record(second, "D1", value("1"), 0)
    assert book.record(first, "D1", value("1"), 0)


def test_an_answer_that_waits_while_the_interview_is_taken_over_is_refused(server_site: Site) -> None:
    book = server_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    draft = begun(book, added(book))
    book.open_interview(draft, "keying")
    faults: list[AsiError] = []

    def answer() -> None:
        try:
            patiently(partial(book.record, draft, "D1", value("1"), 0))
        except AsiError as fault:
            faults.append(fault)

    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    thread = threading.Thread(target=answer)
    with server_site.behind() as other:
        other.execute(text("SELECT 1 FROM interview WHERE id = :draft FOR UPDATE"), {"draft": draft})
        thread.start()
        with server_site.behind() as watcher:
            while not watcher.execute(waiting).scalar_one():
                watcher.rollback()
        other.execute(text("UPDATE hold SET session = 'another'"))
        other.commit()
        thread.join()
    assert [type(fault) for fault in faults] == [AnsweredElsewhere]
    assert server_site.rows("SELECT count(*) FROM answer") == [(0,)]
