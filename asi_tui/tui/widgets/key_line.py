"""The bottom line: the keys that matter here, as the keymap has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from asi_tui.i18n import tell
from asi_tui.keys import BY_ID, Keymap, shown_key
from asi_tui.message import Message
from asi_tui.tui.widgets.paper import Line, Paper, Span, spread


class KeyLine(Paper):
    """Keys and what they do, the most needed first; help stands at the right."""

    def show_keys(self, keymap: Keymap, commands: Sequence[str], last: str = "app.help") -> None:
        """Show those commands, as many as fit."""
        self.show([key_line(keymap, commands, last, self.size.width)])


def key_line(
    keymap: Keymap,
    commands: Sequence[str],
    last: str,
    width: int,
    labels: Mapping[str, Message] = MappingProxyType({}),
) -> Line:
    """The line of keys, whole entries only; `labels` are those of commands that do another thing just here."""
    right = _entry(keymap, last)
    room = width - len("".join(words for words, _ in right)) - 3
    left: list[Span] = [(" ", "text")]
    for name in commands:
        entry = _entry(keymap, name, labels.get(name))
        room -= len("".join(words for words, _ in entry))
        if room < 0:
            break
        left += entry
    return spread(left, right, width)


def _entry(keymap: Keymap, name: str, label: Message | None = None) -> list[Span]:
    return [(shown_key(keymap.first(name)), "key"), (f" {tell(label or BY_ID[name].label)}  ", "text")]
