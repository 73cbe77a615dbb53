"""From a row of the queue to the right interview: the draft, or the head of the next one."""

from __future__ import annotations

from asi_tui.core.casework import Client, InterviewState, QueueRow
from asi_tui.core.instrument import Length, Purpose
from asi_tui.core.interview import restore
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.screens.head import HeadScreen


async def open_row(app: AsiApp, row: QueueRow, *, short: bool) -> Message | None:
    """Open what the row asks for. A message says why nothing was opened."""
    if row.interview_id is not None and row.state in (InterviewState.COMPLETE, InterviewState.RATED):
        return say("the interview is complete; `asi answers {code}` shows it", code=row.client.code)
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


async def open_interview(app: AsiApp, interview_id: str) -> None:
    """A draft, at the question where it was left."""
    stored = app.casebook.open_interview(interview_id, "entry")
    interview = restore(app.shelf.of(stored.instrument), stored.head.form, stored.answers)
    await app.push_screen(EntryScreen(stored, interview))
