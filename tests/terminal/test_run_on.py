"""Running on, at the terminal: a refused key at every box of every form, with the next boxes' keys behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario import FORMS
from tests.terminal.conftest import Sit
from tests.terminal.key_file import Keyed, key_file, stored_in, typed
from tests.terminal.site import Site
from tests.terminal.slips import refused
from tests.terminal.typist import Typist, keys_in

AHEAD = 8
"""Keys behind the refused one."""

GAPS = (0.02, 0.08, 0.15, 0.25)
"""Seconds between keys, in turn."""

PATIENT = "[entry]\nlock_ms = 3000\n"
"""A machine that pauses must not pass for a keyer who looks up."""


def runs_on(typist: Typist, site: Site, form: str, gaps: tuple[float, ...]) -> int:
    """Key the form with a slip at every box: nothing of it is stored, and its keys are counted on the message line."""
    boxes, code = key_file(form), site.drafts[form]
    for place, box in enumerate(boxes):
        *before, last = keys_in(refused(box))
        behind = keys_in(typed(boxes[place + 1 :]) + "1" * AHEAD)[:AHEAD]
        typist.types(b"".join(before)).types_each([last, *behind], gaps[place % len(gaps)])
        typist.sees(f"tangenttryck: {AHEAD})")
        assert site.answers(code) == stored_in(boxes[:place])
        typist.types("{Escape}").sees_no_more("tangenttryck")
        keys_it(typist, site, code, box, place + 1)
    assert site.answers(code) == stored_in(boxes)
    return len(boxes)


def keys_it(typist: Typist, site: Site, code: str, box: Keyed, count: int) -> None:
    typist.types(box.keys).until(lambda: len(site.answers(code)) == count, f"stores {box}")


@pytest.mark.soak
@pytest.mark.parametrize("gaps", [(0.0,), GAPS], ids=["in one write", "at 20-250 ms"])
@pytest.mark.parametrize("form", FORMS)
def test_behind_a_refused_key_nothing_is_stored_at_any_box(
    site: Site, sit: Sit, tmp_path: Path, form: str, gaps: tuple[float, ...]
) -> None:
    (tmp_path / "own.toml").write_text(PATIENT, "utf-8")
    typist = sit("enter", site.drafts[form], ASI_CONFIG=str(tmp_path / "own.toml")).stands_at(" G9 ")
    places = runs_on(typist, site, form, gaps)
    print(f"{form}: a slip at {places} boxes, 0 wrong answers")
