"""The client's page: identity and its numbers, consents, events with their corrections, the end of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from asi_tui.core.case_events import EventKind, NewEvent
from asi_tui.core.client_file import ClientFile, Consent, ConsentKind, IdentifierKind, Identity
from asi_tui.core.happenings import CaseChange
from asi_tui.core.people import Client, Sex
from asi_tui.core.queue import ItemKind, Scope, Show
from asi_tui.errors import TouchedElsewhere, UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Clock, Site, added, interviewed, me, queue
from tests.store.work import LAST_SPRING, agrees, aim, followed, stored

PERSONAL, COORDINATION = IdentifierKind.PERSONNUMMER, IdentifierKind.SAMORDNINGSNUMMER


def luhn(nine: str) -> str:
    """Nine digits with their check digit: numbers that nobody has been given are made here, none is written down."""
    sum_ = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-sum_ % 10)


BORN_1984 = luhn("840517" + "239")
COORDINATED = luhn("840577" + "239")


def file(book: SqlCasebook, client: Client) -> ClientFile:
    return book.files.open(client.code, "test")


def changed(book: SqlCasebook, client: Client, **fields: Any) -> ClientFile:
    book.files.change_identity(client.id, replace(file(book, client).identity, **fields))
    return file(book, client)


def named(name: str = "Lo", **fields: Any) -> Identity:
    return Identity(**({"name": name, "born": "", "sex": Sex.UNKNOWN} | fields))


# Identity


def test_an_opened_page_is_logged_with_its_purpose(site: Site, book: SqlCasebook) -> None:
    client = added(book)
    book.files.open(client.code, "uppföljning")
    assert site.rows("SELECT purpose, interview_id FROM read_log") == [("uppföljning", None)]


@pytest.mark.parametrize(
    ("kind", "typed", "number", "born"),
    [
        (PERSONAL, BORN_1984, "19" + BORN_1984, "1984-05-17"),
        (PERSONAL, f"{BORN_1984[:6]}-{BORN_1984[6:]}", "19" + BORN_1984, "1984-05-17"),
        (PERSONAL, f" 19{BORN_1984[:6]} {BORN_1984[6:]} ", "19" + BORN_1984, "1984-05-17"),
        (PERSONAL, luhn("271231" + "123"), "19" + luhn("271231" + "123"), "1927-12-31"),
        (COORDINATION, COORDINATED, "19" + COORDINATED, ""),
        (IdentifierKind.RESERVNUMMER, "r 99-abc 12", "R99-ABC12", ""),
        (IdentifierKind.NONE, "", "", ""),
    ],
)
def test_a_number_is_checked_and_kept(
    book: SqlCasebook, kind: IdentifierKind, typed: str, number: str, born: str
) -> None:
    client = book.files.add(named(kind=kind, number=typed))
    identity = file(book, client).identity
    assert (identity.kind, identity.number, identity.born) == (kind, number, born)
    if number[:2] == "19":
        for sought in (number, number[2:], f"{number[2:8]}-{number[8:]}", number[:8]):
            assert [row.client.id for row in queue(book, Show.FOUND, search=sought)] == [client.id]
        assert queue(book, Show.FOUND, search=number[:5]) == []


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (PERSONAL, BORN_1984[:9] + str((int(BORN_1984[9]) + 1) % 10), "not right"),
        (PERSONAL, "840517", "not right"),
        (PERSONAL, "abc", "not right"),
        (PERSONAL, luhn("840231" + "239"), "not right"),
        (PERSONAL, "20" + luhn("300101" + "239"), "birth in the future"),
        (PERSONAL, COORDINATED, "This is a coordination number"),
        (COORDINATION, BORN_1984, "This is a personal number"),
        (PERSONAL, "", "number is missing"),
        (IdentifierKind.NONE, "1", "no kind"),
        (IdentifierKind.RESERVNUMMER, "ab", "4 to 30"),
    ],
)
def test_a_number_that_cannot_be_is_refused_without_being_repeated(
    site: Site, book: SqlCasebook, kind: IdentifierKind, typed: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence) as told:
        book.files.add(named(kind=kind, number=typed))
    assert len(typed) < 3 or typed not in str(told.value)
    assert site.rows("SELECT count(*) FROM client") == [(0,)]


def test_a_number_and_a_birth_agree(book: SqlCasebook) -> None:
    with pytest.raises(UsageError, match="do not agree"):
        book.files.add(named(kind=PERSONAL, number=BORN_1984, born="1985"))
    client = book.files.add(named(kind=PERSONAL, number=BORN_1984, born="1984"))
    assert client.born == "1984-05-17"
    with pytest.raises(UsageError, match="Another client has this number"):
        book.files.add(named(kind=PERSONAL, number=BORN_1984))


def test_what_an_identity_was_is_kept_with_who_changed_it(site: Site, book: SqlCasebook) -> None:
    bo = site.staffed("bo", "Bo Ek", "Vuxen Norr")
    client = added(book, "Lo Ek")
    changed(book, client, name="Lo Ask")
    changes = changed(bo, client, name="Lo Alm", born="1990").changes
    assert [(change.field, change.was, change.by) for change in changes] == [
        ("name", "Lo Ask", "Bo Ek"),
        ("name", "Lo Ek", "Anna Berg"),
    ]
    assert [row.client.name for row in queue(book, Show.FOUND, search="alm")] == ["Lo Alm"]


def test_the_second_to_change_an_identity_is_told_of_the_first(site: Site, book: SqlCasebook) -> None:
    bo = site.staffed("bo", "Bo Ek", "Vuxen Norr")
    client = added(book)
    seen = file(book, client).identity
    changed(bo, client, born="1990")
    with pytest.raises(TouchedElsewhere, match="Bo Ek changed the client's particulars"):
        book.files.change_identity(client.id, replace(seen, name="Annan"))
    assert file(book, client).identity.name == "Maj-Britt Åström"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"own_interval": 9}, "needs a reason"),
        ({"own_interval": 0, "interval_reason": "a"}, "between 1 and 24"),
        ({"own_interval": 25, "interval_reason": "a"}, "between 1 and 24"),
        ({"handler": "nobody"}, "handler is not"),
        ({"born": "2099"}, "future"),
    ],
)
def test_an_identity_that_cannot_be_is_refused(book: SqlCasebook, fields: dict[str, Any], sentence: str) -> None:
    client = added(book)
    with pytest.raises(UsageError, match=sentence):
        changed(book, client, **fields)
    assert file(book, client).identity.version == 1


def test_a_clients_own_interval_moves_the_open_follow_up_and_back(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    changed(book, client, own_interval=9, interval_reason="utlandsvistelse")
    assert stored(site, client)[0][0] == "2027-02-01"
    assert agrees(book)
    changed(book, client, own_interval=None, interval_reason="")
    assert stored(site, client)[0][0] == "2026-11-01"
    assert agrees(book)


@pytest.mark.parametrize(
    ("name", "born", "found"),
    [
        ("Lo Bergqvist", "1990-02-03", True),
        ("lo berqvist", "900203", True),
        ("Bergqvist Ann", "1990-02-03", True),
        ("Kim Ask", "1990-02-03", False),
        ("Lo Bergqvist", "1990-02-04", False),
        ("Lo Bergqvist", "1990", False),
        ("", "1990-02-03", False),
    ],
)
def test_a_like_name_with_the_same_day_of_birth_is_warned_of(
    book: SqlCasebook, name: str, born: str, found: bool
) -> None:
    client = book.files.add(named("Lo Bergqvist", born="1990-02-03"))
    assert [other.id for other in book.files.alike(name, born)] == ([client.id] if found else [])
    if found:
        twin = book.files.add(named(name, born=born))
        assert file(book, twin).same_birth == (client.code,)


def test_names_are_listed_in_swedish_order_on_both_databases(book: SqlCasebook) -> None:
    for name in ("Örn", "Zed", "Åke", "Orn", "Ärla", "andré", "Andre"):
        added(book, name)
    listed = [row.client.name for row in queue(book, Show.FOUND)]
    assert [name for name in listed if name.lower() not in ("andré", "andre")] == ["Orn", "Zed", "Åke", "Ärla", "Örn"]
    assert set(listed[:2]) == {"andré", "Andre"}


# Consents


def test_consents_are_given_and_withdrawn_on_their_days(book: SqlCasebook) -> None:
    client = added(book)
    given = Consent(kind=ConsentKind.RESEARCH, given_on=date(2026, 11, 1), note="muntligt")
    book.files.set_consent(client.id, given)
    book.files.set_consent(client.id, given)
    withdrawn = replace(given, withdrawn_on=TODAY)
    book.files.set_consent(client.id, withdrawn)
    page = file(book, client)
    assert {consent.kind: consent for consent in page.consents}[ConsentKind.RESEARCH] == withdrawn
    assert len(page.consents) == len(ConsentKind)
    assert [event.reason for event in page.events] == ["research/given", "research/withdrawn"]


@pytest.mark.parametrize(
    ("given", "withdrawn", "sentence"),
    [
        (TODAY + timedelta(days=1), None, "in the future"),
        (TODAY, TODAY - timedelta(days=1), "before it was given"),
    ],
)
def test_a_consent_on_impossible_days_is_refused(
    book: SqlCasebook, given: date, withdrawn: date | None, sentence: str
) -> None:
    client = added(book)
    with pytest.raises(UsageError, match=sentence):
        book.files.set_consent(client.id, Consent(kind=ConsentKind.RESEARCH, given_on=given, withdrawn_on=withdrawn))


def test_whoever_no_longer_takes_part_is_lost_as_declined(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    taking_part = Consent(kind=ConsentKind.TAKING_PART, given_on=LAST_SPRING)
    book.files.set_consent(client.id, taking_part)
    book.files.set_consent(client.id, replace(taking_part, withdrawn_on=TODAY))
    assert stored(site, client) == [("2026-11-01", "dropout", "AVBOJT", "Anna Berg", 0, False)]
    assert agrees(book)


# Events


def test_an_event_is_corrected_and_can_still_be_read(book: SqlCasebook) -> None:
    client = added(book)
    wrong = book.files.add_event(client.id, NewEvent(kind=EventKind.APPLICATION, on=TODAY, note="brev"))
    with pytest.raises(UsageError, match="needs a reason"):
        book.files.add_event(client.id, NewEvent(kind=EventKind.NOTIFICATION, on=TODAY, corrects=wrong))
    right = NewEvent(kind=EventKind.NOTIFICATION, on=date(2026, 11, 2), reason="fel sort", corrects=wrong)
    book.files.add_event(client.id, right)
    events = {event.id: event for event in file(book, client).events}
    assert [
        (event.kind.value, event.corrected, event.corrects) for event in sorted(events.values(), key=lambda e: e.id)
    ] == [
        ("APPL", True, None),
        ("NOTI", False, wrong),
    ]
    with pytest.raises(UsageError, match="corrected already"):
        book.files.add_event(client.id, right)


def test_a_death_of_the_wrong_client_is_taken_back(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    book.files.change_case(client.id, CaseChange.DECEASED, TODAY)
    assert stored(site, client)[0][1] == "deceased"
    assert file(book, client).closed
    (death,) = [event for event in file(book, client).events if event.kind is EventKind.DECEASED]
    taken_back = NewEvent(kind=EventKind.DECEASED, on=TODAY, reason="fel klient", corrects=death.id, taken_back=True)
    book.files.add_event(client.id, taken_back)
    assert stored(site, client)[0][1] is None
    assert not file(book, client).closed
    assert agrees(book)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (NewEvent(kind=EventKind.CARE_PLAN, on=TODAY + timedelta(days=1)), "in the future"),
        (NewEvent(kind=EventKind.CARE_PLAN, on=date(1066, 10, 14)), "no such date"),
        (NewEvent(kind=EventKind.BASE_HELD, on=TODAY), "registers this event itself"),
        (NewEvent(kind=EventKind.DECISION, on=TODAY), "decision without one needs a reason"),
        (NewEvent(kind=EventKind.BASE_NOT_HELD, on=TODAY, reason="glömt"), "told by a code"),
        (NewEvent(kind=EventKind.REOPENED, on=TODAY), "case is open"),
        (NewEvent(kind=EventKind.FEEDBACK, on=TODAY, interview_id="x"), "not one of this client's"),
        (NewEvent(kind=EventKind.CARE_PLAN, on=TODAY, corrects=99, reason="a"), "no such event"),
    ],
)
def test_an_event_that_cannot_be_is_refused(site: Site, book: SqlCasebook, event: NewEvent, sentence: str) -> None:
    client = added(book)
    with pytest.raises(UsageError, match=sentence):
        book.files.add_event(client.id, event)
    assert site.rows("SELECT count(*) FROM case_event") == [(0,)]


def test_a_decision_rests_on_a_base_interview_or_on_a_reason(book: SqlCasebook) -> None:
    client = added(book)
    assert book.files.add_event(client.id, NewEvent(kind=EventKind.DECISION, on=TODAY, reason="akut"))
    interviewed(book, client)
    assert book.files.add_event(client.id, NewEvent(kind=EventKind.DECISION, on=TODAY))


def test_feedback_told_on_the_time_line_closes_its_item(book: SqlCasebook) -> None:
    client = followed(book)
    book.files.add_event(client.id, NewEvent(kind=EventKind.FEEDBACK, on=date(2026, 5, 12)))
    assert queue(book, kind=ItemKind.FEEDBACK) == []


# The case as a whole


def test_a_case_is_closed_with_its_items_or_without(site: Site, book: SqlCasebook) -> None:
    staying, ending = followed(book), followed(book)
    with pytest.raises(UsageError, match="reason is empty"):
        book.files.change_case(staying.id, CaseChange.CLOSED_ITEMS_STAY, TODAY)
    book.files.change_case(staying.id, CaseChange.CLOSED_ITEMS_STAY, TODAY, "insatsen är slut")
    book.files.change_case(ending.id, CaseChange.CLOSED_ITEMS_END, TODAY, "insatsen är slut")
    assert (stored(site, staying)[0][1], stored(site, ending)[0][1]) == (None, "case_closed")
    assert file(book, staying).closed
    with pytest.raises(UsageError, match="ended already: case closed"):
        book.files.change_case(staying.id, CaseChange.CLOSED_ITEMS_END, TODAY, "igen")
    book.work.postpone(aim(book, staying), date(2026, 12, 1), "bokad")
    book.files.change_case(ending.id, CaseChange.REOPENED, TODAY)
    assert [row[1] for row in stored(site, ending)] == ["case_closed", None]
    assert agrees(book)


def test_the_page_shows_open_items_first_with_their_rows(book: SqlCasebook, clock: Clock) -> None:
    client = followed(book)
    book.work.drop_out(aim(book, client), "TID")
    page = file(book, client)
    still_open = [item for item in page.items if item.ending is None]
    assert list(page.items[: len(still_open)]) == still_open
    assert [row.kind for row in page.rows] == [item.kind for item in still_open]
    assert [event.kind.value for event in page.events] == ["ASIB", "FUNO"]


def test_the_staff_to_choose_from_are_the_units_or_all(site: Site, book: SqlCasebook) -> None:
    site.staffed("cia", "Cia Lind", "Söder")
    assert [one.name for one in book.files.staff_for(Scope.UNIT)] == ["Anna Berg"]
    assert [one.name for one in book.files.staff_for(Scope.ALL)] == ["Anna Berg", "Cia Lind"]
    assert [unit.name for unit in book.work.units()] == ["Söder", "Vuxen Norr"]
    assert me(book).unit in book.work.units()
