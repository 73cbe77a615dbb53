"""What commands print holds nothing that a terminal would obey, and every locale can print it."""

from __future__ import annotations

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.printing import PlainWords, plainly


def printed(text: str, encoding: str = "utf-8") -> str:
    """What arrives behind the stream."""
    behind = io.BytesIO()
    stream = io.TextIOWrapper(behind, encoding, newline="")
    words = PlainWords(stream)
    assert words.write(text) == len(text)
    words.flush()
    return behind.getvalue().decode(encoding)


@given(st.text(alphabet=st.characters()))
def test_nothing_but_words_and_lines_is_printed(text: str) -> None:
    assert all(sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"} for sign in printed(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa\tÖberg – ja\n", "Åsa\tÖberg – ja\n"),
        ("\x1b[31mröd\x1b]52;c;aGVq\x07", "[31mröd]52;c;aGVq"),
        ("\x9b31m\u202eAnna\x00", "31mAnna"),
        ("en\r\ntvå\rtre", "en\ntvå\ntre"),
    ],
)
def test_words_stay_and_sequences_go(text: str, shown: str) -> None:
    assert printed(text) == shown


def test_json_stays_json_with_its_controls_written_out() -> None:
    text = json.dumps({"name": '\x1b[2J\x9b\u202e"å"', "lines": "a\nb"}, ensure_ascii=False)
    assert json.loads(printed(text)) == {"name": '\x1b[2J"å"', "lines": "a\nb"}


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1", "utf-8"])
def test_a_locale_that_lacks_a_sign_prints_something(encoding: str) -> None:
    assert printed("A – ▸ Å", encoding).startswith("A ")


def test_the_streams_of_the_program_are_plain_meanwhile(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with plainly():
        print("a\x1b[2Jb")
        print("c\x07d", file=sys.stderr)
        assert sys.stdout.isatty() is before[0].isatty()
    assert capsys.readouterr() == ("a[2Jb\n", "cd\n")
    assert (sys.stdout, sys.stderr) == before
