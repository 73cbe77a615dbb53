"""The panel while an interview is being completed: what stands in the way, and how it ended, in one line."""

from __future__ import annotations

from asi_tui.core import closing
from asi_tui.core.desk import Desk
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.tui.widgets.paper import Line, Span, wrap
from asi_tui.tui.widgets.question_panel import message_line


def closing_lines(desk: Desk, width: int, height: int) -> list[Line]:
    """What is open per area, then the endings, then the message line."""
    interview = desk.interview
    room = height - 1
    open_areas = closing.in_the_way(interview)
    if open_areas:
        heading = tell(say("{count} questions are still open", count=len(interview.open_questions())))
    else:
        heading = tell(say("Nothing is open. How did the interview end?"))
    lines: list[Line] = [((" " + heading, "heading"),)]
    endings = [*_endings(desk, bool(open_areas), width)]
    for entry in open_areas:
        title = interview.instrument.areas[entry.area].title.in_language(language())
        words = wrap(", ".join(_printed(desk, entry.codes)), width - len(title) - 9)
        more = " …" if len(words) > 1 else ""
        lines.append((("   " + title + ": ", "text"), (words[0] + more, "value")))
    if len(lines) + len(endings) > room:
        lines = [*lines[: max(1, room - len(endings) - 1)], (("   …", "text"),)]
    lines = [*lines, *endings][:room]
    lines += [()] * (room - len(lines))
    return [*lines, message_line(desk, width)]


def _printed(desk: Desk, codes: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(desk.interview.question(code).number for code in codes))


def _endings(desk: Desk, is_open: bool, width: int) -> list[Line]:
    question = closing.closing_question(desk.interview)
    complete = question.n_means.in_language(language()) if question.n_means else "N"
    first: list[Span] = (
        [("   Enter", "key"), (tell(say(" to the first open one")), "text")]
        if is_open
        else [("   Enter", "key"), (f" {complete}", "text")]
    )
    choices: list[Span] = []
    for choice in question.choices:
        choices += [(f"   {choice.code}", "key"), (f" {choice.label.in_language(language())}", "text")]
    back: list[Span] = [("   Esc", "key"), (tell(say(" back")), "text")]
    lead = (tell(say("   or ended early:")), "dim")
    return [(*first, *back), (lead, *choices)]
