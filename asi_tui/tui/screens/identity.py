"""Who a client is, changed in a form; what it was is kept by the casebook."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core.client_file import ClientFile, Protection
from asi_tui.core.identity import show_code
from asi_tui.errors import AsiError, TouchedElsewhere
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.tui import fields as keyed
from asi_tui.tui.action_asking import colleagues
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Fields
from asi_tui.tui.identity_form import file_fields, identity_in, values_of
from asi_tui.tui.screens.form import FormScreen


class IdentityScreen(FormScreen):
    """The fields of one client. F9 saves from any field, and so does Enter on the last."""

    page = "klient"

    def __init__(self, file: ClientFile, fields: Fields) -> None:
        super().__init__(say("Who the client is"), fields)
        self.file = file

    @classmethod
    def of(cls, app: AsiApp, file: ClientFile, field: str) -> IdentityScreen:
        """The form of a client, at one of its fields."""
        fields = Fields(file_fields(file.identity, file.named, colleagues(app), app.today), saves=True)
        return cls(file, keyed.begins_at(fields, field))

    def heading_words(self) -> str:
        """Whose form it is."""
        return f"{show_code(self.file.client.code)}  {tell(say('Who the client is'))}"

    async def accept(self, fields: Fields) -> None:
        """Write what was changed, and back to the page."""
        identity = identity_in(fields, self.file.identity, self.app.today)
        is_protected = identity.protection is not Protection.NONE
        named = tuple(one for one in fields.value("named").split(" ") if one) if is_protected else ()
        try:
            self.app.casebook.files.change_identity(self.file.client.id, identity, named=named)
        except TouchedElsewhere as error:
            self._lay_beside(fields)
            self.complain(error.what)
            return
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        self.app.pop_to_queue(say("saved"))

    def _lay_beside(self, fields: Fields) -> None:
        """Another person has changed the client meanwhile: their words stand where nothing was typed here."""
        self.file = self.app.casebook.files.open(self.file.client.code, "client page")
        self.fields = keyed.filled(replace(fields, is_accepted=False), values_of(self.file.identity, self.file.named))

    def leave(self) -> None:
        """Back to the page without saving."""
        self.app.pop_one()
