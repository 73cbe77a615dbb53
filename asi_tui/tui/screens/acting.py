"""A screen on which something is done about rows: a panel asks, one Enter does it, and a refusal pauses the keys."""

from __future__ import annotations

import time
from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.events import Key

from asi_tui.core.lock import Lock, still_held
from asi_tui.core.queue import QueueRow
from asi_tui.errors import AsiError, TouchedElsewhere
from asi_tui.i18n import tell
from asi_tui.keys import Context, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, cut, wrap

if TYPE_CHECKING:
    from asi_tui.tui.asking import Asked, Told
    from asi_tui.tui.fields import Fields


@dataclass(frozen=True, slots=True)
class Explained:
    """Sentences that stand in the panel until the next key."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done and can be undone: what was said of it, and the items it was about."""

    words: Message
    items: tuple[int, ...]


class ActingScreen(KeyedScreen[None]):
    """The panel, the pause after a refusal and the message line, shared by the queue and the client's page."""

    app: AsiApp
    is_home = True
    """Other screens come back here."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.explained: Explained | None = None
        self.held_keys: Lock | None = None
        self.message: Message | None = None
        self.is_refusal = False
        self.deeds: dict[int, Deed] = {}

    # What the screen says of itself

    @abstractmethod
    async def press_page(self, key: Key) -> None:
        """A key while no panel stands there."""

    @abstractmethod
    def acted(self, rows: tuple[QueueRow, ...]) -> None:
        """Something was done about these rows: read them again, and go to what comes next."""

    @abstractmethod
    def read_again(self, rows: tuple[QueueRow, ...]) -> tuple[QueueRow, ...]:
        """Another person was there first: read everything again; gives those of the rows that are still open."""

    @abstractmethod
    def point_to_items(self, items: tuple[int, ...]) -> None:
        """An action was undone: go to what it was about."""

    @abstractmethod
    def draw(self) -> None:
        """Show what is known."""

    # Keys

    async def press(self, key: Key) -> None:
        """One key: ignored during the pause after a refusal, else for the panel or the page."""
        if not self._is_locked(key):
            self.explained, was_explained = None, self.explained
            if self.asked is not None:
                await self._press_panel(self.asked, key)
            elif was_explained is None or key.key not in ("escape", "enter"):
                self.say(None)
                await self.press_page(key)
        self.draw()

    async def paste(self, text: str, at: float) -> None:
        """Pasted text goes into the field of the panel."""
        if self.asked is not None:
            from asi_tui.tui import fields as keyed

            self._show_fields(self.asked, keyed.paste(self.asked.fields, text))
        self.draw()

    def _is_locked(self, key: Key) -> bool:
        if self.held_keys is None:
            return False
        if key.key in ("escape", "backspace"):
            self.held_keys = None
            self.say(None)
            return True
        self.held_keys = still_held(self.held_keys, key.time, self.app.config.lock_seconds)
        if self.held_keys is not None:
            self.message = self.held_keys.told
        return self.held_keys is not None

    async def _press_panel(self, asked: Asked, key: Key) -> None:
        from asi_tui.tui import fields as keyed

        command = self.app.keymap_in_force.command(key.key, Context.START)
        if command and asked.other and command.id == asked.command and not asked.fields.current.typed:
            self.asked = asked.other()
        else:
            fields = keyed.press(asked.fields, key.key, key.character if key.is_printable else None)
            if fields.is_left:
                self.asked = None
                self.say(None)
            elif fields.is_accepted:
                await self._do(replace(asked, fields=replace(fields, is_accepted=False)))
            else:
                self._show_fields(asked, fields)

    def _show_fields(self, asked: Asked, fields: Fields) -> None:
        self.asked = replace(asked, fields=fields)
        self.message, self.is_refusal = fields.message, fields.message is not None

    # Doing

    def ask(self, asked: Asked) -> None:
        """Open a panel."""
        self.asked = asked
        self.say(None)

    async def _do(self, asked: Asked) -> None:
        """Do what the panel is for. What keeps it from being done is told, and what was typed stays."""
        self.asked = asked
        try:
            if asked.opens is not None:
                self.asked = None
                await asked.opens(asked.fields)
                return
            assert asked.do is not None
            told = asked.do(self.app.casebook, asked.rows, asked.fields)
        except TouchedElsewhere as error:
            rows = self.read_again(asked.rows)
            self.asked = replace(asked, rows=rows) if rows or not asked.rows else None
            self.refuse(error.what)
            return
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        self.asked = None
        self.done(told, asked.rows)

    def done(self, told: Told, rows: tuple[QueueRow, ...]) -> None:
        """Something was done: the rows are read again, and the message line says it and how it is undone."""
        if told.done is not None:
            items = tuple(row.item_id for row in rows if row.item_id is not None)
            self.app.start_screen.deeds[told.done.undo] = Deed(told.message, items)
        self.acted(rows)
        undo = shown_key(self.app.keymap_in_force.first("start.undo"))
        self.say(say("{told}; {key} undoes", told=told.message, key=undo) if told.done else told.message)

    def act(self, command: str, rows: tuple[QueueRow, ...]) -> None:
        """Do or ask what a command of the queue is about, for these rows."""
        try:
            match command:
                case "start.undo":
                    self._undo()
                case "start.why":
                    self._explain(rows)
                case _:
                    from asi_tui.tui.action_asking import asked_for

                    outcome = asked_for(self.app, command.partition(".")[2], rows)
                    if isinstance(outcome, Message):
                        self.refuse(outcome)
                    else:
                        self.ask(outcome)
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def _undo(self) -> None:
        number = self.app.casebook.work.last_action()
        if number is None:
            self.refuse(say("there is nothing to undo"))
            return
        self.app.casebook.work.undo(number)
        deed = self.app.start_screen.deeds.pop(number, None)
        self.acted(())
        if deed is None:
            self.say(say("the latest action is undone"))
            return
        self.point_to_items(deed.items)
        self.say(say("undone: {what}", what=deed.words))

    def _explain(self, rows: tuple[QueueRow, ...]) -> None:
        from asi_tui.core.item_reasons import reasons, suggestion
        from asi_tui.red_days import is_red_day

        row = rows[0] if rows else None
        if row is None or row.item_id is None:
            self.refuse(say("nothing falls due here: Enter opens the row, v the client's page"))
            return
        from asi_tui.tui.asking import about

        why = self.app.casebook.work.why(row.item_id)
        told = [*reasons(why.item, why.happenings, why.names), suggestion(why.item, is_red_day)]
        heading = f"{tell(say('Why it stands here'))}  {about((row,))}"
        self.explained = Explained(heading, tuple(tell(sentence) for sentence in told if sentence))

    # The message line and the panel

    def say(self, message: Message | None) -> None:
        """Put something on the message line."""
        self.message, self.is_refusal = message, False

    def tell(self, hindrance: Message) -> None:
        """Say why nothing was done."""
        self.refuse(hindrance)
        self.draw()

    def refuse(self, reason: Message) -> None:
        """Say why nothing was done, and pass over the keys typed ahead: they were meant for something else."""
        self.message, self.is_refusal = reason, True
        self.held_keys = Lock(time.monotonic(), reason)

    def below(self, width: int, height: int) -> list[Line]:
        """The panel, at most so many lines of it, and what the message line has no room for."""
        *too_much, _ = self._said(width)
        return [*self._panel(width, max(1, height - len(too_much))), *too_much]

    def _panel(self, width: int, height: int) -> list[Line]:
        if self.asked is not None:
            from asi_tui.tui.widgets.action_panel import panel_lines

            return panel_lines(self.asked.heading, self.asked.about, self.asked.fields, width, height)
        if self.explained is not None:
            from asi_tui.tui.widgets.action_panel import told_lines

            return told_lines(self.explained.heading, list(self.explained.sentences), width, height)
        return []

    def message_line(self, width: int, otherwise: str = "") -> Line:
        """What there is to say; else something that stands there when there is nothing."""
        return self._said(width)[-1] if self.message else ((cut(f" {otherwise}", width), "dim"),)

    def _said(self, width: int) -> list[Line]:
        """The message in as many lines as it needs, never more than two."""
        words = tell(self.message)
        first, *rest = wrap(f"{words[:1].upper()}{words[1:]}", max(8, width - 2)) or [""]
        lines = [first, cut(" ".join(rest), width - 2)] if rest else [first]
        return [((f" {line}", "alert" if self.is_refusal else "good"),) for line in lines]
