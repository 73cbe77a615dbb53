"""The pictures of a PDF: bars area by area with what there is to say beside them, and curves over time."""

from __future__ import annotations

from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from asi_tui.reports.document import Gauge, Picture, Series, Sight

INK = (31, 78, 121)
PALE = (184, 184, 184)
SERIES_HEIGHT = 30.0
"""How much of a page curves take, with their days below."""
LABEL = 0.9
"""How large the letters in a picture are, as a share of those around it."""


@dataclass(frozen=True, slots=True)
class Pen:
    """The page that is drawn on, its letters and the height of its lines."""

    page: FPDF
    face: str
    size: float
    step: float

    @property
    def indent(self) -> float:
        """How far words stand from their sign."""
        return self.size * 0.42

    def font(self, share: float = 1, *, bold: bool = False, grey: int = 0) -> None:
        """Take letters of that share of the usual size."""
        self.page.set_font(self.face, "B" if bold else "", self.size * share)
        self.page.set_text_color(grey)


def draw_picture(pen: Pen, picture: Picture, no_answer: str) -> None:
    """The areas one under another: bars to the left, words to the right; under the bars where the letters are large."""
    for sight in picture.sights:
        _draw_sight(pen, sight, picture, no_answer)
    pen.page.ln(pen.step / 2)


def _draw_sight(pen: Pen, sight: Sight, picture: Picture, no_answer: str) -> None:
    page = pen.page
    beside = pen.size < 12
    left, right = page.l_margin, page.w - page.r_margin
    split = left + (right - left) * 0.52 if beside else left
    high = pen.step * (1.6 if picture.then_label else 1.1) * len(sight.gauges)
    words = _height(pen, sight, right - split)
    whole = pen.step * 1.2 + (max(high, words) if beside else high + words)
    if page.will_page_break(whole):
        page.add_page()
    page.set_draw_color(150)
    page.line(left, page.y, right, page.y)
    page.set_y(page.y + pen.step * 0.15)
    pen.font(bold=True)
    page.cell(page.get_string_width(sight.title) + 2, pen.step, sight.title)
    pen.font()
    page.cell(0, pen.step, sight.course, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    top = page.y
    for number, gauge in enumerate(sight.gauges):
        _draw_gauge(pen, gauge, picture, top + number * high / len(sight.gauges), no_answer)
    page.set_y(top if beside else top + high)
    pen.font()
    margin = page.l_margin
    for sign, text in sight.points:
        page.set_x(split)
        page.cell(pen.indent, pen.step, sign)
        page.set_left_margin(split + pen.indent)
        page.multi_cell(0, pen.step, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        page.set_left_margin(margin)
    page.set_xy(margin, max(page.y, top + high) + pen.step * 0.2)


def _height(pen: Pen, sight: Sight, width: float) -> float:
    """How much room the words of an area take."""
    pen.font()
    heights = [
        pen.page.multi_cell(width - pen.indent, pen.step, text, align=Align.L, dry_run=True, output="HEIGHT")
        for _, text in sight.points
    ]
    return sum(height for height in heights if isinstance(height, float))


def _draw_gauge(pen: Pen, gauge: Gauge, picture: Picture, top: float, no_answer: str) -> None:
    page = pen.page
    pen.font(LABEL)
    page.set_xy(page.l_margin, top)
    page.cell(0, pen.step, gauge.label)
    wide = pen.size * 0.68
    start = page.l_margin + pen.size * 2.75
    page.set_draw_color(60)
    # No bar at all where nothing was answered: an empty one would say "not at all".
    for step in range(picture.most):
        _box(page, start + step * wide, top + pen.step * 0.15, wide * 0.92, pen.step * 0.68, gauge.now, step, INK)
        if picture.then_label:
            _box(page, start + step * wide, top + pen.step * 0.95, wide * 0.92, pen.step * 0.28, gauge.then, step, PALE)
    end = start + picture.most * wide + 1.5
    page.set_xy(end, top)
    page.cell(0, pen.step, gauge.words)
    if picture.then_label:
        pen.font(0.72, grey=70)
        page.set_xy(end, top + pen.step * 0.78)
        page.cell(0, pen.step * 0.6, f"{picture.then_label}: {no_answer if gauge.then is None else gauge.then}")


def _box(
    page: FPDF, x: float, y: float, wide: float, high: float, value: int | None, step: int, colour: tuple[int, int, int]
) -> None:
    if value is None:
        return
    filled = step < value
    page.set_fill_color(*(colour if filled else (255, 255, 255)))
    page.rect(x, y, wide, high, style="DF")


def draw_series(pen: Pen, series: Series) -> None:
    """Curves over time; the first is broad with filled points, the next thin and broken with open ones on top of it, so
    that both are seen where they are the same."""
    page = pen.page
    wide, high = 90.0, 20.0
    if page.will_page_break(SERIES_HEIGHT):
        page.add_page()
    left, top = page.l_margin + 6, page.y + 3
    pen.font(0.7, grey=70)
    for step in range(series.most + 1):
        y = top + high - step * high / series.most
        page.set_draw_color(200)
        page.line(left, y, left + wide, y)
        page.set_xy(left - 6, y - 1.5)
        page.cell(4, 3, str(step), align=Align.R)
    for number, curve in enumerate(series.curves):
        pairs = zip(series.places, curve.values, strict=True)
        known = [(left + place * wide, top + high - v / series.most * high) for place, v in pairs if v is not None]
        page.set_draw_color(*(INK if number == 0 else (0, 0, 0)))
        page.set_line_width(0.4 if number else 0.9)
        if number:
            page.set_dash_pattern(dash=1.4, gap=1)
        page.polyline(known)
        mark = top + 3 + number * 5
        page.line(left + wide + 8, mark, left + wide + 17, mark)
        page.set_dash_pattern()
        page.set_line_width(0.3)
        page.set_fill_color(*(INK if number == 0 else (255, 255, 255)))
        size = 0.7 if number else 1.2
        for x, y in known:
            page.ellipse(x - size, y - size, 2 * size, 2 * size, style="DF")
        page.set_line_width(0.2)
        page.set_xy(left + wide + 19, mark - 1.5)
        page.cell(0, 3, curve.label)
    last = len(series.days) - 1
    for number, (day, place) in enumerate(zip(series.days, series.places, strict=True)):
        width = page.get_string_width(day) + 2
        shift = 0.0 if number == 0 else width if number == last else width / 2
        page.set_xy(left + place * wide - shift, top + high + 1)
        page.cell(width, 3, day)
    page.set_xy(page.l_margin, top + high + 6)
