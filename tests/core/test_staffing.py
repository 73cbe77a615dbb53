"""Roles, who may change plans, and whether somebody is trained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.people import Role, StaffMember, Unit, Ways
from asi_tui.core.staffing import (
    Training,
    interviewer_note,
    may_change_plans,
    needs_training,
    read_role,
    refresher_day,
    training_of,
    training_words,
)

TODAY = date(2026, 11, 22)
NORR = Unit("n", "Vuxen Norr", 6, Ways(refresher_months=24))
ANNA = StaffMember("a", "anna", "Anna Berg", NORR)
BO = StaffMember("b", "bo", "Bo Ek", NORR)


@pytest.mark.parametrize(
    ("trained_on", "own", "due", "state"),
    [
        (None, None, None, Training.NONE),
        (None, date(2027, 1, 1), date(2027, 1, 1), Training.NONE),
        (date(2025, 6, 1), None, date(2027, 6, 1), Training.FINE),
        (date(2025, 1, 1), None, date(2027, 1, 1), Training.SOON),
        (date(2024, 11, 22), None, TODAY, Training.SOON),
        (date(2024, 11, 21), None, date(2026, 11, 21), Training.OVERDUE),
        (date(2024, 2, 29), None, date(2026, 2, 28), Training.OVERDUE),
        (date(2020, 1, 1), date(2028, 1, 1), date(2028, 1, 1), Training.FINE),
        (date(2026, 1, 1), date(2026, 11, 1), date(2026, 11, 1), Training.OVERDUE),
    ],
)
def test_a_refresher_is_due_by_the_plan_or_on_a_day_of_ones_own(
    trained_on: date | None, own: date | None, due: date | None, state: Training
) -> None:
    member = replace(ANNA, trained_on=trained_on, refresher_due=own)
    assert refresher_day(member) == due
    assert training_of(member, TODAY) is state
    assert str(due) in str(training_words(member, TODAY)) or state is Training.NONE


def test_the_plan_tells_how_long_a_training_lasts() -> None:
    slow = replace(ANNA, unit=replace(NORR, ways=Ways(refresher_months=60)), trained_on=date(2023, 1, 1))
    assert training_of(slow, TODAY) is Training.FINE
    assert training_of(replace(slow, unit=NORR), TODAY) is Training.OVERDUE


@pytest.mark.parametrize(("role", "needs"), [(r, r not in (Role.MANAGER, Role.RESEARCHER, Role.ADMIN)) for r in Role])
def test_whoever_holds_interviews_needs_training(role: Role, needs: bool) -> None:
    assert needs_training(replace(ANNA, role=role), TODAY) is needs
    assert not needs_training(replace(ANNA, role=role, trained_on=TODAY), TODAY)


@pytest.mark.parametrize(
    ("mine", "other", "may"),
    [
        (Role.HANDLER, Role.HANDLER, True),
        (Role.RESEARCHER, Role.TREATMENT, True),
        (Role.HANDLER, Role.MANAGER, False),
        (Role.TREATMENT, Role.COORDINATOR, False),
        (Role.RESEARCHER, Role.ADMIN, False),
        (Role.MANAGER, Role.ADMIN, True),
        (Role.COORDINATOR, Role.HANDLER, True),
        (Role.ADMIN, Role.MANAGER, True),
    ],
)
def test_plans_are_changed_by_role_once_somebody_has_one(mine: Role, other: Role, may: bool) -> None:
    assert may_change_plans(replace(ANNA, role=mine), [replace(ANNA, role=mine), replace(BO, role=other)]) is may


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("handläggare", Role.HANDLER),
        ("Handlaggare", Role.HANDLER),
        ("BEHANDLARE", Role.TREATMENT),
        ("FoU", Role.RESEARCHER),
        ("admin", Role.ADMIN),
        ("chefen", None),
        ("", None),
    ],
)
def test_a_role_is_known_by_its_name(text: str, role: Role | None) -> None:
    assert read_role(text) is role


@pytest.mark.parametrize(
    ("anna", "bo", "sentence"),
    [
        (None, None, None),
        (None, date(2026, 1, 1), "has no ASI training registered"),
        (date(2024, 1, 1), None, "ASI refresher overdue"),
        (date(2025, 1, 1), date(2020, 1, 1), None),
    ],
)
def test_the_head_tells_of_an_interviewer_without_training_where_training_is_kept(
    anna: date | None, bo: date | None, sentence: str | None
) -> None:
    member = replace(ANNA, trained_on=anna)
    note = interviewer_note(member, [member, replace(BO, trained_on=bo)], TODAY)
    assert (None if note is None else str(note)) == sentence


def test_another_units_training_says_nothing_of_ours() -> None:
    elsewhere = replace(BO, unit=Unit("s", "Vuxen Syd"), trained_on=TODAY)
    assert interviewer_note(ANNA, [ANNA, elsewhere], TODAY) is None
