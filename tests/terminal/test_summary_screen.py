"""The summary at a real terminal: edited from its interview, stale when answers change, written and copied."""

from __future__ import annotations

import base64
import stat

import pytest

from asi_tui.cli import main
from asi_tui.errors import ExitCode
from asi_tui.i18n import use_language
from tests.terminal.conftest import Sit
from tests.terminal.site import Site

PAPERS = b"\x0c"
"""Ctrl+L, which opens the papers from the interview."""

OWN = "Ryggen gör ont nästan jämt."


def test_a_summary_is_edited_and_follows_the_answers(site: Site, sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    code = site.drafts["grund"]

    def printed(*options: str) -> str:
        assert main(["--lang", "sv", "--database", str(site.database), "summary", code, *options]) == ExitCode.DONE
        use_language("en")
        return " ".join(capsys.readouterr().out.split())

    (site.place / "config.toml").write_text(f'papers = {{ clipboard = true, folder = "{site.place}" }}\n')
    typist = sit("enter", code, ASI_CONFIG=str(site.place / "config.toml"))
    typist.sees("G9").types("{F4}M6{Enter}12").sees("M7 ")
    typist.types(PAPERS).sees("Sammanfattning", "Om intervjun", "▸")
    while "M6 " not in typist.screen():
        typist.types("{Down}").quiet(0.1)
    # The box opens with the calculated sentence in it; one's own words stand behind.
    typist.types("{Enter}").sees("Meningen med dina ord", "Beräknad:").types(f" {OWN}{{Enter}}")
    typist.sees("Meningen är sparad", "Redigerad", "Omskriven")
    typist.types("n").sees("Eget stycke").types("Remiss är skriven.{Enter}").sees("Stycket är sparat", "+ Remiss")
    assert "* " in typist.screen()

    # Back in the interview the answer is changed: the sentence is told to be stale, in words and with a sign.
    typist.types("{Escape}").sees("M7 ").types("{F4}M6{Enter}04").sees("M7 ")
    typist.types(PAPERS).sees("! 1 att se över (F8)").types("{F8}").sees("Svaren har ändrats", "fyra dagar", OWN)
    edited, calculated = printed(), printed("--calculated")
    assert OWN in edited
    assert "Att se över" in edited
    assert "Redigerad" in edited
    assert OWN not in calculated
    assert "fyra dagar" in calculated
    typist.types("t").sees("Som beräknat").sees_no_more("att se över (F8)").types("{Home}")

    # To a file that only its owner reads, and to the clipboard.
    typist.types("s").sees("Skriv till en ny fil").types("1{Enter}").sees("Skrivet:")
    file = next(site.place.glob("*.txt"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert code in file.name
    assert "Remiss är skriven." in file.read_text()
    typist.types("c").sees("Lämnat till terminalen")
    copied = bytes(typist.raw).rpartition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
    assert base64.b64decode(copied).decode() == file.read_text()
    typist.types("{Escape}").sees("M7 ")
