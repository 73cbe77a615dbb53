"""What a key repaints: the lines that changed, and no others; and what a question's screen is made of."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

from asi_tui.tui.screens.entry import EntryScreen
from tests.terminal.due_site import found_due
from tests.terminal.key_file import key_file
from tests.terminal.site import Site
from tests.tui.visit import Keyer, visit

_PLACED = re.compile(r"\x1b\[(\d+);\d+H")

LINES = 24


async def repainted(keyer: Keyer, key: str) -> int:
    """How many lines of the window a key paints on."""
    keyer.driver.sent.clear()
    await keyer.types(key)
    return len(set(_PLACED.findall(keyer.sent)))


async def test_a_key_paints_its_own_line_and_an_answer_the_few_that_follow_from_it(site: Site) -> None:
    boxes = key_file("grund-kort")[:24]
    half_typed, answers, turned = [], [], 0
    async with visit(str(site.database), enter=(site.drafts["grund-kort"], None), size=(80, LINES)) as keyer:
        for box in boxes:
            *before, last = re.findall(r"\{\w+\}|.", box.keys)
            half_typed += [await repainted(keyer, key) for key in before]
            top = keyer.lines()[2][3:10]
            answers.append(await repainted(keyer, last))
            turned += keyer.lines()[2][3:10] != top
    assert len(half_typed) > 10
    # The box, and the line of the panel that says how it is typed.
    assert set(half_typed) <= {1, 2}
    # The heading's counts, the row left and the row come to, the question and its answers.
    assert statistics.median(answers) <= 8
    assert 0 < turned < 4
    assert sum(lines > 12 for lines in answers) <= turned


async def test_moving_in_the_queue_paints_the_row_left_the_row_come_to_and_what_is_said_of_it(tmp_path: Path) -> None:
    async with visit(str(found_due(tmp_path).database)) as keyer:
        painted = [await repainted(keyer, key) for key in ("{Down}", "{Down}", "{Up}")]
        assert set(painted) <= {2, 3, 4}


async def test_an_entry_screen_is_a_handful_of_widgets(site: Site) -> None:
    async with visit(str(site.database), enter=(site.drafts["grund"], None)) as keyer:
        assert isinstance(keyer.app.screen, EntryScreen)
        assert len(keyer.app.screen.query("*")) <= 8
