"""Every paper in every format: whole, readable by others, and with hostile words left as words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser

import docx
import pytest

from asi_tui.i18n import use_language
from asi_tui.reports.document import (
    Block,
    Curve,
    Document,
    Grid,
    Heading,
    Paragraph,
    Series,
    Writing,
    plain,
    unbroken,
)
from asi_tui.reports.formats import Format, rendered
from asi_tui.reports.pdf import PAGES, USUAL, _Paper
from tests.reports.papers import EXTREMES, PAPERS, case_of, hostile


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


class Page(HTMLParser):
    """The tags and words of a page, with the tags that were never closed."""

    EMPTY = frozenset({"meta", "rect", "line", "circle", "polyline"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [f"{name}={value}" for name, value in attrs if name in ("src", "href", "xlink:href", "onload")]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data if self.open[-1:] != ["style"] else ""


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("name", ["Maj-Britt", "Kevin"])
def test_text_is_good_to_paste(kind: str, name: str) -> None:
    text = rendered(PAPERS[kind](case_of(name)), Format.TEXT).decode()
    lines = text.split("\n")
    assert max(map(len, lines)) <= 78
    assert all(line == line.rstrip() for line in lines)
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert "\t" not in text


@pytest.mark.parametrize("kind", PAPERS)
def test_html_is_whole_and_needs_nothing_else(kind: str) -> None:
    page = Page(rendered(PAPERS[kind](case_of("Maj-Britt")), Format.HTML).decode())
    assert page.open == []
    assert page.links == []
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert page.tags.count("h1") == 1


def test_html_draws_the_picture_and_says_it_too() -> None:
    text = rendered(PAPERS["feedback"](case_of("Maj-Britt")), Format.HTML).decode()
    assert text.count("<svg") == 7
    assert text.count("<rect") == 7 * 2 * 4 * 2
    assert text.count('aria-label="Oroar dig: ') == 7


def test_what_was_not_answered_has_no_bar_that_could_be_read_as_none_at_all() -> None:
    text = rendered(PAPERS["feedback"](EXTREMES["all X"]), Format.HTML).decode()
    assert "<rect" not in text
    assert text.count("Oroar dig: inget svar.") == 7


@pytest.mark.parametrize("name", [*EXTREMES, "Maj-Britt"])
def test_the_clients_sheet_is_one_page(name: str) -> None:
    case = EXTREMES[name] if name in EXTREMES else case_of(name)
    assert pages(rendered(PAPERS["feedback with ratings"](case), Format.PDF)) == 1


@pytest.mark.parametrize("kind", ["summary", "large feedback", "change"])
def test_pdf_embeds_its_letters_and_tells_its_title_and_language(kind: str) -> None:
    paper = PAPERS[kind](case_of("Maj-Britt"))
    pdf = rendered(paper, Format.PDF)
    assert pdf.startswith(b"%PDF-1.")
    assert pdf.count(b"/FontFile2") == 2
    assert b"/Lang (sv-SE)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert len(pdf) < 200_000
    title = paper.title.encode("utf-16-be").hex() if not paper.title.isascii() else f"/Title ({paper.title})"
    assert title.encode() in pdf


def _drawn(contents: object) -> bytes:
    return bytes(contents) if isinstance(contents, bytes | bytearray) else b""


def laid_out(*blocks: Block) -> tuple[list[int], int, list[int]]:
    """The pages of the headings, how many pages there are, and how many lines each has, the last without its foot."""
    with closing(_Paper(Document(title="Blad", language="sv", blocks=blocks, foot="kod"), USUAL)) as paper:
        lines = [len(re.findall(rb"T[jJ]\b", _drawn(page.contents))) for page in paper.pages.values()]
        return [section.page_number for section in paper._outline], paper.pages_count, lines


TABLE = Grid(("", "då", "nu"), tuple((f"rad {number}", "1", "2") for number in range(6)))
CURVES = Series("oro", ("2025", "2026"), (0.0, 1.0), (Curve("oro", (1, 2)),), 4)


@pytest.mark.parametrize(
    "below",
    [
        (TABLE, CURVES),
        (Writing("Mål", 3),),
        (Paragraph(plain="ett " * 40),),
    ],
    ids=["table and curves", "room to write", "three lines"],
)
def test_a_heading_stands_on_the_page_of_what_it_is_about(below: tuple[Block, ...]) -> None:
    for lines in range(22, 40, 2):
        before = tuple(Paragraph(plain="rad") for _ in range(lines))
        pages_of_headings, count, on_page = laid_out(*before, Heading("Rubrik"), *below)
        assert pages_of_headings == [count], lines
        assert on_page[-1] > 1


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    for lines in range(46, 53):
        *_, on_page = laid_out(Paragraph(plain="\n".join(["rad"] * lines)), Paragraph(plain="slut\nslut\nslut\nslut"))
        assert 1 not in on_page, (lines, on_page)


def test_the_number_of_pages_is_put_in_where_no_words_can_stand() -> None:
    assert plain(Paragraph(plain=f"x{PAGES}y")).plain == "xy"


@pytest.mark.parametrize(
    ("words", "kept"), [("lite (1 av 4).", "lite (1\u00a0av\u00a04)."), ("(ny adress 4)", "(ny adress 4)")]
)
def test_a_point_of_a_scale_is_not_broken(words: str, kept: str) -> None:
    assert unbroken(Paragraph(plain=words)).plain == kept


def test_every_page_of_html_has_the_code_and_the_day_and_nothing_can_be_put_into_its_style() -> None:
    text = rendered(PAPERS["change"](case_of("Maj-Britt")), Format.HTML).decode()
    style = text[: text.index("</style>")]
    assert 'content: counter(page) " (" counter(pages) ")"' in style
    assert "K7X2\\00002dMQ3R" in style
    hostile_foot = Document(title="Blad", language="sv", foot='"; } </style><script>')
    assert "<script>" not in rendered(hostile_foot, Format.HTML).decode()


def test_docx_has_its_language_rows_that_repeat_and_the_number_of_the_page() -> None:
    content = rendered(PAPERS["change"](case_of("Maj-Britt")), Format.DOCX)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body, styles, foot = (parts.read(f"word/{name}.xml").decode() for name in ("document", "styles", "footer1"))
    assert '<w:lang w:val="sv-SE"' in styles
    # The frame of the draft is a table without a head.
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>") - 1 > 4
    assert body.count("<w:cantSplit/>") > 20
    assert [name in foot for name in (" PAGE ", " NUMPAGES ", "klient K7X2-MQ3R, intervju ")] == [True] * 3


def words_of_docx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("word/document.xml").decode()
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


@pytest.mark.parametrize("kind", ["summary", "feedback", "plan"])
@pytest.mark.parametrize("form", [Format.TEXT, Format.HTML, Format.DOCX])
def test_a_draft_says_so_in_every_format(kind: str, form: Format) -> None:
    content = rendered(PAPERS[kind](EXTREMES["nothing keyed"]), form)
    words = words_of_docx(content) if form is Format.DOCX else content.decode()
    assert "utkast: intervjun är inte avslutad" in words.casefold().replace("\n* ", " ")


@pytest.mark.parametrize("kind", PAPERS)
def test_docx_has_headings_tables_and_a_title_and_tells_nobody_as_its_author(kind: str) -> None:
    paper = PAPERS[kind](case_of("Maj-Britt"))
    word = docx.Document(io.BytesIO(rendered(paper, Format.DOCX)))
    assert word.core_properties.title == paper.title
    assert word.core_properties.author == ""
    assert word.paragraphs[0].text == paper.title
    assert (word.paragraphs[0].style or pytest.fail("no style")).name == "Title"


HARMLESS = ("<script>alert(1)</script>", "{{ 7*7 }}", "**stjärna**", "__streck__", "[31mröd", "två")


@pytest.mark.parametrize("form", [Format.TEXT, Format.HTML, Format.DOCX])
def test_hostile_words_stay_words(form: Format) -> None:
    content = rendered(PAPERS["summary"](hostile()), form)
    words = content.decode() if form is not Format.DOCX else words_of_docx(content)
    if form is Format.HTML:
        page = Page(words)
        assert not {"script", "b", "i"} & set(page.tags)
        words = page.words
    if form is Format.DOCX:
        words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    flat = words.replace("\n", "").replace(" ", "").replace(">", "")
    for said in HARMLESS:
        assert said.replace(" ", "").replace(">", "") in flat
    assert not set("\x00\x01\x07\x0b\x1b\x85\u2028\u202e\u200b") & set(words)
    assert flat.count("å") >= 10_000


@pytest.mark.parametrize("kind", ["summary", "feedback", "change", "plan"])
@pytest.mark.parametrize("form", list(Format))
def test_hostile_words_break_no_paper(kind: str, form: Format) -> None:
    assert len(rendered(PAPERS[kind](hostile(protected=True)), form)) > 500


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_without_hidden_signs_is_left_as_it_is(kind: str) -> None:
    paper = PAPERS[kind](case_of("Kevin"))
    assert plain(paper) == paper
