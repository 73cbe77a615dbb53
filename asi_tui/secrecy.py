"""Secrecy: what a process that holds health data keeps to itself, and what it does not let the environment decide."""

from __future__ import annotations

import os
import resource
import sys
import warnings
from pathlib import Path
from types import TracebackType

HARMLESS = frozenset(
    {
        "PYTHONCOERCECLOCALE",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "PYTHONIOENCODING",
        "PYTHONNOUSERSITE",
        "PYTHONSAFEPATH",
        "PYTHONUNBUFFERED",
        "PYTHONUTF8",
    }
)
"""Settings of Python that neither load code nor write or show anything: for them alone it is not started anew."""


def isolate() -> None:
    """Begin anew in a Python that obeys no PYTHON* variable, when there is one that matters.

    They can load code, write files and open a prompt after the end. What they have done before this line cannot be
    undone: an administrator who must be sure starts `python -I -m asi_tui`.
    """
    asked = {name for name in os.environ if name.startswith("PYTHON")} - HARMLESS
    if not asked or sys.flags.ignore_environment:
        return
    # Where the program itself is only found by such a variable, or in the directory it is started in, it needs that.
    if str(Path(__file__).parents[1]) in (*sys.path[:1], *os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        return
    kept = {name: value for name, value in os.environ.items() if name not in asked}
    os.execve(sys.executable, [sys.executable, "-P", "-m", "asi_tui", *sys.argv[1:]], kept)


def keep_secrecy() -> None:
    """From here on: files for their owner alone, no core dump, no settings of libraries from the environment, and no
    error told with its values."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name in [name for name in os.environ if name.startswith(("PYTHON", "TEXTUAL", "SQLITE_"))]:
        del os.environ[name]
    warnings.simplefilter("ignore")
    sys.excepthook = _note
    sys.unraisablehook = lambda unraisable: _note(None, unraisable.exc_value, None)


def hush_libraries() -> None:
    """No words of libraries on stderr, which is the user's screen: they quote what went wrong, with its values."""
    import logging
    import threading

    logging.lastResort = None
    logging.raiseExceptions = False
    threading.excepthook = lambda thread: _note(None, thread.exc_value, None)


def _note(kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
    from asi_tui import incident

    if error is not None:
        incident.note(error)
