"""A document as DOCX, to be written on in an office program: real headings, tables and lists."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import (
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

QUIET = RGBColor(0x46, 0x46, 0x46)
INK = RGBColor(0x1F, 0x4E, 0x79)
FACE = "Arial"
WIDE = 174
"""The width of what is written, in millimetres."""


def as_docx(document: Document) -> bytes:
    """The document; whatever stands in its words is words."""
    stream = io.BytesIO()
    _Paper(document).word.save(stream)
    return stream.getvalue()


class _Paper:
    """Puts one document together."""

    def __init__(self, document: Document) -> None:
        self.paper = document
        self.size = 14.0 if document.large else 9.5 if document.one_page else 10.5
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
        run = foot.add_run(self.paper.foot)
        run.font.size, run.font.color.rgb = Pt(8), QUIET

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
            shape = style.paragraph_format
            shape.space_before = Pt(before if not self.paper.one_page else before / 2)
            shape.space_after = Pt(2 if self.paper.one_page else 4)
        self.word.styles["Heading 1"].font.bold = True

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text=text, level=level):
                self.word.add_heading(text, level)
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
        self._gap()

    def _gap(self) -> None:
        shape = self.word.add_paragraph().paragraph_format
        shape.space_after, shape.line_spacing = Pt(0), Pt(4)

    def _grid(self, grid: Grid) -> None:
        rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
        count = len(rows[0])
        narrow = (27 if count < 6 else 120 / (count - 1)) if grid.head else 70
        table = self.word.add_table(len(rows), count, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for line, row in zip(table.rows, rows, strict=True):
            for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
                cell.width = Mm(WIDE - narrow * (count - 1) if place == 0 else narrow)
                cell.paragraphs[0].add_run(text).bold = bool(grid.head) and row is grid.head
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        if grid.head:
            repeated = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self._gap()

    def _picture(self, picture: Picture) -> None:
        table = self.word.add_table(len(picture.sights), 2)
        table.autofit = False
        for row, sight in zip(table.rows, picture.sights, strict=True):
            left, right = row.cells
            left.width, right.width = Mm(88), Mm(WIDE - 88)
            title = left.paragraphs[0]
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_before = Pt(3)
            title.add_run(sight.title).bold = True
            title.add_run(f"  {sight.course}")
            right.paragraphs[0].paragraph_format.space_after = Pt(0)
            for gauge in sight.gauges:
                self._bar(left, gauge.label, gauge.now, picture.most, gauge.words, INK, self.size)
                if picture.then_label:
                    said = tell(say("no answer")) if gauge.then is None else str(gauge.then)
                    self._bar(left, picture.then_label, gauge.then, picture.most, said, QUIET, self.size * 0.75)
            for number, (sign, text) in enumerate(sight.points):
                paragraph = right.paragraphs[0] if number == 0 else right.add_paragraph()
                paragraph.add_run(f"{sign} {text}")
                paragraph.paragraph_format.space_after = Pt(0)
            _line_above(left)
            _line_above(right)
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
        table = self.word.add_table(count, 1)
        for row in table.rows:
            row.height = Mm(7 if self.paper.one_page else 9)
            _line(row.cells[0], "w:bottom")


def _line_above(cell: _Cell) -> None:
    _line(cell, "w:top")


def _line(cell: _Cell, side: str) -> None:
    borders = OxmlElement("w:tcBorders")
    border = OxmlElement(side)
    for key, value in (("w:val", "single"), ("w:sz", "4"), ("w:color", "808080")):
        border.set(qn(key), value)
    borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)
