"""The casework of the practice data: what was done in each case, told again in its order by the rules of the queue.

All is reckoned in memory and stored table by table: done one by one through the casebook it would take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from asi_tui.core.case_events import EventKind
from asi_tui.core.case_queue import CaseQueue
from asi_tui.core.client_file import ConsentKind
from asi_tui.core.followup import is_follow_up
from asi_tui.core.happenings import CaseChanged, FeedbackGiven, Happening, InterventionEnded, InterviewHeld, Rules
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.queue import ItemKind
from asi_tui.core.queue_rules import after
from asi_tui.practice import PracticeClient, PracticeDeed
from asi_tui.store import case_history, item_rows, staff
from asi_tui.store.case_tables import CASE_EVENT, CONSENT, INTERVENTION, ITEM_ACTION
from asi_tui.store.client_tables import CLIENT_ACCESS
from asi_tui.store.intervention_rows import cleaned
from asi_tui.store.intervention_tables import GOAL
from asi_tui.store.item_deeds import Deed, happening_of
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import AnyRow
from asi_tui.store.practice_records import goal_rows, record_of
from asi_tui.store.protection import NOT_PROTECTED

_AT = time(14)
"""When on its day something was done."""

_DEEDS = {
    "feedback": Deed.FED_BACK,
    "attempt": Deed.ATTEMPTED,
    "postpone": Deed.POSTPONED,
    "commission": Deed.COMMISSIONED,
    "dropout": Deed.DROPPED_OUT,
    "other": Deed.OTHERWISE,
}

_DATED = frozenset({Deed.FED_BACK, Deed.ATTEMPTED, Deed.OTHERWISE})
"""Actions that tell on which day something was done."""

_BLANK = {"item": "", "day": None, "code": "", "result": "", "note": "", "to_staff": None, "to_unit": None}
"""What an action tells where it tells nothing."""

Row = dict[str, Any]
"""A row to be stored, column by column; each column has its own type."""


def moment_of(deed: PracticeDeed, today: date) -> datetime:
    """When something was done."""
    return datetime.combine(deed.before.on(today), _AT, UTC)


@dataclass(frozen=True, slots=True)
class HeldInterview:
    """An interview of the case: its row, and when it was signed, if it was."""

    row: Row
    signed_at: datetime | None


@dataclass(slots=True)
class _Case:
    """One case while it is told again: its queue, when each item ended, and how often each was changed."""

    client: Row
    unit: str
    queue: CaseQueue
    ended_at: dict[str, datetime] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def place(self) -> int:
        """The place in the history for what happens now."""
        self.client["happened"] += 1
        return int(self.client["happened"])

    def happens(self, happening: Happening) -> None:
        """The queue follows what happens."""
        before = self.queue.items
        self.queue = after(self.queue, happening)
        for key, item in self.queue.items.items():
            stood = before.get(key)
            if stood is None or replace(stood, because=item.because) != item:
                self.versions[key] += 1
                if item.ending is not None:
                    self.ended_at.setdefault(key, happening.at)


@dataclass(slots=True)
class Replay:
    """What it takes to tell everything again: the ids of units and staff by the names that the files use."""

    units: Mapping[str, str]
    staff: Mapping[str, str]
    rules: Mapping[str, Rules]
    today: date
    random: Random
    rows: dict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))
    batches: int = 0

    def case(self, row: Row, client: PracticeClient, held: Iterable[HeldInterview]) -> None:
        """Tell again what was done in one case, between the interviews that were completed in it."""
        interviews = tuple(held)
        row["happened"] = 0
        unit = self.units[client.unit]
        case = _Case(row, unit, CaseQueue(rules=self.rules[client.unit]))
        steps: list[tuple[datetime, HeldInterview | PracticeDeed]] = [
            (one.row["completed_at"], one) for one in interviews if one.row["completed_at"]
        ]
        steps += [(moment_of(deed, self.today), deed) for deed in client.deeds]
        for now, step in sorted(steps, key=lambda one: one[0]):
            if isinstance(step, PracticeDeed):
                self._do(case, step, now)
            else:
                self._held(case, step, now)
        drafts = [one.row for one in interviews if one.row["state"] == InterviewState.DRAFT.value]
        self.rows[FOLLOW_UP] += self._items(case, drafts)
        self._name(row["id"], client.named)

    def _held(self, case: _Case, held: HeldInterview, now: datetime) -> None:
        row = held.row
        row["happened"], row["first_completed_at"] = case.place(), now
        case.happens(
            InterviewHeld(
                id=row["happened"],
                at=now,
                by=row["keyed_by"],
                interview_id=row["id"],
                form=row["form"],
                interview_date=row["interview_date"],
                state=InterviewState(row["state"]),
                interviewer=row["interviewer_id"],
                unit=row["unit_id"],
                rated_on=row["rated_on"],
                signed_on=held.signed_at.astimezone().date() if held.signed_at else None,
            )
        )

    def _do(self, case: _Case, deed: PracticeDeed, now: datetime) -> None:
        if deed.do in tuple(ConsentKind):
            days = {"given_on": now.date(), "withdrawn_on": None, "note": ""}
            self.rows[CONSENT].append(self._about(case, deed, now) | {"kind": deed.do} | days)
        elif deed.do in tuple(EventKind):
            self._event(case, deed, now)
        elif deed.do == "intervention":
            self._intervention(case, deed, now)
        else:
            self._act(case, deed, now)

    def _about(self, case: _Case, deed: PracticeDeed, now: datetime) -> Row:
        return {"client_id": case.client["id"], "at": now, "by": self.staff[deed.by]}

    def _event(self, case: _Case, deed: PracticeDeed, now: datetime) -> None:
        is_end = deed.do == EventKind.CLOSED
        row = self._about(case, deed, now) | {
            "happened": case.place(),
            "kind": deed.do,
            "day": now.date(),
            "note": "" if is_end else deed.note,
            "reason": deed.note if is_end else "",
            "interview_id": None,
            "items_stay": not is_end,
            "corrects": None,
            "taken_back": False,
        }
        self.rows[CASE_EVENT].append(row)
        change = case_history.change_of(_as_row(row))
        known = {"id": row["happened"], "at": now, "by": row["by"]}
        if change is not None:
            case.happens(CaseChanged(change=change, on=now.date(), reason=row["reason"], **known))
        elif deed.do == EventKind.FEEDBACK and case.queue.held:
            row["interview_id"] = max(case.queue.held, key=lambda held: (held.interview_date, held.id)).interview_id
            case.happens(FeedbackGiven(interview_id=row["interview_id"], given_on=now.date(), **known))

    def _intervention(self, case: _Case, deed: PracticeDeed, now: datetime) -> None:
        """An intervention that ended on that day; one that has not ended began on it."""
        began_on = now.date() - timedelta(days=deed.days)
        ended_on = None if deed.goes_on else now.date()
        unit, responsible = self.units[deed.unit], self.staff[deed.by]
        record = record_of(deed, unit, responsible, began_on, ended_on)
        row = self._about(case, deed, now) | {
            "id": staff.new_id(self.random),
            "recorded_on": ended_on if deed.recorded else None,
            "move_item": False,
            "happened": None if ended_on is None else case.place(),
            "version": 1,
            **cleaned(record),
        }
        self.rows[GOAL] += goal_rows(row["id"], record)
        self.rows[INTERVENTION].append(row)
        if ended_on is not None:
            case.happens(
                InterventionEnded(
                    id=row["happened"],
                    at=now,
                    by=row["by"],
                    intervention_id=row["id"],
                    ended_on=ended_on,
                    responsible=responsible,
                    unit=unit,
                    recorded=row["recorded_on"] is not None,
                    recorded_on=row["recorded_on"],
                    days=deed.days,
                )
            )

    def _act(self, case: _Case, deed: PracticeDeed, now: datetime) -> None:
        """One action, or two that belong together: the clock that runs on after a loss is let to with it."""
        self.batches += 1
        for action in tuple(self._actions(case, deed, now)):
            row = self._about(case, deed, now) | _BLANK | action
            row |= {"happened": case.place(), "batch": self.batches}
            self.rows[ITEM_ACTION].append(row)
            case.happens(happening_of(_as_row(row)))

    def _actions(self, case: _Case, deed: PracticeDeed, now: datetime) -> Iterator[Row]:
        later = now.date() + timedelta(days=deed.days)
        if deed.do == "order":
            yield {"kind": Deed.ORDERED.value, "day": later, "to_staff": self.staff[deed.by], "to_unit": case.unit}
            return
        kind = _DEEDS[deed.do]
        about = ItemKind.FEEDBACK if kind is Deed.FED_BACK else ItemKind(deed.kind)
        item = min(case.queue.open(about), key=lambda one: one.due_on).key
        yield {
            "item": item,
            "kind": kind.value,
            "day": later if kind is Deed.POSTPONED else now.date() if kind in _DATED else None,
            "code": deed.code,
            "result": deed.result,
            "note": deed.note,
            "to_unit": self.units[deed.to] if deed.to else None,
        }
        if kind is Deed.OTHERWISE or deed.runs:
            yield {"item": item, "kind": Deed.CLOCK_RESTARTED.value}

    def _items(self, case: _Case, drafts: Iterable[Row]) -> Iterator[Row]:
        """The items of the case; open ones lead to the interviews that have been begun for them."""
        for key, item in case.queue.items.items():
            begun = (draft for draft in drafts if item.ending is None and item.kind is _asked_by(draft["form"]))
            draft = next(begun, None)
            guarded = case.client["protection"] != NOT_PROTECTED
            row = item_rows.new_row(case.client["id"], item, guarded=guarded, now=case.ended_at.get(key))
            row["version"] = case.versions[key] + (draft is not None)
            yield row if draft is None else row | {"interview_id": draft["id"]}

    def _name(self, client_id: str, accounts: Iterable[str]) -> None:
        now = datetime.combine(self.today - timedelta(days=1), _AT, UTC)
        named = [self.staff[account] for account in accounts]
        self.rows[CLIENT_ACCESS] += [
            {"client_id": client_id, "staff_id": one, "at": now, "by": named[0]} for one in named
        ]

    def write(self, connection: Connection) -> None:
        """Store what was told."""
        for table in (CONSENT, CASE_EVENT, INTERVENTION, GOAL, FOLLOW_UP, CLIENT_ACCESS, ITEM_ACTION):
            connection.execute(insert(table), self.rows[table])
        first: dict[int, int] = {}
        actions = select(ITEM_ACTION.c.id, ITEM_ACTION.c.batch).order_by(ITEM_ACTION.c.id)
        batches = [(row.id, first.setdefault(row.batch, row.id)) for row in connection.execute(actions)]
        connection.execute(
            update(ITEM_ACTION).where(ITEM_ACTION.c.id == bindparam("action")).values(batch=bindparam("of")),
            [{"action": action, "of": of} for action, of in batches],
        )


def _asked_by(form: str) -> ItemKind:
    """The kind of item that an interview on that form is held for."""
    return ItemKind.FOLLOW_UP if is_follow_up(form) else ItemKind.BASE


def _as_row(columns: Row) -> AnyRow:
    """The columns as attributes, the way the database gives a row."""
    return cast(AnyRow, SimpleNamespace(**columns))
