"""Every command of the program, once: its id, keys, label and help. Footer, help, palette and keymap read it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from asi_tui.errors import ConfigError
from asi_tui.message import Message, say


class Context(StrEnum):
    """Where a command works."""

    APP = "app"
    START = "start"
    ENTRY = "entry"
    RATING = "rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A thing the user can do: `keys` are names as the terminal library gives them, the first one is shown."""

    id: str
    keys: tuple[str, ...]
    context: Context
    label: Message
    help: Message


def _command(name: str, keys: str, label: Message, explanation: Message) -> Command:
    return Command(
        id=name, keys=tuple(keys.split()), context=Context(name.split(".")[0]), label=label, help=explanation
    )


COMMANDS: tuple[Command, ...] = (
    _command(
        "start.interview",
        "enter",
        say("interview"),
        say("Open the right interview for the client: the draft, or the next"),
    ),
    _command("start.short", "k", say("short"), say("The same, on the short form")),
    _command("start.new", "n", say("new client"), say("Add a client and give them a code")),
    _command("start.search", "slash ctrl+f", say("find"), say("Find a client by code or name")),
    _command("start.filter", "f", say("filter"), say("Choose whose work is listed, and which")),
    _command("start.next", "down", say("down"), say("To the row below")),
    _command("start.back", "up", say("up"), say("To the row above")),
    _command("start.next-page", "pagedown", say("page down"), say("A page down")),
    _command("start.previous-page", "pageup", say("page up"), say("A page up")),
    _command("start.first", "home", say("first"), say("To the first row")),
    _command("start.last", "end", say("last"), say("To the last row")),
    _command("start.reload", "r f5", say("read again"), say("Read the list from the database again")),
    _command("start.settings", "f12", say("settings"), say("How you like to work: keying, colours, language")),
    _command(
        "start.practice", "p", say("practice data"), say("Open the practice data, as long as there are no clients")
    ),
    _command(
        "entry.no-answer", "x comma full_stop", say("no answer"), say("Code X: no answer, does not know, declines")
    ),
    _command(
        "entry.not-applicable",
        "n slash",
        say("not applicable"),
        say("Code N: does not apply, where the question allows it"),
    ),
    _command("entry.next", "down tab", say("next"), say("To the next question; an unanswered one stays open")),
    _command("entry.back", "up shift+tab minus", say("back"), say("To the question before")),
    _command("entry.next-area", "pagedown", say("next area"), say("To the first question of the next area")),
    _command("entry.previous-area", "pageup", say("previous area"), say("To the first question of the area before")),
    _command("entry.first", "home", say("first"), say("To the first question")),
    _command("entry.next-unanswered", "end", say("next open"), say("To the next question that is still open")),
    _command(
        "entry.goto", "g f4", say("go to"), say("Go to a question by its code; Enter alone goes back where you were")
    ),
    _command("entry.clear", "delete", say("clear"), say("Make the question unanswered again")),
    _command(
        "entry.backspace", "backspace", say("take back"), say("Take back a half-typed digit, else go one question back")
    ),
    _command("entry.undo", "u ctrl+z", say("undo"), say("Undo the latest change of this session")),
    _command("entry.redo", "ctrl+y", say("redo"), say("Make the undone change again")),
    _command(
        "entry.copy-previous", "plus", say("copy earlier"), say("Copy the earlier answer, on standing facts only")
    ),
    _command("entry.remark", "asterisk f2", say("remark"), say("Write a remark on the question")),
    _command("entry.area-comment", "f5", say("comment"), say("Write the comment of the area")),
    _command("entry.accept", "s", say("accept"), say("Accept the check that asks, with a reason")),
    _command("entry.next-check", "f8", say("next check"), say("To the next question where a check waits")),
    _command("entry.review", "f6", say("review"), say("What is open, questionable, X or remarked, area by area")),
    _command("entry.widen", "f7", say("full form"), say("From the short form to the full one, and back")),
    _command("entry.search", "ctrl+f", say("find"), say("Find a question by its words")),
    _command("entry.head", "f3", say("head"), say("The head of the interview: date, interviewer, form")),
    _command("entry.complete", "f9", say("complete"), say("Finish the interview, or see what is still open")),
    _command(
        "rating.no-answer", "x comma full_stop", say("no answer"), say("Code X: the row cannot be rated or answered")
    ),
    _command("rating.next", "down tab", say("next"), say("To the next row; one without a value stays open")),
    _command("rating.back", "up shift+tab minus", say("back"), say("To the row before")),
    _command(
        "rating.backspace", "backspace", say("take back"), say("Take back the chosen range, else go one row back")
    ),
    _command("rating.straight", "p", say("from paper"), say("Copy ratings from paper, one digit each, or cease to")),
    _command("rating.all-no", "a", say("no to all"), say("Answer no to all open questions on distorted answers")),
    _command("rating.reason", "s", say("reason"), say("Say why a rating far from the client's own stands")),
    _command("rating.more", "pagedown", say("more"), say("The next page of the key items")),
    _command("rating.less", "pageup", say("page up"), say("The page of key items before")),
    _command(
        "rating.complete", "f9", say("complete"), say("Finish the rating, or see what it lacks; then it can be signed")
    ),
    _command("app.help", "f1", say("help"), say("Help on what stands before you")),
    _command("app.palette", "ctrl+p", say("commands"), say("All commands, by name")),
    _command(
        "app.close",
        "escape",
        say("close"),
        say("Take back what is half-typed, else close the box, else back to the queue"),
    ),
    _command("app.quit", "ctrl+q", say("quit"), say("Leave the program; all answers are already saved")),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

RESERVED = frozenset({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ctrl+c", "ctrl+m", "ctrl+j", "ctrl+i"})
"""Keys that no command may take: the digits answer, and the others are Enter, Tab and the terminal's own."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which key does what: per command its keys, with the site's or the user's own choices laid over."""

    keys: Mapping[str, tuple[str, ...]]

    def command(self, key: str, context: Context) -> Command | None:
        """The command that a key gives in that context; the program-wide commands work everywhere."""
        for wanted in (context, Context.APP):
            for command in COMMANDS:
                if command.context is wanted and key in self.keys[command.id]:
                    return command
        return None

    def first(self, command: str) -> str:
        """The key that is shown for a command."""
        return self.keys[command][0]


def keymap(own: Mapping[str, object] | None = None, where: str = "[keys]") -> Keymap:
    """The keymap with the configured changes. Raises ConfigError on an unknown id, a clash or a reserved key."""
    keys = {command.id: command.keys for command in COMMANDS}
    if not own:
        return Keymap(keys)
    from difflib import get_close_matches

    for name, chosen in own.items():
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, 1)
            remedy = say("did you mean {name}?", name=near[0]) if near else say("see `asi keys` for the ids")
            raise ConfigError(say("there is no command {name}", name=name), where, remedy)
        listed = [chosen] if isinstance(chosen, str) else chosen
        if not isinstance(listed, list) or not listed or not all(isinstance(key, str) and key for key in listed):
            raise ConfigError(
                say("the keys of {name} are not names of keys", name=name), where, say('write "f9" or ["f9", "ctrl+k"]')
            )
        keys[name] = tuple(listed)
    for command in COMMANDS:
        for key in keys[command.id]:
            if key in RESERVED:
                raise ConfigError(
                    say("{key} cannot be given to {name}", key=key, name=command.id), where, say("choose another key")
                )
            other = _clash(keys, command, key)
            if other:
                raise ConfigError(
                    say("{key} is given to both {name} and {other}", key=key, name=command.id, other=other),
                    where,
                    say("give one of them another key"),
                )
    return Keymap(keys)


def _clash(keys: Mapping[str, tuple[str, ...]], command: Command, key: str) -> str | None:
    for other in COMMANDS:
        meet = other.context is command.context or Context.APP in (other.context, command.context)
        if other.id != command.id and meet and key in keys[other.id]:
            return other.id
    return None


_SHOWN = {
    "comma": ",",
    "full_stop": ".",
    "slash": "/",
    "minus": "-",
    "plus": "+",
    "asterisk": "*",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
}


def shown_key(key: str) -> str:
    """A key as a person reads it: F9, Ctrl+Z, ↑."""
    *modifiers, last = key.split("+")
    name = _SHOWN.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
