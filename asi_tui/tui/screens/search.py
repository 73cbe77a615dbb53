"""Finding a question by its words: in labels, wording, answers and help. Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.search import Hit, find
from asi_tui.i18n import language, tell
from asi_tui.instruments import shipped_help
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper, cut, fill, spread

if TYPE_CHECKING:
    from asi_tui.tui.screens.entry import EntryScreen


class SearchScreen(KeyedScreen[None]):
    """A line to type in, and the questions that hold the words."""

    app: AsiApp
    page = "granska"

    def __init__(self, below: EntryScreen) -> None:
        super().__init__()
        self.below = below
        self.typed = ""
        self.at = 0
        self.hits: tuple[Hit, ...] = ()
        areas = below.desk.interview.instrument.areas
        self.helps = {area: shipped_help(area) for area in areas}

    def compose(self) -> ComposeResult:
        """What is typed, and what is found."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """Letters search, arrows choose, Enter goes."""
        match key.key:
            case "escape":
                self.app.pop_one()
                return
            case "enter":
                if self.hits:
                    self.app.pop_one()
                    self.below.go_to(self.hits[self.at].code)
                return
            case "down":
                self.at = min(max(0, len(self.hits) - 1), self.at + 1)
            case "up":
                self.at = max(0, self.at - 1)
            case "backspace":
                self._search(self.typed[:-1])
            case _ if key.character and key.is_printable:
                self._search((self.typed + key.character)[:60])
        self.draw()

    async def paste(self, text: str, at: float) -> None:
        """Pasted words are searched for."""
        self._search((self.typed + " ".join(text.split()))[:60])
        self.draw()

    def _search(self, typed: str) -> None:
        self.typed, self.at = typed, 0
        self.hits = find(self.below.desk.interview, self.helps, typed, language())

    def draw(self) -> None:
        """Show the hits; the chosen one is marked."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        prompt = tell(say("Find a question: {words}_", words=self.typed))
        self.query_one("#title", Paper).show([spread([(" ", "text"), (prompt, "open")], self.app.banner(), width)])
        self.query_one("#rule", Paper).show([((" " + "─" * (width - 2), "rule"),)])
        sheet = self.query_one("#sheet", Paper)
        size = max(1, sheet.size.height)
        start = self.at // size * size
        hits = self.hits[start : start + size]
        lines = [self._line(hit, width, here=start + i == self.at) for i, hit in enumerate(hits)]
        empty = tell(say("   No question holds these words.")) if self.typed.strip() else ""
        sheet.show(lines or [((empty, "text"),)])
        found = tell(say("   {count} found", count=len(self.hits)))
        self.query_one("#keys", Paper).show(
            [
                (
                    (" Enter", "key"),
                    (tell(say(" go there   ")), "text"),
                    ("Esc", "key"),
                    (tell(say(" back")), "text"),
                    (found, "dim"),
                )
            ]
        )

    def _line(self, hit: Hit, width: int, *, here: bool) -> Line:
        interview = self.below.desk.interview
        question = interview.question(hit.code)
        label = question.label.in_language(language())
        style = "cursor" if here else "text" if interview.on_route(hit.code) else "dim"
        excerpt = "" if hit.excerpt == label else f"  {hit.excerpt}"
        alias = f" ({question.alias})" if question.alias else ""
        room = max(0, width - 10 - len(label) - len(alias))
        return (
            (" ▸ " if here else "   ", "key"),
            (fill(question.number, 6), style),
            (label, style),
            (alias, "dim"),
            (cut(excerpt, room), "dim"),
        )
