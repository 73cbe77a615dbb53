"""A sentence with its values, not yet put into a language: what the rooms hand to the screens and commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named places, and the values that fill them.

    The sentence is the msgid of the catalogue; `asi_tui.i18n.tell` puts it into the user's language. A value may be
    a Message itself. `str()` gives the English sentence, for logs and tests.
    """

    sentence: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**{name: str(value) for name, value in self.values})


def say(sentence: str, **values: object) -> Message:
    """Make a Message; the catalogue is extracted from calls of this function."""
    return Message(sentence, tuple(sorted(values.items())))
