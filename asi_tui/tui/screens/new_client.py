"""A new client: the code is made, the name, birth, sex and number are asked; the first interview can begin at once."""

from __future__ import annotations

from asi_tui.core.client_file import Identity
from asi_tui.core.identity import show_code
from asi_tui.core.people import Sex
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.keys import shown_key
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Fields
from asi_tui.tui.identity_form import identity_in, who_fields
from asi_tui.tui.screens.form import FormScreen

NOBODY = Identity(name="", born="", sex=Sex.UNKNOWN)


class NewClientScreen(FormScreen):
    """The fields of a new client; only the code is sure to exist, so all of them may be left empty."""

    page = "klient"

    def __init__(self, app: AsiApp) -> None:
        super().__init__(say("New client"), Fields(who_fields(NOBODY, app.today), saves=True))
        self.warned_of: tuple[str, str] | None = None

    def heading_words(self) -> str:
        """What the screen is for."""
        return tell(say("ASI  New client"))

    async def accept(self, fields: Fields) -> None:
        """Add the client and list them in the queue, ready for Enter. Somebody like them is told of first, once."""
        identity = identity_in(fields, NOBODY, self.app.today)
        try:
            if self._may_be_known(identity):
                return
            client = self.app.casebook.files.add(identity)
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        code, keymap = show_code(client.code), self.app.keymap_in_force
        self.app.pop_one()
        self.app.start_screen.show_client(
            client.code,
            say(
                "{code} is added. Enter base interview, {short} short, {order} orders it for later",
                code=code,
                short=shown_key(keymap.first("start.short")),
                order=shown_key(keymap.first("start.order")),
            ),
        )

    def _may_be_known(self, identity: Identity) -> bool:
        """Say who may be the same person; when that has been said, they are added all the same."""
        who = (identity.name, identity.born)
        alike = self.app.casebook.files.alike(*who)
        if not alike or self.warned_of == who:
            return False
        self.warned_of = who
        codes = ", ".join(show_code(client.code) for client in alike)
        self.complain(say("born the same day, with a like name: {codes}. Enter adds all the same", codes=codes))
        return True
