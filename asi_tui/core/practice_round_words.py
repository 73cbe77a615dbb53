"""A practice round in words: the marks on the paper, the figures of the result, and the boxes one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asi_tui.core.answer import Code, Value
from asi_tui.core.check_words import in_words
from asi_tui.core.instrument import Kind, Question
from asi_tui.core.practice_round import Compared, Comparison, PaperCase, Verdict
from asi_tui.message import Message, say

VERDICT_WORDS: Mapping[Verdict, Message] = MappingProxyType(
    {
        Verdict.RIGHT: say("as on the paper"),
        Verdict.WRONG: say("another answer"),
        Verdict.MISSING: say("left out"),
        Verdict.EXTRA: say("not on the paper"),
        Verdict.FOLLOWS: say("follows from an error before"),
        Verdict.NOT_REACHED: say("not come to"),
    }
)

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A box of the result: its printed number, its label, what the paper says, what was keyed, and the verdict."""

    number: str
    label: str
    paper: str
    keyed: str
    verdict: Verdict
    was_corrected: bool


def mark(question: Question, value: Value | None, language: str) -> str:
    """An answer as it is written in the box of a form: a figure, years and months, words, X or N."""
    if value is None:
        return NOTHING
    if isinstance(value, Code):
        return value.value
    if question.kind in (Kind.YEARS_MONTHS, Kind.MONEY):
        return in_words(question, value).in_language(language)
    return str(value)


def box_on_paper(case: PaperCase, question: Question, language: str) -> Message | str:
    """What stands in a box of the paper, with what was struck out before it."""
    stands = case.answers.get(question.code)
    now = "" if stands is None else mark(question, stands, language)
    if question.code not in case.struck:
        return now
    return say("({struck} struck out) {now}", struck=mark(question, case.struck[question.code], language), now=now)


def rows(boxes: Iterable[Compared], questions: Mapping[str, Question], language: str) -> Iterator[Row]:
    """The boxes of a result."""
    for box in boxes:
        question = questions[box.code]
        paper, keyed = mark(question, box.paper, language), mark(question, box.keyed, language)
        label = question.label.in_language(language)
        yield Row(question.number, label, paper, keyed, box.verdict, box.was_corrected)


def figures(result: Comparison, case: PaperCase) -> Iterator[tuple[Message, str]]:
    """The figures of a result: each with what it counts."""
    yield say("Errors per 1,000 answers"), _figure(result.per_thousand(result.errors))
    for verdict, words in (
        (Verdict.WRONG, say("of which other answers")),
        (Verdict.MISSING, say("of which left out")),
        (Verdict.EXTRA, say("of which not on the paper")),
    ):
        count = result.count(verdict)
        yield words, f"{_figure(result.per_thousand(count))} ({count})"
    yield say("Answers on the paper that you had before you"), str(result.answers)
    if result.count(Verdict.FOLLOWS):
        yield say("Boxes that follow from an error before, not counted"), str(result.count(Verdict.FOLLOWS))
    yield say("Slips put right on the way"), str(result.corrected)
    yield say("Keys per answer"), _figure(result.keys_per_answer, 2)
    minutes, seconds = divmod(round(result.seconds), 60)
    yield say("Time used, minutes and seconds"), f"{minutes}:{seconds:02}"
    if result.wrong_day is not None:
        yield say("Date keyed; the paper has {day}", day=case.day.isoformat()), result.wrong_day.isoformat()


def _figure(value: float | None, decimals: int = 0) -> str:
    return NOTHING if value is None else f"{value:.{decimals}f}".replace(".", ",")
