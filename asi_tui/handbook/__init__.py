"""The handbook: what F1 and `asi help` show. Pages are Markdown in Swedish; the keys come from `asi_tui.keys`.

A page names a key by its command, as in {entry.undo}: what is shown is the key that the command has here.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import zip_longest

from asi_tui.errors import UsageError
from asi_tui.i18n import tell
from asi_tui.keys import Context, Keymap, commands_in, keymap, shown_key
from asi_tui.message import Message, say

EXAMPLE = "lokalt-exempel"
"""A site's overlay to begin with, which is TOML as it stands."""

KEYS = "tangenter"
"""The page that is made from the commands."""

PAGES = (
    "borja",
    "kon",
    "klient",
    "insats",
    "intervju",
    "granska",
    "skattning",
    "rattelser",
    "papper",
    "plan",
    "vanor",
    "ovning",
    KEYS,
    "terminaler",
    "fel",
    "lokalt",
    "fraser",
    "matt",
    EXAMPLE,
)
"""The pages, in the order they are read."""

PLACES = {
    "kon": Context.START,
    "klient": Context.CLIENT,
    "intervju": Context.ENTRY,
    "granska": Context.ENTRY,
    "rattelser": Context.ENTRY,
    "skattning": Context.RATING,
    "papper": Context.PAPER,
}
"""The pages on a place: below them stand the keys that work there."""

_COMMAND = re.compile(r"\{(\w+\.[\w-]+)\}")


def page(name: str, keys: Keymap | None = None) -> str:
    """A page as Markdown, with the keys that are set here. Raises UsageError when there is no such page."""
    if name not in PAGES:
        raise UsageError(say("there is no help page {name}", name=name), "asi help", _remedy(name))
    keys = keys or keymap()
    if name == KEYS:
        return keys_page(keys)
    text = source(name)
    return text if name == EXAMPLE else _COMMAND.sub(lambda found: shown_key(keys.first(found[1])), text)


def source(name: str) -> str:
    """A page as it is written, with commands where it names keys."""
    kind = "toml" if name == EXAMPLE else "md"
    return (files(__package__) / f"{name}.{kind}").read_text(encoding="utf-8").strip()


def commands_named(name: str) -> list[str]:
    """The commands that a page names."""
    return _COMMAND.findall(source(name)) if name not in (KEYS, EXAMPLE) else []


def title(name: str) -> str:
    """The first line of a page."""
    return page(name).partition("\n")[0].lstrip("# ")


def index(letters: str) -> str:
    """All pages as Markdown, each with the letter that it is chosen by."""
    names = [f"{letter}  {title(name)}" for letter, name in zip(letters, PAGES, strict=True)]
    half = (len(names) + 1) // 2
    rows = [f"    {left:<38}{right}".rstrip() for left, right in zip_longest(names[:half], names[half:], fillvalue="")]
    return "\n".join([f"# {tell(say('The handbook'))}", "", *rows])


def keys_page(keys: Keymap | None = None) -> str:
    """All keys, place by place."""
    places = (
        (Context.START, say("The queue")),
        (Context.CLIENT, say("The client's page")),
        (Context.ENTRY, say("The interview")),
        (Context.RATING, say("The rating")),
        (Context.PAPER, say("The papers")),
        (Context.APP, say("Everywhere")),
    )
    parts = [f"## {tell(words)}\n\n{key_table(context, keys)}" for context, words in places]
    return f"# {tell(say('Keys'))}\n\n" + "\n\n".join(parts)


def key_table(context: Context, keys: Keymap | None = None) -> str:
    """The keys of one place as lines: key, label, what it does."""
    keys = keys or keymap()
    return "\n".join(
        f"    {' '.join(shown_key(key) for key in keys.keys[command.id]):<16} {tell(command.help)}"
        for command in commands_in(context)
    )


def _remedy(name: str) -> Message:
    """The page that was meant, where one is near enough to tell; else all of them."""
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), PAGES, 1)
    if near:
        return say("did you mean {name}?", name=near[0])
    return say("choose one of: {names}", names=", ".join(PAGES))
