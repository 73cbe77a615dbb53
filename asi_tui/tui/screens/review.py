"""The review (F6): what is open, questionable, X, remarked or to be rated anew; Enter goes there, F6 comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.identity import name_matches as words_match
from asi_tui.core.identity import search_words, show_code
from asi_tui.core.review import Concern, Entry, in_runs, review
from asi_tui.i18n import language, tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper, cut, fill, spread

if TYPE_CHECKING:
    from asi_tui.tui.screens.entry import EntryScreen

SIGNS = {
    Concern.OPEN: "·",
    Concern.MUST: "!",
    Concern.CHECK: "?",
    Concern.NO_ANSWER: "x",
    Concern.REMARK: "*",
    Concern.COMMENT: "*",
    Concern.RATING: "?",
}

ALERTS = (Concern.MUST, Concern.CHECK, Concern.RATING)


class ReviewScreen(KeyedScreen[None]):
    """The lines of the review, area by area; letters narrow them to those that hold the words."""

    app: AsiApp
    page = "granska"

    def __init__(self, below: EntryScreen) -> None:
        super().__init__()
        self.below = below
        self.typed = ""
        self.at = 0
        self.entries = review(below.desk.interview, below.margin.notebook, below.looks())
        here = [i for i, entry in enumerate(self.found) if self._holds(entry, below.reviewed)]
        self.at = here[0] if here else 0

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    @property
    def found(self) -> list[Entry]:
        """The lines that hold the words typed; as long as none are, open questions after another share a line."""
        if not search_words(self.typed):
            return [*in_runs(self.entries)]
        return [entry for entry in self.entries if words_match(self.typed, self._words(entry))]

    async def press(self, key: Key) -> None:
        """Arrows choose, Enter goes, letters narrow."""
        found = self.found
        size = max(1, self.query_one("#sheet").size.height)
        command = self.app.keymap_in_force.command(key.key, Context.ENTRY)
        if key.key == "escape" or (command is not None and command.id == "entry.review"):
            self.app.pop_one()
            return
        match key.key:
            case "enter":
                await self._go(found)
                return
            case "down":
                self.at = min(len(found) - 1, self.at + 1)
            case "up":
                self.at = max(0, self.at - 1)
            case "pagedown":
                self.at = min(len(found) - 1, self.at + size)
            case "pageup":
                self.at = max(0, self.at - size)
            case "home":
                self.at = 0
            case "end":
                self.at = len(found) - 1
            case "backspace":
                self.typed, self.at = self.typed[:-1], 0
            case _ if key.character and key.is_printable:
                self.typed, self.at = (self.typed + key.character)[:40], 0
        self.at = max(0, self.at)
        self.draw()

    def _holds(self, entry: Entry, code: str | None) -> bool:
        """Whether a line is about a question, or about a run of which it is one."""
        place = self.below.desk.interview.plan.place
        if code is None or entry.code is None or entry.to is None or code not in place:
            return entry.code == code
        return place[entry.code] <= place[code] <= place[entry.to]

    async def _go(self, found: list[Entry]) -> None:
        if not found:
            return
        entry = found[self.at]
        if entry.concern is Concern.RATING:
            self.app.pop_one()
            await self.below.to_ratings()
            self.below.draw()
            return
        interview = self.below.desk.interview
        code = entry.code or next(c for c in interview.plan.order if interview.question(c).area == entry.area)
        self.below.reviewed = entry.code
        self.app.pop_one()
        self.below.go_to(code)

    def draw(self) -> None:
        """Show the page that holds the chosen line."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        code = show_code(self.below.stored.client.code)
        heading = tell(say("Review: {count} to look at", count=len(self.entries)))
        left = [(f" {code}  ", "strong"), (heading, "heading"), (f"  {self.typed}_" if self.typed else "", "open")]
        self.query_one("#title", Paper).show([spread(left, self.app.banner(), width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        sheet = self.query_one("#sheet", Paper)
        size = max(1, sheet.size.height)
        start = self.at // size * size
        lines = [self._line(entry, width, here=start + i == self.at) for i, entry in enumerate(self.found[start:])]
        sheet.show(lines or [((tell(say("   Nothing to look at.")), "text"),)])
        keys = (("Enter", say(" go there   ")), ("F6", say(" back   ")), ("a-ö", say(" narrow")))
        self.query_one("#keys", Paper).show([((" ", "text"), *_keys(keys))])

    def _line(self, entry: Entry, width: int, *, here: bool) -> Line:
        interview = self.below.desk.interview
        area = interview.instrument.areas[entry.area].title.in_language(language())
        number = interview.question(entry.code).number if entry.code else ""
        if entry.to is not None:
            number = f"{number}–{interview.question(entry.to).number}"
        style = "cursor" if here else "text"
        words = cut(self._words(entry), max(8, width - 39))
        return (
            (" ▸ " if here else "   ", "key"),
            (fill(area, 24), "dim" if not here else style),
            (f" {SIGNS[entry.concern]} ", "alert" if entry.concern in ALERTS else "key"),
            (fill(number, 8), style),
            (words, style),
        )

    def _words(self, entry: Entry) -> str:
        words = tell(entry.words) if isinstance(entry.words, Message) else entry.words
        if entry.concern is Concern.RATING:
            return tell(say("rating to be looked at again: {moved}", moved=entry.words))
        if entry.code is None or entry.to is not None or entry.concern in (Concern.MUST, Concern.CHECK, Concern.REMARK):
            return words
        label = self.below.desk.interview.question(entry.code).label.in_language(language())
        return f"{label}: {words}"


def _keys(keys: tuple[tuple[str, Message], ...]) -> list[tuple[str, str]]:
    return [span for key, words in keys for span in ((key, "key"), (tell(words), "text"))]
