"""Which key does what: the commands with their own keys, and those that a site or a user has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from asi_tui.errors import ConfigError
from asi_tui.i18n import tell
from asi_tui.key_commands import BY_ID, COMMANDS, Command, Context
from asi_tui.message import say

__all__ = [
    "ABOUT_ITEMS",
    "BY_ID",
    "COMMANDS",
    "RESERVED",
    "Command",
    "Context",
    "Keymap",
    "commands_in",
    "keymap",
    "shown_key",
]

RESERVED = frozenset({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ctrl+c", "ctrl+m", "ctrl+j", "ctrl+i"})
"""Keys that no command may take: the digits answer, and the others are Enter, Tab and the terminal's own."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which key does what: per command its keys, with the site's or the user's own choices laid over."""

    keys: Mapping[str, tuple[str, ...]]

    def command(self, key: str, context: Context) -> Command | None:
        """The command that a key gives in that context; the program-wide commands work everywhere."""
        return next((command for command in commands_in(context) if key in self.keys[command.id]), None)

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


ABOUT_ITEMS = (
    "start.dropout",
    "start.attempt",
    "start.postpone",
    "start.other",
    "start.assign",
    "start.handover",
    "start.order",
    "start.why",
    "start.undo",
)
"""Commands of the queue that work on the client's page too, about the row that is chosen there."""


def _works_in(command: Command, context: Context) -> bool:
    """Whether a command works in a context besides its own."""
    return command.context in (context, Context.APP) or (context is Context.CLIENT and command.id in ABOUT_ITEMS)


@cache
def commands_in(context: Context) -> tuple[Command, ...]:
    """The commands that work in a context, the program-wide ones last."""
    here = [command for command in COMMANDS if _works_in(command, context)]
    return tuple(sorted(here, key=lambda command: command.context is Context.APP))


def _clash(keys: Mapping[str, tuple[str, ...]], command: Command, key: str) -> str | None:
    for other in COMMANDS:
        meet = Context.APP is command.context or any(
            _works_in(command, context) and _works_in(other, context) for context in Context
        )
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
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def shown_key(key: str) -> str:
    """A key as a person reads it: F9, Ctrl+Z, ↑."""
    if key == "space":
        return tell(say("Space"))
    *modifiers, last = key.split("+")
    name = _SHOWN.get(last, last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
