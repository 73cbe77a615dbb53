"""Copying a paper to the user's own clipboard: the terminal is told the text (OSC 52), where the site lets that be."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from asi_tui.keys import shown_key
from asi_tui.message import Message, say
from asi_tui.tui.app import AsiApp

MOST = 70_000
"""Bytes that terminals take in one piece."""


def copied(app: AsiApp, text: Callable[[], str]) -> Message:
    """Copy a text; gives what there is to say. Whether the terminal did as it was told cannot be known."""
    key = shown_key(app.keymap_in_force.first("paper.write"))
    if not app.config.clipboard:
        return say("copying is not turned on at this site: {key} writes the paper to a file", key=key)
    told = b64encode(text().encode())
    hand_over = getattr(app._driver, "hand_over", None)
    if hand_over is None or len(told) > MOST:
        return say("the paper is too long to be copied: {key} writes it to a file", key=key)
    hand_over(b"\x1b]52;c;" + told + b"\x07")
    return say("handed to the terminal to be copied (some terminals do not take it)")
