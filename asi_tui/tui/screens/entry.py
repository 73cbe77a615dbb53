"""The entry screen: a key, the engine, the disk, and only then the next question on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from asi_tui.core import closing, entry, keying, prompt, widening
from asi_tui.core.casework import StoredInterview
from asi_tui.core.checks import Fired
from asi_tui.core.desk import Desk, Stroke, Turn
from asi_tui.core.earlier import carried, since
from asi_tui.core.identity import show_code
from asi_tui.core.interview import Change, Interview, values_of
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.preferences import EarlierView
from asi_tui.core.prompt import Prompt
from asi_tui.core.second_look import Looks
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.margin import open_margin
from asi_tui.tui.note_taking import NoteTaking, prompt_line
from asi_tui.tui.screens.interview_screen import InterviewScreen
from asi_tui.tui.screens.review import ReviewScreen
from asi_tui.tui.screens.search import SearchScreen
from asi_tui.tui.storing import not_saved
from asi_tui.tui.widgets.closing_panel import closing_lines
from asi_tui.tui.widgets.entry_title import area_title, progress_line, rule_line
from asi_tui.tui.widgets.paper import Line, Paper
from asi_tui.tui.widgets.question_panel import HEIGHT, QuestionPanel
from asi_tui.tui.widgets.question_sheet import QuestionSheet

FOOTER = ("entry.back", "entry.goto", "entry.remark", "entry.review", "entry.complete", "entry.undo", "entry.head")


class EntryScreen(InterviewScreen):
    """One interview being keyed."""

    context = Context.ENTRY
    handbook = "intervju"
    states = frozenset({InterviewState.DRAFT})

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        super().__init__(stored)
        self.desk = Desk(interview, interview.resume_at(stored.last_question))
        self.is_closing = self.ends_early = self.is_offered = False
        self.prompt: Prompt | None = None
        self.reviewed: str | None = None

    def parts(self) -> ComposeResult:
        """The sheet, and the panel under it."""
        yield QuestionSheet(id="sheet", classes="body")
        yield Paper(id="rule-below", classes="rule")
        yield QuestionPanel(id="panel")

    def prepare(self) -> None:
        """Lay the earlier interview beside this one, and read its remarks and checks."""
        interview, setting = self.desk.interview, EarlierView(self.app.config.earlier)
        self.margin = open_margin(self.app.casebook, self.app.shelf, self.stored, interview, setting)
        self.notes = NoteTaking(self.app.casebook, self.stored.id, self.margin)
        earlier = self.margin.earlier
        if earlier is not None:
            values = {code: carried(earlier, question) for code, question in interview.instrument.questions.items()}
            self.desk = replace(self.desk, carried={c: value for c, value in values.items() if value is not None})

    def lay_out(self, height: int) -> None:
        """Give the sheet at least half of a small window."""
        self.query_one("#panel").styles.height = min(HEIGHT, max(2, height * 3 // 8))
        super().lay_out(height)

    async def take(self, stroke: Stroke) -> None:
        """One key of the keyer: to the line being written, to the closing panel, or to the question."""
        if self.prompt is not None:
            self.press_prompt(self.prompt, stroke)
        elif self.is_closing:
            await self._press_closing(stroke)
        else:
            self.is_offered = self.is_offered and stroke.command == "widen"
            await self.turn_to(self.turned_by(stroke))

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words in a written answer or a remark, refused elsewhere."""
        if self.prompt is not None:
            self.prompt = prompt.pasted(self.prompt, text)
        elif self.is_closing:
            self.refuse(say("pasted text is not taken here"))
        else:
            await self.turn_to(entry.paste(self.desk, text, self.style, at))
        self.draw()

    def turned_by(self, stroke: Stroke) -> Turn:
        """What a key does at the question."""
        return entry.press(self.desk, stroke, self.style)

    async def turn_to(self, turn: Turn) -> None:
        """Store what the key stored, move the desk only when that is on disk, open what was asked for."""
        was = self.desk.interview
        if turn.store is not None and not await self.store(turn.store, turn.desk.interview):
            return
        self.desk = turn.desk
        if turn.store is not None:
            self.margin.took(was, self.desk.interview, turn.store)
        await self.open_asked(turn.ask)

    async def store(self, change: Change, after: Interview) -> bool:
        """Store one change durably, which makes the interview what it is `after`."""
        return await self.is_stored(change)

    async def open_asked(self, ask: str | None) -> None:
        """Open what a key asks for."""
        match ask:
            case "complete":
                self.is_closing, self.ends_early = True, False
            case "close":
                await self.leave()
            case "help":
                await self.app.show_question(self.desk.question, self.handbook)
            case "head":
                await self._head()
            case "palette":
                await self.app.show_palette(self.context, self)
            case "remark" | "area-comment" | "accept" as asked:
                self._ask(self.notes.begin(asked, self.desk))
            case "next-check":
                self._next_check()
            case "review":
                await self.app.push_screen(ReviewScreen(self))
            case "search":
                await self.app.push_screen(SearchScreen(self))
            case "widen":
                self.widen()
            case "correct":
                self.refuse(say("only what is signed is corrected: key the new answer"))
            case _:
                pass

    def waits_for(self, change: Change) -> None:
        """The answer stays half-typed as long as the disk is busy."""
        typed = keying.as_typed(self.desk.question, change.after) if change.code == self.desk.at else None
        self.desk = replace(self.desk, half=typed, message=say("saving ..."))
        self.draw()

    def lay_open(self, interview: Interview) -> None:
        """Stand where one stood, in the interview as it lies on disk now."""
        at = self.desk.at if interview.on_route(self.desk.at) else interview.resume_at(self.desk.at)
        self.desk = Desk(interview, at)
        self.prompt, self.is_closing = None, False
        self.prepare()

    async def leave(self) -> None:
        """Back to the queue: all is saved."""
        self.app.pop_to_queue(None)

    def _ask(self, asked: Prompt | Message) -> None:
        """Open a line in the panel; or say why there is none, which locks the keys as any refusal does."""
        if isinstance(asked, Message):
            self.refuse(asked)
        else:
            self.prompt = asked

    def press_prompt(self, line: Prompt, stroke: Stroke) -> None:
        """A key while a line is being written in the panel."""
        self.prompt = prompt.press(line, stroke)
        if self.prompt.left:
            self.prompt = None
        elif self.prompt.done:
            outcome = self.notes.finish(self.prompt, self.desk)
            self.prompt = outcome if isinstance(outcome, Prompt) else None
            if isinstance(outcome, Message):
                self.desk = replace(self.desk, message=outcome)
                self.noted()

    def noted(self) -> None:
        """Something beside the answers has changed: a remark, a check dealt with, the head, the form."""

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
        bare = replace(self.desk, half=None, lookup=None)
        self.desk = replace(bare, at=at, came_from=self.desk.at, message=reason or message)
        self.draw()

    def looks(self) -> Looks:
        """The ratings that are to be looked at again."""
        return {}

    async def to_ratings(self) -> None:
        """To the ratings, which are given once the interview is complete."""
        self.desk = replace(self.desk, message=say("the ratings are given once the interview is complete"))

    def widen(self) -> None:
        """From the short form to the full one and back; or, on a second F7, finish a full one as short."""
        kept = self.app.casebook.open_interview(self.stored.id, "entry").answers
        values = values_of(self.desk.interview.instrument, kept)
        turned = widening.turned(self.desk.interview, values, may_finish_short=self.app.config.finish_short)
        if isinstance(turned, Message):
            self.desk = replace(self.desk, message=turned)
        elif isinstance(turned, Interview):
            self._turn_form(turned, None)
        elif self.is_offered or not turned.left_out:
            self._turn_form(turned.interview, turned.told)
        else:
            self.is_offered = True
            self.desk = replace(self.desk, message=turned.offer)

    def _turn_form(self, turned: Interview, message: Message | None) -> None:
        head = replace(self.stored.head, form=turned.form.id)
        try:
            version = self.app.casebook.change_head(self.stored.id, head, self.stored.version)
        except AsiError as error:
            self.refuse(not_saved(error))
            return
        self.is_offered = False
        self.stored = replace(self.stored, head=head, version=version)
        at = self.desk.at if self.desk.at in turned.plan.place else turned.resume_at(None)
        message = message or say("now {form}; F7 goes back", form=turned.form.title)
        self.desk = replace(self.desk, interview=turned, at=at, message=message)
        self.margin.notebook = self.margin.notebook.on(turned)
        self.noted()

    async def _head(self) -> None:
        from asi_tui.tui.screens.head import HeadScreen

        await self.app.push_screen(HeadScreen.for_interview(self.app, self.stored, self._head_changed))

    async def _head_changed(self, stored: StoredInterview) -> None:
        self.stored = stored
        self.prepare()
        self.noted()

    async def _press_closing(self, stroke: Stroke) -> None:
        """A key while the closing panel stands there: Enter goes to what is in the way, in its order."""
        panel = closing.at_panel(self.desk, self.margin.notebook, stroke, self.style, ends_early=self.ends_early)
        self.desk, self.ends_early, self.is_closing = panel.desk, panel.ends_early, not panel.is_left
        if panel.wants_help:
            await self.app.show_question(self.desk.question, self.handbook)
        match panel.leads_to:
            case str() as code:
                self.go_to(code)
            case Fired() as check:
                self._ask(self.notes.ask_reason(check))
            case closing.Ending() as how:
                interview, change = closing.closed(self.desk.interview, how)
                if change is None or await self.store(change, interview):
                    await self.finish(interview)

    async def finish(self, interview: Interview) -> None:
        """The interview has its ending: put on disk that it is complete, and go back to the queue."""
        try:
            completion = closing.kept(interview, self.scoring)
            done = self.app.casebook.complete(self.stored.id, completion, self.app.today)
        except AsiError as error:
            self.refuse(say("not completed: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
            return
        code = show_code(self.stored.client.code)
        self.app.pop_to_queue(say("{code} is complete; next follow-up {day}", code=code, day=done.next_due))

    def place(self) -> str:
        """The area."""
        return area_title(self.desk)

    def progress(self) -> Line:
        """How far the area and the whole have come, and how much waits."""
        return progress_line(self.desk, len(self.margin.notebook.open), self.app.banner(), self.app.size.width)

    def footer(self) -> Sequence[str]:
        """The commands of a keyer."""
        return FOOTER

    def show(self) -> None:
        """The page of the sheet, and the question; or what stands in the way of completion."""
        width, keymap = self.app.size.width, self.app.keymap_in_force
        self.query_one("#rule-below", Paper).show([rule_line(width)])
        self.query_one(QuestionSheet).show_desk(self.desk, self.margin)
        panel = self.query_one(QuestionPanel)
        written = prompt_line(self.prompt, width) if self.prompt else None
        if self.is_closing:
            early, asked = self.ends_early, self.notes.about if self.prompt else None
            lines = closing_lines(self.desk, self.margin, keymap, panel.size, written, ends_early=early, asked=asked)
            panel.show(lines)
        else:
            day = since(self.desk.interview.form, self.desk.question, self.stored.refers_to_date)
            panel.show_desk(self.desk, keymap, tell(day), self.margin, written)
