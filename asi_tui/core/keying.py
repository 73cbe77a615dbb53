"""From keystrokes to a coded value: what each type of box does with what is typed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.identity import clean_text
from asi_tui.core.instrument import CODED_KINDS, Kind, Question
from asi_tui.message import Message, say

TEXT_LENGTH = 200
"""Longest written answer; a remark is the place for more."""

MOST_NAMED = 20
"""So many answers at most are named when a code is refused: more do not fit on the message line."""

X_ALONE = ("x", ".", ",")
N_ALONE = ("n", "/")

_CODES = frozenset(code.value for code in Code)


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What has been typed in a box and not yet taken as an answer.

    `typed` is digits or words. `years` is set when the years of a years-and-months box are done and `typed` holds the
    months.
    """

    typed: str = ""
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Committed:
    """The box has its value. `by_itself`: without Enter, so that an Enter just after it belongs to it."""

    value: Value
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed cannot be an answer; nothing is kept of it."""

    message: Message


Typed = HalfTyped | Committed | Refused


def width(question: Question) -> int:
    """How many digits commit a box by themselves; 0 when only Enter does (money and words)."""
    if question.kind in (Kind.MONEY, Kind.TEXT):
        return 0
    return 2 if question.kind is Kind.YEARS_MONTHS else len(str(question.maximum))


def type_character(question: Question, half: HalfTyped | None, character: str, *, quick: bool = False) -> Typed:
    """What the box does with one typed digit (or, in a written answer, any character).

    A one-digit box commits on its digit; a wider one on its last digit, or on Enter, never before; with `quick` also
    when no legal value can go on from what is typed. Years and months are two two-digit boxes after each other.
    """
    half = half or HalfTyped()
    if question.is_text:
        return _type_text(half, character)
    if character == " " and question.kind is Kind.MONEY:
        return half
    if not ("0" <= character <= "9"):
        return Refused(say("{character} is not a digit", character=character))
    if _is_full(question, half):
        half = HalfTyped()
    typed = replace(half, typed=half.typed + character)
    if question.kind is Kind.MONEY:
        return _refuse_range(question, int(typed.typed)) or replace(typed, typed=str(int(typed.typed)))
    if question.kind is Kind.YEARS_MONTHS:
        return _type_years_months(question, typed, quick=quick)
    if len(typed.typed) < width(question) and not (quick and _is_settled(question, typed.typed)):
        return typed
    return _commit(question, int(typed.typed), by_itself=True)


def _is_full(question: Question, half: HalfTyped) -> bool:
    """Whether the box holds a whole value, which the disk has not taken: another digit replaces it."""
    if half.typed in _CODES:
        return True
    if question.kind is Kind.YEARS_MONTHS:
        return half.years is not None and len(half.typed) == 2
    return question.kind is not Kind.MONEY and len(half.typed) >= width(question)


def enter(question: Question, half: HalfTyped) -> Typed:
    """What Enter does with a half-typed box."""
    if question.is_text:
        return _enter_text(question, half)
    if half.typed in _CODES:
        return Committed(Code(half.typed))
    if question.kind is not Kind.YEARS_MONTHS:
        return _commit(question, int(half.typed))
    if half.years is None:
        return HalfTyped("", int(half.typed))
    return _commit_months(question, half.years, int(half.typed or "0"))


def leave(question: Question, half: HalfTyped) -> Typed:
    """What another move does with a half-typed box: it commits in place, unless the months are missing."""
    is_months = question.kind is Kind.YEARS_MONTHS and half.typed not in _CODES
    if is_months and (half.years is None or not half.typed):
        return Refused(say("the months are missing: type them, or Enter for 0"))
    return enter(question, half)


def backspace(half: HalfTyped) -> HalfTyped | None:
    """The box without its last character; None when nothing is left."""
    if half.typed:
        shorter = replace(half, typed=half.typed[:-1])
        return shorter if shorter.typed or shorter.years is not None else None
    years = str(half.years or 0)
    return HalfTyped(years[:-1]) if len(years) > 1 else None


def as_typed(question: Question, value: Value | None) -> HalfTyped | None:
    """What stands in the box of an answer that has been typed and waits for the disk."""
    if isinstance(value, int) and question.kind is Kind.YEARS_MONTHS:
        return HalfTyped(f"{value % 12:02}", value // 12)
    words = shown(value)
    return None if words is None else HalfTyped(words)


def refusal(question: Question, value: Value) -> Message | None:
    """Why a value is no answer to the question; None when it is one."""
    if value is Code.N and not question.allow_n:
        return say("N is not allowed on {number}", number=question.number)
    if isinstance(value, Code):
        return None
    if isinstance(value, str) or question.is_text:
        fits = isinstance(value, str) and question.is_text and value.strip() != ""
        return None if fits else say("{number} does not take that kind of answer", number=question.number)
    if question.allows(value):
        return None
    if question.kind in CODED_KINDS:
        if len(question.choices) > MOST_NAMED:
            return say("{value} is not among the answers of the list", value=value)
        codes = ", ".join(str(choice.code) for choice in question.choices)
        return say("{value} is not among the answers ({codes})", value=value, codes=codes)
    return say("{value} is outside {low}-{high}", value=value, low=question.minimum, high=question.maximum)


def letter_means(question: Question, letter: str, language: str) -> Message | None:
    """For a letter typed where a digit is wanted: the code of the answer that begins with it ("ja = 1").

    Where several do, in a list that can be searched by its words, how that is done.
    """
    labels = [(choice.code, choice.label.in_language(language)) for choice in question.choices]
    begun = [(code, label) for code, label in labels if label.casefold().startswith(letter.casefold())]
    if question.is_long_list and len(begun) != 1:
        return say("{letter} does nothing here; l searches the list by its words", letter=letter)
    return say("{label} = {code}", label=begun[0][1], code=begun[0][0]) if begun else None


def _commit(question: Question, number: int, *, by_itself: bool = False) -> Typed:
    return _refuse_range(question, number) or Committed(number, by_itself)


def _refuse_range(question: Question, number: int) -> Refused | None:
    message = refusal(question, number)
    return Refused(message) if message else None


def _is_settled(question: Question, typed: str) -> bool:
    """Whether no legal value but the typed one can begin with these digits (a single 0 counts as 0)."""
    number = int(typed)
    if not question.allows(number):
        return False
    powers = [10**more for more in range(1, width(question) - len(typed) + 1)] if number else []
    return not any(_allows_any(question, range(number * power, (number + 1) * power)) for power in powers)


def _allows_any(question: Question, numbers: range) -> bool:
    if question.choices:
        return any(choice.code in numbers for choice in question.choices)
    return numbers.start <= question.maximum and question.minimum < numbers.stop


def _type_years_months(question: Question, typed: HalfTyped, *, quick: bool) -> Typed:
    if typed.years is None:
        done = len(typed.typed) == 2 or (quick and typed.typed == "0")
        return HalfTyped("", int(typed.typed)) if done else typed
    if len(typed.typed) < 2 and not (quick and typed.typed != "1"):
        return typed
    return _commit_months(question, typed.years, int(typed.typed), by_itself=True)


def _commit_months(question: Question, years: int, months: int, *, by_itself: bool = False) -> Typed:
    if months > 11:
        return Refused(say("{months} months is more than 11: count them as years", months=months))
    return _commit(question, years * 12 + months, by_itself=by_itself)


def _type_text(half: HalfTyped, character: str) -> Typed:
    if not half.typed and character.isdigit():
        return Refused(say("words are wanted here; the first key cannot be a digit"))
    if len(half.typed) >= TEXT_LENGTH:
        return half
    return replace(half, typed=half.typed + character)


def _enter_text(question: Question, half: HalfTyped) -> Typed:
    words = " ".join(clean_text(half.typed, TEXT_LENGTH).split())
    if words.casefold() in X_ALONE:
        return Committed(Code.X)
    if words.casefold() in N_ALONE:
        message = refusal(question, Code.N)
        return Refused(message) if message else Committed(Code.N)
    return Committed(words) if words else Refused(say("there are no words in the answer"))


_DATE_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?P<month>\d{2})(?P<day>\d{2})"),
)


def read_date(typed: str, today: date) -> date | Message:
    """A date as keyed: 1120, 261120, 20261120, 2026-11-20, -2 (days ago), i (today). A Message says what is wrong.

    Four digits are the latest such day that is not after today.
    """
    words = typed.strip().casefold()
    if words in ("i", "t"):
        return today
    if re.fullmatch(r"-\d{1,4}", words):
        return today - timedelta(days=int(words[1:]))
    found = next((match for form in _DATE_FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        return say("{typed} is not a date: write 2026-11-20, 1120, -2 or i", typed=typed)
    parts = found.groupdict()
    month, day = int(parts["month"]), int(parts["day"])
    if "year" in parts:
        century = 2000 if len(parts["year"]) == 2 else 0
        known = _day(century + int(parts["year"]), month, day)
    else:
        # Nine years, since the day may be a leap day, which 1900 and 2100 do not have.
        past = (_day(year, month, day) for year in range(today.year, today.year - 9, -1))
        known = next((found for found in past if found and found <= today), None)
    return known or say("there is no such day: {typed}", typed=typed)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
