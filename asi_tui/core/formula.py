"""From the lines of scores.toml to the formula of a composite score."""

from __future__ import annotations

from typing import Any

from asi_tui.core.instrument import MoneyTerm, Score


def formula(row: dict[str, Any]) -> Score:
    """The formula that one table of scores.toml describes."""
    return Score(
        id=str(row.get("id")),
        start=float(row.get("start", 0)),
        sign=int(row.get("sign", 1)),
        linear={item: float(divisor) for item, divisor in row.get("linear", {}).items()},
        reversed_choice={
            item: (tuple(turn["becomes"]), float(turn["divisor"])) for item, turn in row.get("reversed", {}).items()
        },
        money=tuple(MoneyTerm(m["item"], float(m["divisor"]), float(m["cap"])) for m in row.get("money", [])),
        shares=tuple((tuple(share["of"]), float(share["divisor"])) for share in row.get("shares", [])),
    )
