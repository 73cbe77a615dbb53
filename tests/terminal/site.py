"""A site with some clients, a look at its database from outside, and the commands of the program."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from asi_tui.core.answer import Code, Value, to_stored
from asi_tui.core.casework import Head, NewClient
from asi_tui.core.casework_ports import Target
from asi_tui.core.closing import Ending, completion
from asi_tui.core.followup import add_months
from asi_tui.core.identity import show_code
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind
from asi_tui.core.scoring import Scoring
from asi_tui.instruments.shelf import Shelf
from asi_tui.program import account
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.terminal.key_file import key_file, stored_in
from tests.terminal.typist import COMMAND, surroundings


@dataclass(frozen=True, slots=True)
class Site:
    """A place with a database of its own: one client who is new, one whose follow-up falls due today.

    `drafts` has a client per form whose interview is begun and not answered.
    """

    place: Path
    new: str
    due: str
    drafts: Mapping[str, str]

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.place / "asi.db"

    def environment(self, **more: str) -> dict[str, str]:
        """What the user's programs are started with."""
        return surroundings(self.place, **more)

    def interviews(self, code: str) -> list[str]:
        """The ids of a client's interviews, oldest first."""
        return self.column(
            "SELECT interview.id FROM interview JOIN client ON client.id = client_id WHERE code = ?"
            " ORDER BY keyed_at, interview.rowid",
            code.replace("-", ""),
        )

    def answers(self, code: str) -> dict[str, str]:
        """The newest answers of a client's latest interview: digits, words, X or N; what is cleared is left out."""
        return dict(self.answered(code))

    def answered(self, code: str) -> list[tuple[str, str]]:
        """The same in the order they were given."""
        rows = self.rows(
            "SELECT question, coalesce(code, value) FROM answer WHERE id IN"
            " (SELECT max(id) FROM answer WHERE interview_id = ? GROUP BY question) ORDER BY id",
            self.interviews(code)[-1],
        )
        return [(question, value) for question, value in rows if value is not None]

    def column(self, statement: str, *values: object) -> list[Any]:
        """The first column of what the database says."""
        return [row[0] for row in self.rows(statement, *values)]

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says to a question in SQL."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(statement, values).fetchall()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.column(f"SELECT count(*) FROM {table}")[0])

    @contextmanager
    def held(self) -> Iterator[None]:
        """Meanwhile another program holds the database for writing."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    @contextmanager
    def casebook(self) -> Iterator[SqlCasebook]:
        """The casebook as another session of the same user has it open."""
        with closing(open_casebook(str(self.database), practice=False, account=account())) as casebook:
            yield casebook

    def asi(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the program where nobody sits at a terminal."""
        return run(*arguments, environment=self.environment(**more))

    def asi_json(self, *arguments: str) -> Any:
        """What a command says as JSON."""
        done = self.asi(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def run(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `asi` with those arguments, without a terminal."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=dict(environment),
        cwd=environment["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def found(place: Path) -> Site:
    """Make the site in an empty place."""
    today = date.today()
    path = str(place / "asi.db")
    with closing(open_casebook(path, practice=False, account=account(), random=Random("site"))) as casebook:
        casebook.register_me("Anna Berg", "Vuxen Norr")
        new = add_client(casebook, "Nils Ny")
        due = add_client(casebook, "Doris Dag")
        add_base(casebook, due, add_months(today, -6))
        drafts = {form: add_draft(casebook, form, today) for form in Shelf().current()[1].forms}
    return Site(place, new, due, drafts)


def add_client(casebook: SqlCasebook, name: str) -> str:
    """Add a client and give the code."""
    return show_code(casebook.add_client(NewClient(name=name, born="1980")).code)


def add_draft(casebook: SqlCasebook, form: str, today: date) -> str:
    """Add a client whose interview on that form is begun, and give the code; a follow-up follows up last month's."""
    code = add_client(casebook, f"Ulla {form}")
    refers = add_base(casebook, code, add_months(today, -1)) if form.startswith("uppf") else None
    begin_interview(casebook, code, form, today, refers)
    return code


def add_base(casebook: SqlCasebook, code: str, day: date) -> str:
    """Add a base interview, short, that is rated and signed and has been told to the client; give its id."""
    form = "grund-kort"
    interview_id = begin_interview(casebook, code, form, day)
    values = {question: _value(stored) for question, stored in stored_in(key_file(form)).items()}
    last = 0
    for question, value in values.items():
        last = casebook.record(interview_id, question, to_stored(value), last)
    interview = begin(Shelf().current()[1], form, values)
    done = completion(interview, Ending(Code.N), Scoring())
    casebook.complete(interview_id, done, day)
    casebook.settle(interview_id, InterviewState.RATED, done)
    casebook.sign(interview_id, "intervjuare")
    give_feedback(casebook, code)
    return interview_id


def give_feedback(casebook: SqlCasebook, code: str) -> None:
    """Give the client the feedback that waits, so that nothing but follow-ups does."""
    rows = casebook.files.open(code, "test").rows
    due = [Target(row.item_id, row.version) for row in rows if row.kind is ItemKind.FEEDBACK and row.item_id]
    casebook.work.give_feedback(due, date.today())


def begin_interview(casebook: SqlCasebook, code: str, form: str, day: date, refers_to: str | None = None) -> str:
    """Begin an interview as the user themselves, and give its id."""
    me = casebook.me()
    assert me is not None
    head = Head(interview_date=day, interviewer=me.id, form=form, refers_to=refers_to)
    return casebook.begin_interview(casebook.client(code, "test").id, head, Shelf().current()[0])


def _value(stored: str) -> Value:
    return Code(stored) if stored in ("X", "N") else int(stored) if stored.isdigit() else stored
