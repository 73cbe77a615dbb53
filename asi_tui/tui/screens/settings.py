"""Personal settings: how one person keys, what they see, and in which language; kept with their account."""

from __future__ import annotations

from asi_tui.core.preferences import VIEW_WORDS, EarlierView, Settings, views
from asi_tui.errors import AsiError
from asi_tui.i18n import tell
from asi_tui.message import say
from asi_tui.tui.app import AsiApp
from asi_tui.tui.fields import Field, Fields, Option
from asi_tui.tui.screens.form import FormScreen

LOCKS = ("400", "700", "1000", "0")
"""Pauses after a refusal to choose among, in milliseconds; 0 = until Escape or Backspace."""


class SettingsScreen(FormScreen):
    """The settings as fields; Enter accepts each, the last saves."""

    page = "vanor"

    def __init__(self, app: AsiApp) -> None:
        config = app.config
        lock = str(round(config.lock_seconds * 1000))
        locks = LOCKS if lock in LOCKS else (lock, *LOCKS)
        super().__init__(
            say("Your settings"),
            Fields(
                (
                    Field(
                        id="keying",
                        label=say("Two-digit boxes"),
                        text="quick" if config.quick_keying else "fixed",
                        options=(
                            Option("fixed", say("second digit or Enter")),
                            Option("quick", say("as soon as nothing can follow")),
                        ),
                    ),
                    Field(
                        id="lock",
                        label=say("Pause after a refused key"),
                        text=lock,
                        options=tuple(Option(ms, _pause(ms)) for ms in locks),
                    ),
                    Field(
                        id="earlier",
                        label=say("Earlier answer"),
                        text=config.earlier,
                        options=tuple(
                            Option(view, VIEW_WORDS[view]) for view in views(EarlierView(app.unit_config.earlier))
                        ),
                    ),
                    Field(
                        id="theme",
                        label=say("Colours"),
                        text=app.theme,
                        options=(Option("dark", say("dark")), Option("light", say("light"))),
                    ),
                    Field(
                        id="language",
                        label=say("Language"),
                        text=config.language,
                        options=(Option("sv", "svenska"), Option("en", "English")),
                    ),
                )
            ),
        )

    def heading_words(self) -> str:
        """What the screen is for."""
        return tell(say("ASI  Settings"))

    async def accept(self, fields: Fields) -> None:
        """Save the settings; they hold from now on."""
        settings = Settings(
            quick_keying=fields.value("keying") == "quick",
            lock_ms=int(fields.value("lock")),
            earlier=EarlierView(fields.value("earlier")),
            theme=fields.value("theme"),
            language=fields.value("language"),
        )
        try:
            self.app.casebook.save_settings(settings)
        except AsiError as error:
            self.complain(say("{what}; {remedy}", what=error.what, remedy=error.remedy))
            return
        self.app.use_settings(settings)
        self.app.pop_to_queue(say("settings saved"))


def _pause(ms: str) -> str:
    return tell(say("until Esc")) if ms == "0" else f"{int(ms) / 1000:g} s"
