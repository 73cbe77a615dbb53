"""The sheet of answers: one line per box, in pages that turn; the line the keyer stands on has the arrow."""

from __future__ import annotations

from asi_tui.core.answer import Code, Value
from asi_tui.core.desk import Desk
from asi_tui.core.instrument import CODED_KINDS, Kind, Question
from asi_tui.core.interview import Interview
from asi_tui.core.keying import HalfTyped, width
from asi_tui.core.routing import Why
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.tui.margin import Margin
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut, fill, spread

NUMBER_WIDTH = 5
MEANING_WIDTH = 34
TEXT_ROOM = 30
EARLIER_WIDTH = 28
WIDEST = 100
"""Longest line of the sheet: further to the right an answer is no longer seen to belong to its label."""


class QuestionSheet(Paper):
    """The page of the form that holds the question before the keyer."""

    def show_desk(self, desk: Desk, margin: Margin) -> None:
        """Show the page where the keyer stands."""
        codes = page_of(desk.interview, desk.at, self.size.height)
        self.show(sheet_line(desk, code, min(WIDEST, self.size.width), margin) for code in codes)


def page_of(interview: Interview, at: str, height: int) -> tuple[str, ...]:
    """The boxes on the page that holds `at`: an area begins a page, and a long area takes several."""
    area = interview.question(at).area
    codes = [code for code in interview.plan.order if interview.question(code).area == area]
    size = max(1, height)
    start = codes.index(at) // size * size
    return tuple(codes[start : start + size])


def sheet_line(desk: Desk, code: str, line_width: int, margin: Margin) -> Line:
    """One box: arrow, printed number with its marks, label, the earlier answer, and what is answered, at the right."""
    question, here = desk.interview.question(code), code == desk.at
    on_route = desk.interview.on_route(code)
    mark = margin.mark(desk, code)
    style = "cursor" if here else "text" if on_route else "dim"
    left: list[Span] = [
        (" ▸" if here else "  ", "key" if here else "text"),
        (" " + question.number, style),
        (fill(mark, NUMBER_WIDTH - len(question.number)), "alert" if mark else style),
        (question.label.in_language(language()), style),
    ]
    answered = [*_answered(desk, question, is_corrected=code == margin.corrects), (" ", "text")]
    earlier = margin.words(desk, code) if on_route else ""
    room = line_width - sum(len(words) for words, _ in (*left, *answered)) - 3
    beside = [(cut(earlier, min(room, EARLIER_WIDTH)) + "  ", "dim")] if earlier and room > 8 else []
    return spread([*left, (" ", style)], [*beside, *answered], line_width)


def _answered(desk: Desk, question: Question, *, is_corrected: bool) -> list[Span]:
    standing = desk.interview.standings[question.code]
    here = question.code == desk.at
    if here and desk.half is not None:
        return [(box(question, desk.half), "open")]
    if standing.why is Why.UNANSWERED or (here and is_corrected):
        return [(box(question, None), "open")] if here else [("", "text")]
    meaning, figure = told_value(question, standing.value)
    if standing.why is Why.FORCED:
        meaning = tell(say("follows from another answer"))
    shown = cut(meaning, MEANING_WIDTH)
    return [(f"{shown}  " if shown else "", "dim"), (figure, "value" if standing.on_route else "dim")]


def told_value(question: Question, value: Value | None) -> tuple[str, str]:
    """What an answer means, and the figure or code that stands in the box."""
    if value is None:
        return "", ""
    if isinstance(value, Code):
        means = question.x_means if value is Code.X else question.n_means
        plain = tell(say("no answer")) if value is Code.X else tell(say("not applicable"))
        return (means.in_language(language()) if means else plain), value.value
    if isinstance(value, str):
        return "", cut(value, TEXT_ROOM)
    if question.kind in CODED_KINDS:
        choice = question.choice(value)
        return (choice.label.in_language(language()) if choice else ""), str(value)
    return "", figure_of(question.kind, value)


def figure_of(kind: Kind, value: int) -> str:
    """A number as it is read: 9 000, or 5 years and 3 months."""
    if kind is Kind.MONEY:
        return f"{value:,}".replace(",", " ")
    if kind is Kind.YEARS_MONTHS:
        return tell(say("{years} y {months} m", years=value // 12, months=value % 12))
    return str(value)


def box(question: Question, half: HalfTyped | None) -> str:
    """The box with what is half-typed in it: [7_], [5 y __ m]."""
    if question.is_text:
        return f"[{(half.typed if half else '')[-TEXT_ROOM:]}_]"
    if question.kind is Kind.YEARS_MONTHS:
        years = half.years if half else None
        typed = half.typed if half else ""
        if years is None:
            return tell(say("[{years} y]", years=typed.ljust(2, "_")))
        return tell(say("[{years} y {months} m]", years=years, months=typed.ljust(2, "_")))
    if question.kind is Kind.MONEY:
        return f"[{half.typed if half else ''}_]"
    return f"[{(half.typed if half else '').ljust(width(question), '_')}]"
