"""What a command needs to begin: the settings of its command line, and the casebook while it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from asi_tui.config import Config, read_config, under_plan
from asi_tui.core.ports import Casebook
from asi_tui.i18n import use_language
from asi_tui.program import opener


def config_of(context: typer.Context) -> Config:
    """The settings in force for this command; from here on the program speaks their language."""
    options = context.obj.options
    config = read_config(
        file=options.get("--config"),
        database=options.get("--database"),
        language=options.get("--lang"),
        today=options.get("--today"),
    )
    use_language(config.language)
    return config


@contextmanager
def casebook_of(config: Config, *, writes: bool = False, practice: bool | None = None) -> Iterator[Casebook]:
    """The casebook, let go of when the command is done."""
    open_it, _ = opener(config, writes=writes, practice=practice)
    casebook = open_it()
    try:
        yield casebook
    finally:
        casebook.close()


def under_the_plan(config: Config, casebook: Casebook) -> Config:
    """The settings with the plan of the user's unit laid over them; an account that is not staff has no unit."""
    me = casebook.me()
    return under_plan(config, me.unit.ways) if me else config
