"""The screen of one interview, whatever is done with it: a title, a sheet, what is asked, and a line of keys."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize

from asi_tui.core.casework import Settled, StoredInterview
from asi_tui.core.desk import Desk, KeyingStyle, Lock, Stroke
from asi_tui.core.interview import Change, Interview, restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import AnsweredElsewhere, AsiError, DatabaseError
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.storing import Storing, not_saved, still_waiting
from asi_tui.tui.widgets.entry_title import rule_line, title_line
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, Span, words_of

LOW = 12
"""In a window lower than this the rules and the key line leave their place to the sheet."""

LOWEST_TOLD = 8
"""In a window lower than this nothing is told on the rule under the title."""


class InterviewScreen(KeyedScreen[None]):
    """One interview: a key is a stroke, what it answers is put on disk, and only then the screen goes on.

    A subclass says in which `states` the interview may be, and what a stroke does. It keeps where one stands as `desk`.
    """

    app: AsiApp
    desk: Desk
    context: ClassVar[Context]
    states: ClassVar[frozenset[InterviewState]]

    def __init__(self, stored: StoredInterview) -> None:
        super().__init__()
        self.stored = stored
        self._is_draw_due = False

    def compose(self) -> ComposeResult:
        """Title, sheet, what is asked, keys."""
        with Horizontal(id="top"):
            yield Paper(id="title")
            yield Paper(id="progress")
        yield Paper(id="rule")
        yield from self.parts()
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Find the settings once."""
        config = self.app.config
        self.storing = Storing(self.app.casebook, self.stored)
        self.style = KeyingStyle(config.quick_keying, config.lock_seconds, config.language)
        self.scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        self.prepare()
        self.lay_out(self.app.size.height)

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size, what is half-typed included."""
        self.lay_out(event.size.height)
        self.call_after_refresh(self.draw)

    def lay_out(self, height: int) -> None:
        """Leave a small window to the sheet: rules and the key line go first, a rule that tells something last."""
        for rule in self.query(".rule"):
            rule.display = height >= LOW
        self.query_one("#keys").display = height >= LOW
        self.query_one("#rule").display = height >= (LOWEST_TOLD if self.told() else LOW)

    async def press(self, key: Key) -> None:
        """One key, as the stroke it is here; when the casebook says no, that is said and all stays."""
        command = self.app.keymap_in_force.command(key.key, self.context)
        if command is None and len(key.key) == 1:
            command = self.app.keymap_in_force.command(key.key.lower(), self.context)
        name = "enter" if key.key == "enter" else command.id.partition(".")[2] if command else None
        try:
            await self.take(Stroke(name, key.character if key.is_printable else None, key.time))
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Draw when no more keys wait: whoever types ahead sees where it led, not each step on the way."""
        if not self._is_draw_due:
            self._is_draw_due = True
            self.call_later(self._draw_due)

    def _draw_due(self) -> None:
        self._is_draw_due = False
        self.draw()

    # What a subclass says

    @abstractmethod
    def parts(self) -> ComposeResult:
        """The sheet, and what is asked under it."""

    def prepare(self) -> None:
        """What is read once, before the first key."""

    @abstractmethod
    async def take(self, stroke: Stroke) -> None:
        """Do what a stroke means here."""

    @abstractmethod
    def lay_open(self, interview: Interview) -> None:
        """Stand before the interview as it lies on disk now."""

    def waits_for(self, change: Change) -> None:
        """The disk is busy: say so while the answer waits."""

    def told(self) -> Span | None:
        """What the rule under the title tells: how far the interview is, when that matters."""
        return None

    def read_about(self) -> tuple[str, str | None]:
        """This interview."""
        return self.stored.client.code, self.stored.id

    def tell(self, hindrance: Message) -> None:
        """Say why nothing was done."""
        self.refuse(hindrance)
        self.draw()

    @abstractmethod
    def place(self) -> str:
        """Where in the interview one stands, as the title says it."""

    @abstractmethod
    def progress(self) -> Line:
        """How far it has come, at the right of the title."""

    @abstractmethod
    def footer(self) -> Sequence[str]:
        """The commands that the key line shows."""

    @abstractmethod
    def show(self) -> None:
        """Show the sheet and what is asked."""

    # What all share

    async def is_stored(self, change: Change, settled: Settled | None = None) -> bool:
        """Store one answer durably; when that fails all stays as it was, and nothing typed ahead is taken."""
        return self.is_fine(await self.storing.store(change, lambda: self.waits_for(change), settled))

    def is_fine(self, error: AsiError | None) -> bool:
        """Tell what kept something from the disk; if somebody else has been here, show what lies there now."""
        if isinstance(error, AnsweredElsewhere):
            self._read_again(error)
        elif error is not None:
            # What a disk would not take stays in its box, for Enter to try again.
            waiting = self.desk.half if isinstance(error, DatabaseError) else None
            self.refuse(still_waiting(error) if waiting else not_saved(error))
            self.desk = replace(self.desk, half=waiting, enter_is_spent=False)
        return error is None

    def is_settled(self, settled: Settled) -> bool:
        """Put on disk how far a completed interview is; what keeps that from the disk is told."""
        try:
            self.app.casebook.settle(self.stored.id, settled.state, settled.completion)
        except AsiError as error:
            return self.is_fine(error)
        self.stored = replace(self.stored, state=settled.state)
        return True

    def _read_again(self, error: AnsweredElsewhere) -> None:
        """Show what others have answered, and take none of the keys typed ahead; leave when they have gone further."""
        self.stored = self.app.casebook.open_interview(self.stored.id, "entry")
        if self.stored.state not in self.states:
            self.app.pop_to_queue(error.what)
            return
        self.storing = Storing(self.app.casebook, self.stored)
        self.lay_open(restore(self.desk.interview.instrument, self.stored.head.form, self.stored.answers))
        self.refuse(error.what)

    def refuse(self, reason: Message) -> None:
        """Say why nothing was done, and lock the keys as any refusal does."""
        self.desk = replace(self.desk, half=None, message=reason, lock=Lock(time.monotonic(), reason))

    def draw(self) -> None:
        """Show the interview; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        progress = self.progress()
        self.query_one("#progress").styles.width = taken = len(words_of(progress))
        title = title_line(self.stored.client, self.desk.interview, self.place(), width - taken)
        self.query_one("#title", Paper).show([title])
        self.query_one("#progress", Paper).show([progress])
        self.query_one("#rule", Paper).show([rule_line(width, self.told())])
        self.show()
        self.query_one(KeyLine).show_keys(self.app.keymap_in_force, self.footer())
