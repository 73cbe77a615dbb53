"""A site's own list, items and aliases at the terminal, and an interview that keeps those it was made with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from asi_tui.core.casework import Head
from asi_tui.handbook import EXAMPLE, page
from asi_tui.instruments.shelf import Shelf
from tests.terminal.conftest import Sit
from tests.terminal.site import Site, add_client
from tests.terminal.typist import Typist

LOCKED = 0.6
"""Seconds of quiet after which a refusal no longer holds the keys."""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """The example of the handbook with one name more, as a site has put it in force."""
    file = tmp_path / "lokalt.toml"
    file.write_text(page(EXAMPLE) + '\n[question.M6]\nalias = "B6"\n', encoding="utf-8")
    (tmp_path / "config.toml").write_text(f'[instrument]\noverlay = "{file}"\n', encoding="utf-8")
    return file


@pytest.fixture
def code(site: Site, overlay: Path) -> str:
    """Whose base interview has been begun, with the site's own words."""
    with site.casebook() as casebook:
        code = add_client(casebook, "Lo Lokal")
        me = casebook.me()
        assert me is not None
        head = Head(interview_date=date.today(), interviewer=me.id, form="grund")
        casebook.begin_interview(casebook.client(code, "test").id, head, Shelf(overlay).current()[0])
    return code


def goes_to(typist: Typist, name: str, box: str) -> Typist:
    return typist.types("{F4}").sees("Gå till").types(f"{name}{{Enter}}").stands_at(f" {box} ")


def test_a_long_list_is_searched_and_an_alias_serves_everywhere(site: Site, sit: Sit, overlay: Path, code: str) -> None:
    settings = {"ASI_CONFIG": str(overlay.with_name("config.toml"))}
    typist = goes_to(sit("enter", code, **settings).stands_at(" G9 "), "a30", "Z1")
    typist.sees("Z1 (A30)  I vilken kommun", "1214 Svalöv", "1270 Tomelilla", "l sök i listan   1–18 av 35")
    typist.types("lhässl{Enter}4").stands_at(" G15 ")
    typist.until(lambda: site.answers(code) == {"Z1": "1293", "Z2": "4"}, "stores both answers")
    goes_to(typist, "Z1", "Z1").types("lh").sees("▸1266 Hörby", "Sök i listan: h_", "1 av 5").types("ö{Down}")
    typist.sees("▸1267 Höör", "2 av 3").types("{Backspace}").sees("Sök i listan: h_").types("{Escape}{Escape}")
    typist.sees_no_more("Sök i listan").types("lqq{Enter}07").sees("Inget svar i listan börjar med qq", "tryck: 2")
    typist.quiet(LOCKED).types("{F1}").sees("Z1 (A30)", "folkbokförd i dag").types("{Escape}").stands_at(" Z1 ")
    goes_to(typist, "Z2", "Z2").types("{F1}").sees("Frågan har ingen hjälptext", "egen ansökan").types("{Escape}")
    typist.stands_at(" Z2 ").types("{Ctrl+F}").sees("Sök fråga").types("a30").stands_at(" Z1 ").sees("(A30)")
    typist.types("{Enter}").stands_at(" Z1 ").types("1280").sees("1293 → 1280").types("{Ctrl+Q}").ends()
    assert site.answers(code) == {"Z1": "1280", "Z2": "4"}

    told = site.asi("answers", code, **settings).stdout
    assert "Z1 (A30)" in told
    assert "Malmö" in told
    (interview,) = site.asi_json("answers", code)["interviews"]
    assert interview["answers"]["Z1"] == {"typed": 1280, "effective": 1280, "why": "answered", "alias": "A30"}
    assert set(interview["answers"]["M2"]) == {"typed", "effective", "why"}
    assert "M6 (B6), M7, M8" in site.asi("scores", code, **settings).stdout
    (scored,) = site.asi_json("scores", code)["interviews"]
    assert scored["missing"]["medical"] == ["M6", "M7", "M8"]


def test_an_interview_keeps_the_list_it_was_made_with(site: Site, sit: Sit, overlay: Path, code: str) -> None:
    text = overlay.read_text("utf-8").replace("Svalöv", "Nysta").replace('alias = "A30"', 'alias = "A31"')
    overlay.write_text(text, "utf-8")
    settings = {"ASI_CONFIG": str(overlay.with_name("config.toml"))}
    goes_to(sit("enter", code, **settings).stands_at(" G9 "), "a30", "Z1").sees("(A30)", "1214 Svalöv")
    new = sit("enter", site.new, **settings).sees("Intervjudatum").types("{Enter}{Enter}").stands_at(" G9 ")
    goes_to(new, "a31", "Z1").sees("(A31)", "1214 Nysta")
