"""Help on what stands before the user: a question's own help, or a page of the handbook, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.instrument import Question
from asi_tui.handbook import key_table, page
from asi_tui.i18n import language, tell
from asi_tui.instruments import shipped_help
from asi_tui.keys import Context
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper, spread, wrap

WIDEST = 96
"""Longest line of running text: longer ones are hard to read."""


def question_help(question: Question) -> str:
    """The help of a question as Markdown: how it is put, what is meant, and the keys of the entry screen."""
    words = question.wording.in_language(language())
    help_text = shipped_help(question.area).get(question.number, "")
    return f"# {question.number}  {words}\n\n{help_text}\n\n## {tell(say('Keys'))}\n\n{key_table(Context.ENTRY)}"


def page_help(name: str, context: Context = Context.START) -> str:
    """A page of the handbook as Markdown, and the keys of the place where it was opened."""
    return f"{page(name)}\n\n## {tell(say('Keys'))}\n\n{key_table(context)}"


class HelpScreen(KeyedScreen[None]):
    """A page of help that turns; a key that is not for turning closes it, and then does what it does."""

    app: AsiApp

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.markdown = markdown
        self.top = 0

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="keys")

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """Turn the page, or close."""
        size = max(1, self.query_one("#sheet").size.height - 1)
        last = max(0, len(self._lines()) - size)
        match key.key:
            case "pagedown" | "space":
                self.top = min(last, self.top + size)
            case "pageup":
                self.top = max(0, self.top - size)
            case "down":
                self.top = min(last, self.top + 1)
            case "up":
                self.top = max(0, self.top - 1)
            case _:
                self.app.pop_one()
                below = self.app.screen
                if key.key not in ("escape", "enter", "f1") and isinstance(below, KeyedScreen):
                    await below.press(key)
                return
        self.draw()

    def draw(self) -> None:
        """Show the page."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show([spread([(f" {tell(say('Help'))}", "strong")], self.app.banner(), width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        lines = self._lines()
        sheet = self.query_one("#sheet", Paper)
        sheet.show(lines[self.top : self.top + sheet.size.height])
        more = self.top + sheet.size.height < len(lines)
        turning = (("PgDn", "key"), (tell(say(" more   ")), "text")) if more or self.top else ()
        self.query_one("#keys", Paper).show([((" Esc", "key"), (tell(say(" back   ")), "text"), *turning)])

    def _lines(self) -> Sequence[Line]:
        return markdown_lines(self.markdown, min(WIDEST, self.app.size.width - 2))


def markdown_lines(markdown: str, width: int) -> list[Line]:
    """The little Markdown of our own pages as lines: headings, paragraphs, lists, and tables kept as they stand."""
    lines: list[Line] = []
    for block in markdown.split("\n"):
        text = block.rstrip().replace("**", "").replace("`", "")
        if text.startswith("#"):
            lines += [((f" {part}", "heading"),) for part in wrap(text.lstrip("# "), width - 2)]
        elif text.startswith("    "):
            lines.append(((" " + text[4:], "text"),))
        elif text.startswith("- "):
            first, *rest = wrap(text[2:], width - 4) or [""]
            lines += [((f" · {first}", "text"),), *(((f"   {part}", "text"),) for part in rest)]
        else:
            lines += [((f" {part}", "text"),) for part in wrap(text, width - 2)] or [()]
    return lines
