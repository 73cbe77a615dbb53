"""The start screen: whom to follow up, most overdue first; drawn before the casebook is open."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key, Resize
from textual.worker import Worker, WorkerState

from asi_tui.core import list_choice
from asi_tui.core.preferences import Settings
from asi_tui.core.queue import ItemKind, QueueCounts, QueuePage, QueueRow, Scope
from asi_tui.errors import AsiError, DatabaseBusy
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import say
from asi_tui.tui.app import TO_PRACTICE
from asi_tui.tui.screens.start_lines import (
    FOOTER,
    count_line,
    enter_label,
    filter_lines,
    read_at_line,
    search_line,
)
from asi_tui.tui.screens.worklist import ROWS_READ, WorklistScreen
from asi_tui.tui.widgets.followup_queue import FollowupQueue
from asi_tui.tui.widgets.key_line import KeyLine, key_line
from asi_tui.tui.widgets.paper import Line, Paper, cut, titled

if TYPE_CHECKING:
    from asi_tui.core.people import StaffMember
    from asi_tui.core.ports import Casebook

ENTER_PATIENCE = 10.0
"""Seconds that a busy database is asked again for the interview that was named at the start."""

ENTER_PAUSE = 0.1


class StartScreen(WorklistScreen):
    """The queue, its counts, a filter and a search line, and the panel in which something is done about rows."""

    page = "kon"

    def __init__(self) -> None:
        super().__init__()
        self.me: StaffMember | None = None

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
        """Open the casebook as soon as the screen is painted: both at once would take longer to show anything."""
        words = tell(say("Opening the casebook ..."))
        self.queue.empty_words = (words,)
        self._lay(self.app.size.width)
        self.queue.show([(), ((f"   {words}", "text"),)])
        self.call_after_refresh(self.run_worker, self._open, thread=True, name="open", exit_on_error=False)

    def _open(self) -> tuple[Casebook, StaffMember | None, Settings, QueueCounts, QueuePage]:
        """In the worker: open, and read what the first screen shows."""
        casebook = self.app.door.open_casebook()
        me = casebook.me()
        if me is None:
            return casebook, None, Settings(), QueueCounts(), QueuePage(())
        query = self.choice.query(self.app.today, after=None, size=ROWS_READ)
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
        if self.me is not None:
            self.app.use_ways(self.me.unit.ways)
        self.app.use_settings(settings)
        self.take_page(page)
        self.draw()
        self.call_after_refresh(self._ready)

    async def _ready(self) -> None:
        """The queue is painted: keys may mean something now. Then read the instrument, so that Enter is quick."""
        if self.me is None:
            await self._ask_who()
        elif self.app.door.enter is not None:
            await self._enter(*self.app.door.enter)
        elif self.app.door.opens is not None:
            await self.app.door.opens(self.app)
        self.app.pump.open()
        self.run_worker(self.app.read_ahead, thread=True, name="read-ahead")

    async def _enter(self, code: str, form: str | None) -> None:
        """`asi enter CODE`: straight to the client's interview."""
        from asi_tui.core.identity import read_code
        from asi_tui.tui.opening import enter_client

        until = time.monotonic() + ENTER_PATIENCE
        while True:
            try:
                client = self.app.casebook.client(read_code(code), "entry")
                await enter_client(self.app, client, form)
                return
            except AsiError as error:
                # Many may begin at the same moment, as when a course does.
                if not isinstance(error, DatabaseBusy) or time.monotonic() > until:
                    self.app.exit(error)
                    return
            await asyncio.sleep(ENTER_PAUSE)

    async def _ask_who(self) -> None:
        from asi_tui.tui.screens.first_start import FirstStartScreen

        async def registered(me: StaffMember) -> None:
            self.me = me
            self.app.use_ways(me.unit.ways)
            self.reload()

        await self.app.push_screen(FirstStartScreen(registered))

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = event.size.height >= 12
        self.query_one("#counts").display = event.size.height >= 6
        self.call_after_refresh(self.draw)

    # Keys

    def read_about(self) -> tuple[str, None] | None:
        """The client of the row."""
        row = self.queue.current
        is_free = row is not None and self.asked is None and not self.choice.is_typing and not self.choice.is_filtering
        return (row.client.code, None) if row is not None and is_free else None

    async def press_list(self, key: Key) -> None:
        """One key in the list."""
        keymap = self.app.keymap_in_force
        command = keymap.command(key.key, Context.START)
        if command is None and len(key.key) == 1:
            command = keymap.command(key.key.lower(), Context.START)
        if command is None or self.moves(command.id):
            return
        match command.id:
            case "start.interview" | "start.short":
                await self._interview(short=command.id == "start.short")
            case "start.client":
                await self._client()
            case "start.mark":
                self.mark()
            case "start.order":
                self._order()
            case "start.new":
                from asi_tui.tui.screens.new_client import NewClientScreen

                await self.app.push_screen(NewClientScreen(self.app))
            case "start.search":
                self.choice = list_choice.begin_search(self.choice)
                self.reload()
            case "start.filter":
                self.choice = list_choice.begin_filter(self.choice)
            case "start.settings":
                await self.app.show_settings()
            case "start.plan":
                from asi_tui.tui.screens.plan import open_plan

                await open_plan(self.app)
            case "start.reload":
                self.reload()
            case "start.practice":
                if not self.counts.has_clients and not self.app.door.practice:
                    self.app.exit(TO_PRACTICE)
            case "app.close":
                self.leave()
            case "app.palette":
                await self.app.show_palette(Context.START, self)
            case _:
                self.act(command.id, self.queue.chosen)

    async def _interview(self, *, short: bool) -> None:
        """Enter does what the row asks for."""
        rows = self.queue.chosen
        if not rows:
            return
        if self.queue.marked:
            self.act("start.feedback", rows)
            return
        if rows[0].kind is ItemKind.INTERVENTION:
            await self._intervention(rows[0].intervention)
            return
        from asi_tui.tui.opening import open_row

        try:
            self.say(await open_row(self.app, rows[0], short=short))
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    async def _intervention(self, intervention_id: str) -> None:
        from asi_tui.tui.screens.intervention import open_record

        try:
            await open_record(self.app, intervention_id)
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def _order(self) -> None:
        """Order a base interview with the client of the row."""
        row = self.queue.current
        if row is not None:
            from asi_tui.tui.action_asking import base_order

            self.ask(base_order(self.app, row.client, None))

    async def _client(self) -> None:
        row = self.queue.current
        if row is None:
            return
        from asi_tui.tui.screens.client import open_page

        try:
            await open_page(self.app, row.client.code)
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    # Drawing

    def draw(self) -> None:
        """Show what is known; only cells that changed are painted."""
        if self.is_mounted and self.app.screen is self:
            self._lay(self.app.size.width)

    def _lay(self, width: int) -> None:
        """Have all parts show what is known, in a window of that width."""
        self.query_one("#title", Paper).show([self._title(width)])
        self.query_one("#counts", Paper).show([count_line(self.counts, self.choice, width)])
        self.query_one("#rule", Paper).show([read_at_line(self.read_at, width)])
        self.query_one("#rule-below", Paper).show([((" " + "─" * (width - 2), "rule"),)])
        height = self.queue.size.height
        filters = self.choice.is_filtering
        self.queue.below = filter_lines(self.choice, width, height) if filters else self.below(width, height)
        self.queue.draw()
        self.query_one("#message", Paper).show([self._message_line(width)])
        self._draw_keys(width)

    def _draw_keys(self, width: int) -> None:
        keys = self.query_one(KeyLine)
        if self.asked is None:
            labels = enter_label(self.queue.current)
            keys.show([key_line(self.app.keymap_in_force, FOOTER, "app.help", width, labels)])
        else:
            from asi_tui.tui.widgets.action_panel import panel_keys

            keys.show([panel_keys(self.asked.fields, width)])

    def _message_line(self, width: int) -> Line:
        if self.choice.is_typing:
            return search_line(self.choice.search or "", len(self.queue.rows), width)
        marked = len(self.queue.marked)
        if marked and self.asked is None:
            return self.message_line(width, tell(say("{count} rows marked; what is done is done to all", count=marked)))
        if self.message is None and (notice := self.app.tell_once()) is not None:
            words = tell(notice)
            return ((cut(f" {words[:1].upper()}{words[1:]}", width), "good"),)
        row = self.queue.current if self.asked is None and not self.choice.is_filtering else None
        details = self._details(row) if row else ""
        return self.message_line(width, details)

    def _details(self, row: QueueRow) -> str:
        from asi_tui.tui.widgets.queue_row import detail_words

        return detail_words(row, with_unit=self.choice.scope is Scope.ALL)

    def _title(self, width: int) -> Line:
        left = [(" ASI  ", "heading"), (tell(say("Follow-up queue")), "strong")]
        who = [f"{self.me.unit.name} · {self.me.name}"] if self.me else []
        return titled(left, self.app.banner(), [*who, str(self.app.today)], width)
