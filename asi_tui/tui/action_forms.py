"""What is asked when something is done about rows of the queue: a panel per action."""

from __future__ import annotations

from datetime import date, timedelta

from asi_tui.core.outcomes import (
    ATTEMPTS_BEFORE_NOT_REACHED,
    CHANNEL_LABELS,
    CONTACT_RESULT_LABELS,
    DROPOUT_REASONS,
    DROPOUTS,
    MEANS_LABELS,
    Channel,
    ContactResult,
    Means,
    Side,
)
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.core.working_days import next_working_day
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.red_days import is_red_day
from asi_tui.tui.asking import (
    NOTE,
    Asked,
    Told,
    about,
    chosen,
    coming_day,
    coming_day_in,
    panel,
    past_day,
    past_day_in,
    subject,
    targets,
    written,
)
from asi_tui.tui.fields import Field, Fields, Option, Values

POSTPONED_DAYS = 14
"""Days that an item waits unless another day is given."""

NOT_REACHED = "EJNAS"

SIDES = {Side.CLIENT: say("On the client's side"), Side.ORGANISATION: say("On the organisation's side")}

TENS = {Side.CLIENT: 10, Side.ORGANISATION: 20}
"""Dropout reasons are typed as two digits; the first tells the side."""

WAITING = (
    say("a time is booked"),
    say("the client asked for a later day"),
    say("the client is away"),
    say("the handler is away"),
)
"""Reasons for waiting that are given often."""


def note_field(label: Message | None = None) -> Field:
    """A note that may be left empty."""
    return Field(id="note", label=label or say("Note"), hint=say("May be left empty"), longest=NOTE)


def dropout_options() -> tuple[Option, ...]:
    """The reasons of a dropout, the client's side and the organisation's apart."""
    counted = dict(TENS)
    options = []
    for reason in DROPOUT_REASONS:
        options.append(Option(reason.code, reason.label, str(counted[reason.side]), SIDES[reason.side]))
        counted[reason.side] += 1
    return tuple(options)


def ask_dropout(rows: tuple[QueueRow, ...]) -> Asked:
    """Why no interview will be held, and whether the clock of the next follow-up runs on."""
    fewest = min(row.attempts for row in rows)

    def tells(code: str) -> Message | None:
        if code != NOT_REACHED or fewest >= ATTEMPTS_BEFORE_NOT_REACHED:
            return None
        return say("{count} attempts logged, {wanted} are wanted", count=fewest, wanted=ATTEMPTS_BEFORE_NOT_REACHED)

    def wrong_note(text: str, values: Values) -> Message | None:
        reason = DROPOUTS.get(values["reason"])
        return say("a reason is wanted here") if reason and reason.needs_text and not text else None

    def has_next(values: Values) -> bool:
        reason = DROPOUTS.get(values["reason"])
        return any(row.kind is ItemKind.FOLLOW_UP for row in rows) and not (reason and reason.ends_case)

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        reason = DROPOUTS[fields.value("reason")]
        done = casebook.work.drop_out(
            targets(rows), reason.code, fields.value("note"), clock_runs_on=fields.value("clock") == "on"
        )
        return Told(say("{what}: dropout, {reason}", what=subject(rows), reason=reason.label), done)

    return Asked(
        heading=say("Dropout"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(
            Field(id="reason", label=say("Reason"), options=dropout_options(), check=chosen, tells=tells),
            Field(id="note", label=say("Note"), check=wrong_note, longest=NOTE),
            Field(
                id="clock",
                label=say("Next follow-up"),
                text="on",
                options=(Option("on", say("falls due as usual")), Option("off", say("none more"))),
                when=has_next,
            ),
        ),
    )


def ask_postpone(rows: tuple[QueueRow, ...], today: date) -> Asked:
    """Until when it waits, and why."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        until = coming_day_in(fields, today, "until")
        done = casebook.work.postpone(targets(rows), until, fields.value("reason"))
        return Told(say("{what}: postponed to {day}", what=subject(rows), day=until), done)

    suggested = next_working_day(today + timedelta(days=POSTPONED_DAYS), is_red_day)
    return Asked(
        heading=say("Postpone"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(
            coming_day(today, suggested, id="until", label=say("Until")),
            Field(
                id="reason",
                label=say("Reason"),
                suggestions=tuple(tell(words) for words in WAITING),
                check=written,
                longest=NOTE,
            ),
        ),
    )


def ask_other_means(rows: tuple[QueueRow, ...], today: date) -> Asked:
    """By what other means the client was followed up, and when."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        means = Means(fields.value("means"))
        done = casebook.work.follow_up_otherwise(targets(rows), means, past_day_in(fields, today), fields.value("note"))
        return Told(say("{what}: followed up by {means}", what=subject(rows), means=MEANS_LABELS[means]), done)

    return Asked(
        heading=say("Followed up by other means"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(
            Field(
                id="means",
                label=say("Means"),
                options=tuple(Option(means.value, label) for means, label in MEANS_LABELS.items()),
                check=chosen,
            ),
            past_day(today),
            note_field(),
        ),
    )


def ask_attempt(rows: tuple[QueueRow, ...], today: date) -> Asked:
    """How the client was sought, and what it led to."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        result = ContactResult(fields.value("result"))
        done = casebook.work.attempt(
            targets(rows),
            past_day_in(fields, today),
            Channel(fields.value("channel")),
            result,
            fields.value("note"),
        )
        label = CONTACT_RESULT_LABELS[result]
        if len(rows) > 1:
            return Told(say("{what}: attempt logged, {result}", what=subject(rows), result=label), done)
        number = rows[0].attempts + 1
        return Told(say("{what}: attempt {number}, {result}", what=subject(rows), number=number, result=label), done)

    return Asked(
        heading=say("Contact attempt"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(
            Field(
                id="channel",
                label=say("How"),
                options=tuple(Option(channel.value, label) for channel, label in CHANNEL_LABELS.items()),
                check=chosen,
            ),
            Field(
                id="result",
                label=say("Result"),
                options=tuple(Option(result.value, label) for result, label in CONTACT_RESULT_LABELS.items()),
                check=chosen,
            ),
            past_day(today),
            note_field(),
        ),
    )


def ask_feedback(rows: tuple[QueueRow, ...], today: date) -> Asked:
    """The day on which the client was given feedback."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        day = past_day_in(fields, today)
        done = casebook.work.give_feedback(targets(rows), day)
        return Told(say("{what}: feedback given {day}", what=subject(rows), day=day), done)

    return Asked(
        heading=say("Feedback given"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(past_day(today, label=say("Given on"))),
    )
