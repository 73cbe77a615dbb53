"""The practice casebook: who is in it, what falls due on the start screen, and when everything happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import asi_tui.practice
from asi_tui.core.casework import InterviewState
from asi_tui.core.client_file import ConsentKind
from asi_tui.core.followup import DueState, days_over, due_after, state_on
from asi_tui.core.happenings import Ending
from asi_tui.core.outcomes import DROPOUTS
from asi_tui.core.queue import ItemKind, QueueCounts, Scope, Show
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


def test_the_start_screen_of_a_real_morning(kept: SqlCasebook) -> None:
    assert counts(kept) == QueueCounts(
        long_overdue=1, overdue=1, in_window=2, coming=1, drafts=1, unrated=1, unsigned=2, clients=9
    )
    assert [days_over(row.due_on, TODAY) for row in queue(kept) if row.due_on] == [99, 70, 12, -30, -48]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_each_state_is_shown_whatever_the_day(site: Site, today: date) -> None:
    with closing(open_practice(site.location, read_document(), today=today, clock=site.clock)) as book:
        due = queue(book, today=today)
        assert list(book.work.differences()) == []
        states = {state_on(row.due_on, today) for row in due if row.due_on}
        assert states == {DueState.LONG_OVERDUE, DueState.OVERDUE, DueState.IN_WINDOW, DueState.COMING}
        lines = due + queue(book, Show.DRAFTS) + queue(book, Show.UNRATED) + queue(book, Show.UNSIGNED)
        assert 8 <= len(lines) <= 12
        assert [row.client.code for row in queue(book, Show.UNRATED)] == ["SGTY1E8X"]


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


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_lies_in_the_future_and_time_runs_forward(tmp_path: Path, today: date) -> None:
    opened(tmp_path / "practice.db", today).close()
    rows = read_tables(tmp_path / "practice.db")
    midnight = datetime.combine(today, time(), UTC)
    moments = [value for table in rows.values() for row in table for value in row.values()]
    assert max(moment for moment in moments if isinstance(moment, datetime)) < midnight
    assert max(row["interview_date"] for row in rows["interview"]) < today
    answered = [row["at"] for row in sorted(rows["answer"], key=lambda row: row["id"])]
    assert answered == sorted(answered)
    for interview in rows["interview"]:
        at = [row["at"] for row in rows["answer"] if row["interview_id"] == interview["id"]]
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


@pytest.mark.parametrize("today", DAYS[:3], ids=str)
def test_the_same_day_gives_the_same_casebook(tmp_path: Path, today: date) -> None:
    for name in ("one.db", "other.db"):
        opened(tmp_path / name, today).close()
    assert read_tables(tmp_path / "one.db") == read_tables(tmp_path / "other.db")


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
    files = sorted(Path(asi_tui.practice.__file__).parent.glob("*.toml"))
    assert len(files) == len(clients()) + 1 == 15
    assert {file.name: PERSONAL_NUMBER.findall(file.read_text("utf-8")) for file in files} == {
        file.name: [] for file in files
    }
