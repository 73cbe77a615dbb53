"""The screen of the ratings step: a key, the rules, the disk, and only then the next area on screen; then signing."""

from __future__ import annotations

import time
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize

from asi_tui.core import closing, rating, rating_desk, severity
from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Code
from asi_tui.core.casework import InterviewState, StoredInterview
from asi_tui.core.desk import KeyingStyle, Lock, Stroke
from asi_tui.core.identity import show_code
from asi_tui.core.interview import Change, Interview, restore
from asi_tui.core.rating_desk import Stage, Turn
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import AnsweredElsewhere, AsiError
from asi_tui.i18n import tell
from asi_tui.keys import Context
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.storing import Storing, not_saved
from asi_tui.tui.widgets.entry_title import title_line
from asi_tui.tui.widgets.key_line import KeyLine
from asi_tui.tui.widgets.paper import Line, Paper, words_of
from asi_tui.tui.widgets.question_panel import message_line
from asi_tui.tui.widgets.rating_sheet import RatingSheet

ROLE = "intervjuare"
"""The role that the rating is signed in."""

_FOOTERS = {
    Stage.ON_PAPER: ("app.close",),
    Stage.RATING: ("rating.back", "rating.no-answer", "rating.straight", "rating.complete", "app.close"),
    Stage.DOUBT: ("rating.back", "rating.all-no", "rating.no-answer", "rating.complete", "app.close"),
    Stage.READY: ("rating.back", "rating.complete", "app.close"),
    Stage.SIGN: ("rating.back", "app.close"),
}


class RatingScreen(KeyedScreen[None]):
    """One interview being rated, and signed."""

    app: AsiApp

    def __init__(self, stored: StoredInterview, interview: Interview) -> None:
        super().__init__()
        self.stored = stored
        self.state = stored.state
        is_rated = stored.state is InterviewState.RATED
        self.rating = rating_desk.begin(interview, stored.acceptances, is_rated=is_rated)

    def compose(self) -> ComposeResult:
        """Title, sheet, message, keys."""
        with Horizontal(id="top"):
            yield Paper(id="title")
            yield Paper(id="progress")
        yield Paper(id="rule")
        yield RatingSheet(id="sheet", classes="body")
        yield Paper(id="message")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Find the settings once."""
        config = self.app.config
        self.storing = Storing(self.app.casebook, self.stored.id, self.stored.last_answer_id)
        self.style = KeyingStyle(config.quick_keying, config.lock_seconds, config.language)
        self.scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        self._lay_out(self.app.size.height)

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self._lay_out(event.size.height)
        self.call_after_refresh(self.draw)

    def _lay_out(self, height: int) -> None:
        for part in ("#rule", "#keys"):
            self.query_one(part).display = height >= 12

    async def press(self, key: Key) -> None:
        """One key of the interviewer."""
        command = self.app.keymap_in_force.command(key.key, Context.RATING)
        if command is None and len(key.key) == 1:
            command = self.app.keymap_in_force.command(key.key.lower(), Context.RATING)
        name = "enter" if key.key == "enter" else command.id.partition(".")[2] if command else None
        stroke = Stroke(name, key.character if key.is_printable else None, key.time)
        await self._take(rating.press(self.rating, stroke, self.style))
        self.draw()

    async def paste(self, text: str, at: float) -> None:
        """Pasted text: words of a reason, refused elsewhere."""
        await self._take(rating.paste(self.rating, text, at))
        self.draw()

    async def _take(self, turn: Turn) -> None:
        """Store what the key led to, go on only when that is on disk, do or open what was asked for."""
        if not await self._stored(turn.store) or (turn.accept and not self._is_accepted(turn.accept)):
            return
        if turn.rating.desk.at != self.rating.desk.at:
            self.query_one(RatingSheet).page = 0
        self.rating = turn.rating
        if turn.store and self.state is InterviewState.RATED:
            self._settle(self._state_now())
        match turn.ask:
            case "rated":
                if self._settle(InterviewState.RATED):
                    self.rating = rating_desk.rated(self.rating)
            case "sign":
                self._sign()
            case "close":
                self._leave()
            case "help":
                await self.app.show_page("skattning", Context.RATING)
            case "palette":
                await self.app.show_palette(Context.RATING, self)
            case "more" | "less":
                self.query_one(RatingSheet).page += 1 if turn.ask == "more" else -1
            case _:
                pass

    async def _stored(self, changes: tuple[Change, ...]) -> bool:
        """Store the changes one after another; those before one that failed stand, and are shown."""
        for change in changes:
            error = await self.storing.store(change, self._waits)
            if isinstance(error, AnsweredElsewhere):
                self._read_again(error)
                return False
            if error is not None:
                self._refuse(not_saved(error))
                return False
            interview = self.rating.interview.changed(change)
            if len(changes) > 1:
                self.rating = replace(self.rating, desk=replace(self.rating.desk, interview=interview))
        return True

    def _waits(self) -> None:
        self.rating = replace(self.rating, desk=replace(self.rating.desk, message=say("saving ...")))
        self.draw()

    def _is_accepted(self, acceptance: Acceptance) -> bool:
        try:
            self.app.casebook.accept(self.stored.id, acceptance)
        except AsiError as error:
            self._refuse(not_saved(error))
            return False
        return True

    def _state_now(self) -> InterviewState:
        """How far a rated interview is after a change: still rated as long as every row has a value."""
        return InterviewState.COMPLETE if severity.open_rows(self.rating.interview) else InterviewState.RATED

    def _settle(self, state: InterviewState) -> bool:
        """Put the state on disk, with the values that figures and exports read."""
        interview = self.rating.interview
        answer = interview.answers.get(closing.closing_question(interview).code)
        ending = closing.Ending(Code.N if answer is None else answer)
        try:
            self.app.casebook.settle(self.stored.id, state, closing.completion(interview, ending, self.scoring))
        except AsiError as error:
            self._refuse(not_saved(error))
            return False
        self.state = state
        return True

    def _sign(self) -> None:
        try:
            self.app.casebook.sign(self.stored.id, ROLE)
        except AsiError as error:
            self._refuse(say("not signed: {reason}; {remedy}", reason=error.what, remedy=error.remedy))
            return
        self.app.pop_to_queue(say("{code} is signed", code=show_code(self.stored.client.code)))

    def _leave(self) -> None:
        """Back to the queue, which says where the rating stands."""
        code = show_code(self.stored.client.code)
        if self.state is InterviewState.RATED:
            self.app.pop_to_queue(say("{code} is rated; Enter on it signs", code=code))
        else:
            self.app.pop_to_queue(None)

    def _read_again(self, error: AnsweredElsewhere) -> None:
        """Somebody else has answered: show what is on disk now, and take none of the keys typed ahead."""
        self.stored = self.app.casebook.open_interview(self.stored.id, "rating")
        self.state = self.stored.state
        self.storing.last_id = self.stored.last_answer_id
        interview = restore(self.rating.interview.instrument, self.stored.head.form, self.stored.answers)
        is_rated = self.state is InterviewState.RATED
        self.rating = rating_desk.begin(interview, self.stored.acceptances, is_rated=is_rated)
        self._refuse(error.what)

    def _refuse(self, reason: Message) -> None:
        desk = replace(self.rating.desk, message=reason, lock=Lock(time.monotonic(), reason))
        self.rating = replace(self.rating, desk=desk)

    def draw(self) -> None:
        """Show the ratings; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width, keymap = self.app.size.width, self.app.keymap_in_force
        progress = self._progress()
        title = title_line(self.stored.client, self.rating.interview, self._place(), width - len(words_of(progress)))
        self.query_one("#progress").styles.width = len(words_of(progress))
        self.query_one("#title", Paper).show([title])
        self.query_one("#progress", Paper).show([progress])
        self.query_one("#rule", Paper).show([((" " + "─" * (width - 2), "rule"),)])
        self.query_one(RatingSheet).show_rating(self.rating, keymap)
        self.query_one("#message", Paper).show([message_line(self.rating.desk, width)])
        self.query_one(KeyLine).show_keys(keymap, _FOOTERS[self.rating.stage])

    def _place(self) -> str:
        if self.rating.stage is Stage.RATING:
            name = severity.name(self.rating.interview, self.rating.desk.at)
            return tell(say("Rating: {area}", area=name))
        return tell(say("Distorted answers?") if self.rating.stage is Stage.DOUBT else say("The rating"))

    def _progress(self) -> Line:
        """How many rows have a value: ratings, or questions on distorted answers."""
        interview = self.rating.interview
        doubting = self.rating.stage is Stage.DOUBT
        codes = severity.doubts(interview) if doubting else severity.ratings(interview)
        settled = sum(not interview.is_open(code) for code in codes)
        return ((f" {settled}/{len(codes)} ", "text"), *self.app.banner())
