"""From a command to the panel it opens: who can be chosen and what is open is read from the casebook first."""

from __future__ import annotations

from asi_tui.core.item_actions import ItemAction, refusal, responsible_of
from asi_tui.core.people import Client, StaffMember
from asi_tui.core.queue import QueueRow, Scope
from asi_tui.message import Message, say
from asi_tui.tui import action_forms, hand_over, interview_forms
from asi_tui.tui.app import AsiApp
from asi_tui.tui.asking import Asked


def asked_for(app: AsiApp, action: str, rows: tuple[QueueRow, ...]) -> Asked | Message:
    """The panel of an action about these rows, or why it makes no sense for them."""
    wanted = ItemAction(action)
    reason = refusal(wanted, rows)
    if reason is not None:
        return reason
    match wanted:
        case ItemAction.DROPOUT:
            return action_forms.ask_dropout(rows)
        case ItemAction.POSTPONE:
            return action_forms.ask_postpone(rows, app.today)
        case ItemAction.OTHER:
            return action_forms.ask_other_means(rows, app.today)
        case ItemAction.ATTEMPT:
            return action_forms.ask_attempt(rows, app.today)
        case ItemAction.FEEDBACK:
            return action_forms.ask_feedback(rows, app.today)
        case ItemAction.ASSIGN:
            return hand_over.ask_commission(rows, colleagues(app), app.casebook.work.units())
        case ItemAction.HANDOVER:
            return _hand_over(app, rows)


def _hand_over(app: AsiApp, rows: tuple[QueueRow, ...]) -> Asked | Message:
    staff = colleagues(app)
    leaver = responsible_of(rows)
    if leaver is None:
        return hand_over.ask_hand_over(rows, staff)
    others = [member for member in staff if member.id != leaver]
    if not others:
        return say("there is no other colleague to hand over to")
    everything = hand_over.ask_hand_over_all(rows, others, app.casebook.work.open_items(leaver))
    return hand_over.ask_hand_over(rows, others, everything)


def colleagues(app: AsiApp) -> tuple[StaffMember, ...]:
    """The staff that can be chosen, those of the user's own unit first."""
    files = app.casebook.files
    near = files.staff_for(Scope.UNIT)
    ids = {member.id for member in near}
    return (*near, *(member for member in files.staff_for(Scope.ALL) if member.id not in ids))


def base_order(app: AsiApp, client: Client, handler: str | None) -> Asked:
    """The panel that orders a base interview with a client; the handler holds it unless told otherwise, else I do."""
    me = app.casebook.me()
    responsible = handler or (me.id if me else "")
    return interview_forms.ask_base(client.id, client.code, colleagues(app), responsible, app.today)
