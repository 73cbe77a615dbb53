"""The entry screen: a key, the engine, the disk, and only then the next question on screen."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize

from asi_tui.core import closing, entry
from asi_tui.core.answer import to_stored
from asi_tui.core.casework import StoredInterview
from asi_tui.core.desk import Desk, KeyingStyle, Lock, Stroke, Turn
from asi_tui.core.identity import initials, show_code
from asi_tui.core.interview import Change, Interview, restore
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import AnsweredElsewhere, DatabaseError
from asi_tui.i18n import language, tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.closing_panel import closing_lines
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut, spread, words_of
from asi_tui.tui.widgets.question_panel import HEIGHT, QuestionPanel
from asi_tui.tui.widgets.question_sheet import QuestionSheet

SAVING_PATIENCE = 10.0
"""Seconds that a busy or failing disk is tried again before the keyer is told."""

FOOTER = ("entry.back", "entry.goto", "entry.undo", "entry.complete", "entry.head", "entry.next-unanswered")


class EntryScreen(KeyedScreen[None]):
    """One interview being keyed."""

    app: AsiApp

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        super().__init__()
        self.stored = stored
        self.last_id = stored.last_answer_id
        self.desk = Desk(interview, interview.resume_at(stored.last_question))
        self.is_closing = False

    def compose(self) -> ComposeResult:
        """Title, sheet, panel, keys."""
        with Horizontal(id="top"):
            yield Paper(id="title")
            yield Paper(id="progress")
        yield Paper(id="rule")
        yield QuestionSheet(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield QuestionPanel(id="panel")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Find the parts once."""
        config = self.app.door.config
        self.style = KeyingStyle(config.quick_keying, config.lock_seconds, config.language)
        self.scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        self._lay_out(self.app.size.height)

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size, what is half-typed included."""
        self._lay_out(event.size.height)
        self.call_after_refresh(self.draw)

    def _lay_out(self, height: int) -> None:
        """Give the sheet at least half of a small window: rules and the key line go first."""
        panel = min(HEIGHT, max(2, height * 3 // 8))
        self.query_one("#panel").styles.height = panel
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = height >= 12

    async def press(self, key: Key) -> None:
        """One key of the keyer."""
        command = self.app.keymap_in_force.command(key.key, Context.ENTRY)
        if command is None and len(key.key) == 1:
            command = self.app.keymap_in_force.command(key.key.lower(), Context.ENTRY)
        name = "enter" if key.key == "enter" else command.id.partition(".")[2] if command else None
        character = key.character if key.is_printable else None
        stroke = Stroke(name, character, key.time)
        if self.is_closing and self.desk.lock is None:
            await self._press_closing(stroke)
        else:
            await self._take(entry.press(self.desk, stroke, self.style))
        self.draw()

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words in a written answer, refused elsewhere."""
        await self._take(entry.paste(self.desk, text, self.style, at))
        self.draw()

    async def _take(self, turn: Turn) -> None:
        """Store what the key stored, move the desk only when that is on disk, open what was asked for."""
        if turn.store is not None and not await self._store(turn.store):
            return
        self.desk = turn.desk
        match turn.ask:
            case "complete":
                self.is_closing = True
            case "close":
                self.app.pop_to_queue(None)
            case "help":
                await self.app.show_question(self.desk.question)
            case "head":
                await self._head()
            case "palette":
                await self.app.show_palette(Context.ENTRY, self)
            case _:
                pass

    async def _store(self, change: Change) -> bool:
        """Store one change durably; when that fails the desk stays as it was, and nothing typed ahead is taken."""
        answer = to_stored(change.after)
        try:
            self.last_id = self.app.casebook.record(self.stored.id, change.code, answer, self.last_id)
            return True
        except AnsweredElsewhere as error:
            self._read_again(error)
            return False
        except DatabaseError:
            self.desk = replace(self.desk, message=say("saving ..."))
            self.draw()
        return await self._store_patiently(change)

    async def _store_patiently(self, change: Change) -> bool:
        until = time.monotonic() + SAVING_PATIENCE
        while True:
            await asyncio.sleep(0.1)
            try:
                self.last_id = await asyncio.to_thread(
                    self.app.casebook.record, self.stored.id, change.code, to_stored(change.after), self.last_id
                )
                return True
            except AnsweredElsewhere as error:
                self._read_again(error)
                return False
            except DatabaseError as error:
                if time.monotonic() > until:
                    self._refuse(say("not saved: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
                    return False

    def _read_again(self, error: AnsweredElsewhere) -> None:
        """Somebody else has answered: show what is on disk now, and take none of the keys typed ahead."""
        self.stored = self.app.casebook.open_interview(self.stored.id, "entry")
        self.last_id = self.stored.last_answer_id
        interview = restore(self.desk.interview.instrument, self.stored.head.form, self.stored.answers)
        at = self.desk.at if interview.on_route(self.desk.at) else interview.resume_at(self.desk.at)
        self.desk = Desk(interview, at)
        self._refuse(error.what)

    def _refuse(self, reason: Message) -> None:
        self.desk = replace(self.desk, half=None, message=reason, lock=Lock(time.monotonic(), reason))

    async def _press_closing(self, stroke: Stroke) -> None:
        """A key while the closing line stands in the panel."""
        if stroke.command in ("close", "backspace", "back"):
            self.is_closing = False
            return
        if stroke.command == "help":
            await self.app.show_question(self.desk.question)
            return
        interview = self.desk.interview
        is_enter = stroke.command == "enter"
        first_open = interview.next_open()
        if is_enter and first_open is not None:
            self.is_closing = False
            self.desk = replace(self.desk, at=first_open, half=None, message=None)
            return
        outcome = closing.ending(interview, stroke.character, is_enter=is_enter)
        if isinstance(outcome, Message):
            self.desk = replace(self.desk, message=outcome, lock=Lock(stroke.at, outcome))
        elif outcome is not None:
            await self._complete(outcome)

    async def _complete(self, how: closing.Ending) -> None:
        interview, change = closing.closed(self.desk.interview, how)
        if change is not None and not await self._store(change):
            return
        completion = closing.completion(interview, how, self.scoring)
        try:
            done = self.app.casebook.complete(self.stored.id, completion, self.app.today)
        except DatabaseError as error:
            self._refuse(say("not completed: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
            return
        code = show_code(self.stored.client.code)
        self.app.pop_to_queue(say("{code} is complete; next follow-up {day}", code=code, day=done.next_due))

    async def _head(self) -> None:
        from asi_tui.tui.screens.head import HeadScreen

        await self.app.push_screen(HeadScreen.for_interview(self.app, self.stored, self._head_changed))

    async def _head_changed(self, stored: StoredInterview) -> None:
        self.stored = stored

    def draw(self) -> None:
        """Show the desk; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        progress = self._progress()
        self.query_one("#progress").styles.width = len(words_of(progress))
        self.query_one("#title", Paper).show([self._title(width - len(words_of(progress)))])
        self.query_one("#progress", Paper).show([progress])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        self.query_one(QuestionSheet).show_desk(self.desk)
        panel = self.query_one(QuestionPanel)
        if self.is_closing:
            panel.show(closing_lines(self.desk, panel.size.width, panel.size.height))
        else:
            panel.show_desk(self.desk, self.app.keymap_in_force, self._since())
        self.query_one(KeyLine).show_keys(self.app.keymap_in_force, FOOTER)

    def _since(self) -> str:
        day = self.stored.refers_to_date
        return day.isoformat() if day else ""

    def _title(self, width: int) -> Line:
        """Client, form and area; as much as there is room for beside the progress."""
        interview, client = self.desk.interview, self.stored.client
        area = interview.instrument.areas[self.desk.question.area].title.in_language(language())
        left: list[Span] = [
            (f" {show_code(client.code)} {initials(client.name)}", "strong"),
            (f"  {interview.form.title.in_language(language())}  ", "text"),
        ]
        room = width - sum(len(words) for words, _ in left)
        return spread([*left, (cut(area, room - 2), "heading")], [], width)

    def _progress(self) -> Line:
        """How far the area and the whole form have come: a block of its own, since it changes with every answer."""
        area, whole = self.desk.interview.progress(self.desk.question.area), self.desk.interview.progress()
        figures = f"{area.settled}/{area.total}".rjust(5)
        total = f"{whole.settled:>3}/{whole.total}"
        banner = self.app.banner()
        told = tell(say("in all {figures}", figures=total)) if not banner or self.app.size.width > 90 else total
        return ((f" {figures}  {told} ", "text"), *banner)
