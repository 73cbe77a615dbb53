"""The client's sheet as a document: one A4 with a picture, and room for what was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from asi_tui.core.feedback import Bar, Sheet, SheetArea, sheet
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.narrative import Material, draft_mark
from asi_tui.core.phrases import Phrasebook
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import Block, Document, Gauge, Heading, Paragraph, Picture, Sight, Writing
from asi_tui.reports.papers import Case

MOST = 4
"""The client's own scale."""


def client_sheet(case: Case, *, show_ratings: bool = False, large: bool = False) -> Document:
    """The sheet that the client takes home; `large` sets it in 14 points, on as many pages as that takes.

    It never says who the client is but by the code in its foot, so that it can lie on a table.
    """
    earlier = case.held[-2] if len(case.held) > 1 else None
    found = sheet(case.latest, case.book, case.measures, then=earlier, show_rating=show_ratings)
    return Document(
        title=found.title,
        language=case.book.language,
        under=(" ".join((*found.intro, found.legend)),),
        mark=_mark(case.latest, case),
        blocks=tuple(_blocks(found, case.book, earlier)),
        foot=case.foot[:1].upper() + case.foot[1:],
        one_page=not large,
        large=large,
    )


def _mark(now: Material, case: Case) -> str | None:
    # That an interview is not signed yet is a matter of the office; that it is not finished, the client should know.
    return draft_mark(now, case.book) if now.state is InterviewState.DRAFT else None


def _blocks(found: Sheet, book: Phrasebook, earlier: Material | None) -> Iterator[Block]:
    yield Picture(
        sights=tuple(_sight(area, found, book) for area in found.areas),
        most=MOST,
        now_label=found.labels["now"],
        then_label=found.labels["then"] if earlier else "",
    )
    if found.missing:
        yield Paragraph(plain=found.missing)
    if found.wishes:
        yield Heading(found.labels["wishes"])
        yield Paragraph(found.wishes)
    yield Writing(found.labels["own_view"], 2)
    yield Writing(found.labels["steps"], 3)
    yield Writing(tell(say("Given to me on (day) by (name)")), 1)


def _sight(area: SheetArea, found: Sheet, book: Phrasebook) -> Sight:
    bar = area.bar
    points = [("+", one.text) for one in area.resources] + [("–", one.text) for one in area.problems]
    if area.rating:
        points.append(("•", f"{found.labels['rating']}: {area.rating}"))
    return Sight(
        title=area.title,
        gauges=(
            Gauge(found.labels["worry"], bar.worry, bar.worry_then, _words(bar.worry, book)),
            Gauge(found.labels["help"], bar.help, bar.help_then, _words(bar.help, book)),
        ),
        course=_course(bar),
        points=tuple(points),
    )


def _words(value: int | None, book: Phrasebook) -> str:
    return book.words["sheet.unknown"] if value is None else book.words[f"client.{value}"]


def _course(bar: Bar) -> str:
    return f"{bar.sign} {bar.course_words}".strip()
