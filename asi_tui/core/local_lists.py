"""A site's own answers: other words for single answers, and lists of its own in place of those of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asi_tui.core.expression import Node
from asi_tui.core.formula import formula
from asi_tui.core.instrument import Instrument, Kind
from asi_tui.core.loading import Document, Fault, build
from asi_tui.core.shape import nearest
from asi_tui.core.truth import compared
from asi_tui.message import Message, say

HIGHEST_CODE = 9_999
"""The highest code of an answer: four digits are the widest box."""

_ANSWER_CODE = re.compile(r"0|[1-9][0-9]*", re.ASCII)


class LocalLists:
    """The answer lists of an overlay, and what they do to the questions of a document.

    `unusable` are the names of the lists that have been found faulty; what uses one is left as it is without a word.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lists: dict[str, list[Document]] = {}
        self.unusable: set[str] = set()

    def add(self, name: str, answers: Document) -> Iterator[Fault]:
        """Take a new list, code -> words, unless it is faulty."""
        faults = list(self._list_faults(name, answers))
        if faults or name in self.unusable:
            self.unusable.add(name)
        else:
            self.lists[name] = [{"code": int(code), **in_both_languages(said)} for code, said in answers.items()]
        yield from faults

    def _list_faults(self, name: str, answers: Document) -> Iterator[Fault]:
        place = f"lists.{name}"
        if name in self.document["answers"]["lists"]:
            remedy = say("Give it another. A single answer gets other words with its question.")
            yield Fault(place, "", say("There is a list of that name already."), remedy)
        for code, said in answers.items():
            if not _ANSWER_CODE.fullmatch(code):
                what = say("{code} is not the code of an answer.", code=code)
                yield Fault(
                    place,
                    code,
                    what,
                    say("Write whole numbers from 0 to {most}, without noughts before.", most=HIGHEST_CODE),
                )
            elif len(code) > len(str(HIGHEST_CODE)):
                what = say("{code} is wider than any box.", code=code)
                yield Fault(place, code, what, say("Number the answers from 0 to {most}.", most=HIGHEST_CODE))
            if not said or not all(words.strip() for words in said.values()):
                yield Fault(place, code, say("The wording is missing."), say("Write it as {code}.sv = ...", code=code))
        if not any(code.strip("0") for code in answers):
            yield Fault(place, "", say("A list needs an answer above 0."), say("Write its answers below it."))

    def entries(self, row: Document) -> list[Document]:
        """The answers of a question; empty when it is counted or written."""
        answers = row.get("answers", row["type"])
        found = answers if isinstance(answers, list) else self.document["answers"]["lists"].get(answers, [])
        return list(found)

    def label(self, place: str, row: Document, labels: Document) -> Iterator[Fault]:
        """Give single answers of a question the site's words."""
        codes = [str(entry["code"]) for entry in self.entries(row)]
        own = {}
        for code, said in labels.items():
            if code in codes:
                holder = {code: dict(row.get("answer_labels", {}).get(code, {}))}
                yield from reword(place, code, holder, said, "answers.")
                own[code] = holder[code]
            elif codes:
                yield Fault(
                    place,
                    f"answers.{code}",
                    say("The question has no answer {answer}; other codes need a list of their own.", answer=code),
                    say("Use one of: {codes}.", codes=", ".join(codes)),
                )
            else:
                yield _no_list(place, f"answers.{code}")
        if own:
            row["answer_labels"] = {**row.get("answer_labels", {}), **own}

    def give(self, place: str, row: Document, name: str) -> Iterator[Fault]:
        """Put a list in place of a question's own: the same codes are other words, other codes another structure."""
        known = {**self.document["answers"]["lists"], **self.lists}
        if name in self.unusable:
            return
        now = self.entries(row)
        if name not in known:
            what = say("There is no answer list {name}.", name=name)
            yield Fault(place, "answers", what, nearest(name, list(known)))
        elif not now:
            yield _no_list(place, "answers")
        elif {entry["code"] for entry in now} == {entry["code"] for entry in known[name]}:
            words = {str(entry["code"]): {"sv": entry["sv"], "en": entry["en"]} for entry in known[name]}
            row["answer_labels"] = {**row.get("answer_labels", {}), **words}
        elif reason := self._keeps_codes(row):
            codes = ", ".join(str(entry["code"]) for entry in now)
            yield Fault(place, "answers", reason, say("Give the list these codes: {codes}.", codes=codes))
        elif gone := self._taken_away(row, {entry["code"] for entry in known[name]}):
            yield _read_by_rules(place, name, gone)
        else:
            self._replace(row, known[name])
            yield Fault(
                place,
                "answers",
                say("The list {name} has other codes: answers are not compared with those given before.", name=name),
                say("Nothing needs to be done if that is meant."),
                is_note=True,
            )

    def _keeps_codes(self, row: Document) -> Message | None:
        """Why the codes of a question must stay; None when they need not."""
        score = scores_of(self.document).get(row["code"])
        if score is not None:
            return say("{code} counts in the score {score}: its codes stay.", code=row["code"], score=score)
        if row["type"] != Kind.CHOICE:
            return say("The codes belong to the type of the question: they stay.")
        return None

    def _taken_away(self, row: Document, codes: set[int]) -> dict[int, Message]:
        """The answers of a question that a list lacks and rules ask for, each with the first rule that does."""
        now = {entry["code"] for entry in self.entries(row)}
        asked: dict[int, Message] = {}
        for name, rule in _rules(build(self.document)[0]):
            for number in sorted(compared(rule, row["code"]) & (now - codes)):
                asked.setdefault(number, name)
        return asked

    def _replace(self, row: Document, answers: list[Document]) -> None:
        shared = row.get("answers")
        for key in ("n_means", "x_means"):
            words = self.document["answers"].get(key, {}).get(shared) if isinstance(shared, str) else None
            if words:
                row.setdefault(key, dict(words))
        row["answers"] = [dict(entry) for entry in answers]
        for key in ("answer_labels", "min", "max"):
            row.pop(key, None)


def _rules(instrument: Instrument) -> Iterator[tuple[Message, Node]]:
    """Every rule that reads answers, and what it is called."""
    for question in instrument.questions.values():
        if question.n_when is not None:
            yield say("the rule of {code}", code=question.code), question.n_when
        if question.forced is not None:
            yield say("the rule of {code}", code=question.code), question.forced.when
    for check in instrument.checks.values():
        yield say("check {number}", number=check.number), check.when


def _read_by_rules(place: str, name: str, gone: dict[int, Message]) -> Fault:
    code, rule = next(iter(gone.items()))
    what = say("The list {name} lacks the answer {code}, which {rule} asks for.", name=name, code=code, rule=rule)
    codes = ", ".join(str(number) for number in sorted(gone))
    return Fault(place, "answers", what, say("Let these codes stay, with the same meaning: {codes}.", codes=codes))


def scores_of(document: Document) -> dict[str, str]:
    """Per question that counts in a score: which one."""
    made = map(formula, document["scores"]["score"])
    return {item: score.id for score in made for item in score.items}


def reword(place: str, key: str, row: Document, said: Document, below: str = "") -> Iterator[Fault]:
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


def in_both_languages(said: Document) -> dict[str, str]:
    """Words in Swedish and English; what is written in one language alone serves for both."""
    words = dict(said)
    for language, other in (("sv", "en"), ("en", "sv")):
        if language not in words and other in words:
            words[language] = words[other]
    return words


def _no_list(place: str, key: str) -> Fault:
    return Fault(place, key, say("The question is not answered from a list."), say("Take the answer out."))
