"""From a row of the queue to the right interview: the draft, or the head of the next one."""

from __future__ import annotations

from collections.abc import Callable

from asi_tui.core.casework import Client, InterviewState, QueueRow, StoredInterview
from asi_tui.core.instrument import Length, Purpose
from asi_tui.core.interview import Interview, restore
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.screens.head import HeadScreen
from asi_tui.tui.screens.taken import TakenScreen


async def open_row(app: AsiApp, row: QueueRow, *, short: bool) -> Message | None:
    """Open what the row asks for. A message says why nothing was opened."""
    if row.interview_id is not None and row.state in (InterviewState.COMPLETE, InterviewState.RATED):
        await open_ratings(app, row.interview_id)
        return None
    if row.interview_id is not None and row.state is InterviewState.SIGNED:
        return say("the interview is signed; `asi answers {code}` shows it", code=row.client.code)
    await open_client(app, row.client, row.interview_id, short=short)
    return None


async def open_client(app: AsiApp, client: Client, draft: str | None, *, short: bool, form: str | None = None) -> None:
    """The client's draft at the question where it was left; else the head of the next interview.

    A client without a complete interview gets a base interview, any other a follow-up. `form` names one outright.
    """
    interviews = app.casebook.interviews(client.id)
    drafts = [i.id for i in interviews if i.state is InterviewState.DRAFT and form in (None, i.form)]
    chosen = draft or (drafts[-1] if drafts else None)
    if chosen is not None:
        await open_interview(app, chosen)
        return
    _, instrument = app.shelf.current()
    complete = [i for i in interviews if i.state is not InterviewState.DRAFT]
    purpose = Purpose.FOLLOW_UP if complete else Purpose.BASE
    chosen_form = (
        instrument.forms[form] if form else instrument.form_for(purpose, Length.SHORT if short else Length.FULL)
    )
    await app.push_screen(HeadScreen.for_new(app, client, chosen_form))


async def open_ratings(app: AsiApp, interview_id: str) -> None:
    """The ratings of a complete interview; of a rated one, ready to sign."""
    from asi_tui.tui.screens.rating import RatingScreen

    await _open_held(app, interview_id, RatingScreen, "rating")


async def open_interview(app: AsiApp, interview_id: str) -> None:
    """A draft, at the question where it was left."""
    await _open_held(app, interview_id, EntryScreen, "entry")


async def _open_held(
    app: AsiApp,
    interview_id: str,
    screen: Callable[[StoredInterview, Interview], KeyedScreen[None]],
    purpose: str,
) -> None:
    """An interview for this session alone; if another has it open, that is said first."""

    async def enter() -> None:
        app.held = interview_id
        stored = app.casebook.open_interview(interview_id, purpose)
        interview = restore(app.shelf.of(stored.instrument), stored.head.form, stored.answers)
        await app.push_screen(screen(stored, interview))

    async def take_over() -> None:
        app.casebook.hold(interview_id, take_over=True)
        app.pop_one()
        await enter()

    holder = app.casebook.hold(interview_id)
    if holder is None:
        await enter()
    else:
        await app.push_screen(TakenScreen(holder, take_over))
