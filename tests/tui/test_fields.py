"""Fields keyed one after another: choosing, writing, going on, accepting."""

from __future__ import annotations

import re

import pytest

from asi_tui.core.client_file import IdentifierKind
from asi_tui.message import say
from asi_tui.tui.asking import chosen, panel, written
from asi_tui.tui.fields import Field, Fields, Option, filled, paste, press

COLLEAGUES = (
    "Anna Berg",
    "Anna Bergman",
    "Bo Ek",
    "Åsa Öberg",
    "Eva Holm",
    "Ove Lind",
    "Pia Ask",
    "Rolf Ek",
    "Sara Ek",
)
"""Nine who have a digit; the tenth and eleventh are reached by letters."""

MORE = ("Tor Zander", "Ulla Åberg")


def keys(typed: str) -> list[tuple[str, str | None]]:
    """The keys of a line: characters, and names in braces."""
    pieces = re.findall(r"\{(\w+)\}|(.)", typed)
    return [(name or character, character or None) for name, character in pieces]


def after(fields: Fields, typed: str) -> Fields:
    """The fields after those keys."""
    for name, character in keys(typed):
        fields = press(fields, name, character)
    return fields


def names(*also: Option) -> tuple[Option, ...]:
    return (*(Option(name.lower().replace(" ", "-"), name) for name in (*COLLEAGUES, *MORE)), *also)


def colleague(text: str = "", *also: Option) -> Field:
    return Field(id="to", label=say("To"), text=text, options=names(*also), check=chosen)


REASONS = (Option("no", "declined", "10"), Option("ill", "too ill", "11"), Option("time", "lack of time", "20"))
REASON = Field(id="reason", label=say("Reason"), options=REASONS, check=chosen)
NOTE = Field(id="note", label=say("Note"))
WORDS = Field(id="words", label=say("Reason"), check=written, suggestions=("on leave", "moving"))
DAY = Field(
    id="day", label=say("Day"), text="2026-11-22", check=lambda text, values: say("no day") if not text else None
)
SHORT = Field(
    id="how", label=say("How"), options=(Option("phone", "telephone"), Option("mail", "letter")), check=chosen
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "anna-berg"),
        ("9", "sara-ek"),
        ("bo", "bo-ek"),
        ("B", ""),
        ("öb", "åsa-öberg"),
        ("oberg", "åsa-öberg"),
        ("zan", "tor-zander"),
        ("anna", ""),
        ("anna bergm", "anna-bergman"),
        ("anna2", "anna-bergman"),
        ("ek2", "rolf-ek"),
        ("bo{backspace}{backspace}ul", "ulla-åberg"),
        ("bo5", "bo-ek"),
        ("0", ""),
        ("q", ""),
    ],
)
def test_one_of_many_is_chosen_by_digit_or_by_the_beginnings_of_words(typed: str, value: str) -> None:
    fields = after(panel(colleague()), typed)
    assert fields.value("to") == value
    assert not fields.is_accepted
    assert press(fields, "enter", None).is_accepted is (value != "")


def test_what_several_begin_with_is_not_taken_for_one_of_them() -> None:
    fields = after(panel(colleague()), "anna{enter}")
    assert not fields.is_accepted
    assert "several begin with anna" in str(fields.message)


def test_letters_that_nothing_begins_with_are_refused_and_leave_what_stood_there() -> None:
    fields = after(panel(colleague()), "boq")
    assert "begins with boq" in str(fields.message)
    assert fields.value("to") == "bo-ek"


def test_digits_of_its_own_stay_with_an_option_whatever_is_listed() -> None:
    back = Option("none", "take it back", "0")
    fields = panel(colleague("", back))
    assert after(fields, "0").value("to") == "none"
    assert after(fields, "1").value("to") == "anna-berg"
    assert [field.key_of(back) for field in fields.fields] == ["0"]


@pytest.mark.parametrize(
    ("typed", "value", "accepted"),
    [
        ("10{enter}", "no", True),
        ("20{enter}", "time", True),
        ("1{enter}", "", False),
        ("1{backspace}20{enter}", "time", True),
        ("30{enter}", "", False),
        ("12{enter}", "", False),
        ("1011{enter}", "ill", True),
        ("lack{enter}", "time", True),
        ("too ill{enter}", "ill", True),
        ("{enter}", "", False),
    ],
)
def test_a_reason_is_two_digits_or_its_words(typed: str, value: str, accepted: bool) -> None:
    fields = after(panel(REASON, NOTE), typed)
    assert (fields.value("reason"), fields.is_accepted) == (value, accepted)


@pytest.mark.parametrize("typed", ["12{enter}", "1{enter}2{enter}"])
def test_an_enter_right_after_a_digit_belongs_to_the_choice(typed: str) -> None:
    other = Field(id="result", label=say("Result"), options=SHORT.options, check=chosen)
    fields = panel(SHORT, other, NOTE)
    taken = [fields := press(fields, name, character) for name, character in keys(typed)]
    assert fields.values == {"how": "phone", "result": "mail", "note": ""}
    assert [one.is_accepted for one in taken[:-1]].count(True) == 0
    assert fields.is_accepted


def test_a_digit_goes_on_only_to_what_is_missing() -> None:
    assert after(panel(REASON, NOTE), "10").at == 0
    assert after(panel(REASON, WORDS), "10").at == 1
    assert after(Fields((SHORT, WORDS)), "1").at == 0


def test_enter_goes_to_what_is_missing_and_says_what_is_wrong_there() -> None:
    fields = after(panel(DAY, WORDS), "{enter}")
    assert (fields.at, fields.message, fields.is_accepted) == (1, None, False)
    assert "a reason is wanted" in str(press(fields, "enter", None).message)
    assert after(fields, "{up}{delete}{enter}").at == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1", "on leave"),
        ("2", "moving"),
        ("3", "3"),
        ("1 too", "on leave too"),
        ("a1", "a1"),
        ("x{backspace}2", "moving"),
    ],
)
def test_a_digit_typed_first_picks_a_reason_given_often(typed: str, words: str) -> None:
    assert after(panel(WORDS), typed).values == {"words": words}


def test_the_first_character_replaces_what_stood_there_and_later_ones_do_not() -> None:
    assert after(panel(DAY), "i").value("day") == "i"
    assert after(panel(DAY), "+14").value("day") == "+14"
    assert after(panel(DAY), "{backspace}1").value("day") == "2026-11-21"


def test_several_may_be_chosen_of_many() -> None:
    named = Field(id="named", label=say("Named"), options=names(), many=True)
    assert after(panel(named), "13").fields[0].chosen == (named.options[0], named.options[2])
    assert after(panel(named), "131").fields[0].chosen == (named.options[2],)
    assert after(panel(named), "1åsa1").fields[0].chosen == (named.options[0], named.options[3])


def test_a_field_counts_only_when_the_others_want_it() -> None:
    number = Field(
        id="number",
        label=say("Number"),
        text="x",
        when=lambda values: values["kind"] != IdentifierKind.NONE,
        check=written,
    )
    kind = Field(id="kind", label=say("Kind"), options=tuple(Option(kind.value, kind.value) for kind in IdentifierKind))
    fields = after(Fields((kind, number, NOTE), saves=True), "4{down}")
    assert fields.current.id == "note"
    assert fields.value("number") == ""
    assert after(fields, "{up}1{down}").current.id == "number"
    assert after(fields, "{up}1{down}{delete}{f9}").is_accepted is False
    assert after(fields, "{f9}").is_accepted


def test_escape_leaves_and_nothing_is_accepted() -> None:
    fields = after(panel(REASON, NOTE), "10{escape}")
    assert (fields.is_left, fields.is_accepted) == (True, False)


def test_pasted_text_is_written_and_never_chooses() -> None:
    assert paste(panel(NOTE), "moved\nto Umeå").value("note") == "moved"
    assert paste(panel(SHORT), "1").value("how") == ""
    assert paste(panel(NOTE), "a\x1b]52;c;x\x07b").value("note") == "a]52;c;xb"


def test_what_another_has_changed_stands_where_nothing_was_typed_here() -> None:
    fields = filled(after(panel(NOTE, DAY), "mine"), {"note": "theirs", "day": "2026-11-30"})
    assert fields.values == {"note": "mine", "day": "2026-11-30"}
