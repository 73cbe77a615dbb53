"""What the reports measure: the seven areas with their questions, the substances, and how much counts as a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asi_tui.core.expression import ExpressionFault, span
from asi_tui.core.loading import Document, Fault
from asi_tui.core.shape import ListOf, Plain, Table, fit
from asi_tui.message import Message, say

SHAPE = Table(
    {
        "thresholds": Table(
            {
                **dict.fromkeys(("days", "client", "interviewer", "score"), Plain.NUMBER),
                "own": ListOf(Plain.WORDS),
            }
        ),
        "needs": Table(dict.fromkeys(("client", "interviewer"), Plain.WHOLE)),
        "area": ListOf(
            Table(
                {
                    **dict.fromkeys(("id", "score"), Plain.WORDS),
                    "rating": Plain.CODE,
                    **dict.fromkeys(("days", "worry", "help", "gain"), ListOf(Plain.CODE)),
                },
                ("id", "rating"),
                "id",
                "area ",
            )
        ),
        "substances": Table(dict.fromkeys(("verdict", "shown"), ListOf(Plain.CODE))),
        "silent": ListOf(Table({"items": ListOf(Plain.WORDS), "reason": Plain.WORDS}, ("items", "reason"))),
    },
    place="report.toml",
)
"""The shape of report.toml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredArea:
    """One of the seven areas: the questions on days, on the client's worry and wish for help, the interviewer's rating
    and the composite score. The area family and social has two of each of the client's. `gain` are questions on days
    of which more is better."""

    id: str
    days: tuple[str, ...]
    worry: tuple[str, ...]
    help: tuple[str, ...]
    gain: tuple[str, ...]
    rating: str
    score: str

    @property
    def items(self) -> tuple[str, ...]:
        """All its questions."""
        return (*self.days, *self.worry, *self.help, *self.gain, self.rating)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From how large a difference on something is better or worse. `own` are those the program set itself."""

    days: float = 5
    client: float = 1
    interviewer: float = 2
    score: float = 0.10
    own: frozenset[str] = frozenset({"score"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the reports measure. `unjudged` are the substances whose days are shown without better or worse, `silent`
    the questions that no phrase tells, each with the reason. From the ratings `client_need` and `interviewer_need` on
    an area is one with a need."""

    areas: tuple[MeasuredArea, ...]
    substances: tuple[str, ...] = ()
    unjudged: frozenset[str] = frozenset()
    thresholds: Thresholds = Thresholds()
    client_need: int = 2
    interviewer_need: int = 4
    silent: Mapping[str, str] = field(default_factory=dict)


def build_measures(document: Document, bank: Sequence[str]) -> tuple[Measures, tuple[Fault, ...]]:
    """The measures as report.toml has them, and every fault in it. `bank` is all codes of the instrument."""
    fitted = fit(document, SHAPE)
    faults = list(fitted.faults)
    row = fitted.document

    def fault(place: str, key: str, what: Message) -> None:
        faults.append(Fault(place, key, what, say("Name a question of the instrument.")))

    areas = []
    for part in row.get("area", []):
        area = MeasuredArea(
            id=part["id"],
            **{key: tuple(part.get(key, ())) for key in ("days", "worry", "help", "gain")},
            rating=part["rating"],
            score=part.get("score", ""),
        )
        areas.append(area)
        for code in area.items:
            if code not in bank:
                fault(f"area {area.id}", "items", say("There is no question {code}.", code=code))
    silent: dict[str, str] = {}
    for part in row.get("silent", []):
        for entry in part["items"]:
            first, dots, last = entry.partition("..")
            try:
                codes = span(first, last, bank) if dots else (entry,)
            except ExpressionFault as error:
                fault("report.toml", "silent.items", error.message)
                continue
            for code in codes:
                if code not in bank:
                    fault("report.toml", "silent.items", say("There is no question {code}.", code=code))
                silent[code] = part["reason"]
    substances: Mapping[str, Any] = row.get("substances", {})
    known = {*substances.get("verdict", []), *substances.get("shown", [])}
    for code in sorted(known - set(bank)):
        fault("report.toml", "substances", say("There is no question {code}.", code=code))
    thresholds = dict(row.get("thresholds", {}))
    own = frozenset(thresholds.pop("own", ("score",)))
    needs = row.get("needs", {})
    return Measures(
        areas=tuple(areas),
        substances=tuple(code for code in bank if code in known),
        unjudged=frozenset(substances.get("shown", ())),
        thresholds=Thresholds(**thresholds, own=own),
        client_need=needs.get("client", 2),
        interviewer_need=needs.get("interviewer", 4),
        silent=silent,
    ), tuple(faults)
