"""The client's page in lines: who they are, what waits, interviews, what has happened, consents, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import EVENT_LABELS, CaseEvent
from asi_tui.core.casework import InterviewSummary
from asi_tui.core.client_file import ClientFile, Consent, ConsentKind, IdentifierKind, Identity, Protection
from asi_tui.core.intervention import Status
from asi_tui.core.intervention_records import Record
from asi_tui.core.intervention_words import END_REASON_WORDS, STATUS_WORDS
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Sex
from asi_tui.core.queue import QueueRow
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.client_forms import CONSENT_WORDS, in_words
from asi_tui.tui.widgets.paper import Span
from asi_tui.tui.widgets.queue_row import FORM_WORDS, KIND_WORDS, standing


class Section(IntEnum):
    """The sections of the page, by the digits that go there."""

    CLIENT = 1
    ITEMS = 2
    INTERVIEWS = 3
    INTERVENTIONS = 4
    EVENTS = 5
    CONSENTS = 6
    REMARKS = 7


SECTION_WORDS = {
    Section.CLIENT: say("Client"),
    Section.ITEMS: say("Waits"),
    Section.INTERVIEWS: say("Interviews"),
    Section.INTERVENTIONS: say("Interventions"),
    Section.EVENTS: say("Time line"),
    Section.CONSENTS: say("Consents"),
    Section.REMARKS: say("Remarks"),
}

EMPTY_WORDS = {
    Section.ITEMS: say("nothing waits"),
    Section.INTERVIEWS: say("no interview yet"),
    Section.INTERVENTIONS: say("no intervention registered"),
    Section.EVENTS: say("no events yet"),
    Section.REMARKS: say("no remarks"),
}

SEX_WORDS = {
    Sex.WOMAN: say("woman"),
    Sex.MAN: say("man"),
    Sex.OTHER: say("other"),
    Sex.UNKNOWN: say("sex not stated"),
}

PROTECTION_WORDS = {
    Protection.NONE: say("no"),
    Protection.SECRECY_MARKED: say("secrecy marked"),
    Protection.PROTECTED_REGISTRATION: say("protected registration"),
    Protection.ASSIGNED_IDENTITY: say("assigned identity"),
}

IDENTIFIER_WORDS = {
    IdentifierKind.PERSONNUMMER: say("personal identity number"),
    IdentifierKind.SAMORDNINGSNUMMER: say("coordination number"),
    IdentifierKind.RESERVNUMMER: say("reserve number"),
    IdentifierKind.NONE: say("none"),
}

STATE_WORDS = {
    InterviewState.DRAFT: say("draft"),
    InterviewState.COMPLETE: say("not rated"),
    InterviewState.RATED: say("not signed"),
    InterviewState.SIGNED: say("signed"),
}

Subject = QueueRow | InterviewSummary | Record | CaseEvent | Consent | tuple[str, Remark] | str
"""What a line is about; a line on who the client is names a field of the form."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the page that can be chosen."""

    section: Section
    key: str
    spans: tuple[Span, ...]
    subject: Subject


def entries_of(file: ClientFile, names: Mapping[str, str], today: date) -> list[Entry]:
    """All lines of the page, section by section; `names` are the names of staff by their ids."""
    return [
        *_who(file, names, today),
        *(_item(row, today) for row in file.rows),
        *(_interview(summary) for summary in reversed(file.interviews)),
        *map(_intervention, file.interventions),
        *(_event(place, event) for place, event in enumerate(newest_first(file.events))),
        *(_consent(kind, file) for kind in ConsentKind),
        *(_remark(place, interview_id, remark) for place, (interview_id, remark) in enumerate(file.remarks)),
    ]


def _who(file: ClientFile, names: Mapping[str, str], today: date) -> list[Entry]:
    identity = file.identity
    lines = [_entry("name", *_person(file, today))]
    if identity.protection is not Protection.NONE:
        seen_by = ", ".join(names.get(one, "?") for one in file.named)
        words = say("PROTECTED, {kind}: seen by {names}", kind=PROTECTION_WORDS[identity.protection], names=seen_by)
        lines.append(_entry("protection", (tell(words), "alert")))
    if not file.client.protected:
        lines.append(_entry("number", (_reached(identity), "text")))
    handler = names.get(identity.handler or "", "")
    parts = [tell(say("handler {name}", name=handler)) if handler else tell(say("no handler")), _interval(identity)]
    lines.append(_entry("handler", (" · ".join(parts), "text")))
    if file.changes:
        last = file.changes[-1]
        words = say(
            "{count} earlier names or numbers kept, the latest from {day} ({name})",
            count=len(file.changes),
            day=f"{last.at.astimezone():%Y-%m-%d}",
            name=last.by,
        )
        lines.append(_entry("changes", (tell(words), "dim")))
    if file.same_birth:
        alike = ", ".join(f"{code[:4]}-{code[4:]}" for code in file.same_birth)
        lines.append(_entry("alike", (tell(say("may be the same person as {codes}", codes=alike)), "alert")))
    return lines


def _entry(field: str, *spans: Span) -> Entry:
    return Entry(Section.CLIENT, f"who {field}", spans, field)


def _person(file: ClientFile, today: date) -> tuple[Span, ...]:
    identity = file.identity
    name = "" if file.client.protected else identity.name or tell(say("no name"))
    told = [name, tell(SEX_WORDS[identity.sex]), _born(identity.born, today)]
    spans: tuple[Span, ...] = ((" · ".join(part for part in told if part), "text"),)
    return (*spans, (f"   {tell(say('case closed'))}", "alert")) if file.closed else spans


def _born(born: str, today: date) -> str:
    if not born:
        return tell(say("birth not stated"))
    if len(born) == 4:
        return tell(say("born {year}, about {age}", year=born, age=today.year - int(born)))
    day = date.fromisoformat(born)
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return tell(say("born {day}, {age} years old", day=born, age=age))


def _reached(identity: Identity) -> str:
    kind = IDENTIFIER_WORDS[identity.kind]
    number = shown_number(identity)
    told = tell(say("{kind} {number}", kind=kind, number=number)) if number else tell(say("no number"))
    telephone = tell(say("telephone {number}", number=identity.telephone)) if identity.telephone else ""
    return " · ".join(part for part in (told, telephone) if part)


def shown_number(identity: Identity) -> str:
    """The client's number as people read it: 19590412-0000."""
    number = identity.number
    is_national = identity.kind in (IdentifierKind.PERSONNUMMER, IdentifierKind.SAMORDNINGSNUMMER)
    return f"{number[:8]}-{number[8:]}" if is_national and len(number) == 12 else number


def _interval(identity: Identity) -> str:
    if identity.own_interval is None:
        return tell(say("followed up as the unit does"))
    words = say(
        "followed up every {months} months: {reason}", months=identity.own_interval, reason=identity.interval_reason
    )
    return tell(words)


def _item(row: QueueRow, today: date) -> Entry:
    _, state, style = standing(row, today)
    kind = tell(KIND_WORDS[row.kind]) if row.kind else ""
    commission = f"  {tell(say('commission {name}', name=row.commissioned_to))}" if row.commissioned_to else ""
    attempts = f"  t{row.attempts}" if row.attempts else ""
    postponed = f"  {tell(say('postponed'))}" if row.postponed else ""
    return Entry(
        Section.ITEMS,
        f"item {row.item_id}",
        (
            (f"{row.due_on}  {kind:<14} ", "text"),
            (f"{state:<15}", style),
            (f"  {row.responsible}{commission}{attempts}{postponed}", "text"),
        ),
        row,
    )


def _interview(summary: InterviewSummary) -> Entry:
    form = tell(FORM_WORDS[summary.form]) if summary.form in FORM_WORDS else summary.form
    state = tell(STATE_WORDS[summary.state])
    style = "good" if summary.state is InterviewState.DRAFT else "text"
    return Entry(
        Section.INTERVIEWS,
        f"interview {summary.id}",
        (
            (f"{summary.interview_date}  {form:<17} ", "text"),
            (f"{state:<13}", style),
            (summary.interviewer_name, "dim"),
        ),
        summary,
    )


def _intervention(record: Record) -> Entry:
    one = record.intervention
    since, until = one.began_on or one.planned_from, one.ended_on or one.planned_until
    days = f"{since or ''}–{until or ''}" if since or until else ""
    is_wanted = one.status is Status.ENDED and record.recorded_on is None
    goes_on = one.status in (Status.ONGOING, Status.PAUSED)
    state = say("not filled in") if is_wanted else None if one.end_reason else STATUS_WORDS[one.status]
    reason = END_REASON_WORDS[one.end_reason] if one.end_reason else None
    told = [part for part in (tell(reason), one.provider) if part]
    return Entry(
        Section.INTERVENTIONS,
        f"intervention {record.id}",
        (
            (f"{days:<21}  ", "text"),
            (f"{tell(state)}  " if state else "", "alert" if is_wanted else "good" if goes_on else "text"),
            (one.name, "text"),
            ("".join(f"  {part}" for part in told), "dim"),
        ),
        record,
    )


def newest_first(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """The time line as it is read: the latest day first, and of one day what was registered last."""
    return sorted(events, key=lambda event: (event.on, event.at), reverse=True)


def _event(place: int, event: CaseEvent) -> Entry:
    label = tell(EVENT_LABELS[event.kind]) + (tell(say(" (corrected)")) if event.corrected else "")
    style = "dim" if event.corrected or event.taken_back else "text"
    notes = "; ".join(in_words(part) for part in (event.reason, event.note) if part)
    return Entry(
        Section.EVENTS,
        f"event {event.id} {place if not event.id else ''}",
        ((f"{event.on}  {label}", style), (f"  {notes}" if notes else "", "dim"), (f"  {event.by}", "dim")),
        event,
    )


def _consent(kind: ConsentKind, file: ClientFile) -> Entry:
    consent = next((one for one in file.consents if one.kind is kind), Consent(kind=kind))
    note = f"  {consent.note}" if consent.note else ""
    told: Message
    if consent.withdrawn_on is not None:
        told, style = say("withdrawn {day}", day=consent.withdrawn_on), "alert"
    elif consent.given_on is not None:
        told, style = say("given {day}", day=consent.given_on), "good"
    else:
        told, style = say("not asked"), "dim"
    label = tell(CONSENT_WORDS[kind])
    return Entry(
        Section.CONSENTS,
        f"consent {kind.value}",
        (
            (f"{label[:1].upper()}{label[1:]:<33} ", "text"),
            (tell(told), style),
            (note, "dim"),
        ),
        consent,
    )


def _remark(place: int, interview_id: str, remark: Remark) -> Entry:
    day = f"{remark.at.astimezone():%Y-%m-%d}" if remark.at else ""
    return Entry(
        Section.REMARKS,
        f"remark {place}",
        ((f"{day}  {remark.about}  ", "dim"), (remark.text, "text"), (f"  {remark.by}", "dim")),
        (interview_id, remark),
    )
