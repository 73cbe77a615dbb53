"""The lines round the queue: counts, the filter's choices, the search line, and what an empty list says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from asi_tui.core.interview_state import InterviewState
from asi_tui.core.list_choice import KINDS, LETTERS, ListChoice
from asi_tui.core.queue import ItemKind, QueueCounts, QueueRow, Scope, Show
from asi_tui.i18n import tell
from asi_tui.keys import Keymap, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Span, cut

FOOTER = (
    "start.interview",
    "start.client",
    "start.dropout",
    "start.attempt",
    "start.postpone",
    "start.undo",
    "start.new",
    "start.filter",
    "start.search",
    "start.short",
    "start.assign",
    "start.other",
    "start.handover",
    "start.why",
    "start.mark",
    "app.quit",
)

ENTER_WORDS: dict[ItemKind, Message] = {
    ItemKind.FEEDBACK: say("feedback"),
    ItemKind.RATING: say("rating"),
    ItemKind.SIGNATURE: say("signature"),
    ItemKind.INTERVENTION: say("the intervention"),
}
"""What Enter leads to by the kind of the row, where that is no interview to be held."""

_ENTER_BY_STATE = {InterviewState.COMPLETE: ItemKind.RATING, InterviewState.RATED: ItemKind.SIGNATURE}


def enter_label(row: QueueRow | None) -> dict[str, Message]:
    """What Enter is called on that row, where it is called another thing than usual."""
    if row is None:
        return {}
    kind = row.kind or (_ENTER_BY_STATE.get(row.state) if row.state else None)
    return {"start.interview": ENTER_WORDS[kind]} if kind in ENTER_WORDS else {}


SCOPE_WORDS = {Scope.MINE: say("mine"), Scope.UNIT: say("the unit's"), Scope.ALL: say("all")}

LIST_WORDS = {
    Show.DUE: say("due"),
    Show.DRAFTS: say("drafts"),
    Show.UNRATED: say("not rated"),
    Show.UNSIGNED: say("not signed"),
}

KINDS_WORDS: dict[ItemKind | None, Message] = {
    None: say("all kinds"),
    ItemKind.BASE: say("base interviews"),
    ItemKind.FOLLOW_UP: say("follow-ups"),
    ItemKind.FEEDBACK: say("feedback"),
    ItemKind.RATING: say("ratings"),
    ItemKind.SIGNATURE: say("signatures"),
    ItemKind.INTERVENTION: say("interventions"),
}


def count_line(counts: QueueCounts, choice: ListChoice, width: int) -> Line:
    """How much waits; the list that is shown stands last when it is not the ordinary one.

    In a narrow window the figures stand closer, those that are nought are left out, and then the last ones give way to
    the name of the list. While something is searched for, that stands there instead.
    """
    if choice.search is not None:
        return (
            (cut(" " + tell(say("search: {words}", words=choice.search)), width - 16), "key"),
            (tell(say("   Esc back")), "dim"),
        )
    figures = (
        (say("Long overdue"), counts.long_overdue, "alert"),
        (say("Overdue"), counts.overdue, "alert"),
        (say("In the window"), counts.in_window, "strong"),
        (say("Coming"), counts.coming, "text"),
        (say("Drafts"), counts.drafts, "text"),
        (say("Not rated"), counts.unrated, "text"),
    )
    name = list_name(choice)
    room = width - 1 - (len(name) + 3 if name else 0)
    entries: list[Span] = [(f"{tell(words)} {count}", style if count else "dim") for words, count, style in figures]
    if sum(len(words) + 1 for words, _ in entries) > room:
        entries = [entry for entry in entries if entry[1] != "dim"]
    while name and entries and sum(len(words) + 1 for words, _ in entries) > room:
        entries.pop()
    gap = "  " if sum(len(words) + 2 for words, _ in entries) < room + 1 else " "
    spans: list[Span] = [(" ", "text")]
    for entry in entries:
        spans += [entry, (gap, "text")]
    used = sum(len(words) for words, _ in spans)
    return (*spans, (cut(f"▪ {name}" if name else "", max(0, width - used)), "key"))


def list_name(choice: ListChoice) -> str:
    """The list in words; empty for the one that the program starts with."""
    if choice.is_ordinary:
        return ""
    kind = KINDS_WORDS[choice.kind] if choice.kind else LIST_WORDS[choice.show]
    return f"{tell(SCOPE_WORDS[choice.scope])}, {tell(kind)}"


def filter_lines(choice: ListChoice, width: int, height: int) -> list[Line]:
    """The letters and digits of the filter, with what is chosen now marked."""
    scopes = [(key, SCOPE_WORDS[of], of is choice.scope) for key, of in LETTERS.items() if isinstance(of, Scope)]
    lists = [(key, LIST_WORDS[of], of is choice.show) for key, of in LETTERS.items() if isinstance(of, Show)]
    kinds = [(key, KINDS_WORDS[of], of is choice.kind) for key, of in KINDS.items()]
    rows = [
        *_choices(say("Whose"), scopes, width),
        *_choices(say("List"), lists, width),
        *_choices(say("Kind"), kinds, width),
    ]
    if len(rows) + 1 > height:
        return rows[:height]
    return [((" " + "─" * (width - 2), "rule"),), *rows]


def _choices(lead: Message, entries: Iterable[tuple[str, Message, bool]], width: int) -> list[Line]:
    """Choices one after another, on as many lines as they need."""
    head = tell(lead).ljust(8) if width >= 60 else ""
    lines: list[list[Span]] = [[(f" {head}", "heading")]]
    used = len(head) + 1
    for key, words, is_chosen in entries:
        told = f" {tell(words)}  "
        if used + len(key) + len(told) > width and len(lines[-1]) > 1:
            lines.append([(" " * (len(head) + 1), "text")])
            used = len(head) + 1
        lines[-1] += [(key, "key"), (told, "value" if is_chosen else "text")]
        used += len(key) + len(told)
    return [tuple(line) for line in lines]


def search_line(words: str, found: int, width: int) -> Line:
    """What is being searched for."""
    prompt = tell(say("Find code, name or number: {words}_", words=words))
    tail = tell(say("   {count} found, Enter to the list, Esc back", count=found))
    return ((" ", "text"), (cut(prompt, width - 2), "open"), (cut(tail, max(0, width - len(prompt) - 2)), "dim"))


def read_at_line(read_at: datetime | None, width: int) -> Line:
    """A rule, and in it when the figures were read."""
    told = f" {tell(say('read {time}', time=f'{read_at:%H:%M}'))} " if read_at else ""
    return ((" " + "─" * max(0, width - 3 - len(told)), "rule"), (told, "dim"), ("─", "rule"))


def empty_words(counts: QueueCounts, choice: ListChoice, keymap: Keymap) -> tuple[str, ...]:
    """What stands in an empty list: why it is empty, and what to press."""
    new = shown_key(keymap.first("start.new"))
    if not counts.has_clients and choice.search is None:
        return (
            tell(say("There are no clients yet.")),
            "",
            tell(say("{key}   add the first client", key=new)),
            tell(say("{key}   look around in the practice data", key=shown_key(keymap.first("start.practice")))),
            tell(say("{key}  help", key=shown_key(keymap.first("app.help")))),
        )
    if choice.search is not None:
        return (tell(say("Nobody is found. {key} adds a new client.", key=new)),)
    if choice.is_ordinary:
        return (
            tell(say("Nobody is due.")),
            tell(say("{key} finds a client, {new} adds one.", key=shown_key(keymap.first("start.search")), new=new)),
        )
    return (tell(say("Nothing here. {key} chooses another list.", key=shown_key(keymap.first("start.filter")))),)
