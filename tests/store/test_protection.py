"""A client with a protected identity is there for the staff who are named, and for nobody else, by whatever path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from asi_tui.core.case_events import EventKind, NewEvent
from asi_tui.core.casework import Completion
from asi_tui.core.casework_ports import Target
from asi_tui.core.client_file import Consent, ConsentKind, Protection
from asi_tui.core.happenings import CaseChange
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client
from asi_tui.core.queue import QueueQuery, Scope, Show
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import INSTRUMENT, TODAY, Site, added, begun, counts, head, interviewed, me, queue, value
from tests.store.work import LAST_SPRING, aim, row_of


def protect(book: SqlCasebook, client: Client, kind: Protection = Protection.SECRECY_MARKED, *named: str) -> None:
    identity = book.files.open(client.code, "test").identity
    book.files.change_identity(client.id, replace(identity, protection=kind), named=named)


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A colleague in the same unit who is not named."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


class Hidden:
    """A protected client of Anna's with an interview, a draft and items, and one that everybody sees."""

    def __init__(self, book: SqlCasebook) -> None:
        self.client = added(book, "Anna-Lena Hemlig")
        self.interview = interviewed(book, self.client, on=LAST_SPRING)
        self.draft = begun(book, self.client, "uppf")
        self.target = aim(book, self.client)
        self.plain = added(book, "Lo")
        protect(book, self.client)


@pytest.fixture
def hidden(book: SqlCasebook, bo: SqlCasebook) -> Hidden:
    return Hidden(book)


LISTS = [(show, scope) for show in Show for scope in Scope]


@pytest.mark.parametrize(("show", "scope"), LISTS)
def test_no_list_of_others_holds_the_client(bo: SqlCasebook, hidden: Hidden, show: Show, scope: Scope) -> None:
    assert hidden.client.id not in {row.client.id for row in queue(bo, show, scope, kind=None)}


@pytest.mark.parametrize(("show", "scope"), LISTS)
def test_whoever_is_named_gets_the_client_by_code_alone(
    book: SqlCasebook, hidden: Hidden, show: Show, scope: Scope
) -> None:
    rows = [row for row in queue(book, show, scope, kind=None) if row.client.id == hidden.client.id]
    assert rows
    assert {(row.client.name, row.initials, row.client.protected) for row in rows} == {("", "", True)}


@pytest.mark.parametrize("scope", list(Scope))
def test_the_numbers_count_what_the_lists_show(
    book: SqlCasebook, bo: SqlCasebook, hidden: Hidden, scope: Scope
) -> None:
    for reader in (book, bo):
        number = counts(reader, scope, kind=None)
        due = number.long_overdue + number.overdue + number.in_window + number.coming
        assert due == len(queue(reader, scope=scope, kind=None))
        assert number.unrated == len(queue(reader, Show.UNRATED, scope))
        assert number.drafts == len([row for row in queue(reader, Show.DRAFTS, scope) if row.interview_id])
        assert number.has_clients == bool(queue(reader, Show.FOUND, scope))


@pytest.mark.parametrize("search", ["hemlig", "Anna-Lena"])
def test_a_search_finds_the_client_for_nobody_else(
    book: SqlCasebook, bo: SqlCasebook, hidden: Hidden, search: str
) -> None:
    assert queue(bo, Show.FOUND, Scope.ALL, search=search) == []
    assert queue(bo, Show.FOUND, Scope.ALL, search=hidden.client.code) == []
    assert [row.client.code for row in queue(book, Show.FOUND, search=search)] == [hidden.client.code]


VALUES = Completion(ended_early=None, values={})

PATHS: dict[str, Callable[[SqlCasebook, Hidden], object]] = {
    "client": lambda b, h: b.client(h.client.code, "test"),
    "open": lambda b, h: b.files.open(h.client.code, "test"),
    "begin": lambda b, h: b.begin_interview(h.client.id, head(b), INSTRUMENT),
    "open interview": lambda b, h: b.open_interview(h.interview, "test"),
    "change head": lambda b, h: b.change_head(h.draft, head(b), 1),
    "hold": lambda b, h: b.hold(h.draft, take_over=True),
    "answer": lambda b, h: b.record(h.draft, "D1", value("1"), 0),
    "complete": lambda b, h: b.complete(h.draft, VALUES, TODAY),
    "settle": lambda b, h: b.settle(h.interview, InterviewState.RATED, VALUES),
    "sign": lambda b, h: b.sign(h.interview, "chef"),
    "correct": lambda b, h: b.correct(h.interview, "D1", value("1"), reason="a", last_seen=0, completion=VALUES),
    "postpone": lambda b, h: b.work.postpone(h.target, date(2026, 12, 1), "a"),
    "order": lambda b, h: b.work.order_base(h.client.id, TODAY, me(b).id),
    "why": lambda b, h: b.work.why(h.target[0].item_id),
    "consent": lambda b, h: b.files.set_consent(h.client.id, Consent(kind=ConsentKind.RESEARCH)),
    "event": lambda b, h: b.files.add_event(h.client.id, NewEvent(kind=EventKind.CARE_PLAN, on=TODAY)),
    "case": lambda b, h: b.files.change_case(h.client.id, CaseChange.MOVED, TODAY),
}


@pytest.mark.parametrize("name", PATHS)
def test_nobody_else_comes_to_the_client_by_any_path(bo: SqlCasebook, hidden: Hidden, name: str) -> None:
    with pytest.raises(UsageError, match=r"No client has this code|no such|no interview"):
        PATHS[name](bo, hidden)


def test_what_is_said_does_not_tell_a_hidden_client_from_none(bo: SqlCasebook, hidden: Hidden) -> None:
    until = date(2026, 12, 1)
    pairs: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: bo.client(hidden.client.code, "test"), lambda: bo.client("00000000", "test")),
        (
            lambda: bo.work.postpone(hidden.target, until, "a"),
            lambda: bo.work.postpone([Target(999, 1)], until, "a"),
        ),
    ]
    for pair in pairs:
        said = []
        for ask in pair:
            with pytest.raises(UsageError) as told:
                ask()
            said.append((told.value.what, told.value.remedy))
        assert said[0] == said[1]


def test_others_have_no_list_of_the_client(book: SqlCasebook, bo: SqlCasebook, hidden: Hidden, site: Site) -> None:
    assert bo.interviews(hidden.client.id) == ()
    assert [client.code for client in bo.clients()] == [hidden.plain.code]
    assert {client.code for client in book.clients()} == {hidden.plain.code, hidden.client.code}
    assert [client.code for client in site.open("cron").clients()] == [hidden.plain.code]
    assert queue(site.open("cron"), scope=Scope.ALL, kind=None) == []
    assert bo.work.open_items(me(book).id) == 0 < book.work.open_items(me(book).id)
    assert bo.files.alike("Anna-Lena Hemlig", "1980-01-01") == ()


def test_the_doctor_does_not_tell_others_the_code(
    site: Site, book: SqlCasebook, bo: SqlCasebook, hidden: Hidden
) -> None:
    site.change("UPDATE follow_up SET due_on = '2026-01-01' WHERE closed_at IS NULL AND kind = 'follow_up'")
    assert [code for code, _, _ in bo.work.differences()] == [""]
    assert [code for code, _, _ in book.work.differences()] == [hidden.client.code]
    assert bo.work.repair() == 1
    assert list(book.work.differences()) == []


def test_whoever_is_named_works_as_with_any_client(book: SqlCasebook, hidden: Hidden) -> None:
    book.work.postpone(hidden_target(book, hidden), date(2026, 12, 1), "a")
    assert book.files.open(hidden.client.code, "test").identity.name == "Anna-Lena Hemlig"
    assert book.open_interview(hidden.interview, "test").client.name == ""
    assert book.files.open(hidden.client.code, "test").named == (me(book).id,)


def hidden_target(book: SqlCasebook, hidden: Hidden) -> list[Target]:
    row = row_of(book, hidden.client)
    assert row.item_id is not None
    return [Target(row.item_id, row.version)]


def test_items_go_only_to_those_who_are_named(book: SqlCasebook, bo: SqlCasebook, hidden: Hidden) -> None:
    at = hidden_target(book, hidden)
    acts: list[Callable[[], object]] = [
        lambda: book.work.hand_over_items(at, me(bo).id),
        lambda: book.work.hand_over(me(book).id, me(bo).id),
        lambda: book.work.commission(at, to_staff=me(bo).id, to_unit=None, may_read=None),
        lambda: book.work.order_base(hidden.client.id, TODAY, me(bo).id),
    ]
    for act in acts:
        with pytest.raises(UsageError, match="Bo Ek is not named"):
            act()
    with pytest.raises(UsageError, match="not to a unit"):
        book.work.commission(at, to_staff=None, to_unit=me(bo).unit.id, may_read=None)


def test_colleagues_are_named_and_struck_out(book: SqlCasebook, bo: SqlCasebook, hidden: Hidden) -> None:
    file = book.files.open(hidden.client.code, "test")
    book.files.change_identity(hidden.client.id, file.identity, named=[me(book).id, me(bo).id])
    assert bo.client(hidden.client.code, "test").protected
    file = bo.files.open(hidden.client.code, "test")
    with pytest.raises(UsageError, match="Nobody would see"):
        bo.files.change_identity(hidden.client.id, file.identity, named=[])
    with pytest.raises(UsageError, match="not a member of staff"):
        bo.files.change_identity(hidden.client.id, file.identity, named=["x"])
    bo.files.change_identity(hidden.client.id, file.identity, named=[me(bo).id])
    with pytest.raises(UsageError, match="No client has this code"):
        book.client(hidden.client.code, "test")


def test_a_client_who_is_no_longer_protected_is_there_for_all(
    book: SqlCasebook, bo: SqlCasebook, hidden: Hidden
) -> None:
    protect(book, hidden.client, Protection.NONE)
    assert bo.client(hidden.client.code, "test").name == "Anna-Lena Hemlig"
    assert len(queue(bo)) == 1
    assert book.files.open(hidden.client.code, "test").named == ()


def test_items_made_later_are_hidden_too(site: Site, book: SqlCasebook, bo: SqlCasebook, hidden: Hidden) -> None:
    book.complete(hidden.draft, VALUES, TODAY)
    later = TODAY.replace(year=2027, month=5)
    assert queue(bo, scope=Scope.ALL, kind=None, today=later) == []
    assert queue(book, scope=Scope.ALL, kind=None, today=later)


def test_pages_hold_each_row_once_with_hidden_ones_among_them(book: SqlCasebook, bo: SqlCasebook) -> None:
    for number in range(7):
        client = added(book, f"{number}")
        interviewed(book, client, on=LAST_SPRING)
        if number % 3 == 0:
            protect(book, client)
    for show in (Show.DUE, Show.UNRATED, Show.FOUND):
        for scope in Scope:
            whole = book.queue(QueueQuery(today=TODAY, show=show, scope=scope)).rows
            paged = queue(book, show, scope, kind=None)
            assert [row.client.id for row in paged] == [row.client.id for row in whole]
            assert len({row.client.id for row in queue(bo, show, scope, kind=None)}) in (0, 4)


@pytest.mark.parametrize(
    ("kind", "telephone", "kept"),
    [
        (Protection.SECRECY_MARKED, "070-1", {"name", "telephone", "protection"}),
        (Protection.PROTECTED_REGISTRATION, "", {"name", "protection"}),
        (Protection.ASSIGNED_IDENTITY, "", {"protection"}),
    ],
)
def test_the_stronger_kinds_keep_nothing_that_leads_to_the_client(
    book: SqlCasebook, kind: Protection, telephone: str, kept: set[str]
) -> None:
    client = added(book, "Förr Hette")
    identity = book.files.open(client.code, "test").identity
    book.files.change_identity(client.id, replace(identity, name="Nu Heter", telephone="070-0"))
    identity = book.files.open(client.code, "test").identity
    book.files.change_identity(client.id, replace(identity, protection=kind, telephone="070-1"))
    file = book.files.open(client.code, "test")
    assert file.identity.telephone == telephone
    assert {change.field for change in file.changes} == kept
