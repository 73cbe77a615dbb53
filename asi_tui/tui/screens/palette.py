"""All commands by name: type some letters of one, Enter does it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.identity import fold
from asi_tui.i18n import tell
from asi_tui.keys import Command, Context, commands_in, shown_key
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper, fill, spread

LABEL_WIDTH = 20


class PaletteScreen(KeyedScreen[None]):
    """The commands of one place and the program's own, narrowed by what is typed."""

    app: AsiApp
    page = "granska"

    def __init__(self, context: Context, below: KeyedScreen[None]) -> None:
        super().__init__()
        self.context = context
        self.below = below
        self.typed = ""
        self.at = 0

    def compose(self) -> ComposeResult:
        """What is typed, and the commands."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    @property
    def found(self) -> list[Command]:
        """The commands whose name or explanation holds what is typed."""
        wanted = fold(self.typed)
        here = [c for c in commands_in(self.context) if c.id != "app.palette"]
        return [c for c in here if wanted in fold(f"{tell(c.label)} {tell(c.help)}")]

    async def press(self, key: Key) -> None:
        """Letters narrow, arrows choose, Enter does it."""
        match key.key:
            case "escape":
                self.app.pop_one()
                return
            case "enter":
                await self._do()
                return
            case "down":
                self.at = min(self.at + 1, max(0, len(self.found) - 1))
            case "up":
                self.at = max(0, self.at - 1)
            case "backspace":
                self.typed, self.at = self.typed[:-1], 0
            case _ if key.character and key.is_printable:
                self.typed, self.at = (self.typed + key.character)[:40], 0
        self.draw()

    async def _do(self) -> None:
        """Close, and press the key of the command for the user."""
        if not self.found:
            return
        command = self.found[self.at]
        if command.id == "app.quit":
            self.app.exit()
            return
        name = self.app.keymap_in_force.first(command.id)
        self.app.pop_one()
        if command.id == "app.papers" and self.below.read_about():
            from asi_tui.tui.screens.papers import open_from

            await open_from(self.app, self.below)
        elif command.id == "app.help" and self.below.page:
            await self.app.show_page(self.below.page)
        else:
            await self.below.press(Key(name, None))

    def draw(self) -> None:
        """Show the commands."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width, height = self.app.size
        prompt = tell(say("Command: {typed}_", typed=self.typed))
        self.query_one("#title", Paper).show([spread([(" ", "text"), (prompt, "open")], self.app.banner(), width)])
        self.query_one("#rule", Paper).show([((" " + "─" * (width - 2), "rule"),)])
        start = self.at // max(1, height - 2) * max(1, height - 2)
        found = self.found[start:]
        lines = [self._line(command, here=start + i == self.at) for i, command in enumerate(found)]
        self.query_one("#sheet", Paper).show(lines or [((tell(say("   no such command")), "dim"),)])

    def _line(self, command: Command, *, here: bool) -> Line:
        keys = " ".join(shown_key(key) for key in self.app.keymap_in_force.keys[command.id])
        return (
            (" ▸ " if here else "   ", "key"),
            (fill(tell(command.label), LABEL_WIDTH), "cursor" if here else "text"),
            (fill(keys, 16), "key"),
            (tell(command.help), "dim"),
        )
