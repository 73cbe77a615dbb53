"""The phrases that come with the program, and a site's own on them: read only when a text is to be written.

Nothing on the way to the start screen or into an interview loads this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from asi_tui.core.inspection import Inspection
from asi_tui.core.loading import Fault, load
from asi_tui.core.measures import Measures, build_measures
from asi_tui.core.phrase_faults import inspect_phrases
from asi_tui.core.phrase_loading import build_phrases
from asi_tui.core.phrase_overlay import lay_phrases
from asi_tui.core.phrases import Phrasebook
from asi_tui.errors import ConfigError
from asi_tui.instruments import Folder, folder, load_shipped, read_overlay, read_toml
from asi_tui.message import say

LANGUAGES = ("sv", "en")


class Writings(NamedTuple):
    """What texts are written from: report.toml, the phrase files of each language, and the faults of a site's own."""

    report: dict[str, Any]
    documents: dict[str, dict[str, Any]]
    overlay_faults: tuple[Fault, ...] = ()


def read_phrases(source: Path | None = None) -> Writings:
    """The phrase files of an instrument: of a folder, or of the program with an overlay (a .toml file) laid over them.

    A folder without phrases gives none. Raises ConfigError for what cannot be read.
    """
    if source is None or source.suffix != ".toml":
        return _read(folder() if source is None else source)
    shipped = _read(folder())
    own = read_overlay(source).get("phrases")
    if own is None:
        return shipped
    documents, faults = lay_phrases(shipped.documents, own)
    return Writings(shipped.report, documents, tuple(faults))


def with_phrases(found: Inspection, document: dict[str, Any], source: Path | None = None) -> Inspection:
    """What `asi check-instrument` found, with every fault and note in the phrases of the same instrument.

    Phrases rest on the questions, so they are looked into only when those are sound.
    """
    writings = read_phrases(source)
    if found.faults or not writings.documents:
        return found
    is_own = source is not None and source.suffix == ".toml"
    inspected = inspect_phrases(load(document), writings.report, writings.documents, is_own=is_own)
    told = [*writings.overlay_faults, *inspected]
    return replace(
        found,
        faults=tuple(fault for fault in told if not fault.is_note),
        notes=(*found.notes, *(fault for fault in told if fault.is_note)),
    )


@lru_cache(maxsize=8)
def load_phrasebook(language: str, overlay: Path | None = None, bank: tuple[str, ...] = ()) -> Phrasebook:
    """The phrasebook of a language, with the site's own phrases if it has an overlay.

    `bank` is all codes of the instrument that an interview was made with, which may be older than the program's or hold
    questions of the site's own. Raises ConfigError when the phrases cannot be used.
    """
    writings = read_phrases(overlay)
    name = language if language in writings.documents else LANGUAGES[0]
    book, faults = build_phrases(name, writings.documents[name], _codes(bank))
    _refuse((*writings.overlay_faults, *faults), overlay)
    return book


@lru_cache(maxsize=8)
def load_measures(bank: tuple[str, ...]) -> Measures:
    """What the reports measure, and from how large a difference something has changed."""
    measures, faults = build_measures(_read(folder()).report, _codes(bank))
    _refuse(faults, None)
    return measures


def _codes(bank: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that phrases may name: an older instrument leaves those that it lacks without an answer."""
    return tuple(dict.fromkeys((*load_shipped().questions, *bank)))


def _refuse(faults: tuple[Fault, ...], overlay: Path | None) -> None:
    if faults:
        first = faults[0]
        raise ConfigError(
            say("the phrases have {count} faults; the first: {what}", count=len(faults), what=first.what),
            f"{overlay or ''} {first.place} {first.key}".strip(),
            say("correct them; `asi check-instrument {file}` lists them all", file=overlay or ""),
        )


def _read(source: Folder) -> Writings:
    if not (source / "report.toml").is_file():
        return Writings({}, {})
    documents = {language: _document(source / f"phrases.{language}") for language in LANGUAGES}
    return Writings(read_toml(source / "report.toml"), documents)


def _document(source: Folder) -> dict[str, Any]:
    grammar = read_toml(source / "grammar.toml")
    return {"grammar": grammar, "chapters": [read_toml(source / f"{name}.toml") for name in _chapters(grammar, source)]}


def _chapters(grammar: Mapping[str, Any], source: Folder) -> Iterator[str]:
    """The files of a language; a name that leads out of the folder is refused."""
    for name in grammar.get("chapters", []):
        if not isinstance(name, str) or not name.replace("_", "").isalnum():
            raise ConfigError(
                say("the list of chapters cannot be used"),
                f"{source / 'grammar.toml'}: chapters",
                say("write the names of the files in the folder, without .toml, between quotation marks"),
            )
        yield name
