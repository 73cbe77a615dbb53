"""F1 on a question: the help that comes with it, the site's own words, and what can be said when there is neither."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asi_tui.i18n import use_language
from asi_tui.instruments import shipped_help
from asi_tui.tui.screens.help import markdown_lines, question_help
from asi_tui.tui.widgets.paper import words_of
from tests.core.test_overlay_items import SITE, site
from tests.scenario import instrument

OWN = site(SITE + "\n[question.M3]\nalias = \"B3\"\nhelp = '''\nSe vår rutin.\n\nExempel: astma.'''\n")


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    use_language("en")


def told(code: str, language: str = "sv") -> str:
    use_language(language)
    return question_help(OWN.questions[code]).partition("\n\n## ")[0]


def test_a_question_is_told_with_its_help_and_the_keys() -> None:
    assert told("M1").startswith("# M1  Hur många gånger i livet")
    assert shipped_help("medical")["M1"] in told("M1")
    assert "F9" in question_help(OWN.questions["M1"])


def test_how_a_follow_up_puts_it_is_told_too() -> None:
    assert "Vid uppföljning: Hur många gånger har du sedan förra intervjun legat på sjukhus" in told("M1")
    assert "At a follow-up: How many times since the last interview" in told("M1", "en")
    assert "Vid uppföljning:" not in told("M3")


def test_the_words_of_the_site_stand_below_the_help() -> None:
    words = told("M3")
    assert words.startswith("# M3 (B3)  ")
    assert words.endswith("\n\nSe vår rutin.\n\nExempel: astma.")
    assert shipped_help("medical")["M3"] in words
    assert told("Z1").endswith("Besök hos tandläkare eller tandhygienist. Akuta besök räknas.")


def test_an_item_of_the_site_without_help_is_told_with_its_answers() -> None:
    assert told("Z2").splitlines() == [
        "# Z2  Hur bor du just nu?",
        "",
        "Frågan har ingen hjälptext.",
        "",
        "       1 eget kontrakt",
        "       2 andrahand",
        "      12 hemlös",
        "       X ej svar",
        "       N ingen bostad",
    ]
    assert told("Z3-30d").splitlines()[2:] == [
        "Frågan har ingen hjälptext.",
        "",
        "0–30 dagar: två siffror, eller en och Enter",
        "",
        "       X ej svar",
    ]


def test_in_english_the_help_stays_swedish_and_says_so_in_one_line() -> None:
    line = "The help is in Swedish, as the forms and their manual are."
    assert told("M1", "en").count(line) == told("Z1", "en").count(line) == 1
    assert shipped_help("medical")["M1"] in told("M1", "en")
    assert line not in told("Z2", "en")
    assert told("Z2", "en").splitlines()[2] == "There is no help text on this question."
    assert all("svenska" not in told(code) for code in ("M1", "Z1"))


def test_a_row_of_the_keys_that_is_too_long_goes_on_in_its_column() -> None:
    rows = ["    g F4             Gå till en fråga med dess kod", "    x y              Kort", "    " + "a" * 60]
    lines = [words_of(line) for line in markdown_lines("\n".join(rows), 40)]
    assert lines == [
        " g F4             Gå till en fråga med",
        "                  dess kod",
        " x y              Kort",
        " " + "a" * 38,
        " " + "a" * 22,
    ]


def test_every_question_of_the_questionnaire_has_help() -> None:
    use_language("sv")
    assert [q.code for q in instrument().questions.values() if "ingen hjälptext" in question_help(q)] == []
