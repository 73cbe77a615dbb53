"""What a terminal sends that is no key: taken out before its digits are read as answers."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from textual import _xterm_parser
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import MODIFIER_FUNCTIONAL_KEYS

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


_HELD = MODIFIER_FUNCTIONAL_KEYS | {"caps_lock", "num_lock", "scroll_lock", "iso_level3_shift", "iso_level5_shift"}
"""Keys that do nothing by themselves; some terminals report them all the same."""


def keys_alone(text: str) -> str:
    """What has been typed, without the sequences that nobody has a key for, and without the mouse."""
    return _SEQUENCE.sub(lambda found: found[0] if _is_known(found[0]) else "", text) if "\x1b" in text else text


@cache
def _parser() -> _xterm_parser.XTermParser:
    return _xterm_parser.XTermParser()


def _is_known(sequence: str) -> bool:
    if sequence in ANSI_SEQUENCES_KEYS or sequence in _xterm_parser.SPECIAL_SEQUENCES:
        return True
    if _xterm_parser._re_cursor_position.fullmatch(sequence) or _xterm_parser._re_terminal_mode_response.match(sequence):
        return True
    # A number that is no sign makes Textual's reader fail.
    with suppress(ValueError, OverflowError):
        keys = _parser()._parse_extended_key(sequence) or []
        return any(key.key.rpartition("+")[2] not in _HELD for key in keys)
    return False
