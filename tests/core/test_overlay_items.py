"""A site's extra items: asked where they are placed and in the forms named; nothing shipped is changed by them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_tui.core.answer import Value
from asi_tui.core.expression import parse
from asi_tui.core.goto import look_up
from asi_tui.core.inspection import inspect
from asi_tui.core.instrument import Instrument, Kind, Text
from asi_tui.core.interview import Interview, begin
from asi_tui.core.loading import Fault, hashes, load
from asi_tui.core.overlay import lay_over
from asi_tui.core.scoring import Scoring, scores
from asi_tui.core.truth import items
from asi_tui.core.widening import narrowed, widen
from tests.core.damage import shipped
from tests.core.test_random_answers import given_answers
from tests.scenario import FORMS, instrument

SITE = """
[lists.boende]
1.sv = "eget kontrakt"
2.sv = "andrahand"
12.sv = "hemlös"

[extra.Z1]
area = "medical"
after = "M3"
type = "yes_no"
label = { sv = "Tandvård senaste året", en = "Dental care in the past year" }
text.sv = "Har du varit hos tandläkare det senaste året?"
forms = ["grund", "grund-kort", "uppf", "uppf-kort"]
alias = "T1"
help = "Besök hos tandläkare eller tandhygienist. Akuta besök räknas."

[extra.Z2]
after = "Z1"
type = "choice"
answers = "boende"
label.sv = "Boende just nu"
text.sv = "Hur bor du just nu?"
forms = ["grund", "uppf"]
n_when = "Z1 == 0 or M3 == 0"
allow_n = true
n_means.sv = "ingen bostad"
carry = true

[extra.Z3-30d]
area = "general"
type = "days30"
label.sv = "Spel om pengar: dagar"
text.sv = "Hur många av de senaste 30 dagarna har du spelat om pengar?"
forms = ["grund"]
unit = "days"

[extra.Z4]
after = "M3"
type = "money"
max = 99999
label.sv = "Skulder hos Kronofogden"
text.sv = "Hur stora skulder har du hos Kronofogden?"
forms = ["uppf"]
"""


def lay(text: str) -> tuple[Instrument, tuple[Fault, ...]]:
    document, found = lay_over(shipped()[0], tomllib.loads(text))
    return load(document), found


def site(text: str = SITE) -> Instrument:
    own, found = lay(text)
    assert [fault for fault in found if not fault.is_note] == []
    return own


OWN = site()


@pytest.mark.parametrize(
    ("form", "stretch", "elsewhere"),
    [
        ("grund", ("M3", "Z1", "Z2", "M3-spec"), ("Z3-30d",)),
        ("grund-kort", ("M3", "Z1", "M3-spec"), ()),
        ("uppf", ("Z1", "Z2", "Z4"), ()),
        ("uppf-kort", ("Z1",), ()),
    ],
)
def test_an_extra_item_is_asked_where_it_is_placed_in_the_forms_named(
    form: str, stretch: tuple[str, ...], elsewhere: tuple[str, ...]
) -> None:
    order = begin(OWN, form).plan.order
    at = order.index(stretch[0])
    assert order[at : at + len(stretch)] == stretch
    extras = {code for code in order if OWN.questions[code].extra}
    assert extras == {code for code in (*stretch, *elsewhere) if code.startswith("Z")}


def test_an_item_without_a_place_comes_last_in_its_area() -> None:
    order = begin(OWN, "grund").plan.order
    area = [code for code in order if OWN.questions[code].area == "general"]
    assert area[-1] == "Z3-30d"


def test_an_extra_item_is_a_question_like_any_other() -> None:
    choice, days = OWN.questions["Z2"], OWN.questions["Z3-30d"]
    assert (choice.area, choice.kind, choice.maximum, choice.carry) == ("medical", Kind.CHOICE, 12, True)
    assert (choice.label, choice.n_means) == (
        Text("Boende just nu", "Boende just nu"),
        Text("ingen bostad", "ingen bostad"),
    )
    assert (days.number, days.minimum, days.maximum, days.extra) == ("Z3", 0, 30, True)
    assert [c.code for c in choice.choices] == [1, 2, 12]
    assert OWN.questions["Z1"].help == "Besök hos tandläkare eller tandhygienist. Akuta besök räknas."
    assert choice.help == ""


def test_its_condition_reads_the_questionnaire_and_other_extra_items() -> None:
    asked = begin(OWN, "grund", {"M3": 1, "Z1": 1})
    assert asked.on_route("Z2")
    assert not begin(OWN, "grund", {"M3": 0, "Z1": 1}).on_route("Z2")
    skipped = begin(OWN, "grund", {"M3": 1, "Z1": 0})
    assert str(skipped.left_route_by("Z2")) == "Z2 is not asked, because M3 = 1, Z1 = 0"
    assert items(parse("Z1 == 1 and Z3-30d > 0", list(OWN.questions))) == {"Z1", "Z3-30d"}


@pytest.mark.parametrize("typed", ["Z1", "z1", "T1", "t1"])
def test_goto_knows_its_code_and_alias(typed: str) -> None:
    assert look_up(begin(OWN, "grund"), typed) == "Z1"


def test_a_code_mistyped_is_answered_with_the_nearest_the_sites_own_among_them() -> None:
    assert "T1" in str(look_up(begin(OWN, "grund"), "T2")).partition("nearest: ")[2].split(", ")
    assert "Z3" in str(look_up(begin(OWN, "grund"), "Z33")).partition("nearest: ")[2].split(", ")


@pytest.mark.parametrize("form", FORMS)
def test_the_shipped_items_stay_as_they_are_and_in_their_order(form: str) -> None:
    before = begin(instrument(), form).plan
    after = begin(OWN, form).plan
    assert tuple(code for code in after.order if not after.questions[code].extra) == before.order
    assert {code: after.questions[code] for code in before.questions} == before.questions
    assert {code: after.gates.get(code) for code in before.questions} == {
        code: before.gates.get(code) for code in before.questions
    }


@given(form=st.sampled_from(FORMS), answers=given_answers(), own=st.sampled_from([{}, {"Z1": 1}, {"Z1": 0, "Z2": 12}]))
def test_scores_and_standings_are_those_of_the_questionnaire_without_them(
    form: str, answers: dict[str, Value], own: dict[str, Value]
) -> None:
    plain, extended = begin(instrument(), form, answers), begin(OWN, form, {**answers, **own})
    assert scores(extended, Scoring()) == scores(plain, Scoring())
    assert {code: extended.standings[code] for code in plain.standings} == plain.standings


def test_the_instrument_is_another_structure_and_the_overlay_says_so() -> None:
    _, found = lay(SITE)
    assert [(note.place, note.key, str(note.what), note.is_note) for note in found] == [
        ("overlay", "extra", "4 extra items are asked; no score counts them.", True)
    ]
    assert OWN.structure_hash != instrument().structure_hash
    assert OWN.scores == instrument().scores


def test_the_inspection_looks_at_them_and_wants_no_help() -> None:
    document, found = lay_over(shipped()[0], tomllib.loads(SITE.replace("Boende just nu", "Boende " * 10)))
    inspected = inspect(document, shipped()[1], found)
    assert [(fault.place, fault.key) for fault in inspected.faults] == [("Z2", "label.sv"), ("Z2", "label.en")]
    assert inspected.notes[0] == found[0]
    document, found = lay_over(shipped()[0], tomllib.loads(SITE))
    assert inspect(document, shipped()[1], found).faults == ()


def test_widening_and_narrowing_know_them() -> None:
    short = begin(OWN, "grund-kort", {"Z1": 1})
    wide = widen(short)
    assert isinstance(wide, Interview)
    assert wide.is_open("Z2")
    assert narrowed(wide) == short
    assert "Z2" in str(narrowed(begin(OWN, "grund", {"Z2": 1})))


def test_a_site_may_use_a_letter_of_its_own() -> None:
    own = site('prefix = "K"\n' + SITE.replace("Z", "K"))
    assert [code for code, question in own.questions.items() if question.extra] == ["K3-30d", "K1", "K2", "K4"]


def item(code: str = "Z1", **keys: str) -> str:
    """An item with these keys, as they are written in the file; an empty one is left out."""
    usual = {
        "after": '"M3"',
        "type": '"yes_no"',
        "label.sv": '"Tandvård"',
        "text.sv": '"Tandvård?"',
        "forms": '["grund"]',
    }
    lines = {**usual, **{key.replace("_sv", ".sv"): value for key, value in keys.items()}}
    return f"[extra.{code}]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items() if value)


FAULTS: dict[str, tuple[str, list[tuple[str, str, str]], str]] = {
    "a code of the questionnaire": (
        item("M3"),
        [("extra.M3", "", "The code of an extra item begins with Z: Z1 or Z1-30d.")],
        "Rename it, or name a letter of the site's own by prefix.",
    ),
    "a code that is none": (
        item("Z-one"),
        [("extra.Z-one", "", "The code of an extra item begins with Z: Z1 or Z1-30d.")],
        "Rename it, or name a letter of the site's own by prefix.",
    ),
    "a letter of the questionnaire": (
        'prefix = "D"\n' + item("D99"),
        [("overlay", "prefix", "D cannot be the letter of extra items.")],
        "Use one of: Z, A, B, C, I, J, K, O, Q, R, S, T, U, V, W, Y.",
    ),
    "the letter of an answer code": (
        'prefix = "X"\n' + item("X1"),
        [("overlay", "prefix", "X cannot be the letter of extra items.")],
        "Use one of: Z, A, B, C, I, J, K, O, Q, R, S, T, U, V, W, Y.",
    ),
    "no place": (
        item(after=""),
        [("extra.Z1", "after", "It is not said where the item is asked.")],
        "Name its area, or the code it follows.",
    ),
    "after nothing": (
        item(after='"M33"'),
        [("extra.Z1", "after", "There is no question M33.")],
        "The nearest is M3.",
    ),
    "an unknown area": (
        item(after="", area='"medicl"'),
        [("extra.Z1", "area", "There is no area medicl.")],
        "The nearest is medical.",
    ),
    "after an item of another area": (
        item(area='"legal"'),
        [("extra.Z1", "after", "M3 is not in the area legal.")],
        "Name an item of that area, or take the area out.",
    ),
    "after each other": (
        item(after='"Z2"') + "\n" + item("Z2", after='"Z1"', label_sv='"Annat"'),
        [("extra.Z1", "after", "The items follow each other in a circle: Z1, Z2, Z1.")],
        "Let one of them follow an item of the questionnaire.",
    ),
    "after itself": (
        item(after='"Z1"'),
        [("extra.Z1", "after", "The items follow each other in a circle: Z1, Z1.")],
        "Let one of them follow an item of the questionnaire.",
    ),
    "an unknown key": (
        item(lable_sv='"x"'),
        [("extra.Z1", "lable", "The key is not known.")],
        "The nearest is label.",
    ),
    "a score": (
        item(composite='"medical"'),
        [
            (
                "extra.Z1",
                "composite",
                "An extra item has no composite: it stands outside the scores, the ratings and all other rules.",
            )
        ],
        "Take it out. An item can have: area, type, answers, unit, timeframe, n_when, label, text, n_means, x_means, "
        "min, max, allow_n, since_last, carry, after, alias, forms, since_text, help.",
    ),
    "no type": (item(type=""), [("extra.Z1", "type", "- is not known here.")], "Use one of: " + ", ".join(Kind) + "."),
    "an unknown type": (
        item(type='"yesno"'),
        [("extra.Z1", "type", "yesno is not known here.")],
        "Use one of: " + ", ".join(Kind) + ".",
    ),
    "no label": (
        item(label_sv=""),
        [
            ("extra.Z1", "label.sv", "The wording is missing."),
            ("extra.Z1", "label.en", "The wording is missing."),
        ],
        "Write label = { sv = ..., en = ... }.",
    ),
    "no form": (
        item(forms=""),
        [("extra.Z1", "forms", "No form asks the question.")],
        "Name at least one of: grund, grund-kort, uppf, uppf-kort.",
    ),
    "an unknown form": (
        item(forms='["grunt"]'),
        [("extra.Z1", "forms", "There is no form grunt.")],
        "Use one of: grund, grund-kort, uppf, uppf-kort.",
    ),
    "short but not full": (
        item(forms='["grund-kort"]'),
        [("extra.Z1", "forms", "grund-kort asks it but grund does not.")],
        "Add grund to the forms of the question, or take grund-kort out.",
    ),
    "a choice of nothing": (
        item(type='"choice"'),
        [("extra.Z1", "answers", "The answers are missing.")],
        "Write a list, or name a shared one.",
    ),
    "an unknown list": (
        item(type='"choice"', answers='"rout"'),
        [("extra.Z1", "answers", "There is no answer list rout.")],
        "The nearest is route.",
    ),
    "a list for yes and no": (
        item(answers='"route"'),
        [("extra.Z1", "answers", "Only a choice is answered from a list that is named.")],
        "Write the type choice, or take the answers out.",
    ),
    "no range": (
        item(type='"count"'),
        [("extra.Z1", "min, max", "The range 0-0 is not possible here.")],
        "Give whole numbers, min not above max, that fit the type and its answers.",
    ),
    "more than can be keyed": (
        item(type='"count"', max="40000"),
        [("extra.Z1", "max", "Nothing above 9999 can be keyed in such a box.")],
        "Write max = 9999 or less.",
    ),
    "an empty help": (
        item(help='" "'),
        [("extra.Z1", "help", "The help is missing.")],
        "Write the words, or take the key out.",
    ),
    "help with a control character": (
        item(help='"a\\u0007b"'),
        [("extra.Z1", "help", "Words are expected here.")],
        "Write the words between quotation marks, or between three of them over several lines.",
    ),
    "words of a follow-up without from when": (
        item(since_last="true", since_text_sv='"Sedan sist?"'),
        [("extra.Z1", "since_text.sv", "The words do not say once from when the question counts.")],
        "Write {since} where the day of the last interview belongs.",
    ),
    "words of a follow-up where none counts from the last interview": (
        item(since_text_sv='"Vad {since}?"'),
        [
            (
                "extra.Z1",
                "since_text",
                "The question is not asked since the last interview, so these words are never seen.",
            )
        ],
        "Take them out, or write the words as text.",
    ),
    "a condition on nothing": (
        item(n_when='"M33 == 0"'),
        [("extra.Z1", "n_when", "there is no question M33")],
        "Correct the condition: M33 == 0",
    ),
    "a condition that cannot be read": (
        item(n_when='"M3 = 0"'),
        [("extra.Z1", "n_when", "= 0 cannot be read")],
        "Correct the condition: M3 = 0",
    ),
    "a condition on itself": (
        item(n_when='"Z1 == 0"'),
        [("extra.Z1", "n_when", "The items wait for each other in a circle: Z1.")],
        "Take one of them out of the other's condition.",
    ),
    "conditions on each other": (
        item(n_when='"Z2 == 0"') + "\n" + item("Z2", n_when='"Z1 == 0"', label_sv='"Annat"'),
        [("extra.Z1", "n_when", "The items wait for each other in a circle: Z1, Z2.")],
        "Take one of them out of the other's condition.",
    ),
    "an alias that is a code": (
        item(alias='"d14"'),
        [("extra.Z1", "alias", "The alias also names D14.")],
        "Choose one that is neither a code nor taken.",
    ),
    "an alias that is the code of an extra item": (
        item() + '\n[question.M4]\nalias = "z1"',
        [("question.M4", "alias", "The alias also names Z1.")],
        "Choose one that is neither a code nor taken.",
    ),
    "a list of items": (
        '[[extra]]\ncode = "Z1"',
        [("overlay", "extra", "A table is expected here.")],
        "Write each item of the site's own as [extra.CODE].",
    ),
}


@pytest.mark.parametrize(("text", "wanted", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_item_is_told_once_with_its_remedy(text: str, wanted: list[tuple[str, str, str]], remedy: str) -> None:
    own, found = lay(text)
    faults = [fault for fault in found if not fault.is_note]
    assert [(fault.place, fault.key, str(fault.what)) for fault in faults] == wanted
    assert str(faults[0].remedy) == remedy
    asked = [code for code, question in own.questions.items() if question.extra]
    assert asked == (["Z1"] if "alias" in text else [])


def test_a_faulty_item_takes_along_what_rests_on_it_and_nothing_else() -> None:
    text = "\n".join(
        [
            '[lists.own]\n1.sv = " "',
            item("Z1", type='"yesno"'),
            item("Z2", after='"Z1"', label_sv='"Två"'),
            item("Z3", n_when='"Z1 == 0"', label_sv='"Tre"'),
            item("Z4", type='"choice"', answers='"own"', label_sv='"Fyra"'),
            item("Z5", n_when='"Z3 == 0"', label_sv='"Fem"'),
            item("Z6", label_sv='"Sex"'),
        ]
    )
    own, found = lay(text)
    assert [fault.place for fault in found if not fault.is_note] == ["lists.own", "extra.Z1"]
    assert [code for code, question in own.questions.items() if question.extra] == ["Z6"]


def test_all_faults_of_one_item_are_told_at_once() -> None:
    _, found = lay(item("Y1", after="", forms="", type='"count"', max="40000"))
    assert [(fault.place, fault.key) for fault in found] == [
        ("extra.Y1", ""),
        ("extra.Y1", "after"),
        ("extra.Y1", "forms"),
        ("extra.Y1", "max"),
    ]


CODES = st.sampled_from(["Z1", "Z2", "Z3"])
PLACES = st.one_of(CODES, st.sampled_from(["M3", "D1-30d", "G12", "Q1"]))


@given(
    wanted=st.dictionaries(
        CODES,
        st.tuples(PLACES, st.one_of(st.none(), CODES), st.lists(st.sampled_from(FORMS), max_size=4, unique=True)),
    )
)
def test_whatever_is_asked_for_the_instrument_stays_sound(
    wanted: dict[str, tuple[str, str | None, list[str]]],
) -> None:
    extra = {
        code: {
            "after": after,
            "type": "yes_no",
            "label": {"sv": f"Fråga {code}"},
            "text": {"sv": f"Fråga {code}?"},
            "forms": forms,
            **({"n_when": f"{gate} == 1"} if gate else {}),
        }
        for code, (after, gate, forms) in wanted.items()
    }
    document, found = lay_over(shipped()[0], {"extra": extra})
    own = load(document)
    asked = [code for code, question in own.questions.items() if question.extra]
    for form in FORMS:
        interview = begin(own, form)
        assert [code for code in interview.plan.questions if code in extra] == [
            code for code in asked if form in wanted[code][2]
        ]
    assert set(asked) == set(wanted) or any(not fault.is_note for fault in found)
    if not extra:
        assert hashes(document) == hashes(shipped()[0])
    for code in asked:
        assert own.questions[code].area == own.questions[wanted[code][0]].area
