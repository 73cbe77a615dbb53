"""The grammar of the texts: counts of nought, one, two and many, stretches of time, lists, names and quotations."""

from __future__ import annotations

import pytest

from asi_tui.core.grammar import Counted, balanced, tidy
from tests.core.narrated import book


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("sv", "gånger", {0: None, 1: "en gång", 2: "två gånger", 12: "tolv gånger", 13: "13 gånger"}),
        ("sv", "år", {0: None, 1: "ett år", 2: "två år", 40: "40 år"}),
        ("sv", "under_dagar", {0: None, 1: "under en dag", 2: "under två dagar", 30: "varje dag"}),
        ("sv", "antal", {1: "en", 2: "två", 14: "14", 30: "samtliga"}),
        ("sv", "kronor", {0: None, 1: "en krona", 2: "två kronor", 12_345: "12\u00a0345 kronor"}),
        ("sv", "vänner", {0: None, 1: "en nära vän", 2: "två nära vänner", 9: "nio eller fler nära vänner"}),
        ("sv", "överdoser", {1: "en överdos", 2: "två överdoser", 99: "99 överdoser"}),
        ("sv", "oro", {0: None, 1: "liten (1 av 4)", 4: "mycket stor (4 av 4)"}),
        ("sv", "behov", {0: None, 1: None, 2: "litet (2 av 9)", 9: "mycket stort (9 av 9)"}),
        ("en", "times", {0: None, 1: "once", 2: "twice", 3: "three times", 13: "13 times"}),
        ("en", "on_days", {0: None, 1: "on one day", 2: "on two days", 30: "every day"}),
        ("en", "kronor", {1: "one krona", 12_345: "12,345 kronor"}),
        ("en", "people", {1: "one person", 2: "two people"}),
        (
            "sv",
            "tid",
            {
                0: "mindre än en månad",
                1: "en månad",
                2: "två månader",
                11: "elva månader",
                12: "ett år",
                13: "ett år och en månad",
                18: "ett och ett halvt år",
                23: "ett år och elva månader",
                24: "två år",
                25: "drygt två år",
                30: "två och ett halvt år",
                35: "nästan tre år",
                144: "tolv år",
                163: "nästan 14 år",
            },
        ),
        ("sv", "tids", {1: "en månads", 12: "ett års", 18: "ett och ett halvt års", 145: "drygt tolv års"}),
        ("en", "time", {0: "less than a month", 12: "one year", 18: "one and a half years", 35: "nearly three years"}),
    ],
)
def test_numbers_are_put_into_words(language: str, form: str, words: dict[int, str | None]) -> None:
    grammar = book(language).grammar
    assert {number: grammar.forms[form].words(number, grammar) for number in words} == words


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a och b"),
        (["a", "b", "c"], "a, b och c"),
        (["a och b", "c"], "a och b samt c"),
        (["a", "b", "c och d"], "a, b samt c och d"),
        (["a eller b", "c"], "a eller b samt c"),
    ],
)
def test_things_are_joined(parts: list[str], together: str) -> None:
    assert book("sv").grammar.listed(parts) == together


@pytest.mark.parametrize(
    ("parts", "together"),
    [(["a", "b", "c"], "a, b and c"), (["a and b", "c"], "a and b, and c"), (["a", "b and c"], "a, and b and c")],
)
def test_english_has_no_word_like_samt_and_puts_a_comma(parts: list[str], together: str) -> None:
    assert book("en").grammar.listed(parts) == together


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        (["går", "står"], "går och står"),
        (["går", "står", "ligger"], "går, står och ligger"),
        (["går, ofta", "står"], "går, ofta, och står"),
        (["går och kommer", "står"], "går och kommer, och står"),
        (["går samt kommer", "står"], "går samt kommer, och står"),
        (["går", "står och ligger"], "går och står och ligger"),
    ],
)
def test_clauses_are_joined_with_a_comma_after_one_that_is_joined_itself(parts: list[str], together: str) -> None:
    assert book("sv").grammar.told_together(parts) == together


def test_what_is_not_so_is_joined_with_or() -> None:
    assert book("sv").grammar.listed(["far", "mor", "bror"], either=True) == "far, mor eller bror"


@pytest.mark.parametrize(
    ("name", "sv", "en"),
    [
        ("klienten", "klientens", "klienten’s"),
        ("M-B", "M-B:s", "M-B’s"),
        ("Anna", "Annas", "Anna’s"),
        ("Lars", "Lars", "Lars’"),
    ],
)
def test_a_name_in_the_genitive(name: str, sv: str, en: str) -> None:
    assert (book("sv").grammar.genitive_of(name), book("en").grammar.genitive_of(name)) == (sv, en)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("hepatit C.", "”hepatit C”"),
        ("ont\n  i\tryggen ;", "”ont i ryggen”"),
        ('säger "nej"', "”säger ’nej’”"),
        ("” – ”", None),
        (" . ", None),
        ("", None),
    ],
)
def test_words_are_quoted_on_one_line(words: str, quoted: str | None) -> None:
    assert book("sv").grammar.quoted(words) == quoted


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Undersköterska", "undersköterska"),
        ("svetsare/plåtslagare", "svetsare/plåtslagare"),
        ("KOL-sjuksköterska", "KOL-sjuksköterska"),
        ("kock, kallskänka", "”kock, kallskänka”"),
        ("det var så länge sedan att jag inte minns det", "”det var så länge sedan att jag inte minns det”"),
        ("1:e kock", "”1:e kock”"),
        ("?", None),
    ],
)
def test_a_few_words_become_part_of_the_sentence(words: str, plain: str | None) -> None:
    assert book("sv").grammar.plain(words) == plain


def test_a_number_without_words_is_not_told() -> None:
    assert Counted({1: "en"}).words(2, book().grammar) is None
    assert Counted({}, "# dagar").words(0, book().grammar) is None
    assert Counted({0: "ingen"}, "# dagar").words(0, book().grammar) == "ingen"


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [(0, 3, []), (1, 3, [1]), (3, 3, [3]), (4, 3, [2, 2]), (5, 3, [3, 2]), (7, 3, [3, 2, 2]), (5, 1, [1] * 5)],
)
def test_many_clauses_are_shared_out_evenly(count: int, most: int, sizes: list[int]) -> None:
    assert balanced(count, most) == sizes


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [("hon  har  vårdats .", "Hon har vårdats."), (" över 30 , men", "Över 30, men"), ("åt", "Åt"), ("", "")],
)
def test_a_sentence_is_tidied(raw: str, sentence: str) -> None:
    assert tidy(raw) == sentence


def test_a_date_is_written_out() -> None:
    assert book("sv").grammar.date(2026, 3, 2) == "den 2 mars 2026"
    assert book("en").grammar.date(2026, 12, 31) == "31 December 2026"
    assert book("sv").grammar.with_decimals(0.2345) == "0,23"
    assert book("en").grammar.with_decimals(1) == "1.00"
