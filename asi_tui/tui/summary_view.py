"""The summary on a screen: its sentences, each with whose it is, and under them what the chosen one rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asi_tui.core.check_words import in_words
from asi_tui.core.edited_text import Line as Told
from asi_tui.core.edited_text import Standing, as_summary
from asi_tui.i18n import language, tell
from asi_tui.keys import Keymap, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.sentence_lines import Row, parts_of, rows_of
from asi_tui.tui.summary_desk import SummaryDesk
from asi_tui.tui.widgets.paper import Line, Span, cut, wrap

PANEL = 7
"""Lines that the answers of the chosen sentence have, at most."""

WIDEST = 100
"""Longest line of running text: longer ones are hard to read."""

_SIGNS = {Standing.WRITTEN: "* ", Standing.OWN: "+ "}
"""What stands before a sentence that somebody has written, so that it is told without colours."""


class SummaryView:
    """Which sentence is chosen and what of the text is on screen."""

    def __init__(self, desk: SummaryDesk) -> None:
        self.desk = desk
        self.at = 0
        self.top = 0

    @property
    def chosen(self) -> Told | None:
        """The sentence before the reader."""
        lines = self.desk.lines
        self.at = max(0, min(self.at, len(lines) - 1))
        return lines[self.at] if lines else None

    def move(self, step: int) -> None:
        """So many sentences on."""
        self.at = max(0, min(len(self.desk.lines) - 1, self.at + step))

    def next_waiting(self) -> bool:
        """To the next sentence that is to be looked at, round the text; False when there is none."""
        waiting = self.desk.waiting
        if waiting:
            self.desk.shows_calculated = False
            self.at = next((place for place in waiting if place > self.at), waiting[0])
        return bool(waiting)

    def point_to_own(self, words: str) -> None:
        """To a paragraph that has just been written."""
        self.at = next((n for n, one in enumerate(self.desk.lines) if one.kept.text == words), self.at)

    def lines(self, width: int, height: int) -> list[Line]:
        """So many lines of the text, with the whole chosen sentence among them."""
        if self.chosen is None:
            return []
        rows = self._rows(min(width - 2, WIDEST))
        self._keep_in_view(rows, height)
        shown = [self._line(row) for row in rows[self.top : self.top + height]]
        return [*shown, *[()] * (height - len(shown))]

    def _rows(self, width: int) -> list[Row]:
        shown = [_as_shown(line) for line in self.desk.lines]
        headings = say("Not known"), say("Comments, as they were written"), say("The unit's own questions")
        return list(rows_of(parts_of(as_summary(shown, self.desk.told), *map(tell, headings)), width))

    def _keep_in_view(self, rows: list[Row], room: int) -> None:
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
        lines = self.desk.lines

        def style(number: int | None, otherwise: str) -> str:
            if number is None:
                return otherwise
            if number == self.at:
                return "cursor"
            if lines[number].waits:
                return "alert"
            return "dim" if lines[number].standing is Standing.REMOVED else otherwise

        # A sign beside it, so that the choice is seen without colours too.
        sign = "▸" if any(number == self.at for _, number, _ in row) else " "
        return ((sign, "key"), *((words, style(number, plain)) for words, number, plain in row))

    def panel(self, keymap: Keymap, width: int, room: int) -> list[Line]:
        """Whose the chosen sentence is, what is calculated beside it, and its answers."""
        line = self.chosen
        if line is None:
            return []
        told = [] if self.desk.shows_calculated else _told(line, keymap, width)
        answers = self._answers(line, width, max(1, room - len(told)))
        if not line.kept.mark and told:
            answers = []
        return [*told, *answers][:room]

    def _answers(self, line: Told, width: int, room: int) -> list[Line]:
        """The questions that a sentence tells of, with their answers; two columns where there is room."""
        interview = self.desk.interview
        wanted = line.now.codes if line.now else line.kept.mark.rests_on if line.kept.mark else ()
        codes = [code for code in wanted if code in interview.standings]
        columns = 2 if width >= WIDEST or len(codes) > room else 1
        wide = (width - 2) // columns
        cells: list[tuple[Span, ...]] = []
        for code in codes:
            question = interview.plan.questions.get(code) or interview.instrument.questions[code]
            answer = in_words(question, interview.standings[code].value).in_language(language())
            label = cut(question.label.in_language(language()), max(8, wide - len(answer) - 12))
            cells.append(((f" {question.number:<6}", "key"), (f"{label} ", "dim"), (cut(answer, wide // 2), "value")))
        if len(cells) > columns * room:
            more = tell(say("and {count} more", count=len(cells) - columns * room + 1))
            cells[columns * room - 1] = (("       ", "key"), (more, "dim"), ("", "value"))
        lines = [_beside(cells[start : start + columns], wide) for start in range(0, len(cells), columns)][:room]
        return lines or [((tell(say(" This sentence rests on no single answer.")), "dim"),)]


def _beside(cells: Sequence[tuple[Span, ...]], wide: int) -> Line:
    spans: list[Span] = []
    for cell in cells:
        used = sum(len(words) for words, _ in cell)
        spans += [*cell, (" " * max(0, wide - used), "text")]
    return tuple(spans)


def _as_shown(line: Told) -> Told:
    """A sentence with what its reader must know of it in its words; one without words would have no place."""
    words = line.kept.text
    if line.standing is Standing.REMOVED:
        words = tell(say("[Removed: {text}]", text=line.kept.calculated))
    elif line.standing is Standing.NEW:
        words = tell(say("[New: {text}]", text=line.kept.text))
    elif not words:
        words = "–"
    sign = "! " if line.waits else _SIGNS.get(line.standing, "")
    return replace(line, kept=replace(line.kept, text=f"{sign}{words}"))


def _told(line: Told, keymap: Keymap, width: int) -> list[Line]:
    """Whose a sentence is, and what may be done about it."""
    take, keep = shown_key(keymap.first("paper.take")), shown_key(keymap.first("paper.keep"))
    now = line.now.text if line.now else ""
    if line.is_stale and not now:
        words = say(
            "! Answers have changed: no longer calculated. {take} removes it, {keep} keeps it", take=take, keep=keep
        )
        return _wrapped(words, "alert", width)
    if line.is_stale:
        words = say(
            "! Answers have changed. {take} takes what is calculated now, {keep} keeps the text:", take=take, keep=keep
        )
        return [*_wrapped(words, "alert", width), *_wrapped(now, "value", width)]
    match line.standing:
        case Standing.NEW:
            words = say(
                "! New since the text was edited: {take} takes it in, {keep} leaves it out", take=take, keep=keep
            )
            return _wrapped(words, "alert", width)
        case Standing.WRITTEN:
            told = _wrapped(say("* Rewritten; {take} takes back what is calculated:", take=take), "heading", width)
            return [*told, *_wrapped(now or line.kept.calculated, "dim", width)]
        case Standing.REMOVED:
            return _wrapped(say("Removed; {take} takes it back", take=take), "heading", width)
        case Standing.OWN:
            return _wrapped(say("+ A paragraph of its own: somebody wrote it, it rests on no answer"), "heading", width)
        case _:
            return []


def _wrapped(words: Message | str, style: str, width: int) -> list[Line]:
    said = words if isinstance(words, str) else tell(words)
    return [((f" {part}", style),) for part in wrap(said, min(WIDEST, width - 2))]
