"""The lines round the queue: counts, the filter's choices, the search line, and what an empty list says."""

from __future__ import annotations

from asi_tui.core.casework import QueueCounts, Scope, Show
from asi_tui.i18n import tell
from asi_tui.keys import Keymap, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.widgets.paper import Line, Span, cut

FOOTER = ("start.interview", "start.short", "start.new", "start.filter", "start.search", "start.settings", "app.quit")

CHOICES: tuple[tuple[str, Scope | Show, Message], ...] = (
    ("m", Scope.MINE, say("mine")),
    ("e", Scope.UNIT, say("the unit's")),
    ("a", Scope.ALL, say("all")),
    ("d", Show.DUE, say("due")),
    ("u", Show.DRAFTS, say("drafts")),
    ("s", Show.UNRATED, say("not rated")),
    ("i", Show.UNSIGNED, say("not signed")),
)

_WORDS = {choice: words for _, choice, words in CHOICES}


def count_line(counts: QueueCounts, scope: Scope, shown: Show, search: str | None, width: int) -> Line:
    """How much waits; the list that is shown stands last when it is not the ordinary one.

    In a narrow window the figures stand closer, and then those that are nought are left out. While something is
    searched for, that stands there instead.
    """
    if search is not None:
        return (
            (cut(" " + tell(say("search: {words}", words=search)), width - 16), "key"),
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
    entries: list[Span] = [(f"{tell(words)} {count}", style if count else "dim") for words, count, style in figures]
    if sum(len(words) + 1 for words, _ in entries) > width - 1:
        entries = [entry for entry in entries if entry[1] != "dim"]
    gap = "  " if sum(len(words) + 2 for words, _ in entries) < width else " "
    spans: list[Span] = [(" ", "text")]
    for entry in entries:
        spans += [entry, (gap, "text")]
    ordinary = (scope, shown) == (Scope.UNIT, Show.DUE)
    shown_words = "" if ordinary else f"{tell(_WORDS[scope])}, {tell(_WORDS[shown])}"
    used = sum(len(words) for words, _ in spans)
    return (*spans, (cut(f"▪ {shown_words}" if shown_words else "", max(0, width - used)), "key"))


def filter_line(width: int) -> Line:
    """The letters of the filter."""
    spans: list[Span] = [(" ", "text")]
    for letter, _, words in CHOICES:
        spans += [(letter, "key"), (f" {tell(words)}  ", "text")]
    return tuple(spans)


def search_line(words: str, found: int, width: int) -> Line:
    """What is being searched for."""
    prompt = tell(say("Find code or name: {words}_", words=words))
    tail = tell(say("   {count} found, Enter to the list, Esc back", count=found))
    return ((" ", "text"), (cut(prompt, width - 2), "open"), (cut(tail, max(0, width - len(prompt) - 2)), "dim"))


def empty_words(counts: QueueCounts, search: str | None, shown: Show, keymap: Keymap) -> tuple[str, ...]:
    """What stands in an empty list: why it is empty, and what to press."""
    new = shown_key(keymap.first("start.new"))
    if counts.clients == 0 and search is None:
        return (
            tell(say("There are no clients yet.")),
            "",
            tell(say("{key}   add the first client", key=new)),
            tell(say("{key}   look around in the practice data", key=shown_key(keymap.first("start.practice")))),
            tell(say("{key}  help", key=shown_key(keymap.first("app.help")))),
        )
    if search is not None:
        return (tell(say("Nobody is found. {key} adds a new client.", key=new)),)
    if shown is Show.DUE:
        return (
            tell(say("Nobody is due.")),
            tell(say("{key} finds a client, {new} adds one.", key=shown_key(keymap.first("start.search")), new=new)),
        )
    return (tell(say("Nothing here. {key} chooses another list.", key=shown_key(keymap.first("start.filter")))),)
