"""Client codes, cleaned text, names and years of birth."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.identity import (
    ALPHABET,
    clean_text,
    code_beginning,
    fold,
    initials,
    name_key,
    name_matches,
    name_order,
    new_code,
    parse_born,
    read_code,
    show_code,
)
from asi_tui.errors import UsageError

TODAY = date(2026, 11, 21)
CODES = st.integers(0, 2**32).map(lambda seed: new_code(Random(seed)))


# Codes


@given(CODES)
def test_a_code_is_read_back_as_it_is_shown(code: str) -> None:
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert read_code(show_code(code)) == code


@given(CODES)
def test_every_single_wrong_symbol_is_caught(code: str) -> None:
    for place, right in enumerate(code):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(UsageError, match="check symbol"):
                read_code(code[:place] + wrong + code[place + 1 :])


@given(CODES)
def test_every_swap_of_two_different_symbols_is_caught(code: str) -> None:
    for first in range(8):
        for second in range(first + 1, 8):
            symbols = list(code)
            symbols[first], symbols[second] = symbols[second], symbols[first]
            if code[first] != code[second]:
                with pytest.raises(UsageError, match="check symbol"):
                    read_code("".join(symbols))


def test_codes_do_not_depend_on_the_client_and_seldom_meet() -> None:
    random = Random(1)
    assert len({new_code(random) for _ in range(20_000)}) == 20_000


@given(CODES, st.data())
def test_case_hyphens_blanks_and_look_alike_letters_are_forgiven(code: str, data: st.DataObject) -> None:
    looks = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(looks.get(symbol, symbol + symbol.lower()))) for symbol in code)
    gap = data.draw(st.sampled_from(["", " ", "-", " - ", "\u2011", "\u00a0"]))
    assert read_code(f" {typed[:4]}{gap}{typed[4:]} ") == code


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "8 symbols, not 0"),
        ("K7X2", "8 symbols, not 4"),
        ("K7X2MQ3RR", "8 symbols, not 9"),
        ("K7X2-MQ3U", "symbol U is not used"),
        ("Åsa", "symbol Å is not used"),
        ("K7X2\x1bMQ3", "is not used"),
    ],
)
def test_a_code_that_cannot_be_one_is_told_apart(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as caught:
        read_code(typed)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [("k7", "K7"), ("K7X2-m", "K7X2M"), ("ol", "01"), ("", None), ("Åsa", None), ("K7X2MQ3R9", None), ("mu", None)],
)
def test_the_beginning_of_a_code_is_known_from_a_name_where_it_can_be(typed: str, beginning: str | None) -> None:
    assert code_beginning(typed) == beginning


# Text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Anna Berg", "Anna Berg"),
        ("A\u030asa", "Åsa"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x9b31mb\x00\x7f", "a31mb"),
        ("\u202eabc\u2066d\u200f\u061c", "abcd"),
        ("\ufeffa\u200bb\u2060c\u00ad", "abc"),
        ("a\ud800b\ue000c", "abc"),
        ("a\tb\nc\r\nd\u2028e", "a b c d e"),
        ("🙂 1/2 × –", "🙂 1/2 × –"),
        ("❤\ufe0f 👍🏽", "❤ 👍"),
        ("🇸🇪 till", "SE till"),
        ("a\u3164b\u034fc\u115fd", "abcd"),
        ("a" + "\u0338" * 500 + "b", "a\u0338\u0338b"),
        ("\u0338a \u0338\u0338b", "a b"),
        ("o\u200b\u0308", "ö"),
        ("漢字 שלום", "漢字 שלום"),
    ],
)
def test_text_is_composed_and_loses_what_could_move_a_terminal(text: str, clean: str) -> None:
    assert clean_text(text, 100) == clean


def test_text_of_several_lines_keeps_its_lines_and_tabs() -> None:
    assert clean_text("a\r\nb\tc\rd\u2029\x07e", 100, lines=True) == "a\nb\tc\nd\ne"


@given(st.text(alphabet=st.characters(), max_size=80), st.integers(0, 60), st.booleans())
def test_clean_text_is_harmless_short_and_stays_as_it_is(text: str, limit: int, lines: bool) -> None:
    clean = clean_text(text, limit, lines=lines)
    assert len(clean) <= limit
    assert unicodedata.is_normalized("NFC", clean)
    kept = "\n\t" if lines else ""
    assert all(sign in kept or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"} for sign in clean)
    assert clean_text(clean, limit, lines=lines) == clean
    clean.encode("utf-8")


# Names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maj-Britt Andersson", "M-B A"),
        ("Lo", "L"),
        ("", ""),
        ("  Åke   Öberg ", "Å Ö"),
        ("anna af klint", "A A K"),
        ("- -", ""),
        ("ßig", "S"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Åsa", "asa"), ("ÖSTEN Ærø", "osten aero"), ("André", "andre"), ("Łukasz", "lukasz"), ("ß", "ss")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("search", "name", "found"),
    [
        ("asa", "Åsa Öberg", True),
        ("åsa", "Åsa Öberg", True),
        ("åsa", "Asa Oberg", False),
        ("Ö", "Anna Öberg", True),
        ("ö", "Anna Oberg", False),
        ("berg asa", "Åsa Bergström", True),
        ("strom", "Åsa Bergström", False),
        ("britt", "Maj-Britt Andersson", True),
        ("maj-b and", "Maj-Britt Andersson", True),
        ("andre", "André Ek", True),
        ("andré", "Andre Ek", True),
        ("a\u030asa", "Åsa", True),
        ("", "Åsa", True),
        ("x", "", False),
    ],
)
def test_a_word_with_swedish_letters_matches_only_those_and_others_match_folded(
    search: str, name: str, found: bool
) -> None:
    assert name_matches(search, name) is found


def test_a_name_key_puts_a_blank_before_each_word() -> None:
    assert name_key(" Maj-Britt  Åström ") == " maj britt åström"
    assert name_key("") == ""


def test_names_are_ordered_as_in_swedish() -> None:
    names = ["Örjan", "Zoltan", "Åke", "Ärla", "Zz", "Eva", "Éva", "anna"]
    assert sorted(names, key=name_order) == ["anna", "Eva", "Éva", "Zoltan", "Zz", "Åke", "Ärla", "Örjan"]


# Birth


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("1984", "1984"),
        (" 1984 ", "1984"),
        ("19840517", "1984-05-17"),
        ("1984-05-17", "1984-05-17"),
        ("840517", "1984-05-17"),
        ("261121", "2026-11-21"),
        ("261122", "1926-11-22"),
        ("000229", "2000-02-29"),
        ("1900", "1900"),
        ("2026", "2026"),
    ],
)
def test_a_year_or_date_of_birth_is_read(typed: str, born: str) -> None:
    assert parse_born(typed, TODAY) == born


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1984-02-30", "no such date"),
        ("841317", "no such date"),
        ("270229", "no such date"),
        ("0000", "no such date"),
        ("2027", "future"),
        ("20261122", "future"),
        ("1899", "before 1900"),
        ("18991231", "before 1900"),
        ("", "cannot be read"),
        ("84", "cannot be read"),
        ("1984-0517", "cannot be read"),
        ("840517-1234", "cannot be read"),
        ("١٩٨٤", "cannot be read"),
    ],
)
def test_what_is_no_date_of_birth_is_refused_with_its_reason(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        parse_born(typed, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
def test_every_possible_day_is_read_the_same_in_both_long_forms(day: date) -> None:
    assert parse_born(day.isoformat(), TODAY) == day.isoformat() == parse_born(f"{day:%Y%m%d}", TODAY)


@given(st.text(max_size=12))
def test_nothing_but_a_usage_error_comes_of_odd_text(text: str) -> None:
    with suppress(UsageError):
        assert parse_born(text, TODAY)[:4].isdigit()
