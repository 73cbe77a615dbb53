"""A site's overlay: aliases, wording, answer lists and extra items of its own, laid over an instrument that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from asi_tui.core.extra_items import EXTRA, Wanted, add_items, free_letters
from asi_tui.core.loading import QUESTION_KEYS, Document, Fault
from asi_tui.core.local_lists import LocalLists, reword, scores_of
from asi_tui.core.shape import SAID, Named, Plain, Table, WordsOr, fit, nearest
from asi_tui.core.wording import alias_fault, clashing_aliases, since_faults
from asi_tui.message import say

_QUESTION = Table(
    {
        "alias": Plain.ALIAS,
        "label": SAID,
        "text": SAID,
        "since_text": SAID,
        "n_means": SAID,
        "x_means": SAID,
        "answers": WordsOr(Named(SAID)),
        "help": Plain.PARAGRAPHS,
    }
)
OVERLAY = Table(
    {
        "prefix": Plain.WORDS,
        "question": Named(_QUESTION, "question."),
        "area": Named(Table({"title": SAID}), "area."),
        "lists": Named(Named(SAID), "lists."),
        "extra": Named(EXTRA, "extra."),
    },
    place="overlay",
)
"""The shape of an overlay."""

PHRASES = "phrases"
"""The table of a site's own phrases. It says nothing of the questions, so it is no part of the instrument that an
interview keeps: see `asi_tui.core.phrase_overlay`."""

REMOVING = frozenset({"hide", "remove", "delete", "forms"})
"""Keys by which somebody may try to take an item away."""


def lay_over(document: Document, overlay: Document) -> tuple[Document, tuple[Fault, ...]]:
    """A sound instrument with a site's overlay on it, and every fault of the overlay; what is faulty is left out.

    Notes, which are no faults, are among them: see Fault.is_note.
    """
    overlay = {name: part for name, part in overlay.items() if name != PHRASES}
    tables = {name: table for name, table in overlay.items() if name in OVERLAY.keys and not isinstance(table, list)}
    faults = [_no_table(name, part) for name, part in overlay.items() if name not in tables]
    tables, rules = _without_rules(document, tables)
    faults += rules
    fitted = fit(tables, OVERLAY)
    layer = _Layer(deepcopy(document))
    layer.local.unusable |= _misshapen(fitted.faults, "lists.")
    for name, answers in fitted.document.get("lists", {}).items():
        faults += layer.local.add(name, answers)
    for code, words in fitted.document.get("question", {}).items():
        faults += layer.question(code, words)
    for name, words in fitted.document.get("area", {}).items():
        faults += layer.area(name, words)
    extra, misshapen = fitted.document.get("extra", {}), _misshapen((*fitted.faults, *rules), "extra.")
    faults += layer.extra_items(fitted.document.get("prefix"), extra, misshapen)
    faults += layer.aliases()
    return layer.document, (*fitted.faults, *faults)


def _misshapen(faults: Iterable[Fault], place: str) -> set[str]:
    """The names of the parts that hold what cannot stand there."""
    return {fault.place.removeprefix(place) for fault in faults if fault.place.startswith(place)}


def _no_table(name: str, part: object) -> Fault:
    if name in OVERLAY.keys and isinstance(part, list):
        what, remedy = say("A table is expected here."), say("Write each item of the site's own as [extra.CODE].")
    else:
        what = say("An overlay cannot hold this.")
        remedy = say("Use [question.CODE], [area.NAME], [lists.NAME] and [extra.CODE].")
    return Fault("overlay", name, what, remedy)


def _without_rules(document: Document, tables: Document) -> tuple[Document, list[Fault]]:
    """An overlay without the keys that say what an answer means or whether it is asked, and a fault for each."""
    faults = []
    kept = dict(tables)
    for name, may in (("question", _QUESTION), ("extra", EXTRA)):
        if not isinstance(tables.get(name), dict):
            continue
        kept[name] = dict(tables[name])
        for code, said in tables[name].items():
            rules = ((QUESTION_KEYS | REMOVING) - set(may.keys)).intersection(said if isinstance(said, dict) else ())
            if rules:
                kept[name][code] = {key: part for key, part in said.items() if key not in rules}
                faults += [_rule(document, name, code, key) for key in said if key in rules]
    return kept, faults


def _rule(document: Document, name: str, code: str, key: str) -> Fault:
    place = f"{name}.{code}"
    if name == "extra":
        what = say(
            "An extra item has no {key}: it stands outside the scores, the ratings and all other rules.", key=key
        )
        return Fault(place, key, what, say("Take it out. An item can have: {keys}.", keys=", ".join(EXTRA.keys)))
    if key not in REMOVING:
        what = say("An overlay leaves the rules of a question alone; {key} stays as it is.", key=key)
        return Fault(
            place, key, what, say("Take it out. Another questionnaire is a whole instrument in a folder of its own.")
        )
    score = scores_of(document).get(code)
    what = (
        say("No item can be taken away; {code} also counts in the score {score}.", code=code, score=score)
        if score
        else say("No item can be taken away.")
    )
    return Fault(place, key, what, say("Take the key out. The short forms are there to ask less."))


class _Layer:
    """An instrument that takes on an overlay."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.areas = {str(area["id"]): area for area in document["areas"]}
        self.rows = {str(row["code"]): row for area in document["areas"] for row in area["question"]}
        self.local = LocalLists(document)
        self.aliased: dict[str, str | None] = {}

    def question(self, code: str, words: Document) -> Iterator[Fault]:
        row = self.rows.get(code)
        if row is None:
            what = say("There is no question {code}.", code=code)
            yield Fault("question", code, what, nearest(code, list(self.rows)))
            return
        place = f"question.{code}"
        answers = words.pop("answers", {})
        change = self.local.give if isinstance(answers, str) else self.local.label
        yield from change(place, row, answers)
        if "alias" in words:
            self.aliased[code] = row.get("alias")
            row["alias"] = words.pop("alias")
        yield from self.help(place, row, words)
        since = list(since_faults(place, {**row, "since_text": words.get("since_text")}))
        yield from since
        for key, said in words.items():
            if key == "since_text" and since:
                continue
            yield from reword(place, key, row, said)

    def help(self, place: str, row: Document, words: Document) -> Iterator[Fault]:
        """What the site says of a question, beneath the help that comes with it."""
        said = words.pop("help", None)
        if said is not None and said.strip():
            row["help"] = said.strip()
        elif said is not None:
            yield Fault(place, "help", say("The help is missing."), say("Write the words, or take the key out."))

    def area(self, name: str, words: Document) -> Iterator[Fault]:
        if name not in self.areas:
            what = say("There is no area {area}.", area=name)
            yield Fault("area", name, what, nearest(name, list(self.areas)))
        elif "title" in words:
            yield from reword(f"area.{name}", "title", self.areas[name], words["title"])

    def extra_items(self, prefix: str | None, items: Document, misshapen: set[str]) -> Iterator[Fault]:
        letters = free_letters(self.document)
        if prefix is not None and prefix not in letters:
            yield Fault(
                "overlay",
                "prefix",
                say("{prefix} cannot be the letter of extra items.", prefix=prefix),
                say("Use one of: {letters}.", letters=", ".join(letters)),
            )
            return
        if not items:
            return
        unusable = frozenset(self.local.unusable | misshapen)
        yield from add_items(self.document, Wanted(items, prefix or letters[0], self.local.lists, unusable))
        asked = [row for area in self.document["areas"] for row in area["question"] if row.get("extra")]
        self.rows |= {row["code"]: row for row in asked}
        self.aliased |= {row["code"]: None for row in asked if "alias" in row}
        if asked:
            yield Fault(
                "overlay",
                "extra",
                say("{count} extra items are asked; no score counts them.", count=len(asked)),
                say("Nothing needs to be done if that is meant."),
                is_note=True,
            )

    def aliases(self) -> Iterator[Fault]:
        """Takes back each alias of the overlay that names another question too."""
        while clashes := {c: o for c, o in clashing_aliases(self.rows.values()).items() if c in self.aliased}:
            code, other = next(iter(clashes.items()))
            place = "extra" if self.rows[code].get("extra") else "question"
            yield alias_fault(f"{place}.{code}", "alias", other)
            before = self.aliased.pop(code)
            self.rows[code].pop("alias")
            if before is not None:
                self.rows[code]["alias"] = before
