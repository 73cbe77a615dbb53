"""The title of an interview on the screen: whose interview, which area, how far it has come, and in what state."""

from __future__ import annotations

from rich.cells import cell_len

from asi_tui.core.desk import Desk
from asi_tui.core.identity import initials, show_code
from asi_tui.core.interview import Interview
from asi_tui.core.people import Client
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.tui.widgets.paper import Line, Span, cut, spread

SHORTEST_FORM = 6
"""Columns of the form's title below which it says nothing any more."""


def title_line(client: Client, interview: Interview, place: str, width: int) -> Line:
    """Client, form and where in it one stands, beside the progress. The form gives way to where one stands."""
    whose = f" {show_code(client.code)} {initials(client.name)}"
    room = width - cell_len(whose) - cell_len(place) - 5
    form = cut(interview.form.title.in_language(language()), room)
    held = f"  {form}" if room >= SHORTEST_FORM else ""
    left: list[Span] = [(whose, "strong"), (f"{held}  ", "text")]
    room = width - sum(cell_len(words) for words, _ in left)
    return spread([*left, (cut(place, room - 1), "heading")], [], width)


def area_title(desk: Desk) -> str:
    """The title of the area where the keyer stands."""
    return desk.interview.instrument.areas[desk.question.area].title.in_language(language())


def progress_line(desk: Desk, to_review: int, banner: list[Span], width: int) -> Line:
    """How far the area and the whole form have come, and how much is to be reviewed.

    A block of its own on the screen, since it changes with every answer. `width` is that of the window.
    """
    area, whole = desk.interview.progress(desk.question.area), desk.interview.progress()
    figures = f"{area.settled}/{area.total}".rjust(5)
    total = f"{whole.settled:>3}/{whole.total}"
    told = tell(say("in all {figures}", figures=total)) if not banner or width > 90 else total
    review = tell(say("  review {count}", count=to_review)) if to_review else ""
    return ((f" {figures}  {told}", "text"), (review, "alert"), (" ", "text"), *banner)


def rule_line(width: int, told: Span | None = None) -> Line:
    """A line across the screen; under the title it may tell in what state the interview is."""
    if told is None:
        return ((" " + "─" * (width - 2), "rule"),)
    words, style = told
    shown = cut(words, max(0, width - 8))
    return ((" ── ", "rule"), (shown, style), (" " + "─" * max(0, width - 6 - cell_len(shown)), "rule"))
