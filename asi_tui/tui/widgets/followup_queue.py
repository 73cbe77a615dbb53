"""The follow-up queue: a line per item that is due or interview that waits, most overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asi_tui.core.casework import InterviewState, QueueRow
from asi_tui.core.followup import DueState, days_over, state_on
from asi_tui.core.identity import show_code
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Paper, cut, fill

DATE, DAYS, CODE = 10, 5, 9


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns that grow with the window."""

    client: int
    form: int
    person: int


def columns_for(width: int) -> Columns:
    """The columns of a window: at 80 the short forms of everything fit, at 100 whole names do."""
    if width >= 100:
        return Columns(client=CODE + 12, form=28, person=20)
    return Columns(client=CODE + 7, form=17, person=10)


STATE_WORDS: dict[DueState, Message] = {
    DueState.COMING: say("coming"),
    DueState.IN_WINDOW: say("in the window"),
    DueState.OVERDUE: say("overdue"),
    DueState.LONG_OVERDUE: say("long overdue"),
    DueState.LATER: say("later"),
}

FORM_WORDS = {
    "grund": say("Base"),
    "grund-kort": say("Base, short"),
    "uppf": say("Follow-up"),
    "uppf-kort": say("Follow-up, short"),
}


class FollowupQueue(Paper):
    """The rows of one list, the one before the user marked; it turns pages."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.rows: tuple[QueueRow, ...] = ()
        self.at = 0
        self.today = date.min
        self.empty_words: tuple[str, ...] = ()

    def fill_with(self, rows: tuple[QueueRow, ...], today: date, empty_words: tuple[str, ...]) -> None:
        """Take other rows; the mark stays on the same client if they are still there."""
        marked = self.current
        self.rows, self.today, self.empty_words = rows, today, empty_words
        same = [i for i, row in enumerate(rows) if marked is not None and row.client.id == marked.client.id]
        self.at = same[0] if same else 0
        self.draw()

    @property
    def current(self) -> QueueRow | None:
        """The row that is marked."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def page(self) -> int:
        """How many rows fit under the heading."""
        return max(1, self.size.height - 1)

    def move(self, step: int) -> None:
        """Mark another row, as far as there are any."""
        self.at = max(0, min(len(self.rows) - 1, self.at + step))
        self.draw()

    def draw(self) -> None:
        """Show the page that holds the marked row."""
        width = self.size.width
        if not self.rows:
            self.show([(), *(((f"   {words}", "text"),) for words in self.empty_words)])
            return
        start = self.at // self.page * self.page
        rows = self.rows[start : start + self.page]
        lines = [row_line(row, self.today, width, here=start + i == self.at) for i, row in enumerate(rows)]
        self.show([heading_line(width), *lines])


def heading_line(width: int) -> Line:
    """The names of the columns."""
    columns = columns_for(width)
    words = (
        "   ",
        fill(tell(say("due")), DATE) + " ",
        tell(say("days")).rjust(DAYS) + "  ",
        fill(tell(say("client")), columns.client),
        fill(tell(say("follow-up of")), columns.form),
        fill(tell(say("responsible")), columns.person),
        tell(say("state")),
    )
    return ((cut("".join(words), width), "dim"),)


def row_line(row: QueueRow, today: date, width: int, *, here: bool) -> Line:
    """One row: due day, days over, client, what it is about, who, and how it stands in words."""
    style = "cursor" if here else "text"
    days, state, state_style = _timing(row, today)
    due = row.due_on.isoformat() if row.due_on else ""
    columns = columns_for(width)
    person = row.responsible if len(row.responsible) < columns.person else _short_name(row.responsible)
    fixed = (
        fill(due, DATE) + " ",
        days.rjust(DAYS) + "  ",
        fill(f"{show_code(row.client.code)} {row.initials}", columns.client),
        fill(_about(row, short=width < 100), columns.form),
        fill(person, columns.person),
    )
    words = cut("".join(fixed), width - 3)
    room = max(0, width - 3 - len(words))
    state_style = "cursor" if here and state_style == "text" else state_style
    return (
        (" ▸ " if here else "   ", "key"),
        (words, style),
        (cut(state, room), state_style),
        (" " * (room - len(cut(state, room))), style),
    )


def _timing(row: QueueRow, today: date) -> tuple[str, str, str]:
    if row.due_on is not None and row.kind is not None:
        state = state_on(row.due_on, today, row.kind)
        days = days_over(row.due_on, today)
        words = tell(STATE_WORDS[state])
        if row.interview_id is not None:
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
    return "", tell(say("no interview yet")) if row.form is None else "", "text"


def _about(row: QueueRow, *, short: bool) -> str:
    form = row.anchor_form or row.form
    if form is None:
        return ""
    words = tell(FORM_WORDS[form]) if form in FORM_WORDS else form
    return f"{words.split(',')[0] if short else words} {row.anchor.isoformat() if row.anchor else ''}"


def _short_name(name: str) -> str:
    """Anna Berg as Anna B: colleagues know who it is."""
    first, _, last = name.partition(" ")
    return f"{first} {last[:1]}".strip()
