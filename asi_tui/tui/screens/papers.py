"""What a client's interviews give back, on the screen: five papers, each read, written to a file or copied.

The summary is edited here, and it is noted here that the client has got their sheet.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.client_file import ClientFile
from asi_tui.core.identity import show_code
from asi_tui.core.papers import PAPERS, PaperKind
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui import text_box
from asi_tui.tui.app import AsiApp
from asi_tui.tui.asking import Told
from asi_tui.tui.case_reading import PURPOSE, CaseReading
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.paper_reading import PaperReading
from asi_tui.tui.screens.acting import ActingScreen
from asi_tui.tui.summary_editing import Writing
from asi_tui.tui.widgets.action_panel import panel_keys
from asi_tui.tui.widgets.entry_title import rule_line
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut, titled

LOW = 12
"""In a window lower than this the rule, the papers' names and the keys leave their place to the text."""


async def open_papers(
    app: AsiApp,
    code: str,
    interview_id: str | None = None,
    *,
    kind: PaperKind = PaperKind.SUMMARY,
    item: int | None = None,
) -> Message | None:
    """Open a paper of a client: on that interview, else on the one that the `item` of the queue is about, else on the
    latest. Gives what is in the way, if anything is."""
    file = app.casebook.files.open(code, PURPOSE)
    if not file.interviews:
        return say("the client has no interview yet: there is nothing to read")
    row = next((one for one in file.rows if item is not None and one.item_id == item), None)
    wanted = interview_id or (row.interview_id if row else None)
    place = next((n for n, one in enumerate(file.interviews) if one.id == wanted), len(file.interviews) - 1)
    await app.push_screen(PapersScreen(app, file, place, kind))
    return None


async def open_from(app: AsiApp, screen: KeyedScreen[Any]) -> None:
    """Open the papers of what stands on a screen, or say on it why not."""
    about = screen.read_about()
    if about is None:
        return
    try:
        hindrance = await open_papers(app, *about)
    except AsiError as error:
        hindrance = say("{what}; {remedy}", what=error.what, remedy=error.remedy)
    if hindrance is not None:
        screen.tell(hindrance)


class PapersScreen(ActingScreen):
    """One paper at a time; digits change the paper, the arrows to the sides the interview."""

    page = "papper"
    is_home = False

    def __init__(self, app: AsiApp, file: ClientFile, place: int, kind: PaperKind) -> None:
        super().__init__()
        self.case = CaseReading(app, file, place)
        self.reading = PaperReading(app, self.case, kind)
        self.writing: Writing | None = None

    def compose(self) -> ComposeResult:
        """Title, the papers, the text, message, keys."""
        yield Paper(id="title")
        yield Paper(id="papers")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="message")
        yield KeyLine(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        for part in ("#papers", "#rule", "#keys"):
            self.query_one(part).display = event.size.height >= LOW
        self.call_after_refresh(self.draw)

    # What is read anew

    def acted(self, rows: tuple[QueueRow, ...]) -> None:
        """Feedback was given: its row is done."""
        if rows:
            with suppress(AsiError):  # what was done is done; what is shown is as it was read
                self.case.reload()

    def read_again(self, rows: tuple[QueueRow, ...]) -> tuple[QueueRow, ...]:
        """Another person was there first: read everything again."""
        with suppress(AsiError):
            self.reading.reload()
        wanted = {row.item_id for row in rows}
        return tuple(row for row in self.case.file.rows if row.item_id in wanted)

    def point_to_items(self, items: tuple[int, ...]) -> None:
        """What is undone here is of the text alone."""

    def done(self, told: Told, rows: tuple[QueueRow, ...]) -> None:
        """Say what was done; feedback that was given leads back to the list with its row, and on to the next."""
        below = self.app.screen_stack[-2]
        if rows and isinstance(below, ActingScreen) and below.is_home:
            self.app.pop_one()
            below.done(told, rows)
            below.draw()
        else:
            super().done(told, rows)
            self.say(told.message)

    # Keys

    async def paste(self, text: str, at: float) -> None:
        """Pasted text goes into the box, or the field of the panel."""
        if self.writing is not None:
            self.writing.box = text_box.paste(self.writing.box, text)
            self.draw()
        else:
            await super().paste(text, at)

    async def press_page(self, key: Key) -> None:
        """A key in the box, or on the paper itself."""
        try:
            if self.writing is not None:
                self._press_box(self.writing, key)
            elif key.key.isdigit() and 1 <= int(key.key) <= len(PAPERS):
                self.reading.choose(list(PAPERS)[int(key.key) - 1])
            else:
                await self._press_paper(key)
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def _press_box(self, writing: Writing, key: Key) -> None:
        width = self._box_width()
        writing.box = box = text_box.press(writing.box, key.key, key.character if key.is_printable else None, width)
        if box.is_left:
            self.writing = None
        elif box.warned:
            self.say(say("not saved: Enter saves it, Esc once more throws it away"))
        elif box.is_done:
            self._finish(writing)

    def _finish(self, writing: Writing) -> None:
        """Store what stands in the box; when it cannot be, it stays there."""
        try:
            self.say(writing.finish(self.reading.view))
        except AsiError as error:
            writing.stays(self.reading.view)
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=say("your words stay here: Enter tries again")))
            return
        self.writing = None

    async def _press_paper(self, key: Key) -> None:
        keymap = self.app.keymap_in_force
        command = keymap.command(key.key, Context.PAPER)
        if command is None and len(key.key) == 1:
            command = keymap.command(key.key.lower(), Context.PAPER)
        match command.id if command else None:
            case None:
                return
            case "app.close":
                self.app.pop_one()
            case "app.palette":
                await self.app.show_palette(Context.PAPER, self)
            case "paper.earlier":
                self.say(None if self.reading.turn(-1) else say("there is no earlier interview"))
            case "paper.later":
                self.say(None if self.reading.turn(1) else say("there is no later interview"))
            case "paper.write":
                from asi_tui.tui.paper_forms import ask_file

                self.ask(ask_file(self.reading.papers, self.reading.wanted))
            case "paper.copy":
                self._copy()
            case "paper.given":
                self._give()
            case "paper.beside":
                self._lay_beside()
            case str() as name if not self.reading.moves(name):
                self._edit(name)

    def _edit(self, name: str) -> None:
        """What is done to the summary alone."""
        outcome = self.reading.edit(name)
        if isinstance(outcome, Writing):
            self.writing = outcome
        elif isinstance(outcome, Message):
            self.say(outcome)
        elif outcome is not None:
            self.ask(outcome)

    def _lay_beside(self) -> None:
        from asi_tui.tui.paper_forms import ask_beside

        if not self.case.comparable:
            self.say(say("there is no earlier interview to compare with"))
            return
        self.reading.choose(PaperKind.CHANGE)
        self.ask(ask_beside(self.case, self.reading.load))

    def _give(self) -> None:
        """The client has got the sheet: the day is asked, and the row of the queue is done."""
        waiting = [row for row in self.case.file.rows if row.kind is ItemKind.FEEDBACK]
        rows = [row for row in waiting if row.interview_id == self.case.current.id] or waiting
        if rows:
            self.act("start.feedback", tuple(rows[:1]))
        else:
            self.say(say("no feedback waits to be given to this client"))

    def _copy(self) -> None:
        """To the user's own clipboard, through the terminal, where the site lets that be."""
        from asi_tui.tui.clipboard import copied

        self.say(copied(self.app, lambda: self.reading.papers.text(self.reading.wanted)))

    # Drawing

    def _box_width(self) -> int:
        return min(self.app.size.width, 100) - 2

    def draw(self) -> None:
        """Show the paper; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show([self._title(width)])
        self.query_one("#papers", Paper).show([self._papers(width)])
        self.query_one("#rule", Paper).show([rule_line(width, self.reading.told())])
        sheet = self.query_one("#sheet", Paper)
        foot = self._foot(width, sheet.size.height)
        self.reading.page = room = max(1, sheet.size.height - len(foot))
        sheet.show([*self.reading.lines(width, room), *foot])
        where = "" if self.asked or self.writing else self.reading.where()
        self.query_one("#message", Paper).show([self.message_line(width, where)])
        keys = self.query_one(KeyLine)
        if self.writing is not None:
            keys.show([self.writing.keys()])
        elif self.asked is not None:
            keys.show([panel_keys(self.asked.fields, width)])
        else:
            keys.show_keys(self.app.keymap_in_force, self.reading.footer())

    def _foot(self, width: int, height: int) -> list[Line]:
        """What stands under the text: the box, the panel, or what the chosen sentence rests on."""
        below = self.below(width, max(1, height - 2))
        if self.asked is not None or self.explained is not None:
            return below
        if self.writing is not None:
            return [*self.writing.lines(self._box_width(), max(2, height * 2 // 3) - len(below)), *below]
        return [*self.reading.foot(width, height - len(below)), *below]

    def _title(self, width: int) -> Line:
        client, held = self.case.file.client, self.case.current
        left = [(f" {show_code(client.code)}", "strong")]
        if not self.query_one("#papers").display:
            left.append((f"  {tell(PAPERS[self.reading.kind])}", "heading"))
        count = len(self.case.file.interviews)
        which = say("{day} ({number} of {count})", day=held.interview_date, number=self.case.place + 1, count=count)
        day = tell(which)
        if self.reading.mark:
            # The day is never left out for what is said at length on the paper.
            room = width - sum(len(words) for words, _ in (*left, *self.app.banner())) - len(day) - 7
            left.append((f"  {cut(self.reading.mark, room)} ", "late"))
        return titled(left, self.app.banner(), [day], width)

    def _papers(self, width: int) -> Line:
        """The papers by their digits, the one that is read with a sign."""
        spans: list[Span] = []
        room = width
        for digit, (kind, name) in enumerate(PAPERS.items(), 1):
            is_here = kind is self.reading.kind
            words = cut(f"{'▸' if is_here else ' '}{digit} {tell(name)} ", room)
            spans.append((words, "cursor" if is_here else "text"))
            room -= len(words)
        return tuple(spans)
