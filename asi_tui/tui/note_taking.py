"""Remarks, comments, accepted checks and acknowledged safety boxes: asked for on a line in the panel, then stored."""

from __future__ import annotations

from asi_tui.core.annotations import Remark
from asi_tui.core.check_review import OTHER, SOFT_REASONS, accepted
from asi_tui.core.checks import CheckKind, Fired
from asi_tui.core.desk import Desk
from asi_tui.core.ports import Casebook
from asi_tui.core.prompt import Asked, Prompt, is_to_coordinator, refused
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.margin import Margin
from asi_tui.tui.storing import not_saved
from asi_tui.tui.widgets.paper import Line, Span, cut
from asi_tui.tui.widgets.question_panel import sentence


class NoteTaking:
    """What is written beside the answers of one interview, on its way to the casebook."""

    def __init__(self, casebook: Casebook, interview_id: str, margin: Margin) -> None:
        self._casebook = casebook
        self._interview_id = interview_id
        self._margin = margin
        self._about: Fired | None = None

    @property
    def about(self) -> Fired | None:
        """The check that was asked about last."""
        return self._about

    def begin(self, command: str, desk: Desk) -> Prompt | Message:
        """The line that a command opens, or why it opens none."""
        if command == "accept":
            one = self._margin.to_accept(desk)
            return self.ask_reason(one) if one else say("no check waits here to be accepted")
        about = desk.at if command == "remark" else desk.question.area
        kept = self._margin.notebook.remarks.get(about)
        return Prompt(Asked.REMARK if command == "remark" else Asked.COMMENT, about, kept.text if kept else "")

    def ask_reason(self, one: Fired) -> Prompt | Message:
        """The line that asks why a soft check stands, or what was done about a safety box; a hard one is told so."""
        self._about = one
        if one.check.kind is CheckKind.SAFETY:
            return Prompt(Asked.SAFETY, one.check.id)
        if one.check.kind is CheckKind.SOFT:
            return Prompt(Asked.REASON, one.check.id)
        refused = accepted(one)
        return refused if isinstance(refused, Message) else say("no check waits here to be accepted")

    def finish(self, prompt: Prompt, desk: Desk) -> Prompt | Message:
        """Store what was written; gives what to say, or the next line: a reason that wants words, or the same line when
        it cannot be taken."""
        text = prompt.text.strip()
        try:
            if prompt.asked in (Asked.REMARK, Asked.COMMENT):
                return self._remark(prompt.about, text, desk)
            assert self._about is not None
            if prompt.asked is Asked.REASON and text == str(OTHER):
                return Prompt(Asked.REASON_TEXT, prompt.about)
            reason = int(text) if prompt.asked is Asked.REASON and text else OTHER
            words = "" if prompt.asked is Asked.REASON else text
            outcome = accepted(self._about, words, reason=None if prompt.asked is Asked.SAFETY else reason)
            if isinstance(outcome, Message):
                return refused(prompt, outcome)
            stored = self._casebook.accept(self._interview_id, outcome)
        except AsiError as error:
            return refused(prompt, not_saved(error))
        self._margin.notebook = self._margin.notebook.with_acceptance(stored)
        if prompt.asked is Asked.SAFETY:
            return say("acknowledged: {text}", text=text)
        return say("accepted: {reason}", reason=words or SOFT_REASONS[reason])

    def _remark(self, about: str, text: str, desk: Desk) -> Message:
        kept = self._margin.notebook.remarks.get(about)
        if not text and kept is None:
            return say("no remark was written")
        remark = Remark(about=about, text=text, to_coordinator=is_to_coordinator(text))
        stored = self._casebook.write_remark(self._interview_id, remark)
        self._margin.notebook = self._margin.notebook.with_remark(desk.interview, stored)
        self._margin.change = None
        return say("remark saved") if text else say("remark taken away")


def prompt_line(prompt: Prompt, width: int) -> Line:
    """The line while it is written: what it is for, and what stands in it."""
    if prompt.asked is Asked.REASON:
        reasons = [(digit, tell(reason)) for digit, reason in SOFT_REASONS.items()]
        lead = " " + tell(say("Why?"))
        gap = "  " if len(lead) + sum(len(words) + 4 for _, words in reasons) < width else " "
        spans: list[Span] = [(lead, "heading")]
        for digit, words in reasons:
            spans += [(f"{gap}{digit}", "key"), (f" {words}", "text")]
        return tuple(spans)
    lead = " " + tell(_LEADS[prompt.asked]) + " "
    told = f"  {sentence(prompt.refused)}" if prompt.refused is not None else ""
    room = max(8, width - len(lead) - len(told) - 3)
    if told:
        return (
            (lead, "heading"),
            (prompt.text[-room:] + "_", "open"),
            (cut(told, max(0, width - len(lead) - 4)), "alert"),
        )
    hint = tell(_HINTS[prompt.asked]) if not prompt.text and prompt.asked in _HINTS else ""
    return ((lead, "heading"), (prompt.text[-room:] + "_", "open"), (cut(f"  {hint}", max(0, room - 2)), "dim"))


_LEADS: dict[Asked, Message] = {
    Asked.REMARK: say("Remark:"),
    Asked.COMMENT: say("Comment on the area:"),
    Asked.REASON_TEXT: say("Reason:"),
    Asked.SAFETY: say("What has been done?"),
    Asked.CORRECTION: say("Why is it corrected?"),
}

_HINTS: dict[Asked, Message] = {
    Asked.REMARK: say("Enter saves; ? first makes it a question to the ASI coordinator"),
    Asked.COMMENT: say("Enter saves"),
    Asked.SAFETY: say("such as: told the team leader, plan made with the client"),
    Asked.CORRECTION: say("such as: misheard, keyed on the wrong row"),
}
