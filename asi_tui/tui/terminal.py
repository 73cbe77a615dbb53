"""The terminal's own ways: what it sends as keys, and what must not reach Textual from the environment."""

from __future__ import annotations

import os
import string
import sys
from dataclasses import dataclass
from typing import cast

from asi_tui.errors import UsageError
from asi_tui.message import say
from asi_tui.tui.endings import expect_the_end

_POOR = frozenset({"", "dumb", "unknown", "network", "dialup", "vt52"})
"""Terminals that have no place to put words but the next line, or that do not say what they are."""


def refuse_poor(name: str) -> None:
    """Say so where a terminal (its TERM) cannot show the screens."""
    if name.lower() in _POOR:
        raise UsageError(
            say("this terminal cannot show the screens"),
            f"TERM={name}",
            say("use another, such as xterm-256color; `asi due` tells in words whom to follow up"),
        )


def prepare() -> None:
    """Make the process ready for a screen, before Textual is imported.

    Output is UTF-8 whatever the locale says. The size is that of the window, which may change, not what the
    environment once said.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    # What a key has changed is drawn at once, not at the next of sixty frames a second.
    os.environ["TEXTUAL_FPS"] = "1000"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    expect_the_end()


def tame_textual() -> None:
    """Correct what Textual makes of keys from the terminal; called once it is imported.

    Alt+digit must not become a sign of another keyboard: it is what an Escape followed quickly by a digit looks like.
    """
    from textual import _ansi_sequences
    from textual.keys import Keys

    sequences = cast(dict[str, object], _ansi_sequences.ANSI_SEQUENCES_KEYS)
    for sequence in [s for s in sequences if len(s) == 2 and s[0] == "\x1b" and s[1] not in "\x1b\x7f\t"]:
        del sequences[sequence]
    # A sequence that is not in the table is held back until a pause, and comes out mixed with the keys behind it.
    control = {
        c: keys for c, keys in sequences.items() if len(c) == 1 and isinstance(keys, tuple) and c not in "\t\x1b"
    }
    sequences |= {f"\x1b{character}": (Keys.Escape, *keys) for character, keys in control.items()}
    sequences |= {f"\x1b{character}": (Keys.Escape, _Plain(character)) for character in _AFTER_ESCAPE}
    sequences |= {"\x1bOl": ",", "\x1bOX": "="}


@dataclass(frozen=True, slots=True)
class _Plain:
    """A character as Textual's table of sequences names a key."""

    value: str


_AFTER_ESCAPE = frozenset(string.ascii_letters + string.digits + "åäöÅÄÖ,./-+*") - frozenset("NOPX")
"""What may follow an Escape as a key of its own; the letters left out begin longer sequences."""
