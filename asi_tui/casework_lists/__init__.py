"""The lists of casework that come with the program as data: the kinds and methods of interventions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from asi_tui.core.instrument import Text
from asi_tui.core.intervention import Mode


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list: what is stored, what is shown, and what usually goes with it (None: nothing)."""

    id: str
    label: Text
    needs_tested: bool | None = None
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class InterventionLists:
    """The kinds of intervention, and the methods that are common enough to be chosen rather than written."""

    kinds: Mapping[str, Listed]
    methods: Mapping[str, Listed]

    def words(self, language: str, kind: str, method: str, method_words: str = "") -> str:
        """What an intervention is called: its method, or else its kind."""
        chosen = self.methods.get(method) or (None if method_words else self.kinds.get(kind))
        return chosen.label.in_language(language) if chosen else method_words


@cache
def intervention_lists() -> InterventionLists:
    """The lists that come with the program."""
    document = tomllib.loads((files(__package__) / "interventions.toml").read_text("utf-8"))
    return InterventionLists(_listed(document["kind"]), _listed(document["method"]))


def _listed(rows: list[dict[str, Any]]) -> dict[str, Listed]:
    return {
        row["id"]: Listed(
            row["id"],
            Text(row["sv"], row["en"]),
            row.get("needs_tested"),
            Mode(row["mode"]) if "mode" in row else None,
        )
        for row in rows
    }
