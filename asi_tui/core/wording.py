"""The words of an instrument: labels that fit the sheet and differ, aliases that name one thing, help worth reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from asi_tui.core.instrument import Instrument, Question
from asi_tui.core.loading import Document, Fault
from asi_tui.core.shape import nearest
from asi_tui.message import Message, say

LONGEST_LABEL = 50
"""The signs of a label that the answer sheet shows at 80 columns."""

SINCE = "{since}"
"""Where the words of a follow-up say from when: "since the interview on 2026-02-14"."""

Helps = Mapping[str, Mapping[str, str]]
"""Per area, the help of each printed number."""

_SENTENCE = re.compile(r"[.!?][”\"')]*(?=\s+\W*[A-ZÅÄÖÉ0-9]|\s*$)")
_LANGUAGES = ("sv", "en")


def label_faults(instrument: Instrument) -> list[Fault]:
    """Labels that are too long for the sheet, or the same as another of their area."""
    faults: list[Fault] = []
    first: dict[tuple[str, str, str], str] = {}
    for question in instrument.questions.values():
        for language in _LANGUAGES:
            label = question.label.in_language(language)
            key = f"label.{language}"
            if len(label) > LONGEST_LABEL:
                faults.append(
                    Fault(
                        question.code,
                        key,
                        say(
                            "The label has {count} signs; the sheet shows {most}.", count=len(label), most=LONGEST_LABEL
                        ),
                        say("Shorten it."),
                    )
                )
            same = (question.area, language, _plain(label))
            if label.strip() and first.setdefault(same, question.code) != question.code:
                faults.append(
                    Fault(
                        question.code,
                        key,
                        say("The label is the same as that of {code}.", code=first[same]),
                        say("Say what sets the two apart."),
                    )
                )
    return faults


def help_faults(instrument: Instrument, helps: Helps) -> list[Fault]:
    """Help that is missing, too short, a copy of its label, the same as another, or of a question that is not there.

    An extra item needs no help; the overlay that asks it may give it some.
    """
    boxes: dict[tuple[str, str], list[Question]] = {}
    for question in (q for q in instrument.questions.values() if not q.extra):
        boxes.setdefault((question.area, question.number), []).append(question)
    faults = []
    first: dict[str, tuple[str, str]] = {}
    for place, group in boxes.items():
        area, number = place
        text = helps.get(area, {}).get(number, "")
        if fault := _poor_help(text, group):
            faults.append(Fault(number, "help", *fault))
            continue
        other = first.setdefault(_plain(text), place)
        if other != place and not (other[0] == area and _in_grid(group) and _in_grid(boxes[other])):
            faults.append(
                Fault(
                    number,
                    "help",
                    say("The help is the same as that of {number}.", number=other[1]),
                    say("Say what is meant by this very question."),
                )
            )
    for area, texts in helps.items():
        known = [number for place, number in boxes if place == area]
        for number in texts:
            if number not in known:
                faults.append(
                    Fault(
                        number,
                        "help",
                        say("There is no question {code} in {area}.", code=number, area=area),
                        nearest(number, known),
                    )
                )
    return faults


def clashing_aliases(rows: Iterable[Document]) -> dict[str, str]:
    """Per question whose alias names another one too: that other. Boxes of one number may share an alias."""
    questions = [(str(row["code"]), str(row.get("number", row["code"])), row.get("alias")) for row in rows]
    owners: dict[str, tuple[str, str]] = {}
    for code, number, _ in questions:
        owners.setdefault(code.casefold(), (code, number))
        owners.setdefault(number.casefold(), (code, number))
    clashes = {}
    for code, number, alias in questions:
        if alias:
            other, its_number = owners.setdefault(str(alias).casefold(), (code, number))
            if its_number != number:
                clashes[code] = other
    return clashes


def alias_fault(place: str, key: str, other: str) -> Fault:
    """The fault of an alias that names another question too."""
    return Fault(
        place, key, say("The alias also names {code}.", code=other), say("Choose one that is neither a code nor taken.")
    )


def since_faults(place: str, row: Document) -> Iterator[Fault]:
    """What is wrong with the words by which a follow-up puts a question."""
    words = row.get("since_text")
    if words is None:
        return
    if not row.get("since_last"):
        what = say("The question is not asked since the last interview, so these words are never seen.")
        yield Fault(place, "since_text", what, say("Take them out, or write the words as text."))
        return
    for language, said in words.items():
        if said.count(SINCE) != 1 or set("{}") & set(said.replace(SINCE, "")):
            what = say("The words do not say once from when the question counts.")
            yield Fault(
                place,
                f"since_text.{language}",
                what,
                say("Write {since} where the day of the last interview belongs.", since=SINCE),
            )


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but the end of a line and the tab."""


def sentences(text: str) -> int:
    """How many sentences a text has; a short form such as "t.ex." within one does not end it."""
    return len(_SENTENCE.findall(text))


def _poor_help(text: str, boxes: list[Question]) -> tuple[Message, Message] | None:
    remedy = say("Say in at least two sentences what is meant and what counts.")
    if not text.strip():
        return say("The help is missing."), remedy
    if _CONTROL.search(text):
        return say("The help holds control characters."), say("Take them out.")
    said = {_plain(words.in_language(lang)) for q in boxes for words in (q.label, q.wording) for lang in _LANGUAGES}
    if all(_plain(part) in said for part in re.split(r"(?<=[.!?])\s|\n", text) if _plain(part)):
        return say("The help only repeats the label or the question."), remedy
    if sentences(text) < 2:
        return say("The help has fewer than two sentences."), remedy
    return None


def _in_grid(boxes: list[Question]) -> bool:
    """Whether the question is a row of a grid: several boxes that are not words side by side."""
    return sum(not box.is_text for box in boxes) > 1


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
