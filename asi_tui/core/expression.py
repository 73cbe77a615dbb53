"""The small language of the questionnaire's conditions: text -> tree. It is parsed, never run as Python.

    G19 == 1        M3 in (0, X)        D14 in (3..12)        all(L3..L16, L18..L20 == 0)        G20 + E11 > 30

`A..B` means all codes of the instrument with the same letter and suffix, numbers from A to B; inside `in ( )` it means
numbers. Reading a tree is `asi_tui.core.truth`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from asi_tui.core.answer import Code
from asi_tui.core.tokens import ExpressionFault as ExpressionFault
from asi_tui.core.tokens import tokens
from asi_tui.message import say

FUNCTIONS = ("all", "any", "count", "sum", "max", "abs", "all_equal")
NAMES = ("age", "days_since_reference")
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")

_ITEM = re.compile(r"([A-Z])(\d+)(-[A-Za-z0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number written in the condition."""

    value: int


@dataclass(frozen=True, slots=True)
class Coded:
    """X or N written in the condition."""

    code: Code


@dataclass(frozen=True, slots=True)
class Item:
    """The effective value of a question."""

    code: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """Whether the question has a remark: remark(G20)."""

    code: str


@dataclass(frozen=True, slots=True)
class Name:
    """A fact about the interview: age, days_since_reference, or the earlier value of a question: earlier_base(M1)."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of several operands, such as max(...) or all_equal(...)."""

    function: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two operands with + - or * between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands with == != < > <= or >= between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Membership:
    """An operand and the numbers and codes it may be one of."""

    operand: Node
    numbers: frozenset[int]
    codes: frozenset[Code]


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions that must all hold."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions of which one must hold."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """A condition that must not hold."""

    term: Node


Node = Number | Coded | Item | Remarked | Name | Call | Arithmetic | Comparison | Membership | Both | Either | Negation


def span(first: str, last: str, bank: Sequence[str]) -> tuple[str, ...]:
    """All codes of the bank from `first` to `last`: the same letter and suffix, in the order of their numbers."""
    start, end = _ITEM.fullmatch(first), _ITEM.fullmatch(last)
    if start is None or end is None or (start[1], start[3]) != (end[1], end[3]):
        raise ExpressionFault(say("{first}..{last} does not run within one letter and suffix", first=first, last=last))
    numbers = range(int(start[2]), int(end[2]) + 1)
    codes = [code for code in bank if (m := _ITEM.fullmatch(code)) and (m[1], m[3]) == (start[1], start[3])]
    inside = [code for code in codes if int(_ITEM.fullmatch(code)[2]) in numbers]  # type: ignore[index]
    if not inside:
        raise ExpressionFault(say("{first}..{last} holds no question", first=first, last=last))
    return tuple(inside)


def parse(text: str, bank: Sequence[str]) -> Node:
    """The tree of a condition; `bank` is all codes of the instrument. Raises ExpressionFault."""
    reader = _Reader(text, bank)
    tree = reader.either()
    reader.end()
    return tree


class _Reader:
    """Reads a condition from left to right, one token ahead."""

    def __init__(self, text: str, bank: Sequence[str]) -> None:
        self.bank = bank
        self.tokens = tokens(text)
        self.at = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self, *wanted: str) -> str:
        kind, text = self.peek()
        if wanted and text not in wanted:
            raise ExpressionFault(
                say("{wanted} is expected, but {found} stands there", wanted=" ".join(wanted), found=text or "-")
            )
        self.at += 1
        return text if kind != "end" else ""

    def accept(self, *wanted: str) -> str | None:
        return self.take() if self.peek()[1] in wanted and self.peek()[0] != "end" else None

    def end(self) -> None:
        if self.peek()[0] != "end":
            raise ExpressionFault(say("{found} is one too many", found=self.peek()[1]))

    def either(self) -> Node:
        terms = [self.both()]
        while self.accept("or"):
            terms.append(self.both())
        return terms[0] if len(terms) == 1 else Either(tuple(terms))

    def both(self) -> Node:
        terms = [self.negation()]
        while self.accept("and"):
            terms.append(self.negation())
        return terms[0] if len(terms) == 1 else Both(tuple(terms))

    def negation(self) -> Node:
        return Negation(self.negation()) if self.accept("not") else self.comparison()

    def comparison(self) -> Node:
        left = self.total()
        if self.accept("in"):
            return Membership(left, *self.members())
        if sign := self.accept(*COMPARISONS):
            return Comparison(sign, left, self.total())
        return left

    def members(self) -> tuple[frozenset[int], frozenset[Code]]:
        numbers: set[int] = set()
        codes: set[Code] = set()
        self.take("(")
        while True:
            kind, text = self.peek()
            self.take()
            if kind == "number":
                numbers.update(range(int(text), self.last_of_range(text) + 1))
            elif text in ("X", "N"):
                codes.add(Code(text))
            else:
                raise ExpressionFault(say("{found} cannot stand in a list of values", found=text or "-"))
            if not self.accept(","):
                break
        self.take(")")
        return frozenset(numbers), frozenset(codes)

    def last_of_range(self, first: str) -> int:
        """The number after `..`; without it the range is one number."""
        if not self.accept(".."):
            return int(first)
        kind, text = self.peek()
        self.take()
        if kind != "number":
            raise ExpressionFault(say("{found} cannot stand in a list of values", found=text or "-"))
        if not int(first) <= int(text) <= int(first) + 10_000:
            raise ExpressionFault(say("{first}..{last} is not a range of numbers", first=first, last=text))
        return int(text)

    def total(self) -> Node:
        left = self.product()
        while sign := self.accept("+", "-"):
            left = Arithmetic(sign, left, self.product())
        return left

    def product(self) -> Node:
        left = self.operand()
        while sign := self.accept("*"):
            left = Arithmetic(sign, left, self.operand())
        return left

    def operand(self) -> Node:
        kind, text = self.peek()
        self.take()
        if kind == "number":
            return Number(int(text))
        if text in ("X", "N"):
            return Coded(Code(text))
        if kind == "item":
            return self.item(text)
        if text in NAMES:
            return Name(text)
        if text == "remark":
            return Remarked(self.bracketed())
        if text == "earlier_base":
            return Name(f"{text}({self.bracketed()})")
        if text in FUNCTIONS:
            return self.call(text)
        if text == "(":
            inner = self.either()
            self.take(")")
            return inner
        raise ExpressionFault(say("{found} is not known here", found=text or "-"))

    def item(self, code: str) -> Item:
        if code not in self.bank:
            raise ExpressionFault(say("there is no question {code}", code=code))
        return Item(code)

    def bracketed(self) -> str:
        """The one question in brackets that a word is said of."""
        self.take("(")
        code = self.item(self.take()).code
        self.take(")")
        return code

    def call(self, function: str) -> Node:
        """Operands may be spans; a comparison after the last one holds for each: all(L3..L16, L18..L20 == 0)."""
        self.take("(")
        operands: list[Node] = []
        while True:
            kind, text = self.peek()
            if kind == "item" and self.tokens[self.at + 1 : self.at + 2] == [("sign", "..")]:
                self.take()
                self.take("..")
                operands += [Item(code) for code in span(text, self.take(), self.bank)]
            else:
                operands.append(self.total())
            if not self.accept(","):
                break
        if self.accept("in"):
            members = self.members()
            operands = [Membership(operand, *members) for operand in operands]
        elif sign := self.accept(*COMPARISONS):
            right = self.total()
            operands = [Comparison(sign, operand, right) for operand in operands]
        self.take(")")
        return Call(function, tuple(operands))
