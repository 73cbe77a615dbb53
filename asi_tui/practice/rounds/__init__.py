"""The cases on paper for practice rounds, one file each. All invented.

The answers stand as in the practice data: M1=4 F18-30d=N, months for years-and-months, `words` what is written in
words, `struck` what was struck out on the paper before the answer that stands.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from asi_tui.core.people import Sex
from asi_tui.core.practice_round import PaperCase
from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.practice import by_area

_FOLDER = files(__package__)


@cache
def cases() -> tuple[PaperCase, ...]:
    """All cases, by the names of their files."""
    names = sorted(file.name for file in _FOLDER.iterdir() if file.name.endswith(".toml"))
    return tuple(_case(name.removesuffix(".toml")) for name in names)


def case_named(name: str) -> PaperCase:
    """The case with that name. Raises UsageError when there is none."""
    for case in cases():
        if case.id == name.strip().casefold():
            return case
    raise UsageError(
        say("there is no practice case {name}", name=name),
        "asi demo --practice",
        say("choose one of: {names}", names=", ".join(case.id for case in cases())),
    )


def _case(name: str) -> PaperCase:
    document = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return PaperCase(
        id=name,
        title=document["title"],
        form=document["form"],
        day=document["day"],
        name=document["name"],
        born=document["born"],
        sex=Sex(document["sex"]),
        vignette=" ".join(document["vignette"].split()),
        answers=dict(by_area(document["answers"])) | document.get("words", {}),
        struck=document.get("struck", {}),
    )
