"""How a site and a user have set the program up: TOML files and environment variables, checked, with plain defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asi_tui.errors import ConfigError
from asi_tui.i18n import LANGUAGES
from asi_tui.keys import Keymap, keymap
from asi_tui.message import Message, say

if TYPE_CHECKING:
    from asi_tui.core.people import Ways

SITE_FILE = Path("/etc/asi-tui/config.toml")
KEYING_STYLES = ("fixed", "quick")
EARLIER_VIEWS = ("after", "before", "never")
MONEY_TERMS = ("capped", "plain", "plus_one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings in force.

    `database` is a path or a postgresql+psycopg URL; `today` overrides the server's date (practice data only for
    writing); `quick_keying` lets a two-digit box commit early; `lock_seconds` is the quiet wanted after a refusal (0 =
    until Escape or Backspace); `money_term` and `currency_divisor` are how composite scores count money; `overlay` is
    the site's own wording and aliases; `earlier` is when an earlier answer is shown beside the new one. `finish_short`
    allows that an interview begun on the full form is finished as its short form; `show_ratings` that the client's
    sheet tells the interviewer's ratings; `clipboard` that papers are copied to the user's own clipboard. Papers that
    are written go to `paper_folder`, else to the user's home.
    """

    database: str
    language: str = "sv"
    today: date | None = None
    quick_keying: bool = False
    lock_seconds: float = 0.4
    money_term: str = "capped"
    currency_divisor: float = 10.0
    earlier: str = "after"
    finish_short: bool = False
    show_ratings: bool = False
    clipboard: bool = False
    paper_folder: Path | None = None
    overlay: Path | None = None
    keymap: Keymap


def under_plan(config: Config, ways: Ways) -> Config:
    """The settings with the plan of the user's unit laid over them; what it does not decide stays as it is."""
    earlier = ways.earlier if ways.earlier in EARLIER_VIEWS else None
    return replace(
        config,
        earlier=earlier or config.earlier,
        finish_short=config.finish_short if ways.finish_short is None else ways.finish_short,
        show_ratings=config.show_ratings if ways.show_ratings is None else ways.show_ratings,
    )


def data_home(environment: Mapping[str, str]) -> Path:
    """Where the user's data lies: $XDG_DATA_HOME/asi-tui."""
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "asi-tui"


def config_home(environment: Mapping[str, str]) -> Path:
    """Where the user's settings lie: $XDG_CONFIG_HOME/asi-tui."""
    return Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "asi-tui"


def read_config(
    environment: Mapping[str, str] | None = None,
    *,
    file: str | None = None,
    database: str | None = None,
    language: str | None = None,
    today: str | None = None,
) -> Config:
    """The settings in force: options over environment over the user's file over the site's file over the defaults.

    Raises ConfigError naming the file and the key. A file named by `--config` or ASI_CONFIG must exist.
    """
    environment = os.environ if environment is None else environment
    named = file or environment.get("ASI_CONFIG")
    files = [SITE_FILE, Path(named) if named else config_home(environment) / "config.toml"]
    config = Config(database=str(data_home(environment) / "asi.db"), keymap=keymap())
    for path in files:
        if path.is_file() or (named and path == Path(named)):
            config = _with_file(config, path)
    config = replace(config, database=environment.get("ASI_DATABASE") or config.database)
    config = replace(config, language=_language(environment.get("ASI_LANG"), "ASI_LANG") or config.language)
    chosen_day = _day(environment.get("ASI_TODAY"), "ASI_TODAY")
    return replace(
        config,
        database=database or config.database,
        language=_language(language, "--lang") or config.language,
        today=_day(today, "--today") or chosen_day,
    )


def _with_file(config: Config, path: Path) -> Config:
    # Loaded only where there is a file to read: 13 ms of the start.
    import tomllib
    from difflib import get_close_matches

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            say("the configuration cannot be read: {reason}", reason=error.strerror or str(error)),
            str(path),
            say("name a file that exists and that you may read"),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            say("the configuration is not TOML: {reason}", reason=str(error)), str(path), say("correct that line")
        ) from error
    settings = dict(_flatten(table))
    for name in settings:
        if name not in _READERS and not name.startswith("keys."):
            near = get_close_matches(name, _READERS, 1, 0.4)
            remedy = say("did you mean {name}?", name=near[0]) if near else say("remove it")
            raise ConfigError(say("there is no setting {name}", name=name), str(path), remedy)
    for name, field in _READERS.items():
        if name in settings:
            changed: dict[str, Any] = {field: _READ[field](settings[name], f"{path}: {name}")}
            config = replace(config, **changed)
    own_keys = table.get("keys", {})
    return replace(config, keymap=keymap(own_keys, f"{path}: [keys]")) if own_keys else config


def _flatten(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, dict) and (not prefix or prefix != "keys."):
            found += _flatten(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found


def _wrong(value: object, where: str, remedy: Message) -> ConfigError:
    return ConfigError(say("{value} cannot be used", value=value), where, remedy)


def _language(value: object, where: str) -> str | None:
    if value is None or value == "":
        return None
    if value not in LANGUAGES:
        raise _wrong(value, where, say("use sv or en"))
    return str(value)


def _day(value: str | None, where: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _wrong(value, where, say("write the date as 2026-11-21")) from None


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(value, where, say("write a text in quotation marks"))
    return value


def _path(value: object, where: str) -> Path:
    return Path(_words(value, where)).expanduser()


def _database(value: object, where: str) -> str:
    words = _words(value, where)
    return words if "://" in words else str(Path(words).expanduser())


def _quick(value: object, where: str) -> bool:
    if value not in KEYING_STYLES:
        raise _wrong(value, where, say("use fixed or quick"))
    return value == "quick"


def _lock(value: object, where: str) -> float:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 5000:
        raise _wrong(value, where, say("write milliseconds, 0 to 5000"))
    return value / 1000


def _yes_or_no(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(value, where, say("use true or false"))
    return value


def _earlier(value: object, where: str) -> str:
    if value not in EARLIER_VIEWS:
        raise _wrong(value, where, say("use one of: {names}", names=", ".join(EARLIER_VIEWS)))
    return str(value)


def _money_term(value: object, where: str) -> str:
    if value not in MONEY_TERMS:
        raise _wrong(value, where, say("use one of: {names}", names=", ".join(MONEY_TERMS)))
    return str(value)


def _divisor(value: object, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1000:
        raise _wrong(value, where, say("write kronor per dollar, above 0 and at most 1000"))
    return float(value)


_READERS: Mapping[str, str] = {
    "database": "database",
    "language": "language",
    "entry.keying": "quick_keying",
    "entry.lock_ms": "lock_seconds",
    "entry.earlier": "earlier",
    "entry.finish_short": "finish_short",
    "feedback.show_ratings": "show_ratings",
    "papers.clipboard": "clipboard",
    "papers.folder": "paper_folder",
    "scoring.money_term": "money_term",
    "scoring.currency_divisor": "currency_divisor",
    "instrument.overlay": "overlay",
}
"""Setting in the file -> field of Config."""

_READ = {
    "database": _database,
    "language": _language,
    "quick_keying": _quick,
    "lock_seconds": _lock,
    "earlier": _earlier,
    "finish_short": _yes_or_no,
    "show_ratings": _yes_or_no,
    "clipboard": _yes_or_no,
    "paper_folder": _path,
    "money_term": _money_term,
    "currency_divisor": _divisor,
    "overlay": _path,
}
