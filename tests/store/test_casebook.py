"""Staff, clients and the read log, through the casebook."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asi_tui.core.casework import NewClient
from asi_tui.core.identity import show_code
from asi_tui.core.people import Client, Sex
from asi_tui.core.ports import Casebook
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Clock, Site, added, begun, me


def test_the_casebook_is_what_the_core_asks_for(book: SqlCasebook) -> None:
    asked_for: Casebook = book
    assert asked_for.practice


# Staff


def test_an_unknown_account_is_nobody_until_it_registers(site: Site) -> None:
    book = site.open("anna")
    assert book.me() is None
    member = book.register_me(" Anna Berg ", "Vuxen Norr")
    assert (member.account, member.name, member.unit.name) == ("anna", "Anna Berg", "Vuxen Norr")
    assert member.unit.interval_months == 6
    assert book.me() == member


def test_colleagues_share_a_unit_by_its_name(site: Site) -> None:
    first = site.staffed("anna", "Anna Berg", "Vuxen Norr")
    second = site.staffed("bo", "Bo Ek", "Vuxen Norr")
    third = site.staffed("cia", "Cia Åkesson", "Ungdom")
    assert me(first).unit == me(second).unit != me(third).unit


def test_staff_are_listed_in_swedish_order_without_those_who_left(site: Site) -> None:
    book = site.staffed("anna", "Örjan Ek", "U")
    for account, name in [("b", "Åke Ek"), ("c", "Zelda Ek"), ("d", "Gone Ek")]:
        site.staffed(account, name, "U")
    site.change("UPDATE staff SET active = :no WHERE account = 'd'", no=False)
    assert [member.name for member in book.staff()] == ["Zelda Ek", "Åke Ek", "Örjan Ek"]
    assert site.open("d").me() is None


@pytest.mark.parametrize(
    ("name", "unit", "sentence"),
    [("", "U", "name is empty"), (" \x07 ", "U", "name is empty"), ("Bo", "\u200b", "unit is empty")],
)
def test_a_member_of_staff_needs_a_name_and_a_unit(site: Site, name: str, unit: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        site.open("bo").register_me(name, unit)
    assert site.rows("SELECT count(*) FROM unit") == [(0,)]


def test_nobody_registers_twice(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="already"):
        book.register_me("Anna Berg", "Vuxen Norr")


def test_an_account_without_a_member_of_staff_cannot_add_clients(site: Site) -> None:
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("bo").add_client(NewClient(name="Lo"))


# Clients


def test_a_client_is_added_to_my_unit_under_a_new_code(site: Site, book: SqlCasebook) -> None:
    client = book.add_client(NewClient(name="A\u030asa \x1b[1mEk ", born="840517", sex=Sex.WOMAN))
    assert client == Client(
        id=client.id,
        code=client.code,
        name="Åsa [1mEk",
        born="1984-05-17",
        sex=Sex.WOMAN,
        unit="Vuxen Norr",
        interviews=0,
    )
    assert site.rows("SELECT name_key, name_folded, created_by, version FROM client") == [
        (" åsa [1mek", " asa [1mek", me(book).id, 1)
    ]


def test_nothing_but_the_code_is_required_of_a_client(book: SqlCasebook) -> None:
    client = book.add_client(NewClient())
    assert (client.name, client.born, client.sex) == ("", "", Sex.UNKNOWN)


def test_a_client_with_an_impossible_birth_is_not_added(site: Site, book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="future"):
        book.add_client(NewClient(born="2027"))
    assert site.rows("SELECT count(*) FROM client") == [(0,)]
    assert added(book)


def test_a_code_in_use_is_not_given_again(site: Site, book: SqlCasebook) -> None:
    state = site.random.getstate()
    first = added(book)
    site.random.setstate(state)
    assert added(book).code != first.code


def test_a_client_is_found_by_code_as_people_write_it(book: SqlCasebook) -> None:
    client = added(book)
    assert book.client(show_code(client.code).lower(), "casework") == client


def test_an_unknown_code_is_told_apart_from_a_mistyped_one(book: SqlCasebook) -> None:
    code = added(book).code
    with pytest.raises(UsageError, match="No client has this code"):
        book.client("00000000", "casework")
    with pytest.raises(UsageError, match="check symbol"):
        book.client(code[:7] + ("1" if code[7] == "0" else "0"), "casework")


def test_all_clients_come_by_code(book: SqlCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asi_tui.store.casebook._CLIENTS_AT_A_TIME", 2)
    clients = [added(book, f"N {number}") for number in range(5)]
    assert list(book.clients()) == sorted(clients, key=lambda client: client.code)


def test_the_list_of_clients_holds_nobody_up_while_it_is_read(book: SqlCasebook) -> None:
    added(book)
    reading = book.clients()
    next(reading)
    assert added(book)


# The read log


def log(site: Site) -> list[tuple[str, str, bool]]:
    return [
        (account, purpose, interview_id is not None)
        for account, purpose, interview_id in site.rows(
            "SELECT staff.account, purpose, interview_id FROM read_log JOIN staff ON staff.id = staff_id"
            " ORDER BY read_log.id"
        )
    ]


def test_opening_a_client_is_logged_once_in_a_quarter_of_an_hour(site: Site, book: SqlCasebook, clock: Clock) -> None:
    client = added(book)
    for minutes, rows in [(0, 1), (14, 1), (1, 2), (14.9, 2), (0.1, 3)]:
        clock.move(minutes=minutes)
        book.client(client.code, "casework")
        assert len(log(site)) == rows


def test_each_purpose_person_client_and_interview_is_logged(site: Site, book: SqlCasebook) -> None:
    client, other = added(book), added(book)
    interview_id = begun(book, client)
    book.client(client.code, "casework")
    book.client(client.code, "supervision")
    book.client(other.code, "casework")
    book.open_interview(interview_id, "casework")
    book.open_interview(interview_id, "casework")
    site.staffed("bo", "Bo Ek", "Vuxen Norr").client(client.code, "casework")
    assert log(site) == [
        ("anna", "casework", False),
        ("anna", "supervision", False),
        ("anna", "casework", False),
        ("anna", "casework", True),
        ("bo", "casework", False),
    ]


def test_what_is_not_there_is_not_logged(site: Site, book: SqlCasebook) -> None:
    with pytest.raises(UsageError):
        book.client("00000000", "casework")
    with pytest.raises(UsageError, match="no interview"):
        book.open_interview("nothing", "casework")
    assert log(site) == []


def test_an_account_that_is_nobody_opens_nothing(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("bo").client(client.code, "casework")
    assert log(site) == []


def test_moments_are_aware_and_in_utc_on_both_databases(site: Site, book: SqlCasebook, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 21, 23, 30, 0, 123456, tzinfo=UTC).astimezone()
    interview = book.open_interview(begun(book, added(book)), "casework")
    assert interview.keyed_at == clock.now
    assert interview.keyed_at is not None
    assert interview.keyed_at.tzinfo is UTC
