"""What is printed: words as they are meant, and nothing among them that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast


class PlainWords:
    """A stream that takes out what nobody sees; else it is the stream that it writes to."""

    def __init__(self, stream: TextIO) -> None:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A sign that the locale lacks is no reason to end.
            reconfigure(errors="replace")
        self._stream = stream

    def write(self, text: str) -> int:
        """Write words; new lines and tabs are all that is left of the controls among them."""
        from asi_tui.core.identity import clean_text

        self._stream.write(clean_text(text, len(text), lines=True))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def plainly() -> Iterator[None]:
    """Meanwhile all that is printed is plain words."""
    words, complaints = (cast(TextIO, PlainWords(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(words), redirect_stderr(complaints):
        yield
