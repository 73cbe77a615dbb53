"""What terminals send for the keys, and what they send that is no key, as the screens get it."""

from __future__ import annotations

import asyncio

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from asi_tui.tui.key_pump import KeyPump
from asi_tui.tui.reports import LONGEST_PASTE, Typing
from asi_tui.tui.terminal import tame_textual

tame_textual()


def keys(sent: str) -> list[tuple[str, str | None]]:
    """The keys that the screens get: name and character."""
    got: list[tuple[str, str | None]] = []

    async def deliver(event: Key | Paste) -> None:
        assert isinstance(event, Key)
        got.append((event.key, event.character if event.is_printable else None))

    pump = KeyPump(deliver)
    alone = Typing().read(sent)
    for event in [*XTermParser().feed(alone)] if alone else []:
        if isinstance(event, Key):
            pump.put(event)
    asyncio.run(pump.drain())
    return got


def one(name: str, character: str | None = None) -> list[tuple[str, str | None]]:
    return [(name, character)]


@pytest.mark.parametrize("digit", range(10))
def test_digits_come_from_every_part_of_every_keyboard(digit: int) -> None:
    in_application_mode = f"\x1bO{chr(ord('p') + digit)}"
    kitty = [f"\x1b[{48 + digit};;{48 + digit}u", f"\x1b[{48 + digit};129;{48 + digit}u"]
    kitty_pad = [f"\x1b[{57399 + digit}u", f"\x1b[{57399 + digit};129;{48 + digit}u"]
    for sent in (str(digit), in_application_mode, *kitty, *kitty_pad):
        assert keys(sent) == one(str(digit), str(digit)), repr(sent)


PAD: dict[str, tuple[tuple[str, str | None], tuple[str, ...]]] = {
    ",": (
        ("comma", ","),
        (
            "\x1bOl",
            "\x1b[57416;129;44u",
        ),
    ),
    ".": (
        ("full_stop", "."),
        (
            "\x1bOn",
            "\x1b[57409;129;46u",
        ),
    ),
    "*": (
        ("asterisk", "*"),
        (
            "\x1bOj",
            "\x1b[57411;129;42u",
        ),
    ),
    "+": (
        ("plus", "+"),
        (
            "\x1bOk",
            "\x1b[57413;129;43u",
        ),
    ),
    "-": (
        ("minus", "-"),
        (
            "\x1bOm",
            "\x1b[57412;129;45u",
        ),
    ),
    "/": (
        ("slash", "/"),
        (
            "\x1bOo",
            "\x1b[57410;129;47u",
        ),
    ),
    "\r": (
        ("enter", None),
        (
            "\x1bOM",
            "\x1b[57414;129u",
            "\x1b[57414u",
            "\n",
        ),
    ),
}


@pytest.mark.parametrize("key", PAD)
def test_the_signs_of_the_numeric_pad_are_what_stands_on_them(key: str) -> None:
    expected, others = PAD[key]
    for sent in (key, *others):
        assert keys(sent) == [expected], repr(sent)


KITTY = {
    "\x1b[13u": ("enter", None),
    "\x1b[27u": ("escape", None),
    "\x1b[9u": ("tab", None),
    "\x1b[127u": ("backspace", None),
    "\x1b[113;5u": ("ctrl+q", None),
    "\x1b[229;;229u": ("å", "å"),
    "\x1b[246;2;214u": ("Ö", "Ö"),
    "\x1b[39;2;42u": ("asterisk", "*"),
    "\x1b[P": ("f1", None),
    "\x1b[1;129P": ("f1", None),
    "\x1b[13~": ("f3", None),
    "\x1b[20;129~": ("f9", None),
    "\x1b[1;129A": ("up", None),
    "\x1b[57421u": ("pageup", None),
}


@pytest.mark.parametrize("sent", KITTY)
def test_keyboards_that_tell_all_keys_apart_are_understood(sent: str) -> None:
    """The kitty protocol: asked for by Textual, and spoken by kitty, foot, WezTerm and others."""
    assert keys(sent) == [KITTY[sent]]


NO_KEYS = {
    "who the terminal is": "\x1b[?62;22c",
    "its version": "\x1bP>|XTerm(390)\x1b\\",
    "its ground": "\x1b]11;rgb:1212/1212/1212\x07",
    "the same, ended otherwise": "\x1b]11;rgb:1212/1212/1212\x1b\\",
    "a mode": "\x1b[?2026;2$y",
    "a key of an old xterm": "\x1bO2P",
    "an unheard-of key": "\x1b[111;12;13z",
    "a click": "\x1b[M 11",
    "another click": "\x1b[<0;11;22M",
    "a wheel": "\x1b[<64;11;22M",
    "a number that is no sign": "\x1b[99999999u",
    "an alternate key": "\x1b[49:33u",
    "Shift alone": "\x1b[57441;2u",
    "AltGr alone": "\x1b[57453u",
    "Num Lock": "\x1b[57360u",
    "Caps Lock": "\x1b[57358;65u",
}


@pytest.mark.parametrize("what", NO_KEYS)
def test_what_is_no_key_answers_nothing(what: str) -> None:
    assert keys(f"1{NO_KEYS[what]}2") == [("1", "1"), ("2", "2")]


@pytest.mark.parametrize("sent", ["\x1b[[A", "\x1bOP", "\x1b[11~", "\x1b[11;1~"])
def test_all_names_of_a_function_key_are_known(sent: str) -> None:
    assert keys(sent) == one("f1")


def test_the_look_of_the_window_comes_through() -> None:
    assert Typing().read("\x1b[I1\x1b[O") == "\x1b[I1\x1b[O"


PASTE = "\x1b[200~{}\x1b[201~"


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("1 å\n2", "1 å\n2"),
        ("a\x1b[31mb\x1b1", "a[31mb1"),
        ("a\x1b[1u\x9b1\x00\x07\tb\r\n", "a[1u1\tb\r\n"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 6, 7, 1000])
def test_what_is_pasted_comes_whole_and_none_of_it_is_a_key(text: str, arrives: str, size: int) -> None:
    typing = Typing()
    sent = f"{text}\x1b[201~4"
    got = typing.read("3\x1b[200~") + "".join(typing.read(sent[at : at + size]) for at in range(0, len(sent), size))
    assert got == f"3{PASTE.format(arrives)}4"


@pytest.mark.parametrize("place", range(3, 8))
def test_the_mark_before_a_paste_may_come_in_two_reads(place: int) -> None:
    typing, sent = Typing(), PASTE.format("\x1b[31m1")
    assert typing.read("3" + sent[:place]) + typing.read(sent[place:]) == "3" + PASTE.format("[31m1")


def test_a_key_that_comes_in_two_reads_arrives() -> None:
    typing = Typing()
    assert typing.read("1\x1b[20") + typing.read("~2") == "1\x1b[20~2"


def test_of_a_long_paste_the_beginning_is_kept_and_the_end_is_seen() -> None:
    typing = Typing()
    assert typing.read("\x1b[200~") == ""
    for _ in range(1_000):
        assert typing.read("12345" * 800) == ""
        assert len(typing._pasted or "") < LONGEST_PASTE + 10
    assert typing.read("\x1b[20") + typing.read("1~7") == PASTE.format("12345" * (LONGEST_PASTE // 5)) + "7"


def test_an_escape_before_an_answer_is_an_escape() -> None:
    assert keys("\x1b1") == [("escape", None), ("1", "1")]
