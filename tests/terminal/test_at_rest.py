"""The program when the queue is shown and nobody types: what it has loaded until then, and that it sends nothing."""

from __future__ import annotations

import json
import sys

from tests.terminal.site import Site
from tests.terminal.typist import Typist

LOADED = """
import json, sys
import asi_tui.tui.key_pump as key_pump
open_keys = key_pump.KeyPump.open
def tell(pump):
    with open(sys.argv[1], "w") as stream:
        json.dump(sorted(sys.modules), stream)
    open_keys(pump)
key_pump.KeyPump.open = tell
from asi_tui.cli import main
sys.exit(main([]))
"""
"""Runs the program, and tells what is loaded when the queue is there and keys begin to count."""

MOST_OURS = 68
"""Modules of our own until then."""

TABLES = {"people", "client", "interview", "item"}
"""The tables that the queue is read from: each costs a few milliseconds to declare."""

LATER = {"alembic", "docx", "dateutil", "fpdf", "holidays", "icalendar", "jinja2", "lxml", "markdown_it", "typer"}
"""Libraries that only some work needs."""


def test_the_queue_is_shown_with_what_it_needs_and_then_nothing_is_sent(site: Site) -> None:
    told = site.place / "modules.json"
    command = (sys.executable, "-c", LOADED, str(told))
    with Typist(environment=site.environment(), command=command) as anna:
        anna.sees(site.due).until(told.exists, "tells what it has loaded").quiet(0.5)
        sent = len(anna.raw)
        anna.reads(1.0)
        assert len(anna.raw) == sent
    modules = set(json.loads(told.read_text("utf-8")))
    assert "asi_tui.store.worklist" in modules
    ours = {name for name in modules if name.startswith("asi_tui.")}
    assert len(ours) <= MOST_OURS, sorted(ours)
    tables = {name.removeprefix("asi_tui.store.").removesuffix("_tables") for name in ours if name.endswith("_tables")}
    assert tables == TABLES
    assert {name.partition(".")[0] for name in modules} & LATER == set()
