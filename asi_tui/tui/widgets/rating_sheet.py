"""The sheet of the ratings step: an area with its key items and the client's own ratings, then the rating."""

from __future__ import annotations

from asi_tui.core import severity
from asi_tui.core.interview import Interview
from asi_tui.core.rating_desk import Rating, Stage
from asi_tui.core.second_look import in_words
from asi_tui.core.severity import Range
from asi_tui.i18n import language, tell
from asi_tui.keys import Keymap
from asi_tui.message import say
from asi_tui.tui.widgets.key_items import MARGIN, Entry, cell_of, entries_of, listed, packed
from asi_tui.tui.widgets.paper import Line, Paper, Span, cut, spread
from asi_tui.tui.widgets.question_panel import sentence
from asi_tui.tui.widgets.question_sheet import told_value
from asi_tui.tui.widgets.rating_list import doubt_bottom, doubt_lines, list_bottom, list_lines, reason_lines

WIDEST = 120
"""Longest line of the sheet: further to the right an answer is no longer seen to belong to its label."""

PLAIN = 80
"""Widest line of a label and its answer alone."""


class RatingSheet(Paper):
    """What the interviewer rates from, and the rating."""

    page = 0

    def show_rating(self, rating: Rating, keymap: Keymap) -> None:
        """Show where the interviewer stands."""
        self.show(rating_lines(rating, keymap, min(WIDEST, self.size.width), self.size.height, self.page))


def rating_lines(rating: Rating, keymap: Keymap, width: int, height: int, page: int = 0) -> list[Line]:
    """The lines of the sheet; what is to be answered stands at the bottom."""
    if rating.prompt is not None:
        return _with_bottom(list_lines(rating), reason_lines(rating, rating.prompt, width), width, height)
    if rating.stage is Stage.DOUBT:
        return _with_bottom(doubt_lines(rating, width), doubt_bottom(rating, keymap, width), width, height)
    if rating.stage is Stage.RATING and not rating.straight:
        return _area_lines(rating, width, height, page)
    return _with_bottom(list_lines(rating), list_bottom(rating, keymap, width), width, height)


def rule(width: int) -> Line:
    """A line across the sheet."""
    return ((" " + "─" * (width - 2), "rule"),)


def _with_bottom(top: list[Line], bottom: list[Line], width: int, height: int) -> list[Line]:
    """The top cut to the room that the bottom leaves, round the line that is marked; then the bottom."""
    room = height - len(bottom) - 1
    if room < 1:
        return bottom[:height]
    marked = next((at for at, line in enumerate(top) if line and line[0][0].strip() == "▸"), 0)
    start = marked // room * room
    shown = top[start : start + room]
    return [*shown, *([()] * (room - len(shown))), rule(width), *bottom]


def _area_lines(rating: Rating, width: int, height: int, page: int) -> list[Line]:
    """The key items and the client's ratings of an area, as roomy as the window allows, then the rating."""
    interview, at = rating.interview, rating.desk.at
    items = entries_of(interview, severity.key_items(interview, at))
    client = client_lines(interview, at, width)
    roomy, close = _rating_bottom(rating, width, rows=5), _rating_bottom(rating, width, rows=3)
    if any(_width([*line]) > width for line in close):
        close = roomy
    ways = (
        (roomy, listed(items, min(width, PLAIN))),
        (roomy, packed(items, width)),
        (close, packed(items, width)),
        (roomy, packed(items, width, folded=True)),
        (close, packed(items, width, folded=True)),
        (close, top := packed(items, width, folded=True, cuts=True)),
    )
    for bottom, lines in ways:
        spare = height - len(lines) - len(client) - len(bottom) - 1
        if spare >= 0:
            parted: list[Line] = [()] if spare else []
            return _with_bottom([*lines, *parted, *client], bottom, width, height)
    bottom = close if height >= len(close) + len(client) + 4 else _rating_bottom(rating, width, rows=1)
    room = height - len(bottom) - 1
    if room <= len(client) + 1:
        every, size = [*client, *listed(items, width)], max(1, height - len(bottom))
        start = page * size % (-(-len(every) // size) * size)
        return [*every[start : start + size], *bottom][:height]
    return _with_bottom([*_page(top, room - len(client), page), *client], bottom, width, height)


def _page(lines: list[Line], room: int, page: int) -> list[Line]:
    """One page of the key items, and in its last line that there is more."""
    size = room - 1
    pages = -(-len(lines) // size)
    shown = page % pages
    told = tell(say("page {page} of {pages}, PgDn turns", page=shown + 1, pages=pages))
    kept = lines[shown * size : shown * size + size]
    return [*kept, *([()] * (size - len(kept))), ((MARGIN + told, "dim"),)]


def client_lines(interview: Interview, code: str, width: int) -> list[Line]:
    """The client's own ratings, one to a line, in words and figure."""
    lines: list[Line] = []
    for item in severity.client_ratings(interview, code):
        question = interview.question(item)
        meaning, figure = told_value(question, interview.standings[item].value)
        words = f"{meaning}  {figure}" if figure else tell(say("unanswered"))
        entry = Entry(question.number, question.label.in_language(language()), words, is_nought=False)
        lines.append(((MARGIN, "text"), *cell_of(entry, min(width, PLAIN) - 2 * len(MARGIN), "strong")))
    return lines


def _rating_bottom(rating: Rating, width: int, *, rows: int) -> list[Line]:
    """The rating itself: its name, the ranges in so many lines, and the two points of the range that is chosen."""
    question, chosen = rating.desk.question, rating.chosen
    ranges = severity.ranges(question)
    box = f"[{chosen.low}–{chosen.high}]" if chosen else "[_]"
    left: list[Span] = [(f" {question.number}  ", "heading"), (question.label.in_language(language()), "strong")]
    standing = rating.interview.standings[question.code]
    figure = told_value(question, standing.value)[1]
    right: list[Span] = [(box, "open")] if chosen or not figure else [(figure, "value")]
    head = spread(left, [(" ", "text"), *right, (" ", "text")], min(width, PLAIN))
    if rows == 1:
        return [head, _points_line(rating, width) if chosen else _ranges_line(ranges)]
    entries = [_range_spans(n, entry, chosen) for n, entry in enumerate(ranges, 1)]
    columns = [entries[start : start + rows] for start in range(0, len(entries), rows)]
    cell = max(_width(entry) for entry in columns[0]) + 2
    lines: list[Line] = []
    for row in range(rows):
        spans: list[Span] = []
        for place, column in enumerate(columns):
            if row < len(column):
                gap = len(MARGIN) + place * cell - _width(spans)
                spans += [(" " * gap, "text"), *column[row]]
        lines.append(tuple(spans))
    return [head, *lines, _points_line(rating, width)]


def _width(spans: list[Span]) -> int:
    return sum(len(words) for words, _ in spans)


def _range_spans(key: int, entry: Range, chosen: Range | None) -> list[Span]:
    words = f" {entry.low}–{entry.high} {entry.words.in_language(language())}"
    if chosen is None:
        return [(str(key), "key"), (words, "text")]
    style = "cursor" if entry == chosen else "dim"
    return [(str(key), style), (words, style)]


def _ranges_line(ranges: tuple[Range, ...]) -> Line:
    """The ranges in one line, for a window without room for their words."""
    spans: list[Span] = [(MARGIN, "text")]
    for key, entry in enumerate(ranges, 1):
        spans += [(str(key), "key"), (f" {entry.low}–{entry.high} ", "text")]
    return tuple(spans)


def _points_line(rating: Rating, width: int) -> Line:
    """The two points of the chosen range, and which one the client's ratings speak for."""
    chosen, moved = rating.chosen, rating.looks.get(rating.desk.at)
    if chosen is None and moved is not None:
        figure = told_value(rating.desk.question, rating.interview.standings[rating.desk.at].value)[1]
        again = say("? look again: {moved}; Enter keeps {value}", moved=in_words(moved), value=figure)
        return ((cut(MARGIN + tell(again), width), "alert"),)
    if chosen is None and rating.desk.at in severity.without_reason(rating.interview, rating.accepted):
        return ((cut(MARGIN + tell(say("? far from the client's own rating: say why with s")), width), "alert"),)
    if chosen is None:
        return ((cut(MARGIN + tell(say("First the range, from the answers above; then the point.")), width), "dim"),)
    spans: list[Span] = [(MARGIN, "text")]
    for point, words in ((chosen.low, say(" the lower")), (chosen.high, say(" the upper"))):
        spans += [(str(point), "key"), (f"{tell(words)}   ", "text")]
    leaning = severity.leaning(rating.interview, rating.desk.at, chosen)
    if leaning is None:
        hint = say("the client's own rating speaks for neither")
    elif leaning == chosen.high:
        hint = say("the client's own rating is high: it speaks for {point}", point=leaning)
    else:
        hint = say("the client's own rating is low: it speaks for {point}", point=leaning)
    return (*spans, (cut(sentence(hint), width - _width(spans)), "dim"))
