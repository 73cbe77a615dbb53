"""Words stand out from their ground by 4.5 to 1, in every style, theme and number of colours."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from asi_tui.tui.theme import INKS, THEMES, has_16_colours, ink, themes_for

ENOUGH = 4.5

PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff"
    " ffffff",
    "the console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff"
    " 55ffff ffffff",
    "Windows Terminal": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff"
    " b4009e 61d6d6 f2f2f2",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff"
    " ffffff",
}
"""What the sixteen colours look like where nobody has changed them."""


def luminance(colour: ColorTriplet) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """As the accessibility guidelines (WCAG 2) count it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def styles(theme: str, colours: str) -> dict[str, Style]:
    """Every style in that theme, on a terminal of so many colours."""
    return {style: ink(style, theme, has_16_colours(colours)) for style in INKS}


def pair(style: Style) -> tuple[Color, Color]:
    assert style.color is not None
    assert style.bgcolor is not None
    return style.color, style.bgcolor


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_words_can_be_read_in_millions_of_colours_and_in_256(theme: str) -> None:
    for name, style in (styles(theme, "256")).items():
        for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
            words, ground = (colour.downgrade(system).get_truecolor() for colour in pair(style))
            assert contrast(words, ground) >= ENOUGH, (name, system)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_words_can_be_read_in_sixteen_colours(theme: str, palette: str) -> None:
    """Also where bold words are drawn in the brighter colour, as terminals of that kind do."""
    seen = [ColorTriplet(*bytes.fromhex(colour)) for colour in PALETTES[palette].split()]
    for name, style in (styles(theme, "standard")).items():
        words, ground = (colour.downgrade(ColorSystem.STANDARD).number or 0 for colour in pair(style))
        for drawn in {words, words | 8} if style.bold else {words}:
            assert contrast(seen[drawn], seen[ground]) >= ENOUGH, (name, drawn, ground)


def test_the_settings_find_both_themes_on_every_terminal() -> None:
    for colours in ("standard", "256", "truecolor", None):
        assert {theme.name for theme in themes_for(colours)} == {"dark", "light"}
