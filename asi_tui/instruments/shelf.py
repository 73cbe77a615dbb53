"""The instruments in use: the one new interviews are made with, and those that older interviews bring along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from asi_tui.core.casework import InstrumentCopy
from asi_tui.core.identity import clean_text
from asi_tui.core.instrument import Instrument
from asi_tui.core.loading import canonical, load
from asi_tui.errors import UsageError
from asi_tui.instruments import document_with_overlay
from asi_tui.message import say


def _plain(node: Any, name: str = "") -> Any:
    """A document with plain words, whatever another program has put into the casebook's copy of it."""
    if isinstance(node, str):
        return clean_text(node, len(node), lines=name == "help")
    if isinstance(node, dict):
        return {key: _plain(value, key) for key, value in node.items()}
    return [_plain(value, name) for value in node] if isinstance(node, list) else node


class Shelf:
    """Loads each instrument once, when it is first asked for."""

    def __init__(self, overlay: Path | None = None) -> None:
        """`overlay` is the site's own wording and aliases, laid over the shipped instrument."""
        self._overlay = overlay
        self._current: tuple[InstrumentCopy, Instrument] | None = None
        self._loaded: dict[str, Instrument] = {}

    def current(self) -> tuple[InstrumentCopy, Instrument]:
        """The instrument for new interviews, and the copy that the casebook keeps of it."""
        if self._current is None:
            document = document_with_overlay(self._overlay)
            instrument = load(document)
            copy = InstrumentCopy(
                instrument.structure_hash, instrument.content_hash, instrument.version, canonical(document)
            )
            self._loaded[instrument.content_hash] = instrument
            self._current = (copy, instrument)
        return self._current

    def of(self, copy: InstrumentCopy) -> Instrument:
        """The instrument an interview was made with."""
        self.current()
        if copy.content_hash not in self._loaded:
            self._loaded[copy.content_hash] = load(_plain(json.loads(copy.document)))
        return self._loaded[copy.content_hash]

    def check_form(self, name: str) -> None:
        """Raise UsageError unless there is such a form."""
        forms = self.current()[1].forms
        if name not in forms:
            raise UsageError(
                say("there is no form {name}", name=name), "--form", say("use one of: {names}", names=", ".join(forms))
            )
