"""How an item of the queue can end without an interview: the fixed lists of reasons, other means and contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from asi_tui.message import Message, say


class Side(StrEnum):
    """Whose side a dropout lies on; the two are never counted together."""

    CLIENT = "client"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class DropoutReason:
    """Why no interview was held: the code that is stored, whose side it lies on, and the words for it.

    `needs_text` is true where the code alone says too little. `ends_case` is true where no later follow-up can be held.
    """

    code: str
    side: Side
    label: Message
    needs_text: bool = False
    ends_case: bool = False


DROPOUT_REASONS: tuple[DropoutReason, ...] = (
    DropoutReason("AVBOJT", Side.CLIENT, say("declined")),
    DropoutReason("EJNAS", Side.CLIENT, say("not reached, at least three attempts")),
    DropoutReason("AVLID", Side.CLIENT, say("deceased"), ends_case=True),
    DropoutReason("FLYTT", Side.CLIENT, say("moved from the municipality"), ends_case=True),
    DropoutReason("INSTI", Side.CLIENT, say("in custody or an institution, out of reach")),
    DropoutReason("SJUK", Side.CLIENT, say("too ill")),
    DropoutReason("PAVER", Side.CLIENT, say("intoxicated on every occasion")),
    DropoutReason("KOGN", Side.CLIENT, say("cognitive difficulty")),
    DropoutReason("TOLK", Side.CLIENT, say("language, no interpreter to be had")),
    DropoutReason("SKYDD", Side.CLIENT, say("unsuitable for reasons of safety")),
    DropoutReason("TID", Side.ORGANISATION, say("lack of time")),
    DropoutReason("RUTIN", Side.ORGANISATION, say("not ordered, or not by the routine")),
    DropoutReason("KORT", Side.ORGANISATION, say("intervention too short, by local decision")),
    DropoutReason("KAND", Side.ORGANISATION, say("client judged to be well known")),
    DropoutReason("PERS", Side.ORGANISATION, say("change of staff or a vacancy")),
    DropoutReason("DUBB", Side.ORGANISATION, say("duplicate, or made by mistake")),
    DropoutReason("ANNAT", Side.ORGANISATION, say("other"), needs_text=True),
)
"""The closed list of reasons, the client's side first."""

DROPOUTS: Mapping[str, DropoutReason] = MappingProxyType({reason.code: reason for reason in DROPOUT_REASONS})

ATTEMPTS_BEFORE_NOT_REACHED = 3
"""Logged attempts that the reason EJNAS asks for."""


class Means(StrEnum):
    """By what other means a client was followed up."""

    RECORD_NOTES = "record_notes"
    UBAT = "ubat"
    CRA = "cra"
    ADDIS_ADAD = "addis_adad"
    OWN_TEMPLATE = "own_template"


MEANS_LABELS: Mapping[Means, Message] = MappingProxyType(
    {
        Means.RECORD_NOTES: say("notes in the client's record"),
        Means.UBAT: say("UBÅT"),
        Means.CRA: say("CRA"),
        Means.ADDIS_ADAD: say("ADDIS or ADAD"),
        Means.OWN_TEMPLATE: say("the unit's own template"),
    }
)


class Channel(StrEnum):
    """How the client was sought."""

    PHONE = "phone"
    MESSAGE = "message"
    LETTER = "letter"
    VISIT = "visit"
    THROUGH_OTHERS = "through_others"


CHANNEL_LABELS: Mapping[Channel, Message] = MappingProxyType(
    {
        Channel.PHONE: say("telephone"),
        Channel.MESSAGE: say("text message or e-mail"),
        Channel.LETTER: say("letter"),
        Channel.VISIT: say("visit"),
        Channel.THROUGH_OTHERS: say("through somebody else"),
    }
)


class ContactResult(StrEnum):
    """What an attempt to reach the client led to."""

    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    WILL_CALL_BACK = "will_call_back"
    BOOKED = "booked"
    DECLINED = "declined"
    WRONG_ADDRESS = "wrong_address"


CONTACT_RESULT_LABELS: Mapping[ContactResult, Message] = MappingProxyType(
    {
        ContactResult.NO_ANSWER: say("no answer"),
        ContactResult.MESSAGE_LEFT: say("message left"),
        ContactResult.WILL_CALL_BACK: say("gets back to us"),
        ContactResult.BOOKED: say("a time was booked"),
        ContactResult.DECLINED: say("declined for now"),
        ContactResult.WRONG_ADDRESS: say("wrong number or address"),
    }
)
