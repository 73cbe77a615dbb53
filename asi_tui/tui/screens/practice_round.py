"""A practice round on screen: the entry screen with somebody counting, and the result."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.events import Key, Resize

from asi_tui.core import closing
from asi_tui.core.answer import Code
from asi_tui.core.casework import Head, NewClient, StoredInterview
from asi_tui.core.desk import Stroke
from asi_tui.core.interview import Change, Interview, begin
from asi_tui.core.practice_round import Comparison, Round, Verdict
from asi_tui.core.practice_round_words import VERDICT_WORDS, Row, figures, rows
from asi_tui.errors import AsiError
from asi_tui.i18n import language, tell
from asi_tui.keys import shown_key
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.screens.head import HeadScreen
from asi_tui.tui.widgets.paper import Line, Paper, cut, fill, spread

_STYLES = {Verdict.RIGHT: "dim", Verdict.NOT_REACHED: "dim", Verdict.FOLLOWS: "text"}
"""How verdicts are set off; errors are in the style of what calls for a look."""


async def begin_round(app: AsiApp, practice: Round) -> None:
    """Add the client of the round to the throw-away copy, and open the head of the interview."""
    case = practice.case
    client = app.casebook.add_client(NewClient(name=case.name, born=case.born, sex=case.sex))
    copy, instrument = app.shelf.current()

    async def keyed(head: Head) -> None:
        interview_id = app.casebook.begin_interview(client.id, head, copy)
        app.held = interview_id
        stored = app.casebook.open_interview(interview_id, "entry")
        await app.switch_screen(PracticeEntryScreen(stored, begin(instrument, head.form), practice))

    screen = HeadScreen.for_new(app, client, instrument.forms[case.form])
    screen.done = keyed
    await app.push_screen(screen)


class PracticeEntryScreen(EntryScreen):
    """An interview that is keyed from the paper of a practice round; every key is counted."""

    def __init__(self, stored: StoredInterview, interview: Interview, practice: Round) -> None:
        super().__init__(stored, interview)
        self.practice = practice
        practice.stands(interview, stored.head.interview_date)

    async def take(self, stroke: Stroke) -> None:
        """One key, counted at the box it was pressed at."""
        self.practice.struck(self.desk.at, stroke.at)
        await super().take(stroke)
        self.practice.stands(self.desk.interview, self.stored.head.interview_date)

    async def store(self, change: Change, after: Interview) -> bool:
        """Store one change durably, and remember it."""
        is_stored = await super().store(change, after)
        if is_stored:
            self.practice.changes.append(change)
        return is_stored

    async def finish(self, interview: Interview) -> None:
        """The round is over: put on disk that the interview is complete, and show the result."""
        try:
            self.app.casebook.complete(self.stored.id, closing.kept(interview, self.scoring), self.app.today)
        except AsiError as error:
            self.refuse(say("not completed: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
            return
        self.practice.stands(interview, self.stored.head.interview_date)
        how = closing.ended(interview)
        self.practice.is_complete = how is not None and how.value is Code.N
        await self.app.switch_screen(PracticeResultScreen(self.practice, may_go_on=False))

    async def leave(self) -> None:
        """Before the queue, the result as far as the round has come; one may go on from there."""
        await self.app.push_screen(PracticeResultScreen(self.practice, may_go_on=True))


class PracticeResultScreen(KeyedScreen[None]):
    """How the round went: the figures, what is not as on the paper, and then every box."""

    app: AsiApp
    page = "ovning"

    def __init__(self, practice: Round, *, may_go_on: bool) -> None:
        super().__init__()
        self.practice = practice
        self.may_go_on = may_go_on
        self.top = 0

    def compose(self) -> ComposeResult:
        """Title, result, keys."""
        yield Paper(id="title")
        yield Paper(id="rule")
        yield Paper(id="sheet", classes="body")
        yield Paper(id="rule-below")
        yield Paper(id="keys")

    def on_mount(self) -> None:
        """Compare once."""
        case = self.practice.case
        _, instrument = self.app.shelf.current()
        self.questions = instrument.questions
        result = self.practice.compared(begin(instrument, case.form, case.answers))
        assert result is not None
        self.result: Comparison = result

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self.draw)

    async def press(self, key: Key) -> None:
        """Arrows turn the pages; Enter goes on keying; Escape goes to the queue."""
        room = self._room()
        match key.key:
            case "escape":
                self.app.pop_to_queue(None)
                return
            case "enter" if self.may_go_on:
                self.app.pop_one()
                return
            case "down":
                self.top += 1
            case "up":
                self.top -= 1
            case "pagedown" | "space":
                self.top += room
            case "pageup":
                self.top -= room
            case "home":
                self.top = 0
            case "end":
                self.top = 10_000
        self.draw()

    def _room(self) -> int:
        return max(1, self.query_one("#sheet").size.height)

    def draw(self) -> None:
        """Show the page of the result."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        left = [
            (" ASI  ", "heading"),
            (tell(say("Practice round")), "strong"),
            (f"  {self.practice.case.title}", "text"),
        ]
        self.query_one("#title", Paper).show([spread(left, self.app.banner(), width)])
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        lines, room = list(self._lines(width)), self._room()
        self.top = max(0, min(self.top, len(lines) - room))
        self.query_one("#sheet", Paper).show(lines[self.top : self.top + room])
        quits = self.app.keymap_in_force.first("app.quit")
        keys = [("↑↓ PgDn", say(" more   ")), ("Esc", say(" to the queue   ")), (shown_key(quits), say(" quit"))]
        if self.may_go_on:
            keys.insert(0, ("Enter", say(" go on keying   ")))
        spans = [span for name, words in keys for span in ((name, "key"), (tell(words), "text"))]
        self.query_one("#keys", Paper).show([((" ", "text"), *spans)])

    def _lines(self, width: int) -> Iterator[Line]:
        for place, (words, figure) in enumerate(figures(self.result, self.practice.case)):
            yield ((f" {tell(words):<52}", "strong" if place == 0 else "text"), (figure, "value"))
        if not self.result.is_complete:
            yield (
                (" " + tell(say("The round is not finished: what comes after the last answer is not counted.")), "dim"),
            )
        yield ()
        wrong = self.result.deviations
        if wrong:
            yield ((" " + tell(say("Not as on the paper")), "heading"),)
            yield from self._table(rows(wrong, self.questions, language()), width)
            yield ()
        else:
            yield ((" " + tell(say("All that you keyed is as on the paper.")), "good"),)
            yield ()
        yield ((" " + tell(say("Box by box")), "heading"),)
        yield from self._table(rows(self.result.boxes, self.questions, language()), width)

    def _table(self, told: Iterator[Row], width: int) -> Iterator[Line]:
        """Boxes under a head; the labels have what the answers and the verdict leave."""
        answers = 10 if width < 100 else 16
        verdicts = 22 if width < 100 else 40
        label = max(8, width - 10 - 2 * answers - verdicts)
        head = (say("paper"), say("keyed"), say("verdict"))
        columns = "".join(fill(tell(words), answers) for words in head[:2]) + tell(head[2])
        yield ((cut(" " * (label + 10) + columns, width - 1), "dim"),)
        for row in told:
            put_right = f", {tell(say('put right'))}" if row.was_corrected else ""
            yield (
                (f"   {row.number:<6}", "key"),
                (fill(row.label, label) + " ", "text"),
                (fill(row.paper, answers - 1) + " ", "text"),
                (fill(row.keyed, answers - 1) + " ", "value"),
                (cut(tell(VERDICT_WORDS[row.verdict]) + put_right, verdicts), _STYLES.get(row.verdict, "alert")),
            )
