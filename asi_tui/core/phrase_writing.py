"""Phrases as a site would write them in its file: those that hold some words, ready to be changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from asi_tui.core.loading import Document

_KEPT_TOGETHER = ("variants", "clauses")
_LEFT_OUT = ("id", "section", "after")


def written(document: Document, language: str, words: str) -> Iterator[str]:
    """The phrases of a language in which these words stand, or whose id holds them, as lines of TOML."""
    sought = words.casefold()
    for chapter in document.get("chapters", []):
        for row in chapter.get("phrase", []):
            lines = list(_phrase(row, language))
            if sought in "\n".join(lines).casefold():
                yield from (*lines, "")


def _phrase(row: Document, language: str) -> Iterator[str]:
    yield f"[phrases.{language}.{_written(row['id'])}]"
    for key, value in row.items():
        if key in _KEPT_TOGETHER:
            yield f"{key} = ["
            for part in value:
                yield f"  {_written(part)},"
            yield "]"
        elif key not in _LEFT_OUT:
            yield f"{key} = {_written(value)}"


def _written(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_written(part)}' for key, part in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)
