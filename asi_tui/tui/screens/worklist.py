"""A list of work that is read from the casebook page by page, searched, filtered, marked, and read again."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime

from textual.events import AppFocus, Key

from asi_tui.core import list_choice
from asi_tui.core.list_choice import ListChoice
from asi_tui.core.queue import QueueCounts, QueuePage, QueueRow, Show
from asi_tui.errors import DatabaseError
from asi_tui.message import Message, say
from asi_tui.tui.screens.acting import ActingScreen
from asi_tui.tui.screens.start_lines import empty_words
from asi_tui.tui.widgets.followup_queue import FollowupQueue, row_key

ROWS_READ = 200
"""Rows read at a time; the next are read when the arrow comes to the last."""


class WorklistScreen(ActingScreen):
    """The rows that are shown, which list they are of, and the figures that were read with them."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = ListChoice()
        self.counts = QueueCounts()
        self.read_at: datetime | None = None
        self.next_key: str | None = None

    @abstractmethod
    async def press_list(self, key: Key) -> None:
        """A key in the list itself."""

    @property
    def queue(self) -> FollowupQueue:
        """The list."""
        return self.query_one(FollowupQueue)

    def on_app_focus(self, event: AppFocus) -> None:
        """The user is back at this window: others may have worked meanwhile."""
        if self.app.pump.is_open and self.app.screen is self and self.asked is None:
            self.reload()

    def come_back(self, message: Message | None) -> None:
        """Another screen has closed: fresh figures, and what it had to say."""
        if self.reload():
            self.say(message)
        self.draw()

    def reload(self) -> bool:
        """Read the list and the counts again; False when that could not be done, which is told."""
        size = max(ROWS_READ, len(self.queue.rows))
        query = self.choice.query(self.app.today, after=None, size=size)
        try:
            self.counts = self.app.casebook.counts(query)
            self.take_page(self.app.casebook.queue(query))
        except DatabaseError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            self.draw()
            return False
        self.say(None)
        self.draw()
        return True

    def take_page(self, page: QueuePage, *, more: bool = False) -> None:
        """Show these rows, or with `more` these too."""
        rows = (*self.queue.rows, *page.rows) if more else page.rows
        self.next_key, self.read_at = page.next_key, datetime.now()
        words = empty_words(self.counts, self.choice, self.app.keymap_in_force)
        dated = self.choice.shown in (Show.DRAFTS, Show.UNRATED, Show.UNSIGNED)
        self.queue.fill_with(rows, self.app.today, words, dated=dated)

    def _show(self, choice: ListChoice) -> None:
        """Another list, or the same one on the way to another."""
        was, self.choice = self.choice, choice
        if (was.scope, was.show, was.kind, was.search) != (choice.scope, choice.show, choice.kind, choice.search):
            self.queue.restart()
            self.reload()

    def acted(self, rows: tuple[QueueRow, ...]) -> None:
        """Read the list again, and go to the next row; what was marked has been dealt with."""
        onward = self.queue.next_beside(rows) if rows else None
        if rows:
            self.queue.marked = frozenset()
        self.reload()
        self.queue.point_to(onward)

    def read_again(self, rows: tuple[QueueRow, ...]) -> tuple[QueueRow, ...]:
        """Read the list again after another person's action; the arrow stays where it was."""
        wanted = {row_key(row) for row in rows}
        self.reload()
        return tuple(row for row in self.queue.rows if row_key(row) in wanted)

    def point_to_items(self, items: tuple[int, ...]) -> None:
        """Go to the first of these items that is listed."""
        keys = [row_key(row) for row in self.queue.rows if row.item_id in items]
        self.queue.point_to(keys[0] if keys else None)

    # Keys

    async def press_page(self, key: Key) -> None:
        """One key: to the search line, the filter, or the list."""
        character = key.character if key.is_printable else None
        if self.choice.is_typing:
            self._show(list_choice.search_key(self.choice, key.key, character))
            if key.key in ("down", "up"):
                await self.press_list(key)
        elif self.choice.is_filtering:
            self._show(list_choice.filter_key(self.choice, key.key))
        else:
            await self.press_list(key)

    async def paste(self, text: str, at: float) -> None:
        """Pasted text is searched for when the search line is open."""
        words = next((line for line in text.splitlines() if line.strip()), "").strip()
        if self.choice.is_typing and self.asked is None and words:
            self._show(list_choice.search_for(self.choice, (self.choice.search or "") + words))
            self.draw()
        else:
            await super().paste(text, at)

    def moves(self, command: str) -> bool:
        """Move the arrow, when the command is for that."""
        rows = len(self.queue.rows)
        steps = {
            "start.next": 1,
            "start.back": -1,
            "start.next-page": self.queue.page,
            "start.previous-page": -self.queue.page,
            "start.first": -rows,
            "start.last": rows,
        }
        if command not in steps:
            return False
        self.queue.move(steps[command])
        if self.next_key is not None and self.queue.at == len(self.queue.rows) - 1:
            query = self.choice.query(self.app.today, after=self.next_key, size=ROWS_READ)
            self.take_page(self.app.casebook.queue(query), more=True)
        return True

    def mark(self) -> None:
        """Mark the row before the user, or take its mark away, and go to the next."""
        row = self.queue.current
        if row is None or row.item_id is None:
            self.refuse(say("only rows that fall due can be marked"))
            return
        self.queue.toggle_mark()
        self.moves("start.next")

    def leave(self) -> None:
        """Escape: first the marks go, then the search."""
        if self.queue.marked:
            self.queue.marked = frozenset()
        elif self.choice.search is not None:
            self._show(list_choice.leave_search(self.choice))

    def show_client(self, code: str, message: Message) -> None:
        """List one client, as if they had been searched for."""
        self.choice = list_choice.search_for(self.choice, code)
        self.queue.restart()
        self.come_back(message)
