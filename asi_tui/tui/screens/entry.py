"""The entry screen: a key, the engine, the disk, and only then the next question on screen."""

from __future__ import annotations

import time
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize

from asi_tui.core import closing, entry, keying, prompt, widening
from asi_tui.core.casework import StoredInterview
from asi_tui.core.checks import Fired
from asi_tui.core.desk import Desk, KeyingStyle, Lock, Stroke, Turn, held_by_lock, unlocked
from asi_tui.core.earlier import carried, since
from asi_tui.core.identity import show_code
from asi_tui.core.interview import Change, Interview, restore
from asi_tui.core.preferences import EarlierView
from asi_tui.core.prompt import Prompt
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import AnsweredElsewhere, AsiError, DatabaseError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.margin import open_margin
from asi_tui.tui.note_taking import NoteTaking, prompt_line
from asi_tui.tui.screens.review import ReviewScreen
from asi_tui.tui.screens.search import SearchScreen
from asi_tui.tui.storing import Storing, not_saved
from asi_tui.tui.widgets.closing_panel import closing_lines
from asi_tui.tui.widgets.entry_title import area_title, progress_line, title_line
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Paper, words_of
from asi_tui.tui.widgets.question_panel import HEIGHT, QuestionPanel
from asi_tui.tui.widgets.question_sheet import QuestionSheet

FOOTER = ("entry.back", "entry.goto", "entry.remark", "entry.review", "entry.complete", "entry.undo", "entry.head")


class EntryScreen(KeyedScreen[None]):
    """One interview being keyed."""

    app: AsiApp

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        super().__init__()
        self.stored = stored
        self.desk = Desk(interview, interview.resume_at(stored.last_question))
        self.is_closing = self.ends_early = False
        self.prompt: Prompt | None = None
        self.reviewed: str | None = None

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
        config = self.app.config
        self.storing = Storing(self.app.casebook, self.stored.id, self.stored.last_answer_id)
        self.style = KeyingStyle(config.quick_keying, config.lock_seconds, config.language)
        self.scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        self._open_margin(self.desk.interview)
        self._lay_out(self.app.size.height)

    def _open_margin(self, interview: Interview) -> None:
        """Lay the earlier interview beside this one, and read its remarks and checks."""
        setting = EarlierView(self.app.config.earlier)
        self.margin = open_margin(self.app.casebook, self.app.shelf, self.stored, interview, setting)
        self.notes = NoteTaking(self.app.casebook, self.stored.id, self.margin)
        earlier = self.margin.earlier
        if earlier is not None:
            values = {code: carried(earlier, question) for code, question in interview.instrument.questions.items()}
            self.desk = replace(self.desk, carried={c: value for c, value in values.items() if value is not None})

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
        stroke = Stroke(name, key.character if key.is_printable else None, key.time)
        if self.prompt is not None:
            self._press_prompt(self.prompt, stroke)
        elif self.is_closing:
            held = held_by_lock(self.desk, stroke, self.style)
            self.desk = held or unlocked(self.desk)
            if held is None:
                await self._press_closing(stroke)
        else:
            await self._take(entry.press(self.desk, stroke, self.style))
        self.draw()

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words in a written answer or a remark, refused elsewhere."""
        if self.prompt is not None:
            self.prompt = prompt.pasted(self.prompt, text)
        elif self.is_closing:
            self._refuse(say("pasted text is not taken here"))
        else:
            await self._take(entry.paste(self.desk, text, self.style, at))
        self.draw()

    async def _take(self, turn: Turn) -> None:
        """Store what the key stored, move the desk only when that is on disk, open what was asked for."""
        was = self.desk.interview
        if turn.store is not None and not await self._store(turn.store):
            return
        self.desk = turn.desk
        if turn.store is not None:
            self.margin.took(was, self.desk.interview, turn.store)
        match turn.ask:
            case "complete":
                self.is_closing, self.ends_early = True, False
            case "close":
                self.app.pop_to_queue(None)
            case "help":
                await self.app.show_question(self.desk.question)
            case "head":
                await self._head()
            case "palette":
                await self.app.show_palette(Context.ENTRY, self)
            case "remark" | "area-comment" | "accept" as asked:
                self._ask(self.notes.begin(asked, self.desk))
            case "next-check":
                self._next_check()
            case "review":
                await self.app.push_screen(ReviewScreen(self))
            case "search":
                await self.app.push_screen(SearchScreen(self))
            case "widen":
                self._widen()
            case _:
                pass

    async def _store(self, change: Change) -> bool:
        """Store one change durably; when that fails the desk stays as it was, and nothing typed ahead is taken."""

        def waits() -> None:
            typed = keying.as_typed(self.desk.question, change.after) if change.code == self.desk.at else None
            self.desk = replace(self.desk, half=typed, message=say("saving ..."))
            self.draw()

        error = await self.storing.store(change, waits)
        if isinstance(error, AnsweredElsewhere):
            self._read_again(error)
        elif error is not None:
            self._refuse(not_saved(error))
        return error is None

    def _read_again(self, error: AnsweredElsewhere) -> None:
        """Somebody else has answered: show what is on disk now, and take none of the keys typed ahead."""
        self.stored = self.app.casebook.open_interview(self.stored.id, "entry")
        self.storing.last_id = self.stored.last_answer_id
        interview = restore(self.desk.interview.instrument, self.stored.head.form, self.stored.answers)
        at = self.desk.at if interview.on_route(self.desk.at) else interview.resume_at(self.desk.at)
        self.desk = Desk(interview, at)
        self._open_margin(interview)
        self._refuse(error.what)

    def _refuse(self, reason: Message) -> None:
        self.desk = replace(self.desk, half=None, message=reason, lock=Lock(time.monotonic(), reason))

    def _ask(self, asked: Prompt | Message) -> None:
        """Open a line in the panel; or say why there is none, which locks the keys as any refusal does."""
        if isinstance(asked, Message):
            self._refuse(asked)
        else:
            self.prompt = asked

    def _press_prompt(self, line: Prompt, stroke: Stroke) -> None:
        """A key while a line is being written in the panel."""
        self.prompt = prompt.press(line, stroke)
        if self.prompt.left:
            self.prompt = None
        elif self.prompt.done:
            outcome = self.notes.finish(self.prompt, self.desk)
            self.prompt = outcome if isinstance(outcome, Prompt) else None
            if isinstance(outcome, Message):
                self.desk = replace(self.desk, message=outcome)

    def _next_check(self) -> None:
        """To the next question where a check waits, round the form."""
        code = self.margin.next_waiting(self.desk)
        if code is None:
            self.desk = replace(self.desk, message=say("no check waits"))
        else:
            self.go_to(code)

    def go_to(self, code: str, message: Message | None = None) -> None:
        """Stand at a question, from the review, the search or a check; one off the route says why it is not asked."""
        reason = self.desk.interview.left_route_by(code)
        at = self.desk.at if reason else code
        self.desk = replace(self.desk, at=at, half=None, came_from=self.desk.at, message=reason or message)
        self.draw()

    def _widen(self) -> None:
        """From the short form to the full one, or back while nothing is answered that only the full one asks."""
        turned = widening.turned(self.desk.interview)
        if isinstance(turned, Message):
            self.desk = replace(self.desk, message=turned)
            return
        head = replace(self.stored.head, form=turned.form.id)
        try:
            version = self.app.casebook.change_head(self.stored.id, head, self.stored.version)
        except AsiError as error:
            self._refuse(not_saved(error))
            return
        self.stored = replace(self.stored, head=head, version=version)
        at = self.desk.at if self.desk.at in turned.plan.place else turned.resume_at(None)
        message = say("now {form}; F7 goes back", form=turned.form.title)
        self.desk = replace(self.desk, interview=turned, at=at, message=message)
        self.margin.notebook = self.margin.notebook.on(turned)

    async def _press_closing(self, stroke: Stroke) -> None:
        """A key while the closing panel stands there: Enter goes to what is in the way, in its order."""
        if stroke.command in ("close", "backspace", "back"):
            self.is_closing = False
            return
        if stroke.command == "help":
            await self.app.show_question(self.desk.question)
            return
        self.ends_early = closing.still_early(stroke, self.ends_early)
        match closing.press(self.desk.interview, self.margin.notebook, stroke, ends_early=self.ends_early):
            case str() as code:
                self.is_closing = False
                self.go_to(code)
            case Fired() as check:
                self._ask(self.notes.ask_reason(check))
            case Message() as reason:
                self.desk = replace(self.desk, message=reason, lock=Lock(stroke.at, reason))
            case closing.Ending() as how:
                await self._complete(how)

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
        self._open_margin(self.desk.interview)

    def draw(self) -> None:
        """Show the desk; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width, keymap = self.app.size.width, self.app.keymap_in_force
        progress = progress_line(self.desk, len(self.margin.notebook.open), self.app.banner(), width)
        self.query_one("#progress").styles.width = taken = len(words_of(progress))
        title = title_line(self.stored.client, self.desk.interview, area_title(self.desk), width - taken)
        self.query_one("#title", Paper).show([title])
        self.query_one("#progress", Paper).show([progress])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        self.query_one(QuestionSheet).show_desk(self.desk, self.margin)
        panel = self.query_one(QuestionPanel)
        written = prompt_line(self.prompt, width) if self.prompt else None
        if self.is_closing:
            panel.show(closing_lines(self.desk, self.margin, panel.size, written, ends_early=self.ends_early))
        else:
            day = since(self.desk.interview.form, self.desk.question, self.stored.refers_to_date)
            panel.show_desk(self.desk, keymap, tell(day), self.margin, written)
        self.query_one(KeyLine).show_keys(keymap, FOOTER)
