"""What people wrote is plain words when it is read, also where another program has put something else on disk."""

from __future__ import annotations

import pytest
from sqlalchemy import String, Table, TypeDecorator, select
from sqlmodel.sql.sqltypes import AutoString

from asi_tui.core.preferences import Settings
from asi_tui.core.queue import QueueQuery, Scope, Show
from asi_tui.errors import DatabaseError
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.kept import MOST_WORDS, Born, Lines, Words
from asi_tui.store.tables import METADATA
from tests.store.site import TODAY, Site, added, begun, me, value

HOSTILE = "\x1b]52;c;aGVq\x07\x9b31m\u202eAnna\u200b\x00 [b]Berg[/x]\r\nFALSK" + "\u0338" * 500
PLAIN = "]52;c;aGVq31mAnna [b]Berg[/x] FALSK\u0338\u0338"

CODES = {
    "answer.code",
    "answer.question",
    "case_event.kind",
    "check_review.check_id",
    "check_review.digest",
    "client.born",
    "client.code",
    "client.digits",
    "client.identifier_kind",
    "client.name_folded",
    "client.name_key",
    "client.name_sort",
    "client.protection",
    "client.sex",
    "consent.kind",
    "follow_up.key",
    "follow_up.kind",
    "follow_up.may_read",
    "follow_up.outcome",
    "goal.area",
    "goal.attainment",
    "hold.session",
    "hold.started",
    "identity_change.field",
    "instrument.document",
    "instrument.structure_hash",
    "instrument.version",
    "intervention.areas",
    "intervention.end_reason",
    "intervention.kind",
    "intervention.main_area",
    "intervention.method",
    "intervention.mode",
    "intervention.status",
    "intervention_change.field",
    "interview.form",
    "interview.source",
    "interview.state",
    "interview_value.money_term",
    "item_action.code",
    "item_action.item",
    "item_action.kind",
    "item_action.result",
    "narrative_text.kind",
    "narrative_text.language",
    "narrative_text.naming",
    "narrative_text.pronoun",
    "remark.about",
    "setting.earlier",
    "setting.language",
    "setting.theme",
    "staff.account",
    "staff.role",
    "unit.base_form",
    "unit.earlier",
    "unit.follow_up_form",
}
"""Text that only the program writes, and reads as what it knows or not at all."""


def written(table: Table) -> set[str]:
    """The columns of text in a table, keys apart."""
    text = (String, AutoString, Words, Born)
    return {
        str(column)
        for column in table.columns
        if isinstance(column.type, text) and not column.primary_key and not column.foreign_keys
    }


def is_words(name: str) -> bool:
    table, _, column = name.partition(".")
    return isinstance(METADATA.tables[table].columns[column].type, Words)


def test_all_text_on_disk_is_known_to_be_words_or_codes() -> None:
    every = {name for table in METADATA.tables.values() for name in written(table)}
    words = {name for name in every if is_words(name)}
    assert {"client.name", "answer.value", "remark.text"} <= words
    assert every - words == CODES


def test_words_lie_on_disk_as_any_text() -> None:
    assert all(issubclass(kind, TypeDecorator) and kind.impl is String for kind in (Words, Lines))


@pytest.fixture
def hostile(site: Site) -> str:
    """What another program puts there; PostgreSQL takes no NUL."""
    return HOSTILE if site.on_sqlite else HOSTILE.replace("\x00", "")


def test_names_are_read_as_plain_words(site: Site, book: SqlCasebook, hostile: str) -> None:
    client = added(book)
    for table in ("client", "unit", "staff"):
        site.change(f"UPDATE {table} SET name = :name", name=hostile)
    found = book.client(client.code, "test")
    assert (found.name, found.unit) == (PLAIN, PLAIN)
    assert (me(book).name, me(book).unit.name) == (PLAIN, PLAIN)
    page = book.queue(QueueQuery(today=TODAY, scope=Scope.ALL, show=Show.FOUND, search=client.code))
    assert [(row.client.name, row.client.unit) for row in page.rows] == [(PLAIN, PLAIN)]


def test_answers_and_remarks_are_read_as_plain_lines(site: Site, book: SqlCasebook, hostile: str) -> None:
    draft = begun(book, added(book))
    book.record(draft, "G30", value("svetsare"), 0)
    site.change("UPDATE answer SET value = :words", words=hostile)
    interview = book.open_interview(draft, "test")
    assert interview.answers["G30"].value == PLAIN.replace(" FALSK", "\nFALSK")


def test_no_text_is_longer_than_anybody_can_write(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    site.change("UPDATE client SET name = :name", name="å" * (MOST_WORDS + 1))
    assert len(book.client(client.code, "test").name) == MOST_WORDS


@pytest.mark.parametrize(
    ("lies", "born"),
    [("1984", "1984"), ("1984-05-17", "1984-05-17"), ("", ""), ("1984-13-01", ""), ("19840517", ""), ("åldrig", "")],
)
def test_a_birth_is_a_year_or_a_day_or_not_stated(site: Site, book: SqlCasebook, lies: str, born: str) -> None:
    client = added(book)
    site.change("UPDATE client SET born = :born", born=lies)
    assert book.client(client.code, "test").born == born


def test_settings_that_nobody_knows_set_nothing(site: Site, book: SqlCasebook, hostile: str) -> None:
    book.save_settings(Settings(theme="light"))
    site.change("UPDATE setting SET earlier = :words, theme = 'dark'", words=hostile)
    assert book.settings() == Settings(theme="dark")


def test_text_that_is_no_text_is_damage(sqlite_site: Site) -> None:
    book = sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")
    client = added(book)
    sqlite_site.change("UPDATE client SET name = CAST(X'FFFE' AS TEXT)")
    with pytest.raises(DatabaseError, match="The database is damaged"):
        book.client(client.code, "test")


def test_a_query_that_makes_one_text_of_two_is_plain_too(book: SqlCasebook, site: Site, hostile: str) -> None:
    client = added(book)
    site.change("UPDATE client SET name = :name", name=hostile)
    table = METADATA.tables["client"]
    with book._database.reading() as connection:
        asked = select((table.c.name + " ").label("words")).where(table.c.id == client.id)
        assert connection.execute(asked).scalar_one() == PLAIN + " "
