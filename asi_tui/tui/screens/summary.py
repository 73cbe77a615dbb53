"""The summary of an interview on the screen: read sentence by sentence, each with the answers that it rests on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core.casework import InterviewState, InterviewSummary, StoredInterview
from asi_tui.core.change import compare
from asi_tui.core.change_in_words import sentences
from asi_tui.core.check_words import in_words
from asi_tui.core.client_file import ClientFile
from asi_tui.core.identity import show_code
from asi_tui.core.interview import restore
from asi_tui.core.material import Material, material
from asi_tui.core.narrative import Naming, person, summary
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.i18n import language, tell
from asi_tui.instruments.phrasebooks import load_measures, load_phrasebook
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.client_entries import Entry
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.sentence_lines import Part, Row, parts_of, rows_of, sentences_of
from asi_tui.tui.widgets.paper import Line, Paper, cut, spread

PURPOSE = "summary"
PANEL = 6
"""Lines that the answers of the chosen sentence have, at most."""


async def open_summary(app: AsiApp, file: ClientFile, chosen: Entry | None) -> Message | None:
    """Open the summary of the interview that is chosen on the client's page, else of the latest; what has changed is
    told since the first finished one. Gives what is in the way, if anything is."""
    subject = chosen.subject if chosen else None
    held = file.interviews
    if not held:
        return say("no interview yet: n begins one, g orders a base interview")
    place = next(
        (i for i, one in enumerate(held) if isinstance(subject, InterviewSummary) and one.id == subject.id), -1
    )
    last = held[place]
    before = [one for one in held[: held.index(last)] if one.state is not InterviewState.DRAFT]
    opened = [app.casebook.open_interview(one.id, PURPOSE) for one in (*before, last)]
    await app.push_screen(SummaryScreen(opened[-1], [_material(app, stored) for stored in opened]))
    return None


def _material(app: AsiApp, stored: StoredInterview) -> Material:
    return material(stored, restore(app.shelf.of(stored.instrument), stored.head.form, stored.answers))


class SummaryScreen(KeyedScreen[None]):
    """A summary; the arrows go from sentence to sentence."""

    app: AsiApp
    page = "papper"

    def __init__(self, stored: StoredInterview, held: list[Material]) -> None:
        super().__init__()
        self.stored = stored
        self.held = held
        self.at = 0
        self.top = 0
        self.mark = ""
        self.parts: tuple[Part, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="keys")

    def on_mount(self) -> None:
        """Tell the interview."""
        interview = self.held[-1].interview
        bank = tuple(interview.instrument.questions)
        config = self.app.config
        book, measures = load_phrasebook(language(), config.overlay, bank), load_measures(bank)
        scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        many = len(self.held) > 1
        changes = sentences(compare(self.held, book, measures, scoring), book, measures, self.held[-1]) if many else ()
        whom = person(book, self.stored.client, Naming.INITIALS)
        told = summary(self.held[-1], whom, book, measures, changes)
        self.mark = told.draft or ""
        self.parts = parts_of(
            told,
            tell(say("Not known")),
            tell(say("Comments, as they were written")),
            tell(say("The unit's own questions")),
        )

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """Arrows choose a sentence, Escape goes back."""
        last = len(sentences_of(self.parts)) - 1
        page = max(1, self._room() // 2)
        match key.key:
            case "escape":
                self.app.pop_one()
                return
            case "down" | "enter":
                self.at += 1
            case "up":
                self.at -= 1
            case "pagedown":
                self.at += page
            case "pageup":
                self.at -= page
            case "home":
                self.at = 0
            case "end":
                self.at = last
        self.at = max(0, min(last, self.at))
        self.draw()

    def _room(self) -> int:
        """Lines that the text has, above the answers."""
        height = self.query_one("#sheet").size.height
        return max(1, height - min(PANEL, height // 3) - 1)

    def draw(self) -> None:
        """Show the page with the chosen sentence, and what it rests on."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        left = [(f" {show_code(self.stored.client.code)}  ", "strong"), (tell(say("Summary")), "heading")]
        left += [(f"  {self.mark}", "late")] if self.mark else []
        day = self.stored.head.interview_date.isoformat()
        self.query_one("#title", Paper).show([spread(left, [*self.app.banner(), (f" {day} ", "text")], width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        rows = list(rows_of(self.parts, min(width - 2, 100)))
        room = self._room()
        self._keep_in_view(rows, room)
        text = [self._line(row) for row in rows[self.top : self.top + room]]
        blank: list[Line] = [()] * (room - len(text))
        below = self.query_one("#sheet").size.height - room - 1
        line: Line = ((" " + "─" * (width - 2), "rule"),)
        self.query_one("#sheet", Paper).show([*text, *blank, line, *self._answers(width, below)])
        keys = (("↑↓", say(" sentence   ")), ("Esc", say(" back")))
        spans = [span for name, words in keys for span in ((name, "key"), (tell(words), "text"))]
        self.query_one("#keys", Paper).show([((" ", "text"), *spans)])

    def _keep_in_view(self, rows: list[Row], room: int) -> None:
        """Have the whole chosen sentence on the page, with the heading above the first."""
        mine = [place for place, row in enumerate(rows) if any(number == self.at for _, number, _ in row)]
        if not mine:
            return
        first = 0 if self.at == 0 else mine[0]
        if first < self.top:
            self.top = max(0, first - 1)
        elif mine[-1] >= self.top + room:
            self.top = min(first, mine[-1] - room + 1)
        self.top = max(0, min(self.top, len(rows) - room))

    def _line(self, row: Row) -> Line:
        # A sign beside it, so that the choice is seen without colours too.
        sign = "▸" if any(number == self.at for _, number, _ in row) else " "
        return ((sign, "key"), *((words, "cursor" if number == self.at else style) for words, number, style in row))

    def _answers(self, width: int, room: int) -> list[Line]:
        """The questions that the chosen sentence tells of, with their answers; two columns where there is room."""
        interview = self.held[-1].interview
        codes = [code for code in sentences_of(self.parts)[self.at].codes if code in interview.standings]
        columns = 2 if width >= 100 or len(codes) > room else 1
        wide = (width - 2) // columns
        told = []
        for code in codes:
            question = interview.plan.questions.get(code) or interview.instrument.questions[code]
            answer = in_words(question, interview.standings[code].value).in_language(language())
            label = cut(question.label.in_language(language()), max(8, wide - len(answer) - 12))
            told.append(((f" {question.number:<6}", "key"), (f"{label} ", "dim"), (cut(answer, wide // 2), "value")))
        if len(told) > columns * room:
            told[columns * room - 1] = (
                ("       ", "key"),
                (tell(say("and {count} more", count=len(told) - columns * room + 1)), "dim"),
                ("", "value"),
            )
        lines: list[Line] = []
        for start in range(0, min(len(told), columns * room), columns):
            pieces: list[tuple[str, str]] = []
            for cell in told[start : start + columns]:
                used = sum(len(words) for words, _ in cell)
                pieces += [*cell, (" " * max(0, wide - used), "text")]
            lines.append(tuple(pieces))
        return lines or [((tell(say(" This sentence rests on no single answer.")), "dim"),)]
