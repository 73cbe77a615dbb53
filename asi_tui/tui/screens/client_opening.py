"""What Enter does on the client's page, by what the line is about, and how an interview is begun from there."""

from __future__ import annotations

from asi_tui.core.case_events import CaseEvent, EventKind
from asi_tui.core.casework import InterviewSummary
from asi_tui.core.client_file import ClientFile, Consent
from asi_tui.core.followup import is_follow_up
from asi_tui.core.form_choice import right_form
from asi_tui.core.intervention_records import Record
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.message import say
from asi_tui.tui import client_forms, interview_forms
from asi_tui.tui.client_entries import Entry
from asi_tui.tui.screens.acting import ActingScreen


class OpeningScreen(ActingScreen):
    """A screen about one client, from whose lines other things are opened."""

    file: ClientFile

    async def open_entry(self, entry: Entry | None) -> None:
        """Enter: what the line is about decides."""
        match entry.subject if entry else None:
            case QueueRow() as row:
                await self._open_item(row)
            case InterviewSummary() as summary:
                await self._open_interview(summary.id)
            case Consent() as consent:
                self.ask(client_forms.ask_consent(self.file, consent, self.app.today))
            case Record() as record:
                await self._open_intervention(record.id)
            case CaseEvent() as event:
                await self._open_event(event)
            case (str() as interview_id, _):
                await self._open_interview(interview_id)
            case str() as field:
                await self.edit(field)

    async def _open_item(self, row: QueueRow) -> None:
        if row.kind is ItemKind.INTERVENTION:
            await self._open_intervention(row.intervention)
        else:
            from asi_tui.tui.opening import open_row

            self.say(await open_row(self.app, row, short=False))

    async def _open_interview(self, interview_id: str) -> None:
        from asi_tui.tui.opening import open_interview

        await open_interview(self.app, interview_id)

    async def _open_intervention(self, intervention_id: str) -> None:
        from asi_tui.tui.screens.intervention import open_record

        await open_record(self.app, intervention_id)

    async def _open_event(self, event: CaseEvent) -> None:
        """What the program has put on the time line is corrected where it belongs."""
        if event.intervention_id:
            await self._open_intervention(event.intervention_id)
        else:
            self._correct(event)

    def _correct(self, event: CaseEvent) -> None:
        if not event.id or event.kind in (EventKind.CONSENT,):
            self.refuse(say("the program keeps this event itself: correct what it tells of"))
        elif event.corrected or event.taken_back:
            self.refuse(say("this event is corrected already: correct the newer one"))
        else:
            self.ask(client_forms.ask_event(self.file, self.app.today, event))

    def ask_form(self) -> None:
        """Ask which form a new interview is held with."""
        _, instrument = self.app.shelf.current()
        held = [i for i in self.file.interviews if i.state is not InterviewState.DRAFT]
        advice = right_form([i.interview_date for i in held if not is_follow_up(i.form)], self.app.today)

        async def begin(form: str) -> None:
            await self.begin(form=form)

        self.ask(interview_forms.ask_form(self.file, tuple(instrument.forms.values()), advice, begin))

    async def begin(self, *, short: bool = False, form: str | None = None) -> None:
        """Begin an interview, or go on with the one that is begun."""
        from asi_tui.tui.opening import open_client

        await open_client(self.app, self.file.client, None, short=short, form=form)

    async def edit(self, field: str) -> None:
        """Open the form of who the client is, at one of its fields."""
        from asi_tui.tui.screens.identity import IdentityScreen

        await self.app.push_screen(IdentityScreen.of(self.app, self.file, field))
