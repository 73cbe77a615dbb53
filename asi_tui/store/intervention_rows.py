"""Records of interventions as rows: read from them and written to them, with their goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from asi_tui.core.identity import clean_text
from asi_tui.core.intervention import (
    GOAL_LIMIT,
    NOTE_LIMIT,
    WORDS_LIMIT,
    Area,
    Attainment,
    EndReason,
    Goal,
    Intervention,
    Mode,
    Status,
    is_filled,
)
from asi_tui.store import case_history
from asi_tui.store.case_tables import INTERVENTION
from asi_tui.store.intervention_tables import GOAL
from asi_tui.store.kept import AnyRow

_WORDS = ("kind", "method", "method_words", "provider", "worker", "commissioner", "legal_basis")
_AS_THEY_ARE = (
    "needs_tested",
    "planned_from",
    "planned_until",
    "began_on",
    "ended_on",
    "per_week",
    "offered",
    "attended",
    "helpfulness",
    "influence",
    "recommends",
    "worker_rating",
)


def goals_of(connection: Connection, ids: Collection[str]) -> Mapping[str, tuple[Goal, ...]]:
    """The goals of those interventions, by intervention, in their order."""
    found: defaultdict[str, list[Goal]] = defaultdict(list)
    rows = connection.execute(
        select(GOAL).where(GOAL.c.intervention_id.in_(ids)).order_by(GOAL.c.intervention_id, GOAL.c.place)
    )
    for row in rows:
        found[row.intervention_id].append(Goal(row.text, _area(row.area), _attainment(row.attainment)))
    return {key: tuple(goals) for key, goals in found.items()}


def of_row(row: AnyRow, goals: tuple[Goal, ...]) -> Intervention:
    """The record that a row stands for. What another program has put where a code belongs is not told."""
    return Intervention(
        unit=row.unit_id,
        responsible=row.staff_id,
        name=row.name,
        paused=row.status == Status.PAUSED.value,
        mode=Mode(row.mode) if row.mode in set(Mode) else None,
        areas=tuple(area for area in Area if area.value in row.areas.split(" ")),
        main_area=_area(row.main_area),
        goals=goals,
        end_reason=EndReason(row.end_reason) if row.end_reason in set(EndReason) else None,
        note=row.note,
        **{name: getattr(row, name) for name in (*_WORDS, *_AS_THEY_ARE)},
    )


def _area(text: str) -> Area | None:
    return Area(text) if text in set(Area) else None


def _attainment(text: str) -> Attainment:
    return Attainment(text) if text in set(Attainment) else Attainment.NOT_ASSESSED


def cleaned(record: Intervention) -> dict[str, Any]:
    """A record in the columns of its row."""
    return {
        "name": clean_text(record.name, WORDS_LIMIT).strip(),
        "unit_id": record.unit,
        "staff_id": record.responsible,
        "status": record.status.value,
        "mode": record.mode.value if record.mode else "",
        "areas": " ".join(area.value for area in record.all_areas),
        "main_area": record.main_area.value if record.main_area else "",
        "end_reason": record.end_reason.value if record.end_reason else "",
        "note": clean_text(record.note, NOTE_LIMIT, lines=True).strip(),
        **{name: clean_text(getattr(record, name), WORDS_LIMIT).strip() for name in _WORDS},
        **{name: getattr(record, name) for name in _AS_THEY_ARE},
    }


def insert_record(
    connection: Connection,
    client_id: str,
    record: Intervention,
    *,
    id: str,  # noqa: A002 - the column's own name
    by: str,
    now: datetime,
    today: date,
    move_item: bool = False,
) -> None:
    """Write a new record. The items of the client follow when the caller lets them."""
    connection.execute(
        insert(INTERVENTION).values(
            id=id,
            client_id=client_id,
            at=now,
            by=by,
            version=1,
            move_item=move_item,
            happened=case_history.next_place(connection, client_id) if record.ended_on else None,
            recorded_on=today if is_filled(record) else None,
            **cleaned(record),
        )
    )
    _write_goals(connection, id, record.goals)


def write_over(
    connection: Connection,
    row: AnyRow,
    record: Intervention,
    *,
    move_item: bool,
    recorded_on: date | None,
    taken_back: bool,
) -> None:
    """Write a changed record over its row. Its end keeps its place in the case as long as there is one."""
    has_ended = record.ended_on is not None and not taken_back
    happened = row.happened or case_history.next_place(connection, row.client_id) if has_ended else None
    connection.execute(
        update(INTERVENTION)
        .where(INTERVENTION.c.id == row.id)
        .values(
            happened=happened,
            recorded_on=recorded_on if has_ended else None,
            move_item=has_ended and move_item,
            taken_back=taken_back,
            version=row.version + 1,
            **cleaned(record),
        )
    )
    connection.execute(delete(GOAL).where(GOAL.c.intervention_id == row.id))
    _write_goals(connection, row.id, record.goals)


def _write_goals(connection: Connection, intervention_id: str, goals: tuple[Goal, ...]) -> None:
    rows = [
        {
            "intervention_id": intervention_id,
            "place": place,
            "text": clean_text(goal.text, GOAL_LIMIT).strip(),
            "area": goal.area.value if goal.area else "",
            "attainment": goal.attainment.value,
        }
        for place, goal in enumerate(goals, 1)
    ]
    if rows:
        connection.execute(insert(GOAL), rows)
