"""Whole interviews from the first key to complete: what is typed from a key file is what lies on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

import pytest

from asi_tui.core.followup import add_months
from tests.scenario import FORMS
from tests.terminal.conftest import Sit
from tests.terminal.key_file import Keyed, in_application_mode, key_file, on_the_pad, stored_in, typed, with_enters
from tests.terminal.site import Site
from tests.terminal.typist import Typist, keys_in


def begin_base(typist: Typist, site: Site, key: str) -> str:
    """A new client, and the head of the first interview; gives the client's code."""
    before = set(site.column("SELECT code FROM client"))
    typist.sees(site.due).types("n").sees("Namn")
    typist.types("Maj-Britt Ask{Enter}1959-05-17{Enter}1{F9}").sees("är tillagd").types(key).sees("Intervjudatum")
    (code,) = set(site.column("SELECT code FROM client")) - before
    return str(code)


def begin_follow_up(typist: Typist, site: Site, key: str) -> str:
    """The follow-up that falls due today, and its head; gives the client's code."""
    typist.sees(site.due).stands_at(site.due).types(key).sees("Intervjudatum")
    return site.due


BEGIN: dict[str, tuple[Callable[[Typist, Site, str], str], str]] = {
    "grund": (begin_base, "{Enter}"),
    "grund-kort": (begin_base, "k"),
    "uppf": (begin_follow_up, "{Enter}"),
    "uppf-kort": (begin_follow_up, "k"),
}


def box_by_box(typist: Typist, boxes: Iterable[Keyed]) -> None:
    """Type as one who looks: the next box only when the mark has moved on."""
    boxes = list(boxes)
    for box in boxes:
        typist.stands_at(f" {box.code.partition('-')[0]} ")
        here = typist.marked[:60]
        typist.types(box.keys)
        if box is not boxes[-1]:
            typist.until(lambda here=here: typist.marked[:60] != here, f"goes on after {box}")  # type: ignore[misc]


def key_by_key(typist: Typist, boxes: Iterable[Keyed]) -> None:
    """Type blind, each key in a write of its own."""
    for key in keys_in(typed(boxes)):
        typist.types(key)


def in_one_write(typist: Typist, boxes: Iterable[Keyed]) -> None:
    """Type so far ahead that all of it is there before the first answer is shown."""
    typist.types(typed(boxes))


def with_enter_after_every_value(typist: Typist, boxes: Iterable[Keyed]) -> None:
    """Type blind, with Enter after every value."""
    key_by_key(typist, with_enters(boxes))


WAYS: dict[str, Callable[[Typist, Iterable[Keyed]], None]] = {
    "box by box": box_by_box,
    "blind, with Enter after every value": with_enter_after_every_value,
    "in one write": in_one_write,
}


def is_stored(typist: Typist, site: Site, code: str, boxes: Iterable[Keyed]) -> None:
    """Wait until the disk holds those answers and no others."""
    wanted = stored_in(boxes)
    typist.until(lambda: len(site.answers(code)) >= len(wanted), f"stores {len(wanted)} answers")
    typist.quiet()
    assert site.answers(code) == wanted


def is_told(site: Site, code: str, form: str, boxes: Iterable[Keyed]) -> None:
    """`asi answers` says the same of the client's latest interview: typed and counting alike, every gate being open."""
    interview = site.asi_json("answers", code)["interviews"][-1]
    assert (interview["form"], interview["state"]) == (form, "complete")
    for box in boxes:
        told = interview["answers"][box.code]
        assert str(told["typed"]) == box.stored
        assert str(told["effective"]) == box.stored
        assert told["why"] == {"X": "x", "N": "n_hand"}.get(box.stored, "answered")


def waiting(typist: Typist) -> int:
    """How many checks stand in the way of completion, as the screen says it."""
    found = re.search(r"kontroller (\d+)$", typist.screen(), re.MULTILINE)
    return int(found[1]) if found else 0


def answer_for_the_checks(typist: Typist) -> None:
    """F9, and Enter for each check that waits: why a soft one stands, or what was done about a safety box."""
    typist.types("{F9}").sees("Esc tillbaka")
    while count := waiting(typist):
        typist.types("{Enter}").until(lambda: bool(ASKS.search(typist.screen())), "asks")
        asked = ASKS.search(typist.screen())
        typist.types("1" if asked and asked[0] == "Varför?" else "gruppledaren underrättad{Enter}")
        typist.until(lambda count=count: waiting(typist) == count - 1, f"waits for fewer than {count}")  # type: ignore[misc]
    typist.sees("Inget är obesvarat")


ASKS = re.compile(r"Varför\?|Vad har gjorts\?")


def complete(typist: Typist, site: Site, code: str) -> None:
    """F9 and Enter; the client's next follow-up is then due after six months, and the rating and feedback before."""
    answer_for_the_checks(typist)
    typist.types("{Enter}").sees("Uppföljningskö")
    (day,) = site.column("SELECT interview_date FROM interview WHERE id = ?", site.interviews(code)[-1])
    due = add_months(date.fromisoformat(day), 6).isoformat()
    items = [
        item
        for item in site.asi_json("due", "--today", due)
        if item["client"].replace("-", "") == code.replace("-", "")
    ]
    assert {item["kind"] for item in items} == {"rating", "feedback", "follow_up"}
    assert [(item["due"], item["days"]) for item in items if item["kind"] == "follow_up"] == [(due, 0)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_what_is_stored(site: Site, sit: Sit, form: str, way: str) -> None:
    begin, key = BEGIN[form]
    typist = sit()
    code = begin(typist, site, key)
    typist.types("{Enter}{Enter}").stands_at("G9")
    WAYS[way](typist, key_file(form))
    is_stored(typist, site, code, key_file(form))
    complete(typist, site, code)
    is_told(site, code, form, key_file(form))


def test_a_whole_follow_up_whose_answers_want_reasons_is_answered_for_at_its_end(site: Site, sit: Sit) -> None:
    doubtful = {"M6": "12", "M7": "0", "F30": "04", "F32": "0", "P20": "1"}
    boxes = [
        Keyed(box.code, doubtful[box.code], str(int(doubtful[box.code]))) if box.code in doubtful else box
        for box in key_file("uppf-kort")
    ]
    typist = sit()
    code = begin_follow_up(typist, site, "k")
    typist.types("{Enter}{Enter}").stands_at("G9")
    in_one_write(typist, boxes)
    is_stored(typist, site, code, boxes)
    complete(typist, site, code)
    statement = "SELECT check_id, reason FROM check_review WHERE interview_id = ? ORDER BY id"
    dealt_with = site.rows(statement, site.interviews(code)[-1])
    assert {("9", 1), ("51", 1)} < set(dealt_with)
    assert dealt_with[-1] == ("68", None)


PADS = {"characters": on_the_pad, "application mode": in_application_mode}


@pytest.mark.parametrize("pad", PADS)
@pytest.mark.parametrize("form", ["grund", "grund-kort"])
def test_a_whole_interview_is_keyed_on_the_numeric_pad(site: Site, sit: Sit, form: str, pad: str) -> None:
    typist = sit("enter", site.drafts[form]).sees("G9")
    boxes = list(PADS[pad](key_file(form)))
    assert set("".join(typed(on_the_pad(key_file(form))).split("{Enter}"))) <= set("0123456789,./")
    key_by_key(typist, boxes)
    is_stored(typist, site, site.drafts[form], boxes)


def test_the_minus_of_the_pad_goes_back_and_the_answer_is_replaced(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"]).sees("G9")
    typist.types("1").stands_at("G14").types("-").stands_at("G9").types("2").stands_at("G14").sees("1 → 2")
    assert site.answers(site.drafts["grund"]) == {"G9": "2"}


def keys_ahead(boxes: Iterable[Keyed], most: int) -> list[Keyed]:
    """As many boxes as are filled by so many keys."""
    taken: list[Keyed] = []
    for box in boxes:
        most -= len(keys_in(box.keys))
        if most < 0:
            return taken
        taken.append(box)
    return taken


def test_two_hundred_and_fifty_keys_typed_ahead_of_the_entry_screen_are_all_stored(site: Site, sit: Sit) -> None:
    boxes = keys_ahead(key_file("uppf"), 250)
    assert len(boxes) > 100
    typist = sit().sees(site.due).stands_at(site.due)
    typist.types("{Enter}{Enter}{Enter}" + typed(boxes))
    typist.until(lambda: len(site.interviews(site.due)) == 2, "begins the follow-up")
    is_stored(typist, site, site.due, boxes)


def test_as_many_are_stored_in_the_interview_of_a_client_found_by_searching(site: Site, sit: Sit) -> None:
    boxes = keys_ahead(key_file("grund"), 250)
    assert len(boxes) > 100
    typist = sit().sees(site.due)
    typist.types(f"/{site.new}{{Enter}}").stands_at(site.new)
    typist.types("{Enter}{Enter}{Enter}" + typed(boxes))
    typist.until(lambda: len(site.interviews(site.new)) == 1, "begins the interview")
    is_stored(typist, site, site.new, boxes)


@pytest.mark.parametrize("keys", ["{Enter}" + "1234567890" * 4, "\n" + "1" * 40, "{Enter}{Enter}{Enter}" + "1" * 40])
def test_keys_typed_before_the_queue_is_shown_open_and_store_nothing(site: Site, sit: Sit, keys: str) -> None:
    tables = ("interview", "answer", "client", "read_log")
    before = [site.count(table) for table in tables]
    typist = sit().types(keys).sees(site.due).quiet(1.0)
    assert "Uppföljningskö" in typist.screen()
    assert [site.count(table) for table in tables] == before
    typist.types("{Enter}").sees("Intervjudatum")
