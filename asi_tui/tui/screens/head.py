"""The head of an interview: settled once before the first question, and changed with F3 until it is signed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from asi_tui.core.casework import Head, InterviewSummary, Source, StoredInterview
from asi_tui.core.identity import initials, show_code
from asi_tui.core.instrument import Form, Purpose
from asi_tui.core.interview import restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.keying import read_date
from asi_tui.core.people import Client, StaffMember
from asi_tui.core.staffing import interviewer_note
from asi_tui.errors import AsiError
from asi_tui.i18n import language
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.screens.form import FormScreen

YES_NO = (Option("no", say("no")), Option("yes", say("yes")))
NONE = "-"


class HeadScreen(FormScreen):
    """The fields of the head. The first Enter accepts the date, the second the rest as it stands."""

    page = "intervju"

    def __init__(self, client: Client, fields: Fields, done: Callable[[Head], Awaitable[None]]) -> None:
        super().__init__(say("Head of the interview"), fields)
        self.client = client
        self.done = done

    @classmethod
    def for_new(cls, app: AsiApp, client: Client, form: Form) -> HeadScreen:
        """The head of an interview that is about to begin; its row is written when the head is accepted."""
        interviews = app.casebook.interviews(client.id)
        earlier = [i for i in interviews if i.state is not InterviewState.DRAFT]
        refers = earlier[-1].id if earlier and form.purpose is Purpose.FOLLOW_UP else None
        me = app.casebook.me()
        assert me is not None
        head = Head(interview_date=app.today, interviewer=me.id, form=form.id, refers_to=refers)

        async def begin(head: Head) -> None:
            copy, instrument = app.shelf.current()
            interview_id = app.casebook.begin_interview(client.id, head, copy)
            app.held = interview_id
            stored = app.casebook.open_interview(interview_id, "entry")
            from asi_tui.tui.screens.entry import EntryScreen

            screen = EntryScreen(stored, restore(instrument, head.form, stored.answers))
            await app.switch_screen(screen)

        return cls(client, _fields(app, head, form, earlier), begin)

    @classmethod
    def for_interview(
        cls, app: AsiApp, stored: StoredInterview, changed: Callable[[StoredInterview], Awaitable[None]]
    ) -> HeadScreen:
        """The head of an interview that has begun; the form stays what it is."""
        form = app.shelf.of(stored.instrument).forms[stored.head.form]
        interviews = app.casebook.interviews(stored.client.id)
        earlier = [i for i in interviews if i.state is not InterviewState.DRAFT and i.id != stored.id]

        async def change(head: Head) -> None:
            app.casebook.change_head(stored.id, head, stored.version)
            await changed(app.casebook.open_interview(stored.id, "entry"))
            app.pop_one()

        return cls(stored.client, _fields(app, stored.head, form, earlier), change)

    def heading_words(self) -> str:
        """The client and the form."""
        return f"{show_code(self.client.code)} {initials(self.client.name)}"

    async def accept(self, fields: Fields) -> None:
        """Write the head and open the first question."""
        day = read_date(fields.value("date"), self.app.today)
        assert isinstance(day, date)
        children = fields.value("children")
        refers = fields.value("refers_to") if any(f.id == "refers_to" for f in fields.fields) else NONE
        head = Head(
            interview_date=day,
            interviewer=fields.value("interviewer"),
            form=fields.value("form"),
            source=Source(fields.value("source")),
            interpreter=fields.value("interpreter") == "yes",
            refers_to=None if refers == NONE else refers,
            children=None if children == NONE else children == "yes",
        )
        try:
            await self.done(head)
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def leave(self) -> None:
        """Back to the interview or the client's page below, else to the queue."""
        if len(self.app.screen_stack) > 2:
            self.app.pop_one()
        else:
            super().leave()


def _fields(app: AsiApp, head: Head, form: Form, earlier: list[InterviewSummary]) -> Fields:
    staff = app.casebook.staff()
    me = next((person for person in staff if person.id == head.interviewer), None)
    others = [person for person in staff if person is not me]
    interviewers = tuple(Option(person.id, person.name) for person in ([me] if me else []) + others)
    fields = [
        Field(
            id="date",
            label=say("Date of the interview"),
            text=head.interview_date.isoformat(),
            hint=say("Today; or 1120, 2026-11-20, -2 (days ago), i (today)"),
            check=lambda text, values: _wrong_date(text, app.today, earlier, head.refers_to),
        ),
        Field(
            id="interviewer",
            label=say("Interviewer"),
            text=head.interviewer,
            options=interviewers,
            tells=lambda chosen: _about_training(chosen, staff, app.today),
        ),
        Field(
            id="form", label=say("Form"), text=form.id, options=(Option(form.id, form.title.in_language(language())),)
        ),
        Field(
            id="source",
            label=say("Keyed from"),
            text=head.source.value,
            options=(Option("live", say("the conversation")), Option("paper", say("a paper form"))),
        ),
        Field(id="interpreter", label=say("Interpreter"), text="yes" if head.interpreter else "no", options=YES_NO),
        Field(
            id="children",
            label=say("Children at home or met"),
            text=NONE if head.children is None else "yes" if head.children else "no",
            options=(Option(NONE, say("not stated")), *YES_NO),
        ),
    ]
    if form.purpose is Purpose.FOLLOW_UP:
        options = tuple(Option(i.id, f"{i.form} {i.interview_date}") for i in reversed(earlier[-8:]))
        fields.insert(
            3,
            Field(
                id="refers_to",
                label=say("Follow-up of"),
                text=head.refers_to or NONE,
                options=options or (Option(NONE, say("no earlier interview")),),
            ),
        )
    return Fields(tuple(fields), quick=True)


def _about_training(chosen: str, staff: Sequence[StaffMember], today: date) -> Message | None:
    """What should be known of the interviewer's training; it keeps nobody from interviewing."""
    member = next((one for one in staff if one.id == chosen), None)
    return interviewer_note(member, staff, today) if member else None


def _wrong_date(text: str, today: date, earlier: list[InterviewSummary], refers_to: str | None) -> Message | None:
    day = read_date(text, today)
    if isinstance(day, Message):
        return day
    if day > today:
        return say("{day} is in the future: the interview has been held, or is held today", day=day)
    reference = next((i.interview_date for i in earlier if i.id == refers_to), None)
    if reference is not None and day < reference:
        return say("{day} is before the interview it follows up ({reference})", day=day, reference=reference)
    return None
