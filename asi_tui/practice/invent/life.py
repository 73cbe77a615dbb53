"""What happened in the case of an invented client, dated so that on the day of practice waits what the cast says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

from asi_tui.core.outcomes import DROPOUT_REASONS
from asi_tui.practice.invent.cast import Part
from asi_tui.practice.invent.records import Records

Row = dict[str, Any]
"""A deed or an interview as the file of the clients holds it."""

_COLLEAGUES = {"norr": "anna.berg", "syd": "karin.lund", "ankaret": "elin.strand"}

_PAST_DUE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "follow_up": {"coming": (-56, -34), "window": (-25, 50), "overdue": (64, 87), "long_overdue": (96, 190)},
    "base": {"coming": (-25, -3), "window": (1, 10), "overdue": (16, 27), "long_overdue": (33, 60)},
    "feedback": {"coming": (-30, -18), "window": (-12, -3), "overdue": (3, 11), "long_overdue": (16, 34)},
    "rating": {"coming": (-30, -10), "window": (-5, -1), "overdue": (3, 11), "long_overdue": (16, 33)},
    "signature": {"coming": (-30, -10), "window": (-5, -1), "overdue": (3, 11), "long_overdue": (16, 33)},
    "intervention": {"coming": (-25, -3), "window": (2, 11), "overdue": (16, 27), "long_overdue": (33, 60)},
}
"""How many days past its due day an item of a kind may be to stand in a state whatever day it is."""

_DUE_AFTER = {"feedback": 14, "rating": 7, "signature": 7}
"""Days from the interview on which these fall due."""

_EASY_REASONS = [reason.code for reason in DROPOUT_REASONS if not reason.ends_case and reason.code != "EJNAS"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day before the day of practice: so many calendar months, and days."""

    months: int
    days: int

    def later(self, days: int) -> Day:
        """The day so many days later."""
        return Day(self.months, self.days - days)

    def row(self) -> Row:
        """As the file has it."""
        return {name: value for name, value in (("months", self.months), ("days", self.days)) if value}

    @property
    def ago(self) -> int:
        """About how many days ago it is."""
        return self.months * 30 + self.days


class Lives:
    """The lives of all clients; the reasons for losing a feedback go round among them."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._reasons = cycle(_EASY_REASONS)
        self._records = Records(random)

    def days(self, part: Part) -> tuple[Day, ...]:
        """The days of the interviews, oldest first."""
        if not part.forms:
            return ()
        day = self._last(part)
        days = [day]
        for number in range(len(part.forms) - 1):
            skipped = number == 0 and ("runs" in part.besides or "other" in part.besides)
            day = Day(day.months + (12 if skipped else 6), day.days + self._random.randint(-18, 40))
            days.append(day)
        return tuple(reversed(days))

    def _last(self, part: Part) -> Day:
        draw = self._random
        if part.last_state == "draft":
            return Day(0, 2)
        if part.kind == "nothing":
            return Day(7 if part.state in ("FLYTT", "AVLID", "CLOS") else 8, draw.randint(0, 20))
        if part.kind == "intervention":
            return Day(3, draw.randint(0, 20))
        state = "overdue" if "paused" in part.besides else part.state
        if part.kind in _DUE_AFTER:
            return Day(0, _DUE_AFTER[part.kind] + self._past_due(part.kind, state))
        if state == "later":
            return Day(draw.randint(1, 3), draw.randint(0, 25))
        return Day(6, self._past_due(part.kind, state))

    def _past_due(self, kind: str, state: str) -> int:
        return self._random.randint(*_PAST_DUE[kind][state])

    def deeds(self, part: Part, days: tuple[Day, ...], unit: str) -> list[Row]:
        """What was done in the case besides the interviews, in no order."""
        told = list(self._beginning(part, days))
        for number, day in enumerate(days):
            if part.last_state != "draft":
                told += self._after_interview(part, day, is_last=number == len(days) - 1)
        told += self._on_the_way(part, days, unit)
        told += self._now(part, days, unit)
        return [{**row, "before": row["before"].row(), "by": row.get("by", part.handler)} for row in told]

    def _beginning(self, part: Part, days: tuple[Day, ...]) -> Iterator[Row]:
        draw = self._random
        first = days[0] if days else Day(0, 70)
        yield {"do": draw.choice(("APPL", "APPL", "NOTI", "OTHR")), "before": first.later(-draw.randint(26, 60))}
        yield {"do": "INVS", "before": first.later(-25)}
        if "ordered" in part.besides:
            yield {"do": "order", "before": first.later(-24), "days": 14}
            yield {
                "do": "dropout",
                "before": first.later(-12),
                "kind": "base",
                "code": part.besides["ordered"],
            }
        if part.kind == "base":
            state = "overdue" if "paused" in part.besides else part.state
            days_past = self._past_due("base", state)
            yield {"do": "order", "before": Day(0, max(14 + days_past, 3)), "days": max(14, 3 - days_past)}
        elif draw.random() < 0.5:
            yield {"do": "order", "before": first.later(-10), "days": 14}
        if days:
            yield {"do": "taking_part", "before": first}

    def _after_interview(self, part: Part, day: Day, *, is_last: bool) -> Iterator[Row]:
        draw = self._random
        if not is_last or day.ago > 40:
            yield {"do": "DECI", "before": day.later(24), "note": draw.choice(("öppenvård", "bistånd till behandling"))}
        waits = is_last and (part.kind == "feedback" or day.ago < 12)
        if waits:
            return
        if draw.random() < 0.22 and day.ago > 30:
            code = next(self._reasons)
            note = "återkopplingen gavs vid ett nätverksmöte" if code == "ANNAT" else ""
            yield {"do": "dropout", "before": day.later(20), "kind": "feedback", "code": code, "note": note}
        else:
            yield {"do": "feedback", "before": day.later(draw.randint(5, 10))}

    def _on_the_way(self, part: Part, days: tuple[Day, ...], unit: str) -> Iterator[Row]:
        draw = self._random
        if "insats" in part.besides:
            length, intervention = self._records.ended()
            before = days[-2].later(length + 15)
            yield {"do": "PLAN", "before": days[-2].later(28)}
            yield {
                **intervention,
                "before": before,
                "unit": unit,
                "recorded": 1,
                "by": _COLLEAGUES["ankaret"] if draw.random() < 0.5 else part.handler,
            }
        if "goes_on" in part.besides:
            begun = max(days[-1].ago - 30, 3)
            yield {**self._records.going_on(begun), "before": Day(0, 1), "unit": unit, "goes_on": 1}
        if "runs" in part.besides:
            lost = days[-2].later(6 * 30 + 38)
            yield {"do": "dropout", "before": lost, "code": part.besides["runs"], "runs": 1}
        if "other" in part.besides:
            yield {"do": "other", "before": days[-2].later(6 * 30 + 25), "code": part.besides["other"]}

    def _now(self, part: Part, days: tuple[Day, ...], unit: str) -> Iterator[Row]:
        """What brings the case to where it stands on the day of practice."""
        if part.kind == "nothing":
            yield from self._ending(part, days[-1])
            return
        if part.kind == "intervention":
            state = "overdue" if "paused" in part.besides else part.state
            over = Day(0, self._past_due("intervention", state))
            yield {**self._records.without_end(), "before": over, "unit": unit}
        for number, word in enumerate(("t1", "t2", "t3"), start=1):
            if word in part.besides:
                yield from self._attempts(part.kind, Day(0, 1), number)
        if "to" in part.besides:
            to, _, ground = part.besides["to"].partition("/")
            if ground == "consent":
                yield {"do": "sharing_with_provider", "before": Day(0, 12)}
            yield {"do": "commission", "before": Day(0, 9), "to": to, "code": ground}
        if "paused" in part.besides:
            until = -self._past_due(part.kind, part.state)
            note = self._random.choice(("semester", "sjukskrivning", "klienten bad om det"))
            yield {"do": "postpone", "before": Day(0, 2), "kind": part.kind, "days": until + 2, "note": note}

    def _attempts(self, kind: str, last: Day, count: int) -> Iterator[Row]:
        told = (("phone", "no_answer"), ("message", "message_left"), ("phone", "no_answer"), ("letter", "no_answer"))
        for number in range(count):
            channel, result = told[number]
            before = last.later(-3 * (count - number))
            yield {"do": "attempt", "before": before, "kind": kind, "code": channel, "result": result}

    def _ending(self, part: Part, last: Day) -> Iterator[Row]:
        lost = Day(0, self._random.randint(12, 30))
        match part.state:
            case "CLOS":
                yield {"do": "CLOS", "before": lost, "note": "insatsen avslutad, ny ansökan vid behov"}
            case "AVLID":
                yield {"do": "DEAD", "before": lost}
            case code:
                if code == "EJNAS":
                    yield from self._attempts("follow_up", lost.later(-1), 3)
                yield {"do": "dropout", "before": lost, "code": code}
