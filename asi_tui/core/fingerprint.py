"""The fingerprints of an instrument: one says whether answers are comparable, the other whether it is the same text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

# fmt: off
WORDING_KEYS = frozenset(
    ["label", "text", "since_text", "title", "answers", "answer_labels", "n_means", "x_means", "sv", "en", "alias",
     "help", "version"]
)
"""Keys that change what is read on screen but not what an answer means, and the version: outside the structure hash."""
# fmt: on

WITHOUT_MEANING = frozenset(["checks"])
"""Files that ask about answers but do not change what an answer means: outside the structure hash."""


def canonical(document: dict[str, Any]) -> str:
    """The document as canonical JSON: the same instrument always gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hashes(document: dict[str, Any]) -> tuple[str, str]:
    """The structure hash (all but wording and checks) and the content hash (everything) of a document."""
    content = hashlib.sha256(canonical(document).encode()).hexdigest()
    asked = {key: part for key, part in document.items() if key not in WITHOUT_MEANING}
    structure = hashlib.sha256(canonical(_without_wording(asked)).encode()).hexdigest()
    return structure, content


def _without_wording(part: Any) -> Any:
    if isinstance(part, dict):
        if "code" in part and set(part) <= {"code", "sv", "en"}:
            return {"code": part["code"]}
        kept = {key: value for key, value in part.items() if key not in WORDING_KEYS or key == "answers"}
        return {key: _without_wording(value) for key, value in kept.items()}
    return [_without_wording(entry) for entry in part] if isinstance(part, list) else part
