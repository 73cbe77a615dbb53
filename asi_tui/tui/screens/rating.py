"""The screen of the ratings step: a key, the rules, the disk, and only then the next area on screen; then signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from asi_tui.core import rating, rating_desk, reopening, severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.casework import StoredInterview
from asi_tui.core.desk import Desk, Stroke
from asi_tui.core.identity import show_code
from asi_tui.core.interview import Change, Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.rating_desk import Rating, Stage, Turn
from asi_tui.core.second_look import looks
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import say
from asi_tui.tui.screens.interview_screen import InterviewScreen
from asi_tui.tui.widgets.paper import Line, Paper
from asi_tui.tui.widgets.question_panel import message_line
from asi_tui.tui.widgets.rating_sheet import RatingSheet

ROLE = "intervjuare"
"""The role that the rating is signed in."""

_FOOTERS = {
    Stage.ON_PAPER: ("rating.answers", "app.close"),
    Stage.RATING: (
        "rating.back",
        "rating.no-answer",
        "rating.straight",
        "rating.answers",
        "rating.complete",
        "app.close",
    ),
    Stage.DOUBT: (
        "rating.back",
        "rating.all-no",
        "rating.no-answer",
        "rating.answers",
        "rating.complete",
        "app.close",
    ),
    Stage.READY: ("rating.back", "rating.answers", "app.papers", "rating.complete", "app.close"),
    Stage.SIGN: ("rating.back", "rating.answers", "app.papers", "app.close"),
}


class RatingScreen(InterviewScreen):
    """One interview being rated, and signed."""

    context = Context.RATING
    states = frozenset({InterviewState.COMPLETE, InterviewState.RATED})

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        super().__init__(stored)
        self.rating = self._begun(interview)

    def _begun(self, interview: Interview) -> Rating:
        again = looks(interview, self.stored.given)
        is_rated = self.stored.state is InterviewState.RATED
        return rating_desk.begin(interview, self.stored.acceptances, is_rated=is_rated, looks=again)

    @property
    def desk(self) -> Desk:
        """Where the interviewer stands."""
        return self.rating.desk

    @desk.setter
    def desk(self, desk: Desk) -> None:
        self.rating = replace(self.rating, desk=desk)

    def parts(self) -> ComposeResult:
        """The sheet, and the message line."""
        yield RatingSheet(id="sheet", classes="body")
        yield Paper(id="message")

    async def take(self, stroke: Stroke) -> None:
        """One key of the interviewer."""
        await self._turn_to(rating.press(self.rating, stroke, self.style))

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words of a reason, refused elsewhere."""
        await self._turn_to(rating.paste(self.rating, text, at))
        self.draw()

    async def _turn_to(self, turn: Turn) -> None:
        """Store what the key led to, go on only when that is on disk, do or open what was asked for."""
        if not await self._stored(turn.store) or (turn.accept and not self._is_accepted(turn.accept)):
            return
        if turn.rating.desk.at != self.rating.desk.at:
            self.query_one(RatingSheet).page = 0
        self.rating = turn.rating
        match turn.ask:
            case "rated":
                if self.is_settled(reopening.so_far(self.rating.interview, self.scoring, is_rated=True)):
                    self.rating = rating_desk.rated(self.rating)
            case "sign":
                self._sign()
            case "close":
                self._leave()
            case "answers":
                await self._to_answers()
            case "help":
                await self.app.show_page("skattning")
            case "palette":
                await self.app.show_palette(Context.RATING, self)
            case "more" | "less":
                self.query_one(RatingSheet).page += 1 if turn.ask == "more" else -1
            case _:
                pass

    async def _stored(self, changes: tuple[Change, ...]) -> bool:
        """Store the changes one after another, each with how far the interview is then; those before one that failed
        stand, and are shown."""
        for change in changes:
            interview = self.rating.interview.changed(change)
            is_rated = self.stored.state is InterviewState.RATED
            settled = reopening.so_far(interview, self.scoring, is_rated=is_rated)
            if not await self.is_stored(change, settled):
                return False
            self.stored = replace(self.stored, state=settled.state)
            if len(changes) > 1:
                self.desk = replace(self.desk, interview=interview)
        return True

    def waits_for(self, change: Change) -> None:
        """The row stays open as long as the disk is busy."""
        self.desk = replace(self.desk, message=say("saving ..."))
        self.draw()

    def _is_accepted(self, acceptance: Acceptance) -> bool:
        try:
            self.app.casebook.accept(self.stored.id, acceptance)
        except AsiError as error:
            return self.is_fine(error)
        return True

    def _sign(self) -> None:
        try:
            self.app.casebook.sign(self.stored.id, ROLE)
        except AsiError as error:
            self.refuse(say("not signed: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
            return
        self.app.pop_to_queue(say("{code} is signed", code=show_code(self.stored.client.code)))

    def _leave(self) -> None:
        """Back to the queue, which says where the rating stands."""
        code = show_code(self.stored.client.code)
        is_rated = self.stored.state is InterviewState.RATED
        self.app.pop_to_queue(say("{code} is rated; Enter on it signs", code=code) if is_rated else None)

    async def _to_answers(self) -> None:
        """To the answers: the first that has moved under the row before the interviewer, or that it rests on; where no
        row is, the first of the interview."""
        from asi_tui.tui.opening import show_answers

        interview, at = self.rating.interview, self.desk.at
        items: tuple[str, ...] = ()
        if self.rating.stage in (Stage.RATING, Stage.DOUBT):
            moved = (one.code for one in self.rating.looks.get(at, ()))
            items = (*moved, *severity.key_items(interview, at), *severity.client_ratings(interview, at))
        first = next((code for code in items if interview.on_route(code)), interview.first())
        await show_answers(self.app, self.stored.id, first)

    def lay_open(self, interview: Interview) -> None:
        """Begin with the ratings as they lie on disk now."""
        self.rating = self._begun(interview)

    def place(self) -> str:
        """The area being rated."""
        if self.rating.stage is Stage.RATING:
            name = severity.name(self.rating.interview, self.desk.at)
            return tell(say("Rating: {area}", area=name))
        return tell(say("Distorted answers?") if self.rating.stage is Stage.DOUBT else say("The rating"))

    def progress(self) -> Line:
        """How many rows have a value: ratings, or questions on distorted answers."""
        interview = self.rating.interview
        doubting = self.rating.stage is Stage.DOUBT
        codes = severity.doubts(interview) if doubting else severity.ratings(interview)
        settled = sum(not interview.is_open(code) for code in codes)
        again = tell(say("  look again {count}", count=len(self.rating.looks))) if self.rating.looks else ""
        return ((f" {settled}/{len(codes)}", "text"), (again, "alert"), (" ", "text"), *self.app.banner())

    def footer(self) -> Sequence[str]:
        """The commands of what is before the interviewer."""
        return _FOOTERS[self.rating.stage]

    def show(self) -> None:
        """The area, the list or the questions; and the message line."""
        self.query_one(RatingSheet).show_rating(self.rating, self.app.keymap_in_force)
        self.query_one("#message", Paper).show([message_line(self.desk, self.app.keymap_in_force, self.app.size.width)])
