"""The build's hook: each catalogue of translated messages is compiled for the program; a faulty one stops the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LINE = re.compile(r'\s*(#.*|(msg\w+(\[\d\])?\s+)?"(\\.|[^"\\])*"\s*)?')
"""A line as a catalogue has it. The reader itself takes a missing quotation mark for the last letter of a sentence."""


class FaultyCatalogue(Exception):
    """A catalogue that would put wrong or broken sentences before the user, with every fault in it."""

    def __init__(self, source: Path, faults: list[str]) -> None:
        super().__init__("\n  ".join([f"{source} cannot be compiled:", *faults]))


class CompileCatalogues(BuildHookInterface[BuilderConfig]):
    """Compiles every catalogue before a wheel is built or the source tree is installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the build, for a wheel as for an editable installation."""
        sources = sorted(Path(self.root, "asi_tui", "locale").glob("*/LC_MESSAGES/*.po"))
        if not sources:
            raise FileNotFoundError(f"there is no catalogue under {self.root}")
        for source in sources:
            compile_catalogue(source)


def compile_catalogue(source: Path) -> Path:
    """Write the .mo file beside its .po file. Raises FaultyCatalogue with every fault."""
    catalogue = read_catalogue(source)
    faults = list(faults_in(catalogue))
    if faults:
        raise FaultyCatalogue(source, faults)
    compiled = source.with_suffix(".mo")
    with compiled.open("wb") as stream:
        write_mo(stream, catalogue)
    return compiled


def read_catalogue(source: Path) -> Catalog:
    """A catalogue from its .po file. Raises FaultyCatalogue where the file is not one."""
    try:
        for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
            if not LINE.fullmatch(line):
                raise FaultyCatalogue(source, [f"line {number} is not whole: {line}"])
        with source.open("rb") as stream:
            return read_po(stream, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise FaultyCatalogue(source, [str(error)]) from error


def faults_in(catalogue: Catalog) -> Iterator[str]:
    """What would be wrong on the screen: unsure translations, and other values or outer spaces than the English."""
    for message in catalogue:
        english, translation = message.id, message.string
        if not english:
            continue
        if message.fuzzy:
            yield f"{english!r} is marked fuzzy"
        if not isinstance(english, str) or not isinstance(translation, str):
            yield f"{english!r} has plural forms, which the program does not use"
        elif translation and places(translation) != places(english):
            yield f"{english!r} and {translation!r} do not name the same values"
        elif translation and edges(translation) != edges(english):
            yield f"{english!r} and {translation!r} do not begin and end with the same spaces"


def places(sentence: str) -> frozenset[str]:
    """The names of the values in a sentence, such as `code` in "there is no question {code}"."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
    except ValueError:
        return frozenset({f"unbalanced braces in {sentence!r}"})


def edges(sentence: str) -> tuple[int, int]:
    """How many spaces a sentence begins and ends with: they set it apart from what stands beside it on a line."""
    return len(sentence) - len(sentence.lstrip()), len(sentence) - len(sentence.rstrip())
