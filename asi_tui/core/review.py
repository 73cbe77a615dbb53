"""The review of an interview: area by area what is open, questionable, answered with X, remarked, or rated anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from asi_tui.core.answer import Code
from asi_tui.core.checks import CheckKind, Fired
from asi_tui.core.interview import Interview
from asi_tui.core.notebook import Notebook, stands_at
from asi_tui.core.second_look import Looks, in_words
from asi_tui.message import Message, say

RUN = 3
"""So many open questions after another are told in one line."""


class Concern(Enum):
    """Why a question stands in the review; MUST: a check that must be put right or acknowledged."""

    OPEN = auto()
    MUST = auto()
    CHECK = auto()
    NO_ANSWER = auto()
    REMARK = auto()
    COMMENT = auto()
    RATING = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the review: the area, the question to go to (None: the area itself), why, and in what words.

    A line may stand for several questions after another, the last of them `to`.
    """

    area: str
    code: str | None
    concern: Concern
    words: Message | str
    to: str | None = None
    count: int = 1


def review(interview: Interview, notebook: Notebook, looks: Looks | None = None) -> tuple[Entry, ...]:
    """All that is to be looked at, in the order of the form; the comment of an area stands first in it.

    The ratings to be looked at again stand last.
    """
    again = (
        Entry(interview.question(code).area, code, Concern.RATING, in_words(moved))
        for code, moved in (looks or {}).items()
    )
    return (*_entries(interview, notebook), *again)


def in_runs(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same lines with the open questions of an area that follow on each other in one: D14 to D22, 12 unanswered."""
    lines: list[Entry] = []
    for (_, concern), together in groupby(entries, key=lambda entry: (entry.area, entry.concern)):
        run = [*together]
        if concern is Concern.OPEN and len(run) >= RUN:
            words = say("{count} unanswered", count=len(run))
            lines.append(replace(run[0], words=words, to=run[-1].code, count=len(run)))
        else:
            lines += run
    return tuple(lines)


def _entries(interview: Interview, notebook: Notebook) -> Iterator[Entry]:
    waiting: dict[str, list[Fired]] = {}
    for one in notebook.open:
        waiting.setdefault(stands_at(one, interview), []).append(one)
    commented: set[str] = set()
    for code in interview.plan.order:
        area = interview.question(code).area
        if area not in commented:
            commented.add(area)
            if area in notebook.remarks:
                yield Entry(area, None, Concern.COMMENT, notebook.remarks[area].text)
        for one in waiting.get(code, []):
            is_soft = one.check.kind is CheckKind.SOFT
            yield Entry(area, code, Concern.CHECK if is_soft else Concern.MUST, one.message)
        if interview.is_open(code):
            yield Entry(area, code, Concern.OPEN, say("unanswered"))
        elif interview.standings[code].value is Code.X:
            yield Entry(area, code, Concern.NO_ANSWER, say("no answer"))
        if code in notebook.remarks:
            yield Entry(area, code, Concern.REMARK, notebook.remarks[code].text)
