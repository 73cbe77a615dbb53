"""The records of the interventions in the practice data, and the rows of their goals."""

from __future__ import annotations

from datetime import date
from typing import Any

from asi_tui.core.intervention import Area, Attainment, EndReason, Goal, Intervention, Mode
from asi_tui.practice import PracticeDeed


def record_of(deed: PracticeDeed, unit: str, responsible: str, began_on: date, ended_on: date | None) -> Intervention:
    """The record as the file tells it; the names of its fields are those of the record."""
    told = dict(deed.record)
    goals = tuple(_goal(*goal) for goal in told.pop("goals", ()))
    areas = tuple(Area(area) for area in told.pop("areas", ()))
    kinds: dict[str, Any] = {"mode": Mode, "main_area": Area, "end_reason": EndReason}
    chosen = {name: kind(told.pop(name)) for name, kind in kinds.items() if name in told}
    return Intervention(
        unit=unit,
        responsible=responsible,
        name=deed.note,
        began_on=began_on,
        ended_on=ended_on,
        areas=areas,
        goals=goals,
        **chosen,
        **told,
    )


def _goal(text: str, area: str, attainment: str = Attainment.NOT_ASSESSED.value) -> Goal:
    return Goal(text, Area(area), Attainment(attainment))


def goal_rows(intervention_id: str, record: Intervention) -> list[dict[str, Any]]:
    """The rows of its goals."""
    return [
        {
            "intervention_id": intervention_id,
            "place": place,
            "text": goal.text,
            "area": goal.area.value if goal.area else "",
            "attainment": goal.attainment.value,
        }
        for place, goal in enumerate(record.goals, 1)
    ]
