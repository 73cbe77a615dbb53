"""The pictures show the program as it is, in colours that can be read, and stand by themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet

import screenshots
from asi_tui.tui.theme import DARK, LIGHT
from screenshots.picture import Look, Picture
from screenshots.png import picture_in
from screenshots.scenes import SCENES, Visit, take
from tests.tui.test_colours import ENOUGH, contrast

FOLDER = Path(screenshots.__file__).parent

NAMES = [f"{scene.name}-{columns}x{lines}" for scene in SCENES for columns, lines in scene.sizes]


@pytest.fixture(scope="module")
def visit() -> Visit:
    return take()


def told(name: str, now: Picture) -> str:
    """What has changed in a picture: the lines that read otherwise, or that only colours do."""
    text = re.findall(r"<text [^>]*>([^<]*)</text>", (FOLDER / f"{name}.svg").read_text("utf-8"))
    new = re.findall(r"<text [^>]*>([^<]*)</text>", now.svg())
    words = "\n".join(
        [*(f"- {line}" for line in text if line not in new), *(f"+ {line}" for line in new if line not in text)]
    )
    return f"{name} no longer shows the program: run `make screenshots`\n{words or 'colours or places have changed'}"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_shows_the_program_as_it_is(visit: Visit, name: str) -> None:
    now, svg, png = visit.pictures[name], FOLDER / f"{name}.svg", FOLDER / f"{name}.png"
    assert svg.exists(), f"{name} has not been drawn: run `make screenshots`"
    assert svg.read_text("utf-8") == now.svg(), told(name, now)
    assert png.exists(), f"{name} has not been drawn as PNG: run `make screenshots`"
    assert picture_in(png) == now.digest(), f"{name}.png was drawn from another picture: run `make screenshots`"


def test_every_picture_has_its_scene(visit: Visit) -> None:
    assert set(NAMES) == set(visit.pictures) == {path.stem for path in FOLDER.glob("*.[sp][vn]g")}


def test_no_two_pictures_show_the_same(visit: Visit) -> None:
    assert len({picture.svg() for picture in visit.pictures.values()}) == len(visit.pictures) > 15


def test_a_picture_stands_by_itself(visit: Visit) -> None:
    """No font, style or image from elsewhere: only the name space of SVG looks like an address."""
    for name, picture in visit.pictures.items():
        svg = picture.svg()
        assert re.findall(r"\w+://[^\"]+", svg) == ["http://www.w3.org/2000/svg"], name
        assert not re.search(r"url\(|@import|@font-face|<script|<image|href", svg), name


def test_every_picture_fills_its_terminal(visit: Visit) -> None:
    for name, picture in visit.pictures.items():
        columns, lines = map(int, name.rpartition("-")[2].split("x"))
        assert picture.columns == columns
        assert [sum(len(run.text) for run in line) for line in picture.lines] == [columns] * lines, name


def luminous(colour: str) -> ColorTriplet:
    return ColorTriplet(*bytes.fromhex(colour))


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_all_words_that_were_sent_can_be_read(visit: Visit, theme: str) -> None:
    looks = visit.looks[theme]
    assert len(looks) > 8
    pale = {look: contrast(luminous(look.words), luminous(look.ground)) for look in looks}
    assert {look: found for look, found in pale.items() if found < ENOUGH} == {}


def test_a_look_that_cannot_be_read_is_found() -> None:
    grey_on_grey = Look("767676", "5f5f5f", is_bold=False)
    assert contrast(luminous(grey_on_grey.words), luminous(grey_on_grey.ground)) < ENOUGH
