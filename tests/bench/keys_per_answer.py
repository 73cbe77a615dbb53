"""How many keys an answer costs: whole interviews typed at the desk from key files of three kinds of clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from asi_tui.core import keying
from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.instrument import Kind, Question
from tests.bench.budgets import KEYS_PER_ANSWER, KEYS_PER_ANSWER_ELSEWHERE, ONE_DIGIT
from tests.bench.figures import Figure
from tests.bench.line import NotMeasured
from tests.core.answers import numbers
from tests.core.test_keyers import type_blind, whole_form
from tests.scenario import FORMS, instrument
from tests.terminal.key_file import Keyed, key_file

OPEN_GATES = "every gate open"


def key_files(form: str) -> dict[str, tuple[Keyed, ...]]:
    """The key files of a form by kind, each proved: what it types is what the form then holds."""
    files = {kind: tuple(_typed(form, answer(Random(f"{kind} {form}")))) for kind, answer in _KINDS.items()}
    files[OPEN_GATES] = key_file(form)
    for kind, boxes in files.items():
        _prove(form, kind, boxes)
    return files


def _half_zeros(draw: Random) -> Callable[[Question], Value]:
    return lambda question: _number(question, draw, lowest=0.5)


def _heavy_use(draw: Random) -> Callable[[Question], Value]:
    def answer(question: Question) -> Value:
        value = _number(question, draw, lowest=0.1)
        uses = question.kind is Kind.DAYS and question.code.startswith("D")
        return value if not uses else draw.choice(numbers(question)[len(numbers(question)) // 2 :])

    return answer


_KINDS = {"half zeros": _half_zeros, "heavy use": _heavy_use}


def _number(question: Question, draw: Random, *, lowest: float) -> Value:
    """A word where words are wanted, else a legal number: the lowest in that share of the boxes."""
    if question.is_text:
        return "ord"
    legal = numbers(question)
    return legal[0] if draw.random() < lowest else draw.choice(legal)


def _typed(form: str, answer: Callable[[Question], Value]) -> Iterator[Keyed]:
    """What a keyer types who knows the boxes: the digits, and Enter only where it is needed."""
    filled = whole_form(form, answer)
    for code in filled.plan.order:
        if code in filled.answers:
            value = filled.answers[code]
            yield Keyed(code, _keys(filled.question(code), value), shown(value) or "")


def _keys(question: Question, value: Value) -> str:
    if question.is_text:
        return f"{value}{{Enter}}"
    if isinstance(value, Code):
        return value.value.lower()
    assert isinstance(value, int)
    if question.kind is Kind.MONEY:
        return f"{value}{{Enter}}"
    if question.kind is Kind.YEARS_MONTHS:
        return f"{value // 12:02}{value % 12:02}"
    return f"{value:0{keying.width(question)}}"


def _prove(form: str, kind: str, boxes: Sequence[Keyed]) -> None:
    line = " ".join(
        f'"{box.keys[:-7]}" Enter' if box.is_text else box.keys.replace("{Enter}", " Enter") for box in boxes
    )
    desk = type_blind(form, line)
    held = {code: shown(value) or "" for code, value in desk.interview.answers.items()}
    if held != {box.code: box.stored for box in boxes}:
        raise NotMeasured(f"the key file {kind} of {form} does not type what it says")


@dataclass(frozen=True, slots=True)
class Cost:
    """Keys and answers of a whole interview, free text apart."""

    keys: int
    answers: int


def cost(boxes: Sequence[Keyed], counted: Callable[[Question], bool] = lambda question: not question.is_text) -> Cost:
    """What those boxes cost, of the questions that count."""
    questions = instrument().questions
    kept = [box for box in boxes if counted(questions[box.code])]
    return Cost(sum(len(box.keys.replace("{Enter}", "\r")) for box in kept), len(kept))


def is_one_digit(question: Question) -> bool:
    """Whether one digit fills the box."""
    return not question.is_text and keying.width(question) == 1


def measured() -> Iterator[Figure]:
    """The rows of the table: each form and key file, and the boxes of one digit."""
    single = Cost(0, 0)
    for form in FORMS:
        for kind, boxes in key_files(form).items():
            budget = KEYS_PER_ANSWER[kind]
            most = budget.most if form == "grund" else KEYS_PER_ANSWER_ELSEWHERE
            whole, alone = cost(boxes), cost(boxes, is_one_digit)
            single = Cost(single.keys + alone.keys, single.answers + alone.answers)
            named = replace(budget, what=f"{form}, {budget.what}", vad=f"{form}, {budget.vad}", most=most)
            yield Figure(named, whole.keys / whole.answers, "", whole.answers)
    yield Figure(ONE_DIGIT, single.keys / single.answers, "", single.answers)
