"""The papers of a practice round: the filled-in form to key from, and how the keying went."""

from __future__ import annotations

from collections.abc import Iterator

from asi_tui.core.instrument import Instrument, Question, Step
from asi_tui.core.practice_round import Comparison, PaperCase
from asi_tui.core.practice_round_words import VERDICT_WORDS, Row, box_on_paper, figures, rows
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.reports.document import Block, Document, Grid, Heading, Listing, Paragraph


def case_paper(case: PaperCase, instrument: Instrument, language: str) -> Document:
    """The case as a filled-in form: every question that the interview asks, with the mark that stands in its box."""
    form = instrument.forms[case.form]
    title = tell(say("Practice case: {title}", title=case.title))
    day = say("Date of the interview {day}, born {born}", day=case.day.isoformat(), born=case.born)
    how = say(
        "To be keyed with: asi demo --practice {name}. Key what stands in the boxes; X is no answer, N not applicable. "
        "A box without a mark was not asked.",
        name=case.id,
    )
    return Document(
        title=title,
        language=language,
        under=(f"{form.title.in_language(language)}. {case.name}. {tell(day)}.",),
        blocks=(
            Paragraph(plain=case.vignette),
            Paragraph(plain=tell(how), quiet=True),
            *_areas(case, instrument, language),
        ),
        foot=title,
    )


def _areas(case: PaperCase, instrument: Instrument, language: str) -> Iterator[Block]:
    for area in instrument.areas.values():
        asked = [instrument.questions[code] for code in instrument.forms[case.form].codes]
        boxes = [one for one in asked if one.area == area.id and one.step is Step.INTERVIEW]
        if boxes:
            yield Heading(area.title.in_language(language))
            yield Grid((), tuple(_box(case, question, language) for question in boxes))


def _box(case: PaperCase, question: Question, language: str) -> tuple[str, str]:
    written = box_on_paper(case, question, language)
    words = f"{question.number:<5} {question.label.in_language(language)}"
    return words, written if isinstance(written, str) else tell(written)


def result_paper(result: Comparison, case: PaperCase, instrument: Instrument, language: str) -> Document:
    """How a round went: box by box, and the figures last, where a terminal shows them."""
    head = tuple(tell(words) for words in (say("question"), say("paper"), say("keyed"), say("verdict")))
    told = tuple(_line(row) for row in rows(result.boxes, instrument.questions, language))
    wrong = tuple(_line(row) for row in rows(result.deviations, instrument.questions, language))
    blocks: list[Block] = [Heading(tell(say("Box by box"))), Grid(head, told)]
    if wrong:
        blocks += [Heading(tell(say("Not as on the paper"))), Grid(head, wrong)]
    blocks += [
        Heading(tell(say("Result"))),
        Listing(tuple(f"{tell(words)}: {figure}" for words, figure in figures(result, case))),
    ]
    return Document(
        title=tell(say("Practice round: {title}", title=case.title)),
        language=language,
        under=() if result.is_complete else (tell(say("The round was left before the end.")),),
        blocks=tuple(blocks),
    )


def _line(row: Row) -> tuple[str, str, str, str]:
    verdict = tell(VERDICT_WORDS[row.verdict])
    put_right = f" ({tell(say('put right'))})" if row.was_corrected else ""
    return f"{row.number:<5} {row.label}", row.paper, row.keyed, f"{verdict}{put_right}"
