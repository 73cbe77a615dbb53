"""What a condition says of an interview: true, false, or unknown (None) as long as an answer it needs is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from asi_tui.core.answer import Code, Value
from asi_tui.core.expression import (
    Arithmetic,
    Both,
    Call,
    Coded,
    Comparison,
    Either,
    Item,
    Membership,
    Name,
    Negation,
    Node,
    Number,
    Remarked,
)

Reading = Callable[[str], Value | None]
"""Gives the effective value of a question; None when it is unanswered or outside the form."""

_ORDER: Mapping[str, Callable[[int, int], bool]] = {
    "<": int.__lt__,
    ">": int.__gt__,
    "<=": int.__le__,
    ">=": int.__ge__,
}
_ARITHMETIC: Mapping[str, Callable[[int, int], int]] = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}
_FOLDS: Mapping[str, Callable[[list[int]], int]] = {"sum": sum, "max": max, "abs": lambda numbers: abs(numbers[0])}


def holds(node: Node, read: Reading, facts: Mapping[str, int | None] | None = None) -> bool | None:
    """Whether the condition holds. Three-valued: unknown or true = true, unknown and false = false.

    A value that is unanswered or outside the form is unknown, and so is X unless the comparison names X; N is an
    ordinary value to == != and in, and unknown to order and arithmetic (the language of conditions, rules of the
    instrument). `facts` gives the names (age, days_since_reference, "earlier_base(M1)") and, as 1 or 0 under
    "remark(G20)", the remarks.
    """
    match node:
        case Both(terms):
            return _all([holds(term, read, facts) for term in terms])
        case Either(terms):
            return _any([holds(term, read, facts) for term in terms])
        case Negation(term):
            inner = holds(term, read, facts)
            return None if inner is None else not inner
        case Comparison(sign, left, right):
            names_x = Coded(Code.X) in (left, right)
            return _compare(sign, amount(left, read, facts), amount(right, read, facts), names_x=names_x)
        case Membership(operand, numbers, codes):
            return _member(amount(operand, read, facts), numbers, codes)
        case Call("all", operands):
            return _all([holds(operand, read, facts) for operand in operands])
        case Call("any", operands):
            return _any([holds(operand, read, facts) for operand in operands])
        case Call("all_equal", operands):
            values = [amount(operand, read, facts) for operand in operands]
            return _all([_compare("==", values[0], value) for value in values[1:]])
        case _:
            value = amount(node, read, facts)
            return bool(value) if isinstance(value, int) else None


def amount(node: Node, read: Reading, facts: Mapping[str, int | None] | None = None) -> Value | None:
    """The number or code that an operand stands for; None when unknown."""
    match node:
        case Number(value):
            return value
        case Coded(code):
            return code
        case Item(code):
            return read(code)
        case Name(name):
            return (facts or {}).get(name)
        case Remarked(code):
            return (facts or {}).get(f"remark({code})")
        case Arithmetic(sign, left, right):
            a, b = _number(amount(left, read, facts)), _number(amount(right, read, facts))
            return None if a is None or b is None else _ARITHMETIC[sign](a, b)
        case Call("count", operands):
            answers = [holds(operand, read, facts) for operand in operands]
            return None if None in answers else sum(bool(answer) for answer in answers)
        case Call("sum" | "max" | "abs" as function, operands):
            numbers = [_number(amount(operand, read, facts)) for operand in operands]
            known = [number for number in numbers if number is not None]
            if len(known) < len(numbers):
                return None
            return _FOLDS[function](known)
        case _:
            return None


def items(node: Node) -> frozenset[str]:
    """The questions that a condition reads."""
    return frozenset(part.code for part in parts(node) if isinstance(part, Item))


def remarks(node: Node) -> frozenset[str]:
    """The questions whose remarks a condition asks for."""
    return frozenset(part.code for part in parts(node) if isinstance(part, Remarked))


def operands(node: Node) -> frozenset[str]:
    """The questions and the named facts that a condition reads."""
    return items(node) | frozenset(part.name for part in parts(node) if isinstance(part, Name))


def compared(node: Node, code: str) -> frozenset[int]:
    """The numbers that a condition compares the answer of one question with."""
    found: set[int] = set()
    for part in parts(node):
        match part:
            case Comparison(_, Item(item), Number(value)) | Comparison(_, Number(value), Item(item)) if item == code:
                found.add(value)
            case Membership(Item(item), numbers, _) if item == code:
                found |= numbers
    return frozenset(found)


def grounds(node: Node, read: Reading, facts: Mapping[str, int | None] | None = None) -> frozenset[str]:
    """The questions and named facts that a condition rests on: of several terms only those that decide it."""
    match node:
        case Both(terms) | Either(terms) | Call("all" | "any", terms):
            truth = holds(node, read, facts)
            return frozenset().union(*(grounds(t, read, facts) for t in terms if holds(t, read, facts) is truth))
        case Negation(term):
            return grounds(term, read, facts)
        case _:
            return operands(node)


def parts(node: Node) -> Iterator[Node]:
    """A condition and everything that it consists of."""
    yield node
    match node:
        case Call(_, inner) | Both(inner) | Either(inner):
            for part in inner:
                yield from parts(part)
        case Comparison(_, left, right) | Arithmetic(_, left, right):
            yield from parts(left)
            yield from parts(right)
        case Membership(part, _, _) | Negation(part):
            yield from parts(part)


def within(node: Node, form: Collection[str]) -> Node | None:
    """A routing condition as a form sees it: without terms on questions it lacks; None if no term is left."""
    match node:
        case Both(terms) | Either(terms):
            kept = [term for term in (within(term, form) for term in terms) if term is not None]
            if len(kept) < 2:
                return kept[0] if kept else None
            return type(node)(tuple(kept))
        case Negation(term):
            inner = within(term, form)
            return None if inner is None else Negation(inner)
        case Call(function, operands) if function in ("all", "any"):
            kept = [operand for operand in operands if items(operand) <= frozenset(form)]
            return Call(function, tuple(kept)) if kept else None
        case _:
            return node if items(node) <= frozenset(form) else None


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None


def _compare(sign: str, left: Value | None, right: Value | None, *, names_x: bool = False) -> bool | None:
    if left is None or right is None or (Code.X in (left, right) and not names_x):
        return None
    if sign in _ORDER:
        return _ORDER[sign](left, right) if isinstance(left, int) and isinstance(right, int) else None
    return (left == right) == (sign == "==")


def _member(value: Value | None, numbers: frozenset[int], codes: frozenset[Code]) -> bool | None:
    if value is None or (value is Code.X and Code.X not in codes):
        return None
    return value in codes if isinstance(value, Code) else value in numbers


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False
