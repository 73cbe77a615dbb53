"""The colours: one dark theme, chosen among the 256 colours that terminals over SSH can be trusted to have."""

from __future__ import annotations

from textual.theme import Theme

ASI = Theme(
    name="asi",
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
