"""Rows of the queue in words, in windows of all widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client, Sex
from asi_tui.core.queue import ItemKind, QueueRow
from asi_tui.i18n import use_language
from asi_tui.tui.widgets.paper import words_of
from asi_tui.tui.widgets.queue_row import KIND_WORDS, detail_words, heading_line, row_line

TODAY = date(2026, 11, 22)
CLIENT = Client(id="c", code="K7X2MQ3R", name="Maj-Britt Andersson", born="", sex=Sex.WOMAN, unit="Vuxen Norr")
PROTECTED = replace(CLIENT, name="", protected=True)
WIDTHS = (80, 100, 120, 200)


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def row(days: int = 0, kind: ItemKind = ItemKind.FOLLOW_UP, **more: Any) -> QueueRow:
    given: dict[str, Any] = {"client": CLIENT, "initials": "M-B A", "responsible": "Anna Berg", "item_id": 1}
    given |= {"kind": kind, "due_on": TODAY - timedelta(days=days), "anchor": date(2026, 2, 14)}
    return QueueRow(**(given | more))


def told(one: QueueRow, width: int = 80, **how: Any) -> str:
    return words_of(row_line(one, TODAY, width, here=False, **how))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("one", "words"),
    [
        (row(99, anchor_form="grund"), ("2026-08-15", "+99", "K7X2-MQ3R M-B A", "uppföljning", "Anna B", "försenad")),
        (row(0), ("2026-11-22", " 0 ", "i fönstret")),
        (row(12), ("+12", "förfallen 12 d")),
        (row(-40), ("2027-01-01", "-40", "kommande")),
        (row(20, ItemKind.BASE), ("grund beställd", "försenad")),
        (row(2, ItemKind.FEEDBACK), ("återkoppling", "försenad")),
        (row(-3, ItemKind.RATING), ("skattning", "i fönstret")),
        (row(20, ItemKind.SIGNATURE), ("signering", "mycket försenad")),
        (row(1, ItemKind.INTERVENTION), ("insats slut", "förfallen 1 d")),
        (row(5, commissioned_to="Öppenvården Ankaret"), ("uppdrag ",)),
        (row(5, client=PROTECTED, initials=""), ("K7X2-MQ3R skyddad",)),
        (row(5, interview_id="i", state=InterviewState.DRAFT), ("påbörjad",)),
    ],
)
def test_every_row_tells_what_it_asks_for_in_words(one: QueueRow, words: tuple[str, ...], width: int) -> None:
    line = told(one, width)
    assert all(word in line for word in words), line
    assert len(line) <= width


@pytest.mark.parametrize(
    ("one", "at_80", "at_200"),
    [
        (row(12, attempts=2), "förfallen 12 d t2", ", 2 kontaktförsök"),
        (row(12, postponed=True), "förfallen 12 d s", ", uppskjuten"),
        (row(99, attempts=3, postponed=True), "mkt försenad t3s", "mycket försenad, 3 kontaktförsök, uppskjuten"),
    ],
)
def test_attempts_and_waiting_are_signs_in_a_narrow_window_and_words_in_a_wide_one(
    one: QueueRow, at_80: str, at_200: str
) -> None:
    assert told(one, 80).rstrip().endswith(at_80)
    assert told(one, 200).rstrip().endswith(at_200)


def test_a_commission_is_told_by_the_unit_s_letters_where_there_is_no_room() -> None:
    one = row(commissioned_to="Öppenvården Ankaret")
    assert "uppdrag ÖA" in told(one, 80)
    assert "Anna B, uppdrag ÖA" in told(one, 120)
    assert "Anna Berg, uppdrag Öppenvården Ankaret" in told(one, 200)


def test_what_it_counts_from_has_a_column_in_a_wide_window() -> None:
    assert "Grund kort 2026-02-14" in told(row(anchor_form="grund-kort"), 120)
    assert "insats slut 2026-02-14" in told(row(), 120)
    assert "Grund" not in told(row(anchor_form="grund"), 80)


@pytest.mark.parametrize("kind", ItemKind)
def test_every_kind_fits_its_column_and_reads_differently(kind: ItemKind) -> None:
    line = told(row(kind=kind))
    assert line[37:52].strip() in line
    others = {told(row(kind=other))[37:52] for other in ItemKind if other is not kind}
    assert line[37:52] not in others
    assert set(KIND_WORDS) == set(ItemKind)


def test_the_columns_stand_under_their_names() -> None:
    heading = words_of(heading_line(80, dated=False))
    line = told(row(99, anchor_form="grund"))
    for name, word in (("förfaller", "2026-08-15"), ("klient", "K7X2"), ("vad", "uppf"), ("ansvarig", "Anna")):
        assert heading.index(name) == line.index(word)


def test_marked_rows_are_told_by_more_than_colour() -> None:
    assert "*K7X2-MQ3R" in told(row(), marked=True)
    assert "*" not in told(row())


def test_nothing_of_a_protected_client_is_shown_but_the_code() -> None:
    one = row(99, client=PROTECTED, initials="", attempts=2)
    assert "skyddad" in told(one, 200)
    assert "Maj-Britt" not in told(one, 200) + detail_words(one, with_unit=True)


@pytest.mark.parametrize(
    ("one", "details"),
    [
        (row(anchor_form="grund"), "uppföljning av Grund 2026-02-14 · ansvarig Anna Berg"),
        (row(), "uppföljning av insats slut 2026-02-14 · ansvarig Anna Berg"),
        (row(kind=ItemKind.BASE), "Grund beställd 2026-02-14 · ansvarig Anna Berg"),
        (
            row(kind=ItemKind.FEEDBACK, anchor_form="uppf", commissioned_to="Ove Lind", attempts=1, postponed=True),
            "återkoppling på Uppf. 2026-02-14 · ansvarig Anna Berg · uppdrag till Ove Lind · 1 kontaktförsök"
            " · uppskjuten",
        ),
        (row(kind=ItemKind.RATING, anchor_form="grund"), "Grund 2026-02-14 · ansvarig Anna Berg"),
    ],
)
def test_the_line_below_the_list_tells_what_the_row_leaves_out(one: QueueRow, details: str) -> None:
    assert detail_words(one, with_unit=False) == details
    assert detail_words(one, with_unit=True) == f"{details} · Vuxen Norr"


def test_an_interview_stands_with_its_own_day() -> None:
    draft = QueueRow(
        client=CLIENT,
        initials="M-B A",
        responsible="Anna Berg",
        interview_id="i",
        state=InterviewState.DRAFT,
        form="uppf-kort",
        anchor=date(2026, 11, 20),
        answered=43,
    )
    line = told(draft, dated=True)
    assert line.startswith("   2026-11-20")
    assert "utkast, 43 svar" in line
    assert "2026-11-20" not in told(draft)
