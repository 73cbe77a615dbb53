"""Renders the pictures of the README from the real program on the practice data: `make screenshots`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from asi_tui.config import read_config
from asi_tui.core.ports import Casebook
from asi_tui.i18n import use_language
from asi_tui.instruments import read_document
from asi_tui.store.practice import open_practice
from asi_tui.tui.app import AsiApp, Door

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)

PICTURES: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "start-80x24": ((80, 24), ()),
    "start-120x40": ((120, 40), ()),
    "entry-80x24": ((80, 24), ("f", "u", "enter")),
    "entry-120x40": ((120, 40), ("f", "u", "enter")),
    "head-80x24": ((80, 24), ("enter",)),
    "help-80x24": ((80, 24), ("f", "u", "enter", "f1")),
    "closing-80x24": ((80, 24), ("f", "u", "enter", "f9")),
}
"""Name of the picture -> size of the terminal, and the keys that lead there from the queue."""


async def draw(size: tuple[int, int], keys: Sequence[str]) -> str:
    """The screen after those keys, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "practice.db")

        def open_it() -> Casebook:
            clock = datetime(2026, 11, 21, 9, tzinfo=UTC)
            return open_practice(location, read_document(), today=TODAY, clock=lambda: clock)

        config = read_config({"HOME": folder}, database=location)
        app = AsiApp(Door(open_casebook=open_it, config=config, today=lambda: TODAY, practice=True))
        async with app.run_test(size=size) as pilot:
            while not app.pump.is_open:
                await pilot.pause(0.01)
            await pilot.press(*keys)
            await pilot.pause()
            picture = app.export_screenshot(title="asi")
        app.let_go()
    return without_fonts(picture)


def without_fonts(svg: str) -> str:
    """The picture without fonts from the net, and with names that do not change from one rendering to the next."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: 'DejaVu Sans Mono', monospace")
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Write every picture beside this file, or only those named."""
    use_language("sv")
    for name, (size, keys) in PICTURES.items():
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            (HERE / f"{name}.svg").write_text(asyncio.run(draw(size, keys)), encoding="utf-8")


if __name__ == "__main__":
    main()
