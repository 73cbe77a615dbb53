"""Staff who come, change and leave: nothing is left behind that nobody sees to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.client_file import Protection
from asi_tui.core.people import Client, Role
from asi_tui.core.staffing import StaffChange
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Site, me
from tests.store.test_unit_plans import put
from tests.store.work import agrees, aim, followed, row_of


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A colleague in the same unit."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


@pytest.fixture
def cia(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A treatment worker of another unit."""
    return site.staffed("cia", "Cia Lind", "Ankaret")


def whose(book: SqlCasebook, client: Client) -> tuple[str, str | None]:
    """Who is responsible for a client's follow-up, and to whom it is commissioned."""
    row = row_of(book, client)
    return row.responsible, row.commissioned_to or None


def protect(book: SqlCasebook, client: Client, *named: str) -> None:
    file = book.files.open(client.code, "test")
    book.files.change_identity(
        client.id, replace(file.identity, protection=Protection.SECRECY_MARKED), named=[me(book).id, *named]
    )


def test_a_colleague_is_added_and_comes_back_after_leaving(book: SqlCasebook) -> None:
    unit = me(book).unit.id
    added = book.planning.add_staff("dag", " Dag Hed ", unit, Role.TREATMENT)
    assert (added.name, added.role, added.unit.name) == ("Dag Hed", Role.TREATMENT, "Vuxen Norr")
    with pytest.raises(UsageError, match="belongs to a member of staff already"):
        book.planning.add_staff("dag", "Dag", unit, Role.HANDLER)
    assert book.planning.leave(added.id, TODAY) == 0
    (record,) = (one for one in book.planning.staff(left=True) if one.member.id == added.id)
    assert (record.active, record.left_on) == (False, TODAY)
    back = book.planning.add_staff("dag", "Dag Hed-Ek", unit, Role.HANDLER)
    assert (back.id, back.name, back.role) == (added.id, "Dag Hed-Ek", Role.HANDLER)
    assert [(one.active, one.left_on) for one in book.planning.staff(unit) if one.member.id == back.id] == [
        (True, None)
    ]


@pytest.mark.parametrize(
    ("account", "name", "sentence"),
    [("", "Dag", "no name of an account"), ("dag hed", "Dag", "no name of an account"), ("dag", " ", "name is empty")],
)
def test_nobody_is_added_without_an_account_and_a_name(
    book: SqlCasebook, account: str, name: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        book.planning.add_staff(account, name, me(book).unit.id, Role.HANDLER)


def test_role_training_and_unit_are_changed(book: SqlCasebook, bo: SqlCasebook, cia: SqlCasebook) -> None:
    change = StaffChange(role=Role.COORDINATOR, trained_on=date(2025, 3, 1), unit_id=me(cia).unit.id, name="Bo Eka")
    changed = book.planning.change_staff(me(bo).id, change)
    assert changed == me(bo)
    assert (changed.role, changed.trained_on, changed.unit.name) == (Role.COORDINATOR, date(2025, 3, 1), "Ankaret")


def test_a_new_training_clears_a_refresher_day_of_ones_own(book: SqlCasebook) -> None:
    anna = me(book).id
    own = StaffChange(trained_on=date(2024, 1, 1), refresher_due=date(2026, 12, 1), own_refresher=True)
    assert book.planning.change_staff(anna, own).refresher_due == date(2026, 12, 1)
    assert book.planning.change_staff(anna, StaffChange(role=Role.MANAGER)).refresher_due == date(2026, 12, 1)
    assert book.planning.change_staff(anna, StaffChange(trained_on=date(2026, 11, 1))).refresher_due is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (StaffChange(trained_on=date(2026, 11, 22)), "The day lies in the future"),
        (
            StaffChange(trained_on=date(2026, 1, 1), refresher_due=date(2025, 1, 1), own_refresher=True),
            "before the training",
        ),
        (StaffChange(unit_id="nowhere"), "There is no such unit"),
        (StaffChange(name=" "), "The name is empty"),
    ],
)
def test_what_makes_no_sense_is_refused(book: SqlCasebook, change: StaffChange, sentence: str) -> None:
    before = me(book)
    with pytest.raises(UsageError, match=sentence):
        book.planning.change_staff(before.id, change)
    assert me(book) == before


def test_nobody_leaves_with_open_items_and_one_step_hands_them_over(book: SqlCasebook, bo: SqlCasebook) -> None:
    mine, his = followed(book, "Lo"), followed(bo, "Kim")
    bo_id, anna = me(bo).id, me(book).id
    items = next(one.open_items for one in book.planning.staff() if one.member.id == bo_id)
    assert items == book.work.open_items(bo_id) > 0
    with pytest.raises(UsageError, match=r"Bo Ek has \d open items.*--hand-over-to ACCOUNT"):
        book.planning.leave(bo_id, TODAY)
    put(book, follow_ups="anna")
    with pytest.raises(UsageError, match="--hand-over-to anna"):
        book.planning.leave(bo_id, TODAY)
    assert me(bo).id == bo_id
    assert book.planning.leave(bo_id, date(2026, 11, 20), anna) == items
    assert (whose(book, mine)[0], whose(book, his)[0]) == ("Anna Berg", "Anna Berg")
    assert bo.me() is None
    assert book.planning.staff(me(book).unit.id)[0].open_items == book.work.open_items(anna)
    assert agrees(book)


def test_whoever_has_left_is_let_in_again_by_a_colleague_alone(book: SqlCasebook, bo: SqlCasebook) -> None:
    book.planning.leave(me(bo).id, TODAY)
    with pytest.raises(UsageError, match="registered as one who has left"):
        bo.register_me("Bo Ek", "Vuxen Norr")
    book.planning.add_staff("bo", "Bo Ek", me(book).unit.id, Role.HANDLER)
    assert me(bo).name == "Bo Ek"


def test_the_last_one_does_not_leave(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="Nobody would work here any more"):
        book.planning.leave(me(book).id, TODAY)
    assert me(book).name == "Anna Berg"


def test_the_handler_of_a_client_is_another_then(book: SqlCasebook, bo: SqlCasebook) -> None:
    client = followed(bo)
    file = bo.files.open(client.code, "test")
    bo.files.change_identity(client.id, replace(file.identity, handler=me(bo).id))
    book.planning.leave(me(bo).id, TODAY, me(book).id)
    file = book.files.open(client.code, "test")
    assert file.identity.handler == me(book).id
    assert ("handler", "Bo Ek") in [(one.field, one.was) for one in file.changes]


def test_commissions_go_along(book: SqlCasebook, bo: SqlCasebook, cia: SqlCasebook) -> None:
    annas, bos = followed(book, "Lo"), followed(bo, "Kim")
    for client in (annas, bos):
        book.work.commission(aim(book, client), to_staff=me(cia).id, to_unit=None, may_read="decision")
    with pytest.raises(UsageError, match="has 2 open items"):
        book.planning.leave(me(cia).id, TODAY)
    assert book.planning.leave(me(cia).id, TODAY, me(bo).id) == 2
    assert whose(book, annas) == ("Anna Berg", "Bo Ek")
    assert whose(book, bos) == ("Bo Ek", None)
    assert agrees(book)


@pytest.mark.parametrize(("to", "sentence"), [("herself", "would stay where they are"), ("gone", "not a colleague")])
def test_it_is_handed_over_to_somebody_who_works_here(
    book: SqlCasebook, bo: SqlCasebook, cia: SqlCasebook, to: str, sentence: str
) -> None:
    followed(bo)
    bos, cias = me(bo).id, me(cia).id
    book.planning.leave(cias, TODAY)
    with pytest.raises(UsageError, match=sentence):
        book.planning.leave(bos, TODAY, bos if to == "herself" else cias)
    assert me(bo).id == bos


def test_whoever_answers_for_the_plan_is_followed_by_another_of_the_unit(
    book: SqlCasebook, bo: SqlCasebook, cia: SqlCasebook
) -> None:
    put(book, responsible="bo", follow_ups="bo")
    for to in (None, me(cia).id):
        with pytest.raises(UsageError, match="Bo Ek answers for the plan of Vuxen Norr"):
            book.planning.leave(me(bo).id, TODAY, to)
    with pytest.raises(UsageError, match="Bo Ek answers for the plan"):
        book.planning.change_staff(me(bo).id, StaffChange(unit_id=me(cia).unit.id))
    book.planning.leave(me(bo).id, TODAY, me(book).id)
    plan = book.planning.plan().plan
    assert (plan.responsible, plan.follow_ups) == ("anna", "anna")
    assert book.planning.history(me(book).unit.id)[0].was.responsible == "bo"


def test_items_that_one_may_not_see_are_handed_over_by_whoever_may(book: SqlCasebook, bo: SqlCasebook) -> None:
    client = followed(bo)
    protect(bo, client)
    with pytest.raises(UsageError, match="open items concern what this account may not see"):
        book.planning.leave(me(bo).id, TODAY, me(book).id)
    protect(bo, client, me(book).id)
    assert book.planning.leave(me(bo).id, TODAY, me(book).id) > 0
    assert whose(book, client)[0] == "Anna Berg"
    assert book.files.open(client.code, "test").named == (me(book).id,)
    assert agrees(book)


def test_no_client_with_protected_identity_is_left_with_nobody(book: SqlCasebook, bo: SqlCasebook) -> None:
    client = followed(book)
    protect(book, client)
    file = book.files.open(client.code, "test")
    assert file.named == (me(book).id,)
    bos, annas = me(bo).id, me(book).id
    with pytest.raises(UsageError, match="would be seen by nobody"):
        book.planning.leave(annas, TODAY, bos)
    assert me(book).id == annas


def test_staff_are_listed_by_unit_in_order_of_names(book: SqlCasebook, bo: SqlCasebook, cia: SqlCasebook) -> None:
    assert [one.member.name for one in book.planning.staff(me(book).unit.id)] == ["Anna Berg", "Bo Ek"]
    assert [one.member.name for one in book.planning.staff()] == ["Anna Berg", "Bo Ek", "Cia Lind"]
