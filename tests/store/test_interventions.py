"""The records of interventions in the casebook: filled, corrected, undone, and the queue that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import EventKind
from asi_tui.core.client_file import Protection
from asi_tui.core.intervention import Area, Attainment, EndReason, Goal, Intervention, Mode, Status
from asi_tui.core.intervention_records import NearFollowUp, Record
from asi_tui.core.people import Client, Role
from asi_tui.core.queue import ItemKind, Scope
from asi_tui.errors import NoLeave, TouchedElsewhere, UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import Clock, Site, added, begun, interviewed, me, queue
from tests.store.work import LAST_SPRING, agrees, followed, stored

MAY, AUGUST, SEPTEMBER = date(2026, 5, 4), date(2026, 8, 1), date(2026, 9, 30)


@pytest.fixture
def cia(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A casebook that Cia Lind of the treatment unit has opened."""
    return site.staffed("cia", "Cia Lind", "Ankaret")


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A casebook that Bo Ek of Anna's own unit has opened."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


WHOLE: dict[str, Any] = {
    "kind": "outpatient",
    "method": "relapse_prevention",
    "name": "ÅP, återfallsprevention",
    "provider": "Ankaret",
    "began_on": MAY,
    "ended_on": AUGUST,
    "end_reason": EndReason.COMPLETED,
    "mode": Mode.INDIVIDUAL,
    "offered": 24,
    "attended": 20,
    "areas": (Area.ALCOHOL,),
    "main_area": Area.ALCOHOL,
    "goals": (
        Goal("inte dricka ensam", Area.ALCOHOL, Attainment.FULFILLED),
        Goal("träffa barnen", Area.FAMILY_SOCIAL, Attainment.PARTLY),
    ),
    "helpfulness": 4,
    "influence": 3,
    "recommends": True,
    "worker_rating": 3,
}


def record(book: SqlCasebook, **changed: Any) -> Intervention:
    member = me(book)
    return Intervention(**({"unit": member.unit.id, "responsible": member.id} | WHOLE | changed))


def ongoing(book: SqlCasebook, **changed: Any) -> Intervention:
    bare: dict[str, Any] = {
        "unit": me(book).unit.id,
        "responsible": me(book).id,
        "kind": "outpatient",
        "name": "KBT",
        "began_on": MAY,
    }
    return Intervention(**(bare | changed))


def only(book: SqlCasebook, client: Client) -> Record:
    (found,) = book.interventions.of_client(client.id)
    return found


def waits(book: SqlCasebook, client: Client) -> list[str]:
    """What is asked of the staff about the client's interventions."""
    rows = queue(book, scope=Scope.ALL, kind=ItemKind.INTERVENTION)
    return [row.intervention for row in rows if row.client.id == client.id]


def test_a_whole_record_comes_back_as_it_was_written(book: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book))
    found = book.interventions.open(saved.id, "test")
    areas = (Area.ALCOHOL, Area.FAMILY_SOCIAL)
    assert found.intervention == record(book, areas=areas)
    assert (found.version, found.registered_by, found.changes) == (1, "Anna Berg", ())
    assert found.recorded_on == date(2026, 11, 21)
    assert saved.is_filled
    assert waits(book, client) == []
    assert agrees(book)


def test_an_opened_record_is_logged_with_its_purpose(site: Site, book: SqlCasebook) -> None:
    saved = book.interventions.register(added(book).id, ongoing(book))
    book.interventions.open(saved.id, "uppföljning")
    assert site.rows("SELECT purpose, interview_id FROM read_log") == [("uppföljning", None)]


def test_an_intervention_goes_from_plan_to_filled_record(book: SqlCasebook) -> None:
    client = added(book)
    planned = ongoing(book, began_on=None, planned_from=date(2026, 12, 1))
    saved = book.interventions.register(client.id, planned)
    assert only(book, client).intervention.status is Status.PLANNED
    begins = replace(planned, began_on=MAY)
    book.interventions.change(saved.id, begins, 1)
    paused = replace(begins, paused=True)
    book.interventions.change(saved.id, paused, 2)
    assert only(book, client).intervention.status is Status.PAUSED
    assert waits(book, client) == []
    ends = replace(paused, paused=False, ended_on=SEPTEMBER, end_reason=EndReason.BY_CLIENT)
    ended = book.interventions.change(saved.id, ends, 3)
    assert not ended.is_filled
    assert waits(book, client) == [saved.id]
    filled = book.interventions.change(saved.id, replace(ends, helpfulness=9, worker_rating=1), 4)
    assert filled.is_filled
    assert waits(book, client) == []
    assert agrees(book)


def test_what_a_record_held_before_is_kept_with_who_changed_it_and_when(book: SqlCasebook, clock: Clock) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book))
    clock.move(days=1)
    goals = (Goal("inte dricka alls", Area.ALCOHOL, Attainment.NOT),)
    book.interventions.change(saved.id, record(book, ended_on=SEPTEMBER, goals=goals), 1)
    found = book.interventions.open(saved.id, "test")
    assert {(one.field, one.was, one.by) for one in found.changes} == {
        ("ended_on", "2026-08-01", "Anna Berg"),
        ("goal_1", "inte dricka ensam / alcohol / fulfilled", "Anna Berg"),
        ("goal_2", "träffa barnen / family_social / partly", "Anna Berg"),
        ("areas", "alcohol family_social", "Anna Berg"),
    }
    assert {one.at for one in found.changes} == {clock.now}
    assert (found.intervention.goals, found.version) == (goals, 2)


def test_a_filled_record_that_is_corrected_stays_filled(book: SqlCasebook, clock: Clock) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book))
    clock.move(days=3)
    book.interventions.change(saved.id, record(book, worker_rating=None), 1)
    assert only(book, client).recorded_on == date(2026, 11, 21)
    assert waits(book, client) == []
    assert agrees(book)


def test_an_end_that_never_was_takes_its_items_along(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book))
    assert [(due, outcome) for due, outcome, *_ in stored(site, client)] == [("2027-02-01", None)]
    book.interventions.change(saved.id, record(book, ended_on=None, end_reason=None), 1)
    assert [(due, outcome) for due, outcome, *_ in stored(site, client)] == [("2027-02-01", "withdrawn")]
    assert agrees(book)


# The base interview of the first of May is followed up on the first of November; an end on the first of August asks for
# a follow-up on the first of February, which is far from it, and one on the fourth of May for one that is near.


@pytest.mark.parametrize("is_moved", [False, True])
def test_the_follow_up_near_an_end_is_moved_only_when_the_handler_says_so(
    site: Site, book: SqlCasebook, is_moved: bool
) -> None:
    client = followed(book)
    ends = record(book, began_on=date(2026, 4, 1), ended_on=date(2026, 5, 20))
    near = book.interventions.near(client.id, ends)
    assert near == NearFollowUp(date(2026, 11, 1), date(2026, 11, 20))
    saved = book.interventions.register(client.id, ends, move_item=is_moved)
    due = "2026-11-20" if is_moved else "2026-11-01"
    assert [(due, outcome) for due, outcome, *_ in stored(site, client)] == [(due, None)]
    assert saved.next_due == date.fromisoformat(due)
    # Of an end that stands nobody is asked again, and what was chosen stays.
    book.interventions.change(saved.id, replace(ends, note="klart"), 1, move_item=not is_moved)
    assert [due for due, *_ in stored(site, client)] == [due]
    assert agrees(book)


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        (MAY, None),
        (MAY, SEPTEMBER),  # far from the open one: it starts a clock of its own
        (date(2026, 5, 14), date(2026, 5, 20)),  # too short for the unit's plan
    ],
)
def test_nobody_is_asked_where_nothing_would_be_moved(book: SqlCasebook, began: date, ended: date | None) -> None:
    client = followed(book)
    assert book.interventions.near(client.id, record(book, began_on=began, ended_on=ended)) is None


def test_nobody_is_asked_about_a_follow_up_that_an_interview_has_answered(book: SqlCasebook) -> None:
    client = followed(book)
    interviewed(book, client, "uppf", on=date(2026, 6, 1))
    ends = record(book, began_on=date(2026, 4, 1), ended_on=date(2026, 5, 20))
    assert book.interventions.near(client.id, ends) is None


# Taking back


def test_a_record_registered_by_mistake_is_undone(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book, worker_rating=None))
    assert waits(book, client) == [saved.id]
    assert book.work.last_action() == saved.done.undo
    book.work.undo(saved.done.undo)
    assert book.work.last_action() is None
    assert book.interventions.of_client(client.id) == ()
    assert waits(book, client) == []
    with pytest.raises(UsageError, match="no intervention"):
        book.interventions.open(saved.id, "test")
    events = book.files.open(client.code, "test").events
    assert [event.kind for event in events] == []
    assert site.rows("SELECT name FROM intervention") == [("ÅP, återfallsprevention",)]
    assert agrees(book)


def test_a_filled_record_is_undone_and_its_row_stands_in_the_queue_again(book: SqlCasebook) -> None:
    client = followed(book)
    bare = ongoing(book, ended_on=date(2026, 5, 20), end_reason=EndReason.COMPLETED)
    saved = book.interventions.register(client.id, bare)
    filled = book.interventions.change(saved.id, replace(bare, helpfulness=3, worker_rating=3), 1)
    assert waits(book, client) == []
    book.work.undo(filled.done.undo)
    assert waits(book, client) == [saved.id]
    assert only(book, client).intervention == bare
    book.work.undo(saved.done.undo)
    assert waits(book, client) == []
    assert agrees(book)


def test_what_another_has_changed_since_is_not_undone(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, ongoing(book))
    theirs = cia.interventions.open(saved.id, "test")
    cia.interventions.change(saved.id, replace(theirs.intervention, note="ny tid"), theirs.version)
    with pytest.raises(TouchedElsewhere, match="Cia Lind changed the record"):
        book.work.undo(saved.done.undo)
    assert only(book, client).intervention.note == "ny tid"


def test_two_people_in_one_record_lose_nothing(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, ongoing(book))
    cia.interventions.change(saved.id, ongoing(book, note="från Ankaret"), 1)
    with pytest.raises(TouchedElsewhere, match="Cia Lind changed the record"):
        book.interventions.change(saved.id, ongoing(book, paused=True), 1)
    found = only(book, client)
    assert (found.intervention.note, found.intervention.paused, found.version) == ("från Ankaret", False, 2)


# What cannot be


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ended_on": date(2026, 5, 3)}, "before the start"),
        ({"began_on": date(2026, 12, 1), "ended_on": None, "end_reason": None}, "lies ahead"),
        ({"goals": (Goal("sluta", None),)}, "choose the life area"),
        ({"end_reason": None}, "why the intervention ended"),
        ({"attended": 25}, "more than the 24"),
        ({"unit": "x"}, "no such unit"),
        ({"responsible": "x"}, "not a colleague"),
    ],
)
def test_a_record_that_cannot_be_so_is_refused_whole(
    site: Site, book: SqlCasebook, changed: dict[str, Any], sentence: str
) -> None:
    client = added(book)
    with pytest.raises(UsageError, match=sentence):
        book.interventions.register(client.id, record(book, **changed))
    assert site.rows("SELECT count(*) FROM intervention") == [(0,)]
    assert site.rows("SELECT count(*) FROM goal") == [(0,)]


def test_a_record_made_before_it_could_be_filled_is_read_and_filled(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, record(book))
    site.change("UPDATE intervention SET kind = '', method = '', end_reason = 'övrigt', areas = 'x', mode = '?'")
    site.change("UPDATE goal SET area = 'bowling', attainment = 'kanske'")
    found = book.interventions.open(saved.id, "test").intervention
    assert (found.kind, found.end_reason, found.areas, found.mode) == ("", None, (), None)
    assert [(goal.area, goal.attainment) for goal in found.goals] == [(None, Attainment.NOT_ASSESSED)] * 2
    book.interventions.change(saved.id, record(book), 1)
    assert only(book, client).intervention.kind == "outpatient"


# Who may see it


def test_treatment_staff_fill_the_record_and_do_not_see_the_interview(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = added(book)
    interview = interviewed(book, client, on=LAST_SPRING)
    book.open_interview(interview, "test")
    cia.open_interview(interview, "test")
    saved = book.interventions.register(client.id, ongoing(cia, responsible=me(book).id, unit=me(cia).unit.id))
    with pytest.raises(NoLeave):
        cia.open_interview(interview, "test")
    with pytest.raises(NoLeave):
        cia.hold(interview)
    assert book.hold(interview) is None
    theirs = cia.interventions.open(saved.id, "test")
    ends = replace(theirs.intervention, ended_on=SEPTEMBER, end_reason=EndReason.COMPLETED)
    cia.interventions.change(saved.id, ends, 1)
    (row,) = queue(cia, kind=ItemKind.INTERVENTION)
    assert (row.intervention, row.client.id) == (saved.id, client.id)
    cia.interventions.change(saved.id, replace(ends, helpfulness=4, worker_rating=4), 2)
    with pytest.raises(NoLeave):
        cia.open_interview(interview, "test")
    # What they have asked themselves is theirs to read.
    own = begun(cia, client, "uppf")
    cia.open_interview(own, "test")
    assert agrees(book)


def test_treatment_staff_of_the_same_unit_read_what_treatment_staff_have_asked(
    site: Site, book: SqlCasebook, bo: SqlCasebook
) -> None:
    client = added(book)
    interview = interviewed(book, client, on=LAST_SPRING)
    bo.open_interview(interview, "test")
    site.change("UPDATE staff SET role = :role WHERE id = :id", role=Role.TREATMENT.value, id=me(bo).id)
    with pytest.raises(NoLeave):
        bo.open_interview(interview, "test")
    saved = bo.interventions.register(client.id, ongoing(bo))
    assert bo.interventions.open(saved.id, "test").client.id == client.id
    own = begun(bo, client, "uppf")
    assert bo.open_interview(own, "test").id == own
    # What another of them has asked is theirs too.
    site.change("UPDATE staff SET role = :role WHERE id = :id", role=Role.TREATMENT.value, id=me(book).id)
    assert bo.open_interview(interview, "test").id == interview


def test_a_remark_on_an_interview_is_for_those_who_may_read_it(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = added(book)
    interview = interviewed(book, client, on=LAST_SPRING)
    book.write_remark(interview, Remark(about="G9", text="berättar om brodern"))
    assert len(cia.files.open(client.code, "test").remarks) == 1
    book.interventions.register(client.id, ongoing(book, unit=me(cia).unit.id))
    assert cia.files.open(client.code, "test").remarks == ()
    assert len(book.files.open(client.code, "test").remarks) == 1


def test_the_record_of_a_protected_client_is_there_for_those_named_alone(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = added(book)
    saved = book.interventions.register(client.id, ongoing(book, unit=me(cia).unit.id))
    identity = book.files.open(client.code, "test").identity
    book.files.change_identity(client.id, replace(identity, protection=Protection.SECRECY_MARKED), named=[me(book).id])
    assert book.interventions.open(saved.id, "test").version == 1
    for refused in (
        lambda: cia.interventions.open(saved.id, "test"),
        lambda: cia.interventions.of_client(client.id),
        lambda: cia.interventions.near(client.id, record(cia)),
        lambda: cia.interventions.register(client.id, ongoing(cia)),
        lambda: cia.interventions.change(saved.id, ongoing(cia), 1),
    ):
        with pytest.raises(UsageError, match=r"no (intervention|such client)"):
            refused()
    with pytest.raises(UsageError, match="not named"):
        book.interventions.change(saved.id, ongoing(book, responsible=me(cia).id), 1)
    # Whoever carries it out and is named sees the record, and still not the interview.
    interview = interviewed(book, client, on=LAST_SPRING)
    identity = book.files.open(client.code, "test").identity
    book.files.change_identity(client.id, identity, named=[me(book).id, me(cia).id])
    assert cia.interventions.open(saved.id, "test").version == 1
    with pytest.raises(NoLeave):
        cia.open_interview(interview, "test")


def test_the_time_line_tells_when_an_intervention_began_and_ended(book: SqlCasebook) -> None:
    client = added(book)
    book.interventions.register(client.id, record(book))
    file = book.files.open(client.code, "test")
    assert [(event.kind, event.on, event.note) for event in file.events] == [
        (EventKind.INTERVENTION_BEGUN, MAY, "ÅP, återfallsprevention"),
        (EventKind.INTERVENTION_ENDED, AUGUST, "ÅP, återfallsprevention"),
    ]
    assert [one.intervention.name for one in file.interventions] == ["ÅP, återfallsprevention"]


def test_the_interviews_beside_an_intervention_are_told(book: SqlCasebook) -> None:
    client = followed(book)
    for day in (date(2026, 7, 1), date(2026, 9, 1), date(2026, 10, 1)):
        interviewed(book, client, "uppf", on=day)
    saved = book.interventions.register(client.id, record(book))
    found = book.interventions.open(saved.id, "test")
    assert (found.before, found.after) == (LAST_SPRING, date(2026, 9, 1))
