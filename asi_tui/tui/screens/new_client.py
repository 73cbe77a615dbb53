"""A new client: the code is made, the name, birth and sex are asked; the first interview can begin at once."""

from __future__ import annotations

from asi_tui.core.casework import NewClient, Sex
from asi_tui.core.identity import parse_born, show_code
from asi_tui.errors import AsiError, UsageError
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.screens.form import FormScreen


class NewClientScreen(FormScreen):
    """The fields of a new client; only the code is sure to exist, so all of them may be left empty."""

    def __init__(self) -> None:
        super().__init__(
            say("New client"),
            Fields(
                (
                    Field(id="name", label=say("Name"), hint=say("May be left empty: the code is enough")),
                    Field(
                        id="born",
                        label=say("Born"),
                        hint=say("Year or date: 1984, 1984-05-17; may be left empty"),
                        check=self._wrong_birth,
                    ),
                    Field(
                        id="sex",
                        label=say("Sex, as the client states it"),
                        text=Sex.UNKNOWN.value,
                        options=(
                            Option(Sex.WOMAN.value, say("woman")),
                            Option(Sex.MAN.value, say("man")),
                            Option(Sex.OTHER.value, say("other")),
                            Option(Sex.UNKNOWN.value, say("not stated")),
                        ),
                    ),
                )
            ),
        )

    def _wrong_birth(self, text: str) -> Message | None:
        if not text:
            return None
        try:
            parse_born(text, self.app.today)
        except UsageError as error:
            return say("{what}: {remedy}", what=error.what, remedy=error.remedy)
        return None

    def heading_words(self) -> str:
        """What the screen is for."""
        return tell(say("ASI  New client"))

    async def accept(self, fields: Fields) -> None:
        """Add the client and list them in the queue, ready for Enter."""
        born = fields.value("born")
        new = NewClient(
            name=fields.value("name"),
            born=parse_born(born, self.app.today) if born else "",
            sex=Sex(fields.value("sex")),
        )
        try:
            client = self.app.casebook.add_client(new)
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        code = show_code(client.code)
        self.app.pop_one()
        self.app.start_screen.show_client(
            client.code, say("{code} is added. Enter begins the base interview, k the short one.", code=code)
        )
