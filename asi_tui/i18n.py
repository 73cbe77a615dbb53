"""The language of the program: Swedish unless told otherwise, from the gettext catalogue; the sentences are English."""

from __future__ import annotations

import gettext
from pathlib import Path

from asi_tui.message import Message

LANGUAGES = ("sv", "en")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use_language(language: str) -> None:
    """Speak "sv" or "en" from now on."""
    global _catalogue, _language
    _language = language
    source = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "asi_tui.mo"
    if language == "en" or not source.is_file():
        _catalogue = gettext.NullTranslations()
        return
    with source.open("rb") as stream:
        _catalogue = gettext.GNUTranslations(stream)


def language() -> str:
    """The language spoken now."""
    return _language


def _(sentence: str) -> str:
    """The sentence in the user's language."""
    return _catalogue.gettext(sentence)


def tell(message: Message | None) -> str:
    """A message in the user's language, its values put in; a value may itself be a message or a two-language text."""
    if message is None:
        return ""
    values = {name: _told(value) for name, value in message.values}
    return _catalogue.gettext(message.sentence).format(**values)


def _told(value: object) -> str:
    if isinstance(value, Message):
        return tell(value)
    in_language = getattr(value, "in_language", None)
    return str(in_language(_language)) if callable(in_language) else str(value)
