"""Work given to others: an interview commissioned to a colleague or unit, and rows handed over to another handler."""

from __future__ import annotations

from collections.abc import Sequence

from asi_tui.core.people import StaffMember, Unit
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import QueueRow
from asi_tui.message import say
from asi_tui.tui.asking import Asked, Told, about, chosen, panel, subject, targets
from asi_tui.tui.fields import Field, Fields, Option

TAKEN_BACK = "none"


def ask_commission(rows: tuple[QueueRow, ...], staff: Sequence[StaffMember], units: Sequence[Unit]) -> Asked:
    """To whom the interview is commissioned, and whether they may read the client's earlier one."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        kind, _, key = fields.value("to").partition(":")
        may_read = fields.value("may_read")
        done = casebook.work.commission(
            targets(rows),
            to_staff=key if kind == "staff" else None,
            to_unit=key if kind == "unit" else None,
            may_read=None if may_read in ("", "no") else may_read,
        )
        if kind == TAKEN_BACK:
            return Told(say("{what}: the commission is taken back", what=subject(rows)), done)
        name = next(option.words for option in fields.fields[0].options if option.value == fields.value("to"))
        return Told(say("{what}: commissioned to {name}", what=subject(rows), name=name), done)

    back = (Option(TAKEN_BACK, say("take the commission back"), "0"),) if any(r.commissioned_to for r in rows) else ()
    people = tuple(Option(f"staff:{member.id}", member.name) for member in staff)
    groups = tuple(Option(f"unit:{unit.id}", say("unit {name}", name=unit.name)) for unit in units)
    return Asked(
        heading=say("Commission"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(
            Field(id="to", label=say("To"), options=(*back, *people, *groups), check=chosen),
            Field(
                id="may_read",
                label=say("Earlier interview"),
                text="no",
                options=(
                    Option("no", say("is not shown")),
                    Option("consent", say("is shown: the client consents")),
                    Option("decision", say("is shown: the decision gives leave")),
                ),
                when=lambda values: values["to"] not in ("", TAKEN_BACK),
            ),
        ),
    )


def ask_hand_over(rows: tuple[QueueRow, ...], staff: Sequence[StaffMember], others: Asked | None = None) -> Asked:
    """Which colleague takes these rows over; the same key again gives `others`, all rows of who leaves."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        done = casebook.work.hand_over_items(targets(rows), fields.value("to"))
        return Told(say("{what}: handed over to {name}", what=subject(rows), name=_name(fields, staff)), done)

    return Asked(
        heading=say("Hand over"),
        about=about(rows),
        rows=rows,
        do=do,
        fields=panel(_colleague(staff)),
        command="start.handover",
        other=None if others is None else lambda: others,
    )


def ask_hand_over_all(rows: tuple[QueueRow, ...], staff: Sequence[StaffMember], count: int) -> Asked:
    """Which colleague takes over all open items of the one who is responsible for these rows."""
    leaver, name = rows[0].responsible_id, rows[0].responsible

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        done = casebook.work.hand_over(leaver, fields.value("to"))
        to = _name(fields, staff)
        return Told(say("{count} rows of {name} handed over to {to}", count=done.items, name=name, to=to), done)

    return Asked(
        heading=say("Hand over all {count} rows of {name}", count=count, name=name),
        about="",
        rows=rows,
        do=do,
        fields=panel(_colleague([member for member in staff if member.id != leaver])),
        command="start.handover",
    )


def _colleague(staff: Sequence[StaffMember]) -> Field:
    options = tuple(Option(member.id, member.name) for member in staff)
    return Field(id="to", label=say("To"), options=options, check=chosen)


def _name(fields: Fields, staff: Sequence[StaffMember]) -> str:
    return next(member.name for member in staff if member.id == fields.value("to"))
