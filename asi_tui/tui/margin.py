"""The margin of the answer sheet: marks, the earlier interview's answers, and what the latest answer gave rise to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asi_tui.core import correcting
from asi_tui.core import earlier as before
from asi_tui.core.annotations import Correction
from asi_tui.core.casework import StoredInterview
from asi_tui.core.checks import CheckKind, Fired, facts_of
from asi_tui.core.desk import Desk
from asi_tui.core.earlier import Earlier
from asi_tui.core.instrument import Purpose
from asi_tui.core.interview import Change, Interview, restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.notebook import Notebook, open_notebook, stands_at
from asi_tui.core.ports import Casebook
from asi_tui.core.preferences import EarlierView
from asi_tui.errors import NoLeave
from asi_tui.i18n import tell
from asi_tui.instruments.shelf import Shelf
from asi_tui.message import Message, say

CORRECTED = "≠"
"""The sign of an answer that is not as it was signed."""


@dataclass(slots=True)
class Margin:
    """What is shown beside the answers of one interview. It changes as the interview does.

    `corrections` are those made after it was signed, by question; `corrects` is the question being corrected now.
    """

    notebook: Notebook
    earlier: Earlier | None = None
    setting: EarlierView = EarlierView.AFTER
    latest: tuple[Fired, ...] = ()
    change: Message | None = None
    reference: Interview | None = field(default=None, repr=False)
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    corrects: str | None = None

    def took(self, was: Interview, now: Interview, change: Change) -> None:
        """An answer has been stored: which checks it fired, and how it differs from the earlier one."""
        wants_remark = self.notebook.wants_remark(was, now, change)
        self.notebook, self.latest = self.notebook.after(was, now, change)
        self.change = say("X here wants a remark: what could not be verified?") if wants_remark else None
        if self.change is None and self.earlier is not None and self.setting is not EarlierView.NEVER:
            question = now.question(change.code)
            told = before.changed(self.earlier, question, change.after)
            self.change = say("{number}: {change}", number=question.number, change=told) if told else None

    def mark(self, desk: Desk, code: str) -> str:
        """The signs beside the number of a question; one that is not as it was signed has a sign of its own."""
        return (CORRECTED if code in self.corrections else "") + self.notebook.mark(desk.interview, code)

    def corrected(self, desk: Desk) -> Message | None:
        """How the answer before the reader was signed, and what it was corrected to: why, when and by whom."""
        made = self.corrections.get(desk.at)
        if not made:
            return None
        first, last = made[0], made[-1]
        return say(
            "Signed as {before}, corrected to {after} {time} by {name}: {reason}",
            before=first.before or say("unanswered"),
            after=last.after or say("unanswered"),
            time=f"{last.at.astimezone():%Y-%m-%d %H:%M}",
            name=last.by,
            reason=last.reason,
        )

    def words(self, desk: Desk, code: str) -> str:
        """The earlier answer as it stands on the row, in brackets; empty when it is not to be shown. Beside an answer
        that is being corrected stands what it is now."""
        question, now = desk.interview.question(code), desk.interview.answers.get(code)
        if code == self.corrects:
            return f"({tell(say('now {value}', value=before.worded(question, now)))})"
        if self.earlier is None:
            return ""
        show = before.shown_after if code in desk.interview.answers else before.shown_before
        shown = show(self.earlier, question, self.setting)
        return f"({tell(shown)})" if shown else ""

    def asking(self, desk: Desk) -> Fired | None:
        """The check that the message line asks about: one the latest answer fired; else one that waits here, as long as
        the line has nothing else to say."""
        waiting = {one.check.id for one in self.notebook.open}
        latest = [one for one in self.latest if one.check.id in waiting]
        here = latest or ([] if desk.message else [*self.notebook.open_at(desk.interview, desk.at)])
        return next((one for one in here if one.check.kind is not CheckKind.SAFETY), None)

    def to_accept(self, desk: Desk) -> Fired | None:
        """The soft check that s accepts: as for `asking`, but never a hard one if there is a soft one."""
        here = [*self.latest, *self.notebook.open_at(desk.interview, desk.at)]
        waiting = [one for one in here if one in self.notebook.open and one.check.kind is not CheckKind.SAFETY]
        return min(waiting, key=lambda one: one.check.kind is CheckKind.HARD, default=None)

    def next_waiting(self, desk: Desk) -> str | None:
        """The next question after this one where a check waits, from the beginning again if need be."""
        place = desk.interview.plan.place
        waiting = {stands_at(one, desk.interview) for one in self.notebook.open}
        codes = sorted(waiting, key=lambda code: place[code])
        later = [code for code in codes if place[code] > place[desk.at]]
        return next(iter(later or codes), None)


def open_margin(
    casebook: Casebook, shelf: Shelf, stored: StoredInterview, interview: Interview, setting: EarlierView
) -> Margin:
    """The margin of an interview: its own remarks and acceptances, and the interview it is laid beside.

    A follow-up lies beside the one it refers to, a new base interview beside the client's latest complete one.
    """
    held = [
        i for i in casebook.interviews(stored.client.id) if i.id != stored.id and i.state is not InterviewState.DRAFT
    ]
    beside_id = stored.head.refers_to or (held[-1].id if held else None)
    earlier, reference = None, None
    other, without = _readable(casebook, beside_id) if beside_id is not None else (None, None)
    if other is not None:
        reference = restore(shelf.of(other.instrument), other.head.form, other.answers)
        earlier = before.beside(interview.form, reference, other.head.interview_date)
    base = reference if reference is not None and reference.form.purpose is Purpose.BASE else None
    facts = facts_of(
        interview_date=stored.head.interview_date,
        born=stored.client.born,
        reference_date=stored.refers_to_date,
        earlier_base={code: standing.value for code, standing in base.standings.items()} if base else None,
    )
    notebook = open_notebook(interview, facts, stored.remarks, stored.acceptances)
    return Margin(
        notebook,
        earlier,
        setting,
        change=without,
        reference=reference,
        corrections=correcting.by_question(stored.corrections),
    )


def _readable(casebook: Casebook, interview_id: str) -> tuple[StoredInterview | None, Message | None]:
    """The interview to lay beside this one; or why whoever keys on commission does without it."""
    try:
        return casebook.open_interview(interview_id, "earlier"), None
    except NoLeave as error:
        return None, error.what
