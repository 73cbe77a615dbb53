"""Completing an interview: what stands in the way, and how it ended (G12)."""

from __future__ import annotations

from dataclasses import dataclass

from asi_tui.core.answer import Code, Value, shown
from asi_tui.core.casework import Completion
from asi_tui.core.checks import CheckKind, Fired
from asi_tui.core.desk import Desk, KeyingStyle, Stroke, held_by_lock, locked_from, refuse, unlocked
from asi_tui.core.instrument import Question, Step
from asi_tui.core.interview import Change, Interview
from asi_tui.core.notebook import Notebook
from asi_tui.core.scoring import Scoring, scores
from asi_tui.message import Message, say

EARLY = ("1", "2", "3")
"""The keys of an interview that ended early."""


@dataclass(frozen=True, slots=True)
class OpenArea:
    """The questions of an area that are still open."""

    area: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How the interview ended: the answer to G12. N is a complete one."""

    value: Value


def in_the_way(interview: Interview) -> tuple[OpenArea, ...]:
    """What is open, area by area in the order of the form; empty when the interview can be completed."""
    by_area: dict[str, list[str]] = {}
    for code in interview.open_questions():
        by_area.setdefault(interview.question(code).area, []).append(code)
    return tuple(OpenArea(area, tuple(codes)) for area, codes in by_area.items())


def closing_question(interview: Interview) -> Question:
    """The question asked when the interview is completed (G12)."""
    return next(q for q in interview.plan.questions.values() if q.step is Step.CLOSE)


def obstacle(interview: Interview, notebook: Notebook, *, ends_early: bool = False) -> str | Fired | None:
    """The first thing in the way of completion: a question to go to (open, or with a hard check), or a check to answer
    for (soft, then safety). In an interview that `ends_early`, open questions are not in the way."""
    first = None if ends_early else interview.next_open()
    hard = [one for one in notebook.open if one.check.kind is CheckKind.HARD]
    others = sorted(
        (one for one in notebook.open if one not in hard), key=lambda one: one.check.kind is CheckKind.SAFETY
    )
    if first is None and hard:
        return hard[0].at or hard[0].check.items[0]
    return first or next(iter(others), None)


def ending(
    interview: Interview, notebook: Notebook, character: str | None, *, is_enter: bool
) -> Ending | Message | None:
    """What a key means on the closing line: an ending, a refusal, or nothing.

    Enter and n stand for a complete interview, which nothing may stand in the way of; the digits for one that ended
    early, whose open questions stay unanswered, but whose checks are dealt with all the same.
    """
    question = closing_question(interview)
    if is_enter or (character and character in "nN/"):
        open_codes = interview.open_questions()
        if open_codes:
            return say("{count} questions are open, so the interview is not complete", count=len(open_codes))
        if notebook.open:
            return say("{count} checks wait: Enter takes them one by one", count=len(notebook.open))
        return Ending(Code.N)
    if character and character.isdigit():
        if notebook.open:
            return say("{count} checks wait: Enter takes them one by one", count=len(notebook.open))
        if question.allows(int(character)):
            return Ending(int(character))
        codes = ", ".join(str(choice.code) for choice in question.choices)
        return say("{value} is not among the answers ({codes})", value=character, codes=codes)
    return say("{character} does nothing here", character=character) if character else None


def press(
    interview: Interview, notebook: Notebook, stroke: Stroke, *, ends_early: bool
) -> str | Fired | Ending | Message | None:
    """What a key leads to on the closing line: Enter to what is in the way, else to an ending or a refusal."""
    is_enter = stroke.command == "enter"
    found = obstacle(interview, notebook, ends_early=ends_early) if is_enter else None
    return ending(interview, notebook, stroke.character, is_enter=is_enter) if found is None else found


@dataclass(frozen=True, slots=True)
class AtPanel:
    """What a key at the panel of completion led to.

    `leads_to` is a question to go to, a check to answer for, or the ending; `is_left`: the panel is left for the
    question beneath; `wants_help`: the help on that is asked for.
    """

    desk: Desk
    ends_early: bool
    leads_to: str | Fired | Ending | None = None
    is_left: bool = False
    wants_help: bool = False


def at_panel(desk: Desk, notebook: Notebook, stroke: Stroke, style: KeyingStyle, *, ends_early: bool) -> AtPanel:
    """What a key does at the panel of completion. Escape leaves it at once, also after a refusal."""
    if stroke.command in ("close", "backspace"):
        return AtPanel(unlocked(desk), ends_early, is_left=True)
    held = held_by_lock(desk, stroke, style)
    if held is not None:
        return AtPanel(held, ends_early)
    desk = unlocked(desk)
    if stroke.command in ("back", "help"):
        return AtPanel(desk, ends_early, is_left=stroke.command == "back", wants_help=stroke.command == "help")
    ends_early = still_early(stroke, ends_early)
    found = press(desk.interview, notebook, stroke, ends_early=ends_early)
    if isinstance(found, Message):
        return AtPanel(locked_from(refuse(desk, found).desk, stroke.at), ends_early)
    return AtPanel(desk, ends_early, found, is_left=isinstance(found, str))


def still_early(stroke: Stroke, ends_early: bool) -> bool:
    """Whether the interview is being ended early: so it is from the digit that says so until another key than Enter."""
    return ends_early if stroke.command == "enter" else stroke.character in EARLY


def closed(interview: Interview, how: Ending) -> tuple[Interview, Change | None]:
    """The interview with its ending as the answer to G12, and the change to be stored (None: it stands already)."""
    question = closing_question(interview)
    before = interview.answers.get(question.code)
    change = Change(question.code, before, how.value)
    return interview.changed(change), change if before != how.value else None


def ended(interview: Interview) -> Ending | None:
    """How the interview ended, by its answer to G12; None when that is not answered."""
    value = interview.answers.get(closing_question(interview).code)
    return None if value is None else Ending(value)


def kept(interview: Interview, scoring: Scoring) -> Completion:
    """What the casebook keeps of an interview that has been completed, with the answers that it has now."""
    return completion(interview, ended(interview) or Ending(Code.N), scoring)


def completion(interview: Interview, how: Ending, scoring: Scoring) -> Completion:
    """What the casebook keeps of a completed interview: effective values and scores."""
    return Completion(
        ended_early=how.value if isinstance(how.value, int) else None,
        values={code: shown(standing.value) for code, standing in interview.standings.items()},
        scores={area: scored.value for area, scored in scores(interview, scoring).items()},
        money_term=scoring.money_term.value,
        currency_divisor=scoring.currency_divisor,
    )
