"""The items that a site asks besides the questionnaire: where they stand, what they may be, and that they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from asi_tui.core.dead_ends import circles_in, waits_in
from asi_tui.core.instrument import Instrument, Kind, Length
from asi_tui.core.loading import Document, Fault, build
from asi_tui.core.local_lists import in_both_languages
from asi_tui.core.shape import SAID, ListOf, Plain, Table, nearest
from asi_tui.core.wording import since_faults
from asi_tui.message import say

EXTRA = Table(
    {
        **dict.fromkeys(("area", "type", "answers", "unit", "timeframe", "n_when"), Plain.WORDS),
        **dict.fromkeys(("label", "text", "n_means", "x_means"), SAID),
        **dict.fromkeys(("min", "max"), Plain.WHOLE),
        **dict.fromkeys(("allow_n", "since_last", "carry"), Plain.YES_NO),
        "after": Plain.CODE,
        "alias": Plain.ALIAS,
        "forms": ListOf(Plain.WORDS),
        "since_text": SAID,
        "help": Plain.PARAGRAPHS,
    }
)
"""The shape of an extra item. What would let it into a score, a rating or another item's rule is not among its keys."""

USUAL_LETTER = "Z"
"""What the codes of extra items begin with; the questionnaire will never use it."""

MOST: Mapping[Kind, int] = {Kind.COUNT: 9_999, Kind.LIFETIME_YEARS: 99, Kind.YEARS_MONTHS: 99 * 12 + 11}
"""The highest number that can be keyed in such a box."""

OwnLists = Mapping[str, Sequence[Document]]
"""The answer lists of an overlay: name -> answers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an overlay asks for: items by code, the letter of their codes, and its answer lists.

    `unusable` are the items and lists that have been found faulty; what rests on them is left out without a word.
    """

    items: Mapping[str, Document]
    letter: str
    lists: OwnLists
    unusable: frozenset[str]


def free_letters(document: Document) -> list[str]:
    """The letters that the codes of extra items may begin with, the usual one first. X and N are codes of answers."""
    used = {str(row["code"])[0] for area in document["areas"] for row in area["question"]}
    return sorted(
        set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - used - {"X", "N"}, key=lambda letter: (letter != USUAL_LETTER, letter)
    )


def add_items(document: Document, wanted: Wanted) -> list[Fault]:
    """Put the items into a document, each where it is asked, and tell what is wrong with those left out."""
    adding = _Adding(document, wanted)
    adding.choose()
    adding.put_in()
    return adding.faults


class _Adding:
    """A document that takes in extra items as long as it stays sound."""

    def __init__(self, document: Document, wanted: Wanted) -> None:
        self.document = document
        self.wanted = wanted
        self.faults: list[Fault] = []
        self.left_out = set(wanted.unusable)
        self.rows: dict[str, Document] = {}
        self.bank = {str(row["code"]): str(area["id"]) for area in document["areas"] for row in area["question"]}
        self.shipped = {str(area["id"]): list(area["question"]) for area in document["areas"]}

    def leave_out(self, code: str, *faults: Fault) -> None:
        self.faults += faults
        self.left_out.add(code)
        self.rows.pop(code, None)

    def choose(self) -> None:
        """The rows of the items that may stand in the questionnaire."""
        for code, item in self.wanted.items.items():
            if code in self.left_out:
                continue
            faults = [replace(fault, place=f"extra.{code}") for fault in self.item_faults(code, item)]
            if faults or item.get("answers") in self.left_out:
                self.leave_out(code, *faults)
            else:
                self.rows[code] = self.row(code, item)

    def row(self, code: str, item: Document) -> Document:
        row = {key: part for key, part in item.items() if key not in ("area", "after")}
        for key in ("label", "text", "since_text", "n_means", "x_means"):
            if key in row:
                row[key] = in_both_languages(row[key])
        if row.get("answers") in self.wanted.lists:
            row["answers"] = list(self.wanted.lists[row["answers"]])
        return {**row, "code": code, "number": code.partition("-")[0], "extra": True}

    def item_faults(self, code: str, item: Document) -> Iterator[Fault]:
        letter = self.wanted.letter
        if not re.fullmatch(rf"{letter}[0-9]{{1,4}}(-[A-Za-z0-9]{{1,8}})?", code):
            what = say("The code of an extra item begins with {letter}: {letter}1 or {letter}1-30d.", letter=letter)
            yield Fault(code, "", what, say("Rename it, or name a letter of the site's own by prefix."))
        yield from self.place_faults(code, item)
        yield from self.answer_faults(code, item)
        yield from self.form_faults(code, item)
        yield from since_faults(code, item)
        if "help" in item and not item["help"].strip():
            yield Fault(code, "help", say("The help is missing."), say("Write the words, or take the key out."))
        most = next((most for kind, most in MOST.items() if kind == item.get("type")), None)
        if most is not None and item.get("max", 0) > most:
            what = say("Nothing above {most} can be keyed in such a box.", most=most)
            yield Fault(code, "max", what, say("Write max = {most} or less.", most=most))

    def place_faults(self, code: str, item: Document) -> Iterator[Fault]:
        area, after = item.get("area"), item.get("after")
        if area is None and after is None:
            what, remedy = say("It is not said where the item is asked."), say("Name its area, or the code it follows.")
            yield Fault(code, "after", what, remedy)
        if area is not None and area not in self.shipped:
            yield Fault(code, "area", say("There is no area {area}.", area=area), nearest(area, list(self.shipped)))
        elif after is not None:
            known = [*self.bank, *self.wanted.items]
            if after not in known:
                yield Fault(code, "after", say("There is no question {code}.", code=after), nearest(after, known))
            elif area is not None and self.home(after) not in (area, None):
                what = say("{code} is not in the area {area}.", code=after, area=area)
                yield Fault(code, "after", what, say("Name an item of that area, or take the area out."))
            elif self.chain(code)[-1] in self.chain(code)[:-1] and not self.left_out.intersection(self.chain(code)):
                what = say("The items follow each other in a circle: {codes}.", codes=", ".join(self.chain(code)))
                yield Fault(code, "after", what, say("Let one of them follow an item of the questionnaire."))

    def chain(self, code: str) -> list[str]:
        """The item, what it follows, what that follows, and so on; in a circle the last is one of those before."""
        codes = [code]
        while codes[-1] not in self.bank and (after := self.wanted.items.get(codes[-1], {}).get("after")):
            codes.append(after)
            if after in codes[:-1]:
                break
        return codes

    def home(self, code: str) -> str | None:
        """The area that an item or question stands in."""
        last = self.chain(code)[-1]
        return self.bank.get(last) or self.wanted.items.get(last, {}).get("area")

    def answer_faults(self, code: str, item: Document) -> Iterator[Fault]:
        name = item.get("answers")
        known = [*self.wanted.lists, *self.document["answers"]["lists"]]
        if name in self.left_out:
            return
        if name is None:
            if item.get("type") == Kind.CHOICE:
                remedy = say("Write a list, or name a shared one.")
                yield Fault(code, "answers", say("The answers are missing."), remedy)
        elif name not in known:
            what = say("There is no answer list {name}.", name=name)
            yield Fault(code, "answers", what, nearest(name, known))
        elif item.get("type") != Kind.CHOICE:
            remedy = say("Write the type choice, or take the answers out.")
            yield Fault(code, "answers", say("Only a choice is answered from a list that is named."), remedy)

    def form_faults(self, code: str, item: Document) -> Iterator[Fault]:
        forms = {str(form["id"]): form for form in self.document["instrument"]["form"]}
        named = item.get("forms", [])
        if not named:
            names = ", ".join(forms)
            yield Fault(
                code, "forms", say("No form asks the question."), say("Name at least one of: {forms}.", forms=names)
            )
        for form in (forms[name] for name in named if name in forms):
            full = form["counterpart"]
            if form["length"] == Length.SHORT and full not in named:
                what = say("{short} asks it but {full} does not.", short=form["id"], full=full)
                yield Fault(
                    code,
                    "forms",
                    what,
                    say("Add {full} to the forms of the question, or take {short} out.", short=form["id"], full=full),
                )

    def put_in(self) -> None:
        """Compose the document, and leave out items until it is sound."""
        while True:
            self.compose()
            instrument, found = build(self.document)
            faulty = [fault for fault in found if fault.place in self.rows] or list(self.circles(instrument))
            if not faulty:
                return
            for fault in faulty:
                told = replace(fault, place=f"extra.{fault.place}")
                self.leave_out(fault.place, *(() if self.follows(fault) else (told,)))

    def follows(self, fault: Fault) -> bool:
        """Whether the fault is only that a condition reads an item that has been left out."""
        condition = str(self.wanted.items[fault.place].get("n_when", ""))
        return fault.key == "n_when" and any(code in self.left_out for code in re.findall(r"[A-Z][\w-]*", condition))

    def circles(self, instrument: Instrument) -> Iterator[Fault]:
        """One fault for each circle of items that wait for each other's answers."""
        told: set[tuple[str, ...]] = set()
        for form in instrument.forms:
            for circle in circles_in(waits_in(instrument, form)):
                if circle not in told and set(circle) <= set(self.rows):
                    told.add(circle)
                    what = say("The items wait for each other in a circle: {codes}.", codes=", ".join(circle))
                    yield Fault(circle[0], "n_when", what, say("Take one of them out of the other's condition."))

    def compose(self) -> None:
        """Each item stands after the one it follows, those that follow the same one in the order written."""
        for area in self.document["areas"]:
            rows = self.shipped[str(area["id"])]
            ends = [c for c in self.rows if "after" not in self.wanted.items[c] and self.home(c) == area["id"]]
            area["question"] = [
                *(one for row in rows for one in (row, *self.followers(str(row["code"])))),
                *(one for code in ends for one in (self.rows[code], *self.followers(code))),
            ]

    def followers(self, code: str) -> Iterator[Document]:
        for other, row in list(self.rows.items()):
            if self.wanted.items[other].get("after") == code:
                yield row
                yield from self.followers(other)
