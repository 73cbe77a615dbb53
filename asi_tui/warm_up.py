"""Starting quickly: while the program is loaded, Python does not look for memory to free, since there is none yet."""

from __future__ import annotations

import gc

_SELDOM = (50_000, 20, 100)
"""New objects before the young are looked over, and how often the older ones are with them."""


def begin() -> None:
    """Loading begins. Looking over all that has been loaded, again and again, would take a tenth of the start."""
    gc.disable()


def end() -> None:
    """Loading has ended. What is loaded stays until the program ends, so it is never looked over again; what comes
    after it is, when so much has come that the keys between do not feel it."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
