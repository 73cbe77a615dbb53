"""The practice casebook: invented staff, clients and interviews, dated back from the day on which it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random, SystemRandom

from sqlalchemy import Connection, Table, insert, select

from asi_tui.core.answer import Code, to_stored
from asi_tui.core.closing import Ending, completion
from asi_tui.core.happenings import Rules
from asi_tui.core.identity import fold, name_key, name_order
from asi_tui.core.instrument import Instrument, Step
from asi_tui.core.interview import begin
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.loading import Document, canonical, load
from asi_tui.core.scoring import Scoring
from asi_tui.practice import PracticeClient, PracticeInterview, clients, invented, site
from asi_tui.store.casebook import SqlCasebook
from asi_tui.store.database import Database, open_database
from asi_tui.store.marks import Application
from asi_tui.store.practice_casework import HeldInterview, Replay, Row, moment_of
from asi_tui.store.protection import NOT_PROTECTED
from asi_tui.store.staff import new_id
from asi_tui.store.tables import (
    ANSWER,
    CLIENT,
    INSTRUMENT,
    INTERVIEW,
    INTERVIEW_VALUE,
    SIGNATURE,
    STAFF,
    UNIT,
    UNIT_PLAN,
)

_STEPS = (Step.INTERVIEW, Step.CLOSE, Step.RATING)
"""The steps of an interview in the order they are taken."""

_RATED = (InterviewState.RATED, InterviewState.SIGNED)

_SIGNED_AS = "intervjuare"

_BETWEEN_ANSWERS = timedelta(seconds=14)
_BEFORE_RATING = timedelta(minutes=40)
_BEFORE_INTERVIEW = timedelta(minutes=6)


def open_practice(
    location: str, document: Document, *, today: date, clock: Callable[[], datetime], random: Random | None = None
) -> SqlCasebook:
    """Open a practice casebook as the colleague who practises; a new one is filled first.

    `document` is the instrument that its interviews are made with, `today` the day they are dated back from.
    """
    database = open_database(location, application=Application.PRACTICE, today=lambda: today)
    try:
        fill(database, document, today=today)
    except BaseException:
        database.close()
        raise
    return SqlCasebook(database, account=site().runs_as, clock=clock, random=random or SystemRandom())


def fill(database: Database, document: Document, *, today: date, scoring: Scoring | None = None) -> None:
    """Fill an empty practice casebook, all in one transaction; one that holds anything already stays as it is.

    The same day always gives the same casebook, ids included.
    """
    with database.writing() as connection:
        if connection.scalar(select(UNIT.c.id).limit(1)) is None:
            _Filling(load(document), today, scoring or Scoring()).write(connection, canonical(document))


class _Filling:
    """The rows of a practice casebook, table by table."""

    def __init__(self, instrument: Instrument, today: date, scoring: Scoring) -> None:
        self.instrument = instrument
        self.today = today
        self.scoring = scoring
        # Not for secrets: the ids must be the same each time.
        self.random = Random("practice")
        self.units = {unit.id: new_id(self.random) for unit in site().units}
        self.staff = {member.account: new_id(self.random) for member in site().staff}
        self.clients: list[Row] = []
        self.interviews: list[Row] = []
        self.values: list[Row] = []
        self.answers: list[Row] = []
        self.signatures: list[Row] = []
        rules = {unit.id: Rules(interval_months=unit.interval_months) for unit in site().units}
        self.replay = Replay(self.units, self.staff, rules, today, Random("casework"))
        for client in (*clients(), *invented()):
            self.add_client(client)

    def add_client(self, client: PracticeClient) -> None:
        client_id, key = new_id(self.random), name_key(client.name)
        ids: list[str] = []
        for interview in client.interviews:
            ids.append(new_id(self.random))
            self.add_interview(client, interview, ids, client_id)
        held = self.interviews[len(self.interviews) - len(ids) :]
        began = [moment_of(deed, self.today) for deed in client.deeds] + [row["keyed_at"] for row in held[:1]]
        handler = self.staff[client.handler or client.interviews[0].interviewer]
        self.clients.append(
            {
                "id": client_id,
                "code": client.code,
                "name": client.name,
                "name_key": key,
                "name_folded": fold(key),
                "name_sort": name_order(client.name),
                "born": client.born.on(self.today),
                "sex": client.sex.value,
                "unit_id": self.units[client.unit],
                "interviews": len(ids),
                "created_at": min(began) - _BEFORE_INTERVIEW,
                "created_by": held[0]["keyed_by"] if held else handler,
                "protection": client.protection,
                "handler_id": handler,
                "version": 1,
            }
        )
        signed = {row["interview_id"]: row["at"] for row in self.signatures}
        self.replay.case(self.clients[-1], client, [HeldInterview(row, signed.get(row["id"])) for row in held])

    def add_interview(
        self, client: PracticeClient, interview: PracticeInterview, ids: list[str], client_id: str
    ) -> None:
        answers = self.answers_of(interview, ids[-1])
        self.answers += answers
        closing = next((row["at"] for row in answers if self.step(row["question"]) is Step.CLOSE), None)
        self.interviews.append(
            {
                "id": ids[-1],
                "client_id": client_id,
                "unit_id": self.units[client.unit],
                "form": interview.form,
                "interview_date": interview.before.on(self.today),
                "interviewer_id": self.staff[interview.interviewer],
                "source": interview.source.value,
                "interpreter": interview.interpreter,
                "refers_to": ids[interview.refers_to - 1] if interview.refers_to else None,
                "children": interview.children,
                "state": interview.state.value,
                "instrument_hash": self.instrument.content_hash,
                "keyed_by": self.staff[interview.keyed_by],
                "keyed_at": answers[0]["at"] - _BETWEEN_ANSWERS,
                "completed_at": closing,
                "ended_early": None,
                "version": 1,
                "guarded": client.protection != NOT_PROTECTED,
                "rated_on": answers[-1]["at"].date() if interview.state in _RATED else None,
                "happened": None,
                "first_completed_at": None,
            }
        )
        if interview.state is InterviewState.SIGNED:
            signer = next(member for member in site().staff if member.account == interview.interviewer)
            self.signatures.append(
                {
                    "interview_id": ids[-1],
                    "name": signer.name,
                    "role": _SIGNED_AS,
                    "at": answers[-1]["at"] + _BETWEEN_ANSWERS,
                    "by": self.staff[signer.account],
                }
            )
        if interview.state is not InterviewState.DRAFT:
            kept = completion(begin(self.instrument, interview.form, interview.values), Ending(Code.N), self.scoring)
            self.values.append(
                {
                    "interview_id": ids[-1],
                    "effective": dict(kept.values),
                    "scores": dict(kept.scores),
                    "money_term": kept.money_term,
                    "currency_divisor": kept.currency_divisor,
                }
            )

    def answers_of(self, interview: PracticeInterview, interview_id: str) -> list[Row]:
        """The rows of the answers in the order they were given: the interview, its closing, the ratings after it."""
        codes = [code for code in self.instrument.forms[interview.form].codes if code in interview.values]
        asked = sorted(codes, key=lambda code: _STEPS.index(self.step(code)))
        days = [before.on(self.today) for before in (interview.before, *interview.continued)]
        starts = [datetime.combine(day, interview.at, UTC) for day in days]
        in_interview = sum(self.step(code) is Step.INTERVIEW for code in codes)
        rows: list[Row] = []
        moment = starts[0]
        for place, code in enumerate(asked):
            is_rating = self.step(code) is Step.RATING
            # Each sitting takes its share of the questions, the last one the closing too.
            sitting = min(place * len(starts) // in_interview, len(starts) - 1)
            moment = max(moment + _BETWEEN_ANSWERS, starts[sitting])
            if is_rating and self.step(asked[place - 1]) is not Step.RATING:
                moment += _BEFORE_RATING
            stored = to_stored(interview.values[code])
            rows.append(
                {
                    "interview_id": interview_id,
                    "question": code,
                    "value": stored.value,
                    "code": stored.code,
                    "at": moment,
                    "by": self.staff[interview.interviewer if is_rating else interview.keyed_by],
                }
            )
        return rows

    def step(self, code: str) -> Step:
        return self.instrument.questions[code].step

    def write(self, connection: Connection, document: str) -> None:
        """Store all rows, and do the casework again by the rules that all casework follows."""
        instrument = {
            "content_hash": self.instrument.content_hash,
            "structure_hash": self.instrument.structure_hash,
            "version": self.instrument.version,
            "document": document,
        }
        units = [
            {"id": self.units[unit.id], "name": unit.name, "interval_months": unit.interval_months, "version": 1}
            for unit in site().units
        ]
        staff = [
            {
                "id": self.staff[member.account],
                "account": member.account,
                "name": member.name,
                "unit_id": self.units[member.unit],
                "active": True,
                "version": 1,
                "role": member.role,
                "trained_on": member.trained.on(self.today) if member.trained else None,
            }
            for member in site().staff
        ]
        plans = [
            {
                "unit_id": self.units[plan.unit],
                "interviewed": plan.interviewed,
                "limits": "\n".join(plan.limits),
                "responsible_id": self.staff[plan.responsible],
                "follow_ups_id": self.staff[plan.follow_ups],
                "valid_from": plan.valid_from.on(self.today),
                "reviewed_on": plan.reviewed_on.on(self.today),
            }
            for plan in site().plans
        ]
        tables: tuple[tuple[Table, list[Row]], ...] = (
            (INSTRUMENT, [instrument]),
            (UNIT, units),
            (STAFF, staff),
            (UNIT_PLAN, plans),
            (CLIENT, self.clients),
            (INTERVIEW, self.interviews),
            (INTERVIEW_VALUE, self.values),
            # The ids of the answers rise with the time they were given.
            (ANSWER, sorted(self.answers, key=lambda row: row["at"])),
            (SIGNATURE, self.signatures),
        )
        for table, rows in tables:
            connection.execute(insert(table), rows)
        self.replay.write(connection)
