"""The instruments that come with the program, as data files; and the reading of such files, a site's own among them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from asi_tui.core.instrument import Instrument
from asi_tui.core.loading import Fault, load
from asi_tui.core.overlay import lay_over
from asi_tui.errors import ConfigError, FaultyFile
from asi_tui.message import say

LARGEST = 5_000_000
"""The most bytes of one file; the largest that comes with the program has 40,000."""

Folder = Traversable | Path


class Source(NamedTuple):
    """What `asi check-instrument` looks at: an instrument, its help, and the faults and notes of an overlay."""

    document: dict[str, Any]
    helps: Mapping[str, Mapping[str, str]]
    overlay_faults: tuple[Fault, ...] = ()


def folder(name: str = "asi") -> Traversable:
    """The folder of an instrument that comes with the program."""
    return files(__package__) / name


def read_document(source: Folder | None = None) -> dict[str, Any]:
    """The instrument files of a folder as one document, without the help texts.

    Raises ConfigError for a file that is missing, too large, closed to us, or not TOML in UTF-8.
    """
    source = source or folder()
    top = _toml(source / "forms.toml")
    return {
        "instrument": top,
        "answers": _toml(source / "answers.toml"),
        "areas": [_toml(source / "areas" / f"{area}.toml") for area in _areas(top, source)],
        "scores": _toml(source / "scores.toml"),
        "checks": _toml(source / "checks.toml"),
    }


def read_help(area: str, source: Folder | None = None) -> dict[str, str]:
    """The help of an area: printed number -> the paragraphs, in the Markdown they are written in."""
    path = (source or folder()) / "help.sv" / f"{area}.md"
    if not _is_there(path):
        return {}
    sections: dict[str, str] = {}
    for part in ("\n" + _text(path)).split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        sections[heading.strip()] = body.strip()
    return sections


@cache
def shipped_help(area: str) -> dict[str, str]:
    """The help of an area of the instrument that comes with the program."""
    return read_help(area)


@cache
def load_shipped() -> Instrument:
    """The instrument that comes with the program."""
    return load(read_document())


def load_with_overlay(path: Path | None) -> Instrument:
    """The instrument that comes with the program, in the site's own words if it has an overlay.

    Raises ConfigError when the overlay cannot be used.
    """
    return load_shipped() if path is None else load(document_with_overlay(path))


def document_with_overlay(path: Path | None) -> dict[str, Any]:
    """The files of the instrument that comes with the program, in the site's own words if it has an overlay.

    Raises ConfigError when the overlay cannot be used.
    """
    if path is None:
        return read_document()
    document, found = lay_over(read_document(), read_overlay(path))
    faults = [fault for fault in found if not fault.is_note]
    if faults:
        first = faults[0]
        raise ConfigError(
            say("the overlay has {count} faults; the first: {what}", count=len(faults), what=first.what),
            f"{path}: {first.place} {first.key}".rstrip(),
            say("correct them; `asi check-instrument {file}` lists them all", file=path),
        )
    return document


def read_overlay(path: Path) -> dict[str, Any]:
    """A site's overlay as it is written. Raises ConfigError when the file cannot be read."""
    return _toml(path)


def read_overlaid(path: Path) -> Source:
    """An overlay laid over the instrument of the program, to be checked. Raises ConfigError for what cannot be read."""
    shipped = read_document()
    document, faults = lay_over(shipped, read_overlay(path))
    return Source(document, _helps(shipped, folder()), faults)


def read_toml(path: Folder) -> dict[str, Any]:
    """One file of an instrument. Raises ConfigError when it cannot be read."""
    return _toml(path)


def read_source(path: Path | None = None) -> Source:
    """What is to be checked: the folder of a whole instrument, an overlay, or the instrument of the program.

    An overlay is a .toml file, laid over the instrument of the program. Raises ConfigError for what cannot be read.
    """
    if path is None or _is_folder(path):
        document = read_document(path)
        return Source(document, _helps(document, path or folder()))
    if path.suffix != ".toml":
        _raw(path)
        raise ConfigError(
            say("this is neither a folder nor a .toml file"),
            str(path),
            say("name the folder of an instrument, or the .toml file of an overlay"),
        )
    return read_overlaid(path)


def _helps(document: dict[str, Any], source: Folder) -> dict[str, dict[str, str]]:
    return {area: read_help(area, source) for area in _areas(document["instrument"], source)}


def _areas(top: dict[str, Any], source: Folder) -> list[str]:
    """The files of the areas; a name that leads out of the folder is refused."""
    areas = top.get("areas", [])
    if not isinstance(areas, list) or not all(isinstance(a, str) and re.fullmatch(r"[\w-]{1,64}", a) for a in areas):
        raise ConfigError(
            say("the list of areas cannot be used"),
            f"{source / 'forms.toml'}: areas",
            say("write the names of the files in areas/, without .toml, between quotation marks"),
        )
    return areas


def _toml(path: Folder) -> dict[str, Any]:
    text = _text(path)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Tables nested without end stop the reader too; what it says of a line is the only place there is.
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        if re.match("Cannot (overwrite|declare|mutate)", str(error)):
            what, remedy = say("the same name stands twice"), say("take one of the two out, or give it another name")
        else:
            what, remedy = (
                say("the file is not TOML: {reason}", reason=str(error)),
                say("correct the line that is named"),
            )
        raise FaultyFile(what, where, remedy) from error


def _text(path: Folder) -> str:
    raw = _raw(path)
    if len(raw) > LARGEST:
        raise FaultyFile(
            say("the file is larger than {most} MB", most=LARGEST // 1_000_000),
            str(path),
            say("name the right file: an instrument is far smaller"),
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FaultyFile(
            say("the file is not UTF-8: line {line} holds other bytes", line=raw[: error.start].count(b"\n") + 1),
            str(path),
            say("save it as UTF-8"),
        ) from error


def _is_folder(path: Path) -> bool:
    """Whether this is a folder; a path that is closed to us is left to the reading, which says so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_there(path: Folder) -> bool:
    """Whether there is a file; a path that is closed to us is left to the reading, which says so."""
    try:
        return path.is_file()
    except OSError:
        return True


def _raw(path: Folder) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ConfigError(
            say("the file is missing"), str(path), say("put the file there, or name another file or folder")
        ) from None
    except OSError as error:
        raise ConfigError(
            say("the file cannot be read: {reason}", reason=error.strerror or str(error)),
            str(path),
            say("name a file that you may read"),
        ) from error
