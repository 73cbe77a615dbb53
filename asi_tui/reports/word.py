"""A document as DOCX, to be written on in an office program: real headings, tables and lists."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

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
from asi_tui.reports.fit import fitting

QUIET = RGBColor(0x46, 0x46, 0x46)
INK = RGBColor(0x1F, 0x4E, 0x79)
FACE = "Arial"
WIDE = 174
"""The width of what is written, in millimetres."""
ROOM = ((9.5, 35), (9.0, 38), (8.5, 42), (8.0, 47))
"""Sizes of letters, and how many lines beside the picture leave the page whole at each."""
KEPT = 14
"""How many rows of a table are kept together on a page."""
FIELDS = ("PAGE", "NUMPAGES")
"""What an office program calls the number of a page, and of all pages."""
FOOT_STOPS = (Pt(234), Pt(468), Pt(216), Pt(432))
"""Where the template's footer has tab stops."""


def as_docx(document: Document) -> bytes:
    """The document; whatever stands in its words is words."""
    stream = io.BytesIO()
    _Paper(document).word.save(stream)
    return stream.getvalue()


class _Paper:
    """Puts one document together."""

    def __init__(self, document: Document) -> None:
        self.paper = document
        self.size = 14.0 if document.large else fitting(document, ROOM, 4.6) if document.one_page else 10.5
        self.word: WordDocument = docx.Document()
        self._page()
        self._styles()
        self.word.add_heading(document.title, 0)
        for line in document.under:
            self._quiet(line)
        if document.mark:
            self._framed("", (document.mark,))
        for block in document.blocks:
            self._block(block)

    def _page(self) -> None:
        properties = self.word.core_properties
        properties.title = self.paper.title
        properties.language = self.paper.language
        properties.author = properties.comments = ""
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(10 if self.paper.one_page else 16)
        section.header_distance = section.footer_distance = Mm(5 if self.paper.one_page else 8)
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
        # The template has stops of its own, which would come first.
        for stop in FOOT_STOPS:
            foot.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.CLEAR)
        page, pages = FIELDS
        words = ["\t", page, " (", pages, ")"] * (not self.paper.one_page)
        for part in (self.paper.foot, *words):
            run = foot.add_run(part)
            run.font.size, run.font.color.rgb = Pt(8), QUIET
            if part in FIELDS:
                _make_field(run)

    def _styles(self) -> None:
        for name, share, before in (
            ("Normal", 1.0, 0),
            ("Title", 1.6, 0),
            ("Heading 1", 1.15, 8),
            ("Heading 2", 1.0, 5),
            ("List Bullet", 1.0, 0),
        ):
            style = self.word.styles[name]
            style.font.name, style.font.size = FACE, Pt(self.size * share)
            style.font.color.rgb = RGBColor(0, 0, 0)
            # The template names its own letters for headings, which would win over the name above.
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if "heme" in key]:
                del fonts.attrib[key]
            for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(key), FACE)
            # Words of the language, so that an office program checks the spelling by it.
            _language(style.element.get_or_add_rPr(), LOCALES.get(self.paper.language, self.paper.language))
            shape = style.paragraph_format
            shape.space_before = Pt(before if not self.paper.one_page else before / 2)
            shape.space_after = Pt(2 if self.paper.one_page else 4)
        self.word.styles["Title"].font.bold = self.word.styles["Heading 1"].font.bold = True
        _without_border(self.word.styles["Title"].element)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text=text, level=level):
                self.word.add_heading(text, level).paragraph_format.keep_with_next = True
            case Paragraph(quiet=True):
                self._quiet(block.text)
            case Paragraph():
                self.word.add_paragraph(block.text)
            case Quote(about=about, text=text):
                self._quiet(about).paragraph_format.keep_with_next = True
                self.word.add_paragraph(text).paragraph_format.left_indent = Mm(6)
            case Box(title=title, paragraphs=paragraphs):
                self._framed(title, paragraphs)
            case Listing(items=items):
                for item in items:
                    self.word.add_paragraph(item, style="List Bullet")
            case Grid():
                self._grid(block)
            case Picture():
                self._picture(block)
            case Series():
                pass  # The table above it holds the same values.
            case Writing(label=label, lines=count):
                self._writing(label, count)

    def _quiet(self, text: str) -> WordParagraph:
        paragraph = self.word.add_paragraph()
        paragraph.add_run(text).font.color.rgb = QUIET
        return paragraph

    def _framed(self, title: str, paragraphs: tuple[str, ...]) -> None:
        table = self.word.add_table(1, 1, style="Table Grid")
        cell = table.cell(0, 0)
        first = cell.paragraphs[0]
        if title:
            first.add_run(title).bold = True
        else:
            first.add_run(paragraphs[0]).bold = True
            paragraphs = paragraphs[1:]
        for text in paragraphs:
            cell.add_paragraph(text)
        first.paragraph_format.space_before = cell.paragraphs[-1].paragraph_format.space_after = Pt(4)
        _keep_whole(table.rows[0])
        self._gap()

    def _gap(self) -> None:
        shape = self.word.add_paragraph().paragraph_format
        shape.space_after, shape.line_spacing = Pt(0), Pt(4 if self.paper.one_page else 7)

    def _grid(self, grid: Grid) -> None:
        rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
        count = len(rows[0])
        narrow = (29 if count < 6 else 120 / (count - 1)) if grid.head else 70
        last = max(narrow, 36) if grid.head else narrow
        table = self.word.add_table(len(rows), count)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        _set_widths(table, [WIDE - narrow * (count - 2) - last, *[narrow] * (count - 2), last])
        for number, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
            _keep_whole(line)
            for cell, text in zip(line.cells, row, strict=True):
                cell.paragraphs[0].add_run(text).bold = bool(grid.head) and row is grid.head
                shape = cell.paragraphs[0].paragraph_format
                shape.space_before = shape.space_after = Pt(1.5)
                # A table that is not long stands on one page.
                shape.keep_with_next = number + 1 < len(rows) <= KEPT
                _line(cell, "w:bottom")
        if grid.head:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._gap()

    def _picture(self, picture: Picture) -> None:
        beside = not self.paper.large
        table = self.word.add_table(len(picture.sights), 1 + beside)
        _set_widths(table, [88, WIDE - 88] if beside else [WIDE])
        for row, sight in zip(table.rows, picture.sights, strict=True):
            _keep_whole(row)
            left, right = row.cells[0], row.cells[-1]
            title = left.paragraphs[0]
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_before = Pt(3)
            title.paragraph_format.space_after = Pt(0)
            title.add_run(sight.title).bold = True
            title.add_run(f"  {sight.course}")
            for gauge in sight.gauges:
                self._bar(left, gauge.label, gauge.now, picture.most, gauge.words, INK, self.size)
                if picture.then_label:
                    said = tell(say("no answer")) if gauge.then is None else str(gauge.then)
                    self._bar(left, picture.then_label, gauge.then, picture.most, said, QUIET, self.size * 0.75)
            for number, (sign, text) in enumerate(sight.points):
                paragraph = right.paragraphs[0] if beside and number == 0 else right.add_paragraph()
                paragraph.add_run(f"{sign}\t{text}")
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph.paragraph_format.left_indent = Pt(self.size * 1.2)
                paragraph.paragraph_format.first_line_indent = Pt(-self.size * 1.2)
            for cell in row.cells:
                _line_above(cell)
        self._gap()

    def _bar(
        self, cell: _Cell, label: str, value: int | None, most: int, words: str, colour: RGBColor, size: float
    ) -> None:
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(self.size * 8))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(self.size * 13))
        bar = "–" if value is None else "■" * value + "□" * (most - value)
        for text, of in ((f"{label}\t", None), (bar, colour), (f"\t{words}", None)):
            run = paragraph.add_run(text)
            run.font.size = Pt(size)
            if of is not None:
                run.font.color.rgb = of

    def _writing(self, label: str, count: int) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.paragraph_format.space_before = Pt(3 if self.paper.one_page else 8)
        paragraph.paragraph_format.keep_with_next = True
        table = self.word.add_table(count, 1)
        for row in table.rows:
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = row is not table.rows[-1]
            row.height = Mm(6.5 if self.paper.one_page else 9)
            _line(row.cells[0], "w:bottom")


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """How broad the columns are; some programs read it of the table, some of its cells."""
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = Mm(wide)


def _keep_whole(row: _Row) -> None:
    """Do not break a row between pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _make_field(run: Run) -> None:
    """Let the office program put a number in the place of its name."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {run.text} ")
    run._r.addprevious(field)
    field.append(run._r)
    run.text = "1"


def _language(properties: BaseOxmlElement, locale: str) -> None:
    for found in properties.findall(qn("w:lang")):
        properties.remove(found)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    properties.append(language)


def _without_border(style: BaseOxmlElement) -> None:
    for shape in style.findall(qn("w:pPr")):
        for border in shape.findall(qn("w:pBdr")):
            shape.remove(border)


def _line_above(cell: _Cell) -> None:
    _line(cell, "w:top")


def _line(cell: _Cell, side: str) -> None:
    borders = OxmlElement("w:tcBorders")
    border = OxmlElement(side)
    for key, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", "808080")):
        border.set(qn(key), value)
    borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)
