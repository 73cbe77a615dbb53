"""The lists of the start screen and the numbers above them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asi_tui.core.casework import NewClient
from asi_tui.core.followup import DueState, add_months, state_on
from asi_tui.core.identity import name_matches, show_code
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind, QueueCounts, QueueQuery, QueueRow, Scope, Show
from asi_tui.errors import UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Clock, Site, added, begun, completed, counts, interviewed, me, queue, value


def names(rows: list[QueueRow]) -> list[str]:
    return [row.client.name for row in rows]


def due_in(book: SqlCasebook, days: int, name: str) -> None:
    """A client whose follow-up falls due so many days from today (given in days that six months can lead to)."""
    due_on = TODAY + timedelta(days=days)
    anchor = add_months(due_on, -6)
    assert add_months(anchor, 6) == due_on
    client = added(book, name)
    draft = begun(book, client, on=anchor)
    completed(book, draft, today=max(TODAY, anchor))


# Due items


def test_the_queue_shows_the_most_overdue_first_and_nothing_that_is_later(book: SqlCasebook) -> None:
    for days in (60, 0, -100, -61, 30, 61, -91, -60):
        due_in(book, days, f"{days}")
    rows = queue(book)
    assert names(rows) == ["-100", "-91", "-61", "-60", "0", "30", "60"]
    assert [state_on(row.due_on, TODAY) for row in rows if row.due_on] == [
        DueState.LONG_OVERDUE,
        DueState.LONG_OVERDUE,
        DueState.OVERDUE,
        DueState.IN_WINDOW,
        DueState.IN_WINDOW,
        DueState.IN_WINDOW,
        DueState.COMING,
    ]
    assert counts(book) == QueueCounts(
        long_overdue=2, overdue=1, in_window=3, coming=1, drafts=0, unrated=8, unsigned=8, has_clients=True
    )


def test_items_due_on_the_same_day_come_by_age_and_are_paged_without_loss(book: SqlCasebook) -> None:
    for number in range(7):
        due_in(book, -5, f"{number}")
    assert names(queue(book)) == [f"{number}" for number in range(7)]


def test_a_due_item_says_what_it_asks_for(book: SqlCasebook) -> None:
    client = added(book, "Maj-Britt Andersson")
    interviewed(book, client, "grund-kort", date(2026, 2, 14))
    (row,) = queue(book)
    assert (row.client.code, row.client.interviews, row.initials) == (client.code, 1, "M-B A")
    assert (row.kind, row.due_on, row.responsible) == (ItemKind.FOLLOW_UP, date(2026, 8, 14), "Anna Berg")
    assert (row.anchor, row.anchor_form) == (date(2026, 2, 14), "grund-kort")
    assert (row.interview_id, row.state, row.form, row.answered) == (None, None, None, 0)
    assert row.item_id is not None


def test_a_due_item_leads_to_its_draft(book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, "grund", date(2026, 2, 14))
    draft = begun(book, client, "uppf")
    last = book.record(draft, "D1", value("1"), 0)
    book.record(draft, "D1", value("2"), last)
    (row,) = queue(book)
    assert (row.interview_id, row.state, row.form, row.answered) == (draft, InterviewState.DRAFT, "uppf", 1)
    assert (row.anchor, row.anchor_form) == (date(2026, 2, 14), "grund")


@pytest.fixture
def colleagues(site: Site) -> dict[str, SqlCasebook]:
    """Anna and Bo of the north, Cia of the south."""
    return {
        "anna": site.staffed("anna", "Anna Berg", "Norr"),
        "bo": site.staffed("bo", "Bo Ek", "Norr"),
        "cia": site.staffed("cia", "Cia Lind", "Söder"),
    }


SCOPES = [
    ("anna", Scope.MINE, ["a", "ab"]),
    ("bo", Scope.MINE, ["b"]),
    ("cia", Scope.MINE, ["c"]),
    ("anna", Scope.UNIT, ["a", "ab", "b"]),
    ("bo", Scope.UNIT, ["a", "ab", "b"]),
    ("cia", Scope.UNIT, ["c"]),
    ("anna", Scope.ALL, ["a", "ab", "b", "c"]),
    ("cia", Scope.ALL, ["a", "ab", "b", "c"]),
]


@pytest.mark.parametrize(("who", "scope", "shown"), SCOPES)
def test_a_scope_shows_the_items_of_its_people(
    colleagues: dict[str, SqlCasebook], who: str, scope: Scope, shown: list[str]
) -> None:
    anna, bo, cia = colleagues.values()
    for book, name, interviewer in [(anna, "a", anna), (bo, "ab", anna), (bo, "b", bo), (cia, "c", cia)]:
        interviewed(book, added(book, name), on=date(2026, 5, 1), interviewer=me(interviewer).id)
    book = colleagues[who]
    assert sorted(names(queue(book, scope=scope))) == shown
    assert counts(book, scope).in_window == len(shown)


# Unfinished interviews


@pytest.mark.parametrize(
    ("who", "scope", "shown"),
    [
        ("anna", Scope.MINE, ["ab", "a"]),
        ("bo", Scope.MINE, ["b", "ab"]),
        ("cia", Scope.MINE, ["c"]),
        ("bo", Scope.UNIT, ["b", "ab", "a"]),
        ("cia", Scope.ALL, ["c", "b", "ab", "a"]),
    ],
)
@pytest.mark.parametrize("show", [Show.DRAFTS, Show.UNRATED, Show.UNSIGNED])
def test_a_scope_shows_the_interviews_that_its_people_held_or_keyed_newest_first(
    colleagues: dict[str, SqlCasebook], clock: Clock, show: Show, who: str, scope: Scope, shown: list[str]
) -> None:
    anna, bo, cia = colleagues.values()
    for book, name, interviewer in [(anna, "a", anna), (bo, "ab", anna), (bo, "b", bo), (cia, "c", cia)]:
        clock.move(minutes=1)
        (begun if show is Show.DRAFTS else interviewed)(book, added(book, name), interviewer=me(interviewer).id)
    book = colleagues[who]
    assert names(queue(book, show, scope)) == shown
    number = len(shown)
    assert counts(book, scope) == QueueCounts(
        drafts=number if show is Show.DRAFTS else 0,
        unrated=0 if show is Show.DRAFTS else number,
        unsigned=0 if show is Show.DRAFTS else number,
        has_clients=counts(book, scope).has_clients,
    )


def test_interviews_move_from_list_to_list_with_their_state(site: Site, book: SqlCasebook, clock: Clock) -> None:
    ids = {}
    for state in InterviewState:
        clock.move(minutes=1)
        ids[state] = begun(book, added(book, state.value))
        site.change("UPDATE interview SET state = :state WHERE id = :id", state=state.value, id=ids[state])
    assert names(queue(book, Show.DRAFTS)) == ["draft"]
    assert names(queue(book, Show.UNRATED)) == ["complete"]
    assert names(queue(book, Show.UNSIGNED)) == ["rated", "complete"]
    assert counts(book) == QueueCounts(drafts=1, unrated=1, unsigned=2, has_clients=True)


def test_an_unfinished_interview_says_whose_it_is(book: SqlCasebook) -> None:
    client = added(book, "Lo")
    draft = begun(book, client, "grund", date(2026, 11, 3))
    (row,) = queue(book, Show.DRAFTS)
    assert (row.interview_id, row.state, row.form, row.initials) == (draft, InterviewState.DRAFT, "grund", "L")
    assert (row.anchor, row.anchor_form, row.responsible) == (date(2026, 11, 3), "grund", "Anna Berg")
    assert (row.item_id, row.due_on) == (None, None)


def test_clients_nobody_has_interviewed_follow_the_drafts(book: SqlCasebook, clock: Clock) -> None:
    for name in ("draft 1", "new 1", "draft 2", "new 2", "done", "draft 3", "new 3"):
        clock.move(minutes=1)
        client = added(book, name)
        if name == "done":
            interviewed(book, client)
        elif name.startswith("draft"):
            begun(book, client)
    rows = queue(book, Show.DRAFTS)
    assert names(rows) == ["draft 3", "draft 2", "draft 1", "new 3", "new 2", "new 1"]
    assert [(row.form, row.interview_id, row.responsible) for row in rows[3:]] == [(None, None, "Anna Berg")] * 3
    assert counts(book).drafts == 3


@pytest.mark.parametrize(
    ("who", "scope", "shown"),
    [("anna", Scope.MINE, ["a"]), ("anna", Scope.UNIT, ["b", "a"]), ("anna", Scope.ALL, ["c", "b", "a"])],
)
def test_a_scope_shows_the_new_clients_its_people_added(
    colleagues: dict[str, SqlCasebook], clock: Clock, who: str, scope: Scope, shown: list[str]
) -> None:
    for name, book in zip("abc", colleagues.values(), strict=True):
        clock.move(minutes=1)
        added(book, name)
    assert names(queue(colleagues[who], Show.DRAFTS, scope)) == shown
    assert counts(colleagues[who], scope).has_clients == bool(shown)


def test_my_clients_are_those_i_added_follow_up_or_interview(colleagues: dict[str, SqlCasebook]) -> None:
    anna, bo, _ = colleagues.values()
    added(anna, "added")
    begun(anna, added(bo, "keyed"), interviewer=me(bo).id)
    begun(bo, added(bo, "interviewed"), interviewer=me(anna).id)
    interviewed(bo, added(bo, "followed up"), on=date(2026, 5, 1), interviewer=me(anna).id)
    added(bo, "other")
    mine = ["added", "followed up", "interviewed", "keyed"]
    assert names(queue(anna, Show.FOUND, Scope.MINE)) == mine
    assert counts(anna, Scope.MINE).has_clients


# Search


def test_clients_are_found_by_the_beginning_of_their_code(book: SqlCasebook) -> None:
    clients = [added(book, f"Namn {number}") for number in range(5)]
    for client in clients:
        typed = show_code(client.code)
        assert names(queue(book, Show.FOUND, search=typed.lower())) == [client.name]
        assert client.name in names(queue(book, Show.FOUND, search=typed[:1]))


NAMES = ["Åsa Bergström", "Asa Berg", "Maj-Britt Öberg", "100% _säker_", "", "André Ek", "Ǻsa \\ Lind"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("åsa", ["Åsa Bergström"]),
        ("asa b", ["Asa Berg", "Åsa Bergström"]),
        ("britt", ["Maj-Britt Öberg"]),
        ("öb maj", ["Maj-Britt Öberg"]),
        ("%", []),
        ("100%", ["100% _säker_"]),
        ("_", ["100% _säker_"]),
        ("\\", ["Ǻsa \\ Lind"]),
        ("andré", ["André Ek"]),
        ("zzz", []),
    ],
)
def test_clients_are_found_by_the_words_of_their_names(book: SqlCasebook, search: str, found: list[str]) -> None:
    for name in NAMES:
        added(book, name)
    assert names(queue(book, Show.FOUND, search=search)) == found


def test_an_empty_search_finds_all_by_name(book: SqlCasebook) -> None:
    for name in ("b", "a", "c", "a", ""):
        added(book, name)
    assert names(queue(book, Show.FOUND)) == ["", "a", "a", "b", "c"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    found=st.lists(st.text(alphabet="aAåäÅoöéÉ -%_/'", max_size=8), min_size=1, max_size=5),
    search=st.text(alphabet="aåäoöÖé -%_/'", max_size=4),
)
def test_the_database_finds_what_the_rule_of_search_matches(site: Site, found: list[str], search: str) -> None:
    book = site.open("anna")
    if book.me() is None:
        book.register_me("Anna Berg", "Vuxen Norr")
    site.change("DELETE FROM client")
    clients = [book.add_client(NewClient(name=name)) for name in found]
    typed = search.upper().translate({ord("O"): "0", ord(" "): None, ord("-"): None})
    expected = {
        client.id
        for client in clients
        if (name_matches(search, client.name) and search.strip(" -"))
        or (typed and client.code.startswith(typed))
        or not search.strip(" -")
    }
    assert {row.client.id for row in queue(book, Show.FOUND, search=search)} == expected
    book.close()


def test_a_found_client_shows_what_waits(book: SqlCasebook, clock: Clock) -> None:
    due_one, with_draft, both, new, done_later = (added(book, name) for name in "abcde")
    interviewed(book, due_one, on=date(2026, 5, 1))
    begun(book, with_draft)
    clock.move(minutes=1)
    newest = begun(book, with_draft, "grund-kort")
    interviewed(book, both, on=date(2026, 5, 1))
    base = begun(book, both)
    interviewed(book, done_later)
    rows = {row.client.name: row for row in queue(book, Show.FOUND)}
    assert rows["a"].due_on == date(2026, 11, 1)
    assert (rows["b"].interview_id, rows["b"].form, rows["b"].item_id) == (newest, "grund-kort", None)
    assert (rows["c"].due_on, rows["c"].interview_id, rows["c"].form) == (date(2026, 11, 1), base, "grund")
    assert (rows["c"].anchor, rows["c"].anchor_form) == (date(2026, 5, 1), "grund")
    assert (rows["d"].client.id, rows["d"].item_id, rows["d"].interview_id) == (new.id, None, None)
    assert rows["e"].due_on == date(2027, 5, 21)
    assert {row.responsible for row in rows.values()} == {"Anna Berg"}


# Pages


@pytest.mark.parametrize("show", [Show.DUE, Show.DRAFTS, Show.UNRATED, Show.UNSIGNED])
def test_a_place_that_no_list_has_is_refused(book: SqlCasebook, show: Show) -> None:
    with pytest.raises(UsageError, match="next page"):
        book.queue(QueueQuery(today=TODAY, show=show, after="nowhere"))


@pytest.mark.parametrize("show", list(Show))
def test_a_page_that_holds_all_has_no_next(book: SqlCasebook, show: Show) -> None:
    for _ in range(3):
        client = added(book)
        if show is Show.DUE:
            interviewed(book, client, on=date(2026, 5, 1))
        elif show is not Show.FOUND:
            (begun if show is Show.DRAFTS else interviewed)(book, client)
    page = book.queue(QueueQuery(today=TODAY, show=show, kind=ItemKind.FOLLOW_UP, size=3))
    assert (len(page.rows), page.next_key) == (3, None)
    page = book.queue(QueueQuery(today=TODAY, show=show, kind=ItemKind.FOLLOW_UP, size=2))
    assert len(page.rows) == 2
    assert page.next_key


def test_an_item_closed_between_two_pages_loses_no_other(site: Site, book: SqlCasebook) -> None:
    for number in range(4):
        due_in(book, number - 10, f"{number}")
    first = book.queue(QueueQuery(today=TODAY, size=2))
    site.change("UPDATE follow_up SET closed_at = opens_on WHERE id = :id", id=first.rows[1].item_id)
    second = book.queue(QueueQuery(today=TODAY, size=2, after=first.next_key))
    assert names([*first.rows, *second.rows]) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("scope", [Scope.MINE, Scope.UNIT])
def test_an_account_that_is_nobody_has_no_lists_of_its_own(site: Site, scope: Scope) -> None:
    cron = site.open("cron")
    for ask in (cron.queue, cron.counts):
        with pytest.raises(UsageError, match="not a member of staff"):
            ask(QueueQuery(today=TODAY, scope=scope))


def test_an_account_that_is_nobody_may_ask_for_the_lists_of_all(site: Site, book: SqlCasebook) -> None:
    interviewed(book, added(book), on=date(2026, 5, 1))
    cron = site.open("cron")
    assert queue(cron, scope=Scope.ALL) == queue(book, scope=Scope.ALL)
    assert counts(cron, Scope.ALL).in_window == 1
