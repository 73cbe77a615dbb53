"""The colours: a dark theme and a light one, among the 256 that terminals can be trusted to have, or among 16.

Every pair of words and ground has a contrast of at least 4.5 to 1; among 16 in the colours that common terminals give
them, also where bold words are drawn brighter. The settings know a theme by its name, whatever it is drawn with.
"""

from __future__ import annotations

from functools import cache

from rich.style import Style
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

_BLACK, _RED, _BLUE, _MAGENTA, _GREY = "#000000", "#aa0000", "#0000aa", "#aa00aa", "#aaaaaa"
_BRIGHT_RED, _BRIGHT_GREEN, _YELLOW, _BRIGHT_CYAN, _WHITE = "#ff5555", "#55ff55", "#ffff55", "#55ffff", "#ffffff"

DARK_OF_16 = Theme(
    name="dark",
    dark=True,
    background=_BLACK,
    surface=_BLACK,
    panel=_BLUE,
    foreground=_WHITE,
    primary=_BRIGHT_CYAN,
    secondary=_GREY,
    accent=_YELLOW,
    warning=_YELLOW,
    error=_BRIGHT_RED,
    success=_BRIGHT_GREEN,
)

LIGHT_OF_16 = Theme(
    name="light",
    dark=False,
    background=_WHITE,
    surface=_WHITE,
    panel=_GREY,
    foreground=_BLACK,
    primary=_BLUE,
    secondary=_BLACK,
    accent=_MAGENTA,
    warning=_RED,
    error=_RED,
    success=_BLUE,
)

SIXTEEN = "-sixteen"
"""Class of the app on a terminal of 16 colours."""

INKS = {
    "text": ("foreground", "background"),
    "dim": ("secondary", "background"),
    "strong": ("foreground", "background"),
    "cursor": ("foreground", "panel"),
    "late": ("warning", "panel"),
    "value": ("primary", "background"),
    "open": ("background", "accent"),
    "alert": ("warning", "background"),
    "good": ("success", "background"),
    "rule": ("secondary", "background"),
    "key": ("accent", "background"),
    "banner": ("background", "warning"),
    "heading": ("primary", "background"),
}
"""What words of each style are drawn with: their colour and that of their ground, as the theme names them. Each has a
ground, so that nothing rests on the terminal's own colours."""

_INKS_OF_16 = {**INKS, "late": ("foreground", "panel")}

_BOLD = frozenset({"strong", "cursor", "late", "open", "alert", "banner", "heading"})

_NEVER_BOLD = {
    DARK_OF_16.name: frozenset({"open", "banner"}),
    LIGHT_OF_16.name: frozenset({"open", "banner", "strong", "cursor", "late", "alert", "heading"}),
}
"""Styles that are not bold among 16 colours: bold words may be drawn brighter, too pale for the ground."""


@cache
def ink(style: str, theme: str, of_16: bool) -> Style:
    """How words of a style are drawn in the theme of that name."""
    among = (DARK_OF_16, LIGHT_OF_16) if of_16 else THEMES
    colours = next(one for one in among if one.name == theme)
    words, ground = (_INKS_OF_16 if of_16 else INKS)[style]
    bold = style in _BOLD and not (of_16 and style in _NEVER_BOLD[theme])
    return Style(color=getattr(colours, words), bgcolor=getattr(colours, ground), bold=bold)


def has_16_colours(colours: str | None) -> bool:
    """Whether the terminal has 16 colours and no more, by Rich's name for it: so are PuTTY's xterm and the console."""
    return colours == "standard"


def themes_for(colours: str | None) -> tuple[Theme, Theme]:
    """The two themes for a terminal."""
    return (DARK_OF_16, LIGHT_OF_16) if has_16_colours(colours) else THEMES
