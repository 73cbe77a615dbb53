"""The wording of the instrument, and its help: there in both languages, short where it must be, and of our own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from asi_tui.core.instrument import Kind, Step, Text
from asi_tui.instruments import read_help
from tests.core.facts import ROWS
from tests.scenario import instrument

LABEL_LENGTH = 50
"""What the answer sheet has room for at 80 columns."""

LANGUAGES = ("sv", "en")
AREAS = tuple(instrument().areas)
HELP = {area: read_help(area) for area in AREAS}
GRID = {f"D{row}" for row in range(1, 14)}


def numbers(area: str) -> dict[str, list[str]]:
    """The printed numbers of an area, and the boxes of each."""
    found: dict[str, list[str]] = {}
    for code, row in ROWS.items():
        if row["area"] == area:
            found.setdefault(row["number"], []).append(code)
    return found


def plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).casefold().strip()


def wordings() -> dict[str, Text]:
    found: dict[str, Text] = {f"area {area.id}": area.title for area in instrument().areas.values()}
    found |= {f"form {form.id}": form.title for form in instrument().forms.values()}
    for code, question in instrument().questions.items():
        found |= {f"{code} label": question.label, f"{code} wording": question.wording}
        found |= {f"{code} = {choice.code}": choice.label for choice in question.choices}
        found |= {f"{code} N": question.n_means} if question.n_means else {}
        found |= {f"{code} X": question.x_means} if question.x_means else {}
        found |= {f"{code} since": question.since_wording} if question.since_wording else {}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_words(language: str) -> None:
    assert [place for place, text in wordings().items() if not text.in_language(language).strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_the_sheet(language: str) -> None:
    labels = {code: question.label.in_language(language) for code, question in instrument().questions.items()}
    assert {code: label for code, label in labels.items() if len(label) > LABEL_LENGTH} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_labels_tell_the_boxes_of_an_area_apart(area: str, language: str) -> None:
    labels = Counter(
        plain(question.label.in_language(language))
        for question in instrument().questions.values()
        if question.area == area
    )
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("code", ROWS)
def test_the_answers_of_a_list_have_names_of_their_own(code: str) -> None:
    choices = instrument().questions[code].choices
    for language in LANGUAGES:
        assert len({choice.label.in_language(language) for choice in choices}) == len(choices)


def test_words_of_a_follow_up_stand_with_what_counts_from_the_last_interview_and_nowhere_else() -> None:
    questions = instrument().questions.values()
    assert [q.code for q in questions if (q.since_wording is not None) != q.since_last] == []
    parted = [q.code for q in questions if "uppföljning:" in q.wording.sv or "förra intervjun" in q.wording.sv]
    assert parted == []


OFFICIAL = {
    "medical": "Fysisk hälsa",
    "employment": "Arbete och försörjning",
    "legal": "Rättsliga problem",
    "family_social": "Familj och umgänge",
    "psychiatric": "Psykisk hälsa",
}
"""The official names of the life areas that have a sheet of their own; Alkohol and Narkotika share one."""


def test_the_areas_have_their_official_names_wherever_they_are_named() -> None:
    titles = {area: instrument().areas[area].title.sv for area in OFFICIAL}
    assert titles == OFFICIAL
    assert instrument().areas["substances"].title.sv == "Alkohol och narkotika"
    rated = {q.code: q for q in instrument().questions.values() if q.kind is Kind.SEVERITY}
    labels = {q.area: q.label.sv for q in rated.values() if q.area in OFFICIAL}
    assert labels == {area: f"Skattning: hjälpbehov, {name.lower()}" for area, name in OFFICIAL.items()}
    assert [rated[code].label.sv.partition(":")[0] for code in ("D32", "D33")] == ["Alkohol", "Narkotika"]
    named = {check.message.sv.partition(":")[0] for check in instrument().checks.values() if check.number == "79"}
    assert named == {*OFFICIAL.values(), "Alkohol", "Narkotika"}


def test_the_same_question_is_put_in_the_same_words_in_each_area() -> None:
    doubts = [q for q in instrument().questions.values() if q.step is Step.RATING and q.kind is Kind.YES_NO]
    assert len(doubts) == 12
    for language in LANGUAGES:
        for pair in (doubts[::2], doubts[1::2]):
            assert len({q.label.in_language(language) for q in pair}) == 1
            frames = {
                re.sub(r"(?<=om )[\w ]+(?= är för)|(?<=on )[\w ]+(?= are dis)", "...", q.wording.in_language(language))
                for q in pair
            }
            assert len(frames) == 1


def test_the_question_put_is_more_than_its_label() -> None:
    same = [code for code, q in instrument().questions.items() if plain(q.wording.sv) == plain(q.label.sv)]
    assert same == []


@pytest.mark.parametrize("area", AREAS)
def test_each_printed_number_has_its_help_and_nothing_else_has(area: str) -> None:
    assert sorted(HELP[area]) == sorted(numbers(area))


def test_the_areas_hold_181_numbers() -> None:
    assert sum(len(HELP[area]) for area in AREAS) == 181


def sentences(text: str) -> int:
    """How many sentences a text has: ended by a full stop, question or exclamation mark before a blank or the end."""
    return len(re.findall(r"\w[^.!?]*[.!?](?=[\s”\")]|$)", text))


@pytest.mark.parametrize(("area", "number"), [(area, number) for area in AREAS for number in numbers(area)])
def test_a_help_says_more_than_its_question(area: str, number: str) -> None:
    text = HELP[area][number]
    assert sentences(text) >= 2
    for code in numbers(area)[number]:
        question = instrument().questions[code]
        for words in (question.label, question.wording):
            assert plain(text) not in (plain(words.sv), plain(words.en))
            assert len(plain(text)) > len(plain(words.sv))


def test_no_two_helps_are_alike() -> None:
    texts = {number: plain(text) for area in AREAS for number, text in HELP[area].items() if number not in GRID}
    twice = Counter(texts.values())
    assert [number for number, text in texts.items() if twice[text] > 1] == []


DRUGS: dict[str, str] = {
    "D1": "öl vin sprit",
    "D2": "alkohol",
    "D3": "heroin rökheroin",
    "D4": "metadon buprenorfin Subutex Suboxone Buvidal Espranor LARO",
    "D5": "morfin oxikodon tramadol kodein fentanyl nitazener dextropropoxifen kratom",
    "D6": "barbiturater",
    "D7": "bensodiazepiner bensos zopiklon zolpidem pregabalin gabapentin prometazin GHB GBL",
    "D8": "kokain crack",
    "D9": "amfetamin metamfetamin metylfenidat lisdexamfetamin katinoner MDPV 3-MMC kat",
    "D10": "hasch marijuana oljor HHC cannabinoider",
    "D11": "LSD psilocybin meskalin DMT MDMA ecstasy ketamin PCP",
    "D12": "lösningsmedel lim lustgas poppers",
    "D13": "samma dag",
}
"""Per row of the grid, the substances known in Sweden that its help must name."""


@pytest.mark.parametrize("number", DRUGS)
def test_the_help_of_a_substance_names_its_drugs(number: str) -> None:
    text = HELP["substances"][number].casefold()
    assert [drug for drug in DRUGS[number].split() if drug.casefold() not in text] == []


def test_the_grid_has_a_list_for_each_of_its_rows() -> None:
    assert set(DRUGS) == GRID


def test_what_has_no_row_is_said_somewhere_in_the_grid() -> None:
    grid = " ".join(HELP["substances"][number] for number in GRID).casefold()
    assert [
        word for word in ("anabola steroider", "tobak", "snus", "nikotin", "spel", "antidepressiva") if word not in grid
    ] == []
