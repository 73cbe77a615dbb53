"""An interview that is open in another session: whose, since when, and whether to take it over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.casework import Holder
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper


class TakenScreen(KeyedScreen[None]):
    """A key of its own takes the interview over, so that no Enter typed ahead does; Escape leaves it."""

    app: AsiApp
    page = "fel"

    def __init__(self, holder: Holder, take_over: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.holder = holder
        self.take_over = take_over

    def compose(self) -> ComposeResult:
        """What is the matter, and the two keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """t or Escape."""
        if key.key in ("t", "T"):
            await self.take_over()
        elif key.key == "escape":
            self.app.pop_to_queue(None)

    def draw(self) -> None:
        """Show whose it is."""
        if not self.is_mounted or self.app.screen is not self:
            return
        since = f"{self.holder.since.astimezone():%Y-%m-%d %H:%M}"
        lines: list[Line] = [
            (),
            ((tell(say("   The interview is open elsewhere.")), "strong"),),
            (),
            ((tell(say("   Whose:  {name}", name=self.holder.name)), "text"),),
            ((tell(say("   Since:  {since}", since=since)), "text"),),
            ((tell(say("   Where:  {terminal}", terminal=self.holder.terminal)), "text"),),
            (),
            (
                (
                    tell(say("   Taken over, the other session can store nothing more; all it has shown is saved.")),
                    "dim",
                ),
            ),
        ]
        self.query_one("#title", Paper).show([((tell(say(" ASI  Open elsewhere")), "heading"),)])
        self.query_one("#sheet", Paper).show(lines)
        take, leave = tell(say(" take over   ")), tell(say(" back"))
        self.query_one("#keys", Paper).show([((" t", "key"), (take, "text"), ("Esc", "key"), (leave, "text"))])
