"""A site's overlay: its own aliases and wording, laid over an instrument without changing what an answer means."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from asi_tui.core.loading import QUESTION_KEYS, Document, Fault
from asi_tui.core.shape import SAID, Named, Plain, Table, fit, nearest
from asi_tui.core.wording import alias_fault, clashing_aliases
from asi_tui.message import say

_QUESTION = Table(
    {
        "alias": Plain.ALIAS,
        "label": SAID,
        "text": SAID,
        "n_means": SAID,
        "x_means": SAID,
        "answers": Named(SAID),
    }
)
OVERLAY = Table(
    {"question": Named(_QUESTION, "question."), "area": Named(Table({"title": SAID}), "area.")}, place="overlay"
)
"""The shape of an overlay."""


def lay_over(document: Document, overlay: Document) -> tuple[Document, tuple[Fault, ...]]:
    """A sound instrument in a site's own words, and every fault of the overlay; what is faulty is left out."""
    faults = []
    tables = {name: table for name, table in overlay.items() if name in OVERLAY.keys}
    for name in overlay:
        if name not in tables:
            faults.append(
                Fault(
                    "overlay",
                    name,
                    say("An overlay cannot hold this table: it changes words and aliases only."),
                    say("Use [question.CODE] and [area.NAME]."),
                )
            )
    tables, rules = _without_rules(tables)
    faults += rules
    fitted = fit(tables, OVERLAY)
    layer = _Layer(deepcopy(document))
    for code, words in fitted.document.get("question", {}).items():
        faults += layer.question(code, words)
    for name, words in fitted.document.get("area", {}).items():
        faults += layer.area(name, words)
    faults += layer.aliases()
    return layer.document, (*fitted.faults, *faults)


def _without_rules(tables: Document) -> tuple[Document, list[Fault]]:
    """An overlay without the keys that say what an answer means, and a fault for each of them."""
    questions = tables.get("question")
    if not isinstance(questions, dict):
        return tables, []
    rules = QUESTION_KEYS - set(_QUESTION.keys)
    faults = [
        Fault(
            f"question.{code}",
            key,
            say("An overlay changes words and aliases only; {key} stays as it is.", key=key),
            say("Take it out. Another questionnaire is a whole instrument in a folder of its own."),
        )
        for code, words in questions.items()
        if isinstance(words, dict)
        for key in words
        if key in rules
    ]
    kept = {
        code: {key: part for key, part in words.items() if key not in rules} if isinstance(words, dict) else words
        for code, words in questions.items()
    }
    return {**tables, "question": kept}, faults


class _Layer:
    """An instrument that takes on the words of an overlay."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.areas = {str(area["id"]): area for area in document["areas"]}
        self.rows = {str(row["code"]): row for area in document["areas"] for row in area["question"]}
        self.aliased: dict[str, str | None] = {}

    def question(self, code: str, words: Document) -> Iterator[Fault]:
        row = self.rows.get(code)
        if row is None:
            what = say("There is no question {code}.", code=code)
            yield Fault("question", code, what, nearest(code, list(self.rows)))
            return
        place = f"question.{code}"
        yield from self.answers(place, row, words.pop("answers", {}))
        if "alias" in words:
            self.aliased[code] = row.get("alias")
            row["alias"] = words.pop("alias")
        for key, said in words.items():
            yield from _reword(place, key, row, said)

    def answers(self, place: str, row: Document, labels: Document) -> Iterator[Fault]:
        answers = row.get("answers", row["type"])
        entries: list[Document] = answers if isinstance(answers, list) else []
        if isinstance(answers, str):
            entries = self.document["answers"]["lists"].get(answers, [])
        codes = [str(entry["code"]) for entry in entries]
        own = {}
        for code, said in labels.items():
            if code in codes:
                label = dict(row.get("answer_labels", {}).get(code, {}))
                holder = {code: label}
                yield from _reword(place, code, holder, said, "answers.")
                own[code] = holder[code]
            elif codes:
                yield Fault(
                    place,
                    f"answers.{code}",
                    say("The question has no answer {answer}, and an overlay cannot add one.", answer=code),
                    say("Use one of: {codes}.", codes=", ".join(codes)),
                )
            else:
                yield Fault(
                    place,
                    f"answers.{code}",
                    say("The question is not answered from a list."),
                    say("Take the answer out."),
                )
        if own:
            row["answer_labels"] = {**row.get("answer_labels", {}), **own}

    def area(self, name: str, words: Document) -> Iterator[Fault]:
        if name not in self.areas:
            what = say("There is no area {area}.", area=name)
            yield Fault("area", name, what, nearest(name, list(self.areas)))
        elif "title" in words:
            yield from _reword(f"area.{name}", "title", self.areas[name], words["title"])

    def aliases(self) -> Iterator[Fault]:
        """Takes back each alias of the overlay that names another question too."""
        while clashes := {c: o for c, o in clashing_aliases(self.rows.values()).items() if c in self.aliased}:
            code, other = next(iter(clashes.items()))
            yield alias_fault(f"question.{code}", "alias", other)
            before = self.aliased.pop(code)
            self.rows[code].pop("alias")
            if before is not None:
                self.rows[code]["alias"] = before


def _reword(place: str, key: str, row: Document, said: Document, below: str = "") -> Iterator[Fault]:
    """Puts new words in, language by language; a language that the overlay does not name keeps its words."""
    for language, words in said.items():
        if words.strip():
            row[key] = {**row.get(key, {}), language: words}
        else:
            yield Fault(
                place,
                f"{below}{key}.{language}",
                say("The wording is missing."),
                say("Write the words, or take the key out."),
            )
