"""The record of an intervention that the fields amount to, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from asi_tui.core.intervention import MOST_GOALS, Area, Attainment, EndReason, Goal, Intervention, Mode
from asi_tui.i18n import language
from asi_tui.tui.fields import Fields, Values
from asi_tui.tui.intervention_fields import record_fields
from asi_tui.tui.intervention_surroundings import NO, PAUSED, YES, Surroundings, read_day


def record_in(fields: Fields, was: Intervention, around: Surroundings) -> Intervention:
    """The record by what stands in the fields; what they do not ask for stays as it was."""
    today, value = around.today, fields.value
    began, ended = read_day(value("began"), today), read_day(value("ended"), today)
    begins = began if isinstance(began, date) else None
    ends = ended if isinstance(ended, date) else None
    areas = tuple(area for area in Area if area.value in value("areas").split(" "))
    main = value("main_area")
    method, method_words = value("method"), value("method_words")
    provider = value("provider")
    return replace(
        was,
        unit=_unit(provider, was, around),
        kind=value("kind"),
        method=method,
        method_words=method_words,
        name=_name(value("kind"), method, method_words, was, around),
        provider=provider,
        planned_from=_planned(begins, was.planned_from, today),
        began_on=begins if begins and begins <= today else None,
        planned_until=_planned(ends, was.planned_until, today),
        ended_on=ends if ends and ends <= today else None,
        end_reason=EndReason(value("end_reason")) if value("end_reason") else None,
        areas=areas,
        main_area=Area(main) if main else areas[0] if len(areas) == 1 else None,
        goals=tuple(_goals_in(fields)),
        helpfulness=_figure(value("helpfulness")),
        influence=_figure(value("influence")),
        recommends=_truth(value("recommends")),
        worker_rating=_figure(value("worker_rating")),
        offered=_figure(value("offered")),
        attended=_figure(value("attended")),
        mode=Mode(value("mode")) if value("mode") else None,
        per_week=_figure(value("per_week")),
        paused=value("paused") == PAUSED,
        needs_tested=_truth(value("needs_tested")),
        legal_basis=value("legal_basis"),
        worker=value("worker"),
        commissioner=value("commissioner"),
        responsible=value("responsible"),
        note=was.note if value("note") == was.note.replace("\n", " ") else value("note"),
    )


def _planned(day: date | None, was: date | None, today: date) -> date | None:
    """The planned day that a typed one tells: itself when it lies ahead, what was planned once it has come."""
    return was if day is not None and day <= today else day


def _name(kind: str, method: str, method_words: str, was: Intervention, around: Surroundings) -> str:
    """What lists call it: its method, else its kind; a name that somebody once wrote stays until a method is told."""
    usual = around.lists.words(language(), was.kind, was.method, was.method_words)
    is_written = was.name not in ("", usual)
    return was.name if is_written and not method else around.lists.words(language(), kind, method, method_words)


def _unit(provider: str, was: Intervention, around: Surroundings) -> str:
    """The unit that carries it out; of an outside provider, and where none is told, it stays with who has it."""
    named = around.unit_named(provider)
    if named is not None:
        return named.id
    if provider == was.provider:
        return was.unit
    own = around.unit_named(around.client.unit)
    return own.id if own else was.unit


def _goals_in(fields: Fields) -> Iterator[Goal]:
    for number in range(1, MOST_GOALS + 1):
        text, area = fields.value(f"goal_{number}"), fields.value(f"area_{number}")
        attainment = fields.value(f"attainment_{number}")
        if text:
            yield Goal(
                text,
                Area(area) if area else None,
                Attainment(attainment) if attainment else Attainment.NOT_ASSESSED,
            )


def _figure(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _truth(text: str) -> bool | None:
    return {YES: True, NO: False}.get(text)


def values_of(record: Intervention, around: Surroundings) -> Values:
    """What the fields hold for a record, as another person has changed it."""
    return {entry.id: entry.text for entry in record_fields(record, around).fields}
