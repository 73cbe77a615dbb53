"""The form of an intervention's record: keyed fast, and what stands in it is the record that is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from asi_tui.casework_lists import intervention_lists
from asi_tui.core.intervention import Area, Attainment, EndReason, Goal, Intervention, Mode, Status, faults, is_filled
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, Sex, Unit
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.i18n import tell, use_language
from asi_tui.keys import keymap
from asi_tui.tui import fields as keyed
from asi_tui.tui.fields import Fields
from asi_tui.tui.intervention_fields import record_fields, with_defaults
from asi_tui.tui.intervention_record import record_in, values_of
from asi_tui.tui.intervention_surroundings import Surroundings
from asi_tui.tui.screens.start_lines import FOOTER, enter_label
from asi_tui.tui.widgets.key_line import key_line
from asi_tui.tui.widgets.long_form import long_form_lines
from asi_tui.tui.widgets.paper import words_of
from tests.scenario import keys_of
from tests.tui.test_action_forms import STAFF

TODAY = date(2026, 11, 22)
CLIENT = Client(id="c", code="K7X2MQ3R", name="Maj-Britt", born="1959", sex=Sex.WOMAN, unit="Vuxen Norr")
UNITS = (Unit("norr", "Vuxen Norr"), Unit("syd", "Vuxen Syd"), Unit("ankaret", "Öppenvården Ankaret"))
AROUND = Surroundings(CLIENT, intervention_lists(), UNITS, STAFF, TODAY)
EMPTY = Intervention(unit="norr", responsible=STAFF[0].id, commissioner="Vuxen Norr")


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def press(fields: Fields, typed: str) -> Fields:
    """The form after keys, as the screen presses them."""
    for name, character in keys_of(typed):
        fields = with_defaults(keyed.press(fields, name, character), AROUND)
    return fields


def record(fields: Fields, was: Intervention = EMPTY) -> Intervention:
    return record_in(fields, was, AROUND)


TYPICAL = (
    '1 1 3 "0504" Enter "1115" Enter 1 "36" Enter 3'
    ' "dricka mindre" Enter 3 1 "eget boende" Enter 6 2 Enter Enter 4 3 1 3 F9'
)
"""Kind, method, provider, start, end, reason, areas with the main one, two goals with area and attainment, the client's
three ratings, the worker's."""


def test_a_whole_record_takes_at_most_sixty_keys() -> None:
    fields = press(record_fields(EMPTY, AROUND), TYPICAL)
    assert fields.is_accepted
    found = record(fields)
    assert found == Intervention(
        unit="ankaret",
        responsible=STAFF[0].id,
        kind="outpatient",
        method="relapse_prevention",
        name="ÅP, återfallsprevention",
        provider="Öppenvården Ankaret",
        commissioner="Vuxen Norr",
        needs_tested=True,
        began_on=date(2026, 5, 4),
        ended_on=date(2026, 11, 15),
        end_reason=EndReason.COMPLETED,
        areas=(Area.ALCOHOL, Area.FAMILY_SOCIAL),
        main_area=Area.ALCOHOL,
        goals=(
            Goal("dricka mindre", Area.ALCOHOL, Attainment.FULFILLED),
            Goal("eget boende", Area.FAMILY_SOCIAL, Attainment.PARTLY),
        ),
        helpfulness=4,
        influence=3,
        recommends=True,
        worker_rating=3,
    )
    assert faults(found, TODAY) == ()
    assert is_filled(found)
    assert len(keys_of(TYPICAL)) <= 60


def test_the_same_record_is_keyed_by_whoever_presses_enter_after_every_choice() -> None:
    always_enter = (
        '1 Enter 1 Enter 3 Enter "0504" Enter "1115" Enter 1 Enter "36" Enter 3 Enter "dricka mindre" Enter 3 Enter 1'
        ' Enter "eget boende" Enter 6 Enter 2 Enter Enter 4 Enter 3 Enter 1 Enter 3 Enter F9'
    )
    fields = press(record_fields(EMPTY, AROUND), always_enter)
    assert record(fields) == record(press(record_fields(EMPTY, AROUND), TYPICAL))


def test_all_that_is_optional_may_be_passed_with_enter() -> None:
    fields = press(record_fields(EMPTY, AROUND), "1")
    for _ in range(len(fields.fields) + 1):
        assert fields.message is None, fields.current.id
        if fields.is_accepted:
            break
        fields = press(fields, "Enter")
    assert fields.is_accepted
    assert record(fields).status is Status.PLANNED
    assert faults(record(fields), TODAY) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('7 Enter Enter Enter "i" Enter', {"kind": "advice", "began_on": TODAY, "needs_tested": False, "mode": None}),
        ('2 Enter Enter Enter "2027-01-07" Enter', {"began_on": None, "planned_from": date(2027, 1, 7)}),
        ('2 Enter Enter Enter "+14" Enter', {"planned_from": date(2026, 12, 6), "mode": Mode.INPATIENT}),
        ('1 Enter Enter Enter "0504" Enter "2v" Enter', {"ended_on": None, "planned_until": date(2026, 12, 6)}),
        ('1 0 "ACRA" Enter', {"method": "other", "method_words": "ACRA", "name": "ACRA"}),
        ('1 "nät" Enter', {"method": "network", "name": "nätverksterapi"}),
        ("1 4 Up Delete Enter", {"method": "", "name": "öppenvård, individuellt behovsprövad"}),
        ('1 1 "Nordhemmet" Enter', {"provider": "Nordhemmet", "unit": "norr"}),
        ("1 1 2", {"provider": "Vuxen Syd", "unit": "syd"}),
    ],
)
def test_what_is_typed_means(typed: str, expected: dict[str, object]) -> None:
    found = record(press(record_fields(EMPTY, AROUND), typed))
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("typed", "needs_tested", "mode"),
    [
        ("1", True, None),
        ("7", False, None),
        ("1 Up 7", False, None),
        ("2 Up 1", True, None),
        ("2 Up 7 Up 3", True, Mode.INPATIENT),
    ],
)
def test_what_usually_goes_with_a_kind_goes_with_the_last_one_chosen(
    typed: str, needs_tested: bool, mode: Mode | None
) -> None:
    found = record(press(record_fields(EMPTY, AROUND), typed))
    assert (found.needs_tested, found.mode) == (needs_tested, mode)


def test_what_a_record_tells_stays_when_its_kind_is_corrected() -> None:
    whole = record(press(record_fields(EMPTY, AROUND), TYPICAL))
    known = replace(whole, mode=Mode.GROUP, needs_tested=True)
    found = record(press(record_fields(known, AROUND), "2"), known)
    assert (found.kind, found.mode) == ("residential", Mode.GROUP)


def test_a_planned_day_stays_as_it_was_planned_and_goes_when_it_is_taken_away() -> None:
    planned = replace(EMPTY, kind="advice", planned_from=date(2026, 12, 1), planned_until=date(2027, 3, 1))
    at_start = keyed.begins_at(record_fields(planned, AROUND), "began")
    found = record(press(at_start, '"i" Enter'), planned)
    assert (found.planned_from, found.began_on, found.planned_until) == (date(2026, 12, 1), TODAY, date(2027, 3, 1))
    found = record(press(at_start, "Delete Enter Delete"), planned)
    assert (found.planned_from, found.began_on, found.planned_until) == (None, None, None)


def test_a_client_who_was_not_asked_is_asked_no_more() -> None:
    begun = '1 1 3 "0504" Enter "1115" Enter 2 Enter Enter Enter 9'
    fields = press(record_fields(EMPTY, AROUND), begun)
    assert fields.current.id == "worker_rating"
    found = record(press(fields, "0"))
    assert (found.helpfulness, found.influence, found.recommends, found.worker_rating) == (9, None, None, 0)
    assert is_filled(found)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ("F9", "kind", "välj en av dessa"),
        ('1 1 3 "1332" Enter', "began", "finns ingen sådan dag"),
        ('1 1 3 "0504" Enter "2026-05-03" Enter', "ended", "ligger före starten"),
        ('1 1 3 "0504" Enter "0601" Enter F9', "end_reason", "välj en av dessa"),
        ('1 1 3 "0504" Enter Enter Enter "jobb" Enter Enter', "area_1", "välj en av dessa"),
        ('1 1 3 "0504" Enter Enter Enter Enter "x" Enter', "offered", "ett tal från 0 till 999"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_and_stays_as_typed(typed: str, field: str, words: str) -> None:
    fields = press(record_fields(EMPTY, AROUND), typed)
    assert fields.current.id == field
    assert words.casefold() in tell(fields.message).casefold()
    assert fields.values["kind"] in ("", "outpatient")


def test_the_fields_hold_what_the_record_holds() -> None:
    whole = record(press(record_fields(EMPTY, AROUND), TYPICAL))
    known = replace(
        whole, offered=24, attended=20, per_week=2, mode=Mode.GROUP, legal_basis="12 kap.", note="två\nrader"
    )
    assert record(record_fields(known, AROUND), known) == known
    assert values_of(known, AROUND)["goal_2"] == "eget boende"


def test_a_goal_behind_one_that_is_taken_away_stays() -> None:
    whole = record(press(record_fields(EMPTY, AROUND), TYPICAL))
    fields = keyed.begins_at(record_fields(whole, AROUND), "goal_1")
    assert [goal.text for goal in record(press(fields, "Delete"), whole).goals] == ["eget boende"]


def test_a_name_that_somebody_wrote_stays_until_a_method_is_told() -> None:
    old = Intervention(unit="ankaret", responsible=STAFF[0].id, name="24 samtal", began_on=date(2026, 5, 4))
    fields = press(record_fields(old, AROUND), "1")
    with_kind = record(fields, old)
    assert (with_kind.name, with_kind.provider, with_kind.unit) == ("24 samtal", "Öppenvården Ankaret", "ankaret")
    again = record_fields(with_kind, AROUND)
    assert record(again, with_kind).name == "24 samtal"
    assert record(press(keyed.begins_at(again, "method"), "4"), with_kind).name == "KBT"


@pytest.mark.parametrize("width", [30, 80, 120])
@pytest.mark.parametrize("height", [1, 3, 8, 12, 20, 36])
def test_the_field_before_the_keyer_is_always_in_view(width: int, height: int) -> None:
    fields, top = press(record_fields(EMPTY, AROUND), '1 1 3 "0504" Enter "1115" Enter'), 0
    for _ in range(len(fields.fields)):
        lines, top = long_form_lines("registrerad 2026-11-12", fields, top, width, height)
        assert len(lines) <= height
        assert sum("▸" in words_of(line) for line in lines) == 1
        fields = keyed.press(fields, "down", None)


def test_a_kind_and_its_method_are_data_with_words_in_both_languages() -> None:
    lists = intervention_lists()
    assert list(lists.kinds) == [
        "outpatient",
        "residential",
        "family_home",
        "housing",
        "compulsory",
        "open_access",
        "advice",
    ]
    for one in (*lists.kinds.values(), *lists.methods.values()):
        assert one.label.sv
        assert one.label.en
    assert lists.words("sv", "advice", "") == "råd och stöd"
    assert lists.words("en", "advice", "cbt") == "CBT, cognitive behavioural"


@pytest.mark.parametrize(
    ("kind", "state", "label"),
    [
        (ItemKind.FOLLOW_UP, None, "intervju"),
        (ItemKind.BASE, None, "intervju"),
        (ItemKind.FEEDBACK, InterviewState.RATED, "återkoppling"),
        (ItemKind.RATING, InterviewState.COMPLETE, "skattning"),
        (ItemKind.SIGNATURE, InterviewState.RATED, "signering"),
        (ItemKind.INTERVENTION, None, "insats"),
        (None, InterviewState.DRAFT, "intervju"),
        (None, InterviewState.COMPLETE, "skattning"),
        (None, InterviewState.RATED, "signering"),
        (None, None, "intervju"),
    ],
)
def test_the_foot_of_the_queue_says_what_enter_does_on_the_row(
    kind: ItemKind | None, state: InterviewState | None, label: str
) -> None:
    row = QueueRow(client=CLIENT, initials="M-B A", responsible="Anna Berg", kind=kind, state=state)
    foot = words_of(key_line(keymap(), FOOTER, "app.help", 80, enter_label(row)))
    assert foot.startswith(f" Enter {label}  ")
    assert enter_label(None) == {}
