"""Which pictures there are, and the keys that lead to each: one visit to the program, on a fresh copy of the practice
data, on one day and at one hour."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from asi_tui.config import read_config
from asi_tui.core.ports import Casebook
from asi_tui.core.practice_round import Round
from asi_tui.instruments import read_document
from asi_tui.practice.rounds import case_named
from asi_tui.program import paper_desk
from asi_tui.store.practice import open_practice
from asi_tui.tui.app import Door
from asi_tui.tui.screens.practice_round import begin_round
from asi_tui.tui.theme import DARK, LIGHT
from screenshots.picture import Look, Picture, picture_of
from tests.tui.visit import LOCK, Keyer, sit_down

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)

NARROW, WIDE = (80, 24), (120, 40)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture to be taken: what is typed before the queue, or before the scene it goes on from, in which sizes.

    `case` is a practice case that is opened first.
    """

    name: str
    typed: str
    sizes: tuple[tuple[int, int], ...] = (NARROW,)
    goes_on: bool = False
    light: bool = False
    case: str = ""


BOTH = (NARROW, WIDE)

SCENES = (
    Scene("start", "", BOTH),
    Scene("start-light", "", light=True),
    Scene("dropout", "/hedlund{Enter}b"),
    Scene("search", "/an"),
    Scene("help", "{F1}"),
    Scene("client", "/andersson{Enter}v", BOTH),
    Scene("intervention", "/andersson{Enter}v4{Enter}", BOTH),
    Scene(
        "intervention-goals",
        "{Escape}p1130504{Enter}1110{Enter}136{Enter}3inte dricka ensam{Enter}31träffa barnen{Enter}6",
        goes_on=True,
    ),
    Scene("summary", "/andersson{Enter}vl{Down}{Down}{Down}", BOTH),
    Scene("summary-edited", "{Enter} Hon räknar med att klara det.{Enter}{Enter}", goes_on=True),
    Scene("change", "{Escape}2", BOTH, goes_on=True),
    Scene("client-sheet", "3", goes_on=True),
    Scene("unit-plan", "e", BOTH),
    Scene("unit-plan-form", "e", goes_on=True),
    Scene("ratings", "fs{Enter}02", BOTH),
    Scene("entry-full", "fu{Enter}", BOTH),
    Scene("soft-check", "{F4}m7{Enter}0", goes_on=True),
    Scene("question-search", "{Ctrl+F}kropp", goes_on=True),
    Scene("question-help", "{Escape}{F1}", goes_on=True),
    Scene("safety", "{Escape}{F4}p9{Enter}1", goes_on=True),
    Scene("review", "{F6}", BOTH, goes_on=True),
    Scene("head", "fa/hedlund{Enter}{Enter}"),
    Scene("entry-follow-up", "{Enter}{Enter}{F4}d1{Enter}1208000000", BOTH, goes_on=True),
    Scene("entry-short", "/wikström{Enter}k{Enter}{Enter}"),
    Scene(
        "practice-result",
        "1014{Enter}{Enter}11031högt blodtryck{Enter}1083{Up}21110601{Escape}",
        BOTH,
        case="berit",
    ),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen on a visit: the pictures by name and size, and every look of words in either theme."""

    pictures: Mapping[str, Picture]
    looks: Mapping[str, frozenset[Look]]


def take() -> Visit:
    """Take all pictures."""
    return asyncio.run(_take())


async def _take() -> Visit:
    pictures: dict[str, Picture] = {}
    looks: dict[str, set[Look]] = {DARK.name: set(), LIGHT.name: set()}
    async with _desk() as keyer:
        for scene in SCENES:
            if not scene.goes_on:
                await _to_the_queue(keyer)
            if scene.case:
                await begin_round(keyer.app, Round(case_named(scene.case)))
            await keyer.types(scene.typed)
            for size in scene.sizes:
                if len(scene.sizes) > 1:
                    await keyer.size(*size)
                for theme in (LIGHT, DARK):
                    keyer.app.theme = theme.name
                    seen = await _seen(keyer)
                    looks[theme.name] |= seen.looks()
                    if scene.light is (theme is LIGHT):
                        pictures[f"{scene.name}-{size[0]}x{size[1]}"] = seen
            if scene.sizes[-1] != NARROW:
                await keyer.size(*NARROW)
    return Visit(pictures, {theme: frozenset(found) for theme, found in looks.items()})


async def _to_the_queue(keyer: Keyer) -> None:
    """Back to the whole queue, whatever is open or searched for."""
    await keyer.back()
    while keyer.app.start_screen.choice.search is not None:
        await keyer.types("{Escape}")


async def _seen(keyer: Keyer) -> Picture:
    """What the window shows when all is drawn, with the clock of the queue stopped."""
    start = keyer.app.start_screen
    start.read_at = NOW
    if keyer.app.screen is start:
        start.draw()
    await keyer.comes_to_rest()
    return picture_of(keyer.driver.window, DARK.foreground or "", DARK.background or "")


@asynccontextmanager
async def _desk() -> AsyncIterator[Keyer]:
    """The program on a copy of the practice data that is thrown away, as on a terminal of 256 colours."""
    with tempfile.TemporaryDirectory() as folder, patch.dict("os.environ", {"TERM": "xterm-256color"}):
        location = str(Path(folder) / "practice.db")

        def open_it() -> Casebook:
            ids = Random("pictures")  # not for secrets: the same codes each time
            return open_practice(location, read_document(), today=TODAY, clock=lambda: NOW, random=ids)

        config = replace(read_config({"HOME": folder}, database=location, language="sv"), lock_seconds=LOCK)
        door = Door(open_casebook=open_it, config=config, today=lambda: TODAY, papers=paper_desk, practice=True)
        async with sit_down(door, size=NARROW) as keyer:
            yield keyer
