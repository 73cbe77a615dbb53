"""The inspection of phrases: what can never be said, words that lack a form, and questions that nothing tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from string import Formatter

from asi_tui.core.answer import Value
from asi_tui.core.expression import Item, Node
from asi_tui.core.grammar import Counted, Stretch
from asi_tui.core.instrument import Instrument, Purpose, Question
from asi_tui.core.loading import Document, Fault
from asi_tui.core.measures import Measures, build_measures
from asi_tui.core.phrase_loading import build_phrases
from asi_tui.core.phrase_reach import Reach
from asi_tui.core.phrase_words import FIELDS, SECTIONS, optional
from asi_tui.core.phrases import Phrase, Phrasebook
from asi_tui.core.shape import nearest
from asi_tui.core.template import Literal, Valued, valued_in
from asi_tui.core.truth import holds
from asi_tui.message import say


def inspect_phrases(
    instrument: Instrument, report: Document, documents: Mapping[str, Document], *, is_own: bool = False
) -> list[Fault]:
    """Every fault and note of report.toml and of the phrases of each language (language -> its document).

    `is_own`: they hold a site's own words; a question that these tell no more is worth a note and no fault.
    """
    bank = list(instrument.questions)
    measures, measuring = build_measures(report, bank)
    faults = list(measuring)
    reach = Reach(instrument)
    own = {code for code, question in instrument.questions.items() if question.extra}
    for language, document in documents.items():
        book, reading = build_phrases(language, document, bank)
        own -= _told(book)
        found = [
            *_grammar(book),
            *_words(book),
            *_sections(book, measures),
            *_forms(book, instrument),
            *_untold(book, instrument, measures, is_own=is_own),
            *_never_said(book, reach),
        ]
        known = {(fault.place, fault.key) for fault in reading}
        told = [Fault(f"{language}: {f.place}", f.key, f.what, f.remedy, f.is_note) for f in found]
        faults += [*reading, *(fault for fault in told if (fault.place, fault.key) not in known)]
    language = next(iter(documents), "sv")
    for code in (code for code in instrument.questions if code in own):
        what = say("No phrase tells it: the summary lists it with its answer, after the areas.")
        remedy = say(
            "For a sentence of its own, write [phrases.{language}.ID] with a section and a text.", language=language
        )
        faults.append(Fault(code, "phrases", what, remedy, is_note=True))
    return list(dict.fromkeys(faults))


def _grammar(book: Phrasebook) -> Iterator[Fault]:
    """Parts of the grammar that cannot be filled in."""
    grammar = book.grammar
    filled = [("day", grammar.day, {"day", "month", "year"})]
    for name, form in grammar.forms.items():
        if isinstance(form, Stretch):
            filled.append((f"stretches.{name}.joined", form.joined, {"years", "months"}))
            filled += [(f"stretches.{name}.{key}", getattr(form, key), {"years"}) for key in ("over", "nearly")]
    for name, word in grammar.people.items():
        filled.append((f"people.{name}.named", word.named, {"name", "names"}))
        if missing := sorted({"woman", "man", "neutral"} - set(word.by_gender)):
            key = f"people.{name}.{missing[0]}"
            yield Fault("grammar", key, say("The wording is missing."), say("Write {key}.", key=missing[0]))
    for key, text, known in filled:
        yield from _fields("grammar", key, text, known)
    if len(grammar.months) != 12:
        yield Fault("grammar", "calendar", say("There are not twelve months."), say("Write all of them."))


def _fields(place: str, key: str, text: str, known: Collection[str]) -> Iterator[Fault]:
    try:
        used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        yield Fault(place, key, say("The braces or brackets do not pair."), say("Close each one."))
        return
    for field in sorted(used - set(known)):
        remedy = nearest(field, sorted(known)) if known else say("Take it out.")
        yield Fault(place, key, say("{name} is not known here.", name=field or "{}"), remedy)


def _words(book: Phrasebook) -> Iterator[Fault]:
    """The short texts: those that are missing, and fields that the program does not fill in."""
    for name in FIELDS:
        if name not in book.words and not optional(name):
            yield Fault("words", name, say("The wording is missing."), say("Write {key} under [words].", key=name))
    for name, text in book.words.items():
        yield from _fields("words", name, text, FIELDS.get(name, frozenset()))


def _sections(book: Phrasebook, measures: Measures) -> Iterator[Fault]:
    for name in (*SECTIONS, *(area.id for area in measures.areas)):
        if name not in book.sections:
            what = say("There is no section {name}.", name=name)
            yield Fault("sections", name, what, say("Write a file with section = {name}.", name=name))
        elif not book.sections[name].title:
            yield Fault("sections", name, say("The wording is missing."), say("Write {key}.", key="title"))


def _forms(book: Phrasebook, instrument: Instrument) -> Iterator[Fault]:
    """Values that a phrase may have to tell, but that its form has no words for; nought may be left out."""
    for phrase in book.phrases.values():
        for when, valued in _told_by(phrase):
            lacking = sorted(_without_words(valued, when, book, instrument))
            if lacking and isinstance(valued.value, Item):
                yield Fault(
                    f"phrase {phrase.id}",
                    f"{valued.value.code}:{valued.form}",
                    say("The form {form} has no words for {value}.", form=valued.form, value=lacking[0]),
                    say("Write them under [forms], or limit the phrase by when."),
                )


def _told_by(phrase: Phrase) -> Iterator[tuple[tuple[Node, ...], Valued]]:
    """The values of a phrase, each with the conditions under which it is told."""
    own = (phrase.when,) if phrase.when else ()
    told = [(variant.when, (variant.text, variant.again or ())) for variant in phrase.variants]
    told += [(clause.when, (clause.text, ())) for clause in phrase.clauses]
    for when, templates in told:
        for valued in (valued for template in templates for valued in valued_in(template)):
            yield (*own, when) if when else own, valued


def _without_words(valued: Valued, when: tuple[Node, ...], book: Phrasebook, instrument: Instrument) -> Iterator[int]:
    form = book.grammar.forms.get(valued.form or "")
    if not isinstance(form, Counted) or not isinstance(valued.value, Item):
        return
    code = valued.value.code
    question = instrument.questions[code]
    for number in _numbers(question, form):

        def read(other: str, number: int = number) -> Value | None:
            return number if other == code else None

        if number and form.words(number, book.grammar) is None and all(holds(w, read) is not False for w in when):
            yield number
        elif number == 1 and form.more is not None and 1 not in form.exact and question.minimum <= 1:
            yield 1


def _numbers(question: Question, form: Counted) -> list[int]:
    if question.choices:
        return [choice.code for choice in question.choices]
    return [n for n in (question.minimum, 1, 2, *form.exact, question.maximum) if question.allows(n)]


def _untold(book: Phrasebook, instrument: Instrument, measures: Measures, *, is_own: bool) -> Iterator[Fault]:
    told = _told(book)
    for code, question in instrument.questions.items():
        if code in told and code in measures.silent:
            what = say("It is listed as silent, but a phrase tells it.")
            yield Fault(code, "silent", what, say("Take it out of one of the two."))
        elif code not in told and code not in measures.silent and not question.extra:
            if is_own:
                what = say("No phrase tells it any more.")
                remedy = say(
                    "If that is meant, nothing need be done. Else tell it in [phrases.{language}.ID].",
                    language=book.language,
                )
                yield Fault(code, "phrases", what, remedy, is_note=True)
                continue
            what = say("No phrase tells it, and it is not listed as silent.")
            yield Fault(
                code,
                "phrases",
                what,
                say("Write a phrase, or list it under [[silent]] in report.toml with the reason."),
            )


def _told(book: Phrasebook) -> frozenset[str]:
    """The questions that some phrase tells."""
    return frozenset[str]().union(*(phrase.reads for phrase in book.phrases.values()))


def _never_said(book: Phrasebook, reach: Reach) -> Iterator[Fault]:
    for phrase in book.phrases.values():
        place = f"phrase {phrase.id}"
        if phrase.purpose not in (None, *Purpose):
            remedy = say("Use one of: {names}.", names=", ".join(Purpose))
            yield Fault(place, "purpose", say("{value} is not known here.", value=phrase.purpose), remedy)
            continue
        last = len(phrase.variants) - 1
        parts = [("text" if not last else f"variants.{at + 1}", one.when) for at, one in enumerate(phrase.variants)]
        parts += [(f"clauses.{at + 1}", one.when) for at, one in enumerate(phrase.clauses)]
        for key, when in parts:
            if not reach.can_hold([node for node in (phrase.when, when) if node is not None], phrase.purpose):
                what = say("It can never be said: no answer makes its condition true.")
                yield Fault(place, key, what, say("Correct the condition, or take it out."))
        for at, variant in enumerate(phrase.variants[:last]):
            if variant.when is None and all(isinstance(part, Literal) for part in variant.text):
                what = say("It hides all that come after it.")
                yield Fault(place, f"variants.{at + 1}", what, say("Write a condition."))
