"""The panels in which something is done: what a few keys in each tell the casebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from asi_tui.core.case_events import CaseEvent, EventKind, NewEvent
from asi_tui.core.casework import InterviewSummary
from asi_tui.core.casework_ports import Done, Target
from asi_tui.core.client_file import ClientFile, Consent, ConsentKind, Identity
from asi_tui.core.happenings import CaseChange
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.outcomes import Channel, ContactResult, Means
from asi_tui.core.people import Client, Sex, StaffMember, Unit
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.i18n import tell, use_language
from asi_tui.tui import action_forms, client_forms, hand_over, interview_forms
from asi_tui.tui.asking import Asked
from asi_tui.tui.widgets.action_panel import panel_lines
from asi_tui.tui.widgets.paper import words_of
from tests.tui.test_fields import after

TODAY = date(2026, 11, 22)
NORTH, ANCHOR = Unit("north", "Vuxen Norr"), Unit("anchor", "Öppenvården Ankaret")
ANNA, BO, OVE = (
    StaffMember("anna", "anna", "Anna Berg", NORTH),
    StaffMember("bo", "bo", "Bo Ek", NORTH),
    StaffMember("ove", "ove", "Ove Lind", ANCHOR),
)
STAFF = (ANNA, BO, OVE)
CLIENT = Client(id="c", code="66AJRHS6", name="Doris Dag", born="", sex=Sex.UNKNOWN, unit="Vuxen Norr")


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def row(item: int = 7, kind: ItemKind = ItemKind.FOLLOW_UP, **more: Any) -> QueueRow:
    return QueueRow(
        client=CLIENT,
        initials="D D",
        responsible="Anna Berg",
        responsible_id="anna",
        item_id=item,
        version=3,
        kind=kind,
        due_on=TODAY,
        **more,
    )


AIM = (Target(7, 3),)


class Recorder:
    """A casebook that keeps what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    @property
    def work(self) -> Recorder:
        return self

    files = work

    def __getattr__(self, name: str) -> Callable[..., Done]:
        def keep(*values: Any, **named: Any) -> Done:
            self.asked.append((name, values, named))
            return Done(1, 12)

        return keep


def done(asked: Asked, typed: str) -> tuple[str, tuple[Any, ...], dict[str, Any], str]:
    """What the casebook is asked to do when this is typed in a panel, and what the message line says."""
    fields = after(asked.fields, typed)
    assert fields.is_accepted, fields.message
    recorder = Recorder()
    assert asked.do is not None
    told = asked.do(cast(Casebook, recorder), asked.rows, fields)
    ((name, values, named),) = recorder.asked
    return name, values, named, tell(told.message)


def dropped(reason: str, note: str = "", *, runs_on: bool = True) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    return "drop_out", (AIM, reason, note), {"clock_runs_on": runs_on}


@pytest.mark.parametrize(
    ("typed", "wanted", "told"),
    [
        ("10{enter}", dropped("AVBOJT"), "66AJ-RHS6: bortfall, avböjt"),
        ("18{enter}", dropped("TOLK"), "66AJ-RHS6: bortfall, språk, ingen tolk att få"),
        ("20{enter}", dropped("TID"), "66AJ-RHS6: bortfall, tidsbrist"),
        ("kog{enter}", dropped("KOGN"), "66AJ-RHS6: bortfall, kognitiv svårighet"),
        ("10{down}flyttar snart{enter}", dropped("AVBOJT", "flyttar snart"), "66AJ-RHS6: bortfall, avböjt"),
        ("10{down}{down}2{enter}", dropped("AVBOJT", runs_on=False), "66AJ-RHS6: bortfall, avböjt"),
        ("26lokalen stängd{enter}", dropped("ANNAT", "lokalen stängd"), "66AJ-RHS6: bortfall, annat"),
        ("12{enter}", dropped("AVLID", runs_on=False), "66AJ-RHS6: bortfall, avliden"),
    ],
)
def test_a_dropout_takes_its_reason_and_no_more_keys_than_that(typed: str, wanted: Any, told: str) -> None:
    *call, message = done(action_forms.ask_dropout((row(),)), typed)
    assert (tuple(call), message) == (wanted, told)


def test_the_first_digit_of_a_reason_tells_whose_side_it_lies_on() -> None:
    asked = action_forms.ask_dropout((row(),))
    sides = {option.key[0]: set[str]() for option in asked.fields.fields[0].options}
    for option in asked.fields.fields[0].options:
        assert option.group is not None
        sides[option.key[0]].add(tell(option.group))
    assert sides == {"1": {"Klientens sida"}, "2": {"Verksamhetens sida"}}
    lines = [words_of(line) for line in panel_lines(asked.heading, asked.about, asked.fields, 80, 18)]
    place = lines.index("   Verksamhetens sida")
    assert lines.index("   Klientens sida") < place
    assert all(" 10 " in line or "20 " not in line for line in lines[:place])
    assert "20 tidsbrist" in lines[place + 1]


def test_only_after_a_follow_up_is_it_asked_whether_the_clock_runs_on() -> None:
    asked = action_forms.ask_dropout((row(kind=ItemKind.BASE),))
    assert [asked.fields.fields[place].id for place in asked.fields.counting] == ["reason", "note"]


@pytest.mark.parametrize(("attempts", "told"), [(0, "0 försök"), (2, "2 försök"), (3, "")])
def test_it_is_told_beforehand_when_the_attempts_are_too_few(attempts: int, told: str) -> None:
    reason = action_forms.ask_dropout((row(attempts=5), row(attempts=attempts))).fields.fields[0]
    assert told in tell(reason.tells("EJNAS"))
    assert bool(tell(reason.tells("EJNAS"))) is bool(told)
    assert reason.tells("AVBOJT") is None


@pytest.mark.parametrize(
    ("typed", "until", "reason"),
    [
        ("{enter}1{enter}", date(2026, 12, 7), "tid är bokad"),
        ("+7{enter}semester{enter}", date(2026, 11, 29), "semester"),
        ("1201{enter}4{enter}", date(2026, 12, 1), "handläggaren är borta"),
    ],
)
def test_postponing_takes_a_day_and_a_reason(typed: str, until: date, reason: str) -> None:
    assert done(action_forms.ask_postpone((row(),), TODAY), typed) == (
        "postpone",
        (AIM, until, reason),
        {},
        f"66AJ-RHS6: uppskjuten till {until}",
    )


@pytest.mark.parametrize("typed", ["{enter}{enter}", "-1{enter}1{enter}", "0231{enter}1{enter}", "{enter} {enter}"])
def test_without_a_reason_or_a_day_to_come_nothing_is_postponed(typed: str) -> None:
    assert not after(action_forms.ask_postpone((row(),), TODAY).fields, typed).is_accepted


def test_a_day_when_offices_are_closed_is_told_and_taken() -> None:
    until = action_forms.ask_postpone((row(),), TODAY).fields.fields[0]
    assert until.text == "2026-12-07", "the Sunday two weeks on gives way to the Monday"
    assert tell(until.tells("1224")) == "= 2026-12-24, torsdag: stängt, nästa arbetsdag 2026-12-28"
    assert until.check("1224", {}) is None


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("11{enter}", (AIM, TODAY, Channel.PHONE, ContactResult.NO_ANSWER, "")),
        ("1{enter}1{enter}", (AIM, TODAY, Channel.PHONE, ContactResult.NO_ANSWER, "")),
        ("34{down}-2{enter}", (AIM, date(2026, 11, 20), Channel.LETTER, ContactResult.BOOKED, "")),
        ("21{down}{down}till mamman{enter}", (AIM, TODAY, Channel.MESSAGE, ContactResult.NO_ANSWER, "till mamman")),
    ],
)
def test_an_attempt_takes_how_and_what_came_of_it(typed: str, values: tuple[Any, ...]) -> None:
    name, given, _, told = done(action_forms.ask_attempt((row(attempts=2),), TODAY), typed)
    assert (name, given) == ("attempt", values)
    assert told.startswith("66AJ-RHS6: försök 3, ")


def test_other_means_take_which() -> None:
    assert done(action_forms.ask_other_means((row(),), TODAY), "1{enter}") == (
        "follow_up_otherwise",
        (AIM, Means.RECORD_NOTES, TODAY, ""),
        {},
        "66AJ-RHS6: uppföljd på annat sätt, anteckningar i akten",
    )


def test_feedback_was_given_today_unless_told_otherwise() -> None:
    asked = action_forms.ask_feedback((row(kind=ItemKind.FEEDBACK),), TODAY)
    assert done(asked, "{enter}")[:2] == ("give_feedback", (AIM, TODAY))
    assert done(asked, "1101{enter}")[:2] == ("give_feedback", (AIM, date(2026, 11, 1)))
    assert not after(asked.fields, "20270101{enter}").is_accepted


@pytest.mark.parametrize(
    ("typed", "wanted", "told"),
    [
        ("2{enter}", {"to_staff": "bo", "to_unit": None, "may_read": None}, "uppdrag till Bo Ek"),
        ("ove{enter}", {"to_staff": "ove", "to_unit": None, "may_read": None}, "uppdrag till Ove Lind"),
        ("anka{down}3{enter}", {"to_staff": None, "to_unit": "anchor", "may_read": "decision"}, "Öppenvården Ankaret"),
        ("2{down}2{enter}", {"to_staff": "bo", "to_unit": None, "may_read": "consent"}, "uppdrag till Bo Ek"),
        ("0{enter}", {"to_staff": None, "to_unit": None, "may_read": None}, "uppdraget är taget tillbaka"),
    ],
)
def test_a_commission_goes_to_somebody_and_shows_nothing_unless_told(
    typed: str, wanted: dict[str, Any], told: str
) -> None:
    asked = hand_over.ask_commission((row(commissioned_to="Bo Ek"),), STAFF, (NORTH, ANCHOR))
    name, values, named, message = done(asked, typed)
    assert (name, values, named) == ("commission", (AIM,), wanted)
    assert told in message


def test_a_commission_that_is_not_given_cannot_be_taken_back() -> None:
    assert not after(hand_over.ask_commission((row(),), STAFF, ()).fields, "0{enter}").is_accepted


def test_rows_or_all_that_a_colleague_has_are_handed_over() -> None:
    everything = hand_over.ask_hand_over_all((row(),), STAFF, 12)
    asked = hand_over.ask_hand_over((row(),), (BO, OVE), everything)
    assert done(asked, "1{enter}") == ("hand_over_items", (AIM, "bo"), {}, "66AJ-RHS6: lämnad över till Bo Ek")
    assert asked.other is not None
    assert done(asked.other(), "ov{enter}") == (
        "hand_over",
        ("anna", "ove"),
        {},
        "12 rader hos Anna Berg lämnade över till Ove Lind",
    )


def test_what_is_done_to_several_rows_is_told_by_their_number() -> None:
    name, values, _, told = done(action_forms.ask_dropout((row(), row(8))), "10{enter}")
    assert (name, values[0]) == ("drop_out", (Target(7, 3), Target(8, 3)))
    assert told == "2 rader: bortfall, avböjt"


# The client's page.


def file(**more: Any) -> ClientFile:
    return ClientFile(client=CLIENT, identity=Identity(name="Doris Dag", born="", sex=Sex.UNKNOWN), **more)


HELD = InterviewSummary(
    id="i",
    client=CLIENT,
    form="grund-kort",
    interview_date=TODAY,
    state=InterviewState.COMPLETE,
    interviewer_name="Anna Berg",
)
DECIDED = CaseEvent(
    id=5, kind=EventKind.DECISION, on=date(2026, 3, 1), at=datetime(2026, 3, 2, tzinfo=UTC), by="Anna", note="HVB"
)


@pytest.mark.parametrize(
    ("known", "typed", "event"),
    [
        (file(interviews=(HELD,)), "besl{enter}", NewEvent(kind=EventKind.DECISION, on=TODAY)),
        (file(), "nätv{down}-3{enter}", NewEvent(kind=EventKind.NETWORK_MEETING, on=date(2026, 11, 19))),
        (file(), "1{down}{down}ringde{enter}", NewEvent(kind=EventKind.APPLICATION, on=TODAY, note="ringde")),
        (
            file(),
            "besl{enter}akut läge{enter}",
            NewEvent(kind=EventKind.DECISION, on=TODAY, reason="akut läge"),
        ),
        (
            file(interviews=(replace(HELD, state=InterviewState.DRAFT),)),
            "besl{enter}akut{enter}",
            NewEvent(kind=EventKind.DECISION, on=TODAY, reason="akut"),
        ),
        (file(), "ej{enter}känd{enter}", NewEvent(kind=EventKind.BASE_NOT_HELD, on=TODAY, reason="KAND")),
    ],
)
def test_an_event_is_a_word_and_a_day_and_a_reason_where_one_is_wanted(
    known: ClientFile, typed: str, event: NewEvent
) -> None:
    assert done(client_forms.ask_event(known, TODAY), typed)[:2] == ("add_event", ("c", event))


def test_events_that_the_program_keeps_cannot_be_chosen() -> None:
    options = {option.value for option in client_forms.ask_event(file(), TODAY).fields.fields[0].options}
    assert not options & {EventKind.BASE_HELD, EventKind.CONSENT, EventKind.INTERVENTION_ENDED}
    assert options >= {EventKind.DECISION, EventKind.CLOSED, EventKind.BASE_NOT_HELD}


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        ("avlid{enter}", CaseChange.DECEASED),
        ("ärendet avs{enter}klar{enter}", CaseChange.CLOSED_ITEMS_STAY),
        ("ärendet avs{down}{down}2{enter}klar{enter}", CaseChange.CLOSED_ITEMS_END),
    ],
)
def test_events_of_the_whole_case_change_the_case(typed: str, change: CaseChange) -> None:
    name, values, _, _ = done(client_forms.ask_event(file(), TODAY), typed)
    reason = "" if change is CaseChange.DECEASED else "klar"
    assert (name, values) == ("change_case", ("c", change, TODAY, reason))


def test_an_event_is_corrected_with_a_reason() -> None:
    asked = client_forms.ask_event(file(), TODAY, DECIDED)
    assert not after(asked.fields, "{enter}{enter}").is_accepted
    corrected = NewEvent(
        kind=EventKind.DECISION, on=date(2026, 3, 1), note="HVB", reason="fel dag", corrects=5, taken_back=False
    )
    assert done(asked, "{enter}fel dag{enter}")[1] == ("c", corrected)
    taken_back = replace(corrected, reason="fel klient", taken_back=True)
    assert done(asked, "2{enter}{enter}fel klient{enter}")[1] == ("c", taken_back)


@pytest.mark.parametrize(
    ("consent", "typed", "wanted"),
    [
        (Consent(kind=ConsentKind.RESEARCH), "{enter}", Consent(kind=ConsentKind.RESEARCH, given_on=TODAY)),
        (
            Consent(kind=ConsentKind.RESEARCH, given_on=date(2026, 1, 1)),
            "{enter}",
            Consent(kind=ConsentKind.RESEARCH, given_on=date(2026, 1, 1), withdrawn_on=TODAY),
        ),
        (
            Consent(kind=ConsentKind.RESEARCH, given_on=date(2026, 1, 1), withdrawn_on=date(2026, 2, 1)),
            "{enter}",
            Consent(kind=ConsentKind.RESEARCH, given_on=TODAY),
        ),
        (
            Consent(kind=ConsentKind.CONTACT_AFTER_CLOSURE),
            "{down}-1{down}ring mobilen{enter}",
            Consent(kind=ConsentKind.CONTACT_AFTER_CLOSURE, given_on=date(2026, 11, 21), note="ring mobilen"),
        ),
    ],
)
def test_a_consent_is_turned_by_one_enter(consent: Consent, typed: str, wanted: Consent) -> None:
    assert done(client_forms.ask_consent(file(), consent, TODAY), typed)[:2] == ("set_consent", ("c", wanted))


@pytest.mark.parametrize(
    ("closed", "typed", "wanted"),
    [
        (False, "1{enter}insatsen klar{enter}", (CaseChange.CLOSED_ITEMS_STAY, TODAY, "insatsen klar")),
        (False, "2{enter}klar{enter}", (CaseChange.CLOSED_ITEMS_END, TODAY, "klar")),
        (False, "3{down}-5{enter}", (CaseChange.DECEASED, date(2026, 11, 17), "")),
        (True, "1{enter}", (CaseChange.REOPENED, TODAY, "")),
        (True, "3{enter}", (CaseChange.MOVED, TODAY, "")),
    ],
)
def test_closing_asks_once_whether_the_rows_stay_and_why(closed: bool, typed: str, wanted: tuple[Any, ...]) -> None:
    assert done(client_forms.ask_case(file(closed=closed), TODAY), typed)[:2] == ("change_case", ("c", *wanted))


def test_a_base_interview_is_ordered_with_two_keys() -> None:
    asked = interview_forms.ask_base("c", "66AJRHS6", STAFF, "anna", TODAY)
    assert done(asked, "{enter}") == (
        "order_base",
        ("c", date(2026, 12, 7), "anna"),
        {},
        "66AJ-RHS6: grundintervju beställd, förfaller 2026-12-07",
    )
    assert done(asked, "1201{down}2{enter}")[1] == ("c", date(2026, 12, 1), "bo")
