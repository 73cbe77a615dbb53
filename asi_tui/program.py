"""Starting the program: which casebook it opens, the screens if there is a terminal, else the queue as text."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asi_tui import warm_up
from asi_tui.config import Config
from asi_tui.errors import AsiError, ConfigError, ExitCode, UsageError
from asi_tui.i18n import tell
from asi_tui.message import say

if TYPE_CHECKING:
    from asi_tui.core.papers import PaperDesk
    from asi_tui.core.ports import Casebook
    from asi_tui.core.practice_round import PaperCase
    from asi_tui.tui.app import AsiApp

_SQLITE_MAGIC = b"SQLite format 3\x00"
_PRACTICE_MARK = b"ASIP"
_MARK_AT = 68


def is_practice_file(location: str) -> bool:
    """Whether a path is a file of practice data, by the mark in its header."""
    if "://" in location:
        return False
    try:
        with Path(location).open("rb") as stream:
            header = stream.read(_MARK_AT + 4)
    except OSError:
        return False
    return header.startswith(_SQLITE_MAGIC) and header[_MARK_AT:] == _PRACTICE_MARK


def account() -> str:
    """The account that is logged in, by its real user id (never by the environment)."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid{os.getuid()}"


def today_of(config: Config) -> Callable[[], date]:
    """The one clock of the day: the server's date, or the day given by --today."""
    return (lambda: config.today) if config.today else date.today  # type: ignore[return-value]


def opener(config: Config, *, writes: bool, practice: bool | None = None) -> tuple[Callable[[], Casebook], bool]:
    """How to open the casebook of the settings, and whether it is practice data.

    Another day than today is for looking ahead: with it, only practice data may be written.
    """
    practice = is_practice_file(config.database) if practice is None else practice
    if writes and config.today and not practice:
        raise UsageError(
            say("another day may only be set for writing in practice data"),
            "--today",
            say("leave it out, or use `asi demo`"),
        )
    return (lambda: _open_practice(config) if practice else _open(config)), practice


def _open(config: Config) -> Casebook:
    from asi_tui.secrecy import hush_libraries
    from asi_tui.store.casebook import open_casebook

    hush_libraries()
    return open_casebook(config.database, practice=False, account=account())


def _open_practice(config: Config) -> Casebook:
    from asi_tui.instruments import read_document
    from asi_tui.secrecy import hush_libraries
    from asi_tui.store.practice import open_practice

    hush_libraries()
    return open_practice(config.database, read_document(), today=today_of(config)(), clock=lambda: datetime.now(UTC))


def paper_desk(config: Config) -> PaperDesk:
    """Who makes the papers that are read and written on screen; loaded when the first is wanted."""
    from asi_tui.commands.paper_desk import Papers

    return Papers(config)


def run(config: Config, *, enter: tuple[str, str | None] | None = None, latest: bool = False) -> int:
    """The screens on a terminal; without one the queue as text. `enter` opens a client's interview at once: the next,
    or the `latest`."""
    if not is_terminal():
        if enter is not None:
            raise UsageError(say("keying needs a terminal"), "asi enter", say("run it in a terminal, or with ssh -t"))
        from asi_tui.commands.due import print_queue

        return print_queue(config)
    open_it, practice = opener(config, writes=True)
    answer = _screens(config, open_it, practice=practice, enter=enter, latest=latest)
    if answer == "practice":
        return demo(config, kept_at=None)
    return ExitCode.DONE


def demo(config: Config, *, kept_at: str | None, case: PaperCase | None = None) -> int:
    """The practice data: a copy that is thrown away afterwards, or one kept in a file of its own. With a case on paper
    it is a practice round, whose result is told at the end."""
    if kept_at is not None:
        if Path(kept_at).exists() and not is_practice_file(kept_at):
            raise ConfigError(say("the file is not practice data"), kept_at, say("name a file that does not exist yet"))
        return _practise(replace(config, database=kept_at))
    import shutil
    import tempfile

    from asi_tui.tui.endings import before_the_end

    folder = Path(tempfile.mkdtemp(prefix="asi-demo-"))
    try:
        before_the_end(lambda: shutil.rmtree(folder, ignore_errors=True))
        thrown_away = replace(config, database=str(folder / "practice.db"))
        return _practise(thrown_away) if case is None else _practise_round(thrown_away, case)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _practise(config: Config) -> int:
    if not is_terminal():
        from asi_tui.commands.due import print_queue

        return print_queue(config, practice=True)
    open_it, _ = opener(config, writes=True, practice=True)
    _screens(config, open_it, practice=True, enter=None)
    return ExitCode.DONE


def _practise_round(config: Config, case: PaperCase) -> int:
    """A case on paper is keyed; how it went is told on the terminal when the screens are gone."""
    if not is_terminal():
        raise UsageError(
            say("keying needs a terminal"), "asi demo --practice", say("run it in a terminal, or with ssh -t")
        )
    from asi_tui.core.practice_round import Round

    practice = Round(case)

    async def begin(app: AsiApp) -> None:
        from asi_tui.tui.screens.practice_round import begin_round

        await begin_round(app, practice)

    open_it, _ = opener(config, writes=True, practice=True)
    _screens(config, open_it, practice=True, enter=None, opens=begin)
    from asi_tui.commands.practice import tell_result

    tell_result(practice, config)
    return ExitCode.DONE


def is_terminal() -> bool:
    """Whether somebody sits there: keys come from a terminal and the screen goes to one."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _screens(
    config: Config,
    open_it: Callable[[], Casebook],
    *,
    practice: bool,
    enter: tuple[str, str | None] | None,
    latest: bool = False,
    opens: Callable[[AsiApp], Awaitable[None]] | None = None,
) -> str | None:
    from asi_tui.secrecy import hush_libraries
    from asi_tui.tui.terminal import prepare, refuse_poor

    refuse_poor(os.environ.get("TERM", ""))
    warm_up.begin()
    hush_libraries()
    prepare()
    from asi_tui.tui.app import AsiApp, Door

    today = today_of(config)
    door = Door(
        open_casebook=open_it,
        config=config,
        today=today,
        papers=paper_desk,
        practice=practice,
        enter=enter,
        latest=latest,
        opens=opens,
    )
    app = AsiApp(door)
    answer = app.run(mouse=False)
    app.let_go()
    if app.incident is not None:
        print(tell(app.incident), file=sys.stderr)
    if app.return_code:
        raise SystemExit(app.return_code)
    if isinstance(answer, AsiError):
        raise answer
    return answer
