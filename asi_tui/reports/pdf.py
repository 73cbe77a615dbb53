"""A document as PDF on A4, its letters embedded, with title and language; nothing of it goes through a file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont
from fpdf.prefs import ViewerPreferences

from asi_tui import VERSION
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import (
    LOCALES,
    Block,
    Box,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Series,
    Writing,
)
from asi_tui.reports.pdf_pictures import SERIES_HEIGHT, Pen, draw_picture, draw_series

FONTS = Path(__file__).parent / "fonts"
FACE = "DejaVu"
SIDE = 18.0
QUIET = 70
"""How dark the letters of less weight are (0 is black)."""


class Setting(NamedTuple):
    """How a document is set: the size of letters, the margin above and below, the room of a line to write on."""

    size: float
    margin: float
    rule: float


USUAL = Setting(10, 16, 9)
LARGE = (Setting(14, 16, 10), Setting(14, 12, 9), Setting(14, 9, 7))
"""How a document in large letters is set: as wide as two pages have room for."""
ONE_PAGE = (Setting(9.5, 12, 8.5), Setting(9, 11, 8), Setting(8.5, 10, 7.5), Setting(8, 9, 7), Setting(7.5, 8, 6.5))
"""How a document that must fit one page is set: as large as there is room for."""


def as_pdf(document: Document) -> bytes:
    """The document; whatever stands in its words is set as words."""
    # The library tells of every letter that the font lacks; they are set as boxes, which is told by itself.
    logging.getLogger("fpdf").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    settings = LARGE if document.large else ONE_PAGE if document.one_page else (USUAL,)
    for setting in settings:
        with closing(_Paper(document, setting)) as paper:
            if paper.pages_count <= 1 + document.large or setting is settings[-1]:
                return bytes(paper.output())
    raise AssertionError


PAGES = "\u2063\u2063"
"""Stands for the number of pages until it is known; no words hold it, since hidden signs are taken out of them."""

HALF = 130
"""What is kept together on a page, in millimetres, takes no more than about half of it."""

WHOLE = 4
"""A paragraph of fewer lines is not broken between pages."""


class _Paper(FPDF):
    """The pages of one document."""

    def __init__(self, document: Document, setting: Setting) -> None:
        super().__init__(format="A4")
        self.paper = document
        self.setting = setting
        self.add_font(FACE, "", FONTS / "DejaVuSans.ttf")
        self.add_font(FACE, "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_title(document.title)
        self.set_lang(LOCALES.get(document.language, document.language))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.alias_nb_pages(PAGES)
        self.set_producer(f"asi {VERSION}")
        self.set_margins(SIDE, setting.margin, SIDE)
        self.set_auto_page_break(True, setting.margin + 6)
        self.add_page()
        self._title()
        for number, block in enumerate(document.blocks):
            self._block(block, document.blocks[number + 1 :])

    def close(self) -> None:
        """Let go of the files of letters."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    @property
    def step(self) -> float:
        """The height of a line, in millimetres."""
        return self.setting.size * 0.49

    def footer(self) -> None:
        """What stands at the bottom of every page."""
        wide = self.w - 2 * SIDE
        self.set_y(-self.setting.margin - 2)
        self._font(0.8, grey=QUIET)
        # Words that are set in may stand to the right of the margin when the page ends.
        self.set_x(SIDE)
        self.cell(wide, 4, self.paper.foot)
        if not self.paper.one_page:
            self.set_x(SIDE)
            self.cell(wide, 4, f"{self.page_no()} ({PAGES})", align=Align.R)

    def _title(self) -> None:
        self._font(1.6, bold=True)
        self._words(self.paper.title, height=1.6)
        self._font(grey=QUIET)
        for line in self.paper.under:
            self._words(line)
        if self.paper.mark:
            self.ln(self.step / 2)
            self._frame("", (self.paper.mark,), bold=True)
        self.ln(self.step / 3)

    def _block(self, block: Block, following: Sequence[Block]) -> None:
        match block:
            case Heading(text=text, level=level):
                self._room(2.5 * self.step + self._belongs(following))
                self.ln(self.step * (0.8 if level == 1 else 0.5))
                self._font(1.15 if level == 1 else 1, bold=True)
                self.start_section(text, level - 1)
                self._words(text, height=1.15)
            case Paragraph(quiet=quiet):
                self._font(grey=QUIET if quiet else 0)
                self._flowing(block.text)
                self.ln(self.step / 3)
            case Quote(about=about, text=text):
                self._room(3 * self.step)
                self._font(grey=QUIET)
                self._words(about)
                self._font()
                self._indented(text, 5)
            case Box(title=title, paragraphs=paragraphs):
                self.ln(self.step / 2)
                self._frame(title, paragraphs)
            case Listing(items=items):
                self._font()
                for item in items:
                    self.cell(5, self.step, "•")
                    self._indented(item, 5)
            case Grid():
                self._grid(block)
            case Picture():
                draw_picture(Pen(self, FACE, self.setting.size, self.step), block, tell(say("no answer")))
            case Series():
                draw_series(Pen(self, FACE, self.setting.size, self.step), block)
            case Writing(label=label, lines=count):
                self._room(self._writing_height(count))
                self.ln(self.step / 2)
                self._font(bold=True)
                self._words(label)
                for _ in range(count):
                    self.ln(self.setting.rule)
                    self.set_draw_color(90)
                    self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)

    def _font(self, share: float = 1, *, bold: bool = False, grey: int = 0) -> None:
        self.set_font(FACE, "B" if bold else "", self.setting.size * share)
        self.set_text_color(grey)

    def _words(self, text: str, *, height: float = 1) -> None:
        self.multi_cell(0, self.step * height, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _flowing(self, text: str) -> None:
        """A paragraph that leaves neither its first line alone on a page nor its last."""
        lines = self._lines(text)
        count = len(lines)
        room = int((self.page_break_trigger - self.y) / self.step)
        if room < count and (room < 2 or count < WHOLE):
            self.add_page()
        elif room == count - 1:
            self._words("\n".join(lines[:-2]))
            self.add_page()
            text = "\n".join(lines[-2:])
        self._words(text)

    def _lines(self, text: str) -> list[str]:
        """The lines that a paragraph is broken into."""
        found = self.multi_cell(0, self.step, text, align=Align.L, dry_run=True, output=MethodReturnValue.LINES)
        return [str(line) for line in found] if isinstance(found, list) else []

    def _belongs(self, following: Sequence[Block]) -> float:
        """How much of what follows a heading stands on its page: tables whole with their curves, else a beginning."""
        height = 0.0
        for block in following:
            match block:
                case Grid():
                    height += (len(block.rows) + bool(block.head)) * (self.step + 1.2) + self.step
                case Series():
                    height += SERIES_HEIGHT
                case Writing(lines=count):
                    height += self._writing_height(count)
                case Picture():
                    height += 6 * self.step
                case Paragraph() if not height:
                    self._font()
                    count = len(self._lines(block.text))
                    height += (count if count < WHOLE else 2) * self.step
                case _:
                    # What comes after a table may stand on the next page.
                    height += 0 if height else 2 * self.step
            if height > HALF:
                return 5 * self.step
            if not isinstance(block, Grid):
                break
        return height

    def _writing_height(self, count: int) -> float:
        return self.step * 2 + count * self.setting.rule

    def _indented(self, text: str, by: float) -> None:
        left = self.l_margin
        self.set_left_margin(left + by)
        self._words(text)
        self.set_left_margin(left)
        self.set_x(left)
        self.ln(self.step / 4)

    def _room(self, height: float) -> None:
        """Begin a new page when less than this is left of the page."""
        if self.will_page_break(height):
            self.add_page()

    def _frame(self, title: str, paragraphs: tuple[str, ...], *, bold: bool = False) -> None:
        style = FontFace(emphasis="BOLD") if bold else None
        words = [title] * bool(title) + list(paragraphs)
        self._font()
        self.set_draw_color(0)
        self.set_line_width(0.5)
        with self.table(
            first_row_as_headings=bool(title),
            headings_style=FontFace(emphasis="BOLD"),
            borders_layout=TableBordersLayout.NO_HORIZONTAL_LINES,
            line_height=self.step,
            padding=(1, 3),
            text_align=Align.L,
        ) as table:
            for text in words:
                table.row().cell(text, style=style)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self.ln(self.step / 2)

    def _grid(self, grid: Grid) -> None:
        self._font()
        self.set_draw_color(170)
        columns = len(grid.rows[0])
        narrow = 25 if columns < 6 else 120 / (columns - 1)
        last = max(narrow, 31)
        widths = (174 - last - narrow * (columns - 2), *[narrow] * (columns - 2), last) if grid.head else (104, 70)
        with self.table(
            col_widths=widths,
            first_row_as_headings=bool(grid.head),
            headings_style=FontFace(emphasis="BOLD"),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=self.step,
            padding=(0.6, 1, 0.6, 0),
            text_align=Align.L,
        ) as table:
            for row in (grid.head, *grid.rows) if grid.head else grid.rows:
                table.row(row)
        self.ln(self.step / 2)
