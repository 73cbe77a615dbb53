"""A sentence of the summary while it is written anew, or a paragraph of one's own: the box, and what it is for."""

from __future__ import annotations

from asi_tui.core.edited_text import Line, Mark
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.summary_view import SummaryView
from asi_tui.tui.text_box import TextBox, begin, box_lines
from asi_tui.tui.widgets.action_panel import ruled
from asi_tui.tui.widgets.paper import Line as Shown
from asi_tui.tui.widgets.paper import wrap


class Writing:
    """The box over a sentence (`is_new`: over none, the paragraph goes behind it)."""

    def __init__(self, view: SummaryView, *, is_new: bool) -> None:
        line = view.chosen
        assert line is not None
        self._mark: Mark | None = line.kept.mark
        self._calculated = "" if is_new or line.now is None else line.now.text
        self._theirs = ""
        self._is_new = is_new
        self.box: TextBox = begin("" if is_new else line.kept.text or self._calculated)

    def finish(self, view: SummaryView) -> Message:
        """Store what was written. Raises AsiError when it was not, and then all stays as it was."""
        words = self.box.text.strip()
        if self._is_new:
            view.desk.add(view.at, words)
            view.point_to_own(words)
            return say("the paragraph is saved") if words else say("nothing was written")
        if words == self.box.was.strip():
            return say("nothing was changed")
        view.desk.write(view.at, words)
        return say("the sentence is saved") if words else say("the sentence is removed")

    def stays(self, view: SummaryView) -> None:
        """It could not be stored: the box stays over the same sentence, wherever that stands now; when it has gone,
        what was written becomes a paragraph of its own."""
        self.box = TextBox(self.box.text, self.box.at, self.box.was)
        if self._is_new:
            return
        at = next((n for n, one in enumerate(view.desk.lines) if self._is_over(one)), None)
        self._is_new = at is None
        view.at = view.at if at is None else at
        if at is not None and (now := view.desk.lines[at].kept.text) != self.box.was:
            self._theirs = now

    def _is_over(self, line: Line) -> bool:
        mark = line.kept.mark
        if mark is None or self._mark is None:
            return mark is self._mark and line.kept.text == self.box.was
        return (mark.phrase, mark.nth) == (self._mark.phrase, self._mark.nth)

    def keys(self) -> Shown:
        """The keys that work in the box."""
        return (" Enter", "key"), (tell(say(" save   ")), "text"), ("Esc", "key"), (tell(say(" leave it")), "text")

    def lines(self, width: int, height: int) -> list[Shown]:
        """The box, and above it what is calculated; what another has written there meanwhile, if anything is."""
        heading = say("A paragraph of your own") if self._is_new else say("The sentence in your words")
        top: list[Shown] = [ruled([(tell(heading), "heading")], width)]
        told = say("Calculated: {text}", text=self._calculated) if self._calculated else None
        if self._theirs:
            told = say("Now stands there: {text}", text=self._theirs)
        if told is not None and height > 5:
            style = "alert" if self._theirs else "dim"
            top += [((f" {part}", style),) for part in wrap(tell(told), width)[: height // 3]]
        rows = box_lines(self.box, width, max(1, height - len(top)))
        return [*top, *rows]
