"""A site's own phrases, laid over those of a language: other words, another condition, silence, or a new phrase."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from asi_tui.core.loading import Document, Fault
from asi_tui.core.phrase_shape import PHRASE
from asi_tui.core.shape import Named, Table, fit, nearest
from asi_tui.message import say

_OWN = Named(Named(Table({key: part for key, part in PHRASE.items() if key != "id"}), "phrase "))
_WORDS = ("text", "variants")


def lay_phrases(documents: Mapping[str, Document], overlay: object) -> tuple[dict[str, Document], list[Fault]]:
    """The phrases of each language with a site's own on them, and every fault of the site's; faulty ones are left out.

    `overlay` is the table [phrases] of the site's file: language -> id of a phrase -> its keys. A phrase of the program
    takes over the keys that are given; a text replaces all its variants, an empty text silences it. A new id needs a
    `section`, and stands at its end or after the phrase that `after` names.
    """
    fitted = fit({"phrases": overlay}, Table({"phrases": _OWN}, place="overlay"))
    faults = list(fitted.faults)
    laid = {language: deepcopy(document) for language, document in documents.items()}
    for language, phrases in fitted.document.get("phrases", {}).items():
        if language not in laid:
            what = say("There is no language {language}.", language=language)
            faults.append(Fault("phrases", language, what, nearest(language, list(laid))))
            continue
        for name, keys in phrases.items():
            fault = _lay(laid[language], name, keys)
            if fault is not None:
                faults.append(Fault(f"{language}: phrase {name}", fault.key, fault.what, fault.remedy))
    return laid, faults


def _lay(document: Document, name: str, keys: Document) -> Fault | None:
    for chapter in document["chapters"]:
        for row in chapter.get("phrase", []):
            if row["id"] == name:
                if any(key in keys for key in _WORDS):
                    for key in (*_WORDS, "again"):
                        row.pop(key, None)
                row.update({key: part for key, part in keys.items() if key not in ("section", "after")})
                return None
    return _add(document, name, keys)


def _add(document: Document, name: str, keys: Document) -> Fault | None:
    """A phrase of the site's own, put into its section."""
    chapters = {str(chapter["section"]): chapter for chapter in document["chapters"] if "section" in chapter}
    if "section" not in keys:
        known = [str(row["id"]) for chapter in chapters.values() for row in chapter.get("phrase", [])]
        what = say("There is no phrase {name}, and a new one needs a section.", name=name)
        return Fault("", "section", what, nearest(name, known))
    if keys["section"] not in chapters:
        what = say("There is no section {name}.", name=keys["section"])
        return Fault("", "section", what, nearest(keys["section"], list(chapters)))
    rows = chapters[keys["section"]].setdefault("phrase", [])
    ids = [str(row["id"]) for row in rows]
    if "after" in keys and keys["after"] not in ids:
        what = say("There is no phrase {name} in the section.", name=keys["after"])
        return Fault("", "after", what, nearest(keys["after"], ids))
    place = ids.index(keys["after"]) + 1 if "after" in keys else len(rows)
    rows.insert(place, {"id": name, **{key: part for key, part in keys.items() if key not in ("section", "after")}})
    return None
