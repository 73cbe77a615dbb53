"""How each member of staff likes to work."""

from __future__ import annotations

import pytest

from asi_tui.core.preferences import EarlierView, Settings
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Site

ALL = Settings(quick_keying=True, lock_ms=0, earlier=EarlierView.NEVER, theme="mörk", language="en")
SOME = Settings(quick_keying=False, earlier=EarlierView.BEFORE)


def test_nothing_is_set_by_one_who_never_changed_anything(site: Site, book: SqlCasebook) -> None:
    assert book.settings() == Settings()
    assert site.rows("SELECT count(*) FROM setting") == [(0,)]


def test_an_account_that_is_nobody_yet_has_no_settings(site: Site) -> None:
    book = site.open("bo")
    assert book.settings() == Settings()
    with pytest.raises(UsageError, match="not a member of staff"):
        book.save_settings(ALL)


def test_the_settings_saved_last_are_those_of_the_next_session(site: Site, book: SqlCasebook) -> None:
    for settings in (ALL, SOME, Settings(), ALL):
        book.save_settings(settings)
        assert book.settings() == settings
        assert site.open("anna").settings() == settings
    assert site.rows("SELECT count(*) FROM setting") == [(1,)]


def test_each_person_has_settings_of_their_own(site: Site, book: SqlCasebook) -> None:
    colleague = site.staffed("bo", "Bo Ek", "Vuxen Norr")
    book.save_settings(ALL)
    assert colleague.settings() == Settings()
    colleague.save_settings(SOME)
    assert (book.settings(), colleague.settings()) == (ALL, SOME)


def test_names_are_stored_without_what_could_move_a_terminal(book: SqlCasebook) -> None:
    book.save_settings(Settings(theme="mörk\x1b[1m"))
    assert book.settings().theme == "mörk[1m"
