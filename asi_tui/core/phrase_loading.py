"""From the text of the phrase files of a language to a Phrasebook, or every fault in them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asi_tui.core.expression import ExpressionFault, Node, parse, span
from asi_tui.core.grammar import Counted, Grammar, PersonWord, Stretch, WordForm
from asi_tui.core.loading import Document, Fault
from asi_tui.core.phrase_shape import CHAPTER, GRAMMAR
from asi_tui.core.phrases import CLAUSES, Clause, Phrase, Phrasebook, PhraseList, Section, Topic, Variant
from asi_tui.core.shape import fit
from asi_tui.core.template import Template, Vocabulary, read_template, reads
from asi_tui.core.truth import items
from asi_tui.message import Message, say

GIVEN = ("date", "form", "earlier_date", "children")
"""Texts that come with an interview rather than from its answers."""


def build_phrases(language: str, document: Document, bank: Sequence[str]) -> tuple[Phrasebook, tuple[Fault, ...]]:
    """The phrasebook of a language as far as it can be made, and every fault met on the way.

    `document` is {"grammar": grammar.toml, "chapters": [the other files, in the order told]}, `bank` all codes of the
    instrument.
    """
    builder = _Builder(language, document, bank)
    book = builder.book()
    return book, tuple(dict.fromkeys(builder.faults))


class _Builder:
    """Builds one phrasebook and notes every fault on the way."""

    def __init__(self, language: str, document: Document, bank: Sequence[str]) -> None:
        self.language = language
        self.bank = bank
        self.faults: list[Fault] = []
        top = fit(document.get("grammar", {}), GRAMMAR)
        chapters = [fit(chapter, CHAPTER) for chapter in document.get("chapters", [])]
        for fitted in (top, *chapters):
            self.faults += [Fault(f"{language}: {f.place}", f.key, f.what, f.remedy) for f in fitted.faults]
        self.grammar = _grammar(top.document)
        self.chapters = [chapter.document for chapter in chapters]
        names = [str(row["name"]) for chapter in self.chapters for row in chapter.get("list", [])]
        self.vocabulary = Vocabulary(
            bank=bank,
            people=self.grammar.people,
            forms=self.grammar.forms,
            lists=[*names, CLAUSES],
            by_purpose=self.grammar.by_purpose,
            given=GIVEN,
        )
        self.lists: dict[str, PhraseList] = {}
        self.list_reads: dict[str, frozenset[str]] = {}

    def fault(self, place: str, key: str, what: Message, remedy: Message) -> None:
        self.faults.append(Fault(f"{self.language}: {place}", key, what, remedy))

    def book(self) -> Phrasebook:
        for chapter in self.chapters:
            for row in chapter.get("list", []):
                self.list_of(row)
        phrases: dict[str, Phrase] = {}
        sections: dict[str, Section] = {}
        words: dict[str, str] = {}
        for chapter in self.chapters:
            section = str(chapter.get("section", ""))
            told = [self.phrase(section, row) for row in chapter.get("phrase", [])]
            for phrase in told:
                if phrase.id in phrases:
                    what = say("{name} occurs twice.", name=phrase.id)
                    self.fault(f"phrase {phrase.id}", "id", what, say("Give each its own id."))
                phrases[phrase.id] = phrase
            if section:
                title = str(chapter.get("title", ""))
                called = str(chapter.get("called", title))
                sections[section] = Section(section, title, called, tuple(phrase.id for phrase in told))
            words |= dict(_flat(chapter.get("words", {})))
        return Phrasebook(
            language=self.language,
            grammar=self.grammar,
            sections=sections,
            phrases=phrases,
            lists=self.lists,
            topics=tuple(self.topics("topic")),
            unasked=tuple(self.topics("unasked")),
            words=words,
        )

    def phrase(self, section: str, row: Document) -> Phrase:
        name = str(row["id"])
        place = f"phrase {name}"
        when = self.condition(place, "when", row.get("when"))
        clauses = tuple(self.clauses(place, row.get("clauses", [])))
        variants = [self.variant(place, part) for part in row.get("variants", [])]
        if "text" in row:
            variants.append(self.variant(place, {key: row[key] for key in ("text", "again") if key in row}))
        if not variants:
            self.fault(place, "text", say("The wording is missing."), say("Write a text, or variants."))
        lists = {**self.list_reads, CLAUSES: _read_by(clauses, self.list_reads)}
        found = items(when) if when else frozenset[str]()
        for variant in variants:
            found |= items(variant.when) if variant.when else frozenset()
            found |= reads(variant.text, lists) | reads(variant.again or (), lists)
        return Phrase(
            id=name,
            section=section,
            when=when,
            variants=tuple(variants),
            purpose=row.get("purpose"),
            period=row.get("period"),
            paragraph=bool(row.get("paragraph", False)),
            clauses=clauses,
            most=max(1, int(row.get("most", 3))),
            group=str(row.get("group", "")),
            reads=found | lists[CLAUSES],
        )

    def variant(self, place: str, row: Document) -> Variant:
        again = self.text(place, "again", row["again"]) if "again" in row else None
        return Variant(self.condition(place, "when", row.get("when")), self.text(place, "text", row["text"]), again)

    def list_of(self, row: Document) -> None:
        name = str(row["name"])
        clauses = tuple(self.clauses(f"list {name}", row.get("clauses", [])))
        if name in self.lists or name == CLAUSES:
            what = say("{name} occurs twice.", name=name)
            self.fault(f"list {name}", "name", what, say("Give each list its own name."))
        self.lists[name] = PhraseList(
            name=name, clauses=clauses, most=row.get("most"), either=bool(row.get("either", False))
        )
        self.list_reads[name] = _read_by(clauses, self.list_reads)

    def clauses(self, place: str, rows: Sequence[Document]) -> Iterator[Clause]:
        for row in rows:
            for member in self.members(place, row.get("each", {})):
                yield Clause(
                    when=self.condition(place, "when", _filled(row.get("when"), member)),
                    text=self.text(place, "text", _filled(row["text"], member) or ""),
                    order=self.condition(place, "order", _filled(row.get("order"), member)),
                )

    def members(self, place: str, each: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
        """What the names of `each` stand for, clause by clause, several names side by side."""
        columns = {name: list(self.codes(place, written)) for name, written in each.items()}
        if len({len(column) for column in columns.values()}) > 1:
            what = say("The lists of each are empty or not of the same length.")
            self.fault(place, "each", what, say("Write one entry for each of its clauses in all of them."))
            return []
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows] if columns else [{}]

    def codes(self, place: str, written: Sequence[str]) -> Iterator[str]:
        """Entries of a list; L3..L16 is all questions from the one to the other."""
        for entry in written:
            first, dots, last = entry.partition("..")
            try:
                yield from span(first, last, self.bank) if dots else (entry,)
            except ExpressionFault as error:
                self.fault(place, "each", error.message, say("Write questions as L3..L21."))

    def topics(self, key: str) -> Iterator[Topic]:
        for chapter in self.chapters:
            for row in chapter.get(key, []):
                place = f"{key} {row['said']}"
                codes = tuple(self.codes(place, row["items"]))
                for code in codes:
                    if code not in self.bank:
                        what = say("There is no question {code}.", code=code)
                        self.fault(place, "items", what, say("Name a question of the instrument."))
                flags = {name: bool(row.get(name, False)) for name in ("risk", "unsure")}
                yield Topic(str(chapter.get("section", "")), codes, str(row["said"]), **flags)

    def text(self, place: str, key: str, written: str) -> Template:
        template, troubles = read_template(written, self.vocabulary)
        for what, remedy in troubles:
            self.fault(place, key, what, remedy)
        return template

    def condition(self, place: str, key: str, written: str | None) -> Node | None:
        if written is None:
            return None
        try:
            return parse(written, self.bank)
        except ExpressionFault as error:
            self.fault(place, key, error.message, say("Correct the condition: {text}", text=written))
            return None


def _read_by(clauses: Sequence[Clause], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for clause in clauses:
        found |= reads(clause.text, lists)
        for node in (clause.when, clause.order):
            found |= items(node) if node else frozenset()
    return found


def _filled(text: str | None, member: Mapping[str, str]) -> str | None:
    for name, value in member.items():
        text = text.replace(f"{{{name}}}", value) if text is not None else None
    return text


def _flat(words: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, part in words.items():
        if isinstance(part, str):
            yield above + name, part
        else:
            yield from _flat(part, f"{above}{name}.")


def _counted(words: Mapping[str, str]) -> Counted:
    return Counted({int(n): text for n, text in words.items() if n.isdecimal()}, words.get("more"))


def _grammar(row: Document) -> Grammar:
    quotes = [*row.get("quotes", []), "”", "”"]
    genitive = [*row.get("genitive", []), "", "", ""]
    forms: dict[str, WordForm] = {name: _counted(words) for name, words in row.get("forms", {}).items()}
    for name, words in row.get("stretches", {}).items():
        forms[name] = Stretch(
            months=_counted(words["months"]),
            years=_counted(words["years"]),
            joined=words["joined"],
            over=words["over"],
            half=words["half"],
            nearly=words["nearly"],
        )
    return Grammar(
        numbers=tuple(row.get("numbers", ())),
        thousands=row.get("thousands", " "),
        decimal=row.get("decimal", "."),
        both=row.get("both", ""),
        besides=row.get("besides") or row.get("both", ""),
        either=row.get("either", ""),
        comma_before=bool(row.get("comma_before", False)),
        quotes=(quotes[0], quotes[1]),
        inner_quote=row.get("inner_quote", "’"),
        genitive=(genitive[0], genitive[1], genitive[2]),
        people={
            name: PersonWord({key: part for key, part in words.items() if key != "named"}, words.get("named", ""))
            for name, words in row.get("people", {}).items()
        },
        plural=frozenset(row.get("plural", ())),
        forms=forms,
        by_purpose=row.get("by_purpose", {}),
        once=frozenset(row.get("once", ())),
        months=tuple(row.get("calendar", ())),
        day=row.get("day", "{day} {month} {year}"),
    )
