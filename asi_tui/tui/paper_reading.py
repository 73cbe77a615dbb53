"""Which paper is read, of which interview, and where in it one stands."""

from __future__ import annotations

from collections.abc import Callable

from asi_tui.core import edited_text
from asi_tui.core.change_in_words import sentences
from asi_tui.core.edited_text import Standing
from asi_tui.core.intervention_records import running
from asi_tui.core.intervention_words import ATTAINMENT_WORDS
from asi_tui.core.narrative import draft_mark
from asi_tui.core.papers import PaperDesk, PaperKind, Wanted
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import shown_key
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.asking import Asked
from asi_tui.tui.case_reading import CaseReading, materials
from asi_tui.tui.summary_desk import SummaryDesk
from asi_tui.tui.summary_editing import Writing
from asi_tui.tui.summary_view import PANEL, SummaryView
from asi_tui.tui.widgets.paper import Line, Span

_STEPS = {"paper.next": 1, "paper.back": -1}
_FAR = 100_000


_PLAIN = ("paper.write", "paper.earlier", "paper.later", "app.close")
_FOOTERS = {PaperKind.CHANGE: ("paper.beside", *_PLAIN), PaperKind.SHEET: ("paper.given", *_PLAIN)}
_SUMMARY = (
    "paper.edit",
    "paper.add",
    "paper.remove",
    "paper.naming",
    "paper.write",
    "app.close",
    "paper.undo",
    "paper.calculated",
)
_TO_LOOK_AT = ("paper.take", "paper.keep", "paper.next-waiting", "paper.take-all", "paper.edit", "app.close")
"""The commands of a summary in which something is to be looked over."""

Layout = Callable[[int], list[Line]]
"""The lines of a paper, for a width."""


def _nothing(width: int) -> list[Line]:
    return []


class PaperReading:
    """One paper before its reader. `page` is how many lines of it were shown last.

    All that is shown has been read before, so that drawing asks nobody: what cannot be read raises AsiError where it is
    asked for, and the reader stays where they were.
    """

    def __init__(self, app: AsiApp, case: CaseReading, kind: PaperKind) -> None:
        self._app = app
        self._case = case
        self._papers: PaperDesk | None = None
        self._view: SummaryView | None = None
        self._laid: tuple[int, list[Line]] | None = None
        self._lines: Layout = _nothing
        self.mark = ""
        self.kind = kind
        self.top = 0
        self.page = 1
        self.load()

    @property
    def papers(self) -> PaperDesk:
        """Who makes the papers; loaded when the first is wanted."""
        if self._papers is None:
            self._papers = self._app.door.papers(self._app.config)
        return self._papers

    @property
    def view(self) -> SummaryView:
        """The summary of the interview before the reader."""
        if self._view is None:
            self._view = SummaryView(SummaryDesk(self._app.casebook, self._case))
        return self._view

    @property
    def wanted(self) -> Wanted:
        """The paper as it is asked for of whoever makes it; the calculated summary where that is shown."""
        is_summary = self.kind is PaperKind.SUMMARY
        desk = self.view.desk if is_summary else None
        edited = desk.text if desk and desk.is_edited and not desk.shows_calculated else None
        opened = self._case.compared() if self.kind is PaperKind.CHANGE else self._case.up_to_now()
        if self.kind is PaperKind.PLAN:
            words = {how: tell(word) for how, word in ATTAINMENT_WORDS.items()}
            under_way = tuple(running(self._case.file.interventions, self._app.today, words))
            return Wanted(kind=self.kind, opened=opened, running=under_way)
        if desk is None:
            return Wanted(kind=self.kind, opened=opened)
        return Wanted(kind=self.kind, opened=opened, naming=desk.text.naming, pronoun=desk.text.pronoun, edited=edited)

    def footer(self) -> tuple[str, ...]:
        """The commands that matter most here."""
        if self.kind is not PaperKind.SUMMARY:
            return _FOOTERS.get(self.kind, _PLAIN)
        desk = self.view.desk
        if desk.shows_calculated:
            return ("paper.calculated", *_PLAIN)
        return _TO_LOOK_AT if desk.waiting else _SUMMARY

    # Where one stands

    def choose(self, kind: PaperKind) -> None:
        """Read another paper, from its beginning."""
        was, self.kind = self.kind, kind
        try:
            self.load()
        except AsiError:
            self.kind = was
            raise
        self.top = 0

    def turn(self, step: int) -> bool:
        """To an earlier or later interview; False where there is none."""
        if not self._case.turn(step):
            return False
        was, self._view = self._view, None
        try:
            self.choose(self.kind)
        except AsiError:
            self._case.turn(-step)
            self._view = was
            raise
        return True

    def reload(self) -> None:
        """Read all of it again."""
        self._case.reload()
        self._view = None
        self.load()

    def load(self) -> None:
        """Read what the paper is made of, and what makes it a draft."""
        lines = {PaperKind.SUMMARY: self._summary, PaperKind.CHANGE: self._change}.get(self.kind, self._paper)()
        mark = draft_mark(materials(self._case.up_to_now())[-1], self._case.book())
        self._lines, self.mark, self._laid = lines, mark or "", None

    def moves(self, name: str) -> bool:
        """Whether a command leads to another place of the paper; then it is done."""
        steps = _STEPS | {
            "paper.next-page": self.page,
            "paper.previous-page": -self.page,
            "paper.first": -_FAR,
            "paper.last": _FAR,
        }
        if name not in steps:
            return False
        if self.kind is PaperKind.SUMMARY:
            is_page = name.endswith("page")
            self.view.move(steps[name] // 2 if is_page and abs(steps[name]) > 1 else steps[name])
        else:
            self.top += steps[name]
        return True

    def edit(self, name: str) -> Writing | Asked | Message | None:
        """What a command does to the summary: a box, a panel, or what there is to say. Raises AsiError when it
        cannot be stored."""
        if self.kind is not PaperKind.SUMMARY:
            return say("only the summary is edited: 1 shows it")
        view, desk = self.view, self.view.desk
        line = view.chosen
        match name:
            case "paper.calculated":
                if not desk.is_edited:
                    return say("nobody has edited the text: it is the calculated one")
                desk.shows_calculated = not desk.shows_calculated
                return None
            case "paper.next-waiting":
                return None if view.next_waiting() else say("nothing is to be looked over")
            case "paper.naming":
                from asi_tui.tui.paper_forms import ask_naming

                return ask_naming(desk)
            case "paper.undo":
                return say("undone") if desk.undo() else say("there is nothing to undo")
        if desk.shows_calculated or line is None:
            key = shown_key(self._app.keymap_in_force.first("paper.calculated"))
            return say("this is the calculated text: {key} goes to the edited one", key=key)
        match name:
            case "paper.edit" | "paper.add":
                return Writing(view, is_new=name == "paper.add")
            case "paper.remove":
                desk.write(view.at, "")
                return say("removed; {key} takes it back", key=shown_key(self._app.keymap_in_force.first("paper.undo")))
            case "paper.take":
                if line.standing is Standing.OWN:
                    return say("nothing is calculated here")
                desk.change(edited_text.taken_now, view.at)
                return say("as calculated")
            case "paper.take-all":
                desk.take_all()
                return say("what is calculated now has been taken; rewritten sentences keep their words")
            case "paper.keep":
                if not line.waits:
                    return say("this sentence is not to be looked over")
                desk.change(edited_text.stands, view.at)
                return say("the text stands")
        return None

    # What is shown

    def told(self) -> Span | None:
        """What the rule tells of the text: whether and by whom it is edited, and how much is to be looked over."""
        if self.kind is not PaperKind.SUMMARY or not self.view.desk.is_edited:
            return None
        desk = self.view.desk
        if desk.shows_calculated:
            return tell(say("The calculated text")), "good"
        time = f"{desk.text.at.astimezone():%Y-%m-%d %H:%M}" if desk.text.at else ""
        words = say("Edited {time} by {name}", time=time, name=desk.text.by)
        if not (count := len(desk.waiting)):
            return tell(words), "good"
        key = shown_key(self._app.keymap_in_force.first("paper.next-waiting"))
        return tell(say("{told}; ! {count} to be looked over ({key})", told=words, count=count, key=key)), "alert"

    def lines(self, width: int, height: int) -> list[Line]:
        """So many lines of the paper."""
        if self.kind is PaperKind.SUMMARY:
            return self.view.lines(width, height)
        if self._laid is None or self._laid[0] != width:
            self._laid = width, self._lines(width)
        whole = self._laid[1]
        self.top = max(0, min(self.top, len(whole) - height))
        shown = whole[self.top : self.top + height]
        return [*shown, *[()] * (height - len(shown))]

    def where(self) -> str:
        """Where in the paper one stands."""
        if self.kind is PaperKind.SUMMARY:
            return tell(say("sentence {number} of {count}", number=self.view.at + 1, count=len(self.view.desk.lines)))
        count = len(self._laid[1]) if self._laid else 0
        last = min(count, self.top + self.page)
        return tell(say("lines {first}-{last} of {count}", first=self.top + 1, last=last, count=count))

    def foot(self, width: int, height: int) -> list[Line]:
        """What stands under the text: what the chosen sentence rests on, or that there is more."""
        rule: Line = ((" " + "─" * (width - 2), "rule"),)
        if self.kind is PaperKind.SUMMARY:
            room = min(PANEL, height // 3)
            panel = self.view.panel(self._app.keymap_in_force, width, room)
            return [rule, *panel, *[()] * (room - len(panel))] if room > 1 else []
        return []

    def _summary(self) -> Layout:
        """The summary is read and laid out by its view."""
        self._view = self.view
        return _nothing

    def _paper(self) -> Layout:
        found: list[Line] = [((f" {words}", style),) for style, words in self.papers.lines(self.wanted)]
        return lambda width: found

    def _change(self) -> Layout:
        """The interviews side by side, for any width."""
        opened = self._case.compared()
        comparison = self._case.comparison(opened)
        if comparison is None:
            told = tell(say("There is only one interview so far: the change is told from the second one on."))
            return lambda width: [((f" {told}", "dim"),)]
        from asi_tui.tui.change_lines import change_lines

        book, records = self._case.book(), self._case.file.interventions
        said = [one.text for one in sentences(comparison, book, self._case.measures(), materials(opened)[-1])]
        return lambda width: change_lines(comparison, said, book.words, records, width)
