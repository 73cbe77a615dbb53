"""The follow-up queue: a line per item that is due or interview that waits, most overdue first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from asi_tui.core.queue import QueueRow
from asi_tui.tui.widgets.paper import Line, Paper


def row_key(row: QueueRow) -> str:
    """What tells a row from the others, also after the list has been read again."""
    if row.item_id is not None:
        return f"item {row.item_id}"
    return f"interview {row.interview_id}" if row.interview_id else f"client {row.client.id}"


class FollowupQueue(Paper):
    """The rows of one list, one of them before the user, some perhaps marked; it turns pages.

    `below` are lines that stand at its foot, such as a panel: the rows have what is left.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.rows: tuple[QueueRow, ...] = ()
        self.marked: frozenset[str] = frozenset()
        self.at = 0
        self.today = date.min
        self.dated = False
        self.empty_words: tuple[str, ...] = ()
        self.below: list[Line] = []

    def fill_with(
        self, rows: tuple[QueueRow, ...], today: date, empty_words: tuple[str, ...], *, dated: bool = False
    ) -> None:
        """Take other rows; the arrow stays at the same row, else at the same client, else at the row that follows."""
        here = self.current
        self.rows, self.today, self.empty_words, self.dated = rows, today, empty_words, dated
        self.marked &= {row_key(row) for row in rows}
        same = [i for i, row in enumerate(rows) if here is not None and row_key(row) == row_key(here)]
        alike = [i for i, row in enumerate(rows) if here is not None and row.client.id == here.client.id]
        self.at = next(iter(same or alike), max(0, min(self.at, len(rows) - 1)))

    def restart(self) -> None:
        """Forget where the arrow stood and what was marked: another list comes."""
        self.rows, self.at, self.marked = (), 0, frozenset()

    @property
    def current(self) -> QueueRow | None:
        """The row that the arrow points to."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def chosen(self) -> tuple[QueueRow, ...]:
        """The rows that an action is about: those that are marked, else the one before the user."""
        marked = tuple(row for row in self.rows if row_key(row) in self.marked)
        return marked or ((self.current,) if self.current else ())

    def next_beside(self, rows: Collection[QueueRow]) -> str | None:
        """The row to go to when these are dealt with: the first after the arrow that is not among them, else before."""
        done = {row_key(row) for row in rows}
        keys = [row_key(row) for row in self.rows]
        start = self.at + 1 if row_key(self.rows[self.at]) in done else self.at
        rest = [key for key in keys[start:] if key not in done] or [
            key for key in keys[:start][::-1] if key not in done
        ]
        return rest[0] if rest else None

    def point_to(self, key: str | None) -> bool:
        """Point to the row of that key; False when it is not in the list."""
        found = [place for place, row in enumerate(self.rows) if row_key(row) == key]
        self.at = found[0] if found else self.at
        return bool(found)

    def toggle_mark(self) -> None:
        """Mark the row before the user, or take its mark away."""
        if self.current is not None:
            self.marked ^= {row_key(self.current)}

    @property
    def page(self) -> int:
        """How many rows fit under the heading."""
        return max(1, self.size.height - 1)

    def move(self, step: int) -> None:
        """Point to another row, as far as there are any."""
        self.at = max(0, min(len(self.rows) - 1, self.at + step))

    def draw(self) -> None:
        """Show the page that holds the row before the user, and what stands below."""
        width, room = self.size.width, max(0, self.size.height - len(self.below))
        if not self.rows:
            above: Sequence[Line] = [(), *(((f"   {words}", "text"),) for words in self.empty_words)]
        elif room < 2:
            above = [self._line(self.at, width)]
        else:
            from asi_tui.tui.widgets.queue_row import heading_line

            above = [heading_line(width, dated=self.dated), *self._page_lines(width, room - 1)]
        above = [*above, *[()] * room][:room]
        self.show([*above, *self.below][: self.size.height])

    def _page_lines(self, width: int, room: int) -> list[Line]:
        """The rows of the page. What stands below takes the last ones, unless the arrow is among them."""
        start = self.at // self.page * self.page
        if self.at - start >= room:
            start = self.at - room + 1
        return [self._line(place, width) for place in range(start, min(start + room, len(self.rows)))]

    def _line(self, place: int, width: int) -> Line:
        from asi_tui.tui.widgets.queue_row import row_line

        row = self.rows[place]
        return row_line(
            row,
            self.today,
            width,
            here=place == self.at,
            marked=row_key(row) in self.marked,
            dated=self.dated and row.due_on is None,
        )
