"""From a row of the queue to the right interview, and to the screen that fits how far it has come."""

from __future__ import annotations

from asi_tui.core.casework import StoredInterview
from asi_tui.core.instrument import Form, Instrument, Length, Purpose
from asi_tui.core.interview import restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.message import Message
from asi_tui.tui.app import AsiApp
from asi_tui.tui.key_pump import KeyedScreen
from asi_tui.tui.screens.entry import EntryScreen
from asi_tui.tui.screens.head import HeadScreen
from asi_tui.tui.screens.taken import TakenScreen


async def open_row(app: AsiApp, row: QueueRow, *, short: bool) -> Message | None:
    """Open what the row asks for. A message says why nothing was opened."""
    if row.kind is ItemKind.FEEDBACK:
        from asi_tui.core.papers import PaperKind
        from asi_tui.tui.screens.papers import open_papers

        return await open_papers(app, row.client.code, kind=PaperKind.SHEET, item=row.item_id)
    if row.interview_id is not None:
        await open_interview(app, row.interview_id)
        return None
    await open_client(app, row.client, None, short=short, is_base=row.kind is ItemKind.BASE)
    return None


async def open_client(
    app: AsiApp, client: Client, draft: str | None, *, short: bool, form: str | None = None, is_base: bool = False
) -> None:
    """The client's draft at the question where it was left; else the head of the next interview.

    A client without a complete interview gets a base interview, any other a follow-up unless a base interview is
    ordered (`is_base`). `form` names one outright.
    """
    interviews = app.casebook.interviews(client.id)
    drafts = [i.id for i in interviews if i.state is InterviewState.DRAFT and form in (None, i.form)]
    chosen = draft or (drafts[-1] if drafts else None)
    if chosen is not None:
        await open_interview(app, chosen)
        return
    _, instrument = app.shelf.current()
    complete = [i for i in interviews if i.state is not InterviewState.DRAFT]
    purpose = Purpose.FOLLOW_UP if complete and not is_base else Purpose.BASE
    chosen_form = instrument.forms[form] if form else _usual_form(app, instrument, purpose, short=short)
    await app.push_screen(HeadScreen.for_new(app, client, chosen_form))


def _usual_form(app: AsiApp, instrument: Instrument, purpose: Purpose, *, short: bool) -> Form:
    """The form that the unit's plan has for it, or the short one."""
    planned = app.ways.base_form if purpose is Purpose.BASE else app.ways.follow_up_form
    form = instrument.forms.get(planned)
    if short or form is None or form.purpose is not purpose:
        return instrument.form_for(purpose, Length.SHORT if short else Length.FULL)
    return form


async def enter_client(app: AsiApp, client: Client, form: str | None) -> None:
    """What the door asks for at once: the client's next interview, or the latest, whatever its state."""
    interviews = app.casebook.interviews(client.id) if app.door.latest else ()
    if interviews:
        await open_interview(app, interviews[-1].id)
    else:
        await open_client(app, client, None, short=False, form=form)


async def open_interview(app: AsiApp, interview_id: str) -> None:
    """An interview as far as it has come: a draft where it was left, a complete one at its ratings, a rated one ready
    to sign, a signed one to be read and corrected. All but a signed one for this session alone; if another has it open,
    that is said first."""

    async def take_over() -> None:
        app.casebook.hold(interview_id, take_over=True)
        app.pop_one()
        await _enter(app, interview_id)

    holder = app.casebook.hold(interview_id)
    if holder is None:
        await _enter(app, interview_id)
        return
    stored = app.casebook.open_interview(interview_id, "entry")
    is_signed = stored.state is InterviewState.SIGNED
    await app.push_screen(_screen_of(app, stored) if is_signed else TakenScreen(holder, take_over))


async def _enter(app: AsiApp, interview_id: str) -> None:
    """An interview that this session holds; a signed one is let go, since any number of people may read it."""
    stored = app.casebook.open_interview(interview_id, "entry")
    if stored.state is InterviewState.SIGNED:
        app.casebook.let_go(interview_id)
    else:
        app.held = interview_id
    await app.push_screen(_screen_of(app, stored))


def _screen_of(app: AsiApp, stored: StoredInterview) -> KeyedScreen[None]:
    interview = restore(app.shelf.of(stored.instrument), stored.head.form, stored.answers)
    if stored.state is InterviewState.SIGNED:
        from asi_tui.tui.screens.signed import SignedScreen

        return SignedScreen(stored, interview)
    if stored.state is not InterviewState.DRAFT:
        from asi_tui.tui.screens.rating import RatingScreen

        return RatingScreen(stored, interview)
    if stored.completed_at is not None:
        from asi_tui.tui.screens.reopened import ReopenedScreen

        return ReopenedScreen(stored, interview)
    return EntryScreen(stored, interview)


async def show_ratings(app: AsiApp, interview_id: str) -> None:
    """From the answers of a complete interview to its ratings, as they are on disk."""
    await app.switch_screen(_screen_of(app, app.casebook.open_interview(interview_id, "rating")))


async def show_answers(app: AsiApp, interview_id: str, at: str) -> None:
    """From the ratings of an interview to its answers, which may be changed until it is signed."""
    from asi_tui.tui.screens.reopened import ReopenedScreen

    stored = app.casebook.open_interview(interview_id, "entry")
    interview = restore(app.shelf.of(stored.instrument), stored.head.form, stored.answers)
    await app.switch_screen(ReopenedScreen(stored, interview, at))
