"""The lists of the start screen: whose work, which work, and one line of it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from asi_tui.core.interview_state import InterviewState
    from asi_tui.core.people import Client


class Scope(StrEnum):
    """Whose work a list shows."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


class Show(StrEnum):
    """Which work a list shows."""

    DUE = "due"
    DRAFTS = "drafts"
    UNRATED = "unrated"
    UNSIGNED = "unsigned"
    FOUND = "found"


class ItemKind(StrEnum):
    """What a follow-up item asks for."""

    BASE = "base"
    FOLLOW_UP = "follow_up"
    FEEDBACK = "feedback"
    RATING = "rating"
    SIGNATURE = "signature"
    INTERVENTION = "intervention"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A line of the start screen: an item that is due, or an interview that waits for somebody.

    `item_id` is set on due items; `interview_id` on drafts, unrated and unsigned interviews, and on a due item whose
    follow-up is already begun. `anchor` is the day the item counts from and `anchor_form` the form of that interview;
    for interviews they are the interview's own date and form. A found or not yet interviewed client has neither.
    `initials` is what the screen shows instead of the name.

    Of a due item, `version` is what an action on it must name, `attempts` how often the client was sought, `postponed`
    whether its day was moved, `commissioned_to` the name of the colleague or unit that is to do it, and `intervention`
    the id of the ended intervention it is about. An item about an interview that is held has it as `interview_id`.
    """

    client: Client
    initials: str
    responsible: str
    item_id: int | None = None
    kind: ItemKind | None = None
    due_on: date | None = None
    interview_id: str | None = None
    state: InterviewState | None = None
    form: str | None = None
    anchor: date | None = None
    anchor_form: str | None = None
    answered: int = 0
    version: int = 1
    attempts: int = 0
    postponed: bool = False
    commissioned_to: str = ""
    intervention: str = ""
    responsible_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuery:
    """Which page of which list: whose, what, on which day, and after which row (`after` is a page's `next_key`).

    `kind` narrows the due items, and their counts, to one kind. Mine are also the items that are commissioned to me;
    the unit's are also those commissioned to it. `unit` is the id of the unit that is meant; empty: my own.
    """

    today: date
    scope: Scope = Scope.UNIT
    show: Show = Show.DUE
    kind: ItemKind | None = None
    unit: str = ""
    search: str = ""
    after: str | None = None
    size: int = 50


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list, most overdue first, and the key of the next page (None: no more)."""

    rows: tuple[QueueRow, ...]
    next_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """How much waits, in the scope asked for: due items by state, and interviews by what they lack."""

    long_overdue: int = 0
    overdue: int = 0
    in_window: int = 0
    coming: int = 0
    drafts: int = 0
    unrated: int = 0
    unsigned: int = 0
    has_clients: bool = False
