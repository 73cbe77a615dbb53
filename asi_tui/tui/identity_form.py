"""The fields of who a client is, for a new client and for the client's page, and what they amount to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from asi_tui.core.client_file import IdentifierKind, Identity, Protection
from asi_tui.core.identity import parse_born
from asi_tui.core.people import Sex, StaffMember
from asi_tui.errors import UsageError
from asi_tui.message import Message, say
from asi_tui.tui.asking import NOTE
from asi_tui.tui.client_entries import IDENTIFIER_WORDS, PROTECTION_WORDS, shown_number
from asi_tui.tui.fields import Field, Fields, Option, Values

NO_HANDLER = "-"
AS_THE_UNIT = "unit"

LONGEST_NAME = 100

KEEP_NOTHING = (Protection.PROTECTED_REGISTRATION, Protection.ASSIGNED_IDENTITY)
"""With these no telephone number is kept."""


def who_fields(identity: Identity, today: date) -> tuple[Field, ...]:
    """Name, birth, sex and number: what a new client is asked for."""
    return (
        Field(
            id="name",
            label=say("Name"),
            text=identity.name,
            hint=say("May be left empty: the code is enough"),
            longest=LONGEST_NAME,
        ),
        Field(
            id="born",
            label=say("Born"),
            text=identity.born,
            hint=say("Year or date: 1984, 1984-05-17; may be left empty"),
            check=_wrong_birth(today),
        ),
        Field(
            id="sex",
            label=say("Sex, as the client states it"),
            text=identity.sex.value,
            options=(
                Option(Sex.WOMAN.value, say("woman")),
                Option(Sex.MAN.value, say("man")),
                Option(Sex.OTHER.value, say("other")),
                Option(Sex.UNKNOWN.value, say("not stated")),
            ),
        ),
        Field(
            id="kind",
            label=say("Kind of number"),
            text=identity.kind.value,
            options=tuple(Option(kind.value, words) for kind, words in IDENTIFIER_WORDS.items()),
        ),
        Field(
            id="number",
            label=say("Number"),
            text=shown_number(identity),
            hint=say("Such as 19840517-1234; it is checked when it is saved"),
            check=lambda text, values: None if text else say("write the number, or choose that there is none"),
            when=lambda values: values["kind"] != IdentifierKind.NONE,
        ),
    )


def file_fields(
    identity: Identity, named: Sequence[str], staff: Sequence[StaffMember], today: date
) -> tuple[Field, ...]:
    """All that is kept of who a client is and how the case is handled."""
    people = tuple(Option(member.id, member.name) for member in staff)
    return (
        *who_fields(identity, today),
        Field(
            id="telephone",
            label=say("Telephone"),
            text=identity.telephone,
            hint=say("May be left empty"),
            when=lambda values: values["protection"] not in KEEP_NOTHING,
        ),
        Field(id="handler", label=say("Handler"), text=identity.handler or NO_HANDLER, options=(_nobody(), *people)),
        Field(
            id="interval",
            label=say("Follow-ups"),
            text=str(identity.own_interval) if identity.own_interval else AS_THE_UNIT,
            options=(
                Option(AS_THE_UNIT, say("as the unit does")),
                Option("6", say("every 6 months")),
                Option("12", say("every 12 months")),
            ),
        ),
        Field(
            id="interval_reason",
            label=say("Why another interval"),
            text=identity.interval_reason,
            check=lambda text, values: None if text else say("a reason is wanted here"),
            longest=NOTE,
            when=lambda values: values["interval"] != AS_THE_UNIT,
        ),
        Field(
            id="protection",
            label=say("Protected identity"),
            text=identity.protection.value,
            options=tuple(Option(kind.value, words) for kind, words in PROTECTION_WORDS.items()),
            tells=_told_protection,
        ),
        Field(
            id="named",
            label=say("May see the client"),
            text=" ".join(named),
            options=people,
            many=True,
            check=lambda text, values: None if text else say("choose who may see the client, yourself among them"),
            when=lambda values: values["protection"] != Protection.NONE,
        ),
    )


def identity_in(fields: Fields, was: Identity, today: date) -> Identity:
    """Who the client is by what stands in the fields; what they do not ask for stays as it was."""
    born = fields.value("born")
    kind = IdentifierKind(fields.value("kind"))
    identity = replace(
        was,
        name=fields.value("name"),
        born=parse_born(born, today) if born else "",
        sex=Sex(fields.value("sex")),
        kind=kind,
        number=fields.value("number"),
    )
    if not any(entry.id == "handler" for entry in fields.fields):
        return identity
    handler, interval = fields.value("handler"), fields.value("interval")
    return replace(
        identity,
        protection=Protection(fields.value("protection")),
        telephone=fields.value("telephone"),
        own_interval=None if interval == AS_THE_UNIT else int(interval),
        interval_reason=fields.value("interval_reason"),
        handler=None if handler == NO_HANDLER else handler,
    )


def values_of(identity: Identity, named: Sequence[str]) -> Values:
    """What the fields would hold for an identity as another person has changed it."""
    return {
        "name": identity.name,
        "born": identity.born,
        "sex": identity.sex.value,
        "kind": identity.kind.value,
        "number": shown_number(identity),
        "telephone": identity.telephone,
        "handler": identity.handler or NO_HANDLER,
        "interval": str(identity.own_interval) if identity.own_interval else AS_THE_UNIT,
        "interval_reason": identity.interval_reason,
        "protection": identity.protection.value,
        "named": " ".join(named),
    }


def _nobody() -> Option:
    return Option(NO_HANDLER, say("nobody"), "0")


def _wrong_birth(today: date) -> Callable[[str, Values], Message | None]:
    def wrong(text: str, values: Values) -> Message | None:
        try:
            if text:
                parse_born(text, today)
        except UsageError as error:
            return say("{what}: {remedy}", what=error.what, remedy=error.remedy)
        return None

    return wrong


def _told_protection(value: str) -> Message | None:
    if value in KEEP_NOTHING:
        return say("shown by code alone to those named below; no telephone number is kept")
    return None if value == Protection.NONE else say("shown by code alone to those named below")
