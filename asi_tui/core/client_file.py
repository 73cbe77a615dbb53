"""The file of one client: who they are, who may see them, what they have agreed to, and what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from asi_tui.core.annotations import Remark
from asi_tui.core.case_events import CaseEvent
from asi_tui.core.casework import InterviewSummary
from asi_tui.core.happenings import Happening, Item
from asi_tui.core.people import Client, Sex
from asi_tui.core.queue import QueueRow

if TYPE_CHECKING:
    from asi_tui.core.intervention_records import Record


class IdentifierKind(StrEnum):
    """Kinds of personal identifier; a client may have none, and it may change."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    RESERVNUMMER = "reservnummer"
    NONE = "none"


class Protection(StrEnum):
    """Protected identity, from none to the strongest; the two strongest keep no address, telephone or next of kin."""

    NONE = "none"
    SECRECY_MARKED = "secrecy_marked"
    PROTECTED_REGISTRATION = "protected_registration"
    ASSIGNED_IDENTITY = "assigned_identity"


class ConsentKind(StrEnum):
    """What a client may agree to, each with its own date and withdrawal."""

    TAKING_PART = "taking_part"
    CONTACT_AFTER_CLOSURE = "contact_after_closure"
    SHARING_WITH_PROVIDER = "sharing_with_provider"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent as it stands: given on a day, and perhaps withdrawn on another. `note` may hold the contact channel."""

    kind: ConsentKind
    given_on: date | None = None
    withdrawn_on: date | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it was given and has not been withdrawn."""
        return self.given_on is not None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a client is, as it is edited on the client's page. `number` is as kept: twelve digits, or a reserve number.

    `born` is a year or a date, or empty. `own_interval` is months between follow-ups for this client alone, with
    `interval_reason`; None follows the unit. `version` is the one that was read.
    """

    name: str
    born: str
    sex: Sex
    kind: IdentifierKind = IdentifierKind.NONE
    number: str = ""
    protection: Protection = Protection.NONE
    telephone: str = ""
    own_interval: int | None = None
    interval_reason: str = ""
    handler: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChange:
    """An earlier name or number, kept when it was changed; `by` is a name."""

    field: str
    was: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFile:
    """All of the client's page. `named` are the staff ids that may see a client with protected identity.

    `items` are the open ones first, by due day; `happenings` what staff did about them, oldest first. `rows` are the
    open items as the queue shows them, in the order of `items`. `remarks` are those on the client's interviews, each
    with the id of its interview, newest first. `interventions` are their records: what goes on first. `closed` tells
    that the case is closed; `same_birth` are codes of clients with the same birth date and a like name.
    """

    client: Client
    identity: Identity
    changes: tuple[IdentityChange, ...] = ()
    named: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    interviews: tuple[InterviewSummary, ...] = ()
    items: tuple[Item, ...] = ()
    rows: tuple[QueueRow, ...] = ()
    happenings: tuple[Happening, ...] = ()
    remarks: tuple[tuple[str, Remark], ...] = ()
    closed: bool = False
    same_birth: tuple[str, ...] = ()
    interventions: tuple[Record, ...] = ()
