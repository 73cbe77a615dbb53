"""Random interviews: whatever the answers, the texts are whole sentences without codes, gaps or broken signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core.answer import Code, Value
from asi_tui.core.change import compare
from asi_tui.core.change_in_words import sentences
from asi_tui.core.feedback import sheet
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.narrative import Material, Naming, Pronoun, person, summary
from asi_tui.core.people import Sex
from asi_tui.core.plan_basis import basis
from asi_tui.core.scoring import Scoring
from tests.core.answers import numbers
from tests.core.narrated import book, client, held, measures
from tests.scenario import FORMS, instrument

BROKEN = re.compile(
    r"\b[A-Z]\d{1,2}\b|\b[XN]\b|\bNone\b|  | [.,:!?]|,,|\.\.|[{}\[\]|#;_]|\(\)|^$|^[a-zåäö]|\b(\w+) \1\b(?<!det det)"
)
"""A code, X, N or None, two blanks, a blank before a sign, doubled signs, braces, nothing, a small first letter, a word
said twice."""

ENDS = re.compile(r"[.”’\"]$")

SPECS = ("diabetes", "KOL", "Svärmor och svåger", "ont i ryggen, artros.", "  .  ")


def answers_of(random: Random, form: str, density: float) -> Iterator[tuple[str, Value]]:
    for code in instrument().forms[form].codes:
        question = instrument().questions[code]
        if random.random() > density:
            continue
        chance = random.random()
        if chance < 0.07:
            yield code, Code.X
        elif question.allow_n and chance < 0.2:
            yield code, Code.N
        elif question.is_text:
            yield code, random.choice(SPECS)
        elif chance < 0.45:
            yield code, numbers(question)[0]
        else:
            yield code, random.choice(numbers(question))


def interview_of(random: Random, form: str) -> Material:
    density = random.choice((0.2, 0.8, 1.0))
    return held(
        form,
        dict(answers_of(random, form, density)),
        on=date(2026, random.randint(1, 12), random.randint(1, 28)),
        state=random.choice(list(InterviewState)),
        refers_to=random.choice((None, date(2025, 11, 3))),
        children=random.choice((True, False, None)),
    )


def texts_of(random: Random, form: str, language: str) -> Iterator[str]:
    """Every text of an interview: summary, change, sheet and basis."""
    words, rules = book(language), measures()
    now, then = interview_of(random, form), interview_of(random, random.choice(FORMS))
    name = random.choice(("Maj-Britt Ek", "Kim Ek", ""))
    whom = person(
        words, client(name, random.choice(list(Sex))), random.choice(list(Naming)), random.choice(list(Pronoun))
    )
    comparison = compare((then, now), words, rules, Scoring())
    told = summary(now, whom, words, rules, sentences(comparison, words, rules, now))
    yield from (one.text for one in told.sentences)
    yield from (told.draft,) if told.draft else ()
    page = sheet(now, words, rules, then=then)
    yield from (one.text for area in page.areas for one in (*area.resources, *area.problems))
    yield from (one.text for one in page.wishes)
    yield from (page.missing,) if page.missing else ()
    yield from page.intro
    plan = basis(now, told, words, rules, comparison=comparison)
    yield from (plan.without,) if plan.without else ()
    yield plan.about


def check(seed: int, form: str, language: str) -> None:
    for text in texts_of(Random(seed), form, language):
        plain = re.sub(r"[“”][^“”]*”", "”", text)
        assert not BROKEN.search(plain), (seed, form, language, text)
        assert ENDS.search(text), text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_random_interviews_are_told_in_whole_sentences(form: str, language: str, seed: int) -> None:
    check(seed, form, language)


@pytest.mark.soak
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=800)
@given(seed=st.integers(0, 2**32))
def test_very_many_random_interviews_are_told_in_whole_sentences(form: str, language: str, seed: int) -> None:
    check(seed, form, language)


@pytest.mark.parametrize("broken", ["M6 X", "a  b", "slut .", "A {hon}.", "hon har", "Hon har har det.", "None", ""])
def test_broken_sentences_are_recognised(broken: str) -> None:
    assert BROKEN.search(broken)


def test_a_good_sentence_is_not_taken_for_a_broken_one() -> None:
    assert not BROKEN.search("M-B har 12 dagar (3 av 4), och ”” är 9\u00a0400 kronor.")
