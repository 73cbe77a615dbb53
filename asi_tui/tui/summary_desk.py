"""The summary before its reader: the calculated text and the edited one, and what is done to a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from asi_tui.core import edited_text
from asi_tui.core.change_in_words import sentences
from asi_tui.core.edited_text import EditedText, Kept, Line
from asi_tui.core.narrative import Naming, Pronoun, Summary, person, summary
from asi_tui.core.ports import Casebook
from asi_tui.errors import AsiError, TouchedElsewhere
from asi_tui.i18n import language
from asi_tui.tui.case_reading import CaseReading, materials

Change = Callable[[Sequence[Line], int], tuple[Kept, ...]]


class SummaryDesk:
    """The summary of one interview. What is done to it is stored at once; when that fails all stays as it was."""

    def __init__(self, casebook: Casebook, case: CaseReading) -> None:
        self._casebook = casebook
        self._case = case
        self._undone: list[EditedText] = []
        self.shows_calculated = False
        self._read()

    def _read(self) -> None:
        self.opened = self._case.up_to_now()
        self.stored, self.interview = self.opened[-1]
        self.held = materials(self.opened)
        book, measures = self._case.book(), self._case.measures()
        comparison = self._case.comparison(self.opened)
        self._changes = sentences(comparison, book, measures, self.held[-1]) if comparison else ()
        kept = self._casebook.texts.newest(self.stored.id, language())
        self._take(kept or EditedText(kept=()))

    def _take(self, text: EditedText) -> None:
        self.told = self._tell(text)
        self.text = text if text.kept else replace(text, kept=edited_text.taken(self.told))
        self.edited = edited_text.laid(self.text.kept, self.told, self.held[-1].read)
        self._calculated = edited_text.laid(edited_text.taken(self.told), self.told, self.held[-1].read)

    def _tell(self, text: EditedText) -> Summary:
        """The calculated summary, with the client called as the text calls them."""
        book = self._case.book()
        whom = person(book, self.stored.client, text.naming, text.pronoun)
        return summary(self.held[-1], whom, book, self._case.measures(), self._changes)

    @property
    def is_edited(self) -> bool:
        """Whether somebody has edited the text."""
        return self.text.at is not None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The sentences that are shown."""
        return self._calculated if self.shows_calculated else self.edited

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of the sentences that are to be looked at."""
        return tuple(place for place, line in enumerate(self.edited) if line.waits)

    def reload(self) -> None:
        """Read all of it again: answers or the text may have changed."""
        self._case.reload()
        self._undone.clear()
        self._read()

    # What is done to a sentence

    def write(self, at: int, words: str) -> None:
        """Other words for a sentence; none remove it."""
        self._store(edited_text.rewritten(self.edited, at, words))

    def add(self, at: int, words: str) -> None:
        """A paragraph of one's own behind the one that a sentence stands in."""
        if words:
            self._store(edited_text.added(self.edited, at, words))

    def change(self, what: Change, at: int) -> None:
        """Take what is calculated for a sentence, or let it stand."""
        self._store(what(self.edited, at))

    def take_all(self) -> None:
        """Take what is calculated wherever nobody has written over it."""
        self._store(edited_text.taken_all(self.edited))

    def call(self, naming: Naming, pronoun: Pronoun) -> None:
        """Call the client something else; sentences that somebody has written keep their words."""
        text = replace(self.text, naming=naming, pronoun=pronoun)
        told = self._tell(text)
        self._put(replace(text, kept=edited_text.retold(edited_text.decided(self.edited), told)))

    def undo(self) -> bool:
        """Take back what was done last in this session; False when there is nothing."""
        if not self._undone:
            return False
        before = self._undone[-1]
        self._put(replace(before, version=self.text.version))
        del self._undone[-2:]
        return True

    def _store(self, kept: tuple[Kept, ...]) -> None:
        if kept != edited_text.decided(self.edited):
            self._put(replace(self.text, kept=kept))

    def _put(self, text: EditedText) -> None:
        """Put a text on disk; one in which nothing is anybody's own is no edited text. On another's newer version that
        is read, and the fault raised."""
        lines = edited_text.laid(text.kept, self._tell(text), self.held[-1].read)
        is_plain = edited_text.is_as_calculated(text.kept) and not any(line.waits for line in lines)
        before = self.text
        if is_plain and not self.is_edited:
            self._take(text)
        else:
            try:
                stored = self._casebook.texts.write(
                    self.stored.id, language(), replace(text, kept=()) if is_plain else text
                )
            except TouchedElsewhere:
                with suppress(AsiError):
                    self.reload()
                raise
            self._take(replace(stored, kept=text.kept, at=None, version=0) if is_plain else stored)
        self._undone.append(before)
