"""The start screen: whom to follow up, most overdue first; drawn before the casebook is open."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import AppFocus, Key, Resize
from textual.worker import Worker, WorkerState

from asi_tui.core.casework import QueueCounts, QueuePage, QueueQuery, Scope, Show, StaffMember
from asi_tui.core.identity import read_code
from asi_tui.core.ports import Casebook
from asi_tui.core.preferences import Settings
from asi_tui.errors import AsiError, DatabaseError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import TO_PRACTICE, AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.screens.start_lines import CHOICES, FOOTER, count_line, empty_words, filter_line, search_line
from asi_tui.tui.widgets.followup_queue import FollowupQueue
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, spread

ROWS_READ = 200
"""Rows read at a time; the next are read when the mark comes to the last."""


class StartScreen(KeyedScreen[None]):
    """The queue, its counts, a filter and a search line."""

    app: AsiApp

    def __init__(self) -> None:
        super().__init__()
        self.me: StaffMember | None = None
        self.scope, self.shown = Scope.UNIT, Show.DUE
        self.search: str | None = None
        self.is_typing_search = False
        self.is_filtering = False
        self.counts = QueueCounts()
        self.next_key: str | None = None
        self.message: Message | None = None

    def compose(self) -> ComposeResult:
        """Title, counts, queue, message, keys."""
        yield Paper(id="title")
        yield Paper(id="counts")
        yield Paper(id="rule")
        yield FollowupQueue(id="queue", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="message")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Open the casebook beside the first paint."""
        self.queue.empty_words = (tell(say("Opening the casebook ...")),)
        self.run_worker(self._open, thread=True, name="open", exit_on_error=False)

    @property
    def queue(self) -> FollowupQueue:
        """The list."""
        return self.query_one(FollowupQueue)

    def _open(self) -> tuple[Casebook, StaffMember | None, Settings, QueueCounts, QueuePage]:
        """In the worker: open, and read what the first screen shows."""
        casebook = self.app.door.open_casebook()
        me = casebook.me()
        if me is None:
            return casebook, None, Settings(), QueueCounts(), QueuePage(())
        query = self._query()
        return casebook, me, casebook.settings(), casebook.counts(query), casebook.queue(query)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The casebook is open, or cannot be opened: then the program ends with the reason."""
        worker = event.worker
        if worker.name != "open" or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        if isinstance(worker.error, AsiError):
            self.app.exit(worker.error)
            return
        if worker.error is not None:
            raise worker.error
        assert worker.result is not None
        casebook, self.me, settings, self.counts, page = worker.result
        self.app.opened(casebook)
        self.app.use_settings(settings)
        self._take_page(page)
        self.draw()
        self.call_after_refresh(self._ready)

    async def _ready(self) -> None:
        """The queue is painted: keys may mean something now. Then read the instrument, so that Enter is quick."""
        if self.me is None:
            await self._ask_who()
        elif self.app.door.enter is not None:
            await self._enter(*self.app.door.enter)
        self.app.pump.open()
        self.run_worker(self.app.read_ahead, thread=True, name="read-ahead")

    async def _enter(self, code: str, form: str | None) -> None:
        """`asi enter CODE`: straight to the client's interview."""
        from asi_tui.tui.opening import open_client

        try:
            client = self.app.casebook.client(read_code(code), "entry")
            await open_client(self.app, client, None, short=False, form=form)
        except AsiError as error:
            self.app.exit(error)

    async def _ask_who(self) -> None:
        from asi_tui.tui.screens.first_start import FirstStartScreen

        async def registered(me: StaffMember) -> None:
            self.me = me
            self.reload()

        await self.app.push_screen(FirstStartScreen(registered))

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = event.size.height >= 12
        self.query_one("#counts").display = event.size.height >= 6
        self.call_after_refresh(self.draw)

    def on_app_focus(self, event: AppFocus) -> None:
        """The user is back at this window: others may have worked meanwhile."""
        if self.app.pump.is_open and self.app.screen is self:
            self.reload()

    def come_back(self, message: Message | None) -> None:
        """Another screen has closed: fresh figures, and what it had to say."""
        self.reload()
        self.message = message
        self.draw()

    def _query(self, after: str | None = None) -> QueueQuery:
        show = Show.FOUND if self.search is not None else self.shown
        return QueueQuery(
            today=self.app.today,
            scope=self.scope,
            show=show,
            search=self.search or "",
            after=after,
            size=ROWS_READ,
        )

    def reload(self) -> None:
        """Read the list and the counts again."""
        try:
            self.counts = self.app.casebook.counts(self._query())
            self._take_page(self.app.casebook.queue(self._query()))
            self.message = None
        except DatabaseError as error:
            self.message = say("{what}; {remedy}", what=error.what, remedy=error.remedy)
        self.draw()

    def _take_page(self, page: QueuePage, *, more: bool = False) -> None:
        rows = (*self.queue.rows, *page.rows) if more else page.rows
        self.next_key = page.next_key
        words = empty_words(self.counts, self.search, self.shown, self.app.keymap_in_force)
        self.queue.fill_with(rows, self.app.today, words)

    async def press(self, key: Key) -> None:
        """One key: to the search line, the filter line, or the list."""
        self.message = None
        if self.is_typing_search:
            await self._press_search(key)
        elif self.is_filtering:
            self._press_filter(key)
        else:
            await self._press_list(key)
        self.draw()

    async def _press_list(self, key: Key) -> None:
        command = self.app.keymap_in_force.command(key.key, Context.START)
        if command is None and len(key.key) == 1:
            command = self.app.keymap_in_force.command(key.key.lower(), Context.START)
        match command.id if command else "":
            case "start.next":
                self._move(1)
            case "start.back":
                self._move(-1)
            case "start.next-page":
                self._move(self.queue.page)
            case "start.previous-page":
                self._move(-self.queue.page)
            case "start.first":
                self._move(-len(self.queue.rows))
            case "start.last":
                self._move(len(self.queue.rows))
            case "start.interview":
                await self._interview(short=False)
            case "start.short":
                await self._interview(short=True)
            case "start.new":
                from asi_tui.tui.screens.new_client import NewClientScreen

                await self.app.push_screen(NewClientScreen())
            case "start.search":
                self.is_typing_search, self.search = True, self.search or ""
            case "start.filter":
                self.is_filtering = True
            case "start.settings":
                await self.app.show_settings()
            case "start.reload":
                self.reload()
            case "start.practice" if self.counts.clients == 0 and not self.app.door.practice:
                self.app.exit(TO_PRACTICE)
            case "app.close" if self.search is not None:
                self.search = None
                self.reload()
            case "app.help":
                await self.app.show_page("kon")
            case "app.palette":
                await self.app.show_palette(Context.START, self)
            case _:
                pass

    def _move(self, step: int) -> None:
        self.queue.move(step)
        if self.next_key is not None and self.queue.at == len(self.queue.rows) - 1:
            self._take_page(self.app.casebook.queue(self._query(self.next_key)), more=True)

    async def _press_search(self, key: Key) -> None:
        """Letters narrow the list; Enter goes to it, Escape leaves the search."""
        if key.key == "escape":
            self.is_typing_search, self.search = False, None
            self.reload()
        elif key.key == "enter":
            self.is_typing_search = False
        elif key.key in ("down", "up"):
            self.is_typing_search = False
            await self._press_list(key)
        elif key.key == "backspace":
            self._search_for((self.search or "")[:-1])
        elif key.character and key.is_printable:
            self._search_for((self.search or "") + key.character)

    async def paste(self, text: str, at: float) -> None:
        """Pasted text is searched for when the search line is open."""
        if self.is_typing_search and text.strip():
            self._search_for((self.search or "") + text.strip().splitlines()[0])

    def _search_for(self, words: str) -> None:
        self.search = words[:60]
        self.reload()

    def _press_filter(self, key: Key) -> None:
        """One letter chooses whose work or which list; anything else leaves the line."""
        self.is_filtering = False
        chosen = next((choice for letter, choice, _ in CHOICES if key.key.lower() == letter), None)
        if isinstance(chosen, Scope):
            self.scope = chosen
        self.shown = chosen if isinstance(chosen, Show) else self.shown
        if chosen is not None:
            self.search = None
            self.reload()

    async def _interview(self, *, short: bool) -> None:
        row = self.queue.current
        if row is None:
            return
        from asi_tui.tui.opening import open_row

        try:
            self.message = await open_row(self.app, row, short=short)
        except AsiError as error:
            self.message = say("{what}; {remedy}", what=error.what, remedy=error.remedy)

    def show_client(self, code: str, message: Message) -> None:
        """List one client, as if they had been searched for."""
        self.search = code
        self.come_back(message)

    def draw(self) -> None:
        """Show what is known; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show([self._title(width)])
        self.query_one("#counts", Paper).show([count_line(self.counts, self.scope, self.shown, self.search, width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        self.queue.draw()
        self.query_one("#message", Paper).show([self._message_line(width)])
        self.query_one(KeyLine).show_keys(self.app.keymap_in_force, FOOTER)

    def _message_line(self, width: int) -> Line:
        if self.is_typing_search:
            return search_line(self.search or "", len(self.queue.rows), width)
        if self.is_filtering:
            return filter_line(width)
        words = tell(self.message)
        return ((f" {words[:1].upper()}{words[1:]}", "good"),)

    def _title(self, width: int) -> Line:
        who = f"{self.me.unit.name} · {self.me.name} · " if self.me else ""
        left = [(" ASI  ", "heading"), (tell(say("Follow-up queue")), "strong")]
        return spread(left, [*self.app.banner(), (f" {who}{self.app.today} ", "text")], width)
