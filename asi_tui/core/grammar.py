"""The grammar of a text: numbers in words, counted things, stretches of time, lists, quotations and capitals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_PLAIN = 40
"""The most signs of somebody's words that become a part of a sentence without quotation marks."""

_PLAIN = re.compile(r"[^\W\d_][\w /-]*")

NUMBER = "#"
"""Stands for the number itself in the words for a counted thing: "# dagar"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The words for a number of something: those of single numbers, and those of all others (`more`).

    A number without words is not told. Nought has none unless they are given: `more` leaves it out.
    """

    exact: Mapping[int, str]
    more: str | None = None

    def words(self, number: int, grammar: Grammar) -> str | None:
        """The words for that many; None when there are none."""
        template = self.exact.get(number, self.more if number else None)
        return None if template is None else template.replace(NUMBER, grammar.number(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The words for a stretch of time that is counted in months, as people round it.

    Up to two years it is told exactly, then to the half year: "drygt två år", "två och ett halvt år", "nästan tre år".
    `joined` and the three below it hold {years} and {months}; `half` holds # for the whole years.
    """

    months: Counted
    years: Counted
    joined: str
    over: str
    half: str
    nearly: str

    def words(self, number: int, grammar: Grammar) -> str | None:
        """The words for that many months."""
        years, rest = divmod(number, 12)
        if not years:
            return self.months.words(rest, grammar)
        told = self.years.words(years, grammar) or ""
        if not rest:
            return told
        if rest == 6:
            return self.half.replace(NUMBER, grammar.number(years))
        if years < 2:
            return self.joined.format(years=told, months=self.months.words(rest, grammar) or "")
        if rest < 6:
            return self.over.format(years=told)
        return self.nearly.format(years=self.years.words(years + 1, grammar) or "")


WordForm = Counted | Stretch
"""How a number is put into words."""


@dataclass(frozen=True, slots=True)
class PersonWord:
    """A word that depends on whom it is said of: she, he, they, and what stands for it where a name is said.

    `named` holds {name} or {names} (the genitive) where the word is a mention of the person; without them the word
    agrees with the person ("widow").
    """

    by_gender: Mapping[str, str]
    named: str

    @property
    def is_mention(self) -> bool:
        """Whether the word refers to the person, so that the name may stand instead."""
        return "{name}" in self.named or "{names}" in self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What a language needs beside its phrases.

    `numbers` are the words from nought on; above them digits, with `thousands` between groups of three and `decimal`
    before decimals. `people` are the words for the person by the name that templates use, `genitive` the ending of
    names, of initials, and of words that end in a sibilant. `plural` are the genders whose verbs stand in the plural,
    `once` the words by purpose that are said once in a paragraph.
    """

    numbers: Sequence[str]
    thousands: str
    decimal: str
    both: str
    besides: str
    either: str
    comma_before: bool
    quotes: tuple[str, str]
    inner_quote: str
    genitive: tuple[str, str, str]
    people: Mapping[str, PersonWord]
    plural: frozenset[str]
    forms: Mapping[str, WordForm]
    by_purpose: Mapping[str, Mapping[str, str]]
    once: frozenset[str]
    months: Sequence[str]
    day: str

    def number(self, number: int) -> str:
        """A number as it stands in a text: in words up to twelve, then in digits."""
        if 0 <= number < len(self.numbers):
            return self.numbers[number]
        return f"{number:,}".replace(",", self.thousands)

    def with_decimals(self, value: float, places: int = 2) -> str:
        """A number with decimals, such as a composite score: 0,23."""
        return f"{value:.{places}f}".replace(".", self.decimal)

    def listed(self, parts: Sequence[str], *, either: bool = False) -> str:
        """Things joined into "a, b och c", or "a, b eller c"; where one is joined itself, "a eller b samt c och d".

        A language without a word like "samt" has a comma there: "a and b, and c".
        """
        compound = any(f" {joint} " in part for part in parts for joint in (self.both, self.either))
        joint = self.either if either else self.besides if compound else self.both
        return self._joined(parts, joint, apart=compound and joint == self.both)

    def told_together(self, parts: Sequence[str]) -> str:
        """Clauses joined into one sentence, with a comma before the last when one before it holds "och" or a comma."""
        apart = any("," in part or f" {joint} " in part for part in parts[:-1] for joint in (self.both, self.besides))
        return self._joined(parts, self.both, apart=apart)

    def _joined(self, parts: Sequence[str], joint: str, *, apart: bool = False) -> str:
        if len(parts) < 2:
            return "".join(parts)
        comma = apart or (self.comma_before and len(parts) > 2)
        return f"{', '.join(parts[:-1])}{',' if comma else ''} {joint} {parts[-1]}"

    def quoted(self, words: str) -> str | None:
        """Somebody's own words in quotation marks, on one line, without a full stop at the end; None when empty."""
        kept = _on_one_line(words)
        opening, closing = self.quotes
        for mark in {opening, closing, '"'}:
            kept = kept.replace(mark, self.inner_quote)
        return f"{opening}{kept}{closing}" if kept else None

    def plain(self, words: str) -> str | None:
        """A few words such as the name of an occupation as a part of the sentence; longer ones are quoted."""
        kept = _on_one_line(words)
        if len(kept) > LONGEST_PLAIN or not _PLAIN.fullmatch(kept):
            return self.quoted(words)
        return kept[0].lower() + kept[1:] if kept[1:2].islower() else kept

    def genitive_of(self, name: str) -> str:
        """A name in the genitive: "Annas", "M-B:s", "Lars"."""
        plain, initials, sibilant = self.genitive
        if name[-1:].isupper():
            return name + initials
        return name + (sibilant if name[-1:].casefold() in "sxz" else plain)

    def date(self, year: int, month: int, day: int) -> str:
        """A day as it is written out: 3 mars 2026."""
        return self.day.format(day=day, month=self.months[month - 1], year=year)


def _on_one_line(words: str) -> str:
    """Words without line breaks and closing full stops; nothing when there is no letter or digit among them."""
    kept = " ".join(words.split()).strip(" .;,")
    return kept if re.search(r"\w", kept) else ""


def balanced(count: int, most: int) -> list[int]:
    """Sizes of groups that hold `count` things, none above `most`, as even as can be, larger ones first."""
    groups = -(-count // most) if count else 0
    return [count // groups + (place < count % groups) for place in range(groups)]


def tidy(text: str) -> str:
    """A sentence with single blanks, none before a comma or full stop, and a capital at its beginning."""
    plain = re.sub(r" +([,.:!?])", r"\1", re.sub(r" {2,}", " ", text)).strip()
    return plain[:1].upper() + plain[1:]
