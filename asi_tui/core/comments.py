"""What is put beside the sentences of a summary as it stands: remarks, quoted, and a site's own questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asi_tui.core.check_words import in_words
from asi_tui.core.grammar import Stretch
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.material import Material
from asi_tui.core.phrases import Phrasebook


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark as it was written, under the heading of its area and the label of its question (none: of the area).

    `text` is as written, with its line breaks; `quoted` on one line in quotation marks.
    """

    area: str
    label: str
    text: str
    quoted: str
    code: str | None


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The answer to a question that a site asks besides the questionnaire: its label and the answer in words."""

    label: str
    answer: str
    code: str


def comments(held: Material, book: Phrasebook) -> tuple[Comment, ...]:
    """The newest remarks, area by area, without those that ask the coordinator something."""
    about = {one.about: one for one in held.remarks}
    found = []
    for area in held.interview.instrument.areas.values():
        title = area.title.in_language(book.language)
        for code, label in _places(held, area.id, book):
            remark = about.get(code or area.id)
            if remark is None or remark.to_coordinator:
                continue
            if quoted := book.grammar.quoted(remark.text):
                found.append(Comment(title, label, remark.text, quoted, code))
    return tuple(found)


def own_answers(held: Material, book: Phrasebook) -> tuple[OwnAnswer, ...]:
    """What was answered to the site's own questions, in the order asked."""
    questions = [q for q in held.interview.plan.questions.values() if q.extra]
    return tuple(
        OwnAnswer(question.label.in_language(book.language), answer, question.code)
        for question in questions
        if (answer := _answer(question, held, book))
    )


def _places(held: Material, area: str, book: Phrasebook) -> Iterator[tuple[str | None, str]]:
    yield None, ""
    for question in held.interview.instrument.questions.values():
        if question.area == area:
            yield question.code, question.label.in_language(book.language)


def _answer(question: Question, held: Material, book: Phrasebook) -> str | None:
    value = held.read(question.code)
    if isinstance(value, str):
        return book.grammar.quoted(value)
    if not isinstance(value, int):
        return None
    if question.kind is Kind.YEARS_MONTHS:
        stretch = next(form for form in book.grammar.forms.values() if isinstance(form, Stretch))
        return stretch.words(value, book.grammar)
    return in_words(question, value).in_language(book.language)
