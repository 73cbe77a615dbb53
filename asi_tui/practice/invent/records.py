"""The interventions of the invented clients: what they were, their goals, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from random import Random
from typing import Any

Row = dict[str, Any]

# What lists call it, its days, and its record: the goals with their areas.
_INTERVENTIONS: tuple[tuple[str, int, Mapping[str, Any]], ...] = (
    (
        "återfallsprevention, 12 samtal",
        110,
        {"kind": "outpatient", "method": "relapse_prevention", "mode": "individual", "per_week": 1, "offered": 12}
        | {"main_area": "alcohol", "goals": [["högst två dagar i veckan", "alcohol"], ["sova bättre", "psychiatric"]]},
    ),
    (
        "motiverande samtal",
        75,
        {"kind": "open_access", "method": "met", "mode": "individual", "offered": 6, "main_area": "alcohol"}
        | {"goals": [["bestämma sig om alkoholen", "alcohol"]]},
    ),
    (
        "CRA",
        150,
        {"kind": "outpatient", "method": "cra", "mode": "individual", "per_week": 1, "offered": 18}
        | {"main_area": "drug", "goals": [["drogfri i tre månader", "drug"], ["tillbaka till arbetet", "employment"]]},
    ),
    (
        "HVB",
        170,
        {"kind": "residential", "method": "twelve_step", "mode": "inpatient", "provider": "HVB Granliden"}
        | {"main_area": "drug", "goals": [["drogfri under vården", "drug"], ["kontakt med barnen", "family_social"]]},
    ),
    (
        "stödboende",
        160,
        {"kind": "housing", "method": "housing_first", "provider": "Stödboendet Kajen", "main_area": "employment"}
        | {"goals": [["betala hyran själv", "employment"]]},
    ),
    (
        "KBT i grupp",
        90,
        {"kind": "outpatient", "method": "cbt", "mode": "group", "per_week": 1, "offered": 10}
        | {
            "main_area": "psychiatric",
            "goals": [["mindre ångest", "psychiatric"], ["färre bråk hemma", "family_social"]],
        },
    ),
)

_ENDS = ("completed", "by_client", "completed", "replaced", "completed", "by_provider")
_REACHED = ("fulfilled", "partly", "partly", "not")


class Records:
    """Interventions in turn, each as a deed of the file without its day."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._interventions = cycle(_INTERVENTIONS)
        self._ends = cycle(_ENDS)

    def ended(self) -> tuple[int, Row]:
        """One that has ended and whose record is filled; with how many days it was."""
        note, days, record = next(self._interventions)
        draw, end = self._random, next(self._ends)
        goals = [[*goal, draw.choice(_REACHED)] for goal in record["goals"]]
        told = {"end_reason": end, "helpfulness": draw.choice((2, 3, 3, 4)), "influence": draw.choice((1, 2, 3))}
        told |= {"recommends": draw.random() < 0.8, "worker_rating": draw.choice((1, 2, 3, 3))}
        return days, self._row(note, days, {**record, **self._attended(record), "goals": goals, **told})

    def without_end(self) -> Row:
        """One that has ended, and whose record still lacks why and the ratings."""
        note, days, record = next(self._interventions)
        return self._row(note, days // 2, {**record, **self._attended(record)})

    def going_on(self, days: int) -> Row:
        """One that goes on since so many days."""
        note, _, record = next(self._interventions)
        return self._row(note, days, record)

    def _attended(self, record: Mapping[str, Any]) -> Row:
        return {"attended": round(record["offered"] * self._random.uniform(0.5, 1.0))} if "offered" in record else {}

    def _row(self, note: str, days: int, record: Mapping[str, Any]) -> Row:
        tested = record["kind"] not in ("open_access", "advice")
        return {"do": "intervention", "note": note, "days": days, "record": {**record, "needs_tested": tested}}
