"""Personal identifiers as they are written and kept: personal, coordination and reserve numbers, each checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from asi_tui.core.client_file import IdentifierKind
from asi_tui.core.identity import clean_text
from asi_tui.errors import UsageError
from asi_tui.message import say

_LONGEST = 30
_FEWEST_SYMBOLS = 4

_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@dataclass(frozen=True, slots=True)
class Identifier:
    """A checked identifier as it is kept, its digits, and the birth date that a personal number tells."""

    kind: IdentifierKind
    number: str = ""
    digits: str = ""
    born: date | None = None


def read_identifier(kind: IdentifierKind, typed: str, today: date) -> Identifier:
    """The identifier as typed, checked; raises UsageError that never repeats the number itself."""
    text = "".join(clean_text(typed, 60).translate(_HYPHENS).split()).upper()
    if kind is IdentifierKind.NONE:
        if text:
            raise UsageError(say("The number has no kind"), "", say("choose what kind of number it is"))
        return Identifier(kind)
    if not text:
        raise UsageError(say("The number is missing"), kind.value, say("write it, or choose that there is none"))
    if kind is IdentifierKind.RESERVNUMMER:
        return _reserve(text)
    return _official(kind, text, today)


def _reserve(text: str) -> Identifier:
    symbols = re.sub(r"[^A-Z0-9ÅÄÖ]", "", text)
    if not _FEWEST_SYMBOLS <= len(symbols) <= _LONGEST:
        raise UsageError(
            say("A reserve number has 4 to 30 letters and digits"),
            IdentifierKind.RESERVNUMMER.value,
            say("write it as the region has given it"),
        )
    return Identifier(IdentifierKind.RESERVNUMMER, text[:_LONGEST], re.sub(r"\D", "", symbols))


def _official(kind: IdentifierKind, text: str, today: date) -> Identifier:
    found = _parsed(text)
    if found is None:
        raise UsageError(
            say("The number is not right: a digit is missing or mistyped"),
            kind.value,
            say("compare it with its source; a number of another form can be kept as a reserve number"),
        )
    born: date = found.get_date()
    if born > today and len(re.sub(r"\D", "", text)) == 10:
        # Two digits of a year mean the latest century that does not put the birth in the future.
        found = _parsed(f"{int(found.century) - 1}{re.sub(r'[^0-9]', '', text)}") or found
        born = found.get_date()
    if born > today:
        raise UsageError(say("The number tells a birth in the future"), kind.value, say("check the year"))
    is_coordination = bool(found.is_coordination_number())
    if is_coordination != (kind is IdentifierKind.SAMORDNINGSNUMMER):
        raise UsageError(
            say("This is a coordination number") if is_coordination else say("This is a personal number"),
            kind.value,
            say("choose that kind of number"),
        )
    digits = str(found.format(True))
    # A coordination number may be given to somebody whose day of birth is not known for certain.
    return Identifier(kind, digits, digits, None if is_coordination else born)


def _parsed(text: str) -> Any:
    # Loaded when a number is written for the first time. The library has no types.
    from personnummer import personnummer

    try:
        return personnummer.parse(text)
    except personnummer.PersonnummerException:
        return None
