"""The panel under the sheet: the question as it is put, what may be answered, and the message line."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from asi_tui.core.check_review import WHEN_THE_CLIENT_HAS_GONE
from asi_tui.core.checks import CheckKind, Fired
from asi_tui.core.desk import Desk
from asi_tui.core.earlier import wording
from asi_tui.core.entry import UNDO_KEY
from asi_tui.core.instrument import Form, Kind, Question
from asi_tui.core.keying import width as width_of
from asi_tui.i18n import language, tell
from asi_tui.keys import BY_ID, Keymap, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.margin import Margin
from asi_tui.tui.widgets.answer_list import answer_list, lookup_line
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut, fill, wrap

HEIGHT = 9
"""Lines of the panel at 24 lines or more: two of question, five of answers, the codes, the message."""


class QuestionPanel(Paper):
    """What the keyer needs to answer the question before them."""

    def show_desk(self, desk: Desk, keymap: Keymap, since: str, margin: Margin, written: Line | None) -> None:
        """Show the question; `since` says from when a follow-up asks it, `written` is a line being written."""
        lines = panel_lines(desk, keymap, self.size.width, self.size.height, since, margin)
        self.show([*lines[:-1], written or lines[-1]])


def panel_lines(desk: Desk, keymap: Keymap, width: int, height: int, since: str, margin: Margin) -> list[Line]:
    """The panel's lines; the message line is always the last, and above it a safety box that is not acknowledged."""
    boxes = [line for one in margin.notebook.safety for line in safety_lines(one, width)] if height > 4 else []
    asking = margin.asking(desk) if desk.lock is None and height > 4 else None
    if asking is not None and asking.check.kind is CheckKind.HARD:
        boxes.append(((cut(f" {sentence(WHEN_THE_CLIENT_HAS_GONE)}", width), "dim"),))
    if asking is not None and (told := _told(desk, margin, keymap)):
        boxes.insert(0, ((cut(told, width), "good"),))
    if height > 4 and (was := margin.corrected(desk)) is not None:
        boxes = [*(((f" {line}", "alert"),) for line in wrap(tell(was), width - 2)[:2]), *boxes]
    boxes = boxes[-3:] if height >= HEIGHT else boxes[-2:]
    room = height - 1 - len(boxes)
    asked = _question_lines(desk.question, desk.interview.form, width, min(2, room), since)
    shown = answer_list(desk, width, room - len(asked) - 1)
    codes = [_codes_line(desk, keymap, shown.part, width)] if room > len(asked) else []
    answers = list(shown.lines)
    if not desk.question.choices and room > len(asked) + 1:
        answers = [((fill("   " + tell(how_typed(desk.question)), width), "dim"),)]
    lines = [*asked, *answers, *codes]
    lines += [()] * (room - len(lines))
    return [*lines, *boxes, message_line(desk, keymap, width, margin)]


def safety_lines(one: Fired, width: int) -> list[Line]:
    """A safety box: it takes no keys, and stays until it is acknowledged at completion."""
    words = wrap(f"! {tell(one.message)}", width - 3)
    return [((fill(f" {line}", width - 1), "banner"),) for line in words]


def message_line(desk: Desk, keymap: Keymap, width: int, margin: Margin | None = None) -> Line:
    """The last line: what is being gone to, a refusal, a check, or what has just happened."""
    if desk.goto is not None:
        prompt = tell(say("Go to: {typed}_", typed=desk.goto))
        return ((" ", "text"), (prompt, "open"), (cut(tell(say("   Enter goes, Esc cancels")), width - 20), "dim"))
    if desk.lookup is not None and desk.message is None:
        return lookup_line(desk, width)
    asking = margin.asking(desk) if margin and desk.lock is None else None
    told = _told(desk, margin, keymap)
    if asking is not None:
        is_hard = asking.check.kind is CheckKind.HARD
        question = f"{'!' if is_hard else '?'} {tell(asking.message)}"
        tail = "" if is_hard else tell(say("  s accepts"))
        return ((cut(f" {question}", width - len(tail) - 1), "alert"), (tail, "key"))
    if desk.lock is None and told:
        return ((cut(told, width), "good"),)
    if desk.message is None:
        return ()
    if desk.lock is not None and desk.lock.ignored:
        return ((cut(" " + sentence(_with_room(desk.message, desk.lock.reason, width - 1)), width), "alert"),)
    return ((cut(" " + sentence(desk.message), width), "alert" if desk.lock else "good"),)


def _with_room(told: Message, reason: Message, width: int) -> Message:
    """A refusal that fits: its reason is shortened, never the count of ignored keys behind it."""
    words = tell(reason)
    shorter = cut(words, cell_len(words) - max(0, cell_len(tell(told)) - width))
    return replace(told, values=tuple((name, shorter if name == "reason" else value) for name, value in told.values))


def _told(desk: Desk, margin: Margin | None, keymap: Keymap) -> str:
    """What has just happened: what the answer replaced, and how it differs from the earlier interview."""
    told = [message for message in (desk.message, margin.change if margin else None) if message is not None]
    words = " · ".join(sentence(message) for message in told)
    return " " + words.replace(UNDO_KEY, shown_key(keymap.first("entry.undo"))) if told else ""


def sentence(message: Message) -> str:
    """A message told as a line of its own: with a capital."""
    return _capital(tell(message))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _question_lines(question: Question, form: Form, width: int, most: int, since: str) -> list[Line]:
    alias = f" ({question.alias})" if question.alias else ""
    lead = f" {question.number}{alias}  "
    words = wording(form, question, since or tell(say("since the last interview")), language())
    lines = wrap(words, width - len(lead) - 1)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width - len(lead) - 1)]
    first: Line = ((lead, "heading"), (lines[0] if lines else "", "strong"))
    return [first, *(((" " * len(lead), "text"), (line, "strong")) for line in lines[1:])]


def how_typed(question: Question) -> Message:
    """How a counted or written answer is typed."""
    match question.kind:
        case Kind.TEXT:
            return say("words, then Enter")
        case Kind.MONEY:
            return say("kronor, then Enter")
        case Kind.YEARS_MONTHS:
            return say("years and months, two digits each; Enter in empty months = 0")
        case Kind.DAYS:
            return say("0-30 days: two digits, or one and Enter")
    low, high, digits = question.minimum, question.maximum, width_of(question)
    if digits == 1:
        return say("{low}-{high}: one digit", low=low, high=high)
    if digits == 2:
        return say("{low}-{high}: two digits, or one and Enter", low=low, high=high)
    return say("{low}-{high}: {digits} digits, or fewer and Enter", low=low, high=high, digits=digits)


def _codes_line(desk: Desk, keymap: Keymap, part: Message | None, width: int) -> Line:
    """The codes X and N, where they may be used, in words; of a long list, how it is searched and which part it is.

    While the list is searched letters are no codes, and only the part is told.
    """
    question = desk.question
    if desk.lookup is not None:
        return ((cut(f"   {tell(part)}", width), "dim"),) if part is not None else ()
    alone = question.kind is Kind.TEXT
    x_words = question.x_means.in_language(language()) if question.x_means else tell(say("no answer"))
    spans: list[Span] = [
        ("   ", "text"),
        (shown_key(keymap.first("entry.no-answer")) + (" Enter" if alone else ""), "key"),
        (f" {x_words}", "text"),
    ]
    if question.allow_n:
        n_words = question.n_means.in_language(language()) if question.n_means else tell(say("not applicable"))
        spans += [
            ("   ", "text"),
            (shown_key(keymap.first("entry.not-applicable")) + (" Enter" if alone else ""), "key"),
            (f" {n_words}", "text"),
        ]
    if question.is_long_list:
        spans += [("   ", "text"), (shown_key(keymap.first("entry.list")), "key")]
        spans += [(f" {tell(BY_ID['entry.list'].label)}", "text")]
    if part is not None:
        spans.append((f"   {tell(part)}", "dim"))
    return tuple((cut(words, width), style) for words, style in spans)
