"""Dealing with the checks that fired: what a soft one is accepted for, what was done, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from asi_tui.core.annotations import Acceptance
from asi_tui.core.answer import Code, shown
from asi_tui.core.checks import Check, CheckKind, Facts, Fired, fired, fired_by, fires
from asi_tui.core.interview import Change, Interview
from asi_tui.core.truth import items
from asi_tui.message import Message, say

SOFT_REASONS: Mapping[int, Message] = MappingProxyType(
    {
        1: say("checked with the client"),
        2: say("the client stands by it"),
        3: say("cannot remember"),
        4: say("as on paper"),
        5: say("other reason"),
    }
)
"""Why a soft check is accepted, by the digit that is typed."""

OTHER = 5
"""The reason that wants words."""

WHEN_THE_CLIENT_HAS_GONE = say("if it cannot be verified: x on the doubtful value, and a remark")
"""What a hard check says besides its question: the client may have gone home."""


def digest(one: Fired) -> str:
    """The values a check fired on, in one line: an acceptance counts as long as they are the same."""
    return " ".join(f"{name}={shown(value)}" for name, value in (*one.values, *one.facts))


def acceptance_of(one: Fired, acceptances: Iterable[Acceptance]) -> Acceptance | None:
    """The newest acceptance of a check that counts for the values it fires on now; None when there is none."""
    same = digest(one)
    return next((a for a in reversed([*acceptances]) if (a.check, a.digest) == (one.check.id, same)), None)


def accepted(one: Fired, text: str = "", *, reason: int | None = None) -> Acceptance | Message:
    """The acceptance of a soft check for a reason, or of a safety one with what was done; or why it cannot be.

    The store adds who and when.
    """
    text = text.strip()
    match one.check.kind:
        case CheckKind.HARD:
            return say("this cannot be accepted: put it right; {remedy}", remedy=WHEN_THE_CLIENT_HAS_GONE)
        case CheckKind.FORCED:
            return say("there is nothing to accept: the value follows from another answer")
        case CheckKind.SOFT if reason not in SOFT_REASONS:
            return say("choose a reason from 1 to {last}", last=max(SOFT_REASONS))
        case CheckKind.SOFT if reason == OTHER and not text:
            return say("write the reason in words")
        case CheckKind.SAFETY if not text:
            return say("write what has been done")
    return Acceptance(
        check=one.check.id,
        digest=digest(one),
        reason=reason if one.check.kind is CheckKind.SOFT else None,
        text=text,
    )


def still_open(all_fired: Iterable[Fired], acceptances: Iterable[Acceptance]) -> tuple[Fired, ...]:
    """What of the fired checks is to be dealt with before completion.

    A hard one until it no longer fires, a soft one until it is accepted, a safety one until it is acknowledged; a
    forced one never.
    """
    kept = [*acceptances]
    return tuple(
        one
        for one in all_fired
        if one.check.kind is CheckKind.HARD
        or (one.check.kind is not CheckKind.FORCED and acceptance_of(one, kept) is None)
    )


def open_checks(interview: Interview, facts: Facts, acceptances: Iterable[Acceptance]) -> tuple[Fired, ...]:
    """What is to be dealt with before completion, in the order of the form."""
    return still_open(fired(interview, facts), acceptances)


def settled_by_x(check: Check, interview: Interview, facts: Facts) -> bool:
    """Whether a hard check has been settled by X with a remark: it does not fire, and a box that it reads has both.

    No condition of a hard check names X, so X in a value it rests on leaves each term with that value unknown, and
    unknown is not true. X in the first of its `items` is always enough; X in another one only if no other term still
    makes the condition true (M6 = 0 with M7 = X still contradicts M8 = 3).
    """
    if check.kind is not CheckKind.HARD or fires(check, interview, facts):
        return False
    standings = interview.standings
    return any(code in standings and standings[code].value is Code.X for code in items(check.when) & facts.remarks)


def silenced_by_x(before: Interview, after: Interview, change: Change, facts: Facts) -> tuple[Fired, ...]:
    """The hard checks that a change to X has just silenced: the box wants a remark, unless it has one."""
    if change.after is not Code.X or change.code in facts.remarks:
        return ()
    silenced = fired_by(after, before, change.reverse, facts)
    return tuple(one for one in silenced if one.check.kind is CheckKind.HARD and not fires(one.check, after, facts))
