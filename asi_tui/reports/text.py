"""A document as text of 78 columns, good to paste into a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

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
    Sight,
    Writing,
)

WIDTH = 78
NARROWEST = 24
"""Columns that the words of a table keep, however many interviews stand beside them."""


def as_text(document: Document) -> str:
    """The document, its lines ended by line feeds and without blanks at their ends."""
    lines = [document.title.upper(), *_wrapped(*document.under)]
    if document.mark:
        lines += ["", *_framed("", (document.mark,))]
    for block in document.blocks:
        lines += lines_of_block(block)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def lines_of_block(block: Block) -> list[str]:
    """The lines of a block, a blank one first."""
    match block:
        case Heading(text=text):
            return ["", text, "-" * min(WIDTH, len(text))] if block.level == 1 else ["", text]
        case Paragraph():
            return ["", *_wrapped(block.text)]
        case Quote(about=about, text=text):
            said = [line for part in text.split("\n") for line in _wrapped(part, indent="  > ") or ["  >"]]
            return ["", *_wrapped(f"{about}:"), *said]
        case Box(title=title, paragraphs=paragraphs):
            return ["", *_framed(title, paragraphs)]
        case Listing(items=items):
            return ["", *(line for item in items for line in _wrapped(item, first="- ", indent="  "))]
        case Grid():
            return ["", *_grid(block)]
        case Picture():
            return list(_picture(block))
        case Series():
            return []  # The table above it holds the same values.
        case Writing(label=label, lines=count, by_hand=by_hand):
            return ["", *_wrapped(label), *["", "_" * WIDTH] * (count if by_hand else 0)]


def _wrapped(*texts: str, first: str = "", indent: str = "", width: int = WIDTH) -> list[str]:
    lines: list[str] = []
    for text in texts:
        lines += textwrap.wrap(
            text,
            width,
            initial_indent=first or indent,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )
    return lines


def _framed(title: str, paragraphs: Sequence[str]) -> Iterator[str]:
    yield "*" * WIDTH
    yield from _wrapped(title.upper(), indent="* ")
    for paragraph in paragraphs:
        yield from _wrapped(paragraph, indent="* ")
    yield "*" * WIDTH


def _grid(grid: Grid) -> Iterator[str]:
    rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
    narrow = [_narrowest(rows, place, bool(grid.head)) for place in range(1, len(rows[0]))]
    first = WIDTH - sum(narrow) - 2 * len(narrow)
    if first < NARROWEST and len(narrow) > 1:
        yield from _one_under_another(grid)
        return
    if first < NARROWEST:
        # Two columns of words: questions and answers.
        first = WIDTH * 3 // 5
        narrow = [WIDTH - first - 2]
    first = min(first, max(len(row[0]) for row in rows))
    for number, row in enumerate(rows):
        cells = [textwrap.wrap(row[0], first) or [""]]
        cells += [textwrap.wrap(text, width) or [""] for text, width in zip(row[1:], narrow, strict=True)]
        for line in range(max(map(len, cells))):
            parts = [cell[line] if line < len(cell) else "" for cell in cells]
            widths = (first, *narrow)
            yield "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True))
        if grid.head and not number:
            yield "  ".join("-" * width for width in (first, *narrow))


def _narrowest(rows: Sequence[Sequence[str]], place: int, has_head: bool) -> int:
    """How wide a column must be: its values stand on one line, its head may take several."""
    head = max((len(word) for word in rows[0][place].split()), default=0) if has_head else 0
    return max(head, *(len(row[place]) for row in rows[has_head:]))


def _one_under_another(grid: Grid) -> Iterator[str]:
    """A table of more columns than a line holds: each row as a sentence of its values."""
    for row in grid.rows:
        told = [f"{head}: {cell}" if head else cell for head, cell in zip(grid.head[1:], row[1:], strict=True)]
        yield from _wrapped(row[0])
        yield from _wrapped("; ".join(told), indent="    ")


def _picture(picture: Picture) -> Iterator[str]:
    for sight in picture.sights:
        yield ""
        yield f"{sight.title}  {sight.course}" if sight.course else sight.title
        yield from _bars(sight, picture)
        for sign, text in sight.points:
            yield from _wrapped(text, first=f"  {sign} ", indent="    ")


def _bars(sight: Sight, picture: Picture) -> Iterator[str]:
    widest = max(len(gauge.label) for gauge in sight.gauges)
    for gauge in sight.gauges:
        then = ""
        if picture.then_label:
            value = tell(say("no answer")) if gauge.then is None else str(gauge.then)
            then = f"   {picture.then_label}: {_bar(gauge.then, picture.most)} {value}"
        yield f"  {gauge.label:<{widest}}  {_bar(gauge.now, picture.most)} {gauge.words:<26}{then}"


def _bar(value: int | None, most: int) -> str:
    return f"[{'?' * most}]" if value is None else f"[{'#' * value}{'.' * (most - value)}]"
