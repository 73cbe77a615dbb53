"""The summary at a real terminal: read sentence by sentence, each with the answers under it."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.typist import Typist, surroundings


def test_each_sentence_shows_the_answers_that_it_rests_on(tmp_path: Path) -> None:
    environment = surroundings(tmp_path, ASI_DATABASE=str(tmp_path / "practice.db"))
    with Typist(["demo"], environment=environment) as typist:
        typist.sees(" ▸ ").types("/Roger").quiet(0.2).types("{Enter}").sees_no_more("Roger_").types("v").sees(
            "Roger Hedlund"
        )
        typist.types("l").sees("Sammanfattning", "Om intervjun", "▸Sammanfattningen bygger på ASI Grund")
        assert "Hedlund" not in typist.screen()
        typist.types("{Down}{Down}{Down}{Down}{Down}{Down}").sees("M1 ", "Sjukhusvistelser, kroppslig sjukdom")
        typist.types("{Up}").sees_no_more("Sjukhusvistelser, kroppslig sjukdom")
        typist.types("{End}").sees("▸").sees_no_more("Om intervjun").types("{Home}").sees("Om intervjun")
        typist.types("{PgDn}{PgDn}").sees_no_more("Om intervjun").types("{F1}").sees("Sammanfattning och papper")
        typist.types("{Escape}").sees("mening").size(40, 10).sees("▸").size(80, 24).sees("mening")
        typist.types("{Escape}").sees("Roger Hedlund", "Tidslinje")
