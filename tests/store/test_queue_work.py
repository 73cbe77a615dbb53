"""Every action on the queue and its undo; two people at the same item; what cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from asi_tui.core.casework_ports import Target
from asi_tui.core.client_file import Consent, ConsentKind
from asi_tui.core.happenings import CaseChange
from asi_tui.core.outcomes import DROPOUT_REASONS, Channel, ContactResult, Means
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, Scope
from asi_tui.errors import AsiError, TouchedElsewhere, UsageError
from asi_tui.store.casebook import SqlCasebook
from tests.store.site import TODAY, Clock, Site, added, begun, counts, interviewed, me, queue
from tests.store.work import agrees, aim, followed, row_of, stored, target

DUE = "2026-11-01"
OPEN = (DUE, None, None, "Anna Berg", 0, False)


@pytest.fixture
def bo(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A colleague in the same unit."""
    return site.staffed("bo", "Bo Ek", "Vuxen Norr")


@pytest.fixture
def cia(site: Site, book: SqlCasebook) -> SqlCasebook:
    """A treatment worker of another unit."""
    return site.staffed("cia", "Cia Lind", "Ankaret")


Act = Callable[[SqlCasebook, list[Target], SqlCasebook], int]

ACTIONS: dict[str, tuple[Act, list[tuple[object, ...]]]] = {
    "postpone": (
        lambda book, at, _: book.work.postpone(at, date(2026, 12, 1), "på sjukhus").undo,
        [("2026-12-01", None, None, "Anna Berg", 0, True)],
    ),
    "attempt": (
        lambda book, at, _: book.work.attempt(at, TODAY, Channel.PHONE, ContactResult.NO_ANSWER, "ringt").undo,
        [(DUE, None, None, "Anna Berg", 1, False)],
    ),
    "drop out, clock running on": (
        lambda book, at, _: book.work.drop_out(at, "SJUK").undo,
        [(DUE, "dropout", "SJUK", "Anna Berg", 0, False), ("2027-05-01", None, None, "Anna Berg", 0, False)],
    ),
    "drop out, clock stopped": (
        lambda book, at, _: book.work.drop_out(at, "TID", clock_runs_on=False).undo,
        [(DUE, "dropout", "TID", "Anna Berg", 0, False)],
    ),
    "died": (
        lambda book, at, _: book.work.drop_out(at, "AVLID").undo,
        [(DUE, "deceased", "AVLID", "Anna Berg", 0, False)],
    ),
    "other means": (
        lambda book, at, _: book.work.follow_up_otherwise(at, Means.UBAT, TODAY).undo,
        [(DUE, "other_means", "ubat", "Anna Berg", 0, False), ("2027-05-01", None, None, "Anna Berg", 0, False)],
    ),
    "commission": (
        lambda book, at, cia: book.work.commission(at, to_staff=me(cia).id, to_unit=None, may_read=None).undo,
        [OPEN],
    ),
    "hand over": (
        lambda book, at, cia: book.work.hand_over_items(at, me(cia).id).undo,
        [(DUE, None, None, "Cia Lind", 0, False)],
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_and_undone(site: Site, book: SqlCasebook, cia: SqlCasebook, name: str) -> None:
    client, other = followed(book), followed(book)
    act, after = ACTIONS[name]
    before = row_of(book, client)
    number = act(book, [target(before)], cia)
    assert (stored(site, client), stored(site, other)) == (after, [OPEN])
    assert book.work.last_action() == number
    assert agrees(book)
    assert book.work.undo(number).undo == number
    assert [row for row in stored(site, client) if row[1] != "withdrawn"] == [OPEN]
    assert row_of(book, client).version > before.version
    assert book.work.last_action() is None
    assert agrees(book)


def test_an_order_is_done_and_undone(site: Site, book: SqlCasebook, bo: SqlCasebook) -> None:
    client = added(book)
    done = book.work.order_base(client.id, date(2026, 12, 1), me(bo).id)
    assert stored(site, client) == [("2026-12-01", None, None, "Bo Ek", 0, False)]
    book.work.undo(done.undo)
    assert stored(site, client)[0][1] == "withdrawn"
    assert agrees(book)
    book.work.order_base(client.id, date(2026, 12, 2), me(bo).id)
    draft = begun(book, client)
    assert site.rows("SELECT interview_id FROM follow_up WHERE closed_at IS NULL") == [(draft,)]


def test_feedback_closes_its_item_and_is_undone(book: SqlCasebook) -> None:
    client = followed(book)
    row = row_of(book, client, ItemKind.FEEDBACK)
    assert (row.interview_id, row.form) == (book.interviews(client.id)[0].id, "grund")
    done = book.work.give_feedback([target(row)], date(2026, 5, 10))
    assert queue(book, kind=ItemKind.FEEDBACK) == []
    assert [event.kind.value for event in book.files.open(client.code, "test").events] == ["ASIB", "FEED"]
    book.work.undo(done.undo)
    assert len(queue(book, kind=ItemKind.FEEDBACK)) == 1


def test_several_rows_are_acted_on_together_and_undone_together(site: Site, book: SqlCasebook) -> None:
    clients = [followed(book, f"{number}") for number in range(4)]
    done = book.work.drop_out([aim(book, client)[0] for client in clients], "TID")
    assert done.items == 4
    assert {stored(site, client)[0][1] for client in clients} == {"dropout"}
    book.work.undo(done.undo)
    assert [row.due_on for row in queue(book)] == [date(2026, 11, 1)] * 4


def test_all_or_none(site: Site, book: SqlCasebook, bo: SqlCasebook) -> None:
    first, second = followed(book), followed(book)
    targets = [aim(book, first)[0], aim(book, second)[0]]
    bo.work.attempt(aim(bo, second), TODAY, Channel.PHONE, ContactResult.BOOKED)
    with pytest.raises(TouchedElsewhere):
        book.work.postpone(targets, date(2026, 12, 1), "semester")
    assert stored(site, first) == [OPEN]


def test_a_colleague_leaves_with_twelve_items(site: Site, book: SqlCasebook, bo: SqlCasebook) -> None:
    for number in range(4):
        followed(bo, f"{number}", interviewer=me(bo).id)
    before = book.work.open_items(me(bo).id)
    # Each has a follow-up, a rating and feedback waiting.
    assert before == 12
    site.change("UPDATE staff SET active = :no WHERE account = 'bo'", no=False)
    done = book.work.hand_over(me_of(site, "bo"), me(book).id)
    assert done.items == 12
    assert {row.responsible for row in queue(book, kind=None)} == {"Anna Berg"}
    assert book.work.open_items(me_of(site, "bo")) == 0
    book.work.undo(done.undo)
    assert book.work.open_items(me_of(site, "bo")) == 12
    assert agrees(book)


def me_of(site: Site, account: str) -> str:
    ((found,),) = site.rows("SELECT id FROM staff WHERE account = :account", account=account)
    return str(found)


# Two people


def test_the_second_is_told_who_did_what_and_loses_nothing(
    site: Site, book: SqlCasebook, bo: SqlCasebook, clock: Clock
) -> None:
    client = followed(book)
    seen = aim(book, client)
    clock.move(minutes=5)
    bo.work.drop_out(aim(bo, client), "AVBOJT")
    with pytest.raises(TouchedElsewhere, match="Bo Ek closed it as lost 2026-11-21") as told:
        book.work.postpone(seen, date(2026, 12, 1), "semester")
    assert told.value.where == f"{client.code[:4]}-{client.code[4:]}"
    assert stored(site, client)[0][1:3] == ("dropout", "AVBOJT")


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (lambda book, client: begun(book, client, "uppf"), "Bo Ek began an interview"),
        (lambda book, client: interviewed(book, client, "uppf"), "Bo Ek completed an interview"),
        (
            lambda book, client: book.files.change_case(client.id, CaseChange.CLOSED_ITEMS_END, TODAY, "klart"),
            "Bo Ek registered an event",
        ),
    ],
    ids=["begun", "held", "closed"],
)
def test_whatever_another_did_is_told(
    book: SqlCasebook,
    bo: SqlCasebook,
    clock: Clock,
    meanwhile: Callable[[SqlCasebook, Client], object],
    sentence: str,
) -> None:
    client = followed(book)
    seen = aim(book, client)
    clock.move(minutes=5)
    meanwhile(bo, client)
    with pytest.raises(TouchedElsewhere, match=sentence):
        book.work.attempt(seen, TODAY, Channel.PHONE, ContactResult.BOOKED)


def test_an_action_is_undone_once(book: SqlCasebook, bo: SqlCasebook) -> None:
    done = book.work.drop_out(aim(book, followed(book)), "TID")
    bo.work.undo(done.undo)
    with pytest.raises(TouchedElsewhere, match="Bo Ek has undone this already"):
        book.work.undo(done.undo)


def test_nothing_is_undone_that_something_later_rests_on(book: SqlCasebook, bo: SqlCasebook, clock: Clock) -> None:
    client = followed(book)
    done = book.work.postpone(aim(book, client), date(2026, 12, 1), "semester")
    clock.move(minutes=1)
    bo.work.attempt(aim(bo, client), TODAY, Channel.PHONE, ContactResult.BOOKED)
    with pytest.raises(UsageError, match=r"no longer be undone: Bo Ek logged a contact attempt"):
        book.work.undo(done.undo)
    lost = book.work.drop_out(aim(book, client), "TID")
    interviewed(book, client, "uppf")
    with pytest.raises(UsageError, match="has gone on since"):
        book.work.undo(lost.undo)


def test_a_clock_set_back_does_not_change_the_order(site: Site, book: SqlCasebook, clock: Clock) -> None:
    client = followed(book)
    clock.move(days=-30)
    book.work.postpone(aim(book, client), date(2026, 12, 1), "semester")
    clock.move(days=-30)
    book.work.drop_out([target(row) for row in queue(book) if row.client.id == client.id], "TID", clock_runs_on=False)
    assert stored(site, client) == [("2026-12-01", "dropout", "TID", "Anna Berg", 0, True)]
    assert agrees(book)


# What cannot be done

REFUSALS: dict[str, tuple[Callable[[SqlCasebook, list[Target], Client], object], str]] = {
    "empty reason": (lambda b, at, _: b.work.postpone(at, date(2026, 12, 1), " \x07 "), "reason is empty"),
    "postponed to today": (lambda b, at, _: b.work.postpone(at, TODAY, "a"), "does not lie ahead"),
    "postponed for ever": (lambda b, at, _: b.work.postpone(at, date(9999, 12, 31), "a"), "five years"),
    "attempt tomorrow": (
        lambda b, at, _: b.work.attempt(at, TODAY + timedelta(days=1), Channel.PHONE, ContactResult.BOOKED),
        "lies in the future",
    ),
    "unknown reason": (lambda b, at, _: b.work.drop_out(at, "GLÖMT"), "not on the list"),
    "other without words": (lambda b, at, _: b.work.drop_out(at, "ANNAT"), "needs words"),
    "not reached, never sought": (lambda b, at, _: b.work.drop_out(at, "EJNAS"), "Only 0 contact attempts"),
    "before the base": (
        lambda b, at, _: b.work.follow_up_otherwise(at, Means.CRA, date(2026, 4, 30)),
        "lies before 2026-05-01",
    ),
    "no such unit": (lambda b, at, _: b.work.commission(at, to_staff=None, to_unit="x", may_read=None), "no such unit"),
    "no such colleague": (lambda b, at, _: b.work.hand_over_items(at, "x"), "not a colleague"),
    "both": (lambda b, at, _: b.work.commission(at, to_staff="x", to_unit="y", may_read=None), "not to both"),
    "nothing to take back": (
        lambda b, at, _: b.work.commission(at, to_staff=None, to_unit=None, may_read=None),
        "no commission to take back",
    ),
    "no ground": (
        lambda b, at, _: b.work.commission(at, to_staff=me(b).id, to_unit=None, may_read="because"),
        "no ground for reading",
    ),
    "no consent": (
        lambda b, at, _: b.work.commission(at, to_staff=me(b).id, to_unit=None, may_read="consent"),
        "No consent to sharing",
    ),
    "feedback on a follow-up": (lambda b, at, _: b.work.give_feedback(at, TODAY), "wait for feedback"),
    "no rows": (lambda b, _at, _: b.work.postpone([], date(2026, 12, 1), "a"), "No item is chosen"),
    "unknown item": (lambda b, _at, _: b.work.postpone([Target(99, 1)], date(2026, 12, 1), "a"), "no such item"),
    "to oneself": (lambda b, _at, _: b.work.hand_over(me(b).id, me(b).id), "stay where they are"),
    "order far away": (lambda b, _at, c: b.work.order_base(c.id, date(2036, 1, 1), me(b).id), "five years"),
    "order to nobody": (lambda b, _at, c: b.work.order_base(c.id, TODAY, "x"), "not a colleague"),
    "order for nobody": (lambda b, _at, _: b.work.order_base("x", TODAY, me(b).id), "no such client"),
    "unknown action": (lambda b, _at, _: b.work.undo(99), "no such action"),
    "unknown why": (lambda b, _at, _: b.work.why(99), "no such item"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_makes_no_sense_is_told_and_nothing_is_written(site: Site, book: SqlCasebook, name: str) -> None:
    client = followed(book)
    before = site.rows("SELECT id, version FROM follow_up ORDER BY id")
    act, sentence = REFUSALS[name]
    with pytest.raises(UsageError, match=sentence):
        act(book, aim(book, client), client)
    assert site.rows("SELECT id, version FROM follow_up ORDER BY id") == before
    assert site.rows("SELECT count(*) FROM item_action") == [(0,)]


def test_a_client_not_reached_has_been_sought_three_times(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    for _ in range(3):
        book.work.attempt(aim(book, client), TODAY, Channel.LETTER, ContactResult.NO_ANSWER)
    book.work.drop_out(aim(book, client), "EJNAS")
    assert stored(site, client)[0][1:5] == ("dropout", "EJNAS", "Anna Berg", 3)


@pytest.mark.parametrize("reason", [reason.code for reason in DROPOUT_REASONS if reason.code != "EJNAS"])
def test_every_reason_of_the_list_closes_an_item(site: Site, book: SqlCasebook, reason: str) -> None:
    client = followed(book)
    book.work.drop_out(aim(book, client), reason, "ord")
    assert stored(site, client)[0][1] == {"AVLID": "deceased", "FLYTT": "moved"}.get(reason, "dropout")
    assert agrees(book)


def test_nothing_new_is_ordered_in_a_case_that_has_ended(book: SqlCasebook) -> None:
    client = added(book)
    book.files.change_case(client.id, CaseChange.CLOSED_ITEMS_END, TODAY, "klart")
    with pytest.raises(UsageError, match="case has ended: case closed"):
        book.work.order_base(client.id, TODAY, me(book).id)
    book.files.change_case(client.id, CaseChange.REOPENED, TODAY)
    book.work.order_base(client.id, TODAY, me(book).id)
    with pytest.raises(UsageError, match="ordered already"):
        book.work.order_base(client.id, TODAY, me(book).id)


@pytest.mark.parametrize("text", ["[/x]", "\x1b]52;c;aGVq\x07", "\u202eabc", "'; DROP TABLE client; --", "å" * 9_000])
def test_hostile_words_are_stored_as_words(book: SqlCasebook, text: str) -> None:
    client = followed(book)
    book.work.postpone(aim(book, client), date(2026, 12, 1), f"ord {text}")
    item_id = row_of(book, client).item_id
    assert item_id is not None
    (reason,) = [one.reason for one in book.work.why(item_id).happenings if hasattr(one, "reason")]
    assert reason.startswith("ord ")
    assert len(reason) <= 500
    assert not set(reason) & set("\x1b\x07\u202e")


def test_an_account_that_is_nobody_does_nothing(site: Site, book: SqlCasebook) -> None:
    client = followed(book)
    seen = aim(book, client)
    with pytest.raises(UsageError, match="not a member of staff"):
        site.open("cron").work.drop_out(seen, "TID")


# Commissions


def test_what_is_commissioned_to_me_is_mine_too(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = followed(book)
    done = book.work.commission(aim(book, client), to_staff=me(cia).id, to_unit=None, may_read=None)
    (row,) = queue(cia, scope=Scope.MINE)
    assert (row.client.id, row.responsible, row.commissioned_to) == (client.id, "Anna Berg", "Cia Lind")
    assert counts(cia, Scope.MINE).in_window == 1
    assert len(queue(book, scope=Scope.MINE)) == 1
    book.work.undo(done.undo)
    assert queue(cia, scope=Scope.MINE) == []


def test_what_is_commissioned_to_a_unit_is_the_units_too(book: SqlCasebook, cia: SqlCasebook) -> None:
    client = followed(book)
    book.work.commission(aim(book, client), to_staff=None, to_unit=me(cia).unit.id, may_read=None)
    assert [row.commissioned_to for row in queue(cia)] == ["Ankaret"]
    book.work.commission(aim(book, client), to_staff=None, to_unit=None, may_read=None)
    assert queue(cia) == []


@pytest.mark.parametrize(
    ("ground", "consent", "may"),
    [(None, False, False), ("decision", False, True), ("consent", True, True), ("withdrawn", True, False)],
)
def test_the_earlier_interview_is_shown_on_commission_only_with_leave(
    book: SqlCasebook, cia: SqlCasebook, ground: str | None, consent: bool, may: bool
) -> None:
    client = followed(book)
    earlier = book.interviews(client.id)[0].id
    sharing = ConsentKind.SHARING_WITH_PROVIDER
    if consent:
        book.files.set_consent(client.id, Consent(kind=sharing, given_on=TODAY))
    ask = "consent" if ground == "withdrawn" else ground
    book.work.commission(aim(book, client), to_staff=None, to_unit=me(cia).unit.id, may_read=ask)
    if ground == "withdrawn":
        book.files.set_consent(client.id, Consent(kind=sharing, given_on=TODAY, withdrawn_on=TODAY))
    if may:
        assert cia.open_interview(earlier, "follow-up").id == earlier
    else:
        with pytest.raises(AsiError, match="gives no leave to read"):
            cia.open_interview(earlier, "follow-up")
    # What they ask themselves is theirs to read, and the unit of the client reads on.
    own = interviewed(cia, client, "uppf")
    assert cia.open_interview(own, "reading").id == own
    assert book.open_interview(earlier, "reading").id == earlier
