"""The client's page in lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import CaseEvent, EventKind
from asi_tui.core.casework import InterviewSummary
from asi_tui.core.client_file import (
    ClientFile,
    Consent,
    ConsentKind,
    IdentifierKind,
    Identity,
    IdentityChange,
    Protection,
)
from asi_tui.core.identity import parse_born
from asi_tui.core.intervention import EndReason, Intervention
from asi_tui.core.intervention_records import Record
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, Sex
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.i18n import use_language
from asi_tui.tui.client_entries import Section, entries_of
from asi_tui.tui.fields import Fields
from asi_tui.tui.identity_form import file_fields, identity_in, values_of
from asi_tui.tui.widgets.paper import words_of
from tests.tui.test_action_forms import STAFF

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLIENT = Client(id="c", code="K7X2MQ3R", name="Maj-Britt Andersson", born="1959-04-12", sex=Sex.WOMAN, unit="Norr")
IDENTITY = Identity(
    name="Maj-Britt Andersson",
    born="1959-04-12",
    sex=Sex.WOMAN,
    kind=IdentifierKind.PERSONNUMMER,
    number="195904120000",
    telephone="070-174 06 05",
    handler="anna",
)
NAMES = {member.id: member.name for member in STAFF}


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def file(**more: Any) -> ClientFile:
    given: dict[str, Any] = {"client": CLIENT, "identity": IDENTITY}
    return ClientFile(**(given | more))


def lines(section: Section, known: ClientFile) -> list[str]:
    return [words_of(entry.spans) for entry in entries_of(known, NAMES, TODAY) if entry.section is section]


def test_who_the_client_is_stands_first() -> None:
    assert lines(Section.CLIENT, file()) == [
        "Maj-Britt Andersson · kvinna · född 1959-04-12, 67 år",
        "personnummer 19590412-0000 · telefon 070-174 06 05",
        "handläggare Anna Berg · följs upp med enhetens intervall",
    ]


def test_little_may_be_known_of_a_client() -> None:
    unknown = Identity(name="", born="1984", sex=Sex.UNKNOWN, own_interval=12, interval_reason="ettårsprogram")
    assert lines(Section.CLIENT, file(identity=unknown)) == [
        "utan namn · kön ej angivet · född 1984, cirka 42 år",
        "inget nummer",
        "ingen handläggare · följs upp var 12:e månad: ettårsprogram",
    ]


def test_a_closed_case_earlier_names_and_a_like_client_are_told() -> None:
    change = IdentityChange(field="name", was="Maj-Britt Ek", at=NOON, by="Bo Ek")
    told = "\n".join(lines(Section.CLIENT, file(closed=True, changes=(change,), same_birth=("P4RT0WKD",))))
    assert "ärendet avslutat" in told
    assert "1 tidigare namn eller nummer sparade, senast 2026-11-20 (Bo Ek)" in told
    assert "P4RT-0WKD" in told
    assert "Maj-Britt Ek" not in told


def test_of_a_protected_client_neither_name_nor_number_nor_telephone_stands_on_the_page() -> None:
    protected = file(
        client=replace(CLIENT, protected=True),
        identity=replace(IDENTITY, protection=Protection.SECRECY_MARKED),
        named=("anna", "bo"),
    )
    told = "\n".join(lines(Section.CLIENT, protected))
    assert "SKYDDADE PERSONUPPGIFTER, sekretessmarkering: får ses av Anna Berg, Bo Ek" in told
    assert not any(secret in told for secret in ("Maj-Britt", "19590412", "070"))


def event(day: int, kind: EventKind, number: int = 1, **more: Any) -> CaseEvent:
    return CaseEvent(id=number, kind=kind, on=date(2026, 3, day), at=NOON, by="Anna Berg", **more)


def test_the_time_line_has_the_newest_event_first() -> None:
    known = file(
        events=(
            event(1, EventKind.APPLICATION),
            event(20, EventKind.DECISION, note="HVB"),
            event(9, EventKind.BASE_NOT_HELD, reason="KAND"),
            event(15, EventKind.DECISION, note="öppenvård", corrected=True),
            event(18, EventKind.CONSENT, 0, reason="taking_part/given"),
        )
    )
    assert lines(Section.EVENTS, known) == [
        "2026-03-20  beslut  HVB  Anna Berg",
        "2026-03-18  samtycke  att delta i intervjuer, lämnat  Anna Berg",
        "2026-03-15  beslut (rättad)  öppenvård  Anna Berg",
        "2026-03-09  ASI Grund ej genomförd  klienten bedömd som känd  Anna Berg",
        "2026-03-01  ansökan  Anna Berg",
    ]


def test_interviews_stand_newest_first_with_how_far_they_have_come() -> None:
    held = [
        InterviewSummary(
            id=state,
            client=CLIENT,
            form=form,
            interview_date=date(2026, month, 1),
            state=state,
            interviewer_name="Bo Ek",
        )
        for month, form, state in ((1, "grund", InterviewState.SIGNED), (7, "uppf-kort", InterviewState.DRAFT))
    ]
    first, second = lines(Section.INTERVIEWS, file(interviews=tuple(held)))
    assert first.startswith("2026-07-01  Uppf. kort")
    assert "utkast" in first
    assert second.startswith("2026-01-01  Grund")
    assert "signerad" in second


def test_interventions_stand_with_their_days_and_what_came_of_them() -> None:
    on = Intervention(
        unit="u", responsible="s", kind="outpatient", name="IPS", provider="Ankaret", began_on=date(2026, 5, 4)
    )
    ended = replace(on, ended_on=date(2026, 9, 1), end_reason=EndReason.BY_CLIENT)
    planned = replace(on, began_on=None, planned_from=date(2027, 1, 1))
    records = (
        Record(id="a", client=CLIENT, intervention=on),
        Record(id="b", client=CLIENT, intervention=planned),
        Record(id="c", client=CLIENT, intervention=ended),
        Record(id="d", client=CLIENT, intervention=ended, recorded_on=date(2026, 9, 2)),
        Record(id="e", client=CLIENT, intervention=replace(ended, end_reason=None), recorded_on=date(2026, 9, 2)),
    )
    assert lines(Section.INTERVENTIONS, file(interventions=records)) == [
        "2026-05-04–            pågår  IPS  Ankaret",
        "2027-01-01–            planerad  IPS  Ankaret",
        "2026-05-04–2026-09-01  ej ifylld  IPS  avbruten av klienten  Ankaret",
        "2026-05-04–2026-09-01  IPS  avbruten av klienten  Ankaret",
        "2026-05-04–2026-09-01  avslutad  IPS  Ankaret",
    ]


def test_what_waits_is_told_as_in_the_queue() -> None:
    row = QueueRow(
        client=CLIENT,
        initials="M-B A",
        responsible="Anna Berg",
        item_id=1,
        kind=ItemKind.FOLLOW_UP,
        due_on=date(2026, 8, 1),
        attempts=2,
        postponed=True,
        commissioned_to="Ove Lind",
    )
    (line,) = lines(Section.ITEMS, file(rows=(row,)))
    assert all(word in line for word in ("2026-08-01", "uppföljning", "mycket försenad", "uppdrag Ove Lind", "t2"))


def test_each_consent_has_a_line_whether_asked_for_or_not() -> None:
    given = Consent(kind=ConsentKind.TAKING_PART, given_on=date(2026, 1, 1))
    gone = Consent(kind=ConsentKind.RESEARCH, given_on=date(2026, 1, 1), withdrawn_on=date(2026, 2, 1))
    told = lines(Section.CONSENTS, file(consents=(given, gone)))
    assert len(told) == len(ConsentKind)
    assert [line.split("  ")[-1].strip() for line in told] == [
        "lämnat 2026-01-01",
        "inte tillfrågad",
        "inte tillfrågad",
        "återkallat 2026-02-01",
    ]


def test_a_remark_leads_to_its_interview() -> None:
    known = file(remarks=(("i7", Remark(about="D15", text="fråga igen", at=NOON, by="Bo Ek")),))
    (entry,) = [one for one in entries_of(known, NAMES, TODAY) if one.section is Section.REMARKS]
    assert words_of(entry.spans) == "2026-11-20  D15  fråga igen  Bo Ek"
    assert isinstance(entry.subject, tuple)
    assert entry.subject[0] == "i7"


# The form of who the client is.


@pytest.mark.parametrize(
    ("identity", "named"),
    [
        (IDENTITY, ()),
        (Identity(name="", born="", sex=Sex.UNKNOWN), ()),
        (replace(IDENTITY, own_interval=12, interval_reason="ettårsprogram", handler=None), ()),
        (replace(IDENTITY, protection=Protection.SECRECY_MARKED), ("anna", "bo")),
    ],
)
def test_a_form_that_nobody_touches_changes_nothing(identity: Identity, named: tuple[str, ...]) -> None:
    fields = Fields(file_fields(identity, named, STAFF, TODAY))
    kept = replace(identity, number=fields.value("number"))
    assert identity_in(fields, identity, TODAY) == kept
    assert kept.number.replace("-", "") == identity.number
    assert {entry.id for entry in fields.fields} == set(values_of(identity, named))


@pytest.mark.parametrize("protection", [Protection.PROTECTED_REGISTRATION, Protection.ASSIGNED_IDENTITY])
def test_the_stronger_protections_keep_no_telephone_number(protection: Protection) -> None:
    was = replace(IDENTITY, protection=protection)
    assert identity_in(Fields(file_fields(was, ("anna",), STAFF, TODAY)), was, TODAY).telephone == ""


def test_birth_is_kept_as_a_day_however_it_is_typed() -> None:
    assert parse_born("590412", TODAY) == IDENTITY.born
    was = replace(IDENTITY, born="590412")
    assert identity_in(Fields(file_fields(was, (), STAFF, TODAY)), was, TODAY).born == "1959-04-12"
