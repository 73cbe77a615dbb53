"""What is done with clients and items costs the same however many there are, and however much has been done before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import EventKind, NewEvent
from asi_tui.core.casework_ports import Target
from asi_tui.core.outcomes import Channel, ContactResult, Means
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, QueueQuery, Scope, Show
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Site, added, begun, interviewed, me
from tests.store.test_plans import Statement, listening, plan
from tests.store.work import LAST_SPRING, target


@dataclass(frozen=True, slots=True)
class Case:
    """A client with a follow-up and a feedback that wait, as somebody has them on the screen."""

    client: Client
    follow_up: list[Target]
    feedback: list[Target]

    @property
    def item(self) -> int:
        return self.follow_up[0].item_id


Act = Callable[[SqlCasebook, Case], object]


def search(words: str, scope: Scope, *, goes_on: bool) -> Act:
    """Look for a client, by the name, by the beginning of the code where no words are given."""
    return lambda book, case: book.queue(
        QueueQuery(
            today=TODAY,
            scope=scope,
            show=Show.FOUND,
            search=words or case.client.code[:5],
            after=case.client.id if goes_on else None,
        )
    )


SEARCHES: dict[str, Act] = {
    f"search {what} {scope}{' next' if goes_on else ''}": search(words, scope, goes_on=goes_on)
    for what, words in {"a name": "maj", "two words": "maj ås", "a code": "", "a number": "19840517"}.items()
    for scope in Scope
    for goes_on in (False, True)
}

READINGS: dict[str, Act] = {
    "who I am": lambda book, case: book.me(),
    "the staff": lambda book, case: book.staff(),
    "the units": lambda book, case: book.work.units(),
    "my settings": lambda book, case: book.settings(),
    "the client's page": lambda book, case: book.files.open(case.client.code, "test"),
    "the client's interviews": lambda book, case: book.interviews(case.client.id),
    "namesakes": lambda book, case: book.files.alike("Maj-Britt Åström", "1984-05-17"),
    "all clients": lambda book, case: list(book.clients()),
    "why it waits": lambda book, case: book.work.why(case.item),
    "a colleague's items": lambda book, case: book.work.open_items(me(book).id),
}

ACTIONS: dict[str, Act] = {
    "a new client": lambda book, case: added(book),
    "a new interview": lambda book, case: begun(book, case.client, "uppf"),
    "an event": lambda book, case: book.files.add_event(case.client.id, NewEvent(kind=EventKind.DECISION, on=TODAY)),
    "postponing": lambda book, case: book.work.postpone(case.follow_up, date(2026, 12, 1), "på sjukhus"),
    "an attempt": lambda book, case: book.work.attempt(
        case.follow_up, TODAY, Channel.PHONE, ContactResult.NO_ANSWER, ""
    ),
    "a drop-out": lambda book, case: book.work.drop_out(case.follow_up, "SJUK"),
    "another way": lambda book, case: book.work.follow_up_otherwise(case.follow_up, Means.CRA, TODAY),
    "feedback": lambda book, case: book.work.give_feedback(case.feedback, TODAY),
    "handing over": lambda book, case: book.work.hand_over_items(case.follow_up, me(book).id),
    "undoing": lambda book, case: book.work.undo(book.work.drop_out(case.follow_up, "SJUK").undo),
}

_SHORT = re.compile(r"SCAN (?:staff|unit|CONSTANT ROW|\(subquery-\d+\))$")
"""Lists that are read whole: the staff and the units, and the empty list that stands for "none of them"."""

_IN_ORDER = re.compile(r"SCAN client USING (?:COVERING )?INDEX client_name$")
"""Clients that are walked through in the order they are shown, as far as the page goes."""

_OWN_ROWS = re.compile(r"SEARCH \w+ USING .*\((?:client_id|interview_id|id)=\?")
"""What is read of a few named clients or interviews; so few rows may be sorted."""


def needless(lines: list[str]) -> list[str]:
    """The steps of a plan that grow with the casebook."""
    scans = [line for line in lines if line.startswith("SCAN") and not (_SHORT.match(line) or _IN_ORDER.match(line))]
    sorts = [line for line in lines if "TEMP B-TREE" in line and not _OWN_ROWS.match(lines[0])]
    return [*scans, *sorts, *(line for line in lines if "AUTOMATIC" in line)]


SORT, BY_BIRTH = "USE TEMP B-TREE FOR ORDER BY", "SEARCH client USING INDEX client_born (born=?)"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["SCAN interview"], ["SCAN interview"]),
        (["SCAN client USING INDEX client_born"], ["SCAN client USING INDEX client_born"]),
        ([BY_BIRTH, SORT], [SORT]),
        (["SEARCH consent USING INDEX consent_newest (client_id=?)", SORT], []),
        (["SCAN staff"], []),
    ],
)
def test_a_step_that_grows_is_recognised(lines: list[str], found: list[str]) -> None:
    assert needless(lines) == found


@pytest.fixture
def sqlite_book(sqlite_site: Site) -> SqlCasebook:
    return sqlite_site.staffed("anna", "Anna Berg", "Vuxen Norr")


def a_case(book: SqlCasebook, interviews: int = 1) -> Case:
    """A client with so many interviews, the last of which the follow-up counts from; one remark is written."""
    client = added(book)
    for place in reversed(range(interviews)):
        form = "grund" if place == interviews - 1 else "uppf"
        interview_id = interviewed(book, client, form, on=LAST_SPRING - timedelta(days=200 * place))
    book.write_remark(interview_id, Remark(about="D1", text="ord"))
    rows = [row for row in book.files.open(client.code, "test").rows if row.item_id is not None]
    of_kind = {kind: [target(row) for row in rows if row.kind is kind][:1] for kind in ItemKind}
    return Case(client, of_kind[ItemKind.FOLLOW_UP], of_kind[ItemKind.FEEDBACK])


def heard(book: SqlCasebook, act: Act, case: Case) -> list[Statement]:
    with listening(book) as statements:
        act(book, case)
    return statements


@pytest.mark.parametrize("acts", [SEARCHES, READINGS, ACTIONS], ids=["searches", "readings", "actions"])
def test_no_growing_table_is_scanned_and_none_is_sorted(
    sqlite_site: Site, sqlite_book: SqlCasebook, acts: dict[str, Act]
) -> None:
    begun(sqlite_book, added(sqlite_book))
    for name, act in acts.items():
        statements = heard(sqlite_book, act, a_case(sqlite_book))
        plans = [(statement, plan(sqlite_site, [(statement, values)])) for statement, values in statements]
        assert any(lines for _, lines in plans), name
        assert [(name, statement, found) for statement, lines in plans if (found := needless(lines))] == []


def test_a_page_of_fifty_rows_takes_the_statements_of_one_of_twelve(sqlite_book: SqlCasebook) -> None:
    def statements_with(clients: int) -> dict[Show, int]:
        for _ in range(clients):
            case = a_case(sqlite_book)
            begun(sqlite_book, case.client)
        told = {}
        for show in Show:
            query = QueueQuery(today=TODAY, show=show, search="maj")
            told[show] = len(heard(sqlite_book, lambda book, _case, query=query: book.queue(query), case))  # type: ignore[misc]
        return told

    of_twelve = statements_with(12)
    assert statements_with(38) == of_twelve
    assert min(of_twelve.values()) > 1


LONG_CASES: dict[str, Act] = {
    name: (READINGS | ACTIONS)[name]
    for name in ("the client's page", "the client's interviews", "why it waits", "an attempt", "an event")
}


def test_a_client_with_twenty_interviews_takes_the_statements_of_one_with_two(sqlite_book: SqlCasebook) -> None:
    def statements_with(interviews: int) -> dict[str, int]:
        case = a_case(sqlite_book, interviews)
        return {name: len(heard(sqlite_book, act, case)) for name, act in LONG_CASES.items()}

    # What is done for the first time in a session may read what is kept from then on.
    statements_with(2)
    assert statements_with(20) == statements_with(2)
