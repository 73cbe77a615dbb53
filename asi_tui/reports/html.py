"""A document as one HTML file that needs nothing else: its pictures are inline SVG, its style prints on A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import Document, Picture, Series


def as_html(document: Document) -> str:
    """The document; whatever stands in its words is shown as words."""
    return _page().render(
        paper=document,
        kind=lambda block: type(block).__name__,
        no_answer=tell(say("no answer")),
        size=_size(document),
    )


def _size(document: Document) -> float:
    """The size of the letters: what must fit one page is set the smaller the more there is to say."""
    if not document.one_page:
        return LARGE if document.large else USUAL
    sights = [sight for block in document.blocks if isinstance(block, Picture) for sight in block.sights]
    lines = sum(max(3, sum(1 + len(text) // LINE for _, text in sight.points)) for sight in sights)
    return next((size for size, most in ROOM if lines <= most), SMALLEST)


USUAL, LARGE, SMALLEST = 10.5, 14.0, 7.5
ROOM = ((9.5, 23), (9.0, 26), (8.5, 30), (8.0, 36))
"""Sizes of letters, and how many lines of words beside the picture leave the page whole at each."""

LINE = 44
"""About how many letters a line beside the picture holds."""


@cache
def _page() -> Template:
    environment = Environment(
        loader=PackageLoader("asi_tui.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["points"] = points
    return environment.get_template("page.html.j2")


WIDE, HIGH = 260, 60
"""The size of a series within its frame."""


def points(series: Series, values: tuple[float | None, ...]) -> list[tuple[float, float]]:
    """Where the values of a curve lie in the picture, those that are known."""
    return [
        (round(place * WIDE, 1), round(HIGH - value / series.most * HIGH, 1))
        for place, value in zip(series.places, values, strict=True)
        if value is not None
    ]
