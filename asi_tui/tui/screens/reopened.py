"""A completed interview with its answers open to change: its state, values and scores follow each of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asi_tui.core import reopening
from asi_tui.core.casework import Settled, StoredInterview
from asi_tui.core.identity import show_code
from asi_tui.core.interview import Change, Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.second_look import Looks, looks
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.widgets.paper import Span

_TOLD = {
    InterviewState.DRAFT: say("A draft again: something is open, or a check waits"),
    InterviewState.COMPLETE: say("Complete: what you change counts at once"),
    InterviewState.RATED: say("Rated, not signed: what you change counts at once"),
}

_FOOTER = ("entry.back", "entry.goto", "entry.review", "entry.complete", "entry.undo", "app.close")


class ReopenedScreen(EntryScreen):
    """An interview that has been completed, and is not signed.

    With each answer it is stored how far the interview then is: a draft while something stands in the way of completing
    it, else as far as it was. So the values that figures read never contradict the answers, whenever the line drops.
    """

    states = frozenset({InterviewState.DRAFT, InterviewState.COMPLETE, InterviewState.RATED})

    def __init__(self, stored: StoredInterview, interview: Interview, at: str | None = None) -> None:
        super().__init__(stored, interview)
        self.is_rated = reopening.was_rated(stored, interview)
        if at is not None:
            self.go_to(at)

    async def store(self, change: Change, after: Interview) -> bool:
        """Store one change, and with it how far the interview is then."""
        notebook, _ = self.margin.notebook.after(self.desk.interview, after, change)
        settled = reopening.settled(after, notebook, self.scoring, is_rated=self.is_rated)
        if not await self.is_stored(change, settled):
            return False
        self.stored = replace(self.stored, state=settled.state)
        return True

    def _settled(self) -> Settled:
        return reopening.settled(self.desk.interview, self.margin.notebook, self.scoring, is_rated=self.is_rated)

    def noted(self) -> None:
        """A check may have been dealt with, or another fire: how far the interview is follows."""
        settled = self._settled()
        if settled.state is not self.stored.state:
            self.is_settled(settled)

    def widen(self) -> None:
        """Another form has other questions: the interview is a draft before it is on that form."""
        if self.stored.state is InterviewState.DRAFT or self.is_settled(Settled(InterviewState.DRAFT)):
            super().widen()
            self.noted()

    def looks(self) -> Looks:
        """The ratings that rest on answers changed since they were given."""
        return looks(self.desk.interview, self.storing.given)

    async def finish(self, interview: Interview) -> None:
        """Nothing stands in the way: the interview is as far as it was, and the ratings come next."""
        if self.is_settled(self._settled()):
            await self.to_ratings()

    async def to_ratings(self) -> None:
        """To the ratings, unless the interview is a draft."""
        if self.stored.state is InterviewState.DRAFT:
            await super().to_ratings()
            return
        from asi_tui.tui.opening import show_ratings

        await show_ratings(self.app, self.stored.id)

    async def leave(self) -> None:
        """Back to the ratings; to the queue, which says so, when the interview is a draft again."""
        if self.stored.state is InterviewState.DRAFT:
            code = show_code(self.stored.client.code)
            self.app.pop_to_queue(say("{code} is a draft until it is complete again", code=code))
        else:
            await self.to_ratings()

    def footer(self) -> Sequence[str]:
        """The commands of a keyer, and the way back."""
        return _FOOTER

    def told(self) -> Span | None:
        """How far the interview is."""
        words: Message = _TOLD[self.stored.state]
        return tell(words), "alert" if self.stored.state is InterviewState.DRAFT else "good"
