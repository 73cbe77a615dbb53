"""The client's page as one sheet: sections below each other, or in two columns where the window is wide."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from asi_tui.i18n import tell
from asi_tui.tui.client_entries import EMPTY_WORDS, SECTION_WORDS, Entry, Section
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut

TWO_COLUMNS = 116
"""Narrowest window in which the page stands in two columns."""

LEFT = (Section.CLIENT, Section.ITEMS, Section.INTERVIEWS, Section.INTERVENTIONS, Section.CONSENTS)
RIGHT = (Section.EVENTS, Section.REMARKS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a column: the heading of a section, or an entry of it (None: words that stand there instead)."""

    section: Section
    entry: Entry | None = None
    is_heading: bool = False


class ClientSheet(Paper):
    """The entries of the page, one of them before the user. `below` are lines that stand at the foot."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.entries: list[Entry] = []
        self.at = 0
        self.below: list[Line] = []
        self._tops = [0, 0]

    def fill_with(self, entries: list[Entry]) -> None:
        """Take other entries; the arrow stays at the same one, else at the first of the same section."""
        here = self.current
        self.entries = entries
        same = [place for place, entry in enumerate(entries) if here is not None and entry.key == here.key]
        alike = [place for place, entry in enumerate(entries) if here is not None and entry.section is here.section]
        self.at = next(iter(same or alike), 0)

    @property
    def current(self) -> Entry | None:
        """The entry before the user."""
        return self.entries[self.at] if self.at < len(self.entries) else None

    def point_to(self, key: str) -> bool:
        """Point to the entry of that key; False when it is not there."""
        found = [place for place, entry in enumerate(self.entries) if entry.key == key]
        self.at = found[0] if found else self.at
        return bool(found)

    def go_to(self, section: Section) -> bool:
        """Point to the first entry of a section; False when it has none."""
        found = [place for place, entry in enumerate(self.entries) if entry.section is section]
        if found:
            self.at = found[0]
            column = next(i for i, sections in enumerate(self._columns()) if section in sections)
            placed = self._placed(self._columns()[column])
            self._tops[column] = next(i for i, one in enumerate(placed) if one.section is section)
        return bool(found)

    def move(self, step: int) -> None:
        """Point to another entry of the column, as far as there are any."""
        order = self._order(self._column_here())
        if self.current is not None:
            self.at = self.entries.index(order[max(0, min(len(order) - 1, order.index(self.current) + step))])

    def cross(self, column: int) -> None:
        """Point to the entry of the other column that stands at the same height."""
        columns = self._columns()
        if column >= len(columns) or column == self._column_here() or self.current is None:
            return
        here = self._column_here()
        height = next(i for i, one in enumerate(self._placed(columns[here])) if one.entry is self.current)
        shown = height - self._tops[here] + self._tops[column]
        listed = [(abs(i - shown), one.entry) for i, one in enumerate(self._placed(columns[column])) if one.entry]
        if listed:
            self.at = self.entries.index(min(listed, key=lambda pair: pair[0])[1])

    @property
    def page(self) -> int:
        """How many lines are shown."""
        return max(1, self.size.height - len(self.below))

    @property
    def column_width(self) -> int:
        """How wide the narrower column is."""
        return self.size.width // len(self._columns())

    def _columns(self) -> tuple[tuple[Section, ...], ...]:
        return (LEFT, RIGHT) if self.size.width >= TWO_COLUMNS else (tuple(Section),)

    def _column_here(self) -> int:
        section = self.current.section if self.current else Section.CLIENT
        return next(i for i, sections in enumerate(self._columns()) if section in sections)

    def _order(self, column: int) -> list[Entry]:
        return [one.entry for one in self._placed(self._columns()[column]) if one.entry is not None]

    def _placed(self, sections: tuple[Section, ...]) -> list[Placed]:
        placed: list[Placed] = []
        for section in sections:
            listed = [Placed(section, entry) for entry in self.entries if entry.section is section]
            placed += [Placed(section, is_heading=True), *(listed or [Placed(section)])]
        return placed

    def draw(self) -> None:
        """Show the columns round the entry before the user, and what stands below."""
        room, width, columns = self.page, self.size.width, self._columns()
        widths = [width] if len(columns) == 1 else [width // 2, width - width // 2 - 2]
        drawn = [self._drawn(i, sections, widths[i], room) for i, sections in enumerate(columns)]
        lines = drawn[0] if len(drawn) == 1 else [_beside(a, b, widths[0]) for a, b in zip(*drawn, strict=True)]
        self.show([*lines, *self.below][: self.size.height])

    def _drawn(self, column: int, sections: tuple[Section, ...], width: int, room: int) -> list[Line]:
        placed = self._placed(sections)
        here = next((i for i, one in enumerate(placed) if one.entry is not None and one.entry is self.current), None)
        top = min(self._tops[column], max(0, len(placed) - room))
        if here is not None and not top + 1 <= here < top + room:
            # With its heading above it, where that is the line before.
            top = max(0, here - 1) if here < top + 1 else here - room + 1
        self._tops[column] = top
        lines = [_line(one, width, here=top + i == here) for i, one in enumerate(placed[top : top + room])]
        return lines + [()] * (room - len(lines))


def _line(one: Placed, width: int, *, here: bool) -> Line:
    if one.is_heading:
        return ((f" {one.section.value} ", "key"), (tell(SECTION_WORDS[one.section]), "heading"))
    if one.entry is None:
        return ((f"   {tell(EMPTY_WORDS[one.section])}", "dim"),)
    return _cut([(" ▸ " if here else "   ", "key"), *_lit(one.entry.spans, here=here)], width)


def _lit(spans: tuple[Span, ...], *, here: bool) -> list[Span]:
    return [(words, "cursor" if here and style in ("text", "dim") else style) for words, style in spans]


def _cut(spans: list[Span], width: int) -> Line:
    kept: list[Span] = []
    room = width
    for words, style in spans:
        kept.append((cut(words, room), style))
        room -= cell_len(kept[-1][0])
    return tuple(kept)


def _beside(left: Line, right: Line, width: int) -> Line:
    used = sum(cell_len(words) for words, _ in left)
    return (*left, (" " * max(0, width - used), "text"), ("│ ", "rule"), *right)
