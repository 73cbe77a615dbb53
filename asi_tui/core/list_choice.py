"""Which list the start screen shows: whose work, which kind of it, or who is searched for; and how that is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from asi_tui.core.queue import ItemKind, QueueQuery, Scope, Show

LONGEST_SEARCH = 60

LETTERS: dict[str, Scope | Show] = {
    "m": Scope.MINE,
    "e": Scope.UNIT,
    "a": Scope.ALL,
    "d": Show.DUE,
    "u": Show.DRAFTS,
    "s": Show.UNRATED,
    "i": Show.UNSIGNED,
}
"""The letters of the filter: whose work, and which list."""

EVERY_KIND = "0"
"""The digit of the filter for due items of all kinds; the kinds themselves have the digits from 1."""

KINDS: dict[str, ItemKind | None] = {EVERY_KIND: None} | {str(place): kind for place, kind in enumerate(ItemKind, 1)}


@dataclass(frozen=True, slots=True)
class ListChoice:
    """The list that is shown. `search` is what is searched for (None: nothing), `kind` narrows the due items.

    `is_typing`: the search line is being written. `is_filtering`: the next key chooses a list.
    """

    scope: Scope = Scope.UNIT
    show: Show = Show.DUE
    kind: ItemKind | None = None
    search: str | None = None
    is_typing: bool = False
    is_filtering: bool = False

    @property
    def shown(self) -> Show:
        """Which list it is."""
        return Show.FOUND if self.search is not None else self.show

    @property
    def is_ordinary(self) -> bool:
        """Whether it is the list that the program starts with."""
        return (self.scope, self.show, self.kind, self.search) == (Scope.UNIT, Show.DUE, None, None)

    def query(self, today: date, *, after: str | None, size: int) -> QueueQuery:
        """What the casebook is asked for."""
        return QueueQuery(
            today=today,
            scope=self.scope,
            show=self.shown,
            kind=self.kind if self.shown is Show.DUE else None,
            search=self.search or "",
            after=after,
            size=size,
        )


def begin_search(choice: ListChoice) -> ListChoice:
    """The search line opens, with nothing in it."""
    return replace(choice, is_typing=True, search="")


def search_for(choice: ListChoice, words: str) -> ListChoice:
    """Search for words."""
    return replace(choice, search=words[:LONGEST_SEARCH])


def leave_search(choice: ListChoice) -> ListChoice:
    """Back to the list that was shown before."""
    return replace(choice, search=None, is_typing=False)


def search_key(choice: ListChoice, name: str, character: str | None) -> ListChoice:
    """What a key does in the search line: letters narrow, Enter and the arrows go to the list, Escape leaves it."""
    words = choice.search or ""
    match name:
        case "escape":
            return leave_search(choice)
        case "enter" | "down" | "up":
            return replace(choice, is_typing=False)
        case "backspace":
            return search_for(choice, words[:-1])
    return search_for(choice, words + character) if character and character.isprintable() else choice


def filter_key(choice: ListChoice, name: str) -> ListChoice:
    """The list that a letter or digit of the filter chooses; any other key leaves the filter."""
    chosen, key = replace(choice, is_filtering=False), name.lower()
    if key in KINDS:
        return replace(chosen, show=Show.DUE, kind=KINDS[key], search=None)
    match LETTERS.get(key):
        case Scope() as scope:
            return replace(chosen, scope=scope, search=None)
        case Show() as show:
            return replace(chosen, show=show, kind=None, search=None)
    return chosen


def begin_filter(choice: ListChoice) -> ListChoice:
    """The choices of the filter open; the next key chooses."""
    return replace(choice, is_filtering=True)
