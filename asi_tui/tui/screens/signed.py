"""A signed interview: read as it stands, and corrected answer by answer, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from asi_tui.core import closing, correcting, prompt
from asi_tui.core.casework import StoredInterview
from asi_tui.core.correcting import Correcting
from asi_tui.core.desk import Desk, Stroke, Turn
from asi_tui.core.interview import Change, Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.prompt import Asked, Prompt
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.storing import not_saved
from asi_tui.tui.widgets.paper import Span

_FOOTER = ("entry.back", "entry.goto", "entry.correct", "app.papers", "entry.review", "app.close", "entry.search")


class SignedScreen(EntryScreen):
    """The entry screen of an interview that is signed: its ending and its ratings are read in it too.

    Any number of people may read; who corrects holds the interview meanwhile.
    """

    handbook = "rattelser"
    states = frozenset({InterviewState.SIGNED})

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        whole = correcting.whole(interview)
        super().__init__(stored, whole)
        self.desk = Desk(whole, whole.first(), message=correcting.left_open(whole))
        self.correcting: Correcting | None = None

    def turned_by(self, stroke: Stroke) -> Turn:
        """What a key does: move, or answer where a correction is being made."""
        return correcting.press(self.desk, self.correcting, stroke, self.style)

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words of a reason, or of a written answer that is being corrected."""
        if self.prompt is None and (self.correcting is None or self.desk.at not in self.correcting.codes):
            self.refuse(correcting.HOW)
            self.draw()
        else:
            await super().paste(text, at)

    async def turn_to(self, turn: Turn) -> None:
        """As when keying; a correction stays where it was made, unless it has opened questions to answer."""
        before, made = self.desk, self.correcting
        await super().turn_to(turn)
        if turn.store is not None and made is not None and self.desk is turn.desk:
            # The correction is on disk; a database that is busy now only delays its mark.
            with suppress(AsiError):
                self.stored = self.app.casebook.open_interview(self.stored.id, "entry")
            self.margin.corrections = correcting.by_question(self.stored.corrections)
            self.desk, self.correcting = correcting.corrected(before, turn, made)
        elif self.correcting is not None and self.desk.at not in self.correcting.codes:
            self.correcting = None

    async def store(self, change: Change, after: Interview) -> bool:
        """Store one correction, with its reason and what the interview counts as then."""
        assert self.correcting is not None
        completion = closing.kept(after, self.scoring)
        reason = self.correcting.reason
        return self.is_fine(await self.storing.correct(change, reason, completion, lambda: self.waits_for(change)))

    async def open_asked(self, ask: str | None) -> None:
        """Open what a key asks for; Escape ends a correction first."""
        if ask == "correct":
            self._begin()
        elif ask == "close" and self.correcting is not None:
            self.correcting = None
            self.desk = replace(self.desk, message=say("nothing more is corrected"), latest=None)
        else:
            await super().open_asked(ask)

    def _begin(self) -> None:
        """Hold the interview against others, and ask why the answer is corrected."""
        try:
            holder = self.app.casebook.hold(self.stored.id)
        except AsiError as error:
            self.refuse(not_saved(error))
            return
        if holder is not None:
            since = f"{holder.since.astimezone():%Y-%m-%d %H:%M}"
            self.refuse(
                say("{name} is correcting it, since {since}: wait until that is done", name=holder.name, since=since)
            )
            return
        self.app.held = self.stored.id
        self.prompt = Prompt(Asked.CORRECTION, self.desk.at)

    def press_prompt(self, line: Prompt, stroke: Stroke) -> None:
        """A key while the reason is written."""
        if line.asked is not Asked.CORRECTION:
            super().press_prompt(line, stroke)
            return
        self.prompt = line = prompt.press(line, stroke)
        reason = line.text.strip()
        if line.left:
            self.prompt = None
        elif line.done and not reason:
            self.prompt = prompt.refused(line, say("write why the answer is corrected"))
        elif line.done:
            self.prompt = None
            codes = self.correcting.codes if self.correcting else frozenset[str]()
            self.correcting = Correcting(reason, codes | {self.desk.at})
            message = say("key the new answer; Esc leaves it as it is")
            self.desk = replace(self.desk, message=message, latest=message, enter_is_spent=True)

    def lay_open(self, interview: Interview) -> None:
        """Somebody else has corrected it: show that, and make no correction."""
        self.correcting = None
        super().lay_open(correcting.whole(interview))

    async def leave(self) -> None:
        """Back to where the interview was opened."""
        if len(self.app.screen_stack) == 2:
            self.app.pop_to_queue(None)
            return
        if self.app.held is not None:
            self.app.casebook.let_go(self.app.held)
            self.app.held = None
        self.app.pop_one()

    def told(self) -> Span | None:
        """Who signed it and when; or what is being corrected, and why."""
        if self.correcting is not None:
            number = self.desk.question.number
            return tell(say("Correcting {number}: {reason}", number=number, reason=self.correcting.reason)), "alert"
        signature = self.stored.signature
        assert signature is not None
        words = say(
            "Signed {time} by {name}, {role}",
            time=f"{signature.at.astimezone():%Y-%m-%d %H:%M}",
            name=signature.name,
            role=signature.role,
        )
        count = len(self.stored.corrections)
        return tell(say("{signed}; {count} corrections", signed=words, count=count) if count else words), "good"

    def show(self) -> None:
        """As when keying; the answer that is being corrected has an open box."""
        is_here = self.correcting is not None and self.desk.at in self.correcting.codes
        self.margin.corrects = self.desk.at if is_here else None
        super().show()

    def footer(self) -> Sequence[str]:
        """The commands of a reader."""
        return _FOOTER
