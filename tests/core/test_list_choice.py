"""Which list the start screen shows, as keys choose it."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.core.list_choice import (
    KINDS,
    LONGEST_SEARCH,
    ListChoice,
    begin_filter,
    begin_search,
    filter_key,
    search_key,
)
from asi_tui.core.queue import ItemKind, QueueQuery, Scope, Show

TODAY = date(2026, 11, 22)


def filtered(*keys: str) -> ListChoice:
    """The choice after the filter was opened and a key pressed, for each key."""
    choice = ListChoice()
    for key in keys:
        choice = filter_key(begin_filter(choice), key)
    return choice


@pytest.mark.parametrize(
    ("keys", "scope", "show", "kind"),
    [
        ("", Scope.UNIT, Show.DUE, None),
        ("m", Scope.MINE, Show.DUE, None),
        ("a", Scope.ALL, Show.DUE, None),
        ("U", Scope.UNIT, Show.DRAFTS, None),
        ("s", Scope.UNIT, Show.UNRATED, None),
        ("i", Scope.UNIT, Show.UNSIGNED, None),
        ("mi", Scope.MINE, Show.UNSIGNED, None),
        ("ae", Scope.UNIT, Show.DUE, None),
        ("u2", Scope.UNIT, Show.DUE, ItemKind.FOLLOW_UP),
        ("m4", Scope.MINE, Show.DUE, ItemKind.RATING),
        ("20", Scope.UNIT, Show.DUE, None),
        ("2d", Scope.UNIT, Show.DUE, None),
        ("2u", Scope.UNIT, Show.DRAFTS, None),
        ("2m", Scope.MINE, Show.DUE, ItemKind.FOLLOW_UP),
        ("mx", Scope.MINE, Show.DUE, None),
        ("m9", Scope.MINE, Show.DUE, None),
    ],
)
def test_letters_choose_whose_and_which_and_digits_the_kind(
    keys: str, scope: Scope, show: Show, kind: ItemKind | None
) -> None:
    assert filtered(*keys) == ListChoice(scope=scope, show=show, kind=kind)


def test_every_kind_of_item_has_a_digit() -> None:
    assert {filtered(key).kind for key in KINDS} == {None, *ItemKind}


def searched(*keys: str) -> ListChoice:
    """The choice after the search line was opened and keys were pressed in it."""
    choice = begin_search(filtered("m"))
    for key in keys:
        choice = search_key(choice, key, key if len(key) == 1 else None)
    return choice


def test_letters_narrow_the_search_and_backspace_takes_them_back() -> None:
    assert searched(*"maj b").search == "maj b"
    assert searched(*"maj", "backspace").search == "ma"
    assert searched("backspace").search == ""
    assert searched(*"x" * 100).search == "x" * LONGEST_SEARCH
    assert searched("f5", "\t").search == ""


@pytest.mark.parametrize("key", ["enter", "down", "up"])
def test_the_list_of_what_was_found_stays_when_the_line_is_left_for_it(key: str) -> None:
    choice = searched(*"maj", key)
    assert (choice.search, choice.is_typing, choice.shown) == ("maj", False, Show.FOUND)


def test_escape_comes_back_to_the_list_before_the_search() -> None:
    assert searched(*"maj", "escape") == filtered("m")


def test_a_search_begins_anew() -> None:
    assert begin_search(searched(*"maj", "enter")).search == ""


def test_another_list_ends_the_search() -> None:
    assert filter_key(begin_filter(searched(*"maj", "enter")), "u") == ListChoice(scope=Scope.MINE, show=Show.DRAFTS)


def test_the_casebook_is_asked_for_what_is_chosen() -> None:
    asked = filtered("m", "2").query(TODAY, after="x", size=20)
    assert asked == QueueQuery(
        today=TODAY, scope=Scope.MINE, show=Show.DUE, kind=ItemKind.FOLLOW_UP, after="x", size=20
    )
    found = begin_search(filtered("2"))
    assert found.query(TODAY, after=None, size=20) == QueueQuery(today=TODAY, show=Show.FOUND, size=20)
    assert not found.is_ordinary
