"""What screens and commands may ask of the store about cases: the work on the queue's items, and the client's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from asi_tui.core.case_events import NewEvent
    from asi_tui.core.client_file import ClientFile, Consent, Identity
    from asi_tui.core.edited_text import EditedText
    from asi_tui.core.happenings import CaseChange, Happening, Item
    from asi_tui.core.intervention import Intervention
    from asi_tui.core.intervention_records import NearFollowUp, Record, Saved
    from asi_tui.core.outcomes import Channel, ContactResult, Means
    from asi_tui.core.people import Client, Role, StaffMember, Unit
    from asi_tui.core.queue import Scope
    from asi_tui.core.staffing import StaffChange, StaffRecord
    from asi_tui.core.unit_plan import PlanInForce, PlanRevision, UnitPlan


@dataclass(frozen=True, slots=True)
class Target:
    """An item that is acted on: its id in the queue and the version that was on screen."""

    item_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Done:
    """What an action led to: a number by which it can be undone, and how many items it touched."""

    undo: int
    items: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item stands where it stands: the item by the rules, and what was done about it, oldest first.

    `names` are those of the staff and units that are named by their ids.
    """

    item: Item
    happenings: tuple[Happening, ...]
    names: Mapping[str, str] = field(default_factory=dict)


class QueueWork(Protocol):
    """Actions on items of the queue. Each is one transaction over all its targets: all of them, or none.

    All raise TouchedElsewhere (an AsiError naming who did what) when another person has changed an item since it was
    read, UsageError on an empty reason, an impossible date, an unknown colleague or a closed client, DatabaseError when
    the disk says no.
    """

    def postpone(self, targets: Sequence[Target], until: date, reason: str) -> Done:
        """Let the items wait until a later day."""

    def attempt(
        self, targets: Sequence[Target], on: date, channel: Channel, result: ContactResult, note: str = ""
    ) -> Done:
        """Log that somebody tried to reach the client."""

    def drop_out(self, targets: Sequence[Target], reason: str, note: str = "", *, clock_runs_on: bool = True) -> Done:
        """Close the items as lost, for a reason of `core.outcomes`; the clock may run on to the next one."""

    def follow_up_otherwise(self, targets: Sequence[Target], means: Means, on: date, note: str = "") -> Done:
        """Close the items as followed up by other means; the clock runs on."""

    def commission(
        self, targets: Sequence[Target], *, to_staff: str | None, to_unit: str | None, may_read: str | None
    ) -> Done:
        """Commission the items to a member of staff or a unit; both None takes the commission back."""

    def order_base(self, client_id: str, due_on: date, responsible: str) -> Done:
        """Order a base interview with a client."""

    def give_feedback(self, targets: Sequence[Target], on: date) -> Done:
        """Close feedback items: it was given on that day."""

    def hand_over(self, from_staff: str, to_staff: str) -> Done:
        """Hand all open items of a colleague over to another."""

    def hand_over_items(self, targets: Sequence[Target], to_staff: str) -> Done:
        """Hand these items over to another colleague."""

    def undo(self, number: int) -> Done:
        """Take an action back, as long as nothing later rests on it."""

    def last_action(self) -> int | None:
        """The number of this session's newest action that has not been undone; None when there is none."""

    def why(self, item_id: int) -> Why:
        """Why an item stands where it stands."""

    def open_items(self, staff_id: str) -> int:
        """How many open items a colleague is responsible for."""

    def units(self) -> tuple[Unit, ...]:
        """All units, by name."""

    def differences(self) -> Iterator[tuple[str, Item | None, Item | None]]:
        """Where the stored items differ from the rules applied from scratch: client code, stored, by the rules.

        The code is empty where the client is not there for the user.
        """

    def repair(self) -> int:
        """Write what the rules say where `differences` finds another thing; gives how many items were put right."""


class ClientFiles(Protocol):
    """The client's page: identity, consents, events, and the case as a whole."""

    def open(self, code: str, purpose: str) -> ClientFile:
        """The file of the client with that code; the opening is logged. UsageError when there is none to be seen."""

    def add(self, identity: Identity) -> Client:
        """Add a client to the user's own unit under a new code, with a checked number; all may be left empty."""

    def alike(self, name: str, born: str) -> tuple[Client, ...]:
        """Clients who may be the same person: born on the same day, with a like name. None when either is empty."""

    def change_identity(self, client_id: str, identity: Identity, *, named: Sequence[str] | None = None) -> None:
        """Write a changed identity; what it was is kept. Checks the number. Raises on another's newer version."""

    def set_consent(self, client_id: str, consent: Consent) -> None:
        """Write a consent as given or withdrawn, which is an event; withdrawing to take part drops open items out."""

    def add_event(self, client_id: str, event: NewEvent) -> int:
        """Register an event, or correct an earlier one with a reason; gives its id. Items follow in the same step."""

    def change_case(self, client_id: str, change: CaseChange, on: date, reason: str = "") -> None:
        """Close the case (its items stay or end), take it up again, or record that the client died or moved."""

    def staff_for(self, scope: Scope) -> tuple[StaffMember, ...]:
        """The staff that can be chosen: of my unit, or all."""


class Texts(Protocol):
    """The texts that somebody has edited. Earlier versions are kept; signed interviews have them too."""

    def newest(self, interview_id: str, language: str) -> EditedText | None:
        """The edited summary of an interview; None when there is none, or it was taken back."""

    def write(self, interview_id: str, language: str, text: EditedText) -> EditedText:
        """Store a newer version than the one that was read; gives it with its version, time and author.

        A text without sentences takes the edited one back. Raises TouchedElsewhere on another's newer version.
        """


class Interventions(Protocol):
    """The records of interventions. Whoever sees a client may read and fill them, also without leave to read the
    client's interviews: treatment staff report what they carry out.

    Writing raises TouchedElsewhere when another person has changed the record since it was read, UsageError on a record
    that cannot be so, DatabaseError when the disk says no.
    """

    def of_client(self, client_id: str) -> tuple[Record, ...]:
        """All records of a client: what goes on first, then the latest."""

    def open(self, intervention_id: str, purpose: str) -> Record:
        """A whole record with its history; the opening is logged. UsageError when there is none to be seen."""

    def near(self, client_id: str, intervention: Intervention) -> NearFollowUp | None:
        """The open follow-up that the handler is asked about at this end; None: there is nothing to ask."""

    def register(self, client_id: str, intervention: Intervention, *, move_item: bool = False) -> Saved:
        """Write a new record: planned, begun or ended. `move_item`: the follow-up near its end counts from it."""

    def change(
        self, intervention_id: str, intervention: Intervention, version: int, *, move_item: bool = False
    ) -> Saved:
        """Write a changed record: begun, ended, filled or corrected; what it held before is kept."""


class Planning(Protocol):
    """The units, their plans and their staff. What changes something raises UsageError to whoever may not change it."""

    def may_change(self) -> bool:
        """Whether the user may change plans and staff."""

    def plans(self) -> tuple[PlanInForce, ...]:
        """All units by name, each with its plan."""

    def plan(self, unit_id: str | None = None) -> PlanInForce:
        """The plan of a unit; of the user's own unless told."""

    def history(self, unit_id: str) -> tuple[PlanRevision, ...]:
        """What has been changed of a unit's plan, newest first."""

    def set_plan(self, unit_id: str, plan: UnitPlan, version: int) -> int:
        """Let another plan hold from now on, over the version that was read; gives how many open items followed it.

        Raises TouchedElsewhere when another person has changed it meanwhile. The plan is one without faults.
        """

    def add_unit(self, name: str) -> Unit:
        """Add a unit, which has decided nothing yet."""

    def rename_unit(self, unit_id: str, name: str) -> None:
        """Give a unit another name."""

    def staff(self, unit_id: str | None = None, *, left: bool = False) -> tuple[StaffRecord, ...]:
        """The staff of a unit, or of all; with `left` those too who no longer work here."""

    def add_staff(self, account: str, name: str, unit_id: str, role: Role) -> StaffMember:
        """Make an account a member of staff; one who left comes back."""

    def change_staff(self, staff_id: str, change: StaffChange) -> StaffMember:
        """Change what is known of a member of staff."""

    def leave(self, staff_id: str, on: date, hand_over_to: str | None = None) -> int:
        """A member of staff leaves; what is open for them goes to a colleague. Gives how many items did.

        Raises UsageError while something is open for them and nobody takes over.
        """
