"""The checks between answers: all that there must be, each fires and stays silent, and each asks about its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from asi_tui.core.answer import Code
from asi_tui.core.check_words import in_words
from asi_tui.core.checks import CheckKind, Facts, Fired, age_at, facts_of, fired, fires
from asi_tui.core.expression import parse
from asi_tui.core.instrument import Check, Text
from asi_tui.core.interview import begin
from asi_tui.core.routing import Why
from asi_tui.core.truth import items, operands
from asi_tui.i18n import tell, use_language
from asi_tui.message import say
from asi_tui.practice import PracticeInterview, clients
from tests.core.check_samples import (
    BANK,
    LIFETIME,
    RATED,
    SAMPLES,
    answers_of,
    check_rows,
    facts_in,
    on,
)
from tests.scenario import FORMS, instrument

ROWS = check_rows()
CHECKS = instrument().checks
LONGEST = 110
"""The most signs of a question with its values: two lines of the panel at 80 columns, with room to spare."""


def of_number(number: str) -> list[Check]:
    return [check for check in CHECKS.values() if check.number == number]


EACH = {
    "38": [f"D{k}-route == N and (D{k}-30d > 0 or D{k}-life > 0)" for k in range(1, 13)],
    "75": [f"{code} < earlier_base({code})" for code in LIFETIME],
    "79": [
        f"{rating} <= 1 and max({','.join(own.split())}) == 4 or {rating} >= 8 and max({','.join(own.split())}) == 0"
        for rating, own in RATED.items()
    ],
}
"""What the numbers that stand for several checks say of each."""

NAMES = {"38": [f"D{k}" for k in range(1, 13)], "75": list(LIFETIME), "79": list(RATED)}


def test_all_checks_are_there_and_no_other() -> None:
    assert len(ROWS) == 67
    assert {check.number for check in CHECKS.values()} == set(ROWS)
    assert set(SAMPLES) == set(ROWS)
    assert [name for name in CHECKS if ":" in name] == [f"{number}:{name}" for number in EACH for name in NAMES[number]]


@pytest.mark.parametrize("number", ROWS)
def test_a_check_is_of_the_kind_and_in_the_forms_it_must_be(number: str) -> None:
    for check in of_number(number):
        assert check.kind == ROWS[number]["kind"]
        assert list(check.forms) == ROWS[number]["forms"].split()


@pytest.mark.parametrize("number", ROWS)
def test_a_check_has_the_condition_it_must_have(number: str) -> None:
    written = EACH.get(number, [ROWS[number]["when"]])
    assert [check.when for check in of_number(number)] == [parse(text, BANK) for text in written]
    assert (number in EACH) == ROWS[number]["when"].startswith("each ")


@pytest.mark.parametrize("number", ROWS)
def test_a_check_leads_to_boxes_that_it_reads(number: str) -> None:
    for check in of_number(number):
        assert number in EACH or list(check.items) == ROWS[number]["items"].split()
        assert set(check.items) <= items(check.when)
        assert bool(check.items) == bool(items(check.when))


def in_form(form: str, text: str) -> list[Fired]:
    return list(fired(on(form, text), facts_in(text)))


def places() -> Iterator[tuple[str, str]]:
    """Each number in each of its forms."""
    for number, row in ROWS.items():
        for form in row["forms"].split():
            yield number, form


@pytest.mark.parametrize(("number", "form"), [place for place in places() if place[0] not in EACH])
def test_a_check_fires_and_stays_silent_in_each_of_its_forms(number: str, form: str) -> None:
    sample = SAMPLES[number]
    assert number in [one.check.id for one in in_form(form, sample.fires)]
    assert number not in [one.check.id for one in in_form(form, sample.silent)]
    assert number not in [one.check.id for one in fired(begin(instrument(), form), Facts())]


def of_each(form: str, code: str) -> bool:
    return code in instrument().forms[form].codes


ONE_OF_EACH: list[tuple[str, str, str, str]] = [
    *((f"38:D{k}", f"D{k}-route", f"D{k}-30d=4 D{k}-route=N", f"D{k}-30d=4 D{k}-route=1") for k in range(1, 13)),
    *((f"75:{code}", code, f"L3..L16=1 D19=2 D20=2 {code}=2 earlier_base({code})=3",
       f"L3..L16=1 D19=2 D20=2 {code}=3 earlier_base({code})=3") for code in LIFETIME),
    *((f"79:{r}", r, " ".join(f"{c}=0" for c in own.split()) + f" {r}=8",
       " ".join(f"{c}=0" for c in own.split()) + f" {r}=7") for r, own in RATED.items()),
    *((f"79:{r}", r, " ".join(f"{c}=1" for c in own.split()[1:]) + f" {own.split()[0]}=4 {r}=1",
       " ".join(f"{c}=3" for c in own.split()) + f" {r}=1") for r, own in RATED.items()),
]  # fmt: skip
"""Of the checks that say the same of each: the check, the box it needs, answers that make it fire, and that do not."""


@pytest.mark.parametrize(("name", "needs", "fires_on", "silent_on"), ONE_OF_EACH)
def test_each_of_several_fires_and_stays_silent(name: str, needs: str, fires_on: str, silent_on: str) -> None:
    forms = [form for form in CHECKS[name].forms if of_each(form, needs)]
    assert forms
    for form in forms:
        assert [one.check.id for one in in_form(form, fires_on) if ":" in one.check.id] == [name]
        assert [one.check.id for one in in_form(form, silent_on) if ":" in one.check.id] == []


@pytest.mark.parametrize(("number", "form"), [place for place in places() if place[0] in EACH])
def test_what_is_said_of_each_can_fire_in_each_of_its_forms(number: str, form: str) -> None:
    assert any(of_each(form, needs) for name, needs, *_ in ONE_OF_EACH if name.startswith(f"{number}:"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ROWS)
def test_a_check_is_silent_in_other_forms(number: str, form: str) -> None:
    told = [one.check.number for one in in_form(form, SAMPLES[number].fires)]
    assert (number in told) == (form in ROWS[number]["forms"].split())


FIRED = {number: (row["forms"].split()[0], SAMPLES[number].fires) for number, row in ROWS.items()}


@pytest.mark.parametrize("number", ROWS)
def test_without_one_of_the_values_that_it_rests_on_a_check_is_silent(number: str) -> None:
    form, text = FIRED[number]
    (one,) = [one for one in in_form(form, text) if one.check.number == number]
    whole = on(form, text)
    for code in one.codes:
        if whole.standings[code].why is Why.N_SKIP:
            continue
        for instead in (None, Code.X):
            answers = {**answers_of(text), code: instead}
            less = begin(instrument(), form, {c: value for c, value in answers.items() if value is not None})
            left = [other for other in fired(less, facts_in(text)) if other.check.id == one.check.id]
            assert left == []


@pytest.mark.parametrize("number", ROWS)
def test_the_question_names_the_values(number: str) -> None:
    form, text = FIRED[number]
    (one,) = [one for one in in_form(form, text) if one.check.number == number]
    for words in SAMPLES[number].says:
        assert words in one.words.sv
    for said in (one.words.sv, one.words.en):
        assert len(said) <= LONGEST, len(said)
        assert not re.search(r"[{}\[\]|]", said)
        assert "obesvarat" not in said
        assert "unanswered" not in said
        assert said[0].isupper() or said[0].isdigit()
        assert said[-1] in ".?"


@pytest.mark.parametrize("name", CHECKS)
def test_the_question_says_the_same_values_in_both_languages(name: str) -> None:
    check = CHECKS[name]
    places = [set(re.findall(r"\{([^{}]*)\}", check.message.in_language(language))) for language in ("sv", "en")]
    assert places[0] == places[1] == set(check.values)
    assert check.values
    assert all(operands(node) <= operands(check.when) for node in check.values.values())
    assert not re.search(r"\b(du|dig|din|ditt|dina)\b", check.message.sv.lower())


@pytest.mark.parametrize(
    ("text", "sv", "en"),
    [
        ("D1-30d=10 D2-30d=12", "Berusad 12 dagar, men alkohol bara 10 dagar. Vilket stämmer?",
         "Alcohol with felt effect on 12 days, but alcohol on only 10 days. Which is right?"),
        ("D1-30d=0 D2-30d=1", "Berusad 1 dag, men alkohol bara 0 dagar. Vilket stämmer?",
         "Alcohol with felt effect on 1 day, but alcohol on only 0 days. Which is right?"),
        ("M6=0 M8=2", "Kroppsliga besvär 0 dagar, men skattat besvär obesvarat och hjälpbehov 2. Vilket stämmer?",
         "Physical problems on 0 days, but rated trouble unanswered and need for help 2. Which is right?"),
        ("M6=0 M7=2 M8=X", "Kroppsliga besvär 0 dagar, men skattat besvär 2 och hjälpbehov ej svar. Vilket stämmer?",
         "Physical problems on 0 days, but rated trouble 2 and need for help no answer. Which is right?"),
        ("E1=13", "Fullföljd utbildning: 1 år 1 mån, alltså mindre än fyra år i skolan. Stämmer det?",
         "Completed education: 1 year 1 month, so less than four years of school. Is that right?"),
        ("E1=0", "Fullföljd utbildning: 0 mån, alltså mindre än fyra år i skolan. Stämmer det?",
         "Completed education: 0 months, so less than four years of school. Is that right?"),
        ("E1=24", "Fullföljd utbildning: 2 år, alltså mindre än fyra år i skolan. Stämmer det?",
         "Completed education: 2 years, so less than four years of school. Is that right?"),
        ("E16=12500 E8=0",
         "12 500 kr från partner, familj eller vänner, men någon bidrar till försörjningen: nej. Stämmer det?",
         "12,500 SEK from partner, family or friends, but someone contributes to upkeep: no. Is that right?"),
        ("D5-life=3 D5-route=N",
         "Intagningssätt för andra opioider: ej tillämpligt, men bruk, 3 år i livet. Vilket stämmer?",
         "Route of other opioids: not applicable, but use, 3 years in life. Which is right?"),
        ("P20=1",
         "Självmordstankar: obesvarat, iakttaget: ja. Fråga om plan och tidpunkt. Underrätta chef eller team nu.",
         "Suicidal thoughts: unanswered, observed: yes. Ask about plan and date. Tell a supervisor or the team now."),
    ],
)  # fmt: skip
def test_values_are_said_as_people_read_them(text: str, sv: str, en: str) -> None:
    (one,) = in_form("grund", text)
    assert (one.words.sv, one.words.en) == (sv, en)
    try:
        for language, words in (("sv", sv), ("en", en)):
            use_language(language)
            assert tell(one.message) == words
            assert tell(say("{first}; {second}", first=one.message, second=one.words)) == f"{words}; {words}"
    finally:
        use_language("en")


@pytest.mark.parametrize(
    ("born", "on_day", "age"),
    [
        ("", "2026-11-21", None),
        ("1984", "2026-01-01", 42),
        ("2008", "2026-11-21", 18),
        ("1984-11-21", "2026-11-21", 42),
        ("1984-11-22", "2026-11-21", 41),
        ("2004-02-29", "2025-02-28", 20),
        ("2004-02-29", "2025-03-01", 21),
    ],
)
def test_the_age_is_in_whole_years(born: str, on_day: str, age: int | None) -> None:
    assert age_at(born, date.fromisoformat(on_day)) == age


def test_facts_come_from_the_head_the_record_and_the_earlier_interview() -> None:
    day = date(2026, 11, 21)
    assert facts_of(interview_date=day) == Facts()
    assert facts_of(
        interview_date=day,
        born="1984",
        reference_date=date(2026, 11, 1),
        remarks=["G20"],
        earlier_base={"M1": 4, "L22": Code.N, "P1": Code.X, "P2": None},
    ) == Facts(42, 20, frozenset({"G20"}), {"M1": 4})


@pytest.mark.parametrize(("number", "code"), [("5", "G20"), ("32", "D24"), ("44", "L27")])
def test_a_remark_silences_the_checks_that_ask_for_one(number: str, code: str) -> None:
    check = CHECKS[number]
    assert check.asks_remark == code
    interview = on("grund", SAMPLES[number].fires)
    assert fires(check, interview, Facts())
    assert fires(check, interview, Facts(remarks=frozenset({"M1"})))
    assert not fires(check, interview, Facts(remarks=frozenset({code})))


def test_no_other_check_asks_for_a_remark() -> None:
    assert [name for name, check in CHECKS.items() if check.asks_remark] == ["5", "32", "44"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("sign", "number"), [("P9-30d", "68"), ("P10-30d", "68"), ("P20", "68"),
                                              ("F28-30d", "80"), ("F29-30d", "80")])  # fmt: skip
def test_one_sign_of_danger_is_enough_in_every_form(form: str, sign: str, number: str) -> None:
    (one,) = in_form(form, f"{sign}=1")
    assert (one.check.id, one.check.kind, one.codes) == (number, CheckKind.SAFETY, (sign,))


def test_what_fires_stands_in_the_order_of_the_form() -> None:
    text = "E4=0 G19=3 G20=0 P9-30d=1 D1-30d=0 D2-30d=3 E11=0 E12=5 M9=0 M7=4 M8=4 M6=0 age=17"
    told = in_form("grund", text)
    assert [(one.check.id, one.at) for one in told] == [
        ("70", None), ("1", "G20"), ("10", "M8"), ("79:M9", "M9"), ("14", "E4"), ("17", "E12"), ("22", "D2-30d"),
        ("68", "P9-30d"),
    ]  # fmt: skip
    assert dict(told[0].facts) == {"age": 17}
    assert told[2].values == (("M6", 0), ("M7", 4), ("M8", 4))


def test_a_rating_is_compared_when_it_is_there() -> None:
    assert in_form("grund", "M6=3 M7=4 M8=1") == []
    assert [one.check.id for one in in_form("grund", "M6=3 M7=4 M8=1 M9=0")] == ["79:M9"]


def test_skipped_questions_count_as_what_they_count_as() -> None:
    assert [one.check.id for one in in_form("grund", "G19=1 L26=2")] == ["7"]
    assert in_form("grund", "D1-30d=0 D1-life=0 D1-route=2") == [], "not applicable without use is right"


@pytest.mark.parametrize(
    ("months", "swedish", "english"),
    [
        (0, "0 mån", "0 months"),
        (1, "1 mån", "1 month"),
        (11, "11 mån", "11 months"),
        (12, "1 år", "1 year"),
        (13, "1 år 1 mån", "1 year 1 month"),
        (87, "7 år 3 mån", "7 years 3 months"),
    ],
)
def test_years_and_months_are_told_as_one_or_as_several(months: int, swedish: str, english: str) -> None:
    assert in_words(instrument().questions["M2"], months) == Text(swedish, english)


PRACTISED = [
    pytest.param(client.born.age, interview, id=f"{client.code}-{number}")
    for client in clients()
    for number, interview in enumerate(client.interviews)
]


@pytest.mark.parametrize(("age", "told"), PRACTISED)
def test_the_practice_clients_contradict_themselves_nowhere(age: int, told: PracticeInterview) -> None:
    whole = fired(begin(instrument(), told.form, told.values), Facts(age=age))
    assert [one.check.id for one in whole if one.check.kind is CheckKind.HARD] == []
