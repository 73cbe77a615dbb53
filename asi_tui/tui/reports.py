"""What a terminal sends that is no key: taken out before its digits are read as answers; and what is pasted, in one."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from textual import _xterm_parser
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import MODIFIER_FUNCTIONAL_KEYS
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START

LONGEST_PASTE = 20_000
"""Signs of a pasted text that are kept: more than fit anywhere."""

_WITH_ESCAPE = sorted((s for s in ANSI_SEQUENCES_KEYS if s[0] == "\x1b" and len(s) > 2), key=len, reverse=True)

_SEQUENCE = re.compile(
    "|".join(
        [
            r"\x1b\[M[\x20-\xff]{3}",  # a click, as old terminals report it
            *map(re.escape, _WITH_ESCAPE),
            r"\x1b\[[0-?]*[ -/]*[@-~]",
            r"\x1bO\d+[A-Za-z]",
            r"\x1b[]P^_X][^\x1b\x07]*(?:\x07|\x1b\\)",  # a string, such as the answer to a question about colours
        ]
    )
)

_HELD = MODIFIER_FUNCTIONAL_KEYS | {"caps_lock", "num_lock", "scroll_lock"}
"""Keys that do nothing by themselves; some terminals report them all the same."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


_BEGUN = re.compile(r"\x1b\[2(?:0(?:0)?)?\Z")
"""The mark before a pasted text, as far as nobody types it."""


class Typing:
    """What has been typed, read by read. A pasted text may come in many reads, and is given when it is whole."""

    def __init__(self) -> None:
        self._pasted: str | None = None
        self._begun = ""

    def read(self, text: str) -> str:
        """The keys and pasted texts of one read."""
        keys, text, self._begun = "", self._begun + text, ""
        while text:
            if self._pasted is None:
                typed, mark, text = text.partition(BRACKETED_PASTE_START)
                self._pasted = "" if mark else None
                # Either mark may come in two reads.
                begun = None if mark else _BEGUN.search(typed)
                if begun is not None:
                    typed, self._begun = typed[: begun.start()], begun[0]
                keys += _keys_alone(typed)
            else:
                whole, mark, rest = (self._pasted + text).partition(BRACKETED_PASTE_END)
                if mark:
                    keys += BRACKETED_PASTE_START + _CONTROLS.sub("", whole[:LONGEST_PASTE]) + BRACKETED_PASTE_END
                    self._pasted, text = None, rest
                else:
                    self._pasted, text = whole[:LONGEST_PASTE] + whole[LONGEST_PASTE:][-len(BRACKETED_PASTE_END) :], ""
        return keys


def _keys_alone(text: str) -> str:
    """Keys, without the sequences that nobody has a key for, and without the mouse."""
    return _SEQUENCE.sub(lambda found: found[0] if _is_known(found[0]) else "", text) if "\x1b" in text else text


@cache
def _parser() -> _xterm_parser.XTermParser:
    return _xterm_parser.XTermParser()


def _is_known(sequence: str) -> bool:
    if sequence in ANSI_SEQUENCES_KEYS or sequence in _xterm_parser.SPECIAL_SEQUENCES:
        return True
    if _xterm_parser._re_cursor_position.fullmatch(sequence) or _xterm_parser._re_terminal_mode_response.match(
        sequence
    ):
        return True
    # A number that is no sign makes Textual's reader fail.
    with suppress(ValueError, OverflowError):
        keys = _parser()._parse_extended_key(sequence) or []
        return any(key.key.rpartition("+")[2] not in _HELD for key in keys)
    return False
