"""The same picture as PNG, at twice the size of the SVG, with a font that comes as a package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from screenshots.picture import HEIGHT, MARGIN, RULE, WIDTH, Picture, pieces

SCALE = 2
OF = "Picture"
"""Under this key the file tells which picture it shows."""

_SIZE = 30  # of JetBrains Mono: each letter is 0.6 as wide as the font is high, which fills a cell


def save(picture: Picture, path: Path) -> None:
    """Draw the picture into a file."""
    width, height, margin = WIDTH * SCALE, HEIGHT * SCALE, MARGIN * SCALE
    size = (picture.columns * width + 2 * margin, len(picture.lines) * height + 2 * margin)
    image = Image.new("RGB", size, f"#{picture.ground()}")
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(picture.lines):
        y = margin + row * height
        for run in line:
            x, length = margin + run.column * width, len(run.text) * width
            draw.rectangle((x, y, x + length - 1, y + height - 1), fill=f"#{run.look.ground}")
        for piece in (piece for run in line for piece in pieces(run)):
            x, length, words = margin + piece.column * width, len(piece.text) * width, f"#{piece.look.words}"
            if piece.text[0] == RULE:
                draw.rectangle((x, y + height // 2, x + length - 1, y + height // 2 + 1), fill=words)
                continue
            for column, character in enumerate(piece.text):
                place = (x + column * width, y + height // 2)
                draw.text(place, character, font=_font(piece.look.is_bold), fill=words, anchor="lm")
    told = PngImagePlugin.PngInfo()
    told.add_text(OF, picture.digest())
    image.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True, pnginfo=told)


def picture_in(path: Path) -> str | None:
    """The digest of the picture that a file was drawn from."""
    with Image.open(path) as image:
        told = image.info.get(OF)
    return told if isinstance(told, str) else None


@cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    path = files("fontpkg_jetbrains_mono") / "files" / "JetBrainsMono[wght].ttf"
    font = ImageFont.truetype(str(path), _SIZE)
    font.set_variation_by_axes([700 if is_bold else 400])
    return font
