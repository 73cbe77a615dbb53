"""Starting quickly: while the program is loaded, Python does not look for memory to free, since there is none yet."""

from __future__ import annotations

import gc


def begin() -> None:
    """Loading begins. Looking over all that has been loaded, again and again, would take a tenth of the start."""
    gc.disable()


def end() -> None:
    """Loading has ended. What is loaded stays until the program ends, so it is never looked over again."""
    gc.freeze()
    gc.enable()
