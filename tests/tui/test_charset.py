"""What is typed on a terminal of any character set arrives, and what is shown can be read on it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from asi_tui.tui import charset
from asi_tui.tui.charset import Charset

LATIN1 = {"LANG": "sv_SE.ISO-8859-1"}
UTF8 = {"LANG": "sv_SE.UTF-8"}


@pytest.fixture(autouse=True)
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A terminal on which nothing more is typed."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream, os.fdopen(writing):
        monkeypatch.setattr("sys.__stdin__", stream)
        yield


@pytest.mark.parametrize(
    ("environment", "is_8bit"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        (UTF8, False),
        ({"LANG": "sv_SE"}, False),
        ({"LANG": "ru_RU.KOI8-R"}, False),
        (LATIN1, True),
        ({"LANG": "sv_SE.iso88591"}, True),
        ({"LANG": "sv_SE.ISO8859-15@euro"}, True),
        ({"LANG": "sv_SE.UTF-8", "LC_CTYPE": "sv_SE.ISO-8859-1"}, True),
        ({"LANG": "sv_SE.ISO-8859-1", "LC_ALL": "sv_SE.UTF-8"}, False),
        ({"LANG": "sv_SE.ISO-8859-1", "LC_ALL": ""}, True),
        ({"LANG": "sv_SE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, True),
    ],
)
def test_the_locale_is_the_first_guess(environment: dict[str, str], is_8bit: bool) -> None:
    assert Charset(environment).is_8bit is is_8bit


@pytest.mark.parametrize("environment", [UTF8, LATIN1])
@pytest.mark.parametrize(("column", "is_8bit"), [(1, False), (2, True)])
def test_the_terminals_own_answer_counts_for_more(environment: dict[str, str], column: int, is_8bit: bool) -> None:
    terminal = Charset(environment)
    terminal.answered(column)
    assert terminal.is_8bit is is_8bit
    terminal.answered(3 - column)
    terminal.decode("å".encode("utf-8" if is_8bit else "latin-1") + b"m")
    assert terminal.is_8bit is is_8bit


@pytest.mark.parametrize("column", [0, 3, 79])
def test_an_answer_that_means_nothing_is_passed_over(column: int) -> None:
    terminal = Charset(LATIN1)
    terminal.answered(column)
    assert terminal.is_8bit


@pytest.mark.parametrize("environment", [UTF8, LATIN1])
@pytest.mark.parametrize("sent", ["utf-8", "latin-1", "cp1252"])
def test_what_is_typed_arrives_and_tells_the_set(environment: dict[str, str], sent: str) -> None:
    terminal = Charset(environment)
    assert terminal.decode(b"Lo ") == "Lo "
    assert terminal.decode("Åsa Öberg är här".encode(sent)) == "Åsa Öberg är här"
    assert terminal.is_8bit is (sent != "utf-8")
    assert terminal.decode("é".encode(sent)) == "é"


@pytest.mark.parametrize("sign", "åäöÅÄÖéü")
def test_a_single_sign_from_an_old_terminal_arrives_at_once(sign: str) -> None:
    assert Charset(UTF8).decode(sign.encode("latin-1")) == sign


def test_quotation_marks_from_windows_arrive() -> None:
    assert Charset(UTF8).decode("”hej” – då".encode("cp1252")) == "”hej” – då"


@given(st.text(alphabet="aåäö€🙂1\x1b[", max_size=30), st.lists(st.integers(1, 4), min_size=1))
def test_signs_that_come_in_pieces_arrive_whole(text: str, pieces: list[int]) -> None:
    terminal = Charset(UTF8)
    terminal.answered(1)
    sent, arrived, at = text.encode(), "", 0
    while at < len(sent):
        size = pieces[at % len(pieces)]
        arrived += terminal.decode(sent[at : at + size])
        at += size
    assert arrived + terminal.decode(b"", final=True) == text
    assert not terminal.is_8bit


def test_the_rest_of_a_sign_that_is_on_its_way_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Charset(UTF8)
    monkeypatch.setattr(charset, "_more_waits", lambda: True)
    first, second = "å".encode()[:1], "å".encode()[1:]
    assert [terminal.decode(b"m" + first), terminal.decode(second)] == ["m", "å"]
    assert not terminal.is_8bit


@given(st.binary(max_size=40), st.booleans())
def test_no_bytes_stop_the_reading(sent: bytes, is_8bit: bool) -> None:
    terminal = Charset(LATIN1 if is_8bit else UTF8)
    terminal.decode(sent)
    terminal.decode(b"", final=True)


def test_letters_that_come_apart_are_composed() -> None:
    assert Charset(UTF8).decode("A\u030asa O\u0308berg".encode()) == "Åsa Öberg"
    assert Charset(UTF8).decode("\x1b[A\u030a".encode()) == "\x1b[A\u030a"


ALL_OF_OURS = "ÅÄÖåäöé·×–—→▸─…↑↓▪”’"


def test_old_terminals_are_sent_their_own_letters_and_likenesses() -> None:
    assert Charset(LATIN1).encode(ALL_OF_OURS).decode("latin-1") == "ÅÄÖåäöé·×-->>-.^v*\"'"
    assert Charset(UTF8).encode(ALL_OF_OURS).decode() == ALL_OF_OURS


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220"])
def test_consoles_are_spared_signs_that_they_lack(term: str) -> None:
    assert Charset(UTF8 | {"TERM": term}).encode("▸ åäö ─").decode() == "> åäö ─"
    assert Charset(UTF8 | {"TERM": "xterm"}).encode("▸ åäö ─").decode() == "▸ åäö ─"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Mn", "Me"]), max_size=20))
def test_what_cannot_be_shown_takes_as_much_room(text: str) -> None:
    assert len(Charset(LATIN1).encode(text)) == cell_len(text)


def test_a_lone_half_of_a_sign_is_shown_as_something() -> None:
    assert Charset(UTF8).encode("a\ud800b") == b"a?b"
