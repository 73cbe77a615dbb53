"""The shipped instrument, laid out to be damaged, and the ways to damage it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from asi_tui.core.inspection import Inspection, inspect
from asi_tui.instruments import read_source

Found = tuple[str, str, str]
"""Place, key and what is wrong, in English."""


@cache
def shipped() -> tuple[dict[str, Any], Mapping[str, Mapping[str, str]]]:
    source = read_source()
    return source.document, source.helps


class Bench:
    """The shipped instrument, laid out to be damaged."""

    def __init__(self) -> None:
        document, helps = shipped()
        self.document = deepcopy(document)
        self.helps = {area: dict(texts) for area, texts in helps.items()}

    def question(self, code: str) -> dict[str, Any]:
        rows = (row for area in self.document["areas"] for row in area["question"])
        return next(row for row in rows if row["code"] == code)

    def area(self, name: str) -> dict[str, Any]:
        return next(area for area in self.document["areas"] if area["id"] == name)

    def form(self, name: str) -> dict[str, Any]:
        return next(form for form in self.document["instrument"]["form"] if form["id"] == name)

    def score(self, name: str) -> dict[str, Any]:
        return next(score for score in self.document["scores"]["score"] if score["id"] == name)

    def inspected(self) -> Inspection:
        return inspect(self.document, self.helps)


def faults_of(found: Inspection) -> list[Found]:
    return [(fault.place, fault.key, str(fault.what)) for fault in found.faults]


Damage = Callable[[Bench], object]


def question(code: str, **keys: object) -> Damage:
    return lambda bench: bench.question(code).update(keys)


def without(code: str, key: str) -> Damage:
    return lambda bench: bench.question(code).pop(key)


def form(name: str, **keys: object) -> Damage:
    return lambda bench: bench.form(name).update(keys)


def score(name: str, **keys: object) -> Damage:
    return lambda bench: bench.score(name).update(keys)


def scored(name: str, item: str, divisor: float) -> Damage:
    return lambda bench: bench.score(name)["linear"].update({item: divisor})


def helped(area: str, number: str, text: str) -> Damage:
    return lambda bench: bench.helps[area].update({number: text})


def repeated(area: str, number: str, other: str) -> Damage:
    return lambda bench: bench.helps[area].update({number: bench.helps[area][other]})


def twice(code: str) -> Damage:
    def copy(bench: Bench) -> None:
        rows = next(area["question"] for area in bench.document["areas"] if bench.question(code) in area["question"])
        rows.append({**rows[-1], "code": code, "label": {"sv": "En till", "en": "Another"}})

    return copy
