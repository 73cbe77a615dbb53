"""The question of a check that has fired, with the values put in as people read them, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from asi_tui.core.answer import Code, Value
from asi_tui.core.check_data import OPTIONAL, PLACE
from asi_tui.core.expression import Item, Node
from asi_tui.core.instrument import Check, Kind, Question, Text
from asi_tui.core.truth import Reading, amount

NO_ANSWER = Text("ej svar", "no answer")
NOT_APPLICABLE = Text("ej tillämpligt", "not applicable")
UNANSWERED = Text("obesvarat", "unanswered")

_NUMBERED = re.compile(r"(?<!\S)(\S+) (\w+)\|(\w+)")
"""What is counted, as one and as several: 1 day|days."""


def asked(check: Check, questions: Mapping[str, Question], read: Reading, facts: Mapping[str, int | None]) -> Text:
    """The question of a check with its values put in. A part in [ ] is left out when a value in it is not known."""
    values = {place: _said(node, questions, read, facts) for place, node in check.values.items()}
    return Text(*(_filled(check.message.in_language(language), values, language) for language in ("sv", "en")))


def in_words(question: Question, value: Value | None) -> Text:
    """A value as people read it: an answer of a list in words, a rating or a count as its number."""
    if isinstance(value, Code):
        return NO_ANSWER if value is Code.X else NOT_APPLICABLE
    if not isinstance(value, int):
        return UNANSWERED if value is None else Text(value, value)
    choice = question.choice(value) if question.kind in (Kind.YES_NO, Kind.CHOICE) else None
    if choice is not None:
        return choice.label
    return _years_and_months(value) if question.kind is Kind.YEARS_MONTHS else _figure(value)


def _said(node: Node, questions: Mapping[str, Question], read: Reading, facts: Mapping[str, int | None]) -> Text | None:
    """An operand in words; None when it is not known."""
    value = amount(node, read, facts)
    if value is None:
        return None
    if isinstance(node, Item):
        return in_words(questions[node.code], value)
    return _figure(value) if isinstance(value, int) else None


def _filled(sentence: str, values: Mapping[str, Text | None], language: str) -> str:
    def said(found: re.Match[str]) -> str:
        return (values[found[1]] or UNANSWERED).in_language(language)

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values[place] for place in PLACE.findall(found[1])) else ""

    text = _NUMBERED.sub(_counted, PLACE.sub(said, OPTIONAL.sub(part, sentence)))
    return text[:1].upper() + text[1:]


def _figure(number: int) -> Text:
    grouped = f"{number:,}"
    return Text(grouped.replace(",", " "), grouped)


def _counted(found: re.Match[str]) -> str:
    number, one, several = found.groups()
    return f"{number} {_form(number, one, several)}"


def _form(number: str, one: str, several: str) -> str:
    return one if number == "1" else several


def _years_and_months(months: int) -> Text:
    years, rest = divmod(months, 12)
    sv, en = [], []
    if years:
        sv, en = [f"{years} år"], [f"{years} {_form(str(years), 'year', 'years')}"]
    if rest or not years:
        sv, en = [*sv, f"{rest} mån"], [*en, f"{rest} {_form(str(rest), 'month', 'months')}"]
    return Text(" ".join(sv), " ".join(en))
