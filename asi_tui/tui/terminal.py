"""The terminal's own ways: what it sends, how it ends, and what must not reach Textual from the environment."""

from __future__ import annotations

import asyncio
import codecs
import os
import signal
import string
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import cast

HUNG_UP = 129
ENDED = 143

_GRACE = 1.0
"""Seconds for leaving in good order."""


class _Latin1Fallback(codecs.IncrementalDecoder):
    """UTF-8, but a byte that is not UTF-8 is read as Latin-1, so that å from an old terminal is an å."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="asi-latin1")

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        if not data and not final:
            # The end of the terminal, which may come without a signal; Textual would go on reading it for ever.
            os.kill(os.getpid(), signal.SIGHUP)
        return self._utf8.decode(data, final)

    def reset(self) -> None:
        self._utf8.reset()


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


def prepare() -> None:
    """Make the process ready for a screen, before Textual is imported.

    Settings of Textual in the environment are taken away, since they can load code, log keys and write files. Output is
    UTF-8 whatever the locale says. A hang-up ends the program even where the shell ignores it.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    if signal.getsignal(signal.SIGHUP) in (signal.SIG_DFL, signal.SIG_IGN):
        signal.signal(signal.SIGHUP, _hang_up)


def tame_textual() -> None:
    """Correct what Textual makes of the bytes from the terminal; called once it is imported.

    Stray Latin-1 bytes must not end the program, and alt+digit must not become a sign of another keyboard: it is what
    an Escape followed quickly by a digit looks like.
    """
    from textual import _ansi_sequences
    from textual.drivers import linux_driver
    from textual.keys import Keys

    codecs.register_error("asi-latin1", _as_latin1)
    vars(linux_driver)["getincrementaldecoder"] = lambda encoding: _Latin1Fallback
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


def _hang_up(number: int, frame: FrameType | None) -> None:
    """The line is gone: every answer shown is on disk, and there is no terminal left to restore."""
    os._exit(HUNG_UP)


def on_hang_up(clean: Callable[[], None]) -> None:
    """Do `clean` (remove throw-away files) when the line is lost, then end at once."""

    def end(number: int, frame: FrameType | None) -> None:
        try:
            clean()
        finally:
            os._exit(HUNG_UP)

    signal.signal(signal.SIGHUP, end)


def on_termination(leave: Callable[[], None], restore: Callable[[], None]) -> None:
    """When the server wants the program gone (SIGTERM): `leave` in good order.

    If that takes too long, since a disk is waited for, `restore` the terminal and end all the same.
    """
    loop = asyncio.get_running_loop()

    def force() -> None:
        restore()
        os.kill(os.getpid(), signal.SIGHUP)

    def end() -> None:
        leave()
        loop.call_later(_GRACE, force)

    loop.add_signal_handler(signal.SIGTERM, end)


def over_ssh() -> bool:
    """Whether the user sits at the other end of a line."""
    return "SSH_TTY" in os.environ or "SSH_CONNECTION" in os.environ
