"""The practice casebook as its tests see it: opened, read table by table, its interviews restored."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from asi_tui.core.casework import StoredInterview
from asi_tui.core.interview import Interview, restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.instruments import read_document
from asi_tui.practice import PracticeInterview, clients
from asi_tui.store.casebook import SqlCasebook, open_casebook
from asi_tui.store.database import open_database
from asi_tui.store.marks import Application
from asi_tui.store.practice import open_practice
from asi_tui.store.tables import METADATA
from tests.scenario import instrument
from tests.store.site import TODAY, Clock


def opened(location: Path, today: date = TODAY) -> SqlCasebook:
    return open_practice(str(location), read_document(), today=today, clock=Clock())


def opened_by_karin(location: Path) -> SqlCasebook:
    """The same as Karin Lund opens it, who is named for the protected client."""
    return open_casebook(str(location), practice=True, account="karin.lund", clock=Clock())


Tables = dict[str, list[dict[str, Any]]]


def read_tables(place: Path) -> Tables:
    """Everything a casebook holds, table by table."""
    with closing(open_database(str(place), application=Application.PRACTICE)) as database, database.reading() as sql:
        return {t.name: [dict(row) for row in sql.execute(select(t)).mappings()] for t in METADATA.sorted_tables}


NUMBERED = [(c.code, n) for c in clients() for n in range(len(c.interviews))]
FINISHED = [(c.code, n) for c in clients() for n, i in enumerate(c.interviews) if i.state is not InterviewState.DRAFT]


def told(code: str, number: int) -> PracticeInterview:
    """The interview as its file tells it."""
    return next(client for client in clients() if client.code == code).interviews[number]


def stored(book: SqlCasebook, code: str, number: int) -> StoredInterview:
    """The interview as the casebook gives it to a screen."""
    return book.open_interview(book.interviews(book.client(code, "test").id)[number].id, "test")


def restored(book: SqlCasebook, code: str, number: int) -> Interview:
    interview = stored(book, code, number)
    return restore(instrument(), interview.head.form, interview.answers)
