"""Finding a question by its words and an answer by its first letters, with or without å ä ö."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.answer import Value
from asi_tui.core.identity import fold
from asi_tui.core.instrument import Choice, Text
from asi_tui.core.interview import Interview, begin
from asi_tui.core.loading import load
from asi_tui.core.search import EXCERPT, Hit, Where, find, type_ahead
from tests.core.damage import Bench, shipped
from tests.scenario import FORMS, instrument

HELPS = shipped()[1]


def found(words: str, form: str = "grund", answers: dict[str, Value] | None = None, language: str = "sv") -> list[Hit]:
    return list(find(begin(instrument(), form, answers), HELPS, words, language))


def codes(hits: list[Hit]) -> list[str]:
    return [hit.code for hit in hits]


FIRST: dict[str, tuple[str, Hit]] = {
    "a label": ("överdoser", Hit("D18", Where.LABEL, "Överdoser: antal gånger")),
    "without its dots": ("overdoser", Hit("D18", Where.LABEL, "Överdoser: antal gånger")),
    "the beginning of a word": ("överd", Hit("D18", Where.LABEL, "Överdoser: antal gånger")),
    "whatever its case": ("ÖVERDOS", Hit("D18", Where.LABEL, "Överdoser: antal gånger")),
    "a letter with its dots apart": ("o\u0308verdos", Hit("D18", Where.LABEL, "Överdoser: antal gånger")),
    "a code": ("d14", Hit("D14", Where.CODE, "D14")),
    "a box": ("d5-life", Hit("D5-life", Where.CODE, "D5-life")),
    "an answer of a list": ("näsan", Hit("D1-route", Where.ANSWERS, "genom näsan")),
    "what N means": ("haft släkting", Hit("H1-A", Where.ANSWERS, "har aldrig haft någon sådan släkting")),
    "words of the help": (
        "folköl",
        Hit("D1-30d", Where.HELP, "…öl (även folköl), cider, vin, sprit, hembränt och teknisk…"),
    ),
    "words of the help, folded": (
        "folkol",
        Hit("D1-30d", Where.HELP, "…öl (även folköl), cider, vin, sprit, hembränt och teknisk…"),
    ),
}


@pytest.mark.parametrize(("typed", "hit"), FIRST.values(), ids=FIRST)
def test_the_first_hit_is_the_question_meant(typed: str, hit: Hit) -> None:
    assert found(typed)[0] == hit


@pytest.mark.parametrize(
    ("typed", "finds", "not_"),
    [
        ("vard", "P2", None),
        ("vård", "P2", None),
        ("värd", None, "P2"),
        ("ersattning", "M5", None),
        ("ersättning", "M5", None),
        ("ersåttning", None, "M5"),
    ],
)
def test_a_plain_letter_finds_the_dotted_one_and_a_dotted_one_only_itself(
    typed: str, finds: str | None, not_: str | None
) -> None:
    assert finds is None or finds in codes(found(typed))
    assert not_ is None or not_ not in codes(found(typed))


@pytest.mark.parametrize("typed", ["", "   ", "-", "( ) …", "zzz", "alkohol zzz"])
def test_nothing_is_found_by_nothing_or_by_words_that_are_nowhere(typed: str) -> None:
    assert found(typed) == []


def test_all_words_must_be_there_and_the_hardest_to_find_ranks_and_is_shown() -> None:
    both = found("alkohol suboxone") + found("laro suboxone")
    assert codes(both) == ["D4-30d"]
    assert both[0].where is Where.HELP
    label = found("alkohol dagar")
    assert (label[0].code, label[0].where) == ("D1-30d", Where.LABEL)
    assert set(codes(label)) <= set(codes(found("alkohol"))) & set(codes(found("dagar")))


def test_english_words_are_found_where_english_is_read() -> None:
    assert found("overdoses", language="en")[0].code == "D18"
    assert found("overdoses") == []


def small(labels: dict[str, tuple[str, str]]) -> Interview:
    """The shipped instrument, but for the Swedish label and wording of some of its questions."""
    bench = Bench()
    for code, (label, wording) in labels.items():
        bench.question(code)["label"]["sv"] = label
        bench.question(code)["text"]["sv"] = wording
    return begin(load(bench.document), "grund", {"G19": 1})


def test_beginnings_come_before_middles_label_before_wording_and_help_and_the_route_before_the_rest() -> None:
    interview = small(
        {
            "M6": ("Akvariefisk", "x"),
            "M7": ("x", "Har du fisken?"),
            "G20": ("Fiskar förr", "x"),
            "P12": ("x", "Fiskar du?"),
            "P13": ("Fisk ute", "x"),
            "P14": ("Fisk inne", "x"),
        }
    )
    helps = {"medical": {"M3": "Även den som fiskar räknas. Inget annat."}}
    hits = find(interview, helps, "fisk", "sv")
    assert [(hit.code, hit.where) for hit in hits] == [
        ("P13", Where.LABEL),
        ("P14", Where.LABEL),
        ("G20", Where.LABEL),
        ("M7", Where.WORDING),
        ("P12", Where.WORDING),
        ("M3", Where.HELP),
        ("M6", Where.LABEL),
    ]
    assert not interview.on_route("G20")


def test_the_help_of_a_number_is_one_hit_and_not_one_per_box() -> None:
    hits = found("teknisk sprit")
    assert codes(hits) == ["D1-30d"]
    skipped = found("suboxone buvidal", answers={"D4-30d": 0, "D4-life": 0})
    assert len(skipped) == 1


@pytest.mark.parametrize("form", FORMS)
def test_only_what_the_form_asks_in_the_interview_is_found(form: str) -> None:
    plan = begin(instrument(), form).plan
    hits = found("e", form)
    assert set(codes(hits)) <= set(plan.order)
    assert len(hits) > 20


def test_a_changed_help_or_label_is_searched_as_it_is_now() -> None:
    interview = begin(instrument(), "grund")
    one = {"medical": {"M3": "Här står havre. Inget annat."}}
    other = {"medical": {"M3": "Här står korn. Inget annat."}}
    assert [hit.code for hit in find(interview, one, "havre", "sv")] == ["M3"]
    assert find(interview, other, "havre", "sv") == ()
    assert [hit.code for hit in find(interview, dict(one), "havre", "sv")] == ["M3"]
    assert [hit.code for hit in find(small({"M3": ("Havre", "x")}), {}, "havre", "sv")] == ["M3"]


@cache
def told(form: str) -> dict[str, list[str]]:
    """Every word that belongs to a question of a form, in Swedish, lower case, as it is written."""
    plan = begin(instrument(), form).plan
    words = {}
    for code in plan.order:
        question = plan.questions[code]
        texts = [code, question.label.sv, question.wording.sv, HELPS[question.area].get(question.number, "")]
        texts += [choice.label.sv for choice in question.choices]
        texts += [text.sv for text in (question.n_means, question.x_means) if text]
        words[code] = [
            word.lower() for text in texts for word in re.findall(r"\w+", unicodedata.normalize("NFC", text))
        ]
    return words


def holds(words: list[str], typed: str) -> bool:
    if set(typed) & set("åäö"):
        return any(typed in word for word in words)
    return any(fold(typed) in fold(word) for word in words)


PIECES = st.sampled_from(sorted({word for words in told("uppf").values() for word in words})).flatmap(
    lambda word: st.tuples(st.just(word), st.integers(0, len(word) - 1), st.integers(1, 6), st.booleans())
)


@given(pieces=st.lists(PIECES, min_size=1, max_size=3))
def test_a_hit_holds_every_word_and_every_number_that_does_is_hit(
    pieces: list[tuple[str, int, int, bool]],
) -> None:
    typed = [fold(w[at : at + size]) if plain else w[at : at + size] for w, at, size, plain in pieces]
    hits = found(" ".join(typed), "uppf")
    texts = told("uppf")
    wanted = {code for code, words in texts.items() if all(holds(words, word) for word in typed)}
    questions = instrument().questions
    assert set(codes(hits)) <= wanted
    assert len(set(codes(hits))) == len(hits)
    assert {questions[code].number for code in wanted} == {questions[hit.code].number for hit in hits}
    for hit in hits:
        assert hit.excerpt
        assert hit.where is not Where.HELP or len(hit.excerpt) <= EXCERPT
        shown = re.findall(r"\w+", hit.excerpt.lower())
        assert any(holds(shown, word) for word in typed)


TOWNS = tuple(
    Choice(code, Text(name, name))
    for code, name in [
        (1, "Ale"),
        (2, "Örebro"),
        (3, "Orust"),
        (4, "Norra Öland"),
        (5, "Åre"),
        (6, "Are"),
        (12, "Upplands-Bro"),
        (21, "Öckerö"),
    ]
)

NARROWED = {
    "": [1, 2, 3, 4, 5, 6, 12, 21],
    "o": [2, 3, 21, 4],
    "ö": [2, 21, 4],
    "ör": [2],
    "or": [2, 3],
    "åre": [5],
    "are": [5, 6],
    "ARE": [5, 6],
    "bro": [12],
    "nor öl": [4],
    "öl nor": [4],
    "1": [1, 12],
    "2": [2, 21],
    "12": [12],
    "21 ö": [21],
    "rebro": [],
    "x": [],
    "-": [1, 2, 3, 4, 5, 6, 12, 21],
}


@pytest.mark.parametrize(("typed", "left"), NARROWED.items())
def test_a_long_list_is_narrowed_by_code_or_by_the_beginning_of_a_word(typed: str, left: list[int]) -> None:
    assert [choice.code for choice in type_ahead(TOWNS, typed, "sv")] == left


@given(typed=st.text("aåäoöenr12 ", max_size=4), more=st.sampled_from("aåäoöenr12"))
def test_typing_on_only_narrows(typed: str, more: str) -> None:
    wide, narrow = type_ahead(TOWNS, typed, "sv"), type_ahead(TOWNS, typed + more, "sv")
    assert set(narrow) <= set(wide)
    assert len(narrow) == len(set(narrow))


def test_a_list_is_narrowed_in_the_language_that_is_read() -> None:
    choices = (Choice(1, Text("heroin", "diamorphine")), Choice(2, Text("diazepam", "valium")))
    assert [choice.code for choice in type_ahead(choices, "dia", "sv")] == [2]
    assert [choice.code for choice in type_ahead(choices, "dia", "en")] == [1]
