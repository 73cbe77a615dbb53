"""What is asked on the client's page: an event, a consent, what becomes of the case, a base interview, which form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from asi_tui.core.case_events import EVENT_LABELS, KEPT_BY_THE_PROGRAM, NOTE_LIMIT, CaseEvent, EventKind, NewEvent
from asi_tui.core.client_file import ClientFile, Consent, ConsentKind
from asi_tui.core.followup import is_follow_up
from asi_tui.core.happenings import CaseChange
from asi_tui.core.identity import show_code
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import DROPOUT_REASONS, DROPOUTS
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import QueueRow
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.action_forms import SIDES, note_field
from asi_tui.tui.asking import (
    NOTE,
    Asked,
    Told,
    chosen,
    panel,
    past_day,
    past_day_in,
    written,
)
from asi_tui.tui.fields import Field, Fields, Option, Values

NEVER = "never"

CONSENT_WORDS = {
    ConsentKind.TAKING_PART: say("taking part in interviews"),
    ConsentKind.CONTACT_AFTER_CLOSURE: say("contact after the case is closed"),
    ConsentKind.SHARING_WITH_PROVIDER: say("sharing with the provider"),
    ConsentKind.RESEARCH: say("research"),
}

CASE_WORDS = {
    CaseChange.CLOSED_ITEMS_STAY: say("close the case; its rows stay in the queue"),
    CaseChange.CLOSED_ITEMS_END: say("close the case and end its rows"),
    CaseChange.REOPENED: say("take the case up again"),
    CaseChange.DECEASED: say("the client has died"),
    CaseChange.MOVED: say("the client has moved from the municipality"),
}

CHANGES_OF_CASE = {
    EventKind.CLOSED: CaseChange.CLOSED_ITEMS_STAY,
    EventKind.REOPENED: CaseChange.REOPENED,
    EventKind.DECEASED: CaseChange.DECEASED,
    EventKind.MOVED: CaseChange.MOVED,
}
"""Events that change the whole case, and are recorded as such."""


def has_base(file: ClientFile) -> bool:
    """Whether a base interview has been completed with the client."""
    return any(i.state is not InterviewState.DRAFT and not is_follow_up(i.form) for i in file.interviews)


def ask_event(file: ClientFile, today: date, corrected: CaseEvent | None = None) -> Asked:
    """Which event, on which day; a decision without a base interview asks why there is none."""
    lacks_base = not has_base(file)

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        kind, day = EventKind(fields.value("kind")), past_day_in(fields, today)
        if corrected is None and kind in CHANGES_OF_CASE:
            change = CaseChange(fields.value("items") or CHANGES_OF_CASE[kind])
            casebook.files.change_case(file.client.id, change, day, fields.value("note"))
        else:
            casebook.files.add_event(file.client.id, _new_event(fields, kind, day, corrected))
        label = EVENT_LABELS[kind]
        if corrected is not None:
            return Told(say("corrected: {event} {day}", event=label, day=day))
        return Told(say("added: {event} {day}", event=label, day=day))

    options = tuple(
        Option(kind.value, label) for kind, label in EVENT_LABELS.items() if kind not in KEPT_BY_THE_PROGRAM
    )
    event = Field(
        id="kind",
        label=say("Event"),
        text=corrected.kind.value if corrected else "",
        options=options,
        hint=say("The beginning of a word: be for a decision"),
        check=chosen,
    )
    day = past_day(today)

    def wrong_note(text: str, values: Values) -> Message | None:
        closes = corrected is None and values["kind"] == EventKind.CLOSED
        return say("a reason is wanted here") if closes and not text else None

    note = Field(
        id="note",
        label=say("Note"),
        text=corrected.note if corrected else "",
        check=wrong_note,
        longest=NOTE_LIMIT,
    )
    if corrected is not None:
        day = replace(day, text=corrected.on.isoformat())
    return Asked(
        heading=say("Correct an event") if corrected else say("New event"),
        about=show_code(file.client.code),
        do=do,
        fields=panel(
            *([_happened_field()] if corrected else []),
            event,
            day,
            Field(
                id="why_not",
                label=say("Why not held"),
                options=tuple(Option(r.code, r.label, group=SIDES[r.side]) for r in DROPOUT_REASONS),
                check=chosen,
                when=lambda values: corrected is None and values["kind"] == EventKind.BASE_NOT_HELD,
            ),
            Field(
                id="why_none",
                label=say("Why without base"),
                hint=say("No base interview is held: why is there a decision without one?"),
                check=written,
                longest=NOTE,
                when=lambda values: corrected is None and lacks_base and values["kind"] == EventKind.DECISION,
            ),
            Field(
                id="items",
                label=say("Rows in the queue"),
                text=CaseChange.CLOSED_ITEMS_STAY.value,
                options=(
                    Option(CaseChange.CLOSED_ITEMS_STAY.value, say("stay: follow-ups are held all the same")),
                    Option(CaseChange.CLOSED_ITEMS_END.value, say("end with the case")),
                ),
                when=lambda values: corrected is None and values["kind"] == EventKind.CLOSED,
            ),
            note,
            *([Field(id="reason", label=say("Why corrected"), check=written, longest=NOTE)] if corrected else []),
        ),
    )


def _happened_field() -> Field:
    return Field(
        id="happened",
        label=say("Correction"),
        text="yes",
        options=(Option("yes", say("it was otherwise")), Option(NEVER, say("it never happened"))),
    )


def _new_event(fields: Fields, kind: EventKind, day: date, corrected: CaseEvent | None) -> NewEvent:
    why = fields.value("why_not") or fields.value("why_none")
    return NewEvent(
        kind=kind,
        on=day,
        note=fields.value("note"),
        reason=why if corrected is None else fields.value("reason"),
        corrects=corrected.id if corrected else None,
        taken_back=fields.value("happened") == NEVER,
    )


def ask_consent(file: ClientFile, consent: Consent, today: date) -> Asked:
    """Whether the client gave a consent or took it back, and on which day."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        day, note = past_day_in(fields, today), fields.value("note")
        is_given = fields.value("state") == "given"
        changed = (
            Consent(kind=consent.kind, given_on=day, note=note)
            if is_given
            else replace(consent, withdrawn_on=day, note=note)
        )
        casebook.files.set_consent(file.client.id, changed)
        words = CONSENT_WORDS[consent.kind]
        if is_given:
            return Told(say("consent to {what} given {day}", what=words, day=day))
        return Told(say("consent to {what} withdrawn {day}", what=words, day=day))

    def tells(state: str) -> Message | None:
        if state != "withdrawn" or consent.kind is not ConsentKind.TAKING_PART:
            return None
        return say("what waits for the client ends as declined")

    return Asked(
        heading=say("Consent: {what}", what=CONSENT_WORDS[consent.kind]),
        about=show_code(file.client.code),
        do=do,
        fields=panel(
            Field(
                id="state",
                label=say("The client has"),
                text="withdrawn" if consent.holds else "given",
                options=(Option("given", say("given it")), Option("withdrawn", say("withdrawn it"))),
                tells=tells,
            ),
            past_day(today),
            replace(note_field(), text=consent.note),
        ),
    )


def ask_case(file: ClientFile, today: date) -> Asked:
    """What becomes of the case as a whole; on closing it is asked once whether its rows stay."""
    possible = [change for change in CaseChange if (change is CaseChange.REOPENED) is file.closed or _is_final(change)]

    def wrong_reason(text: str, values: Values) -> Message | None:
        closes = values["change"] in (CaseChange.CLOSED_ITEMS_STAY, CaseChange.CLOSED_ITEMS_END)
        return say("a reason is wanted here") if closes and not text else None

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        change, day = CaseChange(fields.value("change")), past_day_in(fields, today)
        casebook.files.change_case(file.client.id, change, day, fields.value("reason"))
        return Told(say("{code}: {what}, {day}", code=show_code(file.client.code), what=_CASE_TOLD[change], day=day))

    return Asked(
        heading=say("The case"),
        about=show_code(file.client.code),
        do=do,
        fields=panel(
            Field(
                id="change",
                label=say("What"),
                options=tuple(Option(change.value, CASE_WORDS[change]) for change in possible),
                check=chosen,
            ),
            past_day(today),
            Field(id="reason", label=say("Reason"), check=wrong_reason, longest=NOTE),
        ),
    )


_CASE_TOLD = {
    CaseChange.CLOSED_ITEMS_STAY: say("case closed, its rows stay"),
    CaseChange.CLOSED_ITEMS_END: say("case closed, its rows ended"),
    CaseChange.REOPENED: say("case taken up again"),
    CaseChange.DECEASED: say("deceased"),
    CaseChange.MOVED: say("moved from the municipality"),
}


def _is_final(change: CaseChange) -> bool:
    return change in (CaseChange.DECEASED, CaseChange.MOVED)


def in_words(text: str) -> str:
    """A code that the program put there, in words; what people wrote stays as it is."""
    if text in DROPOUTS:
        return tell(DROPOUTS[text].label)
    kind, _, state = text.partition("/")
    if kind in set(ConsentKind) and state in _CONSENT_STATES:
        return f"{tell(CONSENT_WORDS[ConsentKind(kind)])}, {tell(_CONSENT_STATES[state])}"
    return text


_CONSENT_STATES = {"given": say("given"), "withdrawn": say("withdrawn")}
"""What the program writes beside the kind of a consent."""
