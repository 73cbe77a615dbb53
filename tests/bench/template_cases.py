"""A hundred cases made by the store itself, as its rules want them: what a large casebook is multiplied from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from asi_tui.core.answer import Code, Value, to_stored
from asi_tui.core.casework import Completion, Head, NewClient
from asi_tui.core.casework_ports import Target
from asi_tui.core.closing import Ending, completion
from asi_tui.core.happenings import CaseChange
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind
from asi_tui.core.scoring import Scoring
from asi_tui.instruments.shelf import Shelf
from asi_tui.program import account
from asi_tui.store.casebook import SqlCasebook, open_casebook
from tests.terminal.key_file import key_file, stored_in

UNITS = 10
INTERVIEWS = 5
"""So many a client: a base interview and its follow-ups."""


_BETWEEN = timedelta(days=183)
_SHELF = Shelf()


def is_open(number: int) -> bool:
    """Whether that case is worked with; the others were closed years ago, and nothing waits in them."""
    return number // UNITS % 2 == 0


@dataclass
class _Clock:
    day: date

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(10), UTC)


def make(path: Path, number: int, today: date) -> None:
    """Make a casebook with so many cases, spread over the units; the user belongs to the first."""
    draw = Random("cases")
    for unit in range(UNITS):
        login, name = (account(), "Anna Berg") if unit == 0 else (f"colleague{unit}", f"Bo Ek {unit}")
        clock = _Clock(today)
        opened = open_casebook(str(path), practice=False, account=login, clock=clock, random=Random(f"unit {unit}"))
        with closing(opened) as book:
            me = book.register_me(name, "Vuxen Norr" if unit == 0 else f"Vuxen {unit}")
            for case in range(unit, number, UNITS):
                _Case(book, clock, me.id, today, draw).happens(case)


@dataclass(frozen=True, slots=True)
class _Case:
    """What happens in one case, from the first interview to now."""

    book: SqlCasebook
    clock: _Clock
    me: str
    today: date
    draw: Random

    def happens(self, number: int) -> None:
        unit, kind, is_closed = number % UNITS, number // UNITS, not is_open(number)
        # What waits is spread from long overdue to coming.
        last = self.today - (timedelta(days=self.draw.randint(700, 2000)) if is_closed else self._recently())
        days = [last - _BETWEEN * (INTERVIEWS - 1 - place) for place in range(INTERVIEWS)]
        self.clock.day = days[0]
        client = self.book.add_client(NewClient(name=f"Mall Fall{number}", born=str(1950 + number % 50)))
        earlier: str | None = None
        for place, day in enumerate(days):
            self.clock.day = day
            is_unrated = kind == 4 and place == INTERVIEWS - 1
            # With the weight of closed cases that is one interview in a hundred.
            with_answers = kind == 3 and unit < 3 and place == 1
            earlier = self._interview(client.id, earlier, day, with_answers=with_answers, is_unrated=is_unrated)
            self._feedback(client.code)
        if is_closed:
            self.clock.day = last + timedelta(days=20)
            self.book.files.change_case(client.id, CaseChange.CLOSED_ITEMS_END, self.clock.day, "avslutat")
        elif kind == 2:
            self.clock.day = self.today
            self.book.begin_interview(client.id, self._head("uppf-kort", self.today, earlier), _SHELF.current()[0])
        self.clock.day = self.today

    def _recently(self) -> timedelta:
        return timedelta(days=self.draw.randint(120, 300))

    def _head(self, form: str, day: date, earlier: str | None) -> Head:
        return Head(interview_date=day, interviewer=self.me, form=form, refers_to=earlier)

    def _interview(
        self, client_id: str, earlier: str | None, day: date, *, with_answers: bool, is_unrated: bool
    ) -> str:
        form = "uppf-kort" if earlier else "grund-kort"
        copy, instrument = _SHELF.current()
        interview_id = self.book.begin_interview(client_id, self._head(form, day, earlier), copy)
        done = Completion(ended_early=None, values={})
        if with_answers:
            values = {code: _value(stored) for code, stored in stored_in(key_file(form)).items()}
            newest = 0
            for code, value in values.items():
                newest = self.book.record(interview_id, code, to_stored(value), newest)
            done = completion(begin(instrument, form, values), Ending(Code.N), Scoring())
        self.book.complete(interview_id, done, day)
        if not is_unrated:
            self.book.settle(interview_id, InterviewState.RATED, done)
            self.book.sign(interview_id, "intervjuare")
        return interview_id

    def _feedback(self, code: str) -> None:
        rows = self.book.files.open(code, "casework").rows
        due = [Target(row.item_id, row.version) for row in rows if row.kind is ItemKind.FEEDBACK and row.item_id]
        self.book.work.give_feedback(due, self.clock.day)


def _value(stored: str) -> Value:
    return Code(stored) if stored in ("X", "N") else int(stored) if stored.isdigit() else stored
