"""Papers for the tests: of the practice clients, of extreme interviews, and of one whose remarks are hostile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from asi_tui.core.annotations import Remark
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.material import Material
from asi_tui.core.people import Sex
from asi_tui.core.preferences import EarlierView
from asi_tui.reports.client_sheet import client_sheet
from asi_tui.reports.document import Document
from asi_tui.reports.papers import Case, change_paper, plan_paper, summary_paper
from tests.core.narrated import book, client, every, held, measures, much, nothing, once, practised

HOSTILE = (
    "<script>alert(1)</script><b>fet</b> & 'citat' \"x\" {{ 7*7 }} {% raw %} **stjärna** __streck__ %PDF",
    "\x1b[31mröd\x1b[0m\x1b]52;c;aGVq\x07 \x00\x01\x0b\x85\u2028 \u202eomvänd\u202c \u200bdold",
    "å" * 10_000,
    "två\nrader",
)
"""Remarks that some format would obey."""

PAPERS: Mapping[str, Callable[[Case], Document]] = {
    "summary": summary_paper,
    "feedback": client_sheet,
    "feedback with ratings": lambda case: client_sheet(case, show_ratings=True),
    "large feedback": lambda case: client_sheet(case, large=True),
    "change": change_paper,
    "plan": plan_paper,
}


def case_of(name: str, language: str = "sv", upto: int | None = None) -> Case:
    """A practice client, by first name, with the first interviews or all of them."""
    whom, interviews = practised(name)
    return Case(client=whom, held=interviews[:upto], book=book(language), measures=measures(), shown=EarlierView.AFTER)


def of(*interviews: Material, language: str = "sv", protected: bool = False) -> Case:
    """A client with those interviews."""
    whom = client("" if protected else "Kim Ek", Sex.OTHER, protected=protected)
    return Case(client=whom, held=interviews, book=book(language), measures=measures())


EXTREMES: Mapping[str, Case] = {
    "all X": of(held("grund", every("grund", lambda question: "X"))),
    "no problems": of(held("grund", every("grund", nothing))),
    "everything": of(held("grund", every("grund", much))),
    "everything, then and now": of(
        held("grund", every("grund", much), on=date(2025, 3, 2)), held("uppf", every("uppf", much))
    ),
    "one of each": of(held("grund", every("grund", once))),
    "short": of(held("uppf-kort", every("uppf-kort", once))),
    "nothing keyed": of(held("grund", {}, state=InterviewState.DRAFT)),
}


def hostile(*, protected: bool = False) -> Case:
    """An interview with hostile remarks, which has one before it."""
    remarks = tuple(
        Remark(about=about, text=text) for about, text in zip(("M3", "M6", "E7", "F1"), HOSTILE, strict=True)
    )
    first = held("grund", every("grund", once), on=date(2025, 3, 2))
    second = held("uppf", every("uppf", once), remarks=remarks, actions=("<i>Ringde</i> akuten\x1b[2J",))
    return of(first, second, protected=protected)
