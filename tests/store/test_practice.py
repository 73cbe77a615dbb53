"""The practice casebook: who is in it, what falls due on the start screen, and when everything happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import asi_tui.practice
from asi_tui.core.client_file import ConsentKind
from asi_tui.core.followup import DueState, days_over, due_after, state_on
from asi_tui.core.happenings import Ending
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import DROPOUTS
from asi_tui.core.queue import ItemKind, QueueCounts, QueueRow, Scope, Show
from asi_tui.errors import DatabaseError, UsageError
from asi_tui.instruments import read_document
from asi_tui.practice import clients
from asi_tui.practice import site as practice_site
from asi_tui.store.casebook import SqlCasebook, open_casebook
from asi_tui.store.practice import open_practice
from tests.store.practised import NUMBERED, Tables, opened, opened_by_karin, read_tables, stored, told
from tests.store.site import TODAY, Site, counts, queue

DAYS = [date(2026, 11, 21), date(2028, 2, 29), date(2027, 8, 31), date(2027, 3, 1), date(2027, 3, 31), date(2027, 1, 1)]
"""Days to practise on: an ordinary one, and those where months have no such day or the year turns."""

WHO = {
    "K7X2MQ3F": (67, "woman", "Vuxen Norr"),
    "7M6ETZWT": (22, "man", "Vuxen Syd"),
    "F057J6WX": (34, "man", "Vuxen Norr"),
    "0ZMDSGPD": (45, "woman", "Vuxen Syd"),
    "PR4N5JJP": (58, "man", "Vuxen Norr"),
    "X9K1QQXD": (29, "woman", "Öppenvården Ankaret"),
    "V5SZ7VZS": (51, "man", "Vuxen Syd"),
    "SGTY1E8X": (25, "unknown", "Vuxen Norr"),
    "36VY9YE7": (62, "woman", "Vuxen Syd"),
    "7XYGSKY2": (39, "man", "Vuxen Norr"),
}
PROTECTED = "0ZMDSGPD"
CLOSED = {"PR4N5JJP": "deceased", "36VY9YE7": "case_closed", "7XYGSKY2": "moved"}
VISIBLE = [code for code in WHO if code != PROTECTED]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice") / "practice.db"


@pytest.fixture(scope="module")
def kept(place: Path) -> Iterator[SqlCasebook]:
    """The practice casebook of an ordinary day; the tests that share it only read."""
    with closing(opened(place)) as book:
        yield book


@pytest.fixture(scope="module")
def tables(place: Path, kept: SqlCasebook) -> Tables:
    return read_tables(place)


# The people


@pytest.fixture
def whole(place: Path, kept: SqlCasebook) -> Iterator[SqlCasebook]:
    """The same as Karin Lund opens it, who is named for the protected client."""
    with closing(opened_by_karin(place)) as book:
        yield book


@pytest.mark.parametrize("code", WHO)
def test_the_clients_are_those_of_the_cases(whole: SqlCasebook, code: str) -> None:
    client = whole.client(code, "test")
    age, sex, unit = WHO[code]
    born = date.fromisoformat(client.born if "-" in client.born else f"{client.born}-01-01")
    assert (client.sex, client.unit) == (sex, unit)
    assert TODAY.year - born.year - ((born.month, born.day) > (TODAY.month, TODAY.day)) == age
    assert bool(client.name) == (code != PROTECTED)


def test_the_archive_case_is_born_on_a_fifteenth(kept: SqlCasebook) -> None:
    assert kept.client("36VY9YE7", "test").born.endswith("-15")


def test_anna_berg_practises(kept: SqlCasebook) -> None:
    me = kept.me()
    assert me is not None
    assert (me.name, me.unit.name) == ("Anna Berg", "Vuxen Norr")
    assert {member.unit.name for member in kept.staff()} == {"Vuxen Norr", "Vuxen Syd", "Öppenvården Ankaret"}


def test_the_protected_client_is_there_for_two_colleagues_and_not_for_anna(
    kept: SqlCasebook, whole: SqlCasebook
) -> None:
    assert len(whole.files.open(PROTECTED, "test").named) == 2
    with pytest.raises(UsageError, match="No client has this code"):
        kept.client(PROTECTED, "test")
    for show in Show:
        assert PROTECTED not in {row.client.code for row in queue(kept, show, Scope.ALL, kind=None)}
    assert PROTECTED in {row.client.code for row in queue(whole, scope=Scope.ALL, kind=None)}


def test_every_kind_ending_and_reason_can_be_looked_at(tables: Tables) -> None:
    rows = tables["follow_up"]
    assert {row["kind"] for row in rows if row["outcome"] is None} == set(ItemKind)
    assert {row["outcome"] for row in rows} >= set(Ending) - {Ending.RE_ANCHORED, Ending.WITHDRAWN}
    assert {row["reason"] for row in rows} >= set(DROPOUTS)
    assert {row["kind"] for row in tables["consent"]} == set(ConsentKind)
    assert any(row["paused"] for row in rows)
    assert any(row["to_unit"] and row["may_read"] for row in rows)


def test_the_items_are_those_of_the_rules(kept: SqlCasebook) -> None:
    assert list(kept.work.differences()) == []


def test_a_follow_up_refers_to_the_interview_before_it(whole: SqlCasebook) -> None:
    for code, number in NUMBERED:
        ids = [interview.id for interview in whole.interviews(whole.client(code, "test").id)]
        assert stored(whole, code, number).head.refers_to == (ids[number - 1] if number else None)


def test_every_signed_interview_says_who_signed_it_and_the_others_nothing(whole: SqlCasebook) -> None:
    names = {member.account: member.name for member in practice_site().staff}
    for code, number in NUMBERED:
        interview, signature = told(code, number), stored(whole, code, number).signature
        if interview.state is InterviewState.SIGNED:
            assert signature is not None
            assert (signature.name, signature.role) == (names[interview.interviewer], "intervjuare")
        else:
            assert signature is None


# What falls due


def hand_made(rows: list[QueueRow]) -> list[QueueRow]:
    """The rows of the cases that have a file of their own."""
    told = {client.code for client in clients()}
    return [row for row in rows if row.client.code in told]


def test_the_start_screen_of_a_real_morning(kept: SqlCasebook) -> None:
    assert counts(kept) == QueueCounts(
        long_overdue=1, overdue=2, in_window=6, coming=4, drafts=2, unrated=1, unsigned=3, has_clients=True
    )
    rows = hand_made(queue(kept))
    assert [days_over(row.due_on, TODAY) for row in rows if row.due_on] == [99, 70, 12, -30, -48]


@dataclass(frozen=True)
class Morning:
    """The practice casebook as it is made on a day."""

    today: date
    book: SqlCasebook
    tables: Tables


@pytest.fixture(scope="module", params=DAYS, ids=str)
def morning(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """One for each of the days; the tests that share it only read."""
    place = tmp_path_factory.mktemp("morning") / "practice.db"
    with closing(opened(place, request.param)) as book:
        yield Morning(request.param, book, read_tables(place))


def test_the_hand_made_cases_stand_on_top_and_no_list_is_too_long_to_read(morning: Morning) -> None:
    mine = queue(morning.book, scope=Scope.MINE, kind=None, today=morning.today)
    units = queue(morning.book, scope=Scope.UNIT, kind=None, today=morning.today)
    assert 10 <= len(mine) <= 15
    assert 20 <= len(units) <= 30
    assert len(queue(morning.book, scope=Scope.ALL, kind=None, today=morning.today)) >= 55
    assert hand_made(mine[:2]) == mine[:2]
    assert hand_made(units[:3]) == units[:3]


def assert_all_states_are_shown(book: SqlCasebook, today: date) -> None:
    due = queue(book, today=today)
    states = {state_on(row.due_on, today) for row in due if row.due_on}
    assert states == {DueState.LONG_OVERDUE, DueState.OVERDUE, DueState.IN_WINDOW, DueState.COMING}
    lines = due + queue(book, Show.DRAFTS) + queue(book, Show.UNRATED) + queue(book, Show.UNSIGNED)
    assert 8 <= len(hand_made(lines)) <= 12
    assert [row.client.code for row in hand_made(queue(book, Show.UNRATED))] == ["SGTY1E8X"]


def test_each_state_is_shown_whatever_the_day(morning: Morning) -> None:
    assert_all_states_are_shown(morning.book, morning.today)


def test_the_practice_data_can_lie_in_any_database(site: Site) -> None:
    with closing(open_practice(site.location, read_document(), today=TODAY, clock=site.clock)) as book:
        assert_all_states_are_shown(book, TODAY)
        assert list(book.work.differences()) == []


def test_the_short_case_is_due_in_three_days(kept: SqlCasebook) -> None:
    (row,) = [row for row in queue(kept, scope=Scope.ALL) if row.client.code == "X9K1QQXD"]
    assert row.due_on == TODAY + timedelta(days=3)


def test_the_next_follow_up_counts_from_the_latest_interview(whole: SqlCasebook, tables: Tables) -> None:
    for client in clients():
        finished = [i for i in client.interviews if i.state is not InterviewState.DRAFT]
        client_id = whole.client(client.code, "test").id
        items = [row for row in tables["follow_up"] if row["client_id"] == client_id and row["kind"] == "follow_up"]
        own = {row["anchor_on"]: row for row in items if row["key"].count("/") == 2 and row["anchor_interview_id"]}
        assert list(own) == [interview.before.on(TODAY) for interview in finished]
        assert [row["due_on"] for row in own.values()] == [due_after(day, 6) for day in own]
        if finished:
            assert list(own.values())[-1]["outcome"] == CLOSED.get(client.code)
        assert [row["closed_at"] is None for row in items] == [row["outcome"] is None for row in items]


# The days


def test_nothing_lies_in_the_future_and_time_runs_forward(morning: Morning) -> None:
    rows, today = morning.tables, morning.today
    midnight = datetime.combine(today, time(), UTC)
    moments = [value for table in rows.values() for row in table for value in row.values()]
    assert max(moment for moment in moments if isinstance(moment, datetime)) < midnight
    assert max(row["interview_date"] for row in rows["interview"]) < today
    in_order = sorted(rows["answer"], key=lambda row: row["id"])
    answered = [row["at"] for row in in_order]
    assert answered == sorted(answered)
    given: dict[str, list[datetime]] = {}
    for row in in_order:
        given.setdefault(row["interview_id"], []).append(row["at"])
    for interview in rows["interview"]:
        at = given[interview["id"]]
        assert len(set(at)) == len(at)
        assert interview["keyed_at"] < at[0]
        assert interview["keyed_at"].date() == interview["interview_date"]


def test_a_client_s_interviews_follow_each_other(kept: SqlCasebook) -> None:
    for client in clients():
        dates = [interview.before.on(TODAY) for interview in client.interviews]
        assert dates == sorted(set(dates))


def test_an_interview_of_three_sittings_was_answered_on_three_days(kept: SqlCasebook, tables: Tables) -> None:
    interview = stored(kept, "SGTY1E8X", 0)
    days = {row["at"].date() for row in tables["answer"] if row["interview_id"] == interview.id}
    assert len(days) == 3
    assert min(days) == interview.head.interview_date
    assert max(days) == TODAY - timedelta(days=12)


def test_the_same_day_gives_the_same_casebook(tmp_path: Path, tables: Tables) -> None:
    opened(tmp_path / "other.db").close()
    assert read_tables(tmp_path / "other.db") == tables | {"read_log": []}


# The file


def test_a_casebook_is_filled_once(tmp_path: Path) -> None:
    place = tmp_path / "practice.db"
    opened(place).close()
    before = read_tables(place)
    opened(place, TODAY + timedelta(days=40)).close()
    assert read_tables(place) == before


def test_practice_is_never_opened_as_real_work(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "practice.db")) as book:
        assert book.practice
    with pytest.raises(DatabaseError, match="practice data"):
        open_casebook(str(tmp_path / "practice.db"), practice=False, account="anna.berg")


PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d\d)?\d{6}[-+ ]?\d{4}(?!\d)|(?<!\d)\d{8}(?!\d)")


@pytest.mark.parametrize("text", ["800101-1234", "19800101-1234", "8001011234", "19800101"])
def test_a_personal_number_would_be_seen(text: str) -> None:
    assert PERSONAL_NUMBER.search(f'name = "{text}"')


def test_no_file_holds_what_looks_like_a_personal_number() -> None:
    folder = Path(asi_tui.practice.__file__).parent
    files = [*sorted(folder.glob("*.toml")), asi_tui.practice.INVENTED]
    assert len(files) == len(clients()) + 2 == 16
    assert {file.name: PERSONAL_NUMBER.findall(file.read_text("utf-8")) for file in files} == {
        file.name: [] for file in files
    }
