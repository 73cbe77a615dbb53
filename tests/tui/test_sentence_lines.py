"""A summary on lines: nothing is lost, nothing is too long, and each word knows its sentence."""

from __future__ import annotations

import pytest

from asi_tui.core.narrative import Naming, Summary
from asi_tui.tui.sentence_lines import parts_of, rows_of
from tests.core.narrated import extreme, practised, told


def summary_of(name: str) -> Summary:
    if name in ("much", "x", "nothing"):
        return told(extreme(name, "grund"))
    whom, interviews = practised(name)
    return told(interviews[-1], whom, Naming.INITIALS)


@pytest.mark.parametrize("name", ["Maj-Britt", "Lo", "much", "x", "nothing"])
@pytest.mark.parametrize("width", [30, 78, 100])
def test_every_sentence_stands_there_once_and_whole(name: str, width: int) -> None:
    whole = summary_of(name)
    parts = parts_of(whole, "saknas", "kommentarer", "egna frågor")
    sentences = [one for part in parts for paragraph in part.paragraphs for one in paragraph]
    rows = list(rows_of(parts, width))
    assert sorted(one.text for one in sentences) == sorted(one.text for one in whole.sentences)
    for number, one in enumerate(sentences):
        said = "".join(words if words.strip() else "" for row in rows for words, of, _ in row if of == number)
        assert said == one.text.replace(" ", "")
    assert max(sum(len(words) for words, _, _ in row) for row in rows) <= width


def test_risk_stands_before_the_areas_with_a_sign() -> None:
    rows = ["".join(words for words, _, _ in row) for row in rows_of(parts_of(summary_of("Lo"), "", "", ""), 78)]
    assert rows.index("! Risk och skydd") < rows.index("Fysisk hälsa")
