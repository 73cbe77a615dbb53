"""The page of a unit: its plan, its staff and their training; from here the plan is changed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.staffing import StaffRecord
from asi_tui.core.unit_plan import PlanInForce, PlanRevision
from asi_tui.errors import AsiError
from asi_tui.i18n import language, tell
from asi_tui.keys import Context, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.plan_lines import page_lines
from asi_tui.tui.widgets.paper import Line, Paper, cut, titled

CHANGE = "start.plan"
"""The command that opens the page, and on the page the form that changes the plan."""


async def open_plan(app: AsiApp) -> None:
    """Open the page of the user's own unit."""
    await app.push_screen(PlanScreen(app))


class PlanScreen(KeyedScreen[None]):
    """A unit's plan and staff, to be read; the arrows to the sides go to the other units."""

    app: AsiApp
    page = "plan"

    def __init__(self, app: AsiApp) -> None:
        super().__init__()
        self.top = 0
        self.message: Message | None = None
        self.is_refusal = False
        self.found: PlanInForce
        self.staff: tuple[StaffRecord, ...] = ()
        self.revisions: tuple[PlanRevision, ...] = ()
        self.names: dict[str, str] = {}
        self.units: list[str] = []
        self._read(app, None)

    def compose(self) -> ComposeResult:
        """Title, page, message, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="message")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = event.size.height >= 12
        self.call_after_refresh(self.draw)

    def _read(self, app: AsiApp, unit_id: str | None) -> None:
        planning = app.casebook.planning
        self.found = planning.plan(unit_id)
        everybody = planning.staff()
        self.staff = tuple(one for one in everybody if one.member.unit.id == self.found.unit.id)
        self.names = {one.member.account: one.member.name for one in everybody}
        self.revisions = planning.history(self.found.unit.id)
        self.units = [one.unit.id for one in planning.plans()]

    def changed(self, message: Message) -> None:
        """The plan has been changed: it is read again, and what it changes here holds from now on."""
        self._read(self.app, self.found.unit.id)
        me = self.app.casebook.me()
        if me is not None:
            self.app.start_screen.me = me
            self.app.use_ways(me.unit.ways)
        self.message, self.is_refusal = message, False

    async def press(self, key: Key) -> None:
        """Arrows turn the page and go to other units, Escape goes back."""
        size = max(1, self.query_one("#sheet").size.height)
        self.message = None
        command = self.app.keymap_in_force.command(key.key, Context.START)
        try:
            match key.key:
                case "escape":
                    self.app.pop_to_queue(None)
                    return
                case "left" | "right":
                    self._go(1 if key.key == "right" else -1)
                case "down" | "up":
                    self.top += 1 if key.key == "down" else -1
                case "pagedown" | "space":
                    self.top += size - 1
                case "pageup":
                    self.top -= size - 1
                case "home":
                    self.top = 0
                case "end":
                    self.top = len(self._lines())
                case _ if command is not None and command.id == CHANGE:
                    await self._change()
                    return
        except AsiError as error:
            self.message, self.is_refusal = say("{what}; {remedy}", what=error.what, remedy=error.remedy), True
        self.draw()

    def _go(self, step: int) -> None:
        place = self.units.index(self.found.unit.id) + step
        if 0 <= place < len(self.units):
            self._read(self.app, self.units[place])
            self.top = 0

    async def _change(self) -> None:
        from asi_tui.tui.screens.plan_form import PlanFormScreen

        if not self.app.casebook.planning.may_change():
            self.message = say("the plan is changed by a manager, a coordinator or an administrator")
            self.is_refusal = True
            self.draw()
            return
        accounts = {one.member.account: one.member.name for one in self.staff}
        await self.app.push_screen(PlanFormScreen(self.app, self.found, accounts, self.changed))

    def _lines(self) -> list[Line]:
        _, instrument = self.app.shelf.current()
        forms = {form.id: form.title.in_language(language()) for form in instrument.forms.values()}
        width = self.app.size.width
        return page_lines(self.found, self.staff, self.revisions, forms, self.names, self.app.today, width)

    def draw(self) -> None:
        """Show the page."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        left = [(" ASI  ", "heading"), (tell(say("The unit's plan")), "strong")]
        right = [self.found.unit.name, str(self.app.today)]
        self.query_one("#title", Paper).show([titled(left, self.app.banner(), right, width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        sheet, lines = self.query_one("#sheet", Paper), self._lines()
        self.top = max(0, min(self.top, len(lines) - sheet.size.height))
        sheet.show(lines[self.top : self.top + sheet.size.height])
        left_over = len(lines) - self.top - sheet.size.height
        self.query_one("#message", Paper).show([self._said(left_over, width)])
        self.query_one("#keys", Paper).show([self._keys()])

    def _said(self, left_over: int, width: int) -> Line:
        if self.message is not None:
            words = tell(self.message)
            said = cut(f" {words[:1].upper()}{words[1:]}", width)
            return ((said, "alert" if self.is_refusal else "good"),)
        more = tell(say(" {count} more lines: PgDn", count=left_over)) if left_over > 0 else ""
        return ((cut(more, width), "dim"),)

    def _keys(self) -> Line:
        change = shown_key(self.app.keymap_in_force.first(CHANGE))
        others = [("← →", "key"), (tell(say(" other units   ")), "text")] if len(self.units) > 1 else []
        return (
            (" Esc", "key"),
            (tell(say(" back   ")), "text"),
            (change, "key"),
            (tell(say(" change   ")), "text"),
            *others,
            (shown_key(self.app.keymap_in_force.first("app.help")), "key"),
            (tell(say(" help")), "text"),
        )
