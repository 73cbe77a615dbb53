"""The handbook: what F1 and `asi help` show. Pages are Markdown in Swedish; the keys come from `asi_tui.keys`."""

from __future__ import annotations

from importlib.resources import files

from asi_tui.errors import UsageError
from asi_tui.i18n import tell
from asi_tui.keys import Context, commands_in, shown_key
from asi_tui.message import say

EXAMPLE = "lokalt-exempel"
"""A site's overlay to begin with, which is TOML as it stands."""

PAGES = ("borja", "kon", "klient", "intervju", "skattning", "tangenter", "fel", "lokalt", EXAMPLE)
"""The pages, in the order they are read."""


def page(name: str) -> str:
    """A page as Markdown. Raises UsageError when there is no such page."""
    if name not in PAGES:
        raise UsageError(
            say("there is no help page {name}", name=name),
            "asi help",
            say("choose one of: {names}", names=", ".join(PAGES)),
        )
    if name == "tangenter":
        return keys_page()
    kind = "toml" if name == EXAMPLE else "md"
    return (files(__package__) / f"{name}.{kind}").read_text(encoding="utf-8").strip()


def title(name: str) -> str:
    """The first line of a page."""
    return page(name).partition("\n")[0].lstrip("# ")


def keys_page() -> str:
    """All keys, place by place."""
    places = (
        (Context.START, say("The queue")),
        (Context.CLIENT, say("The client's page")),
        (Context.ENTRY, say("The interview")),
        (Context.RATING, say("The rating")),
        (Context.APP, say("Everywhere")),
    )
    parts = [f"## {tell(words)}\n\n{key_table(context)}" for context, words in places]
    return f"# {tell(say('Keys'))}\n\n" + "\n\n".join(parts)


def key_table(context: Context) -> str:
    """The keys of one place as lines: key, label, what it does."""
    rows = commands_in(context)
    return "\n".join(
        f"    {' '.join(shown_key(key) for key in command.keys):<16} {tell(command.help)}" for command in rows
    )
