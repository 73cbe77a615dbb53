"""What each door loads, told by a new Python: a quick command must not wait for a screen or a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import asi_tui
from asi_tui import core

PROJECT = Path(asi_tui.__file__).parents[1]

LOADED = """
import json, runpy, sys
report, *sys.argv = sys.argv[1:]
at_start = set(sys.modules)
code = 0
try:
    if sys.argv[0] == "asi":
        runpy.run_module("asi_tui", run_name="__main__")
    else:
        for name in sys.argv:
            __import__(name)
except SystemExit as end:
    code = end.code
with open(report, "w") as stream:
    json.dump({"code": code or 0, "modules": sorted(set(sys.modules) - at_start)}, stream)
"""
"""Runs `asi` with its arguments, or imports modules, and reports what that loaded and how it ended."""


def modules_loaded(folder: Path, *wanted: str) -> set[str]:
    """What a new Python has loaded after `asi ...`, which must end well, or after importing the named modules."""
    report = folder / "report.json"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ASI_", "XDG_", "PYTHON"))}
    environment = kept | {"HOME": str(folder), "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", LOADED, str(report), *wanted],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), run.stderr
    told = json.loads(report.read_text("utf-8"))
    assert told["code"] == 0, run.stderr
    modules = set(told["modules"])
    assert any(name.startswith("asi_tui.") for name in modules)
    return modules


def packages(modules: set[str]) -> set[str]:
    """The packages that modules belong to: `textual` for `textual.app`."""
    return {name.partition(".")[0] for name in modules}


CORE = sorted(f"asi_tui.core.{path.stem}" for path in Path(core.__file__).parent.glob("[a-z]*.py"))


def test_the_core_loads_the_standard_library_only(tmp_path: Path) -> None:
    modules = modules_loaded(tmp_path, *CORE)
    assert len(CORE) > 10
    assert set(CORE) <= modules
    assert packages(modules) - set(sys.stdlib_module_names) == {"asi_tui"}


def test_the_core_knows_no_other_room(tmp_path: Path) -> None:
    ours = {name for name in modules_loaded(tmp_path, *CORE) if name.startswith("asi_tui.")}
    assert ours - set(CORE) == {"asi_tui.core", "asi_tui.errors", "asi_tui.message"}


@pytest.mark.parametrize(
    ("door", "most", "not_loaded"),
    [
        (["asi", "--version"], 10, {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer"}),
        (["asi", "due"], 92, {"textual", "alembic"}),
        (["asi", "due", "--json"], 92, {"textual", "alembic"}),
        (["asi_tui.cli"], 4, {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer"}),
        (["asi_tui.tui.app"], 24, {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer"}),
        (["asi_tui.commands.menu"], 58, {"textual", "sqlmodel", "jinja2", "docx", "fpdf", "PIL", "fontTools", "lxml"}),
        (["asi_tui.reports.papers"], 48, {"textual", "sqlmodel", "jinja2", "docx", "fpdf", "typer"}),
        (["asi_tui.reports.html"], 30, {"docx", "fpdf", "lxml", "fontTools"}),
        (["asi_tui.red_days"], 2, {"holidays", "dateutil"}),
        (["asi_tui.store.casebook"], 34, {"textual", "rich", "alembic", "typer"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_door_loads_only_its_rooms_and_few_modules_of_them(
    tmp_path: Path, door: list[str], most: int, not_loaded: set[str]
) -> None:
    modules = modules_loaded(tmp_path, *door)
    assert packages(modules) & not_loaded == set()
    assert len([name for name in modules if name.startswith("asi_tui")]) <= most


def test_a_second_look_at_who_is_due_loads_no_migrations(tmp_path: Path) -> None:
    modules_loaded(tmp_path, "asi", "due")
    assert (tmp_path / ".local" / "share" / "asi-tui" / "asi.db").is_file()
    assert packages(modules_loaded(tmp_path, "asi", "due")) & {"textual", "alembic"} == set()


def test_the_screens_load_none_of_the_heavy_widgets(tmp_path: Path) -> None:
    modules = modules_loaded(tmp_path, "asi_tui.tui.app")
    assert "textual.app" in modules
    heavy = {f"textual.widgets.{name}" for name in ("_data_table", "_markdown", "_text_area", "_markdown_viewer")}
    assert modules & heavy == set()


def test_the_screens_load_no_widget_that_textual_does_not_need_itself(tmp_path: Path) -> None:
    """Textual's own app loads Input for its command palette, so what the program adds is what counts."""
    bare = modules_loaded(tmp_path, "textual.app", "asi_tui.errors")
    ours = modules_loaded(tmp_path, "asi_tui.tui.app")
    assert {name for name in ours - bare if name.startswith("textual.widgets.")} == set()
