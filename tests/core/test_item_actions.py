"""What can be done about which rows."""

from __future__ import annotations

from datetime import date

import pytest

from asi_tui.core.interview_state import InterviewState
from asi_tui.core.item_actions import FITS, ItemAction, refusal, responsible_of
from asi_tui.core.people import Client, Sex
from asi_tui.core.queue import ItemKind, QueueRow

CLIENT = Client(id="c", code="66AJRHS6", name="Doris Dag", born="", sex=Sex.UNKNOWN, unit="Vuxen Norr")
DRAFT = QueueRow(client=CLIENT, initials="D D", responsible="Anna", interview_id="i", state=InterviewState.DRAFT)

OWED_BY_THE_OFFICE = (ItemKind.RATING, ItemKind.SIGNATURE, ItemKind.INTERVENTION)


def row(kind: ItemKind, responsible: str = "anna") -> QueueRow:
    return QueueRow(
        client=CLIENT,
        initials="D D",
        responsible=responsible.title(),
        responsible_id=responsible,
        item_id=1,
        kind=kind,
        due_on=date(2026, 11, 22),
    )


@pytest.mark.parametrize("action", ItemAction)
@pytest.mark.parametrize("kind", ItemKind)
def test_an_action_is_refused_just_where_it_makes_no_sense(action: ItemAction, kind: ItemKind) -> None:
    assert (refusal(action, [row(kind)]) is None) is (kind in FITS[action])


@pytest.mark.parametrize("kind", OWED_BY_THE_OFFICE)
@pytest.mark.parametrize("action", [ItemAction.DROPOUT, ItemAction.ATTEMPT, ItemAction.ASSIGN, ItemAction.OTHER])
def test_what_the_office_owes_is_not_lost_with_the_client(action: ItemAction, kind: ItemKind) -> None:
    assert refusal(action, [row(kind)]) is not None


@pytest.mark.parametrize("action", [ItemAction.POSTPONE, ItemAction.HANDOVER])
def test_everything_can_wait_and_change_hands(action: ItemAction) -> None:
    assert all(refusal(action, [row(kind)]) is None for kind in ItemKind)


def test_of_several_rows_all_must_fit() -> None:
    rows = [row(ItemKind.FOLLOW_UP), row(ItemKind.RATING)]
    assert refusal(ItemAction.DROPOUT, rows) is not None
    assert refusal(ItemAction.POSTPONE, rows) is None


@pytest.mark.parametrize("action", ItemAction)
def test_nothing_is_done_where_nothing_falls_due(action: ItemAction) -> None:
    assert "no row" in str(refusal(action, []))
    assert "nothing falls due" in str(refusal(action, [DRAFT]))


def test_whose_rows_they_are_is_told_when_it_is_one_person() -> None:
    assert responsible_of([row(ItemKind.BASE), row(ItemKind.RATING)]) == "anna"
    assert responsible_of([row(ItemKind.BASE), row(ItemKind.BASE, "bo")]) is None
