"""The client's page: who they are, what waits, what has been held and has happened; everything starts from here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import AppFocus, Key, Resize

from asi_tui.core.casework import InterviewSummary
from asi_tui.core.client_file import ClientFile
from asi_tui.core.identity import show_code
from asi_tui.core.queue import QueueRow, Scope
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import ABOUT_ITEMS, Context
from asi_tui.message import Message, say
from asi_tui.tui import client_forms
from asi_tui.tui.action_asking import base_order
from asi_tui.tui.app import AsiApp
from asi_tui.tui.client_entries import Section, entries_of
from asi_tui.tui.screens.client_opening import OpeningScreen
from asi_tui.tui.widgets.action_panel import panel_keys
from asi_tui.tui.widgets.client_sheet import ClientSheet
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, titled

FOOTER = (
    "client.open",
    "client.interview",
    "client.short",
    "client.intervention",
    "client.event",
    "client.read",
    "start.order",
    "client.edit",
    "client.case",
    "start.undo",
)

PURPOSE = "client page"


async def open_page(app: AsiApp, code: str) -> None:
    """Open the page of the client with that code; the opening is logged."""
    file = app.casebook.files.open(code, PURPOSE)
    await app.push_screen(ClientScreen(file, {m.id: m.name for m in app.casebook.files.staff_for(Scope.ALL)}))


class ClientScreen(OpeningScreen):
    """One client. Digits go to the sections, Enter does what the line asks for."""

    page = "klient"

    def __init__(self, file: ClientFile, names: dict[str, str]) -> None:
        super().__init__()
        self.file = file
        self.names = names

    def compose(self) -> ComposeResult:
        """Title, sheet, message, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield ClientSheet(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="message")
        yield KeyLine(id="keys")

    @property
    def sheet(self) -> ClientSheet:
        """The lines of the page."""
        return self.query_one(ClientSheet)

    def on_mount(self) -> None:
        """Lay the file out."""
        self._take(self.file)

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = event.size.height >= 12
        self.call_after_refresh(self.draw)

    def on_app_focus(self, event: AppFocus) -> None:
        """The user is back at this window: others may have worked meanwhile."""
        if self.app.screen is self and self.asked is None:
            self.reload()
            self.draw()

    # Reading

    def _take(self, file: ClientFile) -> None:
        self.file = file
        self.sheet.fill_with(entries_of(file, self.names, self.app.today))

    def reload(self) -> None:
        """Read the page again."""
        try:
            self._take(self.app.casebook.files.open(self.file.client.code, PURPOSE))
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def come_back(self, message: Message | None) -> None:
        """Another screen has closed: what is true now, and what it had to say."""
        self.say(message)
        self.reload()
        self.draw()

    def acted(self, rows: tuple[QueueRow, ...]) -> None:
        """Read the page again; a row that is done is followed by the next."""
        self.reload()

    def read_again(self, rows: tuple[QueueRow, ...]) -> tuple[QueueRow, ...]:
        """Read the page again after another person's action."""
        self.reload()
        wanted = {row.item_id for row in rows}
        return tuple(row for row in self.file.rows if row.item_id in wanted)

    def point_to_items(self, items: tuple[int, ...]) -> None:
        """Go to the first of these rows."""
        for item in items:
            if self.sheet.point_to(f"item {item}"):
                return

    # Keys

    async def press_page(self, key: Key) -> None:
        """A key on the page itself."""
        if key.key in {str(section.value) for section in Section}:
            section = Section(int(key.key))
            if not self.sheet.go_to(section):
                self.say(_empty(section))
            return
        keymap = self.app.keymap_in_force
        command = keymap.command(key.key, Context.CLIENT)
        if command is None and len(key.key) == 1:
            command = keymap.command(key.key.lower(), Context.CLIENT)
        if command is None or self._moves(command.id):
            return
        try:
            await self._do_command(command.id)
        except AsiError as error:
            self.refuse(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def _moves(self, command: str) -> bool:
        lines = len(self.sheet.entries)
        steps = {
            "client.next": 1,
            "client.back": -1,
            "client.next-page": self.sheet.page,
            "client.previous-page": -self.sheet.page,
            "client.first": -lines,
            "client.last": lines,
        }
        if command in ("client.left", "client.right"):
            self.sheet.cross(int(command == "client.right"))
        elif command in steps:
            self.sheet.move(steps[command])
        else:
            return False
        return True

    async def _do_command(self, command: str) -> None:
        match command:
            case "client.open":
                await self.open_entry(self.sheet.current)
            case "client.interview":
                self.ask_form()
            case "client.short":
                await self.begin(short=True)
            case "client.event":
                self.ask(client_forms.ask_event(self.file, self.app.today))
            case "client.intervention":
                from asi_tui.tui.screens.intervention import new_record

                await new_record(self.app, self.file.client)
            case "start.order":
                self.ask(base_order(self.app, self.file.client, self.file.identity.handler))
            case "client.edit":
                await self.edit("name")
            case "client.case":
                self.ask(client_forms.ask_case(self.file, self.app.today))
            case "client.read":
                from asi_tui.tui.screens.papers import open_papers

                self.say(await open_papers(self.app, *self.read_about()))
            case "client.reload":
                self.reload()
            case "app.close":
                self.app.pop_to_queue(None)
            case "app.palette":
                await self.app.show_palette(Context.CLIENT, self)
            case _ if command in ABOUT_ITEMS:
                rows = self._row()
                if rows or command == "start.undo":
                    self.act(command, rows)
                else:
                    self.refuse(say("choose one of the rows that wait first: 2 goes there"))

    def read_about(self) -> tuple[str, str | None]:
        """The interview that is chosen, else the client's latest."""
        subject = self.sheet.current.subject if self.sheet.current else None
        return self.file.client.code, subject.id if isinstance(subject, InterviewSummary) else None

    def _row(self) -> tuple[QueueRow, ...]:
        """The row of the queue that is chosen; when another line is, the only row there is."""
        entry = self.sheet.current
        if entry is not None and isinstance(entry.subject, QueueRow):
            return (entry.subject,)
        return self.file.rows if len(self.file.rows) == 1 else ()

    def draw(self) -> None:
        """Show the page; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show([self._title(width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        self.sheet.below = self.below(width, max(1, self.sheet.size.height - 2))
        self.sheet.draw()
        self.query_one("#message", Paper).show([self.message_line(width, self._whole_line(width))])
        keys = self.query_one(KeyLine)
        if self.asked is None:
            keys.show_keys(self.app.keymap_in_force, FOOTER)
        else:
            keys.show([panel_keys(self.asked.fields, width)])

    def _whole_line(self, width: int) -> str:
        """What there is no room for on the line that is chosen; else how one gets about."""
        if self.asked is not None:
            return ""
        entry = self.sheet.current
        words = "".join(part for part, _ in entry.spans) if entry else ""
        return (
            words
            if len(words) > self.sheet.column_width - 4
            else tell(say("1-{last} go to a section", last=len(Section)))
        )

    def _title(self, width: int) -> Line:
        client = self.file.client
        who = tell(say("protected")) if client.protected else client.name
        left = [(f" {show_code(client.code)}  ", "heading"), (who, "strong")]
        return titled(left, self.app.banner(), [client.unit, str(self.app.today)], width)


def _empty(section: Section) -> Message:
    """What to press where a section has nothing."""
    if section is Section.EVENTS:
        return say("no events yet: h adds one")
    if section is Section.INTERVIEWS:
        return say("no interview yet: n begins one, g orders a base interview")
    if section is Section.INTERVENTIONS:
        return say("no intervention registered: p registers one")
    return say("nothing here yet")
