"""A row of the queue in words: when it falls due, whose client, what it asks for, who is to do it, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asi_tui.core.followup import DueState, days_over, state_on
from asi_tui.core.identity import show_code
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Span, cut, fill

DATE, DAYS, CODE = 10, 5, 9
WIDE, WIDEST = 100, 150


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns that grow with the window; `about` is 0 where there is no room for it."""

    client: int
    kind: int
    about: int
    person: int


def columns_for(width: int) -> Columns:
    """The columns of a window: at 80 the short forms of everything fit, at 120 what the item counts from does too."""
    if width >= WIDEST:
        return Columns(client=CODE + 13, kind=20, about=28, person=40)
    if width >= WIDE:
        return Columns(client=CODE + 10, kind=15, about=23 if width >= 116 else 0, person=24)
    return Columns(client=CODE + 9, kind=15, about=0, person=11)


STATE_WORDS: dict[DueState, Message] = {
    DueState.COMING: say("coming"),
    DueState.IN_WINDOW: say("in the window"),
    DueState.OVERDUE: say("overdue"),
    DueState.LONG_OVERDUE: say("long overdue"),
    DueState.LATER: say("later"),
}

KIND_WORDS: dict[ItemKind, Message] = {
    ItemKind.BASE: say("base ordered"),
    ItemKind.FOLLOW_UP: say("follow-up due"),
    ItemKind.FEEDBACK: say("feedback"),
    ItemKind.RATING: say("rating"),
    ItemKind.SIGNATURE: say("signature"),
    ItemKind.INTERVENTION: say("intervention"),
}

FORM_WORDS = {
    "grund": say("Base"),
    "grund-kort": say("Base, short"),
    "uppf": say("Follow-up"),
    "uppf-kort": say("Follow-up, short"),
}


def heading_line(width: int, *, dated: bool) -> Line:
    """The names of the columns; `dated`: the rows are interviews with their day."""
    columns = columns_for(width)
    words = (
        "   ",
        fill(tell(say("day")) if dated else tell(say("due")), DATE),
        tell(say("days")).rjust(DAYS) + " ",
        fill(tell(say("client")), columns.client),
        fill(tell(say("what")), columns.kind),
        fill(tell(say("counted from")), columns.about) if columns.about else "",
        fill(tell(say("responsible")), columns.person),
        tell(say("state")),
    )
    return ((cut("".join(words), width), "dim"),)


_CHOSEN = {"text": "cursor", "alert": "late"}
"""How a state is drawn on the row that is chosen."""


def row_line(row: QueueRow, today: date, width: int, *, here: bool, marked: bool = False, dated: bool = False) -> Line:
    """One row: day, days over, client, what it asks for, who, and how it stands in words."""
    style = "cursor" if here else "text"
    days, state, state_style = standing(row, today)
    day = row.anchor if dated else row.due_on
    columns = columns_for(width)
    fixed = (
        fill(day.isoformat() if day else "", DATE),
        days.rjust(DAYS),
        "*" if marked else " ",
        fill(_client(row), columns.client),
        fill(_what(row, short=width < WIDE), columns.kind),
        fill(_about(row), columns.about) if columns.about else "",
        fill(_person(row, columns.person), columns.person),
    )
    words = cut("".join(fixed), width - 3)
    room = max(0, width - 3 - len(words))
    signs = _signs(row, in_words=width >= WIDEST)
    if signs and len(state + signs) > room and state == tell(STATE_WORDS[DueState.LONG_OVERDUE]):
        state = tell(say("very late"))
    if is_begun(row) and len(state) > room:
        state = tell(say("begun"))
    told = cut(f"{state}{signs}", room)
    state_style = _CHOSEN.get(state_style, state_style) if here else state_style
    lead: Span = (" ▸ " if here else "   ", "key")
    if marked and not here:
        style = "value"
    return (lead, (words, style), (told, state_style), (" " * (room - len(told)), "cursor" if here else "text"))


def detail_words(row: QueueRow, *, with_unit: bool) -> str:
    """What the row leaves out, for the line below the list."""
    parts = [_asked_for(row)]
    if row.responsible:
        parts.append(tell(say("responsible {name}", name=row.responsible)))
    if row.commissioned_to:
        parts.append(tell(say("commissioned to {name}", name=row.commissioned_to)))
    if row.attempts:
        parts.append(_attempts(row.attempts))
    if row.postponed:
        parts.append(tell(say("postponed")))
    if with_unit:
        parts.append(row.client.unit)
    return " · ".join(part for part in parts if part)


def _asked_for(row: QueueRow) -> str:
    about = _about(row)
    match row.kind:
        case ItemKind.FOLLOW_UP if about:
            return tell(say("follow-up of {what}", what=about))
        case ItemKind.BASE:
            return tell(say("base interview ordered {day}", day=row.anchor)) if row.anchor else ""
        case ItemKind.FEEDBACK if about:
            return tell(say("feedback on {what}", what=about))
        case ItemKind.RATING | ItemKind.SIGNATURE if about:
            return about
        case ItemKind.INTERVENTION if row.anchor:
            return tell(say("the record of an intervention that ended {day}", day=row.anchor))
    return about


def _client(row: QueueRow) -> str:
    who = tell(say("protected")) if row.client.protected else row.initials
    return f"{show_code(row.client.code)} {who}"


def _what(row: QueueRow, *, short: bool) -> str:
    if row.kind is not None:
        return tell(KIND_WORDS[row.kind])
    words = tell(FORM_WORDS[row.form]) if row.form in FORM_WORDS else row.form or ""
    return words.split(",")[0] if short else words


def _about(row: QueueRow) -> str:
    """The interview or the end of an intervention that the item counts from."""
    if row.anchor is None or row.kind is ItemKind.BASE:
        return ""
    form = row.anchor_form or (None if row.kind else row.form)
    if form is None:
        return tell(say("intervention ended {day}", day=row.anchor)) if row.kind else ""
    words = tell(FORM_WORDS[form]) if form in FORM_WORDS else form
    return f"{words.split(',')[0]} {row.anchor}"


def _person(row: QueueRow, width: int) -> str:
    if row.commissioned_to and width >= 40:
        return f"{row.responsible}, {tell(say('commission {name}', name=row.commissioned_to))}"
    if row.commissioned_to:
        commission = tell(say("commission {name}", name=_short_unit(row.commissioned_to)))
        return f"{_short_name(row.responsible)}, {commission}" if width > 20 else commission
    return row.responsible if len(row.responsible) < width else _short_name(row.responsible)


def is_begun(row: QueueRow) -> bool:
    """Whether the interview that an item asks for is a draft already."""
    return row.kind is not None and row.interview_id is not None and row.state is InterviewState.DRAFT


def standing(row: QueueRow, today: date) -> tuple[str, str, str]:
    """How a row stands: the days past its due day, the state in words, and the style of the words."""
    if row.due_on is not None and row.kind is not None:
        state = state_on(row.due_on, today, row.kind)
        days = days_over(row.due_on, today)
        words = tell(STATE_WORDS[state])
        if is_begun(row):
            words = tell(say("{state}, begun", state=words))
        elif state is DueState.IN_WINDOW and days > 0:
            words = tell(say("due {days} d ago", days=days))
        late = state in (DueState.OVERDUE, DueState.LONG_OVERDUE)
        return f"{days:+d}" if days else "0", words, "alert" if late else "text"
    if row.state is InterviewState.DRAFT:
        return "", tell(say("draft, {count} answers", count=row.answered)), "good"
    if row.state is InterviewState.COMPLETE:
        return "", tell(say("not rated")), "text"
    if row.state is InterviewState.RATED:
        return "", tell(say("not signed")), "text"
    if row.state is InterviewState.SIGNED:
        return "", tell(say("signed")), "text"
    return "", tell(say("no interview yet")) if row.form is None else "", "text"


def _signs(row: QueueRow, *, in_words: bool) -> str:
    """How often the client was sought, and whether the day was moved: in words, or by the keys that do it."""
    if in_words:
        words = [_attempts(row.attempts)] * bool(row.attempts) + [tell(say("postponed"))] * row.postponed
        return "".join(f", {word}" for word in words)
    attempts = f"t{row.attempts}" if row.attempts else ""
    signs = f"{attempts}{'s' if row.postponed else ''}"
    return f" {signs}" if signs else ""


def _attempts(count: int) -> str:
    return tell(say("1 attempt")) if count == 1 else tell(say("{count} attempts", count=count))


def _short_name(name: str) -> str:
    """Anna Berg as Anna B: colleagues know who it is."""
    first, _, last = name.partition(" ")
    return f"{first} {last[:1]}".strip()


def _short_unit(name: str) -> str:
    """Öppenvården Ankaret as ÖA."""
    return "".join(word[0] for word in name.split()).upper()
