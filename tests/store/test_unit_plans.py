"""A unit's plan in the casebook: set, obeyed by the queue, and kept with what it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asi_tui.core.client_file import Protection
from asi_tui.core.intervention import EndReason, Intervention
from asi_tui.core.people import Client, Role
from asi_tui.core.preferences import EarlierView
from asi_tui.core.staffing import StaffChange
from asi_tui.core.unit_plan import PlanInForce, UnitPlan
from asi_tui.errors import TouchedElsewhere, UsageError
from asi_tui.store import unit_plans
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Clock, Site, added, interviewed, me
from tests.store.work import agrees, aim, followed

WHOLE = UnitPlan(
    interviewed="Alla som utreds\nför skadligt bruk",
    limits=("från 18 år", "inte LVM"),
    base_form="grund-kort",
    follow_up_form="uppf-kort",
    interval_months=12,
    short_interventions=30,
    feedback=False,
    show_ratings=False,
    earlier=EarlierView.NEVER,
    finish_short=False,
    refresher_months=36,
    responsible="anna",
    follow_ups="bo",
    valid_from=date(2026, 1, 1),
    reviewed_on=date(2026, 6, 1),
)


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A colleague in the same unit."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


@pytest.fixture
def file_book(sqlite_site: Site) -> SqlCasebook:
    """The same casebook in a file alone: for tables of rules, which are the same on every kind of database."""
    return sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")


def put(book: SqlCasebook, **changed: Any) -> int:
    """Change the plan of the user's unit; gives how many items followed."""
    found = book.planning.plan()
    return book.planning.set_plan(found.unit.id, replace(found.plan, **changed), found.version)


def days(site: Site, client: Client) -> dict[str, tuple[str, str | None]]:
    """The items of a client that follow a plan: the day each is due, and how it ended."""
    rows = site.rows(
        "SELECT kind, due_on, outcome FROM follow_up WHERE client_id = :client AND kind IN ('follow_up', 'feedback')"
        " ORDER BY id",
        client=client.id,
    )
    return {kind: (str(due), outcome) for kind, due, outcome in rows}


USUAL = {"follow_up": ("2026-11-01", None), "feedback": ("2026-05-15", None)}


@pytest.mark.parametrize(
    ("changed", "items", "then"),
    [
        ({"interval_months": 12}, 1, {**USUAL, "follow_up": ("2027-05-01", None)}),
        ({"interval_months": 3}, 1, {**USUAL, "follow_up": ("2026-08-01", None)}),
        ({"feedback": False}, 1, {**USUAL, "feedback": ("2026-05-15", "withdrawn")}),
        ({"feedback": False, "interval_months": 12}, 2, {
            "follow_up": ("2027-05-01", None), "feedback": ("2026-05-15", "withdrawn"),
        }),
        ({"short_interventions": 30}, 0, USUAL),
        ({"interviewed": "Alla", "base_form": "grund-kort", "finish_short": True}, 0, USUAL),
    ],
)  # fmt: skip
def test_the_open_items_follow_a_changed_plan(
    sqlite_site: Site, file_book: SqlCasebook, changed: dict[str, Any], items: int, then: dict[str, object]
) -> None:
    client = followed(file_book)
    assert days(sqlite_site, client) == USUAL
    assert put(file_book, **changed) == items
    assert days(sqlite_site, client) == then
    assert agrees(file_book)
    assert put(file_book, **changed) == 0


def test_they_come_back_with_the_plan_before(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    put(book, feedback=False, interval_months=12)
    put(book, feedback=True, interval_months=6)
    assert days(site, client) == USUAL
    assert agrees(book)


def test_what_is_registered_after_a_change_is_by_the_plan_in_force(site: Site, book: SqlCasebook) -> None:
    put(book, interval_months=12, feedback=False)
    client = followed(book)
    assert days(site, client) == {"follow_up": ("2027-05-01", None)}
    put(book, interval_months=6)
    interviewed(book, client, "uppf", date(2026, 10, 1))
    assert days(site, client) == {"follow_up": ("2027-04-01", None)}
    assert agrees(book)


def test_ended_items_keep_their_day_and_postponed_ones_stay(site: Site, book: SqlCasebook) -> None:
    lost, waits = followed(book), followed(book, "Lo")
    book.work.drop_out(aim(book, lost), "SJUK", clock_runs_on=False)
    book.work.postpone(aim(book, waits), date(2026, 12, 24), "på sjukhus")
    put(book, interval_months=12)
    assert days(site, lost)["follow_up"] == ("2026-11-01", "dropout")
    assert days(site, waits)["follow_up"] == ("2026-12-24", None)
    assert agrees(book)


def test_a_client_with_an_interval_of_their_own_keeps_it(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    file = book.files.open(client.code, "test")
    own = replace(file.identity, own_interval=3, interval_reason="önskar tätare")
    book.files.change_identity(client.id, own)
    put(book, interval_months=12, feedback=False)
    assert days(site, client) == {"follow_up": ("2026-08-01", None), "feedback": ("2026-05-15", "withdrawn")}
    file = book.files.open(client.code, "test")
    book.files.change_identity(client.id, replace(file.identity, own_interval=None, interval_reason=""))
    assert days(site, client)["follow_up"] == ("2027-05-01", None)
    assert agrees(book)


@pytest.mark.parametrize(("exempt", "lasted", "due"), [(14, 14, False), (14, 15, True), (0, 1, True)])
def test_a_short_intervention_is_not_followed_up(
    sqlite_site: Site, file_book: SqlCasebook, exempt: int, lasted: int, due: bool
) -> None:
    put(file_book, short_interventions=exempt)
    client, end = added(file_book), date(2026, 9, 1)
    record = Intervention(
        unit=me(file_book).unit.id,
        responsible=me(file_book).id,
        kind="outpatient",
        method="relapse_prevention",
        name="ÅP",
        began_on=date.fromordinal(end.toordinal() - lasted),
        ended_on=end,
        end_reason=EndReason.COMPLETED,
    )
    file_book.interventions.register(client.id, record)
    assert days(sqlite_site, client) == ({"follow_up": ("2027-03-01", None)} if due else {})
    assert agrees(file_book)
    put(file_book, short_interventions=30)
    assert days(sqlite_site, client) == ({"follow_up": ("2027-03-01", "withdrawn")} if due else {})
    put(file_book, short_interventions=exempt)
    assert days(sqlite_site, client) == ({"follow_up": ("2027-03-01", None)} if due else {})
    assert agrees(file_book)


def test_clients_with_protected_identity_follow_too_and_are_not_told_of(
    site: Site, book: SqlCasebook, bo: SqlCasebook
) -> None:
    client = followed(book)
    file = book.files.open(client.code, "test")
    book.files.change_identity(client.id, replace(file.identity, protection=Protection.SECRECY_MARKED))
    assert put(bo, interval_months=12) == 1
    assert days(site, client)["follow_up"] == ("2027-05-01", None)
    assert agrees(book)


def test_other_units_go_on_as_before(site: Site, book: SqlCasebook) -> None:
    syd = site.staffed("cia", "Cia Lind", "Vuxen Syd")
    theirs = followed(syd)
    put(book, interval_months=12)
    assert days(site, theirs) == USUAL
    assert agrees(book)


def test_many_clients_follow_page_by_page(site: Site, book: SqlCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_plans, "CLIENTS_AT_A_TIME", 2)
    clients = [followed(book, name) for name in ("Lo", "Bo", "Åsa", "Ulla", "Kim")]
    assert put(book, interval_months=12) == 5
    assert [days(site, client)["follow_up"] for client in clients] == [("2027-05-01", None)] * 5
    assert agrees(book)


def test_a_change_that_fails_leaves_all_as_it_was(
    site: Site, book: SqlCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = followed(book)

    def fails(*_: object) -> int:
        raise UsageError("no", "", "no")  # type: ignore[arg-type]

    monkeypatch.setattr(unit_plans, "_follow_page", fails)
    with pytest.raises(UsageError):
        put(book, interval_months=12)
    assert days(site, client) == USUAL
    assert book.planning.plan().plan == UnitPlan()
    assert book.planning.history(me(book).unit.id) == ()
    assert agrees(book)


# Kept, and read back


@pytest.mark.usefixtures("bo")
def test_the_whole_plan_is_read_back_and_what_it_was(book: SqlCasebook, clock: Clock) -> None:
    before = book.planning.plan()
    assert before == PlanInForce(unit=me(book).unit, plan=UnitPlan(), is_decided=False, version=1)
    put(book, **{key: getattr(WHOLE, key) for key in UnitPlan.__dataclass_fields__})
    clock.move(days=1)
    put(book, interval_months=6)
    now = book.planning.plan()
    assert now.plan == replace(WHOLE, interval_months=6)
    assert now.is_decided
    latest, first = book.planning.history(now.unit.id)
    assert (latest.by, first.by) == ("Anna Berg", "Anna Berg")
    assert (first.was, first.became) == (UnitPlan(), WHOLE)
    assert (latest.was, latest.became) == (WHOLE, replace(WHOLE, interval_months=6))
    assert latest.at > first.at


@pytest.mark.usefixtures("bo")
def test_what_the_program_obeys_comes_with_the_user(book: SqlCasebook) -> None:
    put(book, **{key: getattr(WHOLE, key) for key in UnitPlan.__dataclass_fields__})
    ways = me(book).unit.ways
    assert (ways.base_form, ways.follow_up_form, ways.earlier) == ("grund-kort", "uppf-kort", "never")
    assert (ways.finish_short, ways.show_ratings, ways.refresher_months) == (False, False, 36)


def test_a_plan_that_somebody_has_changed_meanwhile_is_not_written_over(book: SqlCasebook, bo: SqlCasebook) -> None:
    found = book.planning.plan()
    put(bo, interval_months=12)
    with pytest.raises(TouchedElsewhere, match="Bo Ek changed the plan"):
        book.planning.set_plan(found.unit.id, replace(found.plan, interval_months=3), found.version)
    assert book.planning.plan().plan.interval_months == 12


def test_a_plan_names_accounts_of_those_who_work_here(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="No member of staff has this account"):
        put(book, responsible="nobody")
    assert book.planning.plan().plan == UnitPlan()


def test_units_are_added_and_renamed(site: Site, book: SqlCasebook) -> None:
    unit = book.planning.add_unit(" Ankaret ")
    book.planning.rename_unit(unit.id, "Öppenvården Ankaret")
    assert [one.unit.name for one in book.planning.plans()] == ["Vuxen Norr", "Öppenvården Ankaret"]
    assert book.planning.plan(unit.id).plan == UnitPlan()
    for name, sentence in (("Vuxen Norr", "There is a unit with this name"), (" ", "The unit is empty")):
        with pytest.raises(UsageError, match=sentence):
            book.planning.add_unit(name)


def test_only_some_roles_change_plans_once_somebody_has_one(book: SqlCasebook, bo: SqlCasebook) -> None:
    assert book.planning.may_change()
    book.planning.change_staff(me(bo).id, StaffChange(role=Role.MANAGER))
    assert (book.planning.may_change(), bo.planning.may_change()) == (False, True)
    unit = me(book).unit.id
    for change in (
        lambda: put(book, interval_months=12),
        lambda: book.planning.add_unit("Ny"),
        lambda: book.planning.rename_unit(unit, "Ny"),
        lambda: book.planning.add_staff("cia", "Cia", unit, Role.HANDLER),
        lambda: book.planning.change_staff(me(book).id, StaffChange(role=Role.ADMIN)),
        lambda: book.planning.leave(me(bo).id, TODAY, me(book).id),
    ):
        with pytest.raises(UsageError, match="ask one of them: Bo Ek"):
            change()
    assert put(bo, interval_months=12) == 0
