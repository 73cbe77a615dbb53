"""A site with work that waits: ten clients with a follow-up and a feedback to come, and two colleagues of the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from random import Random

from asi_tui.core.casework import Head, NewClient
from asi_tui.core.casework_ports import Target
from asi_tui.core.closing import Ending, completion
from asi_tui.core.followup import add_months
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.people import Client
from asi_tui.core.queue import ItemKind, QueueQuery, QueueRow, Scope
from asi_tui.core.scoring import Scoring
from asi_tui.instruments.shelf import Shelf
from asi_tui.program import account
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.terminal.site import Site

ANNA, BO, CARIN = "Anna Berg", "Bo Ek", "Carin Falk"

CLIENTS = 10
"""Each has a follow-up and a feedback that wait."""

TODAY = date.today()


@contextmanager
def desk_of(place: Path, who: str) -> Iterator[SqlCasebook]:
    """The casebook as a colleague has it open; the user's own account is Anna's."""
    login = account() if who == ANNA else who.split()[0].lower()
    path = str(place / "asi.db")
    with closing(open_casebook(path, practice=False, account=login, random=Random(who))) as casebook:
        yield casebook


def found_due(place: Path) -> Site:
    """Make the site in an empty place; all the work is Anna's."""
    with desk_of(place, ANNA) as casebook:
        casebook.register_me(ANNA, "Vuxen Norr")
        for number in range(CLIENTS):
            add_due(casebook, f"Klient Nr{number}")
    for name in (BO, CARIN):
        with desk_of(place, name) as casebook:
            casebook.register_me(name, "Vuxen Norr")
    return Site(place, "", "", {})


def add_due(casebook: SqlCasebook, name: str) -> Client:
    """Add a client whose base interview, held seven months ago, is rated and signed, and not yet talked about."""
    client = casebook.add_client(NewClient(name=name, born="1980"))
    me = casebook.me()
    assert me is not None
    copy, instrument = Shelf().current()
    held = add_months(TODAY, -7)
    head = Head(interview_date=held, interviewer=me.id, form="grund-kort")
    interview_id = casebook.begin_interview(client.id, head, copy)
    done = completion(begin(instrument, "grund-kort", {}), Ending(1), Scoring())
    casebook.complete(interview_id, done, held)
    casebook.settle(interview_id, InterviewState.RATED, done)
    casebook.sign(interview_id, "intervjuare")
    return client


def waiting(casebook: SqlCasebook, scope: Scope = Scope.UNIT) -> tuple[QueueRow, ...]:
    """The rows that wait, as the queue has them."""
    return casebook.queue(QueueQuery(today=TODAY, scope=scope)).rows


def follow_up_of(casebook: SqlCasebook, code: str) -> QueueRow:
    """The follow-up of a client that waits."""
    listed = [row for row in waiting(casebook) if row.client.code == code.replace("-", "")]
    return next(row for row in listed if row.kind is ItemKind.FOLLOW_UP)


def aim(row: QueueRow) -> tuple[Target, ...]:
    """The row as an action names it."""
    assert row.item_id is not None
    return (Target(row.item_id, row.version),)
