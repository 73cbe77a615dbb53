"""Interviews from their head to their completion, and the follow-up items that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from asi_tui.core.casework import Completed, Completion, Head, InstrumentCopy, Source
from asi_tui.core.interview_state import InterviewState
from asi_tui.errors import AnsweredElsewhere, DatabaseError, UsageError
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.tables import INTERVIEW, INTERVIEW_VALUE
from tests.store.site import INSTRUMENT, TODAY, Site, added, begun, completed, head, interviewed, me, value


def items(site: Site) -> list[dict[str, Any]]:
    columns = "id, due_on, anchor_on, anchor_interview_id, staff_id, interview_id, outcome, version"
    rows = site.rows(f"SELECT {columns}, closed_at IS NULL FROM follow_up WHERE kind = 'follow_up' ORDER BY id")
    names = [*columns.split(", "), "open"]
    return [
        {name: str(cell) if name.endswith("_on") else cell for name, cell in zip(names, row, strict=True)}
        for row in rows
    ]


def due(site: Site) -> list[str]:
    return [item["due_on"] for item in items(site) if item["open"]]


# The head


def test_an_interview_is_read_as_it_was_begun(site: Site, book: SqlCasebook) -> None:
    colleague = site.staffed("bo", "Bo Ek", "Ungdom")
    client = added(book)
    earlier = interviewed(book, client, on=date(2026, 5, 2))
    written = Head(
        interview_date=date(2026, 11, 20),
        interviewer=me(colleague).id,
        form="uppf",
        source=Source.PAPER,
        interpreter=True,
        refers_to=earlier,
        children=False,
    )
    interview = book.open_interview(book.begin_interview(client.id, written, INSTRUMENT), "keying")
    assert interview.head == written
    assert interview.refers_to_date == date(2026, 5, 2)
    assert interview.instrument == INSTRUMENT
    assert interview.state is InterviewState.DRAFT
    assert (interview.keyed_by, interview.keyed_at, interview.version) == ("Anna Berg", site.clock.now, 1)
    assert interview.client == book.client(client.code, "casework")
    assert interview.client.interviews == 2


def test_an_instrument_is_kept_once(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    for content in ("content", "content", "spelling"):
        book.begin_interview(client.id, head(book), replace(INSTRUMENT, content_hash=content))
    assert site.rows("SELECT content_hash FROM instrument ORDER BY 1") == [("content",), ("spelling",)]


def test_an_interview_keeps_the_instrument_it_was_made_with(book: SqlCasebook) -> None:
    client = added(book)
    old = InstrumentCopy("s1", "c1", "1.0", "{}")
    first = book.begin_interview(client.id, head(book), old)
    book.begin_interview(client.id, head(book), InstrumentCopy("s2", "c2", "2.0", "[]"))
    assert book.open_interview(first, "keying").instrument == old


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"interviewer": "nobody"}, "interviewer is not"), ({"refers_to": "nothing"}, "not one of this client's")],
)
def test_a_head_names_people_and_interviews_that_are_there(
    site: Site, book: SqlCasebook, changed: dict[str, Any], sentence: str
) -> None:
    client = added(book)
    with pytest.raises(UsageError, match=sentence):
        book.begin_interview(client.id, head(book, **changed), INSTRUMENT)
    draft = begun(book, client)
    with pytest.raises(UsageError, match=sentence):
        book.change_head(draft, head(book, **changed), 1)
    assert site.rows("SELECT count(*) FROM interview") == [(1,)]


def test_a_head_cannot_refer_to_another_clients_interview(book: SqlCasebook) -> None:
    other = begun(book, added(book))
    with pytest.raises(UsageError, match="not one of this client's"):
        begun(book, added(book), "uppf", refers_to=other)


def test_an_interview_needs_a_client(site: Site, book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="no such client"):
        book.begin_interview("nobody", head(book), INSTRUMENT)
    assert site.rows("SELECT count(*) FROM instrument") == [(0,)]


def test_a_head_is_changed_over_the_version_that_was_read(site: Site, book: SqlCasebook) -> None:
    draft = begun(book, added(book), "grund-kort")
    widened = head(book, "grund", date(2026, 11, 1), interpreter=True)
    assert book.change_head(draft, widened, 1) == 2
    interview = book.open_interview(draft, "keying")
    assert (interview.head, interview.version) == (widened, 2)
    with pytest.raises(DatabaseError, match="another screen"):
        site.open("anna").change_head(draft, head(book), 1)
    assert book.open_interview(draft, "keying").head == widened


def test_the_head_of_a_signed_interview_stays(site: Site, book: SqlCasebook) -> None:
    draft = begun(book, added(book))
    site.change("UPDATE interview SET state = 'signed'")
    with pytest.raises(UsageError, match="signed"):
        book.change_head(draft, head(book), 1)


# Completion


def test_a_completed_interview_keeps_its_values_and_scores(site: Site, book: SqlCasebook) -> None:
    draft = begun(book, added(book))
    book.record(draft, "D1", value("3"), 0)
    completion = Completion(
        ended_early=2,
        values={"D1": "3", "D2": "N", "G30": "Å", "D9": None},
        scores={"alcohol": 0.123456, "drug": None},
        money_term="capped",
        currency_divisor=10.5,
    )
    book.complete(draft, completion, TODAY)
    interview = book.open_interview(draft, "reading")
    assert (interview.state, interview.ended_early) == (InterviewState.COMPLETE, 2)
    assert interview.answers == {"D1": value("3")}
    with book._database.reading() as connection:
        row = connection.execute(INTERVIEW_VALUE.select()).one()
        assert (row.effective, row.scores) == (completion.values, completion.scores)
        assert (row.money_term, row.currency_divisor) == ("capped", 10.5)
        assert connection.scalar(INTERVIEW.select().with_only_columns(INTERVIEW.c.completed_at)) == site.clock.now


def test_an_interview_is_completed_once(site: Site, book: SqlCasebook) -> None:
    draft = interviewed(book, added(book))
    before = items(site)
    with pytest.raises(AnsweredElsewhere, match="complete already"):
        completed(book, draft)
    assert items(site) == before


def test_an_interview_of_tomorrow_is_not_completed_today(site: Site, book: SqlCasebook) -> None:
    draft = begun(book, added(book), on=TODAY + timedelta(days=1))
    with pytest.raises(UsageError, match="future: 2026-11-22"):
        completed(book, draft)
    assert book.open_interview(draft, "keying").state is InterviewState.DRAFT
    assert items(site) == []


def test_completing_fails_whole(site: Site, book: SqlCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    draft = begun(book, client, "uppf")
    before = items(site)
    with monkeypatch.context() as patched:
        # Nothing of the steps before it may stay.
        patched.setattr("asi_tui.store.followups.items_of", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            completed(book, draft)
    assert items(site) == before
    assert site.rows("SELECT count(*) FROM interview_value") == [(1,)]
    assert book.open_interview(draft, "keying").state is InterviewState.DRAFT
    completed(book, draft)


# Follow-up items


@pytest.mark.parametrize(
    ("interval", "on", "next_due"),
    [(6, date(2026, 8, 31), date(2027, 2, 28)), (12, date(2026, 8, 31), date(2027, 8, 31))],
)
def test_a_completed_interview_starts_the_clock_of_its_unit(
    site: Site, book: SqlCasebook, interval: int, on: date, next_due: date
) -> None:
    site.change("UPDATE unit SET interval_months = :months", months=interval)
    interviewer = me(site.staffed("bo", "Bo Ek", "Ungdom")).id
    draft = begun(book, added(book), on=on, interviewer=interviewer)
    assert items(site) == []
    assert completed(book, draft) == Completed(next_due)
    (item,) = items(site)
    assert (item["due_on"], item["anchor_on"], item["anchor_interview_id"]) == (str(next_due), str(on), draft)
    assert (item["staff_id"], item["interview_id"], item["open"]) == (interviewer, None, True)
    assert site.rows("SELECT DISTINCT unit.name FROM follow_up JOIN unit ON unit.id = unit_id") == [("Vuxen Norr",)]


def test_a_follow_up_is_marked_as_begun_and_done(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    draft = begun(book, client, "uppf-kort")
    assert [(item["interview_id"], item["open"]) for item in items(site)] == [(draft, True)]
    assert completed(book, draft) == Completed(date(2027, 5, 21))
    first, second = items(site)
    assert (first["outcome"], first["open"], first["interview_id"], first["version"]) == ("done", False, draft, 3)
    assert (second["outcome"], second["open"], second["anchor_interview_id"]) == (None, True, draft)


def test_a_new_base_interview_starts_the_clock_anew(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    draft = begun(book, client, "grund")
    assert items(site)[0]["interview_id"] is None
    completed(book, draft)
    assert [(item["outcome"], item["open"]) for item in items(site)] == [("re_anchored", False), (None, True)]
    assert due(site) == ["2027-05-21"]


def test_an_old_form_keyed_afterwards_does_not_turn_the_clock_back(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 9, 1))
    draft = begun(book, client, "uppf", date(2026, 3, 1), source=Source.PAPER)
    assert completed(book, draft) == Completed(date(2027, 3, 1))
    assert due(site) == ["2027-03-01"]
    assert items(site)[0]["interview_id"] is None


def test_a_second_draft_leaves_the_item_with_the_first(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    first = begun(book, client, "uppf")
    begun(book, client, "uppf")
    assert items(site)[0]["interview_id"] == first


def test_the_item_follows_a_draft_whose_form_is_changed(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, on=date(2026, 5, 1))
    draft = begun(book, client, "uppf")
    version = book.change_head(draft, head(book, "grund"), 1)
    assert items(site)[0]["interview_id"] is None
    version = book.change_head(draft, head(book, "uppf"), version)
    assert items(site)[0]["interview_id"] == draft
    book.change_head(draft, head(book, "uppf-kort"), version)
    assert items(site)[0]["interview_id"] == draft


def test_the_item_moves_with_the_corrected_date_of_its_interview(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    interview_id = interviewed(book, client, on=date(2026, 5, 1))
    book.change_head(interview_id, head(book, on=date(2026, 4, 1)), 1)
    assert due(site) == ["2026-10-01"]
    assert [str(row[0]) for row in site.rows("SELECT opens_on FROM follow_up WHERE kind = 'follow_up'")] == [
        "2026-09-01"
    ]


def test_items_of_other_clients_are_left_alone(site: Site, book: SqlCasebook) -> None:
    first, second = added(book), added(book)
    interviewed(book, first, on=date(2026, 5, 1))
    interviewed(book, second, on=date(2026, 6, 1))
    interviewed(book, first, "uppf")
    assert due(site) == ["2026-12-01", "2027-05-21"]


def test_the_interviews_of_a_client_come_oldest_first(book: SqlCasebook) -> None:
    client = added(book)
    interviewed(book, client, "uppf", date(2026, 9, 1))
    interviewed(book, client, "grund", date(2026, 2, 1))
    begun(book, client, "uppf-kort")
    interviewed(book, added(book))
    assert [(row.form, str(row.interview_date), row.state.value) for row in book.interviews(client.id)] == [
        ("grund", "2026-02-01", "complete"),
        ("uppf", "2026-09-01", "complete"),
        ("uppf-kort", "2026-11-21", "draft"),
    ]
    assert {row.interviewer_name for row in book.interviews(client.id)} == {"Anna Berg"}
    assert {row.client.code for row in book.interviews(client.id)} == {client.code}
