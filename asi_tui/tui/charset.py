"""The terminal's character set: UTF-8, or one byte a sign as old terminals are set (Latin-1), so that å is an å."""

from __future__ import annotations

import codecs
import os
import re
import select
import sys
import unicodedata
from collections.abc import Mapping

from rich.cells import cell_len

from asi_tui.message import Message, say

QUESTION = "\x1b[1;1Hå\x1b[6n".encode()
"""Asks the terminal where its cursor stands after an å in UTF-8: one sign has moved it one column, two bytes two."""

_AFTER_ONE_SIGN, _AFTER_TWO_BYTES = 1, 2

_REST_COMES = 0.05
"""Seconds within which the rest of a sign is there, when a terminal in UTF-8 has sent the beginning."""

_PYTHONS_OWN = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python puts into LC_CTYPE where the user's locale is not installed, which hides what the user's was."""

_ONE_BYTE = re.compile(r"(?:iso)?8859(?:1|15)|latin(?:1|9)|cp1252|windows1252")

_ASCII_LIKENESS = str.maketrans(dict(zip("–—→▸─…↑↓▪’‘”“⁵", "-->>-.^v*''\"\"5", strict=True)))

_UNSURE_GLYPHS = str.maketrans(dict(zip("▸▪", ">*", strict=True)))
"""Signs that the fonts of consoles lack."""

_CONSOLES = re.compile(r"linux|vt\d")


class Charset:
    """What the terminal sends and shows. It is guessed by the locale, then asked for; else told by what is typed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
        locale = next((name for name in named if name and name not in _PYTHONS_OWN), "")
        codeset = locale.partition(".")[2].partition("@")[0].lower().replace("-", "").replace("_", "")
        self.is_8bit = _ONE_BYTE.fullmatch(codeset) is not None
        self.is_console = _CONSOLES.match(environment.get("TERM", "")) is not None
        self._is_sure = False
        self._held = b""

    def answered(self, column: int) -> None:
        """The terminal has said where its cursor stands after the question."""
        if not self._is_sure and column in (_AFTER_ONE_SIGN, _AFTER_TWO_BYTES):
            self.is_8bit, self._is_sure = column == _AFTER_TWO_BYTES, True

    def decode(self, data: bytes, final: bool = False) -> str:
        """What has been typed; of a sign that comes in pieces the beginning is kept for the next call."""
        data, self._held = self._held + data, b""
        if data.isascii():
            return data.decode("ascii")
        if self.is_8bit and self._is_sure:
            return data.decode("cp1252", "replace")
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            is_cut = error.end == len(data) and error.reason == "unexpected end of data"
            if is_cut and not final and not self.is_8bit and (self._is_sure or _more_waits()):
                self._held = data[error.start :]
                text = data[: error.start].decode()
            else:
                self.is_8bit = self.is_8bit or not self._is_sure
                text = data.decode(errors=_AS_WINDOWS)
        else:
            self.is_8bit = False
        return text if "\x1b" in text else unicodedata.normalize("NFC", text)

    def encode(self, text: str) -> bytes:
        """What is sent to be shown: what the terminal lacks as something like it, as wide."""
        if self.is_8bit:
            return text.translate(_ASCII_LIKENESS).encode("latin-1", _AS_WIDE)
        return (text.translate(_UNSURE_GLYPHS) if self.is_console else text).encode(errors="replace")


def _more_waits() -> bool:
    assert sys.__stdin__ is not None
    return bool(select.select([sys.__stdin__.fileno()], [], [], _REST_COMES)[0])


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # Windows-1252 is Latin-1 with quotation marks and dashes where that has controls.
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _as_wide(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "?" * cell_len(error.object[error.start : error.end]), error.end


_AS_WINDOWS, _AS_WIDE = "asi-windows", "asi-as-wide"
codecs.register_error(_AS_WINDOWS, _as_windows)
codecs.register_error(_AS_WIDE, _as_wide)

CHARSET = Charset(os.environ)
"""That of the terminal the program runs in."""


def about_terminal() -> Message | None:
    """What the user is told once of a terminal that cannot show every sign."""
    if not CHARSET.is_8bit:
        return None
    return say("your terminal is set to Latin-1: set it to UTF-8 (PuTTY: Window, Translation)")
