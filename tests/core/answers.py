"""Answers to draw from: what may legally stand in a box."""

from __future__ import annotations

from hypothesis import strategies as st

from asi_tui.core.answer import Code, Value
from asi_tui.core.instrument import Kind, Question


def numbers(question: Question) -> tuple[int, ...]:
    """Every number that the box takes, but of an amount only some."""
    if question.choices:
        return tuple(choice.code for choice in question.choices)
    if question.kind is Kind.MONEY:
        return (0, 7, 10, 600, 8100, 12_345, 999_999)
    return tuple(range(question.minimum, question.maximum + 1))


def codes(question: Question) -> tuple[Code, ...]:
    """The codes that may be given by hand."""
    return (Code.X, Code.N) if question.allow_n else (Code.X,)


def an_answer(question: Question) -> Value:
    """One legal answer that is not nought."""
    return "diabetes, insulin" if question.is_text else numbers(question)[-1]


def little(question: Question) -> Value:
    """The least that may be answered: nought where there is one, else the first of the list."""
    return "n är en bokstav" if question.is_text else numbers(question)[0]


WORDS = st.text("abcåäöé -,.0123456789", min_size=2, max_size=12).map(lambda text: "w" + text.strip())


def legal(question: Question) -> st.SearchStrategy[Value]:
    """Any legal answer, the codes included."""
    given: st.SearchStrategy[Value] = WORDS if question.is_text else st.sampled_from(numbers(question))
    return st.one_of(given, st.sampled_from(codes(question)))
