"""The colours: a dark theme and a light one, chosen among the 256 that terminals over SSH can be trusted to have.

Every pair of words and ground has a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    dark=True,
    background="#121212",
    surface="#121212",
    panel="#303030",
    foreground="#e4e4e4",
    primary="#87d7ff",
    secondary="#a8a8a8",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff8787",
    success="#afd787",
)

LIGHT = Theme(
    name="light",
    dark=False,
    background="#ffffff",
    surface="#ffffff",
    panel="#dadada",
    foreground="#121212",
    primary="#005f87",
    secondary="#585858",
    accent="#875f00",
    warning="#af0000",
    error="#af0000",
    success="#005f00",
)

THEMES = (DARK, LIGHT)
