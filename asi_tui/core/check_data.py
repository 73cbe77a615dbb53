"""From the tables of checks.toml to the checks between answers, and what is wrong with those tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asi_tui.core.expression import ExpressionFault, Node, parse, span
from asi_tui.core.instrument import Check, CheckKind, Form, Text
from asi_tui.core.truth import items, operands, remarks
from asi_tui.message import Message, say

Finding = tuple[str, str, Message, Message]
"""Something wrong: place, key, what, remedy."""

PLACE = re.compile(r"\{([^{}]*)\}")
"""Where a value stands in a message; between the braces an operand of the language of conditions."""

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
"""A part of a message that is said only when its values are known."""

_NUMBERS = re.compile(r"(\d{1,4})\.\.(\d{1,4})")


def read_checks(
    rows: Sequence[dict[str, Any]], numbers: Mapping[str, str], forms: Mapping[str, Form]
) -> tuple[dict[str, Check], list[Finding]]:
    """The checks of these tables by their ids, without those that cannot be made, and everything that is wrong.

    `numbers` gives the printed number of each question of the instrument.
    """
    reader = _Reader(numbers, forms)
    told: set[str] = set()
    for row in rows:
        number = str(row.get("number", ""))
        if number in told:
            reader.find(number, "number", say("The number occurs twice."), say("Give each check its own number."))
        else:
            told.add(number)
            reader.table(number, row)
    return reader.made, reader.findings


def reading(checks: Mapping[str, Check]) -> dict[str, tuple[str, ...]]:
    """Per question, the checks whose condition reads it."""
    found: dict[str, list[str]] = {}
    for check in checks.values():
        for code in items(check.when):
            found.setdefault(code, []).append(check.id)
    return {code: tuple(ids) for code, ids in found.items()}


class _Reader:
    """Reads one table after another and notes every fault on the way."""

    def __init__(self, numbers: Mapping[str, str], forms: Mapping[str, Form]) -> None:
        self.numbers = numbers
        self.bank = list(numbers)
        self.forms = forms
        self.made: dict[str, Check] = {}
        self.findings: list[Finding] = []

    def find(self, number: str, key: str, what: Message, remedy: Message) -> None:
        self.findings.append((f"check {number}", key, what, remedy))

    def table(self, number: str, row: dict[str, Any]) -> None:
        kind = self.kind(number, row)
        forms = tuple(self.known_forms(number, row))
        made: list[Check] = []
        for member in self.members(number, row.get("each", {})):
            when = self.condition(number, "when", _filled(str(row.get("when", "")), member))
            goes_to = tuple(self.known_items(number, [_filled(str(item), member) for item in row.get("items", [])]))
            words = self.message(number, row.get("message"), member)
            if when is None or kind is None:
                continue
            name = f"{number}:{self.numbers[goes_to[0]]}" if member and goes_to else number
            check = Check(
                id=name,
                number=number,
                kind=kind,
                forms=forms,
                when=when,
                items=goes_to,
                message=words,
                values=self.values(number, words, when),
                remarks=tuple(sorted(remarks(when))),
            )
            if name in self.made:
                what = say("Two of its checks would be called {id}.", id=name)
                self.find(number, "each", what, say("Let the first of the items be another one for each."))
            self.made[name] = check
            made.append(check)
        self.asked_nowhere(number, made)

    def kind(self, number: str, row: dict[str, Any]) -> CheckKind | None:
        try:
            return CheckKind(str(row.get("kind", "")))
        except ValueError:
            what = say("{value} is not known here.", value=row.get("kind") or "-")
            self.find(number, "kind", what, say("Use one of: {names}.", names=", ".join(CheckKind)))
            return None

    def known_forms(self, number: str, row: dict[str, Any]) -> Iterator[str]:
        if not row.get("forms"):
            remedy = say("Name at least one of: {forms}.", forms=", ".join(self.forms))
            self.find(number, "forms", say("No form has the check."), remedy)
        for form in row.get("forms", []):
            if form in self.forms:
                yield form
            else:
                remedy = say("Use one of: {forms}.", forms=", ".join(self.forms))
                self.find(number, "forms", say("There is no form {form}.", form=form), remedy)

    def members(self, number: str, each: Mapping[str, Any]) -> list[dict[str, str]]:
        """What the names of `each` stand for, check by check; one without names if there is no `each`.

        A name stands for the entries of its list one after another, several names side by side. An entry such as
        1..12 or L3..L21 is all numbers or questions from the one to the other.
        """
        try:
            columns = {name: self.column(written) for name, written in each.items()}
        except ExpressionFault as error:
            self.find(number, "each", error.message, say("Write numbers as 1..12, or questions as L3..L21."))
            return []
        if len({len(column) for column in columns.values()}) > 1 or not all(columns.values()):
            what = say("The lists of each are empty or not of the same length.")
            self.find(number, "each", what, say("Write one entry for each of its checks in all of them."))
            return []
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows] if columns else [{}]

    def column(self, written: Any) -> list[str]:
        entries = []
        for entry in [written] if isinstance(written, str) else written:
            if found := _NUMBERS.fullmatch(str(entry)):
                entries += [str(number) for number in range(int(found[1]), int(found[2]) + 1)]
            elif ".." in str(entry):
                first, _, last = str(entry).partition("..")
                entries += span(first, last, self.bank)
            else:
                entries.append(str(entry))
        return entries

    def condition(self, number: str, key: str, text: str) -> Node | None:
        try:
            return parse(text, self.bank)
        except ExpressionFault as error:
            self.find(number, key, error.message, say("Correct the condition: {text}", text=text))
            return None

    def known_items(self, number: str, codes: Sequence[str]) -> Iterator[str]:
        for code in codes:
            if code in self.numbers:
                yield code
            else:
                what = say("There is no question {code}.", code=code)
                self.find(number, "items", what, say("Name a question of the instrument."))

    def message(self, number: str, found: Any, member: Mapping[str, str]) -> Text:
        words = found if isinstance(found, dict) else {}
        for language in ("sv", "en"):
            text = _filled(str(words.get(language, "")), member)
            if not text.strip():
                remedy = say("Write {key} = {{ sv = ..., en = ... }}.", key="message")
                self.find(number, f"message.{language}", say("The wording is missing."), remedy)
            if set("{}[]") & set(PLACE.sub("", OPTIONAL.sub(r"\1", text))):
                remedy = say("Close each one, and do not put [ ] within [ ].")
                self.find(number, f"message.{language}", say("The braces or brackets do not pair."), remedy)
        return Text(*(_filled(str(words.get(language, "")), member) for language in ("sv", "en")))

    def values(self, number: str, words: Text, when: Node) -> dict[str, Node]:
        """What the message says in braces, as read; only what the check reads itself can be said."""
        found: dict[str, Node] = {}
        for language in ("sv", "en"):
            for text in PLACE.findall(words.in_language(language)):
                value = self.condition(number, f"message.{language}", text)
                for name in sorted(operands(value) - operands(when)) if value else ():
                    what = say("{code} stands in the message, but the check does not read it.", code=name)
                    remedy = say("Use one of: {names}.", names=", ".join(sorted(operands(when))))
                    self.find(number, f"message.{language}", what, remedy)
                if value:
                    found[text] = value
        return found

    def asked_nowhere(self, number: str, checks: Sequence[Check]) -> None:
        """Notes each form that asks nothing of what the checks read."""
        reads = frozenset[str]().union(*(items(check.when) for check in checks))
        for form in checks[0].forms if reads else ():
            if not reads & set(self.forms[form].codes):
                what = say("{form} asks none of its questions.", form=form)
                self.find(number, "forms", what, say("Take the form out."))


def _filled(text: str, member: Mapping[str, str]) -> str:
    for name, value in member.items():
        text = text.replace(f"{{{name}}}", value)
    return text
