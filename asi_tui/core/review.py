"""The review of an interview: area by area what is open, questionable, answered with X, and remarked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from asi_tui.core.answer import Code
from asi_tui.core.interview import Interview
from asi_tui.core.notebook import Notebook, stands_at
from asi_tui.message import Message, say


class Concern(Enum):
    """Why a question stands in the review."""

    OPEN = auto()
    CHECK = auto()
    NO_ANSWER = auto()
    REMARK = auto()
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the review: the area, the question to go to (None: the area itself), why, and in what words."""

    area: str
    code: str | None
    concern: Concern
    words: Message | str


def review(interview: Interview, notebook: Notebook) -> tuple[Entry, ...]:
    """All that is to be looked at, in the order of the form; the comment of an area stands first in it."""
    return tuple(_entries(interview, notebook))


def _entries(interview: Interview, notebook: Notebook) -> Iterator[Entry]:
    waiting: dict[str, list[Message]] = {}
    for one in notebook.open:
        waiting.setdefault(stands_at(one, interview), []).append(one.message)
    commented: set[str] = set()
    for code in interview.plan.order:
        area = interview.question(code).area
        if area not in commented:
            commented.add(area)
            if area in notebook.remarks:
                yield Entry(area, None, Concern.COMMENT, notebook.remarks[area].text)
        for message in waiting.get(code, []):
            yield Entry(area, code, Concern.CHECK, message)
        if interview.is_open(code):
            yield Entry(area, code, Concern.OPEN, say("unanswered"))
        elif interview.standings[code].value is Code.X:
            yield Entry(area, code, Concern.NO_ANSWER, say("no answer"))
        if code in notebook.remarks:
            yield Entry(area, code, Concern.REMARK, notebook.remarks[code].text)
