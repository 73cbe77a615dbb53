"""The fields of an intervention's record, in the order they are keyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from asi_tui.casework_lists import Listed
from asi_tui.core.intervention import (
    GOAL_LIMIT,
    MOST_GOALS,
    MOST_OCCASIONS,
    NOTE_LIMIT,
    OTHER,
    UNRATED,
    WORDS_LIMIT,
    Attainment,
    EndReason,
    Goal,
    Intervention,
)
from asi_tui.core.intervention_words import (
    AREA_WORDS,
    ATTAINMENT_WORDS,
    END_REASON_WORDS,
    FIELD_WORDS,
    MODE_WORDS,
    field_words,
)
from asi_tui.i18n import language
from asi_tui.message import Message, say
from asi_tui.tui.asking import WEEKDAYS, chosen
from asi_tui.tui.fields import Field, Fields, Option, Values
from asi_tui.tui.intervention_surroundings import GOES_ON, NO, PAUSED, YES, Surroundings, is_past, read_day

RATING_WORDS = (say("not at all"), say("a little"), say("partly"), say("much"), say("fully"))


def record_fields(record: Intervention, around: Surroundings) -> Fields:
    """All fields of a record. A choice by digits goes on to the next; F9 saves from any of them."""
    return Fields(
        (*_what(record, around), *_goals(record, around), *_ratings(record, around), *_more(record, around)),
        steps=True,
        saves=True,
    )


def with_defaults(fields: Fields, around: Surroundings) -> Fields:
    """The fields with what usually goes with the kind that has been chosen, where nobody has touched them.

    What usually went with another kind gives way; what does not go with any kind was told, and stays.
    """
    kinds, chosen_kind = around.lists.kinds.values(), around.lists.kinds.get(fields.value("kind"))
    if chosen_kind is None or not any(entry.id == "kind" and entry.touched for entry in fields.fields):
        return fields
    usual = _usual(chosen_kind)
    told = {name: {"", *(_usual(kind)[name] for kind in kinds)} for name in usual}
    return replace(
        fields,
        fields=tuple(
            replace(entry, text=usual[entry.id])
            if entry.id in usual and not entry.touched and entry.text in told[entry.id]
            else entry
            for entry in fields.fields
        ),
    )


def _usual(kind: Listed) -> dict[str, str]:
    return {
        "needs_tested": {True: YES, False: NO, None: ""}[kind.needs_tested],
        "mode": kind.mode.value if kind.mode else "",
    }


def _what(record: Intervention, around: Surroundings) -> Iterator[Field]:
    tongue, lists, today = language(), around.lists, around.today
    yield Field(
        id="kind",
        label=FIELD_WORDS["kind"],
        text=record.kind,
        options=tuple(Option(one.id, one.label.in_language(tongue)) for one in lists.kinds.values()),
        check=chosen,
    )
    methods = (*(Option(m.id, m.label.in_language(tongue)) for m in lists.methods.values()),)
    yield Field(
        id="method",
        label=FIELD_WORDS["method"],
        text=record.method or (OTHER if record.method_words else ""),
        options=(*methods, Option(OTHER, say("another method"), "0")),
        clears=True,
    )
    yield Field(
        id="method_words",
        label=FIELD_WORDS["method_words"],
        text=record.method_words,
        hint=say("What the method is called where it is used"),
        check=lambda text, values: None if text else say("write what the method is called"),
        longest=WORDS_LIMIT,
        when=lambda values: values["method"] == OTHER,
    )
    carries_out = next((unit.name for unit in around.units if unit.id == record.unit), "") if record.name else ""
    yield Field(
        id="provider",
        label=FIELD_WORDS["provider"],
        text=record.provider or carries_out,
        suggestions=tuple(unit.name for unit in around.units)[:9],
        longest=WORDS_LIMIT,
    )
    began, ended = record.began_on or record.planned_from, record.ended_on or record.planned_until
    yield Field(
        id="began",
        label=FIELD_WORDS["began_on"],
        text=began.isoformat() if began else "",
        hint=say("1120, 2026-11-20, -2 (days ago), i (today); a day ahead is a planned start: 2026-12-01, +14, 2v"),
        check=lambda text, values: _wrong_day(text, today),
        tells=lambda text: _told_day(text, today, say("planned start")),
    )
    yield Field(
        id="ended",
        label=FIELD_WORDS["ended_on"],
        text=ended.isoformat() if ended else "",
        hint=say("Empty while it goes on; a day ahead is a planned end"),
        check=lambda text, values: _wrong_day(text, today) or _before_start(text, values, today),
        tells=lambda text: _told_day(text, today, say("planned end")),
    )
    yield Field(
        id="end_reason",
        label=FIELD_WORDS["end_reason"],
        text=record.end_reason.value if record.end_reason else "",
        options=tuple(
            Option(reason.value, words, "0" if reason is EndReason.UNKNOWN else "")
            for reason, words in END_REASON_WORDS.items()
        ),
        check=chosen,
        when=_has_ended(today),
    )
    yield Field(
        id="areas",
        label=FIELD_WORDS["areas"],
        text=" ".join(area.value for area in record.areas),
        options=_areas(),
        many=True,
        clears=True,
    )
    yield Field(
        id="main_area",
        label=FIELD_WORDS["main_area"],
        text=record.main_area.value if record.main_area and len(record.areas) > 1 else "",
        options=_areas(),
        clears=True,
        check=lambda text, values: (
            None if not text or text in values["areas"].split(" ") else say("choose one of the areas chosen above")
        ),
        when=lambda values: " " in values["areas"],
    )


def _goals(record: Intervention, around: Surroundings) -> Iterator[Field]:
    has_ended = _has_ended(around.today)
    for number in range(1, MOST_GOALS + 1):
        goal = record.goals[number - 1] if number <= len(record.goals) else Goal("")
        here, before = f"goal_{number}", f"goal_{number - 1}"

        def follows(values: Values, here: str = here, before: str = before) -> bool:
            return before == "goal_0" or bool(values[before]) or bool(values[here])

        def is_written(values: Values, here: str = here) -> bool:
            return bool(values[here])

        def is_assessed(values: Values, here: str = here) -> bool:
            return bool(values[here]) and has_ended(values)

        yield Field(
            id=here,
            label=field_words(here),
            text=goal.text,
            hint=say("In a few words; empty when there is no more goal"),
            longest=GOAL_LIMIT,
            when=follows,
        )
        yield Field(
            id=f"area_{number}",
            label=say("  is about"),
            text=goal.area.value if goal.area else "",
            options=_areas(),
            check=chosen,
            when=is_written,
        )
        yield Field(
            id=f"attainment_{number}",
            label=say("  at the end"),
            text="" if goal.attainment is Attainment.NOT_ASSESSED else goal.attainment.value,
            options=tuple(Option(one.value, words) for one, words in ATTAINMENT_WORDS.items()),
            clears=True,
            when=is_assessed,
        )


def _ratings(record: Intervention, around: Surroundings) -> Iterator[Field]:
    has_ended = _has_ended(around.today)

    def was_asked(values: Values) -> bool:
        return has_ended(values) and values["helpfulness"] != str(UNRATED)

    yield _rating("helpfulness", record.helpfulness, say("not asked"), has_ended)
    yield _rating("influence", record.influence, say("does not know"), was_asked)
    yield replace(_yes_no("recommends", record.recommends), when=was_asked)
    yield _rating("worker_rating", record.worker_rating, say("cannot be judged"), has_ended)


def _more(record: Intervention, around: Surroundings) -> Iterator[Field]:
    has_ended = _has_ended(around.today)
    yield _number("offered", record.offered)
    yield _number("attended", record.attended)
    yield Field(
        id="mode",
        label=FIELD_WORDS["mode"],
        text=record.mode.value if record.mode else "",
        options=tuple(Option(mode.value, words) for mode, words in MODE_WORDS.items()),
        clears=True,
    )
    yield _number("per_week", record.per_week)
    yield Field(
        id="paused",
        label=FIELD_WORDS["paused"],
        text=PAUSED if record.paused else GOES_ON,
        options=(Option(GOES_ON, say("goes on")), Option(PAUSED, say("paused"))),
        when=lambda values: is_past(values["began"], around.today) and not has_ended(values),
    )
    yield _yes_no("needs_tested", record.needs_tested)
    for name in ("legal_basis", "worker", "commissioner"):
        yield Field(id=name, label=FIELD_WORDS[name], text=getattr(record, name), longest=WORDS_LIMIT)
    yield Field(
        id="responsible",
        label=FIELD_WORDS["responsible"],
        text=record.responsible,
        options=tuple(Option(member.id, member.name) for member in around.staff),
        check=chosen,
    )
    yield Field(id="note", label=FIELD_WORDS["note"], text=record.note.replace("\n", " "), longest=NOTE_LIMIT)


def _areas() -> tuple[Option, ...]:
    return tuple(Option(area.value, words) for area, words in AREA_WORDS.items())


def _rating(name: str, rating: int | None, none: Message, when: Callable[[Values], bool]) -> Field:
    told = tuple(Option(str(value), words, str(value)) for value, words in enumerate(RATING_WORDS))
    return Field(
        id=name,
        label=FIELD_WORDS[name],
        text="" if rating is None else str(rating),
        options=(*told, Option(str(UNRATED), none, str(UNRATED))),
        clears=True,
        when=when,
    )


def _yes_no(name: str, value: bool | None) -> Field:
    text = "" if value is None else YES if value else NO
    options = (Option(YES, say("yes"), YES), Option(NO, say("no"), NO))
    return Field(id=name, label=FIELD_WORDS[name], text=text, options=options, clears=True)


def _number(name: str, value: int | None) -> Field:
    def wrong(text: str, values: Values) -> Message | None:
        is_number = text.isascii() and text.isdecimal() and int(text) <= MOST_OCCASIONS
        return None if not text or is_number else say("write a number from 0 to {most}", most=MOST_OCCASIONS)

    text = "" if value is None else str(value)
    return Field(id=name, label=FIELD_WORDS[name], text=text, hint=say("A number; may be left empty"), check=wrong)


def _wrong_day(text: str, today: date) -> Message | None:
    day = read_day(text, today)
    return day if isinstance(day, Message) else None


def _before_start(text: str, values: Values, today: date) -> Message | None:
    began, ended = read_day(values["began"], today), read_day(text, today)
    if isinstance(began, date) and isinstance(ended, date) and ended < began:
        return say("the end, {end}, lies before the start, {start}", end=ended, start=began)
    return None


def _told_day(text: str, today: date, ahead: Message) -> Message | None:
    day = read_day(text, today)
    if not isinstance(day, date):
        return None
    words = ahead if day > today else WEEKDAYS[day.weekday()]
    return words if text == day.isoformat() else say("= {day}, {weekday}", day=day, weekday=words)


def _has_ended(today: date) -> Callable[[Values], bool]:
    return lambda values: is_past(values["ended"], today)
