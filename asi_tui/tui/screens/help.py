"""Help on what stands before the user: a question's own help, or a page of the handbook, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.instrument import Question
from asi_tui.core.wording import SINCE
from asi_tui.handbook import PAGES, PLACES, index, key_table, page
from asi_tui.i18n import language, tell
from asi_tui.instruments import shipped_help
from asi_tui.keys import Context, Keymap, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.widgets.paper import Line, Paper, spread, wrap
from asi_tui.tui.widgets.question_panel import how_typed, sentence

LETTERS = "abcdefghijklmnopqrstuvwxyz"[: len(PAGES)]
"""What the pages are chosen by in the list of all."""

WIDEST = 96
"""Longest line of running text: longer ones are hard to read."""


def question_help(question: Question, keys: Keymap | None = None) -> str:
    """The help of a question as Markdown: how it is put, what is meant, and the keys of the entry screen.

    Help is Swedish, whatever the language of the screen. A site's own words stand below those that come with the
    program; a question with neither is told as far as it goes, with its answers.
    """
    alias = f" ({question.alias})" if question.alias else ""
    parts = [f"# {question.number}{alias}  {question.wording.in_language(language())}"]
    if question.since_wording is not None:
        since = question.since_wording.in_language(language()).replace(SINCE, tell(say("since the last interview")))
        parts.append(tell(say("At a follow-up: {words}", words=since)))
    texts = [shipped_help(question.area).get(question.number, "") if not question.extra else "", question.help]
    told = [text for text in texts if text]
    if told and language() != "sv":
        parts.append(tell(say("The help is in Swedish, as the forms and their manual are.")))
    parts += told or [tell(say("There is no help text on this question.")), *_answers(question)]
    return "\n\n".join([*parts, f"## {tell(say('Keys'))}", key_table(Context.ENTRY, keys)])


def _answers(question: Question) -> list[str]:
    """The codes that may be answered, and what they mean."""
    means = [(str(choice.code), choice.label.in_language(language())) for choice in question.choices]
    for code, words, usual, is_allowed in (
        ("X", question.x_means, say("no answer"), True),
        ("N", question.n_means, say("not applicable"), question.allow_n),
    ):
        if is_allowed:
            means.append((code, words.in_language(language()) if words else tell(usual)))
    codes = "\n".join(f"    {code:>4} {words}" for code, words in means)
    return [codes] if question.choices else [sentence(how_typed(question)), codes]


def page_help(name: str, keys: Keymap) -> str:
    """A page of the handbook as Markdown; below one on a place stand the keys that work there."""
    text = page(name, keys)
    return f"{text}\n\n## {tell(say('Keys'))}\n\n{key_table(PLACES[name], keys)}" if name in PLACES else text


class HelpScreen(KeyedScreen[None]):
    """A page of help that turns; a key that is not for turning closes it, and then does what it does.

    F1 goes on: from a question to the page on its place, from there to the list of all pages, where a letter opens one.
    """

    app: AsiApp

    def __init__(self, markdown: str, then: str | None = None) -> None:
        """`then` is the page that F1 goes on to; without one it is the list."""
        super().__init__()
        self.markdown = markdown
        self.then = then
        self.lists = False
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
        keys = self.app.keymap_in_force
        command = keys.command(key.key, Context.APP)
        match key.key:
            case _ if command is not None and command.id == "app.help" and not self.lists:
                self._go_on()
            case letter if self.lists and letter in LETTERS:
                self.markdown, self.lists, self.top = page_help(PAGES[LETTERS.index(letter)], keys), False, 0
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
                is_help = command is not None and command.id == "app.help"
                if key.key not in ("escape", "enter") and not is_help and isinstance(below, KeyedScreen):
                    await below.press(key)
                return
        self.draw()

    def _go_on(self) -> None:
        """To the page on the place, or to the list of all pages."""
        name, self.then, self.top = self.then, None, 0
        self.lists = name is None
        self.markdown = page_help(name, self.app.keymap_in_force) if name else index(LETTERS)

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
        onward = (shown_key(self.app.keymap_in_force.first("app.help")), "key"), (tell(self._onward()), "text")
        further = (("a-" + LETTERS[-1], "key"), (tell(say(" opens a page")), "text")) if self.lists else onward
        self.query_one("#keys", Paper).show([((" Esc", "key"), (tell(say(" back   ")), "text"), *turning, *further)])

    def _onward(self) -> Message:
        """Where F1 leads from here."""
        return say(" more on this place") if self.then else say(" the handbook")

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
            lines += [((f" {part}", "text"),) for part in _as_it_stands(text[4:], width - 2)]
        elif text.startswith("- "):
            first, *rest = wrap(text[2:], width - 4) or [""]
            lines += [((f" · {first}", "text"),), *(((f"   {part}", "text"),) for part in rest)]
        else:
            lines += [((f" {part}", "text"),) for part in wrap(text, width - 2)] or [()]
    return lines


def _as_it_stands(row: str, width: int) -> list[str]:
    """A row of a table; where it is too long its last column goes on below itself."""
    if len(row) <= width:
        return [row]
    gap = row.rfind("  ", 0, width)
    start = gap + 2 if gap >= 0 else 0
    first, *rest = wrap(row[start:], max(1, width - start)) or [""]
    return [row[:start] + first, *(" " * start + part for part in rest)]
