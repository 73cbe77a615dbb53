"""A defect of the program, told in two lines and an incident number; the log gets places in the code, never values."""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path

from rich.text import Text

from asi_tui.i18n import tell
from asi_tui.message import say


def log_file() -> Path:
    """Where incidents are logged: $XDG_STATE_HOME/asi-tui/asi.log."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "asi-tui" / "asi.log"


def tell_incident() -> Text:
    """Log the exception being handled and give the words for the user."""
    number = f"{time.time_ns() // 1_000_000 % 10**9:09d}"
    path = log_file()
    kind, _, trace = sys.exc_info()
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            log.write(f"{number} {kind.__name__ if kind else '-'} {' < '.join(reversed(places))}\n")
    except OSError:
        pass
    return Text(
        tell(
            say(
                "The program stopped because of a fault in it (incident {number}). All answers shown are saved. "
                "Start it again, and give the number to your administrator; the log is {path}.",
                number=number,
                path=path,
            )
        )
    )
