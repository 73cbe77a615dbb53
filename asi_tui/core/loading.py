"""From the text of the instrument files to an Instrument, or every fault in them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from asi_tui.core.check_data import read_checks, reading
from asi_tui.core.expression import ExpressionFault, Node, parse
from asi_tui.core.fingerprint import canonical as canonical
from asi_tui.core.fingerprint import hashes as hashes
from asi_tui.core.formula import formula
from asi_tui.core.instrument import (
    Area,
    Check,
    Choice,
    Forced,
    Form,
    Instrument,
    Kind,
    Length,
    Purpose,
    Question,
    Score,
    Step,
    Text,
)
from asi_tui.message import Message, say

Document = dict[str, Any]
"""The instrument files as read: {"instrument": forms.toml, "answers": ..., "areas": [...], "scores": ...,
"checks": ...}; the copy that an older interview keeps may have no checks. TOML is untyped; here it gets its types."""

# fmt: off
QUESTION_KEYS = frozenset([
    "code", "number", "label", "text", "type", "min", "max", "answers", "answer_labels", "unit", "timeframe", "rater",
    "step", "n_when", "set_when", "allow_n", "n_means", "x_means", "composite", "key_item", "since_last", "carry",
    "alias", "forms", "extra", "since_text", "help",
])
# fmt: on

_RANGES: Mapping[Kind, tuple[int, int]] = {Kind.DAYS: (0, 30)}

Named = TypeVar("Named", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in an instrument: where (item or file), which key, what, and the remedy. A note is no fault."""

    place: str
    key: str
    what: Message
    remedy: Message
    is_note: bool = False


class FaultyInstrument(Exception):
    """The instrument cannot be used; `faults` are all that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.place} {fault.key}: {fault.what}" for fault in faults))
        self.faults = tuple(faults)


def load(document: Document) -> Instrument:
    """The instrument of a document. Raises FaultyInstrument with every fault at once."""
    instrument, faults = build(document)
    if faults:
        raise FaultyInstrument(faults)
    return instrument


def build(document: Document) -> tuple[Instrument, tuple[Fault, ...]]:
    """The instrument of a document as far as it can be made, and every fault met on the way."""
    builder = _Builder(document)
    instrument = builder.instrument()
    return instrument, tuple(dict.fromkeys(builder.faults))


class _Builder:
    """Builds one instrument and notes every fault on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []
        rows = [row for area in document.get("areas", []) for row in area.get("question", [])]
        self.bank = [str(row.get("code", "")) for row in rows]

    def fault(self, place: str, key: str, what: Message, remedy: Message) -> None:
        self.faults.append(Fault(place, key, what, remedy))

    def instrument(self) -> Instrument:
        top = self.document.get("instrument", {})
        areas: dict[str, Area] = {}
        questions: dict[str, Question] = {}
        membership: dict[str, list[str]] = {str(form.get("id")): [] for form in top.get("form", [])}
        rows = [(area, row) for area in self.document.get("areas", []) for row in area.get("question", [])]
        rows.sort(key=lambda pair: pair[1].get("step") == Step.CLOSE)
        for area in self.document.get("areas", []):
            areas[str(area.get("id"))] = Area(str(area.get("id")), self.text(str(area.get("id")), "title", area))
        for area, row in rows:
            question = self.question(str(area.get("id")), row)
            if question.code in questions:
                self.fault(question.code, "code", say("The code occurs twice."), say("Give each box its own code."))
            questions[question.code] = question
            for form in row.get("forms", []):
                if form not in membership:
                    remedy = say("Use one of: {forms}.", forms=", ".join(membership))
                    self.fault(question.code, "forms", say("There is no form {form}.", form=form), remedy)
                else:
                    membership[form].append(question.code)
        structure, content = hashes(self.document)
        forms = {form.id: form for form in (self.form(row, membership) for row in top.get("form", []))}
        scores = {score.id: score for score in map(self.score, self.document.get("scores", {}).get("score", []))}
        checks = self.checks(questions, forms)
        return Instrument(
            id=str(top.get("id", "")),
            version=str(top.get("version", "")),
            areas=areas,
            questions=questions,
            forms=forms,
            scores=scores,
            checks=checks,
            checks_reading=reading(checks),
            structure_hash=structure,
            content_hash=content,
        )

    def checks(self, questions: Mapping[str, Question], forms: Mapping[str, Form]) -> dict[str, Check]:
        numbers = {code: question.number for code, question in questions.items()}
        made, findings = read_checks(self.document.get("checks", {}).get("check", []), numbers, forms)
        self.faults += [Fault(*finding) for finding in findings]
        return made

    def form(self, row: Document, membership: Mapping[str, list[str]]) -> Form:
        name = str(row.get("id"))
        return Form(
            id=name,
            title=self.text(name, "title", row),
            purpose=self.one_of(Purpose, name, "purpose", row),
            length=self.one_of(Length, name, "length", row),
            codes=tuple(membership[name]),
            counterpart=str(row.get("counterpart", name)),
        )

    def question(self, area: str, row: Document) -> Question:
        code = str(row.get("code", ""))
        for key in sorted(set(row) - QUESTION_KEYS):
            self.fault(
                code, key, say("The key is not known."), say("Known keys: {keys}.", keys=" ".join(QUESTION_KEYS))
            )
        kind = self.one_of(Kind, code, "type", row)
        choices, list_name = self.choices(code, kind, row)
        low, high = self.bounds(code, kind, choices, row)
        means = self.document.get("answers", {})
        return Question(
            code=code,
            number=str(row.get("number", code)),
            area=area,
            kind=kind,
            step=self.one_of(Step, code, "step", {"step": "interview", **row}),
            label=self.text(code, "label", row),
            wording=self.text(code, "text", row),
            since_wording=self.text(code, "since_text", row) if "since_text" in row else None,
            minimum=low,
            maximum=high,
            choices=choices,
            n_when=self.condition(code, "n_when", row.get("n_when")),
            forced=self.forced(code, row.get("set_when")),
            allow_n=bool(row.get("allow_n", False)),
            n_means=self.meaning(code, "n_means", row, means, list_name),
            x_means=self.meaning(code, "x_means", row, means, list_name),
            unit=str(row.get("unit", "")),
            timeframe=str(row.get("timeframe", "")),
            rater=str(row.get("rater", "client")),
            composite=row.get("composite"),
            key_item=bool(row.get("key_item", False)),
            since_last=bool(row.get("since_last", False)),
            carry=bool(row.get("carry", False)),
            alias=row.get("alias"),
            help=str(row.get("help", "")),
            extra=bool(row.get("extra", False)),
        )

    def choices(self, code: str, kind: Kind, row: Document) -> tuple[tuple[Choice, ...], str]:
        named = row.get("answers", kind.value if kind in (Kind.YES_NO, Kind.CLIENT_RATING, Kind.SEVERITY) else None)
        lists = self.document.get("answers", {}).get("lists", {})
        if named is None:
            if kind is Kind.CHOICE:
                self.fault(code, "answers", say("The answers are missing."), say("Write a list, or name a shared one."))
            return (), ""
        if isinstance(named, str) and named not in lists:
            remedy = say("Use one of: {names}.", names=", ".join(lists))
            self.fault(code, "answers", say("There is no answer list {name}.", name=named), remedy)
            return (), ""
        entries, place = (lists[named], f"answers {named}") if isinstance(named, str) else (named, code)
        own_words = row.get("answer_labels", {})
        made = []
        for entry in entries:
            if not isinstance(entry.get("code"), int):
                self.fault(place, "answers", say("An answer has no code."), say("Give each answer a number."))
                continue
            words = {**entry, **own_words.get(str(entry["code"]), {})}
            made.append(Choice(entry["code"], Text(str(words.get("sv", "")), str(words.get("en", "")))))
            if not entry.get("sv") or not entry.get("en"):
                what = say("Answer {code} lacks words in Swedish or English.", code=entry["code"])
                self.fault(place, "answers", what, say("Write both sv and en."))
        return tuple(made), named if isinstance(named, str) else ""

    def bounds(self, code: str, kind: Kind, choices: tuple[Choice, ...], row: Document) -> tuple[int, int]:
        fixed = _RANGES.get(kind)
        if choices:
            fixed = (min(choice.code for choice in choices), max(choice.code for choice in choices))
        low, high = row.get("min", fixed[0] if fixed else 0), row.get("max", fixed[1] if fixed else 0)
        wrong = not isinstance(low, int) or not isinstance(high, int) or low > high or low < 0
        if wrong or (fixed and (low, high) != fixed) or (kind is not Kind.TEXT and high == 0):
            self.fault(
                code,
                "min, max",
                say("The range {low}-{high} is not possible here.", low=low, high=high),
                say("Give whole numbers, min not above max, that fit the type and its answers."),
            )
            return 0, 0
        return low, high

    def condition(self, code: str, key: str, text: str | None) -> Node | None:
        if text is None:
            return None
        try:
            return parse(text, self.bank)
        except ExpressionFault as error:
            self.fault(code, key, error.message, say("Correct the condition: {text}", text=text))
            return None

    def forced(self, code: str, text: str | None) -> Forced | None:
        if text is None:
            return None
        value, word, condition = text.partition(" when ")
        if not word or not value.isdigit():
            self.fault(code, "set_when", say("This is not 'value when condition'."), say("Write it as 0 when E4 == 0."))
            return None
        tree = self.condition(code, "set_when", condition)
        return Forced(int(value), tree) if tree else None

    def score(self, row: Document) -> Score:
        made = formula(row)
        for item in made.items:
            if item not in self.bank:
                remedy = say("Name a question of the instrument.")
                self.fault(f"score {made.id}", "items", say("there is no question {code}", code=item), remedy)
        return made

    def text(self, place: str, key: str, row: Document) -> Text:
        found = row.get(key)
        words = found if isinstance(found, dict) else {}
        for language in ("sv", "en"):
            if not str(words.get(language, "")).strip():
                self.fault(
                    place,
                    f"{key}.{language}",
                    say("The wording is missing."),
                    say("Write {key} = {{ sv = ..., en = ... }}.", key=key),
                )
        return Text(str(words.get("sv", "")), str(words.get("en", "")))

    def meaning(self, code: str, key: str, row: Document, shared: Document, list_name: str) -> Text | None:
        if key in row:
            return self.text(code, key, row)
        words = shared.get(key, {}).get(list_name)
        return Text(str(words.get("sv", "")), str(words.get("en", ""))) if words else None

    def one_of(self, names: type[Named], place: str, key: str, row: Document) -> Named:
        try:
            return names(str(row.get(key, "")))
        except ValueError:
            known = ", ".join(entry.value for entry in names)
            self.fault(
                place,
                key,
                say("{value} is not known here.", value=row.get(key) or "-"),
                say("Use one of: {names}.", names=known),
            )
            return next(iter(names))
