"""The program on the screen: it holds the casebook, the keymap and the key pump, and starts with the queue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.worker import WorkerFailed

from asi_tui import warm_up
from asi_tui.config import Config, under_plan
from asi_tui.core.preferences import EarlierView, Settings
from asi_tui.core.preferences import view as earlier_view
from asi_tui.errors import AsiError, DatabaseError, ExitCode
from asi_tui.i18n import LANGUAGES, tell, use_language
from asi_tui.keys import Context, shown_key
from asi_tui.message import Message, say
from asi_tui.tui.charset import about_terminal
from asi_tui.tui.driver import TerminalDriver
from asi_tui.tui.key_pump import KeyedScreen, KeyPump
from asi_tui.tui.terminal import tame_textual
from asi_tui.tui.theme import DARK, SIXTEEN, THEMES, has_16_colours, themes_for
from asi_tui.tui.thrift import use_thrift

if TYPE_CHECKING:
    from asi_tui.core.instrument import Question
    from asi_tui.core.papers import PaperDesk
    from asi_tui.core.people import Ways
    from asi_tui.core.ports import Casebook
    from asi_tui.instruments.shelf import Shelf
    from asi_tui.tui.screens.start import StartScreen
    from asi_tui.tui.widgets.paper import Span

tame_textual()
use_thrift()

TO_PRACTICE = "practice"
"""What the app returns when the user asked for the practice data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What the door hands to the app: how to open the casebook, the settings, and today's date.

    `papers` makes papers with the settings in force. `enter` is a client code, and perhaps a form, to be opened at
    once; with `latest` the client's latest interview is, whatever its state. `opens` opens something else by itself
    once the queue is painted, as a practice round does.
    """

    open_casebook: Callable[[], Casebook]
    config: Config
    today: Callable[[], date]
    papers: Callable[[Config], PaperDesk]
    practice: bool = False
    enter: tuple[str, str | None] | None = None
    latest: bool = False
    opens: Callable[[AsiApp], Awaitable[None]] | None = None


class AsiApp(App[str | AsiError]):
    """The app. Returns None when the user left, TO_PRACTICE, or the error that kept the casebook shut."""

    CSS_PATH: ClassVar[str | Path] = Path(__file__).with_name("asi.tcss")
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ways: Ways

    def __init__(self, door: Door) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.door = door
        self.config = self.unit_config = door.config
        self.settings = Settings()
        self.keymap_in_force = door.config.keymap
        self.pump = KeyPump(self._deliver)
        self._shelf: Shelf | None = None
        self._casebook: Casebook | None = None
        self.held: str | None = None
        self.incident: Message | None = None
        self.notice = about_terminal()
        self.is_noticed = False
        colours = self.console.color_system
        self.set_class(has_16_colours(colours), SIXTEEN)
        for theme in themes_for(colours):
            self.register_theme(theme)
        self.theme = DARK.name
        self.animation_level = "none"

    @property
    def casebook(self) -> Casebook:
        """The casebook, which is open whenever keys are let through."""
        assert self._casebook is not None
        return self._casebook

    @property
    def shelf(self) -> Shelf:
        """The instruments; loaded when the first is asked for, which is after the queue is painted."""
        if self._shelf is None:
            from asi_tui.instruments.shelf import Shelf

            self._shelf = Shelf(self.door.config.overlay)
        return self._shelf

    @property
    def today(self) -> date:
        """Today, by the clock of the door."""
        return self.door.today()

    def get_default_screen(self) -> Screen[None]:
        """The queue is there from the first paint; pushing it would cost a second one."""
        from asi_tui.tui.screens.start import StartScreen

        return StartScreen()

    def opened(self, casebook: Casebook) -> None:
        """The worker has opened the casebook."""
        from asi_tui.core.people import Ways

        self._casebook, self.ways = casebook, Ways()

    @property
    def start_screen(self) -> StartScreen:
        """The queue, which is always the lowest screen."""
        from asi_tui.tui.screens.start import StartScreen

        screen = self.screen_stack[0]
        assert isinstance(screen, StartScreen)
        return screen

    def on_charset_found(self) -> None:
        """The terminal is not what it was taken for: tell the user at the queue."""
        self.notice = about_terminal()
        self.start_screen.draw()

    def tell_once(self) -> Message | None:
        """What stands on the queue's message line until another screen has been opened, and never again."""
        self.is_noticed = self.is_noticed or self.notice is not None
        return self.notice

    def banner(self) -> list[Span]:
        """What every title line ends with: that this is practice, where it is."""
        return [(tell(say(" PRACTICE ")), "banner"), (" ", "text")] if self.door.practice else []

    def use_ways(self, ways: Ways) -> None:
        """Lay the plan of the user's unit over the configuration, and the user's own settings over both."""
        self.ways = ways
        self.unit_config = under_plan(self.door.config, ways)
        self.use_settings(self.settings)

    def use_settings(self, settings: Settings) -> None:
        """Lay one person's settings over those of the unit; a language or theme that is not known is left out."""
        config, self.settings = self.unit_config, settings
        lock = config.lock_seconds if settings.lock_ms is None else settings.lock_ms / 1000
        quick = config.quick_keying if settings.quick_keying is None else settings.quick_keying
        earlier = earlier_view(EarlierView(config.earlier), settings.earlier).value
        chosen = settings.language if settings.language in LANGUAGES else None
        self.config = replace(
            config, quick_keying=quick, lock_seconds=lock, earlier=earlier, language=chosen or config.language
        )
        use_language(self.config.language)
        if settings.theme in {theme.name for theme in THEMES}:
            self.theme = str(settings.theme)

    async def show_page(self, name: str) -> None:
        """Open a page of the handbook; F1 goes on from there to the list of all pages."""
        from asi_tui.tui.screens.help import HelpScreen, page_help

        await self.push_screen(HelpScreen(page_help(name, self.keymap_in_force)))

    async def show_question(self, question: Question, page: str) -> None:
        """Open the help of a question; F1 goes on from there to the page on the place."""
        from asi_tui.tui.screens.help import HelpScreen, question_help

        await self.push_screen(HelpScreen(question_help(question, self.keymap_in_force), page))

    async def show_palette(self, context: Context, below: KeyedScreen[None]) -> None:
        """Open the list of commands for the screen below it."""
        from asi_tui.tui.screens.palette import PaletteScreen

        await self.push_screen(PaletteScreen(context, below))

    async def show_settings(self) -> None:
        """Open the personal settings."""
        from asi_tui.tui.screens.settings import SettingsScreen

        await self.push_screen(SettingsScreen(self))

    def let_go(self) -> None:
        """Close the casebook when the screens are gone."""
        if self._casebook is not None:
            self._casebook.close()

    def read_ahead(self) -> None:
        """In a worker: load what Enter will need, while the user reads the queue."""
        from asi_tui.tui import opening  # noqa: F401

        self.shelf.current()
        self.casebook.read_ahead()
        warm_up.end()

    def pop_one(self) -> None:
        """Close the top screen; the one below shows itself anew."""
        self.pop_screen()
        self.notice = None if self.is_noticed else self.notice
        draw = getattr(self.screen, "draw", None)
        if draw is not None:
            draw()

    def pop_to_queue(self, message: Message | None) -> None:
        """Close the screen, and those below it down to the client's page or the queue, which shows what is true now."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
            if getattr(self.screen, "is_home", False):
                break
        if self.held is not None:
            with suppress(DatabaseError):  # held by a session that has ended, it is anybody's
                self.casebook.let_go(self.held)
            self.held = None
        self.notice = None if self.is_noticed else self.notice
        home = getattr(self.screen, "come_back", self.start_screen.come_back)
        home(message)

    async def on_event(self, event: Event) -> None:
        """Keys and pasted text go through the pump; everything else goes its ordinary way."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if self.pump.put(event):
                await self.pump.drain()
            return
        await super().on_event(event)

    async def _deliver(self, event: Key | Paste) -> None:
        if isinstance(event, Key) and self._is(event, "app.quit"):
            self.exit()
            return
        if isinstance(event, Key) and event.key == "ctrl+c":
            self._say_how_to_leave()
            return
        screen = self.screen
        if not self.pump.is_open or not isinstance(screen, KeyedScreen):
            return
        if isinstance(event, Key) and screen.page and self._is(event, "app.help"):
            await self.show_page(screen.page)
            return
        if isinstance(event, Key) and self._is(event, "app.papers") and screen.read_about():
            from asi_tui.tui.screens.papers import open_from

            await open_from(self, screen)
            return
        try:
            await (screen.paste(event.text, event.time) if isinstance(event, Paste) else screen.press(event))
        except DatabaseError as error:
            # The screen had no answer to it: the queue says what is the matter, and one may try again.
            self.pop_to_queue(say("{what}; {remedy}", what=error.what, remedy=error.remedy))

    def _set_pointer_shape(self, shape: str) -> None:
        """The mouse is left alone: old terminals write out what they are told about it."""

    def _is(self, key: Key, wanted: str) -> bool:
        """Whether a key gives that command of the program."""
        command = self.keymap_in_force.command(key.key, Context.APP)
        return command is not None and command.id == wanted

    def _say_how_to_leave(self) -> None:
        """Ctrl+C, which ends other programs, does nothing here but say what ends this one."""
        key = shown_key(self.keymap_in_force.first("app.quit"))
        self._say_below(say("{key} leaves the program; all answers shown are saved", key=key))

    def on_flooded(self) -> None:
        """Text has been pasted on a terminal that does not say so, or a key has got stuck."""
        self._say_below(say("too many keys at once: most of them were ignored"))

    def _say_below(self, message: Message) -> None:
        """Say something on the lowest line, whatever the screen, when that has drawn what it is about to."""
        from asi_tui.tui.widgets.paper import draw_below

        words = tell(message)
        self.screen.call_later(draw_below, self.screen, f"{words[:1].upper()}{words[1:]}")

    def _handle_exception(self, error: Exception) -> None:
        """What no screen has caught ends the program: a fault told in a sentence, or a defect, which is told without
        what was on screen or in memory."""
        self._exception = self._exception or error
        self._exception_event.set()
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, AsiError):
            self.exit(cause)
        elif self.incident is None:
            from asi_tui.incident import report

            self.incident = report(cause)
            self._return_code = ExitCode.CRASHED
            self._close_messages_no_wait()
