"""The first start: who the account belongs to, asked once in two lines."""

from __future__ import annotations

import os
import pwd
from collections.abc import Awaitable, Callable

from asi_tui.core.people import StaffMember
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.fields import Field, Fields, Values
from asi_tui.tui.screens.form import FormScreen


def account_name() -> str:
    """The person's name as the system has it, to be corrected by the user."""
    entry = pwd.getpwuid(os.getuid())
    full = entry.pw_gecos.split(",")[0].strip()
    return full if full and full != entry.pw_name and full != "root" else ""


def _needed(text: str, values: Values) -> Message | None:
    return None if text else say("this is needed: colleagues see it in the queue")


class FirstStartScreen(FormScreen):
    """Name and unit of the person who is logged in."""

    can_be_left = False

    def __init__(self, done: Callable[[StaffMember], Awaitable[None]]) -> None:
        super().__init__(
            say("Welcome. Who are you? This is asked once."),
            Fields(
                (
                    Field(
                        id="name",
                        label=say("Your name"),
                        text=account_name(),
                        check=_needed,
                        hint=say("such as Anna Berg"),
                    ),
                    Field(id="unit", label=say("Your unit"), check=_needed, hint=say("such as Vuxen Norr")),
                )
            ),
        )
        self.done = done

    def heading_words(self) -> str:
        """The program's name."""
        return tell(say("ASI  First start"))

    async def accept(self, fields: Fields) -> None:
        """Make the account a member of staff and go to the queue."""
        try:
            me = self.app.casebook.register_me(fields.value("name"), fields.value("unit"))
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        self.app.pop_one()
        await self.done(me)
