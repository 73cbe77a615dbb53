"""Client codes, names and years of birth: how they are made, read as typed, cleaned and searched."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from random import Random

from asi_tui.errors import UsageError
from asi_tui.message import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 symbols: no I, L, O or U, which are misread or spell words."""

CODE_LENGTH = 8

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", **dict.fromkeys(" -\t\u2010\u2011\u2012\u2013\u2014\u00a0")})


def _remainder(symbols: str) -> int:
    """The code read as a polynomial over the field of 32 elements (x⁵ + x² + 1), at its generator.

    A whole code has the remainder 0. Each place has a weight of its own, never zero, so every single wrong symbol
    and every swap of two different symbols, neighbours or not, leaves another remainder.
    """
    sum_ = 0
    for symbol in symbols:
        sum_ <<= 1
        if sum_ & 32:
            sum_ ^= 0b100101
        sum_ ^= _VALUE[symbol]
    return sum_


def new_code(random: Random) -> str:
    """A new client code: seven random symbols and the check symbol; nothing in it tells of the client."""
    symbols = "".join(random.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    # The check symbol stands last with the weight one, so it is what the others leave.
    return symbols + ALPHABET[_remainder(symbols + "0")]


def show_code(code: str) -> str:
    """The code as people read it: K7X2-MQ3R."""
    return f"{code[:4]}-{code[4:]}"


def forgive_code(text: str) -> str:
    """What was typed, with case, blanks, hyphens and the letters O, I and L put right; not yet checked."""
    return text.upper().translate(_FORGIVEN)


def code_beginning(text: str) -> str | None:
    """What was typed, as the beginning of a client code; None when no code can begin so."""
    beginning = forgive_code(text)
    if 0 < len(beginning) <= CODE_LENGTH and all(symbol in _VALUE for symbol in beginning):
        return beginning
    return None


def read_code(text: str) -> str:
    """A client code as typed, checked, without its hyphen.

    Raises UsageError that tells a wrong length, an unknown symbol and a wrong check symbol apart.
    """
    code = forgive_code(text)
    where = clean_text(text, 20)
    unknown = next((symbol for symbol in code if symbol not in _VALUE), None)
    if unknown is not None:
        raise UsageError(
            say("The symbol {symbol} is not used in client codes", symbol=clean_text(unknown, 1) or "?"),
            where,
            say("a code has 8 symbols, such as K7X2-MQ3R"),
        )
    if len(code) != CODE_LENGTH:
        raise UsageError(
            say("A client code has 8 symbols, not {count}", count=len(code)),
            where,
            say("type the whole code, such as K7X2-MQ3R"),
        )
    if _remainder(code):
        raise UsageError(
            say("The check symbol is wrong: one symbol is probably mistyped"),
            where,
            say("compare the code with its source, symbol by symbol"),
        )
    return code


# Everything of these categories is dropped: controls, invisible formatting (bidi, zero width, BOM), lone surrogates,
# private use and what is no sign yet. In a terminal they could move the cursor, write the clipboard, turn the text
# round or take room that nobody has reckoned with.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

# Letters and marks that nobody sees, and what changes the width of the sign before it, which terminals disagree about.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
_FLAG_LETTERS = {0x1F1E6 + place: chr(ord("A") + place) for place in range(26)}
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_ORDINARY = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u21ff\u2500-\u25ff]*")
"""What nearly all text consists of: signs that stay as they are."""

MARKS = 2
"""Marks that one letter may carry beside those it is one sign with; a flood of them runs over the lines around."""


_SIGNS_PER_SIGN = 8
"""So many signs at most are read for each that is kept."""


def clean_text(text: str, limit: int, *, lines: bool = False) -> str:
    """Text that is safe to store and show: composed (NFC), without controls or hidden characters, at most `limit` long.

    With `lines`, new lines and tabs stay; without, each becomes a blank.
    """
    if _ORDINARY.fullmatch(text):
        return text[:limit]
    # Of a page of hidden signs not more is read than could be shown.
    broken = _BREAKS.sub("\n", text[: limit * _SIGNS_PER_SIGN])
    if not lines:
        broken = broken.replace("\n", " ").replace("\t", " ")
    seen = _UNSEEN.sub("", broken).translate(_FLAG_LETTERS)
    kept = "".join(sign for sign in seen if sign in "\n\t" or unicodedata.category(sign) not in _DROPPED)
    return _with_few_marks(unicodedata.normalize("NFC", kept))[:limit]


def _with_few_marks(text: str) -> str:
    """The text without marks that no letter stands before, or too many behind one."""
    kept: list[str] = []
    room = 0
    for sign in text:
        is_mark = unicodedata.category(sign) in ("Mn", "Me")
        if is_mark and not room:
            continue
        room = room - 1 if is_mark else MARKS * (sign not in " \n\t")
        kept.append(sign)
    return "".join(kept)


def initials(name: str) -> str:
    """The initials that stand for a name in lists: "M-B A" for Maj-Britt Andersson."""
    words = ("-".join(part[0].upper()[0] for part in word.split("-") if part) for word in name.split())
    return " ".join(word for word in words if word)


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """Text in lower case with its letters made plain (å and ä to a, ö and ø to o, é to e), for forgiving search."""
    apart = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


_BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015.,;]+")


def name_key(name: str) -> str:
    """A name as search compares it: lower case, with one blank before each of its words.

    So "a word that begins with …" is a plain "contains a blank and …". A double name is two words.
    """
    lower = unicodedata.normalize("NFC", name.lower())
    return "".join(f" {word}" for word in _BETWEEN_WORDS.split(lower) if word)


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word looked for: `exact` among the letters as they are, else among the folded ones; it begins with a blank."""

    text: str
    exact: bool


def search_words(search: str) -> tuple[SearchWord, ...]:
    """The words looked for. A word with å, ä or ö matches only those letters; one without matches folded names."""
    words = name_key(search).split(" ")[1:]
    return tuple(
        SearchWord(f" {word}", exact=True) if set(word) & set("åäö") else SearchWord(f" {fold(word)}", exact=False)
        for word in words
    )


def name_matches(search: str, name: str) -> bool:
    """Whether each word looked for is the beginning of a word of the name."""
    key = name_key(name)
    folded = fold(key)
    return all(word.text in (key if word.exact else folded) for word in search_words(search))


_BORN = re.compile(r"(?P<year>\d{4})(?:(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d))?", re.ASCII)
_BORN_SHORT = re.compile(r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)

_EARLIEST_BIRTH = 1900


def parse_born(text: str, today: date) -> str:
    """A year ("1984") or day ("1984-05-17") of birth, from 1984, 19840517, 1984-05-17 or 840517.

    Two digits of a year mean the latest century that does not put the day in the future. Raises UsageError.
    """
    typed = text.strip()
    where = clean_text(typed, 20)
    short = _BORN_SHORT.fullmatch(typed)
    whole = _BORN.fullmatch(typed)
    try:
        if short:
            month, day = int(short["month"]), int(short["day"])
            century = today.year // 100 * 100 + int(short["year"])
            later = (century, month, day) > (today.year, today.month, today.day)
            born = date(century - 100 if later else century, month, day)
        elif whole and whole["month"]:
            born = date(int(whole["year"]), int(whole["month"]), int(whole["day"]))
        elif whole:
            born = date(int(whole["year"]), 1, 1)
        else:
            raise UsageError(
                say("This cannot be read as a year or date of birth"),
                where,
                say("write it as 1984, 840517, 19840517 or 1984-05-17"),
            )
    except ValueError:
        raise UsageError(
            say("There is no such date"), where, say("check the month and the day, or write the year alone")
        ) from None
    if born > today:
        raise UsageError(say("The date of birth lies in the future"), where, say("check the year"))
    if born.year < _EARLIEST_BIRTH:
        raise UsageError(say("The year of birth lies before 1900"), where, say("check the year"))
    return born.isoformat() if short or (whole and whole["month"]) else f"{born.year:04}"


_SWEDISH_ORDER = str.maketrans({"å": "z\u0301", "ä": "z\u0302", "ö": "z\u0303", "æ": "z\u0302", "ø": "z\u0303"})


def name_order(name: str) -> str:
    """The sorting key of a name in a list: Swedish, with å, ä and ö after z."""
    lower = unicodedata.normalize("NFC", name.lower())
    return "".join(sign if sign in "åäöæø" else fold(sign) for sign in lower).translate(_SWEDISH_ORDER)
