"""The panel while an interview is being completed: what stands in the way, and how it ended, in one line."""

from __future__ import annotations

from textual.geometry import Size

from asi_tui.core import closing
from asi_tui.core.checks import CheckKind, Fired
from asi_tui.core.desk import Desk
from asi_tui.i18n import language, tell
from asi_tui.keys import Keymap
from asi_tui.message import say
from asi_tui.tui.margin import Margin
from asi_tui.tui.widgets.paper import Line, Span, cut, wrap
from asi_tui.tui.widgets.question_panel import message_line


def closing_lines(
    desk: Desk,
    margin: Margin,
    keymap: Keymap,
    size: Size,
    written: Line | None,
    *,
    ends_early: bool,
    asked: Fired | None = None,
) -> list[Line]:
    """What stands in the way, then how it may end, then the message line or the line being written.

    Where there is no room for all of it, checks may take half; the one that is `asked` about is told whole. Of an
    interview that `ends_early` only checks are in the way.
    """
    width, room = size.width, size.height - 1
    questions = [] if ends_early else _open_questions(desk, width)
    checks = _checks(margin, width, asked)
    counts = (0 if ends_early else len(desk.interview.open_questions()), len(margin.notebook.open))
    if any(counts):
        heading = tell(
            say("In the way: {questions} open questions, {checks} checks", questions=counts[0], checks=counts[1])
        )
    else:
        heading = tell(say("Nothing is open. How did the interview end?"))
    endings = _endings(desk, any(counts))
    fitting = room - len(endings) - 1
    more: Line = (("   …", "text"),)
    if questions and len(questions) + len(checks) > fitting:
        kept = max(0, fitting - min(len(checks), fitting // 2) - 1)
        questions = [*questions[:kept], more]
    if len(checks) > fitting - len(questions):
        checks = [*checks[: max(0, fitting - len(questions) - 1)], more]
    obstacles = [*questions, *checks]
    lines: list[Line] = [((" " + heading, "heading"),), *obstacles, *endings][:room]
    lines += [()] * (room - len(lines))
    return [*lines, written or message_line(desk, keymap, width)]


def _open_questions(desk: Desk, width: int) -> list[Line]:
    lines: list[Line] = []
    for entry in closing.in_the_way(desk.interview):
        title = desk.interview.instrument.areas[entry.area].title.in_language(language())
        words = wrap(", ".join(_printed(desk, entry.codes)), width - len(title) - 9)
        more = " …" if len(words) > 1 else ""
        lines.append((("   " + title + ": ", "text"), (words[0] + more, "value")))
    return lines


def _checks(margin: Margin, width: int, asked: Fired | None) -> list[Line]:
    lines: list[Line] = []
    for one in margin.notebook.open:
        mark = "?" if one.check.kind is CheckKind.SOFT else "!"
        if one == asked:
            first, *rest = wrap(tell(one.message), width - 6)
            lines += [((f" ▸ {mark} ", "alert"), (first, "strong")), *(((f"     {more}", "strong"),) for more in rest)]
        else:
            lines.append(((f"   {mark} ", "alert"), (cut(tell(one.message), width - 6), "text")))
    return lines


def _printed(desk: Desk, codes: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(desk.interview.question(code).number for code in codes))


def _endings(desk: Desk, is_open: bool) -> list[Line]:
    question = closing.closing_question(desk.interview)
    complete = question.n_means.in_language(language()) if question.n_means else "N"
    first: list[Span] = (
        [("   Enter", "key"), (tell(say(" takes the first")), "text")]
        if is_open
        else [("   Enter", "key"), (f" {complete}", "text")]
    )
    choices: list[Span] = []
    for choice in question.choices:
        choices += [(f"   {choice.code}", "key"), (f" {choice.label.in_language(language())}", "text")]
    back: list[Span] = [("   Esc", "key"), (tell(say(" back")), "text")]
    lead = (tell(say("   or ended early:")), "dim")
    return [(*first, *back), (lead, *choices)]
