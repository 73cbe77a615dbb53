"""The record of an intervention: begun, ended and filled in one form, which keeps what is typed until it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from asi_tui.casework_lists import intervention_lists
from asi_tui.core.identity import show_code
from asi_tui.core.intervention import Intervention, RecordFault, Status, faults, lacks
from asi_tui.core.intervention_records import NearFollowUp, Record, Saved
from asi_tui.core.intervention_words import STATUS_WORDS, field_words
from asi_tui.core.people import Client
from asi_tui.errors import AsiError, TouchedElsewhere
from asi_tui.i18n import tell
from asi_tui.keys import shown_key
from asi_tui.message import Message, say
from asi_tui.tui import fields as keyed
from asi_tui.tui.action_asking import colleagues
from asi_tui.tui.app import AsiApp
from asi_tui.tui.asking import chosen
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.intervention_fields import record_fields, with_defaults
from asi_tui.tui.intervention_record import record_in, values_of
from asi_tui.tui.intervention_surroundings import Surroundings
from asi_tui.tui.screens.acting import Deed
from asi_tui.tui.screens.form import FormScreen
from asi_tui.tui.widgets.long_form import long_form_lines
from asi_tui.tui.widgets.paper import Paper, spread

PURPOSE = "intervention"

MOVE, STAYS, MOVES = "move", "stays", "moves"


async def open_record(app: AsiApp, intervention_id: str) -> None:
    """Open the record with that id, at the first thing it lacks; the opening is logged."""
    record = app.casebook.interventions.open(intervention_id, PURPOSE)
    await app.push_screen(InterventionScreen(_around(app, record.client), record.intervention, record))


async def new_record(app: AsiApp, client: Client) -> None:
    """Open an empty record of a client."""
    around = _around(app, client)
    me = app.casebook.me()
    own = around.unit_named(client.unit)
    assert me is not None
    empty = Intervention(unit=own.id if own else me.unit.id, responsible=me.id, commissioner=client.unit)
    await app.push_screen(InterventionScreen(around, empty, None))


def _around(app: AsiApp, client: Client) -> Surroundings:
    return Surroundings(client, intervention_lists(), app.casebook.work.units(), colleagues(app), app.today)


class InterventionScreen(FormScreen):
    """The fields of one record. Digits choose and go on, F9 saves from any field."""

    page = "insats"

    def __init__(self, around: Surroundings, was: Intervention, record: Record | None) -> None:
        fields = keyed.begins_at(record_fields(was, around), _first_lacking(was))
        super().__init__(say("Intervention"), fields)
        self.around = around
        self.was = was
        self.record = record
        self.top = 0
        self.warned = False
        self.near: NearFollowUp | None = None

    def heading_words(self) -> str:
        """Whose record it is, and how far it has come."""
        client = self.around.client
        who = tell(say("protected")) if client.protected else client.name
        words = tell(STATUS_WORDS[self.was.status]) if self.record else tell(say("new"))
        return f"{show_code(client.code)}  {who}  {tell(say('Intervention'))}: {words}"

    async def _take(self, fields: Fields) -> None:
        if fields.is_left and not self.warned and any(entry.touched for entry in fields.fields):
            self.warned = True
            fields = replace(fields, is_left=False, message=say("not saved: F9 saves, Esc again leaves all as it was"))
        elif not fields.is_left:
            self.warned = False
        await super()._take(with_defaults(fields, self.around))

    async def accept(self, fields: Fields) -> None:
        """Write the record, and back to where one came from. Of a follow-up near the end one is asked first."""
        record = record_in(fields, self.was, self.around)
        found = faults(record, self.around.today)
        if found:
            self._tell(found)
            return
        try:
            if self._asks_about_the_follow_up(record):
                return
            saved = self._save(record, is_moved=self.near is not None and fields.value(MOVE) == MOVES)
        except TouchedElsewhere as error:
            self._lay_beside(fields)
            self.complain(error.what)
            return
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        told = _told(record, saved)
        deed = say("{name}, {state}", name=record.name, state=STATUS_WORDS[record.status])
        self.app.start_screen.deeds[saved.done.undo] = Deed(deed, ())
        undo = shown_key(self.app.keymap_in_force.first("start.undo"))
        self.app.pop_to_queue(say("{told}; {key} undoes", told=told, key=undo))

    def _save(self, record: Intervention, *, is_moved: bool) -> Saved:
        book = self.app.casebook.interventions
        if self.record is None:
            return book.register(self.around.client.id, record, move_item=is_moved)
        return book.change(self.record.id, record, self.record.version, move_item=is_moved)

    def _asks_about_the_follow_up(self, record: Intervention) -> bool:
        """Whether the handler must say first what becomes of the open follow-up near a new end."""
        is_new_end = record.ended_on is not None and self.was.ended_on is None
        near = self.app.casebook.interventions.near(self.around.client.id, record) if is_new_end else None
        if near == self.near:
            return False
        self.near = near
        fields = tuple(entry for entry in self.fields.fields if entry.id != MOVE)
        if near is not None:
            fields = (*fields, _move_field(near))
        asks = say("an open follow-up falls due near the one that this end would start: is it to be moved?")
        is_asked = near is not None
        self.fields = replace(self.fields, fields=fields, at=len(fields) - 1, message=asks if is_asked else None)
        return is_asked

    def _tell(self, found: tuple[RecordFault, ...]) -> None:
        """Say all that is wrong, and go to the first field of it."""
        told = found[-1].message
        for fault in reversed(found[:-1]):
            told = say("{one} {more}", one=fault.message, more=told)
        self.fields = keyed.begins_at(self.fields, found[0].field)
        self.complain(told)

    def _lay_beside(self, fields: Fields) -> None:
        """Another person has changed the record meanwhile: their words stand where nothing was typed here."""
        assert self.record is not None
        self.record = self.app.casebook.interventions.open(self.record.id, PURPOSE)
        self.was = self.record.intervention
        untouched = replace(fields, is_accepted=False)
        self.fields = keyed.filled(untouched, values_of(self.was, self.around))

    def leave(self) -> None:
        """Back to where one came from without saving."""
        self.app.pop_one()

    def draw(self) -> None:
        """Show the fields round the current one; only cells that changed are painted."""
        if not self.is_mounted or self.app.screen is not self:
            return
        width = self.app.size.width
        self.query_one("#title", Paper).show(
            [spread([(f" {self.heading_words()}", "strong")], self.app.banner(), width)]
        )
        for rule in ("#rule", "#rule-below"):
            self.query_one(rule, Paper).show([((" " + "─" * (width - 2), "rule"),)])
        sheet = self.query_one("#sheet", Paper)
        how = say("Digits choose and go on, letters search; F9 saves when you like")
        about = _history(self.record) if self.record else tell(how)
        lines, self.top = long_form_lines(about, self.fields, self.top, width, sheet.size.height)
        sheet.show(lines)
        self.query_one("#keys", Paper).show([self._keys()])


def _first_lacking(was: Intervention) -> str:
    """The field that the keyer begins at: the first that the record of an ended intervention lacks."""
    wanted = (
        ("kind", not was.kind),
        ("ended", was.status is not Status.ENDED),
        ("end_reason", was.end_reason is None),
        ("helpfulness", was.helpfulness is None),
        ("worker_rating", was.worker_rating is None),
    )
    return next((name for name, is_missing in wanted if is_missing), "kind")


def _move_field(near: NearFollowUp) -> Field:
    return Field(
        id=MOVE,
        label=say("Follow-up due {day}", day=near.due_on),
        options=(
            Option(STAYS, say("stays where it is")),
            Option(MOVES, say("is moved to {day}, counted from the end", day=near.would_be_due)),
        ),
        check=chosen,
    )


def _told(record: Intervention, saved: Saved) -> Message:
    """What was saved, what the record still lacks, and when the client is followed up."""
    said = say("saved: {name}, {state}", name=record.name, state=STATUS_WORDS[record.status])
    if record.status is not Status.ENDED:
        return said
    missing = () if saved.is_filled else lacks(record)
    if missing:
        told = missing[-1]
        for words in reversed(missing[:-1]):
            told = say("{one}, {more}", one=words, more=told)
        return say("{saved}; the row stays in the queue, it lacks {what}", saved=said, what=told)
    if saved.next_due is not None:
        return say("{saved}; follow-up due {day}", saved=said, day=saved.next_due)
    return said


def _history(record: Record) -> str:
    """Who registered the record and who changed it last, and the interviews beside it."""
    parts: list[Message | str] = [record.intervention.name]
    if record.registered_at is not None:
        parts.append(
            say("registered {day} by {name}", day=_day(record.registered_at.date()), name=record.registered_by)
        )
    if record.changes:
        last = record.changes[0]
        fields = [one.field for one in record.changes if one.at == last.at]
        what = tell(field_words(fields[0])).lower() + (f" +{len(fields) - 1}" if len(fields) > 1 else "")
        day = _day(last.at.astimezone().date())
        parts.append(say("changed {day} by {name}: {what}", day=day, name=last.by, what=what))
    if record.before is not None:
        parts.append(say("interview before {day}", day=record.before))
    if record.after is not None:
        parts.append(say("interview after {day}", day=record.after))
    return " · ".join(part if isinstance(part, str) else tell(part) for part in parts if part)


def _day(day: date) -> str:
    return day.isoformat()
