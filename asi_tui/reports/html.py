"""A document as one HTML file that needs nothing else: its pictures are inline SVG, its style prints on A4."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import LOCALES, Document, Series
from asi_tui.reports.fit import fitting


def as_html(document: Document) -> str:
    """The document; whatever stands in its words is shown as words."""
    return _page().render(
        paper=document,
        kind=lambda block: type(block).__name__,
        no_answer=tell(say("no answer")),
        size=_size(document),
        locale=LOCALES.get(document.language, document.language),
        foot=Markup(_in_style(document.foot)),
    )


def _size(document: Document) -> float:
    """The size of the letters: what must fit one page is set the smaller the more there is to say."""
    if not document.one_page:
        return LARGE if document.large else USUAL
    return fitting(document, ROOM, 3)


def _in_style(words: str) -> str:
    """Words as they may stand between quotation marks of a style sheet: every sign that is no letter by its number."""
    return "".join(sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):06x}" for sign in words)


USUAL, LARGE = 10.5, 14.0
ROOM = ((9.5, 23), (9.0, 26), (8.5, 30), (8.0, 36))
"""Sizes of letters, and how many lines of words beside the picture leave the page whole at each."""


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
