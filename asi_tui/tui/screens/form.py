"""A screen of a few fields: first start, a new client, the head of an interview."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui import fields as keyed
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Fields
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.field_sheet import field_lines
from asi_tui.tui.widgets.paper import Line, Paper, spread


class FormScreen(KeyedScreen[None]):
    """Fields keyed in order; a subclass says what they are for and what accepting them does."""

    app: AsiApp
    page = "borja"
    can_be_left = True

    def __init__(self, heading: Message, fields: Fields) -> None:
        super().__init__()
        self.heading = heading
        self.fields = fields

    def compose(self) -> ComposeResult:
        """Title, fields, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size; in a low window the fields need all of it."""
        for part in ("#rule", "#rule-below", "#keys"):
            self.query_one(part).display = event.size.height >= 12
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """One key in the fields."""
        await self._take(keyed.press(self.fields, key.key, key.character if key.is_printable else None))

    async def paste(self, text: str, at: float) -> None:
        """Pasted text goes into the current field."""
        await self._take(keyed.paste(self.fields, text))

    async def _take(self, fields: Fields) -> None:
        self.fields = fields
        if fields.is_left and self.can_be_left:
            self.leave()
            return
        if fields.is_accepted:
            self.fields = replace(fields, is_accepted=False)
            await self.accept(fields)
        self.draw()

    def leave(self) -> None:
        """Escape: back to where one came from, nothing done."""
        self.app.pop_to_queue(None)

    @abstractmethod
    async def accept(self, fields: Fields) -> None:
        """All fields are accepted: do what they are for, and leave."""

    @abstractmethod
    def heading_words(self) -> str:
        """What stands in the title line."""

    def complain(self, message: Message) -> None:
        """Say what went wrong; the fields stay."""
        self.fields = replace(self.fields, message=message)
        self.draw()

    def draw(self) -> None:
        """Show the fields; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show(
            [spread([(f" {self.heading_words()}", "strong")], self.app.banner(), width)]
        )
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        sheet = self.query_one("#sheet", Paper)
        sheet.show(field_lines(tell(self.heading), self.fields, width, sheet.size.height))
        self.query_one("#keys", Paper).show([self._keys()])

    def _keys(self) -> Line:
        accept = tell(say(" next, then accept   ")) if not self.fields.quick else tell(say(" accept   "))
        save = [("F9", "key"), (tell(say(" save   ")), "text")] if self.fields.saves else []
        leave = [("Esc", "key"), (tell(say(" back")), "text")] if self.can_be_left else []
        return (
            (" Enter", "key"),
            (accept, "text"),
            ("↑ ↓", "key"),
            (tell(say(" choose field   ")), "text"),
            *save,
            *leave,
        )
