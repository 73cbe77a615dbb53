"""The formats of a document, each loaded when it is asked for."""

from __future__ import annotations

from enum import StrEnum

from asi_tui.reports.document import Document, plain, unbroken


class Format(StrEnum):
    """What a document can be written as."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


BINARY = frozenset({Format.DOCX, Format.PDF})
"""Formats that a terminal cannot show."""

SUFFIX = {Format.TEXT: "txt", Format.HTML: "html", Format.DOCX: "docx", Format.PDF: "pdf"}
"""How the files of each are named."""


def rendered(document: Document, form: Format) -> bytes:
    """The document in a format."""
    document = plain(document)
    match form:
        case Format.TEXT:
            from asi_tui.reports.text import as_text

            return as_text(document).encode()
        case Format.HTML:
            from asi_tui.reports.html import as_html

            return as_html(unbroken(document)).encode()
        case Format.DOCX:
            from asi_tui.reports.word import as_docx

            return as_docx(unbroken(document))
        case Format.PDF:
            from asi_tui.reports.pdf import as_pdf

            return as_pdf(unbroken(document))
